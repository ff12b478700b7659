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
    pub(super) fn push_values(&mut self, values: impl IntoIterator<Item = Value>) {
        self.values.extend(values);
        self.count += 1;
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

/// The keys of a row, and what is kept of it.
type Entry = (Box<[Value]>, Box<[Value]>);

/// Rows while they are put in order.
pub(super) struct Sorter<'s> {
    sort: &'s Sort,
    /// How many are wanted.
    wanted: Option<usize>,
    entries: Vec<Entry>,
}

/// More than the wanted rows are kept before the surplus is sorted out.
const SURPLUS: usize = 1024;

impl<'s> Sorter<'s> {
    /// Begins to sort.
    pub(super) fn new(sort: &'s Sort, machine: &Machine<'_>, row: &mut [Value]) -> Result<Self, QueryError> {
        let counts = sort.first.iter().map(|code| machine.count(code, row)).collect::<Result<Vec<_>, _>>()?;
        let sum = counts.iter().fold(0u64, |sum, count| sum.saturating_add(*count));
        let wanted = (!counts.is_empty()).then(|| usize::try_from(sum).unwrap_or(usize::MAX));
        Ok(Sorter { sort, wanted, entries: Vec::new() })
    }

    /// Takes a row.
    pub(super) fn add(&mut self, machine: &Machine<'_>, row: &mut [Value]) -> Result<(), QueryError> {
        let keys = self.sort.keys.iter().map(|(code, _)| machine.evaluate(code, row)).collect::<Result<_, _>>()?;
        let kept = self.sort.keep.iter().map(|slot| row[*slot as usize].clone()).collect();
        machine.env.keep(1)?;
        self.entries.push((keys, kept));
        if let Some(wanted) = self.wanted
            && self.entries.len() >= wanted.saturating_mul(2).saturating_add(SURPLUS)
        {
            self.settle();
            machine.env.release((self.entries.len() - wanted) as u64);
            self.entries.truncate(wanted);
        }
        Ok(())
    }

    fn settle(&mut self) {
        let keys = &self.sort.keys;
        self.entries.sort_by(|(a, _), (b, _)| {
            let mut each = a.iter().zip(b.iter()).zip(keys).map(|((a, b), (_, direction))| match direction {
                Direction::Ascending => order(a, b),
                Direction::Descending => order(b, a),
            });
            each.find(|found| *found != Ordering::Equal).unwrap_or(Ordering::Equal)
        });
    }

    /// Gives the rows in order.
    pub(super) fn finish(mut self, machine: &Machine<'_>) -> Rows {
        self.settle();
        machine.env.release(self.entries.len() as u64);
        let mut rows = Rows::new(&self.sort.keep);
        let wanted = self.wanted.unwrap_or(usize::MAX);
        self.entries.into_iter().take(wanted).for_each(|(_, kept)| rows.push_values(kept));
        rows
    }
}
