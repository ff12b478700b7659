use thiserror::Error;

use crate::actors::CatalogError;
use crate::formats::FormatError;
use crate::graph::GraphError;
use crate::nlp::ModelError;
use crate::relations::TableError;
use crate::text::TextError;

/// Whatever can go wrong in this library, for those who do not care to tell.
///
/// ```
/// use demarche::{ActorGraph, relations::Ontology, text::read_bytes};
/// fn read(bytes: &[u8]) -> Result<usize, demarche::Error> {
///     let (document, _) = read_bytes("graph.json", bytes)?;
///     Ok(ActorGraph::from_json(document.text, Ontology::builtin())?.relation_count())
/// }
/// let error = read(b"{\"format\": \"demarche/9\"}").unwrap_err();
/// assert_eq!(error.to_string(), "format `demarche/9` is not `demarche/1` at line 1, column 12 (`format`)");
/// assert_eq!(error.hint(), Some("a newer demarche wrote this file: update demarche"));
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A document could not be read.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The model of the language could not be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The catalog of actors could not be read.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// A table of the lexicon could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A graph could not be read or put together.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// An interchange file could not be read or written.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// A picture could not be made.
    #[cfg(feature = "render")]
    #[error(transparent)]
    Render(#[from] crate::render::RenderError),
}

impl Error {
    /// Says what to try, where there is something.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Error::Text(error) => error.hint(),
            Error::Model(error) => Some(error.hint()),
            Error::Catalog(error) => Some(error.hint()),
            Error::Table(error) => Some(error.hint()),
            Error::Graph(error) => error.hint(),
            Error::Format(error) => error.hint(),
            #[cfg(feature = "render")]
            Error::Render(error) => Some(error.hint()),
        }
    }
}
