//! Acts that a later sentence takes up: "Turkey bombed a village. France condemned the attack. The raids hit camps of the PKK."
//!
//! Reads: a verb whose object or subject is an act without a name, and the relations told before it. Gives: whoever did the last
//! hostile act as the target or the source, where only one did.
//! Does not: take up acts of the same sentence; those are found inside the phrase.

use std::ops::Range;

use super::classifier::Draft;
use super::extractor::Reading;
use super::frames::TriggerPos;
use super::lexicon::Strength;
use super::matching::{Match, trigger_pos};
use super::quotes::Quotation;
use super::roles::{RoleFinder, Roles};
use super::sides::{Side, Sides};
use super::{Complement, Extractor, Inside, QuadClass, Status};
use crate::nlp::Dep;

/// How many sentences back an act is taken up.
const REACH: usize = 3;
/// How sure it is that the last act is meant.
const TAKEN_UP: f32 = 0.7;

impl Extractor {
    /// Tells of a sentence what its hard words take up of the sentences before. Cost: linear in the sentence.
    pub(super) fn take_up(
        &self,
        sides: Sides<'_>,
        sentence: Range<usize>,
        (names, quotations): (&[bool], &[Quotation]),
        topic: f32,
        told: &mut Vec<Draft>,
    ) {
        let mut found = Vec::new();
        for head in sentence.filter(|&t| !names[t]) {
            if trigger_pos(sides.clauses, head) != Some(TriggerPos::Verb) {
                continue;
            }
            let candidates = self.candidates(sides, head, TriggerPos::Verb);
            let reading =
                self.judged(sides, &candidates, head, told).or_else(|| self.done(sides, &candidates, head, told));
            found.extend(reading);
        }
        for reading in &found {
            self.emit(sides, quotations, reading, topic, told);
        }
    }

    /// "France condemned the attack": whoever made it is the target.
    fn judged<'l>(
        &self,
        sides: Sides<'_>,
        candidates: &[Match<'l>],
        head: usize,
        told: &[Draft],
    ) -> Option<Reading<'l>> {
        let finder = RoleFinder { sides, governors: &self.governors, lexicon: &self.lexicon };
        let hard = |m: &&Match<'_>| {
            let kind = &m.trigger.kind;
            kind.quad == QuadClass::VerbalConflict && kind.complement == Complement::Claim
        };
        let hard = candidates.iter().find(hard)?.clone();
        let definite = |&object: &usize| self.is_nameless_act(sides, object) && is_definite(sides, object);
        let objects = sides.clauses.patients(head);
        let sources = finder.sources(&hard);
        if sources.is_empty() || !objects.iter().any(definite) {
            return None;
        }
        let targets = vec![Side { head: last_actor(sides, head, told)?, factor: TAKEN_UP }];
        Some(Reading { found: hard, roles: Roles { sources, targets }, score: TAKEN_UP })
    }

    /// "The raids hit camps of the PKK": whoever made them is the source.
    fn done<'l>(&self, sides: Sides<'_>, candidates: &[Match<'l>], head: usize, told: &[Draft]) -> Option<Reading<'l>> {
        let finder = RoleFinder { sides, governors: &self.governors, lexicon: &self.lexicon };
        let hostile =
            |m: &&Match<'_>| m.trigger.kind.quad == QuadClass::MaterialConflict && m.trigger.strength != Strength::Weak;
        let act = candidates.iter().find(hostile)?.clone();
        let some = |&subject: &usize| self.is_nameless_act(sides, subject) && is_definite(sides, subject);
        if !sides.clauses.agents(head).iter().any(some) || !finder.sources(&act).is_empty() {
            return None;
        }
        let doer = last_actor(sides, head, told)?;
        let sources = vec![Side { head: doer, factor: TAKEN_UP }];
        let kind = &act.trigger.kind;
        let mut targets = finder.targets(&act, &sources);
        targets.retain(|side| sides.is_one_of(side.head, kind.capitals, &kind.targets));
        (!targets.is_empty()).then_some(Reading { found: act, roles: Roles { sources, targets }, score: TAKEN_UP })
    }

    /// Says whether a noun tells of a hostile act, and nothing says whose it is or whom it hit.
    fn is_nameless_act(&self, sides: Sides<'_>, noun: usize) -> bool {
        let clauses = sides.clauses;
        let hostile = |m: &Match<'_>| m.trigger.kind.quad == QuadClass::MaterialConflict;
        if trigger_pos(clauses, noun) != Some(TriggerPos::Noun) {
            return false;
        }
        let named = !sides.of_phrase(noun, Some(Inside::Responsible)).is_empty()
            || !sides.of_phrase(noun, Some(Inside::Affected)).is_empty();
        !named && self.candidates(sides, noun, TriggerPos::Noun).iter().any(hostile)
    }
}

fn is_definite(sides: Sides<'_>, noun: usize) -> bool {
    let clauses = sides.clauses;
    clauses
        .parsed
        .children(noun)
        .any(|c| clauses.dep(c) == Dep::Det && matches!(clauses.norm(c), "the" | "this" | "that" | "these" | "those"))
}

/// Finds the mention of whoever did the last hostile act before a token; none where several did such within reach.
fn last_actor(sides: Sides<'_>, token: usize, told: &[Draft]) -> Option<usize> {
    let parsed = sides.clauses.parsed;
    let here = parsed.sentence_of(token);
    let near = |draft: &&Draft| {
        let sentence = parsed.sentence_of(draft.source);
        sentence < here && sentence + REACH >= here && draft.relation.kind.quad == QuadClass::MaterialConflict
    };
    let mut last: Option<&Draft> = None;
    for draft in told.iter().rev().take(32).filter(near) {
        if last.is_some_and(|last| last.relation.source != draft.relation.source) {
            return None;
        }
        last = last.or(Some(draft));
    }
    let real = |draft: &&Draft| matches!(draft.relation.status, Status::Actual | Status::Claimed);
    last.filter(real).map(|draft| draft.source)
}
