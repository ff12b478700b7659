//! The Leiden algorithm on one network, from single nodes up.
//!
//! Reads: an undirected weighted network. Gives: a community per node.
//! How: three steps in turn, as in the paper's algorithm A.2: nodes move to the neighboring community that gains most,
//! in a queue (`move_nodes`); each community is divided anew into parts that hang together (`refine`); the parts become
//! the nodes of a smaller network (`aggregate`). The whole is run again on its best result until modularity stays.
//! Nodes come in an order of chance from one fixed seed; where the paper draws a part by chance, this takes that of
//! greatest gain.
//! Does not: recurse; differ from call to call; loop for ever where sums of odd weights are not exact (visits are
//! bounded).
//! Source: Traag, Waltman & van Eck 2019, From Louvain to Leiden, supplementary A.2; gains by Blondel et al. 2008, Fast
//! unfolding of communities in large networks, formula 2, times half the total weight.

use super::adjacency::{Rows, Undirected};
use super::random::Random;

/// Gains below this share of a node's strength are noise of rounding.
const NOISE: f64 = 1e-10;
/// The most visits per node in one round of moving. Real networks need about five.
const VISITS: usize = 200;
/// The most runs, each on the best result so far, and the most of them in a row without a better result.
const RUNS: usize = 50;
const IN_VAIN: usize = 5;

/// An undirected weighted network.
pub(super) struct Network {
    /// Positive weights between different nodes.
    rows: Rows,
    /// Weight within each node.
    loops: Vec<f64>,
    /// All weight at each node, that within it twice.
    strength: Vec<f64>,
    /// The sum of all strengths.
    total: f64,
}

/// Sums per community, reset by those touched only.
struct Sums {
    of: Vec<f64>,
    touched: Vec<u32>,
}

impl Network {
    /// Takes the pairs with positive weight.
    pub fn of(graph: &Undirected) -> Self {
        let mut rows = Rows::with_room(graph.nodes(), 2 * graph.edges());
        for node in 0..graph.nodes() as u32 {
            for (&other, &weight) in graph.neighbors(node).iter().zip(graph.weights(node)) {
                if weight > 0.0 {
                    rows.push(other, weight);
                }
            }
            rows.close_row();
        }
        let loops = (0..graph.nodes() as u32).map(|node| graph.loop_weight(node).max(0.0)).collect();
        Self::new(rows, loops)
    }

    fn new(rows: Rows, loops: Vec<f64>) -> Self {
        let at =
            |(node, within): (usize, &f64)| rows.row(node as u32).1.iter().fold(2.0 * within, |sum, one| sum + one);
        let strength: Vec<f64> = loops.iter().enumerate().map(at).collect();
        let total = strength.iter().fold(0.0, |sum, one| sum + one);
        Self { rows, loops, strength, total }
    }

    /// The modularity of a division into communities below `count`.
    pub fn modularity(&self, of: &[u32], count: usize, resolution: f64) -> f64 {
        if self.total == 0.0 {
            return 0.0;
        }
        let (mut within, mut strength) = (vec![0.0; count], vec![0.0; count]);
        for (node, &community) in of.iter().enumerate() {
            let mates = self.rows.pairs(node as u32).filter(|&(other, _)| of[other as usize] == community);
            within[community as usize] += mates.fold(2.0 * self.loops[node], |sum, (_, weight)| sum + weight);
            strength[community as usize] += self.strength[node];
        }
        let share = |(within, strength): (f64, f64)| {
            let by_chance = strength / self.total;
            within / self.total - resolution * by_chance * by_chance
        };
        within.into_iter().zip(strength).map(share).fold(0.0, |sum, one| sum + one)
    }

    fn nodes(&self) -> usize {
        self.loops.len()
    }

    fn by_chance(&self, node: usize, strength: f64, resolution: f64) -> f64 {
        resolution * self.strength[node] * (strength / self.total)
    }

    /// The network whose nodes are the parts.
    fn aggregate(&self, part_of: &[u32], count: usize) -> Self {
        let (starts, members) = members(part_of, count);
        let mut rows = Rows::with_room(count, self.rows.ends.len());
        let mut loops = vec![0.0; count];
        let mut sums = Sums::new(count);
        for part in 0..count {
            let mut twice = 0.0;
            for &node in &members[starts[part]..starts[part + 1]] {
                loops[part] += self.loops[node as usize];
                for (other, weight) in self.rows.pairs(node) {
                    let other = part_of[other as usize];
                    if other as usize == part { twice += weight } else { sums.add(other, weight) }
                }
            }
            loops[part] += twice / 2.0;
            sums.touched.sort_unstable();
            for &other in &sums.touched {
                rows.push(other, sums.of[other as usize]);
            }
            rows.close_row();
            sums.reset();
        }
        Self::new(rows, loops)
    }
}

impl Sums {
    fn new(count: usize) -> Self {
        Self { of: vec![0.0; count], touched: Vec::new() }
    }

    /// Adds a weight, which is above 0.
    fn add(&mut self, community: u32, weight: f64) {
        let sum = &mut self.of[community as usize];
        if *sum == 0.0 {
            self.touched.push(community);
        }
        *sum += weight;
    }

    fn reset(&mut self) {
        for community in self.touched.drain(..) {
            self.of[community as usize] = 0.0;
        }
    }
}

/// Gives each node's community; the numbers are below the number of nodes.
pub(super) fn leiden(network: &Network, resolution: f64) -> Vec<u32> {
    let mut random = Random(0);
    let mut best: Vec<u32> = (0..network.nodes() as u32).collect();
    let mut quality = network.modularity(&best, best.len(), resolution);
    let mut in_vain = 0;
    for _ in 0..RUNS {
        let found = run(network, best.clone(), resolution, &mut random);
        let reached = network.modularity(&found, network.nodes(), resolution);
        // What is not a number is in vain as well.
        if reached > quality + NOISE {
            (best, quality, in_vain) = (found, reached, 0);
        } else {
            in_vain += 1;
        }
        if in_vain == IN_VAIN {
            break;
        }
    }
    best
}

/// One run, from a division to a better one.
fn run(network: &Network, mut of: Vec<u32>, resolution: f64, random: &mut Random) -> Vec<u32> {
    // The part of the first network's nodes at the current level.
    let mut place: Vec<u32> = (0..network.nodes() as u32).collect();
    let mut smaller: Option<Network> = None;
    loop {
        let level = smaller.as_ref().unwrap_or(network);
        move_nodes(level, &mut of, resolution, random);
        let (part_of, count) = refine(level, &of, resolution, random);
        if count == level.nodes() {
            return place.iter().map(|&at| of[at as usize]).collect();
        }
        let mut community_of_part = vec![0; count];
        for (&part, &community) in part_of.iter().zip(&of) {
            community_of_part[part as usize] = community;
        }
        for at in &mut place {
            *at = part_of[*at as usize];
        }
        let next = level.aggregate(&part_of, count);
        of = renumber(&community_of_part, level.nodes());
        smaller = Some(next);
    }
}

/// Moves nodes to the neighboring community, or to an empty one, that gains most, until none gains.
fn move_nodes(network: &Network, of: &mut [u32], resolution: f64, random: &mut Random) {
    let nodes = network.nodes();
    let (mut strength, mut size) = (vec![0.0; nodes], vec![0_u32; nodes]);
    for (&community, own) in of.iter().zip(&network.strength) {
        strength[community as usize] += own;
        size[community as usize] += 1;
    }
    let mut empty: Vec<u32> = (0..nodes as u32).rev().filter(|&community| size[community as usize] == 0).collect();
    let mut waits = vec![true; nodes];
    let mut queue: std::collections::VecDeque<u32> = random.shuffle(nodes).into();
    let mut visits = nodes.saturating_mul(VISITS);
    let mut sums = Sums::new(nodes);
    while let Some(node) = queue.pop_front()
        && visits > 0
    {
        visits -= 1;
        let at = node as usize;
        waits[at] = false;
        let old = of[at];
        for (other, weight) in network.rows.pairs(node) {
            sums.add(of[other as usize], weight);
        }
        strength[old as usize] -= network.strength[at];
        size[old as usize] -= 1;
        let gain = |community: u32| {
            sums.of[community as usize] - network.by_chance(at, strength[community as usize], resolution)
        };
        let noise = NOISE * network.strength[at];
        let (mut new, mut most) = (old, gain(old));
        for &community in &sums.touched {
            let gained = gain(community);
            if gained > most + noise {
                (new, most) = (community, gained);
            }
        }
        if most < -noise
            && size[old as usize] > 0
            && let Some(&free) = empty.last()
        {
            new = free;
        }
        strength[new as usize] += network.strength[at];
        size[new as usize] += 1;
        if new != old {
            of[at] = new;
            if empty.last() == Some(&new) {
                empty.pop();
                strength[new as usize] = network.strength[at];
            }
            if size[old as usize] == 0 {
                empty.push(old);
                strength[old as usize] = 0.0;
            }
            for &other in network.rows.row(node).0 {
                if !waits[other as usize] && of[other as usize] != new {
                    waits[other as usize] = true;
                    queue.push_back(other);
                }
            }
        }
        sums.reset();
    }
}

/// Divides each community into parts that hang together; gives the part of each node, and how many there are.
fn refine(network: &Network, of: &[u32], resolution: f64, random: &mut Random) -> (Vec<u32>, usize) {
    let nodes = network.nodes();
    let mut part_of: Vec<u32> = (0..nodes as u32).collect();
    let mut community_strength = vec![0.0; nodes];
    for (&community, own) in of.iter().zip(&network.strength) {
        community_strength[community as usize] += own;
    }
    let mut strength = network.strength.clone();
    // The weight between a part and the rest of its community.
    let mates = |node: usize| network.rows.pairs(node as u32).filter(move |&(other, _)| of[other as usize] == of[node]);
    let mut cut: Vec<f64> = (0..nodes).map(|node| mates(node).fold(0.0, |sum, (_, weight)| sum + weight)).collect();
    let mut alone = vec![true; nodes];
    let mut sums = Sums::new(nodes);
    for node in random.shuffle(nodes).into_iter().map(|node| node as usize) {
        let whole = community_strength[of[node] as usize];
        let holds = |cut: f64, strength: f64| cut >= resolution * strength * ((whole - strength) / network.total);
        if !alone[node] || !holds(cut[node], network.strength[node]) {
            continue;
        }
        for (other, weight) in mates(node) {
            sums.add(part_of[other as usize], weight);
        }
        let (mut new, mut most) = (node as u32, NOISE * network.strength[node]);
        for &part in &sums.touched {
            let part_at = part as usize;
            let gained = sums.of[part_at] - network.by_chance(node, strength[part_at], resolution);
            if gained > most && holds(cut[part_at], strength[part_at]) {
                (new, most) = (part, gained);
            }
        }
        if new as usize != node {
            let joined = new as usize;
            part_of[node] = new;
            alone[joined] = false;
            strength[joined] += network.strength[node];
            cut[joined] += cut[node] - 2.0 * sums.of[joined];
        }
        sums.reset();
    }
    let parts = super::components::by_smallest_node(&part_of);
    (parts.of, parts.sizes.len())
}

/// Numbers communities from 0 in the order in which they come; the old numbers are below `bound`.
fn renumber(communities: &[u32], bound: usize) -> Vec<u32> {
    const NONE: u32 = u32::MAX;
    let mut names = vec![NONE; bound];
    let mut next = 0;
    let mut name = |&community: &u32| {
        let name = &mut names[community as usize];
        if *name == NONE {
            *name = next;
            next += 1;
        }
        *name
    };
    communities.iter().map(&mut name).collect()
}

/// The nodes of each part: where a part's run starts, and the runs.
fn members(part_of: &[u32], count: usize) -> (Vec<usize>, Vec<u32>) {
    let mut starts = vec![0; count + 1];
    for &part in part_of {
        starts[part as usize + 1] += 1;
    }
    for part in 0..count {
        starts[part + 1] += starts[part];
    }
    let mut free = starts.clone();
    let mut members = vec![0; part_of.len()];
    for (node, &part) in part_of.iter().enumerate() {
        members[free[part as usize]] = node as u32;
        free[part as usize] += 1;
    }
    (starts, members)
}
