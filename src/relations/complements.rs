//! Who stands in the clause that a trigger governs or that it waits for: "its demand that **Iraq** leave", "threatened to strike if
//! **Israel** attacked", "will not lift the ban until **Cuba** frees them".
//!
//! Reads: a matched trigger. Gives: the sides in such clauses.
//! Does not: decide which slot a trigger prefers.

use super::frames::{Slot, TriggerPos};
use super::governors::Effect;
use super::lexicon::Trigger;
use super::matching::{Match, match_trigger};
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use super::{Complement, Inside, QuadClass};
use crate::nlp::{Dep, Tag};

impl RoleFinder<'_> {
    /// Finds the subject of the clause that a trigger governs: "demand that Iraq leave", "pushed for Kenya to pay".
    pub(super) fn doers(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let noun = found.trigger.pos == TriggerPos::Noun;
        let carrier = if noun { self.support_verb(found.head) } else { None };
        let own = clauses.parsed.children(found.head).filter(|&c| match clauses.dep(c) {
            Dep::Ccomp => noun || clauses.parsed.tokens[c].tag == Tag::Vb || self.has_mark(c, &["that"]),
            Dep::Acl => noun,
            Dep::Relcl => noun && self.has_mark(c, &["that"]),
            Dep::Advcl | Dep::Xcomp => self.has_mark(c, &["for"]),
            _ => false,
        });
        let borne = carrier.into_iter().flat_map(|verb| clauses.parsed.children(verb));
        let borne = borne.filter(|&c| clauses.dep(c) == Dep::Ccomp && self.has_mark(c, &["that"]));
        for clause in own.chain(borne) {
            let phrases = if clauses.is_passive(clause) {
                clauses.agents(clause)
            } else {
                clauses.child(clause, &[Dep::Nsubj]).into_iter().collect()
            };
            let sides = self.sides.of_phrases(&phrases, Some(Inside::Responsible));
            if !sides.is_empty() {
                return scale(sides, ATTACHED);
            }
        }
        Vec::new()
    }

    /// Finds whom a clause tells to do something: "insisted that Peru leave". Its verb has neither ending nor auxiliary.
    pub(super) fn bidden(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let bare = |clause: usize| {
            let helped = |c: usize| matches!(clauses.dep(c), Dep::Aux | Dep::Auxpass);
            clauses.parsed.tokens[clause].tag == Tag::Vb && !clauses.parsed.children(clause).any(helped)
        };
        let clause = clauses.parsed.children(found.head).find(|&c| clauses.dep(c) == Dep::Ccomp && bare(c));
        let phrases: Vec<usize> = clause.and_then(|clause| clauses.child(clause, &[Dep::Nsubj])).into_iter().collect();
        scale(self.sides.of_phrases(&phrases, Some(Inside::Responsible)), ATTACHED)
    }

    /// Finds whom a hostile act is against that the source says it will do: "warned that it would strike Israel".
    pub(super) fn own_acts(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let speakers = self.sides.of_phrases(&clauses.agents(found.head), None);
        let own = |clause: usize| {
            let subjects = clauses.child(clause, &[Dep::Nsubj]).map_or(Vec::new(), |s| self.sides.of_phrase(s, None));
            let same = |s: &Side| speakers.iter().any(|speaker| self.sides.same_actor(speaker, s));
            subjects.iter().any(same) && self.is_hostile_act(clause)
        };
        let said = |&c: &usize| clauses.dep(c) == Dep::Ccomp && own(c);
        let clause = clauses.parsed.children(found.head).find(said);
        scale(clause.map_or(Vec::new(), |clause| self.about(clause, &speakers, 1)), ATTACHED)
    }

    /// Says whether a clause tells a hostile act, by its verb or by the object of it.
    fn is_hostile_act(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        let conflict = |t: &Trigger| t.kind.quad.is_conflict();
        let is = |pos: TriggerPos, token: usize| {
            let all = self.lexicon.find(clauses.lemma(token));
            all.filter(|t| t.pos == pos && conflict(t)).any(|t| match_trigger(clauses, t, token).is_some())
        };
        is(TriggerPos::Verb, verb)
            || clauses.child(verb, &[Dep::Dobj]).is_some_and(|object| is(TriggerPos::Noun, object))
    }

    /// Finds whom a threat or a refusal is for by its condition: "unless Israel withdraws".
    pub(super) fn conditions(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let clauses = self.clauses();
        let kind = &found.trigger.kind;
        let verb = if found.trigger.pos == TriggerPos::Noun { self.support_verb(found.head) } else { Some(found.head) };
        let will = |verb: usize| clauses.parsed.children(verb).any(|c| clauses.dep(c) == Dep::Aux && self.is_will(c));
        let threat = kind.inside == Inside::Affected && kind.complement == Complement::Plan;
        let told = |slot: &Slot| matches!(slot, Slot::Clause | Slot::Own);
        let bases = if threat && found.trigger.target.iter().any(told) {
            self.governed(found.head)
        } else if kind.refused.is_some() && self.is_refused(found) {
            let governor = clauses.head(found.head);
            [found.head].into_iter().chain((clauses.dep(found.head) == Dep::Xcomp).then_some(governor)).collect()
        } else if kind.quad == QuadClass::MaterialConflict && kind.announced.is_some() {
            verb.into_iter().filter(|&verb| will(verb)).collect()
        } else {
            Vec::new()
        };
        let waits = |&c: &usize| {
            let unmet = self.has_mark(c, &["until", "till", "unless"]);
            let before = kind.refused.is_some() && self.has_mark(c, &["before"]);
            let answers = found.trigger.target.contains(&Slot::Clause);
            let met = threat || answers || clauses.is_negated(c);
            clauses.dep(c) == Dep::Advcl && (unmet || before || met && self.has_mark(c, &["if"]))
        };
        let Some(clause) = bases.into_iter().flat_map(|base| clauses.parsed.children(base)).find(waits) else {
            return Vec::new();
        };
        let new = |side: &Side| self.sides.is_none_of(side, sources);
        let sides = self.sides.of_phrases(&clauses.agents(clause), Some(Inside::Responsible));
        let itself = !sides.is_empty() && !sides.iter().any(new);
        // "until he has met Kim"
        let sides = if itself { self.about(clause, sources, 1) } else { sides };
        sides.into_iter().filter(new).collect()
    }

    /// Finds whom a protest is against by what it calls for: "marched, demanding that Turkey free him".
    pub(super) fn purposes(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let clauses = self.clauses();
        let kind = &found.trigger.kind;
        if kind.quad != QuadClass::MaterialConflict || kind.inside != Inside::Responsible {
            return Vec::new();
        }
        let bases = found.tokens.iter().copied().chain(self.support_verb(found.head));
        let mut calls = bases.flat_map(|base| clauses.parsed.children(base)).filter(|&c| {
            matches!(clauses.dep(c), Dep::Advcl | Dep::Acl | Dep::Relcl | Dep::Xcomp)
                && matches!(clauses.parsed.tokens[c].tag, Tag::Vb | Tag::Vbg)
        });
        let hard = |t: &&Trigger| t.pos == TriggerPos::Verb && t.kind.quad == QuadClass::VerbalConflict;
        let targets = |verb: usize| {
            let triggers = self.lexicon.find(clauses.lemma(verb)).filter(hard);
            let matches = triggers.filter_map(|trigger| match_trigger(clauses, trigger, verb));
            matches.map(|found| self.targets(&found, sources)).find(|sides| !sides.is_empty())
        };
        scale(calls.find_map(targets).unwrap_or_default(), ATTACHED)
    }

    /// Says whether the source will not do what a verb tells: "will not lift", "refuses to lift".
    fn is_refused(&self, found: &Match<'_>) -> bool {
        let clauses = self.clauses();
        let verb = found.head;
        let governor = clauses.head(verb);
        let refuses = || self.governors.has(clauses.lemma(governor), TriggerPos::Verb, Effect::Prevent);
        let will = clauses.parsed.children(verb).any(|c| clauses.dep(c) == Dep::Aux && self.is_will(c));
        let negated = clauses.is_negated(verb) && will;
        found.trigger.pos == TriggerPos::Verb && (negated || (clauses.dep(verb) == Dep::Xcomp && refuses()))
    }

    fn is_will(&self, token: usize) -> bool {
        matches!(self.clauses().norm(token), "will" | "wo" | "would" | "'ll")
    }

    /// A trigger's head with the verbs of the clauses below it.
    fn governed(&self, head: usize) -> Vec<usize> {
        let clauses = self.clauses();
        let mut found = vec![head];
        let mut at = 0;
        while at < found.len() && found.len() < 8 {
            let below = clauses.parsed.children(found[at]);
            let below = below.filter(|&c| matches!(clauses.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Acl));
            found.extend(below.filter(|&c| clauses.is_verb(c)).collect::<Vec<_>>());
            at += 1;
        }
        found
    }

    /// Says whether a clause is introduced by one of these words; one with "for" has its verb in the infinitive.
    fn has_mark(&self, clause: usize, marks: &[&str]) -> bool {
        let clauses = self.clauses();
        let is = |c: usize| {
            matches!(clauses.dep(c), Dep::Mark | Dep::Advmod | Dep::Prep)
                && marks.contains(&clauses.norm(c))
                && c < clause
        };
        let infinitive = clauses.parsed.tokens[clause].tag == Tag::Vb;
        (!marks.contains(&"for") || infinitive) && clauses.parsed.children(clause).any(is)
    }
}
