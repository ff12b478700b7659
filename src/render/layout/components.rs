//! Takes a plan apart into pieces that no line or frame joins, and packs the pieces side by side.

use super::geometry::{Point, Rect};
use super::{Placed, Plan};

/// Room between pieces.
const GAP: f64 = 40.0;

/// A part of a plan that can be laid out alone.
pub(super) struct Piece {
    pub plan: Plan,
    boxes: Vec<usize>,
    lines: Vec<usize>,
    frames: Vec<usize>,
}

/// Takes a plan apart; largest pieces first.
pub(super) fn split(plan: &Plan) -> Vec<Piece> {
    let mut roots: Vec<usize> = (0..plan.boxes.len() + plan.frames.len()).collect();
    fn root(roots: &mut [usize], mut at: usize) -> usize {
        while roots[at] != at {
            roots[at] = roots[roots[at]];
            at = roots[at];
        }
        at
    }
    let framed = plan.boxes.iter().enumerate();
    let framed = framed.filter_map(|(at, found)| Some((at, plan.boxes.len() + found.frame?)));
    for (a, b) in plan.lines.iter().map(|line| (line.source, line.target)).chain(framed) {
        let (a, b) = (root(&mut roots, a), root(&mut roots, b));
        roots[a.max(b)] = a.min(b);
    }
    let mut at_root: Vec<Option<usize>> = vec![None; roots.len()];
    let mut pieces: Vec<Piece> = Vec::new();
    let mut place = vec![0; plan.boxes.len()];
    let mut frame_place = vec![None; plan.frames.len()];
    for (at, found) in plan.boxes.iter().enumerate() {
        let root = root(&mut roots, at);
        let index = *at_root[root].get_or_insert_with(|| {
            let plan = Plan { direction: plan.direction, ..Plan::default() };
            pieces.push(Piece { plan, boxes: Vec::new(), lines: Vec::new(), frames: Vec::new() });
            pieces.len() - 1
        });
        let piece = &mut pieces[index];
        let mut found = *found;
        if let Some(frame) = found.frame {
            found.frame = Some(*frame_place[frame].get_or_insert_with(|| {
                piece.plan.frames.push(plan.frames[frame]);
                piece.frames.push(frame);
                piece.frames.len() - 1
            }));
        }
        place[at] = piece.boxes.len();
        piece.boxes.push(at);
        piece.plan.boxes.push(found);
    }
    for (at, line) in plan.lines.iter().enumerate() {
        let index = at_root[root(&mut roots, line.source)].unwrap_or(0);
        let piece = &mut pieces[index];
        piece.lines.push(at);
        let mut line = *line;
        (line.source, line.target) = (place[line.source], place[line.target]);
        piece.plan.lines.push(line);
    }
    pieces.sort_by_key(|piece| std::cmp::Reverse((piece.boxes.len(), piece.lines.len())));
    pieces
}

/// Puts laid-out pieces side by side in rows, so that the whole is about `aspect` times as wide as high.
pub(super) fn pack(plan: &Plan, pieces: &[(Piece, Placed)], aspect: f64) -> Placed {
    let bounds: Vec<Rect> = pieces.iter().map(|(piece, placed)| placed.bounds(&piece.plan)).collect();
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|&a, &b| bounds[b].height.total_cmp(&bounds[a].height).then(a.cmp(&b)));
    let widest = bounds.iter().map(|bounds| bounds.width).fold(0.0, f64::max);
    let total: f64 = bounds.iter().map(|bounds| bounds.width + GAP).sum();
    // Of some widths of a row, the one whose picture comes nearest to the wanted form in the least room.
    let tries = (0..12).map(|step| widest + (total - widest) * f64::from(step * step) / 121.0);
    let rate = |width: f64| {
        let size = shelves(&order, &bounds, width).1;
        (size.x.max(size.y * aspect), width)
    };
    let best = tries.map(rate).min_by(|a, b| a.0.total_cmp(&b.0)).map_or(widest, |(_, width)| width);
    let (corners, _) = shelves(&order, &bounds, best);
    let mut all = Placed {
        boxes: vec![Point::default(); plan.boxes.len()],
        lines: vec![Vec::new(); plan.lines.len()],
        labels: vec![None; plan.lines.len()],
        frames: vec![None; plan.frames.len()],
        titles: vec![None; plan.frames.len()],
    };
    for (at, (piece, placed)) in pieces.iter().enumerate() {
        let mut placed = placed.clone();
        placed.shift(corners[at].minus(Point::new(bounds[at].left, bounds[at].top)));
        for (&to, from) in piece.boxes.iter().zip(placed.boxes) {
            all.boxes[to] = from;
        }
        for (&to, (line, label)) in piece.lines.iter().zip(placed.lines.into_iter().zip(placed.labels)) {
            (all.lines[to], all.labels[to]) = (line, label);
        }
        for (&to, (frame, title)) in piece.frames.iter().zip(placed.frames.into_iter().zip(placed.titles)) {
            (all.frames[to], all.titles[to]) = (frame, title);
        }
    }
    all
}

/// Fills rows of this width from the left; low pieces stack in what is left of the height of a row.
fn shelves(order: &[usize], bounds: &[Rect], width: f64) -> (Vec<Point>, Point) {
    let mut corners = vec![Point::default(); bounds.len()];
    let mut end = Point::default();
    let (mut top, mut height) = (0.0, 0.0_f64);
    // The open column of the row: where it starts, how wide it is, how far it is filled.
    let (mut left, mut column, mut filled) = (0.0, 0.0_f64, 0.0);
    for &at in order {
        let size = &bounds[at];
        let stacks = filled > 0.0 && filled + GAP + size.height <= height && left + size.width.max(column) <= width;
        if stacks {
            filled += GAP;
        } else {
            if column > 0.0 {
                left += column + GAP;
            }
            (column, filled) = (0.0, 0.0);
            if left > 0.0 && left + size.width > width {
                top += height + GAP;
                (left, height) = (0.0, 0.0);
            }
        }
        corners[at] = Point::new(left, top + filled);
        filled += size.height;
        column = column.max(size.width);
        height = height.max(filled);
        end = Point::new(end.x.max(left + column), end.y.max(top + height));
    }
    (corners, end)
}

#[cfg(test)]
mod tests {
    use super::super::{PlanBox, PlanLine, Size};
    use super::*;

    fn plan(frames: &[Option<usize>], lines: &[(usize, usize)]) -> Plan {
        let size = Size { width: 60.0, height: 30.0 };
        let line = |&(source, target): &(usize, usize)| PlanLine { source, target, label: None, tie: false };
        Plan {
            boxes: frames.iter().map(|&frame| PlanBox { size, frame }).collect(),
            lines: lines.iter().map(line).collect(),
            frames: vec![Size::default(); 2],
            ..Plan::default()
        }
    }

    #[test]
    fn lines_and_frames_hold_pieces_together() {
        let sizes = |frames: &[Option<usize>], lines: &[(usize, usize)]| {
            split(&plan(frames, lines)).iter().map(|piece| piece.boxes.len()).collect::<Vec<_>>()
        };
        assert_eq!(sizes(&[None; 5], &[(0, 3), (4, 2)]), [2, 2, 1]);
        assert_eq!(sizes(&[Some(1), None, Some(1), Some(0)], &[(3, 1)]), [2, 2]);
        assert_eq!(sizes(&[None; 3], &[(0, 1), (1, 2), (2, 0), (1, 1)]), [3]);
        assert!(sizes(&[], &[]).is_empty());
    }

    #[test]
    fn packed_pieces_do_not_overlap() {
        let whole = plan(&[None; 23], &[]);
        let at_start = |piece: Piece| {
            let placed = Placed { boxes: vec![Point::default()], ..Placed::default() };
            (piece, placed)
        };
        let pieces: Vec<(Piece, Placed)> = split(&whole).into_iter().map(at_start).collect();
        let placed = pack(&whole, &pieces, 1.5);
        let report = super::super::Report::new(&whole, &placed);
        assert_eq!(report.box_overlaps, 0);
        assert!(report.size.width < 3.0 * report.size.height, "{report}");
    }
}
