//! Finds nodes by the value of a key.
//!
//! How: a table from hashes of values to nodes, made when a key is first asked for, and added to when a node gets a value.
//! What a node loses stays in the table; each answer is checked against the node. A table in which that outgrows the rest
//! is dropped, to be made again when asked for.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::super::value::{Group, Value, equals};
use super::{Graph, KeyId, LabelId, NodeId};

/// Nodes by the hash of a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    nodes: HashMap<u64, Nodes, FixedState>,
    entries: usize,
}

#[derive(Debug, Clone)]
enum Nodes {
    One(NodeId),
    Many(Vec<NodeId>),
}

/// Equal numbers hash alike, whether whole or not.
fn hash(value: &Value) -> u64 {
    match value {
        Value::String(text) => FixedState::default().hash_one(&**text),
        _ => FixedState::default().hash_one(Group::new(value.clone())),
    }
}

impl Index {
    pub(super) fn add(&mut self, value: &Value, node: NodeId) {
        self.entries += 1;
        self.nodes
            .entry(hash(value))
            .and_modify(|nodes| match nodes {
                Nodes::One(first) => *nodes = Nodes::Many(vec![*first, node]),
                Nodes::Many(nodes) => nodes.push(node),
            })
            .or_insert(Nodes::One(node));
    }

    /// Nodes that may have a value, in no order, some of them twice.
    fn candidates(&self, value: &Value) -> &[NodeId] {
        match self.nodes.get(&hash(value)) {
            None => &[],
            Some(Nodes::One(node)) => std::slice::from_ref(node),
            Some(Nodes::Many(nodes)) => nodes,
        }
    }

    /// Says whether most entries are out of date, where so many nodes have a value.
    pub(super) fn is_overgrown(&self, values: usize) -> bool {
        self.entries > 2 * values + 1024
    }
}

impl Graph {
    fn index(&self, key: KeyId) -> Option<&Index> {
        let make = || {
            let mut index = Index::default();
            for node in self.nodes() {
                let value = self.node_value(node, key);
                if !value.is_null() {
                    index.add(&value, node);
                }
            }
            index
        };
        Some(self.indexes.get(key.0 as usize)?.get_or_init(make))
    }

    /// The nodes, ascending, whose property equals a value, and that have a label if one is given.
    ///
    /// As `=` in a query has it: `1` finds `1.0` too, and nothing equals null. Cost: that of the answer without the label;
    /// the first call for a key goes through all nodes.
    ///
    /// ```
    /// use demarche::query::{Graph, Value};
    /// let mut graph = Graph::default();
    /// let (state, size) = (graph.intern_label("State"), graph.intern_key("size"));
    /// let [a, b] = [graph.add_node(&[state]), graph.add_node(&[])];
    /// graph.set_node_value(a, size, Value::from(3));
    /// graph.set_node_value(b, size, Value::from(3.0));
    /// assert_eq!(graph.find_nodes(None, size, &Value::from(3)), [a, b]);
    /// assert_eq!(graph.find_nodes(Some(state), size, &Value::from(3)), [a]);
    /// assert_eq!(graph.find_nodes(None, size, &Value::Null), []);
    /// ```
    pub fn find_nodes(&self, label: Option<LabelId>, key: KeyId, value: &Value) -> Vec<NodeId> {
        let Some(index) = self.index(key).filter(|_| !value.is_null()) else { return Vec::new() };
        let has = |node: NodeId| match value {
            Value::String(text) => self.node_text(node, key).is_some_and(|found| found == text),
            _ => equals(&self.node_value(node, key), value) == Some(true),
        };
        let fits = |node: &NodeId| label.is_none_or(|label| self.has_label(*node, label)) && has(*node);
        let mut found: Vec<NodeId> = index.candidates(value).iter().copied().filter(fits).collect();
        if !found.is_sorted_by(|a, b| a < b) {
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    /// How many nodes [`find_nodes`](Self::find_nodes) is expected to find for a value that occurs. Cost: as for that.
    pub fn index_estimate(&self, key: KeyId) -> f64 {
        let values = self.node_columns.count(key);
        match self.index(key) {
            Some(index) if values > 0 => values as f64 / index.nodes.len().clamp(1, values) as f64,
            _ => 0.0,
        }
    }
}
