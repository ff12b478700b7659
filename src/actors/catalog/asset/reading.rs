//! The readings of a name as they lie in the asset.
//!
//! Layout: for each reading, in order: 0 for nobody or 1 + the actor, times 2, + 1 where another reading follows (varint); a
//! byte: kind of the name, + 8 where it is weak, + 16 times the freedom of its case, + 64 times how it is written: 0 as it is
//! folded, 1 each unit with a capital, 2 in capitals, 3 as the text says that stands behind.

use std::borrow::Cow;

use super::Reader;
use crate::actors::catalog::AliasKind;
use crate::actors::catalog::index::{Case, Entry, Reading};

/// Kinds of names by their number in the asset.
const KINDS: [AliasKind; 7] = [
    AliasKind::Name,
    AliasKind::Acronym,
    AliasKind::Adjective,
    AliasKind::People,
    AliasKind::Capital,
    AliasKind::Metonym,
    AliasKind::Surname,
];
const CASES: [Case; 3] = [Case::Exact, Case::Caps, Case::Any];

/// Walks the readings that begin at a place.
pub(in crate::actors::catalog) fn entries<'n>(
    readings: &'static [u8],
    at: usize,
    folded: &'n str,
) -> impl Iterator<Item = Entry<'n>> {
    let mut reader = readings.get(at..).map(|rest| Reader { rest });
    std::iter::from_fn(move || {
        let (entry, has_more) = entry(reader.as_mut()?, folded)?;
        if !has_more {
            reader = None;
        }
        Some(entry)
    })
}

fn entry<'n>(reader: &mut Reader<'_>, folded: &'n str) -> Option<(Entry<'n>, bool)> {
    let head = reader.varint()?;
    let actor = match head / 2 {
        0 => None,
        actor => Some(u32::try_from(actor - 1).ok()?),
    };
    let (&marks, rest) = reader.rest.split_first()?;
    reader.rest = rest;
    let written = match marks >> 6 {
        0 => Cow::Borrowed(folded),
        1 => Cow::Owned(titled(folded)),
        2 => Cow::Owned(folded.to_ascii_uppercase()),
        _ => Cow::Owned(reader.text()?.to_owned()),
    };
    let kind = *KINDS.get(usize::from(marks & 7))?;
    let case = *CASES.get(usize::from(marks >> 4 & 3))?;
    Some((Entry { reading: Reading { actor, kind, weak: marks & 8 != 0 }, case, written }, head % 2 == 1))
}

/// The units of a folded name, each with a capital if its first letter is an ASCII one.
fn titled(folded: &str) -> String {
    let mut starts = true;
    let letter = |c: char| {
        let shown = if starts { c.to_ascii_uppercase() } else { c };
        starts = c == ' ';
        shown
    };
    folded.chars().map(letter).collect()
}

/// Writes the readings of a name.
#[cfg(test)]
pub(in crate::actors::catalog) fn write(bytes: &mut Vec<u8>, folded: &str, entries: &[Entry<'_>]) {
    use crate::actors::catalog::tables::bytes::{text, varint};
    for (k, Entry { reading, case, written }) in entries.iter().enumerate() {
        let has_more = usize::from(k + 1 < entries.len());
        varint(bytes, reading.actor.map_or(0, |actor| actor as usize + 1) * 2 + has_more);
        let forms = [folded.to_owned(), titled(folded), folded.to_ascii_uppercase()];
        let form = forms.iter().position(|form| form == written).unwrap_or(forms.len());
        let kind = KINDS.iter().position(|kind| *kind == reading.kind).expect("all kinds are listed");
        let case = CASES.iter().position(|other| other == case).expect("all cases are listed");
        bytes.push((kind | usize::from(reading.weak) << 3 | case << 4 | form << 6) as u8);
        if form == forms.len() {
            text(bytes, written);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_come_back_as_they_were_written() {
        let entry = |actor, kind, weak, case, written: &'static str| Entry {
            reading: Reading { actor, kind, weak },
            case,
            written: written.into(),
        };
        let all = [
            entry(Some(0), AliasKind::Surname, true, Case::Caps, "al qaeda"),
            entry(None, AliasKind::Name, false, Case::Exact, "Al Qaeda"),
            entry(Some(70_000), AliasKind::Metonym, false, Case::Any, "AL QAEDA"),
            entry(Some(7), AliasKind::Name, true, Case::Any, "al Qaeda"),
        ];
        let mut bytes = vec![9, 9];
        write(&mut bytes, "al qaeda", &all);
        let bytes: &'static [u8] = bytes.leak();
        assert_eq!(entries(bytes, 2, "al qaeda").collect::<Vec<_>>(), all);
        assert_eq!(entries(bytes, bytes.len(), "al qaeda").count(), 0);
        assert_eq!(entries(&bytes[..bytes.len() - 1], 2, "al qaeda").count(), 3, "the last one is cut off");
    }
}
