//! Measures of graphs: who is central, what hangs together, which groups there are, how balanced the triads of friends
//! and foes stand.
//!
//! Reads: an [`Adjacency`], that is nodes `0..n` and directed, weighted edges, parallel ones and loops included.
//! Gives: one number per node as `Vec` in the order of the nodes, or a small struct around it.
//! How: one file per measure, each a plain function of the graph; memory is linear in the graph, and no function calls
//! itself. Same input, same bytes out: nothing depends on hashing, threads, time, or the order in which edges are
//! given.
//! Does not: know actors, queries, or petgraph; choose edges (who builds the [`Adjacency`] does); check the user's
//! arguments (each function says what it does with an odd one, and none panics).
//! Source: each file names its paper. All are held against networkx and igraph in `tests/measures.rs`.
//!
//! ```
//! use demarche::query::measures::{Adjacency, Direction, degree};
//! let graph = Adjacency::new(3, [(0, 1, 1.0), (0, 1, 1.0), (1, 2, 1.0)]);
//! assert_eq!(degree(&graph, Direction::Out), [2, 1, 0]);
//! ```

mod adjacency;
mod balance;
mod betweenness;
mod closeness;
mod communities;
mod components;
mod degree;
mod leiden;
mod pagerank;
mod random;
mod triangles;

pub use adjacency::{Adjacency, Orientation, Undirected};
pub use balance::{Balance, balance};
pub use betweenness::{BetweennessOptions, Scale, Sources, betweenness};
pub use closeness::closeness;
pub use communities::{Communities, communities, modularity};
pub use components::{Components, strong_components, weak_components};
pub use degree::{Direction, degree, weighted_degree};
pub use pagerank::{PageRank, PageRankOptions, pagerank};
pub use triangles::{Triangles, clustering, triangles};
