use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::table::{TableError, rows};
use crate::nlp::Parsed;

/// Words that show that a sentence is about sport, markets, weather or a show (`data/lexicon/blocks.tsv`).
#[derive(Debug, Default)]
pub(crate) struct Topics {
    words: HashSet<Box<str>>,
    /// Words that show it only together: "goal", "team", "point".
    weak: HashSet<Box<str>>,
    /// Second words of two-word entries, by the first.
    pairs: HashMap<Box<str>, Vec<Box<str>>>,
}

/// How much a conflict verb is trusted beside one such word, and beside more.
const ONE: f32 = 0.28;
const MORE: f32 = 0.15;

impl Topics {
    /// Reads the table: `lemma  topic  strength`.
    pub fn parse(file: &str, text: &str) -> Result<Self, TableError> {
        let mut topics = Topics::default();
        for row in rows(file, text, "lemma") {
            if row.get(1).is_empty() {
                return Err(row.error(format!("`{}` has no topic", row.get(0)), "name one in the second column"));
            }
            match row.get(2) {
                "weak" => {
                    topics.weak.insert(row.get(0).into());
                    continue;
                }
                "" | "-" => {}
                other => return Err(row.error(format!("no strength `{other}`"), "write weak or nothing")),
            }
            match row.get(0).split_once(' ') {
                Some((first, second)) => topics.pairs.entry(first.into()).or_default().push(second.into()),
                None => {
                    topics.words.insert(row.get(0).into());
                }
            }
        }
        Ok(topics)
    }

    /// Says how far a conflict verb of this sentence can be taken at its word, 0..=1.
    pub fn trust(&self, parsed: &Parsed<'_>, sentence: Range<usize>) -> f32 {
        let lemma = |t: usize| &*parsed.tokens[t].lemma;
        let single = sentence.clone().filter(|&t| self.words.contains(lemma(t))).count();
        let second =
            |a: usize, b: usize| self.pairs.get(lemma(a)).is_some_and(|all| all.iter().any(|w| **w == *lemma(b)));
        let double = sentence.clone().zip(sentence.clone().skip(1)).filter(|&(a, b)| second(a, b)).count();
        let weak = sentence.clone().filter(|&t| self.weak.contains(lemma(t))).count();
        match single + double + weak / 2 {
            0 => 1.0,
            1 => ONE,
            _ => MORE,
        }
    }
}
