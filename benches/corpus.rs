//! Cost and memory over a corpus: both should stay flat from one document to ten thousand.
//!
//! `cargo bench --bench corpus [-- DOCUMENTS...]`; each size is one `Demarche` that reads so many articles, all cores.
//! Memory is the resident set of the process, read from `/proc` where there is one. The graph is not kept, as it grows
//! with what it holds; its own size is the last column.

#[path = "news/mod.rs"]
mod news;

use std::time::Instant;

use demarche::nlp::Pipeline;
use demarche::relations::Ontology;
use demarche::{ActorGraph, Demarche, Document};
use rayon::prelude::*;

/// Documents that are read side by side before the next ones are written.
const BATCH: usize = 200;

/// Gives a line of `/proc/self/status` in MiB; none on systems without it.
fn memory(line: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kib = status.lines().find_map(|entry| entry.strip_prefix(line)?.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.map(|kib| kib / 1024.0)
}

fn show(memory: Option<f64>) -> String {
    memory.map_or("-".to_owned(), |mib| format!("{mib:.0}"))
}

/// Reads so many articles and prints a line.
fn measure(count: usize, bytes_per_token: f64) {
    let demarche = Demarche::new().expect("the built-in tables are read by the tests");
    let mut newsroom = news::Newsroom::new();
    let (mut bytes, mut relations, mut left, mut seconds) = (0, 0, count, 0.0);
    while left > 0 {
        let batch: Vec<Document> = newsroom.by_ref().take(left.min(BATCH)).collect();
        left -= batch.len();
        bytes += batch.iter().map(|document| document.text.len()).sum::<usize>();
        let start = Instant::now();
        relations +=
            batch.par_iter().map(|document| demarche.extract_document(document).relations.len()).sum::<usize>();
        seconds += start.elapsed().as_secs_f64();
    }
    let tokens = bytes as f64 / bytes_per_token;
    let micros = seconds * 1e6 / tokens;
    let (now, peak) = (show(memory("VmRSS")), show(memory("VmHWM")));
    println!("{count:>9} {tokens:>11.0} {seconds:>9.2} {micros:>12.2} {now:>10} {peak:>10} {relations:>10}");
}

/// Prints what a graph of these documents takes.
fn measure_graph(count: usize) {
    let demarche = Demarche::new().expect("the built-in tables are read by the tests");
    let before = memory("VmRSS");
    let mut graph = ActorGraph::new(Ontology::builtin());
    for document in news::Newsroom::new().take(count) {
        graph.add(&demarche.extract_document(&document)).expect("every article has an id of its own");
    }
    let grown = before.zip(memory("VmRSS")).map(|(before, after)| after - before);
    let (actors, relations) = (graph.actor_count(), graph.relation_count());
    println!("graph of {count}: {actors} actors, {relations} relations, {} MiB", show(grown));
}

fn main() {
    let mut counts: Vec<usize> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    if counts.is_empty() {
        counts = vec![1, 100, 10_000];
    }
    let pipeline = Pipeline::builtin().expect("the built-in model is read by the tests");
    let sample: Vec<Document> = news::Newsroom::new().take(50).collect();
    let bytes: usize = sample.iter().map(|document| document.text.len()).sum();
    let tokens: usize = sample.iter().map(|document| pipeline.parse(document).tokens.len()).sum();
    drop(pipeline);
    println!("documents      tokens   seconds micros/token    RSS MiB   peak MiB  relations");
    for &count in &counts {
        measure(count, bytes as f64 / tokens as f64);
    }
    measure_graph(counts.iter().copied().max().unwrap_or(1).min(1000));
}
