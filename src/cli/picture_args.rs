//! The command line of `demarche render` as types.
//!
//! Does not: act on them (`render.rs` does).

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::args::{parse_seconds, parse_since, parse_until};

#[derive(Debug, Args)]
pub(super) struct RenderArgs {
    /// A graph (.json) or found documents (.jsonl); `-`: standard input
    pub graph: PathBuf,
    /// Write to this file (.svg, .png, .html, .dot), whole or not at all; `-` or nothing: standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What to write; by default what the extension of the file says, else svg
    #[arg(long, value_enum)]
    pub format: Option<PictureFormat>,
    /// Only this actor and what stands around it
    #[arg(long, value_name = "ACTOR")]
    pub focus: Option<String>,
    /// How many steps around the focus
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub hops: usize,
    /// Only these kinds of relation
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Only relations of this day, month or year, or later
    #[arg(long, value_name = "DATE", value_parser = parse_since)]
    pub since: Option<Date>,
    /// Only relations of this day, month or year, or earlier
    #[arg(long, value_name = "DATE", value_parser = parse_until)]
    pub until: Option<Date>,
    /// Only relations that at least so many sentences tell
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min_count: usize,
    /// At most so many lines, heaviest first
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub limit: usize,
    /// What to put frames around
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub group_by: GroupChoice,
    /// Colors; light where none are given, in a page those of the reader's system
    #[arg(long, value_enum)]
    pub theme: Option<ThemeChoice>,
    /// Which way lines run
    #[arg(long, value_enum, default_value_t)]
    pub direction: DirectionChoice,
    /// What lays the picture out: builtin, or a Graphviz program that is installed (dot, sfdp, a path)
    #[arg(long, value_name = "NAME|PATH", default_value = "builtin")]
    pub engine: String,
    /// How long laying out may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0, value_parser = parse_seconds)]
    pub timeout: f64,
    /// Draw events over time instead: the pairs of actors told of most, by month
    #[arg(long)]
    pub timeline: bool,
    /// Title of the picture
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Draw denied relations too
    #[arg(long)]
    pub all: bool,
}

impl RenderArgs {
    pub(super) const EXAMPLES: &str = "\
Examples:
  demarche render graph.json -o graph.svg
  demarche render graph.json -o graph.html                   a page to explore
  demarche render graph.json --focus Iran --hops 2 --theme dark -o iran.png
  demarche render graph.json --kind threatens,sanctions --since 2016-09 --limit 30 -o threats.svg
  demarche render graph.json --timeline --focus Iran -o iran-by-month.svg
  demarche render graph.json --engine dot -o graph.png       laid out by an installed Graphviz
  demarche render graph.json --format dot | dot -Tpdf > graph.pdf";
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum PictureFormat {
    /// Scales; shows the sentences where the pointer rests
    #[default]
    Svg,
    /// Pixels
    Png,
    /// A page to explore the whole graph in: one file, no network
    Html,
    /// The graph for Graphviz
    Dot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum DirectionChoice {
    /// Whichever gives the better picture
    #[default]
    Auto,
    /// From top to bottom
    Down,
    /// From left to right
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum GroupChoice {
    /// The state that an actor belongs to
    #[default]
    Side,
    /// What sort of actor it is
    Kind,
    /// No frames
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ThemeChoice {
    Light,
    Dark,
    /// For paper
    Print,
    /// Conflict in oranges, cooperation in blues
    Colorblind,
}
