//! Who rules where an act is done: "was arrested in Niger", "police in Japan", "was deported from Israel".
//!
//! Reads: a trigger of a mode that only authorities have, of which nobody is said to do it. Gives: the state in which it is done.
//! Does not: know which acts these are (`authority` of `ontology.toml`), or which nouns are authorities (`governors.tsv`).

use super::Inside;
use super::clause::Clauses;
use super::frames::{Frame, Slot, TriggerPos};
use super::governors::Effect;
use super::lexicon::Strength;
use super::matching::{Match, match_trigger};
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, Sides, scale};
use crate::actors::ActorKind;
use crate::nlp::{Dep, EntityLabel};

/// What it costs to take the state of the place for the one who acts.
const RULED: f32 = 0.8;
/// How many phrases deep the place may stand: "in prison in Russia".
const DEPTH: u8 = 3;
/// Prepositions past which a place is still that of the act: "sentenced to death in", "held at an airport in".
const PASSED: [&str; 9] = ["in", "at", "to", "on", "inside", "near", "outside", "after", "during"];
/// The preposition of who sends somebody away, be it a state or a body.
const FROM: &str = "from";

impl RoleFinder<'_> {
    /// Finds the state whose authorities do what nobody else is said to do.
    pub(super) fn authorities(&self, found: &Match<'_>) -> Vec<Side> {
        let trigger = found.trigger;
        let told = |mode: &str| trigger.kind.authority.as_ref().filter(|a| a.modes.iter().any(|m| *m == *mode));
        let Some(authority) = trigger.mode.as_deref().and_then(told).filter(|_| trigger.strength != Strength::Weak)
        else {
            return Vec::new();
        };
        let clauses = self.clauses();
        let mut bases = found.tokens.clone();
        if trigger.pos == TriggerPos::Verb && trigger.frame != Frame::Undergo {
            let agents = clauses.agents(found.head);
            let nobody = agents.is_empty() && clauses.is_passive(found.head);
            if !nobody && !agents.iter().any(|&agent| self.sides.is_authority(agent)) {
                return Vec::new();
            }
            bases.extend(agents);
            // "was arrested and beaten in": the place stands at the last of them.
            let joined = |&c: &usize| clauses.dep(c) == Dep::Conj && clauses.is_verb(c);
            bases.extend(clauses.parsed.children(found.head).filter(joined));
        }
        for _ in 0..DEPTH {
            for preposition in &authority.at {
                let mut phrases: Vec<usize> =
                    bases.iter().flat_map(|&base| clauses.oblique(base, preposition)).collect();
                if preposition == FROM {
                    phrases.extend(bases.iter().flat_map(|&base| kept_from(clauses, base)));
                }
                let states = self.sides.rulers(&phrases, preposition == FROM, &authority.unless);
                if !states.is_empty() {
                    return scale(states, RULED);
                }
            }
            let noun = trigger.pos == TriggerPos::Noun;
            bases = bases.iter().flat_map(|&base| passed(clauses, base, noun)).collect();
        }
        Vec::new()
    }

    /// "condemned the arrest of a priest in Peru": whose authorities did what is judged.
    pub(super) fn rulers_judged(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let trigger = found.trigger;
        let words = trigger.kind.quad.is_verbal();
        if !words || trigger.kind.reciprocal || trigger.kind.inside != Inside::Responsible {
            return Vec::new();
        }
        let clauses = self.clauses();
        let mut nouns = if trigger.pos == TriggerPos::Verb { clauses.patients(found.head) } else { Vec::new() };
        let below = |slot: &Slot| match slot {
            Slot::Prep(preposition) => found.tokens.iter().flat_map(|&t| clauses.oblique(t, preposition)).collect(),
            _ => Vec::new(),
        };
        nouns.extend(trigger.target.iter().flat_map(below));
        let acts = nouns.into_iter().flat_map(|noun| clauses.conjuncts(noun)).filter(|&noun| {
            !found.tokens.contains(&noun) && clauses.is_noun(noun) && self.sides.mention(noun).is_none()
        });
        let ruled = |noun: usize| -> Vec<Side> {
            let rows = self.lexicon.find(clauses.lemma(noun)).filter(|row| row.pos == TriggerPos::Noun);
            let told = rows.filter(|row| row.mode.is_some()).filter_map(|row| match_trigger(clauses, row, noun));
            told.map(|act| self.authorities(&act)).find(|sides| !sides.is_empty()).unwrap_or_default()
        };
        let mut sides = acts.map(ruled).find(|sides| !sides.is_empty()).unwrap_or_default();
        sides.retain(|side| self.sides.is_none_of(side, sources) && !self.is_own_state(sources, side));
        scale(sides, ATTACHED)
    }
}

/// The objects of prepositions that do not lead away from the place of an act.
fn passed(clauses: Clauses<'_>, base: usize, noun: bool) -> Vec<usize> {
    let objects = |preposition: usize| {
        let word = clauses.norm(preposition);
        let passes = PASSED.contains(&word) || noun && word == "of";
        let timed = |object: &usize| passes || is_time(clauses, *object);
        clauses.objects_of(preposition).into_iter().filter(timed).collect::<Vec<_>>()
    };
    clauses.parsed.children(base).filter(|&c| clauses.dep(c) == Dep::Prep).flat_map(objects).collect()
}

/// "barred from entering Russia": what somebody is kept from entering or leaving.
fn kept_from(clauses: Clauses<'_>, base: usize) -> Vec<usize> {
    let from = |&c: &usize| clauses.dep(c) == Dep::Prep && clauses.norm(c) == FROM;
    let gerunds = clauses.parsed.children(base).filter(from).filter_map(|c| clauses.child(c, &[Dep::Pcomp]));
    gerunds.filter_map(|verb| clauses.child(verb, &[Dep::Dobj])).collect()
}

/// "for two years in Turkey"
fn is_time(clauses: Clauses<'_>, token: usize) -> bool {
    let entities = &clauses.parsed.entities;
    let at = entities.partition_point(|e| e.tokens.end <= token);
    entities
        .get(at)
        .is_some_and(|e| e.tokens.contains(&token) && matches!(e.label, EntityLabel::Date | EntityLabel::Time))
}

impl Sides<'_> {
    /// Says whether a noun that is nobody's by name stands for those who rule where it is: "police", "a court".
    pub fn is_authority(&self, noun: usize) -> bool {
        let known = |word: &str| self.clauses.governors.has(word, TriggerPos::Noun, Effect::Organ);
        let compound = |&c: &usize| c + 1 == noun && matches!(self.clauses.dep(c), Dep::Compound | Dep::Amod);
        let before = self.clauses.parsed.children(noun).find(compound);
        let pair = || before.is_some_and(|c| known(&format!("{} {}", self.clauses.norm(c), self.clauses.lemma(noun))));
        self.mention(noun).is_none() && (known(self.clauses.lemma(noun)) || known(self.clauses.norm(noun)) || pair())
    }

    /// Finds those who rule where phrases of place say: "in Niger", "in the Russian city of", "in Paris"; and the body that
    /// somebody is sent away from.
    pub fn rulers(&self, phrases: &[usize], from: bool, unless: &[String]) -> Vec<Side> {
        let sides = self.of_phrases(phrases, Some(Inside::Responsible));
        let ruling = |side: Side| {
            let mention = self.mention(side.head)?;
            let known = |&a: &usize| !unless.iter().any(|id| **id == *self.cast.actors[a].id);
            let town = mention.lies_in.or(mention.capital_of).is_some() && mention.actors.iter().all(known);
            let body = |&a: &usize| {
                let kind = self.cast.actors[a].kind;
                kind == ActorKind::State
                    || (from || mention.rule == GIVEN) && matches!(kind, ActorKind::Organization | ActorKind::Group)
            };
            (town || mention.actors.iter().any(body)).then_some(Side { rules: true, ..side })
        };
        sides.into_iter().filter_map(ruling).collect()
    }
}

/// The rule of mentions that the caller has marked as actors.
const GIVEN: &str = "given";
