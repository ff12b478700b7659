//! Words that count others: "dozens of prisoners", "24 million dollars in aid".
//!
//! Reads: a noun. Gives: what it counts, which stands in its place.
//! Does not: know which words count; those are of `governors.tsv` (effect `measure`) and sums of money.

use super::clause::Clauses;
use super::frames::TriggerPos;
use super::governors::Effect;
use crate::nlp::{Dep, EntityLabel};

impl Clauses<'_> {
    /// Gives what a word of number or measure counts, and what a sum of money is given for.
    pub fn counted(&self, noun: usize) -> Vec<usize> {
        let measure = self.governors.has(self.lemma(noun), TriggerPos::Noun, Effect::Measure);
        let mut counted = if measure { self.oblique(noun, "of") } else { Vec::new() };
        // Right behind it: the parser may hang what the sum is for on the verb.
        let behind = noun + 1;
        if self.is_money(noun)
            && behind < self.parsed.tokens.len()
            && matches!(self.norm(behind), "in" | "of" | "worth")
            && self.dep(behind) == Dep::Prep
        {
            counted.extend(self.objects_of(behind));
        }
        counted
    }

    fn is_money(&self, token: usize) -> bool {
        let entities = &self.parsed.entities;
        let at = entities.partition_point(|e| e.tokens.end <= token);
        entities.get(at).is_some_and(|e| e.label == EntityLabel::Money && e.tokens.contains(&token))
    }
}
