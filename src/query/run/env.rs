//! What expressions see besides the row: the graph, the time, and the limits of the run.

use std::cell::Cell;
use std::time::Duration;

use super::super::error::{ErrorClass, QueryError};
use super::super::store::Graph;

/// What a run may take. By default: no limit of time, 50 million rows kept at once.
///
/// ```
/// use demarche::query::Limits;
/// assert_eq!(Limits::default().time, None);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long it may run. Counts only where a clock is given.
    pub time: Option<Duration>,
    /// How many rows or list elements it may keep in memory at once: in sorting, grouping, collecting, lists.
    pub rows: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { time: None, rows: 50_000_000 }
    }
}

/// Gives the time since some fixed point: the caller's, since the library reads no clock of its own.
pub type Clock<'c> = &'c (dyn Fn() -> Duration + Sync);

/// What is counted and limited over a whole run.
pub struct Session<'c> {
    now: jiff::Timestamp,
    clock: Option<Clock<'c>>,
    deadline: Option<Duration>,
    limits: Limits,
    kept: Cell<u64>,
    ticks: Cell<u32>,
    random: Cell<u64>,
}

impl<'c> Session<'c> {
    /// Begins a run.
    pub fn new(now: jiff::Timestamp, clock: Option<Clock<'c>>, limits: Limits) -> Self {
        let deadline = clock.and_then(|clock| Some(clock() + limits.time?));
        let random = Cell::new(now.as_nanosecond() as u64 | 1);
        Session { now, clock, deadline, limits, kept: Cell::new(0), ticks: Cell::new(0), random }
    }

    /// Counts one step of work; fails where the time is up.
    #[inline]
    pub fn tick(&self) -> Result<(), QueryError> {
        let ticks = self.ticks.get() + 1;
        self.ticks.set(ticks);
        if ticks < STEPS { Ok(()) } else { self.look() }
    }

    #[cold]
    fn look(&self) -> Result<(), QueryError> {
        self.ticks.set(0);
        match (self.clock, self.deadline) {
            (Some(clock), Some(deadline)) if clock() > deadline => {
                let limit = self.limits.time.unwrap_or_default();
                let message = format!("the query was stopped after {:.1} s", limit.as_secs_f64());
                Err(QueryError::runtime(ErrorClass::LimitReached, "TimeLimit", message)
                    .with_hint("narrow the pattern, bound its length, or raise the time limit"))
            }
            _ => Ok(()),
        }
    }

    /// Counts rows or list elements that are kept; fails where there are too many.
    #[inline]
    pub fn keep(&self, rows: u64) -> Result<(), QueryError> {
        let kept = self.kept.get().saturating_add(rows);
        self.kept.set(kept);
        if kept <= self.limits.rows {
            return Ok(());
        }
        let message = format!("the query was stopped: it keeps more than {} rows at once", self.limits.rows);
        Err(QueryError::runtime(ErrorClass::LimitReached, "RowLimit", message)
            .with_hint("narrow the pattern, aggregate earlier, or raise the row limit"))
    }

    /// Takes back rows that are kept no longer.
    pub fn release(&self, rows: u64) {
        self.kept.set(self.kept.get().saturating_sub(rows));
    }
}

/// What expressions see besides the row.
#[derive(Clone, Copy)]
pub struct Env<'g> {
    /// The graph.
    pub graph: &'g Graph,
    /// When the query runs: `datetime()` and its like, the same throughout a query.
    pub now: jiff::Timestamp,
    session: &'g Session<'g>,
}

/// Steps between two looks at the clock.
const STEPS: u32 = 4096;

impl<'g> Env<'g> {
    /// Makes the surroundings of a part of a run.
    pub fn new(graph: &'g Graph, session: &'g Session<'g>) -> Self {
        Env { graph, now: session.now, session }
    }

    /// The run that it is part of.
    pub(super) fn session(&self) -> &'g Session<'g> {
        self.session
    }

    /// Counts one step of work; fails where the time is up.
    #[inline]
    pub fn tick(&self) -> Result<(), QueryError> {
        self.session.tick()
    }

    /// Counts rows or list elements that are kept; fails where there are too many.
    #[inline]
    pub fn keep(&self, rows: u64) -> Result<(), QueryError> {
        self.session.keep(rows)
    }

    /// Takes back rows that are kept no longer.
    pub fn release(&self, rows: u64) {
        self.session.release(rows);
    }

    /// A number in 0..1, from a sequence that begins with the time of the query (xorshift64*, Vigna 2016).
    pub fn random(&self) -> f64 {
        let mut state = self.session.random.get();
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        self.session.random.set(state);
        (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }
}
