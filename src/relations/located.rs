//! The place of an act as its target: "shelled homes in Aleppo", "fed families in Yemen".
//!
//! Reads: a matched trigger of a kind that reaches places (`located` of `ontology.toml`). Gives: the place where nobody else is
//! touched by name.
//! Does not: look at the trigger's own slots.

use super::frames::{Frame, Slot, TriggerPos};
use super::matching::Match;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use crate::nlp::Dep;

/// What it costs to take the place of an act for its target.
const PLACED: f32 = 0.6;

impl RoleFinder<'_> {
    /// "shelled homes in Aleppo", "fed families in Yemen": the place, where nobody else is touched by name. A state is hit
    /// only through somebody or something there, and never by its own bodies.
    pub(super) fn places(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let Some(located) = &found.trigger.kind.located else { return Vec::new() };
        let clauses = self.clauses();
        let verb = found.trigger.pos == TriggerPos::Verb;
        let slot = |slot: &Slot| match slot {
            Slot::Prep(preposition) => {
                let own = found.tokens.iter().flat_map(|&t| clauses.oblique(t, preposition));
                own.chain(self.behind_at_ending_verb(found.head, preposition)).collect()
            }
            _ => Vec::new(),
        };
        let heads: Vec<usize> =
            if verb { clauses.patients(found.head) } else { found.trigger.target.iter().flat_map(slot).collect() };
        let objects: Vec<usize> = heads.into_iter().flat_map(|object| clauses.conjuncts(object)).collect();
        let named = |&object: &usize| {
            self.sides.mention(object).is_some() || located.unless.iter().any(|word| *word == *clauses.lemma(object))
        };
        if objects.iter().any(named) {
            return Vec::new();
        }
        let support = if verb { None } else { self.support_verb(found.head) };
        // "killed 12 people in an attack in Kenya"
        let within = |&token: &usize| ["in", "during"].into_iter().flat_map(move |p| clauses.oblique(token, p));
        let course: Vec<usize> = if verb { found.tokens.iter().flat_map(within).collect() } else { Vec::new() };
        let course: Vec<usize> = course.into_iter().filter(|&noun| self.is_act(noun)).collect();
        let near: Vec<usize> = found.tokens.iter().chain(&objects).chain(&support).chain(&course).copied().collect();
        let far = if located.through.is_empty() { Vec::new() } else { self.beneficiaries(&near, located) };
        // Attacks of a group in a state are attacks on it; those of a state may be on somebody there.
        let raid = !verb && objects.is_empty() && found.trigger.frame == Frame::Event && self.are_groups(sources);
        let foreign = objects.iter().any(|&object| self.sides.is_foreign(object));
        let hit = |side: &Side| {
            self.sides.is_place(side.head)
                || ((raid || !objects.is_empty() && !foreign) && self.sides.is_foreign_state(side.head, sources))
        };
        let cost = if raid { ATTACHED } else { PLACED };
        for (bases, cost) in [(near, cost), (far, PLACED * ATTACHED)] {
            for preposition in &located.at {
                let phrases: Vec<usize> = bases.iter().flat_map(|&base| clauses.oblique(base, preposition)).collect();
                let mut sides = self.sides.of_phrases(&phrases, None);
                sides.retain(hit);
                if !sides.is_empty() {
                    return scale(sides, cost);
                }
            }
        }
        Vec::new()
    }

    /// "strikes against militants in Yemen" do not hit Yemen.
    pub(super) fn is_where_others_are(&self, found: &Match<'_>, side: &Side) -> bool {
        let Some(located) = &found.trigger.kind.located else { return false };
        let clauses = self.clauses();
        let preposition = clauses.head(side.head);
        let noun = clauses.head(preposition);
        clauses.dep(side.head) == Dep::Pobj
            && located.at.iter().any(|at| *at == *clauses.norm(preposition))
            && located.unless.iter().any(|word| *word == *clauses.lemma(noun))
    }
}
