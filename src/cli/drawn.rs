//! The answer to a query as a picture: the nodes, relations and paths that are returned, and nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Streams;
use super::args::PictureFormat;
use super::error::{CliError, Exit};
use super::picture::{Drawing, draw};
use super::source::Source;
use crate::graph::ActorGraph;
use crate::query::{Graph, NodeId, QueryResult, RelationId, Value};
use crate::render::{Actors, Negated, Options, Scene};

/// Draws what a query returned.
pub(super) fn picture(
    source: &Source,
    result: &QueryResult,
    format: PictureFormat,
    streams: Streams,
) -> Result<Vec<u8>, CliError> {
    if source.actors.is_none() {
        return Err(CliError::bad_input("a graph from CSV files cannot be drawn")
            .hint("query an actor graph (`demarche extract ... -o graph.json`), or write a table"));
    }
    if result.rows.is_empty() && !result.columns.is_empty() {
        return Err(CliError::new(Exit::NothingFound, "nothing to draw: the query found nothing"));
    }
    let mut found = Found::default();
    result.rows.iter().flatten().for_each(|value| found.add(value));
    if found.nodes.is_empty() && found.relations.is_empty() {
        return Err(CliError::bad_input("nothing to draw: the query returns no node, relation or path")
            .hint("return them whole: `RETURN a, r, b` or `RETURN path`"));
    }
    let part = found.part(source)?;
    let options = Options { negated: Negated::Show, actors: Actors::All, ..Options::default() };
    draw(&part, &options, &Scene::new(&part, &options), format, &Drawing::default(), streams)
}

#[derive(Default)]
struct Found {
    nodes: BTreeSet<NodeId>,
    relations: BTreeSet<RelationId>,
}

impl Found {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Node(node) => {
                self.nodes.insert(*node);
            }
            Value::Relation(relation) => {
                self.relations.insert(*relation);
            }
            Value::Path(path) => {
                self.nodes.extend(&path.nodes);
                self.relations.extend(&path.relations);
            }
            Value::List(list) => list.iter().for_each(|value| self.add(value)),
            Value::Map(map) => map.values().for_each(|value| self.add(value)),
            _ => {}
        }
    }

    /// The part of the graph that was found, with the ends of its relations.
    fn part(mut self, source: &Source) -> Result<ActorGraph, CliError> {
        let graph = &source.graph;
        // A query may have deleted what it returns.
        self.relations.retain(|relation| graph.relation_exists(*relation));
        let ends = self.relations.iter().flat_map(|relation| [graph.source(*relation), graph.target(*relation)]);
        self.nodes.extend(ends);
        let mut part = Source { graph: graph.clone(), actors: source.actors.clone() };
        let relations: Vec<RelationId> =
            graph.relations().filter(|relation| !self.relations.contains(relation)).collect();
        relations.into_iter().for_each(|relation| part.graph.delete_relation(relation));
        let nodes: Vec<NodeId> = graph.nodes().filter(|node| !self.nodes.contains(node)).collect();
        nodes.into_iter().for_each(|node| part.graph.delete_node(node));
        forget_absent_claimants(&mut part.graph);
        part.corrected()
    }
}

/// Who claims something need not be in the picture.
fn forget_absent_claimants(graph: &mut Graph) {
    let (Some(id), Some(attribution)) = (graph.key("id"), graph.key("attribution")) else { return };
    let present: BTreeSet<Arc<str>> = graph.nodes().filter_map(|node| graph.node_text(node, id).cloned()).collect();
    let absent = |relation: &RelationId| {
        graph.relation_text(*relation, attribution).is_some_and(|claimant| !present.contains(claimant))
    };
    let claimed: Vec<RelationId> = graph.relations().filter(absent).collect();
    claimed.into_iter().for_each(|relation| graph.set_relation_value(relation, attribution, Value::Null));
}
