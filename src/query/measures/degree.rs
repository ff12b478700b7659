//! How many edges a node has, and what they weigh.
//!
//! Reads: the multigraph. Gives: a count or a sum per node.
//! How: every parallel edge counts; a loop goes out and comes in, so it counts twice in both directions together.
//! Does not: divide by the number of nodes.
//! Source: Wasserman & Faust 1994, Social Network Analysis, section 5.2 (degree centrality); equals networkx's
//! `degree`, `in_degree`, `out_degree` of the MultiDiGraph.

use super::adjacency::{Adjacency, Rows};

/// Which edges of a node count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// The edges into the node.
    In,
    /// The edges out of the node.
    Out,
    /// All; a loop counts twice.
    #[default]
    Both,
}

/// Counts the edges of each node.
///
/// ```
/// use demarche::query::measures::{Adjacency, Direction, degree};
/// let graph = Adjacency::new(3, [(0, 1, 2.5), (0, 1, 1.0), (1, 1, 1.0)]);
/// assert_eq!(degree(&graph, Direction::In), [0, 3, 0]);
/// assert_eq!(degree(&graph, Direction::Both), [2, 4, 0]);
/// assert!(degree(&Adjacency::new(0, []), Direction::In).is_empty());
/// ```
pub fn degree(graph: &Adjacency, direction: Direction) -> Vec<u64> {
    let count = |rows: &Rows, node| rows.row(node).0.len() as u64;
    nodes(graph)
        .map(|node| match direction {
            Direction::In => count(graph.in_rows(), node),
            Direction::Out => count(graph.out_rows(), node),
            Direction::Both => count(graph.in_rows(), node) + count(graph.out_rows(), node),
        })
        .collect()
}

/// Sums the weights of the edges of each node, in the unit of the weights; 0 for a node without edges.
///
/// ```
/// use demarche::query::measures::{Adjacency, Direction, weighted_degree};
/// let graph = Adjacency::new(2, [(0, 1, 2.5), (0, 1, -1.0)]);
/// assert_eq!(weighted_degree(&graph, Direction::Out), [1.5, 0.0]);
/// ```
pub fn weighted_degree(graph: &Adjacency, direction: Direction) -> Vec<f64> {
    // Not `sum`, whose empty sum is -0.
    let sum = |rows: &Rows, node| rows.row(node).1.iter().fold(0.0, |sum, weight| sum + weight);
    nodes(graph)
        .map(|node| match direction {
            Direction::In => sum(graph.in_rows(), node),
            Direction::Out => sum(graph.out_rows(), node),
            Direction::Both => sum(graph.in_rows(), node) + sum(graph.out_rows(), node),
        })
        .collect()
}

fn nodes(graph: &Adjacency) -> std::ops::Range<u32> {
    0..graph.nodes() as u32
}
