//! Which words are persons' surnames wherever they stand with a capital.
//!
//! Reads: a word and the catalog. Gives: whether the language model is to read it as a surname.
//! Does not: say whose it is.

use super::words::Words;
use crate::actors::{ActorKind, AliasKind, Catalog};

/// Shorter ones are syllables of many names: "Kong".
const SHORTEST: usize = 5;

/// Says whether a word is the surname of somebody in the catalog, and nobody and nothing else: no town, no given name, no short
/// and no common word (`is_common`) save those that are hardly ever written with a capital otherwise, which need not be known.
pub fn is_surname(word: &str, is_common: bool, catalog: &Catalog) -> bool {
    let words = Words::builtin();
    let mut letters = word.chars();
    let spelled = letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
    let short = word.chars().count() < SHORTEST;
    let other = || short || is_common || catalog.city(word).is_some() || words.first_name(word).is_some();
    if !spelled || !words.is_surname(word) && other() {
        return false;
    }
    let readings = catalog.lookup(word);
    let known = words.is_surname(word) || readings.iter().any(|reading| reading.kind == AliasKind::Surname);
    known && readings.iter().all(|reading| reading.actor.kind == ActorKind::Person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_are_nothing_else() {
        let catalog = Catalog::builtin().unwrap();
        for (word, is_common, expected) in [
            ("Lavrov", false, true),
            ("Trump", true, true),
            ("Rubio", false, true),
            ("Manchin", false, true),
            ("Bishop", true, false),
            ("Lagos", false, false),
            ("Nepal", false, false),
            ("Kong", false, false),
            ("trump", true, false),
            ("Nobodysname", false, false),
        ] {
            assert_eq!(is_surname(word, is_common, &catalog), expected, "{word}");
        }
    }
}
