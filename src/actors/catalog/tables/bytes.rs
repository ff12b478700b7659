//! Writes what the asset is made of: varints, texts, tables, automata.

use std::collections::BTreeMap;

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

/// Contents behind one another, and where each begins.
#[derive(Default)]
pub(super) struct Table {
    places: Vec<u8>,
    content: Vec<u8>,
    count: usize,
}

impl Table {
    /// Adds one and gives its number.
    pub fn push(&mut self, entry: &[u8]) -> usize {
        self.places.extend((self.content.len() as u32).to_le_bytes());
        self.content.extend(entry);
        self.count += 1;
        self.count - 1
    }

    /// The places, with the end behind them, and the content.
    pub fn finish(mut self) -> [Vec<u8>; 2] {
        self.places.extend((self.content.len() as u32).to_le_bytes());
        [self.places, self.content]
    }
}

/// Texts that are told by their number, each once.
#[derive(Default)]
pub(super) struct Words {
    pub table: Table,
    numbers: BTreeMap<String, usize>,
}

impl Words {
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
