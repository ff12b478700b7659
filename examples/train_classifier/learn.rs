//! Learning: a network of one hidden layer over both directions of a pair, by adaptive steps in a fixed order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use demarche::relations::classifier::{
    Bounds, Calibration, Distribution, LARGEST, Label, Model, PLAIN, Pair, UNITS, distribution, packed,
};

use super::net::Net;

/// In how many texts a feature must stand.
const SEEN: usize = 14;
/// How many features are kept: those of the largest weights.
const KEPT: usize = 14_000;
/// Weights are rounded to whole parts of this many standard deviations of their unit's; the few that are larger are cut.
const ROUNDED: f32 = 4.0;

/// What holds between two mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Nothing,
    Kind { label: usize, forward: bool },
}

/// A pair, and what may hold of it by what the rows say.
#[derive(Debug, Clone)]
pub struct Example {
    /// Hash of the text: examples of one text stay together.
    pub text: u64,
    pub pair: Pair,
    /// Relations that the rows state.
    pub stated: Vec<(usize, bool)>,
    /// Directions in which the rows state that nothing holds.
    pub nothing: Vec<bool>,
}

impl Example {
    /// Says what may hold: what is stated; else nothing, or something in a direction of which no row speaks.
    fn allows(&self, outcome: Outcome, labels: &[Label]) -> bool {
        match outcome {
            Outcome::Nothing => self.stated.is_empty(),
            Outcome::Kind { label, forward } if labels[label].reciprocal => {
                self.stated.iter().any(|&(stated, _)| stated == label) && forward
            }
            Outcome::Kind { label, forward } if self.stated.is_empty() => {
                !self.nothing.contains(&forward) && label < labels.len()
            }
            Outcome::Kind { label, forward } => self.stated.contains(&(label, forward)),
        }
    }
}

/// Weights before they are rounded.
pub struct Weights {
    labels: Vec<Label>,
    features: BTreeMap<u32, usize>,
    net: Net,
}

impl Weights {
    /// Learns from examples: once with all features, once more with those that had the largest weights. The same examples give the
    /// same weights.
    pub fn learn(labels: &[Label], examples: &[&Example]) -> Weights {
        let all = frequent(examples);
        let (net, counts) = fit(labels, examples, &all);
        let weight = |row: usize| {
            let squares = net.of(row).iter().map(|weight| weight * weight).sum::<f32>();
            (squares * counts[row] as f32).sqrt()
        };
        let mut largest: Vec<(u32, f32)> = all.iter().map(|(&hash, &row)| (hash, weight(row))).collect();
        largest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let features = numbered(largest.into_iter().take(KEPT).map(|(hash, _)| hash).collect());
        let (net, _) = fit(labels, examples, &features);
        Weights { labels: labels.to_vec(), features, net }
    }

    /// Says how probable each outcome is.
    pub fn distribution(&self, pair: &Pair) -> Distribution {
        let scores = |hashes: &[u32]| {
            let rows: Vec<usize> = hashes.iter().filter_map(|h| self.features.get(h).copied()).collect();
            self.net.scores(&rows)
        };
        distribution(&self.labels, &scores(&pair.forward), &scores(&pair.backward))
    }

    /// Rounds to the model that is shipped.
    pub fn round(&self, fingerprint: u64, calibrations: [Calibration; 3], bounds: Bounds) -> Model {
        let rows = || self.features.values().map(|&row| self.net.of(row));
        let scale = |unit: usize| {
            let squares = rows().map(|row| row[unit] * row[unit]).sum::<f32>();
            ROUNDED * (squares / self.features.len().max(1) as f32).sqrt().max(1e-6) / f32::from(LARGEST)
        };
        let scales: Vec<f32> = (0..UNITS).map(scale).collect();
        let rounded = |row: &[f32]| packed(&std::array::from_fn(|unit| (row[unit] / scales[unit]).round() as i8));
        Model {
            fingerprint,
            labels: self.labels.clone(),
            calibrations,
            bounds,
            features: self.features.keys().copied().collect(),
            weights: rows().map(rounded).collect(),
            outputs: self.net.outputs.clone(),
            scales,
        }
    }
}

/// Learns the weights of numbered features. Gives also how often each was seen.
fn fit(labels: &[Label], examples: &[&Example], features: &BTreeMap<u32, usize>) -> (Net, Vec<usize>) {
    let indexed = |hashes: &[u32]| hashes.iter().filter_map(|h| features.get(h).copied()).collect::<Vec<usize>>();
    let rows: Vec<[Vec<usize>; 2]> =
        examples.iter().map(|e| [indexed(&e.pair.forward), indexed(&e.pair.backward)]).collect();
    let mut counts = vec![0; features.len()];
    rows.iter().flatten().flatten().for_each(|&row| counts[row] += 1);
    let plain: Vec<bool> = features.keys().map(|hash| hash & PLAIN == PLAIN).collect();
    let net = Net::learn(&plain, labels.len() + 1, &rows, |at, [forward, backward]| {
        gradients(labels, examples[at], forward, backward)
    });
    (net, counts)
}

/// The features that stand in several texts, numbered.
fn frequent(examples: &[&Example]) -> BTreeMap<u32, usize> {
    let mut texts: HashMap<u32, (usize, u64)> = HashMap::new();
    for example in examples {
        for &feature in example.pair.forward.iter().chain(&example.pair.backward) {
            let (count, last) = texts.entry(feature).or_insert((0, !example.text));
            if *last != example.text {
                (*count, *last) = (*count + 1, example.text);
            }
        }
    }
    numbered(texts.into_iter().filter(|(_, (count, _))| *count >= SEEN).map(|(feature, _)| feature).collect())
}

fn numbered(features: BTreeSet<u32>) -> BTreeMap<u32, usize> {
    features.into_iter().enumerate().map(|(number, feature)| (feature, number)).collect()
}

/// What each label's score gets too much of, in either direction.
fn gradients(labels: &[Label], example: &Example, forward: &[f32], backward: &[f32]) -> [Vec<f32>; 2] {
    let width = labels.len() + 1;
    let found = distribution(labels, forward, backward);
    let probability = |outcome: Outcome| match outcome {
        Outcome::Nothing => found.none,
        Outcome::Kind { label, forward: true } => found.forward[label],
        Outcome::Kind { label, forward: false } => found.backward[label],
    };
    let outcomes = || {
        let kinds = (0..labels.len()).flat_map(|label| [true, false].map(|forward| Outcome::Kind { label, forward }));
        std::iter::once(Outcome::Nothing).chain(kinds)
    };
    let allowed: f32 = outcomes().filter(|&o| example.allows(o, labels)).map(probability).sum::<f32>().max(1e-9);
    let mut gradients = [vec![0f32; width], vec![0f32; width]];
    for outcome in outcomes() {
        let p = probability(outcome);
        let error = if example.allows(outcome, labels) { p - p / allowed } else { p };
        match outcome {
            Outcome::Nothing => gradients.iter_mut().for_each(|g| g[0] += error / 2.0),
            Outcome::Kind { label, .. } if labels[label].reciprocal => {
                gradients.iter_mut().for_each(|g| g[label + 1] += error / 2.0);
            }
            Outcome::Kind { label, forward } => gradients[usize::from(!forward)][label + 1] += error,
        }
    }
    gradients
}

/// Fits a calibration to probabilities and whether each was right, by small steps down the slope.
pub fn calibrate(judged: &[(f32, bool)]) -> Calibration {
    let (mut slope, mut shift) = (1f64, 0f64);
    let points: Vec<(f64, f64)> = (judged.iter())
        .map(|&(p, right)| (f64::from(p).clamp(1e-6, 1.0 - 1e-6), f64::from(u8::from(right))))
        .map(|(p, right)| ((p / (1.0 - p)).ln(), right))
        .collect();
    for _ in 0..4000 {
        let (mut by_slope, mut by_shift) = (0f64, 0f64);
        for &(x, right) in &points {
            let error = 1.0 / (1.0 + (-(slope * x + shift)).exp()) - right;
            (by_slope, by_shift) = (by_slope + error * x, by_shift + error);
        }
        let step = 0.1 / points.len().max(1) as f64;
        (slope, shift) = (slope - step * by_slope, shift - step * by_shift);
    }
    Calibration { slope: slope as f32, shift: shift as f32 }
}
