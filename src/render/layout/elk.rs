//! The crate `elkrs`, a rewrite of the Eclipse Layout Kernel: layered layout with labels and frames.
//!
//! Reads: a plan and how to go about it. Gives: places. The only file that knows `elkrs`.
//! Does not: pass on a panic of the crate; it becomes an error. Options other than these have not been tried, and some
//! make the crate panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Map, Value, json};

use super::curve::rounded;
use super::geometry::{Point, Rect};
use super::order::backward;
use super::straighten::straighten;
use super::{Placed, Plan};
use crate::render::RenderError;

/// Room between the border of a frame and what is in it.
const PADDING: f64 = 16.0;
/// Room around all of it.
const MARGIN: f64 = 8.0;

/// One way to go about a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Way {
    /// From left to right instead of from top to bottom.
    pub right: bool,
    pub placement: Placement,
    /// Rounds in which the order is smoothed that lines run along; none: they run as they point, where they can.
    pub rounds: u32,
    pub seed: u32,
    /// How often the order within layers is tried.
    pub thoroughness: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placement {
    /// Short lines; slow beyond about 150 boxes.
    NetworkSimplex,
    /// Straight lines; fast.
    BrandesKoepf,
}

/// Lays a plan out in one way.
pub(super) fn lay_out(plan: &Plan, way: Way) -> Result<Placed, RenderError> {
    let turned = backward(plan, way.rounds);
    let graph = graph(plan, way, &turned);
    let run = || elkrs::create_elk().layout_json(&graph.to_string());
    let found = catch_unwind(AssertUnwindSafe(run));
    let failed = |fault: String| RenderError::layout(super::builtin::NAME, fault);
    let found = found.map_err(|panic| {
        let message = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        failed(format!("it trapped ({})", message.unwrap_or("no message")))
    })?;
    let mut placed = read(plan, &turned, &found.map_err(failed)?);
    placed.place_titles(plan);
    match placed.fault(plan) {
        None => Ok(placed),
        Some(fault) => Err(failed(fault.into())),
    }
}

fn options(way: Way) -> Map<String, Value> {
    let number = |value: u32| value.to_string();
    let mut options = json!({
        "elk.algorithm": "layered",
        "elk.direction": if way.right { "RIGHT" } else { "DOWN" },
        "elk.edgeRouting": "ORTHOGONAL",
        "elk.hierarchyHandling": "INCLUDE_CHILDREN",
        "elk.edgeLabels.inline": "true",
        "elk.randomSeed": number(way.seed),
        "elk.layered.thoroughness": number(way.thoroughness),
        "elk.spacing.nodeNode": "26",
        "elk.layered.spacing.nodeNodeBetweenLayers": "30",
        "elk.spacing.edgeNode": "14",
        "elk.spacing.edgeEdge": "12",
        "elk.layered.spacing.edgeNodeBetweenLayers": "17",
        "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
        "elk.spacing.edgeLabel": "2",
        "elk.spacing.componentComponent": "36",
        "elk.padding": padding(MARGIN, 0.0),
    });
    let options = options.as_object_mut().map(std::mem::take).unwrap_or_default();
    let mut options = options;
    match way.placement {
        Placement::NetworkSimplex => {
            options.insert("elk.layered.nodePlacement.strategy".into(), json!("NETWORK_SIMPLEX"));
        }
        Placement::BrandesKoepf => {
            options.insert("elk.layered.nodePlacement.strategy".into(), json!("BRANDES_KOEPF"));
            options.insert("elk.layered.nodePlacement.bk.fixedAlignment".into(), json!("BALANCED"));
        }
    }
    options
}

fn padding(around: f64, title: f64) -> String {
    format!("[top={},left={around},bottom={around},right={around}]", around + title)
}

fn graph(plan: &Plan, way: Way, turned: &[bool]) -> Value {
    let options = options(way);
    let mut inside: Vec<Vec<Value>> = vec![Vec::new(); plan.frames.len()];
    let mut top = Vec::new();
    for (at, found) in plan.boxes.iter().enumerate() {
        let child = json!({"id": format!("n{at}"), "width": found.size.width, "height": found.size.height});
        match found.frame {
            Some(frame) => inside[frame].push(child),
            None => top.push(child),
        }
    }
    for (at, children) in inside.into_iter().enumerate().filter(|(_, children)| !children.is_empty()) {
        let title = plan.frames[at];
        let mut options = options.clone();
        options.remove("elk.hierarchyHandling");
        options.insert("elk.padding".into(), json!(padding(PADDING, title.height)));
        let (width, height) = (title.width + 2.0 * PADDING, title.height);
        // It turns the picture for lines that run down, but not this size.
        let least = if way.right { (width, height) } else { (height, width) };
        options.insert("elk.nodeSize.constraints".into(), json!("[MINIMUM_SIZE]"));
        options.insert("elk.nodeSize.minimum".into(), json!(format!("({},{})", least.0, least.1)));
        top.push(json!({"id": format!("g{at}"), "children": children, "layoutOptions": options}));
    }
    let edges = plan.lines.iter().zip(turned).enumerate().map(|(at, (line, turned))| {
        let (source, target) = if *turned { (line.target, line.source) } else { (line.source, line.target) };
        let ends = (format!("n{source}"), format!("n{target}"));
        let mut edge = json!({"id": format!("e{at}"), "sources": [ends.0], "targets": [ends.1]});
        if let Some(size) = line.label {
            edge["labels"] = json!([{
                "text": "label", "width": size.width, "height": size.height,
                "layoutOptions": {"elk.edgeLabels.inline": "true"},
            }]);
        }
        edge
    });
    let edges: Vec<Value> = edges.collect();
    json!({"id": "root", "layoutOptions": options, "children": top, "edges": edges})
}

/// Reads the answer. Its places are relative to the frame that holds them, whatever the options say.
fn read(plan: &Plan, turned: &[bool], answer: &Value) -> Placed {
    let mut placed = Placed {
        boxes: vec![Point::new(f64::NAN, f64::NAN); plan.boxes.len()],
        lines: vec![Vec::new(); plan.lines.len()],
        labels: vec![None; plan.lines.len()],
        frames: vec![None; plan.frames.len()],
        ..Placed::default()
    };
    read_children(answer, Point::default(), &mut placed);
    read_lines(answer, plan, &mut placed);
    for (line, _) in placed.lines.iter_mut().zip(turned).filter(|(_, turned)| **turned) {
        line.reverse();
    }
    straighten(plan, &placed.boxes, &mut placed.lines);
    for line in &mut placed.lines {
        *line = rounded(line);
    }
    placed
}

fn read_children(parent: &Value, offset: Point, placed: &mut Placed) {
    for child in items(parent, "children") {
        let (width, height) = (number(child, "width"), number(child, "height"));
        let corner = point(child).plus(offset);
        match index(child) {
            Some(('n', at)) => {
                if let Some(place) = placed.boxes.get_mut(at) {
                    *place = corner.plus(Point::new(width / 2.0, height / 2.0));
                }
            }
            Some(('g', at)) => {
                if let Some(place) = placed.frames.get_mut(at) {
                    *place = Some(Rect { left: corner.x, top: corner.y, width, height });
                }
            }
            _ => {}
        }
        read_children(child, corner, placed);
    }
}

fn read_lines(parent: &Value, plan: &Plan, placed: &mut Placed) {
    for child in items(parent, "children") {
        read_lines(child, plan, placed);
    }
    for edge in items(parent, "edges") {
        let Some((at, line)) = index(edge).and_then(|(_, at)| Some((at, plan.lines.get(at)?))) else { continue };
        let (from, to) = (plan.boxes[line.source].frame, plan.boxes[line.target].frame);
        let frame = if from == to { from.and_then(|frame| placed.frames[frame]) } else { None };
        let offset = frame.map_or(Point::default(), |frame| Point::new(frame.left, frame.top));
        let mut points = Vec::new();
        for section in items(edge, "sections") {
            points.push(point(&section["startPoint"]));
            points.extend(items(section, "bendPoints").map(point));
            points.push(point(&section["endPoint"]));
        }
        let points: Vec<Point> = points.into_iter().map(|point| point.plus(offset)).collect();
        placed.lines[at] = points;
        if let (Some(size), Some(label)) = (line.label, items(edge, "labels").next()) {
            placed.labels[at] = Some(point(label).plus(offset).plus(Point::new(size.width / 2.0, size.height / 2.0)));
        }
    }
}

fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or(0.0)
}

fn point(value: &Value) -> Point {
    Point::new(number(value, "x"), number(value, "y"))
}

/// Reads `n12` as (`n`, 12).
fn index(value: &Value) -> Option<(char, usize)> {
    let id = value["id"].as_str()?;
    Some((id.chars().next()?, id.get(1..)?.parse().ok()?))
}
