//! Clauses that read: `MATCH`, `UNWIND`, `WITH`, `RETURN`, `LET`, `FILTER`; the others are handed to their files.

use std::sync::Arc;

use open_cypher::ast;

use super::super::error::QueryError;
use super::super::ir::{Clause, Projection};
use super::messages::{already_bound, syntax, unsupported};
use super::patterns::Introduces;
use super::queries::BranchParts;
use super::state::Lower;

impl Lower<'_> {
    /// Lowers a clause; gives the names of columns where it returns some.
    pub fn clause(
        &mut self,
        clause: &ast::Clause,
        parts: &mut BranchParts,
        standalone: bool,
    ) -> Result<Option<Vec<Arc<str>>>, QueryError> {
        match &clause.kind {
            ast::ClauseKind::Match(found) => parts.clauses.push(self.match_clause(found)?),
            ast::ClauseKind::Unwind(unwind) => parts.clauses.push(self.unwind(unwind)?),
            ast::ClauseKind::With(with) => {
                let projected = self.project(&with.projection, with.where_clause.as_ref(), true)?;
                parts.clauses.push(Clause::Project(projected.projection));
            }
            ast::ClauseKind::Return(returned) => {
                let projected = self.project(&returned.projection, None, false)?;
                if projected.slots.is_empty() {
                    return Err(syntax("NoVariablesInScope", clause.span, "there is no variable to return")
                        .with_hint("name the nodes or relations that are wanted"));
                }
                parts.clauses.push(Clause::Project(projected.projection));
                parts.returns = projected.slots;
                return Ok(Some(projected.names));
            }
            ast::ClauseKind::Let(bound) => parts.clauses.push(self.bind(bound)?),
            ast::ClauseKind::Filter(filter) => {
                let condition = self.where_clause(&filter.predicate, "`FILTER`")?;
                parts.clauses.push(Clause::Filter(condition));
            }
            ast::ClauseKind::Finish => {}
            ast::ClauseKind::Call(call) => return self.call_clause(call, clause.span, parts, standalone),
            _ => parts.clauses.push(self.update(clause)?),
        }
        Ok(None)
    }

    /// A condition on rows.
    pub fn where_clause(
        &mut self,
        filter: &ast::Expr,
        what: &'static str,
    ) -> Result<super::super::ir::Expr, QueryError> {
        self.without_aggregates(what, |lower| lower.condition(filter, what))
    }

    fn match_clause(&mut self, found: &ast::MatchClause) -> Result<Clause, QueryError> {
        let mode = super::paths::mode(found.mode.as_ref())?;
        let lowered = self.find_pattern(&found.pattern.parts, mode, Introduces::Variables)?;
        let filter = found.where_clause.as_ref().map(|filter| self.where_clause(filter, "`WHERE`")).transpose()?;
        Ok(Clause::Match { optional: found.optional, pattern: lowered.pattern, filter, binds: lowered.binds })
    }

    fn unwind(&mut self, unwind: &ast::UnwindClause) -> Result<Clause, QueryError> {
        let (list, kind) = self.without_aggregates("`UNWIND`", |lower| lower.expression(&unwind.expression))?;
        self.check_new(&unwind.variable)?;
        // What is no list counts as a list of one.
        let element =
            if kind.is(super::super::functions::Types::LIST) { kind.element() } else { super::types::Kind::ANY };
        let variable = self.declare(&unwind.variable, element);
        Ok(Clause::Unwind { list, variable })
    }

    /// `LET` adds columns to those in sight.
    fn bind(&mut self, bound: &ast::LetClause) -> Result<Clause, QueryError> {
        let mut items = Vec::new();
        for binding in &bound.bindings {
            let (expr, kind) = self.without_aggregates("`LET`", |lower| lower.expression(&binding.expression))?;
            self.check_new(&binding.variable)?;
            items.push((self.declare(&binding.variable, kind), expr));
        }
        Ok(Clause::Project(Projection {
            distinct: false,
            grouping: None,
            items,
            columns: self.scope.visible.values().copied().collect(),
            order: Vec::new(),
            skip: None,
            limit: None,
            filter: None,
        }))
    }

    /// Fails where a variable is there already.
    pub fn check_new(&self, name: &ast::Name) -> Result<(), QueryError> {
        match self.scope.visible.contains_key(name.kind.text.as_str()) {
            true => Err(already_bound(&name.kind.text, name.span)),
            false => Ok(()),
        }
    }

    /// The error for a clause that is not supported.
    pub fn unsupported_clause(&self, clause: &ast::Clause) -> QueryError {
        let word = self.written(clause.span).split_whitespace().next().unwrap_or_default().to_uppercase();
        unsupported(clause.span, &format!("`{word}`"))
    }
}
