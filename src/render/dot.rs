//! A scene as DOT, the language of Graphviz.
//!
//! Reads: a [`Scene`]. Gives: DOT text that Graphviz draws and that reads back as the same graph.
//! Does not: choose what is shown or in which color. The only file that knows `graphviz-rust`, whose syntax tree and
//! printer it uses; every id and value passes through `escape` first, because that printer quotes nothing.

use graphviz_rust::dot_structures as dot;
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::escape::{dot_html, dot_id, dot_string};
use super::font::{Font, Weight};
use super::scene::{Edge, Head, LegendEntry, Line, Node, Scene, Shape, Side};
use super::theme::Palette;
use super::words::{DETAIL_SIZE, Words};

/// What Graphviz tries in turn; every system has one of them.
const FONT: &str = "Helvetica,Arial,sans-serif";
/// Beyond so many actors a picture runs from left to right.
const WIDE: usize = 8;
/// Tooltips beyond so many characters are cut, and longer addresses are left out: Graphviz reads no string of more than
/// 16,384 bytes.
const LONGEST: usize = 3_000;
/// Longest line of the heading, in points.
const HEADING: f64 = 620.0;

/// Writes a scene as DOT.
///
/// ```
/// use demarche::{ActorGraph, relations::Ontology};
/// use demarche::render::{Options, Scene, to_dot};
/// let scene = Scene::new(&ActorGraph::new(Ontology::builtin()), &Options::default());
/// assert!(to_dot(&scene).starts_with("digraph actors {"));
/// ```
pub fn to_dot(scene: &Scene) -> String {
    let palette = scene.theme.palette();
    let font = Font::new();
    let mut statements = defaults(scene, &palette, &font);
    for (index, side) in scene.sides.iter().enumerate() {
        statements.push(dot::Stmt::Subgraph(cluster(scene, index, side, &palette, &font)));
    }
    let free = scene.nodes.iter().filter(|node| node.side.is_none());
    statements.extend(free.map(|found| dot::Stmt::Node(node(found, &palette, &font))));
    statements.extend(scene.edges.iter().filter_map(|found| edge(scene, found)).map(dot::Stmt::Edge));
    let graph = dot::Graph::DiGraph { id: dot::Id::Plain("actors".into()), strict: false, stmts: statements };
    let mut text = graph.print(PrinterContext::default().with_semi());
    text.push('\n');
    text
}

/// An attribute whose value is one of ours: a keyword, a number, a color.
fn plain(key: &str, value: impl std::fmt::Display) -> dot::Attribute {
    let value = value.to_string();
    let word = value.starts_with(|c: char| c.is_ascii_alphabetic()) && value.chars().all(|c| c.is_ascii_alphabetic());
    dot::Attribute(
        dot::Id::Plain(key.into()),
        if word { dot::Id::Plain(value) } else { dot::Id::Escaped(dot_string(&value)) },
    )
}

/// An attribute whose value is somebody's text.
fn text(key: &str, value: &str) -> dot::Attribute {
    let value = match value.char_indices().nth(LONGEST) {
        Some((end, _)) => dot_string(&format!("{}…", value.get(..end).unwrap_or(value))),
        None => dot_string(value),
    };
    dot::Attribute(dot::Id::Plain(key.into()), dot::Id::Escaped(value))
}

/// An attribute whose value is an HTML-like label.
fn html(key: &str, value: &str) -> dot::Attribute {
    dot::Attribute(dot::Id::Plain(key.into()), dot::Id::Html(format!("<{value}>")))
}

fn defaults(scene: &Scene, palette: &Palette, font: &Font) -> Vec<dot::Stmt> {
    let mut graph = vec![
        // Many actors side by side make a band too wide to read; states with their people below fit a page.
        plain("rankdir", if scene.nodes.len() > WIDE { "LR" } else { "TB" }),
        plain("newrank", "true"),
        plain("splines", "true"),
        plain("nodesep", 0.4),
        plain("ranksep", 0.75),
        plain("pad", 0.35),
        plain("bgcolor", &palette.background),
        plain("fontname", FONT),
        plain("labelloc", "t"),
        plain("labeljust", "l"),
    ];
    graph.push(text("tooltip", &scene.title));
    graph.push(html("label", &heading(scene, palette, font)));
    let node = vec![
        plain("fontname", FONT),
        plain("fontsize", 12),
        plain("penwidth", 1.3),
        plain("margin", "0.16,0.09"),
        plain("fontcolor", &palette.ink),
    ];
    let edge = vec![plain("fontname", FONT), plain("fontsize", 10), plain("arrowsize", 0.8)];
    [dot::GraphAttributes::Graph(graph), dot::GraphAttributes::Node(node), dot::GraphAttributes::Edge(edge)]
        .map(dot::Stmt::GAttribute)
        .into()
}

/// Title, subtitle and legend as one table above the picture.
fn heading(scene: &Scene, palette: &Palette, font: &Font) -> String {
    let mut rows = String::new();
    for (size, color, line) in [(20, &palette.ink, &scene.title), (11, &palette.muted, &scene.subtitle)] {
        let weight = if size > 15 { Weight::Bold } else { Weight::Regular };
        let wide = font.wrap(line, f64::from(size), weight, HEADING).join("\n");
        // Graphviz takes no element without text.
        if !wide.is_empty() {
            let bold = if size > 15 { format!("<B>{}</B>", dot_html(&wide)) } else { dot_html(&wide) };
            rows += &format!(
                r#"<TR><TD ALIGN="LEFT" BALIGN="LEFT"><FONT POINT-SIZE="{size}" COLOR="{color}">{bold}</FONT></TD></TR>"#
            );
        }
    }
    if !scene.legend.is_empty() {
        let cells: String = scene.legend.iter().map(|entry| sample(entry, palette)).collect();
        rows += &format!(
            r#"<TR><TD ALIGN="LEFT"><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3"><TR>{cells}</TR></TABLE></TD></TR>"#
        );
    }
    if rows.is_empty() {
        return "<BR/>".into();
    }
    format!(r#"<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="2" CELLPADDING="2">{rows}</TABLE>"#)
}

/// One entry of the legend: a piece of line as a row of blocks, its name.
fn sample(entry: &LegendEntry, palette: &Palette) -> String {
    let blocks: &[(u32, bool)] = match entry.line {
        Line::Solid => &[(26, true)],
        Line::Dashed => &[(7, true), (3, false), (7, true), (3, false), (7, true)],
        Line::Dotted => &[(2, true), (4, false), (2, true), (4, false), (2, true), (4, false), (2, true)],
    };
    let cells: String = blocks
        .iter()
        .map(|(width, drawn)| {
            let color = if *drawn { &entry.color } else { &palette.background };
            format!(r#"<TD FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="4" BGCOLOR="{color}"></TD>"#)
        })
        .collect();
    format!(
        r#"<TD><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>{cells}</TR></TABLE></TD><TD ALIGN="LEFT"><FONT POINT-SIZE="10" COLOR="{}">{} &nbsp; </FONT></TD>"#,
        palette.muted,
        dot_html(&entry.label)
    )
}

fn cluster(scene: &Scene, index: usize, side: &Side, palette: &Palette, font: &Font) -> dot::Subgraph {
    let mut statements: Vec<dot::Stmt> = [
        text("label", &side.label),
        plain("fontsize", 11),
        plain("fontcolor", &side.colors.title),
        plain("labeljust", "l"),
        plain("style", "rounded,filled"),
        plain("color", &side.colors.frame_line),
        plain("fillcolor", &side.colors.frame),
        plain("margin", 16),
        text("tooltip", &side.label),
    ]
    .map(dot::Stmt::Attribute)
    .into();
    let inside = scene.nodes.iter().filter(|node| node.side == Some(index));
    statements.extend(inside.map(|found| dot::Stmt::Node(node(found, palette, font))));
    dot::Subgraph { id: dot::Id::Plain(format!("cluster_{index}")), stmts: statements }
}

fn name_of(node: &Node) -> dot::NodeId {
    dot::NodeId(dot::Id::Escaped(dot_id(&node.id)), None)
}

fn node(found: &Node, palette: &Palette, font: &Font) -> dot::Node {
    let colors = &found.colors;
    let (shape, style, fill) = match found.shape {
        Shape::Solid => ("box", "filled", &colors.strong),
        Shape::Rounded => ("box", "filled,rounded", &colors.tint),
        Shape::Box => ("box", "filled", &colors.tint),
        Shape::Octagon => ("octagon", "filled", &colors.tint),
        Shape::Ellipse => ("ellipse", "filled,dashed", &palette.background),
    };
    let mut attributes = vec![
        html("label", &label(found, palette, font)),
        plain("shape", shape),
        plain("style", style),
        plain("fillcolor", fill),
        plain("color", &colors.line),
        text("tooltip", &found.tooltip),
    ];
    match found.shape {
        Shape::Solid => {
            attributes.extend([
                plain("fontcolor", &colors.on_strong),
                plain("fontsize", 15),
                plain("margin", "0.25,0.13"),
            ]);
        }
        Shape::Octagon => attributes.push(plain("margin", "0.08,0.05")),
        _ => {}
    }
    dot::Node { id: name_of(found), attributes }
}

/// The name in bold, the role smaller below it.
fn label(node: &Node, palette: &Palette, font: &Font) -> String {
    let words = Words::of(node, font);
    let name = dot_html(&words.name.join("\n"));
    if words.detail.is_empty() {
        return format!("<B>{name}</B>");
    }
    let color = if node.shape == Shape::Solid { &node.colors.on_strong } else { &palette.detail };
    let detail = dot_html(&words.detail.join("\n"));
    format!(r#"<B>{name}</B><BR/><FONT POINT-SIZE="{DETAIL_SIZE}" COLOR="{color}">{detail}</FONT>"#)
}

/// Nothing where an end is no node of the scene: scenes can be edited.
fn edge(scene: &Scene, found: &Edge) -> Option<dot::Edge> {
    let (source, target) = (scene.nodes.get(found.source)?, scene.nodes.get(found.target)?);
    let head = match found.head {
        Head::Open => "vee",
        Head::Filled => "normal",
        Head::None => "none",
    };
    let style = match found.line {
        Line::Solid => "solid",
        Line::Dashed => "dashed",
        Line::Dotted => "dotted",
    };
    let mut attributes = vec![
        // Spaces keep the text off its own line.
        text("label", &format!(" {} ", found.label)),
        plain("color", &found.colors.line),
        plain("fontcolor", &found.colors.text),
        plain("style", style),
        plain("penwidth", format!("{:.2}", found.width)),
        plain("arrowhead", head),
        plain("arrowsize", if found.head == Head::Open { 0.62 } else { 0.72 }),
        text("edgetooltip", &found.tooltip),
        text("labeltooltip", &found.tooltip),
    ];
    if found.both {
        attributes.extend([plain("dir", "both"), plain("arrowtail", head)]);
    }
    if found.line == Line::Dotted {
        // A heavy tie is a short one: people stand near their state.
        attributes.extend([plain("fontsize", 9), plain("weight", 6)]);
    }
    if let Some(url) = found.url.as_ref().filter(|url| url.chars().count() <= LONGEST) {
        attributes.push(text("URL", url));
    }
    let ends = dot::EdgeTy::Pair(dot::Vertex::N(name_of(source)), dot::Vertex::N(name_of(target)));
    Some(dot::Edge { ty: ends, attributes })
}
