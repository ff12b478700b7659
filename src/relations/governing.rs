//! What governs a trigger: purposes, and verbs and nouns that tell something themselves of the clause below them.
//!
//! Reads: a governor and the branch by which the trigger hangs on it. Gives: its effect, and whether it tells more than the trigger.
//! Does not: decide on status; that is [`reality`](super::reality)'s business.

use super::frames::{Slot, TriggerPos};
use super::governors::Effect;
use super::reality::Realities;
use super::{Complement, QuadClass};
use crate::nlp::Dep;

impl Realities<'_> {
    /// "to fight the militants": an infinitive that tells a purpose.
    pub(super) fn is_purpose(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        clauses.parsed.children(verb).any(|c| clauses.dep(c) == Dep::Aux && clauses.norm(c) == "to")
    }

    /// "pushed for Kenya to pay": an infinitive with a subject of its own.
    pub(super) fn is_asked_for(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        let marked = clauses.parsed.children(verb).any(|c| clauses.dep(c) == Dep::Mark && clauses.norm(c) == "for");
        marked && clauses.child(verb, &[Dep::Nsubj, Dep::Nsubjpass]).is_some()
    }

    /// For a preposition between the word and its governor: how the word hangs on it.
    pub(super) fn passed_preposition(&self, below: usize, dep: Dep) -> Option<Dep> {
        let clauses = self.clauses();
        let link = matches!(dep, Dep::Prep | Dep::Dative);
        link.then(|| clauses.child(below, &[Dep::Pcomp, Dep::Pobj]).map(|c| clauses.dep(c))).flatten()
    }

    /// What a verb does to what it governs: the row with its particle or preposition first, then its own, then as a trigger.
    pub(super) fn effect(&self, verb: usize, below: usize, dep: Dep) -> Option<Effect> {
        let clauses = self.clauses();
        let lemma = clauses.lemma(verb);
        // "called on Iran to end it": the preposition is part of the verb.
        let clause = matches!(dep, Dep::Xcomp | Dep::Ccomp);
        let phrase = |c: &usize| clauses.dep(*c) == Dep::Prt || clause && clauses.dep(*c) == Dep::Prep;
        let particles = clauses.parsed.children(verb).filter(phrase).chain((dep == Dep::Prep).then_some(below));
        let mut phrasal = particles
            .filter_map(|p| self.governors.on_clause(&format!("{lemma} {}", clauses.norm(p)), TriggerPos::Verb));
        phrasal.next().or_else(|| self.governors.on_clause(lemma, TriggerPos::Verb)).or_else(|| self.as_trigger(lemma))
    }

    /// A verb of the lexicon tells by its kind how real the clause below it is.
    pub(super) fn as_trigger(&self, lemma: &str) -> Option<Effect> {
        let trigger = self
            .lexicon
            .find(lemma)
            .find(|t| t.pos == TriggerPos::Verb && t.words.len() == 1 && t.kind.quad.is_verbal())?;
        match trigger.kind.complement {
            Complement::Fact => None,
            Complement::Plan => Some(Effect::Plan),
            Complement::Claim => Some(Effect::Claim),
            Complement::Prevent => Some(Effect::Prevent),
        }
    }

    /// Says whether the verb is a trigger that turns down what it governs.
    pub(super) fn rejects(&self, verb: usize) -> bool {
        self.lexicon
            .find(self.clauses().lemma(verb))
            .any(|t| t.pos == TriggerPos::Verb && t.words.len() == 1 && t.kind.complement == Complement::Prevent)
    }

    /// Says whether the verb is itself a trigger of conflict in words about what is to come.
    pub(super) fn tells_more(&self, verb: usize, clausal: bool) -> bool {
        let clauses = self.clauses();
        // "turned down a request" asks for nothing.
        if clauses.child(verb, &[Dep::Prt]).is_some() {
            return false;
        }
        let with = |word: &Vec<Box<str>>| {
            clauses
                .parsed
                .children(verb)
                .any(|c| clauses.dep(c) == Dep::Prep && word.iter().any(|w| **w == *clauses.norm(c)))
        };
        self.lexicon.find(clauses.lemma(verb)).any(|t| {
            let whole = match t.words.as_slice() {
                [_] => true,
                [_, further] => clausal && t.head == 0 && with(further),
                _ => false,
            };
            t.pos == TriggerPos::Verb
                && whole
                && t.kind.quad == QuadClass::VerbalConflict
                && t.kind.complement == Complement::Plan
        })
    }

    /// Says whether a noun is itself a trigger about the clause below it: of its subject, or of anybody there.
    pub(super) fn asks_for(&self, noun: usize, clause: usize) -> bool {
        let subject = self.clauses().child(clause, &[Dep::Nsubj, Dep::Nsubjpass]).is_some();
        self.lexicon.find(self.clauses().lemma(noun)).any(|t| {
            t.pos == TriggerPos::Noun
                && t.words.len() == 1
                && matches!(t.kind.complement, Complement::Plan | Complement::Prevent)
                && (t.target.contains(&Slot::Clause) || (subject && t.target.contains(&Slot::Doer)))
        })
    }
}
