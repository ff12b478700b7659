//! The weights: a file that is read where it lies in the program, and what it says of a pair.
//!
//! The file: `DMCL`, then little-endian numbers: version, fingerprint, number of labels, their names, calibrations, bounds, number of
//! hidden units, their scales, their weights for `none` and each label, number of features, their hashes in order, then the weights of
//! each feature for the hidden units, two to a byte.

use std::sync::Arc;

use super::Pair;
use super::rows::{Met, Rows};

/// First bytes of the file.
const MAGIC: &[u8; 4] = b"DMCL";
/// What the file's layout is.
const VERSION: u32 = 3;
/// Units of the hidden layer.
pub const UNITS: usize = 64;
/// Two of them to a byte.
const HALF: usize = UNITS / 2;
/// The largest weight of a feature, in either direction: with the sign it takes half a byte.
pub const LARGEST: i8 = 7;

/// How a score becomes a probability that can be taken at its word: `logistic(slope * log-odds + shift)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Factor of the log-odds.
    pub slope: f32,
    /// What is added to them.
    pub shift: f32,
}

impl Calibration {
    /// Leaves a probability as it is.
    pub const NONE: Calibration = Calibration { slope: 1.0, shift: 0.0 };

    /// Corrects a probability.
    pub fn apply(self, probability: f32) -> f32 {
        let p = probability.clamp(1e-6, 1.0 - 1e-6);
        1.0 / (1.0 + (-(self.slope * (p / (1.0 - p)).ln() + self.shift)).exp())
    }
}

/// A name of what can hold between two mentions: a kind of event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Name of the kind.
    pub kind: Arc<str>,
    /// Whether it has no direction.
    pub reciprocal: bool,
}

/// How probable it is that nothing holds between two mentions, or each kind in each direction. Sums up to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// Nothing, in neither direction.
    pub none: f32,
    /// From the first to the second, by label. A reciprocal kind stands here.
    pub forward: Vec<f32>,
    /// From the second to the first; 0 for a reciprocal kind.
    pub backward: Vec<f32>,
}

/// When the classifier acts: bounds of probability, chosen where the weights are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Of given mentions: above this it is taken that nothing holds between them.
    pub apart: f32,
    /// Of given mentions: how probable another kind must be, and ...
    pub given_change: f32,
    /// ... how improbable what the frames or the nearest trigger say, to be put in its place.
    pub given_doubt: f32,
    /// Of given mentions: from here on a second relation stands beside the first.
    pub beside: f32,
    /// Of found mentions: below this a reading is dropped.
    pub drop: f32,
    /// Of found mentions: how probable another kind must be, and ...
    pub change: f32,
    /// ... how improbable the one that was read, to be put in its place.
    pub doubt: f32,
    /// Of found mentions that no frame joins: how probable a kind must be to be told.
    pub told: f32,
}

/// A trained classifier.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Hash of what it was trained on.
    pub fingerprint: u64,
    /// The kinds it knows.
    pub labels: Vec<Label>,
    /// For given mentions that no frame joins, for those that a frame joins, and for found ones that none joins.
    pub calibrations: [Calibration; 3],
    /// When it acts.
    pub bounds: Bounds,
    /// What a weight of 1 stands for, of each of the [`UNITS`].
    pub scales: Vec<f32>,
    /// Of each unit: its weight for `none`, then for each label.
    pub outputs: Vec<f32>,
    /// Hashes of the features, in order.
    pub features: Vec<u32>,
    /// Of each feature: its weight for each unit, as [`packed`] gives them.
    pub weights: Vec<[u8; UNITS / 2]>,
}

/// Packs the weights of a feature, each at most [`LARGEST`] either way: one of the first half of the units and one of the second half
/// to a byte, moved to 0 and above.
pub fn packed(weights: &[i8; UNITS]) -> [u8; UNITS / 2] {
    let half = |weight: i8| (weight.clamp(-LARGEST, LARGEST) + LARGEST) as u8;
    std::array::from_fn(|at| half(weights[at + HALF]) << 4 | half(weights[at]))
}

/// The features of one direction: how many they are, and their weights summed up.
#[derive(Clone)]
struct Sums {
    met: Met,
    count: usize,
    first: [u16; HALF],
    second: [u16; HALF],
}

impl Model {
    /// Says how probable each relation of a pair is. Cost: linear in the number of features.
    pub fn distribution(&self, pair: &Pair) -> Distribution {
        self.weigh(&Rows::new(&self.features), [&[], &pair.forward, &pair.backward])
    }

    /// The same, of hashes that are seen in both directions, forward, backward, with an index of its features. Cost: linear in
    /// those hashes.
    pub(super) fn weigh(&self, rows: &Rows, [both, forward, backward]: [&[u32]; 3]) -> Distribution {
        let met = Met::none(self.features.len());
        let mut back = Sums { met, count: 0, first: [0; HALF], second: [0; HALF] };
        self.sum_up(rows, both, &mut back);
        let mut there = back.clone();
        self.sum_up(rows, forward, &mut there);
        self.sum_up(rows, backward, &mut back);
        distribution(&self.labels, &self.scores(&there), &self.scores(&back))
    }

    /// Adds the weights of the features that were not met before.
    fn sum_up(&self, rows: &Rows, seen: &[u32], sums: &mut Sums) {
        for row in seen.iter().filter_map(|&hash| rows.find(&self.features, hash)) {
            if sums.met.add(row) {
                sums.count += 1;
                let halves = sums.first.iter_mut().zip(&mut sums.second).zip(&self.weights[row]);
                for ((first, second), byte) in halves {
                    *first = first.saturating_add((byte & 15).into());
                    *second = second.saturating_add((byte >> 4).into());
                }
            }
        }
    }

    /// What the hidden units make of sums: the scores of `none` and of each label.
    fn scores(&self, sums: &Sums) -> Vec<f32> {
        let (moved, root) = (sums.count as f32 * f32::from(LARGEST), root(sums.count));
        let units = sums.first.iter().chain(&sums.second).zip(&self.scales);
        let units = units.map(|(&sum, scale)| unit((f32::from(sum) - moved) * scale * root));
        scores(units, &self.outputs, self.labels.len() + 1)
    }

    /// Writes the file. The same model gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend(self.fingerprint.to_le_bytes());
        out.extend((self.labels.len() as u32).to_le_bytes());
        for label in &self.labels {
            out.push(u8::from(label.reciprocal));
            out.push(label.kind.len() as u8);
            out.extend(label.kind.bytes());
        }
        let Bounds { apart, given_change, given_doubt, beside, drop, change, doubt, told } = self.bounds;
        let numbers = self.calibrations.iter().flat_map(|c| [c.slope, c.shift]);
        let numbers = numbers.chain([apart, given_change, given_doubt, beside, drop, change, doubt, told]);
        out.extend(numbers.flat_map(f32::to_le_bytes));
        out.extend((self.scales.len() as u32).to_le_bytes());
        out.extend(self.scales.iter().chain(&self.outputs).flat_map(|number| number.to_le_bytes()));
        out.extend((self.features.len() as u32).to_le_bytes());
        out.extend(self.features.iter().flat_map(|hash| hash.to_le_bytes()));
        out.extend(self.weights.as_flattened());
        out
    }

    /// Reads the file; none where it is no such file, or cut off.
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let mut reader = Reader(bytes);
        if reader.take(4)? != MAGIC || reader.number()? != VERSION {
            return None;
        }
        let fingerprint = u64::from_le_bytes(reader.take(8)?.try_into().ok()?);
        let count = reader.number()? as usize;
        let mut labels = Vec::new();
        for _ in 0..count {
            let head = reader.take(2)?;
            let kind = std::str::from_utf8(reader.take(usize::from(head[1]))?).ok()?;
            labels.push(Label { kind: kind.into(), reciprocal: head[0] == 1 });
        }
        let mut calibrations = [Calibration::NONE; 3];
        for calibration in &mut calibrations {
            *calibration = Calibration { slope: reader.float()?, shift: reader.float()? };
        }
        let mut numbers = [0f32; 8];
        for number in &mut numbers {
            *number = reader.float()?;
        }
        let [apart, given_change, given_doubt, beside, drop, change, doubt, told] = numbers;
        let bounds = Bounds { apart, given_change, given_doubt, beside, drop, change, doubt, told };
        if reader.number()? as usize != UNITS {
            return None;
        }
        let scales = reader.floats(UNITS)?;
        let outputs = reader.floats(UNITS.checked_mul(count + 1)?)?;
        let features = reader.number()? as usize;
        let hashes = reader.take(features.checked_mul(4)?)?;
        let features: Vec<u32> = hashes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let weights = reader.take(features.len().checked_mul(HALF)?)?.as_chunks().0.to_vec();
        let sorted = features.is_sorted();
        let model = Model { fingerprint, labels, calibrations, bounds, scales, outputs, features, weights };
        (reader.0.is_empty() && sorted).then_some(model)
    }
}

/// How much each of so many features counts: the more there are, the less. Long sentences are not surer than short ones.
pub fn root(features: usize) -> f32 {
    1.0 / (features.max(1) as f32).sqrt()
}

/// What a hidden unit gives, in -1..1: the hyperbolic tangent, as near as a fraction comes to it.
#[inline]
pub fn unit(sum: f32) -> f32 {
    let x = sum.clamp(-3.0, 3.0);
    x * (27.0 + x * x) / (27.0 + 9.0 * x * x)
}

/// The scores of `none` and of each label, `width` in all, by what the hidden units give.
pub fn scores(units: impl Iterator<Item = f32>, outputs: &[f32], width: usize) -> Vec<f32> {
    let mut scores = vec![0.0; width];
    for (unit, weights) in units.zip(outputs.chunks_exact(width)) {
        scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += unit * weight);
    }
    scores
}

/// Makes probabilities of the scores of both directions: `none` and what has no direction is seen from both sides.
pub fn distribution(labels: &[Label], forward: &[f32], backward: &[f32]) -> Distribution {
    let mean = |k: usize| (forward[k] + backward[k]) / 2.0;
    let top = forward.iter().chain(backward).copied().fold(f32::MIN, f32::max);
    let weight = |score: f32| (score - top).exp();
    let mut found = Distribution {
        none: weight(mean(0)),
        forward: Vec::with_capacity(labels.len()),
        backward: Vec::with_capacity(labels.len()),
    };
    for (k, label) in labels.iter().enumerate() {
        if label.reciprocal {
            found.forward.push(weight(mean(k + 1)));
            found.backward.push(0.0);
        } else {
            found.forward.push(weight(forward[k + 1]));
            found.backward.push(weight(backward[k + 1]));
        }
    }
    let sum = found.none + found.forward.iter().sum::<f32>() + found.backward.iter().sum::<f32>();
    let all = found.forward.iter_mut().chain(&mut found.backward).chain(std::iter::once(&mut found.none));
    all.for_each(|p| *p /= sum);
    found
}

/// Takes numbers off the front of bytes.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        // The count may be anything in a damaged file: nothing is set aside for it.
        (0..count).map(|_| self.float()).collect()
    }

    fn float(&mut self) -> Option<f32> {
        self.take(4)?.try_into().ok().map(f32::from_le_bytes).filter(|f| f.is_finite())
    }
}
