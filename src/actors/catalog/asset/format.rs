//! The layout of the compiled tables, and how to read them where they lie.
//!
//! Reads: the bytes of `data/actors/compiled.bin`. Gives: its sections, checked. Does not: parse any of them.
//!
//! Numbers are little-endian. Head: magic, check sum of all that follows (64 bits each), the lengths of the sections (32 bits
//! each). Then the sections, in the order of [`Section`]. A table is entries behind one another, each behind its length (varint),
//! and a section of places: the number of entries, then where every 16th of them begins (32 bits each).

use std::ops::Range;

use crate::actors::CatalogError;

/// What the asset is called in errors.
pub(in crate::actors::catalog) const FILE: &str = "data/actors/compiled.bin";

pub(in crate::actors::catalog) const MAGIC: &[u8; 8] = b"DMACTR01";
pub(super) const HEAD: usize = 16 + 4 * Section::ALL.len();

/// The parts of the asset. Automata lead from a folded text to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::actors::catalog) enum Section {
    /// Where each of the words begins.
    WordPlaces,
    /// Offices, states, sectors, ties, ids of parents: each said once, and told by its number.
    Words,
    /// Automaton from a name of the hand-written tables, or an id that no name makes, to a place in the readings.
    Names,
    /// See [`super::reading`].
    Readings,
    /// Where each of the actors begins.
    ActorPlaces,
    /// See [`super::record`].
    Actors,
    /// Automaton from a name of the wide tables, or an id, to `actor * 2`, or to `place in the bearers * 2 + 1`.
    WideNames,
    /// Number of actors, then the actors, as varints.
    WideBearers,
    /// Where each of the wide actors begins.
    WideActorPlaces,
    /// See [`super::record`].
    WideActors,
    /// Automaton from a title to a title record.
    Titles,
    /// Where each of the title records begins.
    TitlePlaces,
    /// See [`super::record`].
    TitleRecords,
    /// Automaton from a word before a title to its sense.
    Modifiers,
    /// Automaton from a noun to a body record.
    Bodies,
    /// Where each of the body records begins.
    BodyPlaces,
    /// See [`super::record`].
    BodyRecords,
    /// Automaton from a city to the word that is its country.
    Cities,
    /// States of the United States: their number; postal code, name, short form, place, as texts.
    UsStates,
    /// Letters of parties: their number; letter as text, actor as varint.
    PartyTags,
}

impl Section {
    /// All of them, in the order of the asset, and what errors call them.
    pub const ALL: [(Section, &str); 20] = [
        (Section::WordPlaces, "word places"),
        (Section::Words, "words"),
        (Section::Names, "names"),
        (Section::Readings, "readings"),
        (Section::ActorPlaces, "actor places"),
        (Section::Actors, "actors"),
        (Section::WideNames, "wide names"),
        (Section::WideBearers, "wide bearers"),
        (Section::WideActorPlaces, "wide actor places"),
        (Section::WideActors, "wide actors"),
        (Section::Titles, "titles"),
        (Section::TitlePlaces, "title places"),
        (Section::TitleRecords, "title records"),
        (Section::Modifiers, "modifiers"),
        (Section::Bodies, "bodies"),
        (Section::BodyPlaces, "body places"),
        (Section::BodyRecords, "body records"),
        (Section::Cities, "cities"),
        (Section::UsStates, "states of the United States"),
        (Section::PartyTags, "party tags"),
    ];

    pub fn name(self) -> &'static str {
        Section::ALL.get(self as usize).map_or("", |(_, name)| name)
    }
}

/// Where each section lies in the file.
pub(super) type Sections = [Range<usize>; Section::ALL.len()];

/// Checks head and sum, and finds the sections. Cost: linear in the bytes, for the sum; half a millisecond.
pub(super) fn sections(bytes: &[u8]) -> Result<Sections, CatalogError> {
    if bytes.get(..8) != Some(MAGIC) {
        return Err(broken("byte 0", "it does not begin with the mark of this format"));
    }
    if bytes.get(8..16) != Some(&check_sum(bytes.get(16..).unwrap_or_default()).to_le_bytes()) {
        return Err(broken("byte 8", "its check sum does not agree with its content"));
    }
    let mut found: Sections = Default::default();
    let mut start = HEAD;
    for (k, (section, (_, name))) in found.iter_mut().zip(Section::ALL).enumerate() {
        let length = number(bytes, 16 + 4 * k).ok_or_else(|| broken(name, "its length is missing"))?;
        *section = start..start.saturating_add(length);
        start = section.end;
    }
    if start == bytes.len() { Ok(found) } else { Err(broken("end", "its sections do not fill it")) }
}

pub(super) fn broken(place: &str, what: &'static str) -> CatalogError {
    CatalogError::Asset { file: FILE.to_owned(), place: place.to_owned(), what }
}
/// A sum in the manner of Fowler, Noll and Vo over words of eight bytes, in four lanes that a processor works on side by side;
/// the last words are filled with zeros.
pub(in crate::actors::catalog) fn check_sum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut lanes = [0xcbf2_9ce4_8422_2325_u64, 1, 2, 3];
    let mut take = |block: &[u8; 32]| {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME).rotate_left(23);
        }
    };
    let (blocks, rest) = bytes.as_chunks::<32>();
    blocks.iter().for_each(&mut take);
    let mut last = [0; 32];
    last.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
    take(&last);
    lanes.iter().fold(bytes.len() as u64, |sum, lane| (sum ^ lane).wrapping_mul(PRIME).rotate_left(23))
}

/// Reads a number of 32 bits.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(four) as usize)
}

/// Of how many entries of a table the first one's place is noted.
pub(in crate::actors::catalog) const STRIDE: usize = 16;

/// Counts the entries of a table.
pub(super) fn count(places: &[u8]) -> usize {
    number(places, 0).unwrap_or(0)
}

/// Reads entry `at` of a table.
pub(super) fn entry<'b>(places: &[u8], content: &'b [u8], at: usize) -> Option<&'b [u8]> {
    let mut reader = Reader { rest: content.get(number(places, 4 * (1 + at / STRIDE))?..)? };
    for _ in 0..at % STRIDE {
        reader.bytes()?;
    }
    reader.bytes()
}

/// Reads varints and texts one after another.
#[derive(Debug, Clone, Copy)]
pub(in crate::actors::catalog) struct Reader<'b> {
    pub rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// A number in groups of seven bits, the lowest first.
    pub fn varint(&mut self) -> Option<usize> {
        let mut value = 0_u64;
        for shift in (0..63).step_by(7) {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return usize::try_from(value).ok();
            }
        }
        None
    }

    /// Bytes behind their number.
    pub fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.varint()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    /// A text behind its length.
    pub fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.bytes()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_and_texts_end_where_they_end() {
        let mut reader = Reader { rest: &[0x05, 0xac, 0x02, 2, b'a', b'b', 9, b'c'] };
        assert_eq!((reader.varint(), reader.varint(), reader.text()), (Some(5), Some(300), Some("ab")));
        assert_eq!((reader.text(), Reader { rest: &[0xff; 20] }.varint()), (None, None));
    }

    #[test]
    fn a_changed_byte_changes_the_sum() {
        let bytes = b"Names of actors, and what they were.";
        for at in 0..bytes.len() {
            let mut changed = *bytes;
            changed[at] ^= 1;
            assert_ne!(check_sum(bytes), check_sum(&changed), "byte {at}");
        }
        assert_ne!(check_sum(b""), check_sum(b"\0"));
    }

    #[test]
    fn entries_of_a_table_are_found_by_their_number() {
        let mut table = crate::actors::catalog::tables::bytes::Table::default();
        let all: Vec<String> = (0..40).map(|at| "x".repeat(at % 7)).collect();
        all.iter().for_each(|text| _ = table.push(text.as_bytes()));
        let [places, content] = table.finish();
        assert_eq!(count(&places), all.len());
        for (at, text) in all.iter().enumerate() {
            assert_eq!(entry(&places, &content, at), Some(text.as_bytes()), "{at}");
        }
        assert_eq!((entry(&places, &content, 40), entry(&places, &content, 4_000), count(&[])), (None, None, 0));
    }
}
