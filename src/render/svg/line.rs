//! Edges: the line, its heads, its label.

use super::markup::{num, plate, text, title};
use super::shape::reach;
use crate::render::escape::xml_text;
use crate::render::layout::{Point, Rect, flatten, shorten};
use crate::render::measure::label_size;
use crate::render::scene::{Edge, Head, Line, Shape};

/// Width of the invisible line that makes a thin one easy to point at.
const REACH: f64 = 12.0;

/// The ends of a line: shape and place of both nodes.
pub(super) struct Ends {
    pub source: (Shape, Rect),
    pub target: (Shape, Rect),
}

/// Writes the line and its heads.
pub(super) fn line(edge: &Edge, curve: &[Point], ends: &Ends, background: &str) -> String {
    let mut curve = curve.to_vec();
    let heads = edge.head != Head::None;
    let length: f64 = flatten(&curve).windows(2).map(|ends| ends[0].distance(ends[1])).sum();
    let size = head_length(edge.width).min(length * 0.4);
    let mut drawn = String::new();
    extend(&mut curve, ends.target);
    if heads {
        drawn += &head(edge, &mut curve, size, background);
    }
    curve.reverse();
    extend(&mut curve, ends.source);
    if heads && edge.both {
        drawn += &head(edge, &mut curve, size, background);
    }
    curve.reverse();
    let dashes = match edge.line {
        Line::Solid => "",
        Line::Dashed => r#" stroke-dasharray="7 4""#,
        Line::Dotted => r#" stroke-dasharray="0.1 4" stroke-linecap="round""#,
    };
    let width = if edge.line == Line::Dotted { edge.width + 0.4 } else { edge.width };
    let path = path(&curve);
    let color = &edge.colors.line;
    linked(
        edge,
        &format!(
            r#"<path d="{path}" fill="none" stroke="{color}" stroke-opacity="0" stroke-width="{}"/><path d="{path}" fill="none" stroke="{color}" stroke-width="{}"{dashes}/>{drawn}"#,
            num(REACH.max(edge.width)),
            num(width)
        ),
    )
}

/// Writes the label on a plate that hides what runs below it.
pub(super) fn label(edge: &Edge, rect: Rect, ground: &str) -> String {
    let size = label_size(edge);
    let style = format!(r#"font-size="{}" fill="{}" text-anchor="middle""#, num(size), edge.colors.text);
    let middle = Point::new(rect.left + rect.width / 2.0, rect.top + rect.height / 2.0);
    linked(
        edge,
        &format!(
            "{}{}",
            plate(rect.grown(-1.0), 4.0, &format!(r#"fill="{ground}""#)),
            text(middle.x, middle.y + size * 0.36, &style, &edge.label)
        ),
    )
}

/// Puts the sentences and the address behind what is drawn.
fn linked(edge: &Edge, drawn: &str) -> String {
    let inside = format!("{}{drawn}", title(&edge.tooltip));
    match &edge.url {
        Some(url) => format!("<a class=\"edge\" href=\"{}\" target=\"_blank\">{inside}</a>\n", xml_text(url)),
        None => format!("<g class=\"edge\">{inside}</g>\n"),
    }
}

fn head_length(width: f64) -> f64 {
    6.4 + 1.35 * width
}

/// Lengthens a curve to the outline of the node at its end.
fn extend(curve: &mut Vec<Point>, (shape, rect): (Shape, Rect)) {
    let Some(&end) = curve.last() else { return };
    let before = curve.iter().rev().find(|point| point.distance(end) > 0.5);
    let Some(direction) = before.and_then(|before| end.minus(*before).unit()) else { return };
    let outline = reach(shape, rect, end, direction);
    if outline.distance(end) > 0.3 {
        curve.extend([end, outline, outline]);
    }
}

/// Writes the head at the end of a curve, and takes the curve back to where the head begins.
fn head(edge: &Edge, curve: &mut Vec<Point>, size: f64, background: &str) -> String {
    let Some(&tip) = curve.last() else { return String::new() };
    let short = shorten(curve, size);
    let Some(direction) = short.last().and_then(|base| tip.minus(*base).unit()) else { return String::new() };
    // The line ends a little inside of the head, so that no gap shows.
    *curve = shorten(curve, size - 1.0);
    let half = (2.7 + 0.72 * edge.width).min(size * 0.6);
    let base = tip.minus(direction.times(size));
    let across = Point::new(-direction.y, direction.x).times(half);
    let (left, right) = (base.plus(across), base.minus(across));
    let color = &edge.colors.line;
    let (fill, stroke) = match edge.head {
        Head::Open => (background, 1.4),
        _ => (color.as_str(), 0.6),
    };
    let points = [tip, left, right].map(|point| format!("{},{}", num(point.x), num(point.y))).join(" ");
    format!(
        r#"<polygon points="{points}" fill="{fill}" stroke="{color}" stroke-width="{}" stroke-linejoin="round"/>"#,
        num(stroke)
    )
}

fn path(curve: &[Point]) -> String {
    let mut out = String::new();
    for (at, point) in curve.iter().enumerate() {
        out += match at {
            0 => "M",
            _ if at % 3 == 1 => "C",
            _ => " ",
        };
        out += &format!("{},{}", num(point.x), num(point.y));
    }
    out
}

/// Writes a sample for the legend.
pub(super) fn sample(at: Point, length: f64, color: &str, stroke: Line, end: Head, background: &str) -> String {
    let edge = Edge {
        source: 0,
        target: 0,
        label: String::new(),
        kinds: Vec::new(),
        quad: crate::relations::QuadClass::Tie,
        count: 1,
        colors: crate::render::theme::EdgeColors { line: color.into(), text: color.into() },
        width: if stroke == Line::Dotted { 1.2 } else { 2.0 },
        line: stroke,
        head: end,
        both: false,
        tooltip: String::new(),
        url: None,
    };
    let to = at.plus(Point::new(length, 0.0));
    let nowhere = (Shape::Box, Rect::default());
    line(&edge, &[at, at, to, to], &Ends { source: nowhere, target: nowhere }, background)
}
