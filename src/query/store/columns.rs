//! Properties by key: a column for each key, of one type where all its values have one.
//!
//! How: the first value of a column decides its type; a value of another type makes it a column of any values. The types
//! are whole numbers and numbers (8 bytes each), dates, `true` and `false` (1 byte), text (a code of 4 bytes, and each text
//! once), any (24 bytes).

use std::sync::Arc;

use super::super::temporal::{Date, Temporal};
use super::super::value::{Value, View};
use super::KeyId;
use super::dictionary::Texts;
use super::slots::Slots;

/// The columns of nodes, or those of relations.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    /// By key.
    columns: Vec<Column>,
}

/// The values of one key by id.
#[derive(Debug, Clone, Default)]
pub(super) enum Column {
    #[default]
    Empty,
    Integer(Slots<i64>),
    Float(Slots<f64>),
    Boolean(Slots<bool>),
    Date(Slots<Date>),
    Text(Texts),
    Any(Slots<Value>),
}

impl Columns {
    /// The value of an id; null where it has none. Cost: constant.
    #[inline]
    pub(super) fn get(&self, key: KeyId, id: u32) -> Value {
        self.columns.get(key.0 as usize).map_or(Value::Null, |column| column.get(id))
    }

    /// The value of an id, seen where it lies. Cost: constant.
    #[inline]
    pub(super) fn view(&self, key: KeyId, id: u32) -> View<'_> {
        self.columns.get(key.0 as usize).map_or(View::Null, |column| column.view(id))
    }

    /// The text of an id, where its value is text. Cost: constant.
    #[inline]
    pub(super) fn text(&self, key: KeyId, id: u32) -> Option<&Arc<str>> {
        match self.columns.get(key.0 as usize)? {
            Column::Text(texts) => texts.get(id),
            Column::Any(values) => match values.get(id)? {
                Value::String(text) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// How many ids have a value.
    pub(super) fn count(&self, key: KeyId) -> usize {
        self.columns.get(key.0 as usize).map_or(0, Column::len)
    }

    /// Gives an id a value; null takes it away. Cost: constant, amortized.
    pub(super) fn set(&mut self, key: KeyId, id: u32, value: Value) {
        if self.columns.len() <= key.0 as usize && !value.is_null() {
            self.columns.resize_with(key.0 as usize + 1, Column::default);
        }
        if let Some(column) = self.columns.get_mut(key.0 as usize) {
            column.set(id, value);
        }
    }

    /// Takes all values of an id away; tells which keys had one.
    pub(super) fn clear(&mut self, id: u32, mut tell: impl FnMut(KeyId)) {
        for (key, column) in self.columns.iter_mut().enumerate() {
            if column.remove(id) {
                tell(KeyId(key as u32));
            }
        }
    }

    /// Puts a whole column in.
    pub(super) fn put(&mut self, key: KeyId, column: Column) {
        if self.columns.len() <= key.0 as usize {
            self.columns.resize_with(key.0 as usize + 1, Column::default);
        }
        self.columns[key.0 as usize] = column;
    }

    /// Gives back memory that was set aside for more.
    pub(super) fn shrink(&mut self) {
        self.columns.iter_mut().for_each(Column::shrink);
    }
}

impl Column {
    #[inline]
    pub(super) fn get(&self, id: u32) -> Value {
        let value = match self {
            Column::Empty => None,
            Column::Integer(slots) => slots.get(id).map(|number| Value::Integer(*number)),
            Column::Float(slots) => slots.get(id).map(|number| Value::Float(*number)),
            Column::Boolean(slots) => slots.get(id).map(|value| Value::Boolean(*value)),
            Column::Date(slots) => slots.get(id).map(|date| Value::Temporal(Temporal::Date(*date))),
            Column::Text(texts) => texts.get(id).map(|text| Value::String(text.clone())),
            Column::Any(slots) => slots.get(id).cloned(),
        };
        value.unwrap_or_default()
    }

    #[inline]
    fn view(&self, id: u32) -> View<'_> {
        let view = match self {
            Column::Empty => None,
            Column::Integer(slots) => slots.get(id).map(|number| View::Integer(*number)),
            Column::Float(slots) => slots.get(id).map(|number| View::Float(*number)),
            Column::Boolean(slots) => slots.get(id).map(|value| View::Boolean(*value)),
            Column::Date(slots) => slots.get(id).map(|date| View::Date(*date)),
            Column::Text(texts) => texts.get(id).map(|text| View::Text(text)),
            Column::Any(slots) => slots.get(id).map(View::of),
        };
        view.unwrap_or(View::Null)
    }

    fn len(&self) -> usize {
        match self {
            Column::Empty => 0,
            Column::Integer(slots) => slots.len(),
            Column::Float(slots) => slots.len(),
            Column::Boolean(slots) => slots.len(),
            Column::Date(slots) => slots.len(),
            Column::Text(texts) => texts.len(),
            Column::Any(slots) => slots.len(),
        }
    }

    pub(super) fn set(&mut self, id: u32, value: Value) {
        match (&mut *self, value) {
            (_, Value::Null) => {
                self.remove(id);
            }
            (Column::Integer(slots), Value::Integer(number)) => slots.set(id, number),
            (Column::Float(slots), Value::Float(number)) => slots.set(id, number),
            (Column::Boolean(slots), Value::Boolean(value)) => slots.set(id, value),
            (Column::Date(slots), Value::Temporal(Temporal::Date(date))) => slots.set(id, date),
            (Column::Text(texts), Value::String(text)) => texts.set(id, &text),
            (Column::Any(slots), value) => slots.set(id, value),
            (Column::Empty, value) => {
                *self = Column::of(&value);
                self.set(id, value);
            }
            (_, value) => {
                *self = Column::Any(std::mem::take(self).into_any());
                self.set(id, value);
            }
        }
    }

    fn remove(&mut self, id: u32) -> bool {
        let had = match self {
            Column::Empty => false,
            Column::Integer(slots) => slots.remove(id),
            Column::Float(slots) => slots.remove(id),
            Column::Boolean(slots) => slots.remove(id),
            Column::Date(slots) => slots.remove(id),
            Column::Text(texts) => texts.remove(id),
            // What is taken away is not kept.
            Column::Any(slots) => {
                if slots.get(id).is_some() {
                    slots.set(id, Value::Null);
                }
                slots.remove(id)
            }
        };
        if had && self.len() == 0 {
            *self = Column::Empty;
        }
        had
    }

    /// An empty column for values like this one.
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Column::Empty,
            Value::Integer(_) => Column::Integer(Slots::default()),
            Value::Float(_) => Column::Float(Slots::default()),
            Value::Boolean(_) => Column::Boolean(Slots::default()),
            Value::Temporal(Temporal::Date(_)) => Column::Date(Slots::default()),
            Value::String(_) => Column::Text(Texts::default()),
            _ => Column::Any(Slots::default()),
        }
    }

    fn into_any(self) -> Slots<Value> {
        match self {
            Column::Empty => Slots::default(),
            Column::Integer(slots) => slots.map(Value::Integer),
            Column::Float(slots) => slots.map(Value::Float),
            Column::Boolean(slots) => slots.map(Value::Boolean),
            Column::Date(slots) => slots.map(|date| Value::Temporal(Temporal::Date(date))),
            Column::Text(texts) => texts.into_slots().map(Value::String),
            Column::Any(slots) => slots,
        }
    }

    pub(super) fn shrink(&mut self) {
        match self {
            Column::Empty => {}
            Column::Integer(slots) => slots.shrink(),
            Column::Float(slots) => slots.shrink(),
            Column::Boolean(slots) => slots.shrink(),
            Column::Date(slots) => slots.shrink(),
            Column::Text(texts) => texts.shrink(),
            Column::Any(slots) => slots.shrink(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_type_keeps_what_was_there() {
        let mut column = Column::default();
        column.set(0, Value::from(1));
        column.set(2, Value::from(2));
        column.set(1, Value::from("x"));
        assert!(matches!(column, Column::Any(_)));
        let read: Vec<_> = (0..4).map(|id| format!("{:?}", column.get(id))).collect();
        assert_eq!(read, ["Integer(1)", "String(\"x\")", "Integer(2)", "Null"]);
    }

    #[test]
    fn an_emptied_column_takes_any_type_again() {
        let mut column = Column::default();
        column.set(3, Value::from(1));
        column.set(3, Value::Null);
        column.set(3, Value::from("x"));
        assert!(matches!(column, Column::Text(_)));
    }
}
