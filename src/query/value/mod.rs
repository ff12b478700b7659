//! The values that queries calculate with and that nodes and relations carry.
//!
//! Gives: [`Value`], 24 bytes; everything larger stands behind an `Arc`, so that copies are cheap. Equality, order and
//! grouping are in `compare`, text forms in `display`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::store::{NodeId, RelationId};
use super::temporal::Temporal;

mod compare;
mod display;
mod view;

pub use compare::{Group, equals, order, same};
pub(crate) use compare::{compare, hash, is_whole, whole_to_float};
pub(crate) use display::float;
pub(crate) use view::View;

/// Entries of a map, in the order of their keys.
pub type Map = BTreeMap<Arc<str>, Value>;

/// A value of a query.
#[derive(Debug, Clone, Default)]
pub enum Value {
    /// Nothing known.
    #[default]
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A floating-point number.
    Float(f64),
    /// Text.
    String(Arc<str>),
    /// A date, time or duration.
    Temporal(Temporal),
    /// Values in a row.
    List(Arc<Vec<Value>>),
    /// Values by name.
    Map(Arc<Map>),
    /// A node of the graph.
    Node(NodeId),
    /// A relation of the graph.
    Relation(RelationId),
    /// A path through the graph.
    Path(Arc<Path>),
}

/// A path: one node more than relations, in the order in which it was walked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Path {
    /// The nodes; never empty.
    pub nodes: Vec<NodeId>,
    /// The relation between each node and the next, whichever way it points.
    pub relations: Vec<RelationId>,
}

impl Value {
    /// Makes text.
    pub fn text(text: impl AsRef<str>) -> Self {
        Value::String(text.as_ref().into())
    }

    /// Makes a list.
    pub fn list(values: Vec<Value>) -> Self {
        Value::List(Arc::new(values))
    }

    /// Makes a map.
    pub fn map(entries: impl IntoIterator<Item = (Arc<str>, Value)>) -> Self {
        Value::Map(Arc::new(entries.into_iter().collect()))
    }

    /// Says whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// How much memory it takes that no other value shares, in elements of lists; 32 bytes of text count as one.
    pub(crate) fn weight(&self) -> u64 {
        fn weigh(value: &Value, levels: u32) -> u64 {
            match value {
                Value::List(list) if levels > 0 && Arc::strong_count(list) == 1 => {
                    list.iter().map(|value| weigh(value, levels - 1)).sum::<u64>() + 1
                }
                Value::Map(map) if levels > 0 && Arc::strong_count(map) == 1 => {
                    map.values().map(|value| weigh(value, levels - 1) + 1).sum::<u64>() + 1
                }
                Value::String(text) if Arc::strong_count(text) == 1 => text.len() as u64 / 32 + 1,
                _ => 1,
            }
        }
        weigh(self, 16)
    }

    /// Says whether lists and maps lie within each other more than so many levels deep.
    pub(crate) fn is_deeper(&self, levels: u32) -> bool {
        match self {
            Value::List(list) => levels == 0 || list.iter().any(|value| value.is_deeper(levels - 1)),
            Value::Map(map) => levels == 0 || map.values().any(|value| value.is_deeper(levels - 1)),
            _ => false,
        }
    }

    /// The name of its type, as messages call it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Boolean(_) => "boolean",
            Value::Integer(_) => "integer",
            Value::Float(_) => "float",
            Value::String(_) => "string",
            Value::Temporal(temporal) => temporal.kind().name(),
            Value::List(_) => "list",
            Value::Map(_) => "map",
            Value::Node(_) => "node",
            Value::Relation(_) => "relation",
            Value::Path(_) => "path",
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Boolean(value)
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Integer(value)
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Float(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::text(value)
    }
}
impl From<Arc<str>> for Value {
    fn from(value: Arc<str>) -> Self {
        Value::String(value)
    }
}
impl From<Vec<Value>> for Value {
    fn from(values: Vec<Value>) -> Self {
        Value::list(values)
    }
}
