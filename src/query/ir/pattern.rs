//! Patterns to find and to create.

use super::super::error::Place;
use super::{Expr, Name, Slot};

/// Paths to find, all at once.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Connected paths; relations of all of them are different, unless `mode` says otherwise.
    pub paths: Vec<PathPattern>,
    /// Which repetitions are allowed.
    pub mode: PathMode,
}

/// Which repetitions a path may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PathMode {
    /// No relation twice (over the whole pattern): the rule of the language.
    #[default]
    Trail,
    /// Everything may be met again.
    Walk,
    /// No node twice within a path.
    Acyclic,
    /// No node twice, but a path may end where it began.
    Simple,
}

/// A path to find.
#[derive(Debug, Clone)]
pub struct PathPattern {
    /// The path's variable.
    pub variable: Option<Slot>,
    /// Which of the paths between its ends are wanted.
    pub selector: Selector,
    /// One more than relations.
    pub nodes: Vec<NodePattern>,
    /// Between each node and the next.
    pub relations: Vec<RelationPattern>,
    /// Where it stands.
    pub place: Place,
}

/// Which paths between two ends are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selector {
    /// All.
    All,
    /// Any one.
    Any(u32),
    /// The shortest, so many of them.
    Shortest(u32),
    /// All that are as short as the shortest.
    AllShortest,
    /// All of the so many shortest lengths.
    ShortestGroups(u32),
}

/// A node to find.
#[derive(Debug, Clone)]
pub struct NodePattern {
    /// Its slot; nodes without a name have one too.
    pub variable: Slot,
    /// Whether the slot is bound before the clause.
    pub bound: bool,
    /// What labels it must have.
    pub labels: Option<LabelExpr>,
    /// Properties it must have.
    pub properties: Properties,
    /// `WHERE` inside the parentheses.
    pub filter: Option<Expr>,
    /// Where it stands.
    pub place: Place,
}

/// A relation, or a chain of relations, to find.
#[derive(Debug, Clone)]
pub struct RelationPattern {
    /// Its slot; relations without a name have one too. A list where `length` is given.
    pub variable: Slot,
    /// Whether the slot is bound before the clause.
    pub bound: bool,
    /// Which way it points, seen from left to right.
    pub way: Way,
    /// The type it must have: one of these; empty means any.
    pub types: Vec<Name>,
    /// Type conditions that are no plain alternatives (`!A`, `A & B`).
    pub type_filter: Option<LabelExpr>,
    /// How many relations in a chain: least, most. None: exactly one, not a list.
    pub length: Option<(u32, Option<u32>)>,
    /// Properties each relation must have.
    pub properties: Properties,
    /// `WHERE` inside the brackets, for each relation: it reads `element`.
    pub filter: Option<Expr>,
    /// Where a single relation of a chain stands while `properties` and `filter` are judged; the same as `variable` for
    /// exactly one.
    pub element: Slot,
    /// Where it stands.
    pub place: Place,
}

/// Which way a relation points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From left to right.
    Right,
    /// From right to left.
    Left,
    /// Either.
    Both,
}

/// Properties of a pattern.
#[derive(Debug, Clone)]
pub enum Properties {
    /// By key; equal to these values.
    Entries(Vec<(Name, Expr)>),
    /// A parameter that holds a map (in `CREATE` and `MERGE` only).
    Map(Box<Expr>),
}

/// A condition on labels.
#[derive(Debug, Clone)]
pub enum LabelExpr {
    /// Has this label.
    Has(Name),
    /// Has any label.
    Any,
    /// Does not.
    Not(Box<LabelExpr>),
    /// All of these.
    And(Vec<LabelExpr>),
    /// One of these.
    Or(Vec<LabelExpr>),
}

/// A path to create.
#[derive(Debug, Clone)]
pub struct CreatePath {
    /// The path's variable.
    pub variable: Option<Slot>,
    /// One more than relations.
    pub nodes: Vec<CreateNode>,
    /// Between each node and the next.
    pub relations: Vec<CreateRelation>,
}

/// A node to create.
#[derive(Debug, Clone)]
pub struct CreateNode {
    /// Its slot.
    pub variable: Slot,
    /// Whether it is there already (then it has no labels and properties here).
    pub bound: bool,
    /// Labels.
    pub labels: Vec<Name>,
    /// Properties.
    pub properties: Properties,
    /// Where it stands.
    pub place: Place,
}

/// A relation to create.
#[derive(Debug, Clone)]
pub struct CreateRelation {
    /// Its slot.
    pub variable: Slot,
    /// Whether it points from right to left.
    pub left: bool,
    /// Its type.
    pub kind: Name,
    /// Properties.
    pub properties: Properties,
    /// Where it stands.
    pub place: Place,
}
