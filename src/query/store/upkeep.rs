//! Making the lists beside petgraph anew: after many relations were put in at once, and to give memory back.
//!
//! How: a stable sort by counting, once for each part of the order (other end, type, node).

use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::{EdgeIndexable as _, NodeIndexable as _};

use super::read::node_index;
use super::sorted::Sorted;
use super::steps::Steps;
use super::{Ends, Gone, Graph, LabelId, NodeId, NodeRecord, RelationId, RelationRecord, Step, TypeId};

impl Graph {
    /// Gives back memory that was set aside for more: to be called after a graph was built. Cost: linear.
    ///
    /// ```
    /// let mut graph = demarche::query::Graph::default();
    /// let kind = graph.intern_kind("MEETS");
    /// let [a, b] = [(); 2].map(|()| graph.add_node(&[]));
    /// let meeting = graph.add_relation(a, kind, b);
    /// graph.shrink();
    /// assert_eq!(graph.outgoing(a)[0].relation, meeting);
    /// ```
    pub fn shrink(&mut self) {
        self.sort_steps();
        for number in 0..self.labeled.len() {
            let mut list = std::mem::take(&mut self.labeled[number]);
            list.put_right(|node| self.has_label(node, LabelId(number as u32)));
            list.shrink();
            self.labeled[number] = list;
        }
        self.node_columns.shrink();
        self.relation_columns.shrink();
        self.graph.shrink_to_fit();
    }

    /// Takes what was deleted out of petgraph, and gives memory back. Cost: linear.
    ///
    /// What is there keeps its id. Ids of what was deleted may be given again: nothing may hold one any more.
    ///
    /// ```
    /// let mut graph = demarche::query::Graph::default();
    /// let [a, b] = [(); 2].map(|()| graph.add_node(&[]));
    /// graph.delete_node(a);
    /// assert_ne!(graph.add_node(&[]), a);
    /// graph.compact();
    /// assert_eq!(graph.add_node(&[]), a);
    /// assert!(graph.node_exists(b));
    /// ```
    pub fn compact(&mut self) {
        self.shrink();
        self.graph = self.without_deleted();
        self.gone = Gone::default();
        self.renumber_label_sets();
    }

    /// Copies what is there to a new graph, every index the same. Taking what is deleted out of this one would walk through
    /// the relations of its ends each time.
    fn without_deleted(&self) -> StableDiGraph<NodeRecord, RelationRecord> {
        let (nodes, edges) = (self.graph.node_bound(), self.graph.edge_bound());
        let mut copy = StableDiGraph::with_capacity(nodes + 1, edges);
        for at in 0..nodes {
            copy.add_node(self.graph.node_weight(NodeIndex::new(at)).copied().unwrap_or_default());
        }
        // What keeps the places of deleted relations until all have theirs.
        let keeper = copy.add_node(NodeRecord::default());
        for at in 0..edges {
            let index = EdgeIndex::new(at);
            match (self.graph.edge_weight(index), self.graph.edge_endpoints(index)) {
                (Some(record), Some((from, to))) if !record.is_deleted() => copy.add_edge(from, to, *record),
                _ => copy.add_edge(keeper, keeper, RelationRecord::default()),
            };
        }
        for at in (0..edges).rev().filter(|at| !self.relation_exists(RelationId(*at as u32))) {
            copy.remove_edge(EdgeIndex::new(at));
        }
        copy.remove_node(keeper);
        for at in (0..nodes).rev().filter(|at| !self.node_exists(NodeId(*at as u32))) {
            copy.remove_node(NodeIndex::new(at));
        }
        copy
    }

    /// Forgets sets of labels that no node has any more.
    fn renumber_label_sets(&mut self) {
        let old = std::mem::take(&mut self.label_sets);
        for record in self.graph.node_weights_mut() {
            *record = NodeRecord::new(self.label_sets.intern(old.get(record.label_set()).to_vec()));
        }
    }

    /// Makes the steps and the lists of relations by type anew.
    pub(super) fn sort_steps(&mut self) {
        let mut relations = Vec::with_capacity(self.relation_count());
        relations.extend(self.relations());
        let (nodes, kinds) = (self.graph.node_bound(), self.kinds.len());
        let source = |relation: RelationId| self.source(relation);
        let target = |relation: RelationId| self.target(relation);
        let kind = |relation: RelationId| self.kind_of(relation).0 as usize;

        let (by_kind, starts) = order(&relations, kinds, kind);
        let ends =
            |relation: &RelationId| Ends { relation: *relation, source: source(*relation), target: target(*relation) };
        let list = |pair: &[u32]| by_kind[pair[0] as usize..pair[1] as usize].iter().map(ends).collect();
        let lists: Vec<Sorted<Ends>> = starts.windows(2).map(|pair| Sorted::new(list(pair))).collect();
        drop(by_kind);

        let make = |node: &dyn Fn(RelationId) -> NodeId, other: &dyn Fn(RelationId) -> NodeId| {
            let (by_other, _) = order(&relations, nodes, |relation| other(relation).0 as usize);
            let (by_kind, _) = order(&by_other, kinds, kind);
            drop(by_other);
            let (by_node, starts) = order(&by_kind, nodes, |relation| node(relation).0 as usize);
            drop(by_kind);
            let step = |relation: RelationId| Step { kind: self.kind_of(relation), node: other(relation), relation };
            Steps::new(by_node.into_iter().map(step).collect(), &starts)
        };
        let outgoing = make(&source, &target);
        let incoming = make(&target, &source);
        (self.of_kind, self.outgoing, self.incoming) = (lists, outgoing, incoming);
        self.ends.take();
    }

    /// Adds a relation that steps and lists do not know of before [`sort_steps`](Self::sort_steps); says whether both
    /// ends are there.
    pub(super) fn load_relation(&mut self, source: NodeId, kind: TypeId, target: NodeId) -> bool {
        let record = RelationRecord::new(kind);
        self.graph.try_add_edge(node_index(source), node_index(target), record).is_ok()
    }
}

/// Puts relations in the order of a number below `numbers`; those of one number stay in order. Gives them and where each
/// number starts, and at last where all end.
fn order(
    relations: &[RelationId],
    numbers: usize,
    number: impl Fn(RelationId) -> usize,
) -> (Vec<RelationId>, Vec<u32>) {
    let mut starts = vec![0_u32; numbers + 1];
    for relation in relations {
        starts[number(*relation) + 1] += 1;
    }
    for at in 0..numbers {
        starts[at + 1] += starts[at];
    }
    let mut next = starts.clone();
    let mut ordered = vec![RelationId(0); relations.len()];
    for relation in relations {
        let place = &mut next[number(*relation)];
        ordered[*place as usize] = *relation;
        *place += 1;
    }
    (ordered, starts)
}
