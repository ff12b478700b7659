use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

use crate::text::Document;

/// The SHA-256 of a document's text: two documents of one id are the same only if this is the same.
///
/// ```
/// use demarche::graph::ContentHash;
/// let hash = ContentHash::of("France accused Iran.");
/// assert_eq!(ContentHash::parse(&hash.to_string()), Some(hash));
/// assert_ne!(hash, ContentHash::of("France accused Iran!"));
/// assert_eq!(ContentHash::parse("12ab"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// Hashes a text. Cost: linear.
    pub fn of(text: &str) -> Self {
        ContentHash(Sha256::digest(text.as_bytes()).into())
    }

    /// Reads the 64 hexadecimal digits that [`Display`](fmt::Display) writes; none where it is anything else.
    pub fn parse(hex: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if hex.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
            for &digit in pair {
                *byte = (*byte << 4) | (digit as char).to_digit(16)? as u8;
            }
        }
        Some(ContentHash(bytes))
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}
impl Serialize for ContentHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(HexDigits)
    }
}

/// Reads within the parser's own call, so that its error has the place of the string.
struct HexDigits;

impl de::Visitor<'_> for HexDigits {
    type Value = ContentHash;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a SHA-256 of 64 hexadecimal digits")
    }

    fn visit_str<E: de::Error>(self, hex: &str) -> Result<ContentHash, E> {
        ContentHash::parse(hex).ok_or_else(|| E::invalid_value(de::Unexpected::Str(hex), &self))
    }
}

/// What a graph keeps of a document: everything but its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRecord {
    /// What the document is called.
    pub id: Arc<str>,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Where it came from.
    pub url: Option<String>,
    /// Hash of its text.
    pub sha256: ContentHash,
}

impl DocumentRecord {
    /// Makes the record of a document. Cost: linear in its text.
    ///
    /// ```
    /// use demarche::{Document, graph::DocumentRecord};
    /// let record = DocumentRecord::of(&Document::new("note-1", ""));
    /// assert_eq!(record.sha256.to_string().get(..8), Some("e3b0c442"));
    /// ```
    pub fn of(document: &Document) -> Self {
        DocumentRecord {
            id: document.id.as_str().into(),
            title: document.title.clone(),
            date: document.date,
            url: document.url.clone(),
            sha256: ContentHash::of(&document.text),
        }
    }
}
