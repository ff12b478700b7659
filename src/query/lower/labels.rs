//! Label expressions: `:A`, `:A&B`, `:A|B`, `:!A`, `:%`.

use open_cypher::ast::{LabelExpression, LabelExpressionKind};

use super::super::error::QueryError;
use super::super::functions::Types;
use super::super::ir::{Asked, LabelExpr, Name};
use super::messages::{syntax, unsupported};
use super::state::Lower;
use super::types::Kind;

impl Lower<'_> {
    /// Lowers a condition on the labels of a node, or on the type of a relation.
    pub fn label_expression(&mut self, expr: &LabelExpression, asked: Option<Asked>) -> Result<LabelExpr, QueryError> {
        Ok(match &expr.kind {
            LabelExpressionKind::Name(name) => LabelExpr::Has(self.ask(asked, &name.kind.text, name.span)),
            LabelExpressionKind::Wildcard => LabelExpr::Any,
            LabelExpressionKind::Not(inner) => LabelExpr::Not(Box::new(self.label_expression(inner, asked)?)),
            LabelExpressionKind::And(items) => {
                let mut all = Vec::new();
                for item in items {
                    match self.label_expression(item, asked)? {
                        LabelExpr::And(inner) => all.extend(inner),
                        one => all.push(one),
                    }
                }
                LabelExpr::And(all)
            }
            LabelExpressionKind::Or(items) => {
                let mut any = Vec::new();
                for item in items {
                    match self.label_expression(item, asked)? {
                        LabelExpr::Or(inner) => any.extend(inner),
                        one => any.push(one),
                    }
                }
                LabelExpr::Or(any)
            }
            LabelExpressionKind::Parenthesized(inner) => self.label_expression(inner, asked)?,
            _ => return Err(unsupported(expr.span, "this label expression")),
        })
    }

    /// Lowers `a:Label` as a condition.
    pub fn label_test(&mut self, expr: &LabelExpression, of: &Kind) -> Result<LabelExpr, QueryError> {
        let asked = match of.types {
            Types::NODE => Some(Asked::Label),
            Types::RELATION => Some(Asked::Type),
            _ => None,
        };
        self.label_expression(expr, asked)
    }

    /// Lowers what types a relation may have: plain alternatives, or a condition.
    pub fn relation_types(
        &mut self,
        expr: Option<&LabelExpression>,
    ) -> Result<(Vec<Name>, Option<LabelExpr>), QueryError> {
        let Some(expr) = expr else { return Ok((Vec::new(), None)) };
        Ok(match self.label_expression(expr, Some(Asked::Type))? {
            LabelExpr::Has(name) => (vec![name], None),
            // Every relation has a type.
            LabelExpr::Any => (Vec::new(), None),
            LabelExpr::Or(items) if items.iter().all(|item| matches!(item, LabelExpr::Has(_))) => {
                let names = items.iter().filter_map(|item| match item {
                    LabelExpr::Has(name) => Some(*name),
                    _ => None,
                });
                (names.collect(), None)
            }
            other => (Vec::new(), Some(other)),
        })
    }

    /// Lowers labels that are written: plain ones only.
    pub fn made_labels(&mut self, expr: Option<&LabelExpression>) -> Result<Vec<Name>, QueryError> {
        let mut labels = Vec::new();
        for name in expr.map(plain_names).transpose()?.unwrap_or_default() {
            let label = self.make(Asked::Label, &name.kind.text);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        Ok(labels)
    }
}

/// The names of a list of labels.
fn plain_names(expr: &LabelExpression) -> Result<Vec<&open_cypher::ast::Name>, QueryError> {
    match &expr.kind {
        LabelExpressionKind::Name(name) => Ok(vec![name]),
        LabelExpressionKind::And(items) => {
            let lists = items.iter().map(plain_names).collect::<Result<Vec<_>, _>>()?;
            Ok(lists.concat())
        }
        LabelExpressionKind::Parenthesized(inner) => plain_names(inner),
        _ => Err(syntax("UnexpectedSyntax", expr.span, "labels to be written are a plain list")
            .with_hint("list them with colons: `:A:B`")),
    }
}

/// The names of a relation's types that are to be written.
pub(super) fn alternatives(expr: &LabelExpression) -> Vec<&open_cypher::ast::Name> {
    match &expr.kind {
        LabelExpressionKind::Name(name) => vec![name],
        LabelExpressionKind::Parenthesized(inner) => alternatives(inner),
        LabelExpressionKind::And(items) | LabelExpressionKind::Or(items) => {
            items.iter().flat_map(alternatives).collect()
        }
        _ => Vec::new(),
    }
}
