//! Reads users' own words, and makes the extractor that knows them.

use std::path::PathBuf;

use crate::cli::error::CliError;
use crate::cli::user_file::{place_of, read_utf8};
use crate::relations::{Extractor, LexiconFile, TableError};

/// Reads files of words.
pub(super) fn read_files(paths: &[PathBuf]) -> Result<Vec<LexiconFile>, CliError> {
    let read = |path: &PathBuf| Ok(LexiconFile { name: path.display().to_string(), text: read_utf8(path)? });
    paths.iter().map(read).collect()
}

/// Loads the built-in lexicon.
pub(super) fn builtin() -> Result<Extractor, CliError> {
    Extractor::builtin().map_err(|error| CliError::of_library(&error.into()))
}

/// Loads the lexicon with the users' own words.
pub(in crate::cli) fn extractor(paths: &[PathBuf]) -> Result<Extractor, CliError> {
    let files = read_files(paths)?;
    builtin()?.extended(&files).map_err(|fault| error_of(&fault, &files))
}

/// Makes an error of a fault that shows the line with a mark under what is wrong.
pub(super) fn error_of(fault: &TableError, files: &[LexiconFile]) -> CliError {
    let text = files.iter().find(|file| file.name == fault.file).map(|file| file.text.as_str());
    let place = place_of(&fault.file, fault.line, text, &fault.problem, "");
    CliError::bad_input(fault.problem.clone()).at(place).hint(fault.hint())
}
