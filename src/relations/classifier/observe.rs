//! What there is to learn from: the pairs of a text with their features, and what the frames made of them.

use sha2::{Digest, Sha256};

use super::{Draft, Pair, Step};
use crate::actors::Cast;
use crate::nlp::Parsed;
use crate::relations::{Extractor, Status};
use crate::text::Span;

/// Where the mentions come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mentions {
    /// The library has found them.
    Found,
    /// The caller has marked them.
    Given,
}

/// One relation that the frames read of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Name of its kind.
    pub kind: String,
    /// Whether it goes from the first mention to the second.
    pub forward: bool,
    /// How sure the frame is.
    pub confidence: f32,
    /// Whether it is told as not done.
    pub negated: bool,
    /// Whether it is told by the nearest trigger, not by a frame.
    pub guessed: bool,
}

/// Two mentions of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The one mention.
    pub one: Span,
    /// The other one.
    pub other: Span,
    /// What the classifier sees of them.
    pub pair: Pair,
    /// The word that governs both.
    pub joining: String,
    /// What the frames read.
    pub told: Vec<Told>,
}

impl Extractor {
    /// Describes the pairs of a document that the classifier would be asked about: of given mentions every pair of a sentence,
    /// of found ones those that a frame joins.
    pub fn observe(&self, mentions: Mentions, parsed: &Parsed<'_>, cast: &Cast) -> Vec<Observation> {
        let mut found = Vec::new();
        self.extract_as(mentions, parsed, cast, &mut Step::Observe(&mut found));
        found
    }
}

pub(super) fn told(draft: &Draft, forward: bool) -> Told {
    let relation = &draft.relation;
    Told {
        guessed: draft.guessed,
        kind: relation.kind.name.clone(),
        forward,
        confidence: relation.confidence,
        negated: relation.status == Status::Negated,
    }
}

/// Says in one number what the weights hang on: what is seen of a pair, and the sentences that are learned from.
pub fn fingerprint(tables: &[&str]) -> u64 {
    let mut hash = Sha256::new();
    let code =
        [include_str!("bag.rs"), include_str!("features.rs"), include_str!("clues.rs"), include_str!("scene.rs")];
    for text in code.into_iter().chain([include_str!("../../../data/ontology.toml")]) {
        hash.update(text);
    }
    for table in tables {
        hash.update(table);
    }
    let digest: [u8; 32] = hash.finalize().into();
    digest[..8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte))
}
