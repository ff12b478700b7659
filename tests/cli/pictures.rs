//! What `render` draws without anything installed, and what it says where an engine fails.

use std::fs;

use crate::tool::Place;

#[test]
fn a_picture_needs_nothing_but_the_tool() {
    let place = Place::new().with_graph();
    for (name, head) in [
        ("graph.svg", &b"<svg "[..]),
        ("graph.png", b"\x89PNG\r\n"),
        ("graph.html", b"<!DOCTYPE html>"),
        ("graph.dot", b"digraph"),
    ] {
        let run = place.run(&["render", "graph.json", "-o", name]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
        assert!(run.err.starts_with(&format!("wrote {name}: 3 actors · showing 2 of 3 relations")), "{}", run.err);
        assert!(fs::read(place.path(name)).unwrap().starts_with(head), "{name}");
    }
    let run = place.run(&["render", "graph.json"]);
    assert!(run.out.starts_with("<svg ") && run.out.ends_with("</svg>\n"), "{}", run.out);
    assert_eq!(run.out, fs::read_to_string(place.path("graph.svg")).unwrap());
}

#[test]
fn an_article_becomes_a_picture_in_one_command() {
    let place = Place::new().with("talks.txt", crate::tool::ARTICLE);
    let run = place.run(&["extract", "talks.txt", "-o", "talks.svg"]);
    assert_eq!(run.code, 0, "{run:?}");
    let svg = fs::read_to_string(place.path("talks.svg")).unwrap();
    assert!(svg.contains(">Talks collapse<") && svg.contains(">accuses<"), "{svg}");
}

#[test]
fn signs_without_a_font_are_told() {
    // A sign of nobody's script: no font has it.
    let place = Place::new().with_graph();
    let graph = fs::read_to_string(place.path("graph.json")).unwrap().replace("\"Iran\"", "\"Iran \u{10fff0}\"");
    fs::write(place.path("named.json"), graph).unwrap();
    let run = place.run(&["render", "named.json", "-o", "named.png"]);
    assert!(run.code == 0 && run.err.starts_with("warning: no font on this machine has \u{10fff0}"), "{run:?}");
    let run = place.run(&["render", "named.json", "-o", "named.svg"]);
    assert!(run.code == 0 && !run.err.contains("warning"), "{run:?}");
}

#[test]
fn a_page_is_one_file() {
    let place = Place::new().with_graph().with("talks.txt", crate::tool::ARTICLE);
    let run = place.run(&["extract", "talks.txt", "-o", "talks.html"]);
    assert_eq!(run.code, 0, "{run:?}");
    let page = fs::read_to_string(place.path("talks.html")).unwrap();
    assert!(page.contains("France accused Iran of ") && page.contains("data-theme=\"system\""), "{page}");
    assert!(!page.contains("src=\"http") && !page.contains("<link"), "{page}");
    let run = place.run(&["render", "graph.json", "--theme", "dark", "--format", "html"]);
    assert!(run.out.contains("data-theme=\"dark\""));
    let run = place.run(&["render", "graph.json", "--timeline", "-o", "x.html"]);
    assert!(run.code == 2 && run.err.contains("every page has its timeline"), "{run:?}");
}

#[test]
fn options_change_the_picture() {
    let place = Place::new().with_graph();
    let drawn = |args: &[&str]| {
        let run = place.run(&[&["render", "graph.json"], args].concat());
        assert_eq!(run.code, 0, "{run:?}");
        run.out
    };
    let usual = drawn(&[]);
    for args in [&["--theme", "dark"][..], &["--direction", "right"], &["--limit", "1"], &["--focus", "Russia"]] {
        assert_ne!(drawn(args), usual, "{args:?}");
    }
    let one = drawn(&["--limit", "1"]);
    assert!(one.contains("showing 1 of 3 relations"), "{one}");
}

#[test]
fn an_engine_that_fails_leaves_nothing_behind() {
    let place = Place::new().with_graph();
    let refuse = |name: &str, script: &str| {
        let path = place.path(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        path.to_str().unwrap().to_owned()
    };
    let mut engines = vec![("no-such-engine".to_owned(), "there is no such program")];
    if cfg!(unix) {
        engines.push((refuse("grumbles", "echo out of ink >&2; exit 3"), "out of ink"));
        engines.push((refuse("babbles", "cat >/dev/null; echo hello"), "no JSON"));
        engines.push((refuse("sleeps", "exec sleep 60"), "not done within 0.3 s"));
    }
    for (engine, expected) in engines {
        let run = place.run(&["render", "graph.json", "--engine", &engine, "--timeout", "0.3", "-o", "out.svg"]);
        assert_eq!((run.code, run.out.as_str()), (4, ""), "{run:?}");
        assert!(run.err.contains(expected) && run.err.contains("hint: "), "{}", run.err);
        assert!(
            !place.names().iter().any(|name| name.contains("out") || name.contains(".part")),
            "{:?}",
            place.names()
        );
    }
}

#[test]
fn the_built_in_engine_keeps_to_the_time_limit() {
    let place = Place::new().with_graph();
    let run = place.run(&["render", "graph.json", "--timeout", "0.000001", "-o", "out.png"]);
    assert_eq!((run.code, run.out.as_str()), (4, ""), "{run:?}");
    assert!(run.err.starts_with("error: the layout engine `builtin` failed: it was not done within"), "{}", run.err);
    assert_eq!(place.names(), ["graph.json", "talks.txt"]);
}
