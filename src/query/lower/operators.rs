//! Operators: conditions, comparisons, arithmetic.
//!
//! How: a long chain (`a OR b OR ...`, `a + b + ...`) is a deep tree that leans to the left; it is walked in a loop, so
//! that the depth of a call is the depth of parentheses only.

use open_cypher::{Span, ast};

use super::super::error::QueryError;
use super::super::functions::Types;
use super::super::ir::{Arithmetic, Comparison, Expr, ExprKind, Sign, TextTest};
use super::super::value::Value;
use super::canon::bare;
use super::expressions::made;
use super::literals::integer;
use super::messages::{syntax, unsupported};
use super::state::Lower;
use super::types::{Kind, Typed};

use ast::BinaryOperator as Op;

const CALCULABLE: Types = Types::NUMBER.or(Types::TEMPORAL);

impl Lower<'_> {
    /// Lowers a condition: a boolean, or a pattern that must be found. `what` names what asks for it.
    pub fn condition(&mut self, expr: &ast::Expr, what: &str) -> Result<Expr, QueryError> {
        let inner = bare(expr);
        match &inner.kind {
            ast::ExprKind::Pattern(pattern) => Ok(self.pattern_predicate(pattern, inner.span)?.0),
            _ => {
                let (lowered, kind) = self.expression(inner)?;
                kind.demand(Types::BOOLEAN, inner.span, what)?;
                Ok(lowered)
            }
        }
    }

    /// Lowers what an operator stands before.
    pub fn unary(
        &mut self,
        operator: ast::UnaryOperator,
        operand: &ast::Expr,
        span: Span,
    ) -> Result<Typed, QueryError> {
        let sign = match operator {
            ast::UnaryOperator::Not => {
                let condition = self.condition(operand, "`NOT`")?;
                return Ok((made(ExprKind::Not(Box::new(condition)), span), Kind::of(Types::BOOLEAN)));
            }
            ast::UnaryOperator::Plus => Sign::Plus,
            ast::UnaryOperator::Minus => Sign::Minus,
            _ => return Err(unsupported(span, "this sign")),
        };
        if let (Sign::Minus, ast::ExprKind::Literal(literal)) = (sign, &operand.kind)
            && let ast::LiteralKind::Integer(number) = &literal.kind
        {
            let value = Value::Integer(integer(number, true, span)?);
            return Ok((made(ExprKind::Literal(value), span), Kind::of(Types::INTEGER)));
        }
        let (lowered, kind) = self.expression(operand)?;
        kind.demand(CALCULABLE, operand.span, if sign == Sign::Minus { "`-`" } else { "`+`" })?;
        let kind = if kind.types.and(CALCULABLE) == Types(0) { Kind::of(CALCULABLE) } else { kind };
        Ok((made(ExprKind::Sign(sign, Box::new(lowered)), span), kind))
    }

    /// Lowers a chain of operators.
    pub fn binary(&mut self, expr: &ast::Expr) -> Result<Typed, QueryError> {
        let ast::ExprKind::Binary { operator, .. } = &expr.kind else { return self.expression(expr) };
        match operator.kind {
            Op::And | Op::Or | Op::Xor => self.logic(expr, operator.kind),
            Op::Equal | Op::NotEqual | Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => self.compare(expr),
            _ => self.calculate(expr),
        }
    }

    fn logic(&mut self, expr: &ast::Expr, wanted: Op) -> Result<Typed, QueryError> {
        let mut operands = Vec::new();
        let mut left = expr;
        while let ast::ExprKind::Binary { left: inner, operator, right } = &left.kind
            && operator.kind == wanted
        {
            operands.push(&**right);
            left = inner;
        }
        operands.push(left);
        let name = format!("`{}`", format!("{wanted:?}").to_uppercase());
        let mut lowered = Vec::new();
        for operand in operands.into_iter().rev() {
            lowered.push(self.condition(operand, &name)?);
        }
        let kind = match wanted {
            Op::And => ExprKind::And(lowered),
            Op::Or => ExprKind::Or(lowered),
            _ => {
                let place = |a: &Expr, b: &Expr| super::super::error::Place { start: a.place.start, end: b.place.end };
                let join =
                    |a: Expr, b: Expr| Expr { place: place(&a, &b), kind: ExprKind::Xor(Box::new(a), Box::new(b)) };
                let whole = lowered.into_iter().reduce(join).map(|whole| whole.kind);
                whole.unwrap_or(ExprKind::Literal(Value::Null))
            }
        };
        Ok((made(kind, expr.span), Kind::of(Types::BOOLEAN)))
    }

    /// `a < b < c` holds where `a < b` and `b < c` do.
    fn compare(&mut self, expr: &ast::Expr) -> Result<Typed, QueryError> {
        let mut links = Vec::new();
        let mut left = expr;
        while let ast::ExprKind::Binary { left: inner, operator, right } = &left.kind
            && let Some(comparison) = comparison(operator.kind)
        {
            links.push((comparison, &**right, left.span));
            left = inner;
        }
        let (mut before, _) = self.expression(left)?;
        let mut tests = Vec::new();
        for (comparison, right, span) in links.into_iter().rev() {
            let (after, _) = self.expression(right)?;
            tests.push(made(ExprKind::Compare(comparison, Box::new(before), Box::new(after.clone())), span));
            before = after;
        }
        let whole = match tests.len() {
            1 => tests.remove(0),
            _ => made(ExprKind::And(tests), expr.span),
        };
        Ok((whole, Kind::of(Types::BOOLEAN)))
    }

    fn calculate(&mut self, expr: &ast::Expr) -> Result<Typed, QueryError> {
        let mut links = Vec::new();
        let mut left = expr;
        let mut known = None;
        while let ast::ExprKind::Binary { left: inner, operator, right } = &left.kind
            && !matches!(operator.kind, Op::And | Op::Or | Op::Xor)
            && comparison(operator.kind).is_none()
        {
            // A part of the chain may be calculated already; the whole was looked up before.
            if left.span != expr.span
                && let Some(slot) = self.replaced(left)?
            {
                known = Some(self.variable(slot, left.span));
                break;
            }
            links.push((operator.kind, inner.span, &**right, left.span));
            left = inner;
        }
        let mut whole = match known {
            Some(known) => known,
            None => self.expression(left)?,
        };
        for (operator, left_span, right, span) in links.into_iter().rev() {
            let right_typed = self.expression(right)?;
            whole = apply(operator, whole, left_span, right_typed, right.span, span)?;
        }
        Ok(whole)
    }

    /// Lowers `IS NULL` and its like.
    pub fn is(
        &mut self,
        of: &ast::Expr,
        negated: bool,
        predicate: &ast::IsPredicate,
        span: Span,
    ) -> Result<Typed, QueryError> {
        let test = match predicate {
            ast::IsPredicate::Null => made(ExprKind::IsNull(Box::new(self.expression(of)?.0)), span),
            ast::IsPredicate::Label(labels) => {
                let (lowered, kind) = self.expression(of)?;
                kind.demand(Types::NODE.or(Types::RELATION), of.span, "a label")?;
                let labels = self.label_test(labels, &kind)?;
                made(ExprKind::HasLabels(Box::new(lowered), labels), span)
            }
            ast::IsPredicate::Normalized(form) => self.normalized(of, form.as_ref().map(|form| form.kind), span)?,
            _ => return Err(unsupported(span, "`IS TYPED`").with_hint("compare `valueType(...)` where it is there")),
        };
        let whole = if negated { made(ExprKind::Not(Box::new(test)), span) } else { test };
        Ok((whole, Kind::of(Types::BOOLEAN)))
    }
}

fn comparison(operator: Op) -> Option<Comparison> {
    Some(match operator {
        Op::Equal => Comparison::Equal,
        Op::NotEqual => Comparison::NotEqual,
        Op::Less => Comparison::Less,
        Op::LessEqual => Comparison::LessEqual,
        Op::Greater => Comparison::Greater,
        Op::GreaterEqual => Comparison::GreaterEqual,
        _ => return None,
    })
}

fn apply(
    operator: Op,
    left: Typed,
    at_left: Span,
    right: Typed,
    at_right: Span,
    span: Span,
) -> Result<Typed, QueryError> {
    let ((left, left_kind), (right, right_kind)) = (left, right);
    let (a, b) = (Box::new(left), Box::new(right));
    let test = |test, a, b| Ok((made(ExprKind::Text(test, a, b), span), Kind::of(Types::BOOLEAN)));
    let arithmetic = match operator {
        Op::StartsWith => return test(TextTest::StartsWith, a, b),
        Op::EndsWith => return test(TextTest::EndsWith, a, b),
        Op::Contains => return test(TextTest::Contains, a, b),
        Op::RegexMatch => return test(TextTest::Matches, a, b),
        Op::In => {
            right_kind.demand(Types::LIST, at_right, "`IN`")?;
            return Ok((made(ExprKind::In(a, b), span), Kind::of(Types::BOOLEAN)));
        }
        Op::Add => Arithmetic::Add,
        Op::Subtract => Arithmetic::Subtract,
        Op::Multiply => Arithmetic::Multiply,
        Op::Divide => Arithmetic::Divide,
        Op::Remainder => Arithmetic::Remainder,
        Op::Power => Arithmetic::Power,
        Op::Concat => Arithmetic::Concat,
        _ => return Err(syntax("UnexpectedSyntax", span, "this operator cannot stand here")),
    };
    let (takes, name) = match arithmetic {
        // A list takes any value as a further element.
        Arithmetic::Add if left_kind.may_be(Types::LIST) || right_kind.may_be(Types::LIST) => (Types::ANY, "`+`"),
        Arithmetic::Add => (CALCULABLE.or(Types::STRING), "`+`"),
        Arithmetic::Subtract => (CALCULABLE, "`-`"),
        Arithmetic::Multiply => (CALCULABLE, "`*`"),
        Arithmetic::Divide => (CALCULABLE, "`/`"),
        Arithmetic::Remainder => (Types::NUMBER, "`%`"),
        Arithmetic::Power => (Types::NUMBER, "`^`"),
        Arithmetic::Concat => (Types::STRING.or(Types::LIST), "`||`"),
    };
    left_kind.demand(takes, at_left, name)?;
    right_kind.demand(takes, at_right, name)?;
    let kind = result(arithmetic, &left_kind, &right_kind);
    Ok((made(ExprKind::Arithmetic(arithmetic, a, b), span), kind))
}

/// What a calculation gives; anything where that depends on the values.
fn result(arithmetic: Arithmetic, left: &Kind, right: &Kind) -> Kind {
    let both = |types| left.is(types) && right.is(types);
    match arithmetic {
        Arithmetic::Power if both(Types::NUMBER) => Kind::of(Types::FLOAT),
        _ if both(Types::INTEGER) => Kind::of(Types::INTEGER),
        _ if both(Types::NUMBER) && (left.is(Types::FLOAT) || right.is(Types::FLOAT)) => Kind::of(Types::FLOAT),
        _ if both(Types::NUMBER) => Kind::of(Types::NUMBER),
        Arithmetic::Add | Arithmetic::Concat if both(Types::STRING) => Kind::of(Types::STRING),
        Arithmetic::Add | Arithmetic::Concat if both(Types::LIST) => left.or(right),
        Arithmetic::Add if left.is(Types::LIST) && right.types != Types(0) && !right.may_be(Types::LIST) => {
            Kind::list(left.element().or(right))
        }
        Arithmetic::Add | Arithmetic::Concat => Kind::ANY,
        Arithmetic::Remainder | Arithmetic::Power => Kind::of(Types::NUMBER),
        _ => Kind::of(CALCULABLE),
    }
}
