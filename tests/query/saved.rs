//! The saved queries, each on the sample graph.

use std::fs;
use std::path::Path;

use demarche::query::{Params, Value};

use crate::actor_graphs::strait;
use crate::asked::{ask_with, lines};

#[track_caller]
fn first_rows(name: &str, parameters: &[(&str, Value)], expected: &[&str]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries").join(format!("{name}.cypher"));
    let text = fs::read_to_string(&path).expect("the query is there");
    let graph = strait().to_property_graph();
    let parameters: Params = parameters.iter().map(|(name, value)| ((*name).into(), value.clone())).collect();
    let found = ask_with(&graph, &text, &parameters).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    assert!(found.warnings.is_empty(), "{name}: {:?}", found.warnings);
    let found = lines(&graph, &found);
    assert_eq!(found.iter().take(expected.len()).collect::<Vec<_>>(), expected, "{name}\n{}", found.join("\n"));
}

#[test]
fn threats_and_talks() {
    first_rows(
        "who-threatens-whom",
        &[],
        &[
            "Iran | Saudi Arabia | 1 | 2024-06-20",
            "Farid Rostami | United Kingdom | 1 | 2024-03-09",
            "Iran | United Kingdom | 1 | 2024-02-02",
        ],
    );
    first_rows(
        "threat-and-talk",
        &[("days", Value::Null)],
        &["Iran | Saudi Arabia | 1 | 1", "Iran | United Kingdom | 1 | 1"],
    );
    first_rows("threat-and-talk", &[("days", Value::from(16))], &["Iran | Saudi Arabia | 1 | 1"]);
    first_rows("mediators", &[], &["Oman | [Iran and Saudi Arabia, Iran and United Kingdom]"]);
}

#[test]
fn critics() {
    first_rows("most-criticized", &[], &["Iran | 8 | 5", "Saudi Arabia | 2 | 2", "United Kingdom | 2 | 1"]);
    first_rows(
        "mutual-critics",
        &[],
        &["United Kingdom | Iran | 3 | 2", "France | Iran | 1 | 1", "Iran | Saudi Arabia | 1 | 1"],
    );
    first_rows(
        "claims-by-attribution",
        &[],
        &[
            "Eleanor Marsh | Iran | attacks | Gulf Shipping Union | Marsh said Iran had fired at a ship of the Gulf Shipping Union.",
            "Oman | Coast Brigade | attacks | Port of Salalah | Oman said the Coast Brigade had shelled the Port of Salalah.",
            "Saudi Arabia | Iran | aids | Coast Brigade | Saudi Arabia said Iran armed the Coast Brigade.",
        ],
    );
}

#[test]
fn dyads_in_time() {
    let pair = [("a", Value::from("Tehran")), ("b", Value::from("Britain"))];
    first_rows(
        "dyad-by-month",
        &pair,
        &["2024-02-01 | ACCUSE | 2 | -2.0", "2024-02-01 | CONSULT | 1 | 2.5", "2024-02-01 | MOBILIZE | 1 | -5.5"],
    );
    first_rows(
        "surest-evidence",
        &pair,
        &["2024-02-02 | threatens | actual | 0.9 | Iran warned Britain that it would close the strait. | strait-1"],
    );
    first_rows(
        "first-and-last",
        &[],
        &["United Kingdom | Iran | 2024-02-02 | 2024-08-11 | 6", "Iran | Saudi Arabia | 2024-02-21 | 2024-08-11 | 4"],
    );
    first_rows(
        "biggest-changes",
        &[("split", Value::from("2024-05-01"))],
        &["France | Iran | -6.0 | -2.0 | 4.0", "United Kingdom | Iran | -2.8 | -0.9 | 1.9"],
    );
}

#[test]
fn conflict_and_cooperation() {
    first_rows(
        "hostile-neighbors",
        &[("since", Value::Null)],
        &["United Kingdom | Iran | 2 | 3 | -17.5", "Iran | Gulf Shipping Union | 2 | 0 | -16.0"],
    );
    first_rows(
        "hostile-neighbors",
        &[("since", Value::from("2024-06-01"))],
        &["United Kingdom | Iran | 0 | 2 | -4.0", "France | Iran | 0 | 1 | -2.0"],
    );
    first_rows("conflict-balance", &[], &["Iran | 13 | -0.7 | 17 | -1.1", "United Kingdom | 5 | -3.5 | 8 | 0.2"]);
    first_rows(
        "sanctions-and-aid",
        &[("actor", Value::from("Iran"))],
        &[
            "sanctions | United Kingdom | actual | 2024-03-08 | Britain imposed sanctions on Iran.",
            "sanctions | France | planned | 2024-03-20 | France will impose sanctions on Iran.",
            "aids | Qatar | actual | 2024-04-02 | Qatar lent Iran money.",
        ],
    );
    first_rows(
        "allies-of-enemies",
        &[("actor", Value::from("Iran"))],
        &["France | United Kingdom | [allied-with, supports]", "United Kingdom | France | [allied-with, supports]"],
    );
}

#[test]
fn who_belongs_where() {
    first_rows(
        "offices",
        &[],
        &[
            "France | Claire Dumont | President | leads",
            "Iran | Farid Rostami | Foreign Minister | represents",
            "Oman | Salim al-Habsi | envoy | represents",
            "United Kingdom | Eleanor Marsh | Foreign Secretary | represents",
        ],
    );
    first_rows(
        "shortest-chain",
        &[("a", Value::from("Marsh")), ("b", Value::from("Qatar"))],
        &["[Eleanor Marsh, Iran, Qatar] | [accuses, aids]"],
    );
    first_rows("most-central", &[], &["Iran | 0.3147 | 0.283", "United Kingdom | 0.1524 | 0.0"]);
    first_rows(
        "communities",
        &[],
        &[
            "6 | [Eleanor Marsh, Farid Rostami, France, Gulf Shipping Union, Iran, United Kingdom]",
            "5 | [Coast Brigade, Port of Salalah, Saudi Arabia, United Nations, Yemen]",
            "4 | [Claire Dumont, Oman, Qatar, Salim al-Habsi]",
        ],
    );
}
