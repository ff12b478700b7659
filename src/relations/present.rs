//! Which words of the lexicon stand in a sentence.
//!
//! Reads: the words of a sentence. Gives: a quick answer that a trigger cannot stand there, before its words are sought in the tree;
//! most rows of a common verb ("send", "give") ask for a word that is not there.
//! Does not: say that a trigger does stand there.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::clause::Clauses;

/// Numbers of the words that triggers ask for besides their heads.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(HashMap<Box<str>, u32, FixedState>);

/// The words that a trigger asks for: the numbers of the alternatives of each, the last one of each marked.
#[derive(Debug)]
pub(super) struct Asked(Box<[u32]>);

/// The mark of the last alternative.
const LAST: u32 = 1 << 31;

impl Vocabulary {
    /// Numbers the words that a trigger asks for, given as alternatives; the fewest stand first, since they fail soonest.
    pub fn ask<'w>(&mut self, words: impl Iterator<Item = &'w [Box<str>]>) -> Asked {
        let mut asked = Vec::new();
        let mut words: Vec<&[Box<str>]> = words.collect();
        words.sort_by_key(|alternatives| alternatives.len());
        for alternatives in words {
            asked.extend(alternatives.iter().map(|word| self.number(word)));
            if let Some(last) = asked.last_mut() {
                *last |= LAST;
            }
        }
        Asked(asked.into())
    }

    /// Gives a word's number; a new one, where it has none.
    fn number(&mut self, word: &str) -> u32 {
        match self.0.get(word) {
            Some(&number) => number,
            None => {
                let next = self.0.len() as u32;
                self.0.insert(word.into(), next);
                next
            }
        }
    }

    /// Notes which of its words stand in a sentence, as dictionary forms or as they are written. Cost: linear in the sentence.
    pub fn present(&self, clauses: Clauses<'_>, sentence: Range<usize>) -> Present {
        let mut there = vec![false; self.0.len()];
        for token in sentence {
            let (lemma, norm) = (clauses.lemma(token), clauses.norm(token));
            for word in [Some(lemma), Some(norm).filter(|norm| *norm != lemma)].into_iter().flatten() {
                if let Some(&number) = self.0.get(word) {
                    there[number as usize] = true;
                }
            }
        }
        Present(there)
    }
}

/// Of each number: whether its word stands in a sentence.
#[derive(Debug)]
pub(crate) struct Present(Vec<bool>);

impl Present {
    /// Says whether one of the alternatives of each of these words stands there.
    pub(super) fn has_each(&self, words: &Asked) -> bool {
        let has = |number: u32| self.0.get(number as usize) == Some(&true);
        let mut any = false;
        for &number in &words.0 {
            any |= has(number & !LAST);
            if number & LAST != 0 && !std::mem::take(&mut any) {
                return false;
            }
        }
        true
    }
}
