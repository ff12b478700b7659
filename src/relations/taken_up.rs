//! Acts that a later sentence takes up: "Turkey bombed a village. France condemned the attack. The raids hit camps of the PKK."
//!
//! Reads: a verb whose object or subject is an act without a name, or that answers one ("hit back"), and the relations told before
//! it. Gives: whoever did the last hostile act as the target or the source, where only one did.
//! Does not: take up acts of the same sentence; those are found inside the phrase.

use super::classifier::Draft;
use super::extractor::Reading;
use super::frames::{Slot, TriggerPos};
use super::lexicon::Strength;
use super::matching::{Match, trigger_pos};
use super::quotes::Quotation;
use super::roles::{RoleFinder, Roles};
use super::sides::{Side, Sides};
use super::{Complement, Extractor, Inside, Kind, QuadClass, Status};
use crate::nlp::Dep;

/// How many sentences back an act is taken up.
const REACH: usize = 3;
/// How sure it is that the last act is meant.
const TAKEN_UP: f32 = 0.7;

/// The rule by which a noun for an act is taken for who did it.
const RULE: &str = "taken-up";

/// A reading one end of which stands in an earlier sentence.
struct TakenUp<'l> {
    reading: Reading<'l>,
    /// The noun that takes the act up.
    act: usize,
    end: End,
}

/// Which end it is.
enum End {
    Source,
    Target,
}

impl Extractor {
    /// Tells of a sentence what its hard words take up of the sentences before. Cost: linear in its triggers.
    pub(super) fn take_up(
        &self,
        sides: Sides<'_>,
        triggers: &[Match<'_>],
        quotations: &[Quotation],
        topic: f32,
        told: &mut Vec<Draft>,
    ) {
        let mut found = Vec::new();
        for candidates in triggers.chunk_by(|a, b| a.head == b.head).filter(|c| c[0].trigger.pos == TriggerPos::Verb) {
            let head = candidates[0].head;
            if acts_before(sides, head, told).next().is_none() {
                break;
            }
            let taken = self.judged(sides, candidates, head, told);
            let taken = taken.or_else(|| self.done(sides, candidates, head, told));
            found.extend(taken.or_else(|| self.answered(sides, candidates, told)));
        }
        for taken in &found {
            let before = told.len();
            self.emit(sides, quotations, &taken.reading, topic, told);
            // The act stands for who did it: that is where the sentence names the end.
            let place = sides.clauses.parsed.tokens[taken.act].span;
            for draft in &mut told[before..] {
                let evidence = &mut draft.relation.evidence;
                let (span, rule) = match taken.end {
                    End::Source => (&mut evidence.source, &mut evidence.source_rule),
                    End::Target => (&mut evidence.target, &mut evidence.target_rule),
                };
                (*span, *rule) = (place, Some(RULE.into()));
            }
        }
    }

    /// "France condemned the attack": whoever made it is the target.
    fn judged<'l>(
        &self,
        sides: Sides<'_>,
        candidates: &[Match<'l>],
        head: usize,
        told: &[Draft],
    ) -> Option<TakenUp<'l>> {
        let finder = RoleFinder { sides, governors: &self.governors, lexicon: &self.lexicon };
        let hard = |m: &&Match<'_>| {
            let kind = &m.trigger.kind;
            kind.quad == QuadClass::VerbalConflict && kind.complement == Complement::Claim
        };
        let hard = candidates.iter().find(hard)?.clone();
        let mut objects = sides.clauses.patients(head).into_iter();
        let (act, kinds) = objects.find_map(|object| Some((object, self.nameless_act(sides, object)?)))?;
        let sources = finder.sources(&hard);
        if sources.is_empty() {
            return None;
        }
        let targets = vec![Side::new(last_actor(sides, &kinds, head, told)?, TAKEN_UP)];
        let reading = Reading { found: hard, roles: Roles { sources, targets }, score: TAKEN_UP };
        Some(TakenUp { reading, act, end: End::Target })
    }

    /// "The raids hit camps of the PKK": whoever made them is the source.
    fn done<'l>(&self, sides: Sides<'_>, candidates: &[Match<'l>], head: usize, told: &[Draft]) -> Option<TakenUp<'l>> {
        let finder = RoleFinder { sides, governors: &self.governors, lexicon: &self.lexicon };
        let hostile =
            |m: &&Match<'_>| m.trigger.kind.quad == QuadClass::MaterialConflict && m.trigger.strength != Strength::Weak;
        let deed = candidates.iter().find(hostile)?.clone();
        let mut subjects = sides.clauses.agents(head).into_iter();
        let (act, kinds) = subjects.find_map(|subject| Some((subject, self.nameless_act(sides, subject)?)))?;
        if !finder.sources(&deed).is_empty() {
            return None;
        }
        let sources = vec![Side::new(last_actor(sides, &kinds, head, told)?, TAKEN_UP)];
        let kind = &deed.trigger.kind;
        let mut targets = finder.targets(&deed, &sources);
        targets.retain(|side| sides.is_one_of(side, kind.capitals, &kind.targets));
        if targets.is_empty() {
            return None;
        }
        let reading = Reading { found: deed, roles: Roles { sources, targets }, score: TAKEN_UP };
        Some(TakenUp { reading, act, end: End::Source })
    }

    /// "Biden hit back": whoever said or did something against him before is the target.
    fn answered<'l>(&'l self, sides: Sides<'_>, candidates: &[Match<'l>], told: &[Draft]) -> Option<TakenUp<'l>> {
        let finder = RoleFinder { sides, governors: &self.governors, lexicon: &self.lexicon };
        let answer = candidates.iter().find(|m| m.trigger.target.contains(&Slot::Critic))?.clone();
        let sources = finder.sources(&answer);
        if sources.is_empty() || !finder.targets(&answer, &sources).is_empty() {
            return None;
        }
        let critic = last_critic(sides, &answer, &sources, told)?;
        let (act, targets) = (answer.head, vec![Side::new(critic, TAKEN_UP)]);
        let reading = Reading { found: answer, roles: Roles { sources, targets }, score: TAKEN_UP };
        Some(TakenUp { reading, act, end: End::Target })
    }

    /// The kinds of hostile act that a definite noun may tell where nothing says whose it is or what it hit.
    fn nameless_act(&self, sides: Sides<'_>, noun: usize) -> Option<Vec<Kind>> {
        let clauses = sides.clauses;
        if trigger_pos(clauses, noun) != Some(TriggerPos::Noun) {
            return None;
        }
        let definite = |c: usize| {
            clauses.dep(c) == Dep::Det && matches!(clauses.norm(c), "the" | "this" | "that" | "these" | "those")
        };
        // "the attack on the embassy" is another than the one before.
        let bare = clauses.child(noun, &[Dep::Prep, Dep::Acl, Dep::Relcl, Dep::Poss, Dep::Compound]).is_none();
        if !bare || !clauses.parsed.children(noun).any(definite) {
            return None;
        }
        let named = !sides.of_phrase(noun, Some(Inside::Responsible)).is_empty()
            || !sides.of_phrase(noun, Some(Inside::Affected)).is_empty();
        let acts = self.candidates(sides, noun, TriggerPos::Noun).into_iter().map(|m| m.trigger.kind.clone());
        let kinds: Vec<Kind> = acts.filter(|kind| kind.quad == QuadClass::MaterialConflict).collect();
        (!named && !kinds.is_empty()).then_some(kinds)
    }
}

/// The hostile acts that were told within reach before the sentence of a token, the last one first.
fn acts_before<'t>(sides: Sides<'t>, token: usize, told: &'t [Draft]) -> impl Iterator<Item = &'t Draft> {
    let parsed = sides.clauses.parsed;
    let here = parsed.sentence_of(token);
    told.iter().rev().take(32).filter(move |draft| {
        let sentence = parsed.sentence_of(draft.source);
        let near = sentence < here && sentence + REACH >= here;
        near && matches!(draft.relation.kind.quad, QuadClass::MaterialConflict | QuadClass::VerbalConflict)
    })
}

/// Finds the mention of whoever did the last act of one of these kinds, or a worse one, before a token; none where several did
/// such within reach.
fn last_actor(sides: Sides<'_>, kinds: &[Kind], token: usize, told: &[Draft]) -> Option<usize> {
    // "The raid" may be an attack; "the attack" is more than a raid.
    let takes_up = |draft: &&Draft| {
        let kind = &draft.relation.kind;
        kind.quad == QuadClass::MaterialConflict && kinds.iter().any(|noun| kind.score <= noun.score)
    };
    let mut last: Option<&Draft> = None;
    for draft in acts_before(sides, token, told).filter(takes_up) {
        if last.is_some_and(|last| last.relation.source != draft.relation.source) {
            return None;
        }
        last = last.or(Some(draft));
    }
    let real = |draft: &&Draft| matches!(draft.relation.status, Status::Actual | Status::Claimed);
    last.filter(real).map(|draft| draft.source)
}

/// Finds the mention of whoever last said or did something against one of these before, or did it where the answer is a deed.
fn last_critic(sides: Sides<'_>, answer: &Match<'_>, sources: &[Side], told: &[Draft]) -> Option<usize> {
    let deed = answer.trigger.kind.quad == QuadClass::MaterialConflict;
    let hit = |actor: usize| sources.iter().filter_map(|s| sides.mention(s.head)).any(|m| m.actors.contains(&actor));
    let meant = |draft: &&Draft| {
        let relation = &draft.relation;
        let real = matches!(relation.status, Status::Actual | Status::Claimed);
        real && (!deed || relation.kind.quad == QuadClass::MaterialConflict) && hit(relation.target)
    };
    let last = acts_before(sides, answer.head, told).find(meant)?;
    (!hit(last.relation.source)).then_some(last.source)
}
