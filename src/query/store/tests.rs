//! Random changes, side by side with a model that does everything the slow way.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::value::{Value, equals, same};
use super::{Graph, KeyId, LabelId, NodeId, RelationId, Step, TypeId};

/// Numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Change {
    AddNode(Vec<u32>),
    AddRelation(usize, u32, usize),
    SetNode(usize, u32, u8),
    SetRelation(usize, u32, u8),
    ClearNode(usize),
    ClearRelation(usize),
    AddLabel(usize, u32),
    RemoveLabel(usize, u32),
    DeleteNode(usize),
    DeleteRelation(usize),
    Read,
    Shrink,
    Compact,
}

const LABELS: u32 = 3;
const KINDS: u32 = 2;
const KEYS: u32 = 3;

fn value(choice: u8) -> Value {
    match choice % 10 {
        0 | 1 => Value::Null,
        2 => Value::from(i64::from(choice / 40)),
        3 => Value::from(f64::from(choice / 40)),
        4 => Value::from(choice > 100),
        5 => Value::from(f64::NAN),
        6 => Value::list(vec![Value::from(1), Value::from(f64::from(choice / 80))]),
        _ => Value::from(["a", "b", "c", "d"][choice as usize / 64]),
    }
}

fn change() -> impl Strategy<Value = Change> {
    let (at, label, kind, key) = (0..1000_usize, 0..LABELS, 0..KINDS, 0..KEYS);
    prop_oneof![
        5 => prop::collection::vec(label.clone(), 0..3).prop_map(Change::AddNode),
        12 => (at.clone(), kind, at.clone()).prop_map(|(a, kind, b)| Change::AddRelation(a, kind, b)),
        8 => (at.clone(), key.clone(), any::<u8>()).prop_map(|(a, key, value)| Change::SetNode(a, key, value)),
        8 => (at.clone(), key, any::<u8>()).prop_map(|(a, key, value)| Change::SetRelation(a, key, value)),
        1 => at.clone().prop_map(Change::ClearNode),
        1 => at.clone().prop_map(Change::ClearRelation),
        3 => (at.clone(), label.clone()).prop_map(|(a, label)| Change::AddLabel(a, label)),
        3 => (at.clone(), label).prop_map(|(a, label)| Change::RemoveLabel(a, label)),
        2 => at.clone().prop_map(Change::DeleteNode),
        6 => at.prop_map(Change::DeleteRelation),
        3 => Just(Change::Read),
        1 => Just(Change::Shrink),
        1 => Just(Change::Compact),
    ]
}

type ModelRelation = (NodeId, TypeId, NodeId, BTreeMap<KeyId, Value>);

/// The slow way.
#[derive(Debug, Default)]
struct Model {
    nodes: BTreeMap<NodeId, (Vec<LabelId>, BTreeMap<KeyId, Value>)>,
    relations: BTreeMap<RelationId, ModelRelation>,
    /// What was deleted and not yet compacted.
    gone: Vec<(RelationId, NodeId, TypeId, NodeId)>,
    gone_nodes: Vec<NodeId>,
}

fn put(properties: &mut BTreeMap<KeyId, Value>, key: KeyId, value: Value) {
    if value.is_null() { drop(properties.remove(&key)) } else { drop(properties.insert(key, value)) }
}

fn pick<K: Copy, V>(map: &BTreeMap<K, V>, at: usize) -> Option<K> {
    map.keys().nth(at.checked_rem(map.len())?).copied()
}

fn apply(graph: &mut Graph, model: &mut Model, change: &Change) {
    let node = |model: &Model, at: &usize| pick(&model.nodes, *at);
    match change {
        Change::AddNode(labels) => {
            let mut labels: Vec<_> = labels.iter().map(|label| LabelId(*label)).collect();
            let made = graph.add_node(&labels);
            labels.sort();
            labels.dedup();
            assert!(!model.gone_nodes.contains(&made), "an id was given twice");
            assert!(model.nodes.insert(made, (labels, BTreeMap::new())).is_none());
        }
        Change::AddRelation(from, kind, to) => {
            let (Some(from), Some(to)) = (node(model, from), node(model, to)) else { return };
            let made = graph.add_relation(from, TypeId(*kind), to);
            assert!(!model.gone.iter().any(|(old, ..)| *old == made), "an id was given twice");
            assert!(model.relations.insert(made, (from, TypeId(*kind), to, BTreeMap::new())).is_none());
        }
        Change::SetNode(at, key, choice) => {
            let Some(node) = node(model, at) else { return };
            graph.set_node_value(node, KeyId(*key), value(*choice));
            put(&mut model.nodes.get_mut(&node).unwrap().1, KeyId(*key), value(*choice));
        }
        Change::SetRelation(at, key, choice) => {
            let Some(relation) = pick(&model.relations, *at) else { return };
            graph.set_relation_value(relation, KeyId(*key), value(*choice));
            put(&mut model.relations.get_mut(&relation).unwrap().3, KeyId(*key), value(*choice));
        }
        Change::ClearNode(at) => {
            let Some(node) = node(model, at) else { return };
            graph.clear_node_properties(node);
            model.nodes.get_mut(&node).unwrap().1.clear();
        }
        Change::ClearRelation(at) => {
            let Some(relation) = pick(&model.relations, *at) else { return };
            graph.clear_relation_properties(relation);
            model.relations.get_mut(&relation).unwrap().3.clear();
        }
        Change::AddLabel(at, label) => {
            let Some(node) = node(model, at) else { return };
            let labels = &mut model.nodes.get_mut(&node).unwrap().0;
            let new = !labels.contains(&LabelId(*label));
            assert_eq!(graph.add_label(node, LabelId(*label)), new);
            labels.extend(new.then_some(LabelId(*label)));
            labels.sort();
        }
        Change::RemoveLabel(at, label) => {
            let Some(node) = node(model, at) else { return };
            let labels = &mut model.nodes.get_mut(&node).unwrap().0;
            assert_eq!(graph.remove_label(node, LabelId(*label)), labels.contains(&LabelId(*label)));
            labels.retain(|other| other.0 != *label);
        }
        Change::DeleteNode(at) => {
            let Some(node) = node(model, at) else { return };
            if graph.degree(node) == 0 {
                graph.delete_node(node);
                model.nodes.remove(&node);
                model.gone_nodes.push(node);
            }
        }
        Change::DeleteRelation(at) => {
            let Some(relation) = pick(&model.relations, *at) else { return };
            graph.delete_relation(relation);
            let (from, kind, to, _) = model.relations.remove(&relation).unwrap();
            model.gone.push((relation, from, kind, to));
        }
        Change::Read => agree(graph, model),
        Change::Shrink => graph.shrink(),
        Change::Compact => {
            graph.compact();
            model.gone.clear();
            model.gone_nodes.clear();
        }
    }
}

#[track_caller]
fn same_properties(graph: &Graph, read: Vec<(KeyId, Value)>, expected: &BTreeMap<KeyId, Value>) {
    let names: Vec<_> = read.iter().map(|(key, _)| graph.key_name(*key).clone()).collect();
    assert!(names.is_sorted());
    assert_eq!(read.len(), expected.len());
    assert!(read.iter().all(|(key, value)| same(value, &expected[key])), "{read:?} {expected:?}");
    let types = |value: &Value| value.type_name();
    assert!(read.iter().all(|(key, value)| types(value) == types(&expected[key])), "{read:?} {expected:?}");
}

#[track_caller]
fn agree(graph: &Graph, model: &Model) {
    assert_eq!(graph.nodes().collect::<Vec<_>>(), model.nodes.keys().copied().collect::<Vec<_>>());
    assert_eq!(graph.relations().collect::<Vec<_>>(), model.relations.keys().copied().collect::<Vec<_>>());
    assert_eq!((graph.node_count(), graph.relation_count()), (model.nodes.len(), model.relations.len()));
    for (node, (labels, properties)) in &model.nodes {
        assert!(graph.node_exists(*node));
        assert_eq!(graph.labels(*node), labels);
        same_properties(graph, graph.node_properties(*node), properties);
        agree_on_steps(graph, model, *node);
    }
    for (relation, (from, kind, to, properties)) in &model.relations {
        assert!(graph.relation_exists(*relation));
        assert_eq!((graph.source(*relation), graph.kind_of(*relation), graph.target(*relation)), (*from, *kind, *to));
        same_properties(graph, graph.relation_properties(*relation), properties);
    }
    for (relation, from, kind, to) in &model.gone {
        assert!(!graph.relation_exists(*relation) && graph.relation_properties(*relation).is_empty());
        assert_eq!((graph.source(*relation), graph.kind_of(*relation), graph.target(*relation)), (*from, *kind, *to));
    }
    for node in &model.gone_nodes {
        assert!(!graph.node_exists(*node) && graph.labels(*node).is_empty() && graph.node_properties(*node).is_empty());
    }
    for label in (0..LABELS).map(LabelId) {
        let has = model.nodes.iter().filter(|(_, (labels, _))| labels.contains(&label)).map(|(node, _)| *node);
        let has: Vec<_> = has.collect();
        assert_eq!((graph.nodes_with_label(label), graph.label_count(label)), (has.as_slice(), has.len()));
    }
    for kind in (0..KINDS).map(TypeId) {
        let of_kind: Vec<_> = model.relations.iter().filter(|(_, (_, of, ..))| *of == kind).collect();
        let ids: Vec<_> = of_kind.iter().map(|(relation, _)| **relation).collect();
        let found = graph.relations_of_kind(kind);
        assert!(found.iter().map(|ends| ends.relation).eq(ids.iter().copied()));
        assert!(found.iter().all(|e| (e.source, e.target) == (graph.source(e.relation), graph.target(e.relation))));
        assert_eq!(graph.kind_count(kind), ids.len());
        let ends = |end: fn(&ModelRelation) -> NodeId| {
            of_kind.iter().map(|(_, relation)| end(relation)).collect::<std::collections::BTreeSet<_>>().len()
        };
        assert_eq!((graph.kind_sources(kind), graph.kind_targets(kind)), (ends(|it| it.0), ends(|it| it.2)));
    }
    agree_on_search(graph, model);
}

#[track_caller]
fn agree_on_steps(graph: &Graph, model: &Model, node: NodeId) {
    for (out, read) in [(true, graph.outgoing(node)), (false, graph.incoming(node))] {
        let steps = model.relations.iter().filter_map(|(relation, (from, kind, to, _))| {
            let (here, there) = if out { (from, to) } else { (to, from) };
            (*here == node).then_some(Step { kind: *kind, node: *there, relation: *relation })
        });
        let mut steps: Vec<_> = steps.collect();
        steps.sort();
        assert_eq!(read, steps);
        let count = if out { graph.degree(node) - graph.incoming(node).len() } else { read.len() };
        assert_eq!(count, steps.len());
        for kind in (0..KINDS).map(TypeId) {
            let of_kind: Vec<_> = steps.iter().copied().filter(|step| step.kind == kind).collect();
            assert_eq!(if out { graph.outgoing_of(node, kind) } else { graph.incoming_of(node, kind) }, of_kind);
            for end in model.nodes.keys() {
                let between: Vec<_> = of_kind.iter().copied().filter(|step| step.node == *end).collect();
                let read =
                    if out { graph.outgoing_to(node, kind, *end) } else { graph.incoming_from(node, kind, *end) };
                assert_eq!(read, between);
            }
        }
    }
}

#[track_caller]
fn agree_on_search(graph: &Graph, model: &Model) {
    for key in (0..KEYS).map(KeyId) {
        for sought in (0..=u8::MAX).step_by(7).map(value) {
            for label in [None, Some(LabelId(0))] {
                let fits = |(labels, properties): &(Vec<LabelId>, BTreeMap<KeyId, Value>)| {
                    label.is_none_or(|label| labels.contains(&label))
                        && properties.get(&key).is_some_and(|value| equals(value, &sought) == Some(true))
                };
                let found: Vec<_> = model.nodes.iter().filter(|(_, node)| fits(node)).map(|(node, _)| *node).collect();
                assert_eq!(graph.find_nodes(label, key, &sought), found, "{sought:?}");
            }
        }
        let values = model.nodes.values().filter(|(_, properties)| properties.contains_key(&key)).count();
        let estimate = graph.index_estimate(key);
        assert!(if values == 0 { estimate == 0.0 } else { (1.0..=values as f64).contains(&estimate) });
    }
}

fn new_graph() -> Graph {
    let mut graph = Graph::default();
    for name in ["b", "c", "a"] {
        graph.intern_label(name);
        graph.intern_key(name);
    }
    for name in ["S", "R"] {
        graph.intern_kind(name);
    }
    graph
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_changes_agree_with_the_model(changes in prop::collection::vec(change(), 0..120)) {
        let (mut graph, mut model) = (new_graph(), Model::default());
        for change in &changes {
            apply(&mut graph, &mut model, change);
        }
        agree(&graph, &model);
        agree(&graph.clone(), &model);
    }

    /// Few nodes, many relations: lists long enough to be put right late.
    #[test]
    fn long_lists_agree_with_the_model(changes in prop::collection::vec(change(), 300..600)) {
        let (mut graph, mut model) = (new_graph(), Model::default());
        for _ in 0..3 {
            apply(&mut graph, &mut model, &Change::AddNode(vec![0]));
        }
        for at in 0..400 {
            apply(&mut graph, &mut model, &Change::AddRelation(at * 7, at as u32 % 2, at * 5));
        }
        for change in changes.iter().filter(|change| !matches!(change, Change::AddNode(_) | Change::DeleteNode(_))) {
            apply(&mut graph, &mut model, change);
        }
        agree(&graph, &model);
    }
}

#[test]
fn a_graph_may_be_shared_between_threads() {
    fn check<T: Send + Sync + Clone>() {}
    check::<Graph>();
}

#[test]
fn ids_that_nobody_gave_out_are_nothing() {
    let mut graph = new_graph();
    let (node, relation, key, label, kind) = (NodeId(9), RelationId(9), KeyId(9), LabelId(u32::MAX), TypeId(u32::MAX));
    graph.set_node_value(node, KeyId(0), Value::from(1));
    graph.set_relation_value(relation, KeyId(0), Value::from(1));
    graph.delete_node(node);
    graph.delete_relation(relation);
    graph.clear_node_properties(node);
    assert!(!graph.add_label(node, LabelId(0)) && !graph.remove_label(node, label));
    let there = graph.add_node(&[label]);
    graph.set_node_value(there, key, Value::from(1));
    assert!(!graph.add_label(there, label));
    assert!(!graph.relation_exists(graph.clone().add_relation(there, kind, there)));
    assert!(graph.labels(there).is_empty() && graph.node_properties(there).is_empty());
    assert!(graph.outgoing(node).is_empty() && graph.nodes_with_label(label).is_empty());
    assert!(graph.relations_of_kind(kind).is_empty() && graph.find_nodes(None, key, &Value::from(1)).is_empty());
    assert_eq!((graph.source(relation), graph.kind_of(relation)), (NodeId(u32::MAX), kind));
    assert_eq!((&**graph.key_name(key), graph.kind_sources(kind), graph.degree(node)), ("", 0, 0));
    assert_eq!(graph.index_estimate(key), 0.0);
}

/// A change of each row of a large graph must not go through the graph.
#[test]
fn many_changes_in_a_row() {
    let mut graph = new_graph();
    let key = KeyId(0);
    for at in 0..50_000_i64 {
        let sought = Value::from(at / 2);
        if graph.find_nodes(Some(LabelId(0)), key, &sought).is_empty() {
            let node = graph.add_node(&[LabelId(0)]);
            graph.set_node_value(node, key, sought);
        }
    }
    assert_eq!(graph.node_count(), 25_000);
    let hub = NodeId(0);
    for node in graph.nodes().collect::<Vec<_>>() {
        graph.add_relation(hub, TypeId(0), node);
    }
    for relation in graph.relations().collect::<Vec<_>>() {
        graph.delete_relation(relation);
    }
    assert_eq!((graph.degree(hub), graph.outgoing(hub).len()), (0, 0));
}
