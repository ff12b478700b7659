//! What happens between two actors over time: counts by month or year, for the pairs that are told of most.
//!
//! Reads: a graph, with the filters of a picture. Gives: rows of counts, which `svg` draws.
//! Does not: count ties, which have no moment, nor relations whose month is not known.

use std::collections::BTreeMap;

use super::options::Options;
use super::select::select;
use crate::graph::ActorGraph;
use crate::relations::{Precision, QuadClass};

/// More months than these are drawn as years.
const MONTHS: i32 = 180;
/// More rows than these do not fit a page.
const ROWS: usize = 8;

/// Counts over time of the pairs of actors that are told of most.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Timeline {
    /// One row for each pair, most told first.
    pub rows: Vec<TimelineRow>,
    /// How long a step is.
    pub step: Step,
    /// The first step: months (or years) since the year 0.
    pub first: i32,
    /// How many steps there are.
    pub steps: usize,
    /// Pairs that are told of, those left out included.
    pub pairs: usize,
    /// Relations left out because the month is not known.
    pub undated: usize,
}

/// How long a step of a timeline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Step {
    Month,
    Year,
}

/// What happened between two actors.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TimelineRow {
    /// Names of both.
    pub actors: [String; 2],
    /// By step, counted from the first one: how many sentences tell of each kind, with the kind's label and quad class.
    pub counts: BTreeMap<usize, BTreeMap<(QuadClass, String), usize>>,
}

impl Timeline {
    /// Counts events over time. `limit` bounds the rows, together with their own limit of 8.
    ///
    /// ```
    /// use demarche::{ActorGraph, relations::Ontology};
    /// use demarche::render::{Options, Timeline};
    /// let timeline = Timeline::new(&ActorGraph::new(Ontology::builtin()), &Options::default());
    /// assert!(timeline.rows.is_empty());
    /// ```
    pub fn new(graph: &ActorGraph, options: &Options) -> Timeline {
        let selection = select(graph, &Options { limit: usize::MAX, ..options.clone() });
        type Counts = BTreeMap<i32, BTreeMap<(QuadClass, String), usize>>;
        let mut pairs: BTreeMap<[&str; 2], (usize, Counts)> = BTreeMap::new();
        let mut undated = selection.undated;
        for bundle in selection.bundles.iter().filter(|bundle| !bundle.is_tie()) {
            let mut pair = [bundle.source, bundle.target];
            pair.sort_unstable();
            let kind = (bundle.kind.quad, bundle.kind.label.clone());
            for edge in &bundle.edges {
                let Some(when) = edge.date.filter(|when| when.precision != Precision::Year) else {
                    undated += 1;
                    continue;
                };
                let month = i32::from(when.date.year()) * 12 + i32::from(when.date.month()) - 1;
                let told = edge.evidence.len().max(1);
                let (total, counts) = pairs.entry(pair).or_default();
                *total += told;
                *counts.entry(month).or_default().entry(kind.clone()).or_default() += told;
            }
        }
        let mut ranked: Vec<([&str; 2], (usize, Counts))> = pairs.into_iter().collect();
        // The sort is stable: equal totals stay in order of the ids.
        ranked.sort_by_key(|(_, (total, _))| std::cmp::Reverse(*total));
        let all = ranked.len();
        ranked.truncate(options.limit.min(ROWS));
        let months = || ranked.iter().flat_map(|(_, (_, counts))| counts.keys().copied());
        let (first, last) = (months().min().unwrap_or(0), months().max().unwrap_or(-1));
        let step = if last - first >= MONTHS { Step::Year } else { Step::Month };
        let at = |month: i32| if step == Step::Year { month.div_euclid(12) } else { month };
        let name = |id: &str| graph.actor(id).map_or_else(|| id.to_owned(), |actor| actor.name.clone());
        let row = |(pair, (_, months)): &([&str; 2], (usize, Counts))| {
            let mut counts: BTreeMap<usize, BTreeMap<(QuadClass, String), usize>> = BTreeMap::new();
            for (month, kinds) in months {
                let step = usize::try_from(at(*month) - at(first)).unwrap_or(0);
                for (kind, count) in kinds {
                    *counts.entry(step).or_default().entry(kind.clone()).or_default() += count;
                }
            }
            TimelineRow { actors: pair.map(name), counts }
        };
        Timeline {
            rows: ranked.iter().map(row).collect(),
            step,
            first: at(first),
            steps: usize::try_from(at(last) - at(first) + 1).unwrap_or(0),
            pairs: all,
            undated,
        }
    }

    /// What is shown and what is not, as a line below the title.
    pub fn subtitle(&self) -> String {
        let shown = self.rows.len();
        let mut parts = vec![match (shown, self.pairs) {
            (1, 1) => "1 pair of actors".to_owned(),
            (shown, all) if shown == all => format!("{all} pairs of actors"),
            _ => format!("showing {shown} of {} pairs of actors", self.pairs),
        }];
        parts.push(format!("sentences by {}", if self.step == Step::Year { "year" } else { "month" }));
        parts.push("cooperation above the line, conflict below".into());
        if self.undated > 0 {
            parts.push(format!("{} without a month left out", self.undated));
        }
        parts.join(" · ")
    }

    /// The name of a step: `2016-09` or `2016`.
    pub fn name(&self, step: usize) -> String {
        let at = self.first + i32::try_from(step).unwrap_or(0);
        match self.step {
            Step::Month => format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1),
            Step::Year => format!("{at:04}"),
        }
    }
}
