//! Turns tokens into vectors that know their neighborhood: hash embeddings, a mixing layer, four convolutions.
//!
//! Reads: word types row by row, sequences parted by [`GAP`] empty rows. Gives: [`WIDTH`] numbers a row.
//! How: the mixing layer and the products of the first convolution depend on the word type alone and are kept for
//! types met again. The other products run over all sequences of a batch at once.
//!
//! # Why four empty rows
//! The model was trained with four zero rows around every sequence, which evolve through the layers as tokens do. A
//! token of the last layer sees three rows beyond the edge after the first layer, two after the second, one after
//! the third. Beyond the first row those are equal for all sequences after the first layer, so two neighbors can
//! share four rows without seeing each other: the result is the same, bit by bit, as with each sequence alone.

use super::ModelError;
use super::container::Container;
use super::hash::embedding_rows;
use super::layers::{Layer, SUMS, WIDTH, multiply, rows};

/// Empty rows before, between and after the sequences of a batch.
pub(super) const GAP: usize = 4;
/// The type of an empty row.
pub(super) const EMPTY: u32 = u32::MAX;

/// Types kept before the cache is emptied: 3.8 kB each.
const CACHED_TYPES: usize = 4096;
/// Rows whose products are taken at once; their sums fit the second-level cache.
const BLOCK: usize = 512;
/// Numbers that one type adds to the rows right of it, its own and left of it in the first convolution.
const SPREAD: usize = 3 * SUMS;
/// What thinc adds to a column's index to get the seed of its hash.
const FIRST_SEED: u64 = 8;

/// Weights of one encoder.
pub(super) struct Encoder {
    embeddings: Vec<Vec<[f32; WIDTH]>>,
    mix: Layer,
    spread: Layer,
    convolutions: Vec<Layer>,
}

/// What one encoder has worked out for word types, and its buffers.
#[derive(Default)]
pub(super) struct EncoderCache {
    slots: Vec<u32>,
    mixed: Vec<f32>,
    spread: Vec<f32>,
    missing: Vec<u32>,
    embedded: Vec<f32>,
    sums: Vec<f32>,
    layer: [Vec<f32>; 2],
}

impl Encoder {
    /// Reads an encoder of as many features as `columns`.
    pub(super) fn read(container: &Container, name: &str, columns: usize) -> Result<Self, ModelError> {
        let embeddings = (0..columns)
            .map(|column| container.records(&format!("{name}.embed.{column}")))
            .collect::<Result<Vec<_>, _>>()?;
        let layer = |depth, inputs, columns| Layer::read(container, &format!("{name}.layer.{depth}"), inputs, columns);
        Ok(Encoder {
            embeddings,
            mix: layer(0, columns * WIDTH, SUMS)?,
            spread: layer(1, WIDTH, SPREAD)?,
            convolutions: (2..5).map(|depth| layer(depth, SUMS, SUMS)).collect::<Result<_, _>>()?,
        })
    }

    /// Encodes the rows of a batch; `features` gives the feature values of a type.
    ///
    /// `types` starts and ends with [`GAP`] empty rows and has as many between sequences. Their own vectors mean nothing.
    pub(super) fn encode<'c>(
        &self,
        types: &[u32],
        features: impl Fn(u32) -> [u64; 6],
        cache: &'c mut EncoderCache,
    ) -> &'c [f32] {
        self.look_up(types, features, cache);
        let count = types.len();
        let [current, next] = &mut cache.layer;
        for layer in [&mut *current, &mut *next] {
            layer.resize((count + 2) * WIDTH, 0.0);
            // The guard rows around the batch are zero in every layer.
            layer[..WIDTH].fill(0.0);
            layer[(count + 1) * WIDTH..].fill(0.0);
        }
        cache.sums.resize(BLOCK * SUMS, 0.0);
        let slots = &cache.slots;
        let slot =
            |row: usize| types.get(row).filter(|&&kind| kind != EMPTY).map(|&kind| slots[kind as usize] as usize);
        for row in 0..count {
            let mut sums = [0.0; SUMS];
            let neighbors = [row.checked_sub(1).and_then(slot), slot(row), slot(row + 1)];
            for (side, at) in neighbors.into_iter().enumerate().filter_map(|(side, at)| at.map(|at| (side, at))) {
                let parts = &cache.spread.as_chunks::<SUMS>().0[3 * at + side];
                for (sum, &part) in sums.iter_mut().zip(parts) {
                    *sum += part;
                }
            }
            let out = &mut current.as_chunks_mut().0[row + 1];
            *out = slot(row).map_or([0.0; WIDTH], |at| cache.mixed.as_chunks().0[at]);
            self.spread.add_activation(&sums, out);
        }
        for layer in &self.convolutions {
            for start in (0..count).step_by(BLOCK) {
                let size = BLOCK.min(count - start);
                // Row `r` lies behind the guard row; its window starts one row earlier.
                let windows = rows(&current[start * WIDTH..], size, SUMS, WIDTH);
                multiply(windows, &layer.weight, &mut cache.sums);
                let place = (start + 1) * WIDTH..(start + 1 + size) * WIDTH;
                next[place.clone()].copy_from_slice(&current[place.clone()]);
                for (out, sums) in next[place].as_chunks_mut().0.iter_mut().zip(cache.sums.as_chunks().0) {
                    layer.add_activation(sums, out);
                }
            }
            std::mem::swap(current, next);
        }
        &current[WIDTH..(count + 1) * WIDTH]
    }

    /// Sees to it that every type of the batch has a slot.
    fn look_up(&self, types: &[u32], features: impl Fn(u32) -> [u64; 6], cache: &mut EncoderCache) {
        let mut used = cache.mixed.len() / WIDTH;
        if used >= CACHED_TYPES {
            cache.slots.fill(EMPTY);
            cache.mixed.clear();
            cache.spread.clear();
            used = 0;
        }
        cache.missing.clear();
        for &kind in types.iter().filter(|&&kind| kind != EMPTY) {
            if cache.slots.len() <= kind as usize {
                cache.slots.resize(kind as usize + 1, EMPTY);
            }
            if cache.slots[kind as usize] == EMPTY {
                cache.slots[kind as usize] = (used + cache.missing.len()) as u32;
                cache.missing.push(kind);
            }
        }
        let count = cache.missing.len();
        if count == 0 {
            return;
        }
        cache.embedded.clear();
        for &kind in &cache.missing {
            self.embed(features(kind), &mut cache.embedded);
        }
        let inputs = self.embeddings.len() * WIDTH;
        cache.sums.resize((count * SUMS).max(BLOCK * SUMS), 0.0);
        multiply(rows(&cache.embedded, count, inputs, inputs), &self.mix.weight, &mut cache.sums);
        cache.mixed.resize((used + count) * WIDTH, 0.0);
        let mixed = &mut cache.mixed[used * WIDTH..];
        for (out, sums) in mixed.as_chunks_mut().0.iter_mut().zip(cache.sums.as_chunks().0) {
            self.mix.add_activation(sums, out);
        }
        cache.spread.resize((used + count) * SPREAD, 0.0);
        multiply(rows(mixed, count, WIDTH, WIDTH), &self.spread.weight, &mut cache.spread[used * SPREAD..]);
    }

    /// Appends the embedding of every feature: the sum of four rows of its table.
    fn embed(&self, features: [u64; 6], out: &mut Vec<f32>) {
        for ((column, table), value) in self.embeddings.iter().enumerate().zip(features) {
            let start = out.len();
            out.resize(start + WIDTH, 0.0);
            for row in embedding_rows(value, FIRST_SEED + column as u64, table.len()) {
                for (sum, &part) in out[start..].iter_mut().zip(&table[row]) {
                    *sum += part;
                }
            }
        }
    }
}
