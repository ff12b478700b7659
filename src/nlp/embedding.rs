//! What a word is to an encoder before it sees its neighbors: hash embeddings, a mixing layer, the products of the
//! first convolution.
//!
//! Reads: word types, and the values of their features. Gives: two rows of numbers a type.
//! How: all of it is kept for types met again. A new type shares most feature values (first letter, ending, shape) with
//! others, and the mixing layer is linear up to its maximum: what each value adds to the sums is kept as well.

use std::collections::HashMap;

use ndarray::{Array2, ArrayView2, Axis};

use super::ModelError;
use super::container::Container;
use super::hash::embedding_rows;
use super::layers::{Layer, SUMS, Sums, Vector, WIDTH, grow, multiply, rows};

/// Types kept before the cache is emptied: 3.8 kB each.
const CACHED_TYPES: usize = 2048;
/// Values of one feature kept before those of that feature are dropped: 1.2 kB each.
const CACHED_VALUES: usize = 1024;
/// No type has this place in a cache.
const NOWHERE: u32 = u32::MAX;
/// What thinc adds to a column's index to get the seed of its hash.
const FIRST_SEED: u64 = 8;

/// What a type adds to the sums of the row right of it, of its own and of the row left of it.
pub(super) type Spread = [Sums; 3];

/// Weights of the layers that look at one word.
pub(super) struct Embedding {
    columns: Vec<Column>,
    mix: Layer,
    /// Input x three rows of sums.
    spread: Array2<f32>,
}

/// One feature: its table of embeddings, and the part of the mixing layer that reads it.
struct Column {
    seed: u64,
    table: Vec<Vector>,
    weight: Array2<f32>,
}

/// What an encoder has worked out for word types.
#[derive(Default)]
pub(super) struct EmbeddingCache {
    places: Vec<u32>,
    mixed: Vec<Vector>,
    spread: Vec<f32>,
    missing: Vec<u32>,
    columns: [ValueCache; 6],
}

/// What the values of one feature add to the sums of the mixing layer.
#[derive(Default)]
struct ValueCache {
    places: HashMap<u64, u32>,
    sums: Vec<f32>,
    embedded: Vec<Vector>,
}

impl Embedding {
    /// Reads the layers of an encoder of as many features as `columns`; `spread` are the weights of its first convolution.
    pub(super) fn read(
        container: &Container,
        name: &str,
        columns: usize,
        spread: Array2<f32>,
    ) -> Result<Self, ModelError> {
        let mut mix = Layer::read(container, &format!("{name}.layer.0"), columns * WIDTH, SUMS)?;
        let weight = std::mem::take(&mut mix.weight);
        let column = |(at, weight): (usize, ArrayView2<f32>)| {
            let table = container.records(&format!("{name}.embed.{at}"))?;
            Ok(Column { seed: FIRST_SEED + at as u64, table, weight: weight.to_owned() })
        };
        let parts = weight.axis_chunks_iter(Axis(0), WIDTH).enumerate();
        let columns = parts.map(column).collect::<Result<_, ModelError>>()?;
        Ok(Embedding { columns, mix, spread })
    }

    /// Sees to it that the cache has every one of these types; `features` gives the feature values of one.
    pub(super) fn look_up(&self, types: &[u32], features: impl Fn(u32) -> [u64; 6], cache: &mut EmbeddingCache) {
        if cache.mixed.len() >= CACHED_TYPES {
            cache.places.fill(NOWHERE);
            cache.mixed.clear();
        }
        let known = cache.mixed.len();
        cache.missing.clear();
        for &kind in types {
            if cache.places.len() <= kind as usize {
                cache.places.resize(kind as usize + 1, NOWHERE);
            }
            let place = &mut cache.places[kind as usize];
            if *place == NOWHERE {
                *place = (known + cache.missing.len()) as u32;
                cache.missing.push(kind);
            }
        }
        if cache.missing.is_empty() {
            return;
        }
        for (at, (column, values)) in self.columns.iter().zip(&mut cache.columns).enumerate() {
            column.look_up(cache.missing.iter().map(|&kind| features(kind)[at]), values);
        }
        for &kind in &cache.missing {
            let mut sums = [0.0; SUMS];
            for (values, value) in cache.columns.iter().zip(features(kind)).take(self.columns.len()) {
                for (sum, &part) in sums.iter_mut().zip(values.sums(value)) {
                    *sum += part;
                }
            }
            let mut mixed = [0.0; WIDTH];
            self.mix.add_activation(&sums, &mut mixed);
            cache.mixed.push(mixed);
        }
        const SPREAD: usize = 3 * SUMS;
        grow(&mut cache.spread, cache.mixed.len() * SPREAD);
        let mixed = cache.mixed[known..].as_flattened();
        multiply(rows(mixed, WIDTH), &self.spread, &mut cache.spread[known * SPREAD..]);
    }
}

impl EmbeddingCache {
    /// Gives what the mixing layer makes of a type.
    pub(super) fn mixed(&self, kind: u32) -> &Vector {
        &self.mixed[self.places[kind as usize] as usize]
    }

    /// Gives what a type adds to the sums of the first convolution.
    pub(super) fn spread(&self, kind: u32) -> &Spread {
        let spreads: &[Spread] = self.spread.as_chunks().0.as_chunks().0;
        &spreads[self.places[kind as usize] as usize]
    }
}

impl Column {
    /// Sees to it that the cache has every one of these values.
    fn look_up(&self, values: impl Iterator<Item = u64>, cache: &mut ValueCache) {
        if cache.places.len() >= CACHED_VALUES {
            cache.places.clear();
        }
        let known = cache.places.len();
        cache.embedded.clear();
        for value in values {
            cache.places.entry(value).or_insert_with(|| {
                cache.embedded.push(self.embed(value));
                (known + cache.embedded.len() - 1) as u32
            });
        }
        grow(&mut cache.sums, cache.places.len() * SUMS);
        multiply(rows(cache.embedded.as_flattened(), WIDTH), &self.weight, &mut cache.sums[known * SUMS..]);
    }

    /// Embeds a value: the sum of four rows of the table.
    fn embed(&self, value: u64) -> Vector {
        let mut vector = [0.0; WIDTH];
        for row in embedding_rows(value, self.seed, self.table.len()) {
            for (sum, &part) in vector.iter_mut().zip(&self.table[row]) {
                *sum += part;
            }
        }
        vector
    }
}

impl ValueCache {
    /// Gives what a value adds, which has been looked up.
    fn sums(&self, value: u64) -> &Sums {
        &self.sums.as_chunks().0[self.places[&value] as usize]
    }
}
