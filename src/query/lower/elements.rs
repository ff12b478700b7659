//! The parts of expressions and patterns, for walks that need no scopes.

use open_cypher::ast::{Expr, ExprKind, MapProjectionItemKind, PathFactorKind, Pattern};

/// Adds the expressions that stand directly in an expression; those of queries within it are left out.
pub(super) fn push_parts<'e>(expr: &'e Expr, to: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::List(items) => to.extend(items),
        ExprKind::Map(entries) => to.extend(entries.iter().map(|entry| &entry.value)),
        ExprKind::MapProjection(projection) => {
            to.push(&projection.base);
            to.extend(projection.items.iter().filter_map(|item| match &item.kind {
                MapProjectionItemKind::Entry(entry) => Some(&entry.value),
                _ => None,
            }));
        }
        ExprKind::Unary { operand, .. } => to.push(operand),
        ExprKind::Binary { left, right, .. } => to.extend([&**left, &**right]),
        ExprKind::Is { expression, .. } | ExprKind::Property { expression, .. } => to.push(expression),
        ExprKind::DynamicProperty { expression, key } => to.extend([&**expression, &**key]),
        ExprKind::Index { expression, index } => to.extend([&**expression, &**index]),
        ExprKind::Slice { expression, lower, upper } => {
            to.push(expression);
            to.extend(lower.iter().chain(upper).map(|bound| &**bound));
        }
        ExprKind::Function(call) => to.extend(&call.arguments),
        ExprKind::Case(case) => {
            to.extend(case.operand.iter().chain(&case.else_expression).map(|part| &**part));
            to.extend(case.alternatives.iter().flat_map(|one| one.when.iter().chain([&one.then])));
        }
        ExprKind::ListComprehension(list) => {
            to.push(&list.list);
            to.extend(list.predicate.iter().chain(&list.projection).map(|part| &**part));
        }
        ExprKind::PatternComprehension(found) => {
            push_pattern(&found.pattern, to);
            to.push(&found.projection);
            to.extend(found.predicate.iter().map(|part| &**part));
        }
        ExprKind::Reduce(reduce) => to.extend([&*reduce.initial, &*reduce.list, &*reduce.expression]),
        ExprKind::QuantifiedPredicate(test) => to.extend([&*test.list, &*test.predicate]),
        ExprKind::Pattern(pattern) => push_pattern(pattern, to),
        ExprKind::Parenthesized(inner) => to.push(inner),
        _ => {}
    }
}

fn push_pattern<'e>(pattern: &'e Pattern, to: &mut Vec<&'e Expr>) {
    for factor in pattern.parts.iter().flat_map(|part| &part.kind.path.kind.factors) {
        let (properties, filter) = match &factor.kind {
            PathFactorKind::Node(node) => (&node.properties, &node.where_clause),
            PathFactorKind::Relationship(relation) => (&relation.properties, &relation.where_clause),
            _ => continue,
        };
        to.extend(properties.iter().chain(filter).map(|part| &**part));
    }
}
