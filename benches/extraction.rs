//! What finding actors and relations adds to the parse: all on the same articles, on one core.
//!
//! Criterion times the parse and the whole; beforehand the steps are timed in turns, and their shares of the parse are printed.

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

/// Times the steps in turns, so that a busy machine slows them alike, and compares the fastest rounds.
fn print_shares(tokens: usize, steps: &mut [(&str, &mut dyn FnMut())]) {
    let mut fastest = vec![Duration::MAX; steps.len()];
    for _ in 0..ROUNDS {
        for ((_, step), best) in steps.iter_mut().zip(&mut fastest) {
            *best = (*best).min(time(step));
        }
    }
    let parse = fastest.first().map_or(1.0, Duration::as_secs_f64);
    println!("{ARTICLES} articles, {tokens} tokens, one core, fastest of {ROUNDS} rounds in turns:");
    for ((name, _), best) in steps.iter().zip(&fastest) {
        let seconds = best.as_secs_f64();
        println!("{name:22} {:>9.0} tokens/s {:>7.3} of the parse", tokens as f64 / seconds, seconds / parse);
    }
}

fn main() {
    let pipeline = Pipeline::builtin().expect("the built-in model is read by the tests");
    let demarche = Demarche::new().expect("the built-in tables are read by the tests");
    let documents: Vec<Document> = news::Newsroom::new().take(ARTICLES).collect();
    let tokens = documents.iter().map(|document| pipeline.parse(document).tokens.len()).sum();
    let parse = || documents.iter().for_each(|document| drop(black_box(pipeline.parse(document))));
    let extract = || documents.iter().for_each(|document| drop(black_box(demarche.extract_document(document))));
    let parsed: Vec<_> = documents.iter().map(|document| demarche.parse(document)).collect();
    let casts: Vec<_> = parsed.iter().map(|parsed| demarche.resolver().resolve(parsed)).collect();
    let resolve = || parsed.iter().for_each(|parsed| drop(black_box(demarche.resolver().resolve(parsed))));
    let relate = || {
        parsed.iter().zip(&casts).for_each(|(parsed, cast)| drop(black_box(demarche.extractor().extract(parsed, cast))))
    };
    let (mut p, mut r, mut f, mut e) = (parse, resolve, relate, extract);
    let steps: &mut [(&str, &mut dyn FnMut())] = &mut [
        ("parse alone", &mut p),
        ("actors, coreference", &mut r),
        ("relations", &mut f),
        ("whole extraction", &mut e),
    ];
    print_shares(tokens, steps);

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("news");
    group.throughput(Throughput::Elements(tokens as u64)).sample_size(20);
    group.bench_function("parse", |bencher| bencher.iter(parse));
    group.bench_function("extract", |bencher| bencher.iter(extract));
    group.finish();
    criterion.final_summary();
}
