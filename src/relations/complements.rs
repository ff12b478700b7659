//! Who stands in the clause that a trigger governs or that it waits for: "its demand that **Iraq** leave", "threatened to strike if
//! **Israel** attacked", "will not lift the ban until **Cuba** frees them".
//!
//! Reads: a matched trigger. Gives: the sides in such clauses.
//! Does not: decide which slot a trigger prefers.

use super::Complement;
use super::Inside;
use super::frames::{Slot, TriggerPos};
use super::governors::Effect;
use super::matching::Match;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use crate::nlp::{Dep, Tag};

impl RoleFinder<'_> {
    /// Finds the subject of the clause that a trigger governs: "demand that Iraq leave", "pushed for Kenya to pay".
    pub(super) fn doers(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let noun = found.trigger.pos == TriggerPos::Noun;
        let carrier = if noun { self.support_verb(found.head) } else { None };
        let own = clauses.parsed.children(found.head).filter(|&c| match clauses.dep(c) {
            Dep::Ccomp => noun || clauses.parsed.tokens[c].tag == Tag::Vb || self.has_mark(c, &["that"]),
            Dep::Acl => noun,
            Dep::Advcl | Dep::Xcomp => self.has_mark(c, &["for"]),
            _ => false,
        });
        let borne = carrier.into_iter().flat_map(|verb| clauses.parsed.children(verb));
        let borne = borne.filter(|&c| clauses.dep(c) == Dep::Ccomp && self.has_mark(c, &["that"]));
        for clause in own.chain(borne) {
            let phrases = if clauses.is_passive(clause) {
                clauses.agents(clause)
            } else {
                clauses.child(clause, &[Dep::Nsubj]).into_iter().collect()
            };
            let sides = self.sides.of_phrases(&phrases, Some(Inside::Responsible));
            if !sides.is_empty() {
                return scale(sides, ATTACHED);
            }
        }
        Vec::new()
    }

    /// Finds whom a threat or a refusal is for by its condition.
    pub(super) fn conditions(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let kind = &found.trigger.kind;
        let (bases, marks): (Vec<usize>, &[&str]) = if kind.refused.is_some() && self.is_refused(found) {
            let governor = clauses.head(found.head);
            let bases = [found.head].into_iter().chain((clauses.dep(found.head) == Dep::Xcomp).then_some(governor));
            (bases.collect(), &["until", "till", "unless", "before"])
        } else if kind.inside == Inside::Affected
            && kind.complement == Complement::Plan
            && found.trigger.target.contains(&Slot::Clause)
        {
            (self.governed(found.head), &["until", "till", "unless", "if", "should"])
        } else {
            return Vec::new();
        };
        let waits = |&c: &usize| clauses.dep(c) == Dep::Advcl && self.has_mark(c, marks);
        let clause = bases.into_iter().flat_map(|base| clauses.parsed.children(base)).find(waits);
        let sides = clause.map(|clause| self.sides.of_phrases(&clauses.agents(clause), Some(Inside::Responsible)));
        sides.unwrap_or_default()
    }

    /// Says whether the source will not do what a verb tells: "will not lift", "refuses to lift".
    fn is_refused(&self, found: &Match<'_>) -> bool {
        let clauses = self.clauses();
        let verb = found.head;
        let will = |c: usize| matches!(clauses.norm(c), "will" | "wo" | "would" | "'ll");
        let governor = clauses.head(verb);
        let refuses = || self.governors.has(clauses.lemma(governor), TriggerPos::Verb, Effect::Prevent);
        let negated = clauses.is_negated(verb) && clauses.parsed.children(verb).any(|c| clauses.dep(c) == Dep::Aux && will(c));
        found.trigger.pos == TriggerPos::Verb && (negated || (clauses.dep(verb) == Dep::Xcomp && refuses()))
    }

    /// A trigger's head with the verbs of the clauses below it.
    fn governed(&self, head: usize) -> Vec<usize> {
        let clauses = self.clauses();
        let mut found = vec![head];
        let mut at = 0;
        while at < found.len() && found.len() < 8 {
            let below = clauses.parsed.children(found[at]);
            let below = below.filter(|&c| matches!(clauses.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Acl));
            found.extend(below.filter(|&c| clauses.is_verb(c)).collect::<Vec<_>>());
            at += 1;
        }
        found
    }

    /// Says whether a clause is introduced by one of these words; one with "for" has its verb in the infinitive.
    fn has_mark(&self, clause: usize, marks: &[&str]) -> bool {
        let clauses = self.clauses();
        let is = |c: usize| {
            matches!(clauses.dep(c), Dep::Mark | Dep::Advmod | Dep::Prep) && marks.contains(&clauses.norm(c)) && c < clause
        };
        let infinitive = clauses.parsed.tokens[clause].tag == Tag::Vb;
        (!marks.contains(&"for") || infinitive) && clauses.parsed.children(clause).any(is)
    }
}
