//! Whom an act told by a noun reaches through the verb beside it: "Russian airstrikes hit Idlib", "destroyed in strikes by Turkey".
//!
//! Reads: a noun of the lexicon whose own phrase names nobody hit. Gives: whom the verb touches, where it tells harm itself.
//! Does not: look for the source.

use super::frames::{Frame, TriggerPos};
use super::matching::Match;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use super::{Inside, Kind, QuadClass};
use crate::nlp::{Dep, Tag};

impl RoleFinder<'_> {
    /// Finds whom the verb touches that a noun of harm is subject of, or that happens in its course.
    pub(super) fn hit_through_verb(&self, found: &Match<'_>) -> Vec<Side> {
        let harm = matches!(found.trigger.frame, Frame::Event | Frame::Between) && found.trigger.kind.located.is_some();
        if !harm || found.trigger.kind.quad != QuadClass::MaterialConflict {
            return Vec::new();
        }
        let clauses = self.clauses();
        let noun = self.carrier(self.first_conjunct(found.head));
        let above = clauses.head(noun);
        let verb = match clauses.dep(noun) {
            Dep::Nsubj if clauses.is_verb(above) && !clauses.is_passive(above) => above,
            Dep::Pobj if matches!(clauses.norm(above), "in" | "during") && clauses.is_passive(clauses.head(above)) => {
                clauses.head(above)
            }
            _ => return Vec::new(),
        };
        if !self.tells(verb, &found.trigger.kind) {
            return Vec::new();
        }
        let phrases = clauses.patients(verb);
        let phrases: Vec<usize> = phrases.into_iter().filter(|p| !found.tokens.contains(p)).collect();
        scale(self.sides.of_phrases(&phrases, Some(Inside::Affected)), ATTACHED)
    }

    /// Says whether a verb by itself tells an act of a kind, whatever else it may tell.
    pub(super) fn tells(&self, verb: usize, kind: &Kind) -> bool {
        let mut rows = self.lexicon.find(self.clauses().lemma(verb)).filter(|row| row.pos == TriggerPos::Verb);
        rows.any(|row| row.words.len() == 1 && row.kind == *kind && !row.judges())
    }

    /// Says whether a participle is no word of the lexicon: "seen", "recorded".
    pub(super) fn tells_nothing(&self, verb: usize) -> bool {
        let mut rows = self.lexicon.find(self.clauses().lemma(verb));
        self.clauses().parsed.tokens[verb].tag == Tag::Vbn && !rows.any(|row| row.words.len() == 1)
    }

    /// Says whether a noun tells an act of harm: "an attack".
    pub(super) fn is_act(&self, noun: usize) -> bool {
        let mut rows = self.lexicon.find(self.clauses().lemma(noun)).filter(|row| row.pos == TriggerPos::Noun);
        self.sides.mention(noun).is_none() && rows.any(|row| row.kind.located.is_some())
    }

    /// Says whether those who act are armed groups and the like, which fight states where they live and elsewhere.
    pub(super) fn are_groups(&self, sources: &[Side]) -> bool {
        let group = |side: &Side| {
            self.sides.mention(side.head).is_some_and(|m| m.actors.iter().all(|&a| self.sides.is_group(a)))
        };
        !sources.is_empty() && sources.iter().all(group)
    }
}
