//! Gives every token its fine-grained tag: the best of one linear layer.

use ndarray::Array2;

use super::container::Container;
use super::layers::{WIDTH, grow, multiply, rows};
use super::{ModelError, Tag};

/// Weights of the tagger.
pub(super) struct Tagger {
    weight: Array2<f32>,
    bias: Vec<f32>,
    labels: Vec<Tag>,
}

impl Tagger {
    pub(super) fn read(container: &Container) -> Result<Self, ModelError> {
        let labels = container.rows("tagger.labels", Tag::parse)?;
        Ok(Tagger {
            weight: container.matrix("tagger.weight", WIDTH, labels.len())?,
            bias: container.vector("tagger.bias", labels.len())?,
            labels,
        })
    }

    /// Tags every row.
    pub(super) fn tag(&self, encoded: &[f32], scores: &mut Vec<f32>) -> Vec<Tag> {
        let (count, width) = (encoded.len() / WIDTH, self.labels.len());
        grow(scores, count * width);
        multiply(rows(encoded, WIDTH), &self.weight, scores);
        let best = |row: &[f32]| {
            let sums = row.iter().zip(&self.bias).map(|(score, bias)| score + bias);
            let best = sums.enumerate().fold(
                (0, f32::NEG_INFINITY),
                |best, (i, sum)| {
                    if sum > best.1 { (i, sum) } else { best }
                },
            );
            self.labels[best.0]
        };
        scores.chunks_exact(width).take(count).map(best).collect()
    }
}
