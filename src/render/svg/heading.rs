//! Title, subtitle and legend above a picture.

use super::line::sample;
use super::markup::{num, text};
use super::shape::outline;
use crate::render::font::{Font, Weight};
use crate::render::layout::{Point, Rect, Size};
use crate::render::measure::LEADING;
use crate::render::scene::{Scene, Shape};
use crate::render::theme::Palette;

const TITLE: f64 = 20.0;
const SUBTITLE: f64 = 11.0;
const LEGEND: f64 = 10.0;
/// A narrow picture still gets lines of this width above it; a wide one none beyond that one.
const NARROW: f64 = 720.0;
const WIDE: f64 = 1_100.0;
/// Length of a line in the legend.
const SAMPLE: f64 = 26.0;
/// Size of an outline in the legend.
const OUTLINE: Size = Size { width: 22.0, height: 12.0 };
/// Height of a row of the legend.
const ROW: f64 = 20.0;

/// What stands above a picture, as pieces of SVG.
pub(super) struct Heading {
    /// With the room below it.
    pub size: Size,
    drawn: String,
}

impl Heading {
    pub fn new(scene: &Scene, palette: &Palette, font: &Font, width: f64) -> Heading {
        let width = width.clamp(NARROW, WIDE);
        let mut drawn = String::new();
        let (mut widest, mut y) = (0.0_f64, 0.0);
        let rows = [
            (&scene.title, TITLE, Weight::Bold, &palette.ink, r#" font-weight="bold""#),
            (&scene.subtitle, SUBTITLE, Weight::Regular, &palette.muted, ""),
        ];
        for (words, size, weight, color, bold) in rows {
            for line in font.wrap(words, size, weight, width) {
                let style = format!(r#"font-size="{}" fill="{color}"{bold}"#, num(size));
                drawn += &text(0.0, y + size, &style, &line);
                drawn.push('\n');
                widest = widest.max(font.width(&line, size, weight));
                y += size * LEADING + 3.0;
            }
        }
        let entries = entries(scene, palette);
        if !entries.is_empty() {
            y += 4.0;
        }
        for group in entries {
            let mut x = 0.0;
            for entry in group {
                let taken = entry.sample + 6.0 + font.width(&entry.label, LEGEND, Weight::Regular);
                if x > 0.0 && x + taken > width {
                    (x, y) = (0.0, y + ROW);
                }
                drawn += &(entry.draw)(Point::new(x, y + ROW / 2.0));
                let style = format!(r#"font-size="{}" fill="{}""#, num(LEGEND), palette.muted);
                drawn += &text(x + entry.sample + 6.0, y + ROW / 2.0 + LEGEND * 0.36, &style, &entry.label);
                drawn.push('\n');
                widest = widest.max(x + taken);
                x += taken + 16.0;
            }
            y += ROW;
        }
        Heading { size: Size { width: widest, height: y + 12.0 }, drawn }
    }

    pub fn draw(&self, at: Point) -> String {
        format!("<g class=\"heading\" transform=\"translate({},{})\">\n{}</g>\n", num(at.x), num(at.y), self.drawn)
    }
}

/// A sample with its name.
struct Entry {
    label: String,
    /// Width of the sample.
    sample: f64,
    draw: Box<dyn Fn(Point) -> String>,
}

/// The legend in groups: what lines mean, what outlines mean. Only what occurs in the picture.
fn entries(scene: &Scene, palette: &Palette) -> Vec<Vec<Entry>> {
    let line = |entry: &crate::render::LegendEntry| {
        let (color, line, head) = (entry.color.clone(), entry.line, entry.head);
        let background = palette.background.clone();
        Entry {
            label: entry.label.clone(),
            sample: SAMPLE,
            draw: Box::new(move |at| sample(at, SAMPLE, &color, line, head, &background)),
        }
    };
    let shapes = [
        (Shape::Solid, "state"),
        (Shape::Rounded, "person"),
        (Shape::Box, "organization"),
        (Shape::Octagon, "group"),
        (Shape::Ellipse, "place"),
    ];
    let shape = |&(shape, label): &(Shape, &str)| {
        let fill = if shape == Shape::Solid { &palette.muted } else { &palette.background };
        let style = format!(r#"fill="{fill}" stroke="{}" stroke-width="1.2""#, palette.muted);
        Entry {
            label: label.into(),
            sample: OUTLINE.width,
            draw: Box::new(move |at| {
                let center = at.plus(Point::new(OUTLINE.width / 2.0, 0.0));
                outline(shape, Rect::around(center, OUTLINE), &style)
            }),
        }
    };
    // One outline alone tells nothing.
    let various = scene.nodes.windows(2).any(|two| two[0].shape != two[1].shape);
    let present =
        shapes.iter().filter(|_| various).filter(|(shape, _)| scene.nodes.iter().any(|node| node.shape == *shape));
    let groups: [Vec<Entry>; 2] = [scene.legend.iter().map(line).collect(), present.map(shape).collect()];
    groups.into_iter().filter(|group| !group.is_empty()).collect()
}
