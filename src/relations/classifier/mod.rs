//! A small classifier, trained on the project's own marked sentences, that judges what lexicon and tree leave in doubt.
//!
//! Reads: two mentions of a parsed sentence, the triggers around them, what the frames made of them. Gives: how probable each kind
//! is in each direction, and that nothing holds.
//! How: a network of one hidden layer over hashed features ([`Pair`]); its weights are `data/classifier.bin`, made by
//! `cargo run --release --example train_classifier`.
//! Does not: find mentions, or read circumstances and status; those are the frames' business.

mod bag;
mod clues;
mod create;
mod features;
mod judge;
mod model;
mod observe;
mod rows;
mod scene;
#[cfg(test)]
mod tests;
mod untold;

pub use bag::PLAIN;
pub use features::Pair;
pub use model::{
    Bounds, Calibration, Distribution, LARGEST, Label, Model, UNITS, distribution, packed, root, scores, unit,
};
pub use observe::{Mentions, Observation, Told, fingerprint};

pub(crate) use judge::{Draft, Read, Step};

use self::rows::Rows;
use super::{Kind, Ontology, TableError};

/// The file of weights, for messages.
const FILE: &str = "data/classifier.bin";
/// The weights that are part of the program.
static BUILTIN: &[u8] = include_bytes!("../../../data/classifier.bin");

/// The model with the kinds that its labels name.
#[derive(Debug)]
pub(crate) struct Classifier {
    model: Model,
    rows: Rows,
    kinds: Vec<Kind>,
}

impl Classifier {
    /// Reads the built-in weights.
    pub fn builtin(ontology: &Ontology) -> Result<Self, TableError> {
        Self::read(FILE, BUILTIN, ontology)
    }

    /// Reads weights that were made with this version of the features.
    pub fn read(file: &str, bytes: &[u8], ontology: &Ontology) -> Result<Self, TableError> {
        let error = |problem: String| TableError {
            file: file.into(),
            line: 1,
            problem,
            hint: "train it again: `cargo run --release --example train_classifier`".into(),
        };
        let model = Model::read(bytes).ok_or_else(|| error("the weights cannot be read".into()))?;
        let kind = |label: &Label| ontology.kind(&label.kind).ok_or_else(|| error(format!("no kind `{}`", label.kind)));
        let kinds = model.labels.iter().map(kind).collect::<Result<_, _>>()?;
        Ok(Classifier { rows: Rows::new(&model.features), model, kinds })
    }
}
