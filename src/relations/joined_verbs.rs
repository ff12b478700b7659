//! With which verb a joined one really goes on: "**told** a rally that the army would pursue them, and **thanked** the elders".
//!
//! Reads: verbs that the parser joins to the nearest one. Gives: the one whose subject they share.
//! Does not: know actors, but for who goes on speaking.

use super::clause::Clauses;
use super::matching::Match;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use crate::nlp::{Dep, Tag};

/// How many clauses up the verb may stand that a joined one goes on with.
const FAR: usize = 6;

impl Clauses<'_> {
    /// The verb with which a joined verb goes on: not one behind a modal or "to" where it stands in the past tense itself.
    pub(super) fn goes_on_with(&self, verb: usize) -> usize {
        let head = self.head(verb);
        let tokens = &self.parsed.tokens;
        let own = self.child(verb, &[Dep::Aux, Dep::Auxpass, Dep::Nsubj, Dep::Nsubjpass]).is_some();
        let helped = |c: usize| self.dep(c) == Dep::Aux && matches!(tokens[c].tag, Tag::Md | Tag::To);
        let bare = tokens[head].tag == Tag::Vb && self.parsed.children(head).any(helped);
        let past = matches!(tokens[verb].tag, Tag::Vbd | Tag::Vbn | Tag::Vbz);
        if self.dep(verb) != Dep::Conj || own || !past || !bare {
            return head;
        }
        let like = |&above: &usize| {
            let same = match tokens[verb].tag {
                Tag::Vbz => matches!(tokens[above].tag, Tag::Vbz | Tag::Vbp),
                _ => tokens[above].tag == Tag::Vbd || tokens[above].tag == Tag::Vbn && !self.is_passive(above),
            };
            self.is_verb(above) && same
        };
        self.parsed.ancestors(head).take(FAR).find(like).unwrap_or(head)
    }
}

impl RoleFinder<'_> {
    /// "said that the talks were useful and thanked Oman": the talks thank nobody, whoever says so does.
    pub(super) fn who_goes_on(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let (verb, head) = (found.head, clauses.head(found.head));
        let words = found.trigger.kind.quad.is_verbal();
        let tag = |t: usize| clauses.parsed.tokens[t].tag;
        let finite = matches!(tag(verb), Tag::Vbd | Tag::Vbn | Tag::Vbz);
        let own = clauses.child(verb, &[Dep::Aux, Dep::Auxpass, Dep::Nsubj, Dep::Nsubjpass]).is_some();
        let above = clauses.head(head);
        let said =
            clauses.dep(verb) == Dep::Conj && clauses.dep(head) == Dep::Ccomp && clauses.claims(above) && head > above;
        if !words || found.trigger.kind.reciprocal || !said || !finite || own {
            return Vec::new();
        }
        scale(self.sides.of_phrases(&clauses.agents(above), None), ATTACHED)
    }
}
