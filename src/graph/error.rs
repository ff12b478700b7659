use thiserror::Error;

use super::{ContentHash, FORMAT};
use crate::text::Place;

/// What can go wrong with a graph.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum GraphError {
    /// One id, two texts.
    #[error("document `{document}` has two texts: one with hash {first}, one with hash {second}")]
    Conflict {
        /// The id.
        document: String,
        /// Hash of the text that was there first.
        first: ContentHash,
        /// Hash of the other one.
        second: ContentHash,
    },
    /// A relation of a kind that the ontology lacks.
    #[error("no relation kind `{kind}` in the ontology (document `{document}`)")]
    UnknownKind {
        /// Where it was reported.
        document: String,
        /// The kind's name.
        kind: String,
    },
    /// A finding that does not fit its document.
    #[error("broken finding in document `{document}`: {what}")]
    Finding {
        /// Where it was made.
        document: String,
        /// What does not fit.
        what: String,
    },
    /// A graph file that cannot be read.
    #[error("{fault} at {place}")]
    File {
        /// What is wrong.
        fault: Fault,
        /// Where.
        place: Place,
    },
}

/// What is wrong in a graph file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// It stops in the middle.
    #[error("the file ends too early")]
    Truncated,
    /// It is not JSON; the parser's message.
    #[error("not JSON: {0}")]
    Syntax(String),
    /// Some byte is not UTF-8.
    #[error("not UTF-8")]
    Encoding,
    /// A field is missing, unknown, given twice, or of the wrong type; the parser's message.
    #[error("{0}")]
    Field(String),
    /// It says that it is something else; what it says.
    #[error("format `{0}` is not `{FORMAT}`")]
    Format(String),
    /// A kind that the ontology lacks.
    #[error("no relation kind `{0}` in the ontology")]
    Kind(String),
    /// An id that nothing in the file bears; what sort of thing, and the id.
    #[error("no {0} `{1}` in this file")]
    Reference(&'static str, String),
    /// An id, or a relation, that is there already.
    #[error("{0} `{1}` is there twice")]
    Duplicate(&'static str, String),
    /// Offsets in code points, where bytes are needed.
    #[error("the offsets count code points, not bytes")]
    Offsets,
    /// A value out of its range.
    #[error("{0}")]
    Value(String),
}

impl GraphError {
    /// Says what to try.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            GraphError::Conflict { .. } => Some("give one of the two documents another id, or leave one out"),
            GraphError::UnknownKind { .. } => Some("use the ontology with which the relation was found"),
            GraphError::Finding { .. } => None,
            GraphError::File { fault, .. } => fault.hint(),
        }
    }
}

impl Fault {
    fn hint(&self) -> Option<&'static str> {
        match self {
            Fault::Truncated => Some("the file was not written to its end: make it again"),
            Fault::Syntax(_) | Fault::Encoding => {
                Some("is this a graph file, as `demarche extract -o graph.json` writes it?")
            }
            Fault::Field(_) => Some("docs/graph.schema.json describes every field"),
            Fault::Format(found) if found.starts_with("demarche/") => {
                Some("a newer demarche wrote this file: update demarche")
            }
            Fault::Format(_) => Some("make a graph file with `demarche extract -o graph.json`"),
            Fault::Kind(_) => Some("use the ontology with which the file was made"),
            Fault::Reference(..) | Fault::Duplicate(..) => {
                Some("was the file edited by hand, or joined from two files? `demarche merge` joins graphs")
            }
            Fault::Offsets => Some("write the file with `--offsets bytes`"),
            Fault::Value(_) => None,
        }
    }
}
