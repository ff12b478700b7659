//! Writes what the asset is made of: varints, texts, tables, automata.

use std::collections::BTreeMap;

use crate::actors::catalog::asset::format::STRIDE;

pub(in crate::actors::catalog) fn varint(bytes: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

pub(in crate::actors::catalog) fn text(bytes: &mut Vec<u8>, text: &str) {
    varint(bytes, text.len());
    bytes.extend(text.as_bytes());
}

pub(super) fn texts(bytes: &mut Vec<u8>, texts: &[impl AsRef<str>]) {
    varint(bytes, texts.len());
    texts.iter().for_each(|one| text(bytes, one.as_ref()));
}

/// An automaton from sorted texts to numbers.
pub(super) fn automaton<'t>(names: impl IntoIterator<Item = (&'t String, usize)>) -> Vec<u8> {
    let mut builder = fst::MapBuilder::memory();
    for (name, value) in names {
        builder.insert(name, value as u64).expect("the names are sorted and memory does not fail");
    }
    builder.into_inner().expect("memory does not fail")
}

/// Entries behind one another, and where each begins from which others are counted.
#[derive(Default)]
pub(in crate::actors::catalog) struct Table {
    places: Vec<u8>,
    content: Vec<u8>,
    count: usize,
}

impl Table {
    /// Adds one and gives its number.
    pub fn push(&mut self, entry: &[u8]) -> usize {
        if self.count.is_multiple_of(STRIDE) {
            self.places.extend((self.content.len() as u32).to_le_bytes());
        }
        varint(&mut self.content, entry.len());
        self.content.extend(entry);
        self.count += 1;
        self.count - 1
    }

    /// The places, with the count before them, and the content.
    pub fn finish(self) -> [Vec<u8>; 2] {
        let places = (self.count as u32).to_le_bytes().into_iter().chain(self.places).collect();
        [places, self.content]
    }
}

/// Texts that are told by their number, each once.
#[derive(Default)]
pub(super) struct Words {
    pub table: Table,
    numbers: BTreeMap<String, usize>,
}

impl Words {
    /// Numbers the texts, those said most often first: small numbers take less room.
    pub fn ranked<'w>(all: impl IntoIterator<Item = &'w str>) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        all.into_iter().for_each(|word| *counts.entry(word).or_default() += 1);
        let mut ranked: Vec<_> = counts.into_iter().collect();
        ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut words = Words::default();
        ranked.into_iter().for_each(|(word, _)| _ = words.number(word));
        words
    }

    pub fn number(&mut self, word: &str) -> usize {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.table.push(word.as_bytes());
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// Writes a word that may be missing.
    pub fn optional(&mut self, bytes: &mut Vec<u8>, word: Option<&str>) {
        let number = word.map_or(0, |word| self.number(word) + 1);
        varint(bytes, number);
    }
}
