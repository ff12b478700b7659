//! Rows joined by keys.
//!
//! How: a hash table from keys to groups. Rows often come with the same nodes one after the other: where the slots that
//! the keys depend on have not changed, neither has the group, and the keys need not be calculated.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::super::error::QueryError;
use super::super::functions::Accumulator;
use super::super::ir::Slot;
use super::super::plan::Group;
use super::super::value::{Value, hash, same};
use super::gather::Rows;
use super::machine::Machine;

/// Rows while they are grouped.
pub(super) struct Grouping<'g> {
    group: &'g Group,
    table: HashTable<usize>,
    hasher: FixedState,
    /// Keys of all groups, one group behind the other.
    keys: Vec<Value>,
    /// Accumulators of all groups, one group behind the other.
    accumulators: Vec<Accumulator>,
    count: usize,
    /// The group of the last row, and what its keys depended on.
    last: Option<(usize, Vec<Value>)>,
    /// Keys of the present row.
    present: Vec<Value>,
}

impl<'g> Grouping<'g> {
    /// Begins to group.
    pub(super) fn new(group: &'g Group) -> Self {
        Grouping {
            group,
            table: HashTable::new(),
            hasher: FixedState::default(),
            keys: Vec::new(),
            accumulators: Vec::new(),
            count: 0,
            last: None,
            present: Vec::new(),
        }
    }

    /// Takes a row.
    pub(super) fn add(&mut self, machine: &Machine<'_>, row: &mut [Value]) -> Result<(), QueryError> {
        let at = match &self.last {
            Some((at, values)) if unchanged(&self.group.depends, values, row) => *at,
            _ => self.find(machine, row)?,
        };
        let width = self.group.aggregates.len();
        for (index, aggregate) in self.group.aggregates.iter().enumerate() {
            let value = match &aggregate.argument {
                Some(code) => machine.evaluate(code, row)?,
                None => Value::Boolean(true),
            };
            let parameter = aggregate.parameter.as_ref().map(|code| machine.evaluate(code, row)).transpose()?;
            let accumulator = &mut self.accumulators[at * width + index];
            accumulator.add(value, parameter.as_ref(), &machine.env).map_err(|error| error.at(aggregate.call.place))?;
        }
        Ok(())
    }

    fn find(&mut self, machine: &Machine<'_>, row: &mut [Value]) -> Result<usize, QueryError> {
        self.present.clear();
        for (slot, code) in &self.group.keys {
            let value = match code {
                Some(code) => machine.evaluate(code, row)?,
                None => row[*slot as usize].clone(),
            };
            self.present.push(value);
        }
        let width = self.present.len();
        let (keys, present, hasher) = (&self.keys, &self.present, &self.hasher);
        let of_group = |at: usize| &keys[at * width..(at + 1) * width];
        let hash_of = |values: &[Value]| {
            let mut state = hasher.build_hasher();
            values.iter().for_each(|value| hash(value, &mut state));
            std::hash::Hasher::finish(&state)
        };
        let code = hash_of(present);
        let equal = |at: &usize| of_group(*at).iter().zip(present).all(|(a, b)| same(a, b));
        let at = match self.table.find(code, equal) {
            Some(at) => *at,
            None => {
                machine.env.keep(1)?;
                let at = self.count;
                self.table.insert_unique(code, at, |at| hash_of(of_group(*at)));
                self.keys.extend(self.present.iter().cloned());
                self.open();
                at
            }
        };
        self.last = Some((at, self.group.depends.iter().map(|slot| row[*slot as usize].clone()).collect()));
        Ok(at)
    }

    fn open(&mut self) {
        let calls = self.group.aggregates.iter().map(|aggregate| &aggregate.call);
        self.accumulators.extend(calls.map(|call| Accumulator::new(call.aggregate, call.distinct)));
        self.count += 1;
    }

    /// Gives one row for each group, in the order in which they were first met. Without keys there is always one.
    pub(super) fn finish(mut self, machine: &Machine<'_>) -> Result<Rows, QueryError> {
        if self.group.keys.is_empty() && self.count == 0 {
            self.open();
        }
        machine.env.release(self.count as u64);
        let slots = self.group.keys.iter().map(|(slot, _)| *slot);
        let slots: Vec<Slot> = slots.chain(self.group.aggregates.iter().map(|aggregate| aggregate.call.slot)).collect();
        let mut rows = Rows::new(&slots);
        let (mut keys, mut accumulators) = (self.keys.into_iter(), self.accumulators.into_iter());
        for _ in 0..self.count {
            let mut values: Vec<Value> = keys.by_ref().take(self.group.keys.len()).collect();
            for (aggregate, accumulator) in self.group.aggregates.iter().zip(accumulators.by_ref()) {
                values.push(accumulator.finish(&machine.env).map_err(|error| error.at(aggregate.call.place))?);
            }
            rows.push_values(values);
        }
        Ok(rows)
    }
}

/// Says whether all these slots hold the same nodes or relations as before. Other values count as changed.
fn unchanged(slots: &[Slot], before: &[Value], row: &[Value]) -> bool {
    slots.iter().zip(before).all(|(slot, before)| match (before, &row[*slot as usize]) {
        (Value::Node(a), Value::Node(b)) => a == b,
        (Value::Relation(a), Value::Relation(b)) => a == b,
        _ => false,
    })
}
