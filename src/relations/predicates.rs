//! Of whom a noun or an adjective is said: "is a critic of", "the visiting minister".
//!
//! Reads: the tree around a trigger that is no verb. Gives: the tokens of those who are meant.
//! Does not: look inside their phrases.

use super::roles::RoleFinder;
use crate::nlp::Dep;

impl RoleFinder<'_> {
    /// "Turkey is an ally of", "Kerry was critical of", "Turkey, an ally of": of whom it is said.
    pub(super) fn predicate_subjects(&self, word: usize) -> Vec<usize> {
        let clauses = self.clauses();
        let head = clauses.head(word);
        if let Some(called) = self.called(word) {
            return called.whom;
        }
        match clauses.dep(word) {
            Dep::Attr | Dep::Acomp | Dep::Oprd if clauses.is_verb(head) => {
                self.behind_it(head).map_or_else(|| clauses.surface_subjects(head), |subject| vec![subject])
            }
            Dep::Appos => vec![head],
            Dep::Conj if head != word => self.predicate_subjects(head),
            Dep::Pobj => self.subjects_of_one(word),
            _ => Vec::new(),
        }
    }

    /// "it is shameful that Chad closed the border", "for Chad to close it": who did what the judgment is of.
    fn behind_it(&self, verb: usize) -> Option<usize> {
        let clauses = self.clauses();
        clauses.child(verb, &[Dep::Nsubj]).filter(|&subject| clauses.norm(subject) == "it")?;
        let marked = |&clause: &usize| {
            clauses.child(clause, &[Dep::Mark]).is_some_and(|mark| matches!(clauses.norm(mark), "that" | "for"))
        };
        let mut below = clauses.parsed.children(verb).filter(|&c| matches!(clauses.dep(c), Dep::Ccomp | Dep::Advcl));
        below.find(marked).and_then(|clause| clauses.child(clause, &[Dep::Nsubj, Dep::Nsubjpass]))
    }

    /// "is one of his harshest critics", "has emerged as a supporter of".
    pub(super) fn subjects_of_one(&self, word: usize) -> Vec<usize> {
        let clauses = self.clauses();
        let preposition = clauses.head(word);
        let outer = clauses.head(preposition);
        let among = clauses.norm(preposition) == "of" && matches!(clauses.norm(outer), "one" | "some" | "two" | "part");
        let turned = clauses.norm(preposition) == "as" && clauses.is_verb(outer) && clauses.patients(outer).is_empty();
        match (among, turned) {
            (true, _) if clauses.dep(outer) == Dep::Pobj => self.subjects_of_one(outer),
            (true, _) => self.predicate_subjects(outer),
            (_, true) => clauses.surface_subjects(outer),
            _ => Vec::new(),
        }
    }

    /// "under pressure from Berlin, Athens cut pensions", "at the request of Kyiv, Warsaw sent jets": who does it so.
    pub(super) fn subjects_beside(&self, noun: usize) -> Vec<usize> {
        let clauses = self.clauses();
        let preposition = clauses.head(noun);
        let verb = clauses.head(preposition);
        let so = clauses.dep(noun) == Dep::Pobj && matches!(clauses.norm(preposition), "under" | "at");
        if so && clauses.is_verb(verb) { clauses.surface_subjects(verb) } else { Vec::new() }
    }

    pub(super) fn modified(&self, word: usize) -> Vec<usize> {
        let clauses = self.clauses();
        match clauses.dep(word) {
            Dep::Amod | Dep::Acl | Dep::Relcl => vec![clauses.head(word)],
            _ => Vec::new(),
        }
    }
}
