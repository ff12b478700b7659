//! What stands behind the columns of a projection: `ORDER BY`, `SKIP`, `LIMIT`, `WHERE`.

use std::collections::BTreeSet;

use open_cypher::ast;

use super::super::error::QueryError;
use super::super::functions::Types;
use super::super::ir::{Direction, Expr, ExprKind, Slot};
use super::super::value::Value;
use super::aggregates::{Aggregates, holds_aggregate};
use super::messages::{syntax, unsupported};
use super::state::Lower;

/// Order, page and filter of a projection.
pub(super) struct Sorted {
    /// `ORDER BY`.
    pub order: Vec<(Expr, Direction)>,
    /// `SKIP`, `OFFSET`.
    pub skip: Option<Expr>,
    /// `LIMIT`.
    pub limit: Option<Expr>,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// Variables that the filter reads.
    pub read: BTreeSet<Slot>,
}

impl Lower<'_> {
    /// Lowers what stands behind the columns; `given` are the aggregates of the projection, where it joins rows.
    pub fn sorted(
        &mut self,
        body: &ast::ProjectionClause,
        filter: Option<&ast::Expr>,
        given: Option<Vec<(String, Slot)>>,
    ) -> Result<Sorted, QueryError> {
        let inside = match given {
            Some(known) => Aggregates::Given(known),
            None => Aggregates::Forbidden("`ORDER BY` of rows that are not joined"),
        };
        let outside = std::mem::replace(&mut self.aggregates, inside);
        let items = body.order_by.iter().flat_map(|order| &order.items);
        let order: Result<Vec<_>, _> = items.map(|item| self.sort_item(item)).collect();
        self.aggregates = outside;
        let order = order?;
        let skip = body.skip.as_ref().or(body.offset.as_ref());
        let skip = skip.map(|expr| self.constant(expr, "`SKIP`")).transpose()?;
        let limit = body.limit.as_ref().map(|expr| self.constant(expr, "`LIMIT`")).transpose()?;
        self.read.clear();
        let condition = |filter| self.without_aggregates("`WHERE`", |lower| lower.condition(filter, "`WHERE`"));
        let filter = filter.map(condition).transpose()?;
        Ok(Sorted { order, skip, limit, filter, read: std::mem::take(&mut self.read) })
    }

    fn sort_item(&mut self, item: &ast::SortItem) -> Result<(Expr, Direction), QueryError> {
        if let Some(nulls) = &item.nulls {
            return Err(unsupported(nulls.span, "an order of nulls"));
        }
        self.replacements.beside_aggregate = holds_aggregate(&item.expression);
        let lowered = self.expression(&item.expression);
        self.replacements.beside_aggregate = false;
        let descending =
            item.direction.as_ref().is_some_and(|direction| direction.kind == ast::SortDirection::Descending);
        Ok((lowered?.0, if descending { Direction::Descending } else { Direction::Ascending }))
    }

    /// A number of rows, which must not depend on the rows.
    fn constant(&mut self, expr: &ast::Expr, what: &'static str) -> Result<Expr, QueryError> {
        if super::projection::reads_variable(expr) {
            let message = format!("{what} reads a variable, but must be the same for all rows");
            return Err(syntax("NonConstantExpression", expr.span, message)
                .with_hint("write a number, or give it as a parameter"));
        }
        let (lowered, kind) = self.without_aggregates(what, |lower| lower.expression(expr))?;
        if matches!(&lowered.kind, ExprKind::Literal(Value::Integer(number)) if *number < 0) {
            let message = format!("{what} takes 0 or more, not `{}`", self.written(expr.span));
            return Err(syntax("NegativeIntegerArgument", expr.span, message));
        }
        kind.demand(Types::INTEGER, expr.span, what)?;
        Ok(lowered)
    }
}
