//! From a checked query to the steps that answer it on one graph.
//!
//! Reads: `ir::Query`, the graph's vocabulary and counts, parameters. Gives: a [`Plan`].
//! How: a query is cut into segments. Within a segment rows stream: one row runs through all its operators before the
//! next is made, in one frame of slots, without copies. A segment ends where rows must be seen together (sorting,
//! grouping) or where the graph is changed; what the next segment needs is kept then, slot by slot.
//! Does not: run anything.

mod branch;
mod code;
mod compile;
mod conjuncts;
mod distinct;
mod explain;
mod order;
mod pattern;
mod planner;
mod slots;
mod written;

use std::sync::Arc;

pub(crate) use branch::plan;
pub use code::{Code, Key, LabelTest, MapPart, Op};
pub(crate) use compile::{Names, regex};
pub(crate) use explain::lines;
pub(crate) use written::make_known;

use super::ir::{AggregateCall, Direction, PathMode, Selector, Slot, Way};
use super::store::{KeyId, LabelId, TypeId};

/// A query, ready to run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Single queries, one after the other.
    pub branches: Vec<BranchPlan>,
    /// Whether equal rows are given once, over all branches.
    pub distinct: bool,
}

/// A single query, ready to run.
#[derive(Debug, Clone)]
pub struct BranchPlan {
    /// In order; never empty.
    pub segments: Vec<Segment>,
    /// The slot of each column.
    pub returns: Vec<Slot>,
}

/// Operators through which rows stream, and what gathers them.
#[derive(Debug, Clone)]
pub struct Segment {
    /// In order.
    pub operators: Vec<Operator>,
    /// What becomes of the rows.
    pub end: End,
}

/// What runs inside an expression: a pattern, or a whole query.
#[derive(Debug, Clone)]
pub enum Subplan {
    /// Operators on the row of the expression.
    Chain(Vec<Operator>),
    /// A query that may read the row of the expression.
    Query(Plan),
}

/// An operator, with the number under which a profile counts it and the rows that the planner expects of it.
#[derive(Debug, Clone)]
pub struct Operator {
    /// What it does.
    pub action: Action,
    /// Its number in the plan.
    pub id: u32,
    /// Rows it is expected to give.
    pub estimate: f64,
    /// Slots it reads, those in `differs` included.
    pub reads: Vec<Slot>,
}

/// What an operator does with a row.
#[derive(Debug, Clone)]
pub enum Action {
    /// Each node of the graph, or each that has a label; none where the graph does not know the label.
    Nodes { to: Slot, label: Option<Option<LabelId>> },
    /// Nodes whose property equals a value.
    Lookup { to: Slot, label: Option<LabelId>, key: KeyId, value: Code },
    /// Each relation of some types, with both ends.
    Relations { relation: Slot, source: Slot, target: Slot, kinds: Option<Vec<TypeId>>, both: bool, differs: Vec<Slot> },
    /// The relations of a node to its neighbors.
    Expand(Expand),
    /// Chains of relations.
    Chain(Chain),
    /// The shortest chains between two nodes.
    Shortest(Shortest),
    /// A relation, or a chain of them, that is bound already: finds or checks its ends.
    Follow(Follow),
    /// A path out of what was found.
    Path { to: Slot, nodes: Vec<Slot>, relations: Vec<PathPart> },
    /// Rows for which a condition is true.
    Filter(Code),
    /// A node: is it one, and has it these labels.
    Labels { slot: Slot, test: LabelTest },
    /// A value for a slot.
    Let { slot: Slot, code: Code },
    /// Each element of a list.
    Unwind { list: Code, to: Slot },
    /// The rows of a chain, or one with nulls where there is none.
    Optional { operators: Vec<Operator>, binds: Vec<Slot> },
    /// The first of equal rows.
    Distinct { slots: Vec<Slot> },
    /// All but the first rows.
    Skip(Code),
    /// The first rows.
    Limit(Code),
    /// Rows of a procedure.
    Call(Call),
    /// Rows of a query for each row; the row itself where it returns nothing.
    Subquery { plan: Plan, binds: Vec<Slot>, optional: bool },
}

/// From a bound node over one relation.
#[derive(Debug, Clone)]
pub struct Expand {
    /// The bound node.
    pub from: Slot,
    /// Which way the relation points, seen from `from`.
    pub way: Way,
    /// Types; none means any; empty means that the graph knows none of them.
    pub kinds: Option<Vec<TypeId>>,
    /// Where the relation goes.
    pub relation: Slot,
    /// Where the neighbor goes, or which node it must be.
    pub to: Slot,
    /// Whether `to` is bound: only relations to that node.
    pub into: bool,
    /// Slots of relations, or lists of them, that this one must differ from.
    pub differs: Vec<Slot>,
    /// Whether one relation to each neighbor is enough, since nobody looks at it.
    pub once: bool,
}

/// From a bound node over a chain of relations.
#[derive(Debug, Clone)]
pub struct Chain {
    /// Types, way and ends, as for one relation; `relation` gets a list.
    pub hop: Expand,
    /// Fewest relations.
    pub least: u32,
    /// Most relations.
    pub most: Option<u32>,
    /// What each relation must fulfill, and where it stands while it is judged.
    pub filters: Vec<(Slot, Code)>,
    /// What may be met again.
    pub mode: PathMode,
    /// Whether each end is wanted once only, however many chains lead there.
    pub ends_only: bool,
    /// Whether nobody looks at the list of relations.
    pub unseen: bool,
    /// Whether the pattern was written from `to` to `from`: the list is turned round.
    pub reversed: bool,
    /// Whether the slot gets the only relation itself, not a list.
    pub single: bool,
}

/// The shortest chains between two bound nodes, or from one to any.
#[derive(Debug, Clone)]
pub struct Shortest {
    /// What the chains are made of. `hop.into` says whether the end is bound.
    pub chain: Chain,
    /// Which of them.
    pub selector: Selector,
    /// The path's slot, where it has one.
    pub path: Option<Slot>,
    /// What each node must fulfill, and where it stands while it is judged.
    pub node_filters: Vec<(Slot, Code)>,
    /// What a whole path must fulfill, where no part of it can be judged by itself.
    pub path_filters: Vec<Code>,
}

/// Ends of a relation, or a list of relations, that is bound.
#[derive(Debug, Clone)]
pub struct Follow {
    /// The relation or list.
    pub relation: Slot,
    /// Whether it is a list, with its length.
    pub length: Option<(u32, Option<u32>)>,
    /// Left and right end, and whether each is bound.
    pub ends: [(Slot, bool); 2],
    /// Which way it points.
    pub way: Way,
    /// Types it may have.
    pub kinds: Option<Vec<TypeId>>,
    /// Slots of relations that it must differ from.
    pub differs: Vec<Slot>,
    /// What each relation of a list must fulfill, and where it stands while it is judged.
    pub filters: Vec<(Slot, Code)>,
}

/// A part of a path between two nodes.
#[derive(Debug, Clone, Copy)]
pub enum PathPart {
    /// One relation.
    One(Slot),
    /// A list of relations.
    Many(Slot),
}

/// A call of a procedure.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its name.
    pub procedure: Arc<str>,
    /// Its arguments.
    pub arguments: Vec<Code>,
    /// Which output field goes where.
    pub yields: Vec<(usize, Slot)>,
    /// Whether a call without rows gives one row of nulls.
    pub optional: bool,
    /// Where it stands.
    pub place: super::error::Place,
}

/// What becomes of a segment's rows.
#[derive(Debug, Clone)]
pub enum End {
    /// They are the answer.
    Return,
    /// They are joined by keys.
    Group(Group),
    /// They are put in order.
    Sort(Sort),
    /// They change the graph, one after the other; then each goes on.
    Write {
        /// What is done.
        change: Change,
        /// Slots that live on.
        keep: Vec<Slot>,
    },
}

/// Grouping.
#[derive(Debug, Clone)]
pub struct Group {
    /// Keys: a slot, and its expression if it is not there yet.
    pub keys: Vec<(Slot, Option<Code>)>,
    /// Slots that the keys depend on: rows with equal ones belong to one group.
    pub depends: Vec<Slot>,
    /// Aggregates.
    pub aggregates: Vec<AggregatePlan>,
    /// Number in a profile.
    pub id: u32,
    /// Slots it reads.
    pub reads: Vec<Slot>,
}

/// One aggregate.
#[derive(Debug, Clone)]
pub struct AggregatePlan {
    /// The call, with its slot.
    pub call: AggregateCall,
    /// Its argument.
    pub argument: Option<Code>,
    /// Its second argument.
    pub parameter: Option<Code>,
}

/// Sorting.
#[derive(Debug, Clone)]
pub struct Sort {
    /// What to sort by.
    pub keys: Vec<(Code, Direction)>,
    /// Slots that live on.
    pub keep: Vec<Slot>,
    /// How many rows are wanted at most: those that are skipped and those that are given.
    pub first: Vec<Code>,
    /// Number in a profile.
    pub id: u32,
    /// Slots that the keys read.
    pub reads: Vec<Slot>,
}

/// A change of the graph.
#[derive(Debug, Clone)]
pub enum Change {
    /// `CREATE`.
    Create(Vec<CreatePath>),
    /// `MERGE`.
    Merge { find: Vec<Operator>, binds: Vec<Slot>, create: CreatePath, on_create: Vec<Assign>, on_match: Vec<Assign> },
    /// `SET` and `REMOVE`.
    Assign(Vec<Assign>),
    /// `DELETE`.
    Delete { detach: bool, targets: Vec<Code> },
    /// `CALL { ... }` that changes the graph.
    Subquery { plan: Plan, binds: Vec<Slot> },
    /// `FOREACH`.
    Foreach { list: Code, variable: Slot, changes: Vec<Change> },
}

/// A path to create.
#[derive(Debug, Clone)]
pub struct CreatePath {
    /// The path's slot.
    pub variable: Option<Slot>,
    /// Nodes in order.
    pub nodes: Vec<CreateNode>,
    /// Relations between them.
    pub relations: Vec<CreateRelation>,
}

/// A node to create, or one that is there.
#[derive(Debug, Clone)]
pub struct CreateNode {
    /// Its slot.
    pub slot: Slot,
    /// Whether it is there.
    pub bound: bool,
    /// Its labels.
    pub labels: Vec<LabelId>,
    /// Its properties.
    pub properties: NewProperties,
    /// Where it stands.
    pub place: super::error::Place,
}

/// A relation to create.
#[derive(Debug, Clone)]
pub struct CreateRelation {
    /// Its slot.
    pub slot: Slot,
    /// Whether it points from right to left.
    pub left: bool,
    /// Its type.
    pub kind: TypeId,
    /// Its properties.
    pub properties: NewProperties,
    /// Where it stands.
    pub place: super::error::Place,
}

/// Properties of something new.
#[derive(Debug, Clone)]
pub enum NewProperties {
    /// By key.
    Entries(Vec<(Key, Code)>),
    /// All of a map.
    Map(Code),
}

/// An assignment.
#[derive(Debug, Clone)]
pub enum Assign {
    /// One property; null takes it away.
    Property { target: Code, key: Key, value: Code },
    /// All properties.
    Properties { target: Code, value: Code, merge: bool },
    /// Labels a node gets.
    AddLabels { target: Code, labels: Vec<LabelId> },
    /// Labels a node loses.
    RemoveLabels { target: Code, labels: Vec<LabelId> },
}

/// How a plan is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Optimize {
    /// With everything that the planner knows.
    #[default]
    Full,
    /// In the order in which the query is written, without indexes and shortcuts: the same rows, slowly; for tests.
    Never,
}
