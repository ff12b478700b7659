//! Who is meant by the noun of a predicate that a clause hangs on: "**Roe** was among those who criticized it", "**Poe** is one of
//! many lawmakers to have left".
//!
//! Reads: a noun with a relative clause. Gives: the subject of which the noun is said.
//! Does not: know actors.

use super::clause::Clauses;
use crate::nlp::Dep;

impl Clauses<'_> {
    /// The noun of a relative clause, and before it the subject of which it is said.
    pub(super) fn meant_by(&self, noun: usize) -> Vec<usize> {
        let mut found = self.said_of(noun);
        found.push(noun);
        found
    }

    /// "was the first to condemn it", "is one of many to have left": an infinitive that tells what was done.
    pub(super) fn is_feat(&self, verb: usize) -> bool {
        self.dep(verb) == Dep::Relcl && !self.said_of(self.head(verb)).is_empty()
    }

    /// The subject of the sentence in which a noun is the predicate, or those among whom the subject is.
    fn said_of(&self, noun: usize) -> Vec<usize> {
        let mut at = noun;
        for _ in 0..2 {
            let above = self.head(at);
            match self.dep(at) {
                Dep::Attr if self.lemma(above) == "be" => return self.subjects_of_being(above),
                Dep::Pobj if self.norm(above) == "among" && self.lemma(self.head(above)) == "be" => {
                    return self.subjects_of_being(self.head(above));
                }
                // "one of those", "some of the lawmakers"
                Dep::Pobj if self.norm(above) == "of" => at = self.head(above),
                _ => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// "It was Roe who left" says nothing of "it".
    fn subjects_of_being(&self, verb: usize) -> Vec<usize> {
        let named = |&subject: &usize| !matches!(self.norm(subject), "it" | "that" | "this" | "there" | "what");
        let subjects = self.child(verb, &[Dep::Nsubj]).filter(|_| !self.is_negated(verb));
        subjects.filter(named).into_iter().collect()
    }
}
