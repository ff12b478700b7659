//! What is gathered while a query is lowered: names, slots and their types, what is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use open_cypher::{Span, Token};

use super::super::error::{Place, QueryError};
use super::super::ir::{self, Asked, Name, Slot};
use super::super::procedures::Procedures;
use super::aggregates::Aggregates;
use super::canon::Replacements;
use super::messages::place;
use super::scope::Scope;
use super::types::Kind;

/// A query while it is lowered.
pub(super) struct Lower<'q> {
    /// The text of the query.
    pub text: &'q str,
    /// Its tokens, without blanks and comments.
    pub tokens: &'q [Token],
    /// What it may call.
    pub procedures: &'q Procedures,
    /// Variables in sight.
    pub scope: Scope,
    /// What becomes of aggregates here.
    pub aggregates: Aggregates,
    /// Expressions that are calculated already.
    pub replacements: Replacements,
    /// Variables that were looked up since this was last emptied.
    pub read: BTreeSet<Slot>,
    /// Whether it changes the graph.
    pub writes: bool,
    names: Vec<Arc<str>>,
    by_name: BTreeMap<Arc<str>, Name>,
    slots: Vec<Arc<str>>,
    kinds: Vec<Kind>,
    asked: Vec<(Asked, Name, Place)>,
    made: BTreeSet<(u8, Name)>,
}

impl<'q> Lower<'q> {
    /// Begins.
    pub fn new(text: &'q str, tokens: &'q [Token], procedures: &'q Procedures) -> Self {
        Lower {
            text,
            tokens,
            procedures,
            scope: Scope::default(),
            aggregates: Aggregates::Forbidden("this clause"),
            replacements: Replacements::default(),
            read: BTreeSet::new(),
            writes: false,
            names: Vec::new(),
            by_name: BTreeMap::new(),
            slots: Vec::new(),
            kinds: Vec::new(),
            asked: Vec::new(),
            made: BTreeSet::new(),
        }
    }

    /// Ends.
    pub fn finish(mut self, mode: ir::Mode, body: ir::Union) -> ir::Query {
        // What the query itself makes may well be missing before it runs.
        let made = self.made;
        self.asked.retain(|(asked, name, _)| !made.contains(&(*asked as u8, *name)));
        ir::Query { mode, body, names: self.names, slots: self.slots, asked: self.asked, writes: self.writes }
    }

    /// A new slot; `name` is empty for what has none.
    pub fn slot(&mut self, name: &str, kind: Kind) -> Slot {
        let slot = u32::try_from(self.slots.len()).expect("a query text is shorter than 4 GiB");
        self.slots.push(name.into());
        self.kinds.push(kind);
        slot
    }

    /// What the variable in a slot may be.
    pub fn kind(&self, slot: Slot) -> &Kind {
        &self.kinds[slot as usize]
    }

    /// The name of the variable in a slot.
    pub fn slot_name(&self, slot: Slot) -> Arc<str> {
        self.slots[slot as usize].clone()
    }

    fn name(&mut self, text: &str) -> Name {
        if let Some(name) = self.by_name.get(text) {
            return *name;
        }
        let name = u32::try_from(self.names.len()).expect("a query text is shorter than 4 GiB");
        let text: Arc<str> = text.into();
        self.names.push(text.clone());
        self.by_name.insert(text, name);
        name
    }

    /// A name that something is read by; `None` where it may belong to a map as well.
    pub fn ask(&mut self, asked: Option<Asked>, text: &str, span: Span) -> Name {
        let name = self.name(text);
        if let Some(asked) = asked
            && !self.asked.iter().any(|(other, known, _)| *other == asked && *known == name)
        {
            self.asked.push((asked, name, place(span)));
        }
        name
    }

    /// A name that the query writes.
    pub fn make(&mut self, asked: Asked, text: &str) -> Name {
        let name = self.name(text);
        self.made.insert((asked as u8, name));
        name
    }

    /// Lowers something in which rows cannot be joined; `at` names it.
    pub fn without_aggregates<T>(
        &mut self,
        at: &'static str,
        inner: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        let inside = match self.aggregates {
            Aggregates::Within => Aggregates::Within,
            _ => Aggregates::Forbidden(at),
        };
        let before = std::mem::replace(&mut self.aggregates, inside);
        let given = inner(self);
        self.aggregates = before;
        given
    }
}
