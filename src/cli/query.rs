//! `demarche query`: asks a graph, and corrects it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::Streams;
use super::answer::{self, Form};
use super::args::QueryArgs;
use super::error::{CliError, Exit};
use super::output::Output;
use super::query_error;
use super::saved;
use super::source::Source;
use crate::query::{Limits, Options, Params, Prepared, QueryResult, Value};

pub(super) fn run(args: &QueryArgs, streams: Streams) -> Result<Exit, CliError> {
    if args.list {
        return saved::list();
    }
    let (path, text) = words(args)?;
    let (name, text) = question(args, text)?;
    let query = Prepared::new(&text).map_err(|error| query_error::of(&error, &name, &text))?;
    let start = Instant::now();
    let memory = resident();
    let mut source = match (&args.nodes, &args.edges, path) {
        (Some(nodes), Some(edges), _) => Source::csv(nodes, edges)?,
        (_, _, Some(path)) => Source::actors(path)?,
        _ => return Err(CliError::bad_input("no graph").hint("`demarche query graph.json 'MATCH (a) RETURN a.name'`")),
    };
    let loaded = start.elapsed();
    if query.writes() && args.save.is_none() {
        streams.warn("the changes are not written: `--save FILE` does that");
    }
    let clock = || start.elapsed();
    let options = Options {
        parameters: with_unsaid(parameters(&args.param)?, &text),
        now: jiff::Timestamp::now(),
        clock: Some(&clock),
        limits: Limits { time: args.time_limit.map(Duration::from_secs_f64), rows: args.row_limit },
        ..Options::default()
    };
    let failed = |error| query_error::of(&error, &name, &text);
    if let Some(runs) = args.bench {
        let added = resident().saturating_sub(memory);
        return bench(&query, &source, &options, runs, loaded, added).map_err(failed)?;
    }
    let result = query.run_mut(&mut source.graph, &options).map_err(failed)?;
    for warning in &result.warnings {
        query_error::warn(warning, &name, &text, streams);
    }
    finish(args, &source, &query, &result, streams)
}

fn finish(
    args: &QueryArgs,
    source: &Source,
    query: &Prepared,
    result: &QueryResult,
    streams: Streams,
) -> Result<Exit, CliError> {
    if let Some(path) = &args.save {
        let mut output = Output::open(Some(path))?;
        let corrected = source.corrected()?;
        corrected.write_json(&mut output).map_err(|error| output.failed(&error))?;
        output.finish()?;
    }
    let form = args.format.unwrap_or_else(|| Form::of_extension(args.output.as_deref()));
    let mut output = Output::open(args.output.as_deref())?;
    answer::write(&mut output, source, result, form, streams)?;
    output.finish()?;
    if query.writes() {
        eprintln!("{}", answer::changes(&result.changes));
    }
    let nothing = result.rows.is_empty() && result.plan.is_none() && !query.columns().is_empty() && !query.writes();
    Ok(if nothing { Exit::NothingFound } else { Exit::Done })
}

/// Tells the graph from the query: with `-f` or with CSV files one of them is left out.
fn words(args: &QueryArgs) -> Result<(Option<&Path>, Option<&str>), CliError> {
    let csv = args.nodes.is_some();
    match (args.words.as_slice(), csv, args.file.is_some()) {
        ([graph, text], false, false) => Ok((Some(Path::new(graph)), Some(text.as_str()))),
        ([graph], false, true) => Ok((Some(Path::new(graph)), None)),
        ([text], true, false) => Ok((None, Some(text.as_str()))),
        ([], true, true) => Ok((None, None)),
        ([_], false, false) => {
            Err(CliError::bad_input("no query").hint("give it behind the graph, or a file with `-f`"))
        }
        _ => Err(CliError::bad_input("a graph and a query are wanted, each once")
            .hint("`demarche query graph.json 'MATCH (a) RETURN a.name'`, or `-f queries/x.cypher` for the query")),
    }
}

/// The name and the text of the query.
fn question(args: &QueryArgs, text: Option<&str>) -> Result<(String, String), CliError> {
    match (text, &args.file) {
        (Some(text), _) => Ok(("query".into(), text.to_owned())),
        (None, Some(path)) => saved::read(path),
        (None, None) => Err(CliError::bad_input("no query")),
    }
}

/// Reads `name=value`: a value is a constant of the query language where it is one, else text.
pub(super) fn parameters(given: &[String]) -> Result<Params, CliError> {
    let mut parameters = Params::new();
    for text in given {
        let Some((name, value)) = text.split_once('=') else {
            return Err(CliError::bad_input(format!("`{text}` is no parameter")).hint("write `--param name=value`"));
        };
        parameters.insert(name.trim_start_matches('$').into(), constant(value));
    }
    Ok(parameters)
}

/// Adds the parameters that a query need not be given: those whose comment says what holds `if nothing is said`.
fn with_unsaid(mut parameters: Params, text: &str) -> Params {
    for line in text.lines().map_while(|line| line.strip_prefix("//")) {
        if let (true, Some((name, _))) = (line.contains("if nothing is said"), line.trim().split_once(':')) {
            parameters.entry(name.trim_start_matches('$').into()).or_default();
        }
    }
    parameters
}

/// Reads a value: `3`, `true`, `'text'`, `['a', 'b']`, `date('2014-03-01')`; everything else, dates too, is text.
pub(super) fn constant(text: &str) -> Value {
    let plain = ["true", "false", "null"].contains(&text) || text.parse::<i64>().is_ok() || text.parse::<f64>().is_ok();
    if !plain && !text.starts_with(['\'', '"', '[', '{']) && !text.ends_with(')') {
        return Value::text(text);
    }
    let query = Prepared::new(&format!("RETURN ({text})"));
    let graph = crate::query::Graph::default();
    let found = query.and_then(|query| query.run(&graph, &Options::default()));
    let value = found.ok().and_then(|found| found.rows.into_iter().flatten().next());
    value.unwrap_or_else(|| Value::text(text))
}

fn bench(
    query: &Prepared,
    source: &Source,
    options: &Options<'_>,
    runs: usize,
    loaded: Duration,
    memory: u64,
) -> Result<Result<Exit, CliError>, crate::query::QueryError> {
    let mut times = Vec::new();
    let mut rows = query.run(&source.graph, options)?.rows;
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        rows = query.run(&source.graph, options)?.rows;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let json: Vec<Vec<serde_json::Value>> =
        rows.iter().map(|row| row.iter().map(|value| value.to_json(&source.graph)).collect()).collect();
    let report = serde_json::json!({
        "load_ms": loaded.as_secs_f64() * 1e3,
        "rss_mb": memory as f64 / (1 << 20) as f64,
        "median_ms": times[times.len() / 2],
        "rows": json,
    });
    println!("{report}");
    Ok(Ok(Exit::Done))
}

/// Memory of this process in bytes; 0 where the system does not tell.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_constants_or_text() {
        let graph = crate::query::Graph::default();
        for (text, expected) in [
            ("3", "3"),
            ("-2.5", "-2.5"),
            ("true", "true"),
            ("null", "null"),
            ("Russia", "'Russia'"),
            ("2014-03-01", "'2014-03-01'"),
            ("date('2014-03-01').year", "'date(\\'2014-03-01\\').year'"),
            ("date('2014-03-01')", "'2014-03-01'"),
            ("['a', 2]", "['a', 2]"),
            ("'3'", "'3'"),
            ("[unclosed", "'[unclosed'"),
            ("1 + 1", "'1 + 1'"),
            ("Iran (1979)", "'Iran (1979)'"),
            ("", "''"),
        ] {
            assert_eq!(constant(text).to_literal(&graph), expected, "{text}");
        }
        assert!(matches!(constant("date('2014-03-01')"), Value::Temporal(_)));
        assert!(parameters(&["a".into()]).is_err());
    }
}
