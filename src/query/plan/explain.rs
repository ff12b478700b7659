//! A plan as lines that people read.

use std::sync::Arc;

use super::super::ir::{Slot, Way};
use super::super::result::PlanLine;
use super::super::store::{Graph, TypeId};
use super::{Action, Change, End, Expand, Operator, Plan};

/// Rows and milliseconds of operators, by their numbers.
pub(crate) type Measured<'m> = &'m dyn Fn(u32) -> (u64, Option<f64>);

/// Writes the operators of a plan, first to last.
pub(crate) fn lines(plan: &Plan, graph: &Graph, slots: &[Arc<str>], measured: Option<Measured<'_>>) -> Vec<PlanLine> {
    let mut writer = Writer { graph, slots, measured, lines: Vec::new() };
    writer.plan(plan, 0);
    writer.lines
}

struct Writer<'w> {
    graph: &'w Graph,
    slots: &'w [Arc<str>],
    measured: Option<Measured<'w>>,
    lines: Vec<PlanLine>,
}

impl Writer<'_> {
    fn plan(&mut self, plan: &Plan, depth: usize) {
        for (at, branch) in plan.branches.iter().enumerate() {
            if at > 0 {
                self.line(depth, if plan.distinct { "Union" } else { "UnionAll" }.into(), 0.0, None);
            }
            for segment in &branch.segments {
                segment.operators.iter().for_each(|operator| self.operator(operator, depth));
                let last = segment.operators.last().map_or(1.0, |operator| operator.estimate);
                match &segment.end {
                    End::Return => {}
                    End::Group(group) => {
                        let keys: Vec<String> = group.keys.iter().map(|(slot, _)| self.name(*slot)).collect();
                        let calls = group.aggregates.iter().map(|aggregate| aggregate.call.aggregate.name());
                        let calls: Vec<&str> = calls.collect();
                        let text = format!("Group by [{}]: {}", keys.join(", "), calls.join(", "));
                        self.line(depth, text, last.sqrt(), Some(group.id));
                    }
                    End::Sort(sort) => {
                        let text = if sort.first.is_empty() { "Sort" } else { "Top" };
                        self.line(depth, text.into(), last, Some(sort.id));
                    }
                    End::Write { change, .. } => self.line(depth, change_name(change).into(), last, None),
                }
            }
        }
    }

    fn line(&mut self, depth: usize, operator: String, estimate: f64, id: Option<u32>) {
        let measured = id.and_then(|id| self.measured.map(|measured| measured(id)));
        let (rows, milliseconds) = (measured.map(|found| found.0), measured.and_then(|found| found.1));
        self.lines.push(PlanLine { depth, operator, estimate, rows, milliseconds });
    }

    fn operator(&mut self, operator: &Operator, depth: usize) {
        let text = self.text(&operator.action);
        self.line(depth, text, operator.estimate, Some(operator.id));
        match &operator.action {
            Action::Optional { operators, .. } => operators.iter().for_each(|inner| self.operator(inner, depth + 1)),
            Action::Subquery { plan, .. } => self.plan(plan, depth + 1),
            _ => {}
        }
    }

    fn text(&self, action: &Action) -> String {
        let name = |slot: &Slot| self.name(*slot);
        match action {
            Action::Nodes { to, label: None } => format!("AllNodes ({})", name(to)),
            Action::Nodes { to, label: Some(label) } => {
                let label = label.map_or("?", |label| self.graph.label_name(label));
                format!("NodesByLabel ({}:{label})", name(to))
            }
            Action::Lookup { to, key, .. } => format!("NodeIndex ({} {{{}}})", name(to), self.graph.key_name(*key)),
            Action::Relations { relation, source, target, kinds, both, .. } => {
                let arrow = if *both { "-" } else { "->" };
                let kinds = self.kinds(kinds);
                format!("RelationsByType ({})-[{}{kinds}]{arrow}({})", name(source), name(relation), name(target))
            }
            Action::Expand(hop) => {
                let once = if hop.once { " once" } else { "" };
                format!("{}{once} {}", if hop.into { "ExpandInto" } else { "Expand" }, self.hop(hop, ""))
            }
            Action::Chain(chain) => {
                let ends = if chain.ends_only { " ends only" } else { "" };
                let most = chain.most.map_or(String::new(), |most| most.to_string());
                format!("ExpandChain{ends} {}", self.hop(&chain.hop, &format!("*{}..{most}", chain.least)))
            }
            Action::Shortest(shortest) => format!("ShortestPath {}", self.hop(&shortest.chain.hop, "*")),
            Action::Follow(follow) => format!("FollowRelation [{}]", name(&follow.relation)),
            Action::Path { to, .. } => format!("Path {}", name(to)),
            Action::Filter(_) => "Filter".into(),
            Action::Labels { slot, .. } => format!("FilterLabels ({})", name(slot)),
            Action::Let { slot, .. } => format!("Let {}", name(slot)),
            Action::Unwind { to, .. } => format!("Unwind {}", name(to)),
            Action::Optional { .. } => "Optional".into(),
            Action::Distinct { .. } => "Distinct".into(),
            Action::Skip(_) => "Skip".into(),
            Action::Limit(_) => "Limit".into(),
            Action::Call(call) => format!("Call {}", call.procedure),
            Action::Subquery { .. } => "Subquery".into(),
        }
    }

    fn hop(&self, hop: &Expand, length: &str) -> String {
        let (left, right) = match hop.way {
            Way::Right => ("-", "->"),
            Way::Left => ("<-", "-"),
            Way::Both => ("-", "-"),
        };
        let (from, to, relation) = (self.name(hop.from), self.name(hop.to), self.name(hop.relation));
        format!("({from}){left}[{relation}{}{length}]{right}({to})", self.kinds(&hop.kinds))
    }

    fn kinds(&self, kinds: &Option<Vec<TypeId>>) -> String {
        let names = kinds.iter().flatten().map(|kind| &**self.graph.kind_name(*kind));
        let names: Vec<&str> = names.collect();
        if names.is_empty() { String::new() } else { format!(":{}", names.join("|")) }
    }

    fn name(&self, slot: Slot) -> String {
        self.slots.get(slot as usize).map(|name| name.to_string()).unwrap_or_default()
    }
}

fn change_name(change: &Change) -> &'static str {
    match change {
        Change::Create(_) => "Create",
        Change::Merge { .. } => "Merge",
        Change::Assign(_) => "Set",
        Change::Delete { .. } => "Delete",
        Change::Subquery { .. } => "Subquery",
        Change::Foreach { .. } => "Foreach",
    }
}
