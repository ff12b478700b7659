//! Names, sentences and addresses that would like to be more than text.

use demarche::Document;
use demarche::actors::ActorKind;
use demarche::render::{
    Options,
    layout::{Builtin, Direction},
    to_page,
};
use serde_json::json;

use crate::browser::Browser;
use crate::made::{actor, graph_of};

const NAMES: [&str; 10] = [
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 1</script>",
    "<!--<script>",
    "<img src=x onerror=\"window.hacked = 1\">",
    "\"' onload='window.hacked = 1' x=\"",
    "]]></style></title></svg><svg onload=\"window.hacked = 1\">",
    "{{script}}{{data}}",
    "سلام\u{202e}detrever",
    "👩‍👩‍👧 \u{2028}\u{2029}\u{0}\u{1b}[31m",
    "${window.hacked = 1}`\\u003cb\\",
];

fn page() -> String {
    let mut actors: Vec<_> = NAMES
        .iter()
        .enumerate()
        .map(|(at, name)| actor(&format!("org:{at}"), name, ActorKind::Organization, Some(name), Some(name)))
        .collect();
    actors.push(actor("org:long", &"long ".repeat(2_000), ActorKind::Organization, None, None));
    let lines: Vec<String> =
        (0..NAMES.len()).map(|at| format!("org:{at} threatens org:{}", (at + 1) % NAMES.len())).collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.push("org:long threatens org:1");
    let document = Document {
        title: Some(NAMES.join(" ")),
        url: Some("javascript:window.hacked=1".into()),
        ..Document::new("</script>", NAMES.join("\n"))
    };
    let graph = graph_of(&document, actors, &lines);
    to_page(&graph, &Options::default(), Direction::Auto, &Builtin::default()).unwrap()
}

#[test]
fn nothing_in_the_page_is_markup_but_our_own() {
    let page = page();
    assert_eq!(page.matches("<script").count(), 2, "the data and the script");
    assert_eq!(page.matches("</script>").count(), 2);
    assert_eq!((page.matches("<style").count(), page.matches("<title>").count() > 0), (1, true));
    assert!(!page.contains("<!--") && !page.contains("<img"));
    let (_, data) = page.split_once("id=\"data\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    assert!(!data.replace("<\\/", "").contains(['<', '\u{2028}', '\u{2029}']));
    assert!(!data.contains("</") && data.contains("<\\/script>"), "{data}");
    assert!(!page.to_lowercase().contains("href=\"javascript"));
}

#[test]
fn hostile_names_are_text() {
    let Some(mut browser) = Browser::open(&page()) else { return };
    assert_eq!(browser.count("#graph .node"), 11);
    for (at, name) in NAMES.iter().enumerate() {
        browser.eval(&format!("document.querySelector('[data-actor=\"org:{at}\"]').focus()"));
        browser.press("Enter");
        let title = browser.eval("document.querySelector('#details h2').textContent");
        assert_eq!(title, json!(name));
    }
    browser.press("/");
    browser.write("<");
    assert!(browser.count("#suggestions li") > 3);
    browser.press("Escape");
    browser.eval("document.querySelector('.label').focus()");
    browser.press("Enter");
    assert!(browser.count("#details blockquote") > 0);
    assert_eq!(browser.count("#details a"), 0, "an address that is none of the web is no link");
    // Ten thousand letters neither widen the page nor the panel.
    browser.eval("document.querySelector('[data-actor=\"org:long\"]').focus()");
    browser.press("Enter");
    assert_eq!(browser.eval("document.querySelector('#details h2').textContent.length"), json!(10_000));
    assert_eq!(
        browser
            .eval("[document.documentElement.scrollWidth <= innerWidth, details.scrollWidth <= details.clientWidth]"),
        json!([true, true])
    );
    assert_eq!(browser.eval("typeof window.hacked"), json!("undefined"));
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn the_policy_stops_what_the_page_never_does() {
    let Some(mut browser) = Browser::open(&page()) else { return };
    browser.eval(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 1'; document.body.append(s); \
         const d = document.createElement('div'); d.innerHTML = '<img src=x onerror=\"window.hacked = 1\">'; \
         document.body.append(d); })()",
    );
    assert_eq!(browser.eval("fetch('https://example.org/').then(() => 'sent', () => 'stopped')"), json!("stopped"));
    assert_eq!(browser.eval("typeof window.hacked"), json!("undefined"));
    assert!(
        !browser.complaints.iter().any(|complaint| complaint.starts_with("asks the network")),
        "{:?}",
        browser.complaints
    );
}
