//! Asks queries and writes down their answers.

use demarche::query::{Graph, Options, Params, Prepared, QueryError, QueryResult};

/// Makes a graph by a query.
pub fn graph(create: &str) -> Graph {
    let mut graph = Graph::default();
    let query = Prepared::new(create).expect("a query");
    query.run_mut(&mut graph, &Options::default()).expect("it runs");
    graph
}

/// Asks a graph.
pub fn ask(graph: &Graph, text: &str) -> Result<QueryResult, QueryError> {
    ask_with(graph, text, &Params::new())
}

/// Asks a graph with parameters.
pub fn ask_with(graph: &Graph, text: &str, parameters: &Params) -> Result<QueryResult, QueryError> {
    let options = Options { parameters: parameters.clone(), ..Options::default() };
    Prepared::new(text)?.run(graph, &options)
}

/// The rows of an answer, a line each.
pub fn lines(graph: &Graph, result: &QueryResult) -> Vec<String> {
    let line = |row: &Vec<demarche::query::Value>| {
        row.iter().map(|value| value.to_text(graph)).collect::<Vec<_>>().join(" | ")
    };
    result.rows.iter().map(line).collect()
}

/// Checks the rows of an answer, in order.
#[track_caller]
pub fn check(graph: &Graph, text: &str, expected: &[&str]) {
    match ask(graph, text) {
        Ok(result) => assert_eq!(lines(graph, &result), expected, "{text}"),
        Err(error) => panic!("{text}: {error:?}"),
    }
}
