//! Expressions.

use std::sync::Arc;

use super::super::error::Place;
use super::super::functions::Function;
use super::super::value::Value;
use super::{LabelExpr, Name, Pattern, Slot, Union};

/// An expression and its place in the query.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub place: Place,
}

/// An expression.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A value that does not change.
    Literal(Value),
    /// `$name`.
    Parameter(Arc<str>),
    /// A variable.
    Variable(Slot),
    /// `a.key`.
    Property(Box<Expr>, Name),
    /// `list[i]`, `map[key]`, `node[key]`.
    Index(Box<Expr>, Box<Expr>),
    /// `list[from..to]`.
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// `-a`, `+a`.
    Sign(Sign, Box<Expr>),
    /// `NOT a`.
    Not(Box<Expr>),
    /// `a AND b ...`.
    And(Vec<Expr>),
    /// `a OR b ...`.
    Or(Vec<Expr>),
    /// `a XOR b`.
    Xor(Box<Expr>, Box<Expr>),
    /// `a < b` and its like. `a < b < c` is lowered to `a < b AND b < c`.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `a + b` and its like.
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// `a STARTS WITH b` and its like.
    Text(TextTest, Box<Expr>, Box<Expr>),
    /// `a IN list`.
    In(Box<Expr>, Box<Expr>),
    /// `a IS NULL`.
    IsNull(Box<Expr>),
    /// `a:Label`, for nodes and relations.
    HasLabels(Box<Expr>, LabelExpr),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{key: a}`.
    Map(Vec<(Arc<str>, Expr)>),
    /// `a {.key, .*, other: b}`.
    MapProjection(Box<Expr>, Vec<MapItem>),
    /// `CASE`. With an operand, `WHEN`s are values that must equal it; else conditions.
    Case {
        /// What is compared.
        operand: Option<Box<Expr>>,
        /// Conditions and results.
        branches: Vec<(Expr, Expr)>,
        /// `ELSE`; null if none.
        otherwise: Option<Box<Expr>>,
    },
    /// `[x IN list WHERE filter | map]`.
    ListComprehension {
        /// The element.
        variable: Slot,
        /// A list.
        list: Box<Expr>,
        /// Which elements.
        filter: Option<Box<Expr>>,
        /// What becomes of each.
        map: Option<Box<Expr>>,
    },
    /// `reduce(acc = initial, x IN list | step)`.
    Reduce {
        /// The value so far.
        accumulator: Slot,
        /// Its first value.
        initial: Box<Expr>,
        /// The element.
        variable: Slot,
        /// A list.
        list: Box<Expr>,
        /// The next value.
        step: Box<Expr>,
    },
    /// `all(x IN list WHERE filter)` and its like.
    Quantified {
        /// How many must pass.
        quantifier: Quantifier,
        /// The element.
        variable: Slot,
        /// A list.
        list: Box<Expr>,
        /// The condition.
        filter: Box<Expr>,
    },
    /// `[(a)-->(b) WHERE filter | map]`.
    PatternComprehension {
        /// What to find.
        pattern: Box<Pattern>,
        /// Which of it.
        filter: Option<Box<Expr>>,
        /// What becomes of each.
        map: Box<Expr>,
    },
    /// `(a)-->(b)` as a condition, `EXISTS { (a)-->(b) WHERE ... }`.
    PatternExists {
        /// What to find.
        pattern: Box<Pattern>,
        /// Which of it.
        filter: Option<Box<Expr>>,
    },
    /// `COUNT { (a)-->(b) WHERE ... }`.
    PatternCount {
        /// What to find.
        pattern: Box<Pattern>,
        /// Which of it.
        filter: Option<Box<Expr>>,
    },
    /// `EXISTS { MATCH ... RETURN ... }`, `COUNT { ... }`, `COLLECT { ... }`.
    Subquery(SubqueryKind, Box<Union>),
    /// A function and its arguments.
    Call(&'static Function, Vec<Expr>),
}

/// One item of a map projection.
#[derive(Debug, Clone)]
pub enum MapItem {
    /// `.key`.
    Key(Name),
    /// `.*`.
    All,
    /// `key: value`, and variables.
    Entry(Arc<str>, Expr),
}

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `+a`.
    Plus,
    /// `-a`.
    Minus,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`.
    Equal,
    /// `<>`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterEqual,
}

/// An operation on numbers (`+` also joins text, lists and times).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
    /// `%`.
    Remainder,
    /// `^`.
    Power,
    /// `||`: text and lists only.
    Concat,
}

/// A test on text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextTest {
    /// `STARTS WITH`.
    StartsWith,
    /// `ENDS WITH`.
    EndsWith,
    /// `CONTAINS`.
    Contains,
    /// `=~`.
    Matches,
}

/// How many elements must pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// All.
    All,
    /// At least one.
    Any,
    /// None.
    None,
    /// Exactly one.
    Single,
}

/// What a query inside an expression gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubqueryKind {
    /// Whether it has a row.
    Exists,
    /// How many rows it has.
    Count,
    /// The first column as a list.
    Collect,
}
