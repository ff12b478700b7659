//! The answer to a query: a table for people, text for programs, or a picture of what was found.

use std::collections::BTreeSet;
use std::path::Path;

use clap::ValueEnum;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use super::error::CliError;
use super::output::Output;
use super::paint::{Paint, Style};
use super::source::Source;
use crate::formats::{FormatError, RowFormat, write_rows};
use crate::query::{Changes, Graph, NodeId, PlanLine, QueryResult, RelationId, Value};
use crate::render::{self, Scene};

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
    /// A picture, for Graphviz, of the nodes, relations and paths that are returned
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
            Some("dot" | "gv") => Form::Dot,
            _ => Form::Table,
        }
    }
}

/// Writes an answer.
pub(super) fn write(
    output: &mut Output,
    source: &Source,
    result: &QueryResult,
    form: Form,
    paint: Paint,
) -> Result<(), CliError> {
    let rows = |output: &mut Output, format| {
        write_rows(result, &source.graph, format, &mut *output).map_err(|error| match error {
            FormatError::Write(error) => output.failed(&error),
            other => CliError::bad_input(other.to_string()),
        })
    };
    match form {
        Form::Table => output.write_text(&table(result, &source.graph, paint)),
        Form::Json => rows(output, RowFormat::Json),
        Form::Jsonl => rows(output, RowFormat::JsonLines),
        Form::Csv => rows(output, RowFormat::Csv),
        Form::Markdown => rows(output, RowFormat::Markdown),
        Form::Dot => output.write_text(&picture(source, result)?),
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

/// Draws the nodes, relations and paths of an answer.
fn picture(source: &Source, result: &QueryResult) -> Result<String, CliError> {
    let mut found = Found::default();
    result.rows.iter().flatten().for_each(|value| found.add(value));
    if found.nodes.is_empty() && found.relations.is_empty() {
        return Err(CliError::bad_input("nothing to draw: the query returns no node, relation or path")
            .hint("return them whole: `RETURN a, r, b` or `RETURN path`"));
    }
    let graph = &source.graph;
    found.nodes.extend(found.relations.iter().flat_map(|relation| [graph.source(*relation), graph.target(*relation)]));
    let mut part = Source { graph: graph.clone(), actors: source.actors.clone() };
    let relations: Vec<RelationId> = graph.relations().filter(|relation| !found.relations.contains(relation)).collect();
    relations.into_iter().for_each(|relation| part.graph.delete_relation(relation));
    let nodes: Vec<NodeId> = graph.nodes().filter(|node| !found.nodes.contains(node)).collect();
    nodes.into_iter().for_each(|node| part.graph.delete_node(node));
    // Who claims something need not be in the picture.
    if let Some(key) = part.graph.key("attribution") {
        let claimed: Vec<RelationId> = part.graph.relations().collect();
        claimed.into_iter().for_each(|relation| part.graph.set_relation_value(relation, key, Value::Null));
    }
    let options = render::Options { negated: render::Negated::Show, ..render::Options::default() };
    Ok(render::to_dot(&Scene::new(&part.corrected()?, &options)))
}

#[derive(Default)]
struct Found {
    nodes: BTreeSet<NodeId>,
    relations: BTreeSet<RelationId>,
}

impl Found {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Node(node) => {
                self.nodes.insert(*node);
            }
            Value::Relation(relation) => {
                self.relations.insert(*relation);
            }
            Value::Path(path) => {
                self.nodes.extend(&path.nodes);
                self.relations.extend(&path.relations);
            }
            Value::List(list) => list.iter().for_each(|value| self.add(value)),
            Value::Map(map) => map.values().for_each(|value| self.add(value)),
            _ => {}
        }
    }
}
