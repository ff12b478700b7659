//! Queries within expressions: `EXISTS { }`, `COUNT { }`, `COLLECT { }`.

use open_cypher::{Span, ast};

use super::super::error::QueryError;
use super::super::functions::Types;
use super::super::ir::{ExprKind, SubqueryKind};
use super::expressions::made;
use super::functions::subquery_kind;
use super::messages::{syntax, unsupported};
use super::patterns::Introduces;
use super::queries::Role;
use super::state::Lower;
use super::types::{Kind, Typed};

impl Lower<'_> {
    /// Lowers a query within an expression. It sees all variables around it, also behind its own `WITH`.
    pub fn subquery_expression(&mut self, of: &ast::SubqueryExpression, span: Span) -> Result<Typed, QueryError> {
        let kind = subquery_kind(of.kind.kind).ok_or_else(|| unsupported(of.kind.span, "this subquery"))?;
        let before = self.scope.clone();
        let replacements = std::mem::take(&mut self.replacements);
        self.scope.fixed = self.scope.visible.clone();
        let given = self.without_aggregates("a pattern", |lower| match bare_match(&of.query) {
            Some(found) if kind != SubqueryKind::Collect => lower.counted_pattern(kind, found, span),
            _ => lower.counted_query(kind, &of.query, span),
        });
        (self.scope, self.replacements) = (before, replacements);
        given
    }

    fn counted_pattern(
        &mut self,
        kind: SubqueryKind,
        found: &ast::MatchClause,
        span: Span,
    ) -> Result<Typed, QueryError> {
        let mode = super::paths::mode(found.mode.as_ref())?;
        let lowered = self.find_pattern(&found.pattern.parts, mode, Introduces::Local)?;
        let filter = found.where_clause.as_ref().map(|filter| self.condition(filter, "`WHERE`")).transpose()?;
        let (pattern, filter) = (Box::new(lowered.pattern), filter.map(Box::new));
        Ok(match kind {
            SubqueryKind::Exists => (made(ExprKind::PatternExists { pattern, filter }, span), Kind::of(Types::BOOLEAN)),
            _ => (made(ExprKind::PatternCount { pattern, filter }, span), Kind::of(Types::INTEGER)),
        })
    }

    fn counted_query(&mut self, kind: SubqueryKind, query: &ast::Query, span: Span) -> Result<Typed, QueryError> {
        let (union, kinds) = self.query(query, Role::Expression)?;
        let given = match kind {
            SubqueryKind::Exists => Kind::of(Types::BOOLEAN),
            SubqueryKind::Count => Kind::of(Types::INTEGER),
            SubqueryKind::Collect => match kinds.as_slice() {
                [one] => Kind::list(one.clone()),
                _ => {
                    let message = "`COLLECT` takes a query that returns one column";
                    return Err(syntax("UnexpectedSyntax", query.span, message));
                }
            },
        };
        Ok((made(ExprKind::Subquery(kind, Box::new(union)), span), given))
    }
}

/// The only clause of a query, where that is a plain `MATCH`.
fn bare_match(query: &ast::Query) -> Option<&ast::MatchClause> {
    let ast::QueryKind::Regular(regular) = &query.kind else { return None };
    match (regular.head.kind.clauses.as_slice(), regular.unions.is_empty()) {
        ([only], true) => match &only.kind {
            ast::ClauseKind::Match(found) if !found.optional => Some(found),
            _ => None,
        },
        _ => None,
    }
}
