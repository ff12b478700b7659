//! The weights: a file that is read where it lies in the program, and what it says of a pair.
//!
//! The file: `DMCL`, then little-endian numbers: version, fingerprint, number of labels, their names, calibrations, bounds, scales,
//! number of features, their hashes in order, then one signed byte for each label of each feature.

use std::sync::Arc;

use super::Pair;
use super::rows::{Met, Rows};

/// First bytes of the file.
const MAGIC: &[u8; 4] = b"DMCL";
/// What the file's layout is.
const VERSION: u32 = 2;

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
    /// What a weight of 1 stands for: for `none`, then for each label.
    pub scales: Vec<f32>,
    /// Hashes of the features, in order.
    pub features: Vec<u32>,
    /// For each feature: `none`, then the labels.
    pub weights: Vec<i8>,
}

impl Model {
    /// Numbers that a feature has.
    fn width(&self) -> usize {
        self.labels.len() + 1
    }

    /// Says how probable each relation of a pair is. Cost: linear in the number of features.
    pub fn distribution(&self, pair: &Pair) -> Distribution {
        self.weigh(&Rows::new(&self.features), [&[], &pair.forward, &pair.backward])
    }

    /// The same, of hashes that are seen in both directions, forward, backward, with an index of its features. Cost: linear in
    /// those hashes.
    pub(super) fn weigh(&self, rows: &Rows, [both, forward, backward]: [&[u32]; 3]) -> Distribution {
        let (mut met, mut sums) = (Met::none(self.features.len()), vec![0; self.width()]);
        self.sum_up(rows, both, &mut met, &mut sums);
        let mut there = sums.clone();
        self.sum_up(rows, forward, &mut met.clone(), &mut there);
        self.sum_up(rows, backward, &mut met, &mut sums);
        distribution(&self.labels, &self.scaled(&there), &self.scaled(&sums))
    }

    /// Adds the weights of the features that were not met before.
    fn sum_up(&self, rows: &Rows, seen: &[u32], met: &mut Met, sums: &mut [i32]) {
        for row in seen.iter().filter_map(|&hash| rows.find(&self.features, hash)) {
            if met.add(row) {
                let weights = &self.weights[row * sums.len()..][..sums.len()];
                sums.iter_mut().zip(weights).for_each(|(sum, &weight)| *sum += i32::from(weight));
            }
        }
    }

    fn scaled(&self, sums: &[i32]) -> Vec<f32> {
        sums.iter().zip(&self.scales).map(|(&sum, scale)| sum as f32 * scale).collect()
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
        let numbers = numbers
            .chain([apart, given_change, given_doubt, beside, drop, change, doubt, told])
            .chain(self.scales.iter().copied());
        out.extend(numbers.flat_map(f32::to_le_bytes));
        out.extend((self.features.len() as u32).to_le_bytes());
        out.extend(self.features.iter().flat_map(|hash| hash.to_le_bytes()));
        out.extend(self.weights.iter().map(|&weight| weight as u8));
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
        let scales = (0..=count).map(|_| reader.float()).collect::<Option<Vec<f32>>>()?;
        let features = reader.number()? as usize;
        let hashes = reader.take(features.checked_mul(4)?)?;
        let features: Vec<u32> = hashes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let weights: Vec<i8> = reader.take(features.len().checked_mul(count + 1)?)?.iter().map(|&b| b as i8).collect();
        let sorted = features.is_sorted();
        let model = Model { fingerprint, labels, calibrations, bounds, scales, features, weights };
        (reader.0.is_empty() && sorted).then_some(model)
    }
}

/// Makes probabilities of the sums of both directions: `none` and what has no direction is seen from both sides.
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

    fn float(&mut self) -> Option<f32> {
        self.take(4)?.try_into().ok().map(f32::from_le_bytes).filter(|f| f.is_finite())
    }
}
