//! Adds documents and graphs to a graph.
//!
//! Reads: findings, other graphs. Gives: one node per actor id, one edge per relation of a document.
//! How: everything is checked before anything is changed; then whatever is there already is joined (`graph::join`).

use std::collections::HashMap;
use std::collections::btree_map::Entry;
use std::collections::hash_map::Entry as HashEntry;
use std::sync::Arc;

use petgraph::stable_graph::{EdgeIndex, NodeIndex};

use super::join::{self, Directed};
use super::{ActorGraph, DatedBy, DocumentRecord, Edge, Findings, GraphError, RelationId};
use crate::actors::Actor;
use crate::relations::{Extraction, Ontology, Precision, When};

/// A part of a graph on its way into another.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub documents: Vec<DocumentRecord>,
    pub actors: Vec<Actor>,
    pub edges: Vec<Directed>,
}

impl ActorGraph {
    /// Adds what was found in one document. A document that is there already, with the same text, is joined to itself:
    /// adding it twice changes nothing. Cost: linear in the document, whatever the graph's size.
    ///
    /// # Errors
    /// [`GraphError::Conflict`] where the graph knows the document's id with another text; [`GraphError::UnknownKind`] and
    /// [`GraphError::Finding`] for findings that do not fit. The graph is unchanged then.
    pub fn add(&mut self, extraction: &Extraction<'_>) -> Result<(), GraphError> {
        self.add_findings(Findings::of(extraction)?)
    }

    /// Adds what was found in one document elsewhere: by another machine, by another program.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn add_findings(&mut self, findings: Findings) -> Result<(), GraphError> {
        let document = findings.document.id.clone();
        let edges = findings.relations.into_iter().map(|finding| finding.into_edge(&document)).collect();
        self.absorb(Part { documents: vec![findings.document], actors: findings.actors, edges })
    }

    /// Adds another graph. The order of merging does not matter, nor does merging twice. Cost: linear in the other graph.
    ///
    /// # Errors
    /// [`GraphError::Conflict`] where the two know a document's id with different texts; [`GraphError::UnknownKind`] where
    /// the other graph uses a kind that this one's ontology lacks. The graph is unchanged then.
    pub fn merge(&mut self, other: &ActorGraph) -> Result<(), GraphError> {
        let directed = |relation: super::EdgeRef<'_>| Directed {
            source: relation.source.id.clone(),
            target: relation.target.id.clone(),
            edge: relation.edge.clone(),
        };
        self.absorb(Part {
            documents: other.documents().cloned().collect(),
            actors: other.actors().cloned().collect(),
            edges: other.relations().map(directed).collect(),
        })
    }

    /// Makes a graph of documents, actors, and edges with the ids of their ends; edges' ids need not be set.
    pub(crate) fn from_parts(
        ontology: Ontology,
        documents: Vec<DocumentRecord>,
        actors: Vec<Actor>,
        edges: Vec<(Arc<str>, Arc<str>, Edge)>,
    ) -> Result<Self, GraphError> {
        let edges = edges.into_iter().map(|(source, target, edge)| Directed { source, target, edge }).collect();
        let mut graph = ActorGraph::new(ontology);
        graph.absorb(Part { documents, actors, edges })?;
        Ok(graph)
    }

    /// Takes a part in whole, or leaves the graph as it is. Edges' ids need not be set.
    pub(super) fn absorb(&mut self, mut part: Part) -> Result<(), GraphError> {
        self.check(&mut part)?;
        for document in part.documents {
            self.put_document(document);
        }
        for actor in part.actors {
            self.put_actor(actor);
        }
        self.put_edges(part.edges);
        Ok(())
    }

    /// Finds what does not fit before anything is changed, and gives every edge this graph's own kind.
    fn check(&self, part: &mut Part) -> Result<(), GraphError> {
        for theirs in &part.documents {
            if let Some(mine) = self.documents.get(&theirs.id).filter(|mine| mine.sha256 != theirs.sha256) {
                let (first, second) = (mine.sha256, theirs.sha256);
                return Err(GraphError::Conflict { document: theirs.id.to_string(), first, second });
            }
        }
        let known: std::collections::HashSet<&str> = part.actors.iter().map(|actor| &*actor.id).collect();
        for Directed { source, target, edge } in &mut part.edges {
            let name = &edge.kind.name;
            let Some(kind) = self.ontology.kind(name) else {
                return Err(GraphError::UnknownKind { document: edge.document.to_string(), kind: name.clone() });
            };
            edge.kind = kind;
            for id in [&*source, &*target].into_iter().chain(&edge.attribution) {
                if !known.contains(&**id) && !self.by_actor.contains_key(id) {
                    let what = format!("a relation names the unknown actor `{id}`");
                    return Err(GraphError::Finding { document: edge.document.to_string(), what });
                }
            }
        }
        Ok(())
    }

    fn put_document(&mut self, theirs: DocumentRecord) {
        match self.documents.entry(theirs.id.clone()) {
            Entry::Vacant(slot) => {
                slot.insert(theirs);
            }
            Entry::Occupied(mut slot) => {
                let mine = slot.get_mut();
                let before = mine.date;
                join::join_documents(mine, &theirs);
                if mine.date != before {
                    let date = mine.date.map(on_day);
                    let undated = |edge: &&mut Edge| edge.document == theirs.id && edge.dated_by == DatedBy::Document;
                    self.graph.edge_weights_mut().filter(undated).for_each(|edge| edge.date = date);
                }
            }
        }
    }

    fn put_actor(&mut self, mut theirs: Actor) {
        join::sort_names(&mut theirs);
        match self.by_actor.get(&theirs.id) {
            Some(&node) => join::join_actors(&mut self.graph[node], &theirs),
            None => {
                let id = theirs.id.clone();
                self.by_actor.insert(id, self.graph.add_node(theirs));
            }
        }
    }

    /// Puts the edges of a part, the accounts of each relation together.
    fn put_edges(&mut self, edges: Vec<Directed>) {
        let mut place: HashMap<RelationId, usize> = HashMap::new();
        let mut relations: Vec<Vec<Directed>> = Vec::new();
        for mut edge in edges {
            self.complete(&mut edge);
            match place.entry(edge.edge.id) {
                HashEntry::Occupied(slot) => relations[*slot.get()].push(edge),
                HashEntry::Vacant(slot) => {
                    slot.insert(relations.len());
                    relations.push(vec![edge]);
                }
            }
        }
        for mut accounts in relations {
            let Some(mut first) = accounts.pop() else { continue };
            match self.by_relation.get(&first.edge.id) {
                Some(&edge) => {
                    accounts.push(first);
                    self.join_edge(edge, accounts);
                }
                None => {
                    if !accounts.is_empty() {
                        first.join(accounts);
                    }
                    self.insert_edge(first);
                }
            }
        }
    }

    /// Sets what follows from the rest (id, the document's date) and shares the strings that the graph holds already.
    fn complete(&self, new: &mut Directed) {
        let edge = &mut new.edge;
        if let Some((id, document)) = self.documents.get_key_value(&edge.document) {
            edge.document = id.clone();
            if edge.dated_by == DatedBy::Document {
                edge.date = document.date.map(on_day);
            }
        }
        for id in [&mut new.source, &mut new.target].into_iter().chain(&mut edge.attribution) {
            if let Some((shared, _)) = self.by_actor.get_key_value(&*id) {
                *id = shared.clone();
            }
        }
        edge.id = RelationId::of(&new.source, &new.target, edge);
        new.sort_evidence();
    }

    fn insert_edge(&mut self, new: Directed) {
        let (Some(&source), Some(&target)) = (self.by_actor.get(&new.source), self.by_actor.get(&new.target)) else {
            return; // `check` has found both.
        };
        let id = new.edge.id;
        let edge = self.graph.add_edge(source, target, new.edge);
        self.by_relation.insert(id, edge);
        self.by_ends.entry((source, target)).or_default().push(edge);
    }

    fn join_edge(&mut self, index: EdgeIndex, accounts: Vec<Directed>) {
        let Some((source, target)) = self.graph.edge_endpoints(index) else {
            return; // The index holds edges of this graph only.
        };
        let id_of = |node: NodeIndex| self.graph[node].id.clone();
        let (source_id, target_id) = (id_of(source), id_of(target));
        let mut mine = Directed { source: source_id.clone(), target: target_id, edge: self.graph[index].clone() };
        mine.join(accounts);
        if mine.source == source_id {
            self.graph[index] = mine.edge;
        } else {
            self.graph.remove_edge(index);
            if let Some(edges) = self.by_ends.get_mut(&(source, target)) {
                edges.retain(|&edge| edge != index);
            }
            self.insert_edge(mine);
        }
    }
}

fn on_day(date: jiff::civil::Date) -> When {
    When { date, precision: Precision::Day }
}
