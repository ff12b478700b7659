//! Files that others read and write: one small file per format.
//!
//! Reads: analyses, extractions and graphs. Gives: their interchange forms, and graphs and findings out of them.
//! Does not: write the graph file itself ([`ActorGraph::write_json`](crate::ActorGraph::write_json)), draw, open files.

mod conllu;
mod error;
mod jsonl;
mod open;
mod parsed;
mod rows;

pub use conllu::write_conllu;
pub use error::FormatError;
pub use jsonl::{FindingsLines, read_findings, write_extraction};
pub use open::{Opened, open};
pub use parsed::write_parsed;
pub use rows::{RowFormat, write_rows};
