//! What a query gives.

use std::sync::Arc;

use super::error::Place;
use super::value::Value;

/// The answer to a query.
#[derive(Debug, Clone, Default)]
pub struct QueryResult {
    /// Names of the columns; empty where the query returns nothing.
    pub columns: Vec<Arc<str>>,
    /// One value for each column.
    pub rows: Vec<Vec<Value>>,
    /// What was changed in the graph.
    pub changes: Changes,
    /// What looks wrong but is no error: a label that the graph does not have.
    pub warnings: Vec<Warning>,
    /// How it was run, where `EXPLAIN` or `PROFILE` asked for it.
    pub plan: Option<Vec<PlanLine>>,
}

/// Goes through the rows.
impl IntoIterator for QueryResult {
    type Item = Vec<Value>;
    type IntoIter = std::vec::IntoIter<Vec<Value>>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

/// How much a query changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Nodes that were made.
    pub nodes_created: u64,
    /// Nodes that were taken away.
    pub nodes_deleted: u64,
    /// Relations that were made.
    pub relations_created: u64,
    /// Relations that were taken away.
    pub relations_deleted: u64,
    /// Properties that were given another value or taken away.
    pub properties_set: u64,
    /// Labels that nodes got.
    pub labels_added: u64,
    /// Labels that nodes lost.
    pub labels_removed: u64,
}

/// Something that looks wrong but is no error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What it is.
    pub message: String,
    /// Where in the query.
    pub place: Place,
    /// What to try.
    pub hint: Option<String>,
}

/// One operator of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanLine {
    /// How deep it stands.
    pub depth: usize,
    /// What it does.
    pub operator: String,
    /// How many rows the planner expects of it.
    pub estimate: f64,
    /// How many rows it gave, where it was run.
    pub rows: Option<u64>,
    /// How long it took without those before it, in milliseconds, where it was run with a clock.
    pub milliseconds: Option<f64>,
}
