use super::Span;

/// What offsets count in files: bytes of UTF-8, or Unicode code points (Python's string indices).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Offsets {
    /// Bytes of UTF-8.
    #[default]
    Bytes,
    /// Code points.
    Chars,
}

impl Offsets {
    /// Gives its name in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Offsets::Bytes => "bytes",
            Offsets::Chars => "chars",
        }
    }

    /// Finds the one of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Offsets::Bytes, Offsets::Chars].into_iter().find(|offsets| offsets.as_str() == name)
    }
}

/// Turns spans of a text into what a file counts, and back.
///
/// ```
/// use demarche::text::{OffsetMap, Offsets, Span};
/// let map = OffsetMap::new("né à Genève", Offsets::Chars);
/// assert_eq!(map.write(Span::new(7, 14)), Span::new(5, 11));
/// assert_eq!(map.read(5, 11), Some(Span::new(7, 14)));
/// assert_eq!(map.read(5, 12), None);
/// ```
#[derive(Debug, Clone)]
pub struct OffsetMap<'t> {
    text: &'t str,
    /// Code points before every [`STEP`]th byte; none where bytes and code points are the same.
    marks: Option<Vec<usize>>,
}

/// A place is counted from the mark before it: at most this many bytes.
const STEP: usize = 128;

impl<'t> OffsetMap<'t> {
    /// Prepares a text. Cost: linear for code points.
    pub fn new(text: &'t str, offsets: Offsets) -> Self {
        let marks = (offsets == Offsets::Chars && !text.is_ascii()).then(|| {
            let mut count = 0;
            let mut before = |chunk| {
                count += starts(chunk);
                count - starts(chunk)
            };
            text.as_bytes().chunks(STEP).map(&mut before).collect()
        });
        OffsetMap { text, marks }
    }

    /// Gives what the file counts for a span of the text. Cost: constant.
    pub fn write(&self, span: Span) -> Span {
        Span::new(self.count(span.start), self.count(span.end))
    }

    /// Gives the span of the text for what a file counts; none where it ends before it starts, lies outside the text, or
    /// cuts a character in two. Cost: logarithmic.
    pub fn read(&self, start: usize, end: usize) -> Option<Span> {
        let span = Span::new(self.byte(start)?, self.byte(end)?);
        self.text.get(span.start..span.end).map(|_| span)
    }

    fn count(&self, byte: usize) -> usize {
        let Some(marks) = &self.marks else { return byte };
        let byte = byte.min(self.text.len());
        let mark = (byte / STEP).min(marks.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(mark * STEP..byte).unwrap_or_default();
        marks.get(mark).copied().unwrap_or(0) + starts(rest)
    }

    fn byte(&self, count: usize) -> Option<usize> {
        let Some(marks) = &self.marks else { return Some(count) };
        let mark = marks.partition_point(|&before| before <= count).checked_sub(1)?;
        let mut left = count - marks.get(mark)?;
        let from = mark * STEP;
        for (i, &byte) in self.text.as_bytes().get(from..)?.iter().enumerate() {
            if is_start(byte) {
                if left == 0 {
                    return Some(from + i);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| is_start(byte)).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_place_is_counted_and_found_again(text in "[a-cé水😀]{0,300}") {
            let map = OffsetMap::new(&text, Offsets::Chars);
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for (count, &byte) in ends.iter().enumerate() {
                prop_assert_eq!(map.write(Span::new(byte, byte)), Span::new(count, count));
                prop_assert_eq!(map.read(count, count), Some(Span::new(byte, byte)));
            }
            prop_assert_eq!(map.read(0, ends.len()), None);
        }
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for offsets in [Offsets::Bytes, Offsets::Chars] {
            let map = OffsetMap::new("aé", offsets);
            assert_eq!(map.read(1, 0), None);
            assert_eq!(map.read(0, 4), None);
            assert_eq!(map.read(usize::MAX, usize::MAX), None);
        }
        assert_eq!(OffsetMap::new("aé", Offsets::Bytes).read(0, 2), None, "half of a character");
        assert_eq!(Offsets::parse("chars"), Some(Offsets::Chars));
        assert_eq!(Offsets::parse("words"), None);
    }
}
