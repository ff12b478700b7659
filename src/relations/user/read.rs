//! Reads files of words: tables and TOML, both to the same rows.
//!
//! Reads: the text of a file whose extension tells the form. Gives: rows of columns with their lines, and what could not be
//! read. Does not: know what the columns mean.

use toml::de::{DeTable, DeValue};

use super::LexiconFile;
use crate::relations::table::{TableError, rows};
use crate::text::nearest;

/// One row of a file, its columns as `data/lexicon` has them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FileRow {
    pub line: usize,
    /// Whether it is a word that changes how real a clause is.
    pub governor: bool,
    pub columns: Vec<String>,
    /// Lines of the columns, where they have lines of their own.
    pub lines: Vec<usize>,
}

/// Fields of a table in TOML, in the order of the columns.
const TRIGGER: [&str; 9] = ["words", "pos", "kind", "frame", "target", "source", "mode", "block", "strength"];
const GOVERNOR: [&str; 3] = ["word", "pos", "effect"];
/// Fields that are lists.
const LISTS: [&str; 3] = ["target", "source", "block"];
const SHAPE: &str = "each row is a table `[[trigger]]` or `[[governor]]`";

/// Reads a file; faults come with the rows that could be read all the same.
pub(super) fn read(file: &LexiconFile) -> (Vec<FileRow>, Vec<TableError>) {
    let extension = file.name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("toml") => read_toml(file),
        Some("tsv" | "tab") => read_table(file),
        _ => (Vec::new(), vec![fault(file, 1, "the name does not tell the format".to_owned(), "use .tsv or .toml")]),
    }
}

fn fault(file: &LexiconFile, line: usize, problem: String, hint: impl Into<String>) -> TableError {
    TableError { file: file.name.clone(), line, problem, hint: hint.into() }
}

/// Columns that are split by tabs, as in `data/lexicon`; those behind the last one are for readers.
fn read_table(file: &LexiconFile) -> (Vec<FileRow>, Vec<TableError>) {
    let governor = file.name.ends_with("governors.tsv");
    let text = file.text.trim_start_matches('\u{feff}');
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for row in rows(&file.name, text, if governor { GOVERNOR[0] } else { "trigger" }) {
        let columns: Vec<String> = row.columns().iter().map(|column| (*column).to_owned()).collect();
        if columns.len() == 1 {
            let problem = format!("only one column: `{}`", columns[0]);
            faults.push(row.error(problem, "put a tab between the columns: trigger, pos, kind, frame"));
            continue;
        }
        found.push(FileRow { line: row.line, governor, columns, lines: Vec::new() });
    }
    (found, faults)
}

/// `[[trigger]]` and `[[governor]]` tables.
fn read_toml(file: &LexiconFile) -> (Vec<FileRow>, Vec<TableError>) {
    let line_of = |at: usize| 1 + file.text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let table = match DeTable::parse(&file.text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let line = error.span().map_or(1, |span| line_of(span.start));
            return (Vec::new(), vec![fault(file, line, error.message().to_owned(), SHAPE)]);
        }
    };
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for (key, value) in &table {
        let line = line_of(key.span().start);
        let name = key.get_ref().as_ref();
        let (true, Some(rows)) = (matches!(name, "trigger" | "governor"), value.get_ref().as_array()) else {
            faults.push(fault(file, line, format!("`{name}` cannot stand here"), SHAPE));
            continue;
        };
        for row in rows.iter() {
            let line = line_of(row.span().start);
            match row.get_ref().as_table().map(|table| fields(file, name == "governor", table, line, &line_of)) {
                Some(Ok(row)) => found.push(row),
                Some(Err(fault)) => faults.push(fault),
                None => faults.push(fault(file, line, format!("`{name}` is not a table"), SHAPE)),
            }
        }
    }
    found.sort_by_key(|row| row.line);
    (found, faults)
}

/// Puts the fields of a table into columns.
fn fields(
    file: &LexiconFile,
    governor: bool,
    table: &DeTable<'_>,
    line: usize,
    line_of: &dyn Fn(usize) -> usize,
) -> Result<FileRow, TableError> {
    let names: &[&str] = if governor { &GOVERNOR } else { &TRIGGER };
    let mut row = FileRow { line, governor, columns: vec![String::new(); names.len()], lines: vec![0; names.len()] };
    for (key, value) in table {
        let (name, line) = (key.get_ref().as_ref(), line_of(key.span().start));
        let Some(column) = names.iter().position(|known| *known == name) else {
            if name == "note" {
                continue;
            }
            let hint = match nearest(name, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("fields: {}, note", names.join(", ")),
            };
            return Err(fault(file, line, format!("no field `{name}`"), hint));
        };
        row.lines[column] = line;
        row.columns[column] = value_text(name, value.get_ref())
            .map_err(|what| fault(file, line, format!("`{name}` is {what}"), hint_of(name)))?;
    }
    Ok(row)
}

fn hint_of(name: &str) -> String {
    if LISTS.contains(&name) { format!("write `{name} = [\"...\"]`") } else { format!("write `{name} = \"...\"`") }
}

/// The text of a field as a table would write it; else what it is.
fn value_text(name: &str, value: &DeValue<'_>) -> Result<String, String> {
    if let Some(text) = value.as_str() {
        return Ok(text.trim().to_owned());
    }
    let Some(list) = value.as_array().filter(|_| LISTS.contains(&name)) else {
        return Err(format!("no text but {}", value.type_str()));
    };
    let texts: Option<Vec<&str>> = list.iter().map(|item| item.get_ref().as_str().map(str::trim)).collect();
    texts.map(|texts| texts.join(",")).ok_or_else(|| "a list of other things than text".to_owned())
}
