//! Procedures that queries call: what is built in, and what a program adds.

use std::collections::BTreeMap;
use std::sync::Arc;

mod builtin;

use super::error::QueryError;
use super::functions::Types;
use super::run::Env;
use super::value::Value;

/// A field that a procedure takes or gives.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Arc<str>,
    /// What it may be.
    pub types: Types,
    /// Whether it may be null.
    pub nullable: bool,
    /// What stands in for an argument that is left out at the end.
    pub default: Option<Value>,
}

/// What a procedure does: arguments in, rows of its output fields out.
pub type Body = Box<dyn Fn(&Env<'_>, &[Value]) -> Result<Vec<Vec<Value>>, QueryError> + Send + Sync>;

/// A procedure.
pub struct Procedure {
    /// Its name with dots.
    pub name: Arc<str>,
    /// What it takes.
    pub inputs: Vec<Field>,
    /// What it gives; empty for one that only acts.
    pub outputs: Vec<Field>,
    /// One line for a listing.
    pub summary: Arc<str>,
    /// What it does.
    pub body: Body,
}

/// Procedures by name.
#[derive(Default)]
pub struct Procedures {
    by_name: BTreeMap<Arc<str>, Procedure>,
}

impl Procedures {
    /// Adds a procedure; one of the same name is replaced.
    pub fn add(&mut self, procedure: Procedure) {
        self.by_name.insert(procedure.name.clone(), procedure);
    }

    /// Finds a procedure by its name.
    pub fn find(&self, name: &str) -> Option<&Procedure> {
        self.by_name.get(name)
    }

    /// All procedures, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Procedure> {
        self.by_name.values()
    }
}
