//! Reading a property graph.

use std::sync::Arc;

use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::{EdgeRef as _, IntoEdgeReferences as _, IntoNodeReferences as _};

use super::super::value::{Value, View};
use super::sorted::Sorted;
use super::steps::{of_kind, with_end};
use super::{Ends, Graph, KeyId, LabelId, NodeId, NodeRecord, RelationId, RelationRecord, Step, TypeId};

/// petgraph's name of a node.
pub(super) fn node_index(node: NodeId) -> NodeIndex {
    NodeIndex::new(node.0 as usize)
}

/// petgraph's name of a relation.
pub(super) fn edge_index(relation: RelationId) -> EdgeIndex {
    EdgeIndex::new(relation.0 as usize)
}

impl Graph {
    /// The graph in petgraph, for its algorithms. Ids are its indices; what was deleted since the last
    /// [`compact`](Self::compact) is still in it, with a weight that says so.
    ///
    /// ```
    /// let mut graph = demarche::query::Graph::default();
    /// let kind = graph.intern_kind("MEETS");
    /// let [a, b] = [(); 2].map(|()| graph.add_node(&[]));
    /// graph.add_relation(a, kind, b);
    /// assert!(!petgraph::algo::is_cyclic_directed(graph.petgraph()));
    /// ```
    pub fn petgraph(&self) -> &StableDiGraph<NodeRecord, RelationRecord> {
        &self.graph
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.graph.node_count() - self.gone.nodes
    }

    /// How many relations there are.
    pub fn relation_count(&self) -> usize {
        self.graph.edge_count() - self.gone.relations
    }

    /// All nodes, ascending.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        let there = self.graph.node_references().filter(|(_, record)| !record.is_deleted());
        there.map(|(index, _)| NodeId(index.index() as u32))
    }

    /// All relations, ascending.
    pub fn relations(&self) -> impl Iterator<Item = RelationId> + '_ {
        let there = self.graph.edge_references().filter(|edge| !edge.weight().is_deleted());
        there.map(|edge| RelationId(edge.id().index() as u32))
    }

    /// Says whether a node is there.
    #[inline]
    pub fn node_exists(&self, node: NodeId) -> bool {
        self.graph.node_weight(node_index(node)).is_some_and(|record| !record.is_deleted())
    }

    /// Says whether a relation is there.
    #[inline]
    pub fn relation_exists(&self, relation: RelationId) -> bool {
        self.graph.edge_weight(edge_index(relation)).is_some_and(|record| !record.is_deleted())
    }

    /// The nodes that have a label, ascending. Cost: constant; after labels were taken away, linear once.
    pub fn nodes_with_label(&self, label: LabelId) -> &[NodeId] {
        let list = self.labeled.get(label.0 as usize);
        list.map_or(&[], |list| list.read(|node| self.has_label(node, label)))
    }

    /// How many nodes have a label.
    pub fn label_count(&self, label: LabelId) -> usize {
        self.labeled.get(label.0 as usize).map_or(0, Sorted::len)
    }

    /// The relations of a type with their ends, ascending. Cost: constant; after some were deleted, linear once.
    pub fn relations_of_kind(&self, kind: TypeId) -> &[Ends] {
        let list = self.of_kind.get(kind.0 as usize);
        list.map_or(&[], |list| list.read(|ends| self.relation_exists(ends.relation)))
    }

    /// How many relations are of a type.
    pub fn kind_count(&self, kind: TypeId) -> usize {
        self.of_kind.get(kind.0 as usize).map_or(0, Sorted::len)
    }

    /// The labels of a node, by number; none of one that was deleted.
    #[inline]
    pub fn labels(&self, node: NodeId) -> &[LabelId] {
        match self.graph.node_weight(node_index(node)) {
            Some(record) if !record.is_deleted() => self.label_sets.get(record.label_set()),
            _ => &[],
        }
    }

    /// Says whether a node has a label. Cost: linear in the labels of the node.
    #[inline]
    pub fn has_label(&self, node: NodeId, label: LabelId) -> bool {
        self.labels(node).contains(&label)
    }

    /// The type of a relation, also of one that was deleted; `u32::MAX` for an id that no relation has.
    #[inline]
    pub fn kind_of(&self, relation: RelationId) -> TypeId {
        self.graph.edge_weight(edge_index(relation)).map_or(TypeId(u32::MAX), |record| record.kind())
    }

    /// Where a relation begins, also one that was deleted; `u32::MAX` for an id that no relation has.
    #[inline]
    pub fn source(&self, relation: RelationId) -> NodeId {
        self.ends_of(relation)[0]
    }

    /// Where a relation ends, also one that was deleted; `u32::MAX` for an id that no relation has.
    #[inline]
    pub fn target(&self, relation: RelationId) -> NodeId {
        self.ends_of(relation)[1]
    }

    #[inline]
    fn ends_of(&self, relation: RelationId) -> [NodeId; 2] {
        let ends = self.graph.edge_endpoints(edge_index(relation));
        ends.map_or([NodeId(u32::MAX); 2], |(from, to)| [from, to].map(|node| NodeId(node.index() as u32)))
    }

    /// A property of a node; null where it has none, or was deleted. Cost: constant, a few nanoseconds.
    #[inline]
    pub fn node_value(&self, node: NodeId, key: KeyId) -> Value {
        self.node_columns.get(key, node.0)
    }

    /// A property of a relation; null where it has none, or was deleted. Cost: constant, a few nanoseconds.
    #[inline]
    pub fn relation_value(&self, relation: RelationId, key: KeyId) -> Value {
        self.relation_columns.get(key, relation.0)
    }

    /// A property of a node, seen where it lies; null where it has none. Cost: constant.
    #[inline]
    pub(crate) fn node_view(&self, node: NodeId, key: KeyId) -> View<'_> {
        self.node_columns.view(key, node.0)
    }

    /// A property of a relation, seen where it lies; null where it has none. Cost: constant.
    #[inline]
    pub(crate) fn relation_view(&self, relation: RelationId, key: KeyId) -> View<'_> {
        self.relation_columns.view(key, relation.0)
    }

    /// A property of a node that is text, without taking a share in it. Cost: constant.
    #[inline]
    pub fn node_text(&self, node: NodeId, key: KeyId) -> Option<&Arc<str>> {
        self.node_columns.text(key, node.0)
    }

    /// A property of a relation that is text, without taking a share in it. Cost: constant.
    #[inline]
    pub fn relation_text(&self, relation: RelationId, key: KeyId) -> Option<&Arc<str>> {
        self.relation_columns.text(key, relation.0)
    }

    /// The properties of a node, by the names of their keys. Cost: linear in the keys of the graph.
    ///
    /// ```
    /// use demarche::query::{Graph, Value};
    /// let mut graph = Graph::default();
    /// let node = graph.add_node(&[]);
    /// for key in ["name", "id"] {
    ///     let key = graph.intern_key(key);
    ///     graph.set_node_value(node, key, Value::from(1));
    /// }
    /// let names: Vec<_> = graph.node_properties(node).iter().map(|(key, _)| &**graph.key_name(*key)).collect();
    /// assert_eq!(names, ["id", "name"]);
    /// ```
    pub fn node_properties(&self, node: NodeId) -> Vec<(KeyId, Value)> {
        self.properties(|key| self.node_value(node, key))
    }

    /// The properties of a relation, by the names of their keys. Cost: linear in the keys of the graph.
    pub fn relation_properties(&self, relation: RelationId) -> Vec<(KeyId, Value)> {
        self.properties(|key| self.relation_value(relation, key))
    }

    fn properties(&self, value: impl Fn(KeyId) -> Value) -> Vec<(KeyId, Value)> {
        let all = self.keys.by_name().iter().map(|key| (KeyId(*key), value(KeyId(*key))));
        all.filter(|(_, value)| !value.is_null()).collect()
    }

    /// The relations out of a node, by type, other end and id. Cost: constant; after some of many were deleted, linear
    /// once.
    #[inline]
    pub fn outgoing(&self, node: NodeId) -> &[Step] {
        self.outgoing.of(node, |relation| self.relation_exists(relation))
    }

    /// The relations into a node, by type, other end and id. Cost: as for [`outgoing`](Self::outgoing).
    #[inline]
    pub fn incoming(&self, node: NodeId) -> &[Step] {
        self.incoming.of(node, |relation| self.relation_exists(relation))
    }

    /// The relations of a type out of a node. Cost: logarithmic.
    pub fn outgoing_of(&self, node: NodeId, kind: TypeId) -> &[Step] {
        of_kind(self.outgoing(node), kind)
    }

    /// The relations of a type into a node. Cost: logarithmic.
    pub fn incoming_of(&self, node: NodeId, kind: TypeId) -> &[Step] {
        of_kind(self.incoming(node), kind)
    }

    /// The relations of a type from one node to another. Cost: logarithmic.
    pub fn outgoing_to(&self, node: NodeId, kind: TypeId, to: NodeId) -> &[Step] {
        with_end(self.outgoing(node), kind, to)
    }

    /// The relations of a type into one node from another. Cost: logarithmic.
    pub fn incoming_from(&self, node: NodeId, kind: TypeId, from: NodeId) -> &[Step] {
        with_end(self.incoming(node), kind, from)
    }

    /// How many relations a node has; a loop counts twice. Cost: constant.
    pub fn degree(&self, node: NodeId) -> usize {
        self.outgoing.count(node) + self.incoming.count(node)
    }
}
