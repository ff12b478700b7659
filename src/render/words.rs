//! The lines of text in a node, the same in every format.

use super::escape::visible;
use super::font::{Font, Weight};
use super::scene::{Node, Shape};

/// Names and roles beyond so many characters are cut (the tooltip has all of it).
const LENGTH: usize = 96;
/// Longest line, in points.
const WIDTH: f64 = 150.0;
const STATE_WIDTH: f64 = 190.0;
const TITLE_WIDTH: f64 = 200.0;
/// Font sizes.
pub(super) const STATE_SIZE: f64 = 15.0;
pub(super) const NAME_SIZE: f64 = 12.0;
pub(super) const DETAIL_SIZE: f64 = 10.0;
pub(super) const TITLE_SIZE: f64 = 11.0;

/// What stands in a node.
pub(super) struct Words {
    /// In bold.
    pub name: Vec<String>,
    /// Font size of the name.
    pub size: f64,
    /// Smaller, below it.
    pub detail: Vec<String>,
}

impl Words {
    pub fn of(node: &Node, font: &Font) -> Words {
        let (size, width) = if node.shape == Shape::Solid { (STATE_SIZE, STATE_WIDTH) } else { (NAME_SIZE, WIDTH) };
        let mut name = font.wrap(&cut(&node.name), size, Weight::Bold, width);
        if name.is_empty() {
            name.push("?".into());
        }
        let detail = cut(node.detail.as_deref().unwrap_or(""));
        Words { name, size, detail: font.wrap(&detail, DETAIL_SIZE, Weight::Regular, width) }
    }
}

/// What stands above a frame: one line.
pub(super) fn frame_title(label: &str, font: &Font) -> String {
    let mut lines = font.wrap(&cut(label), TITLE_SIZE, Weight::Bold, TITLE_WIDTH).into_iter();
    let first = lines.next().unwrap_or_default();
    if lines.next().is_some() { format!("{first} …") } else { first }
}

/// Makes one line of a text, its control characters seen, cut to [`LENGTH`].
fn cut(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().map(visible).collect();
    match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line).trim_end()),
        None => line,
    }
}
