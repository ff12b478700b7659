//! The actors of the hand-written tables, and those that files of users added.
//!
//! Reads: the compiled records. Gives: an actor by its number. Does not: find actors by name or id.

use std::collections::HashMap;
use std::sync::Arc;

use super::CatalogActor;
use super::asset::Records;

/// Actors by number: those of the tables in their order, then those that were added.
#[derive(Debug)]
pub(super) struct Actors {
    written: Records<CatalogActor>,
    added: Vec<CatalogActor>,
    ids: HashMap<Arc<str>, u32>,
}

impl Actors {
    pub fn new(written: Records<CatalogActor>) -> Self {
        Actors { written, added: Vec::new(), ids: HashMap::new() }
    }

    pub fn len(&self) -> usize {
        self.written.len() + self.added.len()
    }

    /// Whether the tables have this number.
    pub fn is_written(&self, at: u32) -> bool {
        (at as usize) < self.written.len()
    }

    pub fn get(&self, at: u32) -> Option<&CatalogActor> {
        let at = at as usize;
        match at.checked_sub(self.written.len()) {
            None => self.written.get(at),
            Some(at) => self.added.get(at),
        }
    }

    pub fn get_mut(&mut self, at: u32) -> Option<&mut CatalogActor> {
        let at = at as usize;
        match at.checked_sub(self.written.len()) {
            None => self.written.get_mut(at),
            Some(at) => self.added.get_mut(at),
        }
    }

    /// Adds an actor and gives its number.
    pub fn add(&mut self, actor: CatalogActor) -> u32 {
        let at = self.len() as u32;
        self.ids.insert(actor.id.clone(), at);
        self.added.push(actor);
        at
    }

    /// Finds one that was added by its id.
    pub fn added(&self, id: &str) -> Option<u32> {
        self.ids.get(id).copied()
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &CatalogActor> {
        (0..self.len() as u32).map(|at| self.get(at).expect("the records of an asset with the right sum can be read"))
    }
}
