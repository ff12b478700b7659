//! The laws of merging, on graphs made at random: order, splits and repetitions do not matter.

use crate::made::{findings, graph};
use demarche::graph::Findings;
use proptest::prelude::*;

/// Findings, and the same in another order.
fn two_orders() -> impl Strategy<Value = (Vec<Findings>, Vec<Findings>)> {
    prop::collection::vec(findings(), 0..8).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_documents_does_not_matter((one, other) in two_orders()) {
        let (one, other) = (graph(&one), graph(&other));
        prop_assert_eq!(one.to_json(), other.to_json());
        prop_assert!(one == other);
    }

    #[test]
    fn splits_do_not_matter((one, other) in two_orders(), cuts in (0..=8usize, 0..=8usize)) {
        let whole = graph(&one).to_json();
        let (a, b) = (cuts.0.min(cuts.1).min(other.len()), cuts.0.max(cuts.1).min(other.len()));
        let parts = [graph(&other[..a]), graph(&other[a..b]), graph(&other[b..])];
        let merged = |order: [usize; 3], right_first: bool| {
            let [mut x, mut y, z] = order.map(|i| parts[i].clone());
            if right_first {
                y.merge(&z).expect("no conflict");
                x.merge(&y).expect("no conflict");
            } else {
                x.merge(&y).expect("no conflict");
                x.merge(&z).expect("no conflict");
            }
            x.to_json()
        };
        for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
            prop_assert_eq!(&merged(order, true), &whole);
            prop_assert_eq!(&merged(order, false), &whole);
        }
    }

    #[test]
    fn twice_is_once(all in prop::collection::vec(findings(), 0..6)) {
        let once = graph(&all);
        let mut twice = graph(all.iter().chain(&all));
        prop_assert_eq!(once.to_json(), twice.to_json());
        twice.merge(&once).expect("no conflict");
        prop_assert!(once == twice);
    }

    #[test]
    fn indexes_agree_with_the_graph(all in prop::collection::vec(findings(), 0..8)) {
        let graph = graph(&all);
        prop_assert_eq!(graph.relations().len(), graph.relation_count());
        prop_assert_eq!(graph.actors().len(), graph.actor_count());
        for relation in graph.relations() {
            prop_assert_eq!(graph.relation(relation.id), Some(relation));
            let between = graph.relations_between(&relation.source.id, &relation.target.id);
            prop_assert_eq!(between.iter().filter(|other| other.id == relation.id).count(), 1);
            prop_assert!(relation.evidence.is_sorted_by(|a, b| a.evidence.sentence <= b.evidence.sentence && a != b));
        }
    }
}
