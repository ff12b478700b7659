//! Documents and places in them.
//!
//! Reads: the bytes users have. Gives: [`Document`]s, and [`Span`]s into their unchanged text.
//! Does not: interpret a word of it.

mod diagnostic;
mod document;
mod error;
pub(crate) mod json;
mod jsonl;
mod nearest;
mod offsets;
mod paragraph;
mod read;
mod span;

pub use diagnostic::{Diagnostic, DiagnosticKind};
pub use document::Document;
pub use error::{LineFault, TextError};
pub use json::Place;
pub use jsonl::{Input, JsonLines, read_jsonl};
pub(crate) use nearest::{nearest, nearest_few};
pub use offsets::{OffsetMap, Offsets};
pub use paragraph::paragraphs;
pub use read::read_bytes;
pub use span::Span;
