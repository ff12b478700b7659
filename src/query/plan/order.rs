//! Where to begin a pattern, and which relation comes next.
//!
//! Reads: the links and conditions of a pattern, the graph's counts. Gives: [`Choice`]s.
//! How: every beginning is tried on paper: from it, the relation with the least growth of rows comes next, until all are
//! there; the beginning with the least sum of rows wins. Estimates are rough: uniform degrees, independent conditions.

use super::super::ir::{Selector, Slot, Way};
use super::conjuncts::Test;
use super::pattern::Builder;
use super::slots::Slots;
use super::{Optimize, TypeId};

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// Find a node.
    Start(Slot),
    /// Take all relations of a type.
    Scan(usize),
    /// From a node over a relation.
    Hop {
        /// Which relation.
        link: usize,
        /// Whether from its left end.
        from_left: bool,
    },
    /// Check or find the ends of a relation that is bound.
    Follow(usize),
}

/// Nodes that an index finds are about so few.
const INDEXED: f64 = 2.0;
/// Ends of a shortest path that are so few are found before the path.
const FEW: f64 = 100.0;

/// Puts the steps of a pattern in order.
pub(super) fn choose(builder: &Builder<'_, '_>) -> Vec<Choice> {
    if builder.planner.optimize == Optimize::Never {
        return as_written(builder);
    }
    let given = builder.nodes.iter().any(|node| builder.is_bound(*node))
        || builder.links.iter().any(|link| link.relation.bound);
    let mut beginnings: Vec<Option<Choice>> = vec![None];
    if !given {
        beginnings = builder.nodes.iter().map(|node| Some(Choice::Start(*node))).collect();
        beginnings.extend(
            (0..builder.links.len()).filter(|link| can_scan(builder, *link)).map(|link| Some(Choice::Scan(link))),
        );
    }
    let tries = beginnings.into_iter().map(|first| Trial::new(builder).run(first));
    let best = tries.min_by(|a, b| a.cost.total_cmp(&b.cost));
    best.map(|trial| trial.choices).unwrap_or_default()
}

fn as_written(builder: &Builder<'_, '_>) -> Vec<Choice> {
    let mut bound: Slots = builder.nodes.iter().copied().filter(|node| builder.is_bound(*node)).collect();
    let mut choices = Vec::new();
    for (at, link) in builder.links.iter().enumerate() {
        if link.relation.bound {
            choices.push(Choice::Follow(at));
        } else {
            if bound.insert(link.ends[0]) {
                choices.push(Choice::Start(link.ends[0]));
            }
            choices.push(Choice::Hop { link: at, from_left: true });
        }
        bound.extend(link.ends);
    }
    choices.extend(builder.nodes.iter().filter(|node| bound.insert(**node)).map(|node| Choice::Start(*node)));
    choices
}

fn can_scan(builder: &Builder<'_, '_>, link: usize) -> bool {
    let link = &builder.links[link];
    link.relation.length.is_none() && link.selector == Selector::All && !link.relation.bound
}

/// One way through a pattern, on paper.
struct Trial<'t, 'b, 'a> {
    builder: &'t Builder<'b, 'a>,
    bound: Slots,
    left: Vec<usize>,
    rows: f64,
    cost: f64,
    choices: Vec<Choice>,
}

impl<'t, 'b, 'a> Trial<'t, 'b, 'a> {
    fn new(builder: &'t Builder<'b, 'a>) -> Self {
        let bound = builder.nodes.iter().copied().filter(|node| builder.is_bound(*node)).collect();
        let left = (0..builder.links.len()).collect();
        Trial { builder, bound, left, rows: 1.0, cost: 0.0, choices: Vec::new() }
    }

    fn run(mut self, first: Option<Choice>) -> Self {
        if let Some(first) = first {
            self.take(first);
        }
        while let Some(next) = self.next() {
            self.take(next);
        }
        self
    }

    fn take(&mut self, choice: Choice) {
        self.cost += self.rows * self.work(choice);
        self.rows *= self.growth(choice);
        self.cost += self.rows;
        self.choices.push(choice);
        match choice {
            Choice::Start(node) => {
                self.bound.insert(node);
            }
            Choice::Scan(link) | Choice::Follow(link) | Choice::Hop { link, .. } => {
                self.bound.extend(self.builder.links[link].ends);
                self.left.retain(|left| *left != link);
            }
        }
    }

    /// How many things a choice looks at for each row, before conditions leave some out.
    fn work(&self, choice: Choice) -> f64 {
        let builder = self.builder;
        match choice {
            Choice::Follow(_) => 1.0,
            Choice::Start(node) => looked_at(builder, node),
            Choice::Scan(link) => relation_count(builder, builder.links[link].kinds.as_deref()),
            Choice::Hop { link, .. } => {
                let nodes = builder.planner.graph.node_count().max(1) as f64;
                1.0 + relation_count(builder, builder.links[link].kinds.as_deref()) / nodes
            }
        }
    }

    fn growth(&self, choice: Choice) -> f64 {
        match choice {
            Choice::Start(node) => matches(self.builder, node),
            Choice::Follow(_) => 1.0,
            Choice::Scan(link) => {
                let found = &self.builder.links[link];
                let both = if found.relation.way == Way::Both { 2.0 } else { 1.0 };
                let pass: f64 = found.ends.iter().map(|end| share(self.builder, *end)).product();
                relation_count(self.builder, found.kinds.as_deref()) * both * pass
            }
            Choice::Hop { link, from_left } => {
                let ends = self.builder.links[link].ends;
                let to = if from_left { ends[1] } else { ends[0] };
                growth(self.builder, link, from_left, self.bound.contains(&to))
            }
        }
    }

    fn next(&self) -> Option<Choice> {
        let mut options = Vec::new();
        for &at in &self.left {
            let link = &self.builder.links[at];
            if link.relation.bound {
                return Some(Choice::Follow(at));
            }
            let [left, right] = link.ends.map(|end| self.bound.contains(&end));
            let other = if left { link.ends[1] } else { link.ends[0] };
            if (left ^ right) && link.selector != Selector::All && matches(self.builder, other) <= FEW {
                options.push(Choice::Start(other));
                continue;
            }
            // An end that an index finds is found first, where the other end has many neighbors.
            if (left ^ right) && looked_at(self.builder, other) <= INDEXED {
                options.push(Choice::Start(other));
            }
            options.extend(left.then_some(Choice::Hop { link: at, from_left: true }));
            options.extend(right.then_some(Choice::Hop { link: at, from_left: false }));
        }
        if options.is_empty() {
            let nodes = self.builder.nodes.iter().filter(|node| !self.bound.contains(node));
            options.extend(nodes.map(|node| Choice::Start(*node)));
            options
                .extend(self.left.iter().filter(|link| can_scan(self.builder, **link)).map(|link| Choice::Scan(*link)));
        }
        let effort = |choice: Choice| self.work(choice) + self.growth(choice);
        options.into_iter().min_by(|a, b| effort(*a).total_cmp(&effort(*b)))
    }
}

/// How many relations there are of some types; none means of any.
pub(super) fn relation_count(builder: &Builder<'_, '_>, kinds: Option<&[TypeId]>) -> f64 {
    let graph = builder.planner.graph;
    match kinds {
        None => graph.relation_count() as f64,
        Some(kinds) => kinds.iter().map(|kind| graph.kind_count(*kind) as f64).sum(),
    }
}

/// How many nodes are looked at to find a node of the pattern: those of an index, of a label, or all.
fn looked_at(builder: &Builder<'_, '_>, node: Slot) -> f64 {
    let graph = builder.planner.graph;
    let ready = |waits: &Slots| waits.iter().all(|slot| *slot == node || builder.is_bound(*slot));
    let lookups = builder.conjuncts.iter().filter(|conjunct| ready(&conjunct.waits));
    let found = lookups.filter_map(|conjunct| conjunct.as_lookup(node));
    let hits = found.map(|(key, _)| builder.planner.key(key).id.map_or(0.0, |key| graph.index_estimate(key)));
    let labels = builder.labels_of(node).into_iter();
    let of_labels = labels.map(|label| label.map_or(0.0, |label| graph.label_count(label) as f64));
    hits.chain(of_labels).fold(graph.node_count() as f64, f64::min)
}

/// How many nodes a node of the pattern is expected to match.
pub(super) fn matches(builder: &Builder<'_, '_>, node: Slot) -> f64 {
    builder.planner.graph.node_count() as f64 * share(builder, node)
}

/// The share of all nodes that a node of the pattern is expected to match.
fn share(builder: &Builder<'_, '_>, node: Slot) -> f64 {
    let graph = builder.planner.graph;
    let nodes = graph.node_count().max(1) as f64;
    let labels = builder.labels_of(node);
    let label = labels.iter().map(|label| label.map_or(0.0, |label| graph.label_count(label) as f64 / nodes));
    let mut share = label.fold(1.0, f64::min);
    for conjunct in &builder.conjuncts {
        if let Some((key, _)) = conjunct.as_lookup(node) {
            let hits = builder.planner.key(key).id.map_or(0.0, |key| graph.index_estimate(key));
            share *= (hits / nodes).min(1.0);
        } else if conjunct.waits.len() == 1 && conjunct.waits.contains(&node) && matches!(conjunct.test, Test::Expr(_))
        {
            share *= conjunct.selectivity();
        }
    }
    share
}

/// By how much a hop multiplies the rows.
pub(super) fn growth(builder: &Builder<'_, '_>, link: usize, from_left: bool, into: bool) -> f64 {
    let link = &builder.links[link];
    let nodes = builder.planner.graph.node_count().max(1) as f64;
    let to = if from_left { link.ends[1] } else { link.ends[0] };
    let both = if link.relation.way == Way::Both { 2.0 } else { 1.0 };
    let degree = relation_count(builder, link.kinds.as_deref()) * both / nodes;
    if link.selector != Selector::All {
        return if into { 1.0 } else { nodes * share(builder, to) };
    }
    let reached = match link.relation.length {
        None => degree,
        Some((least, most)) => {
            let hops = most.unwrap_or(least.max(1) + 8).min(12);
            (least.max(1)..=hops.max(least.max(1))).map(|hop| degree.powi(hop as i32)).sum::<f64>().max(0.1)
        }
    };
    reached * if into { 1.0 / nodes } else { share(builder, to) }
}
