//! Text as DOT and SVG can carry it: the one place where names and values are quoted.
//!
//! Reads: any string. Gives: an identifier, a string or a piece of an HTML-like label that every DOT reader accepts,
//! and text that every XML reader accepts.
//! Does not: know the picture. The printer of `graphviz-rust` writes what it is given, so everything passes here first.

use std::fmt::Write as _;

/// Writes a DOT identifier: in quotes, reversible by [`read_dot_id`], two names never fall together.
///
/// Control characters, quotes, backslashes and the percent sign are percent-encoded: a backslash before a quote means
/// different things to different readers.
///
/// ```
/// use demarche::render::{dot_id, read_dot_id};
/// assert_eq!(dot_id("person:john-kerry"), r#""person:john-kerry""#);
/// assert_eq!(read_dot_id(&dot_id("a\"\\\n%")).as_deref(), Some("a\"\\\n%"));
/// ```
pub fn dot_id(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    out.push('"');
    for c in name.chars() {
        if c.is_control() || matches!(c, '"' | '\\' | '%') {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}"); // Writing to a string cannot fail.
            }
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// Reads back what [`dot_id`] wrote; nothing where it did not write it.
pub fn read_dot_id(id: &str) -> Option<String> {
    let inner = id.strip_prefix('"')?.strip_suffix('"')?;
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        if byte == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = tail.get(2..)?;
        } else {
            bytes.push(byte);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Writes a DOT string that shows as `text`: line breaks as `\n`, other control characters as their pictures (`␛`).
///
/// ```
/// assert_eq!(demarche::render::dot_string("he said \"no\"\n"), r#""he said \"no\"\n""#);
/// ```
pub fn dot_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // Graphviz reads HTML entities in every label.
            '&' => out.push_str("&amp;"),
            c => out.push(visible(c)),
        }
    }
    out.push('"');
    out
}

/// Writes a piece of text for an HTML-like label, without the outer angle brackets.
///
/// ```
/// assert_eq!(demarche::render::dot_html("<b>A&B</b>"), "&lt;b&gt;A&amp;B&lt;/b&gt;");
/// ```
pub fn dot_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("<BR/>"),
            c => out.push(visible(c)),
        }
    }
    out
}

/// Writes a piece of text for SVG, as content or in an attribute; line breaks stay.
///
/// ```
/// assert_eq!(demarche::render::xml_text("<b> & \"\u{1b}"), "&lt;b&gt; &amp; &quot;␛");
/// ```
pub fn xml_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            c => out.push(visible(c)),
        }
    }
    out
}

/// Shows a control character by its picture; what XML forbids (its label parser would refuse the whole) by U+FFFD.
pub(super) fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn identifiers_never_fall_together() {
        let names = ["", "a", "A", "a\"", "a\\", "a\\\"", "a%22", "a%", "a\n", "a\\n", "a\u{0}", "%", "\"", "<a>", "ä"];
        for (i, a) in names.iter().enumerate() {
            for b in &names[i + 1..] {
                assert_ne!(dot_id(a), dot_id(b), "{a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn foreign_identifiers_are_not_read() {
        for id in ["", "a", "\"a", "a\"", "\"%\"", "\"%4\"", "\"%ZZ\"", "\"%FF\"", "\""] {
            assert_eq!(read_dot_id(id), None, "{id:?}");
        }
    }

    proptest! {
        #[test]
        fn identifiers_come_back(name in any::<String>()) {
            let id = dot_id(&name);
            prop_assert!(!id.chars().any(char::is_control));
            prop_assert!(!id[1..id.len() - 1].contains(['"', '\\']));
            prop_assert_eq!(read_dot_id(&id), Some(name));
        }

        #[test]
        fn strings_have_no_open_end(text in any::<String>()) {
            let out = dot_string(&text);
            let mut escaped = false;
            for (i, c) in out.char_indices().skip(1) {
                if c == '"' && !escaped {
                    prop_assert_eq!(i, out.len() - 1, "a quote closes before the end");
                }
                escaped = c == '\\' && !escaped;
            }
            prop_assert!(!out.chars().any(char::is_control));
        }

        #[test]
        fn pieces_of_labels_hold_no_markup_of_their_own(text in any::<String>()) {
            let out = dot_html(&text).replace("<BR/>", "");
            prop_assert!(!out.contains(['<', '>', '"']));
        }
    }
}
