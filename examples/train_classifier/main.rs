//! Trains the classifier of relations on the project's own marked sentences, and writes `data/classifier.bin` and
//! `docs/confidence.md`. A tool for those who change `data/training`, the lexicon or what the classifier sees.
//!
//! ```text
//! cargo run --release --example train_classifier
//! ```
//! The same tables give the same bytes. One sentence in ten, by a hash of its text, is never learned from: on those the
//! meaning of `confidence` is measured. The others are read in five parts, each judged by what was learned from the other
//! four; from that come the printed figures and the calibration.

mod judged;
mod learn;
mod report;
mod sentences;

use std::fs;
use std::path::{Path, PathBuf};

use demarche::relations::classifier::{Bounds, Calibration, Label, Mentions, Observation, fingerprint};
use demarche::relations::{Ontology, QuadClass};
use demarche::{Demarche, Document, Span};
use rayon::prelude::*;

use judged::{Judged, judge};
use learn::{Example, Weights, calibrate};
use sentences::Sentence;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Parts of the sentences that are learned from; one more is held back.
const PARTS: u64 = 5;

/// When the classifier acts. It is slow to contradict a frame: the marked sentences are written to be hard, and news is put
/// in plainer words than they are. A found reading is dropped only where hardly any right one goes with it.
const BOUNDS: Bounds =
    Bounds { apart: 0.9, given_change: 0.95, given_doubt: 0.02, beside: 0.25, drop: 0.02, change: 1.1, doubt: 0.0 };

/// An example with what the frames read, and where its mentions came from.
pub struct Case {
    pub example: Example,
    pub told: Vec<demarche::relations::classifier::Told>,
    pub mentions: Mentions,
    /// The word that governs both.
    pub joining: String,
}

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tables = tables(&root.join("data/training"))?;
    let sentences = sentences::read(&tables)?;
    let ontology = Ontology::builtin();
    let events = ontology.kinds().filter(|kind| kind.quad != QuadClass::Tie);
    let labels: Vec<Label> =
        events.map(|kind| Label { kind: kind.name.as_str().into(), reciprocal: kind.reciprocal }).collect();
    let demarche = Demarche::new()?;
    let cases: Vec<Case> =
        sentences.par_iter().flat_map_iter(|sentence| observe(&demarche, &labels, sentence)).collect();
    println!("{} sentences with a marked pair, {} pairs to learn from", sentences.len(), cases.len());

    let held_back = |case: &&Case| case.example.text.is_multiple_of(10);
    let learned: Vec<&Case> = cases.iter().filter(|case| !held_back(case)).collect();
    let crossed = cross(&labels, &learned, |case| case.example.text / 10 % PARTS);
    let unseen = cross(&labels, &learned, |case| hash(&case.joining) % PARTS);
    println!("other words: {}", report::classes(&labels, &ontology, &unseen));
    println!("other words: {}", report::found(&labels, &ontology, &unseen));
    let calibration = |mentions| calibrate(&judged::sure(&crossed, mentions, &BOUNDS));
    let calibrations: [Calibration; 2] = [calibration(Mentions::Given), calibration(Mentions::Found)];
    println!("calibration of given and of found mentions: {calibrations:?}");
    println!("{}", report::classes(&labels, &ontology, &crossed));
    println!("{}", report::found(&labels, &ontology, &crossed));

    let examples: Vec<&Example> = learned.iter().map(|case| &case.example).collect();
    let texts: Vec<&str> = tables.iter().map(|(_, text)| text.as_str()).collect();
    let model = Weights::learn(&labels, &examples).round(fingerprint(&texts), calibrations, BOUNDS);
    let fresh: Vec<Judged> = cases
        .iter()
        .filter(held_back)
        .map(|case| judge(&labels, case, &model.distribution(&case.example.pair)))
        .collect();
    println!("held back:\n{}", report::classes(&labels, &ontology, &fresh));
    let bytes = model.to_bytes();
    println!("{} features, {} bytes", model.features.len(), bytes.len());
    fs::write(root.join("data/classifier.bin"), bytes)?;
    fs::write(root.join("docs/confidence.md"), report::confidence(&crossed, &fresh, calibrations, &BOUNDS))?;
    Ok(())
}

/// Judges every case by what was learned from those of other parts.
fn cross(labels: &[Label], cases: &[&Case], part_of: impl Fn(&Case) -> u64 + Sync) -> Vec<Judged> {
    let parts = (0..PARTS).into_par_iter().map(|part| {
        let others = cases.iter().filter(|case| part_of(case) != part);
        let weights = Weights::learn(labels, &others.map(|case| &case.example).collect::<Vec<_>>());
        let own = cases.iter().filter(|case| part_of(case) == part);
        own.map(|case| judge(labels, case, &weights.distribution(&case.example.pair))).collect::<Vec<_>>()
    });
    parts.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Reads the tables of a folder, in the order of their names.
fn tables(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    paths.iter().map(|path| Ok((path.display().to_string(), fs::read_to_string(path)?))).collect()
}

/// Gives the cases of a sentence: its pair as given, and as it was found where a frame joins it.
fn observe(demarche: &Demarche, labels: &[Label], sentence: &Sentence) -> Vec<Case> {
    let document = Document::new("sentence", &sentence.text);
    let parsed = demarche.parse(&document);
    let mut cases = Vec::new();
    for mentions in [Mentions::Given, Mentions::Found] {
        let cast = match mentions {
            Mentions::Given => demarche.resolver().resolve_given(&parsed, &sentence.ends),
            Mentions::Found => demarche.resolver().resolve(&parsed),
        };
        let observed = demarche.extractor().observe(mentions, &parsed, &cast);
        cases.extend(observed.into_iter().filter_map(|seen| case(labels, sentence, mentions, seen)));
    }
    cases
}

/// Makes a case of two mentions that stand at the marked pair.
fn case(labels: &[Label], sentence: &Sentence, mentions: Mentions, seen: Observation) -> Option<Case> {
    let [first, second] = sentence.ends;
    let at = |a: Span, b: Span| a.overlaps(first) && b.overlaps(second);
    let straight = at(seen.one, seen.other);
    if !straight && !at(seen.other, seen.one) {
        return None;
    }
    let mut example = Example { text: hash(&sentence.text), pair: seen.pair, stated: Vec::new(), nothing: Vec::new() };
    for row in &sentence.rows {
        let forward = row.forward == straight;
        match row.kind.as_deref().map(|kind| labels.iter().position(|label| *label.kind == *kind)) {
            Some(Some(label)) => example.stated.push((label, forward || labels[label].reciprocal)),
            Some(None) => {}
            None => example.nothing.push(forward),
        }
    }
    let known = !example.stated.is_empty() || !example.nothing.is_empty();
    known.then_some(Case { example, told: seen.told, mentions, joining: seen.joining })
}

fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    hash ^ (hash >> 29)
}
