//! Tokens, tags, trees and entities of English text.
//!
//! Reads: a [`Document`](crate::Document). Gives: [`Parsed`]: tokens with tags, lemmas and trees, sentences, entities.
//! How: the English model `en_core_web_sm` 3.8 of spaCy, with the same weights and the same results, in Rust.
//! Does not: know actors or relations.

mod affixes;
mod annotator;
mod characters;
mod container;
mod embedding;
mod encoder;
mod error;
mod hash;
mod labels;
mod layers;
mod lemmatizer;
mod lexicon;
mod parsed;
mod parser;
mod pipeline;
mod recognizer;
mod ruler;
mod scorer;
mod tagger;
mod tokenizer;
mod tree;

pub use error::ModelError;
pub use labels::{Dep, EntityLabel, Pos, Tag};
pub use parsed::{Entity, Parsed, Token};
pub use pipeline::Pipeline;
