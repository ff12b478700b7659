//! What the extraction adds to the parse: both on the same articles, on one core.
//!
//! Criterion times the two; beforehand they are timed in turns, and the ratio is printed.

#[path = "news/mod.rs"]
mod news;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use demarche::nlp::Pipeline;
use demarche::{Demarche, Document};

const ARTICLES: usize = 40;
const ROUNDS: usize = 15;

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Times both in turns, so that a busy machine slows them alike, and compares the fastest rounds.
fn print_ratio(tokens: usize, mut parse: impl FnMut(), mut extract: impl FnMut()) {
    let rounds: Vec<(Duration, Duration)> = (0..ROUNDS).map(|_| (time(&mut parse), time(&mut extract))).collect();
    let fastest =
        |of: fn(&(Duration, Duration)) -> Duration| rounds.iter().map(of).min().unwrap_or_default().as_secs_f64();
    let (parse, extract) = (fastest(|round| round.0), fastest(|round| round.1));
    let speed = |seconds: f64| tokens as f64 / seconds;
    println!("{ARTICLES} articles, {tokens} tokens, one core, fastest of {ROUNDS} rounds in turns:");
    println!("parse alone        {:>9.0} tokens/s", speed(parse));
    println!("whole extraction   {:>9.0} tokens/s", speed(extract));
    println!("extraction / parse {:>9.3} of the time", extract / parse);
}

fn main() {
    let pipeline = Pipeline::builtin().expect("the built-in model is read by the tests");
    let demarche = Demarche::new().expect("the built-in tables are read by the tests");
    let documents: Vec<Document> = news::Newsroom::new().take(ARTICLES).collect();
    let tokens = documents.iter().map(|document| pipeline.parse(document).tokens.len()).sum();
    let parse = || documents.iter().for_each(|document| drop(black_box(pipeline.parse(document))));
    let extract = || documents.iter().for_each(|document| drop(black_box(demarche.extract_document(document))));
    print_ratio(tokens, parse, extract);

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("news");
    group.throughput(Throughput::Elements(tokens as u64)).sample_size(20);
    group.bench_function("parse", |bencher| bencher.iter(parse));
    group.bench_function("extract", |bencher| bencher.iter(extract));
    group.finish();
    criterion.final_summary();
}
