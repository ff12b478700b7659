//! Rows joined by keys.
//!
//! How: a hash table from keys to groups. Rows often come with the same nodes one after the other: where the slots that
//! the keys depend on have not changed, neither has the group, and the keys need not be calculated. Keys that can be seen
//! where they lie become values only for a new group.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::super::error::QueryError;
use super::super::functions::Accumulator;
use super::super::ir::Slot;
use super::super::plan::Group;
use super::super::store::{Graph, NodeId};
use super::super::value::{Value, View, hash};
use super::gather::Rows;
use super::machine::Machine;
use super::views::view;

/// So many keys are seen without a list.
const FEW: usize = 4;

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
    /// The group of the last row.
    last: Option<usize>,
    /// What its keys depended on.
    basis: Vec<Value>,
    /// Groups by node, where the keys depend on one node alone: a row of it finds its group without looking at its keys.
    of_nodes: HashMap<NodeId, usize, FixedState>,
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
            basis: Vec::new(),
            of_nodes: HashMap::default(),
            present: Vec::new(),
        }
    }

    /// Takes a row.
    pub(super) fn add(&mut self, machine: &Machine<'_>, row: &mut [Value]) -> Result<(), QueryError> {
        let at = match self.last {
            Some(at) if unchanged(&self.group.depends, &self.basis, row) => at,
            _ => self.find(machine, row)?,
        };
        let width = self.group.aggregates.len();
        for (index, aggregate) in self.group.aggregates.iter().enumerate() {
            let accumulator = &mut self.accumulators[at * width + index];
            let Some(code) = &aggregate.argument else {
                accumulator.add_row();
                continue;
            };
            let value = machine.evaluate(code, row)?;
            let parameter = aggregate.parameter.as_ref().map(|code| machine.evaluate(code, row)).transpose()?;
            accumulator.add(value, parameter.as_ref(), &machine.env).map_err(|error| error.at(aggregate.call.place))?;
        }
        Ok(())
    }

    fn find(&mut self, machine: &Machine<'_>, row: &mut [Value]) -> Result<usize, QueryError> {
        let node = match self.group.depends[..] {
            [slot] => node_in(&row[slot as usize]),
            _ => None,
        };
        let known = node.and_then(|node| self.of_nodes.get(&node).copied());
        let at = match known {
            Some(at) => at,
            None => self.find_by_keys(machine, row)?,
        };
        if let (Some(node), None) = (node, known) {
            self.of_nodes.insert(node, at);
        }
        self.last = Some(at);
        self.basis.clear();
        self.basis.extend(self.group.depends.iter().map(|slot| row[*slot as usize].clone()));
        Ok(at)
    }

    fn find_by_keys(&mut self, machine: &Machine<'_>, row: &mut [Value]) -> Result<usize, QueryError> {
        let seen = see(self.group, row, machine.env.graph).map(|keys| self.look_up(&keys[..self.group.keys.len()]));
        let (code, found) = match seen {
            Some((code, None)) => {
                self.calculate(machine, row)?;
                (code, None)
            }
            Some(found) => found,
            None => {
                self.calculate(machine, row)?;
                self.look_up(&self.present.iter().map(View::of).collect::<Vec<_>>())
            }
        };
        found.map_or_else(|| self.enter(machine, code), Ok)
    }

    /// Finds the group of some keys, and the code that they hash to.
    fn look_up(&self, keys: &[View<'_>]) -> (u64, Option<usize>) {
        let mut state = self.hasher.build_hasher();
        keys.iter().for_each(|key| key.hash(&mut state));
        let code = state.finish();
        let equal = |at: &usize| {
            let of_group = &self.keys[at * keys.len()..(at + 1) * keys.len()];
            of_group.iter().zip(keys).all(|(there, key)| key.is_same(there))
        };
        (code, self.table.find(code, equal).copied())
    }

    /// Calculates the keys of the present row.
    fn calculate(&mut self, machine: &Machine<'_>, row: &mut [Value]) -> Result<(), QueryError> {
        self.present.clear();
        for (slot, code) in &self.group.keys {
            let value = match code {
                Some(code) => machine.evaluate(code, row)?,
                None => row[*slot as usize].clone(),
            };
            self.present.push(value);
        }
        Ok(())
    }

    /// Opens a group with the keys of the present row.
    fn enter(&mut self, machine: &Machine<'_>, code: u64) -> Result<usize, QueryError> {
        machine.env.keep(1)?;
        let (at, width, keys, hasher) = (self.count, self.present.len(), &self.keys, &self.hasher);
        self.table.insert_unique(code, at, |at| {
            let mut state = hasher.build_hasher();
            keys[at * width..(at + 1) * width].iter().for_each(|key| hash(key, &mut state));
            state.finish()
        });
        self.keys.append(&mut self.present);
        self.open();
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
            let totals = self.group.aggregates.iter().zip(accumulators.by_ref()).map(|(aggregate, accumulator)| {
                accumulator.finish(&machine.env).map_err(|error| error.at(aggregate.call.place))
            });
            rows.push_values(keys.by_ref().take(self.group.keys.len()).map(Ok).chain(totals))?;
        }
        Ok(rows)
    }
}

/// Sees the keys of a row where they lie; none where there are many, or some have to be calculated.
fn see<'v>(group: &'v Group, row: &'v [Value], graph: &'v Graph) -> Option<[View<'v>; FEW]> {
    let mut seen = [View::Null; FEW];
    if group.keys.len() > FEW {
        return None;
    }
    for (key, (slot, code)) in seen.iter_mut().zip(&group.keys) {
        *key = match code {
            Some(code) => view(code, row, graph),
            None => View::of(&row[*slot as usize]),
        };
        if matches!(key, View::Hidden) {
            return None;
        }
    }
    Some(seen)
}

fn node_in(value: &Value) -> Option<NodeId> {
    match value {
        Value::Node(node) => Some(*node),
        _ => None,
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
