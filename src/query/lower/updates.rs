//! Clauses that change the graph: `CREATE`, `MERGE`, `SET`, `REMOVE`, `DELETE`, `FOREACH`.

use open_cypher::{Span, ast};

use super::super::error::QueryError;
use super::super::functions::Types;
use super::super::ir::{
    Asked, Clause, CreateNode, CreatePath, CreateRelation, Expr, LabelExpr, NodePattern, PathMode, PathPattern,
    Pattern, Properties, RelationPattern, RemoveItem, Selector, SetItem, Slot, Way,
};
use super::canon::bare;
use super::expressions::parameter_of;
use super::labels::alternatives;
use super::messages::{already_bound, place, syntax, type_conflict, unsupported};
use super::paths::{FlatRelation, flatten};
use super::patterns::way;
use super::state::Lower;
use super::types::{Kind, Typed};

/// What has properties that can be changed.
const ELEMENT: Types = Types::NODE.or(Types::RELATION);
/// What can be deleted, or hold what can.
const DELETABLE: Types = ELEMENT.or(Types::PATH).or(Types::LIST).or(Types::MAP);

/// A path to write and the slots that it binds.
struct Written {
    path: CreatePath,
    ways: Vec<Way>,
    binds: Vec<Slot>,
    span: Span,
}

impl Lower<'_> {
    /// Lowers a clause that changes the graph.
    pub fn update(&mut self, clause: &ast::Clause) -> Result<Clause, QueryError> {
        self.writes = true;
        match &clause.kind {
            ast::ClauseKind::Create(ast::CreateClause { pattern })
            | ast::ClauseKind::Insert(ast::InsertClause { pattern }) => {
                let mut paths = Vec::new();
                for part in &pattern.parts {
                    paths.push(self.written_path(part, false)?.path);
                }
                Ok(Clause::Create(paths))
            }
            ast::ClauseKind::Merge(merge) => self.merge(merge),
            ast::ClauseKind::Set(set) => self.set_items(set).map(Clause::Set),
            ast::ClauseKind::Remove(remove) => self.remove(remove),
            ast::ClauseKind::Delete(delete) => self.delete(delete),
            ast::ClauseKind::Foreach(foreach) => self.foreach(foreach),
            _ => Err(self.unsupported_clause(clause)),
        }
    }

    /// Lowers a path that is created, or merged.
    fn written_path(&mut self, part: &ast::PatternPart, merge: bool) -> Result<Written, QueryError> {
        let what = if merge { "`MERGE`" } else { "`CREATE`" };
        let flat = flatten(&part.kind.path)?;
        if part.kind.selector.is_some() || flat.selector.is_some() || !flat.filters.is_empty() {
            return Err(syntax("UnexpectedSyntax", part.span, format!("{what} takes a plain path")));
        }
        let before = self.scope.clone();
        let mut made = Written {
            path: CreatePath { variable: None, nodes: Vec::new(), relations: Vec::new() },
            ways: Vec::new(),
            binds: Vec::new(),
            span: part.span,
        };
        // Values are calculated before the path is there, so they see none of its variables.
        let mut seen = before.clone();
        let alone = flat.relations.is_empty();
        for (at, (node, span)) in flat.nodes.iter().enumerate() {
            std::mem::swap(&mut self.scope, &mut seen);
            let properties = self.written_properties(node.and_then(|node| node.properties.as_deref()), merge);
            std::mem::swap(&mut self.scope, &mut seen);
            let node = self.written_node(*node, *span, alone, properties?, &mut made)?;
            made.path.nodes.push(node);
            if let Some(relation) = flat.relations.get(at) {
                std::mem::swap(&mut self.scope, &mut seen);
                let properties = self.written_properties(relation.pattern.properties.as_deref(), merge);
                std::mem::swap(&mut self.scope, &mut seen);
                let relation = self.written_relation(relation, properties?, merge, &mut made)?;
                made.path.relations.push(relation);
            }
        }
        if let Some(name) = &part.kind.binding {
            self.check_new(name)?;
            let slot = self.declare(name, Kind::of(Types::PATH));
            made.path.variable = Some(slot);
            made.binds.push(slot);
        }
        Ok(made)
    }

    fn written_node(
        &mut self,
        node: Option<&ast::NodePattern>,
        span: Span,
        alone: bool,
        properties: Properties,
        made: &mut Written,
    ) -> Result<CreateNode, QueryError> {
        if let Some(filter) = node.and_then(|node| node.where_clause.as_ref()) {
            return Err(syntax("UnexpectedSyntax", filter.span, "what is created has no `WHERE`"));
        }
        let labels = self.made_labels(node.and_then(|node| node.labels.as_ref()))?;
        let name = node.and_then(|node| node.variable.as_ref());
        let known = name.and_then(|name| Some((name, self.known(&name.kind.text)?)));
        let (variable, bound) = match known {
            Some((name, slot)) => {
                let is = self.kind(slot).clone();
                if !is.may_be(Types::NODE) {
                    return Err(type_conflict(&name.kind.text, name.span, is.types, "a node"));
                }
                let adds = !labels.is_empty() || node.is_some_and(|node| node.properties.is_some());
                if alone || adds {
                    return Err(already_bound(&name.kind.text, span));
                }
                (slot, true)
            }
            None => {
                let kind = Kind::of(Types::NODE);
                let slot = name.map(|name| self.declare(name, kind.clone())).unwrap_or_else(|| self.slot("", kind));
                made.binds.push(slot);
                (slot, false)
            }
        };
        Ok(CreateNode { variable, bound, labels, properties, place: place(span) })
    }

    fn written_relation(
        &mut self,
        relation: &FlatRelation<'_>,
        properties: Properties,
        merge: bool,
        made: &mut Written,
    ) -> Result<CreateRelation, QueryError> {
        let (pattern, span) = (relation.pattern, relation.span);
        if relation.length.is_some() {
            return Err(syntax("CreatingVarLength", span, "a chain of relations cannot be created")
                .with_hint("write its relations one by one"));
        }
        if let Some(filter) = relation.filter {
            return Err(syntax("UnexpectedSyntax", filter.span, "what is created has no `WHERE`"));
        }
        if let Some(name) = &pattern.variable {
            self.check_new(name)?;
        }
        let types = pattern.labels.as_ref().map(alternatives).unwrap_or_default();
        let [kind] = types.as_slice() else {
            return Err(syntax("NoSingleRelationshipType", span, "a relation is created with exactly one type")
                .with_hint("write its type: `-[:TYPE]->`"));
        };
        let kind = self.make(Asked::Type, &kind.kind.text);
        let way = way(pattern.direction.kind);
        if way == Way::Both && !merge {
            return Err(syntax("RequiresDirectedRelationship", span, "a relation is created in one direction")
                .with_hint("draw an arrow at one end: `-[:TYPE]->`"));
        }
        let variable = match &pattern.variable {
            Some(name) => self.declare(name, Kind::of(Types::RELATION)),
            None => self.slot("", Kind::of(Types::RELATION)),
        };
        made.binds.push(variable);
        made.ways.push(way);
        Ok(CreateRelation { variable, left: way == Way::Left, kind, properties, place: place(span) })
    }

    fn written_properties(&mut self, properties: Option<&ast::Expr>, merge: bool) -> Result<Properties, QueryError> {
        let Some(properties) = properties else { return Ok(Properties::Entries(Vec::new())) };
        match &properties.kind {
            ast::ExprKind::Map(entries) => {
                let mut lowered = Vec::new();
                for entry in entries {
                    let key = self.make(Asked::Key, &entry.key.kind.text);
                    lowered.push((key, self.update_value(&entry.value)?.0));
                }
                Ok(Properties::Entries(lowered))
            }
            ast::ExprKind::Parameter(parameter) if !merge => {
                Ok(Properties::Map(Box::new(parameter_of(parameter, properties.span).0)))
            }
            _ => Err(syntax(
                "InvalidParameterUse",
                properties.span,
                "a parameter cannot stand for the properties to find",
            )
            .with_hint("name them one by one: `{name: $name}`")),
        }
    }

    /// A value in a clause that changes the graph.
    fn update_value(&mut self, expr: &ast::Expr) -> Result<Typed, QueryError> {
        self.without_aggregates("a clause that changes the graph", |lower| lower.expression(expr))
    }

    fn merge(&mut self, merge: &ast::MergeClause) -> Result<Clause, QueryError> {
        let made = self.written_path(&merge.pattern, true)?;
        let pattern = as_pattern(&made);
        let (mut on_create, mut on_match) = (Vec::new(), Vec::new());
        for action in &merge.actions {
            let items = self.set_items(&action.set)?;
            match action.trigger.kind {
                ast::MergeTrigger::Create => on_create.extend(items),
                _ => on_match.extend(items),
            }
        }
        Ok(Clause::Merge { path: made.path, pattern, binds: made.binds, on_create, on_match })
    }

    fn set_items(&mut self, set: &ast::SetClause) -> Result<Vec<SetItem>, QueryError> {
        set.items.iter().map(|item| self.set_item(item)).collect()
    }

    fn set_item(&mut self, item: &ast::SetItem) -> Result<SetItem, QueryError> {
        Ok(match &item.kind {
            ast::SetItemKind::Property { target, value } => {
                let (target, key) = self.changed_property(target)?;
                SetItem::Property { target, key, value: self.update_value(value)?.0 }
            }
            ast::SetItemKind::ReplaceProperties { target, value } => self.set_all(target, value, false)?,
            ast::SetItemKind::MergeProperties { target, value } => self.set_all(target, value, true)?,
            ast::SetItemKind::Labels { target, labels } => {
                let target = self.changed(target, Types::NODE)?;
                SetItem::Labels { target, labels: self.made_labels(Some(labels))? }
            }
            _ => return Err(unsupported(item.span, "this change")),
        })
    }

    fn set_all(&mut self, target: &ast::Name, value: &ast::Expr, merge: bool) -> Result<SetItem, QueryError> {
        let target = self.changed(target, ELEMENT)?;
        let (lowered, kind) = self.update_value(value)?;
        kind.demand(ELEMENT.or(Types::MAP), value.span, "`SET`")?;
        Ok(SetItem::Properties { target, value: lowered, merge })
    }

    /// The variable of what is changed.
    fn changed(&mut self, name: &ast::Name, types: Types) -> Result<Expr, QueryError> {
        let slot = self.find(name)?;
        let (expr, kind) = self.variable(slot, name.span);
        kind.demand(types, name.span, "this change")?;
        Ok(expr)
    }

    fn changed_property(&mut self, target: &ast::Expr) -> Result<(Expr, u32), QueryError> {
        let ast::ExprKind::Property { expression, key } = &bare(target).kind else {
            return Err(syntax("UnexpectedSyntax", target.span, "only properties can be changed: `variable.key`"));
        };
        let (of, kind) = self.update_value(expression)?;
        kind.demand(ELEMENT, expression.span, "a change of properties")?;
        Ok((of, self.make(Asked::Key, &key.kind.text)))
    }

    fn remove(&mut self, remove: &ast::RemoveClause) -> Result<Clause, QueryError> {
        let mut items = Vec::new();
        for item in &remove.items {
            items.push(match &item.kind {
                ast::RemoveItemKind::Property(target) => {
                    let (target, key) = self.changed_property(target)?;
                    RemoveItem::Property { target, key }
                }
                ast::RemoveItemKind::Labels { target, labels } => {
                    let target = self.changed(target, Types::NODE)?;
                    RemoveItem::Labels { target, labels: self.made_labels(Some(labels))? }
                }
                _ => return Err(unsupported(item.span, "this removal")),
            });
        }
        Ok(Clause::Remove(items))
    }

    fn delete(&mut self, delete: &ast::DeleteClause) -> Result<Clause, QueryError> {
        let mut targets = Vec::new();
        for written in &delete.expressions {
            if matches!(&bare(written).kind, ast::ExprKind::Is { predicate: ast::IsPredicate::Label(_), .. }) {
                return Err(syntax("InvalidDelete", written.span, "labels and types cannot be deleted")
                    .with_hint("take labels away with `REMOVE`"));
            }
            let (target, kind) = self.update_value(written)?;
            kind.demand(DELETABLE, written.span, "`DELETE`")?;
            targets.push(target);
        }
        Ok(Clause::Delete { detach: delete.mode.kind == ast::DeleteMode::Detach, targets })
    }

    fn foreach(&mut self, foreach: &ast::ForeachClause) -> Result<Clause, QueryError> {
        let (list, kind) = self.update_value(&foreach.list)?;
        kind.demand(Types::LIST, foreach.list.span, "`FOREACH`")?;
        self.check_new(&foreach.variable)?;
        let before = self.scope.clone();
        let variable = self.declare(&foreach.variable, kind.element());
        let clauses: Result<Vec<_>, _> = foreach.clauses.iter().map(|clause| self.update(clause)).collect();
        self.scope = before;
        Ok(Clause::Foreach { list, variable, clauses: clauses? })
    }
}

/// What `MERGE` looks for before it creates.
fn as_pattern(made: &Written) -> Pattern {
    let node = |node: &CreateNode| NodePattern {
        variable: node.variable,
        bound: node.bound && !made.binds.contains(&node.variable),
        labels: match node.labels.as_slice() {
            [] => None,
            [one] => Some(LabelExpr::Has(*one)),
            all => Some(LabelExpr::And(all.iter().map(|label| LabelExpr::Has(*label)).collect())),
        },
        properties: node.properties.clone(),
        filter: None,
        place: node.place,
    };
    let relation = |(relation, way): (&CreateRelation, &Way)| RelationPattern {
        variable: relation.variable,
        bound: false,
        way: *way,
        types: vec![relation.kind],
        type_filter: None,
        length: None,
        properties: relation.properties.clone(),
        filter: None,
        element: relation.variable,
        place: relation.place,
    };
    let path = PathPattern {
        variable: made.path.variable,
        selector: Selector::All,
        nodes: made.path.nodes.iter().map(node).collect(),
        relations: made.path.relations.iter().zip(&made.ways).map(relation).collect(),
        place: place(made.span),
    };
    Pattern { paths: vec![path], mode: PathMode::Trail }
}
