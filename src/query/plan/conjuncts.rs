//! The conditions of a `MATCH`, one by one, with the variables that each waits for.
//!
//! Reads: a pattern and its `WHERE`. Gives: [`Conjunct`]s, every one of which must be true: the parts of `WHERE`, labels
//! and properties of nodes and relations. A condition on each relation of a chain, or on each node or relation of a path,
//! is given apart, so that it can be judged while the chain is walked.

use super::super::error::Place;
use super::super::ir::{
    Comparison, Expr, ExprKind, LabelExpr, Name, NodePattern, Pattern, Properties, Quantifier, RelationPattern, Slot,
};
use super::slots::{Slots, of_expr};

/// One condition.
pub(super) struct Conjunct {
    /// What must be true.
    pub test: Test,
    /// Slots of the pattern that it reads.
    pub waits: Slots,
    /// Whether an operator takes care of it already.
    pub done: bool,
}

/// What must be true.
pub(super) enum Test {
    /// An expression.
    Expr(Expr),
    /// A node has labels (or merely is a node).
    Labels(Slot, Option<LabelExpr>),
}

/// A condition that holds for each relation of a chain: where the relation stands, and the condition.
pub(super) type Each = (Slot, Expr);

impl Conjunct {
    fn new(expr: Expr, binds: &Slots) -> Self {
        let waits = of_expr(&expr).intersection(binds).copied().collect();
        Conjunct { test: Test::Expr(expr), waits, done: false }
    }

    /// The node property that must equal an expression without that node: what an index can answer.
    pub(super) fn as_lookup(&self, node: Slot) -> Option<(Name, &Expr)> {
        let Test::Expr(Expr { kind: ExprKind::Compare(Comparison::Equal, left, right), .. }) = &self.test else {
            return None;
        };
        [(left, right), (right, left)].into_iter().find_map(|(property, value)| match &property.kind {
            ExprKind::Property(of, key) if matches!(of.kind, ExprKind::Variable(slot) if slot == node) => {
                (!of_expr(value).contains(&node)).then_some((*key, &**value))
            }
            _ => None,
        })
    }

    /// A rough share of rows that pass.
    pub(super) fn selectivity(&self) -> f64 {
        match &self.test {
            Test::Labels(..) => 0.5,
            Test::Expr(expr) => match &expr.kind {
                ExprKind::Compare(Comparison::Equal, ..) => 0.05,
                ExprKind::Compare(Comparison::NotEqual, ..) => 0.95,
                ExprKind::Compare(..) => 0.3,
                ExprKind::Text(..) | ExprKind::In(..) => 0.1,
                _ => 0.5,
            },
        }
    }
}

/// Collects the conditions of a pattern. `binds` are the slots that the pattern binds.
pub(super) fn collect(pattern: &Pattern, filter: Option<&Expr>, binds: &Slots) -> Vec<Conjunct> {
    let mut found = Vec::new();
    for path in &pattern.paths {
        path.nodes.iter().for_each(|node| add_node(node, binds, &mut found));
        for relation in path.relations.iter().filter(|relation| relation.length.is_none()) {
            let conditions =
                conditions(relation.variable, &relation.properties, relation.filter.as_ref(), relation.place);
            found.extend(conditions.into_iter().map(|expr| Conjunct::new(expr, binds)));
            if let Some(test) = &relation.type_filter {
                found.push(Conjunct::new(has_labels(relation.variable, test, relation.place), binds));
            }
        }
    }
    let mut parts = Vec::new();
    filter.into_iter().for_each(|expr| split(expr, &mut parts));
    found.extend(parts.into_iter().map(|expr| Conjunct::new(expr, binds)));
    found
}

fn add_node(node: &NodePattern, binds: &Slots, found: &mut Vec<Conjunct>) {
    let waits = [node.variable].into_iter().filter(|slot| binds.contains(slot)).collect();
    found.push(Conjunct { test: Test::Labels(node.variable, node.labels.clone()), waits, done: false });
    let conditions = conditions(node.variable, &node.properties, node.filter.as_ref(), node.place);
    found.extend(conditions.into_iter().map(|expr| Conjunct::new(expr, binds)));
}

/// The conditions that each relation of a chain must fulfill.
pub(super) fn of_each(relation: &RelationPattern) -> Vec<Each> {
    let mut found = conditions(relation.element, &relation.properties, relation.filter.as_ref(), relation.place);
    found.extend(relation.type_filter.as_ref().map(|test| has_labels(relation.element, test, relation.place)));
    found.into_iter().map(|expr| (relation.element, expr)).collect()
}

fn conditions(slot: Slot, properties: &Properties, filter: Option<&Expr>, place: Place) -> Vec<Expr> {
    let mut found = Vec::new();
    let variable = || Box::new(Expr { kind: ExprKind::Variable(slot), place });
    if let Properties::Entries(entries) = properties {
        found.extend(entries.iter().map(|(key, value)| {
            let property = Box::new(Expr { kind: ExprKind::Property(variable(), *key), place });
            Expr { kind: ExprKind::Compare(Comparison::Equal, property, Box::new(value.clone())), place }
        }));
    }
    filter.into_iter().for_each(|expr| split(expr, &mut found));
    found
}

fn has_labels(slot: Slot, test: &LabelExpr, place: Place) -> Expr {
    let variable = Box::new(Expr { kind: ExprKind::Variable(slot), place });
    Expr { kind: ExprKind::HasLabels(variable, test.clone()), place }
}

/// Splits a condition at its `AND`s.
pub(super) fn split(expr: &Expr, parts: &mut Vec<Expr>) {
    match &expr.kind {
        ExprKind::And(list) => list.iter().for_each(|part| split(part, parts)),
        _ => parts.push(expr.clone()),
    }
}

/// What a condition says of all relations or all nodes of a path or of a list of relations.
pub(super) enum OfAll {
    /// Of each relation.
    Relations(Each),
    /// Of each node.
    Nodes(Each),
}

/// Reads `all(r IN relationships(p) WHERE ...)`, `none(...)` and the same over `nodes(p)` or the list itself.
pub(super) fn as_of_all(expr: &Expr, path: Option<Slot>, list: Slot) -> Option<OfAll> {
    let ExprKind::Quantified { quantifier, variable, list: of, filter } = &expr.kind else { return None };
    let test = match quantifier {
        Quantifier::All => (**filter).clone(),
        Quantifier::None => Expr { kind: ExprKind::Not(filter.clone()), place: filter.place },
        Quantifier::Any | Quantifier::Single => return None,
    };
    let reads = of_expr(&test);
    // A condition that also looks at the whole cannot be judged on a part.
    if reads.contains(&list) || path.is_some_and(|path| reads.contains(&path)) {
        return None;
    }
    match &of.kind {
        ExprKind::Variable(slot) if *slot == list => Some(OfAll::Relations((*variable, test))),
        ExprKind::Call(function, arguments) => {
            let of_path =
                matches!(arguments.as_slice(), [Expr { kind: ExprKind::Variable(slot), .. }] if Some(*slot) == path);
            match function.name {
                "relationships" if of_path => Some(OfAll::Relations((*variable, test))),
                "nodes" if of_path => Some(OfAll::Nodes((*variable, test))),
                _ => None,
            }
        }
        _ => None,
    }
}
