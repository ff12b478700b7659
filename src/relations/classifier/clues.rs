//! What lexicon and frames tell the classifier of two mentions: triggers around them, and readings that join them.
//!
//! Reads: a sentence's triggers and drafts. Gives: features.
//! Does not: look at words that the lexicon does not know.

use super::Draft;
use super::features::Bag;
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
    pub(super) fn triggers(&self, seen: &[Seen], skeleton: &str, bag: &mut Bag) {
        let clauses = self.clauses();
        let mut nearest: Vec<(usize, usize)> = Vec::new();
        for (k, (found, seen)) in self.triggers.iter().zip(seen).enumerate() {
            let kind = found.trigger.kind.name.as_str();
            let steps = seen.steps;
            let sides = seen.sides();
            let frame = found.trigger.frame.as_str();
            let steps_name = match steps {
                0..=2 => "2",
                3 => "3",
                4 => "4",
                5..=6 => "5",
                _ => "7",
            };
            bag.plain("tr", &[kind]);
            bag.plain("trsteps", &[kind, steps_name]);
            bag.plain("trside", &[kind, sides[0], sides[1]]);
            bag.plain("trall", &[kind, sides[0], sides[1], steps_name]);
            bag.plain("trframe", &[kind, sides[0], sides[1], frame, found.trigger.strength.as_str()]);
            if found.tokens.len() > 1 {
                bag.plain("trlong", &[kind, sides[0], sides[1]]);
            }
            if found.trigger.pos == TriggerPos::Verb && clauses.child(found.head, &[Dep::Neg]).is_some() {
                bag.plain("trnot", &[kind]);
            }
            nearest.push((steps * 16 + 15 - found.tokens.len().min(15), k));
        }
        nearest.sort_unstable();
        let mut told: Vec<&str> = Vec::new();
        for &(_, k) in &nearest {
            let found = &self.triggers[k];
            let kind = found.trigger.kind.name.as_str();
            if told.contains(&kind) {
                continue;
            }
            let sides = seen[k].sides();
            let rank = ["first", "second"][told.len()];
            bag.plain(rank, &[kind]);
            bag.plain(rank, &[kind, sides[0], sides[1]]);
            if told.is_empty() {
                let span = clauses.parsed.tokens[found.head].span;
                let taken = |draft: &&Draft| !draft.guessed && draft.relation.evidence.trigger.overlaps(span);
                if self.drafts.iter().any(|draft| taken(&draft)) {
                    bag.plain("firsttaken", &[]);
                }
                bag.plain("firstpath", &[kind, skeleton]);
                bag.plain("firstframe", &[kind, found.trigger.frame.as_str(), sides[0], sides[1]]);
            }
            told.push(kind);
            if told.len() == 2 {
                bag.plain("both", &told);
                break;
            }
        }
        if told.is_empty() {
            bag.plain("notrigger", &[]);
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
            for (name, met) in [
                ("source-acts", draft.source == source),
                ("source-suffers", draft.target == source),
                ("target-acts", draft.source == target),
                ("target-suffers", draft.target == target),
            ] {
                if met {
                    bag.plain("beside", &[name]);
                    bag.plain("beside", &[name, draft.relation.kind.name.as_str()]);
                }
            }
        }
        bag.plain("others", &[if any { "read" } else { "unread" }]);
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
            bag.plain("base", &[kind, if forward { "there" } else { "back" }]);
            bag.plain("fr", &[way, kind]);
            bag.plain("frframe", &[way, kind, frame]);
            bag.add("frrule", &[way, &draft.relation.evidence.rule]);
            if !draft.guessed {
                bag.plain("frstatus", &[way, kind, status]);
                bag.plain("frtrust", &[way, kind, trust]);
                bag.plain("frsure", &[way, trust]);
                if draft.relation.status == Status::Negated {
                    bag.plain("frnot", &[way]);
                }
            }
        }
        bag.plain(if any { "read" } else { "unread" }, &[]);
        self.beside(source, target, bag);
        if self.topic < 0.9 {
            bag.plain("topic", &[if self.topic < 0.3 { "2" } else { "1" }]);
        }
    }
}
