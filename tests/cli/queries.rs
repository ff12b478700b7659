//! Questions to a graph, corrections, and the shell.

use std::fs;

use crate::tool::{Place, Run, run_in};

const GRAPH: &str = include_str!("../../examples/strait.json");
const THREATS: &str = "MATCH (a)-[r:THREATENS]->(b) RETURN a.name AS who, b.name AS whom, r.date AS day ORDER BY day";

fn place() -> Place {
    Place::new().with("g.json", GRAPH)
}

fn shell(place: &Place, input: &str) -> Run {
    run_in(place.0.path(), &["shell", "g.json"], input.as_bytes())
}

#[test]
fn answers_come_in_every_form() {
    let place = place();
    for (form, expected) in [
        ("table", "who            whom            day"),
        (
            "json",
            "{\"columns\": [\"who\",\"whom\",\"day\"], \"rows\": [\n[\"Iran\",\"United Kingdom\",\"2024-02-02\"],\n",
        ),
        ("jsonl", "{\"who\": \"Iran\", \"whom\": \"United Kingdom\", \"day\": \"2024-02-02\"}\n"),
        ("csv", "who,whom,day\nIran,United Kingdom,2024-02-02\n"),
        ("markdown", "| who | whom | day |\n| --- | --- | --- |\n| Iran | United Kingdom | 2024-02-02 |\n"),
    ] {
        let run = place.run(&["query", "g.json", THREATS, "--format", form]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{form}");
        assert!(run.out.trim_start().starts_with(expected.trim_start()), "{form}\n{}", run.out);
    }
    let run = place.run(&["query", "g.json", THREATS, "-o", "threats.csv"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(place.path("threats.csv")).unwrap().lines().count(), 4);
}

#[test]
fn whole_paths_are_drawn_and_bare_values_are_not() {
    let place = place();
    let run = place.run(&["query", "g.json", "MATCH p = (:State)-[:SANCTIONS]->() RETURN p", "--format", "dot"]);
    assert!(run.code == 0 && run.out.starts_with("digraph") && run.out.contains("France"), "{run:?}");
    assert!(!run.out.contains("Qatar"), "only what is returned is drawn");
    for (name, head) in [("p.svg", &b"<svg "[..]), ("p.png", b"\x89PNG"), ("p.html", b"<!DOCTYPE html>")] {
        let run = place.run(&["query", "g.json", "MATCH p = (:State)-[:SANCTIONS]->() RETURN p", "-o", name]);
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""), "{name}");
        let drawn = fs::read(place.path(name)).unwrap();
        assert!(drawn.starts_with(head), "{name}");
        if name != "p.png" {
            let drawn = String::from_utf8(drawn).unwrap();
            assert!(drawn.contains("France") && !drawn.contains("Qatar"), "{name}");
        }
    }
    // Nodes alone, without a relation between them.
    let run = place.run(&["query", "g.json", "MATCH (a {name: 'Qatar'}) RETURN a", "--format", "svg"]);
    assert!(run.code == 0 && run.out.contains(">Qatar<") && !run.out.contains("France"), "{run:?}");
    let run = place.run(&["query", "g.json", "RETURN 1 AS one", "-o", "one.svg"]);
    assert!(
        run.code == 2 && run.err.contains("nothing to draw") && run.err.contains("hint: return them whole"),
        "{run:?}"
    );
    assert!(!place.path("one.svg").exists());
    let run = place.run(&["query", "g.json", "MATCH (a {name: 'Nobody'}) RETURN a", "--format", "html"]);
    assert!(run.code == 1 && run.out.is_empty() && run.err.contains("the query found nothing"), "{run:?}");
    let run = place.run(&["query", "g.json", "MATCH (a)-[r]->(b) RETURN r", "-o", "all.html"]);
    assert_eq!(run.code, 0, "relations bring their ends: {run:?}");
}

#[test]
fn saved_queries_are_listed_and_run() {
    let place = place();
    let run = place.run(&["query", "--list"]);
    assert!(run.code == 0 && run.out.lines().filter(|line| line.ends_with('?')).count() >= 15, "{run:?}");
    let run = place.run(&["query", "g.json", "-f", "sanctions-and-aid", "--param", "actor=Tehran", "--format", "csv"]);
    assert!(run.code == 0 && run.out.contains("sanctions,United Kingdom,actual,2024-03-08"), "{run:?}");
    let run = place.run(&["query", "g.json", "-f", "threat-and-talk"]);
    assert_eq!(run.code, 0, "a parameter that need not be given: {run:?}");
    let run = place.run(&["query", "g.json", "-f", "sanctions-and-aid"]);
    assert!(run.code == 2 && run.err.contains("no value for parameter `$actor`"), "{run:?}");
    let run = place.run(&["query", "g.json", "-f", "mutual-critic"]);
    assert!(run.code == 2 && run.err.contains("did you mean `mutual-critics`?"), "{run:?}");
}

#[test]
fn errors_have_a_place_and_a_hint() {
    let place = place();
    let run = place.run(&["query", "g.json", "MATCH (a)\nRETURN b.name"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("no variable `b`") && run.err.contains("query:2:8"), "{}", run.err);
    let run = place.run(&["query", "g.json", "MATCH (a:Stat) RETURN a"]);
    assert_eq!(run.code, 1, "nothing found");
    assert!(run.err.contains("no label `Stat`") && run.err.contains("did you mean `State`?"), "{}", run.err);
    for (args, expected) in [
        (&["query", "g.json"][..], "no query"),
        (&["query", "nowhere.json", "RETURN 1"], "no file or folder `nowhere.json`"),
        (&["query", "g.json", "RETURN 1", "--param", "x"], "`x` is no parameter"),
        (&["query", "g.json", "RETURN 1 / 0 AS x"], "divided by zero"),
    ] {
        let run = place.run(args);
        assert!(run.code == 2 && run.err.contains(expected), "{args:?}: {run:?}");
    }
}

#[test]
fn a_runaway_query_is_stopped() {
    let run = place().run(&[
        "query",
        "g.json",
        "MATCH (a), (b), (c), (d), (e), (f), (g) RETURN count(*)",
        "--time-limit",
        "0.2",
    ]);
    assert!(run.code == 2 && run.err.contains("was stopped after 0.2 s"), "{run:?}");
}

#[test]
fn corrections_are_saved_whole_or_not_at_all() {
    let place = place();
    let change = "MATCH (a {name: 'Coast Brigade'}) SET a.name = 'Coastal Brigade'";
    let run = place.run(&["query", "g.json", change, "--save", "new.json"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", "1 properties set\n"));
    assert!(fs::read_to_string(place.path("new.json")).unwrap().contains("Coastal Brigade"));
    assert_eq!(fs::read_to_string(place.path("g.json")).unwrap(), GRAPH, "the graph that is read stays");
    let run = place.run(&["query", "g.json", change]);
    assert!(run.code == 0 && run.err.contains("`--save FILE`"), "{run:?}");
    let run =
        place.run(&["query", "g.json", "MATCH ()-[r:SANCTIONS]->() SET r.status = 'maybe'", "--save", "bad.json"]);
    assert!(run.code == 2 && run.err.contains("`status`"), "{run:?}");
    assert!(!place.path("bad.json").exists());
}

#[test]
fn property_graphs_come_from_csv() {
    let place = Place::new()
        .with("n.csv", "id,name\n1,Iran\n2,Oman\n")
        .with("e.csv", "src,dst,type,n\n1,2,MEETS,3\n1,2,MEETS,4\n");
    let run = place.run(&[
        "query",
        "--nodes",
        "n.csv",
        "--edges",
        "e.csv",
        "MATCH (a)-[e:MEETS]->(b) RETURN b.name, sum(e.n) AS n",
        "--format",
        "csv",
    ]);
    assert_eq!((run.code, run.out.as_str()), (0, "b.name,n\nOman,7\n"), "{}", run.err);
    let run = place.run(&[
        "query",
        "--nodes",
        "n.csv",
        "--edges",
        "e.csv",
        "MATCH ()-[e]->() RETURN count(*) AS c",
        "--bench",
        "3",
    ]);
    assert!(run.out.starts_with("{\"load_ms\":") && run.out.contains("\"rows\":[[2]]"), "{run:?}");
    let place = place.with("bad.csv", "src,dst,type\n1,9,MEETS\n");
    let run = place.run(&["query", "--nodes", "n.csv", "--edges", "bad.csv", "RETURN 1"]);
    assert!(run.code == 2 && run.err.contains("bad.csv") && run.err.contains("line 2"), "{run:?}");
}

#[test]
fn the_shell_works_from_a_pipe() {
    let place = place();
    let run = shell(
        &place,
        ".mode csv\n.param who Iran\nMATCH (a {name: $who})-[r:THREATENS]->(b)\nRETURN b.name ORDER BY b.name;\n.quit\nRETURN 1;\n",
    );
    assert_eq!((run.code, run.out.as_str()), (0, "b.name\nSaudi Arabia\nUnited Kingdom\n"), "{}", run.err);
    let run =
        shell(&place, "MATCH (a {name: 'Qatar'}) DETACH DELETE a;\n.save less.json\nMATCH (a) RETURN count(a);\n");
    assert!(run.code == 0 && run.out.contains("14"), "{run:?}");
    assert!(!fs::read_to_string(place.path("less.json")).unwrap().contains("Qatari"));
    let run = shell(&place, ".schema\n");
    assert!(run.out.contains(":THREATENS 3") && run.out.contains(":Person 4"), "{}", run.out);
    let run = shell(&place, "MATCH (a) RETURN b;\nRETURN 1;\n");
    assert!(run.code == 2 && run.out.is_empty() && run.err.contains("no variable `b`"), "{run:?}");
    let run = shell(&place, ".nonsense\n");
    assert!(run.code == 2 && run.err.contains("no command `.nonsense`"), "{run:?}");
}
