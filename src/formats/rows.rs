//! Rows of a query: JSON, JSON Lines, CSV, Markdown.
//!
//! Reads: a [`QueryResult`] and the graph it came from. Gives: text that other programs read. Nodes, relations and paths
//! are objects in JSON, and their short form elsewhere.

use std::io::Write;

use super::FormatError;
use crate::query::{Graph, QueryResult, Value};

/// What rows are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowFormat {
    /// `{"columns": [...], "rows": [[...]]}`.
    Json,
    /// One object a row.
    JsonLines,
    /// Comma-separated values with a head line, as RFC 4180 says.
    Csv,
    /// A table of Markdown.
    Markdown,
}

/// Writes the rows of a query.
///
/// # Errors
/// [`FormatError::Write`] with what the writer reports.
///
/// ```
/// use demarche::formats::{RowFormat, write_rows};
/// use demarche::query::{Graph, Options, Prepared};
/// let graph = Graph::default();
/// let found = Prepared::new("UNWIND [1, 2] AS n RETURN n, 'a,b' AS text")?.run(&graph, &Options::default())?;
/// let mut out = Vec::new();
/// write_rows(&found, &graph, RowFormat::Csv, &mut out)?;
/// assert_eq!(String::from_utf8(out)?, "n,text\n1,\"a,b\"\n2,\"a,b\"\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_rows(
    result: &QueryResult,
    graph: &Graph,
    format: RowFormat,
    mut out: impl Write,
) -> Result<(), FormatError> {
    let written = match format {
        RowFormat::Json => json(result, graph, &mut out),
        RowFormat::JsonLines => json_lines(result, graph, &mut out),
        RowFormat::Csv => csv(result, graph, &mut out),
        RowFormat::Markdown => markdown(result, graph, &mut out),
    };
    written.and_then(|()| out.flush()).map_err(FormatError::Write)
}

fn json(result: &QueryResult, graph: &Graph, out: &mut impl Write) -> std::io::Result<()> {
    out.write_all(b"{\"columns\": ")?;
    serde_json::to_writer(&mut *out, &result.columns)?;
    out.write_all(b", \"rows\": [")?;
    for (at, row) in result.rows.iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        let values: Vec<serde_json::Value> = row.iter().map(|value| value.to_json(graph)).collect();
        serde_json::to_writer(&mut *out, &values)?;
    }
    out.write_all(b"]}\n")
}

fn json_lines(result: &QueryResult, graph: &Graph, out: &mut impl Write) -> std::io::Result<()> {
    for row in &result.rows {
        // Written by hand: the order of the columns stays.
        out.write_all(b"{")?;
        for (at, (name, value)) in result.columns.iter().zip(row).enumerate() {
            out.write_all(if at == 0 { b"" } else { b", " })?;
            serde_json::to_writer(&mut *out, &**name)?;
            out.write_all(b": ")?;
            serde_json::to_writer(&mut *out, &value.to_json(graph))?;
        }
        out.write_all(b"}\n")?;
    }
    Ok(())
}

fn csv(result: &QueryResult, graph: &Graph, out: &mut impl Write) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(result.columns.iter().map(|name| name.as_bytes()))?;
    for row in &result.rows {
        writer
            .write_record(row.iter().map(|value| if value.is_null() { String::new() } else { value.to_text(graph) }))?;
    }
    writer.flush()
}

fn markdown(result: &QueryResult, graph: &Graph, out: &mut impl Write) -> std::io::Result<()> {
    let cell = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ");
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.write_all(line(result.columns.iter().map(|name| cell(name)).collect()).as_bytes())?;
    let numeric = |at: usize| {
        let mut values = result.rows.iter().filter_map(|row| row.get(at)).filter(|value| !value.is_null()).peekable();
        values.peek().is_some() && values.all(|value| matches!(value, Value::Integer(_) | Value::Float(_)))
    };
    let rules = (0..result.columns.len()).map(|at| if numeric(at) { "---:" } else { "---" }.to_owned());
    out.write_all(line(rules.collect()).as_bytes())?;
    for row in &result.rows {
        let cells = row.iter().map(|value| if value.is_null() { String::new() } else { cell(&value.to_text(graph)) });
        out.write_all(line(cells.collect()).as_bytes())?;
    }
    Ok(())
}
