//! Functions of nodes, relations and paths, and of the names of actors.
//!
//! What was deleted before in the query has neither labels nor properties, which is an error; its id, its type and its
//! ends can still be asked.

use super::super::error::QueryError;
use super::super::run::{Env, entries, gone};
use super::super::store::{Graph, KeyId, NodeId};
use super::super::value::{Value, View};
use super::{Function, Types, function, otherwise};

const NODE: &[Types] = &[Types::NODE];
const RELATION: &[Types] = &[Types::RELATION];
const PATH: &[Types] = &[Types::PATH];
const NODE_OR_RELATION: &[Types] = &[Types::NODE.or(Types::RELATION)];
const WITH_PROPERTIES: &[Types] = &[Types::NODE.or(Types::RELATION).or(Types::MAP)];
const NODE_AND_TEXT: &[Types] = &[Types::NODE, Types::STRING];
const ONE: (usize, usize) = (1, 1);

pub(super) const FUNCTIONS: &[Function] = &[
    function("keys", ONE, WITH_PROPERTIES, Types::LIST, keys),
    function("properties", ONE, WITH_PROPERTIES, Types::MAP, properties),
    function("labels", ONE, NODE, Types::LIST, labels),
    function("type", ONE, RELATION, Types::STRING, kind).seen(see_kind),
    function("id", ONE, NODE_OR_RELATION, Types::INTEGER, |_, values| id(values)),
    function("elementId", ONE, NODE_OR_RELATION, Types::STRING, |_, values| element_id(values)),
    function("startNode", ONE, RELATION, Types::NODE, start_node),
    function("endNode", ONE, RELATION, Types::NODE, end_node),
    function("nodes", ONE, PATH, Types::LIST, |_, values| nodes(values)),
    function("relationships", ONE, PATH, Types::LIST, |_, values| relationships(values)),
    function("length", ONE, PATH, Types::INTEGER, |_, values| length(values)),
    function("actor", (2, 2), NODE_AND_TEXT, Types::BOOLEAN, actor),
];

fn keys(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    let graph = env.graph;
    let named = |properties: Vec<(KeyId, Value)>| {
        let names = properties.into_iter().map(|(key, _)| Value::String(graph.key_name(key).clone()));
        Ok(Value::list(names.collect()))
    };
    match values {
        [Value::Node(node)] if !graph.node_exists(*node) => Err(gone("node")),
        [Value::Relation(relation)] if !graph.relation_exists(*relation) => Err(gone("relation")),
        [Value::Node(node)] => named(graph.node_properties(*node)),
        [Value::Relation(relation)] => named(graph.relation_properties(*relation)),
        [Value::Map(map)] => Ok(Value::list(map.keys().cloned().map(Value::String).collect())),
        _ => otherwise("keys", values, WITH_PROPERTIES),
    }
}

fn properties(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [map @ Value::Map(_)] => Ok(map.clone()),
        [of @ (Value::Node(_) | Value::Relation(_))] => Ok(Value::map(entries(of, env.graph)?)),
        _ => otherwise("properties", values, WITH_PROPERTIES),
    }
}

fn labels(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Node(node)] if !env.graph.node_exists(*node) => Err(gone("node")),
        [Value::Node(node)] => {
            let names = env.graph.labels(*node).iter().map(|label| env.graph.label_name(*label).clone());
            Ok(Value::list(names.map(Value::String).collect()))
        }
        _ => otherwise("labels", values, NODE),
    }
}

fn kind(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Relation(relation)] => Ok(Value::String(env.graph.kind_name(env.graph.kind_of(*relation)).clone())),
        _ => otherwise("type", values, RELATION),
    }
}

fn see_kind<'v>(graph: &'v Graph, views: &[View<'v>]) -> View<'v> {
    match *views {
        [View::Relation(relation)] => View::Text(graph.kind_name(graph.kind_of(relation))),
        _ => View::Hidden,
    }
}

fn id(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Node(node)] => Ok(Value::Integer(node.0.into())),
        [Value::Relation(relation)] => Ok(Value::Integer(relation.0.into())),
        _ => otherwise("id", values, NODE_OR_RELATION),
    }
}

fn element_id(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Node(node)] => Ok(Value::text(node.0.to_string())),
        [Value::Relation(relation)] => Ok(Value::text(relation.0.to_string())),
        _ => otherwise("elementId", values, NODE_OR_RELATION),
    }
}

fn start_node(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Relation(relation)] => Ok(Value::Node(env.graph.source(*relation))),
        _ => otherwise("startNode", values, RELATION),
    }
}

fn end_node(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Relation(relation)] => Ok(Value::Node(env.graph.target(*relation))),
        _ => otherwise("endNode", values, RELATION),
    }
}

fn nodes(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Path(path)] => Ok(Value::list(path.nodes.iter().copied().map(Value::Node).collect())),
        _ => otherwise("nodes", values, PATH),
    }
}

fn relationships(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Path(path)] => Ok(Value::list(path.relations.iter().copied().map(Value::Relation).collect())),
        _ => otherwise("relationships", values, PATH),
    }
}

fn length(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Path(path)] => Ok(Value::Integer(path.relations.len() as i64)),
        _ => otherwise("length", values, PATH),
    }
}

/// Says whether a node is the actor of a name: its `id`, its `name`, or one of its `aliases`.
fn actor(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Node(node), Value::String(_)] if !env.graph.node_exists(*node) => Err(gone("node")),
        [Value::Node(node), Value::String(name)] => {
            let named = !name.trim().is_empty()
                && ["id", "name", "aliases"].into_iter().any(|key| has_name(env, *node, key, name));
            Ok(Value::Boolean(named))
        }
        _ => otherwise("actor", values, NODE_AND_TEXT),
    }
}

fn has_name(env: &Env<'_>, node: NodeId, key: &str, name: &str) -> bool {
    let is = |value: &Value| matches!(value, Value::String(text) if same_name(text, name));
    match env.graph.key(key).map(|key| env.graph.node_value(node, key)) {
        Some(Value::List(values)) => values.iter().any(is),
        Some(value) => is(&value),
        None => false,
    }
}

/// Compares two names word by word, whatever their case and the white space between the words.
fn same_name(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.split_whitespace(), b.split_whitespace());
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if same_word(a, b) => {}
            _ => return false,
        }
    }
}

fn same_word(a: &str, b: &str) -> bool {
    let plain = a.is_ascii() && b.is_ascii();
    a.eq_ignore_ascii_case(b) || (!plain && a.to_lowercase() == b.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::super::store::{Graph, RelationId};
    use super::super::super::value::Path;
    use super::super::tests::call;
    use super::*;

    /// Iran threatens Oman.
    fn graph() -> (Graph, NodeId, RelationId) {
        let mut graph = Graph::default();
        let [state, actor] = ["State", "Actor"].map(|name| graph.intern_label(name));
        let kind = graph.intern_kind("THREATENS");
        let [id, name, aliases, count] = ["id", "name", "aliases", "count"].map(|name| graph.intern_key(name));
        let (iran, oman) = (graph.add_node(&[state, actor]), graph.add_node(&[]));
        graph.set_node_value(iran, id, Value::from("state:IRN"));
        graph.set_node_value(iran, name, Value::from("Islamic Republic of Iran"));
        graph.set_node_value(
            iran,
            aliases,
            Value::list(vec![Value::from("Iran"), Value::from(7), Value::from("ÉIRÍNN")]),
        );
        let threat = graph.add_relation(iran, kind, oman);
        graph.set_relation_value(threat, count, Value::from(3));
        (graph, iran, threat)
    }

    #[track_caller]
    fn gives(name: &str, graph: &Graph, arguments: &[Value], expected: &str) {
        let given = match call(name, graph, arguments) {
            Ok(value) => value.to_literal(graph),
            Err(error) => format!("{:?} {}", error.class(), error.detail()),
        };
        assert_eq!(given, expected, "{name}");
    }

    #[test]
    fn parts_of_nodes_and_relations() {
        let (graph, iran, threat) = graph();
        let (node, relation) = (Value::Node(iran), Value::Relation(threat));
        let path = Value::Path(Path { nodes: vec![iran, graph.target(threat)], relations: vec![threat] }.into());
        for (name, argument, expected) in [
            ("labels", &node, "['State', 'Actor']"),
            ("keys", &node, "['aliases', 'id', 'name']"),
            ("keys", &relation, "['count']"),
            ("properties", &relation, "{count: 3}"),
            ("type", &relation, "'THREATENS'"),
            ("id", &node, "0"),
            ("elementId", &relation, "'0'"),
            ("endNode", &relation, "()"),
            ("nodes", &Value::Null, "null"),
            ("relationships", &path, "[[:THREATENS {count: 3}]]"),
            ("length", &path, "1"),
            ("labels", &relation, "TypeError InvalidArgumentValue"),
            ("labels", &Value::from(1), "TypeError InvalidArgumentValue"),
            ("type", &node, "TypeError InvalidArgumentValue"),
            ("type", &Value::from(""), "TypeError InvalidArgumentValue"),
            ("id", &path, "TypeError InvalidArgumentValue"),
            ("startNode", &node, "TypeError InvalidArgumentValue"),
            ("nodes", &Value::list(vec![node.clone()]), "TypeError InvalidArgumentValue"),
            ("length", &Value::from("ab"), "TypeError InvalidArgumentValue"),
            ("properties", &Value::from("Cypher"), "TypeError InvalidArgumentValue"),
        ] {
            gives(name, &graph, std::slice::from_ref(argument), expected);
        }
    }

    #[test]
    fn little_is_left_of_what_was_deleted() {
        let (mut graph, iran, threat) = graph();
        graph.delete_relation(threat);
        graph.delete_node(iran);
        let (node, relation) = (Value::Node(iran), Value::Relation(threat));
        for (name, argument, expected) in [
            ("labels", &node, "EntityNotFound DeletedEntityAccess"),
            ("keys", &node, "EntityNotFound DeletedEntityAccess"),
            ("properties", &node, "EntityNotFound DeletedEntityAccess"),
            ("keys", &relation, "EntityNotFound DeletedEntityAccess"),
            ("properties", &relation, "EntityNotFound DeletedEntityAccess"),
            ("type", &relation, "'THREATENS'"),
            ("id", &node, "0"),
            ("endNode", &relation, "()"),
        ] {
            gives(name, &graph, std::slice::from_ref(argument), expected);
        }
        gives("actor", &graph, &[node, Value::from("Iran")], "EntityNotFound DeletedEntityAccess");
    }

    #[test]
    fn actors_are_known_by_all_their_names() {
        let (graph, iran, threat) = graph();
        let oman = graph.target(threat);
        for (node, name, expected) in [
            (iran, "iran", "true"),
            (iran, "  ISLAMIC\tRepublic \n of Iran", "true"),
            (iran, "State:irn", "true"),
            (iran, "éirínn", "true"),
            (iran, "Islamic Republic", "false"),
            (iran, "IslamicRepublicofIran", "false"),
            (iran, "Ira", "false"),
            (iran, "7", "false"),
            (iran, "", "false"),
            (iran, " ", "false"),
            (oman, "Iran", "false"),
            (oman, "", "false"),
        ] {
            gives("actor", &graph, &[Value::Node(node), Value::from(name)], expected);
        }
        gives("actor", &graph, &[Value::Node(iran), Value::Null], "null");
        gives("actor", &graph, &[Value::Null, Value::from("Iran")], "null");
        gives("actor", &graph, &[Value::Node(iran), Value::from(1)], "TypeError InvalidArgumentValue");
        gives("actor", &graph, &[Value::Relation(threat), Value::from("Iran")], "TypeError InvalidArgumentValue");
    }
}
