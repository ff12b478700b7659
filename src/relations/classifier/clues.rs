//! What lexicon and frames tell the classifier of two mentions: triggers around them, and readings that join them.
//!
//! Reads: a sentence's triggers and drafts. Gives: features.
//! Does not: look at words that the lexicon does not know.

use super::Draft;
use super::bag::{Bag, each, name};
use super::features::Features;
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

    /// Triggers of the lexicon, with where the two stand as seen from them.
    pub(super) fn triggers(&self, seen: &[Seen], skeletons: &[String; 2], features: &mut Features) {
        let clauses = self.clauses();
        let Features { both, forward, backward } = features;
        let mut order: Vec<(usize, usize)> = Vec::with_capacity(seen.len());
        for (k, (found, seen)) in self.triggers.iter().zip(seen).enumerate() {
            order.push((seen.steps * 16 + 15 - found.tokens.len().min(15), k));
            let kind = found.trigger.kind.name.as_str();
            let names = const {
                [
                    name("tr"),
                    name("trsteps"),
                    name("trnot"),
                    name("trside"),
                    name("trall"),
                    name("trframe"),
                    name("trlong"),
                ]
            };
            let [tr, steps, not, names @ ..] = each(names, kind);
            both.label(tr);
            both.label(steps.of(seen.steps_name()));
            if found.trigger.pos == TriggerPos::Verb && clauses.child(found.head, &[Dep::Neg]).is_some() {
                both.label(not);
            }
            for (way, [source, target]) in [(&mut *forward, seen.sides()), (&mut *backward, seen.turned().sides())] {
                let [side, all, frame, long] = each(each(names, source), target);
                way.label(side);
                way.label(all.of(seen.steps_name()));
                way.label(frame.of(found.trigger.frame.as_str()).of(found.trigger.strength.as_str()));
                if found.tokens.len() > 1 {
                    way.label(long);
                }
            }
        }
        order.sort_unstable();
        self.nearest(&order, seen, skeletons, features);
    }

    /// The nearest trigger, and the next one of another kind.
    fn nearest(&self, order: &[(usize, usize)], seen: &[Seen], skeletons: &[String; 2], features: &mut Features) {
        let Features { both, forward, backward } = features;
        let mut told: Vec<&str> = Vec::with_capacity(2);
        for &(_, k) in order {
            let found = &self.triggers[k];
            let kind = found.trigger.kind.name.as_str();
            if told.contains(&kind) {
                continue;
            }
            let rank = [const { name("first") }, const { name("second") }][told.len()].of(kind);
            both.label(rank);
            let ways = [
                (&mut *forward, seen[k].sides(), &skeletons[0]),
                (&mut *backward, seen[k].turned().sides(), &skeletons[1]),
            ];
            for (way, [source, target], skeleton) in ways {
                way.label(rank.of(source).of(target));
                if told.is_empty() {
                    way.plain(const { name("firstpath") }, &[kind, skeleton]);
                    way.plain(const { name("firstframe") }, &[kind, found.trigger.frame.as_str(), source, target]);
                }
            }
            if told.is_empty() {
                let span = self.clauses().parsed.tokens[found.head].span;
                let taken = |draft: &Draft| !draft.guessed && draft.relation.evidence.trigger.overlaps(span);
                if self.drafts.iter().any(taken) {
                    both.plain(const { name("firsttaken") }, &[]);
                }
            }
            told.push(kind);
            if told.len() == 2 {
                both.plain(const { name("both") }, &told);
                break;
            }
        }
        if told.is_empty() {
            both.plain(const { name("notrigger") }, &[]);
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
        if self.topic.deeds < 0.9 {
            bag.plain(const { name("topic") }, &[if self.topic.deeds < 0.3 { "2" } else { "1" }]);
        }
    }
}
