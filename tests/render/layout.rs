//! What holds of every layout: everything has its place, nothing lies on anything else.

use demarche::render::layout::{Builtin, Direction, Graphviz, Layout, Plan, PlanBox, PlanLine, Rect, Report, Size};
use demarche::render::{Options, RenderError, Scene};
use proptest::prelude::*;

use crate::made::small;

fn boxes(count: usize) -> Vec<PlanBox> {
    vec![PlanBox { size: Size { width: 80.0, height: 32.0 }, frame: None }; count]
}

fn line(source: usize, target: usize) -> PlanLine {
    PlanLine { source, target, label: Some(Size { width: 64.0, height: 16.0 }), tie: false }
}

#[test]
fn a_small_graph_is_laid_out_without_a_fault() {
    let scene = Scene::new(&small(), &Options::default());
    for direction in [Direction::Auto, Direction::Down, Direction::Right] {
        let plan = scene.plan(direction);
        let placed = Builtin::default().lay_out(&plan).unwrap();
        let report = Report::new(&plan, &placed);
        assert_eq!((report.crossings, report.hits(), report.lines_over_titles), (0, 0, 0), "{report}");
        assert_eq!(report.crowded_ends, 0, "heads can be told apart");
        assert!(report.label_distance < 3.0, "{report}");
    }
}

#[test]
fn lines_run_the_way_that_was_asked_for() {
    let chain = |direction| {
        let plan = Plan { boxes: boxes(3), lines: vec![line(0, 1), line(1, 2)], direction, ..Plan::default() };
        Builtin::default().lay_out(&plan).unwrap().boxes
    };
    let down = chain(Direction::Down);
    assert!(down[0].y < down[1].y && down[1].y < down[2].y, "{down:?}");
    let right = chain(Direction::Right);
    assert!(right[0].x < right[1].x && right[1].x < right[2].x, "{right:?}");
}

#[test]
fn joined_actors_stand_near_each_other_whichever_way_lines_point() {
    // A ladder whose lines point to all sides: drawn along it, none cross.
    let across = (0..8).map(|at| if at % 2 == 0 { line(at, at + 8) } else { line(at + 8, at) });
    let along =
        (0..7).flat_map(|at| [line(at + 1, at), if at % 3 == 0 { line(at + 8, at + 9) } else { line(at + 9, at + 8) }]);
    let plan = Plan { boxes: boxes(16), lines: across.chain(along).collect(), ..Plan::default() };
    let report = Report::new(&plan, &Builtin::default().lay_out(&plan).unwrap());
    assert_eq!((report.crossings, report.hits(), report.crowded_ends), (0, 0, 0), "{report}");
}

#[test]
fn frames_hold_their_boxes_and_titles() {
    let mut boxes = boxes(6);
    boxes[0].frame = Some(0);
    boxes[1].frame = Some(0);
    boxes[4].frame = Some(1);
    let frames = vec![Size { width: 190.0, height: 14.0 }; 2];
    let lines = vec![line(0, 1), line(1, 4), line(4, 5), line(2, 0), line(3, 4)];
    for direction in [Direction::Auto, Direction::Down, Direction::Right] {
        check_frames(&Plan { boxes: boxes.clone(), lines: lines.clone(), frames: frames.clone(), direction });
    }
}

#[track_caller]
fn check_frames(plan: &Plan) {
    let placed = Builtin::default().lay_out(plan).unwrap();
    for (at, found) in placed.boxes.iter().zip(&plan.boxes) {
        for (frame, rect) in placed.frames.iter().enumerate() {
            assert_eq!(rect.unwrap().holds(*at), found.frame == Some(frame));
        }
    }
    for (title, frame) in placed.titles.iter().zip(&placed.frames) {
        let (title, frame) = (title.unwrap(), frame.unwrap());
        assert!(title.right() <= frame.right() && title.bottom() <= frame.bottom(), "{title:?} in {frame:?}");
        assert!(frame.height < 260.0, "{frame:?}");
    }
    assert_eq!(Report::new(plan, &placed).hits(), 0);
}

#[test]
fn impossible_plans_are_errors() {
    let size = |width: f64| PlanBox { size: Size { width, height: 10.0 }, frame: None };
    for (plan, expected) in [
        (Plan { boxes: boxes(1), lines: vec![line(0, 1)], ..Plan::default() }, "no box"),
        (
            Plan { boxes: vec![PlanBox { frame: Some(0), ..boxes(1)[0] }], ..Plan::default() },
            "a frame that there is not",
        ),
        (Plan { boxes: vec![size(f64::NAN)], ..Plan::default() }, "no number"),
        (Plan { boxes: vec![size(1e9)], ..Plan::default() }, "too large"),
        (Plan { boxes: vec![size(-1.0)], ..Plan::default() }, "no number"),
    ] {
        let engines: [&dyn Layout; 2] = [&Builtin::default(), &Graphviz::new("dot", |_: &str| Err("unused".into()))];
        for engine in engines {
            let error: RenderError = engine.lay_out(&plan).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
        }
    }
}

/// Any plan: frames, labels or none, lines from a box to itself, parallel lines.
fn any_plan() -> impl Strategy<Value = Plan> {
    let size = (20.0..120.0_f64, 16.0..50.0_f64).prop_map(|(width, height)| Size { width, height });
    let boxes = prop::collection::vec((size.clone(), prop::option::weighted(0.6, 0..3_usize)), 1..14);
    let frames = prop::collection::vec(size.clone(), 3);
    (boxes, frames, 0..3_usize).prop_flat_map(move |(boxes, frames, direction)| {
        let count = boxes.len();
        let label = prop::option::weighted(0.8, size.clone());
        let line = (0..count, 0..count, label, any::<bool>());
        prop::collection::vec(line, 0..22).prop_map(move |lines| Plan {
            boxes: boxes.iter().map(|&(size, frame)| PlanBox { size, frame }).collect(),
            lines: lines
                .into_iter()
                .map(|(source, target, label, tie)| PlanLine { source, target, label, tie })
                .collect(),
            frames: frames.clone(),
            direction: [Direction::Auto, Direction::Down, Direction::Right][direction],
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn nothing_lies_on_anything_else(plan in any_plan()) {
        let placed = Builtin::default().lay_out(&plan).unwrap();
        prop_assert_eq!(&placed, &Builtin::default().lay_out(&plan).unwrap());
        let report = Report::new(&plan, &placed);
        prop_assert_eq!((report.box_overlaps, report.label_overlaps, report.strangers), (0, 0, 0), "{}", report);
        for (line, curve) in plan.lines.iter().zip(&placed.lines) {
            for (end, at) in [(line.source, curve[0]), (line.target, curve[curve.len() - 1])] {
                let size = plan.boxes[end].size;
                let near = Rect::around(placed.boxes[end], Size { width: size.width + 2.0, height: size.height + 2.0 });
                prop_assert!(near.holds(at), "{:?} ends at {:?}, not at {:?}", line, at, near);
            }
        }
    }
}
