//! Shortest paths, and conditions inside them.

use crate::asked::{ask, check, graph};

/// a -> b -> d by dear relations, a -> c -> e -> d by cheap ones, two ways a -> x -> d as well.
fn roads() -> demarche::query::Graph {
    graph(
        "CREATE (a:P {n: 'a'}), (b:P {n: 'b'}), (c:P {n: 'c'}), (d:P {n: 'd'}), (e:P {n: 'e'}), (x:Q {n: 'x'}), (z:P {n: 'z'}),
         (a)-[:R {w: 9}]->(b), (b)-[:R {w: 9}]->(d), (a)-[:R {w: 1}]->(c), (c)-[:R {w: 1}]->(e), (e)-[:R {w: 1}]->(d),
         (a)-[:R {w: 5}]->(x), (x)-[:R {w: 5}]->(d), (x)-[:R {w: 6}]->(d)",
    )
}

#[test]
fn shortest_paths_keep_conditions_inside() {
    let roads = roads();
    let nodes = "[n IN nodes(p) | n.n]";
    for (case, pattern, condition, expected) in [
        ("the length of the shortest", "p = shortestPath((a)-[:R*]->(d))", "", &["2"][..]),
        (
            "a condition on every relation",
            "p = shortestPath((a)-[:R*]->(d))",
            "WHERE all(r IN relationships(p) WHERE r.w < 5)",
            &["3"],
        ),
        (
            "a condition on every node",
            "p = ANY SHORTEST (a)-[:R*]->(d)",
            "WHERE none(n IN nodes(p) WHERE n:Q OR n.n = 'b')",
            &["3"],
        ),
        (
            "a condition on the whole path",
            "p = shortestPath((a)-[:R*]->(d))",
            "WHERE reduce(s = 0, r IN relationships(p) | s + r.w) < 9",
            &["3"],
        ),
        ("inside the brackets", "p = ANY SHORTEST (a)-[r:R WHERE r.w < 9]->{1,8}(d)", "", &["2"]),
        ("too short a limit finds nothing", "p = shortestPath((a)-[:R*..1]->(d))", "", &[]),
        ("against the direction finds nothing", "p = shortestPath((a)<-[:R*]-(d))", "", &[]),
        ("the other way round", "p = shortestPath((d)<-[:R*]-(a))", "", &["2"]),
        ("nowhere to go", "p = shortestPath((a)-[:R*]->(d))", "WHERE all(r IN relationships(p) WHERE r.w > 99)", &[]),
    ] {
        let text = format!("MATCH (a {{n: 'a'}}), (d {{n: 'd'}}) MATCH {pattern} {condition} RETURN length(p)");
        let found = ask(&roads, &text).unwrap_or_else(|error| panic!("{case}: {error:?}"));
        assert_eq!(crate::asked::lines(&roads, &found), expected, "{case}");
    }
    check(
        &roads,
        &format!("MATCH p = allShortestPaths((a {{n: 'a'}})-[:R*]->(d {{n: 'd'}})) RETURN {nodes} ORDER BY {nodes}"),
        &["[a, b, d]", "[a, x, d]", "[a, x, d]"],
    );
    check(&roads, "MATCH p = SHORTEST 2 (a {n: 'a'})-[:R*]->(d {n: 'd'}) RETURN length(p)", &["2", "2"]);
    check(
        &roads,
        "MATCH p = SHORTEST 2 GROUPS (a {n: 'a'})-[:R*]->(d {n: 'd'}) RETURN length(p) ORDER BY length(p)",
        &["2", "2", "2", "3"],
    );
    check(
        &roads,
        "MATCH (a {n: 'a'}) MATCH p = ANY SHORTEST (a)-[:R*]->(b) RETURN b.n, length(p) ORDER BY b.n",
        &["b | 1", "c | 1", "d | 2", "e | 2", "x | 1"],
    );
}

#[test]
fn round_trips_use_no_relation_twice() {
    let pair = graph("CREATE (a {n: 'a'})-[:R]->(b {n: 'b'})");
    check(&pair, "MATCH p = shortestPath((a {n: 'a'})-[:R*]-(a)) RETURN length(p)", &[]);
    let twice = graph("CREATE (a {n: 'a'})-[:R]->(b {n: 'b'}), (a)-[:R]->(b)");
    check(&twice, "MATCH (a {n: 'a'}) MATCH p = (a)-[:R*]-(a) RETURN count(p)", &["2"]);
}

#[test]
fn path_modes_choose_what_may_be_met_again() {
    let ring = graph("CREATE (a {n: 1})-[:R]->(b {n: 2})-[:R]->(c {n: 3})-[:R]->(a)");
    for (mode, expected) in [("", "3"), ("TRAIL", "3"), ("ACYCLIC", "2"), ("SIMPLE", "3")] {
        check(&ring, &format!("MATCH {mode} p = (a {{n: 1}})-[:R*1..5]->(b) RETURN count(p)"), &[expected]);
    }
    check(&ring, "MATCH WALK p = (a {n: 1})-[:R*1..5]->(b) RETURN count(p)", &["5"]);
}

#[test]
fn parallel_and_reciprocal_relations_are_kept_apart() {
    let pair = graph("CREATE (a {n: 1})-[:R]->(b {n: 2}), (a)-[:R]->(b), (b)-[:R]->(a), (a)-[:R]->(a)");
    for (pattern, expected) in [
        ("(a {n: 1})-[:R]->(b {n: 2})", "2"),
        ("(a {n: 1})-[:R]-(b {n: 2})", "3"),
        ("(a {n: 1})-[:R]-(b)", "4"),
        ("(a {n: 1})-[:R]->(b)", "3"),
        ("(a)-[:R]->(b)-[:R]->(a)", "4"),
        ("(a)-[:R]-(b)-[:R]-(a)", "12"),
    ] {
        check(&pair, &format!("MATCH {pattern} RETURN count(*)"), &[expected]);
    }
}
