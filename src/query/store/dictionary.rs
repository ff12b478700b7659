//! Texts of a column: each text once, and a code of four bytes for each id.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::slots::Slots;

/// A column of texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    codes: Slots<u32>,
    dictionary: Dictionary,
}

/// Texts and their codes.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary {
    texts: Vec<Arc<str>>,
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Dictionary {
    /// Makes one of texts that are all different; the code of each is its place.
    pub(super) fn new(texts: Vec<Arc<str>>) -> Self {
        let mut dictionary =
            Dictionary { codes: HashTable::with_capacity(texts.len()), texts, ..Dictionary::default() };
        let (texts, hasher) = (&dictionary.texts, &dictionary.hasher);
        let rehash = |code: &u32| hasher.hash_one(&*texts[*code as usize]);
        for code in 0..texts.len() as u32 {
            dictionary.codes.insert_unique(rehash(&code), code, rehash);
        }
        dictionary
    }

    fn code(&mut self, text: &Arc<str>) -> u32 {
        let hash = self.hasher.hash_one(&**text);
        if let Some(code) = self.codes.find(hash, |code| self.texts[*code as usize] == *text) {
            return *code;
        }
        let code = self.texts.len() as u32;
        self.texts.push(text.clone());
        self.codes.insert_unique(hash, code, |code| self.hasher.hash_one(&*self.texts[*code as usize]));
        code
    }
}

impl Texts {
    /// Puts codes and their texts together.
    pub(super) fn new(codes: Slots<u32>, dictionary: Dictionary) -> Self {
        Texts { codes, dictionary }
    }

    /// The text of an id. Cost: constant.
    #[inline]
    pub(super) fn get(&self, id: u32) -> Option<&Arc<str>> {
        self.dictionary.texts.get(*self.codes.get(id)? as usize)
    }

    /// How many ids have a text.
    pub(super) fn len(&self) -> usize {
        self.codes.len()
    }

    /// Gives an id a text. Cost: constant, amortized.
    pub(super) fn set(&mut self, id: u32, text: &Arc<str>) {
        let code = self.dictionary.code(text);
        self.codes.set(id, code);
        if self.dictionary.texts.len() > 2 * self.codes.len() + 1024 {
            self.forget_unused();
        }
    }

    /// Takes the text of an id away; says whether it had one.
    pub(super) fn remove(&mut self, id: u32) -> bool {
        self.codes.remove(id)
    }

    /// Gives the texts by id.
    pub(super) fn into_slots(self) -> Slots<Arc<str>> {
        let texts = self.dictionary.texts;
        // A slot that does not count may have any code.
        self.codes.map(|code| texts.get(code as usize).cloned().unwrap_or_default())
    }

    /// Gives back memory that was set aside for more, and texts that no id has any more.
    pub(super) fn shrink(&mut self) {
        if self.dictionary.texts.len() > self.codes.len() {
            self.forget_unused();
        }
        self.codes.shrink();
        self.dictionary.texts.shrink_to_fit();
        let Dictionary { texts, codes, hasher } = &mut self.dictionary;
        codes.shrink_to_fit(|code| hasher.hash_one(&*texts[*code as usize]));
    }

    fn forget_unused(&mut self) {
        const UNUSED: u32 = u32::MAX;
        let mut codes = vec![UNUSED; self.dictionary.texts.len()];
        let mut kept = Vec::new();
        for old in self.codes.values() {
            let code = &mut codes[*old as usize];
            if *code == UNUSED {
                *code = kept.len() as u32;
                kept.push(self.dictionary.texts[*old as usize].clone());
            }
        }
        // A slot that does not count may have any code.
        let renumber = |old: u32| codes.get(old as usize).copied().unwrap_or(UNUSED);
        self.codes = std::mem::take(&mut self.codes).map(renumber);
        self.dictionary = Dictionary::new(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_overwritten_are_forgotten() {
        let mut texts = Texts::default();
        texts.set(1, &"kept".into());
        for round in 0..10_000 {
            texts.set(0, &round.to_string().into());
        }
        assert!(texts.dictionary.texts.len() < 1100);
        assert_eq!((texts.get(0).map(|text| &**text), texts.get(1).map(|text| &**text)), (Some("9999"), Some("kept")));
        texts.shrink();
        assert_eq!(texts.dictionary.texts.len(), 2);
        assert_eq!(texts.get(0).map(|text| &**text), Some("9999"));
    }
}
