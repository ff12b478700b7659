//! Who does what to whom over many documents: a multigraph of actors on petgraph, one edge per reported relation.
//!
//! Reads: what was found in single documents ([`Extraction`](crate::relations::Extraction)), and graph files.
//! Gives: [`ActorGraph`], its edges with their evidence, and the JSON graph file.
//! Does not: find actors or relations, decide that two actors are one, answer queries, draw.
//!
//! Adding and merging obey three laws, over fixed actor ids: the order of the documents does not matter, nor how they
//! were split into graphs, nor whether some came twice. So a collection can be read in parts on many machines.

mod actor_graph;
mod edge;
mod error;
mod file;
mod findings;
mod join;
mod merge;
mod read;
mod record;

pub use crate::text::Place;
pub use actor_graph::{ActorGraph, EdgeRef};
pub use edge::{DatedBy, Edge, RelationId, Telling};
pub use error::{Fault, GraphError};
pub use file::FORMAT;
pub use findings::{Finding, Findings};
pub use record::{ContentHash, DocumentRecord};
