//! Actor graphs as property graphs, and what was corrected there back in an actor graph.
//!
//! Reads: an [`ActorGraph`]. Gives: a [`Graph`] whose nodes are actors (labels `Actor` and their kind: `:Actor:State`) and
//! whose relations are typed by their kind (`THREATENS`), with every field as a property.
//! Does not: keep the two in step; a property graph is a copy.

mod back;
mod forth;

use super::error::QueryError;
use super::prepared::{Options, Params, Prepared};
use super::result::QueryResult;
use super::store::Graph;
use super::value::{Map, Value};
use crate::graph::ActorGraph;

pub use back::CorrectionError;

impl ActorGraph {
    /// Asks a question of the graph. Nodes and relations in the answer are maps of their properties, with `labels` and
    /// `type`.
    ///
    /// Cost: that of [`to_property_graph`](Self::to_property_graph), and that of the query. To ask more than once, make
    /// the property graph once and run [`Prepared`] queries on it.
    ///
    /// # Errors
    /// As [`Prepared::new`] and [`Prepared::run`].
    ///
    /// ```
    /// use demarche::{ActorGraph, query::Params, relations::Ontology};
    /// let graph = ActorGraph::new(Ontology::builtin());
    /// let found = graph.query("MATCH (a)-[r:THREATENS]->(b) RETURN a.name, b.name", &Params::new())?;
    /// assert_eq!((found.columns.len(), found.rows.len()), (2, 0));
    /// assert!(graph.query("MATCH (a) SET a.name = 'x'", &Params::new()).is_err());
    /// # Ok::<(), demarche::query::QueryError>(())
    /// ```
    pub fn query(&self, text: &str, parameters: &Params) -> Result<QueryResult, QueryError> {
        let query = Prepared::new(text)?;
        let graph = self.to_property_graph();
        let options = Options { parameters: parameters.clone(), ..Options::default() };
        let mut result = query.run(&graph, &options)?;
        result.rows.iter_mut().flatten().for_each(|value| *value = detached(value, &graph));
        Ok(result)
    }
}

/// A value that can be read without the graph.
fn detached(value: &Value, graph: &Graph) -> Value {
    let entries = |properties: Vec<(super::store::KeyId, Value)>| -> Map {
        properties.into_iter().map(|(key, value)| (graph.key_name(key).clone(), value)).collect()
    };
    match value {
        Value::Node(node) => {
            let mut map = entries(graph.node_properties(*node));
            let labels = graph.labels(*node).iter().map(|label| Value::String(graph.label_name(*label).clone()));
            map.insert("labels".into(), Value::list(labels.collect()));
            Value::Map(map.into())
        }
        Value::Relation(relation) => {
            let mut map = entries(graph.relation_properties(*relation));
            map.insert("type".into(), Value::String(graph.kind_name(graph.kind_of(*relation)).clone()));
            Value::Map(map.into())
        }
        Value::Path(path) => {
            let mut parts = Vec::new();
            for (at, node) in path.nodes.iter().enumerate() {
                parts.push(detached(&Value::Node(*node), graph));
                parts.extend(path.relations.get(at).map(|relation| detached(&Value::Relation(*relation), graph)));
            }
            Value::list(parts)
        }
        Value::List(list) => Value::list(list.iter().map(|value| detached(value, graph)).collect()),
        Value::Map(map) => Value::map(map.iter().map(|(key, value)| (key.clone(), detached(value, graph)))),
        plain => plain.clone(),
    }
}
