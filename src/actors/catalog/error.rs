/// Why a catalog could not be read. Every message names the table; [`CatalogError::hint`] says what to try.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogError {
    /// The first line after the comments is not the table's header.
    #[error("{file}: the header must be `{expected}`, found `{found}`")]
    Header {
        /// Table.
        file: String,
        /// The columns it should have, split by blanks.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// A row with too few or too many cells.
    #[error("{file}:{line}: {found} cells, but the table has {expected} columns")]
    Cells {
        /// Table.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Number of columns.
        expected: usize,
        /// Number of cells.
        found: usize,
    },
    /// A cell that cannot be read.
    #[error("{file}:{line}: `{value}` is no {what}")]
    Value {
        /// Table.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What was expected: "kind of state", "year".
        what: &'static str,
        /// The offender.
        value: String,
    },
    /// A row that speaks of an actor which no table has.
    #[error("{file}:{line}: no actor `{id}`")]
    UnknownActor {
        /// Table.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The id.
        id: String,
    },
    /// A compiled table that is damaged or of another version.
    #[error("{file}: {place}: {what}")]
    Asset {
        /// File.
        file: String,
        /// Section of the file, or the byte at which the fault shows.
        place: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Two rows with one id.
    #[error("{file}:{line}: `{id}` is there already")]
    Duplicate {
        /// Table.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The id.
        id: String,
    },
    /// A row of a user's file that cannot be used.
    #[error("{0}")]
    User(Box<super::Fault>),
}

impl CatalogError {
    /// Says what to try.
    pub fn hint(&self) -> &str {
        match self {
            CatalogError::Header { .. } => "cells are split by one tab; comment lines start with `#`",
            CatalogError::Cells { .. } => "an empty cell still needs its tab",
            CatalogError::Value { .. } => "the head of the table lists what may stand in each column",
            CatalogError::UnknownActor { .. } => "add its row first, or correct the id",
            CatalogError::Asset { .. } => "compile it again: `cargo test --lib compile_the_tables -- --ignored`",
            CatalogError::User(fault) => &fault.hint,
            CatalogError::Duplicate { .. } => "join the two rows, or give one of them another id",
        }
    }
}
