//! Texts and their numbers, while a file is read.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Texts in the order in which they first came, one behind the other.
#[derive(Default)]
pub(super) struct Interner {
    text: String,
    /// Where each text ends.
    ends: Vec<usize>,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Interner {
    /// The number of a text, and whether it is new.
    pub(super) fn intern(&mut self, text: &str) -> (u32, bool) {
        let hash = self.hasher.hash_one(text);
        if let Some(number) = self.numbers.find(hash, |number| get(&self.text, &self.ends, *number) == text) {
            return (*number, false);
        }
        let number = self.ends.len() as u32;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        let rehash = |number: &u32| self.hasher.hash_one(get(&self.text, &self.ends, *number));
        self.numbers.insert_unique(hash, number, rehash);
        (number, true)
    }

    /// Finds the number of a text.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        self.numbers.find(hash, |number| get(&self.text, &self.ends, *number) == text).copied()
    }

    /// The texts by number.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|number| get(&self.text, &self.ends, number))
    }
}

fn get<'t>(text: &'t str, ends: &[usize], number: u32) -> &'t str {
    let at = number as usize;
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    ends.get(at).and_then(|end| text.get(start..*end)).unwrap_or_default()
}
