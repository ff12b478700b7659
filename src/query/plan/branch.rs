//! From clauses to segments.
//!
//! Reads: `ir::Union`. Gives: a [`Plan`].
//! How: clause by clause; the rows flow on through the operators of a segment until a clause must see them all.

use super::super::error::{ErrorClass, QueryError};
use super::super::ir::{self, Clause, Projection, Slot};
use super::compile::Names;
use super::planner::Planner;
use super::slots::{Slots, of_expr};
use super::{
    Action, AggregatePlan, Assign, BranchPlan, Call, Change, CreateNode, CreatePath, CreateRelation, End, Group,
    NewProperties, Operator, Optimize, Plan, Segment, Sort, distinct, pattern,
};
use crate::query::procedures::Procedures;
use crate::query::store::Graph;

/// Plans a query for a graph. Labels, types and keys that it writes must be known to the graph already.
///
/// # Errors
/// A parameter is missing, or a procedure is called wrongly.
pub(crate) fn plan<'a>(
    query: &ir::Query,
    graph: &'a Graph,
    names: Names<'a>,
    procedures: &'a Procedures,
    optimize: Optimize,
) -> Result<(Plan, usize), QueryError> {
    let mut planner = Planner::new(graph, names, procedures, optimize);
    planner.still = !query.writes;
    let plan = union(&mut planner, &query.body, &Slots::new())?;
    Ok((plan, planner.numbers()))
}

/// Plans a query that reads the variables of an outer row.
pub(super) fn union(planner: &mut Planner<'_>, union: &ir::Union, outer: &Slots) -> Result<Plan, QueryError> {
    let mut branches = Vec::new();
    for branch in &union.branches {
        let mut builder = Builder::new(planner, outer.clone());
        for clause in &branch.clauses {
            builder.clause(clause)?;
        }
        branches.push(builder.finish(&branch.returns));
    }
    Ok(Plan { branches, distinct: union.distinct })
}

struct Builder<'b, 'a> {
    planner: &'b mut Planner<'a>,
    segments: Vec<Segment>,
    operators: Vec<Operator>,
    /// Variables in sight.
    visible: Slots,
    rows: f64,
}

impl<'b, 'a> Builder<'b, 'a> {
    fn new(planner: &'b mut Planner<'a>, visible: Slots) -> Self {
        Builder { planner, segments: Vec::new(), operators: Vec::new(), visible, rows: 1.0 }
    }

    fn finish(mut self, returns: &[Slot]) -> BranchPlan {
        self.cut(End::Return);
        if self.planner.optimize == Optimize::Full {
            distinct::relax(&mut self.segments, returns);
        }
        BranchPlan { segments: self.segments, returns: returns.to_vec() }
    }

    fn cut(&mut self, end: End) {
        self.segments.push(Segment { operators: std::mem::take(&mut self.operators), end });
    }

    fn push(&mut self, action: Action, reads: Slots, growth: f64) {
        self.rows = (self.rows * growth).max(0.01);
        let operator = self.planner.operator(action, reads, self.rows);
        self.operators.push(operator);
    }

    fn filter(&mut self, expr: &ir::Expr) -> Result<(), QueryError> {
        let code = self.planner.code(expr)?;
        self.push(Action::Filter(code), of_expr(expr), 0.5);
        Ok(())
    }

    fn clause(&mut self, clause: &Clause) -> Result<(), QueryError> {
        match clause {
            Clause::Match { optional, pattern, filter, binds } => {
                self.find(*optional, pattern, filter.as_ref(), binds)?;
                self.visible.extend(binds);
                Ok(())
            }
            Clause::Unwind { list, variable } => {
                let code = self.planner.code(list)?;
                self.push(Action::Unwind { list: code, to: *variable }, of_expr(list), 10.0);
                self.visible.insert(*variable);
                Ok(())
            }
            Clause::Project(projection) => self.project(projection),
            Clause::Filter(expr) => self.filter(expr),
            Clause::Call { .. } => self.call(clause),
            Clause::Subquery { body, binds, optional } => {
                let plan = union(self.planner, body, &self.visible)?;
                if clause_writes(clause) {
                    let keep = self.visible.iter().chain(binds).copied().collect();
                    self.cut(End::Write { change: Change::Subquery { plan, binds: binds.clone() }, keep });
                } else {
                    let mut reads = Slots::new();
                    super::slots::add_union(body, &mut reads);
                    self.push(Action::Subquery { plan, binds: binds.clone(), optional: *optional }, reads, 1.0);
                }
                self.visible.extend(binds);
                Ok(())
            }
            _ => self.write(clause),
        }
    }

    fn find(
        &mut self,
        optional: bool,
        of: &ir::Pattern,
        filter: Option<&ir::Expr>,
        binds: &[Slot],
    ) -> Result<(), QueryError> {
        let found = pattern::pattern(self.planner, of, filter, self.rows)?;
        if !optional {
            self.rows = found.last().map_or(self.rows, |operator| operator.estimate);
            self.operators.extend(found);
            return Ok(());
        }
        let growth = found.last().map_or(1.0, |operator| operator.estimate / self.rows).max(1.0);
        let reads = found.iter().flat_map(|operator| operator.reads.iter().copied()).collect();
        self.push(Action::Optional { operators: found, binds: binds.to_vec() }, reads, growth);
        Ok(())
    }

    fn project(&mut self, projection: &Projection) -> Result<(), QueryError> {
        if let Some(grouping) = &projection.grouping {
            self.group(grouping)?;
        }
        for (slot, expr) in &projection.items {
            let code = self.planner.code(expr)?;
            self.push(Action::Let { slot: *slot, code }, of_expr(expr), 1.0);
        }
        let columns: Slots = projection.columns.iter().copied().collect();
        let keep: Vec<Slot> = columns.iter().copied().collect();
        if projection.distinct {
            self.push(Action::Distinct { slots: keep.clone() }, columns.clone(), 0.7);
        }
        let skip = projection.skip.as_ref().map(|expr| self.planner.code(expr)).transpose()?;
        let limit = projection.limit.as_ref().map(|expr| self.planner.code(expr)).transpose()?;
        if !projection.order.is_empty() {
            let mut keys = Vec::new();
            for (expr, direction) in &projection.order {
                keys.push((self.planner.code(expr)?, *direction));
            }
            let first = if limit.is_some() { skip.iter().chain(&limit).cloned().collect() } else { Vec::new() };
            let id = self.planner.number();
            let reads = projection.order.iter().flat_map(|(expr, _)| of_expr(expr)).collect();
            self.cut(End::Sort(Sort { keys, keep, first, id, reads }));
        }
        self.visible = columns;
        if let Some(code) = skip {
            self.push(Action::Skip(code), Slots::new(), 1.0);
        }
        if let Some(code) = limit {
            self.push(Action::Limit(code), Slots::new(), 1.0);
        }
        projection.filter.iter().try_for_each(|expr| self.filter(expr))
    }

    fn group(&mut self, grouping: &ir::Grouping) -> Result<(), QueryError> {
        let (mut keys, mut depends) = (Vec::new(), Slots::new());
        for (slot, expr) in &grouping.keys {
            let code = expr.as_ref().map(|expr| self.planner.code(expr)).transpose()?;
            depends.extend(expr.as_ref().map_or_else(|| Slots::from([*slot]), of_expr));
            keys.push((*slot, code));
        }
        let mut aggregates = Vec::new();
        let mut reads = depends.clone();
        for call in &grouping.aggregates {
            let argument = call.argument.as_ref().map(|expr| self.planner.code(expr)).transpose()?;
            let parameter = call.parameter.as_ref().map(|expr| self.planner.code(expr)).transpose()?;
            call.argument.iter().chain(&call.parameter).for_each(|expr| reads.extend(of_expr(expr)));
            aggregates.push(AggregatePlan { call: call.clone(), argument, parameter });
        }
        let id = self.planner.number();
        let (depends, reads) = (depends.into_iter().collect(), reads.into_iter().collect());
        self.rows = if keys.is_empty() { 1.0 } else { self.rows.sqrt().max(1.0) };
        self.cut(End::Group(Group { keys, depends, aggregates, id, reads }));
        Ok(())
    }

    fn call(&mut self, clause: &Clause) -> Result<(), QueryError> {
        let Clause::Call { procedure, arguments, yields, optional, place, .. } = clause else { return Ok(()) };
        let missing = || {
            let message = format!("no procedure `{procedure}`");
            QueryError::compile(ErrorClass::ProcedureError, "ProcedureNotFound", *place, message)
        };
        let found = self.planner.procedures.find(procedure).ok_or_else(missing)?;
        let mut reads = Slots::new();
        let codes = match arguments {
            Some(arguments) => {
                arguments.iter().for_each(|expr| reads.extend(of_expr(expr)));
                arguments.iter().map(|expr| self.planner.code(expr)).collect::<Result<Vec<_>, _>>()?
            }
            // Left out: the parameters of the query that bear the names of the inputs.
            None => {
                let named = found
                    .inputs
                    .iter()
                    .map(|field| ir::Expr { kind: ir::ExprKind::Parameter(field.name.clone()), place: *place });
                named.map(|expr| self.planner.code(&expr)).collect::<Result<Vec<_>, _>>()?
            }
        };
        let place_of = |name: &str| found.outputs.iter().position(|field| &*field.name == name);
        let listed = yields.iter().flatten().filter_map(|(name, slot)| Some((place_of(name)?, *slot)));
        let yields: Vec<(usize, Slot)> = listed.collect();
        self.visible.extend(yields.iter().map(|(_, slot)| *slot));
        let call = Call { procedure: procedure.clone(), arguments: codes, yields, optional: *optional, place: *place };
        self.push(Action::Call(call), reads, 10.0);
        Ok(())
    }

    fn write(&mut self, clause: &Clause) -> Result<(), QueryError> {
        let change = self.change(clause)?;
        let keep = self.visible.iter().copied().collect();
        self.cut(End::Write { change, keep });
        Ok(())
    }

    fn change(&mut self, clause: &Clause) -> Result<Change, QueryError> {
        Ok(match clause {
            Clause::Create(paths) => {
                Change::Create(paths.iter().map(|path| self.create(path)).collect::<Result<_, _>>()?)
            }
            Clause::Merge { path, pattern: of, binds, on_create, on_match } => {
                let find = pattern::pattern(self.planner, of, None, 1.0)?;
                let create = self.create(path)?;
                self.visible.extend(binds);
                let (on_create, on_match) = (self.assigns(on_create)?, self.assigns(on_match)?);
                Change::Merge { find, binds: binds.clone(), create, on_create, on_match }
            }
            Clause::Set(items) => Change::Assign(self.assigns(items)?),
            Clause::Remove(items) => {
                let removals = items.iter().map(|item| {
                    Ok(match item {
                        ir::RemoveItem::Property { target, key } => Assign::Property {
                            target: self.planner.code(target)?,
                            key: self.planner.key(*key),
                            value: super::Code {
                                op: super::Op::Constant(super::super::value::Value::Null),
                                place: target.place,
                            },
                        },
                        ir::RemoveItem::Labels { target, labels } => Assign::RemoveLabels {
                            target: self.planner.code(target)?,
                            labels: labels.iter().filter_map(|name| self.planner.label(*name)).collect(),
                        },
                    })
                });
                Change::Assign(removals.collect::<Result<_, QueryError>>()?)
            }
            Clause::Delete { detach, targets } => {
                let targets = targets.iter().map(|expr| self.planner.code(expr)).collect::<Result<_, _>>()?;
                Change::Delete { detach: *detach, targets }
            }
            Clause::Foreach { list, variable, clauses } => {
                let list = self.planner.code(list)?;
                let visible = self.visible.clone();
                let changes = clauses.iter().map(|clause| self.change(clause)).collect::<Result<_, _>>()?;
                self.visible = visible;
                Change::Foreach { list, variable: *variable, changes }
            }
            _ => Change::Assign(Vec::new()),
        })
    }

    fn create(&mut self, path: &ir::CreatePath) -> Result<CreatePath, QueryError> {
        let mut nodes = Vec::new();
        for node in &path.nodes {
            nodes.push(CreateNode {
                slot: node.variable,
                bound: node.bound,
                labels: node.labels.iter().filter_map(|name| self.planner.label(*name)).collect(),
                properties: self.properties(&node.properties)?,
                place: node.place,
            });
            self.visible.insert(node.variable);
        }
        let mut relations = Vec::new();
        for relation in &path.relations {
            let kind = self.planner.names.kind(relation.kind).expect("names that are written are known to the graph");
            relations.push(CreateRelation {
                slot: relation.variable,
                left: relation.left,
                kind,
                properties: self.properties(&relation.properties)?,
                place: relation.place,
            });
            self.visible.insert(relation.variable);
        }
        self.visible.extend(path.variable);
        Ok(CreatePath { variable: path.variable, nodes, relations })
    }

    fn properties(&mut self, properties: &ir::Properties) -> Result<NewProperties, QueryError> {
        Ok(match properties {
            ir::Properties::Entries(entries) => {
                let entry = |(key, expr): &(ir::Name, ir::Expr)| Ok((self.planner.key(*key), self.planner.code(expr)?));
                NewProperties::Entries(entries.iter().map(entry).collect::<Result<_, QueryError>>()?)
            }
            ir::Properties::Map(expr) => NewProperties::Map(self.planner.code(expr)?),
        })
    }

    fn assigns(&mut self, items: &[ir::SetItem]) -> Result<Vec<Assign>, QueryError> {
        let assign = |item: &ir::SetItem| {
            Ok(match item {
                ir::SetItem::Property { target, key, value, .. } => Assign::Property {
                    target: self.planner.code(target)?,
                    key: self.planner.key(*key),
                    value: self.planner.code(value)?,
                },
                ir::SetItem::Properties { target, value, merge, .. } => Assign::Properties {
                    target: self.planner.code(target)?,
                    value: self.planner.code(value)?,
                    merge: *merge,
                },
                ir::SetItem::Labels { target, labels } => Assign::AddLabels {
                    target: self.planner.code(target)?,
                    labels: labels.iter().filter_map(|name| self.planner.label(*name)).collect(),
                },
            })
        };
        items.iter().map(assign).collect()
    }
}

/// Says whether a clause changes the graph.
pub(crate) fn clause_writes(clause: &Clause) -> bool {
    match clause {
        Clause::Create(_)
        | Clause::Merge { .. }
        | Clause::Set(_)
        | Clause::Remove(_)
        | Clause::Delete { .. }
        | Clause::Foreach { .. } => true,
        Clause::Subquery { body, .. } => body.branches.iter().flat_map(|branch| &branch.clauses).any(clause_writes),
        _ => false,
    }
}
