use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::error::{ErrorClass, QueryError};
use super::ir::{self, Asked, Mode};
use super::lower::lower;
use super::plan::{self, Names, Optimize, Plan};
use super::procedures::Procedures;
use super::result::{Changes, QueryResult, Warning};
use super::run::{Clock, Limits, Profile, Runner, Session};
use super::store::Graph;
use super::value::Value;
use crate::text::nearest;

/// Parameters of a query by name, without the `$`.
pub type Params = BTreeMap<Arc<str>, Value>;

static BUILTIN: LazyLock<Procedures> = LazyLock::new(Procedures::builtin);

/// What a run of a query is given besides the graph.
#[derive(Clone)]
pub struct Options<'o> {
    /// Values for `$name`.
    pub parameters: Params,
    /// What `CALL` can call; the built-in ones by default.
    pub procedures: &'o Procedures,
    /// What `datetime()` and its like give. By default 1970-01-01: a library does not look at the clock.
    pub now: jiff::Timestamp,
    /// Measures time, for time limits and `PROFILE`. None by default.
    pub clock: Option<Clock<'o>>,
    /// What it may take.
    pub limits: Limits,
    /// How hard the planner tries.
    pub optimize: Optimize,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            parameters: Params::new(),
            procedures: &BUILTIN,
            now: jiff::Timestamp::UNIX_EPOCH,
            clock: None,
            limits: Limits::default(),
            optimize: Optimize::default(),
        }
    }
}

/// A query that was parsed and checked, ready for any graph.
///
/// ```
/// use demarche::query::Prepared;
/// let query = Prepared::new("MATCH (a)-[r:THREATENS]->(b) RETURN a.name AS who, count(*) AS n")?;
/// assert!(!query.writes());
/// assert!(query.columns().iter().map(|name| &**name).eq(["who", "n"]));
/// assert!(Prepared::new("MATCH (a) RETURN").is_err());
/// # Ok::<(), demarche::query::QueryError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Prepared {
    query: ir::Query,
}

impl Prepared {
    /// Parses and checks a query.
    ///
    /// # Errors
    /// The text is no query, names what is not there, or contradicts itself.
    pub fn new(text: &str) -> Result<Self, QueryError> {
        Self::with(text, &BUILTIN)
    }

    /// Parses and checks a query that calls procedures of the program.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with(text: &str, procedures: &Procedures) -> Result<Self, QueryError> {
        Ok(Prepared { query: lower(text, procedures)? })
    }

    /// Says whether it changes the graph.
    pub fn writes(&self) -> bool {
        self.query.writes
    }

    /// The names of its columns.
    pub fn columns(&self) -> &[Arc<str>] {
        &self.query.body.columns
    }

    /// Runs it on a graph that is only read.
    ///
    /// # Errors
    /// It would change the graph, a parameter is missing, a value has the wrong type, or a limit was reached.
    pub fn run(&self, graph: &Graph, options: &Options<'_>) -> Result<QueryResult, QueryError> {
        if self.writes() && self.query.mode != Mode::Explain {
            let message = "the query changes the graph, which is only to be read here";
            return Err(QueryError::runtime(ErrorClass::SemanticError, "ReadOnly", message));
        }
        let warnings = self.warnings(graph);
        let (plan, operators) = self.plan(graph, options)?;
        if self.query.mode == Mode::Explain {
            let lines = plan::lines(&plan, graph, &self.query.slots, None);
            return Ok(QueryResult { warnings, plan: Some(lines), ..QueryResult::default() });
        }
        let session = Session::new(options.now, options.clock, options.limits);
        let profile = self.profile(operators, options);
        let rows = self.runner(&session, options, profile.as_ref()).read(graph, &plan)?;
        let lines =
            profile.map(|profile| plan::lines(&plan, graph, &self.query.slots, Some(&|id| profile.measured(id))));
        Ok(QueryResult { columns: self.columns().to_vec(), rows, changes: Changes::default(), warnings, plan: lines })
    }

    /// Runs it on a graph that it may change.
    ///
    /// # Errors
    /// As [`run`](Self::run). The graph is then as it was before: a query that writes is run beside a copy of it, which is
    /// part of its cost.
    pub fn run_mut(&self, graph: &mut Graph, options: &Options<'_>) -> Result<QueryResult, QueryError> {
        if !self.writes() || self.query.mode == Mode::Explain {
            return self.run(graph, options);
        }
        let warnings = self.warnings(graph);
        plan::make_known(&self.query, graph);
        let (plan, operators) = self.plan(graph, options)?;
        let session = Session::new(options.now, options.clock, options.limits);
        let profile = self.profile(operators, options);
        let (mut changes, before) = (Changes::default(), graph.clone());
        let written = self.runner(&session, options, profile.as_ref()).write(graph, &mut changes, &plan);
        let rows = written.inspect_err(|_| *graph = before)?;
        let lines =
            profile.map(|profile| plan::lines(&plan, graph, &self.query.slots, Some(&|id| profile.measured(id))));
        Ok(QueryResult { columns: self.columns().to_vec(), rows, changes, warnings, plan: lines })
    }

    fn plan(&self, graph: &Graph, options: &Options<'_>) -> Result<(Plan, usize), QueryError> {
        let names = Names { graph, names: &self.query.names, parameters: &options.parameters };
        plan::plan(&self.query, graph, names, options.procedures, options.optimize)
    }

    fn profile<'c>(&self, operators: usize, options: &Options<'c>) -> Option<Profile<'c>> {
        (self.query.mode == Mode::Profile).then(|| Profile::new(operators, options.clock))
    }

    fn runner<'r>(
        &self,
        session: &'r Session<'r>,
        options: &'r Options<'_>,
        profile: Option<&'r Profile<'r>>,
    ) -> Runner<'r> {
        Runner { session, procedures: options.procedures, profile, slots: self.query.slots.len() }
    }

    /// Labels, types and keys that the graph does not have.
    fn warnings(&self, graph: &Graph) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = Vec::new();
        for (asked, name, place) in &self.query.asked {
            let text = &*self.query.names[*name as usize];
            let (what, known, near) = match asked {
                Asked::Label => ("label", graph.label(text).is_some(), nearest(text, graph.label_names())),
                Asked::Type => ("relation type", graph.kind(text).is_some(), nearest(text, graph.kind_names())),
                Asked::Key => ("property", graph.key(text).is_some(), nearest(text, graph.key_names())),
            };
            let message = format!("no {what} `{text}` in the graph");
            if !known && !warnings.iter().any(|warning| warning.message == message) {
                let hint = near.map(|near| format!("did you mean `{near}`?"));
                warnings.push(Warning { message, place: *place, hint });
            }
        }
        warnings
    }
}
