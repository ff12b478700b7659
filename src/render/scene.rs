use super::{EdgeColors, SideColors, Theme};
use crate::relations::QuadClass;

/// A picture before it is laid out: styled nodes, merged edges, sides, legend. It knows no drawing program.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Scene {
    /// What stands above it.
    pub title: String,
    /// Counts, dates, and what is hidden.
    pub subtitle: String,
    /// Its colors.
    pub theme: Theme,
    /// The actors shown, by side, then heaviest first.
    pub nodes: Vec<Node>,
    /// The frames, heaviest first; each holds two nodes or more.
    pub sides: Vec<Side>,
    /// The relations shown, events before ties, heaviest first.
    pub edges: Vec<Edge>,
    /// Only what occurs in the picture.
    pub legend: Vec<LegendEntry>,
}

/// The outline of a node: what kind of actor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A state: filled dark box.
    Solid,
    /// A person: box with round corners.
    Rounded,
    /// An organization: box.
    Box,
    /// A group: octagon.
    Octagon,
    /// A place: dashed ellipse.
    Ellipse,
}

/// One actor in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// The actor's id.
    pub id: String,
    /// First line.
    pub name: String,
    /// Second line: role or office.
    pub detail: Option<String>,
    /// Its outline.
    pub shape: Shape,
    /// Index of its frame in [`Scene::sides`].
    pub side: Option<usize>,
    /// What it is grouped by: the code of its country, or the name of its kind.
    pub group: Option<String>,
    /// Rank of that group, heaviest first, where it is one of those with colors of their own.
    pub rank: Option<usize>,
    /// Its colors; those of its side even where no frame is drawn.
    pub colors: SideColors,
    /// Everything known of it, shown where the pointer rests.
    pub tooltip: String,
}

/// A frame around nodes that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Side {
    /// Its title.
    pub label: String,
    /// Its colors.
    pub colors: SideColors,
}

/// How a line is drawn: how real the relation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Line {
    /// Reported as fact.
    Solid,
    /// Only claimed or planned.
    Dashed,
    /// A standing tie.
    Dotted,
}

/// How a line ends: the second sign of its class, beside color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Head {
    /// Words.
    Open,
    /// Deeds.
    Filled,
    /// Ties.
    None,
}

/// All relations of one kind between two actors, as one line; of several kinds where there would be too many lines.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Edge {
    /// Index into [`Scene::nodes`].
    pub source: usize,
    /// Index into [`Scene::nodes`].
    pub target: usize,
    /// What stands on it: `threatens ×4`, or `criticizes ×9, threatens ×4, …`.
    pub label: String,
    /// Names of the kinds that it stands for, heaviest first.
    pub kinds: Vec<String>,
    /// Quad class of its kind.
    pub quad: QuadClass,
    /// How many relations it stands for.
    pub count: usize,
    /// Its colors.
    pub colors: EdgeColors,
    /// Line width in points.
    pub width: f64,
    /// How it is drawn.
    pub line: Line,
    /// How it ends.
    pub head: Head,
    /// Whether both ends carry a head: the kind has no direction.
    pub both: bool,
    /// The sentences behind it, shown where the pointer rests.
    pub tooltip: String,
    /// Where the first of them was published.
    pub url: Option<String>,
}

/// One line of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LegendEntry {
    /// What it explains.
    pub label: String,
    /// Color of the sample.
    pub color: String,
    /// How the sample is drawn.
    pub line: Line,
    /// How it ends.
    pub head: Head,
}
