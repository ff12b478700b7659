//! The compiled tables: automata and records that are read where they lie in the program.
//!
//! Reads: `data/actors/compiled.bin`, built in; it is compiled from the tables of `data/actors/` and `data/actors/wide/`.
//! Gives: its sections, checked; records, each decoded when it is first asked for. Does not: know what names mean.
//!
//! After a change of those tables compile them anew; a test fails while this is due:
//! `cargo test --lib compile_the_tables -- --ignored`.

pub(super) mod format;
pub(super) mod reading;
pub(super) mod record;

use std::sync::OnceLock;

use fst::Map;

use super::CatalogError;
pub(super) use format::{Reader, Section};
use format::{Sections, broken, count, entry};

/// The built-in asset.
pub(super) static BYTES: &[u8] = include_bytes!("../../../../data/actors/compiled.bin");

/// An automaton from a text to a number.
pub(super) type Names = Map<&'static [u8]>;

/// An open asset.
#[derive(Debug, Clone)]
pub(super) struct Asset {
    bytes: &'static [u8],
    sections: Sections,
}

impl Asset {
    /// Opens an asset. Cost: one pass over its bytes, half a millisecond.
    pub fn open(bytes: &'static [u8]) -> Result<Self, CatalogError> {
        Ok(Asset { bytes, sections: format::sections(bytes)? })
    }

    /// The bytes of a section.
    pub fn section(&self, section: Section) -> &'static [u8] {
        self.sections.get(section as usize).and_then(|place| self.bytes.get(place.clone())).unwrap_or_default()
    }

    /// An automaton.
    pub fn names(&self, section: Section) -> Result<Names, CatalogError> {
        Map::new(self.section(section)).map_err(|_| broken(section.name(), "it is no automaton"))
    }

    /// The texts that are told by their number.
    pub fn words(&self) -> Words {
        Words { places: self.section(Section::WordPlaces), content: self.section(Section::Words) }
    }

    /// Records, by the sections of their places and of themselves.
    pub fn records<T: Record>(&self, places: Section, content: Section) -> Records<T> {
        let (places, content) = (self.section(places), self.section(content));
        let decoded = std::iter::repeat_with(OnceLock::new).take(count(places)).collect();
        Records { words: self.words(), places, content, decoded }
    }

    /// The fault of a section that cannot be read.
    pub fn unreadable(section: Section) -> CatalogError {
        broken(section.name(), "it cannot be read")
    }
}

/// Texts that are told by their number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    places: &'static [u8],
    content: &'static [u8],
}

impl Words {
    pub fn get(self, at: usize) -> Option<&'static str> {
        std::str::from_utf8(entry(self.places, self.content, at)?).ok()
    }
}

/// What a record can be read as.
pub(super) trait Record: Sized {
    /// Reads one; none where the bytes are no such record.
    fn read(reader: &mut Reader<'_>, words: Words) -> Option<Self>;
}

/// Records of one sort, each decoded when it is first asked for.
pub(super) struct Records<T> {
    words: Words,
    places: &'static [u8],
    content: &'static [u8],
    decoded: Box<[OnceLock<Option<Box<T>>>]>,
}

impl<T: Record> Records<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.decoded.len()
    }

    pub fn get(&self, at: usize) -> Option<&T> {
        let read = || T::read(&mut Reader { rest: entry(self.places, self.content, at)? }, self.words).map(Box::new);
        self.decoded.get(at)?.get_or_init(read).as_deref()
    }

    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        self.get(at)?;
        self.decoded.get_mut(at)?.get_mut()?.as_deref_mut()
    }
}

impl<T> std::fmt::Debug for Records<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("count", &self.decoded.len()).finish()
    }
}
