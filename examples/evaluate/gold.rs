//! Finished graphs against hand-made ones, document by document.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use demarche::Demarche;

use crate::bootstrap::f1_interval;
use crate::compare::{Compare, shares_evidence};
use crate::graph::{Edge, EdgeEvidence, Graph, Level, Part};
use crate::reading::{EndRead, Reading, RelationRead};
use crate::report::{Counts, Figure, Value};
use crate::task::{Result, Scored, Task};

/// A text with its hand-made graph.
pub struct Document {
    pub id: String,
    pub text: String,
    pub graph: Graph,
}

/// Puts the two graphs of a document beside each other.
pub fn compare<'c>(scored: &Scored<'c, Document>) -> Compare<'c> {
    let Document { text, graph: gold, .. } = scored.item;
    let found = graph_of(&scored.item.id, scored.reading());
    Compare { matching: gold.matching(&found), gold, text, found, mentions: &scored.readings[0].mentions }
}

/// Puts a reading into the form of the hand-made graphs.
fn graph_of(id: &str, reading: &Reading) -> Graph {
    let edges = reading.relations.iter().filter_map(|relation| {
        Some(Edge {
            source: relation.source.actor.clone()?,
            target: relation.target.actor.clone()?,
            kind: relation.kind.clone(),
            status: relation.status.clone(),
            optional: false,
            evidence: EdgeEvidence::Sentences(relation.evidence.clone()),
        })
    });
    Graph { id: id.to_owned(), actors: reading.actors.clone(), relations: edges.collect() }
}

/// Takes a reading from a graph in that form.
fn reading_of(graph: Graph) -> Reading {
    let relation = |edge: Edge| RelationRead {
        kind: edge.kind,
        status: edge.status,
        mode: None,
        confidence: 0.0,
        source: EndRead { actor: Some(edge.source), span: None },
        target: EndRead { actor: Some(edge.target), span: None },
        evidence: edge.evidence.sentences(),
    };
    let relations = graph.relations.into_iter().map(relation).collect();
    Reading { actors: graph.actors, relations, ..Reading::default() }
}

/// Reads the graph of a document with this library.
pub fn extract(demarche: &Demarche, item: &Document) -> Result<Vec<Reading>> {
    let document = demarche::Document::new(&item.id, &item.text);
    Ok(vec![crate::extract::graph_of(&demarche.extract_document(&document))?])
}

fn read_graph(path: &Path) -> Result<Graph> {
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("`{}` is not as expected: {error}", path.display()))?)
}

/// Reads the hand-made graphs and their texts, by name.
pub fn load(data: &Path) -> Result<Vec<Document>> {
    let folder = data.join("gold/dev");
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("cannot read the folder `{}`: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let document = |path: std::path::PathBuf| {
        let graph = read_graph(&path)?;
        let text = fs::read_to_string(path.with_extension("txt"))?;
        let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Ok::<_, Box<dyn Error>>(Document { id, text, graph })
    };
    paths.into_iter().map(document).collect()
}

/// Reads one graph a document; a document without one counts as read in vain.
pub fn read_all(folder: &Path, documents: &[Document]) -> Result<Vec<Vec<Reading>>> {
    let path = |document: &Document| folder.join("gold").join(&document.id).with_extension("json");
    let reading = |document: &Document| match path(document) {
        path if path.exists() => Ok(vec![reading_of(read_graph(&path)?)]),
        _ => Ok(vec![Reading::default()]),
    };
    documents.iter().map(reading).collect()
}

/// Writes one graph a document.
pub fn write_all(folder: &Path, documents: &[Document], readings: &[Vec<Reading>]) -> Result<()> {
    let folder = folder.join("gold");
    fs::create_dir_all(&folder)?;
    for (document, reading) in documents.iter().zip(readings).filter_map(|(of, all)| Some((of, all.first()?))) {
        let json = serde_json::to_string_pretty(&graph_of(&document.id, reading))?;
        fs::write(folder.join(&document.id).with_extension("json"), json)?;
    }
    Ok(())
}

/// Gives what can be said of the relations and actors that are right: status, evidence, kind.
fn shares(documents: &[Compare<'_>]) -> Vec<Figure> {
    let twins: Vec<(&Edge, Vec<&Edge>)> = documents.iter().flat_map(Compare::twins).collect();
    let count = |test: &dyn Fn(&Edge, &Edge) -> bool| {
        twins.iter().filter(|(gold, twins)| twins.iter().any(|twin| test(gold, twin))).count()
    };
    let sum = |of: &dyn Fn(&Compare<'_>) -> usize| documents.iter().map(of).sum::<usize>();
    let found = sum(&|document| document.matching.len());
    vec![
        Figure::new("status right", Value::Share(count(&|gold, twin| gold.status == twin.status), twins.len())),
        Figure::new("evidence right", Value::Share(count(&shares_evidence), twins.len())),
        Figure::new("actor kind right", Value::Share(sum(&|document| document.kinds_right()), found)),
        Figure::new("gold actors found", Value::Share(found, sum(&|document| document.gold.actors.len()))),
    ]
}

/// All documents.
pub struct Gold;

impl Task for Gold {
    type Item = Document;
    const NAME: &'static str = "gold";
    const TITLE: &'static str = "finished graphs against hand-made ones";
    const KNOWN: &'static str = "two readers agree at F1 0.886 by class; dictionary coder 0.05";

    fn load(data: &Path) -> Result<Vec<Document>> {
        load(data)
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
        let f1 = |name: &str, count: &dyn Fn(&Compare<'_>) -> Counts| {
            let counts: Vec<Counts> = documents.iter().map(count).collect();
            Figure::new(name, Value::F1(counts.iter().copied().sum(), f1_interval(&counts)))
        };
        let mut figures = vec![
            f1("relations by class", &|document| document.count(Level::Class, Part::All)),
            f1("relations by kind", &|document| document.count(Level::Kind, Part::All)),
            f1("relations by quad", &|document| document.count(Level::Quad, Part::All)),
            f1("relations by dyad", &|document| document.count(Level::Dyad, Part::All)),
            f1("events by class", &|document| document.count(Level::Class, Part::Events)),
            f1("ties by class", &|document| document.count(Level::Class, Part::Ties)),
            f1("actors in relations", &|document| document.count_actors()),
        ];
        figures.extend(shares(&documents));
        figures
    }

    /// Prints every missed (`-`) and spurious (`+`) relation by class with its cause, then how often each cause occurs.
    fn errors(scored: &[Scored<'_, Document>]) -> String {
        let mut out = String::new();
        let mut causes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (id, document) in scored.iter().map(|scored| (&scored.item.id, compare(scored))) {
            let (want, got) = document.relations(Level::Class, Part::All);
            let mut line = |sign, relation, cause, detail: String| {
                let (source, target, label): &(_, _, String) = relation;
                let (source, target) = (document.name(source), document.name(target));
                *causes.entry((if sign == '-' { "missed" } else { "spurious" }, cause)).or_default() += 1;
                writeln!(out, "{id:20} {sign} {source} --{label}--> {target}  [{cause}] {detail}")
            };
            for relation in want.difference(&got) {
                let edges = document.gold_as(relation);
                let open: Vec<&str> = edges.iter().flat_map(|edge| document.open_at_evidence(edge)).collect();
                let pieces: Vec<&str> = edges.iter().flat_map(|edge| edge.evidence.texts()).collect();
                let cause = document.why_missed(relation, &got);
                let open = if open.is_empty() { String::new() } else { format!(" (open: {})", open.join(", ")) };
                line('-', relation, cause, pieces.join(" / ") + &open).expect("a String takes everything");
            }
            for relation in got.difference(&want) {
                let found = document.found_as(relation);
                let details: Vec<String> = found.iter().map(|edge| edge.evidence.detail()).collect();
                let cause = document.why_spurious(relation);
                line('+', relation, cause, details.join(" / ")).expect("a String takes everything");
            }
        }
        for ((side, cause), n) in causes {
            writeln!(out, "{n:5} {side}: {cause}").expect("a String takes everything");
        }
        out
    }
}
