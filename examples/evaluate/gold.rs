//! Finished graphs against hand-made ones, document by document, and the seed article by itself.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::bootstrap::f1_interval;
use crate::graph::{Compared, Edge, EdgeEvidence, End, Graph, Level, Matching, Part, SentenceOf, compared, end};
use crate::reading::Reading;
use crate::report::{Counts, Figure, Value};
use crate::task::{Result, Scored, Task};

/// A text with its hand-made graph.
pub struct Document {
    id: String,
    text: String,
    graph: Graph,
}

/// A document with the graph that was read from it.
struct Compare<'c> {
    gold: &'c Graph,
    text: &'c str,
    found: Graph,
    matching: Matching,
}

impl<'c> Compare<'c> {
    fn new(scored: &Scored<'c, Document>) -> Self {
        let Document { text, graph: gold, .. } = scored.item;
        let found = graph_of(&scored.item.id, scored.reading());
        Compare { matching: gold.matching(&found), gold, text, found }
    }

    /// Gives the relations that should be there and those that are; of the latter, optional ones are left out.
    fn relations(&self, level: Level, part: Part) -> (BTreeSet<Compared>, BTreeSet<Compared>) {
        let want = self.gold.compared(level, part, None, false);
        let optional = self.gold.compared(level, part, None, true);
        let mut got = self.found.compared(level, part, Some(&self.matching), false);
        got.retain(|relation| want.contains(relation) || !optional.contains(relation));
        (want, got)
    }

    fn count(&self, level: Level, part: Part) -> Counts {
        let (want, got) = self.relations(level, part);
        counts(&want, &got)
    }

    /// Counts the actors that are an end of a relation.
    fn count_actors(&self) -> Counts {
        let ends = |optional: bool| -> BTreeSet<End> {
            let edges = self.gold.relations.iter().filter(|edge| edge.optional == optional);
            edges.flat_map(|edge| [end(&edge.source, None), end(&edge.target, None)]).collect()
        };
        let (used, maybe) = (ends(false), ends(true));
        let found = self.found.relations.iter().flat_map(|edge| [&edge.source, &edge.target]);
        let mut got: BTreeSet<End> = found.map(|id| end(id, Some(&self.matching))).collect();
        got.retain(|end| used.contains(end) || !maybe.contains(end));
        counts(&used, &got)
    }

    /// Gives the relations that should be there, each with the found ones that are right by class.
    fn twins(&self) -> Vec<(&Edge, Vec<&Edge>)> {
        let class = |edge: &Edge, matching: Option<&Matching>| compared(edge, Level::Class, Part::All, matching);
        let of = |gold: &'c Edge| {
            let want = class(gold, None).filter(|_| !gold.optional)?;
            let twin = |edge: &&Edge| class(edge, Some(&self.matching)).as_ref() == Some(&want);
            let twins: Vec<&Edge> = self.found.relations.iter().filter(twin).collect();
            (!twins.is_empty()).then_some((gold, twins))
        };
        self.gold.relations.iter().filter_map(of).collect()
    }

    /// Counts the matched actors that are of the right kind.
    fn kinds_right(&self) -> usize {
        let matched = |id: &str| self.gold.actors.iter().find(|actor| Some(&actor.id) == self.matching.get(id));
        let right = |actor: &&crate::reading::ActorRead| matched(&actor.id).is_some_and(|gold| gold.kind == actor.kind);
        self.found.actors.iter().filter(right).count()
    }

    /// Finds the hand-made graph's actor of this name.
    fn gold_end(&self, name: &str) -> Option<End> {
        self.gold.actors.iter().find(|actor| actor.name == name).map(|actor| End::Gold(actor.id.clone()))
    }

    /// Names an end for the eye; a question mark stands after actors that match none.
    fn name(&self, end: &End) -> String {
        let name = |graph: &Graph, id: &String| {
            graph.actors.iter().find(|actor| actor.id == *id).map_or(id.clone(), |actor| actor.name.clone())
        };
        match end {
            End::Gold(id) => name(self.gold, id),
            End::Unmatched(id) => name(&self.found, id) + "?",
        }
    }
}

fn counts<T: Ord>(want: &BTreeSet<T>, got: &BTreeSet<T>) -> Counts {
    let right = want.intersection(got).count();
    Counts { right, spurious: got.len() - right, missed: want.len() - right }
}

/// Says whether evidence shares at least a third of its words with the hand-made one.
fn shares_evidence(gold: &Edge, found: &Edge) -> bool {
    let want = gold.evidence.words();
    want.intersection(&found.evidence.words()).count() * 3 >= want.len()
}

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

/// Puts a reading into the form of the hand-made graphs.
fn graph_of(id: &str, reading: &Reading) -> Graph {
    let edges = reading.relations.iter().filter_map(|relation| {
        let sentences = relation.evidence.iter().map(|sentence| SentenceOf { sentence: sentence.clone() });
        Some(Edge {
            source: relation.source.actor.clone()?,
            target: relation.target.actor.clone()?,
            kind: relation.kind.clone(),
            status: relation.status.clone(),
            optional: false,
            evidence: EdgeEvidence::Sentences(sentences.collect()),
        })
    });
    Graph { id: id.to_owned(), actors: reading.actors.clone(), relations: edges.collect() }
}

/// Takes a reading from a graph in that form.
fn reading_of(graph: Graph) -> Reading {
    use crate::reading::{EndRead, RelationRead};
    let relation = |edge: Edge| RelationRead {
        evidence: edge.evidence.texts().into_iter().map(String::from).collect(),
        kind: edge.kind,
        status: edge.status,
        confidence: 0.0,
        source: EndRead { actor: Some(edge.source), span: None },
        target: EndRead { actor: Some(edge.target), span: None },
    };
    let relations = graph.relations.into_iter().map(relation).collect();
    Reading { actors: graph.actors, relations, ..Reading::default() }
}

fn read_graph(path: &Path) -> Result<Graph> {
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("`{}` is not as expected: {error}", path.display()))?)
}

fn load(data: &Path) -> Result<Vec<Document>> {
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

fn read_all(folder: &Path, documents: &[Document]) -> Result<Vec<Vec<Reading>>> {
    let path = |document: &Document| folder.join(&document.id).with_extension("json");
    let reading = |document: &Document| match path(document) {
        path if path.exists() => Ok(vec![reading_of(read_graph(&path)?)]),
        _ => Ok(vec![Reading::default()]),
    };
    documents.iter().map(reading).collect()
}

fn write_all(folder: &Path, documents: &[Document], readings: &[Vec<Reading>]) -> Result<()> {
    fs::create_dir_all(folder)?;
    for (document, reading) in documents.iter().zip(readings).filter_map(|(of, all)| Some((of, all.first()?))) {
        let json = serde_json::to_string_pretty(&graph_of(&document.id, reading))?;
        fs::write(folder.join(&document.id).with_extension("json"), json)?;
    }
    Ok(())
}

/// What the two tasks on hand-made graphs share.
macro_rules! graph_task {
    ($name:literal, $title:literal, $load:expr) => {
        type Item = Document;
        const NAME: &'static str = $name;
        const TITLE: &'static str = $title;

        fn load(data: &Path) -> Result<Vec<Document>> {
            let keep: fn(&Document) -> bool = $load;
            Ok(load(data)?.into_iter().filter(keep).collect())
        }

        fn id(item: &Document) -> &str {
            &item.id
        }

        fn texts(item: &Document) -> Vec<(String, &str)> {
            vec![(item.id.clone(), &item.text)]
        }

        fn read(folder: &Path, items: &[Document]) -> Result<Vec<Vec<Reading>>> {
            read_all(&folder.join("gold"), items)
        }

        fn write(folder: &Path, items: &[Document], readings: &[Vec<Reading>]) -> Result<()> {
            write_all(&folder.join("gold"), items, readings)
        }
    };
}

/// All documents.
pub struct Gold;

impl Task for Gold {
    graph_task!("gold", "finished graphs against hand-made ones", |_| true);

    fn score(scored: &[Scored<'_, Document>]) -> Vec<Figure> {
        let documents: Vec<Compare> = scored.iter().map(Compare::new).collect();
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

    /// Prints every missed (`-`) and spurious (`+`) relation by class.
    fn errors(scored: &[Scored<'_, Document>]) -> String {
        let mut out = String::new();
        for (id, document) in scored.iter().map(|scored| (&scored.item.id, Compare::new(scored))) {
            let (want, got) = document.relations(Level::Class, Part::All);
            let missed = want.difference(&got).map(|relation| ('-', relation));
            for (sign, (source, target, label)) in missed.chain(got.difference(&want).map(|relation| ('+', relation))) {
                let (source, target) = (document.name(source), document.name(target));
                writeln!(out, "{id:24} {sign} {source} --{label}--> {target}").expect("a String takes everything");
            }
        }
        out
    }
}

/// The seed article.
pub struct Seed;

const SEED: &str = "seed-aleppo";

impl Task for Seed {
    graph_task!("seed", "the seed article by itself", |document| document.id == SEED);

    fn score(scored: &[Scored<'_, Document>]) -> Vec<Figure> {
        let documents: Vec<Compare> = scored.iter().map(Compare::new).collect();
        let right = documents.iter().map(|document| document.count(Level::Class, Part::All)).sum::<Counts>();
        let between = |document: &Compare<'_>, target: &str, test: &dyn Fn(&Edge) -> bool| {
            let ends = document.gold_end("United States").zip(document.gold_end(target));
            let hit = |edge: &&Edge| {
                let found = compared(edge, Level::Class, Part::All, Some(&document.matching));
                found.zip(ends.clone()).is_some_and(|((source, target, _), ends)| (source, target) == ends)
                    && test(edge)
            };
            document.found.relations.iter().filter(hit).count()
        };
        let threat = |document: &Compare<'_>| between(document, "Russia", &|edge| edge.kind == "threatens");
        let headline = |document: &Compare<'_>| {
            let line = document.text.lines().next().unwrap_or_default();
            between(document, "Syria", &|edge| edge.evidence.texts().iter().any(|text| line.contains(text)))
        };
        vec![
            Figure::new("relations by class", Value::F1(right, None)),
            Figure::new("United States threatens Russia", Value::Count(documents.iter().map(threat).sum())),
            Figure::new("headline: United States to Syria", Value::Count(documents.iter().map(headline).sum())),
        ]
    }
}
