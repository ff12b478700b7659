use std::io;

use thiserror::Error;

use crate::graph::GraphError;

/// What can go wrong while an interchange file is read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FormatError {
    /// The content is broken, or does not fit.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The file could not be read on.
    #[error("cannot read line {line}: {source}")]
    Read {
        /// The line, from 1.
        line: usize,
        /// What the system says.
        source: io::Error,
    },
    /// The file could not be written.
    #[error("cannot write: {0}")]
    Write(#[source] io::Error),
}

impl FormatError {
    /// Says what to try.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            FormatError::Graph(error) => error.hint(),
            FormatError::Read { .. } | FormatError::Write(_) => None,
        }
    }
}
