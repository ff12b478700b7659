//! A graph of three thousand actors and lines: it can be used, and soon.

use demarche::Document;
use demarche::actors::{Actor, ActorKind};
use demarche::graph::ActorGraph;
use demarche::render::Options;
use serde_json::json;

use crate::browser::Browser;
use crate::made::{actor, graph_of};
use crate::page_of;

const ACTORS: usize = 1_000;
const LINES: usize = 2_000;

fn large() -> ActorGraph {
    let kinds = [ActorKind::State, ActorKind::Person, ActorKind::Organization, ActorKind::Group];
    let countries = ["AAA", "BBB", "CCC", "DDD", "EEE"];
    let cast: Vec<Actor> = (0..ACTORS)
        .map(|at| {
            actor(&format!("org:{at}"), &format!("Actor number {at}"), kinds[at % 4], Some(countries[at % 5]), None)
        })
        .collect();
    let verbs = ["threatens", "criticizes", "meets", "aids", "attacks", "supports", "sanctions"];
    let lines: Vec<String> = (0..LINES)
        .map(|at| {
            // The first actors take part in most of what happens.
            let (source, target) = (at % ACTORS, (at * at / 7 + at * 31) % (10 + at % 90));
            let target = if source == target { target + 1 } else { target };
            format!("org:{source} {} org:{target} actual 20{:02}-0{}-15", verbs[at % 7], 10 + at % 14, 1 + at % 9)
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    graph_of(&Document::new("many", "text"), cast, &lines)
}

#[test]
fn three_thousand_elements_can_be_used() {
    let graph = large();
    let options = Options { limit: usize::MAX, ..Options::default() };
    let Some(mut browser) = Browser::open(&page_of(&graph, &options)) else { return };
    let number = |value: serde_json::Value| value.as_f64().unwrap();
    let elements = browser.count("#graph .node") + browser.count("#graph .line");
    assert!(elements > 2_500, "{elements}");
    let paint = number(browser.eval("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
    let ready = number(browser.eval("Number(document.documentElement.dataset.ready)"));
    println!("{elements} elements: first paint after {paint} ms, ready after {ready} ms");
    // It takes a fifth of that where the processors have nothing else to do.
    assert!(paint < 3_000.0, "first paint after {paint} ms");
    // No actor hides another.
    let hidden = browser.eval(
        "(() => { const r = [...document.querySelectorAll('#graph .node')].map((e) => e.owner); let n = 0; \
         for (const a of r) for (const b of r) if (a.index < b.index && 2 * Math.abs(a.x - b.x) < a.w + b.w - 4 && \
         2 * Math.abs(a.y - b.y) < a.h + b.h - 4) n++; return n; })()",
    );
    assert!(number(hidden.clone()) < 5.0, "{hidden} pairs overlap");
    let start = std::time::Instant::now();
    browser.click("#classes .class:nth-of-type(1) input");
    assert_eq!(browser.count("#graph .line.verbal-conflict"), 0);
    println!("a filter took {} ms", start.elapsed().as_millis());
    browser.press("/");
    browser.write("number 77");
    browser.press("Enter");
    assert!(browser.text("#details h2").starts_with("Actor number 77"));
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn the_heaviest_lines_come_first_and_the_others_on_demand() {
    let Some(mut browser) = Browser::open(&page_of(&large(), &Options::default())) else { return };
    assert!(browser.count("#graph .line") <= 60);
    browser.eval("(() => { limit.value = limit.max; limit.dispatchEvent(new Event('input', {bubbles: true})); })()");
    assert!(browser.count("#graph .line") > 1_500);
    assert_eq!(browser.text("#limit-value"), "all");
    browser.click("#reset");
    assert!(browser.count("#graph .line") <= 60);
    assert_eq!(browser.eval("document.querySelectorAll('#graph .node').length < 130"), json!(true));
    assert_eq!(browser.complaints, [""; 0]);
}
