//! Finds named entities: a transition system that begins, continues and ends them from left to right.
//!
//! Reads: what the rows of a batch add to states, sentence starts, which tokens are white space. Gives: entities.
//! How: outside an entity a token begins one, is one by itself, or is none; inside, it goes on or ends the entity, so
//! that two of the 74 actions need a score there.
//!
//! # Source
//! `ner.pyx` of spaCy 3.8 (MIT, Explosion).

use super::container::Container;
use super::scorer::{Contributions, NONE, Scorer};
use super::{Entity, EntityLabel, ModelError};

/// Tokens a state looks at.
const FEATURES: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Begin(EntityLabel),
    In(EntityLabel),
    Last(EntityLabel),
    Unit(EntityLabel),
    Out,
    Never,
}

/// Weights and actions of the recognizer.
pub(super) struct Recognizer {
    scorer: Scorer,
    moves: Vec<Move>,
}

impl Recognizer {
    pub(super) fn read(container: &Container) -> Result<Self, ModelError> {
        let moves = container.rows("ner.moves", |row| {
            let (action, label) = row.split_once('\t')?;
            let label = EntityLabel::parse(label);
            Some(match (action, label) {
                ("1", Some(label)) => Move::Begin(label),
                ("2", Some(label)) => Move::In(label),
                ("3", Some(label)) => Move::Last(label),
                ("4", Some(label)) => Move::Unit(label),
                ("4", None) => Move::Never,
                ("5", None) => Move::Out,
                _ => return None,
            })
        })?;
        Ok(Recognizer { scorer: Scorer::read(container, "ner", FEATURES, moves.len())?, moves })
    }

    /// Works out what the rows of a batch add to states.
    pub(super) fn prepare(&self, encoded: &[f32], out: &mut Contributions) {
        self.scorer.prepare(encoded, out);
    }

    /// Finds the entities of the sequence whose first row is `first`; their tokens count from its start.
    pub(super) fn find(
        &self,
        contributions: &Contributions,
        first: u32,
        starts: &[bool],
        space: impl Fn(usize) -> bool,
    ) -> Vec<Entity> {
        let mut entities = Vec::new();
        let mut open: Option<(usize, EntityLabel)> = None;
        let mut scores = self.scorer.buffer();
        for token in 0..starts.len() {
            let row = first + token as u32;
            let looked_at = match open {
                Some((start, _)) => [row, first + start as u32, row - 1],
                None => [row, NONE, NONE],
            };
            self.scorer.score(contributions, &looked_at, &mut scores);
            let last = token + 1 == starts.len();
            let ends = last || starts[token + 1];
            let blank = space(token);
            let current = open.map(|(_, label)| label);
            let allowed = |candidate: Move| match candidate {
                Move::Begin(_) => current.is_none() && !ends && !blank,
                Move::In(label) => current == Some(label) && !ends,
                Move::Last(label) => current == Some(label),
                Move::Unit(_) => current.is_none() && !blank,
                Move::Out => current.is_none(),
                Move::Never => false,
            };
            let mut best = (f32::NEG_INFINITY, Move::Never);
            for (&score, &candidate) in scores.iter().zip(&self.moves) {
                if score > best.0 && allowed(candidate) {
                    best = (score, candidate);
                }
            }
            match best.1 {
                Move::Begin(label) => open = Some((token, label)),
                Move::Unit(label) => entities.push(Entity { tokens: token..token + 1, label }),
                Move::Last(label) => {
                    entities.extend(open.take().map(|(start, _)| Entity { tokens: start..token + 1, label }));
                }
                Move::In(_) | Move::Out | Move::Never => {}
            }
        }
        entities
    }
}
