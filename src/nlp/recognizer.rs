//! Finds named entities: a transition system that begins, continues and ends them from left to right.
//!
//! Reads: what the rows of a batch add to states, sentence starts, which tokens are white space. Gives: entities.
//! How: outside an entity a token begins one, is one by itself, or is none; inside, it goes on or ends the entity, so
//! that two of the 74 actions need a score there.
//!
//! # Source
//! `ner.pyx` of spaCy 3.8 (MIT, Explosion).

use super::container::Container;
use super::scorer::{Contributions, NONE, Scorer, best};
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

/// An entity that has begun: its first token, and its moves.
#[derive(Clone, Copy)]
struct Open {
    start: usize,
    label: EntityLabel,
    go_on: usize,
    end: usize,
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
        let mut open: Option<Open> = None;
        let mut scores = self.scorer.buffer();
        for token in 0..starts.len() {
            let row = first + token as u32;
            // An entity crosses neither the end of the text nor a sentence start.
            let must_end = starts.get(token + 1).is_none_or(|&start| start);
            if let Some(entity) = open {
                let looked_at = [row, first + entity.start as u32, row - 1];
                let hidden = self.scorer.hidden(contributions, &looked_at);
                let score = |at| self.scorer.score_one(&hidden, at);
                if must_end || score(entity.end) > score(entity.go_on) {
                    entities.push(Entity { tokens: entity.start..token + 1, label: entity.label });
                    open = None;
                }
                continue;
            }
            let hidden = self.scorer.hidden(contributions, &[row, NONE, NONE]);
            self.scorer.score_all(&hidden, &mut scores);
            match self.best_outside(&mut scores, must_end, space(token)) {
                Move::Begin(label) => open = self.open(token, label),
                Move::Unit(label) => entities.push(Entity { tokens: token..token + 1, label }),
                _ => {}
            }
        }
        entities
    }

    fn best_outside(&self, scores: &mut [f32], must_end: bool, space: bool) -> Move {
        for (score, candidate) in scores.iter_mut().zip(&self.moves) {
            let allowed = match candidate {
                Move::Begin(_) => !must_end && !space,
                Move::Unit(_) => !space,
                Move::Out => true,
                Move::In(_) | Move::Last(_) | Move::Never => false,
            };
            if !allowed {
                *score = f32::NEG_INFINITY;
            }
        }
        best(scores).and_then(|at| self.moves.get(at).copied()).unwrap_or(Move::Out)
    }

    fn open(&self, start: usize, label: EntityLabel) -> Option<Open> {
        let find = |wanted| self.moves.iter().position(|&candidate| candidate == wanted);
        Some(Open { start, label, go_on: find(Move::In(label))?, end: find(Move::Last(label))? })
    }
}
