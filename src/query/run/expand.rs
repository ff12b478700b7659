//! Single relations: all of a type, or those of a node.

use super::super::error::QueryError;
use super::super::ir::{Slot, Way};
use super::super::plan::Expand;
use super::super::store::{Ends, NodeId, Step, TypeId};
use super::super::value::Value;
use super::machine::{Flow, Machine, ON, STOP, Sink};

impl<'g> Machine<'g> {
    /// All relations of some types, with both ends. The slots are those of relation, source and target.
    pub(super) fn relations(
        &self,
        slots: [Slot; 3],
        kinds: Option<&[TypeId]>,
        both: bool,
        differs: &[Slot],
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let graph = self.env.graph;
        let mut give = |ends| self.give_relation(slots, both, differs, ends, row, next);
        match kinds {
            None => {
                let ends = |relation| Ends { relation, source: graph.source(relation), target: graph.target(relation) };
                self.try_each(graph.relations().map(ends), &mut give)
            }
            Some(kinds) => {
                for kind in kinds {
                    let of_kind = graph.relations_of_kind(*kind).iter().copied();
                    if self.try_each(of_kind, &mut give)?.is_break() {
                        return Ok(STOP);
                    }
                }
                Ok(ON)
            }
        }
    }

    fn try_each(
        &self,
        relations: impl Iterator<Item = Ends>,
        give: &mut dyn FnMut(Ends) -> Result<Flow, QueryError>,
    ) -> Result<Flow, QueryError> {
        for relation in relations {
            self.env.tick()?;
            if give(relation)?.is_break() {
                return Ok(STOP);
            }
        }
        Ok(ON)
    }

    fn give_relation(
        &self,
        [relation, source, target]: [Slot; 3],
        both: bool,
        differs: &[Slot],
        found: Ends,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let Ends { relation: found, source: from, target: to } = found;
        if !self.differs(found, differs, row) || (source == target && from != to) {
            return Ok(ON);
        }
        row[relation as usize] = Value::Relation(found);
        row[source as usize] = Value::Node(from);
        row[target as usize] = Value::Node(to);
        if next(row)?.is_break() {
            return Ok(STOP);
        }
        if !both || from == to {
            return Ok(ON);
        }
        row[relation as usize] = Value::Relation(found);
        row[source as usize] = Value::Node(to);
        row[target as usize] = Value::Node(from);
        next(row)
    }

    /// The relations of a node, or those to another node.
    pub(super) fn expand(&self, hop: &Expand, row: &mut [Value], next: Sink<'_>) -> Result<Flow, QueryError> {
        let Value::Node(from) = row[hop.from as usize] else { return Ok(ON) };
        let to = match (hop.into, &row[hop.to as usize]) {
            (false, _) => None,
            (true, Value::Node(to)) => Some(*to),
            (true, _) => return Ok(ON),
        };
        self.steps_of(hop, from, to, &mut |steps, out| self.give_steps(hop, from, steps, out, row, next))
    }

    /// Hands over the steps of a hop, slice by slice; with `to`, those to that node only.
    pub(super) fn steps_of(
        &self,
        hop: &Expand,
        from: NodeId,
        to: Option<NodeId>,
        give: &mut dyn FnMut(&'g [Step], bool) -> Result<Flow, QueryError>,
    ) -> Result<Flow, QueryError> {
        let graph = self.env.graph;
        for out in [true, false] {
            if hop.way == if out { Way::Left } else { Way::Right } {
                continue;
            }
            let slice = |kind: TypeId| match (out, to) {
                (true, None) => graph.outgoing_of(from, kind),
                (false, None) => graph.incoming_of(from, kind),
                (true, Some(to)) => graph.outgoing_to(from, kind, to),
                (false, Some(to)) => graph.incoming_from(from, kind, to),
            };
            let flow = match (&hop.kinds, to) {
                (Some(kinds), _) => kinds.iter().try_for_each_flow(|kind| give(slice(*kind), out))?,
                (None, None) => give(if out { graph.outgoing(from) } else { graph.incoming(from) }, out)?,
                (None, Some(_)) => graph.kinds().try_for_each_flow(|kind| give(slice(kind), out))?,
            };
            if flow.is_break() {
                return Ok(STOP);
            }
        }
        Ok(ON)
    }

    fn give_steps(
        &self,
        hop: &Expand,
        from: NodeId,
        steps: &[Step],
        out: bool,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let mut last = None;
        for step in steps {
            self.env.tick()?;
            // A loop is met from both sides: once is enough.
            let again = hop.way == Way::Both && !out && step.node == from;
            if again || (hop.once && last == Some(step.node)) || !self.differs(step.relation, &hop.differs, row) {
                continue;
            }
            last = Some(step.node);
            row[hop.relation as usize] = Value::Relation(step.relation);
            if !hop.into {
                row[hop.to as usize] = Value::Node(step.node);
            }
            if next(row)?.is_break() {
                return Ok(STOP);
            }
        }
        Ok(ON)
    }
}

/// Goes through findings until one says stop.
pub(super) trait TryEachFlow: Iterator + Sized {
    /// Calls `give` for each until it fails or wants no more.
    fn try_for_each_flow(
        self,
        mut give: impl FnMut(Self::Item) -> Result<Flow, QueryError>,
    ) -> Result<Flow, QueryError> {
        for item in self {
            if give(item)?.is_break() {
                return Ok(STOP);
            }
        }
        Ok(ON)
    }
}

impl<I: Iterator> TryEachFlow for I {}
