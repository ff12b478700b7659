//! The scenarios: what is there before a query, the query, and what is expected of it.
//!
//! Reads: `scenarios_classified.json` and the named graphs of the TCK. Gives: [`Scenario`]s whose steps are understood, or
//! for each that is not, why.
//! Does not: run anything.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use demarche::query::Params;
use serde::Deserialize;

use super::literal::Literal;
use super::observe::to_value;
use super::parse::parse;
use super::signature::Signature;
use super::snapshot::Effects;

/// Kinds of scenarios, as they are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Class {
    #[serde(rename = "read")]
    Read,
    #[serde(rename = "temporal(read)")]
    Temporal,
    #[serde(rename = "write")]
    Write,
    #[serde(rename = "call")]
    Call,
}

impl Class {
    /// All, in the order in which they are printed.
    pub const ALL: [Class; 4] = [Class::Read, Class::Temporal, Class::Write, Class::Call];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Class::Read => "read",
            Class::Temporal => "temporal",
            Class::Write => "write",
            Class::Call => "call",
        }
    }
}

/// A scenario by name.
pub struct Named {
    /// The feature file.
    pub file: String,
    /// `file :: name [inst]`, which no two scenarios share.
    pub label: String,
    pub class: Class,
    /// What is to be done, or why that is not understood.
    pub scenario: Result<Scenario, String>,
}

/// A scenario.
#[derive(Debug, Default)]
pub struct Scenario {
    /// Queries that make the graph.
    pub setup: Vec<String>,
    pub procedures: Vec<Signature>,
    pub parameters: Params,
    /// The query under test, and the control queries behind it.
    pub tests: Vec<Test>,
}

/// A query, and what is expected of it.
#[derive(Debug)]
pub struct Test {
    pub query: String,
    pub expected: Expected,
    /// None where the scenario says nothing of them.
    pub effects: Option<Effects>,
}

/// What a query gives.
#[derive(Debug, PartialEq)]
pub enum Expected {
    Rows { columns: Vec<String>, rows: Vec<Vec<Literal>>, rows_in_order: Order, lists_in_order: Order },
    Error { class: String, when: When, detail: String },
}

/// Whether an order counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Counts,
    Any,
}

/// When an error is to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Compile,
    Runtime,
    Any,
}

/// Reads all scenarios from the folder of the TCK.
///
/// # Panics
/// A file is not there, or not in its form.
pub fn read(folder: &Path) -> Vec<Named> {
    let raw: Vec<Raw> = serde_json::from_str(&text_of(&folder.join("scenarios_classified.json"))).expect("scenarios");
    let graphs = named_graphs(&folder.join("tck/graphs"));
    raw.into_iter()
        .map(|raw| Named {
            label: format!("{} :: {} [{}]", raw.file, raw.name, raw.inst),
            scenario: understand(raw.steps, &graphs),
            file: raw.file,
            class: raw.cls,
        })
        .collect()
}

#[derive(Deserialize)]
struct Raw {
    file: String,
    name: String,
    inst: usize,
    cls: Class,
    steps: Vec<Step>,
}

/// Keyword, text, text in quotes below it, table.
type Step = (String, String, Option<String>, Option<Table>);
type Table = Vec<Vec<String>>;

/// The queries of each named graph, in the order of their file names.
fn named_graphs(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let entries = |folder: &Path| {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
        paths.sort();
        paths
    };
    let mut graphs = BTreeMap::new();
    for graph in entries(folder).into_iter().filter(|path| path.is_dir()) {
        let scripts = entries(&graph).into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "cypher"));
        let queries = scripts.map(|path| text_of(&path).trim().trim_end_matches(';').to_owned()).collect();
        graphs.insert(graph.file_name().unwrap_or_default().to_string_lossy().into_owned(), queries);
    }
    graphs
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn understand(steps: Vec<Step>, graphs: &BTreeMap<String, Vec<String>>) -> Result<Scenario, String> {
    let mut scenario = Scenario::default();
    for (_, text, quoted, table) in steps {
        let table = table.unwrap_or_default();
        if let Some(signature) = text.strip_prefix("there exists a procedure ") {
            scenario.procedures.push(Signature::read(signature, &table)?);
            continue;
        }
        match text.trim_end_matches(':') {
            "any graph" | "an empty graph" => {}
            "having executed" => scenario.setup.push(quoted.ok_or("no query")?),
            "parameters are" => scenario.parameters = parameters(&table)?,
            "executing query" | "executing control query" => {
                let nothing = result_of(" empty", &Table::new())?;
                scenario.tests.push(Test { query: quoted.ok_or("no query")?, expected: nothing, effects: None });
            }
            graph if graph.starts_with("the ") && graph.ends_with(" graph") => {
                let name = &graph["the ".len()..graph.len() - " graph".len()];
                scenario.setup.extend(graphs.get(name).ok_or(format!("no graph `{name}`"))?.iter().cloned());
            }
            then => expect(then, &table, scenario.tests.last_mut().ok_or("no query before what is expected")?)?,
        }
    }
    if scenario.tests.is_empty() { Err("no query".into()) } else { Ok(scenario) }
}

/// Understands a step that says what is expected.
fn expect(text: &str, table: &Table, test: &mut Test) -> Result<(), String> {
    if text == "no side effects" {
        test.effects = Some(Effects::default());
    } else if text == "the side effects should be" {
        test.effects = Some(Effects::read(table)?);
    } else if let Some(result) = text.strip_prefix("the result should be") {
        test.expected = result_of(result, table)?;
    } else if let Some((class, rest)) = text.split_once(" should be raised at ") {
        let (when, detail) = rest.split_once(": ").ok_or_else(|| format!("no detail in `{text}`"))?;
        let when = match when {
            "compile time" => When::Compile,
            "runtime" => When::Runtime,
            "any time" => When::Any,
            other => return Err(format!("no time `{other}`")),
        };
        let class = class.trim_start_matches("an ").trim_start_matches("a ").to_owned();
        test.expected = Expected::Error { class, when, detail: detail.to_owned() };
        // The README of the TCK: where errors are expected, it is implied that the graph suffers no side effects.
        test.effects = Some(Effects::default());
    } else {
        return Err(format!("no step `{text}`"));
    }
    Ok(())
}

fn result_of(text: &str, table: &Table) -> Result<Expected, String> {
    let (rows_in_order, lists_in_order) = match text {
        " empty" | ", in any order" => (Order::Any, Order::Counts),
        ", in order" => (Order::Counts, Order::Counts),
        " (ignoring element order for lists)" => (Order::Any, Order::Any),
        ", in order (ignoring element order for lists)" => (Order::Counts, Order::Any),
        other => return Err(format!("no result `{other}`")),
    };
    let (columns, rows) = match table.split_first() {
        Some((columns, rows)) => (columns.clone(), rows.iter().map(|row| parse_row(row)).collect::<Result<_, _>>()?),
        None if text == " empty" => (Vec::new(), Vec::new()),
        None => return Err("no table".into()),
    };
    Ok(Expected::Rows { columns, rows, rows_in_order, lists_in_order })
}

fn parse_row(row: &[String]) -> Result<Vec<Literal>, String> {
    row.iter().map(|cell| parse(cell)).collect()
}

fn parameters(table: &Table) -> Result<Params, String> {
    let parameter = |row: &Vec<String>| match row.as_slice() {
        [name, value] => {
            Ok((name.as_str().into(), to_value(&parse(value)?).ok_or_else(|| format!("no value {value}"))?))
        }
        other => Err(format!("no parameter {other:?}")),
    };
    table.iter().map(parameter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Understands one step a line, with the rows of its table, `| a | b`, below it; each query is `RETURN 1`.
    fn steps(text: &str) -> Result<Scenario, String> {
        let mut steps: Vec<Step> = Vec::new();
        for line in text.lines().map(str::trim) {
            if let Some(row) = line.strip_prefix('|') {
                let row = row.split('|').map(|cell| cell.trim().to_owned()).collect();
                steps.last_mut().expect("a step").3.get_or_insert_default().push(row);
            } else {
                let query = line.contains("execut").then(|| "RETURN 1".to_owned());
                steps.push(("Given".to_owned(), line.to_owned(), query, None));
            }
        }
        understand(steps, &[("tree".to_owned(), vec!["CREATE ()".to_owned()])].into())
    }

    #[test]
    fn steps_that_are_understood() {
        let text = "the tree graph
            having executed:
            parameters are:
            | p | [1]
            executing query:
            the result should be, in order (ignoring element order for lists):
            | a
            | 1.0
            the side effects should be:
            | +nodes | 1
            executing control query:
            the result should be empty";
        let scenario = steps(text).expect("all is understood");
        assert_eq!((scenario.setup, scenario.parameters.len()), (vec!["CREATE ()".into(), "RETURN 1".into()], 1));
        let [test, control] = scenario.tests.as_slice() else { panic!("two queries") };
        let (rows_in_order, lists_in_order) = (Order::Counts, Order::Any);
        let rows = vec![vec![parse("1.0").expect("a value")]];
        assert_eq!(test.expected, Expected::Rows { columns: vec!["a".into()], rows, rows_in_order, lists_in_order });
        assert_eq!(test.effects.expect("told").to_string(), "+nodes 1");
        assert!(matches!(&control.expected, Expected::Rows { columns, .. } if columns.is_empty()));
        assert_eq!(control.effects, None);
    }

    #[test]
    fn an_error_changes_nothing() {
        for (text, class, when, detail) in [
            ("a SyntaxError should be raised at compile time: NoVariable", "SyntaxError", When::Compile, "NoVariable"),
            ("an ArgumentError should be raised at runtime: X", "ArgumentError", When::Runtime, "X"),
            ("a TypeError should be raised at any time: *", "TypeError", When::Any, "*"),
        ] {
            let scenario = steps(&format!("any graph\nexecuting query:\n{text}")).expect("all is understood");
            let expected = Expected::Error { class: class.into(), when, detail: detail.into() };
            assert_eq!((&scenario.tests[0].expected, scenario.tests[0].effects), (&expected, Some(Effects::default())));
        }
    }

    #[test]
    fn steps_that_are_not() {
        for wrong in [
            "any graph",
            "no side effects\nexecuting query:",
            "the oak graph\nexecuting query:",
            "executing query:\nthe result should be, sorted:\n| a",
            "executing query:\nthe result should be, in order:",
            "executing query:\nthe result should be, in order:\n| a\n| b",
            "executing query:\na TypeError should be raised at night: *",
            "executing query:\na TypeError should be raised at runtime",
            "executing query:\nsome side effects",
            "parameters are:\n| p\nexecuting query:",
            "parameters are:\n| p | (:A)\nexecuting query:",
        ] {
            assert!(steps(wrong).is_err(), "{wrong}");
        }
    }
}
