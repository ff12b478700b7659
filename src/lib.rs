//! Reads news and draws who threatens, criticizes, negotiates with whom.
#![warn(missing_docs)]
#![forbid(unsafe_code)]

pub mod actors;
#[cfg(feature = "cli")]
pub mod cli;
mod demarche;
mod error;
pub mod formats;
pub mod graph;
pub mod nlp;
pub mod query;
pub mod relations;
#[cfg(feature = "render")]
pub mod render;
pub mod text;

pub use actors::{Actor, ActorKind};
pub use demarche::Demarche;
pub use error::Error;
pub use graph::ActorGraph;
pub use text::{Document, Span};
