//! Changes of the graph.
//!
//! How: a changing clause sees all rows of what stands before it, then works through them one by one; each row sees what
//! the rows before it changed. Nodes that are deleted go at the end of the clause, so that their relations can be deleted
//! by a later row.

use super::super::error::{ErrorClass, Place, QueryError};
use super::super::ir::Slot;
use super::super::plan::{Assign, Change, Code, CreatePath, NewProperties, PathPart};
use super::super::result::Changes;
use super::super::store::{Graph, KeyId, NodeId, RelationId};
use super::super::value::Value;
use super::Env;
use super::branch::{Access, Runner};
use super::call::copy;
use super::gather::Rows;
use super::machine::{Machine, ON};

/// Changes a graph.
pub(super) struct Writer<'w> {
    runner: Runner<'w>,
    graph: &'w mut Graph,
    changes: &'w mut Changes,
    /// Nodes that go at the end of the clause, and whether with their relations.
    doomed: Vec<(NodeId, bool, Place)>,
}

/// A node or a relation.
#[derive(Clone, Copy)]
enum Target {
    Node(NodeId),
    Relation(RelationId),
}

/// Takes the rows that go on.
type Out<'o> = &'o mut dyn FnMut(&[Value]);

impl<'w> Writer<'w> {
    /// Begins a clause.
    pub(super) fn new(runner: Runner<'w>, graph: &'w mut Graph, changes: &'w mut Changes) -> Self {
        Writer { runner, graph, changes, doomed: Vec::new() }
    }

    /// Does a change for each row; gives the rows that go on.
    pub(super) fn run(
        mut self,
        change: &Change,
        keep: &[Slot],
        rows: &Rows,
        row: &mut [Value],
    ) -> Result<Rows, QueryError> {
        let mut out = Rows::new(keep);
        for at in 0..rows.len() {
            rows.load(at, row);
            self.apply(change, row, &mut |row| out.push(row))?;
        }
        self.bury()?;
        Ok(out)
    }

    fn machine(&self) -> Machine<'_> {
        let env = Env::new(self.graph, self.runner.session);
        Machine { env, procedures: self.runner.procedures, profile: None }
    }

    fn evaluate(&self, code: &Code, row: &mut [Value]) -> Result<Value, QueryError> {
        self.machine().evaluate(code, row)
    }

    fn apply(&mut self, change: &Change, row: &mut [Value], out: Out<'_>) -> Result<(), QueryError> {
        self.machine().env.tick()?;
        match change {
            Change::Create(paths) => {
                paths.iter().try_for_each(|path| self.create(path, row))?;
            }
            Change::Merge { .. } => return self.merge(change, row, out),
            Change::Assign(items) => items.iter().try_for_each(|item| self.assign(item, row))?,
            Change::Delete { detach, targets } => {
                for code in targets {
                    let value = self.evaluate(code, row)?;
                    self.delete(&value, *detach, code.place)?;
                }
            }
            Change::Foreach { list, variable, changes } => {
                let list = self.evaluate(list, row)?;
                let elements = match &list {
                    Value::List(list) => list.as_slice(),
                    Value::Null => &[],
                    single => std::slice::from_ref(single),
                };
                for element in elements {
                    row[*variable as usize] = element.clone();
                    changes.iter().try_for_each(|change| self.apply(change, row, &mut |_| ()))?;
                }
            }
            Change::Subquery { plan, binds } => {
                let returns = plan.branches.first().map(|branch| branch.returns.clone()).unwrap_or_default();
                let mut access = Access::Write(&mut *self.graph, &mut *self.changes);
                self.runner.plan(&mut access, plan, row, &mut |row| {
                    if !returns.is_empty() {
                        copy(&returns, binds, row);
                        out(row);
                    }
                    Ok(ON)
                })?;
                if !returns.is_empty() {
                    return Ok(());
                }
            }
        }
        out(row);
        Ok(())
    }

    fn create(&mut self, path: &CreatePath, row: &mut [Value]) -> Result<(), QueryError> {
        let mut ends = Vec::with_capacity(path.nodes.len());
        for node in &path.nodes {
            if node.bound {
                let Value::Node(found) = row[node.slot as usize] else {
                    let what = row[node.slot as usize].type_name();
                    let message = format!("a relation cannot be made: one end is {what}, not a node");
                    return Err(QueryError::runtime(ErrorClass::EntityNotFound, "MissingNode", message).at(node.place));
                };
                self.check_there(Target::Node(found), node.place)?;
                ends.push(found);
                continue;
            }
            let properties = self.properties(&node.properties, row, node.place)?;
            let made = self.graph.add_node(&node.labels);
            self.changes.nodes_created += 1;
            self.changes.labels_added += node.labels.len() as u64;
            for (key, value) in properties {
                self.set(Target::Node(made), key, value);
            }
            row[node.slot as usize] = Value::Node(made);
            ends.push(made);
        }
        for (at, relation) in path.relations.iter().enumerate() {
            let properties = self.properties(&relation.properties, row, relation.place)?;
            let [left, right] = [ends[at], ends[at + 1]];
            let (source, target) = if relation.left { (right, left) } else { (left, right) };
            let made = self.graph.add_relation(source, relation.kind, target);
            self.changes.relations_created += 1;
            for (key, value) in properties {
                self.set(Target::Relation(made), key, value);
            }
            row[relation.slot as usize] = Value::Relation(made);
        }
        if let Some(slot) = path.variable {
            let nodes: Vec<Slot> = path.nodes.iter().map(|node| node.slot).collect();
            let parts: Vec<PathPart> = path.relations.iter().map(|relation| PathPart::One(relation.slot)).collect();
            row[slot as usize] = self.machine().path(&nodes, &parts, row);
        }
        Ok(())
    }

    fn properties(
        &mut self,
        properties: &NewProperties,
        row: &mut [Value],
        place: Place,
    ) -> Result<Vec<(KeyId, Value)>, QueryError> {
        let mut found = Vec::new();
        match properties {
            NewProperties::Entries(entries) => {
                for (key, code) in entries {
                    let value = self.evaluate(code, row)?;
                    storable(&value).map_err(|error| error.at(code.place))?;
                    found.push((key.id.unwrap_or_else(|| self.graph.intern_key(&key.name)), value));
                }
            }
            NewProperties::Map(code) => match self.evaluate(code, row)? {
                Value::Null => {}
                Value::Map(map) => {
                    for (key, value) in map.iter() {
                        storable(value).map_err(|error| error.at(code.place))?;
                        found.push((self.graph.intern_key(key), value.clone()));
                    }
                }
                other => return Err(wrong_type("properties", &other).at(place)),
            },
        }
        Ok(found)
    }

    fn merge(&mut self, change: &Change, row: &mut [Value], out: Out<'_>) -> Result<(), QueryError> {
        let Change::Merge { find, binds, create, on_create, on_match } = change else { return Ok(()) };
        self.check_merge(create, row)?;
        let mut found = Rows::new(binds);
        self.machine().run(find, row, &mut |row| {
            found.push(row);
            Ok(ON)
        })?;
        if found.len() == 0 {
            self.create(create, row)?;
            on_create.iter().try_for_each(|item| self.assign(item, row))?;
            out(row);
        }
        for at in 0..found.len() {
            found.load(at, row);
            on_match.iter().try_for_each(|item| self.assign(item, row))?;
            out(row);
        }
        Ok(())
    }

    /// Nothing equals null: what is merged by it would be made again and again.
    fn check_merge(&self, path: &CreatePath, row: &mut [Value]) -> Result<(), QueryError> {
        let nodes = path.nodes.iter().map(|node| &node.properties);
        for properties in nodes.chain(path.relations.iter().map(|relation| &relation.properties)) {
            let NewProperties::Entries(entries) = properties else { continue };
            for (key, code) in entries {
                if self.evaluate(code, row)?.is_null() {
                    let message = format!("nothing can be merged by property `{}`: it is null", key.name);
                    let error = QueryError::runtime(ErrorClass::SemanticError, "MergeReadOwnWrites", message);
                    return Err(error.at(code.place));
                }
            }
        }
        Ok(())
    }

    fn target(&self, code: &Code, row: &mut [Value]) -> Result<Option<Target>, QueryError> {
        let target = match self.evaluate(code, row)? {
            Value::Null => return Ok(None),
            Value::Node(node) => Target::Node(node),
            Value::Relation(relation) => Target::Relation(relation),
            other => return Err(wrong_type("what is changed", &other).at(code.place)),
        };
        self.check_there(target, code.place)?;
        Ok(Some(target))
    }

    fn check_there(&self, target: Target, place: Place) -> Result<(), QueryError> {
        let (there, what) = match target {
            Target::Node(node) => (self.graph.node_exists(node), "node"),
            Target::Relation(relation) => (self.graph.relation_exists(relation), "relation"),
        };
        if there {
            return Ok(());
        }
        let message = format!("the {what} was deleted before in this query");
        Err(QueryError::runtime(ErrorClass::EntityNotFound, "DeletedEntityAccess", message).at(place))
    }

    fn assign(&mut self, item: &Assign, row: &mut [Value]) -> Result<(), QueryError> {
        match item {
            Assign::Property { target, key, value } => {
                let found = self.target(target, row)?;
                let new = self.evaluate(value, row)?;
                storable(&new).map_err(|error| error.at(value.place))?;
                if let Some(target) = found {
                    let key = key.id.unwrap_or_else(|| self.graph.intern_key(&key.name));
                    self.set(target, key, new);
                }
            }
            Assign::Properties { target, value, merge } => {
                let Some(found) = self.target(target, row)? else { return Ok(()) };
                let new = self.evaluate(value, row)?;
                self.assign_all(found, &new, *merge).map_err(|error| error.at(value.place))?;
            }
            Assign::AddLabels { target, labels } | Assign::RemoveLabels { target, labels } => {
                match self.target(target, row)? {
                    None => {}
                    Some(Target::Relation(_)) => {
                        return Err(wrong_type("what has labels", &Value::Relation(RelationId(0))).at(target.place));
                    }
                    Some(Target::Node(node)) => {
                        let add = matches!(item, Assign::AddLabels { .. });
                        for label in labels {
                            if add {
                                self.changes.labels_added += u64::from(self.graph.add_label(node, *label));
                            } else {
                                self.changes.labels_removed += u64::from(self.graph.remove_label(node, *label));
                            }
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn assign_all(&mut self, target: Target, value: &Value, merge: bool) -> Result<(), QueryError> {
        let new: Vec<(KeyId, Value)> = match value {
            Value::Null => Vec::new(),
            Value::Map(map) => map.iter().map(|(key, value)| (self.graph.intern_key(key), value.clone())).collect(),
            Value::Node(node) => self.graph.node_properties(*node),
            Value::Relation(relation) => self.graph.relation_properties(*relation),
            other => return Err(wrong_type("properties", other)),
        };
        new.iter().try_for_each(|(_, value)| storable(value))?;
        if !merge {
            let old = match target {
                Target::Node(node) => self.graph.node_properties(node),
                Target::Relation(relation) => self.graph.relation_properties(relation),
            };
            for (key, _) in old.into_iter().filter(|(key, _)| !new.iter().any(|(kept, _)| kept == key)) {
                self.set(target, key, Value::Null);
            }
        }
        new.into_iter().for_each(|(key, value)| self.set(target, key, value));
        Ok(())
    }

    fn set(&mut self, target: Target, key: KeyId, value: Value) {
        self.changes.properties_set += 1;
        match target {
            Target::Node(node) => self.graph.set_node_value(node, key, value),
            Target::Relation(relation) => self.graph.set_relation_value(relation, key, value),
        }
    }

    fn delete(&mut self, value: &Value, detach: bool, place: Place) -> Result<(), QueryError> {
        match value {
            Value::Null => {}
            Value::Node(node) => self.doomed.push((*node, detach, place)),
            Value::Relation(relation) => self.delete_relation(*relation),
            Value::Path(path) => {
                path.relations.iter().for_each(|relation| self.delete_relation(*relation));
                self.doomed.extend(path.nodes.iter().map(|node| (*node, detach, place)));
            }
            Value::List(list) => {
                for element in list.iter() {
                    self.delete(element, detach, place)?;
                }
            }
            other => return Err(wrong_type("what is deleted", other).at(place)),
        }
        Ok(())
    }

    fn delete_relation(&mut self, relation: RelationId) {
        if self.graph.relation_exists(relation) {
            self.graph.delete_relation(relation);
            self.changes.relations_deleted += 1;
        }
    }

    /// Deletes the nodes that are to go.
    fn bury(&mut self) -> Result<(), QueryError> {
        for (node, detach, place) in std::mem::take(&mut self.doomed) {
            if !self.graph.node_exists(node) {
                continue;
            }
            if detach {
                let steps = self.graph.outgoing(node).iter().chain(self.graph.incoming(node));
                let relations: Vec<RelationId> = steps.map(|step| step.relation).collect();
                relations.into_iter().for_each(|relation| self.delete_relation(relation));
            }
            if self.graph.degree(node) > 0 {
                let message = "a node that has relations cannot be deleted";
                let error =
                    QueryError::runtime(ErrorClass::ConstraintVerificationFailed, "DeleteConnectedNode", message);
                return Err(error.at(place).with_hint("delete its relations first, or write `DETACH DELETE`"));
            }
            self.graph.delete_node(node);
            self.changes.nodes_deleted += 1;
        }
        Ok(())
    }
}

fn wrong_type(what: &str, value: &Value) -> QueryError {
    let message = format!("{what} cannot be a {}", value.type_name());
    QueryError::runtime(ErrorClass::TypeError, "InvalidArgumentType", message)
}

/// Says whether a value can be a property: no graph element, no map, no list within a list.
fn storable(value: &Value) -> Result<(), QueryError> {
    let plain = |value: &Value| {
        !matches!(value, Value::List(_) | Value::Map(_) | Value::Node(_) | Value::Relation(_) | Value::Path(_))
    };
    let bad = match value {
        Value::List(list) => list.iter().find(|element| !plain(element) || element.is_null()),
        other => Some(other).filter(|other| !plain(other)),
    };
    let Some(bad) = bad else { return Ok(()) };
    let message = format!("a {} cannot be kept as a property", bad.type_name());
    Err(QueryError::runtime(ErrorClass::TypeError, "InvalidPropertyType", message))
}
