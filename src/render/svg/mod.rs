//! A laid-out scene as SVG.
//!
//! Reads: a [`Scene`], its [`Plan`] and the places of all of it. Gives: one self-contained SVG without scripts, fonts or
//! outside references; what stands behind a line shows where the pointer rests on it.
//! Does not: choose, measure or place anything but the heading.

mod heading;
mod line;
mod markup;
mod shape;
mod timeline;

use super::font::Font;
use super::layout::{Placed, Plan, Point, Rect, Size};
use super::measure::LEADING;
use super::scene::{Scene, Side};
use super::theme::Palette;
use super::words::{self, TITLE_SIZE};
use heading::Heading;
use markup::{num, plate, text, title};
pub use timeline::to_timeline;

/// Room around all of it.
const MARGIN: f64 = 24.0;
/// Fonts of about the widths that were measured; the last but one is the one that PNGs are drawn with.
const FONTS: &str = "Helvetica, Arial, Liberation Sans, DejaVu Sans Condensed, sans-serif";

/// Writes a scene as SVG; `plan` and `placed` must be those of this scene.
///
/// ```
/// use demarche::{ActorGraph, relations::Ontology};
/// use demarche::render::{Options, Scene, to_svg, layout::{Builtin, Direction, Layout}};
/// let scene = Scene::new(&ActorGraph::new(Ontology::builtin()), &Options::default());
/// let plan = scene.plan(Direction::Auto);
/// let svg = to_svg(&scene, &plan, &Builtin::default().lay_out(&plan)?);
/// assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
/// # Ok::<(), demarche::render::RenderError>(())
/// ```
pub fn to_svg(scene: &Scene, plan: &Plan, placed: &Placed) -> String {
    let font = Font::new();
    let palette = scene.theme.palette();
    let rects: Vec<Rect> =
        placed.boxes.iter().zip(&plan.boxes).map(|(at, found)| Rect::around(*at, found.size)).collect();
    let bounds = placed.bounds(plan).grown(4.0);
    let heading = Heading::new(scene, &palette, &font, bounds.width);
    let width = bounds.width.max(heading.size.width) + 2.0 * MARGIN;
    let height = heading.size.height + bounds.height + 2.0 * MARGIN;
    let mut out = open(scene, &palette, Size { width, height });
    out += &heading.draw(Point::new(MARGIN, MARGIN));
    let left = MARGIN + (width - 2.0 * MARGIN - bounds.width) / 2.0 - bounds.left;
    let top = MARGIN + heading.size.height - bounds.top;
    out += &format!("<g transform=\"translate({},{})\">\n", num(left), num(top));
    for (side, rect) in scene.sides.iter().zip(&placed.frames) {
        out.extend(rect.map(|rect| frame(side, rect)));
    }
    let drawn = || scene.edges.iter().zip(&placed.lines).zip(&placed.labels);
    // Heavy lines last, on top of light ones: the scene has them first.
    for ((edge, curve), _) in drawn().rev() {
        if let (Some(source), Some(target)) = (end(scene, &rects, edge.source), end(scene, &rects, edge.target)) {
            out += &line::line(edge, curve, &line::Ends { source, target }, &palette.background);
        }
    }
    for (side, at) in scene.sides.iter().zip(&placed.titles) {
        out.extend(at.map(|at| frame_title(side, at, &font)));
    }
    for (node, rect) in scene.nodes.iter().zip(&rects) {
        out += &shape::node(node, *rect, &palette, &font);
    }
    for (((edge, _), at), planned) in drawn().zip(&plan.lines) {
        if let (Some(at), Some(size)) = (at, planned.label) {
            out += &line::label(edge, Rect::around(*at, size), ground(scene, placed, *at, &palette));
        }
    }
    out + "</g>\n</svg>\n"
}

fn open(scene: &Scene, palette: &Palette, size: Size) -> String {
    let (width, height) = (num(size.width.ceil()), num(size.height.ceil()));
    let description = super::escape::xml_text(&scene.subtitle);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONTS}\">\n{}<desc>{description}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        title(&scene.title),
        palette.background
    )
}

fn frame(side: &Side, rect: Rect) -> String {
    let style = format!(r#"fill="{}" stroke="{}""#, side.colors.frame, side.colors.frame_line);
    format!("<g class=\"side\">{}</g>\n", plate(rect, 10.0, &style))
}

/// Above the lines, on a plate that hides them where there was no free place.
fn frame_title(side: &Side, at: Rect, font: &Font) -> String {
    let style = format!(r#"font-size="{}" font-weight="bold" fill="{}""#, num(TITLE_SIZE), side.colors.title);
    let written =
        text(at.left, at.top + TITLE_SIZE * (LEADING / 2.0 + 0.36), &style, &words::frame_title(&side.label, font));
    plate(at, 0.0, &format!(r#"fill="{}""#, side.colors.frame)) + &written + "\n"
}

fn end(scene: &Scene, rects: &[Rect], at: usize) -> Option<(super::scene::Shape, Rect)> {
    Some((scene.nodes.get(at)?.shape, *rects.get(at)?))
}

/// The color below a place.
fn ground<'a>(scene: &'a Scene, placed: &Placed, at: Point, palette: &'a Palette) -> &'a str {
    let frames = placed.frames.iter().zip(&scene.sides);
    let found = frames.filter_map(|(rect, side)| Some(((*rect)?, side))).find(|(rect, _)| rect.holds(at));
    found.map_or(&palette.background, |(_, side)| &side.colors.frame)
}
