//! Runaway queries are stopped with a clear error.

use std::time::{Duration, Instant};

use demarche::query::{ErrorClass, Limits, Options, Prepared};

use crate::asked::graph;

fn clique() -> demarche::query::Graph {
    graph(
        "UNWIND range(1, 30) AS i CREATE (:N {i: i}) WITH count(*) AS c MATCH (a:N), (b:N) WHERE a.i <> b.i CREATE (a)-[:R]->(b)",
    )
}

#[test]
fn a_time_limit_stops_a_query() {
    let graph = clique();
    let start = Instant::now();
    let clock = || start.elapsed();
    let limits = Limits { time: Some(Duration::from_millis(200)), ..Limits::default() };
    let options = Options { clock: Some(&clock), limits, ..Options::default() };
    for text in [
        "MATCH p = (a)-[*]->(b) RETURN count(p)",
        "MATCH (a), (b), (c), (d), (e), (f) RETURN count(*)",
        "UNWIND range(1, 100000000) AS a UNWIND range(1, 1000) AS b RETURN sum(a * b)",
        "MATCH (a) WHERE EXISTS { MATCH (a)-[*15]->(b) WHERE b.i > 99 } RETURN a",
    ] {
        let start = Instant::now();
        let error = Prepared::new(text).expect(text).run(&graph, &options).expect_err(text);
        assert_eq!(error.class(), ErrorClass::LimitReached, "{text}: {error}");
        assert!(start.elapsed() < Duration::from_secs(5), "{text}");
    }
}

#[test]
fn a_row_limit_stops_a_query() {
    let graph = clique();
    let limits = Limits { rows: 10_000, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    for text in [
        "MATCH (a), (b), (c) RETURN a, b, c ORDER BY a.i",
        "MATCH (a), (b), (c) RETURN collect(a)",
        "MATCH (a), (b), (c) RETURN DISTINCT a, b, c",
        "MATCH (a), (b), (c) RETURN a, b, c, count(*)",
        "RETURN range(1, 1000000000000)",
    ] {
        let error = Prepared::new(text).expect(text).run(&graph, &options).expect_err(text);
        assert_eq!(error.class(), ErrorClass::LimitReached, "{text}: {error}");
        assert!(error.hint().is_some(), "{text}");
    }
    // The first rows of many are no matter.
    for text in ["MATCH (a), (b), (c) RETURN a, b, c LIMIT 10", "MATCH (a), (b), (c) RETURN a.i ORDER BY a.i LIMIT 10"]
    {
        let found = Prepared::new(text).expect(text).run(&graph, &options).expect(text);
        assert_eq!(found.rows.len(), 10, "{text}");
    }
}
