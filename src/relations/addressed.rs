//! Who is meant where a trigger's own phrase does not say: "telephoned the king to press for talks", "closed the border, to the anger
//! of Poland".
//!
//! Reads: a matched trigger. Gives: whom the verb above or beside it addresses; who is angry, and at whom.
//! Does not: look at the trigger's own slots.

use super::frames::{Frame, Slot, TriggerPos};
use super::lexicon::Trigger;
use super::matching::{Match, match_trigger};
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
        let addressees = if below && clauses.is_verb(governor) && !clauses.is_passive(governor) {
            self.spoken_to(governor)
        } else {
            Vec::new()
        };
        let sides = or_else(addressees, || {
            let talks = ["in", "during", "at"].into_iter().flat_map(|p| clauses.oblique(verb, p));
            let talks = talks.filter(|&noun| self.tells_of_noun(noun, |row| row.kind.reciprocal && is_speech(row)));
            let partners: Vec<usize> = talks.flat_map(|noun| clauses.oblique(noun, "with")).collect();
            self.sides.of_phrases(&partners, Some(Inside::Affected))
        });
        scale(sides, ATTACHED)
    }

    /// Finds whom the words touch that a verb tells of: of its readings the one of most words.
    fn spoken_to(&self, verb: usize) -> Vec<Side> {
        let clauses = self.clauses();
        let verbal =
            |row: &&Trigger| is_speech(row) || row.kind.quad == QuadClass::VerbalConflict && row.words.len() > 1;
        let rows = self.lexicon.find(clauses.lemma(verb)).filter(|row| row.pos == TriggerPos::Verb).filter(verbal);
        let mut found: Vec<Match<'_>> = rows.filter_map(|row| match_trigger(clauses, row, verb)).collect();
        found.sort_by_key(|found| std::cmp::Reverse(found.tokens.len()));
        found.iter().map(|found| self.targets(found, &self.sources(found))).find(|s| !s.is_empty()).unwrap_or_default()
    }

    /// "arrived for talks with Xi", "after a call with Xi, said": the subject of what is done around a meeting.
    pub(super) fn in_course(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let noun = self.carrier(self.first_conjunct(found.head));
        let preposition = clauses.head(noun);
        let above = clauses.head(preposition);
        let around = match clauses.norm(preposition) {
            "in" | "at" | "on" | "during" | "after" | "before" | "following" | "for" | "from" | "upon" => true,
            "of" => matches!(clauses.norm(above), "ahead" | "sidelines" | "margins" | "eve"),
            _ => false,
        };
        let partner = ["with", "to"].into_iter().any(|p| !clauses.oblique(found.head, p).is_empty());
        if !is_speech(found.trigger) || clauses.dep(noun) != Dep::Pobj || !around || !partner {
            return Vec::new();
        }
        // "ahead of", "fresh from", "on the sidelines of"
        let mut verb = above;
        for _ in 0..2 {
            if clauses.is_verb(verb) || self.sides.mention(verb).is_some() {
                break;
            }
            verb = clauses.head(verb);
        }
        let subjects = if clauses.is_verb(verb) { clauses.surface_subjects(verb) } else { vec![verb] };
        scale(self.sides.of_phrases(&subjects, None), ATTACHED)
    }

    pub(super) fn tells_of_noun(&self, noun: usize, such: impl Fn(&Trigger) -> bool) -> bool {
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
        let sources =
            or_else(whose, || self.sides.of_phrases(&clauses.oblique(found.head, "of"), Some(Inside::Responsible)));
        let verb = clauses.head(clauses.head(found.head));
        let doers = if clauses.is_verb(verb) { clauses.agents(verb) } else { vec![verb] };
        let mut targets = self.sides.of_phrases(&doers, Some(Inside::Responsible));
        targets.retain(|side| self.sides.is_none_of(side, &sources));
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
            && (clauses.is_verb(clauses.head(preposition)) || self.sides.mention(clauses.head(preposition)).is_some())
            && self.tells_of_noun(noun, feels)
    }
}

/// Words between two: a call, a meeting, a letter.
fn is_speech(row: &Trigger) -> bool {
    row.kind.quad == QuadClass::VerbalCooperation && row.kind.inside == Inside::Affected
}
