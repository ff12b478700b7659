//! Reading the development data: lines of JSON, the two halves, code points to bytes.
//!
//! Gold files count code points; everything in this program counts bytes, and converts where it reads and writes.

use std::error::Error;
use std::fs;
use std::path::Path;

use demarche::Span;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Which half of a set an item falls into: one is read for errors, the other one is only scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Read,
    Closed,
}

impl Half {
    /// Decides by a hash of the id, so that the halves stay the same for everybody.
    ///
    /// Of ids with a running number (`set-17`) the number goes first (`17-set`): the last three bytes hardly reach the
    /// upper half of the hash, and neighbors, which are often of one class, would fall into the same half.
    pub fn of(id: &str) -> Self {
        let hash = match id.rsplit_once('-') {
            Some((set, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
                fnv1a(format!("{number}-{set}").as_bytes())
            }
            _ => fnv1a(id.as_bytes()),
        };
        match (hash >> 32) % 2 {
            0 => Half::Read,
            _ => Half::Closed,
        }
    }
}

/// Hashes by FNV-1a, 64 bits.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Reads one JSON value a line; blank lines are skipped.
pub fn read_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    let mut values = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let value = serde_json::from_str(line)
            .map_err(|error| format!("`{}:{}` is not as expected: {error}", path.display(), number + 1))?;
        values.push(value);
    }
    Ok(values)
}

/// Translates between code points and bytes of one text.
pub struct Offsets {
    starts: Vec<usize>,
}

impl Offsets {
    pub fn new(text: &str) -> Self {
        Offsets { starts: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    /// Gives the bytes of the code points `start..end`; what lies beyond the text is cut off.
    pub fn bytes(&self, start: usize, end: usize) -> Span {
        let last = self.starts.len() - 1;
        Span::new(self.starts[start.min(last)], self.starts[end.min(last)])
    }

    /// Gives the code points of a span of bytes.
    pub fn chars(&self, span: Span) -> (usize, usize) {
        let of = |byte| self.starts.partition_point(|&start| start < byte);
        (of(span.start), of(span.end))
    }
}

/// A range of tokens as the token sets write it.
#[derive(Deserialize)]
pub struct TokenRange {
    pub start_tok: usize,
    pub end_tok: usize,
}

/// A text made of tokens joined by one space.
pub struct Joined {
    pub text: String,
    places: Vec<Span>,
}

impl Joined {
    pub fn new(tokens: &[String]) -> Self {
        let text = tokens.join(" ");
        let mut at = 0;
        let place = |token: &String| {
            let span = Span::new(at, at + token.len());
            at = span.end + 1;
            span
        };
        Joined { places: tokens.iter().map(place).collect(), text }
    }

    /// Gives the place of a range of tokens.
    pub fn span(&self, range: &TokenRange) -> Result<Span, String> {
        match (self.places.get(range.start_tok), range.end_tok.checked_sub(1).and_then(|last| self.places.get(last))) {
            (Some(first), Some(last)) => Ok(first.to(*last)),
            _ => Err(format!("tokens {}..{} do not exist in `{}`", range.start_tok, range.end_tok, self.text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_is_fnv1a() {
        // The published test vectors of the hash.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn halves_are_halves_also_of_running_numbers() {
        let check = |case: &str, id: fn(usize) -> String| {
            let read = (0..1000).filter(|&k| Half::of(&id(k)) == Half::Read).count();
            assert!((400..600).contains(&read), "{case}: {read} of 1000");
        };
        check("numbered", |k| format!("set-{k}"));
        check("named", |k| format!("{k}-document"));
    }

    #[test]
    fn offsets_go_both_ways() {
        let offsets = Offsets::new("Köln hat Türme");
        assert_eq!(offsets.bytes(0, 4), Span::new(0, 5));
        assert_eq!(offsets.chars(Span::new(10, 16)), (9, 14));
        assert_eq!(offsets.bytes(9, 99), Span::new(10, 16));
    }

    #[test]
    fn joined_tokens_know_their_places() {
        let joined = Joined::new(&["Élan", "met", "Ömer"].map(String::from));
        assert_eq!(joined.span(&TokenRange { start_tok: 2, end_tok: 3 }).unwrap().of(&joined.text), "Ömer");
        assert_eq!(joined.span(&TokenRange { start_tok: 0, end_tok: 2 }).unwrap().of(&joined.text), "Élan met");
        assert!(joined.span(&TokenRange { start_tok: 2, end_tok: 4 }).is_err());
    }
}
