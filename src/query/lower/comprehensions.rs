//! Expressions with variables of their own: list and pattern comprehensions, quantifiers, `reduce`.

use open_cypher::{Span, ast};

use super::super::error::QueryError;
use super::super::functions::Types;
use super::super::ir::{ExprKind, PathMode, Quantifier, Selector};
use super::expressions::made;
use super::messages::unsupported;
use super::patterns::Introduces;
use super::state::Lower;
use super::types::{Kind, Typed};

impl Lower<'_> {
    /// Lowers `[x IN list WHERE filter | map]`.
    pub fn list_comprehension(&mut self, of: &ast::ListComprehension, span: Span) -> Result<Typed, QueryError> {
        let (list, kind) = self.expression(&of.list)?;
        kind.demand(Types::LIST, of.list.span, "a list comprehension")?;
        let element = kind.element();
        let variable = self.slot(&of.variable.kind.text, element.clone());
        let locals = [(&of.variable, variable)];
        let (filter, map) = self.with_locals(&locals, "a list comprehension", |lower| {
            let filter = of.predicate.as_ref().map(|filter| lower.condition(filter, "`WHERE`")).transpose()?;
            let map = of.projection.as_ref().map(|map| lower.expression(map)).transpose()?;
            Ok((filter.map(Box::new), map))
        })?;
        let given = Kind::list(map.as_ref().map_or(element, |(_, kind)| kind.clone()));
        let map = map.map(|(expr, _)| Box::new(expr));
        Ok((made(ExprKind::ListComprehension { variable, list: Box::new(list), filter, map }, span), given))
    }

    /// Lowers `all(x IN list WHERE filter)` and its like.
    pub fn quantified(&mut self, of: &ast::QuantifiedPredicate, span: Span) -> Result<Typed, QueryError> {
        let quantifier = match of.kind.kind {
            ast::QuantifiedPredicateKind::All => Quantifier::All,
            ast::QuantifiedPredicateKind::Any => Quantifier::Any,
            ast::QuantifiedPredicateKind::None => Quantifier::None,
            ast::QuantifiedPredicateKind::Single => Quantifier::Single,
            _ => return Err(unsupported(span, "this quantifier")),
        };
        let (list, kind) = self.expression(&of.list)?;
        kind.demand(Types::LIST, of.list.span, "a quantifier")?;
        let variable = self.slot(&of.variable.kind.text, kind.element());
        let locals = [(&of.variable, variable)];
        let filter = self.with_locals(&locals, "a quantifier", |lower| lower.condition(&of.predicate, "`WHERE`"))?;
        let kind = ExprKind::Quantified { quantifier, variable, list: Box::new(list), filter: Box::new(filter) };
        Ok((made(kind, span), Kind::of(Types::BOOLEAN)))
    }

    /// Lowers `reduce(acc = initial, x IN list | step)`.
    pub fn reduce(&mut self, of: &ast::ReduceExpression, span: Span) -> Result<Typed, QueryError> {
        let (initial, _) = self.expression(&of.initial)?;
        let (list, kind) = self.expression(&of.list)?;
        kind.demand(Types::LIST, of.list.span, "`reduce`")?;
        // The value may change its type with each step, so nothing is known of it.
        let accumulator = self.slot(&of.accumulator.kind.text, Kind::ANY);
        let variable = self.slot(&of.variable.kind.text, kind.element());
        let locals = [(&of.accumulator, accumulator), (&of.variable, variable)];
        let (step, _) = self.with_locals(&locals, "`reduce`", |lower| lower.expression(&of.expression))?;
        let kind = ExprKind::Reduce {
            accumulator,
            initial: Box::new(initial),
            variable,
            list: Box::new(list),
            step: Box::new(step),
        };
        Ok((made(kind, span), Kind::ANY))
    }

    /// Lowers `[(a)-->(b) WHERE filter | map]`.
    pub fn pattern_comprehension(&mut self, of: &ast::PatternComprehension, span: Span) -> Result<Typed, QueryError> {
        let before = self.scope.clone();
        let given = self.without_aggregates("a pattern comprehension", |lower| {
            let mut parts = of.pattern.parts.clone();
            if let (Some(binding), Some(first)) = (&of.binding, parts.first_mut()) {
                first.kind.binding.get_or_insert_with(|| binding.clone());
            }
            let found = lower.find_pattern(&parts, PathMode::Trail, Introduces::Local)?;
            let filter = of.predicate.as_ref().map(|filter| lower.condition(filter, "`WHERE`")).transpose()?;
            let (map, kind) = lower.expression(&of.projection)?;
            let (pattern, filter) = (Box::new(found.pattern), filter.map(Box::new));
            let whole = ExprKind::PatternComprehension { pattern, filter, map: Box::new(map) };
            Ok((made(whole, span), Kind::list(kind)))
        });
        self.scope = before;
        given
    }

    /// Lowers a pattern as a condition; it sees variables but brings none.
    pub fn pattern_predicate(&mut self, pattern: &ast::Pattern, span: Span) -> Result<Typed, QueryError> {
        let found = self.without_aggregates("a pattern", |lower| {
            lower.find_pattern(&pattern.parts, PathMode::Trail, Introduces::Nothing)
        })?;
        let kind = ExprKind::PatternExists { pattern: Box::new(found.pattern), filter: None };
        Ok((made(kind, span), Kind::of(Types::BOOLEAN)))
    }

    /// The shortest paths of a pattern, as a list.
    pub fn shortest_paths(&mut self, pattern: &ast::Pattern, all: bool, span: Span) -> Result<Typed, QueryError> {
        let found = self.without_aggregates("a pattern", |lower| {
            lower.find_pattern(&pattern.parts, PathMode::Trail, Introduces::Nothing)
        })?;
        let mut pattern = found.pattern;
        let slot = self.slot("", Kind::of(Types::PATH));
        for path in &mut pattern.paths {
            path.variable = Some(slot);
            path.selector = if all { Selector::AllShortest } else { Selector::Shortest(1) };
        }
        let (map, kind) = self.variable(slot, span);
        let kind = Kind::list(kind);
        let whole = ExprKind::PatternComprehension { pattern: Box::new(pattern), filter: None, map: Box::new(map) };
        Ok((made(whole, span), kind))
    }
}
