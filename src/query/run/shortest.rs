//! Shortest chains of relations.
//!
//! How: breadth first from one end, with the relations over which each node was first reached. Conditions on single
//! relations and nodes are judged on the way, so that a longer path that fulfills them is found where the shortest does
//! not. Where a condition can only be judged on a whole path, or several lengths are wanted, all chains are tried by
//! length.

use std::collections::HashMap;

use super::super::error::QueryError;
use super::super::ir::{Selector, Way};
use super::super::plan::{PathPart, Shortest};
use super::super::store::{NodeId, RelationId};
use super::super::value::Value;
use super::machine::{Flow, Machine, ON, STOP, Sink};

/// How a node was reached.
struct Reached {
    /// Over so many relations.
    length: u32,
    /// From these nodes, over these relations.
    from: Vec<(NodeId, RelationId)>,
}

type Tree = HashMap<NodeId, Reached, foldhash::fast::FixedState>;

/// One chain of a search by length: its relations and its end.
type Trail = (Vec<RelationId>, NodeId);

impl<'g> Machine<'g> {
    /// The shortest chains from a node, or to another node.
    pub(super) fn shortest(&self, plan: &Shortest, row: &mut [Value], next: Sink<'_>) -> Result<Flow, QueryError> {
        let hop = &plan.chain.hop;
        let Value::Node(from) = row[hop.from as usize] else { return Ok(ON) };
        let to = match (hop.into, &row[hop.to as usize]) {
            (false, _) => None,
            (true, Value::Node(to)) => Some(*to),
            (true, _) => return Ok(ON),
        };
        if !self.node_passes(plan, from, row)? {
            return Ok(ON);
        }
        let one_length = matches!(plan.selector, Selector::Shortest(1) | Selector::Any(1) | Selector::AllShortest);
        // A way back over the same relation is no chain: without a direction, a round trip needs the slow search.
        let round = hop.way == Way::Both && to.is_none_or(|to| to == from) && plan.chain.least > 0;
        if one_length && plan.path_filters.is_empty() && plan.chain.least <= 1 && !round {
            return self.breadth_first(plan, from, to, row, next);
        }
        self.by_length(plan, from, to, row, next)
    }

    fn node_passes(&self, plan: &Shortest, node: NodeId, row: &mut [Value]) -> Result<bool, QueryError> {
        for (slot, filter) in &plan.node_filters {
            row[*slot as usize] = Value::Node(node);
            if !self.truth(filter, row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn breadth_first(
        &self,
        plan: &Shortest,
        from: NodeId,
        to: Option<NodeId>,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let chain = &plan.chain;
        let all = plan.selector == Selector::AllShortest;
        let mut tree = Tree::default();
        if chain.least == 0 {
            tree.insert(from, Reached { length: 0, from: Vec::new() });
            if to.is_none_or(|to| to == from) && self.give_chain(chain, from, &[], row, next)?.is_break() {
                return Ok(STOP);
            }
        }
        let (mut frontier, mut length, mut steps) = (vec![from], 0, Vec::new());
        while !frontier.is_empty() && chain.most.is_none_or(|most| length < most) {
            if to.is_some_and(|to| tree.contains_key(&to)) {
                break;
            }
            length += 1;
            let mut reached = Vec::new();
            'level: for node in std::mem::take(&mut frontier) {
                steps.clear();
                self.push_steps(chain, node, &mut steps)?;
                while let Some(step) = steps.pop() {
                    self.env.tick()?;
                    match tree.get(&step.node) {
                        Some(old) if old.length < length || !all => continue,
                        _ => {}
                    }
                    if !self.passes(chain, step.relation, row)? || !self.node_passes(plan, step.node, row)? {
                        continue;
                    }
                    let entry = tree.entry(step.node).or_insert_with(|| {
                        reached.push(step.node);
                        Reached { length, from: Vec::with_capacity(1) }
                    });
                    entry.from.push((node, step.relation));
                    if !all && to == Some(step.node) {
                        break 'level;
                    }
                }
            }
            if to.is_none_or(|to| tree.contains_key(&to)) {
                for &end in reached.iter().filter(|&&end| to.is_none_or(|to| to == end)) {
                    if self.give_all(plan, &tree, from, end, row, next)?.is_break() {
                        return Ok(STOP);
                    }
                }
            }
            frontier = reached;
            frontier.retain(|node| *node != from);
        }
        Ok(ON)
    }

    /// Hands on the chains that lead to a node: from its end back to the first node.
    fn give_all(
        &self,
        plan: &Shortest,
        tree: &Tree,
        from: NodeId,
        end: NodeId,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let length = tree.get(&end).map_or(0, |reached| reached.length) as usize;
        // Relations from the end backwards, and which way each node took.
        let (mut trail, mut open) = (Vec::with_capacity(length), vec![(end, 0usize)]);
        while let Some((node, taken)) = open.last_mut() {
            let way = tree.get(node).and_then(|reached| reached.from.get(*taken)).copied();
            *taken += 1;
            let Some((before, relation)) = way else {
                open.pop();
                trail.pop();
                continue;
            };
            self.env.tick()?;
            trail.push(relation);
            if trail.len() == length {
                debug_assert_eq!(before, from);
                let forward: Vec<RelationId> = trail.iter().rev().copied().collect();
                if self.give_chain(&plan.chain, end, &forward, row, next)?.is_break() {
                    return Ok(STOP);
                }
                trail.pop();
            } else {
                open.push((before, 0));
            }
        }
        Ok(ON)
    }

    /// Tries all chains, shorter ones first.
    fn by_length(
        &self,
        plan: &Shortest,
        from: NodeId,
        to: Option<NodeId>,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let chain = &plan.chain;
        let mut wanted = Wanted { selector: plan.selector, found: HashMap::default() };
        let (mut level, mut length, mut steps): (Vec<Trail>, u32, _) = (vec![(Vec::new(), from)], 0, Vec::new());
        let mut kept = 0;
        while !level.is_empty() {
            if length >= chain.least {
                for (trail, end) in level.iter().filter(|(_, end)| to.is_none_or(|to| to == *end)) {
                    if wanted.is_full(*end, length) || !self.path_passes(plan, *end, trail, row)? {
                        continue;
                    }
                    wanted.note(*end, length);
                    if self.give_chain(chain, *end, trail, row, next)?.is_break() {
                        return Ok(STOP);
                    }
                }
                if to.is_some_and(|to| wanted.is_full(to, length + 1)) {
                    break;
                }
            }
            if chain.most.is_some_and(|most| length >= most) {
                break;
            }
            length += 1;
            let mut longer = Vec::new();
            for (trail, end) in level {
                steps.clear();
                self.push_steps(chain, end, &mut steps)?;
                while let Some(step) = steps.pop() {
                    self.env.tick()?;
                    let fresh = !trail.contains(&step.relation);
                    if fresh && self.passes(chain, step.relation, row)? && self.node_passes(plan, step.node, row)? {
                        self.env.keep(1)?;
                        kept += 1;
                        let mut trail = trail.clone();
                        trail.push(step.relation);
                        longer.push((trail, step.node));
                    }
                }
            }
            level = longer;
        }
        self.env.release(kept);
        Ok(ON)
    }

    fn path_passes(
        &self,
        plan: &Shortest,
        end: NodeId,
        trail: &[RelationId],
        row: &mut [Value],
    ) -> Result<bool, QueryError> {
        let hop = &plan.chain.hop;
        row[hop.relation as usize] = self.list_of(&plan.chain, trail);
        row[hop.to as usize] = Value::Node(end);
        if let Some(path) = plan.path {
            let first = if plan.chain.reversed { hop.to } else { hop.from };
            let last = if plan.chain.reversed { hop.from } else { hop.to };
            let part = if plan.chain.single { PathPart::One(hop.relation) } else { PathPart::Many(hop.relation) };
            row[path as usize] = self.path(&[first, last], &[part], row);
        }
        for filter in &plan.path_filters {
            if !self.truth(filter, row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// How many chains are still wanted for each end.
struct Wanted {
    selector: Selector,
    /// For each end: how many were found, how many lengths they have, and the last length.
    found: HashMap<NodeId, (u32, u32, u32), foldhash::fast::FixedState>,
}

impl Wanted {
    fn is_full(&self, end: NodeId, length: u32) -> bool {
        let Some((count, lengths, last)) = self.found.get(&end).copied() else { return false };
        let new_length = length != last;
        match self.selector {
            Selector::All => false,
            Selector::Any(most) | Selector::Shortest(most) => count >= most,
            Selector::AllShortest => new_length,
            Selector::ShortestGroups(most) => new_length && lengths >= most,
        }
    }

    fn note(&mut self, end: NodeId, length: u32) {
        let entry = self.found.entry(end).or_insert((0, 0, u32::MAX));
        entry.1 += u32::from(entry.2 != length);
        *entry = (entry.0 + 1, entry.1, length);
    }
}
