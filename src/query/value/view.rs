//! Values seen where they lie: what conditions compare, without copies.
//!
//! Gives: [`View`], 24 bytes that need no cleaning up. Text is borrowed, numbers and dates are copied.

use std::hash::Hasher;

use super::super::store::{NodeId, RelationId};
use super::super::temporal::{Date, Temporal};
use super::{Value, hash, same};

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

    /// Says whether it and a value are one in grouping, as [`same`] does of values. Hidden ones never are.
    #[inline]
    pub(crate) fn is_same(&self, other: &Value) -> bool {
        match (self, other) {
            (View::Text(a), Value::String(b)) => **a == **b,
            (View::Integer(a), Value::Integer(b)) => a == b,
            (View::Date(a), Value::Temporal(Temporal::Date(b))) => a == b,
            (View::Boolean(a), Value::Boolean(b)) => a == b,
            (View::Node(a), Value::Node(b)) => a == b,
            (View::Relation(a), Value::Relation(b)) => a == b,
            (View::Null, Value::Null) => true,
            (View::Float(a), b) => same(&Value::Float(*a), b),
            (View::Integer(a), b) => same(&Value::Integer(*a), b),
            (View::Other(a), b) => same(a, b),
            _ => false,
        }
    }

    /// Feeds a hasher as [`hash`] does of values. Hidden ones feed nothing.
    #[inline]
    pub(crate) fn hash(&self, state: &mut impl Hasher) {
        match self {
            View::Hidden => {}
            View::Text(text) => state.write(text.as_bytes()),
            View::Other(value) => hash(value, state),
            View::Null => hash(&Value::Null, state),
            View::Boolean(value) => hash(&Value::Boolean(*value), state),
            View::Integer(number) => hash(&Value::Integer(*number), state),
            View::Float(number) => hash(&Value::Float(*number), state),
            View::Date(date) => hash(&Value::Temporal(Temporal::Date(*date)), state),
            View::Node(node) => hash(&Value::Node(*node), state),
            View::Relation(relation) => hash(&Value::Relation(*relation), state),
        }
    }
}
