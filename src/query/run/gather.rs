//! Rows that are kept: between segments, and in order.

use std::cmp::Ordering;

use super::super::error::QueryError;
use super::super::ir::{Direction, Slot};
use super::super::plan::Sort;
use super::super::value::{Value, order};
use super::machine::Machine;

/// Rows of some slots.
#[derive(Default)]
pub(super) struct Rows {
    slots: Vec<Slot>,
    values: Vec<Value>,
    count: usize,
}

impl Rows {
    /// No rows yet.
    pub(super) fn new(slots: &[Slot]) -> Self {
        Rows { slots: slots.to_vec(), values: Vec::new(), count: 0 }
    }

    /// One row without slots of its own: where a query begins.
    pub(super) fn one() -> Self {
        Rows { count: 1, ..Rows::default() }
    }

    /// Keeps a row.
    pub(super) fn push(&mut self, row: &[Value]) {
        self.values.extend(self.slots.iter().map(|slot| row[*slot as usize].clone()));
        self.count += 1;
    }

    /// Keeps a row of which the values are at hand, in the order of the slots.
    pub(super) fn push_values(
        &mut self,
        values: impl Iterator<Item = Result<Value, QueryError>>,
    ) -> Result<(), QueryError> {
        for value in values {
            self.values.push(value?);
        }
        self.count += 1;
        Ok(())
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Puts the values of a row into their slots.
    pub(super) fn load(&self, at: usize, row: &mut [Value]) {
        let width = self.slots.len();
        for (slot, value) in self.slots.iter().zip(&self.values[at * width..]) {
            row[*slot as usize] = value.clone();
        }
    }
}

/// Rows while they are put in order.
pub(super) struct Sorter<'s> {
    sort: &'s Sort,
    /// How many are wanted.
    wanted: Option<usize>,
    /// The keys of each row, and behind them what is kept of it.
    values: Vec<Value>,
    count: usize,
}

/// More than the wanted rows are kept before the surplus is sorted out.
const SURPLUS: usize = 1024;

impl<'s> Sorter<'s> {
    /// Begins to sort.
    pub(super) fn new(sort: &'s Sort, machine: &Machine<'_>, row: &mut [Value]) -> Result<Self, QueryError> {
        let counts = sort.first.iter().map(|code| machine.count(code, row)).collect::<Result<Vec<_>, _>>()?;
        let sum = counts.iter().fold(0u64, |sum, count| sum.saturating_add(*count));
        let wanted = (!counts.is_empty()).then(|| usize::try_from(sum).unwrap_or(usize::MAX));
        Ok(Sorter { sort, wanted, values: Vec::new(), count: 0 })
    }

    /// Takes a row.
    pub(super) fn add(&mut self, machine: &Machine<'_>, row: &mut [Value]) -> Result<(), QueryError> {
        for (code, _) in &self.sort.keys {
            self.values.push(machine.evaluate(code, row)?);
        }
        self.values.extend(self.sort.keep.iter().map(|slot| row[*slot as usize].clone()));
        self.count += 1;
        machine.env.keep(1)?;
        if let Some(wanted) = self.wanted
            && self.count >= wanted.saturating_mul(2).saturating_add(SURPLUS)
        {
            machine.env.release((self.count - wanted) as u64);
            self.values = self.settle(0);
        }
        Ok(())
    }

    /// Takes the values of the wanted rows out, in order, without the first so many of each; counts the others no longer.
    fn settle(&mut self, skipped: usize) -> Vec<Value> {
        let keys = &self.sort.keys;
        let width = keys.len() + self.sort.keep.len();
        let mut values = std::mem::take(&mut self.values);
        let mut places: Vec<usize> = (0..self.count).map(|row| row * width).collect();
        places.sort_by(|a, b| {
            let both = values[*a..].iter().zip(&values[*b..]);
            let mut each = both.zip(keys).map(|((a, b), (_, direction))| match direction {
                Direction::Ascending => order(a, b),
                Direction::Descending => order(b, a),
            });
            each.find(|found| *found != Ordering::Equal).unwrap_or(Ordering::Equal)
        });
        places.truncate(self.wanted.unwrap_or(usize::MAX));
        self.count = places.len();
        let mut sorted = Vec::with_capacity(self.count * (width - skipped));
        for place in places {
            sorted.extend(values[place + skipped..place + width].iter_mut().map(std::mem::take));
        }
        sorted
    }

    /// Gives the rows in order.
    pub(super) fn finish(mut self, machine: &Machine<'_>) -> Rows {
        machine.env.release(self.count as u64);
        let values = self.settle(self.sort.keys.len());
        Rows { slots: self.sort.keep.clone(), values, count: self.count }
    }
}
