//! Who says what a word stands in.
//!
//! Reads: a word that judges. Gives: whoever says the clause.
//! Does not: know whose words a quotation is; that is the resolver's (`Cast::speakers_at`).

use super::Inside;
use super::frames::TriggerPos;
use super::governors::Effect;
use super::roles::RoleFinder;
use super::sides::{Side, or_else};
use crate::nlp::Dep;

impl RoleFinder<'_> {
    /// Finds who says the clause that a word stands in.
    pub(super) fn speakers(&self, word: usize) -> Vec<Side> {
        let clauses = self.clauses();
        // "called it a bad move": the adjective's noun is what it is called.
        let noun = Some(clauses.head(word)).filter(|_| clauses.dep(word) == Dep::Amod);
        if let Some(called) = self.called(word).or_else(|| self.called(noun?)) {
            return self.sides.of_phrases(&clauses.agents(called.verb), Some(Inside::Responsible));
        }
        if let Some(saying) = clauses.said_beside(word) {
            return self.sides.of_phrases(&clauses.agents(saying), Some(Inside::Responsible));
        }
        let mut below = word;
        for governor in clauses.parsed.ancestors(word).take(40) {
            let said = clauses.is_verb(governor) && matches!(clauses.dep(below), Dep::Ccomp | Dep::Parataxis);
            let claims = |lemma: &str| self.governors.has(lemma, TriggerPos::Verb, Effect::Claim);
            if said && claims(clauses.lemma(governor)) {
                return self.sides.of_phrases(&clauses.agents(governor), Some(Inside::Responsible));
            }
            if let Some(saying) = clauses.said_beside(governor) {
                return self.sides.of_phrases(&clauses.agents(saying), Some(Inside::Responsible));
            }
            below = governor;
        }
        let told = self.sides.speakers_at(word);
        // "It was a mistake, according to Poe", "in the words of Poe"
        let told = or_else(told, || self.sides.of_phrases(&clauses.according_to(word), Some(Inside::Responsible)));
        or_else(or_else(told, || self.viewers(word)), || self.in_heading(word))
    }

    /// "is a fraud, in the words of Poe", "in Poe's view"
    fn viewers(&self, word: usize) -> Vec<Side> {
        let clauses = self.clauses();
        let sentence = clauses.parsed.sentences[clauses.parsed.sentence_of(word)].clone();
        let view = |&t: &usize| {
            clauses.dep(t) == Dep::Pobj
                && clauses.norm(clauses.head(t)) == "in"
                && self.governors.has(clauses.norm(t), TriggerPos::Noun, Effect::View)
        };
        let Some(noun) = sentence.into_iter().find(view) else { return Vec::new() };
        let mut whose = clauses.oblique(noun, "of");
        whose.extend(clauses.child(noun, &[Dep::Poss]));
        self.sides.of_phrases(&whose, Some(Inside::Responsible))
    }

    /// "Poe: Roe is a liar": the name that a heading begins with.
    fn in_heading(&self, word: usize) -> Vec<Side> {
        let clauses = self.clauses();
        let start = clauses.parsed.sentences[clauses.parsed.sentence_of(word)].start;
        let mentions = &self.sides.cast.mentions;
        let name = mentions.get(mentions.partition_point(|m| m.tokens.start < start));
        let name = name.filter(|m| m.tokens.start == start);
        let speaks = |t: &usize| *t < word && clauses.norm(*t) == ":";
        name.filter(|m| speaks(&m.tokens.end)).map_or(Vec::new(), |m| self.sides.of_phrase(m.head, None))
    }
}
