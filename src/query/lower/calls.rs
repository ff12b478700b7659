//! `CALL`: procedures, and queries that run for each row.

use std::sync::Arc;

use open_cypher::{Span, ast};

use super::super::error::{ErrorClass, QueryError};
use super::super::functions::Types;
use super::super::ir::{Clause, Expr, Slot};
use super::super::procedures::{Field, Procedure};
use super::messages::{already_bound, place, syntax, unsupported};
use super::queries::{BranchParts, Role};
use super::state::Lower;
use super::types::Kind;
use crate::text::nearest;

/// Output fields with their slots, and the columns of a call that is the whole query.
type Yields = (Vec<(Arc<str>, Slot)>, Vec<Arc<str>>);

impl<'q> Lower<'q> {
    /// Lowers `CALL`; gives names of columns where it is the whole query.
    pub fn call_clause(
        &mut self,
        call: &ast::CallClause,
        span: Span,
        parts: &mut BranchParts,
        standalone: bool,
    ) -> Result<Option<Vec<Arc<str>>>, QueryError> {
        match &call.target {
            ast::CallTarget::Procedure { name, arguments } => {
                let procedure = self.procedure(name)?;
                let arguments = self.arguments(procedure, name, arguments.as_deref(), standalone)?;
                let (yields, columns) = self.yields(procedure, call.yield_clause.as_ref(), standalone)?;
                let slots = yields.iter().map(|(_, slot)| *slot).collect();
                parts.clauses.push(Clause::Call {
                    procedure: procedure.name.clone(),
                    arguments,
                    yields: Some(yields),
                    optional: call.optional,
                    place: place(span),
                });
                if let Some(filter) = call.yield_clause.as_ref().and_then(|yielded| yielded.where_clause.as_ref()) {
                    parts.clauses.push(Clause::Filter(self.where_clause(filter, "`WHERE`")?));
                }
                if standalone && !columns.is_empty() {
                    parts.returns = slots;
                    return Ok(Some(columns));
                }
                Ok(None)
            }
            ast::CallTarget::Subquery { scope, query, in_transactions: None } => {
                let clause = self.called_query(scope.as_ref(), query, call.optional)?;
                parts.clauses.push(clause);
                Ok(None)
            }
            _ => Err(unsupported(span, "`CALL { } IN TRANSACTIONS`").with_hint("leave `IN TRANSACTIONS` out")),
        }
    }

    fn procedure(&self, name: &ast::QualifiedName) -> Result<&'q Procedure, QueryError> {
        let parts: Vec<&str> = name.parts.iter().map(|part| part.kind.text.as_str()).collect();
        let full = parts.join(".");
        let procedures = self.procedures;
        procedures.find(&full).ok_or_else(|| {
            let message = format!("no procedure `{full}`");
            let error = QueryError::compile(ErrorClass::ProcedureError, "ProcedureNotFound", place(name.span), message);
            match nearest(&full, procedures.iter().map(|procedure| &*procedure.name)) {
                Some(near) => error.with_hint(format!("did you mean `{near}`?")),
                None => error,
            }
        })
    }

    fn arguments(
        &mut self,
        procedure: &Procedure,
        name: &ast::QualifiedName,
        arguments: Option<&[ast::Expr]>,
        standalone: bool,
    ) -> Result<Option<Vec<Expr>>, QueryError> {
        let inputs = &procedure.inputs;
        let Some(arguments) = arguments else {
            if standalone || inputs.is_empty() {
                return Ok(if standalone { None } else { Some(Vec::new()) });
            }
            let message =
                format!("`{}` takes arguments, which can be left out in a call of its own only", procedure.name);
            return Err(syntax("InvalidArgumentPassingMode", name.span, message)
                .with_hint("write them in parentheses: `CALL name(...)`"));
        };
        let least = inputs.iter().filter(|field| field.default.is_none()).count();
        if arguments.len() < least || arguments.len() > inputs.len() {
            let wanted = if least == inputs.len() { least.to_string() } else { format!("{least} to {}", inputs.len()) };
            let message = format!("`{}` takes {wanted} arguments, not {}", procedure.name, arguments.len());
            return Err(syntax("InvalidNumberOfArguments", name.span, message).with_hint(signature(procedure)));
        }
        let mut lowered = Vec::new();
        for (argument, field) in arguments.iter().zip(inputs) {
            let (expr, kind) =
                self.without_aggregates("the arguments of `CALL`", |lower| lower.expression(argument))?;
            kind.demand(accepted(field), argument.span, &format!("`{}` of `{}`", field.name, procedure.name))?;
            lowered.push(expr);
        }
        Ok(Some(lowered))
    }

    /// Lowers `YIELD`, or what stands in for it.
    fn yields(
        &mut self,
        procedure: &Procedure,
        yielded: Option<&ast::YieldClause>,
        standalone: bool,
    ) -> Result<Yields, QueryError> {
        let kind = |field: &Field| Kind::of(field.types);
        let Some(yielded) = yielded.filter(|yielded| !yielded.all) else {
            match yielded {
                None if !standalone => return Ok((Vec::new(), Vec::new())),
                Some(all) if !standalone => {
                    return Err(syntax("UnexpectedSyntax", all.span, "`YIELD *` stands in a call of its own only")
                        .with_hint("name the fields that are wanted"));
                }
                _ => {}
            }
            let slots = procedure.outputs.iter().map(|field| (field.name.clone(), self.slot(&field.name, kind(field))));
            let columns = procedure.outputs.iter().map(|field| field.name.clone()).collect();
            return Ok((slots.collect(), columns));
        };
        let (mut fields, mut columns) = (Vec::new(), Vec::new());
        for item in &yielded.items {
            let ast::ProjectionItemKind::Expression { expression, alias } = &item.kind else { continue };
            let ast::ExprKind::Variable(field_name) = &expression.kind else { continue };
            let text = field_name.kind.text.as_str();
            let field = procedure.outputs.iter().find(|field| *field.name == *text).ok_or_else(|| {
                let message = format!("`{}` gives no `{text}`", procedure.name);
                syntax("UndefinedVariable", field_name.span, message).with_hint(signature(procedure))
            })?;
            let variable = alias.as_ref().unwrap_or(field_name);
            if self.scope.visible.contains_key(variable.kind.text.as_str()) {
                return Err(already_bound(&variable.kind.text, variable.span));
            }
            fields.push((field.name.clone(), self.declare(variable, kind(field))));
            columns.push(variable.kind.text.as_str().into());
        }
        Ok((fields, columns))
    }

    fn called_query(
        &mut self,
        scope: Option<&ast::SubqueryScope>,
        query: &ast::Query,
        optional: bool,
    ) -> Result<Clause, QueryError> {
        let outer = self.scope.clone();
        if let Some(scope) = scope {
            let mut seen = super::scope::Variables::new();
            for name in &scope.variables {
                let slot = self.find(name)?;
                seen.insert(name.kind.text.as_str().into(), slot);
            }
            if scope.import_all {
                seen = outer.visible.clone();
            }
            self.scope.visible = seen.clone();
            self.scope.fixed = seen;
        }
        let lowered = self.query(query, Role::Called { imports: scope.is_none() });
        self.scope = outer;
        let (body, kinds) = lowered?;
        let mut binds = Vec::new();
        for (column, kind) in body.columns.iter().zip(kinds) {
            if self.scope.visible.contains_key(column) {
                return Err(already_bound(column, query.span));
            }
            let slot = self.slot(column, kind);
            self.scope.visible.insert(column.clone(), slot);
            binds.push(slot);
        }
        Ok(Clause::Subquery { body, binds, optional })
    }
}

/// What an input takes: whole numbers stand for floating-point ones too.
fn accepted(field: &Field) -> Types {
    if field.types.meets(Types::FLOAT) { field.types.or(Types::INTEGER) } else { field.types }
}

fn signature(procedure: &Procedure) -> String {
    let names = |fields: &[Field]| fields.iter().map(|field| field.name.to_string()).collect::<Vec<_>>().join(", ");
    format!("it is `{}({})` and gives ({})", procedure.name, names(&procedure.inputs), names(&procedure.outputs))
}
