//! Values seen where they lie: what conditions compare, without copies.
//!
//! Gives: [`View`], 24 bytes that need no cleaning up. Text is borrowed, numbers and dates are copied.

use super::super::store::{NodeId, RelationId};
use super::super::temporal::{Date, Temporal};
use super::Value;

/// A value seen where it lies: in a row, in a query, or in a column of a graph.
#[derive(Debug, Clone, Copy)]
pub(crate) enum View<'v> {
    /// It cannot be seen without calculating it.
    Hidden,
    /// Nothing known.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A floating-point number.
    Float(f64),
    /// Text.
    Text(&'v str),
    /// A day.
    Date(Date),
    /// A node of the graph.
    Node(NodeId),
    /// A relation of the graph.
    Relation(RelationId),
    /// A value of any other kind.
    Other(&'v Value),
}

impl<'v> View<'v> {
    /// Sees a value.
    #[inline]
    pub(crate) fn of(value: &'v Value) -> Self {
        match value {
            Value::Null => View::Null,
            Value::Boolean(value) => View::Boolean(*value),
            Value::Integer(number) => View::Integer(*number),
            Value::Float(number) => View::Float(*number),
            Value::String(text) => View::Text(text),
            Value::Temporal(Temporal::Date(date)) => View::Date(*date),
            Value::Node(node) => View::Node(*node),
            Value::Relation(relation) => View::Relation(*relation),
            other => View::Other(other),
        }
    }
}
