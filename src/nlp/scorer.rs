//! The network that scores the actions of a transition system.
//!
//! Reads: encoded rows. Gives: scores of all actions for the rows that a state looks at.

use ndarray::Array2;

use super::ModelError;
use super::container::Container;
use super::layers::{WIDTH, grow, larger, multiply, rows};

/// The row of a missing token.
pub(super) const NONE: u32 = u32::MAX;
/// Hidden units.
const HIDDEN: usize = 64;
/// Sums before the maximum of two pieces is taken; the pieces lie side by side.
const SUMS: usize = 2 * HIDDEN;
/// Numbers handled at once.
const LANES: usize = 16;

/// Weights of a scoring network for states that look at `features` tokens.
pub(super) struct Scorer {
    features: usize,
    hidden: Array2<f32>,
    hidden_bias: Vec<f32>,
    lower: Array2<f32>,
    lower_bias: [f32; SUMS],
    /// What a missing token adds, for each place.
    pad: Vec<[f32; SUMS]>,
    /// Hidden x actions, the actions padded to whole lanes that never win.
    upper: Vec<f32>,
    upper_bias: Vec<f32>,
}

/// The hidden layer of a state.
pub(super) type Hidden = [f32; HIDDEN];

/// What each row of a batch adds to the sums of a state, in every place where the state may look at it.
#[derive(Default)]
pub(super) struct Contributions {
    hidden: Vec<f32>,
    sums: Vec<f32>,
}

impl Scorer {
    pub(super) fn read(container: &Container, name: &str, features: usize, actions: usize) -> Result<Self, ModelError> {
        let padded = actions.next_multiple_of(LANES);
        let matrix = container.matrix(&format!("{name}.upper.weight"), HIDDEN, actions)?;
        let mut upper = vec![0.0; HIDDEN * padded];
        for (row, out) in matrix.rows().into_iter().zip(upper.chunks_exact_mut(padded)) {
            out.iter_mut().zip(row).for_each(|(out, &number)| *out = number);
        }
        let mut upper_bias = container.vector(&format!("{name}.upper.bias"), actions)?;
        upper_bias.resize(padded, f32::NEG_INFINITY);
        Ok(Scorer {
            features,
            hidden: container.matrix(&format!("{name}.hidden.weight"), WIDTH, HIDDEN)?,
            hidden_bias: container.vector(&format!("{name}.hidden.bias"), HIDDEN)?,
            lower: container.matrix(&format!("{name}.lower.weight"), HIDDEN, features * SUMS)?,
            lower_bias: container.array(&format!("{name}.lower.bias"))?,
            pad: container.vector(&format!("{name}.lower.pad"), features * SUMS)?.as_chunks().0.to_vec(),
            upper,
            upper_bias,
        })
    }

    /// Gives a buffer for the scores of one state.
    pub(super) fn buffer(&self) -> Vec<f32> {
        self.upper_bias.clone()
    }

    /// Works out what the rows add to states.
    pub(super) fn prepare(&self, encoded: &[f32], out: &mut Contributions) {
        let count = encoded.len() / WIDTH;
        grow(&mut out.hidden, count * HIDDEN);
        multiply(rows(encoded, WIDTH), &self.hidden, &mut out.hidden);
        for row in out.hidden.chunks_exact_mut(HIDDEN).take(count) {
            row.iter_mut().zip(&self.hidden_bias).for_each(|(number, bias)| *number += bias);
        }
        grow(&mut out.sums, count * self.features * SUMS);
        multiply(rows(&out.hidden[..count * HIDDEN], HIDDEN), &self.lower, &mut out.sums);
    }

    /// Gives the hidden layer of a state that looks at these rows.
    pub(super) fn hidden(&self, contributions: &Contributions, looked_at: &[u32]) -> Hidden {
        let mut sums = self.lower_bias;
        let parts = contributions.sums.as_chunks::<SUMS>().0;
        for (feature, &row) in looked_at.iter().enumerate() {
            let part = match row {
                NONE => &self.pad[feature],
                row => &parts[row as usize * self.features + feature],
            };
            for (sum, part) in sums.iter_mut().zip(part) {
                *sum += part;
            }
        }
        std::array::from_fn(|i| larger(sums[i], sums[HIDDEN + i]))
    }

    /// Scores all actions; four inputs at a time halve the traffic to memory.
    pub(super) fn score_all(&self, hidden: &Hidden, scores: &mut [f32]) {
        let width = self.upper_bias.len();
        scores.copy_from_slice(&self.upper_bias);
        for (inputs, rows) in hidden.as_chunks::<4>().0.iter().zip(self.upper.chunks_exact(4 * width)) {
            let (row0, rest) = rows.split_at(width);
            let (row1, rest) = rest.split_at(width);
            let (row2, row3) = rest.split_at(width);
            let columns = row0.iter().zip(row1).zip(row2.iter().zip(row3));
            for (score, ((a, b), (c, d))) in scores.iter_mut().zip(columns) {
                *score += (inputs[0] * a + inputs[1] * b) + (inputs[2] * c + inputs[3] * d);
            }
        }
    }

    /// Scores one action.
    pub(super) fn score_one(&self, hidden: &Hidden, action: usize) -> f32 {
        let column = self.upper[action..].iter().step_by(self.upper_bias.len());
        hidden.iter().zip(column).map(|(input, weight)| input * weight).sum::<f32>() + self.upper_bias[action]
    }
}

/// Finds the first of the best scores; `None` where all are negative infinity.
pub(super) fn best(scores: &[f32]) -> Option<usize> {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    for chunk in scores.as_chunks::<LANES>().0 {
        for (lane, &score) in lanes.iter_mut().zip(chunk) {
            *lane = larger(score, *lane);
        }
    }
    let most = lanes.into_iter().fold(f32::NEG_INFINITY, larger);
    scores.iter().position(|&score| score == most).filter(|_| most > f32::NEG_INFINITY)
}
