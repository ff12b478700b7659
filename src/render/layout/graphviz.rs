//! Graphviz as an engine: a plan as DOT, and the places out of its JSON.
//!
//! Does not: run a program; whoever makes the engine says how it is run.

use serde_json::Value;

use super::geometry::{Point, Rect, Size};
use super::{Direction, Layout, Placed, Plan};
use crate::render::RenderError;

/// Points in an inch: Graphviz has sizes in inches, places in points.
const INCH: f64 = 72.0;

/// A Graphviz program: `dot`, `sfdp` or another one.
pub struct Graphviz<F> {
    name: String,
    run: F,
}

impl<F: Fn(&str) -> Result<Vec<u8>, String>> Graphviz<F> {
    /// Makes an engine from its name and from what runs it: hands DOT text to its standard input, gives what it
    /// writes with `-Tjson`, or what went wrong.
    pub fn new(name: impl Into<String>, run: F) -> Self {
        Graphviz { name: name.into(), run }
    }
}

impl<F: Fn(&str) -> Result<Vec<u8>, String>> Layout for Graphviz<F> {
    fn name(&self) -> &str {
        &self.name
    }

    fn lay_out(&self, plan: &Plan) -> Result<Placed, RenderError> {
        let failed = |fault: String| RenderError::layout(&self.name, fault);
        if let Some(fault) = plan.fault() {
            return Err(failed(fault.into()));
        }
        let answer = (self.run)(&dot(plan)).map_err(failed)?;
        let answer: Value =
            serde_json::from_slice(&answer).map_err(|error| failed(format!("its answer is no JSON ({error})")))?;
        let mut placed = read(plan, &answer);
        placed.place_titles(plan);
        match placed.fault(plan) {
            None => Ok(placed),
            Some(fault) => Err(failed(fault.into())),
        }
    }
}

/// Writes a plan as DOT: sizes only, every name a number.
fn dot(plan: &Plan) -> String {
    // Many boxes side by side make a band too wide to read.
    let right = match plan.direction {
        Direction::Auto => plan.boxes.len() > 8,
        Direction::Down => false,
        Direction::Right => true,
    };
    let rank = if right { "LR" } else { "TB" };
    let mut text = format!(
        "digraph {{rankdir={rank};nodesep=0.4;ranksep=0.5;newrank=true;overlap=prism;sep=\"+30\";K=2.4;splines=true;\
         node[shape=box,fixedsize=true,label=\"\"];edge[arrowhead=none];\n"
    );
    let one =
        |at: usize, size: Size| format!("n{at}[width={:.4},height={:.4}];", size.width / INCH, size.height / INCH);
    for (frame, title) in plan.frames.iter().enumerate() {
        let inside = plan.boxes.iter().enumerate().filter(|(_, found)| found.frame == Some(frame));
        let inside: String = inside.map(|(at, found)| one(at, found.size)).collect();
        if !inside.is_empty() {
            let label = table(*title);
            text += &format!("subgraph cluster_{frame}{{labeljust=l;margin=14;label=<{label}>;{inside}}}\n");
        }
    }
    let free = plan.boxes.iter().enumerate().filter(|(_, found)| found.frame.is_none());
    text.extend(free.map(|(at, found)| one(at, found.size) + "\n"));
    for (at, line) in plan.lines.iter().enumerate() {
        let label = line.label.map(|size| format!(",label=<{}>", table(size))).unwrap_or_default();
        let weight = if line.tie { ",weight=6" } else { "" };
        text += &format!("n{}->n{}[id=e{at}{label}{weight}];\n", line.source, line.target);
    }
    text + "}\n"
}

/// A label of a size, without text.
fn table(size: Size) -> String {
    let (width, height) = (size.width.ceil(), size.height.ceil());
    format!(
        r#"<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR><TD FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="{height}"></TD></TR></TABLE>"#
    )
}

fn read(plan: &Plan, answer: &Value) -> Placed {
    let mut placed = Placed {
        boxes: vec![Point::new(f64::NAN, f64::NAN); plan.boxes.len()],
        lines: vec![Vec::new(); plan.lines.len()],
        labels: vec![None; plan.lines.len()],
        frames: vec![None; plan.frames.len()],
        ..Placed::default()
    };
    let numbers = |value: &Value| -> Vec<f64> {
        value.as_str().unwrap_or("").split(',').filter_map(|number| number.parse().ok()).collect()
    };
    // Graphviz counts upward.
    let height = numbers(&answer["bb"]).get(3).copied().unwrap_or(0.0);
    let point = |text: &str| -> Option<Point> {
        let (x, y) = text.split_once(',')?;
        Some(Point::new(x.parse().ok()?, height - y.parse::<f64>().ok()?))
    };
    let items = |key: &str| answer[key].as_array().into_iter().flatten();
    let index = |value: &Value, prefix: &str| value.as_str()?.strip_prefix(prefix)?.parse::<usize>().ok();
    for object in items("objects") {
        if let Some(frame) = index(&object["name"], "cluster_").and_then(|at| placed.frames.get_mut(at)) {
            if let [left, bottom, right, top] = numbers(&object["bb"])[..] {
                *frame = Some(Rect { left, top: height - top, width: right - left, height: top - bottom });
            }
        } else if let Some(found) = index(&object["name"], "n").and_then(|at| placed.boxes.get_mut(at)) {
            *found = object["pos"].as_str().and_then(point).unwrap_or(*found);
        }
    }
    for edge in items("edges") {
        let Some(at) = index(&edge["id"], "e").filter(|at| *at < plan.lines.len()) else { continue };
        placed.lines[at] = edge["pos"].as_str().unwrap_or("").split_whitespace().filter_map(point).collect();
        placed.labels[at] = edge["lp"].as_str().and_then(point);
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::super::{PlanBox, PlanLine};
    use super::*;

    fn plan() -> Plan {
        let size = Size { width: 72.0, height: 36.0 };
        let label = Some(Size { width: 30.0, height: 12.0 });
        Plan {
            boxes: vec![PlanBox { size, frame: None }; 2],
            lines: vec![PlanLine { source: 0, target: 1, label, tie: false }],
            ..Plan::default()
        }
    }

    #[test]
    fn places_are_read_from_the_answer() {
        let engine = Graphviz::new("dot", |dot: &str| {
            assert!(dot.contains("n0->n1[id=e0,label="));
            let answer = r#"{"bb": "0,0,72,136", "objects": [{"name": "n0", "pos": "36,118"}, {"name": "n1", "pos": "36,18"}],
                "edges": [{"id": "e0", "pos": "36,100 36,80 36,60 36,36", "lp": "51,68"}]}"#;
            Ok(answer.as_bytes().to_vec())
        });
        let placed = engine.lay_out(&plan()).unwrap();
        assert_eq!(placed.boxes, [Point::new(36.0, 18.0), Point::new(36.0, 118.0)]);
        assert_eq!(placed.labels, [Some(Point::new(51.0, 68.0))]);
        assert_eq!(placed.lines[0][3], Point::new(36.0, 100.0));
    }

    #[test]
    fn useless_answers_are_errors() {
        let given = |answer: Result<&str, &str>| {
            let run = |_: &str| answer.map(|text| text.as_bytes().to_vec()).map_err(String::from);
            Graphviz::new("dot", run).lay_out(&plan()).unwrap_err().to_string()
        };
        for (answer, expected) in [
            (Err("it is not installed"), "it is not installed"),
            (Ok(""), "its answer is no JSON"),
            (Ok("{}"), "a line has no route"),
            (Ok(r#"{"edges": [{"id": "e0", "pos": "0,0 1,1 2,2 3,3"}]}"#), "a label has no place"),
            (Ok(r#"{"edges": [{"id": "e0", "pos": "0,0 1,1 2,2 3,3", "lp": "1,1"}]}"#), "a place is no number"),
        ] {
            assert!(given(answer).contains(expected), "{}", given(answer));
        }
    }
}
