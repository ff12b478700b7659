//! Written graph files satisfy `docs/graph.schema.json`. The checker knows the words of JSON Schema that this schema uses,
//! and fails at any other.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::made::{findings, graph};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../docs/graph.schema.json")).expect("the schema is JSON")
}

/// Lists what in `value` does not satisfy `schema`.
fn check(root: &Value, schema: &Value, value: &Value, path: &str, wrong: &mut Vec<String>) {
    let number = |word: &Value| word.as_f64().expect("a number in the schema");
    for (word, wanted) in schema.as_object().expect("a schema is an object") {
        let holds = match word.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let pointer = wanted.as_str().expect("a text").trim_start_matches('#');
                check(root, root.pointer(pointer).expect("it is defined"), value, path, wrong);
                true
            }
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|t| is_of(t, value)),
                one => is_of(one, value),
            },
            "const" => value == wanted,
            "enum" => wanted.as_array().expect("a list").contains(value),
            "minimum" => value.as_f64().is_none_or(|n| n >= number(wanted)),
            "maximum" => value.as_f64().is_none_or(|n| n <= number(wanted)),
            "minItems" => value.as_array().is_none_or(|list| list.len() as f64 >= number(wanted)),
            "pattern" => value.as_str().is_none_or(|text| {
                let pattern = fancy_regex::Regex::new(wanted.as_str().expect("a text")).expect("a pattern");
                pattern.is_match(text).expect("it ends")
            }),
            "required" => {
                let names = wanted.as_array().expect("a list");
                value
                    .as_object()
                    .is_none_or(|object| names.iter().all(|name| object.contains_key(name.as_str().unwrap_or(""))))
            }
            "additionalProperties" => value.as_object().is_none_or(|object| {
                assert_eq!(wanted, &json!(false));
                object.keys().all(|name| schema["properties"].get(name).is_some())
            }),
            "properties" => {
                for (name, schema) in wanted.as_object().expect("an object") {
                    if let Some(value) = value.get(name) {
                        check(root, schema, value, &format!("{path}.{name}"), wrong);
                    }
                }
                true
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{path}[{i}]"), wrong);
                }
                true
            }
            unknown => panic!("the checker does not know `{unknown}`"),
        };
        if !holds {
            wrong.push(format!("{path}: {word}"));
        }
    }
}

fn is_of(name: &Value, value: &Value) -> bool {
    match name.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("null") => value.is_null(),
        _ => panic!("no type {name}"),
    }
}

fn faults(value: &Value) -> Vec<String> {
    let schema = schema();
    let mut wrong = Vec::new();
    check(&schema, &schema, value, "", &mut wrong);
    wrong
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_satisfies_the_schema(all in prop::collection::vec(findings(), 0..6)) {
        let file: Value = serde_json::from_str(&graph(&all).to_json()).expect("JSON");
        prop_assert_eq!(faults(&file), Vec::<String>::new());
    }
}

/// Changes one field of a good file.
fn changed(pointer: &str, change: impl Fn(&mut Value)) -> Vec<String> {
    let mut file = json!({"format": "demarche/1",
        "documents": [{"id": "d", "date": "2016-09-28", "sha256": "0".repeat(64)}],
        "actors": [{"id": "a", "name": "A", "kind": "person"}],
        "relations": [{"id": "r", "source": "a", "target": "a", "kind": "meets", "status": "actual", "confidence": 1,
            "evidence": [{"document": "d", "sentence": "A.", "start": 0, "end": 2, "rule": "x",
                "trigger": {"start": 0, "end": 1}, "source": {"start": 0, "end": 1}, "target": {"start": 0, "end": 1}}]}]});
    change(file.pointer_mut(pointer).expect("the file has it"));
    let readable = demarche::ActorGraph::from_json(file.to_string(), demarche::relations::Ontology::builtin());
    let faults = faults(&file);
    assert_eq!(readable.is_ok(), faults.is_empty(), "reader and schema agree: {faults:?}");
    faults
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    assert_eq!(changed("", |_| {}), Vec::<String>::new());
    assert_eq!(changed("/format", |v| *v = json!("demarche/2")), [".format: const"]);
    assert_eq!(changed("/documents/0/date", |v| *v = json!("28.9.2016")), [".documents[0].date: pattern"]);
    assert_eq!(changed("/documents/0/sha256", |v| *v = json!("abc")), [".documents[0].sha256: pattern"]);
    assert_eq!(changed("/actors/0/kind", |v| *v = json!("robot")), [".actors[0].kind: enum"]);
    assert_eq!(changed("/relations/0/confidence", |v| *v = json!(2)), [".relations[0].confidence: maximum"]);
    assert_eq!(changed("/relations/0/evidence", |v| *v = json!([])), [".relations[0].evidence: minItems"]);
    assert_eq!(
        changed("/relations/0/evidence/0/trigger/start", |v| *v = json!(-1)),
        [".relations[0].evidence[0].trigger.start: minimum"]
    );
    for pointer in
        ["", "/documents/0", "/actors/0", "/relations/0", "/relations/0/evidence/0", "/relations/0/evidence/0/trigger"]
    {
        let found = changed(pointer, |v| v["surprise"] = json!(1));
        assert!(matches!(found.as_slice(), [one] if one.ends_with(": additionalProperties")), "{pointer}: {found:?}");
    }
    for (pointer, field) in [
        ("", "actors"),
        ("/documents/0", "sha256"),
        ("/actors/0", "name"),
        ("/relations/0", "status"),
        ("/relations/0/evidence/0", "rule"),
    ] {
        let found = changed(pointer, |v| drop(v.as_object_mut().map(|object| object.remove(field))));
        assert!(matches!(found.as_slice(), [one] if one.ends_with(": required")), "{pointer}: {found:?}");
    }
}
