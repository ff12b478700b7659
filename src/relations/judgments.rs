//! Whom somebody calls something: "called him a liar", "described the plan of X as a disaster".
//!
//! Reads: a word that judges. Gives: the verb by which somebody says it, and the phrases of whom it is said.
//! Does not: know which words judge; those are the lexicon's.

use super::Inside;
use super::frames::{Slot, TriggerPos};
use super::governors::Effect;
use super::lexicon::Trigger;
use super::matching::Match;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use crate::actors::ActorKind;
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
                let whom = if whom.is_empty() { clauses.recipients(head) } else { whom };
                Some(Called { verb: head, whom: if whom.is_empty() { fused() } else { whom } })
            }
            // "deemed Roe unfit", read as a clause
            Dep::Ccomp if self.calls(head) && !clauses.is_verb(word) => {
                Some(Called { verb: head, whom: clauses.patients(head) }).filter(|called| !called.whom.is_empty())
            }
            // "called the plan of Roe a disaster", read as an apposition.
            Dep::Appos | Dep::Dobj if clauses.dep(head) == Dep::Dobj && self.calls(clauses.head(head)) => {
                let between = (head + 1..word).any(|t| clauses.norm(t) == ",");
                (!between).then(|| Called { verb: clauses.head(head), whom: vec![head] })
            }
            // "calling Roe the queen of", "whom Poe called a liar": the second of two objects.
            Dep::Dobj if self.calls(head) => {
                let mut objects = clauses.parsed.children(head).filter(|&c| clauses.dep(c) == Dep::Dobj && c < word);
                let other = objects.next()?;
                let gap = matches!(clauses.norm(other), "whom" | "who" | "which" | "that");
                let whom = if gap && clauses.dep(head) == Dep::Relcl { clauses.head(head) } else { other };
                Some(Called { verb: head, whom: vec![whom] })
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

    /// Of whom a word is said; a judging one also through its noun or verb: "is a terrible leader", "called it a bad move", "told
    /// a terrible lie".
    pub(super) fn judged(&self, found: &Match<'_>) -> Vec<usize> {
        let clauses = self.clauses();
        let word = found.head;
        if !found.trigger.judges() {
            return self.predicate_subjects(word);
        }
        let noun = clauses.head(word);
        let through = clauses.dep(word) == Dep::Amod && clauses.is_noun(noun) && self.sides.mention(noun).is_none();
        // "the greatest threat" is no praise.
        let praise = found.trigger.kind.withheld.is_some();
        let blames = |t: &Trigger| t.judges() && t.pos == TriggerPos::Noun && t.kind.withheld.is_none();
        if through && praise && self.lexicon.find(clauses.lemma(noun)).any(blames) {
            return Vec::new();
        }
        let noun = if through { noun } else { word };
        match self.predicate_subjects(noun) {
            found if found.is_empty() => {
                let undone = |verb: usize| {
                    let effect = self.governors.on_clause(clauses.lemma(verb), TriggerPos::Verb);
                    matches!(effect, Some(Effect::End | Effect::Prevent | Effect::Deny)) || self.is_hostile(verb)
                };
                let verb = if through { self.support_verb(noun) } else { self.verb_of_clause(noun) };
                let verb = verb.filter(|&verb| !clauses.is_passive(verb) && !undone(verb));
                let subjects = verb.map_or(Vec::new(), |verb| clauses.surface_subjects(verb));
                // What is bad where a state has to do with it need not be the state's.
                let state = |&s: &usize| self.sides.mention(s).is_some_and(|m| m.kind == ActorKind::State);
                subjects.into_iter().filter(|s| !state(s)).collect()
            }
            found => found,
        }
    }

    fn verb_of_clause(&self, noun: usize) -> Option<usize> {
        let clauses = self.clauses();
        let mut at = noun;
        for _ in 0..5 {
            if clauses.is_verb(at) {
                return Some(at);
            }
            // "saves lives in the most dangerous of conditions"
            let around = matches!(clauses.norm(at), "in" | "under" | "amid" | "at" | "during" | "despite");
            if clauses.dep(at) == Dep::Prep && around {
                return None;
            }
            if !matches!(
                clauses.dep(at),
                Dep::Dobj | Dep::Pobj | Dep::Prep | Dep::Attr | Dep::Conj | Dep::Amod | Dep::Advmod | Dep::Acomp
            ) {
                return None;
            }
            at = clauses.head(at);
        }
        None
    }

    /// "He is a liar," Poe said of Roe: whom the pronouns among these mean.
    pub(super) fn spoken_of(&self, subjects: Vec<usize>) -> Vec<usize> {
        let clauses = self.clauses();
        let &[pronoun] = subjects.as_slice() else { return subjects };
        if !matches!(clauses.norm(pronoun), "he" | "she" | "it" | "they" | "that" | "this" | "you") {
            return subjects;
        }
        let says = |&t: &usize| clauses.claims(t);
        let Some(verb) = clauses.parsed.ancestors(pronoun).take(12).find(says) else { return subjects };
        let of = match clauses.norm(pronoun) {
            // "You are a liar," Poe told Roe.
            "you" => [clauses.recipients(verb), clauses.patients(verb)].concat(),
            _ => clauses.oblique(verb, "of"),
        };
        if of.is_empty() { subjects } else { of }
    }

    /// "criticized how Roe handled it": whom the clause is about that stands in the place of what is judged.
    pub(super) fn in_question(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let clauses = self.clauses();
        let asked = found.trigger.pos == TriggerPos::Verb
            && found.trigger.kind.inside == Inside::Responsible
            && found.trigger.target.contains(&Slot::Obj);
        let clause = clauses.child(found.head, &[Dep::Ccomp]).filter(|_| asked);
        let how = |&c: &usize| matches!(clauses.norm(c), "how" | "what" | "why");
        let clause = clause.filter(|&clause| clauses.parsed.children(clause).any(|c| how(&c)));
        let subject =
            clause.and_then(|clause| clauses.child(clause, &[Dep::Nsubj, Dep::Nsubjpass])).filter(|s| !how(s));
        let mut sides = subject.map_or(Vec::new(), |subject| self.sides.of_phrase(subject, Some(Inside::Responsible)));
        sides.retain(|side| self.sides.is_none_of(side, sources));
        scale(sides, ATTACHED)
    }

    fn calls(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        clauses.is_verb(verb) && self.governors.has(clauses.lemma(verb), TriggerPos::Verb, Effect::Call)
    }
}
