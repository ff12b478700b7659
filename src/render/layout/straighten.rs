//! Takes out the small steps that orthogonal lines make just before a box: the line moves along the side instead.

use super::Plan;
use super::geometry::Point;

/// Steps up to this width are taken out.
const STEP: f64 = 14.0;
const NUDGE: f64 = 4.0;
/// Ends keep this distance from each other and from the corners.
const APART: f64 = 10.0;

/// An end of a line at a box: which line, whether it is the target's end, where it is along the side, where it would be.
struct End {
    line: usize,
    at_target: bool,
    now: f64,
    wanted: f64,
}

/// Straightens the ends of polylines at all boxes, where the ends at one side stay in order, apart, and off its corners.
pub(super) fn straighten(plan: &Plan, boxes: &[Point], lines: &mut [Vec<Point>]) {
    let mut sides: Vec<[Vec<End>; 4]> = boxes.iter().map(|_| Default::default()).collect();
    for (line, (points, planned)) in lines.iter().zip(&plan.lines).enumerate() {
        for (at_target, at) in [(false, planned.source), (true, planned.target)] {
            if let Some((side, now, wanted)) = end(plan, boxes, points, at, at_target) {
                sides[at][side].push(End { line, at_target, now, wanted });
            }
        }
    }
    for (at, sides) in sides.iter_mut().enumerate() {
        for (side, ends) in sides.iter_mut().enumerate() {
            let size = plan.boxes[at].size;
            let (center, half) =
                if side < 2 { (boxes[at].x, size.width / 2.0) } else { (boxes[at].y, size.height / 2.0) };
            ends.sort_by(|a, b| a.now.total_cmp(&b.now));
            while let Some(worst) = misplaced(ends, center, half - APART) {
                ends[worst].wanted = ends[worst].now;
            }
            for end in ends.iter().filter(|end| end.wanted != end.now) {
                shift(&mut lines[end.line], end.at_target, side < 2, end.wanted);
            }
        }
    }
}

/// Of the ends that are to move and then stand at a corner or too near to the next one, the one that moves farthest.
fn misplaced(ends: &[End], center: f64, reach: f64) -> Option<usize> {
    let outside = |end: &End| (end.wanted - center).abs() > reach;
    let close = |at: usize| ends.get(at..at + 2).is_some_and(|two| two[1].wanted - two[0].wanted < APART);
    let bad = |at: usize| outside(&ends[at]) || close(at) || at.checked_sub(1).is_some_and(close);
    let way = |at: usize| (ends[at].wanted - ends[at].now).abs();
    (0..ends.len()).filter(|&at| way(at) > 0.0 && bad(at)).max_by(|&a, &b| way(a).total_cmp(&way(b)))
}

/// Which side of the box a line ends at (0 top, 1 bottom, 2 left, 3 right), where along it, and where without a step.
fn end(plan: &Plan, boxes: &[Point], points: &[Point], at: usize, at_target: bool) -> Option<(usize, f64, f64)> {
    let from_end =
        |back: usize| points.get(if at_target { points.len().checked_sub(back + 1)? } else { back }).copied();
    let (end, next) = (from_end(0)?, from_end(1)?);
    let (away, size) = (end.minus(boxes[at]), plan.boxes[at].size);
    let upright = (end.x - next.x).abs() < 0.1;
    let side = match (upright, away.y < 0.0, away.x < 0.0) {
        (true, true, _) if (away.y.abs() - size.height / 2.0).abs() < 1.0 => 0,
        (true, false, _) if (away.y.abs() - size.height / 2.0).abs() < 1.0 => 1,
        (false, _, true) if (away.x.abs() - size.width / 2.0).abs() < 1.0 => 2,
        (false, _, false) if (away.x.abs() - size.width / 2.0).abs() < 1.0 => 3,
        _ => return None,
    };
    let now = if upright { end.x } else { end.y };
    let before = from_end(2).zip(from_end(3)).filter(|(step, before)| {
        // The step runs along the side, and the line goes on away from the box behind it.
        if upright {
            (step.y - next.y).abs() < 0.1 && (step.x - before.x).abs() < 0.1 && (before.y - step.y) * away.y > 0.0
        } else {
            (step.x - next.x).abs() < 0.1 && (step.y - before.y).abs() < 0.1 && (before.x - step.x) * away.x > 0.0
        }
    });
    let wanted = before.map(|(step, _)| if upright { step.x } else { step.y });
    // A line of a single step moves one of its ends, and only so far that its label stays on it.
    let most = match (points.len() > 4, at_target) {
        (true, _) => STEP,
        (false, true) => NUDGE,
        (false, false) => 0.0,
    };
    Some((side, now, wanted.filter(|wanted| (wanted - now).abs() <= most).unwrap_or(now)))
}

/// Moves the end of a line to `to`, without the step before it.
fn shift(points: &mut Vec<Point>, at_target: bool, upright: bool, to: f64) {
    if at_target {
        points.reverse();
    }
    if points.len() > 3 {
        let mut end = points[0];
        if upright {
            end.x = to
        } else {
            end.y = to
        }
        points.splice(0..3, [end]);
    }
    if at_target {
        points.reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PlanBox, PlanLine, Size};
    use super::*;

    /// A line from (0, 0) down to a box of 60 x 20 at (x, 100), with a step before it; where it ends.
    fn check(x: f64, width: f64, expected: &[(f64, f64)]) {
        let found = PlanBox { size: Size { width, height: 20.0 }, frame: None };
        let line = PlanLine { source: 0, target: 1, label: None, tie: false };
        let plan = Plan { boxes: vec![found; 2], lines: vec![line], ..Plan::default() };
        let boxes = [Point::new(-40.0, 0.0), Point::new(x, 100.0)];
        let corners = [(-40.0, 10.0), (-40.0, 40.0), (0.0, 40.0), (0.0, 80.0), (x, 80.0), (x, 90.0)];
        let mut lines = vec![corners.map(|(x, y)| Point::new(x, y)).to_vec()];
        straighten(&plan, &boxes, &mut lines);
        assert_eq!(lines[0].iter().map(|point| (point.x, point.y)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn only_small_steps_go() {
        check(6.0, 60.0, &[(-40.0, 10.0), (-40.0, 40.0), (0.0, 40.0), (0.0, 90.0)]);
        let kept = |x: f64| [(-40.0, 10.0), (-40.0, 40.0), (0.0, 40.0), (0.0, 80.0), (x, 80.0), (x, 90.0)];
        check(30.0, 80.0, &kept(30.0));
        check(6.0, 20.0, &kept(6.0));
    }
}
