//! Actor graphs: what a query sees of them, and what it may correct.

use demarche::ActorGraph;
use demarche::query::{Graph, Options, Params, Prepared};
use demarche::relations::{Ontology, Status};

use crate::asked::{ask, check};

pub fn strait() -> ActorGraph {
    let json = include_str!("../../examples/strait.json");
    ActorGraph::from_json(json, Ontology::builtin()).expect("the example is a graph")
}

fn change(graph: &ActorGraph, text: &str) -> Result<ActorGraph, String> {
    let mut copy: Graph = graph.to_property_graph();
    let query = Prepared::new(text).map_err(|error| format!("{error:?}"))?;
    query.run_mut(&mut copy, &Options::default()).map_err(|error| format!("{error:?}"))?;
    graph.corrected(&copy).map_err(|error| error.to_string())
}

#[test]
fn every_field_is_a_property() {
    let graph = strait().to_property_graph();
    check(
        &graph,
        "MATCH (a:Person:Actor {id: 'person:eleanor-marsh'}) RETURN a.name, a.country, a.sector, a.role, a.aliases",
        &["Eleanor Marsh | GBR | GOV | Foreign Secretary | [Marsh]"],
    );
    check(
        &graph,
        "MATCH (a)-[r:SANCTIONS]->(b) WHERE r.status = 'actual' RETURN r.date, r.date.month, r.quad, r.class, r.confidence, r.count, r.document, r.published",
        &["2024-03-08 | 3 | material-conflict | SANCTION | 0.95 | 1 | strait-3 | 2024-03-09"],
    );
    check(&graph, "MATCH ()-[r:NEGOTIATES_WITH]->() WHERE r.date < date('2024-03-01') RETURN count(r)", &["3"]);
}

#[test]
fn what_is_only_planned_has_another_code_in_plover() {
    let graph = strait().to_property_graph();
    check(
        &graph,
        "MATCH ()-[r:SANCTIONS|MEETS|CRITICIZES]->() RETURN DISTINCT r.class, r.status = 'planned' AS planned, r.plover ORDER BY r.class, planned",
        &[
            "ACCUSE | false | ACCUSE",
            "CONSULT | false | CONSULT",
            "SANCTION | false | SANCTION",
            "SANCTION | true | THREATEN",
        ],
    );
}

#[test]
fn names_match_by_alias_on_demand() {
    let graph = strait().to_property_graph();
    for (name, expected) in [
        ("Britain", &["United Kingdom"][..]),
        ("  united   KINGDOM ", &["United Kingdom"]),
        ("state:GBR", &["United Kingdom"]),
        ("Marsh", &["Eleanor Marsh"]),
        ("Brit", &[]),
        ("", &[]),
    ] {
        check(&graph, &format!("MATCH (a) WHERE actor(a, '{name}') RETURN a.name"), expected);
    }
    check(&graph, "MATCH (a) WHERE actor(a, null) RETURN a.name", &[]);
}

#[test]
fn unknown_names_are_warned_of() {
    let graph = strait().to_property_graph();
    for (text, expected) in [
        ("MATCH (a:Sate) RETURN a", &[("no label `Sate` in the graph", Some("did you mean `State`?"))][..]),
        (
            "MATCH ()-[r:THREATNS]->() RETURN r",
            &[("no relation type `THREATNS` in the graph", Some("did you mean `THREATENS`?"))],
        ),
        ("MATCH (a) RETURN a.nmae", &[("no property `nmae` in the graph", Some("did you mean `name`?"))]),
        ("MATCH (a:State)-[r:THREATENS]->(b) RETURN a.name, r.date", &[]),
    ] {
        let found = ask(&graph, text).expect(text);
        let warnings: Vec<_> = found.warnings.iter().map(|w| (w.message.as_str(), w.hint.as_deref())).collect();
        assert_eq!(warnings, expected, "{text}");
    }
}

#[test]
fn an_actor_graph_is_asked_in_one_line() {
    let found = strait().query("MATCH (a)-[r:THREATENS]->(b {name: 'Saudi Arabia'}) RETURN a.name, r", &Params::new());
    let found = found.expect("it runs");
    assert_eq!(found.rows.len(), 1);
    let json = found.rows[0][1].to_json(&Graph::default());
    assert_eq!((&json["type"], &json["status"]), (&"THREATENS".into(), &"actual".into()));
}

#[test]
fn corrections_are_taken_over() {
    let graph = strait();
    let same = change(&graph, "MATCH (a) SET a.name = a.name").expect("nothing changes");
    assert_eq!(same, graph);

    let renamed =
        change(&graph, "MATCH (a {id: 'group:coast-brigade'}) SET a.name = 'Coastal Brigade', a.kind = 'organization'");
    let renamed = renamed.expect("it fits");
    let actor = renamed.actor("group:coast-brigade").expect("it is there");
    assert_eq!((actor.name.as_str(), actor.kind.as_str()), ("Coastal Brigade", "organization"));
    assert_eq!(renamed.relation_count(), graph.relation_count());

    let other_id =
        change(&graph, "MATCH (a {id: 'person:eleanor-marsh'}) SET a.id = 'person:e-marsh'").expect("it fits");
    assert!(other_id.actor("person:eleanor-marsh").is_none());
    let claimed = other_id.relations().find(|r| r.attribution.as_deref() == Some("person:e-marsh"));
    assert!(claimed.is_some(), "who says something is renamed too");

    let denied =
        change(&graph, "MATCH ()-[r:SANCTIONS {status: 'planned'}]->() SET r.status = 'negated' REMOVE r.issue")
            .expect("it fits");
    assert_eq!(denied.relations().filter(|r| r.status == Status::Negated).count(), 2);

    let fewer = change(&graph, "MATCH (a {name: 'France'}) DETACH DELETE a").expect("it fits");
    assert!(fewer.actor("state:FRA").is_none());

    let more = change(
        &graph,
        "MATCH (a {name: 'Qatar'}), (b {name: 'France'})
         CREATE (a)-[:MEETS {document: 'strait-7', sentence: 'Qatar met France.', date: date('2024-08-10')}]->(b)",
    );
    let more = more.expect("it fits");
    let met = more.relations_between("state:QAT", "state:FRA");
    assert_eq!((met.len(), &*met[0].evidence[0].sentence), (1, "Qatar met France."));
    let again = ActorGraph::from_json(more.to_json(), Ontology::builtin()).expect("it is a graph file");
    assert_eq!(again, more);
}

#[test]
fn what_does_not_fit_is_refused() {
    let graph = strait();
    for (text, expected) in [
        ("MATCH ()-[r:SANCTIONS]->() SET r.status = 'maybe'", "`status`"),
        ("MATCH ()-[r:SANCTIONS]->() SET r.confidence = 2", "`confidence` is not a number within 0 and 1"),
        (
            "MATCH ()-[r:SANCTIONS]->() SET r.sentence = 'x'",
            "`sentence` follows from other fields, from kind or document",
        ),
        ("MATCH ()-[r:SANCTIONS]->() SET r.date = '2024'", "`date` is no date"),
        ("MATCH (a {name: 'Iran'}) SET a.color = 'green'", "no field `color`"),
        ("MATCH (a {name: 'Iran'}) SET a.status = 'claimed'", "an actor has no field `status`"),
        ("MATCH ()-[r]->() SET r.country = 'IRN'", "a relation has no field `country`"),
        ("MATCH (a {name: 'Iran'}) SET a.id = 'state:GBR'", "two actors have the id `state:GBR`"),
        ("MATCH (a {name: 'Iran'}) REMOVE a.name", "no `name`"),
        ("MATCH (a {name: 'Iran'}) SET a:Person", "not one label that tells its kind"),
        ("CREATE (:Actor:State {name: 'Narnia'})", "no `id`"),
        ("MATCH (a {name: 'Iran'}), (b {name: 'Oman'}) CREATE (a)-[:MEETS]->(b)", "no `document`"),
        (
            "MATCH (a {name: 'Iran'}), (b {name: 'Oman'}) CREATE (a)-[:MEETS {document: 'nowhere', sentence: 's'}]->(b)",
            "no document `nowhere`",
        ),
        (
            "MATCH (a {name: 'Iran'}), (b {name: 'Oman'}) CREATE (a)-[:LIKES {document: 'strait-1', sentence: 's'}]->(b)",
            "no such kind",
        ),
        ("MATCH ()-[r:SANCTIONS]->() SET r.attribution = 'person:nobody'", "unknown actor `person:nobody`"),
    ] {
        let Err(error) = change(&graph, text) else { panic!("taken over: {text}") };
        assert!(error.contains(expected), "{text}: {error}");
    }
}
