//! Which lines run backward.
//!
//! Source: P. Eades, X. Lin, W. F. Smyth, "A fast and effective heuristic for the feedback arc set problem",
//! Information Processing Letters 47 (1993).

use super::{Plan, PlanLine};

/// Which lines are turned around before they are laid out, and back after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// None: the engine finds its own order.
    None,
    /// Those against the order of the frames.
    Frames,
    /// Those, and within a frame those against the order of its boxes.
    All,
}

/// Says of each line whether it runs backward.
pub(super) fn backward(plan: &Plan, turn: Turn) -> Vec<bool> {
    if turn == Turn::None {
        return vec![false; plan.lines.len()];
    }
    let (frames, boxes) = (plan.frames.len(), plan.boxes.len());
    let unit = |at: usize| plan.boxes.get(at).and_then(|found| found.frame).unwrap_or(frames + at);
    let between: Vec<(usize, usize)> = plan.lines.iter().map(|line| (unit(line.source), unit(line.target))).collect();
    let of_units = order(frames + boxes, &between);
    let inside = plan.lines.iter().filter(|line| unit(line.source) == unit(line.target));
    let of_boxes = order(boxes, &inside.map(|line| (line.source, line.target)).collect::<Vec<_>>());
    let is_backward = |line: &PlanLine| {
        let (from, to) = (unit(line.source), unit(line.target));
        let free = from >= frames && to >= frames;
        match turn {
            Turn::Frames if free => false,
            _ if from != to => of_units[from] > of_units[to],
            Turn::All => of_boxes[line.source] > of_boxes[line.target],
            _ => false,
        }
    };
    plan.lines.iter().map(is_backward).collect()
}

/// Gives each node a place in an order against which few edges run. Cost: quadratic in the nodes.
fn order(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let (mut out, mut into) = (vec![0_i64; nodes], vec![0_i64; nodes]);
    let mut neighbors = vec![Vec::new(); nodes];
    for &(a, b) in edges.iter().filter(|(a, b)| a != b) {
        out[a] += 1;
        into[b] += 1;
        neighbors[a].push((b, true));
        neighbors[b].push((a, false));
    }
    let mut open: Vec<usize> = (0..nodes).collect();
    let (mut first, mut last) = (Vec::new(), Vec::new());
    while !open.is_empty() {
        let sink = open.iter().position(|&node| out[node] == 0 && into[node] > 0);
        let source = || open.iter().position(|&node| into[node] == 0);
        let most = || (0..open.len()).max_by_key(|&at| (out[open[at]] - into[open[at]], std::cmp::Reverse(at)));
        let Some(at) = sink.or_else(source).or_else(most) else { break };
        let node = open.remove(at);
        for &(other, outward) in &neighbors[node] {
            if outward { into[other] -= 1 } else { out[other] -= 1 }
        }
        if sink.is_some() { last.push(node) } else { first.push(node) }
    }
    last.reverse();
    first.extend(last);
    let mut place = vec![0; nodes];
    for (at, node) in first.into_iter().enumerate() {
        place[node] = at;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::layout::{PlanBox, Size};

    fn check(frames: &[Option<usize>], lines: &[(usize, usize)], turn: Turn, expected: &[bool]) {
        let boxes = frames.iter().map(|&frame| PlanBox { size: Size::default(), frame }).collect();
        let line = |&(source, target): &(usize, usize)| PlanLine { source, target, label: None, tie: false };
        let lines = lines.iter().map(line).collect();
        let plan = Plan { boxes, lines, frames: vec![Size::default(); 2], ..Plan::default() };
        assert_eq!(backward(&plan, turn), expected);
    }

    #[test]
    fn only_what_runs_against_the_order_is_turned() {
        let (a, b) = (Some(0), Some(1));
        check(&[a, a, b], &[(0, 2), (1, 2), (2, 0)], Turn::Frames, &[false, false, true]);
        check(&[a, a, b], &[(0, 2), (1, 2), (2, 0)], Turn::None, &[false, false, false]);
        check(&[a, a, b], &[(0, 1), (1, 0), (0, 2)], Turn::Frames, &[false, false, false]);
        check(&[None, None], &[(0, 1), (1, 0), (0, 1)], Turn::All, &[false, true, false]);
        check(&[None, None], &[(0, 1), (1, 0), (0, 1)], Turn::Frames, &[false, false, false]);
        check(&[None, None], &[(0, 0)], Turn::All, &[false]);
    }
}
