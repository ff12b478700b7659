use thiserror::Error;

/// A text out of bytes, and what had to be replaced in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// How many ill-formed pieces became U+FFFD.
    pub replaced: usize,
    /// Where the first of them stands in `text`.
    pub first_replaced: Option<usize>,
}

/// Bytes that are no text at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is not text: byte {at} is zero")]
pub struct NotText {
    /// Place of the first zero byte.
    pub at: usize,
}

/// Makes text of bytes: UTF-8, or UTF-16 behind its byte order mark; ill-formed pieces become U+FFFD. Cost: linear.
///
/// # Errors
/// [`NotText`] where a zero byte stands outside UTF-16: no text has one, every program and image does.
///
/// ```
/// use demarche::text::decode;
/// assert_eq!(decode(b"caf\xc3\xa9").unwrap().text, "café");
/// let latin = decode(b"caf\xe9 au lait").unwrap();
/// assert_eq!((latin.text.as_str(), latin.first_replaced), ("caf\u{fffd} au lait", Some(3)));
/// assert!(decode(b"\x7fELF\0\0").is_err());
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => Ok(wide(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Ok(wide(rest, u16::from_be_bytes)),
        [0xef, 0xbb, 0xbf, rest @ ..] => narrow(rest),
        _ => narrow(bytes),
    }
}

fn narrow(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(NotText { at });
    }
    let mut decoded = Decoded { text: String::with_capacity(bytes.len()), replaced: 0, first_replaced: None };
    for chunk in bytes.utf8_chunks() {
        decoded.text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            decoded.replace();
        }
    }
    Ok(decoded)
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let mut decoded = Decoded { text: String::with_capacity(bytes.len()), replaced: 0, first_replaced: None };
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0)]));
    for found in char::decode_utf16(units) {
        match found {
            Ok(c) => decoded.text.push(c),
            Err(_) => decoded.replace(),
        }
    }
    if odd {
        decoded.replace();
    }
    decoded
}

impl Decoded {
    fn replace(&mut self) {
        self.first_replaced.get_or_insert(self.text.len());
        self.replaced += 1;
        self.text.push(char::REPLACEMENT_CHARACTER);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<(&str, usize), usize>) {
        let found = decode(bytes);
        let short = found.as_ref().map(|d| (d.text.as_str(), d.replaced)).map_err(|error| error.at);
        assert_eq!(short, expected);
    }

    #[test]
    fn byte_order_marks_are_taken_off() {
        check(b"\xef\xbb\xbfParis", Ok(("Paris", 0)));
        check(b"\xff\xfeP\0\xe9\0", Ok(("Pé", 0)));
        check(b"\xfe\xff\0P\0\xe9", Ok(("Pé", 0)));
        check(b"\xff\xfe", Ok(("", 0)));
    }

    #[test]
    fn broken_pieces_are_counted() {
        check(b"a\xffb\xfe", Ok(("a\u{fffd}b\u{fffd}", 2)));
        check(b"\xff\xfe\x00\xd8a\0", Ok(("\u{fffd}a", 1)));
        check(b"\xff\xfea\0b", Ok(("a\u{fffd}", 1)));
        check(b"", Ok(("", 0)));
    }

    #[test]
    fn programs_are_refused() {
        check(b"abc\0", Err(3));
        check(b"\0", Err(0));
    }

    proptest! {
        #[test]
        fn text_comes_back(text in "[^\0]*") {
            let stripped = text.strip_prefix('\u{feff}').unwrap_or(&text);
            prop_assert_eq!(decode(text.as_bytes()).map(|d| d.text), Ok(stripped.to_owned()));
        }

        #[test]
        fn any_bytes_give_text_or_an_error(bytes in any::<Vec<u8>>()) {
            if let Ok(decoded) = decode(&bytes) {
                prop_assert_eq!(decoded.replaced > 0, decoded.first_replaced.is_some());
                if let Some(at) = decoded.first_replaced {
                    prop_assert_eq!(decoded.text.get(at..).and_then(|rest| rest.chars().next()), Some('\u{fffd}'));
                }
            }
        }
    }
}
