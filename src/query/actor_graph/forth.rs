//! From an actor graph to a property graph.

use std::sync::Arc;

use super::super::store::Graph;
use super::super::temporal::Temporal;
use super::super::value::Value;
use crate::actors::{Actor, ActorKind};
use crate::graph::{ActorGraph, DatedBy, EdgeRef};
use crate::relations::{Kind, Precision, QuadClass};

/// A property of an actor or a relation.
pub(super) type Property = (&'static str, Value);

impl ActorGraph {
    /// Makes a property graph of it: one node an actor, one relation a relation, in the order of [`actors`](Self::actors)
    /// and [`relations`](Self::relations).
    ///
    /// Nodes: `id`, `name`, `kind`, `aliases`, `country`, `sector`, `role`. Relations: `id`, `kind`, `class`, `quad`,
    /// `score`, `status`, `attribution` (an actor id), `date`, `precision`, `dated_by`, `place`, `mode`, `issue`,
    /// `confidence`, `document`, `title`, `url`, `published`, `sentence` (the first), `evidence` (all of them), `count`
    /// (how many), `rule`. A field that is not known is no property. Cost: linear.
    ///
    /// ```
    /// use demarche::{ActorGraph, relations::Ontology};
    /// let graph = ActorGraph::new(Ontology::builtin()).to_property_graph();
    /// assert_eq!((graph.node_count(), graph.relation_count()), (0, 0));
    /// ```
    pub fn to_property_graph(&self) -> Graph {
        let mut graph = self.vocabulary();
        let all = graph.intern_label("Actor");
        let mut nodes = std::collections::HashMap::new();
        for actor in self.actors() {
            let label = graph.intern_label(label(actor.kind));
            let node = graph.add_node(&[all, label]);
            nodes.insert(&*actor.id, node);
            for (name, value) in actor_properties(actor) {
                let key = graph.intern_key(name);
                graph.set_node_value(node, key, value);
            }
        }
        for relation in self.relations() {
            let (Some(source), Some(target)) = (nodes.get(&*relation.source.id), nodes.get(&*relation.target.id))
            else {
                continue;
            };
            let kind = graph.intern_kind(&type_name(&relation.kind));
            let made = graph.add_relation(*source, kind, *target);
            for (name, value) in relation_properties(self, relation) {
                let key = graph.intern_key(name);
                graph.set_relation_value(made, key, value);
            }
        }
        graph.shrink();
        graph
    }
}

impl ActorGraph {
    /// A graph that knows all labels, types and keys an actor graph may have: asking for one that does not occur is no
    /// mistake.
    fn vocabulary(&self) -> Graph {
        let mut graph = Graph::default();
        for kind in KINDS {
            graph.intern_label(label(kind));
        }
        for kind in self.ontology().kinds() {
            graph.intern_kind(&type_name(kind));
        }
        for key in ACTOR_FIELDS.into_iter().chain(RELATION_FIELDS).chain(FIXED_FIELDS) {
            graph.intern_key(key);
        }
        graph
    }
}

/// The kinds of actors.
pub(super) const KINDS: [ActorKind; 5] =
    [ActorKind::Person, ActorKind::State, ActorKind::Organization, ActorKind::Group, ActorKind::Place];

/// The fields of actors.
pub(super) const ACTOR_FIELDS: [&str; 7] = ["id", "name", "kind", "aliases", "country", "sector", "role"];

/// The fields of relations that say how and when something was done, and how sure that is.
pub(super) const RELATION_FIELDS: [&str; 10] =
    ["status", "attribution", "date", "precision", "dated_by", "place", "mode", "issue", "confidence", "rule"];

/// The fields of relations that follow from other fields, from kind or document.
pub(super) const FIXED_FIELDS: [&str; 13] = [
    "id",
    "kind",
    "class",
    "plover",
    "quad",
    "score",
    "document",
    "title",
    "url",
    "published",
    "sentence",
    "evidence",
    "count",
];

/// The label of actors of a kind.
pub(super) fn label(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::State => "State",
        ActorKind::Organization => "Organization",
        ActorKind::Group => "Group",
        ActorKind::Place => "Place",
    }
}

/// The type of relations of a kind: `negotiates-with` is `NEGOTIATES_WITH`.
pub(super) fn type_name(kind: &Kind) -> String {
    kind.name.to_uppercase().replace('-', "_")
}

/// The properties of an actor.
pub(super) fn actor_properties(actor: &Actor) -> Vec<Property> {
    let mut found = vec![
        ("id", Value::String(actor.id.clone())),
        ("name", Value::text(&actor.name)),
        ("kind", Value::text(actor.kind.as_str())),
        ("aliases", Value::list(actor.aliases.iter().map(Value::text).collect())),
    ];
    let texts = [("country", &actor.country), ("sector", &actor.sector), ("role", &actor.role)];
    found.extend(texts.into_iter().filter_map(|(name, text)| Some((name, Value::text(text.as_ref()?)))));
    found
}

/// The properties of a relation.
pub(super) fn relation_properties(graph: &ActorGraph, relation: EdgeRef<'_>) -> Vec<Property> {
    let edge = relation.edge;
    let (first, all) = sentences(relation);
    let mut found = vec![
        ("id", Value::text(edge.id.to_string())),
        ("kind", Value::text(&edge.kind.name)),
        ("class", Value::text(&edge.kind.class)),
        ("plover", Value::text(edge.plover())),
        ("quad", Value::text(quad(edge.kind.quad))),
        ("score", Value::Float(f64::from(edge.kind.score))),
        ("status", Value::text(edge.status.as_str())),
        ("confidence", Value::Float(short(edge.confidence))),
        ("document", Value::String(edge.document.clone())),
        ("sentence", first),
        ("evidence", all),
        ("count", Value::Integer(edge.evidence.len() as i64)),
    ];
    let texts =
        [("attribution", &edge.attribution), ("place", &edge.place), ("mode", &edge.mode), ("issue", &edge.issue)];
    found.extend(texts.into_iter().filter_map(|(name, text)| Some((name, Value::String(text.clone()?)))));
    found.extend(edge.evidence.first().map(|telling| ("rule", Value::String(telling.evidence.rule.clone()))));
    if let Some(when) = edge.date {
        found.push(("date", Value::Temporal(Temporal::from(when.date))));
        found.push(("precision", Value::text(precision(when.precision))));
        found.push(("dated_by", Value::text(dated_by(edge.dated_by))));
    }
    if let Some(document) = graph.document(&edge.document) {
        found.extend(document.title.as_ref().map(|title| ("title", Value::text(title))));
        found.extend(document.url.as_ref().map(|url| ("url", Value::text(url))));
        found.extend(document.date.map(|date| ("published", Value::Temporal(Temporal::from(date)))));
    }
    found
}

fn sentences(relation: EdgeRef<'_>) -> (Value, Value) {
    let all: Vec<Arc<str>> = relation.edge.evidence.iter().map(|telling| telling.sentence.clone()).collect();
    let first = all.first().cloned().map(Value::String).unwrap_or_default();
    (first, Value::list(all.into_iter().map(Value::String).collect()))
}

/// A number of single precision as it is written: 0.9, not 0.8999999761581421.
fn short(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}

fn quad(quad: QuadClass) -> &'static str {
    match quad {
        QuadClass::VerbalCooperation => "verbal-cooperation",
        QuadClass::MaterialCooperation => "material-cooperation",
        QuadClass::VerbalConflict => "verbal-conflict",
        QuadClass::MaterialConflict => "material-conflict",
        QuadClass::Tie => "tie",
    }
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Year => "year",
    }
}

fn dated_by(dated_by: DatedBy) -> &'static str {
    match dated_by {
        DatedBy::Text => "text",
        DatedBy::Document => "document",
    }
}
