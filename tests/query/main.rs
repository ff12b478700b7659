//! Queries from outside: what they answer, and that shortcuts do not change the answer.

mod actor_graphs;
mod asked;
mod differential;
mod generated;
mod limits;
mod paths;
mod saved;
