//! From readings to relations: how real each is, who says so, and what a claim or an announcement tells besides.
//!
//! Reads: a trigger with its sides. Gives: a draft relation for each pair of actors.
//! Does not: find triggers or sides.

use std::sync::Arc;

use super::classifier::Draft;
use super::dates::Aside;
use super::extractor::{Reading, is_political, sentence_span, trigger_span};
use super::frames::{Frame, TriggerPos};
use super::quotes::{Quotation, quotation_at};
use super::reality::{Announcer, Reality};
use super::sides::{Side, Sides};
use super::ties::ADJECTIVE;
use super::topics::Trust;
use super::{Capital, Evidence, Extractor, Kind, QuadClass, Relation, Status, When, circumstances, dates};
use crate::actors::ActorKind;
use crate::nlp::Dep;

/// How sure it is that a claim about somebody is an accusation.
const ALLEGED: f32 = 0.7;

/// What doubt there is in a refusal told by negation alone.
const REFUSED: f32 = 0.8;

impl Extractor {
    /// What a speaker tells of others is a claim; what the speaker does with the words is done.
    fn said(&self, sides: Sides<'_>, quotations: &[Quotation], reading: &Reading<'_>, reality: &mut Reality) {
        let quotation = quotation_at(quotations, reading.found.head);
        let quoted = quotation
            .and_then(|quotation| sides.of_phrases(&sides.clauses.agents(quotation.verb?), None).first().copied());
        let speaker = quoted.or_else(|| sides.speakers_at(reading.found.head).first().copied());
        let Some(speaker) = speaker else { return };
        let who = |side: &Side| sides.mention(side.head).map(|m| &m.actors);
        if !reading.roles.sources.iter().any(|source| who(source) == who(&speaker)) {
            if reality.status == Status::Actual {
                reality.status = Status::Claimed;
            }
            reality.attribution = reality.attribution.or(Some(speaker));
        }
    }

    /// Who claims that somebody attacked another, or aims to, accuses them; not who tells of deeds of the own side.
    fn alleged(
        &self,
        sides: Sides<'_>,
        reading: &Reading<'_>,
        (kind, reality): (&Kind, &Reality),
        source: &Side,
        (trust, date): (f32, Option<When>),
        relations: &mut Vec<Draft>,
    ) {
        let told = reality.status == Status::Claimed || reality.status == Status::Planned && reality.intended;
        let Some(kind) = kind.alleged.as_deref().filter(|_| told).and_then(|name| self.ontology.kind(name)) else {
            return;
        };
        let Some(first) = reality.attribution else { return };
        // Of several whose words a statement is, each accuses.
        let voices = sides.speakers_at(reading.found.head);
        let speakers = if voices.iter().any(|voice| sides.same_actor(voice, &first)) { voices } else { vec![first] };
        let reality = Reality { status: Status::Actual, attribution: None, ..reality.clone() };
        for speaker in speakers {
            // "condemned the attack by": the hard word is told already.
            let hard = |draft: &Draft| {
                let is =
                    |actor: usize, side: &Side| sides.mention(side.head).is_some_and(|m| m.actors.contains(&actor));
                let told = &draft.relation;
                told.kind.quad == QuadClass::VerbalConflict && is(told.source, &speaker) && is(told.target, source)
            };
            let told = relations.iter().any(hard);
            let own = sides.is_state(source.head) && sides.is_unplaced_officer(speaker.head);
            if is_political(sides, speaker.head) && sides.are_opposed(speaker.head, source.head) && !told && !own {
                let confidence = trust * speaker.factor * source.factor * ALLEGED;
                push(sides, reading, (&kind, &reality), (&speaker, source), (confidence, date), relations);
            }
        }
    }

    /// An act that its source announces is told as what it is today: an agreement or a threat.
    fn announced(&self, sides: Sides<'_>, kind: &Kind, reality: &Reality, source: &Side) -> (Kind, Reality) {
        let who = |side: &Side| sides.mention(side.head).map(|m| &m.actors);
        let told = reality.status == Status::Planned
            && match &reality.announced {
                Some(Announcer::Itself) => true,
                Some(Announcer::Speakers(speakers)) => speakers.iter().any(|speaker| who(speaker) == who(source)),
                None => false,
            };
        // Words are an act of who says them.
        let verbal = kind.quad.is_verbal();
        let own_words = verbal
            && reality.status == Status::Claimed
            && reality.attribution.is_some_and(|speaker| who(&speaker) == who(source));
        if own_words {
            return (kind.clone(), Reality { status: Status::Actual, attribution: None, ..reality.clone() });
        }
        match kind.announced.as_deref().filter(|_| told).and_then(|name| self.ontology.kind(name)) {
            Some(kind) => (kind, Reality { status: Status::Actual, ..reality.clone() }),
            None => (kind.clone(), reality.clone()),
        }
    }

    /// Turns a reading into relations, one for each pair of actors.
    pub(super) fn emit(
        &self,
        sides: Sides<'_>,
        quotations: &[Quotation],
        reading: &Reading<'_>,
        topic: Trust,
        relations: &mut Vec<Draft>,
    ) {
        let trigger = reading.found.trigger;
        let realities = self.realities(sides);
        let finder = self.finder(sides);
        let support = (trigger.pos != TriggerPos::Verb).then(|| finder.support_verb(reading.found.head)).flatten();
        let Some(mut reality) = realities.read(reading.found.head, trigger, support) else { return };
        // What is denied, meant in jest, or claimed by nobody but its bearer is no tie.
        let tie = trigger.kind.quad == QuadClass::Tie;
        let hollow = trigger.pos == TriggerPos::Noun && realities.is_hollow(reading.found.head, tie);
        if hollow || tie && reality.status == Status::Negated {
            return;
        }
        let date = dates::date_of(sides.clauses.parsed, support.unwrap_or(reading.found.head));
        if reality.status == Status::Actual || reality.status == Status::Planned && reality.intended {
            self.said(sides, quotations, reading, &mut reality);
        }
        let aside = sides.clauses.is_aside(reading.found.head);
        // What somebody is, told by the way, nobody claims.
        let predicate = sides.clauses.dep(reading.found.head) == Dep::Attr;
        let noun = trigger.pos == TriggerPos::Noun && !predicate;
        let standing = trigger.kind.quad == QuadClass::Tie && (aside == Aside::Yes || noun);
        if standing && reality.status == Status::Claimed {
            (reality.status, reality.attribution) = (Status::Actual, None);
        }
        let past = |when| dates::is_history(sides.clauses.parsed, when, aside);
        if reality.status == Status::Actual && !standing && date.is_some_and(past) {
            reality.status = Status::Past;
        }
        let refusal = trigger.kind.refused.as_deref().filter(|_| reality.refused);
        let refusal = refusal.or(trigger.kind.withheld.as_deref().filter(|_| reality.withheld));
        let kind = refusal.and_then(|name| self.ontology.kind(name)).unwrap_or_else(|| trigger.kind.clone());
        if refusal.is_some() {
            reality.status = Status::Actual;
            // What might be is no doubt of what is refused.
            let doubt = if trigger.kind.withheld.is_some() { 1.0 } else { reality.factor };
            reality.factor = doubt * REFUSED;
        }
        // Two states that meet or greet where a sentence is about sport play each other.
        let courts =
            trigger.kind.quad == QuadClass::VerbalCooperation && matches!(trigger.frame, Frame::Act | Frame::Meet);
        let base = trigger.strength.sureness();
        let before = relations.len();
        let joined = |one: &Side, other: &Side| sides.clauses.conjuncts(one.head).contains(&other.head);
        for source in &reading.roles.sources {
            let (kind, reality) = self.announced(sides, &kind, &reality, source);
            for target in &reading.roles.targets {
                // "Cuba and Peru refused to sign" with somebody else.
                if refusal.is_some() && trigger.kind.reciprocal && joined(source, target) {
                    continue;
                }
                let political = is_political(sides, source.head) && is_political(sides, target.head);
                let trust = if courts && are_states(sides, source, target) {
                    topic.words * topic.words
                } else {
                    topic.of(trigger.kind.quad, political)
                };
                let confidence = base * source.factor * target.factor * reality.factor * trust;
                push(sides, reading, (&kind, &reality), (source, target), (confidence, date), relations);
            }
            self.alleged(sides, reading, (&kind, &reality), source, (base * topic.deeds, date), relations);
        }
        let turned = refusal.is_some() && trigger.kind.withheld.is_some();
        relations[before..].iter_mut().for_each(|draft| draft.turned = turned);
    }
}

/// Says whether two sides are states, none of them by somebody who stands for it.
fn are_states(sides: Sides<'_>, one: &Side, other: &Side) -> bool {
    let state = |side: &Side| sides.mention(side.head).is_some_and(|m| m.kind == ActorKind::State);
    state(one) && state(other)
}

/// Adds a relation for each pair of actors of two mentions.
pub(crate) fn push(
    sides: Sides<'_>,
    reading: &Reading<'_>,
    (kind, reality): (&Kind, &Reality),
    (source, target): (&Side, &Side),
    (confidence, date): (f32, Option<When>),
    relations: &mut Vec<Draft>,
) {
    let (Some(from), Some(to)) = (sides.mention(source.head), sides.mention(target.head)) else { return };
    let speaker = reality.attribution.and_then(|side| sides.mention(side.head)).and_then(|m| m.actors.first().copied());
    let parsed = sides.clauses.parsed;
    let trigger = reading.found.trigger;
    let span = trigger_span(parsed, &reading.found.tokens);
    let place = circumstances::place(sides, &reading.found.tokens);
    let issue = circumstances::issue(sides, &reading.found.tokens, &[source.head, target.head]);
    let capital = reading.found.capital_at(sides.clauses, target.head);
    for &a in sides.meant(source, Capital::State, &trigger.kind.sources) {
        for &b in sides.meant(target, capital, &trigger.kind.targets) {
            let told = |draft: &Draft| {
                let r = &draft.relation;
                r.kind.reciprocal
                    && r.kind == trigger.kind
                    && (r.source, r.target) == (b, a)
                    && r.evidence.trigger == span
            };
            // Who says that his own state is ready or right praises nobody else.
            let own_praise = trigger.judges() && kind.withheld.is_some();
            let at_home = (kind.abroad || own_praise) && sides.is_at_home(a, b);
            // "Russian police detained Russian students": whom a body of a land does something to in it, the land is not.
            let citizens = to.rule == ADJECTIVE && kind.quad != QuadClass::Tie && sides.is_body_of(a, b);
            if a == b || at_home || citizens || relations.iter().rev().take(16).any(told) {
                continue;
            }
            let attribution = speaker.filter(|_| reality.status != Status::Actual);
            let relation = Relation {
                source: a,
                target: b,
                kind: kind.clone(),
                status: reality.status,
                attribution,
                date,
                place: place.clone(),
                mode: trigger.mode.clone(),
                issue: issue.clone(),
                confidence,
                evidence: Evidence {
                    sentence: sentence_span(parsed, reading.found.head),
                    trigger: span,
                    source: sides.named_span(from, a),
                    target: sides.named_span(to, b),
                    rule: Arc::clone(&trigger.rule),
                    source_rule: Some(from.rule.into()),
                    target_rule: Some(to.rule.into()),
                },
            };
            relations.push(Draft { relation, source: source.head, target: target.head, guessed: false, turned: false });
        }
    }
}
