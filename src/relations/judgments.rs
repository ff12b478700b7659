//! Whom somebody calls something: "called him a liar", "described the plan of X as a disaster".
//!
//! Reads: a word that judges. Gives: the verb by which somebody says it, and the phrases of whom it is said.
//! Does not: know which words judge; those are the lexicon's.

use super::frames::TriggerPos;
use super::governors::Effect;
use super::roles::RoleFinder;
use crate::nlp::Dep;

/// A word said of somebody.
pub(super) struct Called {
    /// The verb: "call", "describe".
    pub verb: usize,
    /// Heads of the phrases of whom it is said.
    pub whom: Vec<usize>,
}

impl RoleFinder<'_> {
    /// Finds the verb that says a word of somebody.
    pub(super) fn called(&self, word: usize) -> Option<Called> {
        let clauses = self.clauses();
        let word = self.first_conjunct(word);
        let head = clauses.head(word);
        match clauses.dep(word) {
            Dep::Oprd if self.calls(head) => {
                let whom = clauses.patients(head);
                // "called Roe weak", where the parser takes the name for a part of the adjective.
                let fused = || {
                    let names = clauses.parsed.children(word).filter(|&c| c < word && clauses.is_noun(c));
                    names.filter(|&c| matches!(clauses.dep(c), Dep::Npadvmod | Dep::Nsubj | Dep::Compound)).collect()
                };
                Some(Called { verb: head, whom: if whom.is_empty() { fused() } else { whom } })
            }
            // "calling Roe the queen of", "whom Poe called a liar": the second of two objects.
            Dep::Dobj if self.calls(head) => {
                let mut objects = clauses.parsed.children(head).filter(|&c| clauses.dep(c) == Dep::Dobj && c < word);
                let other = objects.next()?;
                let gap = matches!(clauses.norm(other), "whom" | "who" | "which" | "that");
                let whom = if gap && clauses.dep(head) == Dep::Relcl { clauses.head(head) } else { other };
                Some(Called { verb: head, whom: vec![whom] })
            }
            // "called the plan of Roe a disaster", read as an apposition.
            Dep::Appos if clauses.dep(head) == Dep::Dobj && self.calls(clauses.head(head)) => {
                let between = (head + 1..word).any(|t| clauses.norm(t) == ",");
                (!between).then(|| Called { verb: clauses.head(head), whom: vec![head] })
            }
            Dep::Pobj | Dep::Pcomp | Dep::Amod | Dep::Acomp if clauses.norm(head) == "as" => {
                let outer = clauses.head(head);
                let object = matches!(clauses.dep(outer), Dep::Dobj | Dep::Nsubjpass);
                let verb = if object { clauses.head(outer) } else { outer };
                self.calls(verb).then(|| Called { verb, whom: clauses.patients(verb) })
            }
            _ => None,
        }
    }

    fn calls(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        clauses.is_verb(verb) && self.governors.has(clauses.lemma(verb), TriggerPos::Verb, Effect::Call)
    }
}
