//! The layout of the compiled wide tables, and how to read it where it lies.
//!
//! Reads: the bytes of `data/actors/wide.bin`. Gives: its sections, checked. Does not: parse any of them.
//!
//! Numbers are little-endian. Head: magic, check sum of all that follows (64 bits each), six section lengths (32 bits each).
//! Sections in this order:
//! 1. `names`: automaton from a folded name, or an id, to `record * 2`, or to `place in the postings * 2 + 1`.
//! 2. `postings`: number of records, then the records, as varints.
//! 3. `word places`, 4. `words`: offices, states and sectors, each said once; places are 32 bits, one more than words.
//! 5. `record places`, 6. `records`: see [`super::record`].

use std::ops::Range;

use crate::actors::CatalogError;

/// What the asset is called in errors.
pub(super) const FILE: &str = "data/actors/wide.bin";

pub(super) const MAGIC: &[u8; 8] = b"DMWIDE01";
pub(super) const SECTIONS: [&str; 6] = ["names", "postings", "word places", "words", "record places", "records"];
pub(super) const HEAD: usize = 16 + 4 * SECTIONS.len();

/// Where each section lies in the file.
pub(super) type Sections = [Range<usize>; SECTIONS.len()];

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
    for (k, (section, name)) in found.iter_mut().zip(SECTIONS).enumerate() {
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
pub(super) fn check_sum(bytes: &[u8]) -> u64 {
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

/// Reads what entry `at` of a table of places points to.
pub(super) fn entry<'b>(places: &[u8], content: &'b [u8], at: usize) -> Option<&'b [u8]> {
    content.get(number(places, 4 * at)?..number(places, 4 * (at + 1))?)
}

/// Reads varints and texts one after another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'b> {
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

    /// A text behind its length.
    pub fn text(&mut self) -> Option<&'b str> {
        let length = self.varint()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
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
}
