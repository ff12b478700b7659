//! Nodes: outlines and the text in them.

use super::markup::{num, plate, text, title};
use crate::render::font::Font;
use crate::render::layout::{Point, Rect};
use crate::render::measure::{CORNER, LEADING, text_height};
use crate::render::scene::{Node, Shape};
use crate::render::theme::Palette;
use crate::render::words::{DETAIL_SIZE, Words};

/// Radius of the corners of a person's box.
const ROUND: f64 = 11.0;

/// Writes a node.
pub(super) fn node(node: &Node, rect: Rect, palette: &Palette, font: &Font) -> String {
    let words = Words::of(node, font);
    let colors = &node.colors;
    let fill = match node.shape {
        Shape::Solid => &colors.strong,
        Shape::Ellipse => &palette.background,
        _ => &colors.tint,
    };
    let mut out = format!(r#"<g class="node">{}"#, title(&node.tooltip));
    out += &outline(node.shape, rect, &format!(r#"fill="{fill}" stroke="{}" stroke-width="1.3""#, colors.line));
    let center = rect.left + rect.width / 2.0;
    let mut top = rect.top + (rect.height - text_height(&words)) / 2.0;
    let solid = node.shape == Shape::Solid;
    let (ink, detail) = if solid { (&colors.on_strong, &colors.on_strong) } else { (&palette.ink, &palette.detail) };
    for (lines, size, color, weight) in
        [(&words.name, words.size, ink, r#" font-weight="bold""#), (&words.detail, DETAIL_SIZE, detail, "")]
    {
        for line in lines {
            let style = format!(r#"font-size="{}" fill="{color}" text-anchor="middle"{weight}"#, num(size));
            out += &text(center, top + size * (LEADING / 2.0 + 0.36), &style, line);
            top += size * LEADING;
        }
    }
    out + "</g>\n"
}

/// Writes the outline of a shape.
pub(super) fn outline(shape: Shape, rect: Rect, style: &str) -> String {
    let Rect { left, top, width, height } = rect;
    match shape {
        Shape::Solid | Shape::Rounded | Shape::Box => {
            let radius = match shape {
                Shape::Rounded => ROUND.min(height / 2.0),
                Shape::Solid => 3.0,
                _ => 0.0,
            };
            plate(rect, radius, style)
        }
        Shape::Octagon => {
            let points: Vec<String> =
                octagon(rect).iter().map(|point| format!("{},{}", num(point.x), num(point.y))).collect();
            format!(r#"<polygon points="{}" {style}/>"#, points.join(" "))
        }
        Shape::Ellipse => format!(
            r#"<ellipse cx="{}" cy="{}" rx="{}" ry="{}" stroke-dasharray="5 3" {style}/>"#,
            num(left + width / 2.0),
            num(top + height / 2.0),
            num(width / 2.0),
            num(height / 2.0)
        ),
    }
}

fn octagon(rect: Rect) -> [Point; 8] {
    let cut = CORNER.min(rect.width / 3.0).min(rect.height / 3.0);
    let (left, top, right, bottom) = (rect.left, rect.top, rect.right(), rect.bottom());
    [
        (left + cut, top),
        (right - cut, top),
        (right, top + cut),
        (right, bottom - cut),
        (right - cut, bottom),
        (left + cut, bottom),
        (left, bottom - cut),
        (left, top + cut),
    ]
    .map(|(x, y)| Point::new(x, y))
}

/// Where a line that ends at the border of the rectangle meets the outline in it, going on in its direction.
pub(super) fn reach(shape: Shape, rect: Rect, end: Point, direction: Point) -> Point {
    let half = Point::new(rect.width / 2.0, rect.height / 2.0);
    let center = Point::new(rect.left, rect.top).plus(half);
    let inside = |point: Point| {
        let (x, y) = ((point.x - center.x).abs(), (point.y - center.y).abs());
        let corner = |size: f64| {
            let (x, y) = (x - (half.x - size), y - (half.y - size));
            (x, y, x > 0.0 && y > 0.0)
        };
        match shape {
            Shape::Ellipse => (x / half.x).powi(2) + (y / half.y).powi(2) <= 1.0,
            Shape::Octagon => {
                let size = CORNER.min(rect.width / 3.0).min(rect.height / 3.0);
                let (x, y, near) = corner(size);
                !near || x + y <= size
            }
            Shape::Rounded => {
                let size = ROUND.min(half.y);
                let (x, y, near) = corner(size);
                !near || x.hypot(y) <= size
            }
            Shape::Solid | Shape::Box => true,
        }
    };
    let steps = 40;
    let step = half.x.max(half.y) / f64::from(steps);
    let found = (0..=steps).map(|at| end.plus(direction.times(f64::from(at) * step))).find(|point| inside(*point));
    found.unwrap_or(end)
}
