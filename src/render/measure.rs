//! From a scene to a plan: how large everything is.

use super::font::{Font, Weight};
use super::layout::{Direction, Plan, PlanBox, PlanLine, Size};
use super::scene::{Edge, Line, Node, Scene, Shape};
use super::words::{DETAIL_SIZE, TITLE_SIZE, Words, frame_title};

/// Height of a line of text, in parts of its size.
pub(super) const LEADING: f64 = 1.25;
/// Font sizes of edge labels.
pub(super) const LABEL_SIZE: f64 = 10.0;
pub(super) const TIE_SIZE: f64 = 9.0;
/// Room on both sides of an edge's label.
const LABEL_ROOM: f64 = 5.0;
/// An ellipse around a rectangle is larger by the root of two; a little less, since text leaves its corners free.
const ELLIPSE: f64 = 1.34;
/// How far the corners of an octagon are cut, at most.
pub(super) const CORNER: f64 = 12.0;

impl Scene {
    /// Measures everything of the scene: what a [`Layout`](super::layout::Layout) needs.
    ///
    /// Edges whose ends are no nodes of the scene, and frames that there are not, are an error of the layout.
    ///
    /// ```
    /// use demarche::{ActorGraph, relations::Ontology};
    /// use demarche::render::{Options, Scene, layout::Direction};
    /// let scene = Scene::new(&ActorGraph::new(Ontology::builtin()), &Options::default());
    /// assert!(scene.plan(Direction::Auto).boxes.is_empty());
    /// ```
    pub fn plan(&self, direction: Direction) -> Plan {
        let font = Font::new();
        let mut ends = vec![0_u32; self.nodes.len()];
        for end in self.edges.iter().flat_map(|edge| [edge.source, edge.target]) {
            if let Some(count) = ends.get_mut(end) {
                *count += 1;
            }
        }
        let line = |edge: &Edge| PlanLine {
            source: edge.source,
            target: edge.target,
            label: label(edge, &font),
            tie: edge.line == Line::Dotted,
        };
        Plan {
            boxes: self
                .nodes
                .iter()
                .zip(ends)
                .map(|(node, ends)| PlanBox { size: roomy(node_size(node, &font), ends), frame: node.side })
                .collect(),
            lines: self.edges.iter().map(line).collect(),
            frames: self.sides.iter().map(|side| title_size(&side.label, &font)).collect(),
            direction,
        }
    }
}

pub(super) fn node_size(node: &Node, font: &Font) -> Size {
    let words = Words::of(node, font);
    let widest = |lines: &[String], size: f64, weight: Weight| {
        lines.iter().map(|line| font.width(line, size, weight)).fold(0.0, f64::max)
    };
    let name = widest(&words.name, words.size, Weight::Bold);
    let width = name.max(widest(&words.detail, DETAIL_SIZE, Weight::Regular));
    let height = text_height(&words);
    let (width, height) = match node.shape {
        Shape::Solid => (width + 32.0, height + 18.0),
        Shape::Octagon => (width + 2.0 * CORNER + 6.0, height + 14.0),
        Shape::Ellipse => (width * ELLIPSE + 10.0, height * ELLIPSE + 10.0),
        Shape::Rounded | Shape::Box => (width + 22.0, height + 13.0),
    };
    Size { width: width.max(44.0).ceil(), height: height.ceil() }
}

/// Makes a node large enough that the lines at it stand apart and their heads do not meet, most of them on one side.
fn roomy(size: Size, ends: u32) -> Size {
    let side = |room: f64, most: f64| (f64::from(ends) * room).min(most);
    Size { width: size.width.max(side(11.0, 300.0)), height: size.height.max(side(8.0, 160.0)) }
}

pub(super) fn text_height(words: &Words) -> f64 {
    (words.name.len() as f64 * words.size + words.detail.len() as f64 * DETAIL_SIZE) * LEADING
}

/// The font size of an edge's label.
pub(super) fn label_size(edge: &Edge) -> f64 {
    if edge.line == Line::Dotted { TIE_SIZE } else { LABEL_SIZE }
}

fn label(edge: &Edge, font: &Font) -> Option<Size> {
    let size = label_size(edge);
    let width = font.width(&edge.label, size, Weight::Regular);
    (width > 0.0).then(|| Size { width: (width + 2.0 * LABEL_ROOM).ceil(), height: (size * LEADING + 3.0).ceil() })
}

fn title_size(title: &str, font: &Font) -> Size {
    let width = font.width(&frame_title(title, font), TITLE_SIZE, Weight::Bold);
    Size { width: width.ceil(), height: (TITLE_SIZE * LEADING).ceil() }
}
