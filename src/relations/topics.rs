use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::table::{TableError, rows};
use crate::nlp::Parsed;

/// Words that show that a sentence is about sport, markets, weather or a show (`data/lexicon/blocks.tsv`).
#[derive(Debug, Default)]
pub(crate) struct Topics(HashMap<Box<str>, Word, FixedState>);

/// What a word shows.
#[derive(Debug, Default)]
struct Word {
    alone: bool,
    /// Only together with others: "goal", "team", "point".
    weak: bool,
    /// Words that show it behind this one.
    seconds: Vec<Box<str>>,
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
                    topics.0.entry(row.get(0).into()).or_default().weak = true;
                    continue;
                }
                "" | "-" => {}
                other => return Err(row.error(format!("no strength `{other}`"), "write weak or nothing")),
            }
            match row.get(0).split_once(' ') {
                Some((first, second)) => topics.0.entry(first.into()).or_default().seconds.push(second.into()),
                None => topics.0.entry(row.get(0).into()).or_default().alone = true,
            }
        }
        Ok(topics)
    }

    /// Says how far a conflict verb of this sentence can be taken at its word, 0..=1.
    pub fn trust(&self, parsed: &Parsed<'_>, sentence: Range<usize>) -> f32 {
        let lemma = |t: usize| &*parsed.tokens[t].lemma;
        let (mut strong, mut weak) = (0, 0);
        for token in sentence.clone() {
            let Some(word) = self.0.get(lemma(token)) else { continue };
            let next = Some(token + 1).filter(|next| sentence.contains(next));
            let double = next.is_some_and(|next| word.seconds.iter().any(|second| **second == *lemma(next)));
            strong += usize::from(word.alone) + usize::from(double);
            weak += usize::from(word.weak);
        }
        match strong + weak / 2 {
            0 => 1.0,
            1 => ONE,
            _ => MORE,
        }
    }
}
