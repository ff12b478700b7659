//! A timeline as SVG: a row for each pair of actors, bars above the line for cooperation, below it for conflict.

use std::collections::BTreeMap;

use super::heading::Heading;
use super::markup::{num, plate, text, title};
use super::{MARGIN, open};
use crate::graph::ActorGraph;
use crate::relations::QuadClass;
use crate::render::Options;
use crate::render::font::{Font, Weight};
use crate::render::layout::{Point, Rect, Size};
use crate::render::scene::{Line, Scene};
use crate::render::theme::Palette;
use crate::render::timeline::{Step, Timeline, TimelineRow};

/// Room for the names at the left, and their font size.
const NAMES: f64 = 170.0;
const NAME: f64 = 12.0;
/// Height of a row, and of the longest bar on either side of its line.
const ROW: f64 = 104.0;
const BAR: f64 = 44.0;
/// About the width of all bars; a single one is no wider and no narrower than these.
const WIDTH: f64 = 760.0;
const WIDEST: f64 = 30.0;
const NARROWEST: f64 = 4.0;
/// Font size of numbers and dates.
const SMALL: f64 = 9.0;

/// Draws the events of a graph over time, for the pairs of actors that are told of most, with the filters of a picture.
///
/// ```
/// use demarche::{ActorGraph, relations::Ontology};
/// use demarche::render::{Options, to_timeline};
/// let svg = to_timeline(&ActorGraph::new(Ontology::builtin()), &Options::default());
/// assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
/// ```
pub fn to_timeline(graph: &ActorGraph, options: &Options) -> String {
    let timeline = Timeline::new(graph, options);
    let mut scene = Scene::new(graph, &Options { limit: usize::MAX, ..options.clone() });
    scene.subtitle = timeline.subtitle();
    scene.nodes.clear();
    scene.legend.retain(|entry| entry.line == Line::Solid);
    let (palette, font) = (scene.theme.palette(), Font::new());
    let step = (WIDTH / timeline.steps.max(1) as f64).clamp(NARROWEST, WIDEST);
    let plot = (timeline.steps as f64 * step).max(step);
    let size = Size { width: NAMES + plot + 20.0, height: ROW * timeline.rows.len() as f64 + 24.0 };
    let heading = Heading::new(&scene, &palette, &font, size.width);
    let page = Size {
        width: size.width.max(heading.size.width) + 2.0 * MARGIN,
        height: heading.size.height + size.height + 2.0 * MARGIN,
    };
    let mut out = open(&scene, &palette, page);
    out += &heading.draw(Point::new(MARGIN, MARGIN));
    out += &format!("<g transform=\"translate({},{})\">\n", num(MARGIN), num(MARGIN + heading.size.height));
    out += &dates(&timeline, step, &palette);
    let most = timeline.rows.iter().flat_map(|row| row.counts.values()).map(longest).max().unwrap_or(1).max(1);
    for (at, row) in timeline.rows.iter().enumerate() {
        let middle = ROW * at as f64 + ROW / 2.0;
        out += &names(row, middle, &palette, &font);
        out += &scale(most, middle, plot, &palette);
        for (index, kinds) in &row.counts {
            let left = NAMES + *index as f64 * step;
            out += &bars(&timeline.name(*index), kinds, left, step, BAR / most as f64, middle, &palette);
        }
    }
    out + "</g>\n</svg>\n"
}

/// The longer of both bars of a step.
fn longest(kinds: &BTreeMap<(QuadClass, String), usize>) -> usize {
    let sum =
        |up: bool| kinds.iter().filter(|((quad, _), _)| is_up(*quad) == up).map(|(_, count)| count).sum::<usize>();
    sum(true).max(sum(false))
}

fn is_up(quad: QuadClass) -> bool {
    matches!(quad, QuadClass::VerbalCooperation | QuadClass::MaterialCooperation)
}

fn names(row: &TimelineRow, middle: f64, palette: &Palette, font: &Font) -> String {
    let wrapped = |name: &str| font.wrap(name, NAME, Weight::Bold, NAMES - 34.0).into_iter().take(2);
    let lines: Vec<String> = row.actors.iter().flat_map(|name| wrapped(name)).collect();
    let mut top = middle - lines.len() as f64 * NAME * 0.65;
    let mut out = String::new();
    for line in lines {
        top += NAME * 1.3;
        let style = format!(r#"font-size="{}" font-weight="bold" fill="{}""#, num(NAME), palette.ink);
        out += &text(0.0, top - NAME * 0.3, &style, &line);
    }
    out + "\n"
}

/// The line in the middle of a row, and how much the longest bar stands for.
fn scale(most: usize, middle: f64, plot: f64, palette: &Palette) -> String {
    let small = format!(r#"font-size="{}" fill="{}" text-anchor="end""#, num(SMALL), palette.muted);
    let mut out = format!(
        "<path d=\"M{},{}h{}\" stroke=\"{}\" stroke-width=\"1\"/>",
        num(NAMES - 4.0),
        num(middle),
        num(plot + 8.0),
        palette.muted
    );
    for (y, written) in [(middle - BAR, most.to_string()), (middle, "0".into()), (middle + BAR, most.to_string())] {
        out += &text(NAMES - 8.0, y + SMALL * 0.36, &small, &written);
    }
    out + "\n"
}

/// The bars of one step: words next to the line, deeds beyond them.
fn bars(
    name: &str,
    kinds: &BTreeMap<(QuadClass, String), usize>,
    left: f64,
    step: f64,
    unit: f64,
    middle: f64,
    palette: &Palette,
) -> String {
    let told: Vec<String> = kinds.iter().map(|((_, kind), count)| format!("{kind} ×{count}")).collect();
    let mut out = format!("<g class=\"bar\">{}", title(&format!("{name}: {}", told.join(", "))));
    let (mut above, mut below) = (middle, middle);
    for quad in [
        QuadClass::VerbalCooperation,
        QuadClass::MaterialCooperation,
        QuadClass::VerbalConflict,
        QuadClass::MaterialConflict,
    ] {
        let count: usize = kinds.iter().filter(|((of, _), _)| *of == quad).map(|(_, count)| count).sum();
        if count == 0 {
            continue;
        }
        let height = count as f64 * unit;
        let top = if is_up(quad) {
            above -= height;
            above
        } else {
            below += height;
            below - height
        };
        let gap = (step * 0.12).min(2.0);
        let rect = Rect { left: left + gap, top, width: step - 2.0 * gap, height };
        let style = format!(r#"fill="{}" stroke="{}" stroke-width="0.5""#, palette.edge(quad).line, palette.background);
        out += &plate(rect, 0.0, &style);
    }
    out + "</g>\n"
}

/// Thin lines where a year (or a month) starts, with their names below.
fn dates(timeline: &Timeline, step: f64, palette: &Palette) -> String {
    let height = ROW * timeline.rows.len() as f64;
    let small = format!(r#"font-size="{}" fill="{}""#, num(SMALL), palette.muted);
    let (mut out, mut free) = (String::new(), 0.0);
    for at in 0..timeline.steps {
        let name = timeline.name(at);
        // Of many months only the first of each year is named.
        let named = match timeline.step {
            Step::Month => timeline.steps <= 18 || name.ends_with("-01") || at == 0,
            Step::Year => true,
        };
        let x = NAMES + at as f64 * step;
        if named && x >= free {
            out += &format!(
                "<path d=\"M{},0V{}\" stroke=\"{}\" stroke-opacity=\"0.25\"/>",
                num(x),
                num(height + 4.0),
                palette.muted
            );
            out += &text(x + 2.0, height + 14.0, &small, &name);
            free = x + 46.0;
        }
    }
    out + "\n"
}
