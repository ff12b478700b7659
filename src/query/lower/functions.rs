//! Function calls: finding the function, the number and types of its arguments, what it gives.

use open_cypher::{Span, ast};

use super::super::error::QueryError;
use super::super::functions::{self, Function, Types};
use super::super::ir::{Expr, ExprKind, SubqueryKind};
use super::aggregates::{Aggregates, aggregate_of};
use super::canon::bare;
use super::messages::{place, syntax, unsupported};
use super::state::Lower;
use super::types::{Kind, Typed, union};
use crate::text::nearest;

impl Lower<'_> {
    /// Lowers a function call, be it an aggregate, a function, or one of the forms that only look like one.
    pub fn call(&mut self, call: &ast::FunctionInvocation, span: Span) -> Result<Typed, QueryError> {
        if let Some(aggregate) = aggregate_of(call) {
            return self.aggregate(aggregate, call, span);
        }
        let parts: Vec<&str> = call.name.parts.iter().map(|part| part.kind.text.as_str()).collect();
        let name = parts.join(".");
        if let [argument] = call.arguments.as_slice() {
            match (name.to_lowercase().as_str(), &bare(argument).kind) {
                ("shortestpath", ast::ExprKind::Pattern(pattern)) => return self.shortest(pattern, false, span),
                ("allshortestpaths", ast::ExprKind::Pattern(pattern)) => return self.shortest(pattern, true, span),
                ("exists", _) => return self.exists(argument, span),
                _ => {}
            }
        }
        if let Some(quantifier) = &call.quantifier {
            let message = format!("`{name}` joins no rows and takes no `{}`", self.written(quantifier.span));
            return Err(syntax("UnexpectedSyntax", quantifier.span, message));
        }
        let function = self.function(&name, call.name.span)?;
        if matches!(self.aggregates, Aggregates::Within) && ["rand", "randomUUID"].contains(&function.name) {
            let message = format!("`{name}` gives another value each time and cannot stand in an aggregate");
            return Err(syntax("NonConstantExpression", span, message).with_hint("calculate it in `WITH` first"));
        }
        let mut given = Vec::new();
        for argument in &call.arguments {
            given.push(self.expression(argument)?);
        }
        check_arguments(function, &given, &call.arguments, span)?;
        let kinds: Vec<Kind> = given.iter().map(|(_, kind)| kind.clone()).collect();
        let arguments = given.into_iter().map(|(expr, _)| expr).collect();
        Ok((Expr { kind: ExprKind::Call(function, arguments), place: place(span) }, result(function, &kinds)))
    }

    fn function(&self, name: &str, span: Span) -> Result<&'static Function, QueryError> {
        if let Some(function) = functions::find(name) {
            return Ok(function);
        }
        let error = syntax("UnknownFunction", span, format!("no function `{name}`"));
        Err(match nearest(name, functions::names()) {
            Some(near) => error.with_hint(format!("did you mean `{near}`?")),
            None => error,
        })
    }

    /// `exists(a.key)` and `exists((a)-->())`, the older forms of `IS NOT NULL` and `EXISTS { }`.
    fn exists(&mut self, argument: &ast::Expr, span: Span) -> Result<Typed, QueryError> {
        match &bare(argument).kind {
            ast::ExprKind::Pattern(pattern) => self.pattern_predicate(pattern, span),
            ast::ExprKind::Property { .. } | ast::ExprKind::DynamicProperty { .. } | ast::ExprKind::Index { .. } => {
                let (of, _) = self.expression(argument)?;
                let null = Expr { place: place(span), kind: ExprKind::IsNull(Box::new(of)) };
                let kind = ExprKind::Not(Box::new(null));
                Ok((Expr { kind, place: place(span) }, Kind::of(Types::BOOLEAN)))
            }
            _ => Err(syntax("InvalidArgumentType", argument.span, "`exists` takes a property or a pattern")
                .with_hint("test other values with `IS NOT NULL`")),
        }
    }

    /// `shortestPath((a)-[*]->(b))` as an expression: the first path of a pattern comprehension, or all of them.
    fn shortest(&mut self, pattern: &ast::Pattern, all: bool, span: Span) -> Result<Typed, QueryError> {
        let (list, kind) = self.shortest_paths(pattern, all, span)?;
        if all {
            return Ok((list, kind));
        }
        let Some(head) = functions::find("head") else {
            return Err(unsupported(span, "`shortestPath` in an expression"));
        };
        Ok((Expr { kind: ExprKind::Call(head, vec![list]), place: place(span) }, Kind::of(Types::PATH)))
    }

    /// `x IS NORMALIZED`: equal to its normal form.
    pub fn normalized(
        &mut self,
        of: &ast::Expr,
        form: Option<ast::NormalizationForm>,
        span: Span,
    ) -> Result<Expr, QueryError> {
        let (Some(function), None) = (functions::find("normalize"), form) else {
            return Err(unsupported(span, "`IS NORMALIZED`"));
        };
        let (of, _) = self.expression(of)?;
        let form = Expr { kind: ExprKind::Call(function, vec![of.clone()]), place: place(span) };
        let kind = ExprKind::Compare(super::super::ir::Comparison::Equal, Box::new(of), Box::new(form));
        Ok(Expr { kind, place: place(span) })
    }
}

fn check_arguments(function: &Function, given: &[Typed], written: &[ast::Expr], span: Span) -> Result<(), QueryError> {
    let Function { name, least, most, .. } = function;
    if given.len() < *least || given.len() > *most {
        let wanted = match (least, most) {
            (least, most) if least == most => format!("{least}"),
            (least, &usize::MAX) => format!("at least {least}"),
            (least, most) => format!("{least} to {most}"),
        };
        let plural = if wanted == "1" { "" } else { "s" };
        let message = format!("`{name}` takes {wanted} argument{plural}, not {}", given.len());
        return Err(syntax("InvalidNumberOfArguments", span, message));
    }
    for (at, ((_, kind), written)) in given.iter().zip(written).enumerate() {
        if let Some(accepts) = function.accepts.get(at).or(function.accepts.last()) {
            kind.demand(*accepts, written.span, &format!("`{name}`"))?;
        }
    }
    Ok(())
}

/// What a function gives; of those that hand on elements of their arguments, more than its table says.
fn result(function: &Function, given: &[Kind]) -> Kind {
    let first = given.first().cloned().unwrap_or(Kind::ANY);
    match function.name.to_lowercase().as_str() {
        "nodes" => Kind::list(Kind::of(Types::NODE)),
        "relationships" => Kind::list(Kind::of(Types::RELATION)),
        "labels" | "keys" | "split" => Kind::list(Kind::of(Types::STRING)),
        "range" => Kind::list(Kind::of(Types::INTEGER)),
        "head" | "last" if first.is(Types::LIST) => first.element(),
        "tail" | "reverse" if first.is(Types::LIST) => first,
        "coalesce" => union(given),
        _ if function.gives == Types(0) => Kind::ANY,
        _ => Kind::of(function.gives),
    }
}

/// The kind of a query in an expression.
pub(super) fn subquery_kind(kind: ast::SubqueryExpressionKind) -> Option<SubqueryKind> {
    match kind {
        ast::SubqueryExpressionKind::Exists => Some(SubqueryKind::Exists),
        ast::SubqueryExpressionKind::Count => Some(SubqueryKind::Count),
        ast::SubqueryExpressionKind::Collect => Some(SubqueryKind::Collect),
        _ => None,
    }
}
