//! A property graph that queries run on: nodes and relations in petgraph, properties in columns, indexes beside them.
//!
//! Reads: changes one by one, or two CSV files (`csv`). Gives: reads that take constant time, or a binary search among the
//! neighbors of a node.
//! How: petgraph holds who is there and the two ends of a relation; `steps` holds the neighbors of a node, sorted;
//! `columns` holds the properties, one column of one type for each key; `sorted` lists nodes by label and relations by
//! type; `index` finds nodes by a value, built when first asked for. Every change keeps all of them right; none rebuilds
//! anything as large as the graph. Ids are petgraph's indices. They are not given twice: what is deleted stays in petgraph,
//! marked, until [`Graph::compact`], so that a running query may hold what it deleted.
//! Does not: check types of values, or whether a node that is deleted has relations; the executor does.

use std::sync::OnceLock;

use petgraph::stable_graph::StableDiGraph;

mod columns;
mod csv;
mod dictionary;
mod index;
mod read;
mod records;
mod slots;
mod sorted;
mod statistics;
mod steps;
mod upkeep;
mod vocabulary;
mod write;

#[cfg(test)]
mod tests;

use columns::Columns;
use index::Index;
use records::LabelSets;
use sorted::Sorted;
use steps::Steps;
use vocabulary::Vocabulary;

pub use csv::{CsvError, CsvOptions};
pub use records::{NodeRecord, RelationRecord};

/// A node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);
/// A relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub u32);
/// A property key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub u32);
/// A label of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelId(pub u32);
/// A type of relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// One step from a node: over which relation of which type to which node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The relation's type.
    pub kind: TypeId,
    /// The node at its other end.
    pub node: NodeId,
    /// The relation.
    pub relation: RelationId,
}

/// A relation with its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ends {
    /// The relation.
    pub relation: RelationId,
    /// Where it begins.
    pub source: NodeId,
    /// Where it ends.
    pub target: NodeId,
}

/// A property graph: nodes with labels, relations with a type, both with properties.
///
/// An id that was never given out is no error: nothing is read from it, and changes of it do nothing.
///
/// ```
/// use demarche::query::{Graph, Value};
/// let mut graph = Graph::default();
/// let (label, kind, key) = (graph.intern_label("State"), graph.intern_kind("THREATENS"), graph.intern_key("name"));
/// let (iran, oman) = (graph.add_node(&[label]), graph.add_node(&[label]));
/// graph.set_node_value(iran, key, Value::from("Iran"));
/// let threat = graph.add_relation(iran, kind, oman);
/// assert_eq!(graph.outgoing_of(iran, kind)[0].node, oman);
/// assert_eq!(graph.find_nodes(Some(label), key, &Value::from("Iran")), [iran]);
/// graph.delete_relation(threat);
/// assert!(graph.outgoing(iran).is_empty() && !graph.relation_exists(threat));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Graph {
    graph: StableDiGraph<NodeRecord, RelationRecord>,
    labels: Vocabulary,
    kinds: Vocabulary,
    keys: Vocabulary,
    label_sets: LabelSets,
    /// By label.
    labeled: Vec<Sorted<NodeId>>,
    /// By type.
    of_kind: Vec<Sorted<Ends>>,
    outgoing: Steps,
    incoming: Steps,
    node_columns: Columns,
    relation_columns: Columns,
    /// By key; made when first asked for.
    indexes: Vec<OnceLock<Index>>,
    /// How many nodes relations of each type come from and go to; made when first asked for.
    ends: OnceLock<Vec<[usize; 2]>>,
    /// How many nodes and relations are marked as deleted.
    gone: Gone,
}

/// How much is deleted, but still in petgraph.
#[derive(Debug, Clone, Copy, Default)]
struct Gone {
    nodes: usize,
    relations: usize,
}
