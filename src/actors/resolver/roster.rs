//! The actors of one document while they are being found, by id.
//!
//! Reads: catalog records and names. Gives: actor numbers. Does not: decide anything.

use std::collections::HashMap;
use std::sync::Arc;

use super::page::Page;
use crate::actors::{Actor, ActorKind, CatalogActor, ids};

/// Actors by id, in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct Roster {
    pub actors: Vec<Actor>,
    by_id: HashMap<Arc<str>, usize>,
    /// Year of the document, which tells the office of a person.
    year: Option<i16>,
}

impl Roster {
    /// Makes an empty one for a document of this year.
    pub fn of(year: Option<i16>) -> Self {
        Roster { year, ..Roster::default() }
    }

    /// Adds an actor of the catalog, or finds it.
    pub fn known(&mut self, record: &CatalogActor) -> usize {
        if let Some(&at) = self.by_id.get(&record.id) {
            return at;
        }
        let mut actor = record.to_actor();
        if let Some(year) = self.year.filter(|_| !record.offices.is_empty()) {
            actor.role = record.role_in(year).map(str::to_owned);
        }
        self.push(actor)
    }

    /// Adds an actor of the document's own, or finds it; `slug` tells it from others.
    pub fn own(&mut self, kind: ActorKind, slug: &str, name: &str) -> usize {
        let id = ids::id(kind, slug);
        if let Some(&at) = self.by_id.get(id.as_str()) {
            return at;
        }
        self.push(Actor {
            id: id.into(),
            name: name.to_owned(),
            kind,
            aliases: Vec::new(),
            country: None,
            sector: None,
            role: None,
        })
    }

    /// Finds or adds somebody whom a document never names: its governor is not that of another document.
    pub fn unnamed(&mut self, page: &Page<'_, '_>, kind: ActorKind, name: &str) -> usize {
        let document = ids::slug(&page.parsed.document.id);
        self.own(kind, &format!("{}-in-{document}", ids::slug(&name.to_lowercase())), name)
    }

    /// Finds an actor by its id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// "the National Coalition", a body, for the only one whose longer name ends so.
    pub fn ending_in(&self, text: &str, kind: ActorKind) -> Option<usize> {
        let ends = |name: &str| name.strip_suffix(text).is_some_and(|rest| rest.ends_with(' '));
        let body = |kind: ActorKind| matches!(kind, ActorKind::Organization | ActorKind::Group);
        let mut longer = self.actors.iter().enumerate().filter(|(_, actor)| body(actor.kind) && ends(&actor.name));
        let (actor, _) = longer.next().filter(|_| body(kind))?;
        longer.next().is_none().then_some(actor)
    }

    pub fn get(&self, at: usize) -> Option<&Actor> {
        self.actors.get(at)
    }

    fn push(&mut self, actor: Actor) -> usize {
        let at = self.actors.len();
        self.by_id.insert(actor.id.clone(), at);
        self.actors.push(actor);
        at
    }
}
