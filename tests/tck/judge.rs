//! Runs a scenario and says what is not as expected.
//!
//! Reads: a [`Scenario`]. Gives: nothing where all is as expected, else a [`Failure`]. A panic of the engine is one too.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use demarche::query::{Graph, Options, Phase, Prepared, Procedures, QueryError, QueryResult};

use super::literal::Literal;
use super::observe::observe;
use super::scenario::{Expected, Order, Scenario, Test, When};
use super::snapshot::Snapshot;

/// What is not as expected.
#[derive(Debug, Clone)]
pub struct Failure {
    pub query: String,
    pub expected: String,
    pub got: String,
}

thread_local! {
    /// What the last panic of this thread said, where it is one whose panics are caught here.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
    static CATCHING: RefCell<bool> = const { RefCell::new(false) };
}

/// Runs a scenario.
///
/// # Errors
/// Something is not as expected.
pub fn judge(scenario: &Scenario) -> Result<(), Failure> {
    keep_panics_silent();
    CATCHING.set(true);
    let found = panic::catch_unwind(AssertUnwindSafe(|| run(scenario)));
    CATCHING.set(false);
    found.unwrap_or_else(|_| {
        let query = scenario.tests.first().map(|test| test.query.clone()).unwrap_or_default();
        let got = PANIC.take().unwrap_or_else(|| "a panic".to_owned());
        Err(Failure { query, expected: "no panic".to_owned(), got })
    })
}

/// Thousands of messages of caught panics would hide the report; panics of other threads are printed as ever.
fn keep_panics_silent() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if CATCHING.with_borrow(|catching| *catching) {
                PANIC.set(Some(info.to_string().replace('\n', " ")));
            } else {
                others(info);
            }
        }));
    });
}

fn run(scenario: &Scenario) -> Result<(), Failure> {
    let mut procedures = Procedures::default();
    scenario.procedures.iter().for_each(|signature| procedures.add(signature.procedure()));
    let mut graph = Graph::default();
    for query in &scenario.setup {
        Prepared::new(query).and_then(|prepared| prepared.run_mut(&mut graph, &Options::default())).map_err(
            |error| Failure {
                query: query.clone(),
                expected: "a graph to begin with".into(),
                got: format!("{error:?}"),
            },
        )?;
    }
    for test in &scenario.tests {
        let options =
            Options { parameters: scenario.parameters.clone(), procedures: &procedures, ..Options::default() };
        run_test(test, &mut graph, &procedures, &options).map_err(|(expected, got)| Failure {
            query: test.query.clone(),
            expected,
            got,
        })?;
    }
    Ok(())
}

/// Gives what was expected and what came instead, where they differ.
fn run_test(
    test: &Test,
    graph: &mut Graph,
    procedures: &Procedures,
    options: &Options<'_>,
) -> Result<(), (String, String)> {
    let before = Snapshot::of(graph);
    let prepared = Prepared::with(&test.query, procedures);
    let found = prepared.and_then(|prepared| prepared.run_mut(graph, options));
    check(&test.expected, &found, graph)?;
    let effects = before.until(&Snapshot::of(graph));
    match test.effects {
        Some(expected) if expected != effects => Err((expected.to_string(), effects.to_string())),
        _ => Ok(()),
    }
}

fn check(expected: &Expected, found: &Result<QueryResult, QueryError>, graph: &Graph) -> Result<(), (String, String)> {
    match (expected, found) {
        (Expected::Error { class, when, detail }, found) => {
            let wrong = |got| Err((format!("{class}::{detail} ({when:?})"), got));
            match found {
                Ok(result) => wrong(format!("{} rows and no error", result.rows.len())),
                Err(error) if is_error(error, class, *when, detail) => Ok(()),
                Err(error) => wrong(format!("{error:?}")),
            }
        }
        (Expected::Rows { columns, rows, .. }, Err(error)) => Err((print(columns, rows), format!("{error:?}"))),
        (Expected::Rows { columns, rows, rows_in_order, lists_in_order }, Ok(result)) => {
            let names: Vec<String> = result.columns.iter().map(ToString::to_string).collect();
            let found: Vec<Vec<Literal>> =
                result.rows.iter().map(|row| row.iter().map(|value| observe(graph, value)).collect()).collect();
            if names == *columns && same_rows(rows, &found, *rows_in_order, *lists_in_order) {
                return Ok(());
            }
            Err((print(columns, rows), print(&names, &found)))
        }
    }
}

fn is_error(error: &QueryError, class: &str, when: When, detail: &str) -> bool {
    let in_time = match when {
        When::Compile => error.phase() == Phase::Compile,
        When::Runtime => error.phase() == Phase::Runtime,
        When::Any => true,
    };
    in_time && format!("{:?}", error.class()) == class && (detail == "*" || error.detail() == detail)
}

/// Says whether rows are the same, each as often.
fn same_rows(expected: &[Vec<Literal>], found: &[Vec<Literal>], rows_in_order: Order, lists_in_order: Order) -> bool {
    let in_form = |rows: &[Vec<Literal>]| -> Vec<Vec<Literal>> {
        match lists_in_order {
            Order::Counts => rows.to_vec(),
            Order::Any => rows.iter().map(|row| row.iter().map(Literal::with_sorted_lists).collect()).collect(),
        }
    };
    let (expected, mut found) = (in_form(expected), in_form(found));
    if rows_in_order == Order::Counts {
        return expected == found;
    }
    expected.len() == found.len()
        && expected.iter().all(|row| match found.iter().position(|other| other == row) {
            Some(at) => {
                found.swap_remove(at);
                true
            }
            None => false,
        })
}

fn print(columns: &[String], rows: &[Vec<Literal>]) -> String {
    let row = |row: &Vec<Literal>| row.iter().map(Literal::to_string).collect::<Vec<_>>().join(" | ");
    let rows: Vec<String> = rows.iter().map(row).collect();
    format!("{} -> {}", columns.join(" | "), if rows.is_empty() { "no rows".to_owned() } else { rows.join("; ") })
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    #[track_caller]
    fn same(expected: &[&str], found: &[&str], rows_in_order: Order, lists_in_order: Order) -> bool {
        let rows = |cells: &[&str]| -> Vec<Vec<Literal>> {
            cells.iter().map(|cell| vec![parse(cell).expect("a value")]).collect()
        };
        same_rows(&rows(expected), &rows(found), rows_in_order, lists_in_order)
    }

    #[test]
    fn rows_in_any_order() {
        let same = |one: &[&str], other: &[&str]| same(one, other, Order::Any, Order::Counts);
        assert!(same(&["1", "2", "1"], &["2", "1", "1"]));
        assert!(same(&[], &[]));
        assert!(!same(&["1", "2", "1"], &["2", "1", "2"]));
        assert!(!same(&["1"], &["1", "1"]));
        assert!(!same(&["1"], &[]));
        assert!(!same(&["[1, 2]"], &["[2, 1]"]));
    }

    #[test]
    fn rows_in_order() {
        assert!(same(&["1", "2"], &["1", "2"], Order::Counts, Order::Counts));
        assert!(!same(&["1", "2"], &["2", "1"], Order::Counts, Order::Counts));
        assert!(same(&["[1, 2]", "[3]"], &["[2, 1]", "[3]"], Order::Counts, Order::Any));
        assert!(!same(&["[3]", "[1, 2]"], &["[2, 1]", "[3]"], Order::Counts, Order::Any));
        assert!(!same(&["[1, 2]"], &["[1, 2, 2]"], Order::Any, Order::Any));
    }

    #[test]
    fn a_panic_is_a_failure() {
        let scenario = |query: &str| Scenario {
            tests: vec![Test {
                query: query.to_owned(),
                expected: Expected::Error { class: "SyntaxError".into(), when: When::Compile, detail: "*".into() },
                effects: None,
            }],
            ..Scenario::default()
        };
        assert!(judge(&scenario("RETURN")).is_ok());
        let failure = judge(&scenario("RETURN 1 AS one")).expect_err("no error");
        assert_eq!(
            (failure.expected.as_str(), failure.got.as_str()),
            ("SyntaxError::* (Compile)", "1 rows and no error")
        );
    }
}
