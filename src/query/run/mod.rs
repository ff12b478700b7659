//! Runs plans.
//!
//! Reads: a [`Plan`](super::plan::Plan), a graph. Gives: rows, and changes of the graph.
//! How: one row runs through all operators of a segment before the next is made (see `machine`); rows are kept only where
//! they must be seen together (`gather`, `group`) or where the graph is changed (`write`).
//! Does not: plan, or read a clock: the caller hands one in.

mod branch;
mod call;
mod compound;
mod env;
mod evaluate;
mod expand;
mod follow;
mod gather;
mod group;
mod judge;
mod machine;
mod parts;
mod paths;
mod profile;
mod shortest;
mod views;
mod write;

pub(crate) use branch::Runner;
pub use env::{Clock, Env, Limits, Session};
pub(crate) use parts::{entries, gone, wrong_type};
pub(crate) use profile::Profile;
