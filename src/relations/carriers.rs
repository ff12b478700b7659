//! What carries an act told by a noun: "launched an attack", "in a show of support", "held talks".
//!
//! Reads: a noun of the lexicon. Gives: the verb that makes it an act of its subject, and that subject.
//! Does not: know the places of frames.

use super::Inside;
use super::frames::TriggerPos;
use super::governors::Effect;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use crate::nlp::Dep;

/// What it costs to find a side through a supporting verb.
const SUPPORTED: f32 = 0.95;

impl RoleFinder<'_> {
    /// "launched an attack against X", where the phrase hangs on the verb; "an attack was launched on X".
    pub(super) fn at_support_verb(&self, noun: usize, preposition: &str, inside: Option<Inside>) -> Vec<Side> {
        match self.support_verb(noun) {
            Some(verb) => {
                let sides = self.sides.of_phrases(&self.clauses().oblique(verb, preposition), inside);
                scale(sides, ATTACHED)
            }
            None => Vec::new(),
        }
    }

    /// "call off airstrikes on X": the phrases right behind an act that hang on the verb that ends it.
    pub(super) fn behind_at_ending_verb(&self, noun: usize, preposition: &str) -> Vec<usize> {
        let clauses = self.clauses();
        let verb = clauses.head(noun);
        let behind = noun + 1 < clauses.parsed.tokens.len()
            && clauses.norm(noun + 1) == preposition
            && clauses.head(noun + 1) == verb
            && clauses.dep(noun) == Dep::Dobj;
        if behind && self.ends(verb) { clauses.objects_of(noun + 1) } else { Vec::new() }
    }

    /// Says whether a verb tells that something is over: "halt", "call off".
    pub(super) fn ends(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        let lemma = clauses.lemma(verb);
        let ends = |word: &str| self.governors.has(word, TriggerPos::Verb, Effect::End);
        let phrasal = |c: usize| clauses.dep(c) == Dep::Prt && ends(&format!("{lemma} {}", clauses.norm(c)));
        clauses.is_verb(verb) && (ends(lemma) || clauses.parsed.children(verb).any(phrasal))
    }

    /// Finds the verb that makes a noun an act of its subject: "held talks", "is under attack" has none.
    pub fn support_verb(&self, noun: usize) -> Option<usize> {
        let clauses = self.clauses();
        let first = self.carrier(self.first_conjunct(noun));
        let head = clauses.head(first);
        let direct = matches!(clauses.dep(first), Dep::Dobj | Dep::Nsubjpass) && clauses.is_verb(head);
        if direct && self.supports(head) {
            return Some(head);
        }
        if clauses.dep(first) == Dep::Pobj && clauses.is_verb(clauses.head(head)) && head != clauses.head(head) {
            let verb = clauses.head(head);
            return self.supports_with(verb, clauses.norm(head)).then_some(verb);
        }
        // "the strikes that Russia carried out", "attacks launched by rebels"
        clauses.parsed.children(noun).find(|&c| {
            matches!(clauses.dep(c), Dep::Acl | Dep::Relcl) && self.supports(c) && clauses.patients(c).contains(&noun)
        })
    }

    /// "responsible for the killing": the adjective that makes the noun an act of whom it is said of.
    fn support_adjective(&self, noun: usize) -> Option<usize> {
        let clauses = self.clauses();
        let first = self.carrier(self.first_conjunct(noun));
        let preposition = clauses.head(first);
        let adjective = clauses.head(preposition);
        let words = format!("{} {}", clauses.lemma(adjective), clauses.norm(preposition));
        let supports =
            clauses.dep(first) == Dep::Pobj && self.governors.has(&words, TriggerPos::Adjective, Effect::Support);
        supports.then_some(adjective)
    }

    fn supports(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        let lemma = clauses.lemma(verb);
        let has = |word: &str| self.governors.has(word, TriggerPos::Verb, Effect::Support);
        has(lemma)
            || clauses
                .parsed
                .children(verb)
                .any(|c| matches!(clauses.dep(c), Dep::Prt | Dep::Prep) && has(&format!("{lemma} {}", clauses.norm(c))))
    }

    fn supports_with(&self, verb: usize, preposition: &str) -> bool {
        let word = format!("{} {preposition}", self.clauses().lemma(verb));
        self.governors.has(&word, TriggerPos::Verb, Effect::Support)
    }

    /// "a show of support", "a wave of attacks": the noun that stands for the act.
    pub(super) fn carrier(&self, noun: usize) -> usize {
        let clauses = self.clauses();
        let preposition = clauses.head(noun);
        let outer = clauses.head(preposition);
        let carries = clauses.dep(noun) == Dep::Pobj
            && clauses.norm(preposition) == "of"
            && self.governors.has(clauses.lemma(outer), TriggerPos::Noun, Effect::Support);
        if carries { self.first_conjunct(outer) } else { noun }
    }

    /// The head of a coordination.
    pub(super) fn first_conjunct(&self, noun: usize) -> usize {
        let clauses = self.clauses();
        let mut at = noun;
        for _ in 0..8 {
            if clauses.dep(at) != Dep::Conj {
                break;
            }
            at = clauses.head(at);
        }
        at
    }

    /// Finds the subject of the verb that supports a noun, or of the "be" that it is the predicate of.
    pub(super) fn supporting_subjects(&self, noun: usize) -> Vec<Side> {
        let clauses = self.clauses();
        let subjects = match self.support_verb(noun) {
            Some(verb) => clauses.agents(verb),
            None => match self.support_adjective(noun) {
                Some(adjective) => self.predicate_subjects(adjective),
                None => self.predicate_subjects(noun),
            },
        };
        // "the one step that Oslo fears, the expulsion of": an act beside another word for it is not done by those inside that.
        let inside = (clauses.dep(noun) != Dep::Appos).then_some(Inside::Responsible);
        let sides = self.sides.of_phrases(&subjects, inside);
        scale(sides.into_iter().filter(|side| !self.sides.is_place(side.head)).collect(), SUPPORTED)
    }

    /// "marched in support of", "remains firm in support of", "in retaliation for": the subject of what is done so. What people
    /// do or suffer in the course of an attack is not meant.
    pub(super) fn in_manner(&self, noun: usize) -> Vec<Side> {
        let clauses = self.clauses();
        let noun = self.carrier(noun);
        let preposition = clauses.head(noun);
        let definite = |c: usize| clauses.dep(c) == Dep::Poss || (clauses.dep(c) == Dep::Det && clauses.norm(c) != "a");
        let bare = !clauses.parsed.children(noun).any(definite);
        if clauses.dep(noun) != Dep::Pobj || clauses.norm(preposition) != "in" || !bare {
            return Vec::new();
        }
        let governor = clauses.head(preposition);
        let verb = if clauses.dep(governor) == Dep::Acomp { clauses.head(governor) } else { governor };
        if !clauses.is_verb(verb) || clauses.is_passive(verb) {
            return Vec::new();
        }
        let sides = self.sides.of_phrases(&clauses.agents(verb), Some(Inside::Responsible));
        scale(sides.into_iter().filter(|side| !self.sides.is_place(side.head)).collect(), ATTACHED)
    }
}
