//! How well pictures are laid out, and how fast, beside an installed Graphviz `dot` on the same plans.
//!
//! `cargo bench --bench layout` uses a made graph; with `DEMARCHE_DATA` it reads the seed article and draws graphs of
//! several sizes from its event data. Pictures are written where `DEMARCHE_PICTURES` says.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use demarche::actors::{Actor, ActorKind};
use demarche::graph::{ActorGraph, DocumentRecord, Finding, Findings};
use demarche::relations::{Evidence, Ontology, Status};
use demarche::render::layout::{Builtin, Direction, Graphviz, Layout, Report};
use demarche::render::{Options, Scene, Theme, to_png, to_svg};
use demarche::{Demarche, Document, Span};

fn main() -> Result<(), Box<dyn Error>> {
    let pictures = std::env::var_os("DEMARCHE_PICTURES").map(PathBuf::from);
    let data = std::env::var_os("DEMARCHE_DATA").map(PathBuf::from);
    for (name, graph, limit) in graphs(data.as_deref())? {
        println!("{name}");
        let scene = Scene::new(&graph, &Options { limit, ..Options::default() });
        println!("  {} nodes, {} lines: {}", scene.nodes.len(), scene.edges.len(), scene.subtitle);
        let plan = scene.plan(Direction::Auto);
        let engines: [&dyn Layout; 2] = [&Builtin::default(), &Graphviz::new("dot", dot)];
        for engine in engines {
            let start = Instant::now();
            match engine.lay_out(&plan) {
                Ok(placed) => {
                    let time = start.elapsed();
                    println!("  {:8} {:5.2} s  {}", engine.name(), time.as_secs_f64(), Report::new(&plan, &placed));
                    if let Some(folder) = &pictures {
                        std::fs::create_dir_all(folder)?;
                        let file = folder.join(format!("{name}-{}", engine.name()));
                        std::fs::write(file.with_extension("svg"), to_svg(&scene, &plan, &placed))?;
                        for (theme, suffix) in Theme::ALL {
                            let scene = Scene::new(&graph, &Options { limit, theme, ..Options::default() });
                            let png = to_png(&to_svg(&scene, &plan, &placed))?;
                            std::fs::write(folder.join(format!("{name}-{}-{suffix}.png", engine.name())), png)?;
                        }
                    }
                }
                Err(error) => println!("  {error}"),
            }
        }
        std::fs::write(std::env::temp_dir().join(format!("layout-{name}.json")), json(&graph)?)?;
    }
    others(data.as_deref())
}

/// How many other graphs of a kind are drawn.
const OTHERS: u64 = 10;

/// Crossings beside those of `dot` in other graphs of 100 actors and 250 relations, so that it is not the luck of one.
fn others(data: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let mut kinds: Vec<(&str, Vec<Vec<Bundle>>)> =
        vec![("made at random", (1..=OTHERS).map(|seed| random(100, 250, seed)).collect())];
    if let Some(data) = data {
        let bundles = events(&data.join("bench/icews"))?;
        let half = |seed| {
            let mut dice = Dice(seed);
            let half: Vec<Bundle> = bundles.iter().filter(|_| dice.throw(2) == 0).cloned().collect();
            choose(&half, 100, 250)
        };
        kinds.push(("half of the events", (1..=OTHERS).map(half).collect()));
    }
    for (name, graphs) in kinds {
        println!("other graphs, {name}: crossings built-in / dot");
        let mut ratios = Vec::new();
        let mut hits = [0; 2];
        for bundles in graphs {
            let scene = Scene::new(&of_bundles(&bundles), &Options { limit: 250, ..Options::default() });
            let plan = scene.plan(Direction::Auto);
            let ours = Report::new(&plan, &Builtin::default().lay_out(&plan)?);
            let dots = Report::new(&plan, &Graphviz::new("dot", dot).lay_out(&plan)?);
            print!("  {}/{}", ours.crossings, dots.crossings);
            ratios.push(ours.crossings as f64 / dots.crossings.max(1) as f64);
            hits = [hits[0] + ours.hits(), hits[1] + dots.hits()];
        }
        let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        println!("\n  mean ratio {mean:.2}; overlaps and lines through boxes or over labels, together: {hits:?}");
    }
    Ok(())
}

/// Throws that are the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// A graph without any order in it: actors of six countries and of none, lines between any two.
fn random(actors: usize, lines: usize, seed: u64) -> Vec<Bundle> {
    let mut dice = Dice(seed);
    let countries = ["France", "Kenya", "Peru", "Japan", "Norway", "Chile"];
    let kinds = ["meets", "accuses", "attacks", "requests", "supports"];
    let ends: Vec<End> = (0..actors)
        .map(|at| End {
            name: format!("Actor {at}"),
            country: countries.get(dice.throw(9)).map(|&country| country.to_owned()),
            kind: ActorKind::Organization,
        })
        .collect();
    let mut bundle = || {
        let (from, way) = (dice.throw(actors), 1 + dice.throw(actors - 1));
        let ends = [ends[from].clone(), ends[(from + way) % actors].clone()];
        Bundle { ends, kind: kinds[dice.throw(kinds.len())].to_owned(), count: 1 + dice.throw(3) }
    };
    (0..lines).map(|_| bundle()).collect()
}

fn json(graph: &ActorGraph) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    graph.write_json(&mut bytes)?;
    Ok(bytes)
}

type Named = (&'static str, ActorGraph, usize);

/// The graphs: name, graph, how many lines are drawn.
fn graphs(data: Option<&Path>) -> Result<Vec<Named>, Box<dyn Error>> {
    let Some(data) = data else {
        return Ok(vec![("made", of_bundles(&made(40, 60)), 60)]);
    };
    let seed = std::fs::read_to_string(data.join("seed/aleppo.txt"))?;
    let mut graphs = vec![("seed", Demarche::new()?.extract(&[Document::new("aleppo", seed)])?, 60)];
    let bundles = events(&data.join("bench/icews"))?;
    for (name, actors, lines, limit) in [
        ("2-actors", 2, 4, 60),
        ("30-48", 30, 48, 60),
        ("65-60", 65, 60, 60),
        ("100-250", 100, 250, 250),
        ("600-1600", 600, 1600, 60),
    ] {
        graphs.push((name, of_bundles(&choose(&bundles, actors, lines)), limit));
    }
    Ok(graphs)
}

/// One line of a picture: both actors, the kind, how often.
#[derive(Debug, Clone)]
struct Bundle {
    ends: [End; 2],
    kind: String,
    count: usize,
}

#[derive(Debug, Clone)]
struct End {
    name: String,
    country: Option<String>,
    kind: ActorKind,
}

fn made(actors: usize, lines: usize) -> Vec<Bundle> {
    let end = |at: usize| End { name: format!("Actor {}", at % actors), country: None, kind: ActorKind::Organization };
    let bundle = |at: usize| Bundle { ends: [end(at * 7), end(at * at + 3)], kind: "meets".into(), count: 1 + at % 5 };
    (0..lines).map(bundle).filter(|bundle| bundle.ends[0].name != bundle.ends[1].name).collect()
}

/// Events by pair and kind, most frequent first.
fn events(folder: &Path) -> Result<Vec<Bundle>, Box<dyn Error>> {
    let mut ends: BTreeMap<String, End> = BTreeMap::new();
    for row in csv::Reader::from_path(folder.join("nodes.csv"))?.into_records() {
        let row = row?;
        let country = Some(row[3].to_owned()).filter(|country| !country.is_empty());
        let kind = if country.is_some() { ActorKind::Organization } else { ActorKind::Person };
        ends.insert(row[0].to_owned(), End { name: row[1].to_owned(), country, kind });
    }
    let countries: BTreeSet<String> = ends.values().filter_map(|end| end.country.clone()).collect();
    for end in ends.values_mut().filter(|end| countries.contains(&end.name)) {
        (end.kind, end.country) = (ActorKind::State, Some(end.name.clone()));
    }
    let ontology = Ontology::builtin();
    let mut counts: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for row in csv::Reader::from_path(folder.join("events.csv"))?.into_records() {
        let row = row?;
        let kind = match &row[3] {
            "APPEALS_TO" => "requests",
            "ASSAULTS" | "FIGHTS" => "attacks",
            "REDUCES_RELATIONS" => "sanctions",
            "INTENDS_COOPERATION" => "agrees-with",
            "PROTESTS" => "protests-against",
            "INVESTIGATES" => "accuses",
            "MAKES_STATEMENT" | "OTHER" => continue,
            kind => &kind.to_lowercase().replace('_', "-"),
        };
        // Of a kind without direction both directions are one line.
        let undirected = ontology.kind(kind).is_some_and(|kind| kind.reciprocal);
        let (a, b) = if undirected && row[2] < row[1] { (&row[2], &row[1]) } else { (&row[1], &row[2]) };
        if a != b {
            *counts.entry((a.to_owned(), b.to_owned(), kind.to_owned())).or_default() += 1;
        }
    }
    let bundle = |((source, target, kind), count): ((String, String, String), usize)| Bundle {
        ends: [ends[&source].clone(), ends[&target].clone()],
        kind,
        count,
    };
    let mut bundles: Vec<Bundle> = counts.into_iter().map(bundle).collect();
    bundles.sort_by_key(|bundle| std::cmp::Reverse(bundle.count));
    Ok(bundles)
}

/// The most frequent bundles with so many actors: first those that bring actors, then others between them.
fn choose(bundles: &[Bundle], actors: usize, lines: usize) -> Vec<Bundle> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let (mut chosen, mut rest) = (Vec::new(), Vec::new());
    for bundle in bundles {
        let new: BTreeSet<&str> =
            bundle.ends.iter().map(|end| end.name.as_str()).filter(|name| !known.contains(name)).collect();
        if !new.is_empty() && known.len() + new.len() <= actors {
            known.extend(new);
            chosen.push(bundle.clone());
        } else {
            rest.push(bundle);
        }
    }
    let inside = rest.into_iter().filter(|bundle| bundle.ends.iter().all(|end| known.contains(end.name.as_str())));
    let room = lines.saturating_sub(chosen.len());
    chosen.extend(inside.take(room).cloned());
    chosen
}

fn of_bundles(bundles: &[Bundle]) -> ActorGraph {
    let ontology = Ontology::builtin();
    let id = |end: &End| -> Arc<str> { format!("{}:{}", end.kind, end.name).into() };
    let mut actors: BTreeMap<Arc<str>, Actor> = BTreeMap::new();
    let mut relations = Vec::new();
    for bundle in bundles {
        for end in &bundle.ends {
            let actor = Actor {
                id: id(end),
                name: end.name.clone(),
                kind: end.kind,
                aliases: Vec::new(),
                country: end.country.as_deref().map(Into::into),
                sector: None,
                role: None,
            };
            actors.insert(id(end), actor);
        }
        for _ in 0..bundle.count {
            let at = relations.len();
            let sentence = "An event.";
            let span = Span::new(at * sentence.len(), (at + 1) * sentence.len());
            relations.push(Finding {
                source: id(&bundle.ends[0]),
                target: id(&bundle.ends[1]),
                kind: ontology.kind(&bundle.kind).expect("the kinds above are those of the ontology"),
                status: Status::Actual,
                attribution: None,
                date: None,
                place: None,
                mode: None,
                issue: None,
                confidence: 0.8,
                evidence: Evidence {
                    sentence: span,
                    trigger: span,
                    source: span,
                    target: span,
                    rule: "given".into(),
                    source_rule: None,
                    target_rule: None,
                },
                sentence: sentence.into(),
            });
        }
    }
    let document = DocumentRecord::of(&Document::new("events", "text"));
    let mut graph = ActorGraph::new(ontology);
    let findings = Findings { document, actors: actors.into_values().collect(), relations };
    graph.add_findings(findings).expect("one document does not conflict with another");
    graph
}

/// Runs the `dot` of this machine.
fn dot(text: &str) -> Result<Vec<u8>, String> {
    let start = Instant::now();
    let run = || -> std::io::Result<Vec<u8>> {
        let mut child = Command::new("dot").arg("-Tjson").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            let text = text.to_owned();
            std::thread::spawn(move || stdin.write_all(text.as_bytes()));
        }
        Ok(child.wait_with_output()?.stdout)
    };
    let answer = run().map_err(|error| error.to_string())?;
    if start.elapsed() > Duration::from_secs(60) {
        println!("  dot was slow");
    }
    Ok(answer)
}
