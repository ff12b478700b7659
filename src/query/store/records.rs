//! What petgraph keeps of a node and of a relation: a number and a mark, four bytes each.
//!
//! How: few sets of labels occur in a graph, so each is kept once and a node has its number. The number of petgraph's
//! weight is never zero, so that petgraph's own mark of free places takes no room.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use super::{LabelId, TypeId};

/// A number below 2^31 - 1, and whether its owner was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tag(NonZeroU32);

impl Default for Tag {
    fn default() -> Self {
        Tag::new(0)
    }
}

const GONE: u32 = 1 << 31;

impl Tag {
    fn new(number: u32) -> Self {
        Tag(NonZeroU32::MIN.saturating_add(number))
    }

    fn number(self) -> u32 {
        (self.0.get() & !GONE).wrapping_sub(1)
    }

    fn is_gone(self) -> bool {
        self.0.get() & GONE != 0
    }

    fn gone(self) -> Self {
        Tag(self.0 | GONE)
    }
}

/// What petgraph keeps of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NodeRecord(Tag);

impl NodeRecord {
    pub(super) fn new(label_set: u32) -> Self {
        NodeRecord(Tag::new(label_set))
    }

    #[inline]
    pub(super) fn label_set(self) -> u32 {
        self.0.number()
    }

    pub(super) fn delete(&mut self) {
        self.0 = self.0.gone();
    }

    /// Says whether the node was deleted.
    #[inline]
    pub fn is_deleted(self) -> bool {
        self.0.is_gone()
    }
}

/// What petgraph keeps of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RelationRecord(Tag);

impl RelationRecord {
    pub(super) fn new(kind: TypeId) -> Self {
        RelationRecord(Tag::new(kind.0))
    }

    pub(super) fn delete(&mut self) {
        self.0 = self.0.gone();
    }

    /// The relation's type.
    #[inline]
    pub fn kind(self) -> TypeId {
        TypeId(self.0.number())
    }

    /// Says whether the relation was deleted.
    #[inline]
    pub fn is_deleted(self) -> bool {
        self.0.is_gone()
    }
}

/// Sets of labels that nodes have or had, each once, each sorted.
#[derive(Debug, Clone, Default)]
pub(super) struct LabelSets {
    sets: Vec<Arc<[LabelId]>>,
    numbers: HashMap<Arc<[LabelId]>, u32>,
}

impl LabelSets {
    /// The labels of a set.
    #[inline]
    pub(super) fn get(&self, set: u32) -> &[LabelId] {
        self.sets.get(set as usize).map_or(&[], |set| set)
    }

    /// The number of a set.
    pub(super) fn intern(&mut self, mut labels: Vec<LabelId>) -> u32 {
        labels.sort_unstable();
        labels.dedup();
        if let Some(number) = self.numbers.get(labels.as_slice()) {
            return *number;
        }
        let (number, set): (u32, Arc<[LabelId]>) = (self.sets.len() as u32, labels.into());
        self.sets.push(set.clone());
        self.numbers.insert(set, number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_bytes_with_room_for_none() {
        assert_eq!([size_of::<Option<NodeRecord>>(), size_of::<Option<RelationRecord>>()], [4, 4]);
    }

    #[test]
    fn the_mark_leaves_the_number() {
        let mut record = RelationRecord::new(TypeId(7));
        assert_eq!((record.kind(), record.is_deleted()), (TypeId(7), false));
        record.delete();
        assert_eq!((record.kind(), record.is_deleted()), (TypeId(7), true));
    }
}
