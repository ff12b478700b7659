//! `demarche actors import`: other people's lists as a file of one's own.

use std::path::Path;

use super::args::{ImportArgs, ImportFormat};
use super::load::{builtin, error_of, read_files};
use crate::actors::{ActorFormat, write_actors};
use crate::cli::Streams;
use crate::cli::error::{CliError, Exit};
use crate::cli::output::Output;

/// Most names that are told one by one; of whole dictionaries thousands stay others'.
const MAX_TOLD: usize = 20;

pub(super) fn run(args: &ImportArgs, streams: Streams) -> Result<Exit, CliError> {
    let format = format_of(args)?;
    let files = read_files(&args.files)?;
    let mut output = Output::open(args.output.as_deref())?;
    let imported = builtin()?.import(&files);
    for fault in &imported.faults {
        error_of(fault, &files).print(streams.err);
    }
    if imported.rows.is_empty() && imported.known == 0 && !imported.faults.is_empty() {
        return Ok(Exit::BadInput);
    }
    for collision in imported.collisions.iter().take(MAX_TOLD) {
        streams.warn(&collision.to_string());
    }
    if let Some(more) = imported.collisions.len().checked_sub(MAX_TOLD).filter(|more| *more > 0) {
        streams.warn(&format!("{more} more names stay others': `demarche actors check` tells all"));
    }
    output.write_text(&write_actors(&imported.rows, format))?;
    output.finish()?;
    let place = args.output.as_deref().map(|path| format!("wrote {}: ", path.display())).unwrap_or_default();
    let left = imported.collisions.len();
    let rows = if imported.rows.len() == 1 { "1 row".to_owned() } else { format!("{} rows", imported.rows.len()) };
    eprintln!("{place}{rows}; known already: {}; names left out: {left}", imported.known);
    Ok(if imported.faults.is_empty() { Exit::Done } else { Exit::Partly })
}

/// The format that was asked for, else the one of the output's extension, else TOML.
fn format_of(args: &ImportArgs) -> Result<ActorFormat, CliError> {
    let by_name = |path: &Path| match path.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => Ok(ImportFormat::Toml),
        Some("csv") => Ok(ImportFormat::Csv),
        Some("jsonl" | "ndjson") => Ok(ImportFormat::Jsonl),
        _ if path == Path::new("-") => Ok(ImportFormat::Toml),
        _ => Err(CliError::bad_input(format!("`{}` does not tell the format", path.display()))
            .hint("use .toml, .csv or .jsonl, or say `--format`")),
    };
    let format = match (args.format, &args.output) {
        (Some(format), _) => format,
        (None, Some(path)) => by_name(path)?,
        (None, None) => ImportFormat::default(),
    };
    Ok(match format {
        ImportFormat::Toml => ActorFormat::Toml,
        ImportFormat::Csv => ActorFormat::Csv,
        ImportFormat::Jsonl => ActorFormat::Jsonl,
    })
}
