//! Pictures of an actor graph.
//!
//! Reads: an [`ActorGraph`](crate::graph::ActorGraph). Gives: a [`Scene`] (styled nodes, merged edges, sides, legend),
//! and from it DOT text for Graphviz.
//! Does not: change the graph, open a file, run a program.

mod dot;
mod escape;
mod options;
mod scene;
mod select;
mod sides;
mod style;
mod theme;

pub use dot::to_dot;
pub use escape::{dot_html, dot_id, dot_string, read_dot_id};
pub use options::{GroupBy, Negated, Options};
pub use scene::{Edge, Head, LegendEntry, Line, Node, Scene, Shape, Side};
pub use theme::{EdgeColors, Palette, SideColors, Theme};
