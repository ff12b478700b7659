use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use super::rows::Rows;
use super::{
    BUILTIN, Bounds, Calibration, Classifier, LARGEST, Label, Model, Pair, UNITS, distribution, fingerprint, packed,
    unit,
};
use crate::relations::{Extractor, Ontology, QuadClass, Relation};
use crate::{Demarche, Document, Span};

const AGAIN: &str = "run `cargo run --release --example train_classifier`";

fn small() -> Model {
    let label = |kind: &str, reciprocal| Label { kind: kind.into(), reciprocal };
    Model {
        fingerprint: 7,
        labels: vec![label("attacks", false), label("meets", true)],
        calibrations: [
            Calibration { slope: 0.9, shift: 0.1 },
            Calibration::NONE,
            Calibration { slope: 1.1, shift: -0.5 },
        ],
        bounds: Bounds {
            apart: 0.5,
            given_change: 0.0,
            given_doubt: 1.0,
            beside: 0.3,
            drop: 0.1,
            change: 0.8,
            doubt: 0.1,
            told: 0.9,
        },
        scales: (0..UNITS).map(|unit| [0.2, 0.4][unit % 2]).collect(),
        outputs: [2.0, -2.0, 0.0, 0.0, 3.0, 4.0].repeat(UNITS / 2),
        features: vec![3, 8, 21],
        weights: [[-7, 5], [0, 6], [2, 4]].map(|row| packed(&std::array::from_fn(|unit| row[unit % 2]))).to_vec(),
    }
}

fn pair(forward: &[u32], backward: &[u32]) -> Pair {
    Pair { forward: forward.to_vec(), backward: backward.to_vec() }
}

#[test]
fn the_built_in_weights_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/training");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    let tables: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let tables: Vec<&str> = tables.iter().map(String::as_str).collect();
    let model = Model::read(BUILTIN).expect(AGAIN);
    assert_eq!(model.fingerprint, fingerprint(&tables), "{AGAIN}");
    let ontology = Ontology::builtin();
    let events: Vec<&str> = ontology.kinds().filter(|k| k.quad != QuadClass::Tie).map(|k| k.name.as_str()).collect();
    assert_eq!(model.labels.iter().map(|label| &*label.kind).collect::<Vec<_>>(), events, "{AGAIN}");
    assert!(BUILTIN.len() < 3 << 20, "{} bytes", BUILTIN.len());
}

#[test]
fn what_is_written_is_read_again() {
    let model = small();
    assert_eq!(Model::read(&model.to_bytes()), Some(model));
}

#[test]
fn a_damaged_file_is_an_error_with_a_hint() {
    let bytes = small().to_bytes();
    for cut in 0..bytes.len() {
        assert_eq!(Model::read(&bytes[..cut]), None, "{cut}");
    }
    assert_eq!(Model::read(&[&bytes[..], b"x"].concat()), None);
    let error = Classifier::read("my.bin", &bytes[1..], &Ontology::builtin()).unwrap_err();
    assert_eq!((error.file.as_str(), error.hint().contains("train_classifier")), ("my.bin", true));
    let mut unknown = small();
    unknown.labels[0].kind = "befriends".into();
    let error = Classifier::read("my.bin", &unknown.to_bytes(), &Ontology::builtin()).unwrap_err();
    assert_eq!(error.problem, "no kind `befriends`");
}

#[test]
fn a_distribution_sums_up_to_one_and_turns_with_the_pair() {
    let model = small();
    let there = model.distribution(&pair(&[3, 8], &[21]));
    let back = model.distribution(&pair(&[21], &[3, 8]));
    let sum = there.none + there.forward.iter().chain(&there.backward).sum::<f32>();
    assert!((sum - 1.0).abs() < 1e-5);
    assert_eq!((there.forward[0], there.backward[0]), (back.backward[0], back.forward[0]));
    assert_eq!((there.forward[1], there.backward[1]), (back.forward[1], 0.0), "a meeting has no direction");
    assert!(there.forward[0] > there.backward[0]);
}

#[test]
fn what_is_seen_of_both_directions_counts_once_in_each() {
    let model = small();
    let rows = Rows::new(&model.features);
    let alike = model.weigh(&rows, [&[8, 8, 9], &[3, 8, 3], &[21, 8]]);
    assert_eq!(alike, model.distribution(&pair(&[3, 8], &[8, 21])));
    assert_ne!(alike, model.weigh(&rows, [&[8], &[3], &[]]));
}

#[test]
fn weights_beyond_half_a_byte_are_cut() {
    let of = |weight: i8| packed(&[weight; UNITS])[0];
    assert_eq!((of(100), of(-100), of(0)), (of(LARGEST), 0, of(LARGEST) / 2));
}

#[test]
fn a_unit_is_near_the_hyperbolic_tangent() {
    for at in -40..=40 {
        let x = at as f32 / 8.0;
        assert!((unit(x) - x.tanh()).abs() < 0.03, "{x}");
        assert_eq!(unit(-x), -unit(x));
    }
}

#[test]
fn what_nothing_speaks_for_is_even() {
    let labels = small().labels;
    let even = distribution(&labels, &[0.0; 3], &[0.0; 3]);
    assert!([even.none, even.forward[0], even.backward[0], even.forward[1]].iter().all(|p| (p - 0.25).abs() < 1e-6));
}

#[test]
fn a_calibration_keeps_the_order() {
    let calibration = Calibration { slope: 0.7, shift: -0.4 };
    let at = |p| calibration.apply(p);
    assert!(at(0.0) >= 0.0 && at(0.2) < at(0.5) && at(0.5) < at(0.9) && at(1.0) <= 1.0);
    assert!((Calibration::NONE.apply(0.3) - 0.3).abs() < 1e-5);
}

static DEMARCHE: LazyLock<Demarche> = LazyLock::new(|| Demarche::new().unwrap_or_else(|error| panic!("{error}")));

/// Reads what holds between two marked words.
fn between(text: &str, one: &str, other: &str) -> Vec<String> {
    surer_between(0.0, text, one, other)
}

/// Reads what is more likely than not.
fn likely_between(text: &str, one: &str, other: &str) -> Vec<String> {
    surer_between(0.5, text, one, other)
}

fn surer_between(confidence: f32, text: &str, one: &str, other: &str) -> Vec<String> {
    let document = Document::new("text", text);
    let span = |name: &str| {
        let start = text.find(name).expect("it stands in the text");
        Span::new(start, start + name.len())
    };
    let extraction = DEMARCHE.extract_given(&document, &[span(one), span(other)]);
    let name = |relation: &Relation, end: usize| {
        let evidence = [relation.evidence.source, relation.evidence.target];
        evidence[end].of(text).to_owned()
    };
    let told = |r: &Relation| format!("{} {} {}", name(r, 0), r.kind.name, name(r, 1));
    extraction.relations.iter().filter(|relation| relation.confidence >= confidence).map(told).collect()
}

#[test]
fn marked_mentions_that_no_frame_joins_are_judged() {
    let text = "Fishermen from Lomark were picked up by the Ostrian coast guard near the islands.";
    assert_eq!(
        between(text, "Ostrian coast guard", "Fishermen from Lomark"),
        ["Ostrian coast guard coerces Fishermen from Lomark"]
    );
}

#[test]
fn marked_mentions_that_only_stand_side_by_side_are_left_apart() {
    let text = "The French delegation stayed at a hotel whose owner once lived in Peru.";
    assert_eq!(between(text, "French delegation", "Peru"), [""; 0]);
}

#[test]
fn those_around_marked_mentions_keep_what_is_theirs() {
    let told = "Kenya said on Monday that Uganda had attacked Tanzania.";
    assert_eq!(likely_between(told, "Uganda", "Tanzania"), ["Uganda attacks Tanzania"]);
    assert_eq!(likely_between(told, "Kenya", "Tanzania"), [""; 0]);
    let beside = "France condemned Iran on Monday, and Kenya met Uganda in Nairobi.";
    assert_eq!(likely_between(beside, "Kenya", "Uganda"), ["Kenya meets Uganda"]);
    assert_eq!(likely_between(beside, "France", "Uganda"), [""; 0]);
}

#[test]
fn what_is_told_of_an_actor_elsewhere_is_told_of_its_mark() {
    let text = "Angela Merkel said that she would impose sanctions on Iran.";
    assert_eq!(likely_between(text, "Angela Merkel", "Iran"), ["Angela Merkel threatens Iran"]);
    assert_eq!(likely_between("Merkel aides criticized Iran.", "Merkel", "Iran"), ["Merkel criticizes Iran"]);
    let pronoun = "The governor said that he had condemned the Sudanese army.";
    assert_eq!(likely_between(pronoun, "he", "Sudanese army"), ["he criticizes Sudanese army"]);
    assert_eq!(likely_between(pronoun, "governor", "Sudanese army"), ["governor criticizes Sudanese army"]);
    let other = "Angela Merkel visited Iran before he was elected.";
    assert_eq!(likely_between(other, "he", "Iran"), [""; 0]);
}

#[test]
fn confidence_is_a_probability() {
    let document = Document::new("text", "France condemned Iran. Russia met Turkey and threatened Georgia with war.");
    let extraction = DEMARCHE.extract_document(&document);
    assert!(extraction.relations.iter().all(|r| (0.0..=1.0).contains(&r.confidence)));
    let frames = Extractor::builtin().unwrap().without_classifier();
    let parsed = DEMARCHE.parse(&document);
    let cast = DEMARCHE.resolver().resolve(&parsed);
    let without = frames.extract(&parsed, &cast);
    let kinds = |relations: &[Relation]| relations.iter().map(|r| r.kind.name.clone()).collect::<Vec<_>>();
    assert_eq!(kinds(&without), kinds(&extraction.relations), "plain news stays as the frames read it");
    assert!(without.iter().zip(&extraction.relations).any(|(a, b)| a.confidence != b.confidence));
}
