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
mod net;
mod report;
mod sentences;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use demarche::relations::classifier::{Bounds, Calibration, Label, Mentions, Observation, fingerprint};
use demarche::relations::{Ontology, QuadClass};
use demarche::{Demarche, Document, Span};
use rayon::prelude::*;

use judged::{Judged, judge};
use learn::{Example, Weights, calibrate};
use sentences::{Marked, Sentence};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Parts of the sentences that are learned from; one more is held back.
const PARTS: u64 = 5;

/// When the classifier acts. It is slow to contradict a frame: the marked sentences are written to be hard, and news is put
/// in plainer words than they are. A found reading is dropped only where hardly any right one goes with it; what no
/// frame reads is told as long as the next are more often right than wrong where nothing was learned from them.
const BOUNDS: Bounds = Bounds {
    apart: 0.95,
    given_change: 0.8,
    given_doubt: 0.1,
    beside: 0.25,
    drop: 0.02,
    change: 1.1,
    doubt: 0.0,
    told: 0.7,
};

/// How a pair came to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It was marked.
    Given,
    /// Both mentions were found, and a frame joins them.
    Read,
    /// Both mentions were found, and no frame joins them.
    Unread,
}

/// An example with what the frames read, and where its mentions came from.
pub struct Case {
    pub example: Example,
    pub told: Vec<demarche::relations::classifier::Told>,
    pub way: Way,
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
    println!("{} sentences, {} pairs to learn from", sentences.len(), cases.len());

    let held_back = |case: &&Case| case.example.text.is_multiple_of(10);
    let learned: Vec<&Case> = cases.iter().filter(|case| !held_back(case)).collect();
    let crossed = cross(&labels, &learned, |case| case.example.text / 10 % PARTS);
    let unseen = cross(&labels, &learned, |case| hash(&case.joining) % PARTS);
    println!("other words: {}", report::classes(&labels, &ontology, &unseen));
    println!("other words: {}", report::found(&labels, &ontology, &unseen));
    let calibrations: [Calibration; 3] = [
        calibrate(&judged::sure(&crossed, Way::Given, &BOUNDS)),
        calibrate(&judged::sure(&crossed, Way::Read, &BOUNDS)),
        calibrate(&judged::sure(&crossed, Way::Unread, &Bounds { told: 0.0, ..BOUNDS })),
    ];
    println!("calibrations: {calibrations:?}");
    println!("{}", report::classes(&labels, &ontology, &crossed));
    println!("{}", report::found(&labels, &ontology, &crossed));
    println!("{}", report::unread(&labels, &ontology, &crossed));

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

/// Gives the cases of a sentence: its marked pairs as given; of the pairs of political actors that are found in it those that are
/// marked, and those of which no row speaks and that no frame joins.
fn observe(demarche: &Demarche, labels: &[Label], sentence: &Sentence) -> Vec<Case> {
    let document = Document::new("sentence", &sentence.text);
    let parsed = demarche.parse(&document);
    let (resolver, extractor) = (demarche.resolver(), demarche.extractor());
    let text = hash(&sentence.text);
    let mut cases = Vec::new();
    for marked in &sentence.pairs {
        let cast = resolver.resolve_given(&parsed, &marked.ends);
        let seen = extractor.observe(Mentions::Given, &parsed, &cast);
        cases.extend(seen.into_iter().filter_map(|seen| case(labels, text, marked, Way::Given, seen)));
    }
    let cast = resolver.resolve(&parsed);
    let who = |place: Span| -> BTreeSet<usize> {
        let met = cast.mentions.iter().filter(|mention| mention.span.overlaps(place));
        met.flat_map(|mention| mention.actors.iter().copied()).collect()
    };
    let known: Vec<[BTreeSet<usize>; 2]> = sentence.pairs.iter().map(|marked| marked.ends.map(who)).collect();
    for seen in extractor.observe(Mentions::Found, &parsed, &cast) {
        let way = if seen.told.iter().any(|told| !told.guessed) { Way::Read } else { Way::Unread };
        let [one, other] = [seen.one, seen.other].map(who);
        let meet = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| !a.is_disjoint(b);
        let spoken_of =
            |[a, b]: &[BTreeSet<usize>; 2]| meet(&one, a) && meet(&other, b) || meet(&one, b) && meet(&other, a);
        match sentence.pairs.iter().find(|marked| straight(marked, &seen).is_some()) {
            Some(marked) => cases.extend(case(labels, text, marked, way, seen)),
            None if way == Way::Unread && !known.iter().any(spoken_of) => {
                let example = Example { text, pair: seen.pair, stated: Vec::new(), nothing: vec![true, false] };
                cases.push(Case { example, told: seen.told, way, joining: seen.joining });
            }
            None => {}
        }
    }
    cases
}

/// Says whether two mentions stand at a marked pair, and whether in its order.
fn straight(marked: &Marked, seen: &Observation) -> Option<bool> {
    let [first, second] = marked.ends;
    let at = |a: Span, b: Span| a.overlaps(first) && b.overlaps(second);
    match at(seen.one, seen.other) {
        true => Some(true),
        false => at(seen.other, seen.one).then_some(false),
    }
}

/// Makes a case of two mentions that stand at a marked pair.
fn case(labels: &[Label], text: u64, marked: &Marked, way: Way, seen: Observation) -> Option<Case> {
    let straight = straight(marked, &seen)?;
    let mut example = Example { text, pair: seen.pair, stated: Vec::new(), nothing: Vec::new() };
    for row in &marked.rows {
        let forward = row.forward == straight;
        match row.kind.as_deref().map(|kind| labels.iter().position(|label| *label.kind == *kind)) {
            Some(Some(label)) => example.stated.push((label, forward || labels[label].reciprocal)),
            Some(None) => {}
            None => example.nothing.push(forward),
        }
    }
    let known = !example.stated.is_empty() || !example.nothing.is_empty();
    known.then_some(Case { example, told: seen.told, way, joining: seen.joining })
}

fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    hash ^ (hash >> 29)
}
