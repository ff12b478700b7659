//! Recognizing an expression that is written twice: in `ORDER BY` what is returned, beside an aggregate a grouping key.
//!
//! How: two expressions of one scope are the same where their tokens are the same, whatever blanks stand between them and
//! whatever the case of keywords and function names. Inside a comprehension only those count that do not read its
//! variables.

use open_cypher::{Span, TokenKind, ast};

use super::super::error::QueryError;
use super::super::ir::Slot;
use super::messages::ambiguous;
use super::state::Lower;

/// Expressions that are calculated already.
#[derive(Debug, Clone, Default)]
pub(super) struct Replacements {
    /// Each with the slot of its value.
    pub entries: Vec<Replacement>,
    /// Whether they stand beside an aggregate: then only variables and properties may be written twice.
    pub beside_aggregate: bool,
}

/// An expression that is calculated already.
#[derive(Debug, Clone)]
pub(super) struct Replacement {
    /// Its tokens.
    pub canon: String,
    /// Its value.
    pub slot: Slot,
    /// Whether it is a variable or a property of one.
    pub simple: bool,
}

/// An expression without the parentheses around it.
pub(super) fn bare(expr: &ast::Expr) -> &ast::Expr {
    let mut bare = expr;
    while let ast::ExprKind::Parenthesized(inner) = &bare.kind {
        bare = inner;
    }
    bare
}

/// Says whether an expression is a variable, or a property of one.
pub(super) fn is_simple(expr: &ast::Expr) -> bool {
    let mut expr = bare(expr);
    while let ast::ExprKind::Property { expression, .. } = &expr.kind {
        expr = bare(expression);
    }
    matches!(expr.kind, ast::ExprKind::Variable(_))
}

impl Lower<'_> {
    /// The tokens of a piece of the query in a form that can be compared.
    pub fn canon(&self, span: Span) -> String {
        let from = self.tokens.partition_point(|token| token.span.start < span.start);
        let mut canon = String::new();
        let mut before = None;
        for (at, token) in self.tokens.iter().enumerate().skip(from).take_while(|(_, token)| token.span.end <= span.end)
        {
            let text = token.text(self.text).unwrap_or_default();
            let is_name = matches!(before, Some(TokenKind::Dot | TokenKind::Colon));
            let called = self.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::LeftParen);
            match token.kind {
                TokenKind::EscapedIdentifier => canon.push_str(text.trim_matches('`')),
                TokenKind::Keyword(_) if !is_name => canon.push_str(&text.to_lowercase()),
                TokenKind::Identifier if called => canon.push_str(&text.to_lowercase()),
                _ => canon.push_str(text),
            }
            canon.push('\u{1f}');
            before = Some(token.kind);
        }
        canon
    }

    /// The slot of an expression that is calculated already.
    pub fn replaced(&self, expr: &ast::Expr) -> Result<Option<Slot>, QueryError> {
        let expr = bare(expr);
        // A variable is looked up by its name first: behind `WITH`, a new one may hide an old one.
        let by_name =
            matches!(expr.kind, ast::ExprKind::Variable(_) | ast::ExprKind::Literal(_) | ast::ExprKind::Parameter(_));
        if self.replacements.entries.is_empty() || by_name {
            return Ok(None);
        }
        match self.replacement(expr.span) {
            Some(found) if self.replacements.beside_aggregate && !found.simple => {
                Err(ambiguous(self.written(expr.span), expr.span))
            }
            found => Ok(found.map(|found| found.slot)),
        }
    }

    /// The entry for a piece of the query.
    pub fn replacement(&self, span: Span) -> Option<&Replacement> {
        let canon = self.canon(span);
        let found = self.replacements.entries.iter().find(|entry| entry.canon == canon)?;
        let reads_local = canon.split('\u{1f}').any(|word| self.scope.locals.iter().any(|local| **local == *word));
        (!reads_local).then_some(found)
    }
}
