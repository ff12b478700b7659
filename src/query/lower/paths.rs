//! The shape of a path: nodes and relations in turn, lengths, selectors, modes; names are not looked at.
//!
//! Parenthesized parts are put in line where they mean the same. A repeated part of one relation between nodes that ask
//! for nothing is that relation repeated; other repeated parts are not supported.

use open_cypher::{Span, ast};

use super::super::error::QueryError;
use super::super::ir::{PathMode, Selector};
use super::literals::count;
use super::messages::{syntax, unsupported};

/// Nodes and relations of a path in turn.
#[derive(Default)]
pub(super) struct Flat<'p> {
    /// One more than relations; none where a node is left out beside a repeated relation.
    pub nodes: Vec<(Option<&'p ast::NodePattern>, Span)>,
    /// Between each node and the next.
    pub relations: Vec<FlatRelation<'p>>,
    /// `WHERE` of parenthesized parts.
    pub filters: Vec<&'p ast::Expr>,
    /// `shortestPath`, `allShortestPaths`.
    pub selector: Option<Selector>,
}

/// A relation of a path.
pub(super) struct FlatRelation<'p> {
    /// As written.
    pub pattern: &'p ast::RelationshipPattern,
    /// Least and most steps, where it is a chain.
    pub length: Option<(u32, Option<u32>)>,
    /// `WHERE` for each step.
    pub filter: Option<&'p ast::Expr>,
    /// Whether it stands for a repeated part, beside which nodes may be left out.
    pub grouped: bool,
    /// Where it stands.
    pub span: Span,
}

/// Puts the parts of a path in line.
pub(super) fn flatten(path: &ast::PathPattern) -> Result<Flat<'_>, QueryError> {
    let mut flat = Flat::default();
    let alone = path.kind.factors.len() == 1;
    for factor in &path.kind.factors {
        add(&mut flat, factor, alone)?;
    }
    if flat.nodes.len() == flat.relations.len() {
        let grouped = flat.relations.last().is_some_and(|relation| relation.grouped);
        complete(&mut flat, grouped, path.span)?;
    }
    Ok(flat)
}

fn add<'p>(flat: &mut Flat<'p>, factor: &'p ast::PathFactor, alone: bool) -> Result<(), QueryError> {
    let span = factor.span;
    match &factor.kind {
        ast::PathFactorKind::Node(node) => add_node(flat, Some(node), span),
        ast::PathFactorKind::Relationship(relation) => {
            let length = length(relation)?;
            let filter = relation.where_clause.as_deref();
            add_relation(flat, FlatRelation { pattern: relation, length, filter, grouped: false, span })
        }
        ast::PathFactorKind::LegacyShortest { all, pattern } if alone => {
            let inner = flatten(pattern)?;
            *flat = Flat { selector: Some(if *all { Selector::AllShortest } else { Selector::Shortest(1) }), ..inner };
            Ok(())
        }
        ast::PathFactorKind::Parenthesized { pattern, where_clause, quantifier: None } => {
            let inner = flatten(pattern)?;
            flat.filters.extend(inner.filters.into_iter().chain(where_clause.as_deref()));
            let mut nodes = inner.nodes.into_iter();
            if let Some((node, span)) = nodes.next() {
                add_node(flat, node, span)?;
            }
            flat.relations.extend(inner.relations);
            flat.nodes.extend(nodes);
            Ok(())
        }
        ast::PathFactorKind::Parenthesized { pattern, where_clause, quantifier: Some(quantifier) } => {
            let inner = flatten(pattern)?;
            match repeated(inner, where_clause.as_deref(), quantifier)? {
                Some(relation) => add_relation(flat, FlatRelation { span, ..relation }),
                None => Err(unsupported(span, "a repeated part of a path with named nodes or several relations")
                    .with_hint("repeat a single relation: `(a)-[:TYPE]->{1,3}(b)`")),
            }
        }
        ast::PathFactorKind::Subpath { .. } => Err(unsupported(span, "a variable for a part of a path")),
        ast::PathFactorKind::QuantifiedNode { .. } => Err(unsupported(span, "a repeated node")),
        _ => Err(syntax("UnexpectedSyntax", span, "this cannot stand in a path")),
    }
}

fn add_node<'p>(flat: &mut Flat<'p>, node: Option<&'p ast::NodePattern>, span: Span) -> Result<(), QueryError> {
    if flat.nodes.len() > flat.relations.len() {
        return Err(unsupported(span, "two nodes side by side in a path")
            .with_hint("put a relation between them, or a comma to begin another path"));
    }
    flat.nodes.push((node, span));
    Ok(())
}

fn add_relation<'p>(flat: &mut Flat<'p>, relation: FlatRelation<'p>) -> Result<(), QueryError> {
    if flat.nodes.len() == flat.relations.len() {
        let grouped = relation.grouped || flat.relations.last().is_some_and(|before| before.grouped);
        complete(flat, grouped, relation.span)?;
    }
    flat.relations.push(relation);
    Ok(())
}

/// Adds the node that is left out at an end, which is allowed beside a repeated part only.
fn complete(flat: &mut Flat<'_>, grouped: bool, span: Span) -> Result<(), QueryError> {
    if !grouped {
        return Err(syntax("InvalidRelationshipPattern", span, "a relation must stand between two nodes")
            .with_hint("write `()` for any node"));
    }
    flat.nodes.push((None, span));
    Ok(())
}

/// A repeated part as a repeated relation, where it is one.
fn repeated<'p>(
    inner: Flat<'p>,
    filter: Option<&'p ast::Expr>,
    quantifier: &ast::Quantifier,
) -> Result<Option<FlatRelation<'p>>, QueryError> {
    let blank = |node: &Option<&ast::NodePattern>| {
        node.is_none_or(|node| {
            node.variable.is_none() && node.labels.is_none() && node.properties.is_none() && node.where_clause.is_none()
        })
    };
    let all_blank = inner.nodes.iter().all(|(node, _)| blank(node));
    let mut relations = inner.relations.into_iter();
    let (Some(relation), None, true) = (relations.next(), relations.next(), all_blank) else { return Ok(None) };
    if relation.length.is_some() || (relation.filter.is_some() && filter.is_some()) || !inner.filters.is_empty() {
        return Ok(None);
    }
    let length = Some(graph_length(quantifier)?);
    Ok(Some(FlatRelation { length, filter: relation.filter.or(filter), grouped: true, ..relation }))
}

/// How many steps a relation makes; none for a single one.
fn length(relation: &ast::RelationshipPattern) -> Result<Option<(u32, Option<u32>)>, QueryError> {
    match (&relation.legacy_quantifier, &relation.graph_quantifier) {
        (Some(one), Some(_)) => Err(syntax("InvalidRelationshipPattern", one.span, "a relation has two lengths")),
        (Some(legacy), None) => bounds(legacy, 1).map(Some),
        (None, Some(graph)) if matches!(graph.kind, ast::QuantifierKind::Optional) && relation.variable.is_some() => {
            Err(unsupported(graph.span, "`?` behind a relation with a variable").with_hint("write `{0,1}`"))
        }
        (None, Some(graph)) => graph_length(graph).map(Some),
        (None, None) => Ok(None),
    }
}

fn graph_length(quantifier: &ast::Quantifier) -> Result<(u32, Option<u32>), QueryError> {
    bounds(quantifier, 0)
}

/// Least and most steps; `least` is what holds where no least number is written.
fn bounds(quantifier: &ast::Quantifier, least: u32) -> Result<(u32, Option<u32>), QueryError> {
    let span = quantifier.span;
    let number = |text: &Option<String>| text.as_ref().map(|text| count(text, span)).transpose();
    Ok(match &quantifier.kind {
        ast::QuantifierKind::ZeroOrMore => (least, None),
        ast::QuantifierKind::OneOrMore => (1, None),
        ast::QuantifierKind::Optional => (0, Some(1)),
        ast::QuantifierKind::Fixed(text) => (count(text, span)?, Some(count(text, span)?)),
        ast::QuantifierKind::Range { lower, upper } => (number(lower)?.unwrap_or(least), number(upper)?),
        _ => return Err(unsupported(span, "this length")),
    })
}

/// Which paths between two ends are wanted.
pub(super) fn selector(written: Option<&ast::Node<ast::PathSelector>>) -> Result<Selector, QueryError> {
    let Some(written) = written else { return Ok(Selector::All) };
    let span = written.span;
    let number = |text: &Option<String>| match text.as_ref().map(|text| count(text, span)).transpose()? {
        Some(0) => Err(syntax("NegativeIntegerArgument", span, "the number of paths must be 1 or more")),
        number => Ok(number.unwrap_or(1)),
    };
    Ok(match &written.kind {
        ast::PathSelector::All => Selector::All,
        ast::PathSelector::Any { count } => Selector::Any(number(count)?),
        ast::PathSelector::AnyShortest => Selector::Shortest(1),
        ast::PathSelector::AllShortest => Selector::AllShortest,
        ast::PathSelector::Shortest { count, groups: true } => Selector::ShortestGroups(number(count)?),
        ast::PathSelector::Shortest { count, groups: false } => Selector::Shortest(number(count)?),
        _ => return Err(unsupported(span, "this choice of paths")),
    })
}

/// Which repetitions a path may have.
pub(super) fn mode(written: Option<&ast::Node<ast::PathMode>>) -> Result<PathMode, QueryError> {
    let Some(written) = written else { return Ok(PathMode::Trail) };
    Ok(match written.kind {
        ast::PathMode::Walk => PathMode::Walk,
        ast::PathMode::Trail => PathMode::Trail,
        ast::PathMode::Simple => PathMode::Simple,
        ast::PathMode::Acyclic => PathMode::Acyclic,
        _ => return Err(unsupported(written.span, "this path mode")),
    })
}
