//! Pieces of SVG text: numbers, escaped text, elements.

use crate::render::escape::xml_text;
use crate::render::layout::Rect;

/// Writes a length to a tenth of a point.
pub(super) fn num(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    // No negative zero.
    format!("{}", tenths + 0.0)
}

/// Writes a rectangle with corners of a radius.
pub(super) fn plate(rect: Rect, radius: f64, style: &str) -> String {
    let round = if radius > 0.0 { format!(r#" rx="{}""#, num(radius)) } else { String::new() };
    let [x, y, width, height] = [rect.left, rect.top, rect.width, rect.height].map(num);
    format!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}"{round} {style}/>"#)
}

/// Writes a line of text.
pub(super) fn text(x: f64, y: f64, style: &str, line: &str) -> String {
    format!(r#"<text x="{}" y="{}" {style}>{}</text>"#, num(x), num(y), xml_text(line))
}

/// Writes what shows where the pointer rests on an element.
pub(super) fn title(tooltip: &str) -> String {
    if tooltip.is_empty() { String::new() } else { format!("<title>{}</title>", xml_text(tooltip)) }
}
