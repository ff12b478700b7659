//! Relations that are bound already: their ends are found or checked.

use super::super::error::QueryError;
use super::super::ir::Way;
use super::super::plan::Follow;
use super::super::store::{NodeId, RelationId};
use super::super::value::Value;
use super::machine::{Flow, Machine, ON, STOP, Sink};

impl<'g> Machine<'g> {
    /// The ends of a relation, or of a list of relations.
    pub(super) fn follow(&self, follow: &Follow, row: &mut [Value], next: Sink<'_>) -> Result<Flow, QueryError> {
        let relations: Vec<RelationId> = match (&row[follow.relation as usize], follow.length) {
            (Value::Relation(relation), None) => vec![*relation],
            (Value::List(list), Some((least, most))) => {
                let fits = list.len() >= least as usize && most.is_none_or(|most| list.len() <= most as usize);
                let relation =
                    |value: &Value| if let Value::Relation(relation) = value { Some(*relation) } else { None };
                match list.iter().map(relation).collect::<Option<Vec<_>>>() {
                    Some(relations) if fits => relations,
                    _ => return Ok(ON),
                }
            }
            _ => return Ok(ON),
        };
        for relation in &relations {
            if !self.may_follow(follow, *relation, row)? {
                return Ok(ON);
            }
        }
        let Some(first) = relations.first() else { return self.nowhere(follow, row, next) };
        let ends = [self.env.graph.source(*first), self.env.graph.target(*first)];
        let starts = match (follow.way, ends[0] == ends[1]) {
            (Way::Right, _) | (Way::Both, true) => vec![ends[0]],
            (Way::Left, _) => vec![ends[1]],
            (Way::Both, false) => ends.to_vec(),
        };
        for start in starts {
            if let Some(end) = self.walk(follow, start, &relations)
                && self.give_ends(follow, [start, end], row, next)?.is_break()
            {
                return Ok(STOP);
            }
        }
        Ok(ON)
    }

    fn may_follow(&self, follow: &Follow, relation: RelationId, row: &mut [Value]) -> Result<bool, QueryError> {
        let kind = self.env.graph.kind_of(relation);
        let fits = follow.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
        if !fits || !self.env.graph.relation_exists(relation) || !self.differs(relation, &follow.differs, row) {
            return Ok(false);
        }
        for (slot, filter) in &follow.filters {
            row[*slot as usize] = Value::Relation(relation);
            if !self.truth(filter, row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Where the relations lead from a node, if each fits the next.
    fn walk(&self, follow: &Follow, start: NodeId, relations: &[RelationId]) -> Option<NodeId> {
        relations.iter().try_fold(start, |at, relation| {
            let (source, target) = (self.env.graph.source(*relation), self.env.graph.target(*relation));
            let right = (follow.way != Way::Left && source == at).then_some(target);
            right.or_else(|| (follow.way != Way::Right && target == at).then_some(source))
        })
    }

    /// No relations: both ends are the same node, which one of them must give.
    fn nowhere(&self, follow: &Follow, row: &mut [Value], next: Sink<'_>) -> Result<Flow, QueryError> {
        let bound = follow.ends.iter().find(|(_, bound)| *bound);
        match bound.map(|(slot, _)| &row[*slot as usize]) {
            Some(Value::Node(node)) => {
                let node = *node;
                self.give_ends(follow, [node, node], row, next)
            }
            _ => Ok(ON),
        }
    }

    fn give_ends(
        &self,
        follow: &Follow,
        found: [NodeId; 2],
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        for ((slot, bound), node) in follow.ends.iter().zip(found) {
            let at = &mut row[*slot as usize];
            if !*bound {
                *at = Value::Node(node);
            } else if !matches!(at, Value::Node(there) if *there == node) {
                return Ok(ON);
            }
        }
        // A relation from a node to itself: both ends may be one unbound variable.
        if follow.ends[0].0 == follow.ends[1].0 && found[0] != found[1] {
            return Ok(ON);
        }
        next(row)
    }
}
