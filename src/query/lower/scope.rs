//! Which variables are in sight, and finding them.
//!
//! A scope is small (tens of names), so it is copied where a part of a query sees other variables than the rest.

use std::collections::BTreeMap;
use std::sync::Arc;

use open_cypher::Span;
use open_cypher::ast;

use super::super::error::QueryError;
use super::super::ir::Slot;
use super::messages::{ambiguous, syntax};
use super::state::Lower;
use super::types::Kind;
use crate::text::nearest;

/// Variables by name, in the order in which `*` gives them.
pub(super) type Variables = BTreeMap<Arc<str>, Slot>;

/// Variables in sight.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// All of them.
    pub visible: Variables,
    /// Those of an outer query, which stay in sight behind every `WITH`.
    pub fixed: Variables,
    /// Names of the variables of comprehensions around here.
    pub locals: Vec<Arc<str>>,
    /// Names that are known but cannot be used here, and why.
    pub hidden: Option<(Variables, Hidden)>,
}

/// Why a variable cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    /// It stands beside an aggregate and is no grouping key.
    Ungrouped,
    /// Rows were joined or made distinct, and it was not handed on.
    NotHandedOn,
}

impl Lower<'_> {
    /// The slot of a variable.
    pub fn find(&mut self, name: &ast::Name) -> Result<Slot, QueryError> {
        match self.known(&name.kind.text) {
            Some(slot) => Ok(slot),
            None => Err(self.unknown(name)),
        }
    }

    /// The slot of a variable, if it is in sight.
    pub fn known(&mut self, name: &str) -> Option<Slot> {
        let slot = *self.scope.visible.get(name)?;
        self.read.insert(slot);
        Some(slot)
    }

    /// The error for a variable that is not in sight.
    pub fn unknown(&self, name: &ast::Name) -> QueryError {
        let text = name.kind.text.as_str();
        match self.hidden(text) {
            Some(Hidden::Ungrouped) => ambiguous(text, name.span),
            Some(Hidden::NotHandedOn) => {
                let message = format!("no variable `{text}` behind an aggregation or `DISTINCT`");
                syntax("UndefinedVariable", name.span, message).with_hint("return it too, or sort before")
            }
            None => {
                let error = syntax("UndefinedVariable", name.span, format!("no variable `{text}`"));
                match nearest(text, self.scope.visible.keys().map(|name| &**name)) {
                    Some(near) => error.with_hint(format!("did you mean `{near}`?")),
                    None => error,
                }
            }
        }
    }

    /// Why a variable that is not in sight is not.
    pub fn hidden(&self, name: &str) -> Option<Hidden> {
        let (names, why) = self.scope.hidden.as_ref()?;
        names.contains_key(name).then_some(*why)
    }

    /// Brings a new variable into sight.
    pub fn declare(&mut self, name: &ast::Name, kind: Kind) -> Slot {
        let name: Arc<str> = name.kind.text.as_str().into();
        let slot = self.slot(&name, kind);
        self.scope.visible.insert(name, slot);
        slot
    }

    /// Lowers something that sees variables of its own, in which rows cannot be joined; `at` names it.
    pub fn with_locals<T>(
        &mut self,
        locals: &[(&ast::Name, Slot)],
        at: &'static str,
        inner: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        let before = self.scope.clone();
        for (name, slot) in locals {
            let name: Arc<str> = name.kind.text.as_str().into();
            self.scope.locals.push(name.clone());
            self.scope.visible.insert(name, *slot);
        }
        let given = self.without_aggregates(at, inner);
        self.scope = before;
        given
    }

    /// The text of a piece of the query.
    pub fn written(&self, span: Span) -> &str {
        span.text(self.text).unwrap_or_default()
    }
}
