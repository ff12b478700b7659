//! The figures: classes of given pairs, readings of found ones, and what confidence means.

use std::collections::BTreeMap;
use std::fmt::Write;

use demarche::relations::Ontology;
use demarche::relations::classifier::{Bounds, Calibration, Label};

use super::Way;
use super::judged::{Judged, shown, sure};

/// Bounds for given pairs that are compared: nothing holds; another kind; what was read or guessed. The first is the frames
/// and the nearest trigger alone.
const GIVEN: [(f32, f32, f32); 10] = [
    (1.1, 1.1, 0.0),
    (0.5, 0.0, 1.0),
    (0.7, 0.0, 1.0),
    (0.9, 0.0, 1.0),
    (0.5, 0.5, 0.3),
    (0.7, 0.5, 0.3),
    (0.7, 0.7, 0.2),
    (0.7, 0.8, 0.1),
    (0.9, 0.8, 0.1),
    (0.9, 0.9, 0.05),
];
/// Bounds below which a reading of found mentions would be dropped.
const BOUNDS: [f32; 13] = [0.0, 0.002, 0.0035, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5];

fn class_of(labels: &[Label], ontology: &Ontology) -> Vec<String> {
    labels.iter().map(|label| ontology.kind(&label.kind).map_or(String::new(), |kind| kind.class.clone())).collect()
}

/// Given pairs: how well each class is told, and that nothing holds.
pub fn classes(labels: &[Label], ontology: &Ontology, judged: &[Judged]) -> String {
    let class = class_of(labels, ontology);
    let mut out = String::new();
    for (apart, given_change, given_doubt) in GIVEN {
        let bounds =
            Bounds { apart, given_change, given_doubt, beside: 0.0, drop: 0.0, change: 0.0, doubt: 0.0, told: 1.1 };
        let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        let (mut none, mut rows) = ([0usize; 3], 0);
        let mut reversed = 0;
        for case in judged.iter().filter(|case| case.way == Way::Given) {
            let said = shown(case, &bounds).first().copied();
            for (label, forward) in case.rows() {
                rows += 1;
                let there = said.filter(|said| labels[said.label].reciprocal || said.forward == forward);
                reversed += usize::from(label.is_some() && said.is_some() && there.is_none());
                let said = there.map(|said| class[said.label].as_str());
                let gold = label.map(|label| class[label].as_str());
                let mut count = |name: Option<&str>, at: usize| match name {
                    Some(name) => {
                        counts.entry(class.iter().find(|c| *c == name).expect("a class")).or_default()[at] += 1
                    }
                    None => none[at] += 1,
                };
                if said == gold {
                    count(gold, 0);
                } else {
                    count(said, 1);
                    count(gold, 2);
                }
            }
        }
        let f1 =
            |[right, spurious, missed]: [usize; 3]| 2.0 * right as f64 / (2 * right + spurious + missed).max(1) as f64;
        let macro_f1 = counts.values().map(|&count| f1(count)).sum::<f64>() / counts.len().max(1) as f64;
        let [right, spurious, missed] = none;
        writeln!(
            out,
            "given, apart above {apart}, other from {given_change} where the reading is up to {given_doubt}: {rows} rows, class macro-F1 {macro_f1:.4}, reversed {reversed}; none: F1 {:.3}, precision {:.3}, recall {:.3}",
            f1(none),
            right as f64 / (right + spurious).max(1) as f64,
            right as f64 / (right + missed).max(1) as f64
        )
        .expect("a String takes everything");
        if (apart, given_change) == (0.5, 0.0) {
            for (name, &count) in &counts {
                let [right, spurious, missed] = count;
                writeln!(out, "  {name:10} F1 {:.3}  right {right}, spurious {spurious}, missed {missed}", f1(count))
                    .expect("a String takes everything");
            }
        }
    }
    out
}

/// Found pairs: how many readings are right by class, were those below a bound dropped.
pub fn found(labels: &[Label], ontology: &Ontology, judged: &[Judged]) -> String {
    let class = class_of(labels, ontology);
    let mut out = String::new();
    let cases = || judged.iter().filter(|case| case.way == Way::Read);
    let right = |case: &Judged, label: usize, forward: bool| {
        case.stated.iter().any(|&(stated, direction)| class[stated] == class[label] && direction == forward)
    };
    for bound in BOUNDS {
        let readings = || cases().flat_map(|case| case.weighed.iter().map(move |w| (case, w)));
        let kept = || readings().filter(|(_, w)| w.probability >= bound);
        let good = kept().filter(|(case, w)| right(case, w.read.label, w.read.forward)).count();
        writeln!(out, "found, kept from {bound}: {} of {} readings, {good} right", kept().count(), readings().count())
            .expect("a String takes everything");
    }
    for (change, doubt) in [(0.5, 0.2), (0.6, 0.1), (0.7, 0.1), (0.8, 0.1), (0.9, 0.05)] {
        let changed: Vec<_> = cases()
            .flat_map(|case| case.weighed.iter().map(move |w| (case, w)))
            .filter(|(_, w)| w.rather.label != w.read.label && w.rather.probability >= change && w.probability <= doubt)
            .collect();
        let good = |rather: bool| {
            let of = |w: &super::judged::Weighed| if rather { w.rather } else { w.read };
            changed.iter().filter(|(case, w)| right(case, of(w).label, of(w).forward)).count()
        };
        writeln!(out, "found, changed where another is above {change} and the reading below {doubt}: {} readings, right before {}, after {}", changed.len(), good(false), good(true))
            .expect("a String takes everything");
    }
    out
}

/// Found pairs that no frame joins: how many are told from which probability, and how many of them are right.
pub fn unread(labels: &[Label], ontology: &Ontology, judged: &[Judged]) -> String {
    let class = class_of(labels, ontology);
    let cases: Vec<_> = judged.iter().filter(|case| case.way == Way::Unread).collect();
    let stated = cases.iter().filter(|case| !case.stated.is_empty()).count();
    let mut out = format!("unread: {} pairs, {stated} with a relation\n", cases.len());
    for told in [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95] {
        let said: Vec<_> = cases.iter().filter(|case| case.best.probability >= told).collect();
        let right = |case: &&&&Judged| {
            let best = case.best;
            case.stated.iter().any(|&(label, forward)| class[label] == class[best.label] && forward == best.forward)
        };
        let good = said.iter().filter(right).count();
        writeln!(out, "unread, told from {told}: {} pairs, {good} right", said.len())
            .expect("a String takes everything");
    }
    out
}

/// The page that says what confidence means.
pub fn confidence(crossed: &[Judged], fresh: &[Judged], calibrations: [Calibration; 3], bounds: &Bounds) -> String {
    let mut out = String::from(
        "# What `confidence` means\n\n\
        Written by `cargo run --release --example train_classifier`; change nothing here by hand.\n\n\
        Of relations with a confidence of 0.8, about 80 % should be right: kind, direction and both ends as they are marked in\n\
        the project's own sentences (`data/training`). One sentence in ten is held back: nothing is learned from it. The others\n\
        are judged by a classifier that has learned from four parts of five and not from theirs; by those the confidence is calibrated.\n\
        Frames' relations between unmarked pairs are unknown and left out; that no frame joins an unmarked pair is taken for\n\
        nothing. `demarche extract --min-confidence` keeps what is surer.\n\
        Sentences written to be hard and with marked opposites are not the news: see `evaluate` for other texts.\n",
    );
    for (way, title, calibration) in [
        (Way::Given, "Between mentions that the caller marked and no frame joins", calibrations[0]),
        (Way::Read, "Between mentions that a frame joins, found or marked", calibrations[1]),
        (Way::Unread, "Between mentions that the library found and no frame joins", calibrations[2]),
    ] {
        write!(out, "\n## {title}\n\n| confidence | judged unseen | mean | right | held back | mean | right |\n|---|---|---|---|---|---|---|\n")
            .expect("a String takes everything");
        let tables = [crossed, fresh].map(|judged| {
            let mut bins = [(0usize, 0f64, 0usize); 10];
            for (probability, right) in sure(judged, way, bounds) {
                let confidence = calibration.apply(probability);
                let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
                *bin = (bin.0 + 1, bin.1 + f64::from(confidence), bin.2 + usize::from(right));
            }
            bins
        });
        for (bin, (unseen, held)) in tables[0].into_iter().zip(tables[1]).enumerate() {
            let cell = |(count, sum, right): (usize, f64, usize)| match count {
                0 => "0 | - | -".to_owned(),
                _ => format!("{count} | {:.2} | {:.2}", sum / count as f64, right as f64 / count as f64),
            };
            writeln!(out, "| 0.{bin} to {:.1} | {} | {} |", (bin + 1) as f32 / 10.0, cell(unseen), cell(held))
                .expect("a String takes everything");
        }
    }
    out
}
