//! Calls of functions by their names, with literals as arguments.

use std::collections::HashSet;

use super::super::error::QueryError;
use super::super::run::{Env, Limits, Session};
use super::super::store::Graph;
use super::super::value::{Value, View};
use super::{Aggregate, Types, find, names};

/// Calls a function over a graph, at 2014-03-01T12:30:45.123456789Z.
pub(super) fn call(name: &str, graph: &Graph, arguments: &[Value]) -> Result<Value, QueryError> {
    let now = "2014-03-01T12:30:45.123456789Z".parse().expect("a time");
    let session = Session::new(now, None, Limits::default());
    let function = find(name).unwrap_or_else(|| panic!("no function `{name}`"));
    assert!(arguments.len() >= function.least && arguments.len() <= function.most, "arguments of {name}");
    let found = (function.evaluate)(&Env::new(graph, &session), arguments);
    if let Some(see) = function.see {
        let views: Vec<View<'_>> = arguments.iter().map(View::of).collect();
        match (see(graph, &views), &found) {
            (View::Hidden, _) => {}
            (seen, Ok(value)) => assert!(seen.is_same(value), "{name} is seen as {seen:?}, not {value:?}"),
            (seen, Err(error)) => panic!("{name} is seen as {seen:?}, but fails: {error}"),
        }
    }
    found
}

/// Reads literals: those of JSON, but text in single quotes.
pub(super) fn literals(text: &str) -> Vec<Value> {
    let json = format!("[{}]", text.replace('\'', "\""));
    let values: Vec<serde_json::Value> = serde_json::from_str(&json).expect("literals");
    values.into_iter().map(of_json).collect()
}

fn of_json(json: serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => value.into(),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64().map_or(Value::Null, Value::Float),
        },
        Json::String(text) => Value::text(text),
        Json::Array(values) => Value::list(values.into_iter().map(of_json).collect()),
        Json::Object(entries) => Value::map(entries.into_iter().map(|(key, value)| (key.into(), of_json(value)))),
    }
}

/// Calls a function, and expects a value.
#[track_caller]
pub(super) fn check(name: &str, arguments: &str, expected: &str) {
    let graph = Graph::default();
    match call(name, &graph, &literals(arguments)) {
        Ok(value) => assert_eq!(value.to_literal(&graph), expected, "{name}({arguments})"),
        Err(error) => panic!("{name}({arguments}): {error:?}"),
    }
}

/// Calls a function, and expects an error: its class and its detail.
#[track_caller]
pub(super) fn fails(name: &str, arguments: &str, expected: &str) {
    let graph = Graph::default();
    match call(name, &graph, &literals(arguments)) {
        Ok(value) => panic!("{name}({arguments}) = {}", value.to_literal(&graph)),
        Err(error) => assert_eq!(format!("{:?} {}", error.class(), error.detail()), expected, "{name}({arguments})"),
    }
}

#[test]
fn names_are_unique_and_found_in_any_case() {
    let mut seen = HashSet::new();
    for name in names() {
        assert!(seen.insert(name.to_lowercase()), "{name} twice");
        if Aggregate::find(name).is_none() {
            for written in [name.to_uppercase(), name.to_lowercase(), name.to_string()] {
                assert_eq!(find(&written).map(|function| function.name), Some(name));
            }
        }
    }
    assert!(names().is_sorted());
    for unknown in ["", "truncate", "date.", "size ", "count"] {
        assert!(find(unknown).is_none(), "{unknown}");
    }
}

#[test]
fn a_null_argument_gives_null() {
    let graph = Graph::default();
    for name in names().filter(|name| Aggregate::find(name).is_none() && *name != "exists") {
        let Some(function) = find(name) else { panic!("no function `{name}`") };
        if function.most > 0 {
            let nulls = vec![Value::Null; function.least.max(1)];
            let given = call(name, &graph, &nulls).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert!(given.is_null(), "{name}");
        }
    }
}

#[test]
fn no_argument_of_any_type_breaks_a_function() {
    let graph = Graph::default();
    let samples =
        literals("null, true, 0, -9223372036854775808, 9223372036854775807, -0.5, 1e300, '', 'ü', [], [1], {}");
    for name in names().filter(|name| Aggregate::find(name).is_none()) {
        let Some(function) = find(name) else { panic!("no function `{name}`") };
        for a in &samples {
            for b in &samples {
                for count in function.least..=function.most.min(3) {
                    let arguments = [a.clone(), b.clone(), b.clone()];
                    if let Ok(value) = call(name, &graph, &arguments[..count]) {
                        let given = Types::of(&value);
                        assert_eq!(given.and(function.gives), given, "{name} gives {value:?}");
                    }
                }
            }
        }
    }
}
