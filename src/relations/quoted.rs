//! Of whom a quotation speaks: "said mockingly: 'Mr. Roe has found his courage'".
//!
//! Reads: a word that says how something is put, and the quotations of the document. Gives: the subject of what is quoted.
//! Does not: know which words say how it is put; those are the lexicon's.

use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};

/// How many words away a quotation begins or ends.
const NEAR: usize = 6;
/// In how many of its sentences its subject is looked for.
const SENTENCES: usize = 2;

impl RoleFinder<'_> {
    /// Finds whom the quotation beside a word is about: those who are the subject of its first sentences, not who speaks.
    pub(super) fn quoted(&self, word: usize) -> Vec<Side> {
        let voices = &self.sides.cast.voices;
        let behind = voices.iter().find(|voice| voice.tokens.start > word && voice.tokens.start <= word + NEAR);
        let before = || voices.iter().rfind(|voice| voice.tokens.end <= word && voice.tokens.end + NEAR > word);
        let Some(voice) = behind.or_else(before) else { return Vec::new() };
        let parsed = self.clauses().parsed;
        let first = parsed.sentence_of(voice.tokens.start);
        // A fragment names nobody: "Finally, a real move."
        for sentence in parsed.sentences.iter().skip(first).take(SENTENCES) {
            let within = sentence.clone().filter(|t| voice.tokens.contains(t));
            let main = |&t: &usize| self.clauses().is_verb(t) && !voice.tokens.contains(&self.clauses().head(t));
            let root = |&t: &usize| self.clauses().is_verb(t) && self.clauses().head(t) == t;
            let verbs = within.filter(|t| main(t) || root(t));
            let subjects: Vec<usize> = verbs.flat_map(|verb| self.clauses().surface_subjects(verb)).collect();
            let mut sides = self.sides.of_phrases(&subjects, None);
            let speaks = |side: &Side| {
                self.sides.mention(side.head).is_some_and(|m| m.actors.iter().any(|a| voice.speakers.contains(a)))
            };
            sides.retain(|side| !self.sides.is_place(side.head) && !speaks(side));
            if !sides.is_empty() {
                return scale(sides, ATTACHED);
            }
        }
        Vec::new()
    }
}
