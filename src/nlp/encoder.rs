//! Turns tokens into vectors that know their neighborhood: four convolutions over what each word is by itself.
//!
//! Reads: word types, sequence after sequence. Gives: one vector a token.
//! How: the products of the first convolution are kept for each word (`embedding`). Those of the others are taken for
//! the windows of many sequences at once.
//!
//! # Around a sequence
//! The model was trained with four zero rows on each side of every sequence, which evolve through the layers as tokens
//! do. A token of the last layer sees three of them after the first layer, two after the second and one after the
//! third: only those are worked out. After the first layer all but the innermost are the same for all sequences.

use super::ModelError;
use super::container::Container;
use super::embedding::{Embedding, EmbeddingCache};
use super::layers::{Layer, SUMS, Vector, WIDTH, grow, multiply, rows};

/// Windows whose products are taken at once: they and their sums fit the second-level cache.
const BLOCK: usize = 320;
/// Rows on each side of a sequence that the layers after the first convolution give.
const EDGES: [usize; 4] = [3, 2, 1, 0];

/// Weights of one encoder.
pub(super) struct Encoder {
    embedding: Embedding,
    /// The first convolution; `embedding` has its products.
    first: Layer,
    convolutions: Vec<Layer>,
    /// A row that has seen only zero rows in the first convolution.
    outer: Vector,
}

/// What one encoder has worked out for word types, and its buffers.
#[derive(Default)]
pub(super) struct EncoderCache {
    embedding: EmbeddingCache,
    layer: [Vec<Vector>; 2],
    windows: Windows,
}

/// Windows gathered for one product.
#[derive(Default)]
struct Windows {
    rows: Vec<[Vector; 3]>,
    sums: Vec<f32>,
}

impl Encoder {
    /// Reads an encoder of as many features as `columns`.
    pub(super) fn read(container: &Container, name: &str, columns: usize) -> Result<Self, ModelError> {
        let layer = |depth, inputs, columns| Layer::read(container, &format!("{name}.layer.{depth}"), inputs, columns);
        let mut first = layer(1, WIDTH, 3 * SUMS)?;
        let spread = std::mem::take(&mut first.weight);
        let mut outer = [0.0; WIDTH];
        first.add_activation(&[0.0; SUMS], &mut outer);
        Ok(Encoder {
            embedding: Embedding::read(container, name, columns, spread)?,
            first,
            convolutions: (2..5).map(|depth| layer(depth, SUMS, SUMS)).collect::<Result<_, _>>()?,
            outer,
        })
    }

    /// Encodes sequences that lie one after the other in `types`; `features` gives the feature values of a type.
    pub(super) fn encode<'c>(
        &self,
        types: &[u32],
        lengths: &[usize],
        features: impl Fn(u32) -> [u64; 6],
        cache: &'c mut EncoderCache,
    ) -> &'c [f32] {
        let EncoderCache { embedding, layer: [current, next], windows } = cache;
        self.embedding.look_up(types, features, embedding);
        current.clear();
        let mut rest = types;
        for &length in lengths {
            let (sequence, after) = rest.split_at(length);
            rest = after;
            self.enter(sequence, embedding, current);
        }
        for (layer, edges) in self.convolutions.iter().zip(EDGES.windows(2)) {
            next.clear();
            let mut rest = current.as_slice();
            for &length in lengths {
                let (sequence, after) = rest.split_at(length + 2 * edges[0]);
                rest = after;
                for window in sequence.array_windows() {
                    windows.rows.push(*window);
                    if windows.rows.len() == BLOCK {
                        windows.convolve(layer, next);
                    }
                }
            }
            windows.convolve(layer, next);
            std::mem::swap(current, next);
        }
        current.as_flattened()
    }

    /// Appends a sequence with its edges as the first convolution leaves it.
    fn enter(&self, sequence: &[u32], known: &EmbeddingCache, out: &mut Vec<Vector>) {
        const OUTER: usize = EDGES[0] - 1;
        out.extend([self.outer; OUTER]);
        // Row 0 lies before the first token.
        for row in 0..sequence.len() + 2 {
            let token = |at: Option<usize>| at.and_then(|at| sequence.get(at));
            let mut sums = [0.0; SUMS];
            for (side, at) in [row.checked_sub(2), row.checked_sub(1), Some(row)].into_iter().enumerate() {
                let Some(&kind) = token(at) else { continue };
                for (sum, &part) in sums.iter_mut().zip(&known.spread(kind)[side]) {
                    *sum += part;
                }
            }
            let mut vector = token(row.checked_sub(1)).map_or([0.0; WIDTH], |&kind| *known.mixed(kind));
            self.first.add_activation(&sums, &mut vector);
            out.push(vector);
        }
        out.extend([self.outer; OUTER]);
    }
}

impl Windows {
    /// Appends what a convolution makes of the middle row of each window, and drops the windows.
    fn convolve(&mut self, layer: &Layer, out: &mut Vec<Vector>) {
        grow(&mut self.sums, self.rows.len() * SUMS);
        multiply(rows(self.rows.as_flattened().as_flattened(), SUMS), &layer.weight, &mut self.sums);
        for ([_, middle, _], sums) in self.rows.iter().zip(self.sums.as_chunks().0) {
            let mut vector = *middle;
            layer.add_activation(sums, &mut vector);
            out.push(vector);
        }
        self.rows.clear();
    }
}
