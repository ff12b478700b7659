//! Demands that do not say of whom: "Iran seized a tanker of Korea. Seoul demanded its release."
//!
//! Reads: a verb that demands, what it wants, and the hostile acts told before it. Gives: whoever did them, where what is wanted would
//! undo them and one actor did them all.
//! Does not: take up words against somebody ([`super::taken_up`]).

use super::classifier::Draft;
use super::extractor::is_political;
use super::frames::TriggerPos;
use super::matching::{Match, trigger_pos};
use super::sides::Sides;
use super::taken_up::{TakenUp, Verb, acts_before, of_one, stands_for};
use super::{Complement, Extractor, Inside, QuadClass, Status};
use crate::actors::Form;
use crate::nlp::Dep;

impl Extractor {
    /// Of whom a demand is that names nobody: of whoever did what is to be undone.
    pub(super) fn left_open<'l>(&self, verb: Verb<'_, 'l>) -> Option<TakenUp<'l>> {
        let Verb { sides, candidates, head, told } = verb;
        let demands = |m: &&Match<'_>| {
            let kind = &m.trigger.kind;
            kind.quad == QuadClass::VerbalConflict
                && kind.complement == Complement::Plan
                && kind.inside == Inside::Responsible
        };
        let demand = candidates.iter().find(demands)?.clone();
        // "summoned the envoy to demand its release": of whom it is stands above.
        if matches!(sides.clauses.dep(head), Dep::Advcl | Dep::Xcomp) {
            return None;
        }
        let wanted = self.undone(sides, head)?;
        let finder = self.finder(sides);
        let sources = finder.sources(&demand);
        let [source] = sources.as_slice() else { return None };
        let named = candidates.iter().filter(demands).any(|m| !finder.targets(m, &sources).is_empty());
        let tells = |draft: &Draft| {
            let place = sides.clauses.parsed.tokens[head].span;
            draft.relation.evidence.trigger.overlaps(place) && draft.relation.kind == demand.trigger.kind
        };
        if named || told.iter().any(tells) || !is_political(sides, source.head) {
            return None;
        }
        let victims = &sides.mention(source.head)?.actors;
        let hit = |draft: &&Draft| {
            draft.relation.kind.quad == QuadClass::MaterialConflict
                && victims.iter().any(|&actor| stands_for(sides, actor, draft.relation.target))
        };
        let real = |draft: &&Draft| matches!(draft.relation.status, Status::Actual | Status::Claimed);
        let doer = of_one(acts_before(sides, head, told).filter(real).filter(hit))?;
        let by_itself = victims.iter().any(|&actor| stands_for(sides, actor, doer.relation.source));
        let political = is_political(sides, doer.source);
        (political && !by_itself).then(|| TakenUp::against(demand, sources, doer.source, wanted))
    }

    /// The word for what is wanted, where it ends or makes good a hostile act and does not say who is to do it: "its release",
    /// "that the crew be freed".
    fn undone(&self, sides: Sides<'_>, head: usize) -> Option<usize> {
        let clauses = sides.clauses;
        let objects = || {
            let of = clauses.parsed.children(head).filter(|&c| clauses.dep(c) == Dep::Prep && clauses.norm(c) == "for");
            of.flat_map(|preposition| clauses.objects_of(preposition))
        };
        let clause = |c: &usize| {
            let opens = matches!(clauses.dep(*c), Dep::Ccomp | Dep::Xcomp | Dep::Advcl);
            opens && clauses.is_verb(*c) && *c > head
        };
        let mut words: Vec<usize> = clauses.parsed.children(head).filter(clause).collect();
        words.extend(clauses.parsed.children(head).filter(|&c| clauses.dep(c) == Dep::Dobj));
        words.extend(objects());
        // "its release": whose it is, not who is to do it.
        let is_pronoun = |token: usize| sides.mention(token).is_some_and(|m| m.form == Form::Pronoun);
        words.into_iter().find(|&word| {
            let Some(pos) = trigger_pos(clauses, word) else { return false };
            let yields = |m: &Match<'_>| m.trigger.kind.quad == QuadClass::MaterialCooperation;
            let open = match pos {
                TriggerPos::Verb => clauses.agents(word).iter().all(|&agent| sides.mention(agent).is_none()),
                _ => sides.of_phrase(word, Some(Inside::Responsible)).iter().all(|side| is_pronoun(side.head)),
            };
            open && self.candidates(sides, word, pos).iter().any(yields)
        })
    }
}
