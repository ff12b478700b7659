//! Which relations a picture shows, as one bundle per pair and kind, and how many it hides.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::ToSpan;
use jiff::civil::Date;

use super::options::{Negated, Options};
use crate::graph::{ActorGraph, Edge};
use crate::relations::{Kind, Precision, QuadClass, Status, When};

/// All relations of one kind between two actors.
pub(super) struct Bundle<'g> {
    /// Actor ids; in order of the ids where the kind has no direction.
    pub source: &'g str,
    pub target: &'g str,
    pub kind: &'g Kind,
    /// The relations, surest first.
    pub edges: Vec<&'g Edge>,
    /// How many sentences tell them.
    pub count: usize,
}

impl Bundle<'_> {
    /// Says whether any text vouches for it.
    pub fn is_reported(&self) -> bool {
        self.edges.iter().any(|edge| matches!(edge.status, Status::Actual | Status::Past))
    }

    pub fn is_tie(&self) -> bool {
        self.kind.quad == QuadClass::Tie
    }

    fn confidence(&self) -> f32 {
        self.edges.iter().map(|edge| edge.confidence).fold(0.0, f32::max)
    }
}

/// What a picture shows, and the numbers of what it does not.
pub(super) struct Selection<'g> {
    /// Events before ties, heaviest first.
    pub bundles: Vec<Bundle<'g>>,
    /// Relations in the graph.
    pub total: usize,
    /// Relations shown.
    pub shown: usize,
    /// Hidden because the text denies them.
    pub negated: usize,
    /// Hidden because a range was asked for and they have no date.
    pub undated: usize,
    /// First and last day of what is shown.
    pub range: Option<(Date, Date)>,
}

/// Chooses what is shown. Cost: n log n in the number of relations.
pub(super) fn select<'g>(graph: &'g ActorGraph, options: &Options) -> Selection<'g> {
    let mut selection = Selection { bundles: Vec::new(), total: 0, shown: 0, negated: 0, undated: 0, range: None };
    let mut bundles: BTreeMap<(&str, &str, &str), Bundle> = BTreeMap::new();
    for found in graph.relations() {
        let edge = found.edge;
        selection.total += 1;
        if edge.status == Status::Negated && options.negated == Negated::Hide {
            selection.negated += 1;
            continue;
        }
        if !options.kinds.is_empty() && !options.kinds.contains(&edge.kind) {
            continue;
        }
        let ranged = options.since.is_some() || options.until.is_some();
        match edge.date {
            None if ranged => {
                selection.undated += 1;
                continue;
            }
            Some(when) if !within(when, options) => continue,
            _ => {}
        }
        let (mut source, mut target): (&str, &str) = (&found.source.id, &found.target.id);
        if edge.kind.reciprocal && target < source {
            std::mem::swap(&mut source, &mut target);
        }
        let empty = || Bundle { source, target, kind: &edge.kind, edges: Vec::new(), count: 0 };
        let bundle = bundles.entry((source, target, &edge.kind.name)).or_insert_with(empty);
        bundle.edges.push(edge);
        bundle.count += edge.evidence.len().max(1);
    }
    let mut bundles: Vec<Bundle> = bundles.into_values().filter(|bundle| bundle.count >= options.min_count).collect();
    if let Some(focus) = &options.focus {
        let near = around(focus, &bundles, options.hops);
        bundles.retain(|bundle| near.contains(bundle.source) && near.contains(bundle.target));
    }
    for bundle in &mut bundles {
        bundle.edges.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.id.cmp(&b.id)));
    }
    // The sort is stable and the map gave a fixed order, so equal weights stay in order of their ids.
    bundles.sort_by(|a, b| {
        let weight = |bundle: &Bundle| (!bundle.is_tie(), bundle.is_reported(), bundle.count);
        weight(b).cmp(&weight(a)).then_with(|| b.confidence().total_cmp(&a.confidence()))
    });
    selection.bundles = trim(bundles, options.limit);
    selection.shown = selection.bundles.iter().map(|bundle| bundle.edges.len()).sum();
    selection.range = range(&selection.bundles);
    selection
}

/// Says whether some day of `when` lies in the asked range.
fn within(when: When, options: &Options) -> bool {
    let last = last_day(when);
    options.since.is_none_or(|since| last >= since) && options.until.is_none_or(|until| when.date <= until)
}

/// Gives the last day that a date of this precision can mean.
pub(super) fn last_day(when: When) -> Date {
    let date = when.date;
    match when.precision {
        Precision::Day => date,
        Precision::Week => date.saturating_add(6.days()),
        Precision::Month => date.last_of_month(),
        Precision::Year => date.last_of_year(),
    }
}

/// Finds the actors within so many steps of the focus, whatever the direction.
fn around<'a>(focus: &'a str, bundles: &[Bundle<'a>], hops: usize) -> BTreeSet<&'a str> {
    let mut neighbors: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    for bundle in bundles {
        neighbors.entry(bundle.source).or_default().push(bundle.target);
        neighbors.entry(bundle.target).or_default().push(bundle.source);
    }
    let mut near = BTreeSet::from([focus]);
    let mut open = VecDeque::from([(focus, 0)]);
    while let Some((actor, distance)) = open.pop_front() {
        if distance < hops {
            for &next in neighbors.get(actor).into_iter().flatten() {
                if near.insert(next) {
                    open.push_back((next, distance + 1));
                }
            }
        }
    }
    near
}

/// Keeps the heaviest lines. Ties come after events and first those between actors that are shown anyway.
fn trim(bundles: Vec<Bundle>, max: usize) -> Vec<Bundle> {
    let (ties, mut kept): (Vec<Bundle>, Vec<Bundle>) = bundles.into_iter().partition(Bundle::is_tie);
    kept.truncate(max);
    let shown: BTreeSet<&str> = kept.iter().flat_map(|bundle| [bundle.source, bundle.target]).collect();
    let known = |bundle: &Bundle| [bundle.source, bundle.target].iter().filter(|id| shown.contains(*id)).count();
    let mut ranked: Vec<(usize, Bundle)> = ties.into_iter().map(|tie| (known(&tie), tie)).collect();
    ranked.sort_by_key(|(known, _)| std::cmp::Reverse(*known));
    let room = max.saturating_sub(kept.len());
    kept.extend(ranked.into_iter().map(|(_, tie)| tie).take(room));
    kept
}

fn range(bundles: &[Bundle]) -> Option<(Date, Date)> {
    let events = bundles.iter().filter(|bundle| !bundle.is_tie());
    let dates = events.flat_map(|bundle| bundle.edges.iter().filter_map(|edge| edge.date));
    // "In 2019" names no day: a range that starts on its first of January would claim one.
    let dates = dates.filter(|when| when.precision != Precision::Year);
    dates.fold(None, |range, when| match range {
        None => Some((when.date, last_day(when))),
        Some((first, last)) => Some((when.date.min(first), last_day(when).max(last))),
    })
}
