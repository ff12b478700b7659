//! Writes rows of actors in the forms that actor files have.
//!
//! Gives: text that reads back to the same rows. Does not: open files.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use super::record::{ActorRow, FIELDS};

/// The form of an actor file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ActorFormat {
    /// A table `[[actor]]` each; the note is a comment before it.
    Toml,
    /// A row each; lists are split by `|`.
    Csv,
    /// An object a line.
    Jsonl,
}

/// Writes rows as a file of actors: what [`Catalog::extended`](crate::actors::Catalog::extended) reads.
///
/// ```
/// use demarche::actors::{ActorFormat, ActorKind, ActorRow, write_actors};
/// let mut row = ActorRow::default();
/// (row.name, row.kind) = (Some("Harbor Watch".into()), Some(ActorKind::Organization));
/// let toml = write_actors(&[row], ActorFormat::Toml);
/// assert_eq!(toml, "[[actor]]\nname = \"Harbor Watch\"\nkind = \"organization\"\n");
/// ```
pub fn write_actors(rows: &[ActorRow], format: ActorFormat) -> String {
    match format {
        ActorFormat::Toml => toml(rows),
        ActorFormat::Csv => csv(rows),
        ActorFormat::Jsonl => jsonl(rows),
    }
}

/// A field's value.
enum Value<'r> {
    Text(Cow<'r, str>),
    List(Vec<Cow<'r, str>>),
}

/// The fields of a row that say something, in their order.
fn fields(row: &ActorRow) -> Vec<(&'static str, Value<'_>)> {
    let offices = |row: &ActorRow| {
        let written = row.offices.iter().map(|office| {
            let to = office.to.map(|year| year.to_string()).unwrap_or_default();
            Cow::Owned(format!("{} {}-{to}", flat(&office.role), office.from))
        });
        let written: Vec<_> = written.collect();
        (!written.is_empty()).then_some(Value::List(written))
    };
    let value = |field: &str| match field {
        "id" => text(&row.id),
        "name" => text(&row.name),
        "kind" => row.kind.map(|kind| Value::Text(kind.as_str().into())),
        "aliases" => list(&row.aliases),
        "adjectives" => list(&row.adjectives),
        "surnames" => list(&row.surnames),
        "country" => text(&row.country),
        "sector" => text(&row.sector),
        "parent" => text(&row.parent),
        "role" => text(&row.role),
        "offices" => offices(row),
        "wikidata" => text(&row.wikidata),
        "block" => list(&row.block),
        "note" => text(&row.note),
        _ => None,
    };
    FIELDS.into_iter().filter_map(|field| Some((field, value(field)?))).collect()
}

fn text(value: &Option<String>) -> Option<Value<'_>> {
    value.as_deref().map(|text| Value::Text(flat(text)))
}

fn list(values: &[String]) -> Option<Value<'_>> {
    let values: Vec<_> = values.iter().map(|text| flat(text)).collect();
    (!values.is_empty()).then_some(Value::List(values))
}

/// One line of text.
fn flat(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        Cow::Owned(
            text.split(|c: char| c.is_whitespace() || c.is_control())
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
        )
    } else {
        Cow::Borrowed(text)
    }
}

fn toml(rows: &[ActorRow]) -> String {
    let mut out = String::new();
    // What blocks names for everybody stands outside of the actors, thus first.
    let (free, rows): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.id.is_none() && row.name.is_none());
    let blocked: Vec<String> = free.iter().flat_map(|row| &row.block).map(|name| quoted(name)).collect();
    if !blocked.is_empty() {
        let _ = writeln!(out, "block = [{}]", blocked.join(", "));
    }
    for row in rows {
        if !out.is_empty() {
            out.push('\n');
        }
        if let Some(note) = &row.note {
            let _ = writeln!(out, "# {}", flat(note));
        }
        out.push_str("[[actor]]\n");
        for (field, value) in fields(row).into_iter().filter(|(field, _)| *field != "note") {
            let value = match value {
                Value::Text(text) => quoted(&text),
                Value::List(list) => {
                    format!("[{}]", list.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
                }
            };
            let _ = writeln!(out, "{field} = {value}");
        }
    }
    out
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", flat(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Only the columns that some row fills.
fn csv(rows: &[ActorRow]) -> String {
    let written: Vec<_> = rows.iter().map(fields).collect();
    let is_used = |field: &&str| written.iter().flatten().any(|(used, _)| used == field);
    let columns: Vec<&str> = FIELDS.into_iter().filter(|field| is_used(field)).collect();
    let mut lines = vec![columns.iter().map(|column| Cow::Borrowed(*column)).collect::<Vec<_>>()];
    for row in &written {
        let cell = |column: &&str| match row.iter().find(|(field, _)| field == column) {
            Some((_, Value::Text(text))) => text.clone(),
            Some((_, Value::List(list))) => Cow::Owned(list.join("|")),
            None => Cow::Borrowed(""),
        };
        lines.push(columns.iter().map(cell).collect());
    }
    let mut out = String::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let cells: Vec<String> = line.iter().map(|cell| csv_cell(cell)).collect();
        let _ = writeln!(out, "{}", cells.join(","));
    }
    out
}

fn csv_cell(text: &str) -> String {
    if text.contains([',', '"', '#']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn jsonl(rows: &[ActorRow]) -> String {
    let line = |row| serde_json::to_string(&Object(fields(row))).expect("texts are JSON");
    rows.iter().map(|row| line(row) + "\n").collect()
}

/// A row as an object: its fields in their order.
struct Object<'r>(Vec<(&'static str, Value<'r>)>);

impl Serialize for Object<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(field, value)| (field, value)))
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(list) => serializer.collect_seq(list),
        }
    }
}
