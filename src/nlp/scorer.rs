//! The network that scores the actions of a transition system, and the tagger's output layer.
//!
//! Reads: encoded rows. Gives: scores of all actions for the rows that a state looks at.

use ndarray::Array2;

use super::ModelError;
use super::container::Container;
use super::layers::{WIDTH, larger, multiply, rows};

/// The row of a missing token.
pub(super) const NONE: u32 = u32::MAX;
/// Hidden units.
const HIDDEN: usize = 64;
/// Sums before the maximum of two pieces is taken; the pieces lie side by side.
const SUMS: usize = 2 * HIDDEN;

/// Weights of a scoring network for states that look at `features` tokens.
pub(super) struct Scorer {
    features: usize,
    hidden: Array2<f32>,
    hidden_bias: Vec<f32>,
    lower: Array2<f32>,
    lower_bias: Vec<f32>,
    pad: Vec<f32>,
    upper: Output,
}

/// What each row of a batch adds to the sums of a state, in every place where the state may look at it.
#[derive(Default)]
pub(super) struct Contributions {
    hidden: Vec<f32>,
    sums: Vec<f32>,
}

impl Scorer {
    pub(super) fn read(container: &Container, name: &str, features: usize, actions: usize) -> Result<Self, ModelError> {
        Ok(Scorer {
            features,
            hidden: container.matrix(&format!("{name}.hidden.weight"), Some(WIDTH), HIDDEN)?,
            hidden_bias: container.vector(&format!("{name}.hidden.bias"), HIDDEN)?,
            lower: container.matrix(&format!("{name}.lower.weight"), Some(HIDDEN), features * SUMS)?,
            lower_bias: container.vector(&format!("{name}.lower.bias"), SUMS)?,
            pad: container.vector(&format!("{name}.lower.pad"), features * SUMS)?,
            upper: Output::read(container, &format!("{name}.upper"), HIDDEN, actions)?,
        })
    }

    /// Gives a buffer for the scores of one state.
    pub(super) fn buffer(&self) -> Vec<f32> {
        self.upper.bias.clone()
    }

    /// Works out what the rows add to states.
    pub(super) fn prepare(&self, encoded: &[f32], out: &mut Contributions) {
        let count = encoded.len() / WIDTH;
        out.hidden.resize(count * HIDDEN, 0.0);
        multiply(rows(encoded, count, WIDTH, WIDTH), &self.hidden, &mut out.hidden);
        for row in out.hidden.chunks_exact_mut(HIDDEN) {
            row.iter_mut().zip(&self.hidden_bias).for_each(|(number, bias)| *number += bias);
        }
        out.sums.resize(count * self.features * SUMS, 0.0);
        multiply(rows(&out.hidden, count, HIDDEN, HIDDEN), &self.lower, &mut out.sums);
    }

    /// Scores all actions for a state that looks at these rows.
    pub(super) fn score(&self, contributions: &Contributions, looked_at: &[u32], scores: &mut [f32]) {
        let mut sums = [0.0; SUMS];
        sums.copy_from_slice(&self.lower_bias);
        for (feature, &row) in looked_at.iter().enumerate() {
            let part = match row {
                NONE => &self.pad[feature * SUMS..],
                row => &contributions.sums[(row as usize * self.features + feature) * SUMS..],
            };
            for (sum, part) in sums.iter_mut().zip(&part[..SUMS]) {
                *sum += part;
            }
        }
        let (first, second) = sums.split_at(HIDDEN);
        let mut hidden = [0.0; HIDDEN];
        for i in 0..HIDDEN {
            hidden[i] = larger(first[i], second[i]);
        }
        self.upper.score(&hidden, scores);
    }
}

/// A last linear layer: input x outputs, the outputs padded to whole vector registers.
struct Output {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Output {
    fn read(container: &Container, name: &str, inputs: usize, outputs: usize) -> Result<Self, ModelError> {
        const LANES: usize = 16;
        let padded = outputs.next_multiple_of(LANES);
        let matrix = container.matrix(&format!("{name}.weight"), Some(inputs), outputs)?;
        let mut weight = vec![0.0; inputs * padded];
        for (row, out) in matrix.rows().into_iter().zip(weight.chunks_exact_mut(padded)) {
            out[..outputs].iter_mut().zip(row).for_each(|(out, &number)| *out = number);
        }
        let mut bias = container.vector(&format!("{name}.bias"), outputs)?;
        bias.resize(padded, 0.0);
        Ok(Output { weight, bias })
    }

    /// Fills `scores`, padded length; four inputs at a time halve the traffic to memory.
    fn score(&self, inputs: &[f32; HIDDEN], scores: &mut [f32]) {
        let width = self.bias.len();
        let scores = &mut scores[..width];
        scores.copy_from_slice(&self.bias);
        for (inputs, rows) in inputs.as_chunks::<4>().0.iter().zip(self.weight.chunks_exact(4 * width)) {
            let (row0, rest) = rows.split_at(width);
            let (row1, rest) = rest.split_at(width);
            let (row2, row3) = rest.split_at(width);
            for (i, score) in scores.iter_mut().enumerate() {
                *score += inputs[0] * row0[i] + inputs[1] * row1[i] + (inputs[2] * row2[i] + inputs[3] * row3[i]);
            }
        }
    }
}
