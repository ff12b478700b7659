//! What a reader (this library, or any other one whose answers stand in files) says of one text.
//!
//! Files: one JSON object a line with offsets in code points, as `extract --format jsonl --offsets chars` writes it.

use demarche::Span;
use serde::{Deserialize, Serialize};

use crate::data::Offsets;

/// Mentions, actors and relations of one text; spans in bytes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    pub mentions: Vec<MentionRead>,
    pub actors: Vec<ActorRead>,
    pub relations: Vec<RelationRead>,
    /// Of a text that is one actor phrase: where it belongs.
    pub country: Option<String>,
    /// Of a text that is one actor phrase: what it does there.
    pub sector: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MentionRead {
    pub span: Span,
    pub kind: String,
    pub form: String,
    pub actor: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ActorRead {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub aliases: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RelationRead {
    pub kind: String,
    pub status: Option<String>,
    pub mode: Option<String>,
    pub confidence: f64,
    pub source: EndRead,
    pub target: EndRead,
    /// The sentences that state it.
    pub evidence: Vec<EvidenceRead>,
}

/// A sentence that states a relation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EvidenceRead {
    pub sentence: String,
    /// The words that tell the kind.
    #[serde(default)]
    pub trigger: String,
    /// Name of the rule that found it.
    #[serde(default)]
    pub rule: String,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct EndRead {
    pub actor: Option<String>,
    pub span: Option<Span>,
}

/// A reading as one line of a file.
#[derive(Serialize, Deserialize)]
pub struct Line {
    pub id: String,
    #[serde(default)]
    mentions: Vec<MentionLine>,
    #[serde(default)]
    actors: Vec<ActorRead>,
    #[serde(default)]
    relations: Vec<RelationLine>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sector: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct MentionLine {
    start: usize,
    end: usize,
    kind: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    actor: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct RelationLine {
    kind: String,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    confidence: Option<f64>,
    source: EndLine,
    target: EndLine,
}

#[derive(Serialize, Deserialize)]
struct EndLine {
    #[serde(default)]
    actor: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

impl Line {
    /// Puts a reading of `text` into the form of the files.
    pub fn new(id: &str, text: &str, reading: &Reading) -> Self {
        let offsets = Offsets::new(text);
        let end = |end: &EndRead| {
            let place = end.span.map(|span| offsets.chars(span));
            EndLine { actor: end.actor.clone(), start: place.map(|(start, _)| start), end: place.map(|(_, end)| end) }
        };
        let mention = |mention: &MentionRead| {
            let (start, end) = offsets.chars(mention.span);
            let MentionRead { kind, form, actor, .. } = mention.clone();
            MentionLine { start, end, kind, form, actor }
        };
        let relation = |relation: &RelationRead| RelationLine {
            kind: relation.kind.clone(),
            status: relation.status.clone(),
            mode: relation.mode.clone(),
            confidence: Some(relation.confidence),
            source: end(&relation.source),
            target: end(&relation.target),
        };
        Line {
            id: id.to_owned(),
            mentions: reading.mentions.iter().map(mention).collect(),
            actors: reading.actors.clone(),
            relations: reading.relations.iter().map(relation).collect(),
            country: reading.country.clone(),
            sector: reading.sector.clone(),
        }
    }

    /// Gives the reading of `text` that the line holds.
    pub fn reading(self, text: &str) -> Reading {
        let offsets = Offsets::new(text);
        let end = |line: EndLine| EndRead {
            span: line.start.zip(line.end).map(|(start, end)| offsets.bytes(start, end)),
            actor: line.actor,
        };
        let mention = |line: MentionLine| MentionRead {
            span: offsets.bytes(line.start, line.end),
            kind: line.kind,
            form: line.form,
            actor: line.actor,
        };
        let relation = |line: RelationLine| RelationRead {
            kind: line.kind,
            status: line.status,
            mode: line.mode,
            confidence: line.confidence.unwrap_or(0.0),
            source: end(line.source),
            target: end(line.target),
            evidence: Vec::new(),
        };
        Reading {
            mentions: self.mentions.into_iter().map(mention).collect(),
            actors: self.actors,
            relations: self.relations.into_iter().map(relation).collect(),
            country: self.country,
            sector: self.sector,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_the_reading() {
        let text = "Perú accused Åland.";
        let place = |word: &str| text.find(word).map(|at| Span::new(at, at + word.len()));
        let end = |word: &str| EndRead { actor: Some(word.to_lowercase()), span: place(word) };
        let relation = RelationRead {
            kind: "accuses".into(),
            status: Some("actual".into()),
            mode: Some("treaty".into()),
            confidence: 0.5,
            source: end("Perú"),
            target: end("Åland"),
            evidence: Vec::new(),
        };
        let reading = Reading { relations: vec![relation], ..Reading::default() };
        let json = serde_json::to_string(&Line::new("x", text, &reading)).unwrap();
        assert!(json.contains(r#""start":13,"end":18"#), "code points: {json}");
        let line: Line = serde_json::from_str(&json).unwrap();
        assert_eq!(line.reading(text), reading);
    }
}
