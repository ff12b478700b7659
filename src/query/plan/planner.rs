//! What planning needs to know, and the numbers it gives out.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::error::QueryError;
use super::super::ir::{self, Expr, LabelExpr, Name, Slot};
use super::super::procedures::Procedures;
use super::super::store::Graph;
use super::compile::{self, Names, PlanSubplans, Use};
use super::slots::Slots;
use super::{Action, Code, Key, LabelId, LabelTest, Operator, Optimize, Subplan, TypeId, branch, distinct, pattern};

/// What planning needs to know.
pub(crate) struct Planner<'a> {
    /// The graph that is asked.
    pub graph: &'a Graph,
    /// Labels, types, keys and parameters.
    pub names: Names<'a>,
    /// Procedures that can be called.
    pub procedures: &'a Procedures,
    /// How hard to try.
    pub optimize: Optimize,
    /// Whether the graph stays as it is while the query runs.
    pub still: bool,
    next: u32,
}

impl<'a> Planner<'a> {
    /// Makes a planner for one run of a query.
    pub(crate) fn new(graph: &'a Graph, names: Names<'a>, procedures: &'a Procedures, optimize: Optimize) -> Self {
        Planner { graph, names, procedures, optimize, still: false, next: 0 }
    }

    /// Gives the next operator number.
    pub(super) fn number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// How many numbers were given.
    pub(crate) fn numbers(&self) -> usize {
        self.next as usize
    }

    pub(super) fn operator(&mut self, action: Action, reads: Slots, estimate: f64) -> Operator {
        Operator { action, id: self.number(), estimate, reads: reads.into_iter().collect() }
    }

    pub(super) fn code(&mut self, expr: &Expr) -> Result<Code, QueryError> {
        let names = self.names;
        compile::compile(expr, &names, self)
    }

    pub(super) fn key(&self, name: Name) -> Key {
        self.names.key(name)
    }

    pub(super) fn label(&self, name: Name) -> Option<LabelId> {
        self.names.label(name)
    }

    /// Says whether every node of the graph has a label, now and as long as the query runs.
    pub(super) fn all_have(&self, test: &LabelExpr) -> bool {
        let LabelExpr::Has(name) = test else { return false };
        let count = self.label(*name).map_or(0, |label| self.graph.label_count(label));
        self.still && self.optimize == Optimize::Full && count == self.graph.node_count()
    }

    pub(super) fn label_test(&self, test: &LabelExpr) -> LabelTest {
        compile::label_test(test, &self.names)
    }

    /// The types of a relation; none means any. A type that the graph does not know has no relations.
    pub(super) fn kinds(&self, types: &[Name]) -> Option<Vec<TypeId>> {
        let known = || types.iter().filter_map(|name| self.names.kind(*name)).collect::<BTreeSet<TypeId>>();
        (!types.is_empty()).then(|| known().into_iter().collect())
    }
}

impl PlanSubplans for Planner<'_> {
    fn pattern(&mut self, of: &ir::Pattern, filter: Option<&Expr>, using: Use<'_>) -> Result<Arc<Subplan>, QueryError> {
        let mut operators = pattern::pattern(self, of, filter, 1.0)?;
        if self.optimize == Optimize::Full {
            distinct::relax_chain(&mut operators, using);
        }
        Ok(Arc::new(Subplan::Chain(operators)))
    }

    fn union(&mut self, union: &ir::Union) -> Result<(Arc<Subplan>, Option<Slot>), QueryError> {
        let plan = branch::union(self, union, &Slots::new())?;
        let first = plan.branches.first().and_then(|branch| branch.returns.first().copied());
        Ok((Arc::new(Subplan::Query(plan)), first))
    }
}
