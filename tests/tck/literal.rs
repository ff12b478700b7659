//! The values that scenarios expect, and the form in which values of the engine are compared with them.
//!
//! Reads nothing, gives [`Literal`]: values without ids, so that two are equal where they look the same in a table.
//! Labels are a set, properties and maps have no order; `1` is not `1.0`, and `NaN` is `NaN`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Entries of a map, or properties.
pub type Entries = BTreeMap<String, Literal>;

/// A value as the tables of the scenarios write it.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(Double),
    /// Text, and temporal values in their ISO 8601 form.
    String(String),
    List(Vec<Literal>),
    Map(Entries),
    Node(Node),
    Relation(Relation),
    Path(Path),
}

/// A floating-point number that is equal to itself, even where it is none.
#[derive(Debug, Clone, Copy)]
pub struct Double(pub f64);

/// A node without its id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    pub labels: BTreeSet<String>,
    pub properties: Entries,
}

/// A relation without its id and ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    pub kind: String,
    pub properties: Entries,
}

/// A path: its first node, and the steps from there.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    pub start: Node,
    pub steps: Vec<Step>,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub way: Way,
    pub relation: Relation,
    pub node: Node,
}

/// Whether a relation is walked as it points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Along,
    Against,
}

impl PartialEq for Double {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.0.is_nan() && other.0.is_nan()
    }
}

impl Literal {
    /// Brings the elements of all lists into one order, for results that are compared without theirs.
    pub fn with_sorted_lists(&self) -> Literal {
        match self {
            Literal::List(elements) => {
                let mut elements: Vec<Literal> = elements.iter().map(Literal::with_sorted_lists).collect();
                elements.sort_by_cached_key(Literal::to_string);
                Literal::List(elements)
            }
            Literal::Map(entries) => Literal::Map(sorted_entries(entries)),
            Literal::Node(node) => Literal::Node(sorted_node(node)),
            Literal::Relation(relation) => Literal::Relation(sorted_relation(relation)),
            Literal::Path(path) => Literal::Path(Path {
                start: sorted_node(&path.start),
                steps: path.steps.iter().map(sorted_step).collect(),
            }),
            plain => plain.clone(),
        }
    }
}

fn sorted_entries(entries: &Entries) -> Entries {
    entries.iter().map(|(key, value)| (key.clone(), value.with_sorted_lists())).collect()
}

fn sorted_node(node: &Node) -> Node {
    Node { labels: node.labels.clone(), properties: sorted_entries(&node.properties) }
}

fn sorted_relation(relation: &Relation) -> Relation {
    Relation { kind: relation.kind.clone(), properties: sorted_entries(&relation.properties) }
}

fn sorted_step(step: &Step) -> Step {
    Step { way: step.way, relation: sorted_relation(&step.relation), node: sorted_node(&step.node) }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Null => f.write_str("null"),
            Literal::Boolean(value) => write!(f, "{value}"),
            Literal::Integer(value) => write!(f, "{value}"),
            Literal::Float(value) => write!(f, "{value}"),
            Literal::String(text) => write!(f, "'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
            Literal::List(elements) => {
                f.write_str("[")?;
                for (at, element) in elements.iter().enumerate() {
                    write!(f, "{}{element}", if at == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Literal::Map(entries) => write_entries(f, entries),
            Literal::Node(node) => write!(f, "{node}"),
            Literal::Relation(relation) => write!(f, "{relation}"),
            Literal::Path(path) => write!(f, "{path}"),
        }
    }
}

impl fmt::Display for Double {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            number if number.is_nan() => f.write_str("NaN"),
            f64::INFINITY => f.write_str("Inf"),
            f64::NEG_INFINITY => f.write_str("-Inf"),
            number => write!(f, "{number:?}"),
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for label in &self.labels {
            write!(f, ":{label}")?;
        }
        if !self.properties.is_empty() {
            f.write_str(if self.labels.is_empty() { "" } else { " " })?;
            write_entries(f, &self.properties)?;
        }
        f.write_str(")")
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[:{}", self.kind)?;
        if !self.properties.is_empty() {
            f.write_str(" ")?;
            write_entries(f, &self.properties)?;
        }
        f.write_str("]")
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", self.start)?;
        for Step { way, relation, node } in &self.steps {
            match way {
                Way::Along => write!(f, "-{relation}->{node}")?,
                Way::Against => write!(f, "<-{relation}-{node}")?,
            }
        }
        f.write_str(">")
    }
}

fn write_entries(f: &mut fmt::Formatter<'_>, entries: &Entries) -> fmt::Result {
    f.write_str("{")?;
    for (at, (key, value)) in entries.iter().enumerate() {
        write!(f, "{}{key}: {value}", if at == 0 { "" } else { ", " })?;
    }
    f.write_str("}")
}
