//! Brings values of the engine into the form in which the scenarios write them, and back.
//!
//! Reads: a value and the graph it points into. Gives: a [`Literal`] with the labels, types and properties of now.
//! Does not: compare ids; the scenarios know none.

use std::sync::Arc;

use demarche::query::{Graph, KeyId, NodeId, Path as ValuePath, RelationId, Value};

use super::literal::{Double, Entries, Literal, Node, Path, Relation, Step, Way};

/// What a value looks like in a table.
pub fn observe(graph: &Graph, value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Boolean(value) => Literal::Boolean(*value),
        Value::Integer(value) => Literal::Integer(*value),
        Value::Float(value) => Literal::Float(Double(*value)),
        Value::String(text) => Literal::String(text.to_string()),
        Value::Temporal(temporal) => Literal::String(temporal.to_string()),
        Value::List(elements) => Literal::List(elements.iter().map(|element| observe(graph, element)).collect()),
        Value::Map(entries) => {
            Literal::Map(entries.iter().map(|(key, value)| (key.to_string(), observe(graph, value))).collect())
        }
        Value::Node(node) => Literal::Node(observe_node(graph, *node)),
        Value::Relation(relation) => Literal::Relation(observe_relation(graph, *relation)),
        Value::Path(path) => Literal::Path(observe_path(graph, path)),
    }
}

/// The value that a literal without nodes, relations and paths stands for; none for those.
pub fn to_value(literal: &Literal) -> Option<Value> {
    Some(match literal {
        Literal::Null => Value::Null,
        Literal::Boolean(value) => Value::Boolean(*value),
        Literal::Integer(value) => Value::Integer(*value),
        Literal::Float(Double(value)) => Value::Float(*value),
        Literal::String(text) => Value::text(text),
        Literal::List(elements) => Value::list(elements.iter().map(to_value).collect::<Option<_>>()?),
        Literal::Map(entries) => {
            let entry = |(key, value): (&String, &Literal)| Some((Arc::from(key.as_str()), to_value(value)?));
            Value::map(entries.iter().map(entry).collect::<Option<Vec<_>>>()?)
        }
        Literal::Node(_) | Literal::Relation(_) | Literal::Path(_) => return None,
    })
}

fn observe_node(graph: &Graph, node: NodeId) -> Node {
    let labels = graph.labels(node).iter().map(|label| graph.label_name(*label).to_string()).collect();
    Node { labels, properties: observe_properties(graph, graph.node_properties(node)) }
}

fn observe_relation(graph: &Graph, relation: RelationId) -> Relation {
    let kind = graph.kind_name(graph.kind_of(relation)).to_string();
    Relation { kind, properties: observe_properties(graph, graph.relation_properties(relation)) }
}

fn observe_properties(graph: &Graph, properties: Vec<(KeyId, Value)>) -> Entries {
    properties.iter().map(|(key, value)| (graph.key_name(*key).to_string(), observe(graph, value))).collect()
}

/// # Panics
/// The path is none: a relation does not join the nodes beside it, or their numbers do not fit.
fn observe_path(graph: &Graph, path: &ValuePath) -> Path {
    assert_eq!(path.nodes.len(), path.relations.len() + 1, "a path has one node more than relations");
    let steps = path.nodes.windows(2).zip(&path.relations).map(|(ends, relation)| {
        let way = match (graph.source(*relation), graph.target(*relation)) {
            (source, target) if [source, target] == *ends => Way::Along,
            (source, target) if [target, source] == *ends => Way::Against,
            other => panic!("a path over a relation that joins {other:?} has {ends:?} beside it"),
        };
        Step { way, relation: observe_relation(graph, *relation), node: observe_node(graph, ends[1]) }
    });
    Path { start: observe_node(graph, path.nodes[0]), steps: steps.collect() }
}

#[cfg(test)]
mod tests {
    use demarche::query::{Options, Prepared};

    use super::super::parse::parse;
    use super::*;

    fn graph_of(create: &str) -> Graph {
        let mut graph = Graph::default();
        let prepared = Prepared::new(create).expect("a query");
        prepared.run_mut(&mut graph, &Options::default()).expect("it runs");
        graph
    }

    #[track_caller]
    fn same(graph: &Graph, value: &Value, expected: &str) -> bool {
        observe(graph, value) == parse(expected).expect("a value")
    }

    #[test]
    fn values_without_a_graph() {
        let graph = Graph::default();
        for text in ["null", "true", "-3", "2.0", "NaN", "'it\\'s'", "[1, [null, 'a']]", "{a: [], b: {c: 1.5}}"] {
            let literal = parse(text).expect("a value");
            let value = to_value(&literal).expect("no node");
            assert_eq!(observe(&graph, &value), literal);
        }
        assert!(!same(&graph, &Value::Integer(1), "1.0"));
        assert!(!same(&graph, &Value::text("1"), "1"));
        assert!(!same(&graph, &Value::Null, "'null'"));
        assert!(!same(&graph, &Value::list(vec![Value::Null]), "[]"));
    }

    #[test]
    fn nodes_have_no_value_of_their_own() {
        for text in ["(:A)", "[:T]", "<()>", "[(:A)]", "{a: [:T]}"] {
            assert!(to_value(&parse(text).expect("a value")).is_none(), "{text}");
        }
    }

    #[test]
    fn temporal_values_stand_as_text() {
        let day = Prepared::new("RETURN date('2014-03-01') AS day").expect("a query");
        let mut graph = Graph::default();
        let found = day.run_mut(&mut graph, &Options::default()).expect("it runs");
        assert!(matches!(found.rows[0][0], Value::Temporal(_)));
        assert!(same(&graph, &found.rows[0][0], "'2014-03-01'"));
        assert!(!same(&graph, &found.rows[0][0], "'2014-03-02'"));
    }

    #[test]
    fn nodes_relations_and_paths() {
        let graph = graph_of("CREATE (:A:B {p: 1, q: 'x'})-[:T {w: 2.5}]->(:C)");
        let relation = Vec::from_iter(graph.relations())[0];
        let (source, target) = (graph.source(relation), graph.target(relation));
        let node = Value::Node(source);
        assert!(same(&graph, &node, "(:B:A {q: 'x', p: 1})"));
        for other in ["(:A {p: 1, q: 'x'})", "(:A:B:C {p: 1, q: 'x'})", "(:A:B {p: 1.0, q: 'x'})", "(:A:B {p: 1})"] {
            assert!(!same(&graph, &node, other), "{other}");
        }
        assert!(same(&graph, &Value::Relation(relation), "[:T {w: 2.5}]"));
        assert!(!same(&graph, &Value::Relation(relation), "[:T]"));
        assert!(!same(&graph, &Value::Relation(relation), "[:S {w: 2.5}]"));
        let path = |nodes| Value::Path(Arc::new(ValuePath { nodes, relations: vec![relation] }));
        assert!(same(&graph, &path(vec![source, target]), "<(:A:B {p: 1, q: 'x'})-[:T {w: 2.5}]->(:C)>"));
        assert!(same(&graph, &path(vec![target, source]), "<(:C)<-[:T {w: 2.5}]-(:A:B {p: 1, q: 'x'})>"));
        assert!(!same(&graph, &path(vec![target, source]), "<(:C)-[:T {w: 2.5}]->(:A:B {p: 1, q: 'x'})>"));
    }

    #[test]
    #[should_panic(expected = "beside it")]
    fn a_path_that_is_none() {
        let graph = graph_of("CREATE (:A:B {p: 1, q: 'x'})-[:T {w: 2.5}]->(:C)");
        let relation = Vec::from_iter(graph.relations())[0];
        let source = graph.source(relation);
        observe(&graph, &Value::Path(Arc::new(ValuePath { nodes: vec![source, source], relations: vec![relation] })));
    }
}
