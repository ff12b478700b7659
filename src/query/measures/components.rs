//! What hangs together.
//!
//! Reads: the edges, not their weights. Gives: a component per node, numbered by smallest node, and the sizes.
//! How: weak ones by search over edges in both directions; strong ones by Tarjan's search with a stack of its own, so
//! that long paths do not overflow the program's.
//! Does not: give the condensed graph.
//! Source: Tarjan 1972, Depth-First Search and Linear Graph Algorithms, section 4.

use super::adjacency::Adjacency;

/// Which nodes hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Components {
    /// The component of each node. Component 0 holds node 0; the others follow by their smallest node.
    pub of: Vec<u32>,
    /// How many nodes each component has; its length is the number of components.
    pub sizes: Vec<u32>,
}

/// Finds the weakly connected components: nodes that edges join, whatever their direction. Cost: linear.
///
/// ```
/// use demarche::query::measures::{Adjacency, weak_components};
/// let found = weak_components(&Adjacency::new(4, [(2, 0, 1.0)]));
/// assert_eq!((found.of, found.sizes), (vec![0, 1, 0, 2], vec![2, 1, 1]));
/// assert!(weak_components(&Adjacency::new(0, [])).of.is_empty());
/// ```
pub fn weak_components(graph: &Adjacency) -> Components {
    const NONE: u32 = u32::MAX;
    let mut of = vec![NONE; graph.nodes()];
    let mut sizes = Vec::new();
    let mut open = Vec::new();
    for first in 0..graph.nodes() as u32 {
        if of[first as usize] != NONE {
            continue;
        }
        let component = sizes.len() as u32;
        let mut size = 0;
        of[first as usize] = component;
        open.push(first);
        while let Some(node) = open.pop() {
            size += 1;
            for &other in graph.out_neighbors(node).iter().chain(graph.in_neighbors(node)) {
                if of[other as usize] == NONE {
                    of[other as usize] = component;
                    open.push(other);
                }
            }
        }
        sizes.push(size);
    }
    Components { of, sizes }
}

/// Finds the strongly connected components: nodes that reach each other along directed edges. Cost: linear.
///
/// ```
/// use demarche::query::measures::{Adjacency, strong_components};
/// let found = strong_components(&Adjacency::new(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 1, 1.0)]));
/// assert_eq!((found.of, found.sizes), (vec![0, 1, 1, 2], vec![1, 2, 1]));
/// ```
pub fn strong_components(graph: &Adjacency) -> Components {
    let mut search = Tarjan::new(graph.nodes());
    for node in 0..graph.nodes() as u32 {
        if search.number[node as usize] == 0 {
            search.run(graph, node);
        }
    }
    by_smallest_node(&search.component)
}

struct Tarjan {
    /// The order in which nodes were entered, from 1; 0 for one not entered.
    number: Vec<u32>,
    /// The lowest number of the open component that a node is known to reach.
    low: Vec<u32>,
    /// The component of a closed node; `OPEN` before.
    component: Vec<u32>,
    /// Nodes whose component is not closed.
    open: Vec<u32>,
    /// The path of the search: a node and how many of its edges are done.
    path: Vec<(u32, usize)>,
    entered: u32,
    closed: u32,
}

const OPEN: u32 = u32::MAX;

impl Tarjan {
    fn new(nodes: usize) -> Self {
        Self {
            number: vec![0; nodes],
            low: vec![0; nodes],
            component: vec![OPEN; nodes],
            open: Vec::new(),
            path: Vec::new(),
            entered: 0,
            closed: 0,
        }
    }

    fn enter(&mut self, node: u32) {
        self.entered += 1;
        self.number[node as usize] = self.entered;
        self.low[node as usize] = self.entered;
        self.open.push(node);
        self.path.push((node, 0));
    }

    fn run(&mut self, graph: &Adjacency, first: u32) {
        self.enter(first);
        while let Some((node, done)) = self.path.last_mut() {
            let node = *node;
            if let Some(&other) = graph.out_neighbors(node).get(*done) {
                *done += 1;
                if self.number[other as usize] == 0 {
                    self.enter(other);
                } else if self.component[other as usize] == OPEN {
                    self.low[node as usize] = self.low[node as usize].min(self.number[other as usize]);
                }
            } else {
                self.path.pop();
                if let Some(&(parent, _)) = self.path.last() {
                    self.low[parent as usize] = self.low[parent as usize].min(self.low[node as usize]);
                }
                self.close(node);
            }
        }
    }

    /// Closes the component of a node that is its first.
    fn close(&mut self, node: u32) {
        if self.low[node as usize] != self.number[node as usize] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member as usize] = self.closed;
            if member == node {
                break;
            }
        }
        self.closed += 1;
    }
}

/// Numbers groups by their smallest node. The old numbers are below the number of nodes.
pub(super) fn by_smallest_node(groups: &[u32]) -> Components {
    const NONE: u32 = u32::MAX;
    let mut names = vec![NONE; groups.len()];
    let mut sizes = Vec::new();
    let mut of = Vec::with_capacity(groups.len());
    for &group in groups {
        let name = &mut names[group as usize];
        if *name == NONE {
            *name = sizes.len() as u32;
            sizes.push(0);
        }
        sizes[*name as usize] += 1;
        of.push(*name);
    }
    Components { of, sizes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_graphs() {
        for find in [weak_components, strong_components] {
            assert_eq!(find(&Adjacency::new(0, [])), Components { of: vec![], sizes: vec![] });
            assert_eq!(find(&Adjacency::new(1, [(0, 0, 1.0)])), Components { of: vec![0], sizes: vec![1] });
            assert_eq!(find(&Adjacency::new(2, [(1, 1, 1.0)])), Components { of: vec![0, 1], sizes: vec![1, 1] });
        }
    }

    #[test]
    fn a_long_ring_does_not_overflow() {
        let nodes = 300_000;
        let ring = Adjacency::new(nodes, (0..nodes as u32).map(|node| (node, (node + 1) % nodes as u32, 1.0)));
        assert_eq!(strong_components(&ring).sizes, [nodes as u32]);
        let path = Adjacency::new(nodes, (1..nodes as u32).map(|node| (node - 1, node, 1.0)));
        assert_eq!(strong_components(&path).sizes.len(), nodes);
    }
}
