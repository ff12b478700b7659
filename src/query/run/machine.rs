//! Lets one row after the other run through operators.
//!
//! How: an operator sets its slots in the row and hands it to the operators behind it, for each of its findings. There is
//! one row for all of them: a slot is overwritten only when everybody behind has read it.

use std::collections::HashSet;

use super::super::error::{ErrorClass, QueryError};
use super::super::ir::Slot;
use super::super::plan::{Action, Code, LabelTest, Operator, PathPart, Subplan};
use super::super::procedures::Procedures;
use super::super::store::{LabelId, NodeId, RelationId};
use super::super::value::{Group, Path, Value};
use super::evaluate::{Subplans, evaluate, truth};
use super::judge::label_test;
use super::profile::Profile;
use super::{Env, branch};

/// Whether more rows are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// More rows are wanted.
    On,
    /// No more rows are wanted.
    Stop,
}

impl Flow {
    /// Says whether no more rows are wanted.
    pub(super) fn is_break(self) -> bool {
        self == Flow::Stop
    }
}

/// More rows are wanted.
pub(super) const ON: Flow = Flow::On;
/// No more rows are wanted.
pub(super) const STOP: Flow = Flow::Stop;

/// Takes rows at the end of operators.
pub(super) type Sink<'s> = &'s mut dyn FnMut(&mut [Value]) -> Result<Flow, QueryError>;

/// What runs operators.
#[derive(Clone, Copy)]
pub(super) struct Machine<'g> {
    pub env: Env<'g>,
    pub procedures: &'g Procedures,
    pub profile: Option<&'g Profile<'g>>,
}

/// What an operator remembers from row to row.
pub(super) enum State {
    /// Nothing.
    None,
    /// Rows that were seen.
    Seen(HashSet<Vec<Group>, foldhash::fast::FixedState>),
    /// Rows still to be skipped, or still to be given.
    Left(u64),
    /// The states of operators inside.
    Inner(Vec<State>),
}

impl<'g> Machine<'g> {
    /// Makes the states of operators that begin to run.
    pub(super) fn states(&self, operators: &[Operator], row: &mut [Value]) -> Result<Vec<State>, QueryError> {
        let state = |operator: &Operator| {
            Ok(match &operator.action {
                Action::Distinct { .. } => State::Seen(HashSet::default()),
                Action::Skip(code) => State::Left(self.count(code, row)?),
                Action::Limit(code) => State::Left(self.count(code, row)?),
                Action::Optional { operators, .. } => State::Inner(self.states(operators, row)?),
                _ => State::None,
            })
        };
        operators.iter().map(state).collect()
    }

    /// The number of rows that `SKIP` or `LIMIT` asks for.
    pub(super) fn count(&self, code: &Code, row: &mut [Value]) -> Result<u64, QueryError> {
        let wrong =
            |detail, what: String| Err(QueryError::runtime(ErrorClass::SyntaxError, detail, what).at(code.place));
        match self.evaluate(code, row)? {
            Value::Integer(count) if count >= 0 => Ok(count as u64),
            Value::Integer(count) => wrong("NegativeIntegerArgument", format!("`{count}` is no number of rows")),
            other => wrong("InvalidArgumentType", format!("a {} is no number of rows", other.type_name())),
        }
    }

    pub(super) fn evaluate(&self, code: &Code, row: &mut [Value]) -> Result<Value, QueryError> {
        evaluate(code, row, &self.env, self)
    }

    pub(super) fn truth(&self, code: &Code, row: &mut [Value]) -> Result<bool, QueryError> {
        Ok(truth(code, row, &self.env, self)? == Some(true))
    }

    /// Runs operators that begin now on one row.
    pub(super) fn run(&self, operators: &[Operator], row: &mut [Value], sink: Sink<'_>) -> Result<Flow, QueryError> {
        let mut states = self.states(operators, row)?;
        self.step(operators, &mut states, row, sink)
    }

    /// Hands a row to the first of the operators, and its findings to the rest.
    pub(super) fn step(
        &self,
        operators: &[Operator],
        states: &mut [State],
        row: &mut [Value],
        sink: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let (Some((operator, rest)), Some((state, states))) = (operators.split_first(), states.split_first_mut())
        else {
            return sink(row);
        };
        self.env.tick()?;
        match self.profile {
            None => self.act(operator, state, row, &mut |row: &mut [Value]| self.step(rest, states, row, sink)),
            Some(profile) => {
                let outer = profile.enter(operator.id);
                let flow = self.act(operator, state, row, &mut |row: &mut [Value]| {
                    profile.count(operator.id);
                    let flow = self.step(rest, states, row, sink);
                    profile.enter(operator.id);
                    flow
                });
                profile.leave(outer);
                flow
            }
        }
    }

    fn act(
        &self,
        operator: &Operator,
        state: &mut State,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        match &operator.action {
            Action::Nodes { to, label } => self.nodes(*to, *label, row, next),
            Action::Lookup { to, label, key, value } => {
                let value = self.evaluate(value, row)?;
                let found = self.env.graph.find_nodes(*label, *key, &value);
                self.each_node(*to, found.iter().copied(), row, next)
            }
            Action::Relations { relation, source, target, kinds, both, differs } => {
                let slots = [*relation, *source, *target];
                self.relations(slots, kinds.as_deref(), *both, differs, row, next)
            }
            Action::Expand(hop) => self.expand(hop, row, next),
            Action::Chain(chain) => self.chain(chain, row, next),
            Action::Shortest(shortest) => self.shortest(shortest, row, next),
            Action::Follow(follow) => self.follow(follow, row, next),
            Action::Path { to, nodes, relations } => {
                row[*to as usize] = self.path(nodes, relations, row);
                next(row)
            }
            Action::Filter(code) => {
                if self.truth(code, row)? {
                    next(row)
                } else {
                    Ok(ON)
                }
            }
            Action::Labels { slot, test } => {
                if self.is_node(*slot, test, row) {
                    next(row)
                } else {
                    Ok(ON)
                }
            }
            Action::Let { slot, code } => {
                row[*slot as usize] = self.evaluate(code, row)?;
                next(row)
            }
            Action::Unwind { list, to } => self.unwind(list, *to, row, next),
            Action::Optional { operators, binds } => self.optional(operators, binds, state, row, next),
            Action::Distinct { slots } => {
                let key: Vec<Group> = slots.iter().map(|slot| Group::new(row[*slot as usize].clone())).collect();
                let State::Seen(seen) = state else { return Ok(ON) };
                if !seen.insert(key) {
                    return Ok(ON);
                }
                self.env.keep(1)?;
                next(row)
            }
            Action::Skip(_) => match state {
                State::Left(left) if *left > 0 => {
                    *left -= 1;
                    Ok(ON)
                }
                _ => next(row),
            },
            Action::Limit(_) => {
                let State::Left(left) = state else { return Ok(STOP) };
                if *left == 0 {
                    return Ok(STOP);
                }
                *left -= 1;
                let last = *left == 0;
                let flow = next(row)?;
                Ok(if last { STOP } else { flow })
            }
            Action::Call(call) => self.call(call, row, next),
            Action::Subquery { plan, binds, optional } => self.subquery(plan, binds, *optional, row, next),
        }
    }

    fn nodes(
        &self,
        to: Slot,
        label: Option<Option<LabelId>>,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        match label {
            None => self.each_node(to, self.env.graph.nodes(), row, next),
            Some(None) => Ok(ON),
            Some(Some(label)) => self.each_node(to, self.env.graph.nodes_with_label(label).iter().copied(), row, next),
        }
    }

    fn each_node(
        &self,
        to: Slot,
        nodes: impl Iterator<Item = NodeId>,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        for node in nodes {
            self.env.tick()?;
            row[to as usize] = Value::Node(node);
            if next(row)?.is_break() {
                return Ok(STOP);
            }
        }
        Ok(ON)
    }

    pub(super) fn is_node(&self, slot: Slot, test: &LabelTest, row: &[Value]) -> bool {
        match &row[slot as usize] {
            Value::Node(node) => label_test(test, &Value::Node(*node), self.env.graph),
            _ => false,
        }
    }

    fn unwind(&self, list: &Code, to: Slot, row: &mut [Value], next: Sink<'_>) -> Result<Flow, QueryError> {
        match self.evaluate(list, row)? {
            Value::Null => Ok(ON),
            Value::List(list) => {
                for value in list.iter() {
                    self.env.tick()?;
                    row[to as usize] = value.clone();
                    if next(row)?.is_break() {
                        return Ok(STOP);
                    }
                }
                Ok(ON)
            }
            single => {
                row[to as usize] = single;
                next(row)
            }
        }
    }

    fn optional(
        &self,
        operators: &[Operator],
        binds: &[Slot],
        state: &mut State,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let State::Inner(states) = state else { return Ok(ON) };
        let mut found = false;
        let flow = self.step(operators, states, row, &mut |row| {
            found = true;
            next(row)
        })?;
        if found {
            return Ok(flow);
        }
        binds.iter().for_each(|slot| row[*slot as usize] = Value::Null);
        next(row)
    }

    /// Puts a path together; null where a part of it is null.
    pub(super) fn path(&self, nodes: &[Slot], relations: &[PathPart], row: &[Value]) -> Value {
        let Some(Value::Node(first)) = nodes.first().map(|slot| &row[*slot as usize]) else { return Value::Null };
        let mut path = Path { nodes: vec![*first], relations: Vec::new() };
        for part in relations {
            let one;
            let list: &[Value] = match part {
                PathPart::One(slot) => {
                    one = [row[*slot as usize].clone()];
                    &one
                }
                PathPart::Many(slot) => match &row[*slot as usize] {
                    Value::List(list) => list,
                    _ => return Value::Null,
                },
            };
            for value in list {
                let Value::Relation(relation) = value else { return Value::Null };
                let at = *path.nodes.last().expect("a path begins with a node");
                path.nodes.push(self.other_end(*relation, at));
                path.relations.push(*relation);
            }
        }
        Value::Path(path.into())
    }

    /// The node at the other end of a relation.
    pub(super) fn other_end(&self, relation: RelationId, from: NodeId) -> NodeId {
        let source = self.env.graph.source(relation);
        if source == from { self.env.graph.target(relation) } else { source }
    }

    /// Says whether a relation is another than those in these slots.
    pub(super) fn differs(&self, relation: RelationId, slots: &[Slot], row: &[Value]) -> bool {
        slots.iter().all(|slot| match &row[*slot as usize] {
            Value::Relation(other) => *other != relation,
            Value::List(list) => {
                !list.iter().any(|value| matches!(value, Value::Relation(other) if *other == relation))
            }
            _ => true,
        })
    }
}

impl Subplans for Machine<'_> {
    fn each(
        &self,
        plan: &Subplan,
        row: &mut [Value],
        found: &mut dyn FnMut(&mut [Value]) -> Result<bool, QueryError>,
    ) -> Result<(), QueryError> {
        let mut sink = |row: &mut [Value]| Ok(if found(row)? { ON } else { STOP });
        match plan {
            Subplan::Chain(operators) => self.run(operators, row, &mut sink)?,
            Subplan::Query(plan) => branch::read(self, plan, row, &mut sink)?,
        };
        Ok(())
    }
}
