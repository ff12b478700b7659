//! Who faces hard words or resistance: "**Peru** signed the treaty despite criticism from Chile", "**Peru** responded to criticism".
//!
//! Reads: a noun of the lexicon that names who speaks or resists but not against whom. Gives: the subject of the clause around it.
//! Does not: look for the source.

use super::frames::{Frame, TriggerPos};
use super::governors::Effect;
use super::lexicon::Trigger;
use super::matching::Match;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use super::{Inside, QuadClass};
use crate::nlp::Dep;

impl RoleFinder<'_> {
    /// Finds who goes on despite what a noun tells, or answers it.
    pub(super) fn who_faces(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let clauses = self.clauses();
        let trigger = found.trigger;
        let hard = trigger.kind.quad == QuadClass::VerbalConflict && trigger.frame == Frame::Event;
        let noun = self.carrier(self.first_conjunct(found.head));
        let preposition = clauses.head(noun);
        let verb = clauses.head(preposition);
        let faces = match clauses.norm(preposition) {
            "despite" | "amid" | "amidst" | "against" | "over" => true,
            "to" => self.answers(verb),
            "with" => clauses.is_passive(verb) && clauses.lemma(verb) == "meet",
            _ => false,
        };
        let behind = |side: &Side| side.head > noun && clauses.parsed.ancestors(side.head).take(8).any(|a| a == noun);
        if !hard || clauses.dep(noun) != Dep::Pobj || !faces || !clauses.is_verb(verb) || !sources.iter().all(behind) {
            return Vec::new();
        }
        let mut sides = self.sides.of_phrases(&clauses.surface_subjects(verb), Some(Inside::Responsible));
        sides.retain(|side| self.sides.is_none_of(side, sources));
        scale(sides, ATTACHED)
    }

    /// "responded to", "bowed to": a verb of the lexicon, or one that says whom somebody faces.
    fn answers(&self, verb: usize) -> bool {
        let lemma = self.clauses().lemma(verb);
        let yields = |row: &Trigger| row.words.iter().flatten().any(|word| **word == *"to");
        let mut rows = self.lexicon.find(lemma).filter(|row| row.pos == TriggerPos::Verb);
        self.governors.has(&format!("{lemma} to"), TriggerPos::Verb, Effect::Face) || rows.any(yields)
    }
}
