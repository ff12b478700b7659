use jiff::civil::Date;
use serde::Deserialize;
use thiserror::Error;

use super::{Document, Span};

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum OffsetUnit {
    /// Bytes of UTF-8, as everywhere in this library.
    #[default]
    Bytes,
    /// Unicode code points, as Python counts.
    Chars,
}

/// One line of JSON Lines: a document, and where its actors are named if the line says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// The document.
    pub document: Document,
    /// Mentions to use instead of found ones, in bytes.
    pub mentions: Option<Vec<Span>>,
}

/// A line that is no document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LineError {
    /// It is not JSON, or a field is missing or of the wrong type; the parser's message.
    #[error("{message}")]
    Json {
        /// What the parser says.
        message: String,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// A mention lies outside the text, is empty, or starts or ends within a character.
    #[error("mention `{start}..{end}` is no place in the text of `{id}`")]
    Mention {
        /// The document.
        id: String,
        /// As given.
        start: usize,
        /// As given.
        end: usize,
    },
}

#[derive(Deserialize)]
#[serde(expecting = "a document: an object with `id` and `text`")]
struct Line {
    id: Id,
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    mentions: Option<Vec<Place>>,
}

/// Data sets number their documents as often as they name them.
#[derive(Deserialize)]
#[serde(untagged, expecting = "`id` is a string or a whole number")]
enum Id {
    Name(String),
    Number(u64),
}

#[derive(Deserialize)]
struct Place {
    start: usize,
    end: usize,
}

impl DocumentLine {
    /// Reads a line `{"id", "text", "title"?, "date"?, "url"?, "mentions"?: [{"start", "end"}]}`; other fields are passed over.
    ///
    /// # Errors
    /// [`LineError`], with the column where the parser has one.
    ///
    /// ```
    /// use demarche::text::{DocumentLine, OffsetUnit, Span};
    /// let json = r#"{"id": 7, "text": "Café Roma", "mentions": [{"start": 5, "end": 9}]}"#;
    /// let line = DocumentLine::parse(json, OffsetUnit::Chars).unwrap();
    /// assert_eq!(line.document.id, "7");
    /// assert_eq!(line.mentions, Some(vec![Span::new(6, 10)]));
    /// assert!(DocumentLine::parse(r#"{"id": "a"}"#, OffsetUnit::Bytes).is_err());
    /// ```
    pub fn parse(json: &str, unit: OffsetUnit) -> Result<Self, LineError> {
        let line: Line = serde_json::from_str(json).map_err(|error| {
            // The parser appends its place in the line; the caller knows the line's place in the file.
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            LineError::Json { message, column: error.column() }
        })?;
        let id = match line.id {
            Id::Name(name) => name,
            Id::Number(number) => number.to_string(),
        };
        let mentions = line.mentions.map(|places| to_spans(&places, &line.text, unit)).transpose();
        let mentions = mentions.map_err(|(start, end)| LineError::Mention { id: id.clone(), start, end })?;
        let document = Document { id, title: line.title, date: line.date, url: line.url, text: line.text };
        Ok(DocumentLine { document, mentions })
    }
}

fn to_spans(places: &[Place], text: &str, unit: OffsetUnit) -> Result<Vec<Span>, (usize, usize)> {
    let starts: Vec<usize> = match unit {
        OffsetUnit::Bytes => Vec::new(),
        OffsetUnit::Chars => text.char_indices().map(|(at, _)| at).chain([text.len()]).collect(),
    };
    let byte = |offset: usize| match unit {
        OffsetUnit::Bytes => Some(offset),
        OffsetUnit::Chars => starts.get(offset).copied(),
    };
    let to_span = |place: &Place| {
        let span = byte(place.start).zip(byte(place.end)).map(|(start, end)| Span::new(start, end));
        span.filter(|span| !span.of(text).is_empty()).ok_or((place.start, place.end))
    };
    places.iter().map(to_span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Result<&str, &str>) {
        let found = DocumentLine::parse(json, OffsetUnit::Bytes);
        let found = found.map(|line| format!("{:?}", line)).map_err(|error| error.to_string());
        match (&found, expected) {
            (Ok(found), Ok(part)) => assert!(found.contains(part), "{found}"),
            (Err(found), Err(message)) => assert_eq!(found, message),
            _ => panic!("{json}: {found:?}"),
        }
    }

    #[test]
    fn fields() {
        check(r#"{"id": "a", "text": ""}"#, Ok("title: None, date: None, url: None, text: \"\" }, mentions: None"));
        check(r#"{"id": "a", "text": "x", "date": "2016-09-28"}"#, Ok("date: Some(2016-09-28)"));
        check(r#"{"id": "a", "text": "x", "date": null, "language": "en"}"#, Ok("date: None"));
        check(r#"{"id": "a", "text": "x", "mentions": []}"#, Ok("mentions: Some([])"));
    }

    #[test]
    fn refusals() {
        check("", Err("EOF while parsing a value"));
        check("[]", Err("invalid length 0, expected a document: an object with `id` and `text`"));
        check(r#"{"text": "x"}"#, Err("missing field `id`"));
        check(r#"{"id": 1.5, "text": "x"}"#, Err("`id` is a string or a whole number"));
        check(
            r#"{"id": "é", "text": "é", "mentions": [{"start": 0, "end": 1}]}"#,
            Err("mention `0..1` is no place in the text of `é`"),
        );
        check(
            r#"{"id": "a", "text": "x", "mentions": [{"start": 1, "end": 0}]}"#,
            Err("mention `1..0` is no place in the text of `a`"),
        );
        check(
            r#"{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 9}]}"#,
            Err("mention `0..9` is no place in the text of `a`"),
        );
    }
}
