//! Where everything of a picture stands.
//!
//! Reads: a [`Plan`]: sizes of boxes and labels, which lines join them, which frames hold them. Gives: a [`Placed`].
//! Does not: know actors, colors or text. Every engine stands behind [`Layout`], so that one can be put in another's
//! place and their results be compared ([`Report`]).

mod builtin;
mod components;
mod curve;
mod elk;
mod geometry;
mod graphviz;
mod order;
mod report;
mod straighten;

pub use builtin::Builtin;
pub use geometry::{Point, Rect, Size};
pub use graphviz::Graphviz;
pub use report::Report;

pub(super) use curve::{flatten, shorten};

use super::RenderError;

/// Where the title of a frame stands, from its upper left corner.
const INSET: Point = Point { x: 10.0, y: 5.0 };
/// By how much a title is moved to come off a line, and how far it then stands from it.
const STEP: f64 = 4.0;
const TITLE_ROOM: f64 = 3.0;

/// Which way lines run first of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Direction {
    /// Whichever gives the better picture.
    #[default]
    Auto,
    /// From top to bottom.
    Down,
    /// From left to right.
    Right,
}

/// What is to be laid out. Lengths are in points.
///
/// ```
/// use demarche::render::layout::{Builtin, Layout, Plan, PlanBox, PlanLine, Size};
/// let side = PlanBox { size: Size { width: 80.0, height: 30.0 }, frame: None };
/// let line = PlanLine { source: 0, target: 1, label: Some(Size { width: 60.0, height: 14.0 }), tie: false };
/// let plan = Plan { boxes: vec![side; 2], lines: vec![line], ..Plan::default() };
/// let placed = Builtin::default().lay_out(&plan)?;
/// assert_eq!((placed.boxes.len(), placed.labels.len()), (2, 1));
/// # Ok::<(), demarche::render::RenderError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The nodes.
    pub boxes: Vec<PlanBox>,
    /// The edges; those whose ends are no boxes are an error.
    pub lines: Vec<PlanLine>,
    /// The frames, by the size of their titles.
    pub frames: Vec<Size>,
    /// Which way lines run.
    pub direction: Direction,
}

/// A node to be placed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanBox {
    /// How large it is.
    pub size: Size,
    /// Index of the frame that holds it.
    pub frame: Option<usize>,
}

/// A line to be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanLine {
    /// Index of the box where it starts.
    pub source: usize,
    /// Index of the box where it ends.
    pub target: usize,
    /// How large its label is, with the room around it.
    pub label: Option<Size>,
    /// Whether it is better short than straight: a standing tie, drawn faintly.
    pub tie: bool,
}

/// Where everything of a plan stands; one entry for each of the plan's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placed {
    /// Centers of the boxes.
    pub boxes: Vec<Point>,
    /// Lines as cubic Bézier curves: a start, then three points for each piece.
    pub lines: Vec<Vec<Point>>,
    /// Centers of the labels, where there is one.
    pub labels: Vec<Option<Point>>,
    /// The frames; none where an engine draws none or nothing is in it.
    pub frames: Vec<Option<Rect>>,
    /// The titles of the frames.
    pub titles: Vec<Option<Rect>>,
}

/// An engine that lays plans out.
pub trait Layout {
    /// Its name, for messages.
    fn name(&self) -> &str;

    /// Places everything of a plan. The same plan gives the same places.
    ///
    /// # Errors
    /// Where the engine fails, gives no usable answer, or the plan names boxes or frames that it does not have.
    fn lay_out(&self, plan: &Plan) -> Result<Placed, RenderError>;
}

impl Plan {
    /// Says what is wrong with the plan, if anything.
    fn fault(&self) -> Option<&'static str> {
        let boxes = self.boxes.len();
        if self.lines.iter().any(|line| line.source >= boxes || line.target >= boxes) {
            return Some("a line has an end that is no box");
        }
        if self.boxes.iter().any(|found| found.frame.is_some_and(|frame| frame >= self.frames.len())) {
            return Some("a box stands in a frame that there is not");
        }
        let sizes = self.boxes.iter().map(|found| found.size).chain(self.frames.iter().copied());
        let mut sizes = sizes.chain(self.lines.iter().filter_map(|line| line.label));
        sizes.any(|size| !size.is_usable()).then_some("a size is no number or too large")
    }
}

impl Placed {
    /// Says what is missing in the answer of an engine, if anything.
    fn fault(&self, plan: &Plan) -> Option<&'static str> {
        if self.boxes.len() != plan.boxes.len() || self.lines.len() != plan.lines.len() {
            return Some("a box or line has no place");
        }
        if self.lines.iter().any(|line| line.len() < 4 || line.len() % 3 != 1) {
            return Some("a line has no route");
        }
        let labels = self.labels.iter().zip(&plan.lines);
        if self.labels.len() != plan.lines.len()
            || labels.clone().any(|(at, line)| at.is_none() && line.label.is_some())
        {
            return Some("a label has no place");
        }
        let points = self.boxes.iter().chain(self.lines.iter().flatten()).chain(self.labels.iter().flatten());
        let frames = self.frames.iter().flatten().flat_map(Rect::corners).collect::<Vec<_>>();
        points.chain(&frames).any(|point| !point.is_finite()).then_some("a place is no number")
    }

    /// Gives the area that everything takes.
    pub fn bounds(&self, plan: &Plan) -> Rect {
        let boxes = self.boxes.iter().zip(&plan.boxes).map(|(at, found)| Rect::around(*at, found.size));
        let labels =
            self.labels.iter().zip(&plan.lines).filter_map(|(at, line)| Some(Rect::around((*at)?, line.label?)));
        let curves = self.lines.iter().flatten().map(|point| Rect::around(*point, Size::default()));
        let all = boxes.chain(labels).chain(curves).chain(self.frames.iter().flatten().copied());
        all.reduce(Rect::join).unwrap_or_default()
    }

    /// Puts the titles into the upper left corners of the frames, or further to the right where lines run there, or to
    /// the lower side where there is room.
    fn place_titles(&mut self, plan: &Plan) {
        let lines: Vec<Vec<Point>> = self.lines.iter().map(|line| flatten(line)).collect();
        let boxes = self.boxes.iter().zip(&plan.boxes).map(|(at, found)| Rect::around(*at, found.size));
        let labels =
            self.labels.iter().zip(&plan.lines).filter_map(|(at, line)| Some(Rect::around((*at)?, line.label?)));
        let taken: Vec<Rect> = boxes.chain(labels).collect();
        let place = |(frame, title): (&Option<Rect>, &Size)| {
            let frame = (*frame)?;
            let Size { width, height } = *title;
            let first = Rect { left: frame.left + INSET.x, top: frame.top + INSET.y, width, height };
            let near: Vec<(Point, Point)> = lines
                .iter()
                .flat_map(|line| line.windows(2).map(|ends| (ends[0], ends[1])))
                .filter(|(a, b)| frame.is_crossed(*a, *b))
                .collect();
            let steps = ((frame.width - width - 2.0 * INSET.x).max(0.0) / STEP) as usize;
            let row =
                |top: f64| (0..=steps).map(move |step| Rect { left: first.left + step as f64 * STEP, top, ..first });
            let free = |place: &Rect| {
                let place = place.grown(TITLE_ROOM);
                !near.iter().any(|(a, b)| place.is_crossed(*a, *b)) && !taken.iter().any(|rect| rect.overlaps(&place))
            };
            Some(row(first.top).chain(row(frame.bottom() - INSET.y - height)).find(free).unwrap_or(first))
        };
        self.titles = self.frames.iter().zip(&plan.frames).map(place).collect();
    }

    /// Moves everything.
    fn shift(&mut self, by: Point) {
        let points =
            self.boxes.iter_mut().chain(self.lines.iter_mut().flatten()).chain(self.labels.iter_mut().flatten());
        for point in points {
            *point = point.plus(by);
        }
        for frame in self.frames.iter_mut().chain(&mut self.titles).flatten() {
            frame.left += by.x;
            frame.top += by.y;
        }
    }
}
