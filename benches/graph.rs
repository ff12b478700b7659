//! Building, merging, writing and reading actor graphs of 100 to 10,000 documents: the time per document stays flat.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use demarche::actors::{Actor, ActorKind};
use demarche::graph::{ContentHash, DocumentRecord, Finding, Findings};
use demarche::relations::{Evidence, Ontology, Status};
use demarche::{ActorGraph, Span};

/// Makes the findings of `count` documents: ten actors out of 5,000 and eight relations each.
fn documents(count: usize) -> Vec<Findings> {
    let kinds: Vec<_> = Ontology::builtin().kinds().cloned().collect();
    let rule: Arc<str> = "transitive".into();
    let mut state = 1u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let document = |i: usize| {
        let mut numbers: Vec<usize> = (0..10).map(|_| random(5000)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let actors: Vec<Actor> = numbers.iter().map(|&number| actor(number)).collect();
        let relations = (0..8).map(|k| {
            let sentence: Arc<str> =
                format!("In sentence {k} of document {i} one of them accused another of very much.").into();
            let evidence = Evidence {
                sentence: Span::new(100 * k, 100 * k + sentence.len()),
                trigger: Span::new(100 * k + 40, 100 * k + 47),
                source: Span::new(100 * k + 28, 100 * k + 31),
                target: Span::new(100 * k + 48, 100 * k + 55),
                rule: rule.clone(),
                source_rule: None,
                target_rule: None,
            };
            let ends = (actors[random(actors.len())].id.clone(), actors[random(actors.len())].id.clone());
            finding(ends, kinds[random(kinds.len())].clone(), evidence, sentence)
        });
        let relations = relations.collect();
        let id: Arc<str> = format!("document-{i}").into();
        let sha256 = ContentHash::of(&id);
        Findings { document: DocumentRecord { id, title: None, date: None, url: None, sha256 }, actors, relations }
    };
    (0..count).map(document).collect()
}

fn actor(number: usize) -> Actor {
    Actor {
        id: format!("person:number-{number}").into(),
        name: format!("Person Number {number}"),
        kind: ActorKind::Person,
        aliases: vec![format!("Number {number}")],
        country: None,
        sector: None,
        role: None,
    }
}

fn finding(
    ends: (Arc<str>, Arc<str>),
    kind: demarche::relations::Kind,
    evidence: Evidence,
    sentence: Arc<str>,
) -> Finding {
    Finding {
        source: ends.0,
        target: ends.1,
        kind,
        status: Status::Actual,
        attribution: None,
        date: None,
        place: None,
        mode: None,
        issue: None,
        confidence: 0.5,
        evidence,
        sentence,
    }
}

fn graph(documents: &[Findings]) -> ActorGraph {
    let mut graph = ActorGraph::new(Ontology::builtin());
    for findings in documents {
        graph.add_findings(findings.clone()).expect("they fit");
    }
    graph
}

fn graphs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("graph");
    group.sample_size(10);
    for count in [100, 1_000, 10_000] {
        let documents = documents(count);
        let whole = graph(&documents);
        let json = whole.to_json();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(BenchmarkId::new("add", count), |b| b.iter(|| graph(black_box(&documents))));
        group.bench_function(BenchmarkId::new("merge", count), |b| {
            b.iter(|| {
                let mut empty = ActorGraph::new(Ontology::builtin());
                empty.merge(black_box(&whole)).expect("no conflict");
                empty
            });
        });
        group.bench_function(BenchmarkId::new("write", count), |b| b.iter(|| black_box(&whole).to_json()));
        group.bench_function(BenchmarkId::new("read", count), |b| {
            b.iter(|| ActorGraph::from_json(black_box(&json), Ontology::builtin()).expect("what was written"));
        });
    }
    group.finish();
}

criterion_group!(benches, graphs);
criterion_main!(benches);
