//! Labels, relation types and property keys: names and their numbers.
//!
//! Gives: a number for a name, and back; numbers count from zero and are never given twice.
//! Does not: forget a name that nothing has any more.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use foldhash::fast::RandomState;

use super::{Graph, KeyId, LabelId, TypeId};

/// Names in the order in which they became known.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32, RandomState>,
    /// Numbers in the order of their names.
    by_name: Vec<u32>,
    /// The name of numbers that nothing has.
    nameless: Arc<str>,
}

impl Vocabulary {
    fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    fn intern(&mut self, name: &str) -> u32 {
        if let Some(number) = self.find(name) {
            return number;
        }
        let (number, shared): (u32, Arc<str>) = (self.names.len() as u32, name.into());
        let place = self.by_name.partition_point(|other| *self.names[*other as usize] < *name);
        self.by_name.insert(place, number);
        self.names.push(shared.clone());
        self.numbers.insert(shared, number);
        number
    }

    fn name(&self, number: u32) -> &Arc<str> {
        self.names.get(number as usize).unwrap_or(&self.nameless)
    }

    fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Numbers in the order of their names.
    pub(super) fn by_name(&self) -> &[u32] {
        &self.by_name
    }
}

impl Graph {
    /// Finds a label by its name.
    pub fn label(&self, name: &str) -> Option<LabelId> {
        self.labels.find(name).map(LabelId)
    }

    /// Finds a relation type by its name.
    pub fn kind(&self, name: &str) -> Option<TypeId> {
        self.kinds.find(name).map(TypeId)
    }

    /// Finds a property key by its name.
    pub fn key(&self, name: &str) -> Option<KeyId> {
        self.keys.find(name).map(KeyId)
    }

    /// The name of a label; empty for a number that no label has.
    pub fn label_name(&self, label: LabelId) -> &Arc<str> {
        self.labels.name(label.0)
    }

    /// The name of a relation type; empty for a number that no type has.
    pub fn kind_name(&self, kind: TypeId) -> &Arc<str> {
        self.kinds.name(kind.0)
    }

    /// The name of a property key; empty for a number that no key has.
    pub fn key_name(&self, key: KeyId) -> &Arc<str> {
        self.keys.name(key.0)
    }

    /// All labels that were ever known, by number.
    pub fn label_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.labels.names()
    }

    /// All relation types that were ever known, by number.
    pub fn kind_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.kinds.names()
    }

    /// The numbers of all relation types that were ever known.
    pub fn kinds(&self) -> impl ExactSizeIterator<Item = TypeId> + use<> {
        (0..self.kinds.len() as u32).map(TypeId)
    }

    /// All property keys that were ever known, by number.
    pub fn key_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.keys.names()
    }

    /// Gives a label its number.
    ///
    /// ```
    /// let mut graph = demarche::query::Graph::default();
    /// let label = graph.intern_label("State");
    /// assert_eq!(graph.intern_label("State"), label);
    /// assert_eq!(&**graph.label_name(label), "State");
    /// assert_eq!(graph.label("Party"), None);
    /// ```
    pub fn intern_label(&mut self, name: &str) -> LabelId {
        LabelId(self.labels.intern(name))
    }

    /// Gives a relation type its number.
    pub fn intern_kind(&mut self, name: &str) -> TypeId {
        TypeId(self.kinds.intern(name))
    }

    /// Gives a property key its number.
    pub fn intern_key(&mut self, name: &str) -> KeyId {
        let key = KeyId(self.keys.intern(name));
        self.indexes.resize_with(self.keys.len(), OnceLock::new);
        key
    }
}
