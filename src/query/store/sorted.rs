//! A list that is read sorted, and changed cheaply.
//!
//! How: what is taken out stays in the list until it is read next; what comes in out of order is put in order then. So a
//! run of changes costs no more than one reading. The tidy copy that a reading makes is taken over by the next change.
//! Does not: know what was taken out; the caller says of an item whether it is still in (`keep`), and must have changed
//! its own books before it tells of a change here.

use std::sync::OnceLock;

/// Lists up to this length are put right at once: that is cheaper than a mark.
const SHORT: usize = 64;

/// Items in order, each once.
#[derive(Debug, Clone)]
pub(super) struct Sorted<T> {
    items: Vec<T>,
    /// How many items are in.
    count: usize,
    /// Whether `items` has some that are out, or in no order.
    untidy: bool,
    tidy: OnceLock<Vec<T>>,
}

impl<T> Default for Sorted<T> {
    fn default() -> Self {
        Sorted { items: Vec::new(), count: 0, untidy: false, tidy: OnceLock::new() }
    }
}

impl<T: Copy + Ord> Sorted<T> {
    /// Takes items that are in order, each once.
    pub(super) fn new(items: Vec<T>) -> Self {
        Sorted { count: items.len(), items, ..Sorted::default() }
    }

    /// How many items are in.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The items in order. Cost: constant; after a change that left it untidy, linear once.
    #[inline]
    pub(super) fn read(&self, keep: impl Fn(T) -> bool) -> &[T] {
        if self.untidy { self.tidy.get_or_init(|| tidied(self.items.clone(), keep)) } else { &self.items }
    }

    /// Puts an item in that was not. Cost: constant, amortized.
    pub(super) fn push(&mut self, item: T, keep: impl Fn(T) -> bool) {
        self.take_over();
        self.untidy |= self.items.last().is_some_and(|last| *last >= item);
        self.items.push(item);
        self.count += 1;
        self.limit(keep);
    }

    /// Puts an item in that was not, at its place: for lists that are read after each change. Cost: that of moving what
    /// stands behind it.
    pub(super) fn insert(&mut self, item: T, keep: impl Fn(T) -> bool) {
        self.put_right(keep);
        let place = self.items.partition_point(|other| *other < item);
        self.items.insert(place, item);
        self.count += 1;
    }

    /// Takes an item out that was in. Cost: constant, amortized.
    pub(super) fn remove(&mut self, item: T, keep: impl Fn(T) -> bool) {
        self.take_over();
        self.count = self.count.saturating_sub(1);
        match self.items.binary_search(&item) {
            Ok(place) if !self.untidy && self.items.len() <= SHORT => {
                self.items.remove(place);
            }
            _ => {
                self.untidy = true;
                self.limit(keep);
            }
        }
    }

    /// Puts everything right now.
    pub(super) fn put_right(&mut self, keep: impl Fn(T) -> bool) {
        self.take_over();
        if self.untidy {
            self.items = tidied(std::mem::take(&mut self.items), keep);
            self.untidy = false;
        }
    }

    /// Gives back memory that was set aside for more.
    pub(super) fn shrink(&mut self) {
        self.items.shrink_to_fit();
    }

    fn take_over(&mut self) {
        if let Some(tidy) = self.tidy.take() {
            self.items = tidy;
            self.untidy = false;
        }
    }

    /// Does not let what is out outgrow what is in.
    fn limit(&mut self, keep: impl Fn(T) -> bool) {
        if self.items.len() > 2 * self.count + SHORT {
            self.put_right(keep);
        }
    }
}

fn tidied<T: Copy + Ord>(mut items: Vec<T>, keep: impl Fn(T) -> bool) -> Vec<T> {
    items.retain(|item| keep(*item));
    if !items.is_sorted() {
        items.sort_unstable();
    }
    items.dedup();
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn out_of_order_and_taken_out() {
        let mut list = Sorted::new((0..100).collect());
        list.remove(7, |item| item != 7);
        list.push(200, |item| item != 7);
        list.push(150, |item| item != 7);
        let read = list.read(|item| item != 7);
        assert_eq!((read.len(), &read[98..]), (101, &[99, 150, 200][..]));
        assert_eq!(list.len(), 101);
    }

    #[test]
    fn in_and_out_again_and_again_stays_small() {
        let mut list = Sorted::default();
        for _ in 0..10_000 {
            list.push(1, |_| true);
            list.remove(1, |_| false);
        }
        assert!(list.items.len() < 200);
        assert!(list.read(|_| false).is_empty());
    }

    #[test]
    fn back_in_is_in_once() {
        let mut list = Sorted::new((0..100).collect());
        list.remove(7, |item| item != 7);
        list.push(7, |_| true);
        assert_eq!(list.read(|_| true), (0..100).collect::<Vec<_>>());
    }
}
