//! Who is meant by the noun that a clause hangs on: "**Roe** was among those who criticized it", "**Poe** is one of many lawmakers to
//! have left", "a plan for a truce put forward by **Qatar**".
//!
//! Reads: a noun with a relative clause. Gives: the subject of which the noun is said, or the clauses that tell who made it.
//! Does not: say what is told of them.

use super::clause::Clauses;
use super::frames::TriggerPos;
use super::governors::Effect;
use super::lexicon::Trigger;
use super::sides::Sides;
use crate::nlp::Dep;

impl Sides<'_> {
    /// "a plan for a truce put forward by Qatar", read as a truce put forward: who made it is told behind what it is about.
    pub(super) fn makers(&self, noun: usize) -> Vec<usize> {
        let clauses = self.clauses;
        let about = ["for", "on", "of"].into_iter().flat_map(|preposition| clauses.oblique(noun, preposition));
        let clause = |c: &usize| matches!(clauses.dep(*c), Dep::Acl | Dep::Relcl) && self.is_making(*c);
        about.filter(|&t| self.mention(t).is_none()).flat_map(|t| clauses.parsed.children(t)).filter(clause).collect()
    }

    fn is_making(&self, verb: usize) -> bool {
        let clauses = self.clauses;
        let lemma = clauses.lemma(verb);
        let makes = |word: &str| {
            let has = |effect| clauses.governors.has(word, TriggerPos::Verb, effect);
            has(Effect::Support) || has(Effect::Words)
        };
        let particle = || clauses.child(verb, &[Dep::Prt, Dep::Advmod]);
        let phrasal = || particle().is_some_and(|c| makes(&format!("{lemma} {}", clauses.norm(c))));
        clauses.is_passive(verb) && (makes(lemma) || phrasal())
    }
}

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

    /// "wants no part of", "is no friend of": the "no" at the object is part of what the trigger tells.
    pub(super) fn is_no_told(&self, verb: usize, trigger: &Trigger) -> bool {
        let told = |word: &str| trigger.words.iter().flatten().any(|w| **w == *word);
        let object = || self.child(verb, &[Dep::Dobj, Dep::Attr]);
        told("no") && !self.is_negated(verb) && object().is_some_and(|object| told(self.lemma(object)))
    }

    /// "condemned what it called an attack by", "dismissed as baseless a report by": what stands for the object.
    pub(super) fn named_object(&self, verb: usize) -> Vec<usize> {
        let is_what = |c: usize| self.norm(c) == "what" && matches!(self.dep(c), Dep::Dobj | Dep::Nsubj);
        let mut clauses = self.parsed.children(verb).filter(|&c| self.dep(c) == Dep::Ccomp);
        if let Some(clause) = clauses.find(|&c| self.parsed.children(c).any(is_what)) {
            let name = self.child(clause, &[Dep::Oprd]);
            return name.map_or_else(|| self.oblique(clause, "as"), |name| vec![name]);
        }
        let late = |&noun: &usize| {
            let (word, article) = (self.child(noun, &[Dep::Amod]), self.child(noun, &[Dep::Det]));
            let after = self.child(self.head(noun), &[Dep::Pcomp]).is_some_and(|word| word < noun);
            // "rejected as "slander" an accusation by": the second of two.
            let second =
                self.child(self.head(noun), &[Dep::Pobj]).is_some_and(|first| first < noun) && article.is_some();
            after || second || word.zip(article).is_some_and(|(word, article)| word < article)
        };
        self.oblique(verb, "as").into_iter().filter(late).collect()
    }
}
