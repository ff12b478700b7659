//! Which variables an expression or a pattern reads.

use std::collections::BTreeSet;

use super::super::ir::{
    Branch, Clause, CreatePath, Expr, ExprKind, MapItem, NodePattern, Pattern, Projection, Properties, RelationPattern,
    RemoveItem, SetItem, Slot, Union,
};

/// Slots in a set.
pub(super) type Slots = BTreeSet<Slot>;

/// The slots that an expression reads, those of its own inner variables included.
pub(super) fn of_expr(expr: &Expr) -> Slots {
    let mut slots = Slots::new();
    add_expr(expr, &mut slots);
    slots
}

/// Adds the slots that an expression reads.
pub(super) fn add_expr(expr: &Expr, slots: &mut Slots) {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Parameter(_) => {}
        ExprKind::Variable(slot) => {
            slots.insert(*slot);
        }
        ExprKind::Property(of, _)
        | ExprKind::Sign(_, of)
        | ExprKind::Not(of)
        | ExprKind::IsNull(of)
        | ExprKind::HasLabels(of, _) => add_expr(of, slots),
        ExprKind::Index(a, b)
        | ExprKind::Xor(a, b)
        | ExprKind::Compare(_, a, b)
        | ExprKind::Arithmetic(_, a, b)
        | ExprKind::Text(_, a, b)
        | ExprKind::In(a, b) => [a, b].into_iter().for_each(|expr| add_expr(expr, slots)),
        ExprKind::Slice(of, from, to) => {
            [Some(of), from.as_ref(), to.as_ref()].into_iter().flatten().for_each(|expr| add_expr(expr, slots));
        }
        ExprKind::And(list) | ExprKind::Or(list) | ExprKind::List(list) | ExprKind::Call(_, list) => {
            list.iter().for_each(|expr| add_expr(expr, slots));
        }
        ExprKind::Map(entries) => entries.iter().for_each(|(_, expr)| add_expr(expr, slots)),
        ExprKind::MapProjection(of, items) => {
            add_expr(of, slots);
            for item in items {
                if let MapItem::Entry(_, expr) = item {
                    add_expr(expr, slots);
                }
            }
        }
        ExprKind::Case { operand, branches, otherwise } => {
            [operand, otherwise].into_iter().flatten().for_each(|expr| add_expr(expr, slots));
            branches.iter().flat_map(|(when, then)| [when, then]).for_each(|expr| add_expr(expr, slots));
        }
        ExprKind::ListComprehension { list, filter, map, .. } => {
            [Some(list), filter.as_ref(), map.as_ref()].into_iter().flatten().for_each(|expr| add_expr(expr, slots));
        }
        ExprKind::Reduce { initial, list, step, .. } => {
            [initial, list, step].into_iter().for_each(|expr| add_expr(expr, slots));
        }
        ExprKind::Quantified { list, filter, .. } => [list, filter].into_iter().for_each(|expr| add_expr(expr, slots)),
        ExprKind::PatternComprehension { pattern, filter, map } => {
            add_pattern(pattern, slots);
            [filter.as_ref(), Some(map)].into_iter().flatten().for_each(|expr| add_expr(expr, slots));
        }
        ExprKind::PatternExists { pattern, filter } | ExprKind::PatternCount { pattern, filter } => {
            add_pattern(pattern, slots);
            filter.iter().for_each(|expr| add_expr(expr, slots));
        }
        ExprKind::Subquery(_, union) => add_union(union, slots),
    }
}

/// Adds the slots that a pattern binds or reads.
pub(super) fn add_pattern(pattern: &Pattern, slots: &mut Slots) {
    for path in &pattern.paths {
        slots.extend(path.variable);
        path.nodes.iter().for_each(|node| {
            slots.insert(node.variable);
            add_node(node, slots);
        });
        path.relations.iter().for_each(|relation| {
            slots.insert(relation.variable);
            add_relation(relation, slots);
        });
    }
}

/// Adds the slots that the conditions of a node read.
pub(super) fn add_node(node: &NodePattern, slots: &mut Slots) {
    add_properties(&node.properties, slots);
    node.filter.iter().for_each(|expr| add_expr(expr, slots));
}

/// Adds the slots that the conditions of a relation read.
pub(super) fn add_relation(relation: &RelationPattern, slots: &mut Slots) {
    add_properties(&relation.properties, slots);
    relation.filter.iter().for_each(|expr| add_expr(expr, slots));
}

fn add_properties(properties: &Properties, slots: &mut Slots) {
    match properties {
        Properties::Entries(entries) => entries.iter().for_each(|(_, expr)| add_expr(expr, slots)),
        Properties::Map(expr) => add_expr(expr, slots),
    }
}

/// Adds the slots that a query reads or binds.
pub(super) fn add_union(union: &Union, slots: &mut Slots) {
    for Branch { clauses, returns } in &union.branches {
        slots.extend(returns);
        clauses.iter().for_each(|clause| add_clause(clause, slots));
    }
}

/// Adds the slots that a clause reads or binds.
pub(super) fn add_clause(clause: &Clause, slots: &mut Slots) {
    match clause {
        Clause::Match { pattern, filter, .. } => {
            add_pattern(pattern, slots);
            filter.iter().for_each(|expr| add_expr(expr, slots));
        }
        Clause::Unwind { list, .. } => add_expr(list, slots),
        Clause::Project(projection) => add_projection(projection, slots),
        Clause::Filter(expr) => add_expr(expr, slots),
        Clause::Create(paths) => paths.iter().for_each(|path| add_create(path, slots)),
        Clause::Merge { path, pattern, on_create, on_match, .. } => {
            add_create(path, slots);
            add_pattern(pattern, slots);
            on_create.iter().chain(on_match).for_each(|item| add_set(item, slots));
        }
        Clause::Set(items) => items.iter().for_each(|item| add_set(item, slots)),
        Clause::Remove(items) => items.iter().for_each(|item| match item {
            RemoveItem::Property { target, .. } | RemoveItem::Labels { target, .. } => add_expr(target, slots),
        }),
        Clause::Delete { targets, .. } => targets.iter().for_each(|expr| add_expr(expr, slots)),
        Clause::Foreach { list, clauses, .. } => {
            add_expr(list, slots);
            clauses.iter().for_each(|clause| add_clause(clause, slots));
        }
        Clause::Call { arguments, .. } => arguments.iter().flatten().for_each(|expr| add_expr(expr, slots)),
        Clause::Subquery { body, .. } => add_union(body, slots),
    }
}

fn add_projection(projection: &Projection, slots: &mut Slots) {
    slots.extend(&projection.columns);
    projection.items.iter().for_each(|(_, expr)| add_expr(expr, slots));
    if let Some(grouping) = &projection.grouping {
        for (slot, expr) in &grouping.keys {
            match expr {
                Some(expr) => add_expr(expr, slots),
                None => {
                    slots.insert(*slot);
                }
            }
        }
        for call in &grouping.aggregates {
            call.argument.iter().chain(&call.parameter).for_each(|expr| add_expr(expr, slots));
        }
    }
    projection.order.iter().for_each(|(expr, _)| add_expr(expr, slots));
    [&projection.skip, &projection.limit, &projection.filter].into_iter().flatten().for_each(|e| add_expr(e, slots));
}

fn add_create(path: &CreatePath, slots: &mut Slots) {
    for node in &path.nodes {
        slots.insert(node.variable);
        add_properties(&node.properties, slots);
    }
    path.relations.iter().for_each(|relation| add_properties(&relation.properties, slots));
}

fn add_set(item: &SetItem, slots: &mut Slots) {
    match item {
        SetItem::Property { target, value, .. } | SetItem::Properties { target, value, .. } => {
            [target, value].into_iter().for_each(|expr| add_expr(expr, slots));
        }
        SetItem::Labels { target, .. } => add_expr(target, slots),
    }
}
