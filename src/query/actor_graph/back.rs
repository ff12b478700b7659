//! From a corrected property graph back to an actor graph.
//!
//! How: nodes and relations keep their numbers, so each is compared with what it was made from. What the documents or the
//! ontology say (`class`, `evidence`, `title` ...) cannot be changed; a new relation needs a `document` of the graph and
//! the `sentence` that tells it, since there is no finding without evidence.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use thiserror::Error;

use super::super::store::{Graph, NodeId, RelationId};
use super::super::temporal::Temporal;
use super::super::value::{Value, same};
use super::forth::{ACTOR_FIELDS, FIXED_FIELDS, KINDS, RELATION_FIELDS, label, relation_properties, type_name};
use crate::actors::{Actor, ActorKind};
use crate::graph::{ActorGraph, DatedBy, Edge, EdgeRef, GraphError, Telling};
use crate::relations::{Evidence, Precision, Status, When};
use crate::text::Span;

/// Why a corrected property graph is no actor graph.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CorrectionError {
    /// A field has a value that it cannot have, or may not be changed.
    #[error("{of}: {what}")]
    Field {
        /// The actor or relation.
        of: String,
        /// What is wrong.
        what: String,
        /// What to try.
        hint: Option<String>,
    },
    /// The graph does not hold together.
    #[error(transparent)]
    Graph(#[from] GraphError),
}

impl CorrectionError {
    /// Says what to try, where there is something.
    pub fn hint(&self) -> Option<&str> {
        match self {
            CorrectionError::Field { hint, .. } => hint.as_deref(),
            CorrectionError::Graph(error) => error.hint(),
        }
    }
}

impl ActorGraph {
    /// Takes over what was corrected in the property graph that was [made](Self::to_property_graph) from this graph:
    /// actors and relations that were added, changed or deleted. Ids of relations are made anew. Cost: linear.
    ///
    /// # Errors
    /// A field has a value that it cannot have, a field that follows from others was changed, a new relation has no
    /// evidence, or two actors have one id.
    pub fn corrected(&self, graph: &Graph) -> Result<ActorGraph, CorrectionError> {
        let originals: Vec<&Actor> = self.actors().collect();
        let mut actors = BTreeMap::new();
        let mut ids = BTreeMap::new();
        for node in graph.nodes() {
            let actor = actor(graph, node, originals.get(node.0 as usize).copied())?;
            ids.insert(node, actor.id.clone());
            if let Some(twice) = actors.insert(actor.id.clone(), actor) {
                let what = format!("two actors have the id `{}`", twice.id);
                return Err(fault(&format!("actor `{}`", twice.name), what, Some("give the new one an id of its own")));
            }
        }
        let relations: Vec<EdgeRef<'_>> = self.relations().collect();
        let mut edges = Vec::new();
        for relation in graph.relations() {
            let edge = match relations.get(relation.0 as usize) {
                Some(original) => self.changed(graph, relation, *original)?,
                None => self.made(graph, relation)?,
            };
            let end = |node: NodeId| ids.get(&node).cloned().unwrap_or_default();
            let renamed = edge.attribution.as_ref().map(|id| renamed(id, &originals, &ids));
            let edge = Edge { attribution: renamed, ..edge };
            edges.push((end(graph.source(relation)), end(graph.target(relation)), edge));
        }
        let documents = self.documents().cloned().collect();
        Ok(ActorGraph::from_parts(self.ontology().clone(), documents, actors.into_values().collect(), edges)?)
    }

    fn changed(&self, graph: &Graph, relation: RelationId, original: EdgeRef<'_>) -> Result<Edge, CorrectionError> {
        let of = format!("relation `{}` {} `{}`", original.source.name, original.kind, original.target.name);
        let fields = Fields { of: &of, values: read(graph, graph.relation_properties(relation)) };
        let before = relation_properties(self, original);
        for name in FIXED_FIELDS.into_iter().chain(["rule"]) {
            let old = before.iter().find(|(field, _)| *field == name).map(|(_, value)| value);
            let new = fields.values.get(name);
            let kept = match (old, new) {
                (Some(old), Some(new)) => same(old, new),
                (None, None) => true,
                _ => false,
            };
            if !kept {
                let hint = "delete the relation and make another one";
                return Err(fault(
                    &of,
                    format!("`{name}` follows from other fields, from kind or document: it cannot be changed"),
                    Some(hint),
                ));
            }
        }
        fields.known("a relation", &[&RELATION_FIELDS, &FIXED_FIELDS])?;
        self.fill(&fields, original.edge.clone())
    }

    fn made(&self, graph: &Graph, relation: RelationId) -> Result<Edge, CorrectionError> {
        let name = graph.kind_name(graph.kind_of(relation));
        let of = format!("new relation `{name}`");
        let fields = Fields { of: &of, values: read(graph, graph.relation_properties(relation)) };
        let kind = self.ontology().kinds().find(|kind| type_name(kind) == **name).cloned();
        let kind = kind.ok_or_else(|| fault(&of, "no such kind in the ontology".into(), None))?;
        let hint = "a relation needs `document` (an id of the graph) and `sentence`, the text that tells it";
        let missing = |name: &str| fault(&of, format!("no `{name}`"), Some(hint));
        let document: Arc<str> = fields.text("document")?.ok_or_else(|| missing("document"))?;
        let sentence: Arc<str> = fields.text("sentence")?.ok_or_else(|| missing("sentence"))?;
        let record = self.document(&document);
        let record = record.ok_or_else(|| fault(&of, format!("no document `{document}` in the graph"), Some(hint)))?;
        fields.known("a new relation", &[&RELATION_FIELDS, &["document", "sentence"]])?;
        let nowhere = Span::new(0, 0);
        let span = Span::new(0, sentence.len());
        let evidence = Evidence {
            sentence: span,
            trigger: nowhere,
            source: nowhere,
            target: nowhere,
            rule: "by hand".into(),
            source_rule: None,
            target_rule: None,
        };
        let edge = Edge {
            id: Default::default(),
            kind,
            status: Status::Actual,
            attribution: None,
            date: record.date.map(|date| When { date, precision: Precision::Day }),
            dated_by: DatedBy::Document,
            place: None,
            mode: None,
            issue: None,
            confidence: 1.0,
            document,
            evidence: vec![Telling { evidence, sentence }],
        };
        self.fill(&fields, edge)
    }

    /// Puts the fields that may be changed into an edge.
    fn fill(&self, fields: &Fields<'_>, mut edge: Edge) -> Result<Edge, CorrectionError> {
        edge.status = fields.named("status")?.unwrap_or(edge.status);
        edge.attribution = fields.text("attribution")?;
        edge.place = fields.text("place")?;
        edge.mode = fields.text("mode")?;
        edge.issue = fields.text("issue")?;
        edge.confidence = match fields.values.get("confidence") {
            None => edge.confidence,
            Some(Value::Float(share)) if (0.0..=1.0).contains(share) => *share as f32,
            Some(Value::Integer(share @ 0..=1)) => *share as f32,
            Some(_) => return Err(fields.fault("`confidence` is not a number within 0 and 1".into())),
        };
        let before = edge.date;
        match fields.values.get("date") {
            None if edge.dated_by == DatedBy::Text => (edge.date, edge.dated_by) = (None, DatedBy::Document),
            None => {}
            Some(Value::Temporal(Temporal::Date(date))) => {
                let Some(date) = date.to_civil() else {
                    return Err(fields.fault("`date` is outside the years -9999 to 9999".into()));
                };
                let precision = fields.named("precision")?.unwrap_or(Precision::Day);
                edge.date = Some(When { date, precision });
            }
            Some(_) => return Err(fields.fault("`date` is no date".into())),
        }
        if edge.date.is_some() {
            let stated = if edge.date == before { edge.dated_by } else { DatedBy::Text };
            edge.dated_by = fields.named("dated_by")?.filter(|_| edge.date == before).unwrap_or(stated);
        }
        Ok(edge)
    }
}

/// The id that an actor has now.
fn renamed(id: &Arc<str>, originals: &[&Actor], ids: &BTreeMap<NodeId, Arc<str>>) -> Arc<str> {
    let place = originals.iter().position(|actor| actor.id == *id);
    place.and_then(|place| ids.get(&NodeId(place as u32))).unwrap_or(id).clone()
}

fn actor(graph: &Graph, node: NodeId, original: Option<&Actor>) -> Result<Actor, CorrectionError> {
    let of = match original {
        Some(actor) => format!("actor `{}`", actor.name),
        None => "new actor".to_owned(),
    };
    let fields = Fields { of: &of, values: read(graph, graph.node_properties(node)) };
    fields.known("an actor", &[&ACTOR_FIELDS])?;
    let hint = "an actor needs `id`, `name` and one label of Person, State, Organization, Group, Place";
    let missing = |name: &str| fault(&of, format!("no `{name}`"), Some(hint));
    let has = |kind: &ActorKind| graph.label(label(*kind)).is_some_and(|label| graph.has_label(node, label));
    let mut of_label = KINDS.into_iter().filter(has);
    let (Some(kind), None) = (of_label.next(), of_label.next()) else {
        return Err(fault(&of, "not one label that tells its kind".into(), Some(hint)));
    };
    let stated: Option<ActorKind> = fields.named("kind")?;
    // `SET a.kind = 'group'` and `SET a:Group REMOVE a:State` both change the kind.
    let before = original.map(|actor| actor.kind);
    let kind = match stated {
        Some(stated) if stated != kind && before == Some(kind) => stated,
        Some(stated) if stated != kind && before != Some(stated) => {
            return Err(fault(&of, format!("`kind` says `{stated}`, its label `{kind}`"), None));
        }
        _ => kind,
    };
    let text = |name| Ok::<_, CorrectionError>(fields.text(name)?.map(|text| text.to_string()));
    Ok(Actor {
        id: fields.text("id")?.ok_or_else(|| missing("id"))?,
        name: text("name")?.ok_or_else(|| missing("name"))?,
        kind,
        aliases: fields.texts("aliases")?,
        country: text("country")?,
        sector: text("sector")?,
        role: text("role")?,
    })
}

fn read(graph: &Graph, properties: Vec<(super::super::store::KeyId, Value)>) -> BTreeMap<Arc<str>, Value> {
    properties.into_iter().map(|(key, value)| (graph.key_name(key).clone(), value)).collect()
}

/// Properties of an actor or a relation.
struct Fields<'f> {
    of: &'f str,
    values: BTreeMap<Arc<str>, Value>,
}

impl Fields<'_> {
    fn fault(&self, what: String) -> CorrectionError {
        fault(self.of, what, None)
    }

    /// Fails where there is a property that `holder` has no place for.
    fn known(&self, holder: &str, fields: &[&[&str]]) -> Result<(), CorrectionError> {
        match self.values.keys().find(|name| !fields.iter().any(|some| some.contains(&&***name))) {
            None => Ok(()),
            Some(name) => Err(self.fault(format!("{holder} has no field `{name}`"))),
        }
    }

    fn text(&self, name: &str) -> Result<Option<Arc<str>>, CorrectionError> {
        match self.values.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(other) => Err(self.fault(format!("`{name}` is a {}, not text", other.type_name()))),
        }
    }

    fn texts(&self, name: &str) -> Result<Vec<String>, CorrectionError> {
        let Some(value) = self.values.get(name) else { return Ok(Vec::new()) };
        let Value::List(list) = value else { return Err(self.fault(format!("`{name}` is no list"))) };
        let text = |value: &Value| match value {
            Value::String(text) => Ok(text.to_string()),
            other => Err(self.fault(format!("`{name}` holds a {}, not only texts", other.type_name()))),
        };
        list.iter().map(text).collect()
    }

    /// Reads one of a few names: a status, a precision.
    fn named<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, CorrectionError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let read = serde_json::from_value(serde_json::Value::String(text.to_string()));
        read.map(Some).map_err(|error| self.fault(format!("`{name}`: {error}")))
    }
}

fn fault(of: &str, what: String, hint: Option<&str>) -> CorrectionError {
    CorrectionError::Field { of: of.to_owned(), what, hint: hint.map(str::to_owned) }
}
