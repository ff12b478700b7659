//! Who is meant where a trigger's own phrase does not say: "telephoned the king to press for talks", "closed the border, to the anger
//! of Poland".
//!
//! Reads: a matched trigger. Gives: whom the verb above or beside it addresses; who is angry, and at whom.
//! Does not: look at the trigger's own slots.

use super::frames::{Frame, Slot, TriggerPos};
use super::lexicon::Trigger;
use super::matching::Match;
use super::roles::{ATTACHED, RoleFinder, Roles};
use super::sides::{Side, or_else, scale};
use super::{Complement, Inside, QuadClass};
use crate::nlp::{Dep, Tag};

impl RoleFinder<'_> {
    /// "telephoned Kenyatta to press for an early vote", "in a call with Xi, warned of": those spoken to.
    pub(super) fn addressed(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let kind = &found.trigger.kind;
        let speaks = kind.quad == QuadClass::VerbalConflict && kind.complement == Complement::Plan;
        if found.trigger.pos != TriggerPos::Verb || !speaks {
            return Vec::new();
        }
        let (verb, governor) = (found.head, clauses.head(found.head));
        let below = match clauses.dep(verb) {
            Dep::Xcomp | Dep::Advcl => clauses.parsed.tokens[verb].tag == Tag::Vb,
            Dep::Conj => true,
            _ => false,
        };
        let mut phrases = Vec::new();
        if below && clauses.is_verb(governor) && !clauses.is_passive(governor) && self.addresses(governor) {
            phrases = clauses.patients(governor);
            phrases.extend(clauses.recipients(governor));
            phrases.extend(["to", "with"].into_iter().flat_map(|p| clauses.oblique(governor, p)));
        }
        let addressees = self.sides.of_phrases(&phrases, Some(Inside::Affected));
        let sides = or_else(addressees, || {
            let talks = ["in", "during", "at"].into_iter().flat_map(|p| clauses.oblique(verb, p));
            let talks = talks.filter(|&noun| self.tells_of_noun(noun, |row| row.kind.reciprocal && is_speech(row)));
            let partners: Vec<usize> = talks.flat_map(|noun| clauses.oblique(noun, "with")).collect();
            self.sides.of_phrases(&partners, Some(Inside::Affected))
        });
        scale(sides, ATTACHED)
    }

    /// Says whether a verb by itself tells of words between two.
    fn addresses(&self, verb: usize) -> bool {
        let mut rows = self.lexicon.find(self.clauses().lemma(verb)).filter(|row| row.pos == TriggerPos::Verb);
        rows.any(|row| is_speech(row) || row.kind.quad == QuadClass::VerbalConflict && row.words.len() > 1)
    }

    fn tells_of_noun(&self, noun: usize, such: impl Fn(&Trigger) -> bool) -> bool {
        let mut rows = self.lexicon.find(self.clauses().lemma(noun)).filter(|row| row.pos == TriggerPos::Noun);
        rows.any(|row| row.words.len() == 1 && such(row))
    }

    /// "closed the border, to the anger of Poland": who feels so about whoever did it.
    pub(super) fn reaction(&self, found: &Match<'_>) -> Option<Roles> {
        let clauses = self.clauses();
        if found.trigger.pos != TriggerPos::Noun || !self.is_reaction(found.head) {
            return None;
        }
        let whose = self.sides.possessors(found.head, Inside::Responsible, 1);
        let sources = or_else(whose, || {
            self.sides.of_phrases(&clauses.oblique(found.head, "of"), Some(Inside::Responsible))
        });
        let verb = clauses.head(clauses.head(found.head));
        let mut targets = self.sides.of_phrases(&clauses.agents(verb), Some(Inside::Responsible));
        targets.retain(|side| !sources.iter().any(|source| self.same_actor(source, side)));
        let roles = Roles { sources, targets: scale(targets, ATTACHED) };
        (!roles.sources.is_empty() && !roles.targets.is_empty()).then_some(roles)
    }

    /// Says whether a noun tells, behind a comma and "to", how somebody takes it: ", to the dismay of".
    pub(super) fn is_reaction(&self, noun: usize) -> bool {
        let clauses = self.clauses();
        let preposition = clauses.head(noun);
        let feels = |row: &Trigger| {
            let over = |slot: &Slot| matches!(slot, Slot::Prep(word) if **word == *"over");
            let judges = matches!(row.kind.complement, Complement::Claim | Complement::Fact);
            judges && row.frame == Frame::Event && row.kind.inside == Inside::Responsible && row.target.iter().any(over)
        };
        clauses.dep(noun) == Dep::Pobj
            && clauses.norm(preposition) == "to"
            && preposition > 0
            && matches!(clauses.norm(preposition - 1), "," | "–" | "—" | "much")
            && clauses.is_verb(clauses.head(preposition))
            && self.tells_of_noun(noun, feels)
    }
}

/// Words between two: a call, a meeting, a letter.
fn is_speech(row: &Trigger) -> bool {
    row.kind.quad == QuadClass::VerbalCooperation && row.kind.inside == Inside::Affected
}
