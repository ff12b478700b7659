//! The seed article by itself: what of it must be there, and what must not.

use std::path::Path;

use demarche::Demarche;

use crate::compare::Compare;
use crate::gold::{Document, compare, extract, load, read_all, write_all};
use crate::graph::{Edge, Level, Part, compared};
use crate::reading::Reading;
use crate::report::{Counts, Figure, Value};
use crate::task::{Result, Scored, Task};

const SEED: &str = "seed-aleppo";

/// Counts the found relations between two actors that pass a test.
fn between(document: &Compare<'_>, source: &str, target: &str, test: &dyn Fn(&Edge) -> bool) -> usize {
    let ends = document.gold_end(source).zip(document.gold_end(target));
    let hit = |edge: &&Edge| {
        let found = compared(edge, Level::Class, Part::All, Some(&document.matching));
        found.zip(ends.as_ref()).is_some_and(|((s, t, _), (source, target))| s == *source && t == *target) && test(edge)
    };
    document.found.relations.iter().filter(hit).count()
}

pub struct Seed;

impl Task for Seed {
    type Item = Document;
    const NAME: &'static str = "seed";
    const TITLE: &'static str = "the seed article by itself";

    fn load(data: &Path) -> Result<Vec<Document>> {
        Ok(load(data)?.into_iter().filter(|document| document.id == SEED).collect())
    }

    fn id(item: &Document) -> &str {
        &item.id
    }

    fn texts(item: &Document) -> Vec<(String, &str)> {
        vec![(item.id.clone(), &item.text)]
    }

    fn extract(demarche: &Demarche, item: &Document) -> Result<Vec<Reading>> {
        extract(demarche, item)
    }

    fn read(folder: &Path, items: &[Document]) -> Result<Vec<Vec<Reading>>> {
        read_all(folder, items)
    }

    fn write(folder: &Path, items: &[Document], readings: &[Vec<Reading>]) -> Result<()> {
        write_all(folder, items, readings)
    }

    fn score(scored: &[Scored<'_, Document>]) -> Vec<Figure> {
        let documents: Vec<Compare> = scored.iter().map(compare).collect();
        let right = documents.iter().map(|document| document.count(Level::Class, Part::All)).sum::<Counts>();
        let threat =
            |document: &Compare<'_>| between(document, "United States", "Russia", &|edge| edge.kind == "threatens");
        let headline = |document: &Compare<'_>| {
            let line = document.text.lines().next().unwrap_or_default();
            let in_line = |edge: &Edge| edge.evidence.texts().iter().any(|text| line.contains(text));
            between(document, "United States", "Syria", &in_line)
        };
        vec![
            Figure::new("relations by class", Value::F1(right, None)),
            Figure::new("United States threatens Russia", Value::Count(documents.iter().map(threat).sum())),
            Figure::new("headline: United States to Syria", Value::Count(documents.iter().map(headline).sum())),
        ]
    }
}
