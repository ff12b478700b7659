//! Who is pointed at by those who are pointed at.
//!
//! Reads: the multigraph; parallel edges add up to weight. Gives: a share of 1 per node.
//! How: power iteration. A node hands its rank on in proportion to the weights of its edges; the rank of nodes without
//! edges out (dangling ones) is spread evenly over all nodes, and so is the share `1 - damping`.
//! Nodes without edges in all have one and the same rank in every round: it is kept as one number, and only the others
//! are counted in each round, which pays where a query selects few edges of many nodes.
//! Does not: start from given nodes (personalization).
//! Source: Brin & Page 1998, The Anatomy of a Large-Scale Hypertextual Web Search Engine, section 2.1.1; dangling nodes
//! and the test of convergence as networkx's `pagerank`.

use super::adjacency::Adjacency;

/// How rank is spread, and when that ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageRankOptions {
    /// The share of rank that follows edges, 0 to 1. What lies outside is moved to the nearer bound; not a number is 0.
    pub damping: f64,
    /// The most rounds that are run; 0 leaves all nodes equal.
    pub iterations: usize,
    /// Ends when a round changed all ranks together by less than this times the number of nodes; 0 runs all rounds.
    pub tolerance: f64,
}

impl Default for PageRankOptions {
    /// Those of networkx: damping 0.85, 100 rounds, tolerance 10⁻⁶.
    fn default() -> Self {
        Self { damping: 0.85, iterations: 100, tolerance: 1e-6 }
    }
}

/// The ranks, and how they were reached.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRank {
    /// The rank of each node. All together are 1.
    pub ranks: Vec<f64>,
    /// The rounds that were run.
    pub iterations: usize,
    /// Whether the last round changed less than the tolerance.
    pub converged: bool,
}

/// What of the graph the rounds need: places are nodes that have edges in, by number.
struct Flow {
    /// The node of each place.
    nodes: Vec<u32>,
    /// For each place the run of its sources that have a place.
    starts: Vec<u32>,
    /// Sources by place, with the share of their rank that they hand on.
    sources: Vec<(u32, f64)>,
    /// For each place, the shares handed on by nodes that have no place, summed.
    from_outside: Vec<f64>,
    /// Places without edges out.
    dangling: Vec<u32>,
    /// How many nodes have neither edges in nor edges out.
    isolated: usize,
}

/// Ranks the nodes. Edges whose weight is not above 0 carry nothing.
///
/// Cost: linear in nodes and edges, times the rounds.
///
/// ```
/// use demarche::query::measures::{Adjacency, PageRankOptions, pagerank};
/// let graph = Adjacency::new(3, [(0, 2, 1.0), (1, 2, 1.0)]);
/// let found = pagerank(&graph, &PageRankOptions::default());
/// assert!(found.converged && found.ranks[2] > 2.0 * found.ranks[0]);
/// assert!((found.ranks.iter().sum::<f64>() - 1.0).abs() < 1e-12);
/// assert!(pagerank(&Adjacency::new(0, []), &PageRankOptions::default()).ranks.is_empty());
/// ```
pub fn pagerank(graph: &Adjacency, options: &PageRankOptions) -> PageRank {
    let count = graph.nodes();
    if count == 0 {
        return PageRank { ranks: Vec::new(), iterations: 0, converged: true };
    }
    let flow = Flow::of(graph);
    let damping = if options.damping.is_nan() { 0.0 } else { options.damping.clamp(0.0, 1.0) };
    let (all, outside) = (count as f64, (count - flow.nodes.len()) as f64);
    let limit = all * options.tolerance;
    // The rank of all nodes outside, and those of the places.
    let mut common = 1.0 / all;
    let mut ranks = vec![common; flow.nodes.len()];
    let mut next = ranks.clone();
    let (mut iterations, mut converged) = (0, false);
    while iterations < options.iterations && !converged {
        let dangling: f64 = flow.dangling.iter().map(|&place| ranks[place as usize]).sum();
        let dangling = dangling + common * flow.isolated as f64;
        let base = (1.0 - damping + damping * dangling) / all;
        let change = flow.step(damping, base, common, &ranks, &mut next) + outside * (base - common).abs();
        std::mem::swap(&mut ranks, &mut next);
        common = base;
        iterations += 1;
        converged = change < limit;
    }
    let mut found = vec![common; count];
    for (&node, rank) in flow.nodes.iter().zip(ranks) {
        found[node as usize] = rank;
    }
    PageRank { ranks: found, iterations, converged }
}

impl Flow {
    fn of(graph: &Adjacency) -> Self {
        const NONE: u32 = u32::MAX;
        let (count, into) = (graph.nodes(), graph.in_rows());
        let positive = |weight: f64| weight.max(0.0);
        let mut given = vec![0.0; count];
        for (node, given) in given.iter_mut().enumerate() {
            *given = graph.out_rows().row(node as u32).1.iter().copied().map(positive).fold(0.0, |sum, one| sum + one);
        }
        let has_in = |node: u32| into.row(node).1.iter().any(|&weight| weight > 0.0);
        let nodes: Vec<u32> = (0..count as u32).filter(|&node| has_in(node)).collect();
        let mut places = vec![NONE; count];
        for (place, &node) in nodes.iter().enumerate() {
            places[node as usize] = place as u32;
        }
        let mut flow = Self {
            starts: vec![0],
            sources: Vec::with_capacity(graph.edges()),
            from_outside: Vec::with_capacity(nodes.len()),
            dangling: (0..nodes.len() as u32).filter(|&place| given[nodes[place as usize] as usize] == 0.0).collect(),
            isolated: (0..count).filter(|&node| places[node] == NONE && given[node] == 0.0).count(),
            nodes,
        };
        for &node in &flow.nodes {
            let mut from_outside = 0.0;
            let first = flow.sources.len();
            for (source, weight) in into.pairs(node).filter(|&(_, weight)| weight > 0.0) {
                let share = weight / given[source as usize];
                match (places[source as usize], flow.sources[first..].last_mut()) {
                    (NONE, _) => from_outside += share,
                    (place, Some(last)) if last.0 == place => last.1 += share,
                    (place, _) => flow.sources.push((place, share)),
                }
            }
            flow.from_outside.push(from_outside);
            flow.starts.push(flow.sources.len() as u32);
        }
        flow
    }

    /// One round; gives how much the ranks of the places changed together.
    fn step(&self, damping: f64, base: f64, common: f64, ranks: &[f64], next: &mut [f64]) -> f64 {
        let mut change = 0.0;
        let runs = self.starts.windows(2).zip(&self.from_outside);
        for ((run, from_outside), (old, new)) in runs.zip(ranks.iter().zip(next)) {
            let sources = &self.sources[run[0] as usize..run[1] as usize];
            let carried =
                sources.iter().fold(common * from_outside, |sum, &(place, share)| sum + ranks[place as usize] * share);
            *new = base + damping * carried;
            change += (*new - old).abs();
        }
        change
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(nodes: usize, edges: &[(u32, u32, f64)], expected: &[f64]) {
        let options = PageRankOptions { tolerance: 1e-15, iterations: 10_000, ..PageRankOptions::default() };
        let found = pagerank(&Adjacency::new(nodes, edges.iter().copied()), &options).ranks;
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
        }
    }

    #[test]
    fn small_graphs() {
        check(1, &[], &[1.0]);
        check(1, &[(0, 0, 3.0)], &[1.0]);
        check(3, &[], &[1.0 / 3.0; 3]);
        check(2, &[(0, 0, 1.0), (1, 1, 2.0)], &[0.5, 0.5]);
        // 0 -> 1, 1 dangles: r0 = 0.075 + 0.425 r1, r0 + r1 = 1.
        check(2, &[(0, 1, 1.0)], &[0.5 / 1.425, 0.925 / 1.425]);
        // A weight that is not above 0 is as if it were not there.
        check(2, &[(0, 1, 1.0), (1, 0, -1.0), (1, 0, 0.0)], &[0.5 / 1.425, 0.925 / 1.425]);
    }

    #[test]
    fn odd_options() {
        let graph = Adjacency::new(2, [(0, 1, 1.0)]);
        for (damping, expected) in [(f64::NAN, [0.5, 0.5]), (-1.0, [0.5, 0.5]), (0.0, [0.5, 0.5]), (0.5, [0.4, 0.6])] {
            let options = PageRankOptions { damping, tolerance: 1e-12, ..PageRankOptions::default() };
            let found = pagerank(&graph, &options).ranks;
            assert!((found[0] - expected[0]).abs() < 1e-9 && (found[1] - expected[1]).abs() < 1e-9, "{damping}");
        }
        let none = PageRankOptions { iterations: 0, ..PageRankOptions::default() };
        assert_eq!(pagerank(&graph, &none), PageRank { ranks: vec![0.5, 0.5], iterations: 0, converged: false });
    }
}
