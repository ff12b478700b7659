//! Character classes as Python has them, by which the model was trained.
//!
//! Python's `isalpha`, `isupper`, `isdigit` and `isspace` differ from the methods of `char` on rare characters
//! (combining vowel signs, fractions, the separators U+001C to U+001F), so the model file carries them as ranges.

use super::ModelError;
use super::container::Container;

/// The four classes.
pub(super) struct Characters {
    alpha: Ranges,
    upper: Ranges,
    digit: Ranges,
    space: Ranges,
}

impl Characters {
    pub(super) fn read(container: &Container) -> Result<Self, ModelError> {
        let rows = container.rows("characters", |row| {
            let mut fields = row.split('\t');
            let name = fields.next()?;
            let mut bound = || fields.next().and_then(|field| u32::from_str_radix(field, 16).ok());
            Some((name, bound()?, bound()?))
        })?;
        let class = |name| Ranges::new(rows.iter().filter(|row| row.0 == name).map(|&(_, low, high)| (low, high)));
        Ok(Characters { alpha: class("alpha"), upper: class("upper"), digit: class("digit"), space: class("space") })
    }

    /// Says whether a character is white space.
    pub(super) fn is_space(&self, c: char) -> bool {
        self.space.contains(c)
    }

    /// Says whether a text is made of letters, and not empty.
    pub(super) fn is_alpha(&self, text: &str) -> bool {
        !text.is_empty() && text.chars().all(|c| self.alpha.contains(c))
    }

    /// Gives the shape of a word: letters as `X` and `x`, digits as `d`, runs cut after four.
    ///
    /// # Source
    /// `word_shape` of spaCy (MIT, Explosion).
    pub(super) fn shape(&self, word: &str) -> String {
        const LONG: usize = 100;
        if word.len() >= LONG && word.chars().count() >= LONG {
            return "LONG".to_owned();
        }
        let mut shape = String::with_capacity(word.len());
        let (mut last, mut run) = (None, 0);
        for c in word.chars() {
            let sign = match c {
                _ if self.alpha.contains(c) => {
                    if self.upper.contains(c) {
                        'X'
                    } else {
                        'x'
                    }
                }
                _ if self.digit.contains(c) => 'd',
                _ => c,
            };
            run = if last == Some(sign) { run + 1 } else { 0 };
            last = Some(sign);
            if run < 4 {
                shape.push(sign);
            }
        }
        shape
    }
}

/// A set of characters: a bit map of ASCII, and sorted ranges.
pub(super) struct Ranges {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl Ranges {
    pub(super) fn new(ranges: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut ranges: Vec<_> = ranges.collect();
        ranges.sort_unstable();
        let mut set = Ranges { ascii: 0, ranges };
        set.ascii = (0..128u8).filter(|&c| set.search(c as u32)).fold(0, |bits, c| bits | 1 << c);
        set
    }

    pub(super) fn contains(&self, c: char) -> bool {
        if c.is_ascii() { self.ascii >> (c as u32) & 1 == 1 } else { self.search(c as u32) }
    }

    fn search(&self, code: u32) -> bool {
        let after = self.ranges.partition_point(|&(low, _)| low <= code);
        after > 0 && self.ranges[after - 1].1 >= code
    }
}
