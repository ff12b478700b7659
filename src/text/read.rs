use super::{Diagnostic, DiagnosticKind, Document, Span, TextError};

/// From this share of NUL characters on (one in so many) bytes are taken for binary data.
const BINARY_NUL: usize = 100;
/// So many bytes that cannot be decoded, and a quarter of all, are too many for text.
const TOO_MANY_INVALID: usize = 32;

/// Makes a document of the bytes of a text file: UTF-8, or UTF-16 with a byte order mark.
///
/// The mark itself is no part of the text. Bytes that cannot be decoded become U+FFFD, with a diagnostic; so do an empty
/// file and NUL characters get one. Cost: linear.
///
/// # Errors
/// [`TextError::Binary`] where one byte in a hundred or more is NUL; [`TextError::Undecodable`] where a quarter of the
/// bytes, and at least 32, cannot be decoded.
///
/// ```
/// use demarche::text::{DiagnosticKind, read_bytes};
/// let (document, diagnostics) = read_bytes("note-1", b"\xef\xbb\xbfA caf\xe9 in Paris.")?;
/// assert_eq!(document.text, "A caf\u{fffd} in Paris.");
/// assert_eq!(diagnostics[0].kind, DiagnosticKind::Undecodable);
/// assert_eq!(diagnostics[0].message, "1 byte is not UTF-8, the first at offset 8 of the file");
/// assert!(read_bytes("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").is_err());
/// # Ok::<(), demarche::text::TextError>(())
/// ```
pub fn read_bytes(id: impl Into<String>, bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>), TextError> {
    let id = id.into();
    let decoded = decode(bytes);
    let nuls = decoded.text.bytes().filter(|&byte| byte == 0).count();
    if nuls > 0 && nuls * BINARY_NUL >= decoded.text.len() {
        return Err(TextError::Binary { document: id, nuls, bytes: bytes.len() });
    }
    if decoded.invalid >= TOO_MANY_INVALID && decoded.invalid * 4 >= bytes.len() {
        return Err(TextError::Undecodable { document: id, invalid: decoded.invalid, bytes: bytes.len() });
    }
    let diagnostics = notice(&decoded, nuls);
    Ok((Document::new(id, decoded.text), diagnostics))
}

struct Decoded {
    text: String,
    encoding: &'static str,
    /// Bytes that could not be decoded.
    invalid: usize,
    /// Offset of the first of them in the file, and of the character that stands for it in the text.
    first: Option<(usize, usize)>,
}

fn decode(bytes: &[u8]) -> Decoded {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest, 3),
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => decode_utf8(bytes, 0),
    }
}

fn decode_utf8(bytes: &[u8], mut offset: usize) -> Decoded {
    let text = String::with_capacity(bytes.len());
    let mut decoded = Decoded { text, encoding: "UTF-8", invalid: 0, first: None };
    for chunk in bytes.utf8_chunks() {
        decoded.text.push_str(chunk.valid());
        offset += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            decoded.replace(chunk.invalid().len(), offset);
            offset += chunk.invalid().len();
        }
    }
    decoded
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let text = String::with_capacity(bytes.len() / 2);
    let mut decoded = Decoded { text, encoding: "UTF-16", invalid: 0, first: None };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut offset = 2;
    for found in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match found {
            Ok(found) => {
                decoded.text.push(found);
                offset += 2 * found.len_utf16();
            }
            Err(_) => {
                decoded.replace(2, offset);
                offset += 2;
            }
        }
    }
    if !rest.is_empty() {
        decoded.replace(1, offset);
    }
    decoded
}

impl Decoded {
    fn replace(&mut self, bytes: usize, offset: usize) {
        self.first.get_or_insert((offset, self.text.len()));
        self.invalid += bytes;
        self.text.push(char::REPLACEMENT_CHARACTER);
    }
}

fn notice(decoded: &Decoded, nuls: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let text = &decoded.text;
    if text.trim().is_empty() {
        let message = if text.is_empty() { "the text is empty" } else { "the text is nothing but white space" };
        found.push(Diagnostic { kind: DiagnosticKind::Empty, place: None, message: message.into() });
    }
    if let Some((offset, at)) = decoded.first {
        let what = if decoded.invalid == 1 { "byte is" } else { "bytes are" };
        let (count, encoding) = (decoded.invalid, decoded.encoding);
        let message = format!("{count} {what} not {encoding}, the first at offset {offset} of the file");
        let place = Some(Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8()));
        found.push(Diagnostic { kind: DiagnosticKind::Undecodable, place, message });
    }
    if let Some(at) = text.find('\0') {
        let message = format!("the text has NUL characters: {nuls}, the first at byte {at}");
        found.push(Diagnostic { kind: DiagnosticKind::Nul, place: Some(Span::new(at, at + 1)), message });
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads bytes and checks the text and the diagnostics.
    #[track_caller]
    fn check(bytes: &[u8], text: &str, diagnostics: &[&str]) {
        let (document, found) = read_bytes("x", bytes).expect("it is text");
        let found: Vec<String> = found.iter().map(Diagnostic::to_string).collect();
        assert_eq!(
            (document.id.as_str(), document.text.as_str(), found),
            ("x", text, diagnostics.iter().map(|d| d.to_string()).collect())
        );
    }

    #[test]
    fn utf_8_is_kept_as_it_is() {
        check("Zoë fled.\r\n\u{202e}שלום\u{1}".as_bytes(), "Zoë fled.\r\n\u{202e}שלום\u{1}", &[]);
        check("\u{feff}A".as_bytes(), "A", &[]);
        check("A\u{feff}".as_bytes(), "A\u{feff}", &[]);
    }

    #[test]
    fn utf_16_is_known_by_its_mark() {
        check(b"\xff\xfeZ\0o\0\xeb\0", "Zoë", &[]);
        check(b"\xfe\xff\0Z\0o\0\xeb", "Zoë", &[]);
        check(b"\xff\xfeA\0\x3d\xd8B\0", "A\u{fffd}B", &["2 bytes are not UTF-16, the first at offset 4 of the file"]);
        check(b"\xff\xfeA\0B", "A\u{fffd}", &["1 byte is not UTF-16, the first at offset 4 of the file"]);
        check(
            b"\xff\xfe\x3d\xd8\x00\xdeA\0!",
            "😀A\u{fffd}",
            &["1 byte is not UTF-16, the first at offset 8 of the file"],
        );
    }

    #[test]
    fn what_cannot_be_decoded_is_counted() {
        check(
            b"a\xffb\xe2\x82 c",
            "a\u{fffd}b\u{fffd} c",
            &["3 bytes are not UTF-8, the first at offset 1 of the file"],
        );
        let (document, found) = read_bytes("x", b"\xef\xbb\xbf\xc3\xa9\xff").expect("text");
        assert_eq!(found[0].place.map(|place| place.of(&document.text)), Some("\u{fffd}"));
        assert_eq!(found[0].message, "1 byte is not UTF-8, the first at offset 5 of the file");
    }

    #[test]
    fn nothing_to_read_is_noticed() {
        check(b"", "", &["the text is empty"]);
        check(b"\xef\xbb\xbf", "", &["the text is empty"]);
        check(b" \n", " \n", &["the text is nothing but white space"]);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let gzip: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1).collect();
        for (name, bytes) in
            [("utf-16 without mark", &b"Z\0o\0e\0"[..]), ("utf-32", b"\xff\xfe\0\0Z\0\0\0"), ("gzip", &gzip)]
        {
            let error = read_bytes("x.bin", bytes).expect_err(name);
            assert!(error.to_string().starts_with("`x.bin` is not text") && error.hint().is_some(), "{name}: {error}");
        }
        let stray = [b"a".repeat(300), vec![0], b"b".repeat(300)].concat();
        let (_, found) = read_bytes("x", &stray).expect("one stray NUL");
        assert_eq!(found[0].message, "the text has NUL characters: 1, the first at byte 300");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok((document, found)) = read_bytes("x", &bytes) {
                for place in found.iter().filter_map(|diagnostic| diagnostic.place) {
                    prop_assert!(!place.of(&document.text).is_empty());
                }
                let replaced = found.iter().any(|diagnostic| diagnostic.kind == DiagnosticKind::Undecodable);
                let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
                prop_assert!(marked || replaced == std::str::from_utf8(&bytes).is_err());
            }
        }
    }
}
