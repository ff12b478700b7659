//! How wide a text is drawn, and where it breaks into lines.
//!
//! Reads: the font that PNG pictures are drawn with. Gives: widths in points.
//! Does not: shape text (ligatures, kerning); the differences are below a point.

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _, charmap::Charmap};

/// What an unknown sign takes, in parts of the font size: most are emoji and ideographs, which fill a square.
const UNKNOWN: f64 = 1.0;

/// Regular or bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The bytes of both faces: narrow ones, about as wide as the Helvetica or Arial that a browser takes.
pub(super) fn faces() -> [&'static [u8]; 2] {
    [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()]
}

/// Says whether the face of that number in a font file has a glyph for a sign that can be drawn: one of outlines. Many
/// emoji fonts hold images instead.
pub(super) fn has_sign(data: &[u8], index: u32, sign: char) -> bool {
    FontRef::from_index(data, index).is_ok_and(|font| {
        let glyph = font.charmap().map(sign);
        glyph
            .is_some_and(|glyph| font.outline_glyphs().get(glyph).is_some() || font.color_glyphs().get(glyph).is_some())
    })
}

/// The family that [`faces`] belong to.
pub(super) const FAMILY: &str = "DejaVu Sans";

/// Measures texts.
pub(super) struct Font {
    faces: [Face; 2],
}

struct Face {
    signs: Charmap<'static>,
    /// Widths at size 1.
    widths: GlyphMetrics<'static>,
}

impl Font {
    /// Opens the built-in font. Cost: finds its tables.
    pub fn new() -> Self {
        let open = |bytes: &'static [u8]| {
            let font = FontRef::new(bytes).expect("the built-in font is read by a test");
            Face { signs: font.charmap(), widths: font.glyph_metrics(Size::new(1.0), LocationRef::default()) }
        };
        Font { faces: faces().map(open) }
    }

    /// Gives the width of a line of text in points.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let face = match weight {
            Weight::Regular => &self.faces[0],
            Weight::Bold => &self.faces[1],
        };
        let advance = |sign: char| {
            let glyph = face.signs.map(sign);
            glyph.and_then(|glyph| face.widths.advance_width(glyph)).map_or(UNKNOWN, f64::from)
        };
        text.chars().map(advance).sum::<f64>() * size
    }

    /// Breaks a text at words into lines of at most `width` points; a longer word is broken within.
    pub fn wrap(&self, text: &str, size: f64, weight: Weight, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}"), size, weight) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(String::new()),
            }
            if lines.last().is_some_and(String::is_empty) {
                self.fill(word, size, weight, width, &mut lines);
            }
        }
        lines
    }

    /// Puts a word into the empty last line, and into further ones where it is too long.
    fn fill(&self, word: &str, size: f64, weight: Weight, width: f64, lines: &mut Vec<String>) {
        let mut room = width;
        for sign in word.chars() {
            let needed = self.width(sign.encode_utf8(&mut [0; 4]), size, weight);
            if needed > room && lines.last().is_some_and(|line| !line.is_empty()) {
                lines.push(String::new());
                room = width;
            }
            room -= needed;
            if let Some(line) = lines.last_mut() {
                line.push(sign);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        let font = Font::new();
        let width = |text: &str| font.width(text, 10.0, Weight::Regular);
        assert_eq!(width(""), 0.0);
        assert!(width("mmm") > 2.0 * width("iii"));
        assert!((width("Iran") + width(" and ") - width("Iran and ")).abs() < 1e-6);
        assert!(font.width("Iran", 10.0, Weight::Bold) > width("Iran"));
        assert!((width("\u{1f1ec}") - 10.0).abs() < 1e-6, "no glyph: a square");
    }

    #[test]
    fn a_font_has_the_signs_that_it_can_draw() {
        let regular = faces()[0];
        let signs = ['A', 'ب', '☂', '東', '🕊'];
        assert_eq!(signs.map(|sign| has_sign(regular, 0, sign)), [true, true, true, false, false]);
        // Such as emoji fonts are that hold images: it knows its signs, but has no outlines.
        let mut images = regular.to_vec();
        let outlines = images.windows(4).position(|tag| tag == b"glyf").unwrap();
        images[outlines] = b'x';
        assert!(FontRef::new(&images).unwrap().charmap().map('A').is_some());
        assert!(!has_sign(&images, 0, 'A'));
    }

    #[test]
    fn lines_break_at_words_and_within_long_ones() {
        let font = Font::new();
        for (text, expected) in [
            ("", &[][..]),
            ("  ", &[]),
            ("Gulf\n Pact", &["Gulf Pact"]),
            ("Ministry of Foreign Affairs", &["Ministry of", "Foreign Affairs"]),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b", &["aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "aaaa b"]),
        ] {
            assert_eq!(font.wrap(text, 10.0, Weight::Regular, 80.0), expected, "{text}");
        }
    }

    #[test]
    fn no_line_is_too_wide() {
        let font = Font::new();
        let text = format!("{} W {}", "W".repeat(500), "\u{202e}سلام \u{1f1ec}".repeat(30));
        for line in font.wrap(&text, 12.0, Weight::Bold, 60.0) {
            assert!(font.width(&line, 12.0, Weight::Bold) <= 60.0, "{line}");
        }
    }
}
