//! Text as a page can carry it: data inside a script element, hashes of the script and the style.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Writes data as JSON that can stand in a script element: nothing in it ends the element or starts a comment.
pub(super) fn json(data: &impl Serialize) -> String {
    let plain = serde_json::to_string(data).expect("strings, numbers and lists of them can be written");
    let mut out = String::with_capacity(plain.len());
    let mut signs = plain.chars().peekable();
    // Outside of its strings JSON has none of these signs, and inside of them these are ways to write the same.
    while let Some(sign) = signs.next() {
        match sign {
            '<' if signs.peek() == Some(&'/') => {
                signs.next();
                out.push_str("<\\/");
            }
            '<' => out.push_str("\\u003c"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            sign => out.push(sign),
        }
    }
    out
}

/// Gives the hash of a text as a content security policy names it.
pub(super) fn sha256(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let value = three.iter().fold(0, |value, byte| value << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let sign = SIGNS[(value >> (18 - 6 * at)) & 63];
            out.push(if at <= three.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bytes_as_base64() {
        // RFC 4648, section 10.
        for (plain, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), expected);
        }
        assert_eq!(sha256(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn nothing_ends_the_element() {
        assert_eq!(json(&"</script><!--\u{2028}\u{2029}<b>"), r#""<\/script>\u003c!--\u2028\u2029\u003cb>""#);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(text in "(<|/|!|-|\\\\|\"|s|\u{2028}|é|\u{0}){0,20}") {
            let written = json(&text);
            prop_assert!(!written.contains("</") && !written.contains("<!") && !written.contains("<s"));
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
