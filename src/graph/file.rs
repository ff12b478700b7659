//! The JSON graph file: its shape, and how it is written. `docs/graph.schema.json` describes it.
//!
//! One document, actor or relation a line, so that two files can be compared line by line.

use std::borrow::Cow;
use std::io::{self, Write};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ActorGraph, DatedBy, EdgeRef, Telling};
use crate::actors::Actor;
use crate::relations::{Precision, Status};
use crate::text::Span;

use super::DocumentRecord;

/// What the field `format` of a graph file says.
pub const FORMAT: &str = "demarche/1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GraphFile<'a> {
    #[serde(borrow)]
    pub format: Cow<'a, str>,
    pub documents: Vec<DocumentRecord>,
    pub actors: Vec<Actor>,
    #[serde(borrow)]
    pub relations: Vec<RelationLine<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationLine<'a> {
    pub id: Cow<'a, str>,
    pub source: Cow<'a, str>,
    pub target: Cow<'a, str>,
    pub kind: Cow<'a, str>,
    pub status: Status,
    pub attribution: Option<Cow<'a, str>>,
    pub date: Option<Date>,
    pub precision: Option<Precision>,
    pub dated_by: Option<DatedBy>,
    pub place: Option<Cow<'a, str>>,
    pub mode: Option<Cow<'a, str>>,
    pub issue: Option<Cow<'a, str>>,
    pub confidence: f32,
    pub evidence: Vec<EvidenceLine<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvidenceLine<'a> {
    pub document: Cow<'a, str>,
    pub sentence: Cow<'a, str>,
    pub start: usize,
    pub end: usize,
    pub trigger: Span,
    pub source: Span,
    pub target: Span,
    pub rule: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_rule: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_rule: Option<Cow<'a, str>>,
}

impl ActorGraph {
    /// Writes the graph as a JSON graph file. The same documents give the same bytes.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn write_json(&self, mut out: impl Write) -> io::Result<()> {
        write!(out, "{{\"format\":\"{FORMAT}\",\n\"documents\":[")?;
        write_lines(&mut out, self.documents())?;
        write!(out, "],\n\"actors\":[")?;
        write_lines(&mut out, self.actors())?;
        write!(out, "],\n\"relations\":[")?;
        write_lines(&mut out, self.relations().map(relation_line))?;
        out.write_all(b"]}\n")?;
        out.flush()
    }

    /// Gives the JSON graph file as a string.
    ///
    /// ```
    /// use demarche::{ActorGraph, relations::Ontology};
    /// let graph = ActorGraph::new(Ontology::builtin());
    /// let json = graph.to_json();
    /// assert!(json.starts_with(r#"{"format":"demarche/1","#));
    /// assert!(ActorGraph::from_json(&json, Ontology::builtin()).is_ok_and(|again| again == graph));
    /// ```
    pub fn to_json(&self) -> String {
        let mut bytes = Vec::new();
        self.write_json(&mut bytes).expect("memory takes what is written");
        String::from_utf8(bytes).expect("JSON is UTF-8")
    }
}

fn write_lines<T: Serialize>(out: &mut impl Write, lines: impl Iterator<Item = T>) -> io::Result<()> {
    for (i, line) in lines.enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &line)?;
    }
    Ok(())
}

fn relation_line<'g>(relation: EdgeRef<'g>) -> RelationLine<'g> {
    let EdgeRef { source, target, edge } = relation;
    let text = |field: &'g Option<std::sync::Arc<str>>| field.as_deref().map(Cow::Borrowed);
    RelationLine {
        id: edge.id.to_string().into(),
        source: (&*source.id).into(),
        target: (&*target.id).into(),
        kind: edge.kind.name.as_str().into(),
        status: edge.status,
        attribution: text(&edge.attribution),
        date: edge.date.map(|when| when.date),
        precision: edge.date.map(|when| when.precision),
        dated_by: edge.date.map(|_| edge.dated_by),
        place: text(&edge.place),
        mode: text(&edge.mode),
        issue: text(&edge.issue),
        confidence: edge.confidence,
        evidence: edge.evidence.iter().map(|telling| evidence_line(&edge.document, telling)).collect(),
    }
}

fn evidence_line<'g>(document: &'g str, Telling { evidence, sentence }: &'g Telling) -> EvidenceLine<'g> {
    EvidenceLine {
        document: document.into(),
        sentence: (&**sentence).into(),
        start: evidence.sentence.start,
        end: evidence.sentence.end,
        trigger: evidence.trigger,
        source: evidence.source,
        target: evidence.target,
        rule: (&*evidence.rule).into(),
        source_rule: evidence.source_rule.as_deref().map(Cow::Borrowed),
        target_rule: evidence.target_rule.as_deref().map(Cow::Borrowed),
    }
}
