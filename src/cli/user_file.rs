//! Files that people write by hand: actors, words. Reads them, and shows where something is wrong in them.

use std::path::Path;

use super::error::{CliError, Place};

/// Reads a text in UTF-8.
pub(super) fn read_utf8(path: &Path) -> Result<String, CliError> {
    let bytes = std::fs::read(path).map_err(|error| CliError::reading(path, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = 1 + valid.filter(|byte| **byte == b'\n').count();
        CliError::bad_input(format!("{}:{line}: the text is not in UTF-8", path.display()))
            .hint("save the file as UTF-8")
    })
}

/// The place of a fault in its line: at what the message quotes, else at the field, else at the first word.
pub(super) fn place_of(file: &str, line: usize, text: Option<&str>, message: &str, field: &str) -> Place {
    let text = text.and_then(|text| text.lines().nth(line.saturating_sub(1))).map(str::to_owned);
    let column = text.as_deref().map_or(1, |text| column_of(text, message, field));
    Place { path: file.to_owned(), line, column, text }
}

fn column_of(text: &str, message: &str, field: &str) -> usize {
    let quoted = message.split('`').nth(1).filter(|part| !part.is_empty());
    let field = Some(field).filter(|field| !field.is_empty());
    let start = text.len() - text.trim_start().len();
    let at = quoted.and_then(|part| text.find(part)).or_else(|| text.find(field?)).unwrap_or(start);
    text.get(..at).map_or(1, |before| before.chars().count() + 1)
}
