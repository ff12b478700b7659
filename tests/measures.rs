//! The graph measures against networkx and igraph, on the random graphs of `fixtures/measures/reference.py`.

use demarche::query::measures::{
    Adjacency, BetweennessOptions, Direction, Orientation, PageRankOptions, Scale, Sources, balance, betweenness,
    closeness, clustering, communities, degree, modularity, pagerank, strong_components, triangles, weak_components,
    weighted_degree,
};
use serde_json::Value;

/// A graph of the fixture: its edges bear the sign of cooperation or conflict, which all measures but balance ignore.
struct Case {
    name: String,
    expected: Value,
    graph: Adjacency,
    signed: Adjacency,
}

fn cases() -> Vec<Case> {
    let fixture: Vec<Value> = serde_json::from_str(include_str!("fixtures/measures/measures.json")).unwrap();
    assert!(fixture.len() >= 30);
    let case = |(number, expected): (usize, Value)| {
        let nodes = expected["nodes"].as_u64().unwrap() as usize;
        let edge = |edge: &Value| {
            let end = |at: usize| edge[at].as_u64().unwrap() as u32;
            (end(0), end(1), edge[2].as_f64().unwrap())
        };
        let edges: Vec<_> = expected["edges"].as_array().unwrap().iter().map(edge).collect();
        Case {
            name: format!("graph {number} of {nodes} nodes and {} edges", edges.len()),
            graph: Adjacency::new(nodes, edges.iter().map(|&(source, target, weight)| (source, target, weight.abs()))),
            signed: Adjacency::new(nodes, edges),
            expected,
        }
    };
    fixture.into_iter().enumerate().map(case).collect()
}

impl Case {
    #[track_caller]
    fn counts(&self, field: &str, found: impl IntoIterator<Item = impl Into<u64>>) {
        let expected: Vec<u64> = serde_json::from_value(self.expected[field].clone()).unwrap();
        assert_eq!(found.into_iter().map(Into::into).collect::<Vec<u64>>(), expected, "{field} of {}", self.name);
    }

    #[track_caller]
    fn floats(&self, field: &str, found: &[f64]) {
        let expected: Vec<f64> = serde_json::from_value(self.expected[field].clone()).unwrap();
        self.near(field, found, &expected);
    }

    #[track_caller]
    fn near(&self, field: &str, found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len(), "{field} of {}", self.name);
        for (node, (found, expected)) in found.iter().zip(expected).enumerate() {
            let close = (found - expected).abs() <= 1e-6 * expected.abs().max(1e-6);
            assert!(close, "{field} of node {node} of {}: {found}, not {expected}", self.name);
        }
    }
}

#[test]
fn pagerank_and_degrees() {
    for case in cases() {
        let found = pagerank(&case.graph, &PageRankOptions::default());
        assert!(found.converged);
        case.floats("pagerank", &found.ranks);
        let tight = PageRankOptions { damping: 0.95, iterations: 10_000, tolerance: 1e-13 };
        case.floats("pagerank_tight", &pagerank(&case.graph, &tight).ranks);
        case.counts("degree_in", degree(&case.graph, Direction::In));
        case.counts("degree_out", degree(&case.graph, Direction::Out));
        case.floats("weight_both", &weighted_degree(&case.graph, Direction::Both));
        let (into, out) = (weighted_degree(&case.graph, Direction::In), weighted_degree(&case.graph, Direction::Out));
        let both: Vec<f64> = into.iter().zip(out).map(|(into, out)| into + out).collect();
        case.floats("weight_both", &both);
    }
}

#[test]
fn paths() {
    for case in cases() {
        case.floats("closeness", &closeness(&case.graph, Orientation::Directed));
        case.floats("closeness_undirected", &closeness(&case.graph, Orientation::Undirected));
        let pairs = BetweennessOptions { scale: Scale::Pairs, ..Default::default() };
        case.floats("between", &betweenness(&case.graph, &pairs));
        let undirected = BetweennessOptions { orientation: Orientation::Undirected, ..Default::default() };
        let shares = betweenness(&case.graph, &undirected);
        case.floats("between_undirected", &shares);
        // Pairs are shares times the number of pairs of other nodes, each pair once.
        let others = (case.graph.nodes() - 1) as f64;
        let expected: Vec<f64> = shares.iter().map(|share| share * others * (others - 1.0) / 2.0).collect();
        case.near(
            "pairs",
            &betweenness(&case.graph, &BetweennessOptions { scale: Scale::Pairs, ..undirected }),
            &expected,
        );
        let [count, seed] = [0, 1].map(|at| case.expected["sample"][at].as_u64().unwrap());
        let sources = Sources::Sample { count: count as usize, seed };
        case.floats(
            "between_sampled",
            &betweenness(&case.graph, &BetweennessOptions { sources, ..Default::default() }),
        );
    }
}

#[test]
fn components() {
    for case in cases() {
        for (field, found) in [("weak", weak_components(&case.graph)), ("strong", strong_components(&case.graph))] {
            assert_eq!(found.sizes.iter().sum::<u32>() as usize, case.graph.nodes());
            case.counts(field, found.of);
        }
    }
}

#[test]
fn triads() {
    for case in cases() {
        let found = triangles(&case.graph);
        assert_eq!(found.total * 3, found.per_node.iter().sum::<u64>());
        case.counts("triangles", found.per_node);
        case.floats("clustering", &clustering(&case.graph));
        let found = balance(&case.signed);
        let expected: [u64; 4] = serde_json::from_value(case.expected["balance"]["triads"].clone()).unwrap();
        assert_eq!(found.triads, expected, "{}", case.name);
        let expected: Vec<Option<f64>> = serde_json::from_value(case.expected["balance"]["shares"].clone()).unwrap();
        let plain = |shares: &[Option<f64>]| shares.iter().map(|share| share.unwrap_or(-1.0)).collect::<Vec<_>>();
        case.near("balance", &plain(&found.shares()), &plain(&expected));
        let all: u64 = found.triads.iter().sum();
        assert_eq!(found.share().is_none(), all == 0);
    }
}

#[test]
fn modularity_of_a_given_division() {
    for case in cases() {
        let striped: Vec<u32> = (0..case.graph.nodes() as u32).map(|node| node % 3).collect();
        let found = [1.0, 0.5, 2.0].map(|resolution| modularity(&case.graph, &striped, resolution).unwrap());
        case.floats("striped_modularity", &found);
    }
}

/// Within 2 % of the best of ten runs of networkx's Louvain and ten of igraph's Leiden, on every graph.
#[test]
fn communities_are_as_good_as_theirs() {
    for case in cases() {
        let found = communities(&case.graph, 1.0);
        let again = modularity(&case.graph, &found.of, 1.0).unwrap();
        assert!((found.modularity - again).abs() < 1e-12, "{}", case.name);
        let best = case.expected["best_modularity"].as_f64().unwrap();
        assert!(
            found.modularity >= best - 0.02 * best.abs() - 1e-9,
            "{}: {}, they {best}",
            case.name,
            found.modularity
        );
        // Leiden's promise: each community hangs together.
        let nodes = 0..case.graph.nodes() as u32;
        let edges = nodes.flat_map(|node| case.graph.out_neighbors(node).iter().map(move |&other| (node, other, 1.0)));
        let within = edges.filter(|&(one, two, _)| found.of[one as usize] == found.of[two as usize]);
        assert_eq!(weak_components(&Adjacency::new(case.graph.nodes(), within)).of, found.of, "{}", case.name);
    }
}

#[test]
fn same_input_same_bytes() {
    for case in cases() {
        let bits = |values: Vec<f64>| values.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        let all = || {
            let graph = &case.graph;
            let ranks = pagerank(graph, &PageRankOptions::default()).ranks;
            let between = betweenness(graph, &BetweennessOptions::default());
            (bits(ranks), bits(between), communities(graph, 1.0), balance(&case.signed))
        };
        assert_eq!(all(), all());
    }
}
