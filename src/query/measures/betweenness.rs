//! Who stands on the shortest paths between others.
//!
//! Reads: the graph's steps (parallel edges once, no loops, weights ignored). Gives: a number of pairs, or a share, per
//! node.
//! How: from each source one breadth-first search counts shortest paths, and one pass back shares each pair out among
//! the nodes between. A sample of sources gives an estimate for big graphs.
//! Does not: count the ends of a path as between; count parallel edges as several paths (networkx's `DiGraph` and
//! `Graph` of the same pairs); count paths by more than 10³⁰⁸ (a thousand rhombs in a row), as networkx does not.
//! Source: Brandes 2001, A Faster Algorithm for Betweenness Centrality, section 4; Brandes & Pich 2007, Centrality
//! Estimation in Large Networks, for samples. Equals networkx 3.6's `betweenness_centrality`, its `k` included.

use super::adjacency::{Adjacency, Orientation, Rows};
use super::random::Random;

/// What is counted, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BetweennessOptions {
    /// Whether paths follow the direction of edges.
    pub orientation: Orientation,
    /// Pairs or a share of all pairs.
    pub scale: Scale,
    /// All sources or a sample.
    pub sources: Sources,
}

/// The unit of betweenness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// The share of all pairs of other nodes, 0 to 1.
    #[default]
    Normalized,
    /// The number of pairs; in an undirected graph a pair counts once.
    Pairs,
}

/// The nodes from which paths are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sources {
    /// Every node: the exact value.
    #[default]
    All,
    /// A sample, extrapolated to all: the same for the same seed.
    Sample {
        /// How many nodes; all where there are not so many.
        count: usize,
        /// Where the choice starts: a shuffle (Fisher & Yates) by the generator SplitMix64 with this as its first
        /// state.
        seed: u64,
    },
}

/// Computes the betweenness of each node.
///
/// Cost: edges times sources. The value of a graph of fewer than three nodes is 0. With a single source, the source's
/// own value is 0: nothing is known of it (networkx says NaN).
///
/// ```
/// use demarche::query::measures::{Adjacency, BetweennessOptions, Scale, betweenness};
/// let path = Adjacency::new(3, [(0, 1, 1.0), (0, 1, 1.0), (1, 2, 1.0)]);
/// let pairs = BetweennessOptions { scale: Scale::Pairs, ..BetweennessOptions::default() };
/// assert_eq!(betweenness(&path, &pairs), [0.0, 1.0, 0.0]);
/// assert_eq!(betweenness(&path, &BetweennessOptions::default()), [0.0, 0.5, 0.0]);
/// assert!(betweenness(&Adjacency::new(0, []), &pairs).is_empty());
/// ```
pub fn betweenness(graph: &Adjacency, options: &BetweennessOptions) -> Vec<f64> {
    let count = graph.nodes();
    if count < 3 {
        return vec![0.0; count];
    }
    let steps = graph.steps(options.orientation);
    let sources = match options.sources {
        Sources::Sample { count: some, seed } if some < count => Random(seed).choose(count, some),
        _ => (0..count as u32).collect(),
    };
    let mut search = Search::new(count);
    for &source in &sources {
        search.run(&steps, source);
    }
    let mut between = search.between;
    scale(&mut between, &sources, options);
    between
}

/// Brings sums over sources to the unit asked for. A source in the sample is never an end of its own paths, so it
/// stands for one source less than the others do.
fn scale(between: &mut [f64], sources: &[u32], options: &BetweennessOptions) {
    let others = (between.len() - 1) as f64;
    let factor = |sources: usize| match (sources, options.scale, options.orientation) {
        (0, ..) => 0.0,
        (sources, Scale::Normalized, _) => 1.0 / (sources as f64 * (others - 1.0)),
        (sources, Scale::Pairs, Orientation::Directed) => others / sources as f64,
        (sources, Scale::Pairs, Orientation::Undirected) => others / (sources as f64 * 2.0),
    };
    let (of_others, of_sources) = (factor(sources.len()), factor(sources.len().saturating_sub(1)));
    let mut is_source = vec![false; between.len()];
    for &source in sources {
        is_source[source as usize] = true;
    }
    for (value, is_source) in between.iter_mut().zip(is_source) {
        *value *= if is_source { of_sources } else { of_others };
    }
}

/// One source's search, and the sums over all so far.
struct Search {
    /// Steps from the source, plus one; 0 for a node not reached.
    depth: Vec<u32>,
    /// The number of shortest paths from the source.
    paths: Vec<f64>,
    /// Per shortest path to the node, the pairs that go through it, or end in it.
    load: Vec<f64>,
    /// The nodes reached, nearest first.
    order: Vec<u32>,
    between: Vec<f64>,
}

impl Search {
    fn new(nodes: usize) -> Self {
        let zeros = || vec![0.0; nodes];
        Self { depth: vec![0; nodes], paths: zeros(), load: zeros(), order: Vec::new(), between: zeros() }
    }

    fn run(&mut self, steps: &Rows, source: u32) {
        self.depth[source as usize] = 1;
        self.paths[source as usize] = 1.0;
        self.order.push(source);
        let mut at = 0;
        while let Some(&node) = self.order.get(at) {
            at += 1;
            let (depth, paths) = (self.depth[node as usize] + 1, self.paths[node as usize]);
            for &other in steps.row(node).0 {
                let other_at = other as usize;
                if self.depth[other_at] == 0 {
                    self.depth[other_at] = depth;
                    self.order.push(other);
                }
                if self.depth[other_at] == depth {
                    self.paths[other_at] += paths;
                }
            }
        }
        while let Some(node) = self.order.pop() {
            let node_at = node as usize;
            let (depth, paths) = (self.depth[node_at] + 1, self.paths[node_at]);
            let further = steps.row(node).0.iter().filter(|&&other| self.depth[other as usize] == depth);
            let through = further.fold(0.0, |sum, &other| sum + self.load[other as usize]);
            self.load[node_at] = through + 1.0 / paths;
            if node != source {
                self.between[node_at] += through * paths;
            }
        }
        self.depth.fill(0);
        self.paths.fill(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(nodes: usize, edges: &[(u32, u32, f64)], expected: &[f64]) {
        let options = BetweennessOptions { scale: Scale::Pairs, ..BetweennessOptions::default() };
        assert_eq!(betweenness(&Adjacency::new(nodes, edges.iter().copied()), &options), expected);
    }

    #[test]
    fn small_graphs() {
        check(1, &[], &[0.0]);
        check(1, &[(0, 0, 1.0)], &[0.0]);
        check(3, &[(0, 0, 1.0), (1, 1, 1.0)], &[0.0; 3]);
        // Two ways from 0 to 3, a parallel edge on one of them: each middle gets half.
        check(4, &[(0, 1, 1.0), (0, 1, 1.0), (0, 2, 1.0), (1, 3, 1.0), (2, 3, 1.0)], &[0.0, 0.5, 0.5, 0.0]);
    }

    #[test]
    fn samples() {
        let ring = Adjacency::new(8, (0..8).map(|node| (node, (node + 1) % 8, 1.0)));
        let sources = |count| BetweennessOptions { sources: Sources::Sample { count, seed: 7 }, ..Default::default() };
        assert_eq!(betweenness(&ring, &sources(8)), betweenness(&ring, &BetweennessOptions::default()));
        assert_eq!(betweenness(&ring, &sources(3)), betweenness(&ring, &sources(3)));
        assert_eq!(betweenness(&ring, &sources(0)), [0.0; 8]);
        assert!(betweenness(&ring, &sources(1)).iter().all(|value| value.is_finite()));
    }
}
