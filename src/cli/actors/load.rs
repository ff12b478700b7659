//! Reads users' own actors, and makes the engine that knows them.

use std::path::PathBuf;

use crate::Demarche;
use crate::actors::{ActorFile, Catalog, Fault};
use crate::cli::error::CliError;
use crate::cli::lexicon::load::extractor;
use crate::cli::user_file::{place_of, read_utf8};

/// Reads files of actors.
pub(in crate::cli) fn read_files(paths: &[PathBuf]) -> Result<Vec<ActorFile>, CliError> {
    let read = |path: &PathBuf| Ok(ActorFile { name: path.display().to_string(), text: read_utf8(path)? });
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
    engine_with(catalog(paths)?, &[])
}

/// Loads the model, for this catalog and the lexicon with the users' own words.
pub(in crate::cli) fn engine_with(catalog: Catalog, words: &[PathBuf]) -> Result<Demarche, CliError> {
    let extractor = extractor(words)?;
    Demarche::with_parts(catalog, extractor).map_err(|error| CliError::of_library(&error))
}

/// Makes an error of a fault that shows the line with a mark under what is wrong.
pub(super) fn error_of(fault: &Fault, files: &[ActorFile]) -> CliError {
    let file = files.iter().find(|file| file.name == fault.file);
    let place = place_of(&fault.file, fault.line, file.map(|file| file.text.as_str()), &fault.message, &fault.field);
    let hint = Some(fault.hint.as_str()).filter(|hint| !hint.is_empty());
    CliError::bad_input(fault.message.clone()).at(place).maybe_hint(hint)
}
