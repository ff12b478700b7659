use std::io;

use thiserror::Error;

use super::Place;

/// What can go wrong while documents are read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TextError {
    /// The bytes are no text.
    #[error("`{document}` is not text: {nuls} of its {bytes} bytes are NUL")]
    Binary {
        /// What was to be read.
        document: String,
        /// NUL bytes (characters, in UTF-16).
        nuls: usize,
        /// All bytes.
        bytes: usize,
    },
    /// So much cannot be decoded that the rest would be no text.
    #[error("`{document}` is not text in UTF-8 or UTF-16: {invalid} of its {bytes} bytes cannot be decoded")]
    Undecodable {
        /// What was to be read.
        document: String,
        /// Bytes that cannot be decoded.
        invalid: usize,
        /// All bytes.
        bytes: usize,
    },
    /// One line of a JSON Lines file is no document.
    #[error("{fault} at {place}")]
    Line {
        /// What is wrong.
        fault: LineFault,
        /// Where: its line is the file's.
        place: Place,
    },
    /// The file could not be read on.
    #[error("cannot read line {line}: {source}")]
    Read {
        /// The line, from 1.
        line: usize,
        /// What the system says.
        source: io::Error,
    },
}

/// What is wrong with a line of a JSON Lines file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LineFault {
    /// It is not JSON, or cut off; the parser's message.
    #[error("not JSON: {0}")]
    Syntax(String),
    /// A field is missing or of the wrong type; the parser's message.
    #[error("{0}")]
    Field(String),
    /// Some byte is not UTF-8.
    #[error("not UTF-8")]
    Encoding,
    /// The file is UTF-16.
    #[error("JSON Lines in UTF-16")]
    Utf16,
    /// The id is empty.
    #[error("an empty `id`")]
    EmptyId,
    /// The id was there before.
    #[error("document `{id}` was there already, in line {first}")]
    DuplicateId {
        /// The id.
        id: String,
        /// The line that had it first.
        first: usize,
    },
    /// The date is none.
    #[error("`{0}` is not a date")]
    Date(String),
    /// A mention that is no place in the text.
    #[error("{start}..{end} is no place in the text")]
    Mention {
        /// Its start, as the file counts.
        start: usize,
        /// Its end.
        end: usize,
    },
}

impl TextError {
    /// Says what to try.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            TextError::Binary { .. } => Some("is it a PDF, an office file or an archive? save it as plain text"),
            TextError::Undecodable { .. } => Some("convert it first: `iconv -f ENCODING -t UTF-8`"),
            TextError::Line { fault, .. } => Some(fault.hint()),
            TextError::Read { .. } => None,
        }
    }
}

impl LineFault {
    fn hint(&self) -> &'static str {
        match self {
            LineFault::Syntax(_) => "every line is one JSON object of its own: {\"id\": \"1\", \"text\": \"...\"}",
            LineFault::Field(_) | LineFault::EmptyId => {
                "fields: \"id\" and \"text\"; if known, \"title\", \"date\", \"url\", \"mentions\": [{\"start\", \"end\"}]"
            }
            LineFault::Encoding | LineFault::Utf16 => "convert the file to UTF-8",
            LineFault::DuplicateId { .. } => "give each document an id of its own",
            LineFault::Date(_) => "write dates as 2016-09-28",
            LineFault::Mention { .. } => {
                "do the offsets count bytes or code points? `--offsets chars` is for code points"
            }
        }
    }
}
