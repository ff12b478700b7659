//! A noun that sums up the clause before it: "Peru closed the border, a **move** that Chile condemned".
//!
//! Reads: a trigger in a clause that hangs on such a noun. Gives: whoever did, said or asked what the noun stands for.
//! Does not: take up what a sentence before told; that is [`taken_up`](super::taken_up)'s business.

use super::clause::Clauses;
use super::frames::{Frame, TriggerPos};
use super::governors::Effect;
use super::matching::Match;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use super::{Complement, Inside, QuadClass};
use crate::nlp::{Dep, Tag};

/// How far above the trigger the noun may stand, and above the noun the clause that it sums up.
const NEAR: usize = 5;
const FAR: usize = 12;

impl RoleFinder<'_> {
    /// Finds who stands behind the noun in whose clause a trigger judges or refuses something without saying whose it is.
    pub(super) fn summed_up(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let kind = &found.trigger.kind;
        let words = kind.quad.is_verbal();
        let judges = words && kind.inside == Inside::Responsible && kind.complement != Complement::Plan;
        if !judges || kind.reciprocal {
            return Vec::new();
        }
        let Some(noun) = self.noun_above(found) else { return Vec::new() };
        let said = self.is_said(noun);
        if !said && !self.is_deed(noun) {
            return Vec::new();
        }
        let clauses = self.clauses();
        let mut verbs = clauses.parsed.ancestors(noun).take(FAR).filter(|&verb| self.is_finite(verb));
        let whose = |verb: usize| {
            let mut sides = self.sides.of_phrases(&clauses.agents(verb), Some(Inside::Responsible));
            sides.retain(|side| side.head < noun && self.sides.is_none_of(side, sources));
            sides
        };
        let own = |verb: &usize| clauses.head(noun) != *verb || clauses.dep(noun) != Dep::Nsubj;
        let sides = if said {
            let told = verbs.filter(|&verb| self.says(verb)).map(whose).find(|sides| !sides.is_empty());
            told.unwrap_or_else(|| {
                let mut sides = self.sides.of_phrases(&clauses.according_to(noun), Some(Inside::Responsible));
                sides.retain(|side| self.sides.is_none_of(side, sources));
                sides
            })
        } else {
            verbs.find(own).map_or(Vec::new(), whose)
        };
        scale(sides, ATTACHED)
    }

    /// The noun, behind a comma and without an owner, that the clause of a trigger hangs on.
    fn noun_above(&self, found: &Match<'_>) -> Option<usize> {
        let clauses = self.clauses();
        let mut at = found.head;
        for _ in 0..NEAR {
            match clauses.dep(at) {
                Dep::Relcl | Dep::Acl => break,
                Dep::Ccomp | Dep::Xcomp | Dep::Dobj | Dep::Conj | Dep::Acomp | Dep::Oprd | Dep::Attr | Dep::Amod => {
                    at = clauses.head(at);
                }
                Dep::Prep | Dep::Pobj | Dep::Pcomp if !clauses.is_noun(clauses.head(at)) => at = clauses.head(at),
                _ => return None,
            }
        }
        let noun = clauses.head(at);
        let hangs = matches!(clauses.dep(at), Dep::Relcl | Dep::Acl) && noun < at;
        // "a group that condemned it": whoever the noun is, it judges itself.
        let acts = found.trigger.frame != Frame::Undergo && clauses.agents(found.head).contains(&noun);
        if !hangs || acts || !clauses.is_behind_comma(noun) || self.sides.mention(noun).is_some() {
            return None;
        }
        let owned = clauses.child(noun, &[Dep::Poss]).is_some();
        (!owned && matches!(clauses.parsed.tokens[noun].tag, Tag::Nn | Tag::Nns)).then_some(noun)
    }

    /// "a charge", "a demand": what somebody says or asks.
    fn is_said(&self, noun: usize) -> bool {
        let lemma = self.clauses().lemma(noun);
        let mut rows = self.lexicon.find(lemma).filter(|row| row.pos == TriggerPos::Noun && row.words.len() == 1);
        let says = |complement| matches!(complement, Complement::Claim | Complement::Plan);
        self.governors.has(lemma, TriggerPos::Noun, Effect::Claim)
            || rows.any(|row| row.kind.quad == QuadClass::VerbalConflict && says(row.kind.complement))
    }

    /// "a move", "a raid", "a visit": what somebody does.
    fn is_deed(&self, noun: usize) -> bool {
        let lemma = self.clauses().lemma(noun);
        let mut rows = self.lexicon.find(lemma).filter(|row| row.pos == TriggerPos::Noun && row.words.len() == 1);
        let event = |frame| matches!(frame, Frame::Event | Frame::Between);
        self.governors.has(lemma, TriggerPos::Noun, Effect::Deed)
            || rows.any(|row| row.kind.quad != QuadClass::Tie && event(row.frame))
    }

    fn says(&self, verb: usize) -> bool {
        let lemma = self.clauses().lemma(verb);
        let mut rows = self.lexicon.find(lemma).filter(|row| row.pos == TriggerPos::Verb);
        self.governors.has(lemma, TriggerPos::Verb, Effect::Claim)
            || rows.any(|row| {
                let asks = matches!(row.kind.complement, Complement::Claim | Complement::Plan);
                row.kind.quad == QuadClass::VerbalConflict && asks
            })
    }

    fn is_finite(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        let helped = |c: usize| clauses.dep(c) == Dep::Aux && clauses.norm(c) != "to";
        clauses.is_verb(verb)
            && (matches!(clauses.parsed.tokens[verb].tag, Tag::Vbd | Tag::Vbp | Tag::Vbz)
                || clauses.parsed.children(verb).any(helped))
    }
}

impl Clauses<'_> {
    /// ", a step", "– accusations": indefinite, at the start of its phrase, with a comma or a dash before it.
    pub(super) fn is_behind_comma(&self, noun: usize) -> bool {
        let start = self.parsed.children(noun).next().map_or(noun, |first| first.min(noun));
        let article = self.child(noun, &[Dep::Det]);
        let indefinite = match article {
            Some(article) => matches!(self.norm(article), "a" | "an" | "another"),
            None => self.parsed.tokens[noun].tag == Tag::Nns,
        };
        indefinite && start > 0 && matches!(self.norm(start - 1), "," | "-" | "–" | "—" | "--")
    }
}
