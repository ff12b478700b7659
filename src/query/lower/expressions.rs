//! Expressions: one small function for each form.

use open_cypher::{Span, ast};

use super::super::error::{ErrorClass, QueryError};
use super::super::functions::Types;
use super::super::ir::{Asked, Expr, ExprKind, MapItem};
use super::literals::literal;
use super::messages::{describe, place, syntax, unsupported};
use super::state::Lower;
use super::types::{Kind, Typed, union};

/// What has properties.
const WITH_PROPERTIES: Types = Types::MAP.or(Types::NODE).or(Types::RELATION).or(Types::TEMPORAL);

/// An expression at its place.
pub(super) fn made(kind: ExprKind, span: Span) -> Expr {
    Expr { kind, place: place(span) }
}

impl Lower<'_> {
    /// Lowers an expression.
    pub fn expression(&mut self, expr: &ast::Expr) -> Result<Typed, QueryError> {
        if let Some(slot) = self.replaced(expr)? {
            return Ok(self.variable(slot, expr.span));
        }
        let span = expr.span;
        match &expr.kind {
            ast::ExprKind::Parenthesized(inner) => self.expression(inner),
            ast::ExprKind::Literal(value) => {
                literal(value).map(|(value, kind)| (made(ExprKind::Literal(value), span), kind))
            }
            ast::ExprKind::Variable(name) => self.named(name),
            ast::ExprKind::Parameter(parameter) => Ok(parameter_of(parameter, span)),
            ast::ExprKind::List(items) => self.list(items, span),
            ast::ExprKind::Map(entries) => self.map(entries, span),
            ast::ExprKind::MapProjection(projection) => self.map_projection(projection, span),
            ast::ExprKind::Unary { operator, operand } => self.unary(operator.kind, operand, span),
            ast::ExprKind::Binary { .. } => self.binary(expr),
            ast::ExprKind::Is { expression, negated, predicate } => self.is(expression, *negated, predicate, span),
            ast::ExprKind::Property { expression, key } => self.property(expression, key, span),
            ast::ExprKind::DynamicProperty { expression, key } => self.index(expression, key, span),
            ast::ExprKind::Index { expression, index } => self.index(expression, index, span),
            ast::ExprKind::Slice { expression, lower, upper } => {
                self.slice(expression, lower.as_deref(), upper.as_deref(), span)
            }
            ast::ExprKind::Function(call) => self.call(call, span),
            ast::ExprKind::Case(case) => self.case(case, span),
            ast::ExprKind::ListComprehension(list) => self.list_comprehension(list, span),
            ast::ExprKind::PatternComprehension(found) => self.pattern_comprehension(found, span),
            ast::ExprKind::Reduce(reduce) => self.reduce(reduce, span),
            ast::ExprKind::QuantifiedPredicate(test) => self.quantified(test, span),
            ast::ExprKind::Subquery(query) => self.subquery_expression(query, span),
            ast::ExprKind::Pattern(_) => Err(misplaced_pattern(span)),
            ast::ExprKind::Wildcard => Err(syntax("UnexpectedSyntax", span, "`*` is no value")),
            _ => Err(unsupported(span, &format!("`{}`", self.written(span)))),
        }
    }

    fn named(&mut self, name: &ast::Name) -> Result<Typed, QueryError> {
        match self.find(name) {
            Ok(slot) => Ok(self.variable(slot, name.span)),
            // Behind `DISTINCT`, what was returned under another name can still be called by its old one.
            Err(error) => match self.replacement(name.span) {
                Some(found) => Ok(self.variable(found.slot, name.span)),
                None => Err(error),
            },
        }
    }

    fn list(&mut self, items: &[ast::Expr], span: Span) -> Result<Typed, QueryError> {
        let (mut exprs, mut kinds) = (Vec::new(), Vec::new());
        for item in items {
            let (expr, kind) = self.expression(item)?;
            exprs.push(expr);
            kinds.push(kind);
        }
        Ok((made(ExprKind::List(exprs), span), Kind::list(union(&kinds))))
    }

    fn map(&mut self, entries: &[ast::MapEntry], span: Span) -> Result<Typed, QueryError> {
        let mut lowered = Vec::new();
        for entry in entries {
            let (value, _) = self.expression(&entry.value)?;
            lowered.push((entry.key.kind.text.as_str().into(), value));
        }
        Ok((made(ExprKind::Map(lowered), span), Kind::of(Types::MAP)))
    }

    fn map_projection(&mut self, projection: &ast::MapProjection, span: Span) -> Result<Typed, QueryError> {
        let (base, kind) = self.expression(&projection.base)?;
        kind.demand(WITH_PROPERTIES, projection.base.span, "a choice of properties")?;
        let mut items = Vec::new();
        for item in &projection.items {
            items.push(match &item.kind {
                ast::MapProjectionItemKind::Property(key) => MapItem::Key(self.ask_key(&kind, key)),
                ast::MapProjectionItemKind::AllProperties => MapItem::All,
                ast::MapProjectionItemKind::Variable(name) => {
                    MapItem::Entry(name.kind.text.as_str().into(), self.named(name)?.0)
                }
                ast::MapProjectionItemKind::Entry(entry) => {
                    MapItem::Entry(entry.key.kind.text.as_str().into(), self.expression(&entry.value)?.0)
                }
                _ => return Err(unsupported(item.span, &format!("`{}`", self.written(item.span)))),
            });
        }
        Ok((made(ExprKind::MapProjection(Box::new(base), items), span), Kind::of(Types::MAP)))
    }

    /// A key that is read; only nodes and relations have keys of which the graph knows.
    fn ask_key(&mut self, of: &Kind, key: &ast::Name) -> u32 {
        let asked = of.is(Types::NODE.or(Types::RELATION)).then_some(Asked::Key);
        self.ask(asked, &key.kind.text, key.span)
    }

    fn property(&mut self, of: &ast::Expr, key: &ast::Name, span: Span) -> Result<Typed, QueryError> {
        let (base, kind) = self.expression(of)?;
        let name = self.ask_key(&kind, key);
        if !kind.may_be(WITH_PROPERTIES) {
            // The language calls this a wrong type, but with paths a wrong sentence.
            let class = if kind.is(Types::PATH) { ErrorClass::SyntaxError } else { ErrorClass::TypeError };
            let message = format!("`{}` is {} and has no properties", self.written(of.span), describe(kind.types));
            return Err(QueryError::compile(class, "InvalidArgumentType", place(of.span), message));
        }
        let kind = if kind.is(Types::TEMPORAL) { Kind::of(Types::INTEGER.or(Types::STRING)) } else { Kind::ANY };
        Ok((made(ExprKind::Property(Box::new(base), name), span), kind))
    }

    fn index(&mut self, of: &ast::Expr, index: &ast::Expr, span: Span) -> Result<Typed, QueryError> {
        let (base, kind) = self.expression(of)?;
        let (at, at_kind) = self.expression(index)?;
        let wrong =
            |span, message| Err(QueryError::compile(ErrorClass::TypeError, "InvalidArgumentType", span, message));
        if !kind.may_be(Types::LIST.or(Types::MAP).or(Types::NODE).or(Types::RELATION)) {
            let message = format!("`{}` is {} and has no elements", self.written(of.span), describe(kind.types));
            return wrong(place(of.span), message);
        }
        if kind.is(Types::LIST) && !at_kind.may_be(Types::INTEGER) {
            return wrong(
                place(index.span),
                format!("a list is indexed by an integer, not {}", describe(at_kind.types)),
            );
        }
        let kind = if kind.is(Types::LIST) { kind.element() } else { Kind::ANY };
        Ok((made(ExprKind::Index(Box::new(base), Box::new(at)), span), kind))
    }

    fn slice(
        &mut self,
        of: &ast::Expr,
        lower: Option<&ast::Expr>,
        upper: Option<&ast::Expr>,
        span: Span,
    ) -> Result<Typed, QueryError> {
        let (base, kind) = self.expression(of)?;
        kind.demand(Types::LIST, of.span, "a slice")?;
        let mut bounds = [None, None];
        for (bound, written) in bounds.iter_mut().zip([lower, upper]) {
            if let Some(written) = written {
                let (expr, kind) = self.expression(written)?;
                kind.demand(Types::INTEGER, written.span, "the bound of a slice")?;
                *bound = Some(Box::new(expr));
            }
        }
        let [lower, upper] = bounds;
        let kind = if kind.is(Types::LIST) { kind } else { Kind::of(Types::LIST) };
        Ok((made(ExprKind::Slice(Box::new(base), lower, upper), span), kind))
    }

    fn case(&mut self, case: &ast::CaseExpression, span: Span) -> Result<Typed, QueryError> {
        let operand = case.operand.as_ref().map(|operand| self.expression(operand)).transpose()?;
        let (mut branches, mut kinds) = (Vec::new(), Vec::new());
        for alternative in &case.alternatives {
            let mut tests = Vec::new();
            for when in &alternative.when {
                tests.push(match &operand {
                    Some(_) => self.expression(when)?.0,
                    None => self.condition(when, "`WHEN`")?,
                });
            }
            let (then, kind) = self.expression(&alternative.then)?;
            kinds.push(kind);
            branches.extend(tests.into_iter().map(|test| (test, then.clone())));
        }
        let otherwise = case.else_expression.as_ref().map(|expr| self.expression(expr)).transpose()?;
        let otherwise = otherwise.map(|(expr, kind)| {
            kinds.push(kind);
            Box::new(expr)
        });
        let kind = ExprKind::Case { operand: operand.map(|(expr, _)| Box::new(expr)), branches, otherwise };
        Ok((made(kind, span), union(&kinds)))
    }
}

/// A parameter; it may be anything.
pub(super) fn parameter_of(parameter: &ast::Parameter, span: Span) -> Typed {
    let name = match &parameter.name {
        ast::ParameterName::Named(name) | ast::ParameterName::Positional(name) => name.as_str(),
        _ => "",
    };
    (made(ExprKind::Parameter(name.into()), span), Kind::ANY)
}

/// A pattern stands where a value is wanted.
fn misplaced_pattern(span: Span) -> QueryError {
    syntax("UnexpectedSyntax", span, "a pattern is a condition here, no value")
        .with_hint("ask `EXISTS { ... }`, `COUNT { ... }`, or collect with `[pattern | value]`")
}
