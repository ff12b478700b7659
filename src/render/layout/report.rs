//! How well something is laid out, in numbers.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::curve::flatten;
use super::geometry::{Point, Rect, Size, cross};
use super::{Placed, Plan};

/// Side of a cell in which lines are looked up.
const CELL: f64 = 60.0;
/// Touching by less than this is no overlap.
const TOUCH: f64 = 1.0;
/// Ends nearer than this cannot be told apart.
const CROWD: f64 = 7.0;
/// The room around the text that belongs to the size of a label.
const ROOM: f64 = 2.0;

/// Counts of what makes a picture hard to read; less is better in all of them.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Report {
    /// Places where two lines cross.
    pub crossings: usize,
    /// Pairs of boxes that overlap.
    pub box_overlaps: usize,
    /// Pairs of labels that overlap, and labels over boxes.
    pub label_overlaps: usize,
    /// Lines that run through a box where they neither start nor end.
    pub lines_through_boxes: usize,
    /// Lines that run over another line's label.
    pub lines_over_labels: usize,
    /// Lines that run over the title of a frame.
    pub lines_over_titles: usize,
    /// Boxes that lie in or across a frame that is not theirs.
    pub strangers: usize,
    /// Pairs of ends of lines that nearly touch.
    pub crowded_ends: usize,
    /// Mean distance from the center of a label to its line, in points.
    pub label_distance: f64,
    /// All lines together, in points.
    pub length: f64,
    /// How large the picture is, in points.
    pub size: Size,
}

impl Report {
    /// Judges places. Cost: about linear in the length of the lines, quadratic in the boxes.
    pub fn new(plan: &Plan, placed: &Placed) -> Report {
        let lines: Vec<Vec<Point>> = placed.lines.iter().map(|line| flatten(line)).collect();
        let grid = Grid::new(&lines);
        let boxes: Vec<Rect> =
            placed.boxes.iter().zip(&plan.boxes).map(|(at, found)| Rect::around(*at, found.size)).collect();
        let labels: Vec<(usize, Rect)> = placed.labels.iter().zip(&plan.lines).enumerate().filter_map(label).collect();
        let others =
            |at: usize, rect: &Rect| grid.over(&rect.grown(-TOUCH)).into_iter().filter(|line| *line != at).count();
        let not_ends = |at: usize, rect: &Rect| {
            let crossing = grid.over(&rect.grown(-TOUCH)).into_iter();
            crossing.filter(|line| plan.lines[*line].source != at && plan.lines[*line].target != at).count()
        };
        let bounds = placed.bounds(plan);
        let near = |(line, rect): &(usize, Rect)| {
            let center = Point::new(rect.left + rect.width / 2.0, rect.top + rect.height / 2.0);
            lines[*line].windows(2).map(|ends| center.distance_to(ends[0], ends[1])).fold(f64::INFINITY, f64::min)
        };
        Report {
            crossings: grid.crossings(),
            box_overlaps: pairs(&boxes),
            label_overlaps: pairs(&labels.iter().map(|(_, rect)| *rect).collect::<Vec<_>>())
                + labels
                    .iter()
                    .map(|(_, label)| boxes.iter().filter(|found| found.grown(-TOUCH).overlaps(label)).count())
                    .sum::<usize>(),
            lines_through_boxes: boxes.iter().enumerate().map(|(at, rect)| not_ends(at, rect)).sum(),
            lines_over_labels: labels.iter().map(|(at, rect)| others(*at, rect)).sum(),
            lines_over_titles: placed.titles.iter().flatten().map(|title| grid.over(title).len()).sum(),
            strangers: strangers(plan, placed, &boxes),
            crowded_ends: crowded(&placed.lines),
            label_distance: labels.iter().map(near).sum::<f64>() / labels.len().max(1) as f64,
            length: lines.iter().flat_map(|line| line.windows(2)).map(|ends| ends[0].distance(ends[1])).sum(),
            size: Size { width: bounds.width, height: bounds.height },
        }
    }

    /// Everything that hides something: overlaps, lines through boxes and over labels.
    pub fn hits(&self) -> usize {
        self.box_overlaps + self.label_overlaps + self.lines_through_boxes + self.lines_over_labels + self.strangers
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Size { width, height } = self.size;
        write!(
            f,
            "crossings {}, overlaps: boxes {}, labels {}; lines through boxes {}, over labels {}, over titles {}; \
             strangers in frames {}; label distance {:.1}, {width:.0} x {height:.0}",
            self.crossings,
            self.box_overlaps,
            self.label_overlaps,
            self.lines_through_boxes,
            self.lines_over_labels,
            self.lines_over_titles,
            self.strangers,
            self.label_distance,
        )
    }
}

fn label((line, (at, of)): (usize, (&Option<Point>, &super::PlanLine))) -> Option<(usize, Rect)> {
    let size = of.label?;
    let size = Size { width: (size.width - 2.0 * ROOM).max(0.0), height: (size.height - ROOM).max(0.0) };
    Some((line, Rect::around((*at)?, size)))
}

fn pairs(rects: &[Rect]) -> usize {
    let overlaps = |at: usize, rect: &Rect| {
        let inner = rect.grown(-TOUCH);
        rects[at + 1..].iter().filter(|other| inner.overlaps(other)).count()
    };
    rects.iter().enumerate().map(|(at, rect)| overlaps(at, rect)).sum()
}

fn crowded(lines: &[Vec<Point>]) -> usize {
    let mut ends: Vec<Point> = lines.iter().flat_map(|line| [line.first(), line.last()]).flatten().copied().collect();
    ends.sort_by(|a, b| a.x.total_cmp(&b.x));
    let near = |at: usize, end: &Point| {
        let next = ends[at + 1..].iter().take_while(|other| other.x - end.x < CROWD);
        next.filter(|other| other.distance(*end) < CROWD).count()
    };
    ends.iter().enumerate().map(|(at, end)| near(at, end)).sum()
}

fn strangers(plan: &Plan, placed: &Placed, boxes: &[Rect]) -> usize {
    let frames = placed.frames.iter().enumerate().filter_map(|(at, frame)| Some((at, (*frame)?)));
    let inside = |(at, frame): (usize, Rect)| {
        let all = boxes.iter().zip(&plan.boxes);
        all.filter(|(rect, found)| found.frame != Some(at) && frame.grown(-TOUCH).overlaps(rect)).count()
    };
    frames.map(inside).sum()
}

/// The segments of all lines, by the cells that they touch.
struct Grid {
    cells: HashMap<(i64, i64), Vec<(usize, usize)>>,
    segments: Vec<Vec<(Point, Point)>>,
}

impl Grid {
    fn new(lines: &[Vec<Point>]) -> Self {
        let segments: Vec<Vec<(Point, Point)>> =
            lines.iter().map(|line| line.windows(2).map(|ends| (ends[0], ends[1])).collect()).collect();
        let mut cells: HashMap<(i64, i64), Vec<(usize, usize)>> = HashMap::new();
        for (line, found) in segments.iter().enumerate() {
            for (at, &(a, b)) in found.iter().enumerate() {
                for cell in cells_of(a, b) {
                    cells.entry(cell).or_default().push((line, at));
                }
            }
        }
        Grid { cells, segments }
    }

    fn segment(&self, (line, at): (usize, usize)) -> (Point, Point) {
        self.segments[line][at]
    }

    fn crossings(&self) -> usize {
        let mut found = HashSet::new();
        for cell in self.cells.values() {
            for (at, &one) in cell.iter().enumerate() {
                for &other in cell[at + 1..].iter().filter(|other| other.0 != one.0) {
                    let ((a, b), (c, d)) = (self.segment(one), self.segment(other));
                    if cross(a, b, c, d) {
                        found.insert((one.min(other), one.max(other)));
                    }
                }
            }
        }
        found.len()
    }

    /// The lines that run through a rectangle.
    fn over(&self, rect: &Rect) -> HashSet<usize> {
        let corner = Point::new(rect.right(), rect.bottom());
        let near = cells_of(Point::new(rect.left, rect.top), corner).filter_map(|cell| self.cells.get(&cell)).flatten();
        let mut found = HashSet::new();
        for &one in near {
            let (a, b) = self.segment(one);
            if !found.contains(&one.0) && rect.is_crossed(a, b) {
                found.insert(one.0);
            }
        }
        found
    }
}

/// The cells that the rectangle between two points touches.
fn cells_of(a: Point, b: Point) -> impl Iterator<Item = (i64, i64)> {
    let range = |a: f64, b: f64| (a.min(b) / CELL).floor() as i64..=(a.max(b) / CELL).floor() as i64;
    let rows = range(a.y, b.y);
    range(a.x, b.x).flat_map(move |column| rows.clone().map(move |row| (column, row)))
}

#[cfg(test)]
mod tests {
    use super::super::{PlanBox, PlanLine};
    use super::*;

    /// Boxes of 20 x 20 at these places; straight lines between them, labels of 14 x 12 at their middles.
    fn report(boxes: &[(f64, f64)], lines: &[(usize, usize)]) -> Report {
        let size = Size { width: 20.0, height: 20.0 };
        let at: Vec<Point> = boxes.iter().map(|&(x, y)| Point::new(x, y)).collect();
        let label = Some(Size { width: 14.0, height: 12.0 });
        let plan = Plan {
            boxes: vec![PlanBox { size, frame: None }; boxes.len()],
            lines: lines.iter().map(|&(source, target)| PlanLine { source, target, label, tie: false }).collect(),
            ..Plan::default()
        };
        let straight = |&(from, to): &(usize, usize)| vec![at[from], at[from], at[to], at[to]];
        let middle = |&(from, to): &(usize, usize)| Some(at[from].plus(at[to]).times(0.5));
        let placed = Placed {
            lines: lines.iter().map(straight).collect(),
            labels: lines.iter().map(middle).collect(),
            boxes: at.clone(),
            ..Placed::default()
        };
        Report::new(&plan, &placed)
    }

    #[test]
    fn a_clear_picture_has_no_hits() {
        let report = report(&[(0.0, 0.0), (200.0, 0.0), (0.0, 100.0), (200.0, 100.0)], &[(0, 1), (2, 3)]);
        assert_eq!((report.crossings, report.hits()), (0, 0));
        assert_eq!(report.size, Size { width: 220.0, height: 120.0 });
        assert!(report.label_distance < 1e-9 && (report.length - 400.0).abs() < 1e-9);
    }

    #[test]
    fn each_fault_is_counted() {
        let crossed = report(&[(0.0, 0.0), (300.0, 200.0), (0.0, 200.0), (240.0, 0.0)], &[(0, 1), (2, 3)]);
        assert_eq!((crossed.crossings, crossed.hits()), (1, 0));
        let through = report(&[(0.0, 0.0), (400.0, 0.0), (300.0, 0.0)], &[(0, 1)]);
        assert_eq!(through.lines_through_boxes, 1);
        let over = report(&[(0.0, 0.0), (200.0, 200.0), (200.0, 0.0), (0.0, 200.0)], &[(0, 1), (2, 3)]);
        assert_eq!((over.lines_over_labels, over.label_overlaps), (2, 1));
        assert_eq!(report(&[(0.0, 0.0), (10.0, 10.0), (50.0, 50.0)], &[]).box_overlaps, 1);
    }
}
