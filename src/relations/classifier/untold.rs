//! What speaks against telling, by one word, what no frame has read between two found mentions.
//!
//! Reads: the clause of the word. Gives: whether it is better left untold.
//! Does not: weigh anything; that it is probable is known before.

use super::scene::Scene;
use crate::actors::{Actor, ActorKind};
use crate::nlp::Dep;
use crate::relations::governors::Effect;
use crate::relations::sides::Side;
use crate::relations::{Kind, Slot, Strength, Trigger, TriggerPos};

/// What no frame reads is told only in sentences whose topic is trusted this far: not of sport, weather or markets.
const WHOLE: f32 = 0.7;

impl Scene<'_, '_> {
    /// Says whether anything might be told of two found mentions that no frame joins.
    pub(super) fn may_be_told(&self, (one, other): (usize, usize)) -> bool {
        self.topic.deeds >= WHOLE
            && self.kinds_told().next().is_some()
            && !self.is_own_state([one, other])
            && ![one, other].into_iter().any(|end| self.sides.is_origin(end))
            && !self.is_apart(one, other)
    }

    /// The kinds that the words of the sentence tell, save by words that mean other things as often.
    pub(super) fn kinds_told(&self) -> impl Iterator<Item = &Kind> {
        // "insisted" tells a demand by the form of its clause alone.
        let by_form = |trigger: &&Trigger| *trigger.target == [Slot::Bidden];
        let all = self.triggers.iter().map(|found| found.trigger);
        let sure = all.filter(move |trigger| trigger.strength != Strength::Weak && !by_form(trigger));
        sure.map(|trigger| &trigger.kind)
    }

    /// Says whether a word, with the verb that carries it, tells nothing certain from the first to the second.
    pub(super) fn is_untold(&self, word: (usize, TriggerPos), carrier: Option<usize>, ends: [usize; 2]) -> bool {
        self.is_of_private(ends[0])
            || self.is_left_open(word, carrier)
            || self.is_turned_round(word, ends[1])
            || self.is_of_another(carrier.unwrap_or(word.0), ends)
    }

    /// They stand in two sentences that a mark joins: "Roe voiced solidarity with Poe; Chad deplored the vote".
    fn is_apart(&self, one: usize, other: usize) -> bool {
        (one.min(other)..one.max(other)).any(|at| self.clauses().norm(at) == ";")
    }

    /// A mention only says whose somebody is who acts for himself: "the husband of Roe", "a choir from Ghana".
    fn is_of_private(&self, mention: usize) -> bool {
        let clauses = self.clauses();
        let below = [Dep::Poss, Dep::Amod, Dep::Compound, Dep::Nmod, Dep::Pobj, Dep::Prep];
        let up = |at: &usize| below.contains(&clauses.dep(*at)).then(|| clauses.head(*at));
        let private = |at: usize| clauses.governors.has(clauses.lemma(at), TriggerPos::Noun, Effect::Private);
        std::iter::successors(Some(mention), up).skip(1).take(3).any(private)
    }

    /// Of two one is the state that the other belongs to: what bodies do for their own citizens is no event.
    fn is_own_state(&self, ends: [usize; 2]) -> bool {
        let cast = self.sides.cast;
        let actor = |end: usize| self.sides.mention(end).and_then(|m| m.actors.first()).map(|&at| &cast.actors[at]);
        let Some((one, other)) = actor(ends[0]).zip(actor(ends[1])) else { return false };
        let is_state = |actor: &Actor| actor.kind == ActorKind::State;
        (is_state(one) || is_state(other)) && one.country.is_some() && one.country == other.country
    }

    /// Only what stands above the word tells whether it is so: "was far from accusing", "violated the agreement with".
    fn is_left_open(&self, (word, pos): (usize, TriggerPos), carrier: Option<usize>) -> bool {
        match self.clauses().dep(word) {
            Dep::Pcomp => true,
            Dep::Dobj => pos == TriggerPos::Noun && carrier.is_none(),
            _ => false,
        }
    }

    /// It is the second's own: "a demand from Chad", "a raid by Chad".
    fn is_turned_round(&self, (word, pos): (usize, TriggerPos), target: usize) -> bool {
        let mut doers = ["from", "by"].into_iter().flat_map(|preposition| self.clauses().oblique(word, preposition));
        pos == TriggerPos::Noun && doers.any(|doer| doer == target)
    }

    /// Somebody or something else does it: "Russia's ally criticized", "a painting that mocks Britain".
    fn is_of_another(&self, verb: usize, ends: [usize; 2]) -> bool {
        let clauses = self.clauses();
        let doers = if clauses.is_passive(verb) { clauses.agents(verb) } else { clauses.surface_subjects(verb) };
        let own = self.sides.of_phrases(&doers, None);
        let is_end = |side: &Side| ends.iter().any(|&end| self.sides.same_actor(side, &Side::new(end, 1.0)));
        clauses.is_verb(verb) && !doers.is_empty() && !own.iter().any(is_end)
    }
}
