//! Learning: multinomial logistic regression over both directions of a pair, by adaptive steps in a fixed order.

use std::collections::{BTreeMap, HashMap};

use demarche::relations::classifier::{Bounds, Calibration, Label, Model, PLAIN, Pair, distribution};

/// How often all examples are seen, how large the first steps are, how strongly weights are drawn to 0.
pub const EPOCHS: usize = 10;
pub const RATE: f32 = 0.08;
pub const DECAY: f32 = 2e-5;
/// How often an example is learned without its words, and how often a word is left out else: what news says in other words
/// has to be told by triggers and trees.
pub const WORDLESS: f32 = 0.3;
pub const LEFT_OUT: f32 = 0.3;
/// How often everything is learned, in other orders and with other words left out; the mean of the weights counts. Of one run
/// single figures move by a hundredth with every sentence more.
pub const RUNS: u64 = 5;
/// In how many texts a feature must stand.
pub const SEEN: usize = 14;

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
    pub labels: Vec<Label>,
    features: BTreeMap<u32, usize>,
    weights: Vec<f32>,
}

impl Weights {
    /// Learns from examples. The same examples give the same weights.
    pub fn learn(labels: &[Label], examples: &[&Example]) -> Weights {
        let features = frequent(examples);
        let width = labels.len() + 1;
        let indexed =
            |hashes: &[u32]| -> Vec<usize> { hashes.iter().filter_map(|h| features.get(h).copied()).collect() };
        let rows: Vec<[Vec<usize>; 2]> =
            examples.iter().map(|e| [indexed(&e.pair.forward), indexed(&e.pair.backward)]).collect();
        let plain: Vec<bool> = features.keys().map(|hash| hash & PLAIN == PLAIN).collect();
        let once = |run: u64| -> Vec<f32> {
            let mut weights = vec![0f32; features.len() * width];
            let mut squares = vec![1e-3f32; features.len() * width];
            let mut order: Vec<usize> = (0..examples.len()).collect();
            let mut state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(2 * run + 1);
            for epoch in 0..EPOCHS {
                shuffle(&mut order, &mut state);
                let rate = RATE * (1.0 - epoch as f32 / (EPOCHS as f32 * 1.25));
                for &at in &order {
                    let salt = next(&mut state);
                    let left_out = if uniform(salt, 0) < WORDLESS { 1.0 } else { LEFT_OUT };
                    let kept = |features: &Vec<usize>| -> Vec<usize> {
                        features
                            .iter()
                            .copied()
                            .filter(|&f| plain[f] || uniform(salt, f as u64 + 1) >= left_out)
                            .collect()
                    };
                    let seen = [kept(&rows[at][0]), kept(&rows[at][1])];
                    let gradients = gradients(labels, examples[at], &seen, &weights);
                    for (features, gradient) in seen.iter().zip(&gradients) {
                        for &feature in features {
                            let row = feature * width..(feature + 1) * width;
                            let cells = weights[row.clone()].iter_mut().zip(&mut squares[row]).zip(gradient);
                            for ((weight, square), &gradient) in cells {
                                let step = gradient + DECAY * *weight;
                                *square += step * step;
                                *weight -= rate * step / square.sqrt();
                            }
                        }
                    }
                }
            }
            weights
        };
        let mut weights = vec![0f32; features.len() * width];
        for run in 0..RUNS {
            weights.iter_mut().zip(once(run)).for_each(|(mean, weight)| *mean += weight / RUNS as f32);
        }
        Weights { labels: labels.to_vec(), features, weights }
    }

    /// Says how probable each outcome is.
    pub fn distribution(&self, pair: &Pair) -> demarche::relations::classifier::Distribution {
        let sums = |hashes: &[u32]| {
            let rows: Vec<usize> = hashes.iter().filter_map(|h| self.features.get(h).copied()).collect();
            sums(&rows, &self.weights, self.labels.len() + 1)
        };
        distribution(&self.labels, &sums(&pair.forward), &sums(&pair.backward))
    }

    /// Rounds to the model that is shipped.
    pub fn round(&self, fingerprint: u64, calibrations: [Calibration; 3], bounds: Bounds) -> Model {
        let width = self.labels.len() + 1;
        let largest =
            |column: usize| self.weights.iter().skip(column).step_by(width).fold(1e-6f32, |m, w| m.max(w.abs()));
        let scales: Vec<f32> = (0..width).map(|column| largest(column) / 127.0).collect();
        let mut model = Model {
            fingerprint,
            labels: self.labels.clone(),
            calibrations,
            bounds,
            scales,
            features: Vec::new(),
            weights: Vec::new(),
        };
        for (&hash, &row) in &self.features {
            let row = &self.weights[row * width..(row + 1) * width];
            let rounded: Vec<i8> = row.iter().zip(&model.scales).map(|(w, scale)| (w / scale).round() as i8).collect();
            if rounded.iter().any(|&weight| weight != 0) {
                model.features.push(hash);
                model.weights.extend(rounded);
            }
        }
        model
    }
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
    let kept: std::collections::BTreeSet<u32> =
        texts.into_iter().filter(|(_, (count, _))| *count >= SEEN).map(|(feature, _)| feature).collect();
    kept.into_iter().enumerate().map(|(number, feature)| (feature, number)).collect()
}

fn sums(rows: &[usize], weights: &[f32], width: usize) -> Vec<f32> {
    let mut sums = vec![0f32; width];
    for &row in rows {
        for (sum, weight) in sums.iter_mut().zip(&weights[row * width..(row + 1) * width]) {
            *sum += weight;
        }
    }
    sums
}

/// What each label's score gets too much of, in either direction.
fn gradients(labels: &[Label], example: &Example, rows: &[Vec<usize>; 2], weights: &[f32]) -> [Vec<f32>; 2] {
    let width = labels.len() + 1;
    let [forward, backward] = [sums(&rows[0], weights, width), sums(&rows[1], weights, width)];
    let found = distribution(labels, &forward, &backward);
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

/// A number in 0..1 that hangs on both.
fn uniform(salt: u64, number: u64) -> f32 {
    let mut x = salt ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((x ^ (x >> 31)) >> 40) as f32 / (1u64 << 24) as f32
}

fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state
}

fn shuffle(order: &mut [usize], state: &mut u64) {
    for k in (1..order.len()).rev() {
        order.swap(k, (next(state) >> 33) as usize % (k + 1));
    }
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
