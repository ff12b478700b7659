//! Whether the friend of a friend is a friend, and the enemy of an enemy.
//!
//! Reads: edges whose weight says cooperation (above 0) or conflict (below 0). Gives: how many triads of each of the
//! four kinds there are, and which share is balanced: for the graph and for each node.
//! How: the sign of a pair is that of the sum of all weights between the two, in both directions; a pair with sum 0 has
//! none and closes no triad. A triad is balanced if the product of its three signs is positive.
//! Does not: count triads with a side missing; weigh strong ties more; say who must change.
//! Source: Cartwright & Harary 1956, Structural Balance: A Generalization of Heider's Theory, on the balance of cycles.
//! Davis 1967, Clustering and Structural Balance in Graphs, would accept `---`, as between three camps: its count
//! stands apart, so that one can.

use super::adjacency::Adjacency;
use super::triangles::for_each_triangle;

/// The signed triads of a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// Triads by their number of negative sides: `+++`, `++-`, `+--`, `---`.
    pub triads: [u64; 4],
    /// The same for the triads that each node is a corner of.
    pub per_node: Vec<[u64; 4]>,
}

impl Balance {
    /// The share of triads that are balanced (`+++` and `+--`), 0 to 1; nothing where there are no triads.
    pub fn share(&self) -> Option<f64> {
        balanced_share(self.triads)
    }

    /// The share of balanced triads around each node; nothing for a node in no triad.
    pub fn shares(&self) -> Vec<Option<f64>> {
        self.per_node.iter().copied().map(balanced_share).collect()
    }
}

/// Counts the signed triads. Loops do not count.
///
/// Cost: edges times the square root of edges at most.
///
/// ```
/// use demarche::query::measures::{Adjacency, balance};
/// // Two friends with a common enemy: balanced. A friend of both who quarrel: not.
/// let graph = Adjacency::new(4, [(0, 1, 1.0), (0, 2, -1.0), (1, 2, -2.0), (2, 1, 1.0), (3, 0, 1.0), (3, 2, 1.0)]);
/// let found = balance(&graph);
/// assert_eq!((found.triads, found.share()), ([0, 1, 1, 0], Some(0.5)));
/// assert_eq!(found.shares(), [Some(0.5), Some(1.0), Some(0.5), Some(0.0)]);
/// assert_eq!(balance(&Adjacency::new(0, [])).share(), None);
/// ```
pub fn balance(graph: &Adjacency) -> Balance {
    let mut found = Balance { triads: [0; 4], per_node: vec![[0; 4]; graph.nodes()] };
    for_each_triangle(&graph.undirected(), |corners, weights| {
        if weights.contains(&0.0) {
            return;
        }
        let negative = weights.iter().filter(|&&weight| weight < 0.0).count();
        found.triads[negative] += 1;
        for corner in corners {
            found.per_node[corner as usize][negative] += 1;
        }
    });
    found
}

fn balanced_share(triads: [u64; 4]) -> Option<f64> {
    let all: u64 = triads.iter().sum();
    (all > 0).then(|| (triads[0] + triads[2]) as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(signs: [f64; 3], triads: [u64; 4], share: Option<f64>) {
        let [first, second, third] = signs;
        let found = balance(&Adjacency::new(3, [(0, 1, first), (1, 2, second), (2, 0, third), (1, 1, -1.0)]));
        assert_eq!((found.triads, found.share()), (triads, share));
        assert_eq!(found.shares(), [share; 3]);
    }

    #[test]
    fn four_kinds_and_none() {
        check([1.0, 1.0, 1.0], [1, 0, 0, 0], Some(1.0));
        check([1.0, -1.0, 1.0], [0, 1, 0, 0], Some(0.0));
        check([-1.0, -1.0, 1.0], [0, 0, 1, 0], Some(1.0));
        check([-1.0, -1.0, -1.0], [0, 0, 0, 1], Some(0.0));
        check([-1.0, 0.0, -1.0], [0, 0, 0, 0], None);
    }
}
