//! `WITH` and `RETURN`: columns, grouping, and what is in sight behind them.

use std::sync::Arc;

use open_cypher::{Span, ast};

use super::super::error::QueryError;
use super::super::ir::{Expr, Grouping, Projection, Slot};
use super::aggregates::{Aggregates, Gathered, holds_aggregate, is_aggregate};
use super::canon::{Replacement, Replacements, bare, is_simple};
use super::messages::syntax;
use super::scope::{Hidden, Scope, Variables};
use super::sorting::Sorted;
use super::state::Lower;

/// A `WITH` or `RETURN` and its column names.
pub(super) struct Projected {
    /// What is calculated.
    pub projection: Projection,
    /// Names of columns.
    pub names: Vec<Arc<str>>,
    /// Their slots.
    pub slots: Vec<Slot>,
}

/// A column before it is lowered.
struct Column<'p> {
    name: Arc<str>,
    /// None for a column that `*` stands for: then the slot is known.
    written: Result<&'p ast::Expr, Slot>,
    aliased: bool,
    span: Span,
}

/// Columns once they are lowered.
#[derive(Default)]
struct Lowered {
    slots: Vec<Slot>,
    items: Vec<(Slot, Expr)>,
    grouping: Option<Grouping>,
    known_aggregates: Vec<(String, Slot)>,
}

impl Lower<'_> {
    /// Lowers a projection; behind it, only its columns are in sight.
    pub fn project(
        &mut self,
        body: &ast::ProjectionClause,
        filter: Option<&ast::Expr>,
        is_with: bool,
    ) -> Result<Projected, QueryError> {
        let columns = self.columns(body)?;
        let distinct = body.quantifier.as_ref().is_some_and(|node| node.kind == ast::SetQuantifier::Distinct);
        let grouped = columns.iter().any(|column| column.written.is_ok_and(holds_aggregate));
        let lowered = if grouped { self.group(&columns)? } else { self.calculate_columns(&columns)? };
        let before = std::mem::take(&mut self.scope);
        self.scope = behind(&before, &columns, &lowered.slots);
        let after = self.scope.clone();
        let joined = distinct || grouped;
        if joined {
            self.scope.hidden = Some((before.visible.clone(), Hidden::NotHandedOn));
        } else {
            let mut both = before.visible.clone();
            both.append(&mut self.scope.visible);
            self.scope.visible = both;
        }
        self.replacements = self.calculated(&columns, &lowered.slots, joined);
        let sorted = self.sorted(body, filter, grouped.then_some(lowered.known_aggregates));
        self.replacements = Replacements::default();
        self.scope = after;
        let Sorted { order, skip, limit, filter, read } = sorted?;
        check_names(&columns, is_with)?;
        let mut kept = lowered.slots.clone();
        if is_with {
            // What is not handed on but still read: by `WHERE`, or by the query around this one.
            let old = before.visible.values().filter(|slot| !joined && read.contains(slot));
            let more: Vec<Slot> = old.chain(self.scope.fixed.values()).copied().collect();
            more.into_iter().for_each(|slot| {
                if !kept.contains(&slot) {
                    kept.push(slot)
                }
            });
        }
        let (items, grouping) = (lowered.items, lowered.grouping);
        let projection = Projection { distinct, grouping, items, columns: kept, order, skip, limit, filter };
        let names = columns.into_iter().map(|column| column.name).collect();
        Ok(Projected { projection, names, slots: lowered.slots })
    }

    fn columns<'p>(&self, body: &'p ast::ProjectionClause) -> Result<Vec<Column<'p>>, QueryError> {
        let mut columns = Vec::new();
        for item in &body.items {
            let span = item.span;
            match &item.kind {
                ast::ProjectionItemKind::Wildcard => {
                    let own =
                        self.scope.visible.iter().filter(|(name, slot)| self.scope.fixed.get(*name) != Some(slot));
                    let star = |(name, slot): (&Arc<str>, &Slot)| Column {
                        name: name.clone(),
                        written: Err(*slot),
                        aliased: true,
                        span,
                    };
                    columns.extend(own.map(star));
                }
                ast::ProjectionItemKind::Expression { expression, alias } => {
                    let variable = match &bare(expression).kind {
                        ast::ExprKind::Variable(name) if matches!(expression.kind, ast::ExprKind::Variable(_)) => {
                            Some(name)
                        }
                        _ => None,
                    };
                    let name: Arc<str> = match alias.as_ref().or(variable) {
                        Some(name) => name.kind.text.as_str().into(),
                        None => self.written(expression.span).into(),
                    };
                    let aliased = alias.is_some() || variable.is_some();
                    columns.push(Column { name, written: Ok(expression), aliased, span });
                }
                _ => return Err(syntax("UnexpectedSyntax", span, "this cannot be returned")),
            }
        }
        Ok(columns)
    }

    /// Columns of a projection that joins no rows.
    fn calculate_columns(&mut self, columns: &[Column<'_>]) -> Result<Lowered, QueryError> {
        let mut lowered = Lowered::default();
        for column in columns {
            let (slot, item) = self.column(column)?;
            lowered.slots.push(slot);
            lowered.items.extend(item.map(|item| (slot, item)));
        }
        Ok(lowered)
    }

    /// The slot of a column, and its expression unless it is a variable that is handed on.
    fn column(&mut self, column: &Column<'_>) -> Result<(Slot, Option<Expr>), QueryError> {
        let expr = match column.written {
            Err(slot) => return Ok((slot, None)),
            Ok(expr) => expr,
        };
        if let ast::ExprKind::Variable(name) = &bare(expr).kind {
            return Ok((self.find(name)?, None));
        }
        let (expr, kind) = self.expression(expr)?;
        Ok((self.slot(&column.name, kind), Some(expr)))
    }

    /// Columns of a projection that joins rows: keys first, then what stands around aggregates.
    fn group(&mut self, columns: &[Column<'_>]) -> Result<Lowered, QueryError> {
        let mut slots: Vec<Option<Slot>> = Vec::new();
        let mut keys: Vec<(Slot, Option<Expr>)> = Vec::new();
        let (mut replacements, mut visible) = (Replacements::default(), Variables::new());
        for column in columns {
            if column.written.is_ok_and(holds_aggregate) {
                slots.push(None);
                continue;
            }
            let (slot, expr) = self.column(column)?;
            slots.push(Some(slot));
            match (column.written.map(bare), &expr) {
                (Ok(written), Some(_)) if reads_variable(written) => {
                    let (canon, simple) = (self.canon(written.span), is_simple(written));
                    replacements.entries.push(Replacement { canon, slot, simple });
                }
                (Ok(ast::Expr { kind: ast::ExprKind::Variable(name), .. }), _) => {
                    visible.insert(name.kind.text.as_str().into(), slot);
                }
                (Err(_), _) => {
                    visible.insert(column.name.clone(), slot);
                }
                _ => {}
            }
            if !keys.iter().any(|(known, _)| *known == slot) {
                keys.push((slot, expr));
            }
        }
        replacements.beside_aggregate = true;
        self.around_aggregates(columns, slots, keys, (replacements, visible))
    }

    fn around_aggregates(
        &mut self,
        columns: &[Column<'_>],
        slots: Vec<Option<Slot>>,
        mut keys: Vec<(Slot, Option<Expr>)>,
        (replacements, mut visible): (Replacements, Variables),
    ) -> Result<Lowered, QueryError> {
        let full = self.scope.clone();
        visible.extend(full.fixed.clone());
        let hidden = Some((full.visible.clone(), Hidden::Ungrouped));
        self.scope = Scope { visible, hidden, fixed: full.fixed.clone(), locals: full.locals.clone() };
        self.replacements = replacements;
        let gathered = Gathered { calls: Vec::new(), known: Vec::new(), scope: full.clone() };
        let outside = std::mem::replace(&mut self.aggregates, Aggregates::Gathered(gathered));
        let mut lowered = Lowered::default();
        let outcome = columns.iter().zip(slots).try_for_each(|(column, slot)| {
            let slot = match (slot, column.written) {
                (Some(slot), _) | (None, Err(slot)) => slot,
                (None, Ok(written)) => {
                    let (expr, kind) = self.expression(written)?;
                    match expr.kind {
                        // An aggregate alone: its own slot is the column.
                        super::super::ir::ExprKind::Variable(slot) if is_aggregate(written) => slot,
                        _ => {
                            let slot = self.slot(&column.name, kind);
                            lowered.items.push((slot, expr));
                            slot
                        }
                    }
                }
            };
            lowered.slots.push(slot);
            Ok(())
        });
        let gathered = std::mem::replace(&mut self.aggregates, outside);
        self.scope = full;
        self.replacements = Replacements::default();
        outcome?;
        if let Aggregates::Gathered(gathered) = gathered {
            // Variables of an outer query do not change within a group; with no other key there is one group at most.
            if !keys.is_empty() {
                let known: Vec<Slot> = keys.iter().map(|(slot, _)| *slot).collect();
                let outer = self.scope.fixed.values().filter(|slot| !known.contains(slot));
                keys.extend(outer.map(|slot| (*slot, None)));
            }
            lowered.grouping = Some(Grouping { keys, aggregates: gathered.calls });
            lowered.known_aggregates = gathered.known;
        }
        Ok(lowered)
    }

    /// What `ORDER BY` need not calculate again.
    fn calculated(&self, columns: &[Column<'_>], slots: &[Slot], joined: bool) -> Replacements {
        let entry = |(column, slot): (&Column<'_>, &Slot)| {
            let written = bare(column.written.ok()?);
            let named = matches!(written.kind, ast::ExprKind::Variable(_));
            if holds_aggregate(written) || !reads_variable(written) || (named && !joined) {
                return None;
            }
            Some(Replacement { canon: self.canon(written.span), slot: *slot, simple: is_simple(written) })
        };
        Replacements { entries: columns.iter().zip(slots).filter_map(entry).collect(), beside_aggregate: false }
    }
}

fn check_names(columns: &[Column<'_>], is_with: bool) -> Result<(), QueryError> {
    for (at, column) in columns.iter().enumerate() {
        if is_with && !column.aliased {
            let message = format!("`{}` has no name behind `WITH`", column.name);
            return Err(syntax("NoExpressionAlias", column.span, message).with_hint("name it: `... AS name`"));
        }
        if columns[..at].iter().any(|other| other.name == column.name) {
            let message = format!("two columns are called `{}`", column.name);
            return Err(syntax("ColumnNameConflict", column.span, message).with_hint("rename one: `... AS name`"));
        }
    }
    Ok(())
}

/// What is in sight behind a projection.
fn behind(before: &Scope, columns: &[Column<'_>], slots: &[Slot]) -> Scope {
    let names = columns.iter().map(|column| column.name.clone());
    let own: Variables = names.zip(slots.iter().copied()).collect();
    let mut fixed = before.fixed.clone();
    fixed.retain(|name, slot| own.get(name).is_none_or(|own| own == slot));
    let mut visible = fixed.clone();
    visible.extend(own);
    Scope { visible, fixed, locals: before.locals.clone(), hidden: None }
}

/// Says whether an expression reads a variable; what it does not read need not be looked for elsewhere.
pub(super) fn reads_variable(expr: &ast::Expr) -> bool {
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        let reads = matches!(expr.kind, ast::ExprKind::Variable(_) | ast::ExprKind::Subquery(_))
            || matches!(expr.kind, ast::ExprKind::Pattern(_) | ast::ExprKind::PatternComprehension(_));
        if reads {
            return true;
        }
        super::elements::push_parts(expr, &mut open);
    }
    false
}
