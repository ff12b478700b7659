//! The words that show who speaks in a text of the first person.
//!
//! Reads: `data/actors/speech.tsv`, built in. Gives: whether a word is of a class.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::actors::CatalogError;
use crate::actors::catalog::table;

/// One class of words; the table says what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speech {
    Salutation,
    Closing,
    Address,
    Interview,
    Asker,
    Turn,
    Recognize,
    Chair,
    Performative,
    Nation,
    Resolve,
    Judge,
}

const NAMES: [&str; Speech::Judge as usize + 1] = [
    "salutation",
    "closing",
    "address",
    "interview",
    "asker",
    "turn",
    "recognize",
    "chair",
    "performative",
    "nation",
    "resolve",
    "judge",
];

type Classes = [HashSet<&'static str>; NAMES.len()];

static CLASSES: LazyLock<Classes> = LazyLock::new(|| read().expect("a test reads the built-in table"));

impl Speech {
    /// Whether a lower-case word is of the class.
    pub fn has(self, word: &str) -> bool {
        CLASSES[self as usize].contains(word)
    }
}

fn read() -> Result<Classes, CatalogError> {
    let mut classes = Classes::default();
    let text = include_str!("../../../../data/actors/speech.tsv");
    for row in table::read("speech.tsv", text, ["class", "words"])? {
        let [class, words] = row.cells;
        let slot = NAMES.iter().position(|name| *name == class).and_then(|at| classes.get_mut(at));
        let slot = slot.filter(|slot| slot.is_empty()).ok_or_else(|| row.bad("class of its own", class))?;
        slot.extend(words.split(' '));
    }
    Ok(classes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_words() {
        assert!(read().unwrap().iter().all(|words| !words.is_empty()));
        assert!(Speech::Closing.has("sincerely") && !Speech::Closing.has("dear"));
    }
}
