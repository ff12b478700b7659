//! Relations between mentions that no frame joins: a guess.
//!
//! Reads: two mentions of a sentence and its triggers. Gives: the trigger nearest to both in the tree, with low confidence, and the
//! direction that its own places suggest.
//! Does not: tell it. Between marked mentions, of which somebody already knows that they belong together, it is the answer when the
//! classifier knows no better; between found ones, where it would draw edges nobody stated, only what the classifier looks at.

use super::clause::Clauses;
use super::frames::{Frame, TriggerPos};
use super::lexicon::Strength;
use super::matching::Match;
use super::roles::Roles;
use super::sides::Side;
use super::{QuadClass, extractor::Reading};
use crate::nlp::Dep;

/// What such a reading is worth beside one of a frame, and what each step of distance costs.
const NEAREST: f32 = 0.4;
const STEP: f32 = 0.88;

/// Which side a mention stands on, seen from a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Acting,
    ActedOn,
    Open,
}

impl Standing {
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Acting => "acting",
            Standing::ActedOn => "acted-on",
            Standing::Open => "open",
        }
    }
}

/// Finds, for two mentions of a sentence (by their head tokens), the trigger nearest to both.
pub(crate) fn nearest_trigger<'l>(
    clauses: Clauses<'_>,
    triggers: &[&Match<'l>],
    (one, other): (usize, usize),
) -> Option<Reading<'l>> {
    let mut best: Option<(f32, &Match<'l>)> = None;
    for found in triggers.iter().filter(|found| found.trigger.kind.quad != QuadClass::Tie) {
        let steps = distance(clauses, found.head, one) + distance(clauses, found.head, other);
        let weight = match found.trigger.strength {
            Strength::Strong => 1.0,
            Strength::Normal => 0.9,
            Strength::Weak => 0.6,
        };
        let score = weight * found.weight() * STEP.powi(steps as i32);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, found));
        }
    }
    let (score, found) = best?;
    Some(Reading { found: found.clone(), roles: orient(clauses, found, one, other), score })
}

/// Counts the steps between two tokens in the tree; a large number where they stand in different trees.
pub(crate) fn distance(clauses: Clauses<'_>, from: usize, to: usize) -> usize {
    let up = |token: usize| std::iter::once(token).chain(clauses.parsed.ancestors(token).take(40)).enumerate();
    let met = |(i, t): (usize, usize)| up(to).find(|&(_, u)| u == t).map(|(j, _)| i + j);
    up(from).find_map(met).unwrap_or(20)
}

fn orient(clauses: Clauses<'_>, found: &Match<'_>, one: usize, other: usize) -> Roles {
    let (first, second) = (standing(clauses, found, one), standing(clauses, found, other));
    let undergone = found.trigger.frame == Frame::Undergo;
    let forward = match (first, second) {
        (Standing::Acting, Standing::ActedOn | Standing::Open) | (Standing::Open, Standing::ActedOn) => true,
        (Standing::ActedOn, Standing::Acting | Standing::Open) | (Standing::Open, Standing::Acting) => false,
        _ => one < other,
    };
    let (source, target) = if forward != undergone { (one, other) } else { (other, one) };
    let side = |head: usize| vec![Side::new(head, NEAREST)];
    Roles { sources: side(source), targets: side(target) }
}

/// Looks at the branch by which the mention hangs on the trigger.
pub(crate) fn standing(clauses: Clauses<'_>, found: &Match<'_>, mention: usize) -> Standing {
    let mut below = mention;
    let mut reached = mention == found.head;
    for above in clauses.parsed.ancestors(mention).take(40) {
        if above == found.head {
            reached = true;
            break;
        }
        below = above;
    }
    if !reached {
        // Above a trigger stands the subject it shares, or the noun it modifies.
        let shared = clauses.agents(found.head);
        return if shared.contains(&mention) { Standing::Acting } else { Standing::Open };
    }
    let by = clauses.norm(below) == "by";
    match clauses.dep(below) {
        Dep::Agent => Standing::Acting,
        Dep::Prep if by => Standing::Acting,
        Dep::Nsubj | Dep::Csubj => Standing::Acting,
        Dep::Nsubjpass | Dep::Dobj | Dep::Dative | Dep::Xcomp | Dep::Ccomp => Standing::ActedOn,
        Dep::Poss | Dep::Amod | Dep::Compound if found.trigger.pos == TriggerPos::Noun => Standing::Acting,
        Dep::Prep => Standing::ActedOn,
        _ => Standing::Open,
    }
}
