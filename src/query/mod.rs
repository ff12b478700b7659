//! Queries over graphs, in an openCypher-compatible language.
//!
//! Reads: the text of a query, a [`Graph`] (a property graph) or an [`ActorGraph`](crate::ActorGraph), parameters.
//! Gives: a [`QueryResult`], and changes of the graph where the query asks for them.
//! How: text is parsed by the crate `open-cypher`, checked and resolved (`lower`) to a form of our own (`ir`), planned for
//! the graph at hand (`plan`), and run (`run`) on a store with typed columns and sorted neighbors over petgraph (`store`).
//! Does not: read files, or a clock; the time of the query and its limits come in as [`Options`].
//!
//! ```
//! use demarche::query::{Graph, Options, Prepared, Value};
//! let mut graph = Graph::default();
//! let create = Prepared::new("CREATE (:State {name: 'Iran'})-[:THREATENS {day: date('2014-03-01')}]->(:State {name: 'Oman'})")?;
//! create.run_mut(&mut graph, &Options::default())?;
//! let ask = Prepared::new("MATCH (a)-[r:THREATENS]->(b) WHERE r.day.year = $year RETURN a.name, b.name")?;
//! let options = Options { parameters: [("year".into(), Value::Integer(2014))].into(), ..Options::default() };
//! let found = ask.run(&graph, &options)?;
//! assert_eq!(found.columns.iter().map(|name| &**name).collect::<Vec<_>>(), ["a.name", "b.name"]);
//! assert_eq!(found.rows[0][1].to_text(&graph), "Oman");
//! # Ok::<(), demarche::query::QueryError>(())
//! ```

mod actor_graph;
mod error;
mod functions;
mod ir;
mod lower;
pub mod measures;
mod plan;
mod prepared;
mod procedures;
mod result;
mod run;
mod store;
mod temporal;
mod value;

pub use actor_graph::CorrectionError;
pub use error::{ErrorClass, Phase, Place, QueryError};
pub use functions::{Types, names as function_names};
pub use plan::Optimize;
pub use prepared::{Options, Params, Prepared};
pub use procedures::{Body, Field, Procedure, Procedures};
pub use result::{Changes, PlanLine, QueryResult, Warning};
pub use run::{Clock, Env, Limits};
pub use store::{CsvError, CsvOptions, Ends, Graph, KeyId, LabelId, NodeId, RelationId, Step, TypeId};
pub use temporal::{Temporal, TemporalError, TemporalKind};
pub use value::{Map, Path, Value, equals, order};
