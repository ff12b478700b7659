use std::fmt;

use super::Span;

/// What sort of thing was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DiagnosticKind {
    /// There is nothing to read.
    Empty,
    /// Some bytes could not be decoded; U+FFFD stands for them.
    Undecodable,
    /// The text has NUL characters.
    Nul,
}

/// Something noticed about a text that did not keep it from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What sort of thing.
    pub kind: DiagnosticKind,
    /// Where in the document's text; the first place where there are several.
    pub place: Option<Span>,
    /// What was noticed, for people.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
