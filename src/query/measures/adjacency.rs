//! The graph that all measures read, as compressed rows.
//!
//! Reads: a number of nodes and edges (source, target, weight). Gives: for each node the edges out of it and into it as
//! slices, sorted by the other end; the simple undirected graph beneath.
//! How: two counting sorts, so building is linear; parallel edges are sorted by weight, so that sums over them do not
//! depend on the order in which they were given.
//! Does not: keep which edge of the caller an entry was; change after it is built.

/// A directed multigraph by compressed rows: nodes `0..n`, weighted edges; parallel edges and loops are kept.
///
/// Memory: 24 bytes per edge and 16 per node.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjacency {
    out: Rows,
    into: Rows,
}

/// The simple undirected graph of an [`Adjacency`]: at most one edge between two nodes, loops apart.
///
/// A pair's weight is the sum of the weights of all edges between the two, in both directions.
#[derive(Debug, Clone, PartialEq)]
pub struct Undirected {
    rows: Rows,
    loops: Vec<f64>,
}

/// Whether paths follow the direction of edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    /// From source to target only.
    #[default]
    Directed,
    /// Both ways.
    Undirected,
}

/// For each node a run of neighbors, sorted, with the weights beside them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rows {
    pub starts: Vec<usize>,
    pub ends: Vec<u32>,
    pub weights: Vec<f64>,
}

impl Adjacency {
    /// Builds the graph of `nodes` nodes and the given edges: source, target, weight.
    ///
    /// An edge one of whose ends is not below `nodes` is left out; a weight that is infinite or not a number counts as
    /// 0. There are at most 2³² nodes. Cost: linear, but for parallel edges, which are sorted.
    ///
    /// ```
    /// use demarche::query::measures::Adjacency;
    /// let graph = Adjacency::new(3, [(2, 0, 1.0), (0, 2, 5.0), (0, 1, 1.0), (0, 9, 1.0)]);
    /// assert_eq!((graph.nodes(), graph.edges()), (3, 3));
    /// assert_eq!((graph.out_neighbors(0), graph.out_weights(0)), (&[1, 2][..], &[1.0, 5.0][..]));
    /// assert_eq!(graph.in_neighbors(0), [2]);
    /// assert_eq!(Adjacency::new(0, []).nodes(), 0);
    /// ```
    pub fn new(nodes: usize, edges: impl IntoIterator<Item = (u32, u32, f64)>) -> Self {
        let known = |node: u32| (node as usize) < nodes;
        let edges: Vec<(u32, u32, f64)> = edges
            .into_iter()
            .filter(|&(source, target, _)| known(source) && known(target))
            .map(|(source, target, weight)| (source, target, if weight.is_finite() { weight } else { 0.0 }))
            .collect();
        let mut into = Rows::unsorted(nodes, edges.iter().map(|&(source, target, weight)| (target, source, weight)));
        // Turning rows over sorts them: each new row is filled in the order of the old rows.
        let mut out = into.turned();
        out.sort_parallel();
        into = out.turned();
        Self { out, into }
    }

    /// The number of nodes.
    pub fn nodes(&self) -> usize {
        self.out.nodes()
    }

    /// The number of edges, each parallel edge and each loop counted.
    pub fn edges(&self) -> usize {
        self.out.ends.len()
    }

    /// The targets of the edges out of a node, ascending, once for each parallel edge; none for a node that is not
    /// there.
    pub fn out_neighbors(&self, node: u32) -> &[u32] {
        self.out.row(node).0
    }

    /// The weights of the edges out of a node, in the order of [`out_neighbors`](Self::out_neighbors).
    pub fn out_weights(&self, node: u32) -> &[f64] {
        self.out.row(node).1
    }

    /// The sources of the edges into a node, ascending, once for each parallel edge; none for a node that is not there.
    pub fn in_neighbors(&self, node: u32) -> &[u32] {
        self.into.row(node).0
    }

    /// The weights of the edges into a node, in the order of [`in_neighbors`](Self::in_neighbors).
    pub fn in_weights(&self, node: u32) -> &[f64] {
        self.into.row(node).1
    }

    /// The simple undirected graph beneath. Cost: linear.
    ///
    /// ```
    /// use demarche::query::measures::Adjacency;
    /// let graph = Adjacency::new(2, [(0, 1, 1.0), (1, 0, 2.0), (0, 1, 4.0), (1, 1, 8.0)]).undirected();
    /// assert_eq!((graph.neighbors(1), graph.weights(1)), (&[0][..], &[7.0][..]));
    /// assert_eq!((graph.edges(), graph.loop_weight(1)), (1, 8.0));
    /// ```
    pub fn undirected(&self) -> Undirected {
        let mut rows = Rows::with_room(self.nodes(), 2 * self.edges());
        let mut loops = vec![0.0; self.nodes()];
        for node in 0..self.nodes() as u32 {
            let (out, into) = (self.out.row(node), self.into.row(node));
            let (mut left, mut right) = (0, 0);
            while left < out.0.len() || right < into.0.len() {
                let end = |row: &[u32], at: usize| row.get(at).copied().map_or(u64::from(u32::MAX) + 1, u64::from);
                let other = end(out.0, left).min(end(into.0, right)) as u32;
                let (gone, come) = (run_of(out, &mut left, other), run_of(into, &mut right, other));
                if other == node {
                    loops[node as usize] = gone;
                } else {
                    rows.push(other, gone + come);
                }
            }
            rows.close_row();
        }
        Undirected { rows, loops }
    }

    pub(super) fn out_rows(&self) -> &Rows {
        &self.out
    }

    pub(super) fn in_rows(&self) -> &Rows {
        &self.into
    }

    /// The neighbors that paths may step to, each once, without loops.
    pub(super) fn steps(&self, orientation: Orientation) -> Rows {
        match orientation {
            Orientation::Undirected => self.undirected().rows,
            Orientation::Directed => {
                let mut rows = Rows::with_room(self.nodes(), self.edges());
                for node in 0..self.nodes() as u32 {
                    let row = self.out.row(node);
                    let mut at = 0;
                    while let Some(&other) = row.0.get(at) {
                        let weight = run_of(row, &mut at, other);
                        if other != node {
                            rows.push(other, weight);
                        }
                    }
                    rows.close_row();
                }
                rows
            }
        }
    }
}

impl Undirected {
    /// The number of nodes.
    pub fn nodes(&self) -> usize {
        self.rows.nodes()
    }

    /// The number of pairs of different nodes with an edge between them.
    pub fn edges(&self) -> usize {
        self.rows.ends.len() / 2
    }

    /// The neighbors of a node, ascending, each once, without itself; none for a node that is not there.
    pub fn neighbors(&self, node: u32) -> &[u32] {
        self.rows.row(node).0
    }

    /// The weights of the pairs with a node, in the order of [`neighbors`](Self::neighbors).
    pub fn weights(&self, node: u32) -> &[f64] {
        self.rows.row(node).1
    }

    /// The summed weight of a node's loops; 0 without any.
    pub fn loop_weight(&self, node: u32) -> f64 {
        self.loops.get(node as usize).copied().unwrap_or(0.0)
    }
}

impl Rows {
    /// Rows to be filled one after the other.
    pub fn with_room(nodes: usize, edges: usize) -> Self {
        let mut starts = Vec::with_capacity(nodes + 1);
        starts.push(0);
        Self { starts, ends: Vec::with_capacity(edges), weights: Vec::with_capacity(edges) }
    }

    pub fn push(&mut self, end: u32, weight: f64) {
        self.ends.push(end);
        self.weights.push(weight);
    }

    pub fn close_row(&mut self) {
        self.starts.push(self.ends.len());
    }

    pub fn nodes(&self) -> usize {
        self.starts.len() - 1
    }

    /// A node's neighbors and weights.
    #[inline]
    pub fn row(&self, node: u32) -> (&[u32], &[f64]) {
        let node = node as usize;
        let range = match (self.starts.get(node), self.starts.get(node + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        };
        (&self.ends[range.clone()], &self.weights[range])
    }

    /// A node's neighbors with their weights.
    #[inline]
    pub fn pairs(&self, node: u32) -> impl Iterator<Item = (u32, f64)> + Clone + '_ {
        let (ends, weights) = self.row(node);
        ends.iter().copied().zip(weights.iter().copied())
    }

    /// Groups edges by their first node; a row keeps the order in which its edges came.
    fn unsorted(nodes: usize, edges: impl Iterator<Item = (u32, u32, f64)> + Clone) -> Self {
        let mut starts = vec![0; nodes + 1];
        for (node, ..) in edges.clone() {
            starts[node as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let count = starts[nodes];
        let (mut ends, mut weights) = (vec![0; count], vec![0.0; count]);
        let mut free = starts.clone();
        for (node, end, weight) in edges {
            let place = &mut free[node as usize];
            (ends[*place], weights[*place]) = (end, weight);
            *place += 1;
        }
        Self { starts, ends, weights }
    }

    /// The same edges by their other end.
    fn turned(&self) -> Self {
        let edges =
            (0..self.nodes() as u32).flat_map(|node| self.pairs(node).map(move |(end, weight)| (end, node, weight)));
        Self::unsorted(self.nodes(), edges)
    }

    /// Sorts the parallel edges of sorted rows by weight.
    fn sort_parallel(&mut self) {
        for node in 0..self.nodes() {
            let range = self.starts[node]..self.starts[node + 1];
            let weights = &mut self.weights[range.clone()];
            let mut rest = weights;
            for run in self.ends[range].chunk_by(|one, two| one == two) {
                let (parallel, after) = rest.split_at_mut(run.len());
                parallel.sort_by(f64::total_cmp);
                rest = after;
            }
        }
    }
}

/// Sums the weights of the run of `end` that starts at `at`, 0 where there is none, and steps behind it.
fn run_of((ends, weights): (&[u32], &[f64]), at: &mut usize, end: u32) -> f64 {
    let mut sum = 0.0;
    while ends.get(*at) == Some(&end) {
        sum += weights[*at];
        *at += 1;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_of_edges_does_not_matter() {
        let edges = [(0, 1, 0.1), (0, 1, 0.7), (1, 0, 0.3), (0, 1, 0.2), (2, 2, 1.0), (0, 0, 4.0)];
        let mut turned = edges;
        turned.reverse();
        let (one, two) = (Adjacency::new(3, edges), Adjacency::new(3, turned));
        assert_eq!(one, two);
        assert_eq!(one.undirected().weights(0)[0].to_bits(), two.undirected().weights(1)[0].to_bits());
    }

    #[test]
    fn what_does_not_fit() {
        let graph = Adjacency::new(2, [(0, 2, 1.0), (7, 0, 1.0), (0, 1, f64::NAN), (1, 0, f64::INFINITY)]);
        assert_eq!((graph.edges(), graph.out_weights(0), graph.in_weights(0)), (2, &[0.0][..], &[0.0][..]));
        assert_eq!((graph.out_neighbors(9), graph.in_weights(9)), (&[][..], &[][..]));
        assert_eq!((graph.undirected().neighbors(9), graph.undirected().loop_weight(9)), (&[][..], 0.0));
    }
}
