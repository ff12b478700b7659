//! What the tool says of bad arguments, files, lines and graphs: the place, and what to try.

use std::fs;

use crate::tool::{ARTICLE, Place};

#[test]
fn usage_errors_suggest_what_was_meant() {
    let place = Place::new().with_graph();
    for (args, expected) in [
        (&["extrakt", "talks.txt"][..], "'extract'"),
        (&["extract", "--ofsets", "chars"], "'--offsets'"),
        (&["extract", "--format", "jsn"], "'json'"),
        (&["explain", "graph.json", "Frnace", "Iran"], "did you mean `France`?"),
        (&["explain", "graph.json", "France", "acuses", "Iran"], "did you mean `accuses`?"),
        (&["render", "graph.json", "--focus", "Irna"], "did you mean `Iran`?"),
        (&["render", "graph.json", "--kind", "accuses,critcizes"], "did you mean `criticizes`?"),
    ] {
        let run = place.run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}: {run:?}");
        assert!(run.err.contains(expected), "{args:?}: {}", run.err);
    }
}

#[test]
fn bad_values_say_what_is_good() {
    let place = Place::new().with_graph();
    for (args, expected) in [
        (&["extract", "talks.txt", "--min-confidence", "2"][..], "a number from 0 to 1"),
        (&["extract", "talks.txt", "--date", "yesterday"], "yesterday"),
        (&["render", "graph.json", "--since", "2016-13"], "2016-09-28, 2016-09 or 2016"),
        (&["render", "graph.json", "-o", "graph.pdf"], "use .html, .svg, .png or .dot"),
        (&["render", "graph.json", "--timeout", "soon"], "a number of seconds"),
        (&["render", "graph.json", "--hops", "2"], "--focus"),
        (&["extract", "talks.txt", "-o", "graph.xml"], "--format"),
    ] {
        let run = place.run(args);
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        assert!(run.err.contains(expected), "{args:?}: {}", run.err);
    }
}

#[test]
fn missing_files_are_noticed_before_anything_is_written() {
    let place = Place::new().with("talks.txt", ARTICLE);
    let run = place.run(&["extract", "talks.txt", "gone.txt", "-o", "graph.json"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (2, "", "error: no file or folder `gone.txt`\n"));
    assert_eq!(place.names(), ["talks.txt"]);
    let run = place.run(&["stats", "gone.json"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.err, @r#"
    error: no file or folder `gone.json`
    hint: `demarche extract article.txt -o graph.json` makes a graph
    "#);
}

#[test]
fn a_bad_line_is_named_and_the_others_are_read() {
    let lines = "{\"id\": \"a\", \"text\": \"France accused Iran.\"}\n{\"id\": \"b\", \"text\": 3}\n{\"id\": \"c\", \"text\": \"\"}\n";
    let place = Place::new().with("news.jsonl", lines);
    let run = place.run(&["extract", "news.jsonl", "-o", "found.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    insta::assert_snapshot!(run.err, @r#"
    error: invalid type: integer `3`, expected a string (in `text`)
     --> news.jsonl:2:21
      |
    2 | {"id": "b", "text": 3}
      |                     ^
    hint: fields: "id" and "text"; if known, "title", "date", "url", "mentions": [{"start", "end"}]
    wrote found.jsonl: 2 documents
    warning: 1 of 3 documents could not be read
    "#);
    assert_eq!(fs::read_to_string(place.path("found.jsonl")).unwrap().lines().count(), 2);
    let all_bad = Place::new().with("news.jsonl", "[]\n").run(&["extract", "news.jsonl"]);
    assert_eq!((all_bad.code, all_bad.out.as_str()), (2, ""));
}

#[test]
fn a_broken_graph_shows_its_place() {
    let graph = "{\"format\":\"demarche/1\",\n\"documents\":[],\n\"actors\":[\n{\"id\":\"state:IRN\",\"name\":\"Iran\",\"kind\":\"planet\"}],\n\"relations\":[]}\n";
    let place = Place::new().with("graph.json", graph);
    let run = place.run(&["render", "graph.json", "-o", "graph.dot"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err, @r#"
    error: unknown variant `planet`, expected one of `person`, `state`, `organization`, `group`, `place` (in `actors[0].kind`)
     --> graph.json:4:40
      |
    4 | {"id":"state:IRN","name":"Iran","kind":"planet"}],
      |                                        ^
    hint: docs/graph.schema.json describes every field
    "#);
    assert_eq!(place.names(), ["graph.json"]);
    for broken in ["", "[]", "{", "not json", "{\"format\":\"demarche/9\",\"documents\":[]}", "\u{0}"] {
        let run = Place::new().with("graph.json", broken).run(&["stats", "graph.json"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{broken:?}: {run:?}");
        assert!(run.err.starts_with("error: ") && run.err.contains("graph.json"), "{broken:?}: {}", run.err);
    }
}

#[test]
fn conflicting_texts_of_one_id_are_reported() {
    let lines = |text: &str| format!("{{\"id\": \"a\", \"text\": \"{text}\"}}\n");
    let place =
        Place::new().with("one.jsonl", lines("France accused Iran.")).with("two.jsonl", lines("Iran thanked Oman."));
    let run = place.run(&["extract", "one.jsonl", "two.jsonl", "--format", "json"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("document `a` has two texts") && run.err.contains("hint:"), "{}", run.err);
}
