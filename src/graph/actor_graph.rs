use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::{EdgeRef as _, IntoEdgeReferences as _};

use super::{DocumentRecord, Edge, RelationId};
use crate::actors::Actor;
use crate::relations::Ontology;

/// Actors, and between them one edge per relation that a document reports.
///
/// Everything it lists comes in a fixed order, so that the same documents give the same listing, whatever order they
/// were added in.
///
/// ```
/// use demarche::{Document, ActorGraph, relations::Ontology};
/// let graph = ActorGraph::new(Ontology::builtin());
/// assert_eq!((graph.actor_count(), graph.relation_count()), (0, 0));
/// assert!(graph.find_actors("Russia").is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct ActorGraph {
    pub(super) ontology: Ontology,
    pub(super) graph: StableDiGraph<Actor, Edge>,
    pub(super) documents: BTreeMap<Arc<str>, DocumentRecord>,
    pub(super) by_actor: BTreeMap<Arc<str>, NodeIndex>,
    pub(super) by_relation: HashMap<RelationId, EdgeIndex>,
    pub(super) by_ends: HashMap<(NodeIndex, NodeIndex), Vec<EdgeIndex>>,
}

/// A relation in its graph: the edge and both ends. Fields of the edge can be read directly: `relation.kind`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EdgeRef<'g> {
    /// Who acts. Of a relation without direction: who is named first where it is told first.
    pub source: &'g Actor,
    /// Who is acted on.
    pub target: &'g Actor,
    /// What is reported.
    pub edge: &'g Edge,
}

impl std::ops::Deref for EdgeRef<'_> {
    type Target = Edge;
    fn deref(&self) -> &Edge {
        self.edge
    }
}

impl ActorGraph {
    /// Makes an empty graph; its relations will be of this ontology's kinds.
    pub fn new(ontology: Ontology) -> Self {
        ActorGraph {
            ontology,
            graph: StableDiGraph::new(),
            documents: BTreeMap::new(),
            by_actor: BTreeMap::new(),
            by_relation: HashMap::new(),
            by_ends: HashMap::new(),
        }
    }

    /// The kinds its relations are of.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// The graph itself, for petgraph's own algorithms. Node and edge indices depend on the order in which documents were added.
    pub fn petgraph(&self) -> &StableDiGraph<Actor, Edge> {
        &self.graph
    }

    /// Says how many actors there are.
    pub fn actor_count(&self) -> usize {
        self.graph.node_count()
    }

    /// Says how many relations there are.
    pub fn relation_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// All documents, by id; also those in which nothing was found.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = &DocumentRecord> {
        self.documents.values()
    }

    /// Finds a document by its id.
    pub fn document(&self, id: &str) -> Option<&DocumentRecord> {
        self.documents.get(id)
    }

    /// All actors, by id; also those that take part in no relation.
    pub fn actors(&self) -> impl ExactSizeIterator<Item = &Actor> {
        self.by_actor.values().map(|&node| &self.graph[node])
    }

    /// Finds an actor by its id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.graph.node_weight(*self.by_actor.get(id)?)
    }

    /// Finds actors by id, name or alias, upper and lower case and runs of white space aside. The best hits only: those by
    /// id, else those by name, else those by alias; several where they share it, by id. Cost: linear in the actors.
    pub fn find_actors(&self, name: &str) -> Vec<&Actor> {
        let wanted = fold(name);
        let rank = |actor: &Actor| {
            let of_alias = || actor.aliases.iter().any(|alias| fold(alias) == wanted).then_some(2);
            [fold(&actor.id), fold(&actor.name)].iter().position(|text| *text == wanted).or_else(of_alias)
        };
        let hits: Vec<(usize, &Actor)> = self.actors().filter_map(|actor| Some((rank(actor)?, actor))).collect();
        let best = hits.iter().map(|&(rank, _)| rank).min();
        hits.into_iter().filter(|&(rank, _)| Some(rank) == best).map(|(_, actor)| actor).collect()
    }

    /// All relations: by document id, then in the order of the text. Cost: sorts them at each call.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = EdgeRef<'_>> {
        let edges = self.graph.edge_references().map(|edge| self.edge_ref(edge.source(), edge.target(), edge.weight()));
        in_order(edges.collect()).into_iter()
    }

    /// Finds a relation by its id.
    pub fn relation(&self, id: RelationId) -> Option<EdgeRef<'_>> {
        let edge = *self.by_relation.get(&id)?;
        let (source, target) = self.graph.edge_endpoints(edge)?;
        Some(self.edge_ref(source, target, self.graph.edge_weight(edge)?))
    }

    /// The relations from one actor to another (ids), in the order of [`relations`](Self::relations); those without
    /// direction in whichever order they are told. Empty where an id is unknown. Cost: that of its answer.
    pub fn relations_between(&self, source: &str, target: &str) -> Vec<EdgeRef<'_>> {
        let (Some(&from), Some(&to)) = (self.by_actor.get(source), self.by_actor.get(target)) else {
            return Vec::new();
        };
        let along = self.edges_along(from, to);
        let against = self.edges_along(to, from).filter(|relation| relation.kind.reciprocal && from != to);
        in_order(along.chain(against).collect())
    }

    fn edges_along(&self, from: NodeIndex, to: NodeIndex) -> impl Iterator<Item = EdgeRef<'_>> {
        let edges = self.by_ends.get(&(from, to)).into_iter().flatten();
        edges.map(move |&edge| self.edge_ref(from, to, &self.graph[edge]))
    }

    fn edge_ref<'g>(&'g self, source: NodeIndex, target: NodeIndex, edge: &'g Edge) -> EdgeRef<'g> {
        EdgeRef { source: &self.graph[source], target: &self.graph[target], edge }
    }
}

/// Two graphs are equal if they list the same documents, actors and relations.
impl PartialEq for ActorGraph {
    fn eq(&self, other: &Self) -> bool {
        self.documents == other.documents && self.actors().eq(other.actors()) && self.relations().eq(other.relations())
    }
}

fn in_order(mut relations: Vec<EdgeRef<'_>>) -> Vec<EdgeRef<'_>> {
    relations.sort_unstable_by(|a, b| order_key(a).cmp(&order_key(b)));
    relations
}

fn order_key<'g>(
    relation: &EdgeRef<'g>,
) -> (&'g str, Option<crate::text::Span>, Option<crate::text::Span>, &'g str, RelationId) {
    let first = relation.edge.evidence.first().map(|telling| &telling.evidence);
    let edge = relation.edge;
    (&edge.document, first.map(|e| e.sentence), first.map(|e| e.trigger), &edge.kind.name, edge.id)
}

fn fold(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
