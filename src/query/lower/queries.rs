//! Whole queries and their branches: the order of clauses, `UNION`, what a query may end with.

use std::sync::Arc;

use open_cypher::ast;

use super::super::error::QueryError;
use super::super::ir::{Branch, Clause, Slot, Union};
use super::messages::{syntax, unsupported};
use super::scope::Scope;
use super::state::Lower;
use super::types::Kind;

/// Where a query stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It is the whole text.
    Whole,
    /// In `CALL { }`; whether variables are imported with a first `WITH`.
    Called { imports: bool },
    /// In an expression.
    Expression,
}

/// A branch while it is lowered.
#[derive(Default)]
pub(super) struct BranchParts {
    /// Clauses so far.
    pub clauses: Vec<Clause>,
    /// The slots of columns, once they are returned.
    pub returns: Vec<Slot>,
}

impl Lower<'_> {
    /// Lowers the whole text.
    pub fn whole(&mut self, query: &ast::Query) -> Result<Union, QueryError> {
        self.query(query, Role::Whole).map(|(union, _)| union)
    }

    /// Lowers a query; gives the kinds of its columns too.
    pub fn query(&mut self, query: &ast::Query, role: Role) -> Result<(Union, Vec<Kind>), QueryError> {
        let ast::QueryKind::Regular(regular) = &query.kind else {
            return Err(syntax("UnexpectedSyntax", query.span, "this is no query"));
        };
        let distinct = union_is_distinct(&regular.unions)?;
        let start = self.scope.clone();
        let alone = regular.unions.is_empty();
        let mut branches: Vec<Branch> = Vec::new();
        let (mut columns, mut kinds): (Vec<Arc<str>>, Vec<Kind>) = (Vec::new(), Vec::new());
        for single in std::iter::once(&regular.head).chain(regular.unions.iter().map(|union| &union.query)) {
            self.scope = start.clone();
            let (branch, names) = self.branch(single, role, alone)?;
            let given = branch.returns.iter().map(|slot| self.kind(*slot).clone());
            if branches.is_empty() {
                kinds = given.collect();
                columns = names;
            } else if names == columns {
                kinds = kinds.iter().zip(given).map(|(before, kind)| before.or(&kind)).collect();
            } else {
                let message = format!("`UNION` of other columns: ({}) and ({})", columns.join(", "), names.join(", "));
                return Err(syntax("DifferentColumnsInUnion", single.span, message)
                    .with_hint("give all parts the same column names in the same order"));
            }
            branches.push(branch);
        }
        self.scope = start;
        Ok((Union { branches, distinct, columns }, kinds))
    }

    fn branch(
        &mut self,
        single: &ast::SingleQuery,
        role: Role,
        alone: bool,
    ) -> Result<(Branch, Vec<Arc<str>>), QueryError> {
        let mut clauses = single.kind.clauses.as_slice();
        if let Role::Called { imports: true } = role {
            let outer = std::mem::take(&mut self.scope);
            clauses = self.import(clauses, &outer)?;
        }
        check_end(clauses, role, single)?;
        let standalone = role == Role::Whole && alone && clauses.len() == 1;
        let mut parts = BranchParts::default();
        let mut columns = Vec::new();
        for (at, clause) in clauses.iter().enumerate() {
            if let (Role::Expression, Some(name)) = (role, writing(&clause.kind)) {
                let message = format!("`{name}` cannot stand in an expression, which only reads");
                return Err(syntax("InvalidClauseComposition", clause.span, message));
            }
            let returned = self.clause(clause, &mut parts, standalone)?;
            if let Some(names) = returned {
                columns = names;
                if let Some(behind) = clauses.get(at + 1) {
                    let message = "nothing can stand behind what is returned";
                    return Err(syntax("InvalidClauseComposition", behind.span, message)
                        .with_hint("hand rows on with `WITH` instead of `RETURN`"));
                }
            }
        }
        Ok((Branch { clauses: parts.clauses, returns: parts.returns }, columns))
    }

    /// The first `WITH` of a called query names variables of the outer row; they keep their slots.
    fn import<'c>(&mut self, clauses: &'c [ast::Clause], outer: &Scope) -> Result<&'c [ast::Clause], QueryError> {
        let Some((ast::Clause { kind: ast::ClauseKind::With(with), span }, rest)) = clauses.split_first() else {
            return Ok(clauses);
        };
        let body = &with.projection;
        let reads_outer = body.items.iter().any(|item| match &item.kind {
            ast::ProjectionItemKind::Wildcard => true,
            ast::ProjectionItemKind::Expression { expression, .. } => super::projection::reads_variable(expression),
            _ => false,
        });
        if !reads_outer {
            return Ok(clauses);
        }
        let more = body.order_by.is_some() || body.skip.is_some() || body.offset.is_some() || body.limit.is_some();
        if more || body.quantifier.is_some() || with.where_clause.is_some() {
            return Err(not_importing(*span));
        }
        for item in &body.items {
            match &item.kind {
                ast::ProjectionItemKind::Wildcard => self.scope.visible.extend(outer.visible.clone()),
                ast::ProjectionItemKind::Expression { expression, alias: None } => {
                    let ast::ExprKind::Variable(name) = &expression.kind else { return Err(not_importing(item.span)) };
                    let Some(slot) = outer.visible.get(name.kind.text.as_str()) else { return Err(self.unknown(name)) };
                    self.scope.visible.insert(name.kind.text.as_str().into(), *slot);
                }
                _ => return Err(not_importing(item.span)),
            }
        }
        Ok(rest)
    }
}

fn not_importing(span: open_cypher::Span) -> QueryError {
    syntax("InvalidClauseComposition", span, "the `WITH` that imports variables into `CALL { }` only lists them")
        .with_hint("put a second `WITH` behind it")
}

fn union_is_distinct(unions: &[ast::UnionBranch]) -> Result<bool, QueryError> {
    let is_all = |union: &ast::UnionBranch| union.operator.kind == ast::UnionOperator::All;
    let Some(first) = unions.first() else { return Ok(false) };
    match unions.iter().find(|union| is_all(union) != is_all(first)) {
        Some(other) => {
            let message = "`UNION` and `UNION ALL` cannot be mixed";
            Err(syntax("InvalidClauseComposition", other.operator.span, message)
                .with_hint("put one of them into `CALL { }`"))
        }
        None => Ok(!is_all(first)),
    }
}

/// The name of a clause that changes the graph.
fn writing(clause: &ast::ClauseKind) -> Option<&'static str> {
    Some(match clause {
        ast::ClauseKind::Create(_) => "CREATE",
        ast::ClauseKind::Insert(_) => "INSERT",
        ast::ClauseKind::Merge(_) => "MERGE",
        ast::ClauseKind::Set(_) => "SET",
        ast::ClauseKind::Remove(_) => "REMOVE",
        ast::ClauseKind::Delete(_) => "DELETE",
        ast::ClauseKind::Foreach(_) => "FOREACH",
        _ => return None,
    })
}

/// A query must return something or change something; one that is only counted need not.
fn check_end(clauses: &[ast::Clause], role: Role, single: &ast::SingleQuery) -> Result<(), QueryError> {
    let Some(last) = clauses.last() else {
        return Err(syntax("InvalidClauseComposition", single.span, "this query does nothing"));
    };
    let name = match &last.kind {
        ast::ClauseKind::Match(_) => "MATCH",
        ast::ClauseKind::Unwind(_) => "UNWIND",
        ast::ClauseKind::With(_) => "WITH",
        ast::ClauseKind::Let(_) => "LET",
        ast::ClauseKind::Filter(_) => "FILTER",
        ast::ClauseKind::Call(call) if call.yield_clause.is_some() && clauses.len() > 1 => "CALL ... YIELD",
        ast::ClauseKind::Use(_) => return Err(unsupported(last.span, "`USE`")),
        _ => return Ok(()),
    };
    if role == Role::Expression {
        return Ok(());
    }
    Err(syntax("InvalidClauseComposition", last.span, format!("a query cannot end with `{name}`"))
        .with_hint("add `RETURN`, and what is wanted"))
}
