//! Directed praise and blame between two marked names of a sentence.
//!
//! Read twice: from the raw text (`dsent`), and with the names given as mentions (`dsent-pair`). Of those nobody says that anything
//! holds between them: what is more likely wrong than right is left out, as `--min-confidence` does.

use std::path::Path;

use demarche::{Demarche, Document, Span};
use serde::Deserialize;

use crate::data::{Offsets, read_lines};
use crate::extract::reading_of;
use crate::reading::Reading;
use crate::report::{Counts, Figure, Value, macro_f1};
use crate::spans::{events, overlap};
use crate::task::{Result, Scored, Task};

/// How sure a relation between given names has to be.
const LIKELY: f32 = 0.5;

/// The labels in the order of their numbers in the data.
const LABELS: [&str; 5] = ["neutral", "pos:p>q", "pos:q>p", "neg:p>q", "neg:q>p"];

pub struct Sentence {
    id: String,
    text: String,
    p: Span,
    q: Span,
    label: &'static str,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    p: Name,
    q: Name,
    label: usize,
}

#[derive(Deserialize)]
struct Name {
    start: Option<usize>,
    end: Option<usize>,
}

/// Gives a sentence; none where a name was not found in its text.
fn sentence(record: Record) -> Option<Sentence> {
    let offsets = Offsets::new(&record.text);
    let span = |name: &Name| Some(offsets.bytes(name.start?, name.end?));
    let (p, q) = (span(&record.p)?, span(&record.q)?);
    Some(Sentence { p, q, label: LABELS.get(record.label)?, id: record.id, text: record.text })
}

/// Gives the label of the first event that runs between the two names with a sentiment.
fn predict(scored: &Scored<'_, Sentence>) -> &'static str {
    let Sentence { text, p, q, .. } = scored.item;
    for found in events(scored.reading()) {
        let hit = |end: Option<Span>, name: &Span| end.is_some_and(|end| overlap(text, end, *name));
        let (source, target) = (found.relation.source.span, found.relation.target.span);
        let forward = hit(source, p) && hit(target, q);
        let backward = hit(source, q) && hit(target, p);
        match (found.event.sentiment(), forward, backward) {
            (Some("pos"), true, _) => return LABELS[1],
            (Some("pos"), _, true) => return LABELS[2],
            (Some(_), true, _) => return LABELS[3],
            (Some(_), _, true) => return LABELS[4],
            _ => {}
        }
    }
    LABELS[0]
}

/// The names are found in the text, or given.
pub struct DirectedSentiment<const GIVEN: bool>;

impl<const GIVEN: bool> Task for DirectedSentiment<GIVEN> {
    type Item = Sentence;
    const NAME: &'static str = if GIVEN { "dsent-pair" } else { "dsent" };
    const TITLE: &'static str = if GIVEN {
        "directed praise and blame between two marked names, the names given"
    } else {
        "directed praise and blame between two marked names, from raw text"
    };
    const KNOWN: &'static str = "macro-F1 0.725 published, all neutral 0.158";

    fn load(data: &Path) -> Result<Vec<Sentence>> {
        let records: Vec<Record> = read_lines(&data.join("dev/directed_sentiment/dev.jsonl"))?;
        Ok(records.into_iter().filter_map(sentence).collect())
    }

    fn id(item: &Sentence) -> &str {
        &item.id
    }

    fn texts(item: &Sentence) -> Vec<(String, &str)> {
        vec![(item.id.clone(), &item.text)]
    }

    fn extract(demarche: &Demarche, item: &Sentence) -> Result<Vec<Reading>> {
        let document = Document::new(&item.id, &item.text);
        if !GIVEN {
            return Ok(vec![reading_of(&demarche.extract_document(&document))]);
        }
        let mut extraction = demarche.extract_given(&document, &[item.p, item.q]);
        extraction.relations.retain(|relation| relation.confidence >= LIKELY);
        Ok(vec![reading_of(&extraction)])
    }

    fn score(scored: &[Scored<'_, Sentence>]) -> Vec<Figure> {
        let pairs: Vec<(&str, &str)> = scored.iter().map(|scored| (scored.item.label, predict(scored))).collect();
        let (mean, each) = macro_f1(&pairs, &LABELS);
        let count = |test: &dyn Fn(&str, &str) -> bool| pairs.iter().filter(|(gold, found)| test(gold, found)).count();
        let directed = Counts {
            right: count(&|gold, found| gold == found && found != "neutral"),
            spurious: count(&|gold, found| gold != found && found != "neutral"),
            missed: count(&|gold, found| gold != found && gold != "neutral"),
        };
        let mut figures = vec![
            Figure::new("class macro-F1", Value::Mean(mean)),
            Figure::new("accuracy", Value::Share(count(&|gold, found| gold == found), pairs.len())),
            Figure::new("directed, not neutral", Value::F1(directed, None)),
        ];
        figures.extend(LABELS.iter().zip(each).map(|(label, f1)| Figure::new(format!("F1 {label}"), Value::Mean(f1))));
        figures
    }
}
