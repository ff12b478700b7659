//! How long the English model and the catalog of actors take to be ready, and the model per document.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche::Document;
use demarche::actors::Catalog;
use demarche::nlp::Pipeline;

const ARTICLE: &str = include_str!("../examples/articles/ceasefire.txt");

fn startup(c: &mut Criterion) {
    c.bench_function("ready/model", |b| b.iter(|| Pipeline::builtin().expect("the model is whole")));
    c.bench_function("ready/catalog", |b| b.iter(|| Catalog::builtin().expect("the compiled tables are whole")));
}

fn parse(c: &mut Criterion) {
    let pipeline = Pipeline::builtin().expect("the model is whole");
    let article = Document::new("ceasefire", ARTICLE);
    let mut group = c.benchmark_group("nlp/parse");
    group.throughput(Throughput::Elements(pipeline.parse(&article).tokens.len() as u64));
    group.bench_function("article", |b| b.iter(|| pipeline.parse(&article)));
    let long = Document::new("long", format!("{ARTICLE}\n").repeat(20));
    group.throughput(Throughput::Elements(pipeline.parse(&long).tokens.len() as u64));
    group.bench_function("twenty articles", |b| b.iter(|| pipeline.parse(&long)));
    group.finish();
}

criterion_group!(benches, startup, parse);
criterion_main!(benches);
