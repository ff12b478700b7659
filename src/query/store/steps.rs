//! The steps from each node, in one direction: sorted by type, other end, relation.
//!
//! How: the steps of all nodes stand in one array, those of a node side by side. A node that is changed gets a list of its
//! own, until the array is made anew (`upkeep`).

use super::sorted::Sorted;
use super::{NodeId, RelationId, Step, TypeId};

/// The steps from each node.
#[derive(Debug, Clone, Default)]
pub(super) struct Steps {
    array: Vec<Step>,
    /// By node.
    places: Vec<Place>,
    own: Vec<Sorted<Step>>,
}

/// Where the steps of a node are: a part of the array, or a list of its own.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    start: u32,
    /// `OWN`: `start` is the number of the list.
    len: u32,
}

const OWN: u32 = u32::MAX;

impl Steps {
    /// Takes the steps of all nodes: `starts` has where those of each node start, and at last where they end.
    pub(super) fn new(array: Vec<Step>, starts: &[u32]) -> Self {
        let places = starts.windows(2).map(|pair| Place { start: pair[0], len: pair[1] - pair[0] }).collect();
        Steps { array, places, own: Vec::new() }
    }

    /// The steps from a node. `there` says whether a relation is still there.
    #[inline]
    pub(super) fn of(&self, node: NodeId, there: impl Fn(RelationId) -> bool) -> &[Step] {
        match self.places.get(node.0 as usize) {
            None => &[],
            Some(place) if place.len == OWN => {
                self.own.get(place.start as usize).map_or(&[], |list| list.read(|step| there(step.relation)))
            }
            Some(place) => self.part(*place),
        }
    }

    #[inline]
    fn part(&self, place: Place) -> &[Step] {
        let start = place.start as usize;
        self.array.get(start..start + place.len as usize).unwrap_or(&[])
    }

    /// How many steps there are from a node.
    pub(super) fn count(&self, node: NodeId) -> usize {
        match self.places.get(node.0 as usize) {
            None => 0,
            Some(place) if place.len == OWN => self.own.get(place.start as usize).map_or(0, Sorted::len),
            Some(place) => place.len as usize,
        }
    }

    /// Adds a step from a node. Cost: that of moving the steps behind it.
    pub(super) fn insert(&mut self, node: NodeId, step: Step, there: impl Fn(RelationId) -> bool) {
        self.own(node).insert(step, |step| there(step.relation));
    }

    /// Takes a step from a node away. Cost: constant, amortized, and linear at the next read.
    pub(super) fn remove(&mut self, node: NodeId, step: Step, there: impl Fn(RelationId) -> bool) {
        self.own(node).remove(step, |step| there(step.relation));
    }

    /// The list of its own that a node has from now on.
    fn own(&mut self, node: NodeId) -> &mut Sorted<Step> {
        let at = node.0 as usize;
        if self.places.len() <= at {
            self.places.resize(at + 1, Place::default());
        }
        if self.places[at].len != OWN {
            let part = self.part(self.places[at]).to_vec();
            self.places[at] = Place { start: self.own.len() as u32, len: OWN };
            self.own.push(Sorted::new(part));
        }
        &mut self.own[self.places[at].start as usize]
    }
}

/// Those of a type. Cost: logarithmic.
pub(super) fn of_kind(steps: &[Step], kind: TypeId) -> &[Step] {
    let rest = &steps[steps.partition_point(|step| step.kind < kind)..];
    &rest[..rest.partition_point(|step| step.kind == kind)]
}

/// Those of a type with an other end. Cost: logarithmic.
pub(super) fn with_end(steps: &[Step], kind: TypeId, end: NodeId) -> &[Step] {
    let rest = &steps[steps.partition_point(|step| (step.kind, step.node) < (kind, end))..];
    // There are few, so that the end is near: looked for in ever larger strides.
    let is_one = |step: &Step| (step.kind, step.node) == (kind, end);
    let (mut low, mut high) = (0, 1);
    while rest.get(high - 1).is_some_and(is_one) {
        (low, high) = (high, 2 * high);
    }
    &rest[..low + rest[low..high.min(rest.len())].partition_point(is_one)]
}
