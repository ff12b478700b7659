//! Groups whose members deal with each other more than chance would have it.
//!
//! Reads: the undirected graph beneath, with the summed weight of each pair, loops included; a pair whose sum is not
//! above 0 counts as no edge. Gives: a community per node, numbered by smallest node, and the modularity of the whole.
//! How: Leiden (`leiden`), from one fixed seed; run again on its own best result until five runs improve nothing.
//! Does not: find the very best division (that is NP-hard); give overlapping groups.
//! Source: Traag, Waltman & van Eck 2019, From Louvain to Leiden: guaranteeing well-connected communities; Newman &
//! Girvan 2004, Finding and evaluating community structure in networks, section IV; the resolution of Reichardt &
//! Bornholdt 2006, Statistical mechanics of community detection.

use std::collections::BTreeMap;

use super::adjacency::Adjacency;
use super::components::by_smallest_node;
use super::leiden::{Network, leiden};

/// A division of the nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Communities {
    /// The community of each node. Community 0 holds node 0; the others follow by their smallest node.
    pub of: Vec<u32>,
    /// How many nodes each community has; its length is the number of communities.
    pub sizes: Vec<u32>,
    /// The modularity of the division, -1/2 to 1 at resolution 1; 0 for a graph without edges.
    pub modularity: f64,
}

/// Finds communities.
///
/// A resolution of 1 is the usual modularity; a higher one gives more and smaller communities. A node without edges is
/// a community of its own. Cost: in practice near linear in the edges.
///
/// ```
/// use demarche::query::measures::{Adjacency, communities};
/// let pairs = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)];
/// let found = communities(&Adjacency::new(6, pairs.map(|(one, two)| (one, two, 1.0))), 1.0);
/// assert_eq!(found.of, [0, 0, 0, 1, 1, 1]);
/// assert!((found.modularity - 5.0 / 14.0).abs() < 1e-12);
/// assert_eq!(communities(&Adjacency::new(0, []), 1.0).modularity, 0.0);
/// ```
pub fn communities(graph: &Adjacency, resolution: f64) -> Communities {
    let network = Network::of(&graph.undirected());
    let found = by_smallest_node(&leiden(&network, resolution));
    let modularity = network.modularity(&found.of, found.sizes.len(), resolution);
    Communities { of: found.of, sizes: found.sizes, modularity }
}

/// Computes the modularity of a division: the share of weight inside communities, less the resolution times the share
/// that chance would put there. `community_of` holds a community per node, by any numbers.
///
/// Nothing where it has not one for each node; 0 for a graph without edges. Cost: linear.
///
/// ```
/// use demarche::query::measures::{Adjacency, modularity};
/// let graph = Adjacency::new(4, [(0, 1, 1.0), (2, 3, 1.0)]);
/// assert_eq!(modularity(&graph, &[7, 7, 9, 9], 1.0), Some(0.5));
/// assert_eq!(modularity(&graph, &[0, 0, 0, 0], 1.0), Some(0.0));
/// assert_eq!(modularity(&graph, &[0, 0], 1.0), None);
/// ```
pub fn modularity(graph: &Adjacency, community_of: &[u32], resolution: f64) -> Option<f64> {
    if community_of.len() != graph.nodes() {
        return None;
    }
    let mut names = BTreeMap::new();
    let mut name = |&community| {
        let next = names.len() as u32;
        *names.entry(community).or_insert(next)
    };
    let of: Vec<u32> = community_of.iter().map(&mut name).collect();
    Some(Network::of(&graph.undirected()).modularity(&of, names.len(), resolution))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_graphs() {
        for (nodes, edges, expected) in [
            (1, vec![], vec![0]),
            (1, vec![(0, 0, 1.0)], vec![0]),
            (3, vec![(0, 0, 1.0), (2, 2, 1.0)], vec![0, 1, 2]),
            (2, vec![(0, 1, 1.0)], vec![0, 0]),
            // Sums that are not above 0 do not hold together.
            (2, vec![(0, 1, 1.0), (1, 0, -1.0)], vec![0, 1]),
        ] {
            assert_eq!(communities(&Adjacency::new(nodes, edges), 1.0).of, expected);
        }
    }

    #[test]
    fn odd_weights_and_resolutions_end() {
        for weight in [1e-320, 1e-12, 1e300, f64::MAX] {
            for resolution in [1.0, 0.0, -1.0, f64::INFINITY, f64::NAN] {
                let edges = (0..40).flat_map(|node| [(node, (node + 1) % 40, weight), (node, (node * 7) % 40, 1.0)]);
                assert_eq!(communities(&Adjacency::new(40, edges), resolution).of.len(), 40);
            }
        }
    }

    #[test]
    fn higher_resolution_gives_more() {
        let ring = Adjacency::new(60, (0..60).map(|node| (node, (node + 1) % 60, 1.0)));
        let counts = [0.0, 0.2, 1.0, 5.0, 100.0].map(|resolution| communities(&ring, resolution).sizes.len());
        assert!(counts.is_sorted() && counts[0] == 1 && counts[4] == 60, "{counts:?}");
    }
}
