//! Who does a thing with whom: those who act together, their partners, and the parties that somebody brings together.
//!
//! Reads: a trigger that tells what several do with each other. Gives: its two sides.
//! Does not: fill slots.

use super::frames::{Frame, Slot, TriggerPos};
use super::governors::Effect;
use super::matching::Match;
use super::roles::{RoleFinder, Roles};
use super::sides::Side;
use crate::nlp::Dep;

impl RoleFinder<'_> {
    /// Says whether a mention stands for several.
    pub(super) fn is_several(&self, sides: &[Side]) -> bool {
        sides.first().and_then(|side| self.sides.mention(side.head)).is_some_and(|mention| mention.actors.len() > 1)
    }

    /// Keeps those with whom a thing is done: not those whose help it takes ("signed a truce with the help of Norway"), nor, where
    /// several do it with each other, those who stand farther off ("held a joint raid on the border with Mali").
    pub(super) fn real_partners(&self, found: &Match<'_>, slot: &Slot, sources: &[Side], sides: &mut Vec<Side>) {
        let with = matches!(slot, Slot::Prep(word) if **word == *"with");
        if !with || !matches!(found.trigger.frame, Frame::Between | Frame::Meet) {
            return;
        }
        let several = self.are_several(sources);
        sides.retain(|side| self.is_partner(found, side, several));
    }

    fn is_partner(&self, found: &Match<'_>, side: &Side, several: bool) -> bool {
        let clauses = self.clauses();
        let with = |&t: &usize| clauses.norm(clauses.head(t)) == "with" && clauses.dep(t) == Dep::Pobj;
        let phrase = [side.head].into_iter().chain(clauses.parsed.ancestors(side.head).take(6)).find(with);
        let Some(noun) = phrase else { return true };
        let named = noun == self.first_conjunct(side.head) || self.sides.mention(noun).is_some();
        let person = || self.governors.has(clauses.lemma(noun), TriggerPos::Noun, Effect::Other);
        let base = clauses.head(clauses.head(noun));
        let own = found.tokens.contains(&base) || clauses.is_verb(base) || base == clauses.head(found.head);
        let helped = !named && self.is_act(noun);
        !helped && (!several || own && (named || person()))
    }

    /// Says whether those who act are more than one.
    fn are_several(&self, sources: &[Side]) -> bool {
        let other = |side: &Side| !self.sides.same_actor(side, &sources[0]);
        self.is_several(sources) || sources.iter().any(other)
    }
}

/// Those who act on each other: each on all others.
pub(super) fn mutual(sides: Vec<Side>) -> Roles {
    Roles { sources: sides.clone(), targets: sides }
}

/// Those who meet among each other: each against those after it.
pub(super) fn split(sides: Vec<Side>) -> Roles {
    let last = sides.len() - 1;
    Roles { sources: sides[..last].to_vec(), targets: sides[1..].to_vec() }
}
