//! Our side of `benches/peer_spacy.py`: parses the documents of a file some times over and prints one JSON object.
//!
//! usage: cargo bench --bench nlp_peer -- FILE.jsonl PASSES

use std::time::Instant;

use demarche::Document;
use demarche::nlp::Pipeline;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [path, passes] = arguments.as_slice() else {
        eprintln!("skipped: run it through benches/peer_spacy.py");
        return;
    };
    let passes: usize = passes.parse().expect("a number of passes");
    let lines = std::fs::read_to_string(path).expect("a readable file");
    let documents: Vec<Document> = lines.lines().map(document).collect();

    let start = Instant::now();
    let pipeline = Pipeline::builtin().expect("the model is whole");
    let ready = start.elapsed();
    pipeline.parse(&documents[0]);
    let first = start.elapsed();

    let (mut tokens, mut entities, mut seconds) = (0, 0, Vec::new());
    for _ in 0..passes {
        let start = processor_seconds();
        (tokens, entities) = documents.iter().fold((0, 0), |(tokens, entities), document| {
            let parsed = pipeline.parse(document);
            (tokens + parsed.tokens.len(), entities + parsed.entities.len())
        });
        seconds.push(processor_seconds() - start);
    }
    let report = serde_json::json!({
        "tokens": tokens,
        "entities": entities,
        "seconds": seconds,
        "ready_ms": ready.as_secs_f64() * 1e3,
        "first_ms": first.as_secs_f64() * 1e3,
    });
    println!("{report}");
}

/// Reads the processor time of this process: unlike time on the wall, it holds on a machine that does other work.
fn processor_seconds() -> f64 {
    let statistics = std::fs::read_to_string("/proc/self/schedstat").expect("Linux");
    let nanoseconds: f64 = statistics.split(' ').next().and_then(|field| field.parse().ok()).expect("a number");
    nanoseconds / 1e9
}

fn document(line: &str) -> Document {
    let fields: serde_json::Value = serde_json::from_str(line).expect("one JSON object a line");
    Document::new("document", fields["text"].as_str().expect("a field `text`"))
}
