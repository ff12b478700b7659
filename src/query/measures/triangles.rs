//! Triangles, and how often two neighbors are neighbors.
//!
//! Reads: the simple undirected graph beneath (no loops, no parallel edges, weights ignored). Gives: counts and shares.
//! How: edges point from the node with fewer neighbors to the one with more, so each triangle is met once, at its
//! lowest node, and no node has many edges out.
//! Does not: tell directed triads apart.
//! Source: Latapy 2008, Main-memory triangle computations for very large (sparse (power-law)) graphs, algorithm 4;
//! Watts & Strogatz 1998, Collective dynamics of 'small-world' networks, for the clustering coefficient.

use super::adjacency::{Adjacency, Rows, Undirected};

/// Counts of triangles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triangles {
    /// The triangles that each node is a corner of.
    pub per_node: Vec<u64>,
    /// The triangles of the graph: a third of the sum of `per_node`.
    pub total: u64,
}

/// Counts triangles.
///
/// Cost: edges times the square root of edges at most.
///
/// ```
/// use demarche::query::measures::{Adjacency, triangles};
/// let found = triangles(&Adjacency::new(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (0, 2, 1.0), (2, 3, 1.0)]));
/// assert_eq!((found.per_node, found.total), (vec![1, 1, 1, 0], 1));
/// assert_eq!(triangles(&Adjacency::new(0, [])).total, 0);
/// ```
pub fn triangles(graph: &Adjacency) -> Triangles {
    count(&graph.undirected())
}

/// Computes the local clustering coefficient of each node: of all pairs of its neighbors, the share that are neighbors
/// of each other, 0 to 1; 0 for a node with fewer than two neighbors.
///
/// Cost: as [`triangles`].
///
/// ```
/// use demarche::query::measures::{Adjacency, clustering};
/// let graph = Adjacency::new(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0)]);
/// assert_eq!(clustering(&graph), [1.0, 1.0, 1.0 / 3.0, 0.0]);
/// ```
pub fn clustering(graph: &Adjacency) -> Vec<f64> {
    let graph = graph.undirected();
    let share = |(node, triangles): (usize, u64)| {
        let neighbors = graph.neighbors(node as u32).len() as f64;
        if triangles == 0 { 0.0 } else { 2.0 * triangles as f64 / (neighbors * (neighbors - 1.0)) }
    };
    count(&graph).per_node.into_iter().enumerate().map(share).collect()
}

fn count(graph: &Undirected) -> Triangles {
    let mut found = Triangles { per_node: vec![0; graph.nodes()], total: 0 };
    for_each_triangle(graph, |corners, _| {
        found.total += 1;
        for corner in corners {
            found.per_node[corner as usize] += 1;
        }
    });
    found
}

/// Shows each triangle once: its corners `[a, b, c]` and the weights of `[ab, ac, bc]`.
pub(super) fn for_each_triangle(graph: &Undirected, mut show: impl FnMut([u32; 3], [f64; 3])) {
    let nodes = graph.nodes() as u32;
    let rank = |node: u32| (graph.neighbors(node).len(), node);
    let mut upward = Rows::with_room(graph.nodes(), graph.edges());
    for node in 0..nodes {
        for (&other, &weight) in graph.neighbors(node).iter().zip(graph.weights(node)) {
            if rank(node) < rank(other) {
                upward.push(other, weight);
            }
        }
        upward.close_row();
    }
    // The weight of the edge from the current lowest node, beside the number of that node plus one.
    let mut marks = vec![(0_u64, 0.0); graph.nodes()];
    for lowest in 0..nodes {
        let mark = u64::from(lowest) + 1;
        for (other, weight) in upward.pairs(lowest) {
            marks[other as usize] = (mark, weight);
        }
        for (middle, first) in upward.pairs(lowest) {
            for (highest, third) in upward.pairs(middle) {
                let (marked, second) = marks[highest as usize];
                if marked == mark {
                    show([lowest, middle, highest], [first, second, third]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_graphs() {
        for (nodes, edges, total) in [
            (1, vec![], 0),
            (1, vec![(0, 0, 1.0)], 0),
            (2, vec![(0, 1, 1.0), (1, 0, 1.0), (0, 0, 1.0), (1, 1, 1.0)], 0),
            (4, vec![(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0), (1, 2, 1.0), (1, 3, 1.0), (2, 3, 1.0)], 4),
        ] {
            let graph = Adjacency::new(nodes, edges);
            let found = triangles(&graph);
            assert_eq!(found.total, total);
            assert_eq!(found.per_node.iter().sum::<u64>(), 3 * total);
            assert!(clustering(&graph).iter().all(|&share| share == if total > 0 { 1.0 } else { 0.0 }));
        }
    }
}
