use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::QuadClass;
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
    /// Only of deeds: an earthquake strikes and stocks are hit, but who blames somebody over an earthquake blames him.
    deeds: bool,
    /// Words that show it behind this one.
    seconds: Vec<Box<str>>,
}

/// How much a conflict verb is trusted beside one such word, and beside more.
const ONE: f32 = 0.28;
const MORE: f32 = 0.15;

/// How far the words of a sentence can be taken for politics, 0..=1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Trust {
    /// Words for deeds: "hit", "attack".
    pub deeds: f32,
    /// Words for what political actors say to or of each other: "condemn", "praise".
    pub words: f32,
}

impl Trust {
    /// Where nothing speaks against it.
    pub const WHOLE: Trust = Trust { deeds: 1.0, words: 1.0 };

    /// What a relation of this class is worth: cooperation is doubted half as much as conflict.
    pub fn of(self, quad: QuadClass, political: bool) -> f32 {
        let topic = match quad {
            QuadClass::VerbalConflict | QuadClass::VerbalCooperation if political => self.words,
            _ => self.deeds,
        };
        match quad {
            QuadClass::MaterialConflict | QuadClass::VerbalConflict => topic,
            _ => 0.5 + topic / 2.0,
        }
    }
}

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
                "deeds" => topics.0.entry(first_word(row.get(0)).into()).or_default().deeds = true,
                "" | "-" => {}
                other => return Err(row.error(format!("no strength `{other}`"), "write weak, deeds or nothing")),
            }
            match row.get(0).split_once(' ') {
                Some((first, second)) => topics.0.entry(first.into()).or_default().seconds.push(second.into()),
                None => topics.0.entry(row.get(0).into()).or_default().alone = true,
            }
        }
        Ok(topics)
    }

    /// Says how far a sentence can be taken at its word.
    pub fn trust(&self, parsed: &Parsed<'_>, sentence: Range<usize>) -> Trust {
        let lemma = |t: usize| &*parsed.tokens[t].lemma;
        let (mut strong, mut weak, mut deeds) = (0, 0, 0);
        for token in sentence.clone() {
            let Some(word) = self.0.get(lemma(token)) else { continue };
            let next = Some(token + 1).filter(|next| sentence.contains(next));
            let double = next.is_some_and(|next| word.seconds.iter().any(|second| **second == *lemma(next)));
            let shown = usize::from(word.alone) + usize::from(double);
            *(if word.deeds { &mut deeds } else { &mut strong }) += shown;
            weak += usize::from(word.weak);
        }
        let told = |shown: usize| match shown {
            0 => 1.0,
            1 => ONE,
            _ => MORE,
        };
        let words = strong + weak / 2;
        Trust { deeds: told(words + deeds), words: told(words) }
    }
}

fn first_word(words: &str) -> &str {
    words.split(' ').next().unwrap_or(words)
}
