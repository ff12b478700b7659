//! Runs the segments of a query, one after the other.

use std::collections::HashSet;

use super::super::error::QueryError;
use super::super::plan::{BranchPlan, End, Plan, Segment};
use super::super::procedures::Procedures;
use super::super::result::Changes;
use super::super::store::Graph;
use super::super::value::{Group, Value};
use super::gather::{Rows, Sorter};
use super::group::Grouping;
use super::machine::{Flow, Machine, ON, STOP, Sink};
use super::write::Writer;
use super::{Env, Profile, Session};

/// The graph of a run: to read only, or to change too.
pub(super) enum Access<'g> {
    /// To read.
    Read(&'g Graph),
    /// To read and change.
    Write(&'g mut Graph, &'g mut Changes),
}

impl Access<'_> {
    fn graph(&self) -> &Graph {
        match self {
            Access::Read(graph) => graph,
            Access::Write(graph, _) => graph,
        }
    }
}

/// Runs plans.
#[derive(Clone, Copy)]
pub(crate) struct Runner<'r> {
    /// What is counted and limited.
    pub session: &'r Session<'r>,
    /// What can be called.
    pub procedures: &'r Procedures,
    /// What is measured.
    pub profile: Option<&'r Profile<'r>>,
    /// How many slots a row has.
    pub slots: usize,
}

impl<'r> Runner<'r> {
    /// Runs a plan that only reads; gives its rows.
    pub(crate) fn read(&self, graph: &Graph, plan: &Plan) -> Result<Vec<Vec<Value>>, QueryError> {
        self.collect(&mut Access::Read(graph), plan)
    }

    /// Runs a plan that changes the graph; gives its rows.
    pub(crate) fn write(
        &self,
        graph: &mut Graph,
        changes: &mut Changes,
        plan: &Plan,
    ) -> Result<Vec<Vec<Value>>, QueryError> {
        self.collect(&mut Access::Write(graph, changes), plan)
    }

    fn collect(&self, access: &mut Access<'_>, plan: &Plan) -> Result<Vec<Vec<Value>>, QueryError> {
        let (mut row, mut rows) = (vec![Value::Null; self.slots], Vec::new());
        let returns = plan.branches.first().map(|branch| branch.returns.clone()).unwrap_or_default();
        self.plan(access, plan, &mut row, &mut |row| {
            if !returns.is_empty() {
                self.session.keep(1)?;
                rows.push(returns.iter().map(|slot| row[*slot as usize].clone()).collect());
            }
            Ok(ON)
        })?;
        Ok(rows)
    }

    /// Runs all branches; their columns are in the slots of the first one's.
    pub(super) fn plan(
        &self,
        access: &mut Access<'_>,
        plan: &Plan,
        row: &mut [Value],
        sink: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let Some(first) = plan.branches.first() else { return Ok(ON) };
        if plan.branches.len() == 1 {
            return self.branch(access, first, row, sink);
        }
        let mut seen: HashSet<Vec<Group>, foldhash::fast::FixedState> = HashSet::default();
        for branch in &plan.branches {
            let flow = self.branch(access, branch, row, &mut |row| {
                let values: Vec<Value> = branch.returns.iter().map(|slot| row[*slot as usize].clone()).collect();
                if plan.distinct && !seen.insert(values.iter().cloned().map(Group::new).collect()) {
                    return Ok(ON);
                }
                for (slot, value) in first.returns.iter().zip(values) {
                    row[*slot as usize] = value;
                }
                sink(row)
            })?;
            if flow.is_break() {
                return Ok(STOP);
            }
        }
        Ok(ON)
    }

    fn machine<'g>(&'g self, graph: &'g Graph) -> Machine<'g> {
        Machine { env: Env::new(graph, self.session), procedures: self.procedures, profile: self.profile }
    }

    fn branch(
        &self,
        access: &mut Access<'_>,
        branch: &BranchPlan,
        row: &mut [Value],
        sink: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let mut rows = Rows::one();
        for segment in &branch.segments {
            let machine = self.machine(access.graph());
            rows = match &segment.end {
                End::Return => return stream(&machine, segment, &rows, row, sink),
                End::Group(group) => {
                    let mut grouping = Grouping::new(group);
                    stream(&machine, segment, &rows, row, &mut |row| grouping.add(&machine, row).map(|()| ON))?;
                    let found = grouping.finish(&machine)?;
                    self.note(group.id, &found);
                    found
                }
                End::Sort(sort) => {
                    let mut sorter = Sorter::new(sort, &machine, row)?;
                    stream(&machine, segment, &rows, row, &mut |row| sorter.add(&machine, row).map(|()| ON))?;
                    let found = sorter.finish(&machine);
                    self.note(sort.id, &found);
                    found
                }
                End::Write { change, keep } => {
                    let mut gathered = Rows::new(keep);
                    stream(&machine, segment, &rows, row, &mut |row| {
                        machine.env.keep(1)?;
                        gathered.push(row);
                        Ok(ON)
                    })?;
                    machine.env.release(gathered.len() as u64);
                    let Access::Write(graph, changes) = access else { return Ok(ON) };
                    Writer::new(*self, graph, changes).run(change, keep, &gathered, row)?
                }
            };
        }
        Ok(ON)
    }

    fn note(&self, id: u32, rows: &Rows) {
        if let Some(profile) = self.profile {
            profile.count_rows(id, rows.len() as u64);
        }
    }
}

/// Runs a plan that only reads, on the row of an expression or an operator.
pub(super) fn read(machine: &Machine<'_>, plan: &Plan, row: &mut [Value], sink: Sink<'_>) -> Result<Flow, QueryError> {
    let session = machine.env.session();
    let runner = Runner { session, procedures: machine.procedures, profile: machine.profile, slots: row.len() };
    runner.plan(&mut Access::Read(machine.env.graph), plan, row, sink)
}

/// Lets rows run through a segment.
fn stream(
    machine: &Machine<'_>,
    segment: &Segment,
    rows: &Rows,
    row: &mut [Value],
    sink: Sink<'_>,
) -> Result<Flow, QueryError> {
    let mut states = machine.states(&segment.operators, row)?;
    for at in 0..rows.len() {
        rows.load(at, row);
        if machine.step(&segment.operators, &mut states, row, sink)?.is_break() {
            return Ok(STOP);
        }
    }
    Ok(ON)
}
