//! What a reader finds: actors by search, sentences behind lines, what an actor did over time.

use demarche::render::{Options, Scene};
use serde_json::json;

use crate::browser::Browser;
use crate::{page_of, strait};

#[test]
fn the_page_starts_with_what_the_built_in_picture_shows() {
    let graph = strait();
    for options in [
        Options::default(),
        Options { limit: 12, ..Options::default() },
        Options { focus: Some("state:OMN".into()), ..Options::default() },
        Options { min_count: 2, ..Options::default() },
        Options { since: Some("2024-03-01".parse().unwrap()), ..Options::default() },
        Options { kinds: vec![graph.ontology().kind("criticizes").unwrap()], ..Options::default() },
    ] {
        let scene = Scene::new(&graph, &options);
        let mut expected: Vec<String> = scene
            .edges
            .iter()
            .map(|edge| format!("{} {} {}", scene.nodes[edge.source].name, edge.label, scene.nodes[edge.target].name))
            .collect();
        expected.sort();
        let Some(mut browser) = Browser::open(&page_of(&graph, &options)) else { return };
        let shown = browser.eval(
            "[...document.querySelectorAll('#graph .label')].map((e) => e.getAttribute('aria-label')\
             .replace(/, (standing tie|reported as fact|only claimed, planned or denied)$/, '').replaceAll('times ', '×'))",
        );
        let mut shown: Vec<String> = serde_json::from_value(shown).unwrap();
        shown.sort();
        assert_eq!(shown, expected, "{options:?}");
        assert_eq!(browser.count("#graph .node"), scene.nodes.len() as u64);
        assert_eq!(browser.complaints, [""; 0]);
    }
}

#[test]
fn searching_brings_an_actor_into_the_middle() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    browser.press("/");
    assert_eq!(browser.eval("document.activeElement.id"), json!("search"));
    // Tehran is another name of Iran.
    browser.write("tehr");
    assert!(browser.text("#suggestions").starts_with("Iran\nState"), "{}", browser.text("#suggestions"));
    browser.press("Enter");
    assert!(!browser.sees("#suggestions"));
    assert_eq!(browser.text("#details h2"), "Iran");
    let (x, y) = browser.place("[data-actor='state:IRN'] .outline");
    let (middle_x, middle_y) = browser.place("#stage");
    assert!((x - middle_x).abs() < 2.0 && (y - middle_y).abs() < 2.0, "{x} {y}, not {middle_x} {middle_y}");
    browser.press("/");
    browser.write("nobody at all");
    assert_eq!(browser.text("#suggestions"), "Nobody of that name");
    browser.press("Escape");
    assert!(!browser.sees("#suggestions"));
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn an_actor_beyond_the_heaviest_lines_can_be_found() {
    let options = Options { limit: 3, ..Options::default() };
    let Some(mut browser) = Browser::open(&page_of(&strait(), &options)) else { return };
    assert_eq!(browser.count("[data-actor='state:QAT']"), 0);
    browser.click("#search");
    browser.write("qatar");
    browser.click("#suggestions li");
    assert_eq!(browser.text("#details h2"), "Qatar");
    assert!(browser.sees("[data-actor='state:QAT']"));
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn a_line_shows_its_sentences() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    let label = "[aria-label^='United Kingdom criticizes times 3 Iran']";
    browser.click(label);
    let details = browser.text("#details");
    for expected in [
        "United Kingdom\n→ criticizes ×3\nIran",
        "3 sentences in 3 documents",
        "3 February 2024",
        "85 % sure",
        "reported as fact",
        "Britain called Iran's patrols reckless.",
        "Warships shadow tankers in the strait",
    ] {
        assert!(details.contains(expected), "{expected:?} is not in {details:?}");
    }
    assert_eq!(browser.text("#details blockquote mark.s"), "Britain");
    assert_eq!(browser.text("#details blockquote mark.k"), "called");
    assert_eq!(browser.text("#details blockquote mark.t"), "Iran");
    let link = browser.eval("(({href, rel}) => [href, rel])(document.querySelector('#details .from a'))");
    assert_eq!(link, json!(["https://example.org/strait-1", "noopener noreferrer"]));
    // The line and its ends stand out.
    assert_eq!(browser.count("#graph .node.near"), 2);
    browser.click("#details .close");
    assert!(!browser.sees("#details"));
    assert_eq!(browser.count("#graph .near"), 0);
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn claims_name_who_claims() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    browser.click("[aria-label^='Iran attacks Gulf Shipping Union']");
    let details = browser.text("#details");
    assert!(details.contains("claimed by "), "{details}");
}

#[test]
fn an_actor_shows_its_ties_and_its_relations_in_time() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    browser.click("[data-actor='state:OMN']");
    assert_eq!(browser.text("#details h2"), "Oman");
    let details = browser.text("#details");
    assert!(details.contains("ties") && details.contains("relations in time"), "{details}");
    let days =
        browser.eval("[...document.querySelectorAll('#details .rows:last-of-type em')].map((e) => e.textContent)");
    let days: Vec<String> = serde_json::from_value(days).unwrap();
    assert!(days.len() > 3, "{days:?}");
    let month =
        |day: &String| ["Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"].iter().position(|name| day.contains(name));
    assert!(days.windows(2).all(|two| month(&two[0]) <= month(&two[1])), "{days:?}");
    // A relation leads on to its sentences, and a name there to its actor.
    browser.click("#details .rows:last-of-type button");
    assert!(browser.count("#details blockquote") >= 1);
    browser.click("#details h2 .link");
    assert!(browser.text("#details").contains("in time"));
    browser.click("[data-actor='state:OMN']");
    browser.click("#details .actions button:last-child");
    assert!(browser.sees("#chip"));
    assert!(browser.text("#chip").starts_with("Oman and what is within 1 step"));
    let near = browser.count("#graph .node");
    assert!((2..15).contains(&near), "{near}");
    browser.click("#chip-close");
    assert_eq!(browser.count("#graph .node"), 15);
    assert_eq!(browser.complaints, [""; 0]);
}
