//! Which lines run backward.
//!
//! Source: Y. Koren, "Drawing graphs by eigenvectors: theory and practice", Computers & Mathematics with Applications 49
//! (2005).

use super::{Plan, PlanLine};

/// Says of each line whether it is turned around before it is laid out, and back after it: those against an order in
/// which joined boxes stand near each other, whichever way the lines between them point. Shorter lines cross less.
///
/// Frames stand in that order as if they were boxes, and so do the boxes of each frame. It is smoothed in `rounds`;
/// without any the engine decides.
pub(super) fn backward(plan: &Plan, rounds: u32) -> Vec<bool> {
    if rounds == 0 {
        return vec![false; plan.lines.len()];
    }
    let (frames, boxes) = (plan.frames.len(), plan.boxes.len());
    let unit = |at: usize| plan.boxes.get(at).and_then(|found| found.frame).unwrap_or(frames + at);
    let between: Vec<(usize, usize)> = plan.lines.iter().map(|line| (unit(line.source), unit(line.target))).collect();
    let inside = plan.lines.iter().filter(|line| unit(line.source) == unit(line.target));
    let inside: Vec<(usize, usize)> = inside.map(|line| (line.source, line.target)).collect();
    let (of_units, of_boxes) = (near(frames + boxes, &between, rounds), near(boxes, &inside, rounds));
    let is_backward = |line: &PlanLine| match (unit(line.source), unit(line.target)) {
        (from, to) if from == to => of_boxes[line.source] > of_boxes[line.target],
        (from, to) => of_units[from] > of_units[to],
    };
    plan.lines.iter().map(is_backward).collect()
}

/// Gives each node a place in an order in which joined nodes stand near each other: about that of the second
/// eigenvector of the random walk, found by averaging over neighbors from a start without order. Cost: linear in the edges, for each round.
fn near(nodes: usize, edges: &[(usize, usize)], rounds: u32) -> Vec<usize> {
    let mut neighbors = vec![Vec::new(); nodes];
    for &(a, b) in edges.iter().filter(|(a, b)| a != b) {
        neighbors[a].push(b);
        neighbors[b].push(a);
    }
    let weight = |node: usize| neighbors[node].len() as f64;
    let total = (0..nodes).map(weight).sum::<f64>().max(1.0);
    let mut at: Vec<f64> = (0..nodes).map(|node| (node * 7_919 + 13) as f64 % 1_009.0).collect();
    for _ in 0..rounds {
        let mean = (0..nodes).map(|node| at[node] * weight(node)).sum::<f64>() / total;
        let spread = (0..nodes).map(|node| (at[node] - mean).powi(2) * weight(node)).sum::<f64>().sqrt().max(1e-9);
        at.iter_mut().for_each(|at| *at = (*at - mean) / spread);
        let moved = |node: usize| {
            let around = neighbors[node].iter().map(|&other| at[other]).sum::<f64>();
            (at[node] + around / weight(node).max(1.0)) / 2.0
        };
        at = (0..nodes).map(moved).collect();
    }
    let mut order: Vec<usize> = (0..nodes).collect();
    order.sort_by(|&a, &b| at[a].total_cmp(&at[b]));
    let places = places(&order);
    let backward = edges.iter().filter(|&&(a, b)| places[a] > places[b]).count();
    // Of both ways to read it, the one in which more edges run forward.
    if 2 * backward <= edges.len() { places } else { places.into_iter().map(|place| nodes - 1 - place).collect() }
}

fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, &node) in order.iter().enumerate() {
        places[node] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::layout::{PlanBox, Size};

    fn check(frames: &[Option<usize>], lines: &[(usize, usize)], rounds: u32, expected: &[bool]) {
        let boxes = frames.iter().map(|&frame| PlanBox { size: Size::default(), frame }).collect();
        let line = |&(source, target): &(usize, usize)| PlanLine { source, target, label: None, tie: false };
        let lines = lines.iter().map(line).collect();
        let plan = Plan { boxes, lines, frames: vec![Size::default(); 2], ..Plan::default() };
        assert_eq!(backward(&plan, rounds), expected);
    }

    #[test]
    fn joined_boxes_come_near_each_other() {
        // A chain, its boxes in any order; most of its lines point to one end.
        let chain = [3, 0, 5, 1, 4, 2, 7, 6];
        let turned: Vec<bool> = (0..7).map(|at| at % 3 == 1).collect();
        let line = |at: usize| if turned[at] { (chain[at + 1], chain[at]) } else { (chain[at], chain[at + 1]) };
        let lines: Vec<(usize, usize)> = (0..7).map(line).collect();
        let places = near(8, &lines, 200);
        assert_eq!(chain.map(|node| places[node]), [0, 1, 2, 3, 4, 5, 6, 7]);
        check(&[None; 8], &lines, 200, &turned);
        check(&[None; 8], &lines, 0, &[false; 7]);
    }

    #[test]
    fn frames_hold_together() {
        let (a, b) = (Some(0), Some(1));
        check(&[a, a, b], &[(0, 2), (1, 2), (2, 0)], 20, &[false, false, true]);
        check(&[a, a, b], &[(0, 2), (0, 1), (0, 1), (1, 0)], 20, &[false, false, false, true]);
    }

    #[test]
    fn graphs_without_an_order_have_one() {
        check(&[None, None], &[(0, 1), (1, 0), (0, 1)], 20, &[false, true, false]);
        check(&[None; 3], &[(0, 0)], 20, &[false]);
        assert!(near(0, &[], 9).is_empty());
    }
}
