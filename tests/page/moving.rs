//! Moving about: pan, zoom, drag, keys alone, colors, saving a picture.

use std::fs;

use demarche::render::{Options, Scheme, Theme};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::{page_of, strait};

/// The shift and scale of the graph.
#[track_caller]
fn view(browser: &mut Browser) -> Vec<f64> {
    let found =
        browser.eval("document.querySelector('#graph > g').getAttribute('transform').match(/-?[\\d.]+/g).map(Number)");
    serde_json::from_value(found).unwrap()
}

#[track_caller]
fn marked(browser: &mut Browser) -> Value {
    browser.eval("document.activeElement.dataset?.actor ?? document.activeElement.dataset?.line ?? document.activeElement.tagName")
}

#[test]
fn pan_and_zoom_by_pointer() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    let start = view(&mut browser);
    browser.drag((320.0, 90.0), (420.0, 130.0));
    let moved = view(&mut browser);
    assert!(
        (moved[0] - start[0] - 100.0).abs() < 6.0 && (moved[1] - start[1] - 40.0).abs() < 6.0,
        "{start:?} {moved:?}"
    );
    browser.wheel((700.0, 300.0), -200.0);
    browser.wait(
        "the zoom",
        &format!("!document.querySelector('#graph > g').getAttribute('transform').includes('scale({})')", moved[2]),
    );
    assert!(view(&mut browser)[2] > moved[2]);
    browser.click("#fit");
    let fitted = view(&mut browser);
    assert!(fitted.iter().zip(&start).all(|(a, b)| (a - b).abs() < 0.2), "{fitted:?} {start:?}");
    browser.click("#zoom-out");
    assert!(view(&mut browser)[2] < start[2]);
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn the_view_glides_to_where_it_goes() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    let start = view(&mut browser);
    browser.media("light", "no-preference");
    for _ in 0..3 {
        browser.click("#zoom-out");
    }
    browser.click("#fit");
    let end = format!("scale({})", start[2]);
    browser.wait(
        "the end of the way",
        &format!("document.querySelector('#graph > g').getAttribute('transform').includes('{end}')"),
    );
    assert!(view(&mut browser).iter().zip(&start).all(|(a, b)| (a - b).abs() < 0.2));
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn a_node_is_dragged_and_its_lines_follow() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    let line = "[...document.querySelectorAll('#graph .line')].find((e) => e.owner.relations.some((r) => \
                r.source !== r.target && document.querySelector('[data-actor=\"state:YEM\"]').owner.relations.includes(r)))\
                .querySelector('.stroke').getAttribute('d')";
    let (before, from) = (browser.eval(line), browser.place("[data-actor='state:YEM'] .outline"));
    browser.drag(from, (from.0 + 60.0, from.1 - 50.0));
    let to = browser.place("[data-actor='state:YEM'] .outline");
    assert!((to.0 - from.0 - 60.0).abs() < 6.0 && (to.1 - from.1 + 50.0).abs() < 6.0, "{from:?} {to:?}");
    assert_ne!(browser.eval(line), before);
    assert!(!browser.sees("#details"), "a drag is no click");
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn everything_by_keys_alone() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    browser.press("Tab");
    assert_eq!(browser.eval("document.activeElement.className"), json!("skip"));
    browser.press("Enter");
    browser.press("Tab");
    let first = marked(&mut browser);
    assert!(first.as_str().is_some_and(|id| id.contains(':')), "{first}");
    // The mark can be seen.
    let ring = "getComputedStyle(document.activeElement.querySelector('.ring')).stroke";
    assert_ne!(browser.eval(ring), json!("none"));
    for _ in 1..15 {
        browser.press("Tab");
    }
    browser.press("Tab");
    assert!(marked(&mut browser).as_str().is_some_and(|key| key.contains('>')), "lines come after actors");
    let line = marked(&mut browser);
    browser.press("Enter");
    assert_eq!(browser.eval("document.activeElement.tagName"), json!("H2"));
    assert!(browser.count("#details blockquote") > 0);
    browser.press("Escape");
    assert!(!browser.sees("#details"));
    assert_eq!(marked(&mut browser), line);
    browser.press("Shift+Tab");
    browser.press("Enter");
    assert!(browser.text("#details").contains("in time"));
    browser.press("Escape");
    let before = view(&mut browser);
    browser.press("ArrowLeft");
    browser.press("ArrowUp");
    let moved = view(&mut browser);
    assert!(moved[0] > before[0] && moved[1] > before[1]);
    browser.press("+");
    assert!(view(&mut browser)[2] > moved[2]);
    browser.press("-");
    browser.press("-");
    assert!(view(&mut browser)[2] < moved[2]);
    browser.press("0");
    browser.press("?");
    assert!(browser.sees("#keys"));
    browser.press("Escape");
    assert!(!browser.sees("#keys"));
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn everything_that_can_be_used_has_a_name() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    browser.click("[aria-label^='United Kingdom criticizes times 3 Iran']");
    let nameless = browser.eval(
        "[...document.querySelectorAll('button, input, select, a, [tabindex=\"0\"], [role=slider]')].filter((e) => \
         !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length)).map((e) => e.outerHTML)",
    );
    assert_eq!(nameless, json!([]));
}

#[test]
fn colors_follow_the_system_until_one_chooses() {
    let ground = "getComputedStyle(document.body.parentElement).backgroundColor";
    let rgb = |theme: Theme| {
        let hex = theme.palette().background;
        let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        json!(format!("rgb({}, {}, {})", channel(1), channel(3), channel(5)))
    };
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    assert_eq!(browser.eval(ground), rgb(Theme::Light));
    browser.media("dark", "reduce");
    assert_eq!(browser.eval(ground), rgb(Theme::Dark));
    let choose = |browser: &mut Browser, name: &str| {
        browser.eval(&format!("(() => {{ theme.value = '{name}'; theme.dispatchEvent(new Event('change')); }})()"));
    };
    choose(&mut browser, "light");
    assert_eq!(browser.eval(ground), rgb(Theme::Light));
    for (theme, name) in Theme::ALL {
        choose(&mut browser, name);
        let line =
            browser.eval("getComputedStyle(document.documentElement).getPropertyValue('--tie-line').toUpperCase()");
        let expected = theme.palette().edge(demarche::relations::QuadClass::Tie).line.to_uppercase();
        assert_eq!(line, json!(expected), "{name}");
    }
    drop(browser);
    let options = Options { theme: Theme::Dark, scheme: Scheme::Theme, ..Options::default() };
    let Some(mut browser) = Browser::open(&page_of(&strait(), &options)) else { return };
    assert_eq!(browser.eval(ground), rgb(Theme::Dark), "a theme that was asked for does not follow the system");
}

#[test]
fn what_is_in_view_is_saved_as_a_picture() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    let folder = browser.downloads();
    browser.click("#save");
    let path = folder.join("actors-and-their-relations.png");
    let start = std::time::Instant::now();
    while !path.exists() && start.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let bytes = fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"));
    let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert!(side(16) > 1_000 && side(20) > 1_000, "{} {}", side(16), side(20));
    // More than one color: the graph is in it.
    assert!(bytes.len() > 40_000, "{} bytes", bytes.len());
    assert_eq!(browser.complaints, [""; 0]);
}

#[test]
fn small_windows_show_everything_too() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    browser.resize(600, 800);
    browser.click("#show-filters");
    assert!(!browser.sees("#filters"));
    browser.click("[data-actor='state:IRN']");
    assert_eq!(browser.text("#details h2"), "Iran");
    assert_eq!(browser.eval("document.documentElement.scrollWidth <= innerWidth"), json!(true));
    assert_eq!(browser.complaints, [""; 0]);
}
