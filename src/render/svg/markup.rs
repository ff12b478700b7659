//! Pieces of SVG text: numbers, escaped text, elements.

use crate::render::escape::xml_text;

/// Writes a length to a tenth of a point.
pub(super) fn num(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    // No negative zero.
    format!("{}", tenths + 0.0)
}

/// Writes a line of text.
pub(super) fn text(x: f64, y: f64, style: &str, line: &str) -> String {
    format!(r#"<text x="{}" y="{}" {style}>{}</text>"#, num(x), num(y), xml_text(line))
}

/// Writes what shows where the pointer rests on an element.
pub(super) fn title(tooltip: &str) -> String {
    if tooltip.is_empty() { String::new() } else { format!("<title>{}</title>", xml_text(tooltip)) }
}
