//! When two spans, two names or two pairs count as the same.

use std::sync::LazyLock;

use demarche::Span;
use serde::Deserialize;

use crate::kinds::Event;
use crate::reading::{Reading, RelationRead};

/// The word lists of the scorers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordLists {
    pub stop: String,
    pub articles: String,
    pub titles: String,
    pub forms_of_address: String,
    pub pronouns: String,
    pub relatives: String,
    pub party_nouns: String,
}

pub static WORDS: LazyLock<WordLists> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("the lists are read by the tests"));

/// Says whether a space-separated list holds a word.
pub fn listed(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|entry| entry == word)
}

/// Splits into runs of letters, digits and underscores.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// Two spans match when they share a word that is not a stop word.
pub fn overlap(text: &str, a: Span, b: Span) -> bool {
    let (start, end) = (a.start.max(b.start), a.end.min(b.end));
    start < end && words(Span::new(start, end).of(text)).any(|word| !listed(&WORDS.stop, &word.to_lowercase()))
}

/// How a relation lies on a marked pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Right,
    Reversed,
    Elsewhere,
}

/// Compares the ends of a relation with a marked pair; a reciprocal kind is right in either direction.
pub fn direction(text: &str, found: &Found, sources: &[Span], targets: &[Span]) -> Direction {
    let hit =
        |end: Option<Span>, spans: &[Span]| end.is_some_and(|end| spans.iter().any(|&span| overlap(text, end, span)));
    let (source, target) = (found.relation.source.span, found.relation.target.span);
    if hit(source, sources) && hit(target, targets) {
        Direction::Right
    } else if hit(source, targets) && hit(target, sources) {
        if found.event.kind.reciprocal { Direction::Right } else { Direction::Reversed }
    } else {
        Direction::Elsewhere
    }
}

/// A relation that counts as an event.
pub struct Found<'r> {
    pub event: Event,
    pub relation: &'r RelationRead,
}

/// Gives the events of a reading that are not negated, the most confident first.
pub fn events(reading: &Reading) -> Vec<Found<'_>> {
    let mut found: Vec<Found> = reading
        .relations
        .iter()
        .filter(|relation| relation.status.as_deref() != Some("negated"))
        .filter_map(|relation| Some(Found { event: Event::of(&relation.kind)?, relation }))
        .collect();
    found.sort_by(|a, b| b.relation.confidence.total_cmp(&a.relation.confidence));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_match_by_a_shared_word() {
        let text = "the army of the north";
        assert!(overlap(text, Span::new(0, 8), Span::new(4, 21)), "army");
        assert!(!overlap(text, Span::new(0, 15), Span::new(9, 21)), "`of the` tells nothing");
        assert!(!overlap(text, Span::new(0, 8), Span::new(8, 21)), "nothing shared");
    }
}
