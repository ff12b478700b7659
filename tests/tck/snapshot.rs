//! What a query changed, as the TCK observes it: the difference between the graph before and after.
//!
//! Reads: graphs. Gives: [`Effects`]. A label counts once, however many nodes have it; a property is an entity, a key and
//! a value, so that another value takes one away and adds one. What comes and goes within a query is not seen.
//! Does not: trust the engine's own count of changes.
//! Source: the section "Observability of side effects" of the TCK's README.

use std::collections::BTreeSet;
use std::fmt;

use demarche::query::{Graph, NodeId, RelationId, Value};

use super::observe::observe;

/// What counts of a graph.
#[derive(Debug, Default)]
pub struct Snapshot {
    nodes: BTreeSet<NodeId>,
    relations: BTreeSet<RelationId>,
    labels: BTreeSet<String>,
    properties: BTreeSet<(Entity, String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Entity {
    Node(NodeId),
    Relation(RelationId),
}

/// How much was added and taken away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effects {
    nodes: Difference,
    relations: Difference,
    labels: Difference,
    properties: Difference,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Difference {
    added: usize,
    removed: usize,
}

impl Snapshot {
    /// Remembers what is there.
    pub fn of(graph: &Graph) -> Self {
        let mut snapshot = Snapshot::default();
        for node in graph.nodes() {
            snapshot.nodes.insert(node);
            snapshot.labels.extend(graph.labels(node).iter().map(|label| graph.label_name(*label).to_string()));
            for (key, value) in graph.node_properties(node) {
                snapshot.properties.insert((Entity::Node(node), graph.key_name(key).to_string(), seen(graph, &value)));
            }
        }
        for relation in graph.relations() {
            snapshot.relations.insert(relation);
            for (key, value) in graph.relation_properties(relation) {
                let value = seen(graph, &value);
                snapshot.properties.insert((Entity::Relation(relation), graph.key_name(key).to_string(), value));
            }
        }
        snapshot
    }

    /// What has happened from this one to a later one.
    pub fn until(&self, after: &Snapshot) -> Effects {
        Effects {
            nodes: Difference::between(&self.nodes, &after.nodes),
            relations: Difference::between(&self.relations, &after.relations),
            labels: Difference::between(&self.labels, &after.labels),
            properties: Difference::between(&self.properties, &after.properties),
        }
    }
}

/// A value as text, with its type: a date is not the text that it is written as.
fn seen(graph: &Graph, value: &Value) -> String {
    format!("{} {}", value.type_name(), observe(graph, value))
}

impl Difference {
    fn between<T: Ord>(before: &BTreeSet<T>, after: &BTreeSet<T>) -> Self {
        Difference { added: after.difference(before).count(), removed: before.difference(after).count() }
    }
}

impl Effects {
    /// Understands a table of `+nodes`, `-labels` and the like; what is not named is zero.
    ///
    /// # Errors
    /// A row is no such pair.
    pub fn read(table: &[Vec<String>]) -> Result<Self, String> {
        let mut effects = Effects::default();
        for row in table {
            let wrong = || format!("no side effect {row:?}");
            let [name, count] = row.as_slice() else { return Err(wrong()) };
            *effects.named(name).ok_or_else(wrong)? = count.parse().map_err(|_| wrong())?;
        }
        Ok(effects)
    }

    fn named(&mut self, name: &str) -> Option<&mut usize> {
        let (sign, name) = name.split_at_checked(1)?;
        let difference = match name {
            "nodes" => &mut self.nodes,
            "relationships" => &mut self.relations,
            "labels" => &mut self.labels,
            "properties" => &mut self.properties,
            _ => return None,
        };
        match sign {
            "+" => Some(&mut difference.added),
            "-" => Some(&mut difference.removed),
            _ => None,
        }
    }
}

impl fmt::Display for Effects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Effects { nodes, relations, labels, properties } = *self;
        let all = [("nodes", nodes), ("relationships", relations), ("labels", labels), ("properties", properties)];
        let signed = all.iter().flat_map(|(name, difference)| {
            [("+", name, difference.added), ("-", name, difference.removed)]
                .into_iter()
                .filter(|(.., count)| *count > 0)
        });
        let listed: Vec<String> = signed.map(|(sign, name, count)| format!("{sign}{name} {count}")).collect();
        if listed.is_empty() { f.write_str("no side effects") } else { f.write_str(&listed.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str)]) -> Vec<Vec<String>> {
        rows.iter().map(|(name, count)| vec![(*name).to_owned(), (*count).to_owned()]).collect()
    }

    #[test]
    fn tables_are_understood() {
        let effects = Effects::read(&table(&[("+nodes", "2"), ("-properties", "1")])).expect("a table");
        assert_eq!(effects.to_string(), "+nodes 2, -properties 1");
        assert_eq!(Effects::default().to_string(), "no side effects");
        for wrong in [("nodes", "1"), ("+node", "1"), ("*nodes", "1"), ("+nodes", "x"), ("", "1"), ("+nodes", "-1")] {
            assert!(Effects::read(&table(&[wrong])).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn another_value_is_one_less_and_one_more() {
        let with = |value: &str, labels: &[&str]| Snapshot {
            nodes: [NodeId(0)].into(),
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            properties: [(Entity::Node(NodeId(0)), "p".to_owned(), value.to_owned())].into(),
            ..Snapshot::default()
        };
        assert_eq!(with("1", &["A"]).until(&with("1", &["A"])), Effects::default());
        assert_eq!(with("1", &["A"]).until(&with("1.0", &["A"])).to_string(), "+properties 1, -properties 1");
        assert_eq!(with("1", &["A"]).until(&with("1", &["A", "B"])).to_string(), "+labels 1");
        assert_eq!(with("1", &["A"]).until(&Snapshot::default()).to_string(), "-nodes 1, -labels 1, -properties 1");
    }
}
