//! A query in its checked form: every name resolved, every rule of the language kept, nothing known of any graph yet.
//!
//! Made by `lower`; read by `plan`. A variable is a [`Slot`], one place in the row that runs through the query; two
//! variables never share one, and a variable that is handed on unchanged (`WITH a`, `WITH a AS b`) keeps its own. Labels,
//! types and property keys are [`Name`]s, numbers into [`Query::names`], which a run resolves against its graph.

use std::sync::Arc;

mod expr;
mod pattern;

use super::error::Place;
use super::functions::Aggregate;

pub use expr::{Arithmetic, Comparison, Expr, ExprKind, MapItem, Quantifier, Sign, SubqueryKind, TextTest};
pub use pattern::{
    CreateNode, CreatePath, CreateRelation, LabelExpr, NodePattern, PathMode, PathPattern, Pattern, Properties,
    RelationPattern, Selector, Way,
};

/// Place of a variable in the row.
pub type Slot = u32;
/// Place of a label, type or property key in [`Query::names`].
pub type Name = u32;

/// A whole query.
#[derive(Debug, Clone)]
pub struct Query {
    /// `EXPLAIN` or `PROFILE`.
    pub mode: Mode,
    /// What runs.
    pub body: Union,
    /// Labels, types and property keys.
    pub names: Vec<Arc<str>>,
    /// Names of variables by slot; empty for those that have none.
    pub slots: Vec<Arc<str>>,
    /// Labels, types and property keys that only patterns and expressions ask for, with their places: a run warns of
    /// those that the graph does not have.
    pub asked: Vec<(Asked, Name, Place)>,
    /// Whether it changes the graph.
    pub writes: bool,
}

/// What a name is asked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A label of nodes.
    Label,
    /// A type of relations.
    Type,
    /// A property key.
    Key,
}

/// How a query is to be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Give its rows.
    #[default]
    Run,
    /// Give its plan, do not run it.
    Explain,
    /// Run it and give its plan with rows and times.
    Profile,
}

/// Single queries whose rows come one after the other.
#[derive(Debug, Clone)]
pub struct Union {
    /// Never empty. All have the same column names in the same order.
    pub branches: Vec<Branch>,
    /// Whether equal rows are given once.
    pub distinct: bool,
    /// Column names; empty where nothing is returned.
    pub columns: Vec<Arc<str>>,
}

/// A single query.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Clauses in order.
    pub clauses: Vec<Clause>,
    /// The slot of each column; empty where nothing is returned.
    pub returns: Vec<Slot>,
}

/// A clause.
#[derive(Debug, Clone)]
pub enum Clause {
    /// `MATCH`, `OPTIONAL MATCH`.
    Match {
        /// Gives one row of nulls where nothing matches.
        optional: bool,
        /// What to find; variables bound before are found in the row.
        pattern: Pattern,
        /// `WHERE`.
        filter: Option<Expr>,
        /// Slots that this clause binds (to null, where it is optional and finds nothing), those without a name too.
        binds: Vec<Slot>,
    },
    /// `UNWIND`.
    Unwind {
        /// A list; null gives no row, anything else counts as a list of one.
        list: Expr,
        /// One row for each element.
        variable: Slot,
    },
    /// `WITH` or `RETURN`.
    Project(Projection),
    /// `FILTER`, and `WHERE` behind `YIELD`.
    Filter(Expr),
    /// `CREATE`.
    Create(Vec<CreatePath>),
    /// `MERGE`.
    Merge {
        /// What to find or else to create.
        path: CreatePath,
        /// The same as a pattern to find.
        pattern: Pattern,
        /// Slots that it binds.
        binds: Vec<Slot>,
        /// `ON CREATE SET`.
        on_create: Vec<SetItem>,
        /// `ON MATCH SET`.
        on_match: Vec<SetItem>,
    },
    /// `SET`.
    Set(Vec<SetItem>),
    /// `REMOVE`.
    Remove(Vec<RemoveItem>),
    /// `DELETE`.
    Delete {
        /// Takes relations of deleted nodes with them.
        detach: bool,
        /// Nodes, relations, paths, or lists and maps of them.
        targets: Vec<Expr>,
    },
    /// `FOREACH`: runs changes for each element.
    Foreach {
        /// A list.
        list: Expr,
        /// The element.
        variable: Slot,
        /// Changing clauses only.
        clauses: Vec<Clause>,
    },
    /// `CALL procedure(...) YIELD ...`.
    Call {
        /// Its name, as written.
        procedure: Arc<str>,
        /// Arguments; none where the parentheses are left out (then they are parameters of the procedure's names).
        arguments: Option<Vec<Expr>>,
        /// Output fields and their slots; none means all of them, in order, by their names (stand-alone calls only).
        yields: Option<Vec<(Arc<str>, Slot)>>,
        /// Whether it is `OPTIONAL CALL`.
        optional: bool,
        /// Where it stands.
        place: Place,
    },
    /// `CALL { ... }`: for each row, the rows of a query that may read it.
    Subquery {
        /// The query. Imported variables keep their slots.
        body: Union,
        /// Slots of its columns in the outer row; empty for one that returns nothing (then the row goes on once).
        binds: Vec<Slot>,
        /// Whether it is `OPTIONAL CALL`.
        optional: bool,
    },
}

/// `WITH` or `RETURN`: from rows to rows.
#[derive(Debug, Clone)]
pub struct Projection {
    /// Whether equal rows are given once (over the slots of `columns`).
    pub distinct: bool,
    /// Grouping, where there are aggregates: first the keys are calculated, then rows of equal keys are joined.
    pub grouping: Option<Grouping>,
    /// What is calculated for each row (after grouping). A variable that is only handed on is not in here.
    pub items: Vec<(Slot, Expr)>,
    /// All variables that stay visible behind it, in the order of the columns.
    pub columns: Vec<Slot>,
    /// `ORDER BY`; expressions read the row after `items`.
    pub order: Vec<(Expr, Direction)>,
    /// `SKIP`.
    pub skip: Option<Expr>,
    /// `LIMIT`.
    pub limit: Option<Expr>,
    /// `WHERE` behind `WITH`: after all the rest.
    pub filter: Option<Expr>,
}

/// Keys and aggregates of a projection.
#[derive(Debug, Clone)]
pub struct Grouping {
    /// Calculated on the rows before grouping; `None` where the slot is a variable that is only handed on.
    pub keys: Vec<(Slot, Option<Expr>)>,
    /// Calculated over the rows of a group.
    pub aggregates: Vec<AggregateCall>,
}

/// One aggregate of a projection.
#[derive(Debug, Clone)]
pub struct AggregateCall {
    /// Where its result goes.
    pub slot: Slot,
    /// What it does.
    pub aggregate: Aggregate,
    /// Whether equal values count once.
    pub distinct: bool,
    /// Its value; none for `count(*)`.
    pub argument: Option<Expr>,
    /// The second argument (`percentileCont(x, 0.9)`).
    pub parameter: Option<Expr>,
    /// Where it stands.
    pub place: Place,
}

/// Order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Small first.
    Ascending,
    /// Large first.
    Descending,
}

/// One change of `SET`.
#[derive(Debug, Clone)]
pub enum SetItem {
    /// `SET a.key = value`.
    Property {
        /// A node or relation (null: nothing is done).
        target: Expr,
        /// Which property.
        key: Name,
        /// Null takes it away.
        value: Expr,
    },
    /// `SET a = map` or `SET a += map`.
    Properties {
        /// A node or relation.
        target: Expr,
        /// A map, node or relation.
        value: Expr,
        /// Whether other properties stay.
        merge: bool,
    },
    /// `SET a:Label`.
    Labels {
        /// A node.
        target: Expr,
        /// Labels it gets.
        labels: Vec<Name>,
    },
}

/// One change of `REMOVE`.
#[derive(Debug, Clone)]
pub enum RemoveItem {
    /// `REMOVE a.key`.
    Property {
        /// A node or relation.
        target: Expr,
        /// Which property.
        key: Name,
    },
    /// `REMOVE a:Label`.
    Labels {
        /// A node.
        target: Expr,
        /// Labels it loses.
        labels: Vec<Name>,
    },
}
