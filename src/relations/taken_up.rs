//! Acts that a later sentence takes up: "Turkey bombed a village. France condemned the attack."
//!
//! Reads: a verb of hard words whose object is a definite act without a name, and the relations told before it. Gives: whoever
//! did the last such act as the target, where only one did.
//! Does not: take up acts of the same sentence; those are found inside the phrase.

use std::ops::Range;

use super::classifier::Draft;
use super::extractor::Reading;
use super::frames::TriggerPos;
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
        let finder = RoleFinder { sides, governors: &self.governors, lexicon: &self.lexicon };
        let mut found = Vec::new();
        for head in sentence.filter(|&t| !names[t]) {
            let verb = trigger_pos(sides.clauses, head) == Some(TriggerPos::Verb);
            let hard = |m: &Match<'_>| {
                let kind = &m.trigger.kind;
                kind.quad == QuadClass::VerbalConflict && kind.complement == Complement::Claim
            };
            let candidates = if verb { self.candidates(sides, head, TriggerPos::Verb) } else { Vec::new() };
            let Some(hard) = candidates.into_iter().find(hard) else { continue };
            let objects = sides.clauses.patients(head);
            if !objects.iter().any(|&object| self.is_nameless_act(sides, object)) {
                continue;
            }
            let sources = finder.sources(&hard);
            if sources.is_empty() {
                continue;
            }
            if let Some(target) = last_actor(sides, head, told) {
                let roles = Roles { sources, targets: vec![Side { head: target, factor: TAKEN_UP }] };
                found.push(Reading { found: hard, roles, score: TAKEN_UP });
            }
        }
        for reading in &found {
            self.emit(sides, quotations, reading, topic, told);
        }
    }

    /// Says whether a definite noun tells of a hostile act, and nothing says whose it is or whom it hit.
    fn is_nameless_act(&self, sides: Sides<'_>, noun: usize) -> bool {
        let clauses = sides.clauses;
        let definite = |c: usize| {
            clauses.dep(c) == Dep::Det && matches!(clauses.norm(c), "the" | "this" | "that" | "these" | "those")
        };
        let hostile = |m: &Match<'_>| m.trigger.kind.quad == QuadClass::MaterialConflict;
        let is_noun = trigger_pos(clauses, noun) == Some(TriggerPos::Noun);
        if !is_noun || !clauses.parsed.children(noun).any(definite) {
            return false;
        }
        let named = !sides.of_phrase(noun, Some(Inside::Responsible)).is_empty()
            || !sides.of_phrase(noun, Some(Inside::Affected)).is_empty();
        !named && self.candidates(sides, noun, TriggerPos::Noun).iter().any(hostile)
    }
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
