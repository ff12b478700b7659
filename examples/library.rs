//! Reads the sample articles and prints who does what to whom: the library in three lines.
//!
//! Run it: `cargo run --release --example library`

use std::error::Error;

use demarche::text::{Offsets, read_jsonl};
use demarche::{Demarche, Document};

fn main() -> Result<(), Box<dyn Error>> {
    let samples = include_bytes!("news.jsonl");
    let documents: Vec<Document> = read_jsonl(&samples[..], Offsets::Bytes)
        .map(|line| line.map(|input| input.document))
        .collect::<Result<_, _>>()?;

    let demarche = Demarche::new()?; // model, catalog and lexicon, loaded once
    let graph = demarche.extract(&documents)?;
    for edge in graph.relations() {
        let date = edge.date.map(|when| when.date.to_string()).unwrap_or_default();
        println!("{date}  {} {} {} ({})", edge.source.name, edge.kind.label, edge.target.name, edge.status.as_str());
        for telling in &edge.evidence {
            println!("            {}", telling.sentence);
        }
    }
    Ok(())
}
