//! Changing a property graph.
//!
//! How: a change is written where it belongs (petgraph, columns), then told to each list and index that it concerns. What
//! is deleted is marked in petgraph, not taken out of it.

use super::super::value::Value;
use super::read::{edge_index, node_index};
use super::sorted::Sorted;
use super::{Ends, Graph, KeyId, LabelId, NodeId, NodeRecord, RelationId, RelationRecord, Step, TypeId};

/// The list of a number, which is there from now on.
fn list<T>(lists: &mut Vec<Sorted<T>>, number: u32) -> &mut Sorted<T> {
    if lists.len() <= number as usize {
        lists.resize_with(number as usize + 1, Sorted::default);
    }
    &mut lists[number as usize]
}

impl Graph {
    /// Adds a node. Cost: linear in its labels.
    ///
    /// Labels that are not of this graph (`intern_label`) are left out.
    pub fn add_node(&mut self, labels: &[LabelId]) -> NodeId {
        let known = labels.iter().copied().filter(|label| (label.0 as usize) < self.labels.len());
        let set = self.label_sets.intern(known.collect());
        let Ok(index) = self.graph.try_add_node(NodeRecord::new(set)) else { return NodeId(u32::MAX) };
        let node = NodeId(index.index() as u32);
        for label in self.label_sets.get(set).to_vec() {
            self.list_label(node, label, Change::Add);
        }
        node
    }

    /// Adds a relation. Cost: that of moving the steps of both ends that stand behind the new one.
    ///
    /// Both ends must be there, and the type be of this graph (`intern_kind`); else nothing is added, and the id that is
    /// given is one that no relation has.
    ///
    /// ```
    /// use demarche::query::{Graph, NodeId};
    /// let mut graph = Graph::default();
    /// let (node, kind) = (graph.add_node(&[]), graph.intern_kind("KNOWS"));
    /// let itself = graph.add_relation(node, kind, node);
    /// assert_eq!((graph.source(itself), graph.degree(node)), (node, 2));
    /// let none = graph.add_relation(node, kind, NodeId(7));
    /// assert!(!graph.relation_exists(none));
    /// ```
    pub fn add_relation(&mut self, source: NodeId, kind: TypeId, target: NodeId) -> RelationId {
        let nowhere = RelationId(u32::MAX);
        if !self.node_exists(source) || !self.node_exists(target) || kind.0 as usize >= self.kinds.len() {
            return nowhere;
        }
        let made = self.graph.try_add_edge(node_index(source), node_index(target), RelationRecord::new(kind));
        let Ok(index) = made else { return nowhere };
        let relation = RelationId(index.index() as u32);
        let graph = &self.graph;
        let there = |relation| graph.edge_weight(edge_index(relation)).is_some_and(|record| !record.is_deleted());
        self.outgoing.insert(source, Step { kind, node: target, relation }, there);
        self.incoming.insert(target, Step { kind, node: source, relation }, there);
        list(&mut self.of_kind, kind.0).push(Ends { relation, source, target }, |ends| there(ends.relation));
        self.ends.take();
        relation
    }

    /// Gives a node a property; null takes it away. Cost: constant, amortized.
    ///
    /// The key must be one of this graph (`intern_key`). Does nothing to a node that is not there.
    pub fn set_node_value(&mut self, node: NodeId, key: KeyId, value: Value) {
        if !self.node_exists(node) || key.0 as usize >= self.keys.len() {
            return;
        }
        if let Some(index) = self.indexes[key.0 as usize].get_mut()
            && !value.is_null()
        {
            index.add(&value, node);
        }
        self.node_columns.set(key, node.0, value);
        self.limit_index(key);
    }

    /// Gives a relation a property; null takes it away. Cost: constant, amortized.
    ///
    /// The key must be one of this graph (`intern_key`). Does nothing to a relation that is not there.
    pub fn set_relation_value(&mut self, relation: RelationId, key: KeyId, value: Value) {
        if self.relation_exists(relation) && (key.0 as usize) < self.keys.len() {
            self.relation_columns.set(key, relation.0, value);
        }
    }

    /// Takes all properties of a node away. Cost: linear in the keys of the graph.
    pub fn clear_node_properties(&mut self, node: NodeId) {
        let mut cleared = Vec::new();
        self.node_columns.clear(node.0, |key| cleared.push(key));
        cleared.into_iter().for_each(|key| self.limit_index(key));
    }

    /// Takes all properties of a relation away. Cost: linear in the keys of the graph.
    pub fn clear_relation_properties(&mut self, relation: RelationId) {
        self.relation_columns.clear(relation.0, |_| ());
    }

    fn limit_index(&mut self, key: KeyId) {
        let values = self.node_columns.count(key);
        if let Some(slot) = self.indexes.get_mut(key.0 as usize)
            && slot.get().is_some_and(|index| index.is_overgrown(values))
        {
            slot.take();
        }
    }

    /// Gives a node a label; says whether it did not have it. Cost: linear in its labels.
    pub fn add_label(&mut self, node: NodeId, label: LabelId) -> bool {
        if !self.node_exists(node) || self.has_label(node, label) || label.0 as usize >= self.labels.len() {
            return false;
        }
        let labels = self.labels(node).iter().copied().chain([label]).collect();
        self.set_labels(node, labels);
        self.list_label(node, label, Change::Add);
        true
    }

    /// Takes a label from a node; says whether it had it. Cost: linear in its labels.
    pub fn remove_label(&mut self, node: NodeId, label: LabelId) -> bool {
        if !self.has_label(node, label) {
            return false;
        }
        let labels = self.labels(node).iter().copied().filter(|other| *other != label).collect();
        self.set_labels(node, labels);
        self.list_label(node, label, Change::Remove);
        true
    }

    fn set_labels(&mut self, node: NodeId, labels: Vec<LabelId>) {
        let set = self.label_sets.intern(labels);
        if let Some(record) = self.graph.node_weight_mut(node_index(node)) {
            *record = NodeRecord::new(set);
        }
    }

    /// Tells the list of a label of a change; that is in petgraph already.
    fn list_label(&mut self, node: NodeId, label: LabelId, change: Change) {
        let (graph, sets) = (&self.graph, &self.label_sets);
        let has = |node| {
            let record = graph.node_weight(node_index(node)).filter(|record| !record.is_deleted());
            record.is_some_and(|record| sets.get(record.label_set()).contains(&label))
        };
        match change {
            Change::Add => list(&mut self.labeled, label.0).push(node, has),
            Change::Remove => list(&mut self.labeled, label.0).remove(node, has),
        }
    }

    /// Deletes a node and its properties. Cost: linear in the keys of the graph. Does nothing to a node that is not there.
    ///
    /// Its relations must be deleted before; [`degree`](Self::degree) tells whether it has some.
    pub fn delete_node(&mut self, node: NodeId) {
        if !self.node_exists(node) {
            return;
        }
        self.clear_node_properties(node);
        let labels = self.labels(node).to_vec();
        if let Some(record) = self.graph.node_weight_mut(node_index(node)) {
            record.delete();
        }
        self.gone.nodes += 1;
        labels.into_iter().for_each(|label| self.list_label(node, label, Change::Remove));
    }

    /// Deletes a relation and its properties. Cost: linear in the keys of the graph. Its type and ends can still be read.
    /// Does nothing to a relation that is not there.
    pub fn delete_relation(&mut self, relation: RelationId) {
        if !self.relation_exists(relation) {
            return;
        }
        let (source, target, kind) = (self.source(relation), self.target(relation), self.kind_of(relation));
        self.clear_relation_properties(relation);
        if let Some(record) = self.graph.edge_weight_mut(edge_index(relation)) {
            record.delete();
        }
        self.gone.relations += 1;
        let graph = &self.graph;
        let there = |relation| graph.edge_weight(edge_index(relation)).is_some_and(|record| !record.is_deleted());
        self.outgoing.remove(source, Step { kind, node: target, relation }, there);
        self.incoming.remove(target, Step { kind, node: source, relation }, there);
        list(&mut self.of_kind, kind.0).remove(Ends { relation, source, target }, |ends| there(ends.relation));
        self.ends.take();
    }
}

/// A change of a list.
#[derive(Clone, Copy)]
enum Change {
    Add,
    Remove,
}
