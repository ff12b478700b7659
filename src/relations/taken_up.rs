//! Acts that a later sentence takes up: "Turkey bombed a village. France condemned the attack. The raids hit camps of the PKK."
//!
//! Reads: a verb whose object or subject is an act without a name, or that answers one ("hit back"), and the relations told before
//! it. Gives: whoever did the last hostile act as the target or the source, where only one did; of words against somebody whoever
//! said them, where the one who was meant answers ("Estonia dismissed the claim"); of a bare "move" or "decision" whoever alone did
//! something just before.
//! Does not: take up acts of the same sentence; those are found inside the phrase.

use super::classifier::Draft;
use super::extractor::{Reading, is_political};
use super::frames::{Slot, TriggerPos};
use super::governors::Effect;
use super::lexicon::Strength;
use super::matching::{Match, trigger_pos};
use super::quotes::Quotation;
use super::roles::Roles;
use super::sides::{Side, Sides};
use super::topics::Trust;
use super::{Complement, Extractor, Inside, Kind, QuadClass, Status};
use crate::actors::ActorKind;
use crate::nlp::Dep;

/// How many sentences back an act is taken up.
const REACH: usize = 3;
/// How sure it is that the last act is meant.
const TAKEN_UP: f32 = 0.7;

/// The rule by which a noun for an act is taken for who did it.
const RULE: &str = "taken-up";

/// A verb with the rows that fit it, and what was told before it.
#[derive(Clone, Copy)]
pub(super) struct Verb<'a, 'l> {
    pub sides: Sides<'a>,
    pub candidates: &'a [Match<'l>],
    pub head: usize,
    pub told: &'a [Draft],
}

/// A reading one end of which stands in an earlier sentence.
pub(super) struct TakenUp<'l> {
    reading: Reading<'l>,
    /// The noun that takes the act up.
    act: usize,
    end: End,
}

impl<'l> TakenUp<'l> {
    /// The actor of an earlier mention as the target of what a trigger tells; `act` is the noun or verb that takes it up.
    pub(super) fn against(found: Match<'l>, sources: Vec<Side>, target: usize, act: usize) -> Self {
        let roles = Roles { sources, targets: vec![Side::new(target, TAKEN_UP)] };
        TakenUp { reading: Reading { found, roles, score: TAKEN_UP }, act, end: End::Target }
    }
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
        topic: Trust,
        told: &mut Vec<Draft>,
    ) {
        let mut found = Vec::new();
        for candidates in triggers.chunk_by(|a, b| a.head == b.head).filter(|c| c[0].trigger.pos == TriggerPos::Verb) {
            let verb = Verb { sides, candidates, head: candidates[0].head, told };
            let taken = self
                .judged(verb)
                .or_else(|| self.answered(verb))
                .or_else(|| self.done(verb))
                .or_else(|| self.hit_back(verb))
                .or_else(|| self.left_open(verb));
            found.extend(taken);
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
    fn judged<'l>(&self, verb: Verb<'_, 'l>) -> Option<TakenUp<'l>> {
        let Verb { sides, candidates, head, told } = verb;
        let finder = self.finder(sides);
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
        let actor = same_word(sides, act, told).or_else(|| last_actor(sides, &kinds, head, told))?;
        Some(TakenUp::against(hard, sources, actor, act))
    }

    /// "Estonia dismissed the claim": whoever made it, of the one whom it was made of; "Estonia welcomed the move": whoever alone
    /// did something in the sentence before.
    fn answered<'l>(&self, verb: Verb<'_, 'l>) -> Option<TakenUp<'l>> {
        let Verb { sides, candidates, head, told } = verb;
        let clauses = sides.clauses;
        let refuses = |kind: &Kind| kind.complement == Complement::Prevent;
        let judges = |kind: &Kind| kind.inside == Inside::Responsible && !kind.reciprocal && kind.quad.is_verbal();
        let plain = |m: &&Match<'_>| judges(&m.trigger.kind);
        let finder = self.finder(sides);
        // "denied the accusation" is told of by rows with another source, too.
        let by_one = |m: &&Match<'_>| plain(m) && finder.sources(m).len() == 1;
        let answer = candidates.iter().find(by_one)?.clone();
        let sources = finder.sources(&answer);
        let [source] = sources.as_slice() else { return None };
        let source_actors = &sides.mention(source.head)?.actors;
        let is_open = |object: usize| is_open_pronoun(sides, object, source_actors);
        let refusing = refuses(&answer.trigger.kind);
        let act = clauses.patients(head).into_iter().find(|&object| {
            is_bare(sides, object) || refusing && (is_open(object) || is_told_beside(sides, object, head))
        })?;
        let has = |effect| self.governors.has(clauses.lemma(act), TriggerPos::Noun, effect);
        let target = if refuses(&answer.trigger.kind) {
            let asks = self.candidates(sides, act, TriggerPos::Noun).into_iter().map(|m| m.trigger.kind.complement);
            let mut said: Vec<Complement> = asks.filter(|c| *c == Complement::Plan).collect();
            said.extend((has(Effect::Claim) || is_open(act)).then_some(Complement::Claim));
            let against = |draft: &Draft| {
                let kind = &draft.relation.kind;
                let meant = source_actors.iter().any(|&actor| stands_for(sides, actor, draft.relation.target));
                kind.quad == QuadClass::VerbalConflict && said.contains(&kind.complement) && meant
            };
            only_actor(sides, head, REACH, told, against)?
        } else if has(Effect::Deed) && is_judgment(&answer.trigger.kind) {
            let friendly = answer.trigger.kind.quad == QuadClass::VerbalCooperation;
            let did = |draft: &Draft| {
                let kind = &draft.relation.kind;
                let hostile = kind.quad.is_conflict();
                kind.quad != QuadClass::Tie && (friendly || hostile)
            };
            only_actor(sides, head, 1, told, did).or_else(|| doer_before(sides, head))?
        } else {
            return None;
        };
        let itself = sides.mention(target).is_none_or(|m| m.actors == *source_actors);
        (!itself).then(|| TakenUp::against(answer, sources, target, act))
    }

    /// "The raids hit camps of the PKK": whoever made them is the source.
    fn done<'l>(&self, verb: Verb<'_, 'l>) -> Option<TakenUp<'l>> {
        let Verb { sides, candidates, head, told } = verb;
        let finder = self.finder(sides);
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
    fn hit_back<'l>(&self, verb: Verb<'_, 'l>) -> Option<TakenUp<'l>> {
        let Verb { sides, candidates, told, .. } = verb;
        let finder = self.finder(sides);
        let answer = candidates.iter().find(|m| m.trigger.target.contains(&Slot::Critic))?.clone();
        let sources = finder.sources(&answer);
        if sources.is_empty() || !finder.targets(&answer, &sources).is_empty() {
            return None;
        }
        let critic = last_critic(sides, &answer, &sources, told)?;
        let act = answer.head;
        Some(TakenUp::against(answer, sources, critic, act))
    }

    /// The kinds of hostile act that a definite noun may tell where nothing says whose it is or what it hit.
    fn nameless_act(&self, sides: Sides<'_>, noun: usize) -> Option<Vec<Kind>> {
        if !is_bare(sides, noun) {
            return None;
        }
        let acts = self.candidates(sides, noun, TriggerPos::Noun).into_iter().map(|m| m.trigger.kind.clone());
        let kinds: Vec<Kind> = acts.filter(|kind| kind.quad == QuadClass::MaterialConflict).collect();
        (!kinds.is_empty()).then_some(kinds)
    }
}

/// The hostile acts that were told within reach before the sentence of a token, the last one first.
pub(super) fn acts_before<'t>(sides: Sides<'t>, token: usize, told: &'t [Draft]) -> impl Iterator<Item = &'t Draft> {
    let parsed = sides.clauses.parsed;
    let here = parsed.sentence_of(token);
    told.iter().rev().take(32).filter(move |draft| {
        let sentence = parsed.sentence_of(draft.source);
        let near = sentence < here && sentence + REACH >= here;
        near && draft.relation.kind.quad.is_conflict()
    })
}

/// To praise or to criticize: what neither asks for anything nor refuses it.
fn is_judgment(kind: &Kind) -> bool {
    matches!(kind.complement, Complement::Claim | Complement::Fact)
}

/// A definite noun of which nothing says whose it is or whom it touches: "the attack on the embassy" is another than the one before.
fn is_bare(sides: Sides<'_>, noun: usize) -> bool {
    let clauses = sides.clauses;
    let definite =
        |c: usize| clauses.dep(c) == Dep::Det && matches!(clauses.norm(c), "the" | "this" | "that" | "these" | "those");
    trigger_pos(clauses, noun) == Some(TriggerPos::Noun)
        && clauses.child(noun, &[Dep::Prep, Dep::Acl, Dep::Relcl, Dep::Poss, Dep::Compound]).is_none()
        && clauses.parsed.children(noun).any(definite)
        && sides.of_phrase(noun, Some(Inside::Responsible)).is_empty()
        && sides.of_phrase(noun, Some(Inside::Affected)).is_empty()
}

/// "denied it", "denied this": a pronoun that stands for no actor, or for the one who speaks, who does not deny himself.
fn is_open_pronoun(sides: Sides<'_>, token: usize, speakers: &[usize]) -> bool {
    matches!(sides.clauses.norm(token), "it" | "this" | "that")
        && sides.mention(token).is_none_or(|m| m.actors.as_slice() == speakers)
}

/// "accused Chad of it, an allegation that Chad rejected": what was just said, of which the verb tells.
fn is_told_beside(sides: Sides<'_>, noun: usize, verb: usize) -> bool {
    let clauses = sides.clauses;
    let article = |c: usize| clauses.dep(c) == Dep::Det && matches!(clauses.norm(c), "a" | "an");
    let behind = matches!(clauses.dep(verb), Dep::Relcl) && clauses.head(verb) == noun;
    let set_off = || {
        let first = clauses.parsed.children(noun).find(|&c| article(c))?;
        first.checked_sub(1).filter(|&t| clauses.norm(t) == ",")
    };
    behind && set_off().is_some() && clauses.child(noun, &[Dep::Prep, Dep::Poss]).is_none()
}

/// Says whether an actor is another, or a person or body of that state.
pub(super) fn stands_for(sides: Sides<'_>, actor: usize, other: usize) -> bool {
    let (one, state) = (&sides.cast.actors[actor], &sides.cast.actors[other]);
    let of_state = state.kind == ActorKind::State && one.country.is_some() && one.country == state.country;
    actor == other || of_state && matches!(one.kind, ActorKind::Person | ActorKind::Organization)
}

/// Finds the subject of the sentence before, where it is one political actor: "Peru freed them. Chile welcomed the move."
fn doer_before(sides: Sides<'_>, token: usize) -> Option<usize> {
    let clauses = sides.clauses;
    let before = clauses.parsed.sentence_of(token).checked_sub(1)?;
    let mut tokens = clauses.parsed.sentences[before].clone();
    let root = tokens.find(|&t| clauses.dep(t) == Dep::Root && clauses.is_verb(t))?;
    let doers = sides.of_phrases(&clauses.agents(root), None);
    let [doer] = doers.as_slice() else { return None };
    is_political(sides, doer.head).then_some(doer.head)
}

/// Finds the mention of whoever alone did or said such a thing in the sentences before a token; none where several did.
fn only_actor(
    sides: Sides<'_>,
    token: usize,
    reach: usize,
    told: &[Draft],
    such: impl Fn(&Draft) -> bool,
) -> Option<usize> {
    let parsed = sides.clauses.parsed;
    let here = parsed.sentence_of(token);
    let near = |draft: &&Draft| {
        let sentence = parsed.sentence_of(draft.source);
        let real = matches!(draft.relation.status, Status::Actual | Status::Claimed);
        (sentence < here || draft.source < token) && sentence + reach >= here && real && such(draft)
    };
    of_one(told.iter().rev().take(32).filter(near)).map(|draft| draft.source)
}

/// Gives the first of some acts if one actor did them all.
pub(super) fn of_one<'t>(mut acts: impl Iterator<Item = &'t Draft>) -> Option<&'t Draft> {
    let first = acts.next()?;
    acts.all(|draft| draft.relation.source == first.relation.source).then_some(first)
}

/// Finds who did what was last told by the same noun: "imposed sanctions ... denounced the sanctions".
fn same_word(sides: Sides<'_>, act: usize, told: &[Draft]) -> Option<usize> {
    let clauses = sides.clauses;
    let (lemma, sentence) = (clauses.lemma(act), clauses.parsed.sentence_of(act));
    let near = |draft: &&Draft| clauses.parsed.sentence_of(draft.source) + 2 * REACH >= sentence;
    let says = |draft: &&Draft| {
        let parsed = clauses.parsed;
        let told = |&t: &usize| parsed.tokens[t].span.overlaps(draft.relation.evidence.trigger);
        let mut words = parsed.sentences[parsed.sentence_of(draft.source)].clone().filter(told);
        words.any(|t| t < act && clauses.lemma(t) == lemma)
    };
    let real = |draft: &&Draft| matches!(draft.relation.status, Status::Actual | Status::Claimed | Status::Past);
    told.iter().rev().take(32).filter(near).find(says).filter(real).map(|draft| draft.source)
}

/// Finds the mention of whoever did the last act of one of these kinds, or a worse one, before a token; none where several did
/// such within reach.
fn last_actor(sides: Sides<'_>, kinds: &[Kind], token: usize, told: &[Draft]) -> Option<usize> {
    // "The raid" may be an attack; "the attack" is more than a raid.
    let takes_up = |draft: &&Draft| {
        let kind = &draft.relation.kind;
        kind.quad == QuadClass::MaterialConflict && kinds.iter().any(|noun| kind.score <= noun.score)
    };
    let last = of_one(acts_before(sides, token, told).filter(takes_up));
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
