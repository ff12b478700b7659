//! Who does a thing with whom: those who act together, their partners, and the parties that somebody brings together.
//!
//! Reads: a trigger that tells what several do with each other. Gives: its two sides.
//! Does not: fill slots.

use super::frames::{Frame, Slot, TriggerPos};
use super::governors::Effect;
use super::lexicon::Trigger;
use super::matching::{Match, match_trigger};
use super::roles::{ATTACHED, RoleFinder, Roles};
use super::sides::{Side, or_else, scale};
use super::{Inside, QuadClass};
use crate::actors::{ActorKind, Form};
use crate::nlp::{Dep, Tag};

impl RoleFinder<'_> {
    /// Says whether a mention stands for several.
    pub(super) fn is_several(&self, sides: &[Side]) -> bool {
        sides.first().and_then(|side| self.sides.mention(side.head)).is_some_and(|mention| mention.actors.len() > 1)
    }

    /// Keeps those with whom a thing is done: not those whose help it takes ("signed a truce with the help of Norway"), nor, where
    /// several do it with each other, those who stand farther off ("held a joint raid along the border with Mali", "signed a pact, with
    /// loans pledged by Mali").
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
        // "met Roe, together with Poe": Poe was there, too.
        let with = clauses.head(noun);
        let beside = with.checked_sub(1).is_some_and(|t| matches!(clauses.norm(t), "together" | "along"));
        let met = found.trigger.pos == TriggerPos::Verb
            && clauses.patients(found.head).iter().any(|&t| self.sides.mention(t).is_some());
        if beside && met {
            return false;
        }
        let base = clauses.head(clauses.head(noun));
        let preposition = clauses.head(base);
        let beside = clauses.dep(base) == Dep::Pobj
            && !found.tokens.contains(&base)
            && matches!(clauses.norm(preposition), "along" | "across" | "near" | "in" | "at" | "off");
        let between = [side.head].into_iter().chain(clauses.parsed.ancestors(side.head)).take_while(|&t| t != noun);
        let through_clause = || between.into_iter().take(6).any(|t| clauses.is_verb(t));
        let friendly = |row: &Trigger| {
            let helps = matches!(row.kind.quad, QuadClass::MaterialCooperation | QuadClass::VerbalCooperation);
            helps && !row.kind.reciprocal
        };
        let helped = noun != side.head
            && self.sides.mention(noun).is_none()
            && clauses.parsed.tokens[noun].tag == Tag::Nn
            && self.tells_of_noun(noun, friendly);
        !helped && !(several && (beside || through_clause()))
    }

    /// "flew to Riyadh for talks with the king": besides the one who is met, the state that is visited for it.
    pub(super) fn visited_besides(&self, found: &Match<'_>, slot: &Slot, sources: &[Side], met: &[Side]) -> Vec<Side> {
        let with = matches!(slot, Slot::Prep(word) if **word == *"with");
        let rest = found.trigger.target.iter().skip_while(|other| *other != slot).skip(1);
        if !with || found.trigger.frame != Frame::Oblique || !found.trigger.kind.abroad {
            return Vec::new();
        }
        let land = |side: &Side| {
            self.sides.mention(side.head).is_some_and(|m| m.kind == ActorKind::State || m.capital_of.is_some())
        };
        let fresh =
            |side: &Side| land(side) && self.sides.is_none_of(side, sources) && self.sides.is_none_of(side, met);
        let mut places = rest.map(|other| self.fill(found, other, Some(Inside::Affected)));
        let visited = places.find(|sides| !sides.is_empty()).unwrap_or_default();
        visited.into_iter().filter(fresh).collect()
    }

    /// Says whether a trigger brings others together: several who do so do not deal with each other.
    pub(super) fn mediates(&self, found: &Match<'_>) -> bool {
        let trigger = found.trigger;
        let between = |mode: &str| trigger.kind.between.iter().any(|between| **between == *mode);
        trigger.mode.as_deref().is_some_and(between)
    }

    /// "Mali and Chad withheld their votes": a pronoun stands for the sources together.
    pub(super) fn are_meant_by(&self, side: &Side, sources: &[Side]) -> bool {
        let actors = |side: &Side| self.sides.mention(side.head).map_or(&[][..], |m| &m.actors);
        let pronoun = self.sides.mention(side.head).is_some_and(|m| m.form == Form::Pronoun && m.actors.len() > 1);
        pronoun
            && !sources.is_empty()
            && sources.iter().all(|source| actors(source).iter().all(|a| actors(side).contains(a)))
    }

    /// Finds those between whom somebody mediates: "signed a truce brokered by Norway", "under a deal mediated by Norway, freed them".
    pub(super) fn parties(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let clauses = self.clauses();
        let trigger = found.trigger;
        if !self.mediates(found) {
            return Vec::new();
        }
        let first = match trigger.pos {
            TriggerPos::Noun => Some(found.head),
            _ => clauses.patients(found.head).first().copied(),
        };
        let new = |mut sides: Vec<Side>| {
            sides.retain(|side| self.sides.is_none_of(side, sources) && !self.sides.is_place(side.head));
            scale(sides, ATTACHED)
        };
        let Some(mut noun) = first else { return Vec::new() };
        for _ in 0..4 {
            let phrases = ["between", "with", "among"].into_iter().flat_map(|p| clauses.oblique(noun, p));
            let own = new(self.sides.of_phrases(&phrases.collect::<Vec<_>>(), Some(Inside::Affected)));
            let own = or_else(own, || if noun == found.head { Vec::new() } else { new(self.sides.modifiers(noun)) });
            let at = self.first_conjunct(noun);
            let head = clauses.head(at);
            if !own.is_empty() || head == at {
                return own;
            }
            let verb = match clauses.dep(at) {
                Dep::Dobj | Dep::Nsubjpass if head != found.head && self.is_of_several(head, at) => head,
                Dep::Pobj if clauses.is_verb(clauses.head(head)) => clauses.head(head),
                Dep::Pobj if clauses.is_noun(clauses.head(head)) => {
                    noun = clauses.head(head);
                    continue;
                }
                _ => return Vec::new(),
            };
            let around = matches!(clauses.norm(head), "under" | "in" | "through" | "during" | "after" | "as" | "via");
            let does = match clauses.dep(at) {
                Dep::Pobj => self.is_of_several(verb, at) || around && !clauses.claims(verb),
                _ => true,
            };
            let doers = if does { clauses.agents(verb) } else { Vec::new() };
            let with = doers.iter().copied().chain(clauses.oblique(verb, "with"));
            return new(self.sides.of_phrases(&with.collect::<Vec<_>>(), Some(Inside::Responsible)));
        }
        Vec::new()
    }

    /// Says whether a verb tells what parties do about a thing between them: sign, hold, break off.
    fn is_of_several(&self, verb: usize, noun: usize) -> bool {
        let clauses = self.clauses();
        let lemma = clauses.lemma(verb);
        let effect = |effect: Effect| self.governors.has(lemma, TriggerPos::Verb, effect);
        let mut rows = self.lexicon.find(lemma).filter(|row| row.pos == TriggerPos::Verb && row.kind.reciprocal);
        let joint = |row: &Trigger| match_trigger(clauses, row, verb).is_some_and(|m| m.tokens.contains(&noun));
        [Effect::Support, Effect::End].into_iter().any(effect) || rows.any(joint)
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
