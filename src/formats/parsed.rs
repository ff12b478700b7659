//! One JSON object per document with its analysis: `{"id", "text", "tokens", "entities"}`.
//!
//! A token is `[start, end, norm, tag, pos, lemma, morph, head, dep, sentence start (0 or 1)]`, offsets in bytes, the
//! head an index into the tokens; an entity is `[first token, one past the last, label]`.

use serde::Serialize;

use crate::nlp::{self, Parsed};

#[derive(Serialize)]
struct Object<'a> {
    id: &'a str,
    text: &'a str,
    tokens: Vec<Token<'a>>,
    entities: Vec<(usize, usize, &'static str)>,
}

type Token<'a> = (usize, usize, &'a str, &'static str, &'static str, &'a str, &'a str, usize, &'static str, u8);

/// Writes an analysis as one line of JSON, without a line break.
///
/// ```
/// use demarche::{Document, formats::write_parsed, nlp::Parsed};
/// let document = Document::new("empty", "");
/// let parsed = Parsed::new(&document, Vec::new(), Vec::new(), Vec::new(), Vec::new());
/// assert_eq!(write_parsed(&parsed), r#"{"id":"empty","text":"","tokens":[],"entities":[]}"#);
/// ```
pub fn write_parsed(parsed: &Parsed<'_>) -> String {
    let mut starts = vec![0; parsed.tokens.len()];
    for sentence in &parsed.sentences {
        if let Some(start) = starts.get_mut(sentence.start) {
            *start = 1;
        }
    }
    let object = Object {
        id: &parsed.document.id,
        text: &parsed.document.text,
        tokens: parsed.tokens.iter().zip(starts).map(|(found, start)| token(found, start)).collect(),
        entities: parsed
            .entities
            .iter()
            .map(|entity| (entity.tokens.start, entity.tokens.end, entity.label.as_str()))
            .collect(),
    };
    serde_json::to_string(&object).expect("memory takes what is written, and every key is a string")
}

fn token(found: &nlp::Token, start: u8) -> Token<'_> {
    let nlp::Token { span, norm, lemma, tag, pos, morph, head, dep } = found;
    (span.start, span.end, norm, tag.as_str(), pos.as_str(), lemma, morph, *head, dep.as_str(), start)
}
