//! Relations between marked mentions, and between those that no frame joins: a guess.
//!
//! Reads: two mentions of a sentence, its triggers, what the frames read. Gives: what is told of other mentions of the marked actors,
//! brought to the marked ones; else the trigger nearest to both in the tree, with low confidence, and the direction that its own
//! places suggest.
//! Does not: tell it. Between marked mentions, of which somebody already knows that they belong together, it is the answer when the
//! classifier knows no better; between found ones, where it would draw edges nobody stated, only what the classifier looks at.

use super::classifier::Draft;
use super::clause::Clauses;
use super::frames::{Frame, TriggerPos};
use super::lexicon::Strength;
use super::matching::Match;
use super::roles::Roles;
use super::sides::{Side, Sides};
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

/// Brings the ends of what is told to marked mentions of its sentence: to those of the same actor ("Merkel said she would",
/// where "Merkel" is marked), or to the only one in the same phrase ("Merkel aides said"). Of two marked mentions that something is
/// told of where they stand, that counts alone.
pub(crate) fn bring_to_marked(sides: Sides<'_>, drafts: &mut [Draft]) {
    let Sides { cast, clauses } = sides;
    let in_phrase = |&at: &usize| {
        matches!(clauses.dep(at), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Poss).then(|| clauses.head(at))
    };
    let reaches = |from: usize, to: usize| std::iter::successors(Some(from), in_phrase).take(4).any(|at| at == to);
    let marked_for = |head: usize, actor: usize| {
        let sentence = clauses.parsed.sentences[clauses.parsed.sentence_of(head)].clone();
        let same = cast.marked().filter(|mention| sentence.contains(&mention.head) && mention.actors.contains(&actor));
        same.min_by_key(|mention| mention.head.abs_diff(head)).or_else(|| {
            let mut around = cast.marked().filter(|mention| {
                let shared = sides.mention(head).is_some_and(|own| own.span.overlaps(mention.span));
                shared || reaches(mention.head, head) || reaches(head, mention.head)
            });
            around.next().filter(|_| around.next().is_none())
        })
    };
    let told: Vec<(usize, usize)> = drafts.iter().map(|draft| (draft.source, draft.target)).collect();
    for draft in drafts {
        let relation = &mut draft.relation;
        let end = |head: usize, actor: usize| match cast.is_marked(head) {
            true => cast.mention_at(head),
            false => marked_for(head, actor),
        };
        let ends = (end(draft.source, relation.source), end(draft.target, relation.target));
        let (Some(source), Some(target)) = ends else { continue };
        let pair = (source.head, target.head);
        if pair == (draft.source, draft.target) || told.contains(&pair) || told.contains(&(pair.1, pair.0)) {
            continue;
        }
        (draft.source, draft.target) = pair;
        (relation.evidence.source, relation.evidence.target) = (source.span, target.span);
        relation.evidence.source_rule = Some(source.rule.into());
        relation.evidence.target_rule = Some(target.rule.into());
    }
}

/// Adds what the frames read were the marked mentions all that is known: guesses, where nothing else is told of a pair.
pub(crate) fn add_guesses(drafts: &mut Vec<Draft>, read: Vec<Draft>) {
    let told = |guess: &Draft| drafts.iter().any(|draft| draft.is_on((guess.source, guess.target)));
    let open: Vec<Draft> = read.into_iter().filter(|guess| !told(guess)).collect();
    drafts.extend(open.into_iter().map(|guess| Draft { guessed: true, ..guess }));
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
