//! The graph file: what is written is read again, and a broken file is an error that says which field and where.

use crate::made::{findings, graph};
use demarche::ActorGraph;
use demarche::graph::{Fault, GraphError};
use demarche::relations::Ontology;
use proptest::prelude::*;

fn read(json: impl AsRef<[u8]>) -> Result<ActorGraph, GraphError> {
    ActorGraph::from_json(json, Ontology::builtin())
}

/// A small graph file, one field a line, for errors at known places.
const SMALL: &str = r#"{"format": "demarche/1",
"documents": [
{"id": "d1", "title": null, "date": "2016-09-28", "url": null,
 "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}],
"actors": [
{"id": "state:FRA", "name": "France", "kind": "state"},
{"id": "state:IRN", "name": "Iran", "kind": "state", "aliases": ["Tehran"]}],
"relations": [
{"id": "r1", "source": "state:FRA", "target": "state:IRN", "kind": "accuses", "status": "actual",
 "confidence": 0.5,
 "evidence": [{"document": "d1", "sentence": "France accused Iran.", "start": 0, "end": 20,
 "trigger": {"start": 7, "end": 14}, "source": {"start": 0, "end": 6}, "target": {"start": 15, "end": 19}, "rule": "test"}]}]}
"#;

/// Replaces `from` by `to` in [`SMALL`] and checks the error.
#[track_caller]
fn check(from: &str, to: &str, expected: &str) {
    assert!(SMALL.contains(from), "{from}");
    let error = read(SMALL.replacen(from, to, 1)).expect_err("broken");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn the_small_file_is_read() {
    let graph = read(SMALL).expect("fits");
    let relation = graph.relations().next().expect("one relation");
    assert_eq!((&*relation.source.name, &*relation.kind.name, &*relation.target.name), ("France", "accuses", "Iran"));
    assert_eq!(relation.date.map(|when| when.date.to_string()).as_deref(), Some("2016-09-28"));
    assert_ne!(relation.id.to_string(), "r1", "ids are computed");
    assert!(read(format!("\u{feff}{SMALL}")).is_ok_and(|again| again == graph));
}

#[test]
fn rules_of_links_are_optional_and_stay_when_files_are_joined() {
    let old = read(SMALL).expect("fits");
    let telling = |graph: &ActorGraph| graph.relations().next().expect("one relation").edge.evidence.clone();
    let rules = |graph: &ActorGraph| {
        let all = telling(graph);
        assert_eq!(all.len(), 1);
        (
            all[0].evidence.source_rule.as_deref().map(str::to_owned),
            all[0].evidence.target_rule.as_deref().map(str::to_owned),
        )
    };
    assert_eq!(rules(&old), (None, None));
    assert!(!old.to_json().contains("source_rule"));
    let new = SMALL.replacen("\"rule\": \"test\"", "\"rule\": \"test\", \"source_rule\": \"catalog-name\"", 1);
    let new = read(new).expect("fits");
    let expected = (Some("catalog-name".to_owned()), None);
    assert_eq!(rules(&new), expected);
    let (mut one, mut other) = (old.clone(), new.clone());
    one.merge(&new).expect("no conflict");
    other.merge(&old).expect("no conflict");
    assert_eq!((rules(&one), rules(&other)), (expected.clone(), expected));
    assert_eq!(one.to_json(), other.to_json());
}

#[test]
fn broken_fields_are_named() {
    check(
        "\"demarche/1\"",
        "\"demarche/2\"",
        "format `demarche/2` is not `demarche/1` at line 1, column 12 (`format`)",
    );
    check("\"demarche/1\"", "\"GEXF\"", "format `GEXF` is not `demarche/1` at line 1, column 12 (`format`)");
    check("{\"format\": \"demarche/1\",", "{", "missing field `format` at line 1, column 1");
    check("\"name\": \"Iran\", ", "", "missing field `name` at line 7, column 1 (`actors[1]`)");
    check(
        "\"name\": \"Iran\"",
        "\"nam\": \"Iran\"",
        "unknown field `nam`, expected one of `id`, `name`, `kind`, `aliases`, `country`, `sector`, `role` at line 7, column 28 (`actors[1].nam`)",
    );
    check(
        "\"status\": \"actual\"",
        "\"status\": \"real\"",
        "unknown variant `real`, expected one of `actual`, `past`, `claimed`, `planned`, `negated` at line 9, column 89 (`relations[0].status`)",
    );
    check(
        "0.5",
        "\"high\"",
        "invalid type: string \"high\", expected f32 at line 10, column 16 (`relations[0].confidence`)",
    );
    check(
        "2016-09-28",
        "28.9.2016",
        "failed to parse four digit integer as year: invalid digit, expected 0-9 but got . at line 3, column 37 (`documents[0].date`)",
    );
    check(
        "e3b0",
        "xyz0",
        "invalid value: string \"xyz0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\", expected a SHA-256 of 64 hexadecimal digits at line 4, column 12 (`documents[0].sha256`)",
    );
}

#[test]
fn broken_references_are_named() {
    check(
        "\"accuses\"",
        "\"befriends\"",
        "no relation kind `befriends` in the ontology at line 9, column 68 (`relations[0].kind`)",
    );
    check(
        "\"target\": \"state:IRN\"",
        "\"target\": \"state:IRQ\"",
        "no actor `state:IRQ` in this file at line 9, column 47 (`relations[0].target`)",
    );
    check(
        "\"document\": \"d1\"",
        "\"document\": \"d2\"",
        "no document `d2` in this file at line 11, column 28 (`relations[0].evidence[0].document`)",
    );
    check(
        "\"id\": \"state:IRN\"",
        "\"id\": \"state:FRA\"",
        "actor `state:FRA` is there twice at line 7, column 8 (`actors[1].id`)",
    );
}

#[test]
fn impossible_values_are_named() {
    check("0.5", "1.5", "`1.5` is not within 0 and 1 at line 10, column 16 (`relations[0].confidence`)");
    check(
        "\"start\": 7, \"end\": 14",
        "\"start\": 14, \"end\": 7",
        "7 is before the start 14 at line 12, column 34 (`relations[0].evidence[0].trigger.end`)",
    );
    check(
        "\"start\": 0, \"end\": 20",
        "\"start\": 20, \"end\": 0",
        "0 is before the start 20 at line 11, column 90 (`relations[0].evidence[0].end`)",
    );
    check(
        "\"end\": 20",
        "\"end\": 21",
        "20 bytes of text for a span of 21 at line 11, column 46 (`relations[0].evidence[0].sentence`)",
    );
    check(
        "\"start\": 7",
        "\"start\": -7",
        "invalid value: integer `-7`, expected usize at line 12, column 23 (`relations[0].evidence[0].trigger.start`)",
    );
    check(
        "\"status\": \"actual\"",
        "\"status\": \"actual\", \"dated_by\": \"text\"",
        "no date, though `dated_by` says that the text states it at line 9, column 1 (`relations[0].date`)",
    );
    let start = SMALL.find("[{\"document\"").expect("evidence");
    let bare = format!("{}[]}}]}}", &SMALL[..start]);
    let error = read(bare).expect_err("broken").to_string();
    assert_eq!(error, "a relation without evidence at line 11, column 14 (`relations[0].evidence`)");
}

#[test]
fn what_is_there_twice_is_named() {
    let start = SMALL.find("{\"id\": \"r1\"").expect("the relation");
    let relation = SMALL[start..].trim_end().strip_suffix("]}").expect("the end");
    let two = |second: &str| format!("{}{relation},\n{second}]}}", &SMALL[..start]);
    let error = |second: &str| read(two(second)).expect_err("broken").to_string();
    assert_eq!(error(relation), "relation `r1` is there twice at line 13, column 8 (`relations[1].id`)");
    let same = relation.replace("r1", "r2");
    assert_eq!(error(&same), "the relation of `r2` is there twice at line 13, column 1 (`relations[1]`)");
    let other = same.replace("accuses", "criticizes");
    assert_eq!(read(two(&other)).map(|graph| graph.relation_count()), Ok(2));
}

#[test]
fn files_that_are_none_are_refused() {
    for (bytes, expected) in [
        (&b""[..], "the file ends too early at line 1, column 1"),
        (
            b"{\"format\":\"demarche/1\",\n\"documents\":[",
            "the file ends too early at line 2, column 14 (`documents[0]`)",
        ),
        (b"nonsense", "not JSON: expected an object at line 1, column 1"),
        (b" [\"demarche/1\", [], [], []]", "not JSON: expected an object at line 1, column 2"),
        (b"{\"format\" \"demarche/1\"}", "not JSON: expected `:` at line 1, column 11 (`format`)"),
        (b"{\"format\": \"\xff\"}", "not UTF-8 at line 1, column 13 (`format`)"),
        (b"{\"format\": \"demarche/1\"} {}", "missing field `documents` at line 1, column 1"),
        (
            b"{\"format\": \"demarche/7\", \"news\": [1]}",
            "format `demarche/7` is not `demarche/1` at line 1, column 12 (`format`)",
        ),
    ] {
        let error = read(bytes).expect_err("no graph file");
        assert_eq!(error.to_string(), expected);
        assert!(error.hint().is_some(), "{error}");
    }
    let deep = format!("{{\"format\": \"demarche/1\", \"documents\": {}", "[".repeat(1_000_000));
    assert!(read(deep).is_err_and(|error| error.to_string().len() < 200));
    let deep = format!("{{\"format\": {}", "[".repeat(100_000));
    assert!(matches!(read(deep), Err(GraphError::File { fault: Fault::Field(_), .. })));
}

#[test]
fn a_file_cut_off_anywhere_is_an_error() {
    let whole = SMALL.trim_end();
    for end in 0..whole.len() {
        let Err(GraphError::File { fault, place }) = read(&whole[..end]) else {
            panic!("cut at {end}: read all the same");
        };
        assert!(matches!(fault, Fault::Truncated), "cut at {end}: {fault}");
        assert!(place.line <= whole.lines().count());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(all in prop::collection::vec(findings(), 0..6)) {
        let graph = graph(&all);
        let json = graph.to_json();
        let again = read(&json).expect("what was written");
        prop_assert!(again == graph);
        prop_assert_eq!(again.to_json(), json);
    }

    #[test]
    fn any_bytes_give_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read(bytes).is_err());
    }

    #[test]
    fn any_json_like_text_gives_an_error(text in "[\\[\\]{}\",:0-9a\\\\\n ü-]{0,60}") {
        prop_assert!(read(text).is_err());
    }

    /// A changed file is read or refused, never a panic; what is read is a graph that can be written and read.
    #[test]
    fn changed_files_do_no_harm(
        all in prop::collection::vec(findings(), 1..4),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4usize), 1..4),
    ) {
        let mut bytes = graph(&all).to_json().into_bytes();
        for (at, byte, delete) in changes {
            let at = at.index(bytes.len());
            let end = (at + delete).min(bytes.len());
            bytes.splice(at..end, [byte]);
        }
        if let Ok(graph) = read(&bytes) {
            prop_assert_eq!(read(graph.to_json()).map(|again| again == graph), Ok(true));
        }
    }

    /// A file whose JSON is sound but whose fields are not: it is read, or the error says what is wrong and where.
    #[test]
    fn wrong_fields_are_named(
        all in prop::collection::vec(findings(), 1..3),
        change in (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4u8),
    ) {
        let mut file: serde_json::Value = serde_json::from_str(&graph(&all).to_json()).expect("what was written");
        let whole = file.clone();
        let mut fields = Vec::new();
        list_fields(&file, "", &mut fields);
        let (at, other, how) = (change.0.get(&fields), change.1.get(&fields), change.2);
        let taken = whole.pointer(other).expect("a field that was listed").clone();
        damage(&mut file, at, how, taken);
        let text = serde_json::to_string_pretty(&file).expect("it is JSON");
        match read(&text) {
            Ok(graph) => prop_assert_eq!(read(graph.to_json()).map(|again| again == graph), Ok(true)),
            Err(GraphError::File { fault, place }) => {
                let line = text.lines().nth(place.line - 1);
                prop_assert!(line.is_some_and(|line| place.column <= line.chars().count() + 1), "{fault} at {place:?}");
                let parts = ["format", "documents", "actors", "relations"];
                let top = parts.iter().any(|part| place.path.starts_with(part));
                prop_assert!(top || place.path.is_empty() && fault.to_string().contains('`'), "{fault} at {place:?}");
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

/// The JSON pointers of all fields and elements.
fn list_fields(value: &serde_json::Value, path: &str, fields: &mut Vec<String>) {
    let parts: Vec<(String, &serde_json::Value)> = match value {
        serde_json::Value::Object(map) => map.iter().map(|(name, value)| (name.clone(), value)).collect(),
        serde_json::Value::Array(all) => all.iter().enumerate().map(|(i, value)| (i.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in parts {
        let path = format!("{path}/{name}");
        list_fields(value, &path, fields);
        fields.push(path);
    }
}

/// Takes a field away, empties it, writes something else into it, or puts one beside it that nobody knows.
fn damage(file: &mut serde_json::Value, at: &str, how: u8, other: serde_json::Value) {
    let (parent, name) = at.rsplit_once('/').expect("a pointer has a slash");
    let Some(parent) = file.pointer_mut(parent) else { return };
    match (parent, name.parse::<usize>(), how) {
        (serde_json::Value::Array(all), Ok(i), 0) => drop(all.remove(i)),
        (serde_json::Value::Object(map), _, 0) => drop(map.remove(name)),
        (serde_json::Value::Array(all), Ok(i), 1) => all.insert(i, other),
        (serde_json::Value::Object(map), _, 1) => drop(map.insert(format!("{name}2"), other)),
        (parent, ..) => {
            let slot = parent.pointer_mut(&format!("/{name}")).expect("a field that was listed");
            *slot = if how == 2 { serde_json::Value::Null } else { other };
        }
    }
}
