//! What `merge`, `explain`, `render` and `stats` make of graphs.

use std::fs;

use crate::tool::Place;

#[test]
fn merging_is_idempotent_and_takes_json_lines() {
    let place = Place::new().with_graph().with("other.txt", "Oman praised China.");
    place.run(&["extract", "talks.txt", "-o", "talks.jsonl"]);
    place.run(&["extract", "other.txt", "-o", "other.json"]);
    place.run(&["extract", "talks.txt", "other.txt", "-o", "both.json"]);
    let graph = fs::read_to_string(place.path("graph.json")).unwrap();
    let both = fs::read_to_string(place.path("both.json")).unwrap();
    assert_eq!(place.run(&["merge", "graph.json", "talks.jsonl", "graph.json"]).out, graph);
    assert_eq!(place.run(&["merge", "talks.jsonl", "other.json"]).out, both);
    assert_eq!(place.run(&["merge", "other.json", "graph.json", "-o", "out.json"]).code, 0);
    assert_eq!(fs::read_to_string(place.path("out.json")).unwrap(), both);
}

#[test]
fn explain_marks_the_sentence() {
    let place = Place::new().with_graph();
    let run = place.run(&["explain", "graph.json", "france", "Iran"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("France accuses Iran\n  actual · "), "{}", run.out);
    assert!(run.out.contains("[S: France] {accused} [T: Iran] of smuggling weapons."), "{}", run.out);
    assert!(run.out.contains("document talks"), "{}", run.out);
    let colored = place.run(&["explain", "graph.json", "France", "Iran", "--color", "always"]);
    assert!(colored.out.contains("\u{1b}["), "{}", colored.out);
}

#[test]
fn explain_says_by_which_rules_mentions_were_linked() {
    let text = "John Kerry met Sergey Lavrov in Geneva. He criticized Iran. Moscow accused NATO.";
    let place = Place::new().with("a.txt", text);
    assert_eq!(place.run(&["extract", "a.txt", "-o", "graph.json", "--date", "2016-09-28"]).code, 0);
    let meeting = place.run(&["explain", "graph.json", "John Kerry", "Sergey Lavrov"]).out;
    assert!(meeting.contains("    source: a name of the catalog\n    target: a name of the catalog\n"), "{meeting}");
    let pronoun = place.run(&["explain", "graph.json", "John Kerry", "Iran"]).out;
    assert!(pronoun.contains("    source: pronoun: John Kerry "), "{pronoun}");
    let capital = place.run(&["explain", "graph.json", "Russia", "NATO"]).out;
    assert!(capital.contains("source: a capital as the agent of an act: the government of Russia\n"), "{capital}");
    assert!(capital.contains("target: letters that stand for NATO\n"), "{capital}");
    // A file of an older version has no such rules: nothing is said of them.
    let old = std::fs::read_to_string(place.path("graph.json")).unwrap();
    let old = old.replace(",\"source_rule\":\"catalog-name\",\"target_rule\":\"catalog-name\"", "");
    let place = place.with("old.json", old);
    let meeting = place.run(&["explain", "old.json", "John Kerry", "Sergey Lavrov"]).out;
    assert!(meeting.contains("{met}") && !meeting.contains("source:"), "{meeting}");
}

#[test]
fn explain_finds_nothing() {
    let place = Place::new().with_graph();
    let run = place.run(&["explain", "graph.json", "Iran", "France"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    insta::assert_snapshot!(run.err, @r#"
    error: no relation from Iran to France
    hint: there are relations from France to Iran: accuses
    "#);
    let run = place.run(&["explain", "graph.json", "France", "sanctions", "Iran"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("hint: there are others: accuses"), "{}", run.err);
}

#[test]
fn render_writes_a_picture() {
    let place = Place::new().with_graph();
    let run = place.run(&["render", "graph.json", "--format", "dot"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("digraph actors {") && graphviz_rust::parse(&run.out).is_ok(), "{}", run.out);
    let near = place.run(&["render", "graph.json", "--focus", "Russia", "--theme", "dark", "-o", "near.dot"]);
    assert_eq!((near.code, near.out.as_str()), (0, ""));
    let dot = fs::read_to_string(place.path("near.dot")).unwrap();
    assert!(dot.contains("criticizes") && !dot.contains("accuses"), "{dot}");
    let nothing = place.run(&["render", "graph.json", "--since", "2050"]);
    assert_eq!(nothing.code, 0);
    assert!(nothing.err.contains("warning: nothing to draw"), "{}", nothing.err);
}

#[test]
fn stats_count() {
    let run = Place::new().with_graph().run(&["stats", "graph.json"]);
    assert_eq!(run.code, 0);
    assert!(run.out.starts_with("1 document, 4 actors, "), "{}", run.out);
    assert!(run.out.contains("     1  France → Iran\n"), "{}", run.out);
}
