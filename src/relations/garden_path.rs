//! Participles that the parser takes for finite verbs: "The group, deemed a threat by Norway, opened fire".
//!
//! Reads: a verb between commas. Gives: whether its subject is acted on.
//! Does not: find by whom.

use super::clause::Clauses;
use crate::nlp::{Dep, Tag};

impl Clauses<'_> {
    /// "The group, deemed a threat by Norway, opened fire", read as if it deemed: a participle between two commas, and a verb behind
    /// them that goes on with the subject.
    pub(super) fn is_garden_path(&self, verb: usize) -> bool {
        let tokens = &self.parsed.tokens;
        let past = matches!(tokens[verb].tag, Tag::Vbd | Tag::Vbn) && verb > 1 && self.norm(verb - 1) == ",";
        let subject =
            || self.child(verb, &[Dep::Nsubj]).filter(|&c| c < verb && self.child(verb, &[Dep::Aux]).is_none());
        past && subject().is_some_and(|subject| {
            let first = self.parsed.subtree(subject).start;
            let single = !(first..verb - 1).any(|t| self.norm(t) == ",");
            let goes_on = |c: usize| {
                let finite = matches!(tokens[c].tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vb | Tag::Vbn);
                let own = self.child(c, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Mark]).is_some();
                c > verb && finite && !own && matches!(self.dep(c), Dep::Conj | Dep::Unclassified | Dep::Ccomp)
            };
            let joined = self.child(verb, &[Dep::Cc]).is_some();
            single && !joined && self.parsed.children(verb).any(goes_on)
        })
    }
}
