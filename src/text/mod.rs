//! Documents and places in them.
//!
//! Reads: the bytes users have. Gives: [`Document`]s, and [`Span`]s into their unchanged text.
//! Does not: interpret a word of it.

mod document;
mod paragraph;
mod span;

pub use document::Document;
pub use paragraph::paragraphs;
pub use span::Span;
