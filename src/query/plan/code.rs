//! Expressions as they run: names resolved against the graph, parameters put in, patterns planned.
//!
//! Made from `ir::Expr` by `plan::compile`; read by `run::evaluate`.

use std::sync::Arc;

use super::super::error::Place;
use super::super::functions::Function;
use super::super::ir::{Arithmetic, Comparison, Quantifier, Sign, Slot, TextTest};
use super::super::store::{KeyId, LabelId, TypeId};
use super::super::value::Value;
use super::Subplan;

/// An expression and its place in the query.
#[derive(Debug, Clone)]
pub struct Code {
    /// What is done.
    pub op: Op,
    /// Where it stands in the query.
    pub place: Place,
}

/// A property key.
#[derive(Debug, Clone)]
pub struct Key {
    /// Its name, for maps.
    pub name: Arc<str>,
    /// Its number in the graph; none where no node or relation has it.
    pub id: Option<KeyId>,
}

/// What an expression does. The variants mirror `ir::ExprKind`, where they are described.
#[derive(Debug, Clone)]
pub enum Op {
    Constant(Value),
    Slot(Slot),
    /// A property of a variable: the most frequent expression, without the copy of the variable.
    SlotProperty(Slot, Key),
    Property(Box<Code>, Key),
    Index(Box<Code>, Box<Code>),
    Slice(Box<Code>, Option<Box<Code>>, Option<Box<Code>>),
    Sign(Sign, Box<Code>),
    Not(Box<Code>),
    And(Vec<Code>),
    Or(Vec<Code>),
    Xor(Box<Code>, Box<Code>),
    Compare(Comparison, Box<Code>, Box<Code>),
    Arithmetic(Arithmetic, Box<Code>, Box<Code>),
    Text(TextTest, Box<Code>, Box<Code>),
    /// `=~` with an expression that does not change, compiled once.
    Matches(Box<Code>, Arc<fancy_regex::Regex>),
    In(Box<Code>, Box<Code>),
    IsNull(Box<Code>),
    HasLabels(Box<Code>, LabelTest),
    List(Vec<Code>),
    Map(Vec<(Arc<str>, Code)>),
    MapProjection(Box<Code>, Vec<MapPart>),
    Case {
        operand: Option<Box<Code>>,
        branches: Vec<(Code, Code)>,
        otherwise: Option<Box<Code>>,
    },
    ListComprehension {
        variable: Slot,
        list: Box<Code>,
        filter: Option<Box<Code>>,
        map: Option<Box<Code>>,
    },
    Reduce {
        accumulator: Slot,
        initial: Box<Code>,
        variable: Slot,
        list: Box<Code>,
        step: Box<Code>,
    },
    Quantified {
        quantifier: Quantifier,
        variable: Slot,
        list: Box<Code>,
        filter: Box<Code>,
    },
    /// Whether the subplan has a row.
    Exists(Arc<Subplan>),
    /// How many rows the subplan has.
    Count(Arc<Subplan>),
    /// The value of an expression on each row of the subplan, as a list.
    Collect(Arc<Subplan>, Box<Code>),
    Call(&'static Function, Vec<Code>),
}

/// One part of a map projection.
#[derive(Debug, Clone)]
pub enum MapPart {
    Key(Key),
    All,
    Entry(Arc<str>, Code),
}

/// A condition on the labels of a node or the type of a relation.
#[derive(Debug, Clone)]
pub enum LabelTest {
    /// Has it, as a node or as a relation; none where the graph does not know the name: no one has it.
    Has(Option<LabelId>, Option<TypeId>),
    Any,
    Not(Box<LabelTest>),
    And(Vec<LabelTest>),
    Or(Vec<LabelTest>),
}
