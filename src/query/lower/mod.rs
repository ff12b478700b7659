//! From the text of a query to its checked form.
//!
//! Reads: query text, and the signatures of the procedures that it may call. Gives: [`ir::Query`], every name resolved to
//! a slot and every rule of the language checked that can be checked without a graph; or the first error, with its place.
//! How: the crate `open-cypher` makes a tree (`parse`, the only door to it), `queries` walks it clause by clause with the
//! variables in sight (`scope`) and what is known of their types (`types`).
//! Does not: plan, look at a graph, or know the values of parameters: what depends on those is checked in the run.
//! Source: openCypher 9 reference and the conformance scenarios; ISO/IEC 39075 for path selectors and modes.

mod aggregates;
mod beyond;
mod calls;
mod canon;
mod clauses;
mod comprehensions;
mod depth;
mod elements;
mod expressions;
mod functions;
mod labels;
mod literals;
mod messages;
mod operators;
mod parse;
mod paths;
mod patterns;
mod projection;
mod queries;
mod scope;
mod slips;
mod sorting;
mod state;
mod subqueries;
mod types;
mod updates;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_errors;

use super::error::QueryError;
use super::ir;
use super::procedures::Procedures;

/// Parses and checks a query.
///
/// # Errors
/// The text is no query, asks for something that is not supported, names what is not there, or contradicts itself.
pub fn lower(text: &str, procedures: &Procedures) -> Result<ir::Query, QueryError> {
    let parsed = parse::parse(text)?;
    let mut state = state::Lower::new(text, &parsed.tokens, procedures);
    let body = state.whole(&parsed.query)?;
    Ok(state.finish(parsed.mode, body))
}
