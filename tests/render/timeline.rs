//! Events over time.

use demarche::render::{Options, Step, Timeline, to_png, to_timeline};
use resvg::usvg::roxmltree;

use crate::made::{graph, small};

/// Each bar as `NAME: KIND ×COUNT`, after the names of the row.
fn bars(timeline: &Timeline) -> Vec<String> {
    let mut lines = Vec::new();
    for row in &timeline.rows {
        lines.push(row.actors.join(" / "));
        for (step, kinds) in &row.counts {
            let told: Vec<String> = kinds.iter().map(|((_, kind), count)| format!("{kind} ×{count}")).collect();
            lines.push(format!("  {}: {}", timeline.name(*step), told.join(", ")));
        }
    }
    lines
}

#[test]
fn events_are_counted_by_pair_and_month() {
    let graph = graph(&[
        "state:IRN threatens state:GBR actual 2023-03-14",
        "state:IRN threatens state:GBR actual 2023-03-20",
        "state:GBR sanctions state:IRN actual 2023-05-01",
        "state:GBR meets org:pact actual 2023-04-02",
        "person:daryani represents state:IRN actual 2023-04-02",
        "group:red attacks place:muscat",
        "state:GBR aids state:IRN negated 2023-05-01",
    ]);
    let timeline = Timeline::new(&graph, &Options::default());
    assert_eq!(
        bars(&timeline),
        [
            "United Kingdom / Iran",
            "  2023-03: threatens ×2",
            "  2023-05: sanctions ×1",
            "Gulf Pact / United Kingdom",
            "  2023-04: meets ×1",
        ]
    );
    assert_eq!((timeline.steps, timeline.undated), (3, 1));
    let one = Timeline::new(&graph, &Options { limit: 1, ..Options::default() });
    assert!(one.subtitle().starts_with("showing 1 of 2 pairs of actors · sentences by month"), "{}", one.subtitle());
}

#[test]
fn a_long_time_is_drawn_by_year() {
    let graph = graph(&[
        "state:IRN threatens state:GBR actual 1990-03-14",
        "state:IRN threatens state:GBR actual 1990-11-14",
        "state:IRN threatens state:GBR actual 2023-03-14",
    ]);
    let timeline = Timeline::new(&graph, &Options::default());
    assert_eq!((timeline.step, timeline.steps), (Step::Year, 34));
    assert_eq!(bars(&timeline)[1..], ["  1990: threatens ×2", "  2023: threatens ×1"]);
}

#[test]
fn cooperation_stands_above_the_line_and_conflict_below() {
    let graph =
        graph(&["state:IRN threatens state:GBR actual 2023-03-14", "state:IRN meets state:GBR actual 2023-04-14"]);
    let svg = to_timeline(&graph, &Options::default());
    let read = roxmltree::Document::parse(&svg).unwrap();
    let bar = |kind: &str| {
        let groups = read.descendants().filter(|node| node.attribute("class") == Some("bar"));
        let found =
            groups.filter(|node| node.descendants().any(|inner| inner.text().is_some_and(|text| text.contains(kind))));
        let rect = found.flat_map(|group| group.children()).find(|child| child.has_tag_name("rect")).unwrap();
        let number = |name: &str| rect.attribute(name).unwrap().parse::<f64>().unwrap();
        (number("y"), number("height"))
    };
    let ((meets, height), (threatens, _)) = (bar("meets"), bar("threatens"));
    assert!((meets + height - threatens).abs() < 0.2, "both meet at the line: {meets} + {height}, {threatens}");
    assert!(to_png(&svg).is_ok());
}

#[test]
fn without_dates_there_is_nothing() {
    let svg = to_timeline(&small(), &Options::default());
    assert!(svg.contains("0 pairs of actors") && !svg.contains("class=\"bar\""), "{svg}");
    assert!(roxmltree::Document::parse(&svg).is_ok());
}
