//! How few steps others need to reach a node.
//!
//! Reads: the graph's steps (parallel edges once, no loops, weights ignored). Gives: 0 to 1 per node.
//! How: breadth-first search from every node, 64 sources at once: one bit of a word per source, so that a step shared
//! by many searches is made once.
//! Does not: measure steps by weight.
//! Source: Freeman 1979, Centrality in Social Networks, section on closeness; Wasserman & Faust 1994, formula 5.9 for
//! graphs that do not hang together; Then et al. 2014, The More the Merrier: Efficient Multi-Source Graph Traversal,
//! section 3. Equals networkx's `closeness_centrality` with `wf_improved=True`.

use super::adjacency::{Adjacency, Orientation, Rows};

/// Computes the closeness of each node: with `r` other nodes that reach it, in `d` steps together, of `n` nodes in all,
/// `(r / d) · (r / (n - 1))`; 0 where none reaches it.
///
/// [`Orientation::Directed`] counts the steps of paths toward the node, [`Orientation::Undirected`] those of any.
/// Cost: nodes times edges, by 64 where searches overlap.
///
/// ```
/// use demarche::query::measures::{Adjacency, Orientation, closeness};
/// let path = Adjacency::new(3, [(0, 1, 1.0), (1, 2, 1.0)]);
/// assert_eq!(closeness(&path, Orientation::Undirected), [2.0 / 3.0, 1.0, 2.0 / 3.0]);
/// assert_eq!(closeness(&path, Orientation::Directed), [0.0, 0.5, 2.0 / 3.0]);
/// assert!(closeness(&Adjacency::new(0, []), Orientation::Directed).is_empty());
/// ```
pub fn closeness(graph: &Adjacency, orientation: Orientation) -> Vec<f64> {
    let steps = graph.steps(orientation);
    let count = graph.nodes();
    let mut search = Search::new(count);
    for first in (0..count).step_by(64) {
        search.run(&steps, first..count.min(first + 64));
    }
    let others = count.saturating_sub(1) as f64;
    let close = |(&reached, &distance): (&u64, &u64)| {
        if distance == 0 { 0.0 } else { (reached as f64 / distance as f64) * (reached as f64 / others) }
    };
    search.reached.iter().zip(&search.distance).map(close).collect()
}

/// Searches from up to 64 sources at once, and what all of them found.
struct Search {
    /// The sources that have reached a node, a bit each.
    seen: Vec<u64>,
    /// The sources that reached it in the last step, and in this one.
    last: Vec<u64>,
    this: Vec<u64>,
    /// How many nodes have reached a node, and in how many steps together.
    reached: Vec<u64>,
    distance: Vec<u64>,
}

impl Search {
    fn new(nodes: usize) -> Self {
        let zeros = || vec![0; nodes];
        Self { seen: zeros(), last: zeros(), this: zeros(), reached: zeros(), distance: zeros() }
    }

    fn run(&mut self, steps: &Rows, sources: std::ops::Range<usize>) {
        self.seen.fill(0);
        let mut front: Vec<u32> = sources.map(|source| source as u32).collect();
        for (bit, &source) in front.iter().enumerate() {
            self.seen[source as usize] = 1 << bit;
            self.last[source as usize] = 1 << bit;
        }
        let mut next = Vec::new();
        let mut depth = 0;
        while !front.is_empty() {
            depth += 1;
            for &node in &front {
                let searches = std::mem::take(&mut self.last[node as usize]);
                for &other in steps.row(node).0 {
                    let other_at = other as usize;
                    let new = searches & !self.seen[other_at];
                    if new != 0 {
                        if self.this[other_at] == 0 {
                            next.push(other);
                        }
                        self.this[other_at] |= new;
                        self.seen[other_at] |= new;
                        let count = u64::from(new.count_ones());
                        self.reached[other_at] += count;
                        self.distance[other_at] += count * depth;
                    }
                }
            }
            std::mem::swap(&mut self.last, &mut self.this);
            std::mem::swap(&mut front, &mut next);
            next.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_reach() {
        for edges in [vec![], vec![(0, 0, 1.0)]] {
            assert_eq!(closeness(&Adjacency::new(1, edges.clone()), Orientation::Directed), [0.0]);
            assert_eq!(closeness(&Adjacency::new(2, edges), Orientation::Undirected), [0.0, 0.0]);
        }
    }

    #[test]
    fn a_long_path_in_more_than_one_batch() {
        let path = Adjacency::new(200, (0..199).map(|node| (node, node + 1, 1.0)));
        // The last node is reached by 199 others in 1 + 2 + ... + 199 steps.
        assert_eq!(closeness(&path, Orientation::Directed)[199], 199.0 / 19_900.0);
    }
}
