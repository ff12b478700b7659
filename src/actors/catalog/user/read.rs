//! Reads actor files: TOML, JSON Lines, CSV, all to the same rows.
//!
//! Reads: the text of a file whose extension tells the form. Gives: rows of named cells with their lines, and what could not
//! be read. Does not: know what the fields mean.

use toml::de::{DeTable, DeValue};

use super::{ActorFile, Fault};

/// One actor as a file writes it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub line: usize,
    pub cells: Vec<Cell>,
}

/// One field of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub line: usize,
    pub field: String,
    pub value: Value,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A text; in CSV also a list, its parts split by `|`.
    Text(String),
    List(Vec<String>),
    /// Neither: what it is.
    Other(String),
}

/// Reads a file; faults come with the rows that could be read all the same.
pub(super) fn read(file: &ActorFile) -> (Vec<Row>, Vec<Fault>) {
    let extension = file.name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("toml") => toml(file),
        Some("jsonl" | "ndjson") => json_lines(file),
        Some("csv") => csv(file),
        _ => {
            let fault = Fault::new(file, 1, "", "the name does not tell the format");
            (
                Vec::new(),
                vec![
                    fault
                        .hint("use .toml, .jsonl or .csv; .txt for a dictionary of PETRARCH, .json for FollowTheMoney"),
                ],
            )
        }
    }
}

/// `[[actor]]` tables, and `block = [...]` before them.
fn toml(file: &ActorFile) -> (Vec<Row>, Vec<Fault>) {
    let text = &file.text;
    let line_of = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let line = error.span().map_or(1, |span| line_of(span.start));
            return (Vec::new(), vec![Fault::new(file, line, "", error.message()).hint(SHAPE)]);
        }
    };
    let cells = |table: &DeTable<'_>| -> Vec<Cell> {
        let cell = |(key, value): (&toml::Spanned<std::borrow::Cow<'_, str>>, &toml::Spanned<DeValue<'_>>)| Cell {
            line: line_of(key.span().start),
            field: key.get_ref().to_string(),
            value: toml_value(value.get_ref()),
        };
        table.iter().map(cell).collect()
    };
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (key, value) in &table {
        let line = line_of(key.span().start);
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("actor", DeValue::Array(actors)) => {
                for actor in actors.iter() {
                    let line = line_of(actor.span().start);
                    match actor.get_ref().as_table() {
                        Some(actor) => rows.push(Row { line, cells: cells(actor) }),
                        None => faults.push(Fault::new(file, line, "actor", "not a table").hint(SHAPE)),
                    }
                }
            }
            ("block", value) => {
                let cell = Cell { line, field: "block".to_owned(), value: toml_value(value) };
                rows.push(Row { line, cells: vec![cell] });
            }
            (other, _) => {
                let fault = Fault::new(file, line, other, format!("`{other}` cannot stand outside of an actor"));
                faults.push(fault.hint(SHAPE));
            }
        }
    }
    rows.sort_by_key(|row| row.line);
    (rows, faults)
}

const SHAPE: &str = "each actor is a table `[[actor]]`; only `block = [\"name\"]` stands outside";

fn toml_value(value: &DeValue<'_>) -> Value {
    if let Some(text) = value.as_str() {
        return Value::Text(text.to_owned());
    }
    let list = value.as_array().and_then(|list| {
        list.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect::<Option<Vec<String>>>()
    });
    list.map_or_else(|| Value::Other(value.type_str().to_owned()), Value::List)
}

/// One object per line.
fn json_lines(file: &ActorFile) -> (Vec<Row>, Vec<Fault>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (k, text) in file.text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let line = k + 1;
        match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text) {
            Ok(object) => {
                let cell = |(field, value)| Cell { line, field, value: json_value(value) };
                rows.push(Row { line, cells: object.into_iter().map(cell).collect() });
            }
            Err(error) => faults.push(
                Fault::new(file, line, "", format!("{error}").replace(" at line 1 column", ", column"))
                    .hint("each line is one object: {\"id\": ..., \"name\": ..., \"aliases\": [...]}"),
            ),
        }
    }
    (rows, faults)
}

fn json_value(value: serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match value {
        Json::String(text) => Value::Text(text),
        Json::Array(list) => {
            let texts = list.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>();
            texts.map_or_else(|| Value::Other("list of other things than text".to_owned()), Value::List)
        }
        Json::Object(_) => Value::Other("object".to_owned()),
        other => Value::Other(other.to_string()),
    }
}

/// A header with the fields, a row per actor; empty cells are not given.
fn csv(file: &ActorFile) -> (Vec<Row>, Vec<Fault>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let text = file.text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let head = reader.headers().cloned().unwrap_or_default();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, |place| place.line() as usize);
                faults.push(Fault::new(file, line, "", error.to_string()));
                continue;
            }
        };
        let line = record.position().map_or(1, |place| place.line() as usize);
        if record.len() != head.len() {
            let what = format!("{} cells, but the header has {} columns", record.len(), head.len());
            faults.push(Fault::new(file, line, "", what).hint("put a cell with a comma into quotes"));
            continue;
        }
        let filled = head.iter().zip(&record).filter(|(_, value)| !value.is_empty());
        let cell =
            |(field, value): (&str, &str)| Cell { line, field: field.to_owned(), value: Value::Text(value.to_owned()) };
        rows.push(Row { line, cells: filled.map(cell).collect() });
    }
    (rows, faults)
}
