//! What lexicon and frames tell the classifier of two mentions: triggers around them, and readings that join them.
//!
//! Reads: a sentence's triggers and drafts. Gives: features.
//! Does not: look at words that the lexicon does not know.

use super::Draft;
use super::features::{Bag, Name, name};
use super::scene::Scene;
use crate::nlp::Dep;
use crate::relations::given::{Standing, distance, standing};
use crate::relations::{Status, TriggerPos};

/// A trigger seen from two mentions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// Steps in the tree to both, together.
    steps: usize,
    source: Standing,
    target: Standing,
}

impl Seen {
    /// The same, source and target changed.
    pub fn turned(&self) -> Self {
        Seen { steps: self.steps, source: self.target, target: self.source }
    }

    fn steps_name(&self) -> &'static str {
        match self.steps {
            0..=2 => "2",
            3 => "3",
            4 => "4",
            5..=6 => "5",
            _ => "7",
        }
    }

    fn sides(&self) -> [&'static str; 2] {
        [self.source.as_str(), self.target.as_str()]
    }
}

/// Names of the nearest trigger and of the next one.
const RANKS: [Name; 2] = [name("first"), name("second")];

impl Scene<'_, '_> {
    /// Says of every trigger how far it is from two mentions and where they stand as seen from it.
    pub(super) fn seen(&self, source: usize, target: usize) -> Vec<Seen> {
        let clauses = self.clauses();
        let mut all: Vec<Seen> = Vec::with_capacity(self.triggers.len());
        for (k, found) in self.triggers.iter().enumerate() {
            // Several rows of the lexicon may stand at one word.
            let before = k.checked_sub(1).filter(|&before| self.triggers[before].head == found.head);
            let seen = before.and_then(|before| all.get(before).copied()).unwrap_or_else(|| Seen {
                steps: distance(clauses, found.head, source) + distance(clauses, found.head, target),
                source: standing(clauses, found, source),
                target: standing(clauses, found, target),
            });
            all.push(seen);
        }
        all
    }

    /// Triggers of the lexicon. Gives: those nearest to the two, at most one of a kind and at most two.
    pub(super) fn triggers(&self, seen: &[Seen], bag: &mut Bag) -> Vec<usize> {
        let clauses = self.clauses();
        let mut order: Vec<(usize, usize)> = Vec::with_capacity(seen.len());
        for (k, (found, seen)) in self.triggers.iter().zip(seen).enumerate() {
            let kind = found.trigger.kind.name.as_str();
            bag.plain(const { name("tr") }, &[kind]);
            bag.plain(const { name("trsteps") }, &[kind, seen.steps_name()]);
            if found.trigger.pos == TriggerPos::Verb && clauses.child(found.head, &[Dep::Neg]).is_some() {
                bag.plain(const { name("trnot") }, &[kind]);
            }
            order.push((seen.steps * 16 + 15 - found.tokens.len().min(15), k));
        }
        order.sort_unstable();
        let kind = |k: usize| self.triggers[k].trigger.kind.name.as_str();
        let mut nearest: Vec<usize> = Vec::with_capacity(RANKS.len());
        for (_, k) in order {
            if nearest.iter().any(|&near| kind(near) == kind(k)) {
                continue;
            }
            bag.plain(RANKS[nearest.len()], &[kind(k)]);
            nearest.push(k);
            if let [first, second] = nearest[..] {
                bag.plain(const { name("both") }, &[kind(first), kind(second)]);
                break;
            }
        }
        match nearest.first() {
            None => bag.plain(const { name("notrigger") }, &[]),
            Some(&first) => {
                let span = clauses.parsed.tokens[self.triggers[first].head].span;
                let taken = |draft: &Draft| !draft.guessed && draft.relation.evidence.trigger.overlaps(span);
                if self.drafts.iter().any(taken) {
                    bag.plain(const { name("firsttaken") }, &[]);
                }
            }
        }
        nearest
    }

    /// Where source and target stand as seen from the triggers, and from the nearest ones.
    pub(super) fn stand(&self, seen: &[Seen], nearest: &[usize], skeleton: &str, bag: &mut Bag) {
        for (found, seen) in self.triggers.iter().zip(seen) {
            let kind = found.trigger.kind.name.as_str();
            let sides = seen.sides();
            let frame = found.trigger.frame.as_str();
            bag.plain(const { name("trside") }, &[kind, sides[0], sides[1]]);
            bag.plain(const { name("trall") }, &[kind, sides[0], sides[1], seen.steps_name()]);
            bag.plain(const { name("trframe") }, &[kind, sides[0], sides[1], frame, found.trigger.strength.as_str()]);
            if found.tokens.len() > 1 {
                bag.plain(const { name("trlong") }, &[kind, sides[0], sides[1]]);
            }
        }
        for (rank, &k) in RANKS.into_iter().zip(nearest) {
            let sides = seen[k].sides();
            bag.plain(rank, &[self.triggers[k].trigger.kind.name.as_str(), sides[0], sides[1]]);
        }
        if let Some(&first) = nearest.first() {
            let trigger = self.triggers[first].trigger;
            let (kind, sides) = (trigger.kind.name.as_str(), seen[first].sides());
            bag.plain(const { name("firstpath") }, &[kind, skeleton]);
            bag.plain(const { name("firstframe") }, &[kind, trigger.frame.as_str(), sides[0], sides[1]]);
        }
    }

    /// What the frames made of either of the two with somebody else: who acts there is seldom acted on here by the same words.
    fn beside(&self, source: usize, target: usize, bag: &mut Bag) {
        let others = self.drafts.iter().filter(|draft| {
            let ends = (draft.source, draft.target);
            !draft.guessed && ends != (source, target) && ends != (target, source)
        });
        let mut any = false;
        for draft in others {
            any = true;
            for (way, met) in [
                ("source-acts", draft.source == source),
                ("source-suffers", draft.target == source),
                ("target-acts", draft.source == target),
                ("target-suffers", draft.target == target),
            ] {
                if met {
                    bag.plain(const { name("beside") }, &[way]);
                    bag.plain(const { name("beside") }, &[way, draft.relation.kind.name.as_str()]);
                }
            }
        }
        bag.plain(const { name("others") }, &[if any { "read" } else { "unread" }]);
    }

    /// What the frames made of the two, in either direction, and of either with somebody else.
    pub(super) fn readings(&self, source: usize, target: usize, bag: &mut Bag) {
        let mut any = false;
        for draft in self.drafts {
            let kind = draft.relation.kind.name.as_str();
            let status = draft.relation.status.as_str();
            let trust = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
                [(draft.relation.confidence * 10.0).clamp(0.0, 9.0) as usize];
            let forward = (draft.source, draft.target) == (source, target);
            if !forward && (draft.source, draft.target) != (target, source) {
                continue;
            }
            any |= !draft.guessed;
            let frame = draft.relation.evidence.rule.split(':').next().unwrap_or("");
            let way = match (draft.guessed, forward) {
                (false, true) => "read",
                (false, false) => "read-back",
                (true, true) => "guess",
                (true, false) => "guess-back",
            };
            bag.plain(const { name("base") }, &[kind, if forward { "there" } else { "back" }]);
            bag.plain(const { name("fr") }, &[way, kind]);
            bag.plain(const { name("frframe") }, &[way, kind, frame]);
            bag.add(const { name("frrule") }, &[way, &draft.relation.evidence.rule]);
            if !draft.guessed {
                bag.plain(const { name("frstatus") }, &[way, kind, status]);
                bag.plain(const { name("frtrust") }, &[way, kind, trust]);
                bag.plain(const { name("frsure") }, &[way, trust]);
                if draft.relation.status == Status::Negated {
                    bag.plain(const { name("frnot") }, &[way]);
                }
            }
        }
        bag.plain(if any { const { name("read") } } else { const { name("unread") } }, &[]);
        self.beside(source, target, bag);
        if self.topic < 0.9 {
            bag.plain(const { name("topic") }, &[if self.topic < 0.3 { "2" } else { "1" }]);
        }
    }
}
