//! Who suffers what is done to a thing of his: "had the whip withdrawn by the party", "saw two ribs broken by soldiers", "tapped the
//! telephones of the union".
//!
//! Reads: a matched verb whose places nobody fills. Gives: whose its object is, or the subject of the verb that has it.
//! Does not: tell whether what is done is good or bad for him.

use super::frames::{Frame, Slot, TriggerPos};
use super::lexicon::Trigger;
use super::matching::Match;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use super::{Inside, QuadClass};
use crate::nlp::{Dep, Tag};

impl RoleFinder<'_> {
    /// "tapped the president's telephone", "tore down Bedouin homes": whose the thing is that is a word of the trigger.
    pub(super) fn owners_of_object(&self, found: &Match<'_>) -> Vec<Side> {
        let trigger = found.trigger;
        let harm = trigger.pos == TriggerPos::Verb && trigger.kind.quad == QuadClass::MaterialConflict;
        if !harm || !touches_owners(trigger) {
            return Vec::new();
        }
        let objects = self.clauses().patients(found.head).into_iter();
        let objects: Vec<usize> = objects.filter(|object| found.tokens[1..].contains(object)).collect();
        scale(self.sides.of_phrases(&objects, Some(Inside::Affected)), ATTACHED)
    }

    /// Finds who has, sees or gets done by others what the verb says of a thing.
    pub(super) fn sufferers(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let (trigger, verb) = (found.trigger, found.head);
        if trigger.pos != TriggerPos::Verb
            || trigger.frame == Frame::Undergo
            || clauses.parsed.tokens[verb].tag != Tag::Vbn
            || clauses.child(verb, &[Dep::Agent]).is_none()
            || !touches_owners(trigger)
        {
            return Vec::new();
        }
        let above = clauses.head(verb);
        let holder = match clauses.dep(verb) {
            Dep::Acl if clauses.dep(above) == Dep::Dobj => clauses.head(above),
            Dep::Ccomp => above,
            _ => return Vec::new(),
        };
        let thing = if holder == above { clauses.child(verb, &[Dep::Nsubj, Dep::Nsubjpass]) } else { Some(above) };
        let nobody = thing.is_some_and(|thing| self.sides.mention(thing).is_none());
        if !nobody || !matches!(clauses.lemma(holder), "have" | "see" | "get") {
            return Vec::new();
        }
        let named = |&t: &usize| self.sides.mention(t).is_some();
        // "ended with Google having its license suspended": who stands right in front of it.
        let beside = || holder.checked_sub(1).filter(named).into_iter().collect();
        let subjects = clauses.surface_subjects(holder);
        let gerund = clauses.parsed.tokens[holder].tag == Tag::Vbg && !subjects.iter().any(|&s| s + 1 == holder);
        let subjects: Vec<usize> = if gerund { beside() } else { subjects };
        scale(self.sides.of_phrases(&subjects, None), ATTACHED)
    }
}

/// Whether the target is whoever has the object of a trigger, or the object itself.
fn touches_owners(trigger: &Trigger) -> bool {
    trigger.target.iter().any(|slot| match slot {
        Slot::Obj | Slot::Poss | Slot::Mod => true,
        Slot::Prep(preposition) => **preposition == *"of",
        _ => false,
    })
}
