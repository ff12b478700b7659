//! Entities by overlap, kinds mapped to person, organization and place.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use demarche::{Demarche, Document, Span};
use serde::Deserialize;

use crate::data::{Joined, Offsets, TokenRange, read_lines};
use crate::extract::names_of;
use crate::reading::Reading;
use crate::report::{Counts, Figure, Value};
use crate::spans::overlap;
use crate::task::{Result, Scored, Task};

/// A text with its entities; those whose type has no counterpart here are to be passed over.
pub struct Text {
    id: String,
    text: String,
    wanted: Vec<(Span, &'static str)>,
    passed_over: Vec<Span>,
}

impl Text {
    fn new(id: String, text: String, entities: Vec<(Span, String)>) -> Self {
        let (wanted, others): (Vec<_>, Vec<_>) =
            entities.into_iter().map(|(span, kind)| (span, mapped(&kind))).partition(|(_, kind)| kind.is_some());
        let wanted = wanted.into_iter().filter_map(|(span, kind)| Some((span, kind?))).collect();
        Text { id, text, wanted, passed_over: others.into_iter().map(|(span, _)| span).collect() }
    }
}

/// Gives our kind for a type of the data.
fn mapped(kind: &str) -> Option<&'static str> {
    match kind {
        "Person" | "person" | "politician" => Some("person"),
        "Organisation" | "organisation" | "politicalparty" => Some("organization"),
        "Location" | "location" | "country" => Some("place"),
        _ => None,
    }
}

/// Gives the kind that the data has for one of ours.
fn coarse(kind: &str) -> &str {
    match kind {
        "state" => "place",
        "group" => "organization",
        other => other,
    }
}

/// Names only: descriptions and pronouns are no entities.
fn extract(demarche: &Demarche, item: &Text) -> Result<Vec<Reading>> {
    Ok(vec![names_of(&demarche.extract_document(&Document::new(&item.id, &item.text)))])
}

/// How a state that is named counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum States {
    /// As places only.
    Places,
    /// As what the set takes it for: re3d makes "Syria" an organization where it acts.
    PlacesOrOrganizations,
}

fn score(scored: &[Scored<'_, Text>]) -> Vec<Figure> {
    let counts = count(scored, States::Places);
    let total = |counts: &BTreeMap<&str, Counts>| Value::F1(counts.values().copied().sum(), None);
    let mut figures = vec![Figure::new("all kinds", total(&counts))];
    for kind in ["person", "organization", "place"] {
        figures.push(Figure::new(kind, Value::F1(counts[kind], None)));
    }
    let lenient = count(scored, States::PlacesOrOrganizations);
    figures.push(Figure::new("states as either", total(&lenient)));
    figures
}

fn count<'k>(scored: &[Scored<'_, Text>], states: States) -> BTreeMap<&'k str, Counts> {
    let mut counts: BTreeMap<&str, Counts> =
        ["person", "organization", "place"].map(|kind| (kind, Counts::default())).into();
    for scored in scored {
        let Text { text, wanted, passed_over, .. } = scored.item;
        let mut used = vec![false; wanted.len()];
        for mention in &scored.reading().mentions {
            let kind = ["person", "organization", "place"].into_iter().find(|kind| *kind == coarse(&mention.kind));
            let Some(kind) = kind else { continue };
            let either = states == States::PlacesOrOrganizations && mention.kind == "state";
            let fits = |&(span, gold): &(Span, &str)| {
                (gold == kind || either && gold == "organization") && overlap(text, mention.span, span)
            };
            let count = counts.entry(kind).or_default();
            if let Some(hit) = (0..wanted.len()).find(|&i| !used[i] && fits(&wanted[i])) {
                used[hit] = true;
                count.right += 1;
            } else if !passed_over.iter().any(|&span| overlap(text, mention.span, span)) && !wanted.iter().any(fits) {
                count.spurious += 1;
            }
        }
        for ((_, kind), _) in wanted.iter().zip(used).filter(|(_, used)| !used) {
            counts.entry(kind).or_default().missed += 1;
        }
    }
    counts
}

/// Lists what was missed and what is spurious, with the kind and the words around it.
fn errors(scored: &[Scored<'_, Text>]) -> String {
    let mut out = String::new();
    for scored in scored {
        let Text { id, text, wanted, passed_over } = scored.item;
        let found: Vec<(Span, &str)> =
            scored.reading().mentions.iter().map(|mention| (mention.span, coarse(&mention.kind))).collect();
        let hits = |place: Span, kind: &str, others: &[(Span, &str)]| {
            others.iter().any(|&(other, of)| of == kind && overlap(text, place, other))
        };
        let around = |place: Span| {
            let from = text[..place.start].char_indices().rev().nth(25).map_or(0, |(at, _)| at);
            let to = text[place.end..].char_indices().nth(25).map_or(text.len(), |(at, _)| place.end + at);
            format!("{}[{}]{}", &text[from..place.start], place.of(text), &text[place.end..to]).replace('\n', " ")
        };
        let mut line = |sign, kind: &str, place: Span| {
            writeln!(out, "{id:20} {sign} {kind:12} {}", around(place)).expect("a String takes everything");
        };
        for &(place, kind) in wanted.iter().filter(|(place, kind)| !hits(*place, kind, &found)) {
            line('-', kind, place);
        }
        let counts = |place: &Span| !passed_over.iter().any(|&other| overlap(text, *place, other));
        for &(place, kind) in found.iter().filter(|(place, kind)| counts(place) && !hits(*place, kind, wanted)) {
            line('+', kind, place);
        }
    }
    out
}

pub struct Re3d;

#[derive(Deserialize)]
struct Re3dRecord {
    id: String,
    text: String,
    entities: Vec<Re3dEntity>,
}

#[derive(Deserialize)]
struct Re3dEntity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    confidence: f64,
}

impl Task for Re3d {
    type Item = Text;
    const NAME: &'static str = "ner-re3d";
    const TITLE: &'static str = "entities of documents on Syria and Iraq";

    fn load(data: &Path) -> Result<Vec<Text>> {
        let records: Vec<Re3dRecord> = read_lines(&data.join("dev/re3d/dev.jsonl"))?;
        let text = |record: Re3dRecord| {
            let offsets = Offsets::new(&record.text);
            // Below lie candidates that its makers rejected.
            let kept = record.entities.into_iter().filter(|entity| entity.confidence >= 0.5);
            let entities = kept.map(|entity| (offsets.bytes(entity.start, entity.end), entity.kind)).collect();
            Text::new(record.id, record.text, entities)
        };
        Ok(records.into_iter().map(text).collect())
    }

    fn id(item: &Text) -> &str {
        &item.id
    }

    fn texts(item: &Text) -> Vec<(String, &str)> {
        vec![(item.id.clone(), &item.text)]
    }

    fn extract(demarche: &Demarche, item: &Text) -> Result<Vec<Reading>> {
        extract(demarche, item)
    }

    fn score(scored: &[Scored<'_, Text>]) -> Vec<Figure> {
        score(scored)
    }

    fn errors(scored: &[Scored<'_, Text>]) -> String {
        errors(scored)
    }
}

pub struct CrossNer;

#[derive(Deserialize)]
struct CrossNerRecord {
    id: String,
    tokens: Vec<String>,
    entities: Vec<CrossNerEntity>,
}

#[derive(Deserialize)]
struct CrossNerEntity {
    #[serde(flatten)]
    place: TokenRange,
    #[serde(rename = "type")]
    kind: String,
}

impl Task for CrossNer {
    type Item = Text;
    const NAME: &'static str = "ner-crossner";
    const TITLE: &'static str = "entities of sentences on politics";

    fn load(data: &Path) -> Result<Vec<Text>> {
        let records: Vec<CrossNerRecord> = read_lines(&data.join("dev/crossner_politics/dev.jsonl"))?;
        let mut texts = Vec::new();
        for record in records {
            let joined = Joined::new(&record.tokens);
            let place = |entity: CrossNerEntity| Ok::<_, String>((joined.span(&entity.place)?, entity.kind));
            let entities = record.entities.into_iter().map(place).collect::<std::result::Result<_, _>>()?;
            texts.push(Text::new(record.id, joined.text, entities));
        }
        Ok(texts)
    }

    fn id(item: &Text) -> &str {
        &item.id
    }

    fn texts(item: &Text) -> Vec<(String, &str)> {
        vec![(item.id.clone(), &item.text)]
    }

    fn extract(demarche: &Demarche, item: &Text) -> Result<Vec<Reading>> {
        extract(demarche, item)
    }

    fn score(scored: &[Scored<'_, Text>]) -> Vec<Figure> {
        score(scored)
    }

    fn errors(scored: &[Scored<'_, Text>]) -> String {
        errors(scored)
    }
}
