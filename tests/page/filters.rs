//! Filters and the timeline: each takes away what it says, and nothing else.

use demarche::render::{Negated, Options};
use serde_json::json;

use crate::browser::Browser;
use crate::{made, page_of, strait};

/// Labels of the lines shown.
#[track_caller]
fn lines(browser: &mut Browser) -> Vec<String> {
    let found = browser.eval("[...document.querySelectorAll('#graph .label text')].map((e) => e.textContent).sort()");
    serde_json::from_value(found).unwrap()
}

/// Sets a field as a person does who leaves it.
fn set(browser: &mut Browser, id: &str, value: &str, event: &str) {
    browser.eval(&format!(
        "(() => {{ const e = document.getElementById('{id}'); e.value = '{value}'; \
         e.dispatchEvent(new Event('{event}', {{bubbles: true}})); }})()"
    ));
}

#[test]
fn classes_kinds_and_statuses() {
    let Some(mut browser) = Browser::open(&page_of(&made::small(), &Options::default())) else { return };
    assert_eq!(lines(&mut browser), ["attacks", "criticizes", "negotiates with", "represents", "threatens ×2"]);
    browser.click("#classes .class:nth-of-type(1) input");
    assert_eq!(lines(&mut browser), ["attacks", "negotiates with", "represents"]);
    browser.click("#classes .class:nth-of-type(1) input");
    // A single kind of the class.
    browser.click("#classes .class:nth-of-type(1) button");
    browser.click("#kinds-verbal-conflict .check:nth-child(1) input");
    assert_eq!(lines(&mut browser), ["attacks", "negotiates with", "represents", "threatens ×2"]);
    assert_eq!(browser.eval("document.querySelector('#classes input').indeterminate"), json!(true));
    browser.click("#reset");
    assert_eq!(lines(&mut browser).len(), 5);
    // What is denied is there when asked for; what is claimed goes.
    browser.click("#statuses .check:last-child input");
    assert_eq!(lines(&mut browser).iter().filter(|line| *line == "sanctions").count(), 1);
    browser.click("#statuses .check:nth-child(2) input");
    assert!(!lines(&mut browser).contains(&"negotiates with".to_owned()));
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn denied_relations_can_be_there_from_the_start() {
    let options = Options { negated: Negated::Show, ..Options::default() };
    let Some(mut browser) = Browser::open(&page_of(&made::small(), &options)) else { return };
    assert!(lines(&mut browser).contains(&"sanctions".to_owned()));
}

#[test]
fn numbers() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    let all = lines(&mut browser).len();
    set(&mut browser, "count", "2", "input");
    let told_twice = lines(&mut browser);
    assert!(!told_twice.is_empty() && told_twice.len() < all, "{told_twice:?}");
    browser.click("#reset");
    set(&mut browser, "confidence", "0.85", "input");
    assert!(lines(&mut browser).len() < all);
    assert_eq!(browser.text("#confidence-value"), "85 %");
    set(&mut browser, "confidence", "1", "input");
    assert_eq!(lines(&mut browser), [""; 0]);
    assert!(browser.sees("#empty"));
    browser.click("#empty-reset");
    assert_eq!(lines(&mut browser).len(), all);
    set(&mut browser, "limit", "5", "input");
    assert_eq!(lines(&mut browser).len(), 5);
    assert!(browser.text("#summary").contains("lighter lines left out"), "{}", browser.text("#summary"));
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn dates_by_field_pointer_and_keys() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    let all = lines(&mut browser).len();
    set(&mut browser, "since", "2024-06-01", "change");
    let late = lines(&mut browser);
    assert!(!late.is_empty() && late.len() < all, "{late:?}");
    browser.click("#all-dates");
    assert_eq!(lines(&mut browser).len(), all);
    // The first two of seven months, by pointer.
    let strip = browser
        .eval("(({left, top, width}) => [left, top, width])(document.querySelector('#strip').getBoundingClientRect())");
    let (left, top, width) = (strip[0].as_f64().unwrap(), strip[1].as_f64().unwrap(), strip[2].as_f64().unwrap());
    browser.drag((left + width * 0.05, top + 30.0), (left + width * 0.2, top + 30.0));
    assert_eq!(browser.text("#range-words"), "February 2024 to March 2024");
    assert_eq!(browser.eval("[since.value, until.value].join()"), json!(",2024-03-31"));
    let early = lines(&mut browser);
    assert!(!early.is_empty() && early.len() < all, "{early:?}");
    // The handle at its end one month on, by keys.
    browser.eval("document.querySelectorAll('#strip .handle')[1].focus()");
    browser.press("ArrowRight");
    assert_eq!(browser.text("#range-words"), "February 2024 to April 2024");
    let handle = "(([, last]) => last.getAttribute('aria-valuetext'))(document.querySelectorAll('#strip .handle'))";
    assert_eq!(browser.eval(handle), json!("April 2024"));
    browser.press("End");
    assert_eq!(lines(&mut browser).len(), all);
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn undated_relations_are_left_out_of_a_range_unless_asked_for() {
    let graph = made::graph(&[
        "state:IRN threatens state:GBR actual 2024-01-05",
        "state:GBR sanctions state:IRN actual 2024-09-05",
        "group:red attacks place:muscat",
    ]);
    let Some(mut browser) = Browser::open(&page_of(&graph, &Options::default())) else { return };
    assert_eq!(lines(&mut browser), ["attacks", "sanctions", "threatens"]);
    set(&mut browser, "until", "2024-03-01", "change");
    assert_eq!(lines(&mut browser), ["threatens"]);
    browser.click("#undated");
    assert_eq!(lines(&mut browser), ["attacks", "threatens"]);
}
