//! Aggregates: where they may stand, and how they are taken out of the expressions around them.
//!
//! `RETURN a, 1 + count(b)` is lowered to the aggregate `count(b)`, whose result has a slot of its own, and the
//! expression `1 + that slot`, calculated once the rows are grouped.

use open_cypher::{Span, ast};

use super::super::error::QueryError;
use super::super::functions::{Aggregate, Types};
use super::super::ir::{AggregateCall, Expr, ExprKind, Slot};
use super::canon::{Replacements, bare};
use super::messages::{no_aggregate, place, syntax};
use super::scope::Scope;
use super::state::Lower;
use super::types::{Kind, Typed};

/// What becomes of an aggregate.
#[derive(Debug)]
pub(super) enum Aggregates {
    /// It cannot stand here; names the place.
    Forbidden(&'static str),
    /// It stands within another one.
    Within,
    /// It is calculated with the others of a projection.
    Gathered(Gathered),
    /// It must be one of those of the projection that is sorted.
    Given(Vec<(String, Slot)>),
}

/// Aggregates of a projection.
#[derive(Debug)]
pub(super) struct Gathered {
    /// The aggregates.
    pub calls: Vec<AggregateCall>,
    /// How they are written, and the slots of their results.
    pub known: Vec<(String, Slot)>,
    /// Variables that their arguments see.
    pub scope: Scope,
}

/// The aggregate that a function call names, if it is one.
pub(super) fn aggregate_of(call: &ast::FunctionInvocation) -> Option<Aggregate> {
    match call.name.parts.as_slice() {
        [name] => Aggregate::find(&name.kind.text),
        _ => None,
    }
}

/// Says whether an expression holds an aggregate (queries within it aside: they group their own rows).
pub(super) fn holds_aggregate(expr: &ast::Expr) -> bool {
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        if matches!(&expr.kind, ast::ExprKind::Function(call) if aggregate_of(call).is_some()) {
            return true;
        }
        super::elements::push_parts(expr, &mut open);
    }
    false
}

impl Lower<'_> {
    /// Lowers the call of an aggregate.
    pub fn aggregate(
        &mut self,
        aggregate: Aggregate,
        call: &ast::FunctionInvocation,
        span: Span,
    ) -> Result<Typed, QueryError> {
        let name = call.name.parts.first().map_or("", |name| name.kind.text.as_str()).to_string();
        let canon = self.canon(span);
        match &self.aggregates {
            Aggregates::Forbidden(at) => return Err(no_aggregate(&name, span, at)),
            Aggregates::Within => {
                let message = format!("`{name}` stands within another aggregate");
                return Err(
                    syntax("NestedAggregation", span, message).with_hint("calculate the inner one in `WITH` first")
                );
            }
            Aggregates::Gathered(Gathered { known, .. }) | Aggregates::Given(known) => {
                if let Some((_, slot)) = known.iter().find(|(text, _)| *text == canon) {
                    return Ok(self.variable(*slot, span));
                }
            }
        }
        let Aggregates::Gathered(gathered) = std::mem::replace(&mut self.aggregates, Aggregates::Within) else {
            return self.not_gathered(&name, call, span);
        };
        let outside = std::mem::replace(&mut self.scope, gathered.scope.clone());
        let replacements = std::mem::take(&mut self.replacements);
        let lowered = self.aggregate_call(aggregate, &name, call, span);
        (self.scope, self.replacements) = (outside, replacements);
        let (lowered, kind) = lowered?;
        let slot = self.slot("", kind);
        let Gathered { mut calls, mut known, scope } = gathered;
        calls.push(AggregateCall { slot, ..lowered });
        known.push((canon, slot));
        self.aggregates = Aggregates::Gathered(Gathered { calls, known, scope });
        Ok(self.variable(slot, span))
    }

    /// An aggregate in `ORDER BY` that is not returned: names that it cannot see are the clearer error.
    fn not_gathered(&mut self, name: &str, call: &ast::FunctionInvocation, span: Span) -> Result<Typed, QueryError> {
        self.replacements = Replacements::default();
        for argument in call.arguments.iter().filter(|argument| !matches!(argument.kind, ast::ExprKind::Wildcard)) {
            self.expression(argument)?;
        }
        Err(no_aggregate(name, span, "`ORDER BY` unless it is returned too"))
    }

    fn aggregate_call(
        &mut self,
        aggregate: Aggregate,
        name: &str,
        call: &ast::FunctionInvocation,
        span: Span,
    ) -> Result<(AggregateCall, Kind), QueryError> {
        let mut given = Vec::new();
        if !matches!(call.arguments.as_slice(), [one] if matches!(one.kind, ast::ExprKind::Wildcard)) {
            for argument in &call.arguments {
                given.push(self.expression(argument)?);
            }
            let wanted = 1 + usize::from(name.to_lowercase().starts_with("percentile"));
            if given.len() != wanted {
                let message = format!("`{name}` takes {wanted} argument{}", if wanted == 1 { "" } else { "s" });
                return Err(syntax("InvalidNumberOfArguments", span, message));
            }
        } else if !name.eq_ignore_ascii_case("count") {
            let message = format!("only `count` takes `*`, not `{name}`");
            return Err(syntax("UnexpectedSyntax", span, message));
        }
        let distinct = call.quantifier.as_ref().is_some_and(|node| node.kind == ast::SetQuantifier::Distinct);
        let mut given = given.into_iter();
        let argument = given.next();
        let kind = result(name, argument.as_ref().map(|(_, kind)| kind));
        let call = AggregateCall {
            slot: 0,
            aggregate,
            distinct,
            argument: argument.map(|(expr, _)| expr),
            parameter: given.next().map(|(expr, _)| expr),
            place: place(span),
        };
        Ok((call, kind))
    }

    /// A variable as an expression.
    pub fn variable(&self, slot: Slot, span: Span) -> Typed {
        (Expr { kind: ExprKind::Variable(slot), place: place(span) }, self.kind(slot).clone())
    }
}

/// What an aggregate gives.
fn result(name: &str, argument: Option<&Kind>) -> Kind {
    let argument = argument.cloned().unwrap_or(Kind::ANY);
    match name.to_lowercase().as_str() {
        "count" => Kind::of(Types::INTEGER),
        "collect" => Kind::list(argument),
        "min" | "max" => argument,
        "stdev" | "stdevp" => Kind::of(Types::FLOAT),
        _ => Kind::of(Types::NUMBER.or(Types::TEMPORAL)),
    }
}

/// Says whether an expression is an aggregate and nothing else.
pub(super) fn is_aggregate(expr: &ast::Expr) -> bool {
    matches!(&bare(expr).kind, ast::ExprKind::Function(call) if aggregate_of(call).is_some())
}
