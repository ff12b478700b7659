//! Parts of values: elements and slices of lists, entries of maps, properties of nodes and relations.

use super::super::error::{ErrorClass, QueryError};
use super::super::store::{Graph, KeyId};
use super::super::value::{Map, Value};

/// An element of a list by its place, or of a map by its key; null where there is none.
pub(super) fn element(of: &Value, at: &Value) -> Result<Value, QueryError> {
    match (of, at) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::List(list), Value::Integer(at)) => {
            // Negative places count from the end.
            let at = if *at < 0 { at.saturating_add(list.len() as i64) } else { *at };
            Ok(usize::try_from(at).ok().and_then(|at| list.get(at)).cloned().unwrap_or_default())
        }
        (Value::Map(map), Value::String(key)) => Ok(map.get(key).cloned().unwrap_or_default()),
        (Value::List(_), other) => Err(wrong_type("a place in a list is wanted", other)),
        (Value::Map(_) | Value::Node(_) | Value::Relation(_), other) => {
            let message = format!("a property is asked by a {}, not by text", other.type_name());
            Err(QueryError::runtime(ErrorClass::TypeError, "MapElementAccessByNonString", message))
        }
        (other, _) => Err(wrong_type("an element is asked", other)),
    }
}

/// A part of a list; null where a bound is null.
pub(super) fn slice(of: &Value, from: Option<&Value>, to: Option<&Value>) -> Result<Value, QueryError> {
    let list = match of {
        Value::Null => return Ok(Value::Null),
        Value::List(list) => list,
        other => return Err(wrong_type("a part of a list is asked", other)),
    };
    let bound = |value: Option<&Value>, standard: usize| match value {
        None => Ok(Some(standard)),
        Some(Value::Null) => Ok(None),
        Some(Value::Integer(at)) => {
            let at = if *at < 0 { at.saturating_add(list.len() as i64).max(0) } else { *at };
            Ok(Some(usize::try_from(at).unwrap_or(usize::MAX).min(list.len())))
        }
        Some(other) => Err(wrong_type("a place in a list is wanted", other)),
    };
    let (Some(from), Some(to)) = (bound(from, 0)?, bound(to, list.len())?) else { return Ok(Value::Null) };
    Ok(Value::list(list.get(from..to).unwrap_or_default().to_vec()))
}

/// The properties of a node, relation or map.
pub(crate) fn entries(of: &Value, graph: &Graph) -> Result<Map, QueryError> {
    let named = |properties: Vec<(KeyId, Value)>| -> Map {
        properties.into_iter().map(|(key, value)| (graph.key_name(key).clone(), value)).collect()
    };
    match of {
        Value::Node(node) if !graph.node_exists(*node) => Err(gone("node")),
        Value::Relation(relation) if !graph.relation_exists(*relation) => Err(gone("relation")),
        Value::Node(node) => Ok(named(graph.node_properties(*node))),
        Value::Relation(relation) => Ok(named(graph.relation_properties(*relation))),
        Value::Map(map) => Ok((**map).clone()),
        other => Err(wrong_type("properties are asked", other)),
    }
}

/// An error for a node or relation that is there no longer.
pub(crate) fn gone(what: &str) -> QueryError {
    let message = format!("the {what} was deleted before in this query");
    QueryError::runtime(ErrorClass::EntityNotFound, "DeletedEntityAccess", message)
}

/// An error for a value of the wrong type.
pub(crate) fn wrong_type(what: &str, value: &Value) -> QueryError {
    let message = format!("{what} of a {}", value.type_name());
    QueryError::runtime(ErrorClass::TypeError, "InvalidArgumentType", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: &[i64]) -> Value {
        Value::list(numbers.iter().copied().map(Value::from).collect())
    }

    #[test]
    fn elements_and_slices_stay_inside() {
        let list = numbers(&[1, 2, 3]);
        let graph = Graph::default();
        for (at, expected) in [(0, "1"), (-1, "3"), (3, "null"), (-4, "null"), (i64::MIN, "null"), (i64::MAX, "null")] {
            let found = element(&list, &Value::from(at)).expect("a place");
            assert_eq!(found.to_literal(&graph), expected, "{at}");
        }
        for (from, to, expected) in [
            (Some(1), None, "[2, 3]"),
            (None, Some(-1), "[1, 2]"),
            (Some(2), Some(1), "[]"),
            (Some(-9), Some(9), "[1, 2, 3]"),
            (Some(i64::MAX), None, "[]"),
        ] {
            let (from, to) = (from.map(Value::from), to.map(Value::from));
            let found = slice(&list, from.as_ref(), to.as_ref()).expect("bounds");
            assert_eq!(found.to_literal(&graph), expected);
        }
        assert!(element(&list, &Value::from("x")).is_err());
        assert!(element(&Value::from(1), &Value::from(1)).is_err());
        assert!(slice(&list, Some(&Value::from(1.5)), None).is_err());
        assert!(slice(&list, Some(&Value::Null), None).expect("null").is_null());
    }
}
