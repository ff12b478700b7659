//! The answer to a query: a table for people, text for programs, or a picture of what was found.

use std::io::Write as _;
use std::path::Path;

use clap::ValueEnum;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use super::Streams;
use super::args::PictureFormat;
use super::drawn;
use super::error::CliError;
use super::output::Output;
use super::paint::{Paint, Style};
use super::source::Source;
use crate::formats::{FormatError, RowFormat, write_rows};
use crate::query::{Changes, Graph, PlanLine, QueryResult, Value};

/// What an answer is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// For reading
    Table,
    /// One object: `{"columns": [...], "rows": [[...]]}`
    Json,
    /// One object a row
    Jsonl,
    /// Comma-separated values
    Csv,
    /// A table of Markdown
    Markdown,
    /// A picture of the nodes, relations and paths that are returned
    Svg,
    /// The same as pixels
    Png,
    /// The same as a page to explore
    Html,
    /// The same for Graphviz
    Dot,
}

impl Form {
    /// The form that a file name asks for.
    pub fn of_extension(path: Option<&Path>) -> Form {
        match path.and_then(Path::extension).and_then(|extension| extension.to_str()) {
            Some("json") => Form::Json,
            Some("jsonl" | "ndjson") => Form::Jsonl,
            Some("csv") => Form::Csv,
            Some("md" | "markdown") => Form::Markdown,
            Some("svg") => Form::Svg,
            Some("png") => Form::Png,
            Some("html" | "htm") => Form::Html,
            Some("dot" | "gv") => Form::Dot,
            _ => Form::Table,
        }
    }

    /// The picture that it is, if any.
    pub fn picture(self) -> Option<PictureFormat> {
        match self {
            Form::Svg => Some(PictureFormat::Svg),
            Form::Png => Some(PictureFormat::Png),
            Form::Html => Some(PictureFormat::Html),
            Form::Dot => Some(PictureFormat::Dot),
            Form::Table | Form::Json | Form::Jsonl | Form::Csv | Form::Markdown => None,
        }
    }
}

/// Writes an answer.
pub(super) fn write(
    output: &mut Output,
    source: &Source,
    result: &QueryResult,
    form: Form,
    streams: Streams,
) -> Result<(), CliError> {
    let rows = |output: &mut Output, format| {
        write_rows(result, &source.graph, format, &mut *output).map_err(|error| match error {
            FormatError::Write(error) => output.failed(&error),
            other => CliError::bad_input(other.to_string()),
        })
    };
    if let Some(format) = form.picture() {
        let drawn = drawn::picture(source, result, format, streams)?;
        return output.write_all(&drawn).map_err(|error| output.failed(&error));
    }
    match form {
        Form::Table => output.write_text(&table(result, &source.graph, streams.out)),
        Form::Json => rows(output, RowFormat::Json),
        Form::Jsonl => rows(output, RowFormat::JsonLines),
        Form::Csv => rows(output, RowFormat::Csv),
        Form::Markdown => rows(output, RowFormat::Markdown),
        Form::Svg | Form::Png | Form::Html | Form::Dot => Ok(()),
    }
}

/// An answer as people read it.
pub(super) fn table(result: &QueryResult, graph: &Graph, paint: Paint) -> String {
    let mut text = String::new();
    if !result.columns.is_empty() && result.plan.is_none() || !result.rows.is_empty() {
        let mut table = plain_table();
        table.set_header(result.columns.iter().map(|name| Cell::new(paint.text(Style::Bold, name))));
        for row in &result.rows {
            table.add_row(row.iter().map(|value| cell(value, graph)));
        }
        text += &format!("{}\n", table.trim_fmt());
        let count = result.rows.len();
        text += &paint.text(Style::Dim, &format!("{count} row{}", if count == 1 { "" } else { "s" }));
        text += "\n";
    }
    if let Some(plan) = &result.plan {
        text += &plan_table(plan, paint);
    }
    text
}

fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none() {
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    table
}

fn cell(value: &Value, graph: &Graph) -> Cell {
    let shown: String = value.to_text(graph).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let cell = Cell::new(shown);
    match value {
        Value::Integer(_) | Value::Float(_) => cell.set_alignment(CellAlignment::Right),
        _ => cell,
    }
}

fn plan_table(plan: &[PlanLine], paint: Paint) -> String {
    let measured = plan.iter().any(|line| line.rows.is_some());
    let mut table = plain_table();
    let mut head = vec!["operator", "estimated rows"];
    if measured {
        head.extend(["rows", "ms"]);
    }
    table.set_header(head.into_iter().map(|name| Cell::new(paint.text(Style::Bold, name))));
    for line in plan {
        let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
        let mut cells = vec![
            Cell::new(format!("{}{}", "  ".repeat(line.depth), line.operator)),
            right(format!("{:.0}", line.estimate)),
        ];
        if measured {
            cells.push(right(line.rows.map(|rows| rows.to_string()).unwrap_or_default()));
            cells.push(right(line.milliseconds.map(|time| format!("{time:.3}")).unwrap_or_default()));
        }
        table.add_row(cells);
    }
    format!("{}\n", table.trim_fmt())
}

/// Says what was changed.
pub(super) fn changes(changes: &Changes) -> String {
    let counts = [
        (changes.nodes_created, "nodes created"),
        (changes.nodes_deleted, "nodes deleted"),
        (changes.relations_created, "relations created"),
        (changes.relations_deleted, "relations deleted"),
        (changes.properties_set, "properties set"),
        (changes.labels_added, "labels added"),
        (changes.labels_removed, "labels removed"),
    ];
    let told: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if told.is_empty() { "nothing changed".into() } else { told.join(", ") }
}
