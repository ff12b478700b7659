//! Values of one type by id: an array where many ids have one, a hash table where few have.
//!
//! How: the form follows the share of ids, among those up to the largest, that have a value. It changes to the array at a
//! quarter and back at an eighth, so that changes of form cost no more than the changes of values that caused them.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Values by id.
#[derive(Debug, Clone)]
pub(super) struct Slots<T> {
    form: Form<T>,
    /// How many ids have a value.
    count: usize,
}

#[derive(Debug, Clone)]
enum Form<T> {
    /// A slot for each id, and a bit that says whether it counts.
    Array(Vec<T>, Vec<u64>),
    /// A table, and one more than the largest id it ever had.
    Table(HashMap<u32, T, FixedState>, usize),
}

/// Up to this many ids an array costs nothing.
const FEW: usize = 64;

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Slots { form: Form::Array(Vec::new(), Vec::new()), count: 0 }
    }
}

#[inline]
fn is_set(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
}

impl<T: Clone> Slots<T> {
    /// The value of an id. Cost: constant.
    #[inline]
    pub(super) fn get(&self, id: u32) -> Option<&T> {
        match &self.form {
            Form::Array(values, bits) if is_set(bits, id as usize) => values.get(id as usize),
            Form::Array(..) => None,
            Form::Table(table, _) => table.get(&id),
        }
    }

    /// How many ids have a value.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Gives an id a value. Cost: constant, amortized.
    pub(super) fn set(&mut self, id: u32, value: T) {
        let at = id as usize;
        if let Form::Array(values, _) = &self.form
            && at >= values.len().max(FEW)
            && 8 * (self.count + 1) < at + 1
        {
            self.become_table();
        }
        match &mut self.form {
            Form::Array(values, bits) => {
                if bits.len() <= at / 64 {
                    bits.resize(at / 64 + 1, 0);
                }
                let bit = 1 << (at % 64);
                self.count += usize::from(bits[at / 64] & bit == 0);
                bits[at / 64] |= bit;
                if at < values.len() {
                    values[at] = value;
                } else {
                    // Slots between are never read: anything may stand there.
                    values.resize(at, value.clone());
                    values.push(value);
                }
            }
            Form::Table(table, end) => {
                *end = (*end).max(at + 1);
                self.count += usize::from(table.insert(id, value).is_none());
                if 4 * self.count >= *end {
                    self.become_array();
                }
            }
        }
    }

    /// Takes the value of an id away; says whether it had one. Cost: constant, amortized.
    pub(super) fn remove(&mut self, id: u32) -> bool {
        let at = id as usize;
        let had = match &mut self.form {
            Form::Array(_, bits) => {
                let had = is_set(bits, at);
                if had {
                    bits[at / 64] &= !(1 << (at % 64));
                }
                had
            }
            Form::Table(table, _) => table.remove(&id).is_some(),
        };
        self.count -= usize::from(had);
        if let Form::Array(values, _) = &self.form
            && had
            && values.len() > FEW
            && 8 * self.count < values.len()
        {
            self.become_table();
        }
        had
    }

    /// Makes another value of each.
    pub(super) fn map<U: Clone>(self, mut make: impl FnMut(T) -> U) -> Slots<U> {
        let form = match self.form {
            Form::Table(table, end) => {
                Form::Table(table.into_iter().map(|(id, value)| (id, make(value))).collect(), end)
            }
            Form::Array(values, bits) => Form::Array(values.into_iter().map(make).collect(), bits),
        };
        Slots { form, count: self.count }
    }

    /// The values that ids have, in the order of the form.
    pub(super) fn values(&self) -> Box<dyn Iterator<Item = &T> + '_> {
        match &self.form {
            Form::Array(values, bits) => {
                Box::new(values.iter().enumerate().filter(|(at, _)| is_set(bits, *at)).map(|(_, value)| value))
            }
            Form::Table(table, _) => Box::new(table.values()),
        }
    }

    /// Gives back memory that was set aside for more.
    pub(super) fn shrink(&mut self) {
        match &mut self.form {
            Form::Array(values, bits) => {
                values.shrink_to_fit();
                bits.shrink_to_fit();
            }
            Form::Table(table, _) => table.shrink_to_fit(),
        }
    }

    fn become_table(&mut self) {
        if let Form::Array(values, bits) = &mut self.form {
            let end = values.len();
            let all = std::mem::take(values).into_iter().enumerate().filter(|(at, _)| is_set(bits, *at));
            self.form = Form::Table(all.map(|(at, value)| (at as u32, value)).collect(), end);
        }
    }

    fn become_array(&mut self) {
        let Form::Table(table, _) = &mut self.form else { return };
        let mut pairs: Vec<(u32, T)> = std::mem::take(table).into_iter().collect();
        pairs.sort_unstable_by_key(|(id, _)| *id);
        self.form = Form::Array(Vec::new(), Vec::new());
        self.count = 0;
        let end = pairs.last().map_or(0, |(id, _)| *id as usize + 1);
        if let (Form::Array(values, _), Some((_, filler))) = (&mut self.form, pairs.first()) {
            values.resize(end, filler.clone());
        }
        pairs.into_iter().for_each(|(id, value)| self.set(id, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_far_apart_take_a_table() {
        let mut slots = Slots::default();
        for id in (0..1_000_000).step_by(1000) {
            slots.set(id, id);
        }
        assert!(matches!(slots.form, Form::Table(..)));
        assert_eq!((slots.get(5000), slots.get(5001), slots.len()), (Some(&5000), None, 1000));
    }

    #[test]
    fn the_form_follows_the_share() {
        let mut slots = Slots::default();
        slots.set(10_000, 0);
        assert!(matches!(slots.form, Form::Table(..)));
        (0..10_000).rev().for_each(|id| slots.set(id, id));
        assert!(matches!(slots.form, Form::Array(..)));
        (0..9_500).for_each(|id| assert!(slots.remove(id)));
        assert!(matches!(slots.form, Form::Table(..)));
        assert_eq!((slots.get(9_499), slots.get(9_500), slots.len()), (None, Some(&9_500), 501));
        assert_eq!(slots.values().count(), 501);
    }
}
