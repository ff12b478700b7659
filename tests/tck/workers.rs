//! Runs jobs on all processors, and goes on where one of them does not end.
//!
//! A thread cannot be stopped from outside: where a job takes longer than it may, its thread is left to itself and another
//! takes its place; the end of the process ends it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// What a worker is at, and since when.
type Busy = Arc<Mutex<Option<(usize, Instant)>>>;

/// Runs `job` for 0..count; gives None for those that took longer than `limit`.
pub fn run_all<T: Send + 'static>(
    count: usize,
    limit: Duration,
    job: impl Fn(usize) -> T + Send + Sync + 'static,
) -> Vec<Option<T>> {
    let (sender, receiver) = channel();
    let (job, next) = (Arc::new(job), Arc::new(AtomicUsize::new(0)));
    let start = || spawn(count, job.clone(), next.clone(), sender.clone());
    let mut workers: Vec<Busy> = (0..thread::available_parallelism().map_or(1, usize::from)).map(|_| start()).collect();
    let mut results: Vec<Option<T>> = (0..count).map(|_| None).collect();
    let mut ended = vec![false; count];
    let mut open = count;
    while open > 0 {
        if let Ok((at, result)) = receiver.recv_timeout(Duration::from_millis(100))
            && !std::mem::replace(&mut ended[at], true)
        {
            results[at] = Some(result);
            open -= 1;
        }
        for worker in &mut workers {
            let busy = *worker.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((at, since)) = busy
                && since.elapsed() > limit
            {
                open -= usize::from(!std::mem::replace(&mut ended[at], true));
                *worker = start();
            }
        }
    }
    results
}

fn spawn<T: Send + 'static>(
    count: usize,
    job: Arc<impl Fn(usize) -> T + Send + Sync + 'static>,
    next: Arc<AtomicUsize>,
    sender: Sender<(usize, T)>,
) -> Busy {
    let busy = Busy::default();
    let shown = busy.clone();
    thread::spawn(move || {
        let show = |state| *shown.lock().unwrap_or_else(PoisonError::into_inner) = state;
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return;
            }
            show(Some((at, Instant::now())));
            let result = job(at);
            show(None);
            if sender.send((at, result)).is_err() {
                return;
            }
        }
    });
    busy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_does_not_end_is_left() {
        let job = |at| {
            if at % 7 == 3 {
                thread::sleep(Duration::from_secs(60));
            }
            at * 2
        };
        let expected: Vec<_> = (0..20).map(|at| (at % 7 != 3).then_some(at * 2)).collect();
        assert_eq!(run_all(20, Duration::from_millis(300), job), expected);
        assert_eq!(run_all(0, Duration::ZERO, job), []);
    }
}
