//! Whom an act is for where nobody stands in the places of its row: "money to fight the epidemic in Guinea", "took in Afghan
//! refugees".
//!
//! Reads: a matched trigger. Gives: the words that say what it is for, or its own object as target.
//! Does not: decide what counts as a target.

use super::Located;
use super::frames::{Slot, TriggerPos};
use super::matching::Match;
use super::roles::RoleFinder;
use super::sides::Side;
use crate::nlp::{Dep, Tag};

/// How many words are looked at that say what an act is for.
const BENEFICIARIES: usize = 24;

impl RoleFinder<'_> {
    /// "took in Afghan refugees": where nobody else stands in a place of the row, its own object may be the target.
    pub(super) fn among_words(&self, found: &Match<'_>) -> Vec<Side> {
        if found.trigger.pos != TriggerPos::Verb || !found.trigger.target.contains(&Slot::Obj) {
            return Vec::new();
        }
        let own: Vec<usize> = self.objects(found).into_iter().filter(|object| found.tokens.contains(object)).collect();
        self.sides.of_phrases(&own, None)
    }

    /// "to promote farming", "for those hurt": the words that say what an act is for, the nearest first; not past actors.
    pub(super) fn beneficiaries(&self, bases: &[usize], located: &Located) -> Vec<usize> {
        let clauses = self.clauses();
        let mut found = bases.to_vec();
        let mut at = 0;
        while at < found.len() && found.len() < bases.len() + BENEFICIARIES {
            let leads_on = |&c: &usize| match clauses.dep(c) {
                Dep::Prep | Dep::Dative => located.through.iter().any(|word| *word == *clauses.norm(c)),
                Dep::Advcl | Dep::Relcl => clauses.parsed.tokens[c].tag == Tag::Vb,
                Dep::Acl | Dep::Xcomp | Dep::Pobj | Dep::Pcomp | Dep::Dobj => true,
                Dep::Conj => at >= bases.len() || !clauses.is_verb(c),
                _ => false,
            };
            let next = clauses.parsed.children(found[at]).filter(leads_on);
            let named = |c: usize| {
                self.sides.mention(c).is_some() || located.unless.iter().any(|word| *word == *clauses.lemma(c))
            };
            let next: Vec<usize> = next.filter(|&c| !found.contains(&c) && !named(c)).collect();
            found.extend(next);
            at += 1;
        }
        found.split_off(bases.len())
    }
}
