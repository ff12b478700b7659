//! Chains of relations: all of them, or only where they lead.
//!
//! How: depth first with a stack of our own, so that a long chain is no deep recursion. Where only the ends are wanted,
//! breadth first, each node once: whoever is reached by any chain is reached by a shortest one, and that meets no relation
//! twice (for a fixed direction and a least length of at most one, which the planner sees to).

use std::collections::{HashSet, VecDeque};

use super::super::error::QueryError;
use super::super::ir::{PathMode, Way};
use super::super::plan::Chain;
use super::super::store::{NodeId, RelationId, Step};
use super::super::value::Value;
use super::machine::{Flow, Machine, ON, STOP, Sink};

/// A set of nodes.
pub(super) type NodeSet = HashSet<NodeId, foldhash::fast::FixedState>;

/// A chain while it grows.
struct Walk {
    /// Nodes, from the first.
    nodes: Vec<NodeId>,
    /// Relations between them.
    trail: Vec<RelationId>,
    /// Steps still to be tried, of all nodes of the chain one behind the other.
    steps: Vec<Step>,
    /// Where the steps of each node begin.
    starts: Vec<usize>,
}

impl<'g> Machine<'g> {
    /// Chains from a node, or to another node.
    pub(super) fn chain(&self, chain: &Chain, row: &mut [Value], next: Sink<'_>) -> Result<Flow, QueryError> {
        let Value::Node(from) = row[chain.hop.from as usize] else { return Ok(ON) };
        let to = match (chain.hop.into, &row[chain.hop.to as usize]) {
            (false, _) => None,
            (true, Value::Node(to)) => Some(*to),
            (true, _) => return Ok(ON),
        };
        if chain.ends_only {
            return self.ends(chain, from, to, row, next);
        }
        let mut walk = Walk { nodes: vec![from], trail: Vec::new(), steps: Vec::new(), starts: vec![0] };
        if chain.least == 0
            && to.is_none_or(|to| to == from)
            && self.give_chain(chain, from, &[], row, next)?.is_break()
        {
            return Ok(STOP);
        }
        if chain.most != Some(0) {
            self.push_steps(chain, from, &mut walk.steps)?;
        }
        while let Some(&start) = walk.starts.last() {
            let Some(step) = (walk.steps.len() > start).then(|| walk.steps.pop()).flatten() else {
                walk.starts.pop();
                walk.trail.pop();
                walk.nodes.pop();
                continue;
            };
            self.env.tick()?;
            if !self.may_go(chain, &walk, step, row)? {
                continue;
            }
            walk.trail.push(step.relation);
            walk.nodes.push(step.node);
            let length = walk.trail.len() as u32;
            let fits = length >= chain.least && to.is_none_or(|to| to == step.node);
            if fits && self.give_chain(chain, step.node, &walk.trail, row, next)?.is_break() {
                return Ok(STOP);
            }
            walk.starts.push(walk.steps.len());
            let closed = chain.mode == PathMode::Simple && step.node == from;
            if chain.most.is_none_or(|most| length < most) && !closed {
                self.push_steps(chain, step.node, &mut walk.steps)?;
            }
        }
        Ok(ON)
    }

    /// Adds the steps of a node, last first, so that they are taken in order.
    pub(super) fn push_steps(&self, chain: &Chain, node: NodeId, steps: &mut Vec<Step>) -> Result<(), QueryError> {
        let start = steps.len();
        self.steps_of(&chain.hop, node, None, &mut |slice, out| {
            let again = |step: &&Step| !(chain.hop.way == Way::Both && !out && step.node == node);
            steps.extend(slice.iter().filter(again));
            Ok(ON)
        })?;
        steps[start..].reverse();
        Ok(())
    }

    fn may_go(&self, chain: &Chain, walk: &Walk, step: Step, row: &mut [Value]) -> Result<bool, QueryError> {
        let fresh = match chain.mode {
            PathMode::Walk => true,
            PathMode::Trail => !walk.trail.contains(&step.relation),
            PathMode::Acyclic => !walk.nodes.contains(&step.node),
            PathMode::Simple => !walk.nodes[1..].contains(&step.node) && !walk.trail.contains(&step.relation),
        };
        Ok(fresh && self.passes(chain, step.relation, row)?)
    }

    /// Says whether a relation may be part of a chain.
    pub(super) fn passes(&self, chain: &Chain, relation: RelationId, row: &mut [Value]) -> Result<bool, QueryError> {
        if !self.differs(relation, &chain.hop.differs, row) {
            return Ok(false);
        }
        for (slot, filter) in &chain.filters {
            row[*slot as usize] = Value::Relation(relation);
            if !self.truth(filter, row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Hands a chain on.
    pub(super) fn give_chain(
        &self,
        chain: &Chain,
        end: NodeId,
        trail: &[RelationId],
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        if !chain.unseen {
            row[chain.hop.relation as usize] = self.list_of(chain, trail);
        }
        if !chain.hop.into {
            row[chain.hop.to as usize] = Value::Node(end);
        }
        next(row)
    }

    /// The relations of a chain in the order in which the pattern is written.
    pub(super) fn list_of(&self, chain: &Chain, trail: &[RelationId]) -> Value {
        match trail {
            [only] if chain.single => Value::Relation(*only),
            _ if chain.reversed => Value::list(trail.iter().rev().copied().map(Value::Relation).collect()),
            _ => Value::list(trail.iter().copied().map(Value::Relation).collect()),
        }
    }

    /// Every node that a chain leads to, once.
    fn ends(
        &self,
        chain: &Chain,
        from: NodeId,
        to: Option<NodeId>,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let mut seen = NodeSet::default();
        let give = |node: NodeId, row: &mut [Value], next: Sink<'_>| {
            if to.is_none_or(|to| to == node) { self.give_chain(chain, node, &[], row, next) } else { Ok(ON) }
        };
        if chain.least == 0 {
            seen.insert(from);
            if give(from, row, next)?.is_break() {
                return Ok(STOP);
            }
        }
        let mut frontier = VecDeque::from([(from, 0)]);
        let mut steps = Vec::new();
        while let Some((node, length)) = frontier.pop_front() {
            if chain.most.is_some_and(|most| length >= most) {
                break;
            }
            steps.clear();
            self.push_steps(chain, node, &mut steps)?;
            while let Some(step) = steps.pop() {
                self.env.tick()?;
                if seen.contains(&step.node) || !self.passes(chain, step.relation, row)? {
                    continue;
                }
                seen.insert(step.node);
                if give(step.node, row, next)?.is_break() {
                    return Ok(STOP);
                }
                if step.node != from {
                    frontier.push_back((step.node, length + 1));
                }
            }
        }
        Ok(ON)
    }
}
