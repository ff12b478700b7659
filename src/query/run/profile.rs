//! Rows and times of operators, for `PROFILE`.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use super::Clock;

/// What is counted for each operator.
#[derive(Clone, Copy, Default)]
struct Count {
    rows: u64,
    time: Duration,
}

/// Counts for all operators of a plan. At any time one of them is running, and its time counts.
pub(crate) struct Profile<'c> {
    counts: RefCell<Vec<Count>>,
    clock: Option<Clock<'c>>,
    running: Cell<Option<u32>>,
    since: Cell<Duration>,
}

impl<'c> Profile<'c> {
    /// Begins to count for so many operators.
    pub(crate) fn new(operators: usize, clock: Option<Clock<'c>>) -> Self {
        let counts = RefCell::new(vec![Count::default(); operators]);
        Profile { counts, clock, running: Cell::new(None), since: Cell::new(Duration::ZERO) }
    }

    /// From now on this operator is running; gives the one that ran before.
    pub(crate) fn enter(&self, id: u32) -> Option<u32> {
        self.switch(Some(id))
    }

    /// From now on the operator that ran before is running.
    pub(crate) fn leave(&self, before: Option<u32>) {
        self.switch(before);
    }

    fn switch(&self, to: Option<u32>) -> Option<u32> {
        let before = self.running.replace(to);
        if let Some(clock) = self.clock {
            let now = clock();
            let since = self.since.replace(now);
            if let Some(id) = before
                && let Some(count) = self.counts.borrow_mut().get_mut(id as usize)
            {
                count.time += now.saturating_sub(since);
            }
        }
        before
    }

    /// Counts a row that an operator gives.
    pub(crate) fn count(&self, id: u32) {
        self.count_rows(id, 1);
    }

    /// Counts rows that an operator gives.
    pub(crate) fn count_rows(&self, id: u32, rows: u64) {
        if let Some(count) = self.counts.borrow_mut().get_mut(id as usize) {
            count.rows += rows;
        }
    }

    /// Rows and milliseconds of an operator.
    pub(crate) fn measured(&self, id: u32) -> (u64, Option<f64>) {
        let count = self.counts.borrow().get(id as usize).copied().unwrap_or_default();
        (count.rows, self.clock.map(|_| count.time.as_secs_f64() * 1e3))
    }
}
