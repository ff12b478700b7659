//! Where equal rows make no difference, or nobody looks at a relation: less has to be found.
//!
//! Reads: operators in order, and what becomes of their rows. Changes: the flags `once`, `ends_only` and `unseen`.
//! How: backwards, with the slots that are still read and whether the number of equal rows counts: behind `DISTINCT`,
//! `EXISTS` and aggregates such as `count(DISTINCT x)` or `max(x)` it does not.

use std::collections::HashMap;

use super::super::functions::Aggregate;
use super::super::ir::{PathMode, Slot, Way};
use super::compile::Use;
use super::slots::{self, Slots};
use super::{Action, End, Expand, Group, Operator, Segment, TypeId};

/// From which relations one is chosen: their types, and their way.
type Choice = (Option<Vec<TypeId>>, Way);

/// What is known behind an operator.
struct Behind {
    /// Whether the number of equal rows counts.
    counts: bool,
    /// Slots that are read.
    needed: Slots,
    /// Types and ways of the relations that must differ from a slot.
    differ: HashMap<Slot, Vec<Choice>>,
}

/// Relaxes all segments of a single query.
pub(super) fn relax(segments: &mut [Segment], returns: &[Slot]) {
    let mut behind = Behind { counts: true, needed: returns.iter().copied().collect(), differ: HashMap::new() };
    for segment in segments.iter_mut().rev() {
        match &segment.end {
            End::Return => {}
            End::Group(group) => {
                behind.counts = group_counts(group);
                behind.needed = group.reads.iter().copied().collect();
            }
            End::Sort(sort) => {
                // What is read behind it is kept by it; equal rows may be cut off by a limit, so they count.
                behind.counts = true;
                behind.needed.extend(sort.keep.iter().chain(&sort.reads));
            }
            End::Write { keep, .. } => {
                behind.counts = true;
                behind.needed.extend(keep);
                // A change may read and create whatever it likes: nothing before it is left out.
                mark_all(&segment.operators, &mut behind.needed);
            }
        }
        walk(&mut segment.operators, &mut behind);
    }
}

/// Relaxes a pattern inside an expression.
pub(super) fn relax_chain(operators: &mut [Operator], using: Use<'_>) {
    let needed = match using {
        Use::Collect(expr) => slots::of_expr(expr),
        Use::Exists | Use::Count => Slots::new(),
    };
    walk(operators, &mut Behind { counts: !matches!(using, Use::Exists), needed, differ: HashMap::new() });
}

fn mark_all(operators: &[Operator], needed: &mut Slots) {
    for operator in operators {
        if let Action::Expand(hop) = &operator.action {
            needed.insert(hop.relation);
        }
        if let Action::Chain(chain) = &operator.action {
            needed.insert(chain.hop.relation);
        }
    }
}

fn group_counts(group: &Group) -> bool {
    group.aggregates.iter().any(|aggregate| {
        !aggregate.call.distinct && !matches!(aggregate.call.aggregate, Aggregate::Min | Aggregate::Max)
    })
}

fn walk(operators: &mut [Operator], behind: &mut Behind) {
    for operator in operators.iter_mut().rev() {
        let mut differs: &[Slot] = &[];
        match &mut operator.action {
            Action::Expand(hop) => {
                hop.once = !behind.counts && unread(hop, behind);
                note(hop, behind);
                differs = &hop.differs;
            }
            Action::Chain(chain) => {
                let seen = behind.needed.contains(&chain.hop.relation);
                let compared = behind.differ.contains_key(&chain.hop.relation);
                chain.unseen = !seen && !compared;
                chain.ends_only = !behind.counts
                    && chain.unseen
                    && chain.hop.differs.is_empty()
                    && chain.hop.way != Way::Both
                    && chain.least <= 1
                    && matches!(chain.mode, PathMode::Trail | PathMode::Walk);
                note(&chain.hop, behind);
                differs = &chain.hop.differs;
            }
            Action::Distinct { slots } => {
                behind.counts = false;
                behind.needed = slots.iter().copied().collect();
            }
            Action::Skip(_) | Action::Limit(_) => behind.counts = true,
            Action::Optional { operators, .. } => {
                walk(operators, behind);
            }
            Action::Relations { differs: others, .. } => behind.needed.extend(others.iter()),
            Action::Follow(follow) => behind.needed.extend(&follow.differs),
            _ => {}
        }
        let others: Vec<Slot> = operator.reads.iter().copied().filter(|slot| !differs.contains(slot)).collect();
        behind.needed.extend(others);
    }
}

/// Says whether one relation to each neighbor is as good as all of them.
///
/// Relations that must differ from this one meet it only where both lie between the same nodes; if all of them have the
/// same types and a fixed way, they choose from the same relations, and it does not matter which one this takes.
fn unread(hop: &Expand, behind: &Behind) -> bool {
    let same = |(kinds, way): &Choice| *kinds == hop.kinds && *way != Way::Both;
    let others = behind.differ.get(&hop.relation).map_or(&[][..], Vec::as_slice);
    !behind.needed.contains(&hop.relation) && (others.is_empty() || hop.way != Way::Both) && others.iter().all(same)
}

fn note(hop: &Expand, behind: &mut Behind) {
    for slot in &hop.differs {
        behind.differ.entry(*slot).or_default().push((hop.kinds.clone(), hop.way));
    }
}
