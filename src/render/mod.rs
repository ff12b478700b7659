//! Pictures of an actor graph.
//!
//! Reads: an [`ActorGraph`](crate::graph::ActorGraph). Gives: a [`Scene`] (styled nodes, merged edges, sides, legend),
//! and from it a picture (SVG, PNG) through a [`layout::Layout`], or DOT text for Graphviz; or a page to explore it in.
//! Does not: change the graph, open a file, run a program.

mod crowd;
mod dot;
mod error;
mod escape;
mod font;
pub mod layout;
mod measure;
mod options;
mod page;
mod png;
mod scene;
mod select;
mod sides;
mod style;
mod svg;
mod theme;
mod timeline;
mod words;

pub use dot::to_dot;
pub use error::RenderError;
pub use escape::{dot_html, dot_id, dot_string, read_dot_id, xml_text};
pub use options::{Actors, GroupBy, Negated, Options, Scheme};
pub use page::to_page;
pub use png::{Fonts, Png, to_png, to_png_with};
pub use scene::{Edge, Head, LegendEntry, Line, Node, Scene, Shape, Side};
pub use svg::{to_svg, to_timeline};
pub use theme::{EdgeColors, Palette, SideColors, Theme};
pub use timeline::{Step, Timeline, TimelineRow};
