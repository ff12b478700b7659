//! The states that a document speaks of, which decide between namesakes.
//!
//! Reads: drafts. Gives: counts by code. Does not: count a name that may mean something else.

use std::collections::{HashMap, HashSet};

use super::draft::Draft;
use crate::actors::{Actor, ActorKind};

/// Number of mentions by ISO alpha-3 code.
pub(super) type Counts = HashMap<String, usize>;

/// What a document names for certain.
#[derive(Debug)]
pub(super) struct Around {
    /// States.
    pub states: Counts,
    /// States of the places.
    pub towns: Counts,
    /// States of everybody whom a name may mean, parties left out: many parties have the same name.
    countries: HashSet<String>,
}

impl Around {
    pub fn of(drafts: &[Draft<'_>]) -> Self {
        let readings = drafts.iter().flat_map(|draft| draft.readings());
        let others = readings.map(|reading| reading.actor).filter(|actor| actor.sector.as_deref() != Some("PTY"));
        Around {
            states: count(drafts, ActorKind::State),
            towns: count(drafts, ActorKind::Place),
            countries: others.filter_map(|actor| actor.country.clone()).collect(),
        }
    }

    /// The same of a document whose actors are known.
    pub fn of_actors(actors: &[Actor]) -> Self {
        let count = |kind| {
            let codes = actors.iter().filter(|actor| actor.kind == kind).filter_map(|actor| actor.country.clone());
            codes.map(|code| (code, 1)).collect()
        };
        Around {
            states: count(ActorKind::State),
            towns: count(ActorKind::Place),
            countries: actors.iter().filter_map(|actor| actor.country.clone()).collect(),
        }
    }

    /// Whether it names nothing that has a state.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty() && self.towns.is_empty()
    }

    /// Whether it may name anybody of a state.
    pub fn speaks_of(&self, code: &str) -> bool {
        self.countries.contains(code)
    }

    /// Whether it names a state, or a place of it.
    pub fn has(&self, code: &str) -> bool {
        self.states.contains_key(code) || self.towns.contains_key(code)
    }
}

fn count(drafts: &[Draft<'_>], kind: ActorKind) -> Counts {
    let mut counts = Counts::new();
    for draft in drafts {
        let sure = draft.readings().iter().find(|reading| !reading.weak && reading.actor.kind == kind);
        if let Some(code) = sure.and_then(|reading| reading.actor.country.clone()) {
            *counts.entry(code).or_default() += 1;
        }
    }
    counts
}
