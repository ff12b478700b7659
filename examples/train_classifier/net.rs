//! A network: features, one hidden layer, the scores of what may hold of a pair in one direction.

use demarche::relations::classifier::{UNITS, root, scores, unit};

/// How often all examples are seen, how large the first steps are, how strongly weights are drawn to 0. The mean of the weights
/// after each round of the second half counts: of one round single figures move by a hundredth with every sentence more.
const EPOCHS: usize = 10;
const RATE: f32 = 0.05;
const DECAY: f32 = 2e-5;
/// How often an example is learned without its words, and how often a word is left out else: what news says in other words
/// has to be told by triggers and trees.
const WORDLESS: f32 = 0.3;
const WORD_OUT: f32 = 0.3;
/// How often a feature that stands for any words is left out, and a unit: no single one is to decide.
const PLAIN_OUT: f32 = 0.3;
const UNIT_OUT: f32 = 0.3;

/// The weights.
pub struct Net {
    width: usize,
    /// Of each feature, for each unit.
    weights: Vec<f32>,
    /// Of each unit, for each score.
    pub outputs: Vec<f32>,
}

/// What a network makes of the features of one direction while it learns.
struct Seen {
    features: Vec<usize>,
    /// What each unit gives; 0 where it is left out.
    units: Vec<f32>,
    scores: Vec<f32>,
}

impl Net {
    /// A network of so many features and scores; `number` gives its weights, which are to be at most that large.
    fn new(features: usize, width: usize, mut number: impl FnMut(f32) -> f32) -> Net {
        let weights = (0..features * UNITS).map(|_| number(0.2)).collect();
        let outputs = (0..UNITS * width).map(|_| number(0.3)).collect();
        Net { width, weights, outputs }
    }

    /// The weights of a feature.
    pub fn of(&self, feature: usize) -> &[f32] {
        &self.weights[feature * UNITS..][..UNITS]
    }

    /// What each unit gives of some features.
    fn units(&self, features: &[usize]) -> Vec<f32> {
        let mut sums = vec![0f32; UNITS];
        for &feature in features {
            sums.iter_mut().zip(self.of(feature)).for_each(|(sum, weight)| *sum += weight);
        }
        let root = root(features.len());
        sums.into_iter().map(|sum| unit(sum * root)).collect()
    }

    /// Scores some features.
    pub fn scores(&self, features: &[usize]) -> Vec<f32> {
        scores(self.units(features).into_iter(), &self.outputs, self.width)
    }

    /// Learns from examples, each the features of both directions. `plain` says which features stand for any words; `gradients`, what
    /// the scores of an example get too much of.
    pub fn learn(
        plain: &[bool],
        width: usize,
        examples: &[[Vec<usize>; 2]],
        gradients: impl Fn(usize, [&[f32]; 2]) -> [Vec<f32>; 2],
    ) -> Net {
        let mut state = 77;
        let mut net = Net::new(plain.len(), width, |most| (2.0 * uniform(next(&mut state), 1) - 1.0) * most);
        let mut squares = Net::new(plain.len(), width, |_| 1e-3);
        let (mut mean, mut rounds) = (Net::new(plain.len(), width, |_| 0.0), 0.0);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for epoch in 0..EPOCHS {
            shuffle(&mut order, &mut state);
            let rate = RATE * (1.0 - epoch as f32 / (EPOCHS as f32 * 1.25));
            for &at in &order {
                let salt = next(&mut state);
                let word_out = if uniform(salt, 0) < WORDLESS { 1.0 } else { WORD_OUT };
                let is_left = |&f: &usize| uniform(salt, f as u64 + 1) >= if plain[f] { PLAIN_OUT } else { word_out };
                let left: Vec<f32> = (0..UNITS as u64)
                    .map(|unit| if uniform(!salt, unit) < UNIT_OUT { 0.0 } else { 1.0 / (1.0 - UNIT_OUT) })
                    .collect();
                let seen = examples[at].each_ref().map(|features| {
                    let features: Vec<usize> = features.iter().copied().filter(is_left).collect();
                    let units: Vec<f32> =
                        net.units(&features).iter().zip(&left).map(|(unit, left)| unit * left).collect();
                    let scores = scores(units.iter().copied(), &net.outputs, width);
                    Seen { features, units, scores }
                });
                let gradients = gradients(at, [&seen[0].scores, &seen[1].scores]);
                net.step(&mut squares, rate, &left, &seen, &gradients);
            }
            if 2 * epoch >= EPOCHS {
                rounds += 1.0;
                mean.each(&net, |mean, weight| *mean += weight);
            }
        }
        mean.each(&net, |mean, _| *mean /= rounds);
        mean
    }

    fn each(&mut self, other: &Net, change: impl Fn(&mut f32, f32)) {
        self.weights.iter_mut().zip(&other.weights).for_each(|(one, other)| change(one, *other));
        self.outputs.iter_mut().zip(&other.outputs).for_each(|(one, other)| change(one, *other));
    }

    /// Goes a step against the gradients.
    fn step(&mut self, squares: &mut Net, rate: f32, left: &[f32], seen: &[Seen; 2], gradients: &[Vec<f32>; 2]) {
        let width = self.width;
        let mut by_output = vec![0f32; self.outputs.len()];
        for (seen, gradient) in seen.iter().zip(gradients) {
            let mut by_sum = vec![0f32; UNITS];
            for unit in (0..UNITS).filter(|&unit| left[unit] > 0.0) {
                let outputs = unit * width..(unit + 1) * width;
                let given = seen.units[unit];
                by_output[outputs.clone()].iter_mut().zip(gradient).for_each(|(by, g)| *by += given * g);
                let back: f32 = self.outputs[outputs].iter().zip(gradient).map(|(weight, g)| weight * g).sum();
                let plain = given / left[unit];
                by_sum[unit] = back * left[unit] * (1.0 - plain * plain) * root(seen.features.len());
            }
            for &feature in &seen.features {
                let row = feature * UNITS..(feature + 1) * UNITS;
                descend(rate, &mut self.weights[row.clone()], &mut squares.weights[row], &by_sum);
            }
        }
        descend(rate, &mut self.outputs, &mut squares.outputs, &by_output);
    }
}

/// A step of each weight, the smaller the more it was changed before.
fn descend(rate: f32, weights: &mut [f32], squares: &mut [f32], gradient: &[f32]) {
    for ((weight, square), gradient) in weights.iter_mut().zip(squares).zip(gradient) {
        let step = gradient + DECAY * *weight;
        *square += step * step;
        *weight -= rate * step / square.sqrt();
    }
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
