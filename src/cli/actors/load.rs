//! Reads users' own actors, and makes the engine that knows them.

use std::path::PathBuf;

use crate::Demarche;
use crate::actors::{ActorFile, Catalog, Fault};
use crate::cli::error::{CliError, Place};

/// Reads files of actors.
pub(in crate::cli) fn read_files(paths: &[PathBuf]) -> Result<Vec<ActorFile>, CliError> {
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).map_err(|error| CliError::reading(path, &error))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let line =
                1 + error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|b| **b == b'\n').count();
            CliError::bad_input(format!("{}:{line}: the text is not in UTF-8", path.display()))
                .hint("save the file as UTF-8")
        })?;
        Ok(ActorFile { name: path.display().to_string(), text })
    };
    paths.iter().map(read).collect()
}

/// Loads the built-in catalog.
pub(in crate::cli) fn builtin() -> Result<Catalog, CliError> {
    Catalog::builtin().map_err(|error| CliError::of_library(&error.into()))
}

/// Loads the catalog with the users' own actors.
pub(in crate::cli) fn catalog(paths: &[PathBuf]) -> Result<Catalog, CliError> {
    let files = read_files(paths)?;
    builtin()?.extended(&files).map_err(|error| CliError::bad_input(error.to_string()).maybe_hint(Some(error.hint())))
}

/// Loads model and lexicon, and the catalog with the users' own actors.
pub(in crate::cli) fn engine(paths: &[PathBuf]) -> Result<Demarche, CliError> {
    Demarche::with_catalog(catalog(paths)?).map_err(|error| CliError::of_library(&error))
}

/// Makes an error of a fault that shows the line with a mark under what is wrong.
pub(super) fn error_of(fault: &Fault, files: &[ActorFile]) -> CliError {
    let file = files.iter().find(|file| file.name == fault.file);
    let text = file.and_then(|file| file.text.lines().nth(fault.line.saturating_sub(1))).map(str::to_owned);
    let column = text.as_deref().map_or(1, |text| column_of(text, fault));
    let place = Place { path: fault.file.clone(), line: fault.line, column, text };
    let hint = Some(fault.hint.as_str()).filter(|hint| !hint.is_empty());
    CliError::bad_input(fault.message.clone()).at(place).maybe_hint(hint)
}

/// Where in its line a fault shows: at what the message quotes, else at the field, else at the first word.
fn column_of(text: &str, fault: &Fault) -> usize {
    let quoted = fault.message.split('`').nth(1).filter(|part| !part.is_empty());
    let field = Some(fault.field.as_str()).filter(|field| !field.is_empty());
    let start = text.len() - text.trim_start().len();
    let at = quoted.and_then(|part| text.find(part)).or_else(|| text.find(field?)).unwrap_or(start);
    text.get(..at).map_or(1, |before| before.chars().count() + 1)
}
