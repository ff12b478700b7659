//! Who did what to whom: kinds, triggers, frames, status.

mod extraction;
mod ontology;
mod relation;

pub use extraction::Extraction;
pub use ontology::{Kind, KindRecord, Ontology, QuadClass};
pub use relation::{Evidence, Precision, Relation, Status, When};
