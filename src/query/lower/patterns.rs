//! Patterns to find: which variables they bind, what they ask of nodes and relations.
//!
//! How: first all nodes, relations and paths of the pattern get their slots, in the order in which they are written; then
//! properties and conditions are lowered, which see all nodes and relations of the pattern, but not its paths.

use std::collections::BTreeSet;
use std::sync::Arc;

use open_cypher::{Span, ast};

use super::super::error::QueryError;
use super::super::functions::Types;
use super::super::ir::{
    Asked, Expr, ExprKind, NodePattern, PathMode, PathPattern, Pattern, Properties, RelationPattern, Selector, Slot,
    Way,
};
use super::messages::{already_bound, place, syntax, type_conflict, unsupported};
use super::paths::{Flat, FlatRelation, flatten, selector};
use super::scope::Variables;
use super::state::Lower;
use super::types::Kind;

/// Which new variables a pattern may bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Introduces {
    /// Variables for the clauses behind it.
    Variables,
    /// Variables that are seen within the expression only.
    Local,
    /// None: all its variables must be there.
    Nothing,
}

/// A pattern and the slots it binds.
pub(super) struct FoundPattern {
    /// The pattern.
    pub pattern: Pattern,
    /// Slots that it binds, those without a name too.
    pub binds: Vec<Slot>,
}

/// What the first walk over a pattern gathers.
struct Declared {
    introduces: Introduces,
    /// Slots that this pattern binds.
    fresh: BTreeSet<Slot>,
    binds: Vec<Slot>,
    relations: BTreeSet<Slot>,
    paths: Variables,
}

/// A path whose nodes and relations have slots.
struct Drawn<'p> {
    flat: Flat<'p>,
    nodes: Vec<(Slot, bool)>,
    relations: Vec<(Slot, bool)>,
    variable: Option<Slot>,
    selector: Selector,
    span: Span,
}

impl Lower<'_> {
    /// Lowers a pattern to find, and brings its variables into sight.
    pub fn find_pattern(
        &mut self,
        parts: &[ast::PatternPart],
        mode: PathMode,
        introduces: Introduces,
    ) -> Result<FoundPattern, QueryError> {
        let mut declared = Declared {
            introduces,
            fresh: BTreeSet::new(),
            binds: Vec::new(),
            relations: BTreeSet::new(),
            paths: Variables::new(),
        };
        let drawn = parts.iter().map(|part| self.draw(part, &mut declared)).collect::<Result<Vec<_>, _>>()?;
        // Conditions within the pattern are judged while it is found, before any path is whole.
        self.scope.visible.retain(|name, _| !declared.paths.contains_key(name));
        let mut paths = Vec::new();
        for path in drawn {
            paths.push(self.path(path)?);
        }
        self.scope.visible.extend(declared.paths);
        Ok(FoundPattern { pattern: Pattern { paths, mode }, binds: declared.binds })
    }

    fn draw<'p>(&mut self, part: &'p ast::PatternPart, declared: &mut Declared) -> Result<Drawn<'p>, QueryError> {
        let flat = flatten(&part.kind.path)?;
        let chosen = selector(part.kind.selector.as_ref())?;
        let selector = match flat.selector {
            Some(_) if chosen != Selector::All => {
                return Err(syntax("UnexpectedSyntax", part.span, "a shortest path is asked for twice"));
            }
            Some(legacy) => legacy,
            None => chosen,
        };
        if selector != Selector::All && flat.relations.len() != 1 {
            return Err(unsupported(part.span, "a shortest path over other than one relation pattern")
                .with_hint("write one relation with a length between the two ends: `(a)-[:TYPE*]->(b)`"));
        }
        let mut nodes = vec![self.draw_node(flat.nodes.first(), declared)?];
        let mut relations = Vec::new();
        for (relation, node) in flat.relations.iter().zip(flat.nodes.iter().skip(1)) {
            relations.push(self.draw_relation(relation, declared)?);
            nodes.push(self.draw_node(Some(node), declared)?);
        }
        let variable = part.kind.binding.as_ref().map(|name| self.draw_path(name, declared)).transpose()?;
        Ok(Drawn { flat, nodes, relations, variable, selector, span: part.span })
    }

    fn draw_node(
        &mut self,
        node: Option<&(Option<&ast::NodePattern>, Span)>,
        declared: &mut Declared,
    ) -> Result<(Slot, bool), QueryError> {
        let name = node.and_then(|(node, _)| node.as_ref()?.variable.as_ref());
        self.draw_variable(name, Kind::of(Types::NODE), "a node", declared)
    }

    fn draw_relation(
        &mut self,
        relation: &FlatRelation<'_>,
        declared: &mut Declared,
    ) -> Result<(Slot, bool), QueryError> {
        let name = relation.pattern.variable.as_ref();
        let (kind, wanted) = match relation.length {
            None => (Kind::of(Types::RELATION), "a relation"),
            Some(_) => (Kind::list(Kind::of(Types::RELATION)), "a chain of relations"),
        };
        let (slot, bound) = self.draw_variable(name, kind, wanted, declared)?;
        if !declared.relations.insert(slot) {
            let text = name.map_or("", |name| name.kind.text.as_str());
            let message = format!("`{text}` stands for two relations of one pattern, which are always different");
            return Err(syntax("RelationshipUniquenessViolation", relation.span, message)
                .with_hint("give the second one another name"));
        }
        Ok((slot, bound))
    }

    fn draw_path(&mut self, name: &ast::Name, declared: &mut Declared) -> Result<Slot, QueryError> {
        let text = name.kind.text.as_str();
        if self.scope.visible.contains_key(text) {
            return Err(already_bound(text, name.span));
        }
        if declared.introduces == Introduces::Nothing {
            return Err(self.unknown(name));
        }
        let slot = self.declare(name, Kind::of(Types::PATH));
        declared.paths.insert(text.into(), slot);
        declared.binds.push(slot);
        Ok(slot)
    }

    /// The slot of a node or relation, and whether it is bound before the pattern.
    fn draw_variable(
        &mut self,
        name: Option<&ast::Name>,
        kind: Kind,
        wanted: &str,
        declared: &mut Declared,
    ) -> Result<(Slot, bool), QueryError> {
        let known = name.and_then(|name| Some((name, self.known(&name.kind.text)?)));
        if let Some((name, slot)) = known {
            let is = self.kind(slot);
            let fits =
                is.may_be(kind.types) && (kind.types != Types::LIST || is.element().may_be(kind.element().types));
            if !fits {
                return Err(type_conflict(&name.kind.text, name.span, is.types, wanted));
            }
            return Ok((slot, !declared.fresh.contains(&slot)));
        }
        let slot = match name {
            None => self.slot("", kind),
            Some(name) if declared.introduces == Introduces::Nothing => return Err(self.unknown(name)),
            Some(name) if self.scope.hidden.is_some() && self.hidden(&name.kind.text).is_some() => {
                return Err(self.unknown(name));
            }
            Some(name) => self.declare(name, kind),
        };
        declared.fresh.insert(slot);
        declared.binds.push(slot);
        Ok((slot, false))
    }

    fn path(&mut self, drawn: Drawn<'_>) -> Result<PathPattern, QueryError> {
        let Drawn { flat, nodes: node_slots, relations: relation_slots, variable, selector, span } = drawn;
        let mut nodes = Vec::new();
        for ((node, span), (slot, bound)) in flat.nodes.iter().zip(node_slots) {
            nodes.push(self.node(*node, *span, slot, bound)?);
        }
        let mut relations = Vec::new();
        for (relation, (slot, bound)) in flat.relations.iter().zip(relation_slots) {
            relations.push(self.relation(relation, slot, bound)?);
        }
        // A condition of a parenthesized part is one on its last node: it sees the whole pattern all the same.
        for filter in &flat.filters {
            let condition = self.condition(filter, "`WHERE`")?;
            if let Some(last) = nodes.last_mut() {
                last.filter = Some(both(last.filter.take(), condition));
            }
        }
        Ok(PathPattern { variable, selector, nodes, relations, place: place(span) })
    }

    fn node(
        &mut self,
        node: Option<&ast::NodePattern>,
        span: Span,
        variable: Slot,
        bound: bool,
    ) -> Result<NodePattern, QueryError> {
        let labels = node.and_then(|node| node.labels.as_ref());
        let labels = labels.map(|labels| self.label_expression(labels, Some(Asked::Label))).transpose()?;
        let properties = self.properties(node.and_then(|node| node.properties.as_deref()))?;
        let filter = node.and_then(|node| node.where_clause.as_deref());
        let filter = filter.map(|filter| self.pattern_condition(filter)).transpose()?;
        Ok(NodePattern { variable, bound, labels, properties, filter, place: place(span) })
    }

    fn relation(
        &mut self,
        relation: &FlatRelation<'_>,
        variable: Slot,
        bound: bool,
    ) -> Result<RelationPattern, QueryError> {
        let pattern = relation.pattern;
        let (types, type_filter) = self.relation_types(pattern.labels.as_ref())?;
        let element = match relation.length {
            None => variable,
            Some(_) => self.slot(&self.slot_name(variable), Kind::of(Types::RELATION)),
        };
        let before = self.scope.visible.clone();
        if let Some(name) = &pattern.variable {
            // Within the brackets, the variable is a single relation of the chain.
            let name: Arc<str> = name.kind.text.as_str().into();
            self.scope.visible.insert(name, element);
        }
        let properties = self.properties(pattern.properties.as_deref())?;
        let filter = relation.filter.map(|filter| self.pattern_condition(filter)).transpose()?;
        self.scope.visible = before;
        Ok(RelationPattern {
            variable,
            bound,
            way: way(pattern.direction.kind),
            types,
            type_filter,
            length: relation.length,
            properties,
            filter,
            element,
            place: place(relation.span),
        })
    }

    fn pattern_condition(&mut self, filter: &ast::Expr) -> Result<Expr, QueryError> {
        self.without_aggregates("a pattern", |lower| lower.condition(filter, "`WHERE`"))
    }

    fn properties(&mut self, properties: Option<&ast::Expr>) -> Result<Properties, QueryError> {
        let entries = match properties.map(|properties| (&properties.kind, properties.span)) {
            None => return Ok(Properties::Entries(Vec::new())),
            Some((ast::ExprKind::Map(entries), _)) => entries,
            Some((_, span)) => {
                return Err(syntax("InvalidParameterUse", span, "a parameter cannot stand for the properties to find")
                    .with_hint("name them one by one: `{name: $name}`"));
            }
        };
        let mut lowered = Vec::new();
        for entry in entries {
            let key = self.ask(Some(Asked::Key), &entry.key.kind.text, entry.key.span);
            let value = self.without_aggregates("a pattern", |lower| lower.expression(&entry.value))?.0;
            lowered.push((key, value));
        }
        Ok(Properties::Entries(lowered))
    }
}

fn both(first: Option<Expr>, second: Expr) -> Expr {
    match first {
        None => second,
        Some(first) => {
            let place = second.place;
            Expr { kind: ExprKind::And(vec![first, second]), place }
        }
    }
}

/// Which way a relation points.
pub(super) fn way(direction: ast::RelationshipDirection) -> Way {
    match direction {
        ast::RelationshipDirection::Right => Way::Right,
        ast::RelationshipDirection::Left => Way::Left,
        _ => Way::Both,
    }
}
