//! Documents as JSON Lines: one object a line, `{"id", "text", "title"?, "date"?, "url"?, "mentions"?: [{"start", "end"}]}`.
//!
//! Reads: a stream, one line at a time, so that memory stays flat (but for 16 bytes an id, to notice repeated ones).
//! Gives: documents with the mentions that were given for them, and an error for each line that is none.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io::BufRead;

use jiff::civil::Date;
use serde::de::{self, Deserialize, Deserializer};
use serde_json::error::Category;

use super::json::{self, Step};
use super::{Document, LineFault, OffsetMap, Offsets, Place, Span, TextError};

/// One document as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The document.
    pub document: Document,
    /// The mentions of actors that were given for it, to be used instead of found ones; none where the line has no
    /// `mentions`. In bytes, in the order given.
    pub mentions: Option<Vec<Span>>,
}

/// Reads documents from JSON Lines. Blank lines are passed over, fields it does not know are ignored, and an `id` may be
/// an integer. Offsets of mentions count bytes or code points, as `offsets` says.
///
/// Gives a [`TextError::Line`] for a line that is no document (or has the id of an earlier one) and goes on with the next;
/// ends after a [`TextError::Read`].
///
/// ```
/// use demarche::text::{Offsets, Span, read_jsonl};
/// let lines = r#"{"id": "a", "text": "Zoë met Ann.", "date": "2016-09-28", "mentions": [{"start": 8, "end": 11}]}
/// {"id": "b"}
/// {"id": "c", "text": ""}"#;
/// let read: Vec<_> = read_jsonl(lines.as_bytes(), Offsets::Chars).collect();
/// let first = read[0].as_ref().unwrap();
/// assert_eq!(first.mentions, Some(vec![Span::new(9, 12)]));
/// assert_eq!(first.document.date, Some(jiff::civil::date(2016, 9, 28)));
/// assert_eq!(read[1].as_ref().unwrap_err().to_string(), "missing field `text` at line 2, column 1");
/// assert!(read[2].is_ok() && read.len() == 3);
/// ```
pub fn read_jsonl<R: BufRead>(reader: R, offsets: Offsets) -> JsonLines<R> {
    JsonLines { reader, offsets, line: 0, bytes: Vec::new(), seen: HashMap::new(), ended: false }
}

/// Documents read one after another; made by [`read_jsonl`].
#[derive(Debug)]
pub struct JsonLines<R> {
    reader: R,
    offsets: Offsets,
    line: usize,
    bytes: Vec<u8>,
    /// Hashes of the ids, each with its line. Among ten million ids two share a hash with a chance of about 3 in a million.
    seen: HashMap<u64, usize>,
    ended: bool,
}

#[derive(serde::Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Id<'a>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow)]
    date: Option<Cow<'a, str>>,
    #[serde(borrow)]
    url: Option<Cow<'a, str>>,
    mentions: Option<Vec<Ends>>,
}

#[derive(serde::Deserialize)]
struct Ends {
    start: usize,
    end: usize,
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Input, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.bytes.clear();
            self.line += 1;
            match self.reader.read_until(b'\n', &mut self.bytes) {
                Ok(0) => self.ended = true,
                Ok(_) => match self.read_line() {
                    Ok(None) => {}
                    Ok(Some(input)) => return Some(Ok(input)),
                    Err((fault, place)) => {
                        self.ended = fault == LineFault::Utf16;
                        return Some(Err(TextError::Line { fault, place: Place { line: self.line, ..place } }));
                    }
                },
                Err(source) => {
                    self.ended = true;
                    return Some(Err(TextError::Read { line: self.line, source }));
                }
            }
        }
        None
    }
}

type Fault = (LineFault, Place);

impl<R> JsonLines<R> {
    /// Makes a document of the line in the buffer; none of a blank one.
    fn read_line(&mut self) -> Result<Option<Input>, Fault> {
        let bytes = self.bytes.as_slice();
        if self.line == 1 && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")) {
            return Err((LineFault::Utf16, json::place("", 0, &[])));
        }
        let text = json::decode(bytes).map_err(|place| (LineFault::Encoding, place))?.trim_end();
        if text.is_empty() {
            return Ok(None);
        }
        if !text.trim_start().starts_with('{') {
            let start = text.len() - text.trim_start().len();
            return Err((LineFault::Syntax("expected an object".into()), json::place(text, start, &[])));
        }
        let line: Line<'_> = serde_json::from_str(text).map_err(|error| match json::explain(text, &error) {
            (Category::Data, message, place) => (LineFault::Field(message), place),
            (_, message, place) => (LineFault::Syntax(message), place),
        })?;
        let input = input(text, line, self.offsets)?;
        note_id(&mut self.seen, &input.document.id, self.line).map_err(|fault| at(text, fault, &["id".into()]))?;
        Ok(Some(input))
    }
}

fn note_id(seen: &mut HashMap<u64, usize>, id: &str, line: usize) -> Result<(), LineFault> {
    if id.is_empty() {
        return Err(LineFault::EmptyId);
    }
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    match seen.entry(hasher.finish()) {
        Entry::Occupied(slot) => Err(LineFault::DuplicateId { id: id.to_owned(), first: *slot.get() }),
        Entry::Vacant(slot) => {
            slot.insert(line);
            Ok(())
        }
    }
}

fn input(line_text: &str, line: Line<'_>, offsets: Offsets) -> Result<Input, Fault> {
    let date = match line.date.as_deref() {
        None | Some("") => None,
        Some(date) => {
            Some(read_date(date).ok_or_else(|| at(line_text, LineFault::Date(date.to_owned()), &["date".into()]))?)
        }
    };
    let mentions = line.mentions.map(|mentions| {
        let map = OffsetMap::new(&line.text, offsets);
        let place = |(i, Ends { start, end }): (usize, Ends)| {
            let fault = || at(line_text, LineFault::Mention { start, end }, &["mentions".into(), i.into()]);
            map.read(start, end).filter(|span| !span.is_empty()).ok_or_else(fault)
        };
        mentions.into_iter().enumerate().map(place).collect()
    });
    let mentions = mentions.transpose()?;
    let document = Document {
        id: line.id.0.into_owned(),
        title: line.title.map(Cow::into_owned),
        date,
        url: line.url.map(Cow::into_owned),
        text: line.text.into_owned(),
    };
    Ok(Input { document, mentions })
}

fn at(text: &str, fault: LineFault, path: &[Step<'_>]) -> Fault {
    (fault, json::place_of(text, path))
}

/// Reads a day, also out of a time stamp (`2016-09-28T10:00:00Z`), whatever its time zone.
fn read_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = match text.split_once(['T', 't', ' ']) {
        Some((day, time)) if time.starts_with(|c: char| c.is_ascii_digit()) => day,
        _ => text,
    };
    day.parse().ok()
}

/// An id: a string, or an integer as its digits.
struct Id<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Id<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Id<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or an integer")
            }
            fn visit_borrowed_str<E: de::Error>(self, id: &'de str) -> Result<Id<'de>, E> {
                Ok(Id(id.into()))
            }
            fn visit_str<E: de::Error>(self, id: &str) -> Result<Id<'de>, E> {
                Ok(Id(id.to_owned().into()))
            }
            fn visit_u64<E: de::Error>(self, id: u64) -> Result<Id<'de>, E> {
                Ok(Id(id.to_string().into()))
            }
            fn visit_i64<E: de::Error>(self, id: i64) -> Result<Id<'de>, E> {
                Ok(Id(id.to_string().into()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, BufReader, Read};

    use proptest::prelude::*;

    use super::*;

    fn read(lines: &str) -> Vec<Result<Input, TextError>> {
        read_jsonl(lines.as_bytes(), Offsets::Bytes).collect()
    }

    /// Reads lines and writes what became of each: its id, or the error.
    #[track_caller]
    fn check(lines: &str, expected: &[&str]) {
        let write = |found: Result<Input, TextError>| found.map_or_else(|e| e.to_string(), |input| input.document.id);
        let found: Vec<String> = read(lines).into_iter().map(write).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn documents_are_read_whole() {
        let line =
            r#"{"text": "A\u00e9\n", "id": 7, "url": "https://example.org", "title": "T", "author": {"x": [1]}}"#;
        let found = read(line);
        let document = &found[0].as_ref().expect("a document").document;
        assert_eq!((document.id.as_str(), document.text.as_str()), ("7", "Aé\n"));
        assert_eq!((document.title.as_deref(), document.url.as_deref()), (Some("T"), Some("https://example.org")));
        assert_eq!(found[0].as_ref().expect("a document").mentions, None);
    }

    #[test]
    fn a_bad_line_does_not_stop_the_others() {
        check(
            "\u{feff}{\"id\": \"a\", \"text\": \"\"}\r\n\n{\"id\": \"b\"\n[1]\n{\"id\": \"c\", \"text\": 5}\n{\"id\": \"d\", \"text\": \"\"}",
            &[
                "a",
                "not JSON: EOF while parsing an object at line 3, column 11 (`id`)",
                "not JSON: expected an object at line 4, column 1",
                "invalid type: integer `5`, expected a string at line 5, column 21 (`text`)",
                "d",
            ],
        );
    }

    #[test]
    fn ids_are_needed_and_differ() {
        check(
            "{\"id\": \"\", \"text\": \"\"}\n{\"id\": 1, \"text\": \"\"}\n{\"id\": \"1\", \"text\": \"x\"}\n{\"text\": \"\"}\n{\"id\": 1.5, \"text\": \"\"}",
            &[
                "an empty `id` at line 1, column 8 (`id`)",
                "1",
                "document `1` was there already, in line 2 at line 3, column 8 (`id`)",
                "missing field `id` at line 4, column 1",
                "invalid type: floating point `1.5`, expected a string or an integer at line 5, column 8 (`id`)",
            ],
        );
    }

    #[test]
    fn dates_are_days() {
        for (date, expected) in [
            ("\"2016-09-28\"", Some("2016-09-28")),
            ("\"2016-09-28T23:59:59Z\"", Some("2016-09-28")),
            ("\"2016-09-28 10:00\"", Some("2016-09-28")),
            ("\"\"", None),
            ("null", None),
        ] {
            let found = read(&format!("{{\"id\": 1, \"text\": \"\", \"date\": {date}}}"));
            let found = found[0].as_ref().expect("a document").document.date.map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{date}");
        }
        for date in ["28.9.2016", "2016-13-01", "yesterday", "2016-09-28 or so", "20160928x"] {
            check(
                &format!("{{\"id\": 1, \"text\": \"\", \"date\": \"{date}\"}}"),
                &[&format!("`{date}` is not a date at line 1, column 31 (`date`)")],
            );
        }
    }

    #[test]
    fn mentions_are_places_in_the_text() {
        let line = |mentions: &str| format!("{{\"id\": 1, \"text\": \"Zoë left\", \"mentions\": {mentions}}}");
        let spans = |mentions: &str, offsets| {
            let found = read_jsonl(line(mentions).as_bytes(), offsets).next().expect("one line");
            found.map(|input| {
                input.mentions.map(|all| all.iter().map(|s| s.of(&input.document.text).to_owned()).collect::<Vec<_>>())
            })
        };
        let three = "[{\"start\": 0, \"end\": 3, \"name\": \"Z\"}]";
        assert_eq!(spans(three, Offsets::Chars).expect("fits"), Some(vec!["Zoë".to_owned()]));
        let error = spans(three, Offsets::Bytes).expect_err("half of a character");
        assert_eq!(error.to_string(), "0..3 is no place in the text at line 1, column 44 (`mentions[0]`)");
        assert!(error.hint().is_some());
        assert_eq!(spans("[]", Offsets::Bytes).expect("fits"), Some(Vec::new()));
        for bad in [
            "[{\"start\": 5, \"end\": 5}]",
            "[{\"start\": 2, \"end\": 1}]",
            "[{\"start\": 0, \"end\": 99}]",
            "[{\"start\": -1, \"end\": 1}]",
            "[{\"end\": 1}]",
            "{}",
        ] {
            assert!(spans(bad, Offsets::Chars).is_err(), "{bad}");
        }
    }

    #[test]
    fn deep_lines_are_read_or_refused_at_once() {
        let deep = format!("{{\"id\": 1, \"x\": {}", "[".repeat(1_000_000));
        let open = read(&deep).remove(0).expect_err("it does not end").to_string();
        assert!(open.ends_with("(`x[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]...`)"), "{open}");
        let closed = format!("{deep}{}, \"text\": \"\"}}", "]".repeat(1_000_000));
        assert!(read(&closed).remove(0).is_ok(), "fields that are not known may hold anything");
    }

    #[test]
    fn other_encodings_are_refused() {
        let utf16 = b"\xff\xfe{\0\"\0i\0\n\0{\0\n\0";
        let found: Vec<_> = read_jsonl(&utf16[..], Offsets::Bytes).collect();
        assert_eq!(found.len(), 1);
        let latin = b"{\"id\": 1, \"text\": \"caf\xe9\"}\n{\"id\": 2, \"text\": \"\"}";
        let found: Vec<_> = read_jsonl(&latin[..], Offsets::Bytes).collect();
        let error = found[0].as_ref().expect_err("not UTF-8").to_string();
        assert_eq!((error.as_str(), found[1].is_ok()), ("not UTF-8 at line 1, column 23 (`text`)", true));
    }

    #[test]
    fn a_broken_stream_ends_the_reading() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("gone"))
            }
        }
        let start: &[u8] = b"{\"id\": 1, \"text\": \"\"}\n";
        let found: Vec<_> = read_jsonl(BufReader::new(start.chain(Broken)), Offsets::Bytes).collect();
        let error = found[1].as_ref().expect_err("it broke").to_string();
        assert_eq!((found.len(), error.as_str()), (2, "cannot read line 2: gone"));
    }

    proptest! {
        #[test]
        fn any_lines_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[{}\\[\\]\":,a0\n\\\\]{0,80}") {
            for bytes in [bytes.as_slice(), text.as_bytes()] {
                let lines = bytes.split(|&byte| byte == b'\n').count();
                prop_assert!(read_jsonl(bytes, Offsets::Chars).count() <= lines);
            }
        }
    }
}
