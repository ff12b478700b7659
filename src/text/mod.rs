//! Documents and places in them.
//!
//! Reads: the bytes users have. Gives: [`Document`]s, and [`Span`]s into their unchanged text.
//! Does not: interpret a word of it.

mod decode;
mod document;
mod line;
mod paragraph;
mod span;

pub use decode::{Decoded, NotText, decode};
pub use document::Document;
pub use line::{DocumentLine, LineError, OffsetUnit};
pub use paragraph::paragraphs;
pub use span::Span;
