//! Pairs of actors with many kinds of relation between them: fewer lines, each for a class.
//!
//! Without it a pair that is told of all the time has a dozen parallel lines, and the picture is as wide as their labels.

use std::collections::BTreeMap;

use super::scene::{Edge, Line};

/// Lines between two actors from which on those of one class become one.
const CROWD: usize = 5;
/// Kinds named on a line; what else it stands for is in its tooltip.
const NAMED: usize = 2;

/// Joins the lines of each crowded pair by direction and class. Heaviest kinds are named first; the order stays.
pub(super) fn join_crowded(edges: Vec<Edge>) -> Vec<Edge> {
    let mut between: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let pair = |edge: &Edge| (edge.source.min(edge.target), edge.source.max(edge.target));
    for edge in &edges {
        *between.entry(pair(edge)).or_default() += 1;
    }
    let mut groups: Vec<Vec<Edge>> = Vec::new();
    let mut place = BTreeMap::new();
    for edge in edges {
        let crowded = between.get(&pair(&edge)).is_some_and(|lines| *lines >= CROWD) && edge.line != Line::Dotted;
        let key = (edge.source, edge.target, edge.quad, edge.both);
        match place.get(&key).filter(|_| crowded) {
            Some(&at) => {
                let group: &mut Vec<Edge> = &mut groups[at];
                group.push(edge);
            }
            None => {
                if crowded {
                    place.insert(key, groups.len());
                }
                groups.push(vec![edge]);
            }
        }
    }
    groups.into_iter().filter_map(join).collect()
}

/// Joins lines into one; it is solid where any of them is.
fn join(mut group: Vec<Edge>) -> Option<Edge> {
    group.sort_by_key(|edge| std::cmp::Reverse(edge.count));
    let mut rest = group.into_iter();
    let mut joined = rest.next()?;
    for (at, edge) in rest.enumerate() {
        if at + 1 < NAMED {
            joined.label += &format!(", {}", edge.label);
        } else if at + 1 == NAMED {
            joined.label += ", …";
        }
        joined.tooltip += &format!("\n\n{}:\n{}", edge.label, edge.tooltip);
        joined.kinds.extend(edge.kinds);
        joined.count += edge.count;
        joined.line = joined.line.min(edge.line);
        joined.url = joined.url.or(edge.url);
    }
    Some(joined)
}
