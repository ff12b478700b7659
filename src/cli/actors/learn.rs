//! `demarche actors learn`: names in texts that mean nobody who is known.

use std::path::Path;

use comfy_table::{Attribute, Cell, CellAlignment, Table};
use rayon::prelude::*;

use super::args::{LearnArgs, LearnFormat};
use super::load;
use crate::Demarche;
use crate::actors::{ActorFormat, ActorRow, Learned, Unknown, write_actors};
use crate::cli::Streams;
use crate::cli::error::{CliError, Exit};
use crate::cli::extract::next_batch;
use crate::cli::input::Inputs;
use crate::cli::output::Output;
use crate::cli::paint::Paint;
use crate::cli::table::{WIDTH, header, more, new_table};
use crate::text::{Document, Offsets};

/// Rows of a usual table.
const MAX_ROWS: usize = 40;
/// Longest example in the table, in characters.
const EXAMPLE: usize = 48;

pub(super) fn run(args: &LearnArgs, streams: Streams) -> Result<Exit, CliError> {
    let format = format_of(args)?;
    let inputs = Inputs::new(&args.inputs, Offsets::Bytes, None)?;
    let mut output = Output::open(args.output.as_deref())?;
    let demarche = load::engine(&args.actors)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads).build();
    let pool = pool.map_err(|error| CliError::bad_input(format!("cannot start {} threads: {error}", args.threads)))?;
    let (unknown, done, failed) = read(inputs, &demarche, &pool, streams);
    if done == 0 && failed > 0 {
        return Ok(Exit::BadInput);
    }
    let learned = unknown.learned(demarche.catalog(), args.min_count);
    let text = match format {
        LearnFormat::Table => {
            let limit = if args.all { usize::MAX } else { MAX_ROWS };
            let paint = if output.is_stdout() { streams.out } else { Paint::plain() };
            table(&learned, limit, paint)
        }
        LearnFormat::Toml => write_actors(&rows(&learned), ActorFormat::Toml),
        LearnFormat::Csv => write_actors(&rows(&learned), ActorFormat::Csv),
        LearnFormat::Jsonl => write_actors(&rows(&learned), ActorFormat::Jsonl),
    };
    output.write_text(&text)?;
    let to_file = !output.is_stdout();
    output.finish()?;
    if let (true, Some(path)) = (to_file, &args.output) {
        eprintln!("wrote {}: {} names of {done} documents", path.display(), learned.len());
    }
    if failed > 0 {
        streams.warn(&format!("{failed} of {} documents could not be read", failed + done));
        return Ok(Exit::Partly);
    }
    Ok(if learned.is_empty() { Exit::NothingFound } else { Exit::Done })
}

/// Reads all documents: their unknown names, how many were read, how many could not be.
fn read(
    mut inputs: Inputs,
    demarche: &Demarche,
    pool: &rayon::ThreadPool,
    streams: Streams,
) -> (Unknown, usize, usize) {
    let (mut unknown, mut done, mut failed) = (Unknown::default(), 0, 0);
    loop {
        let batch = next_batch(&mut inputs);
        if batch.is_empty() {
            return (unknown, done, failed);
        }
        let one = |found: Result<crate::cli::input::Found, CliError>| {
            let found = found?;
            Ok((unknown_in(demarche, &found.input.document), found.warnings))
        };
        let found: Vec<Result<(Unknown, Vec<String>), CliError>> =
            pool.install(|| batch.into_par_iter().map(one).collect());
        for result in found {
            match result {
                Ok((names, warnings)) => {
                    warnings.iter().for_each(|warning| streams.warn(warning));
                    unknown.merge(names);
                    done += 1;
                }
                Err(error) => {
                    error.print(streams.err);
                    failed += 1;
                }
            }
        }
    }
}

fn unknown_in(demarche: &Demarche, document: &Document) -> Unknown {
    let parsed = demarche.parse(document);
    let cast = demarche.resolver().resolve(&parsed);
    Unknown::of(&parsed, &cast, demarche.catalog())
}

fn rows(learned: &[Learned]) -> Vec<ActorRow> {
    learned.iter().map(|name| name.row.clone()).collect()
}

fn table(learned: &[Learned], limit: usize, paint: Paint) -> String {
    if learned.is_empty() {
        return "All names are known.\n".to_owned();
    }
    let mut table = new_table(paint, Table::new().width().unwrap_or(WIDTH).max(40));
    table.set_header(header(&["name", "kind", "country", "count", "docs", "example"]));
    for name in learned.iter().take(limit) {
        let row = &name.row;
        let number = |count: usize| Cell::new(count).set_alignment(CellAlignment::Right);
        table.add_row([
            Cell::new(row.name.as_deref().unwrap_or_default()),
            Cell::new(row.kind.map_or("", |kind| kind.as_str())),
            Cell::new(row.country.as_deref().unwrap_or_default()),
            number(name.count),
            number(name.documents),
            Cell::new(shorten(&name.example, row.name.as_deref().unwrap_or_default())).add_attribute(Attribute::Dim),
        ]);
    }
    format!("{}\n{}", table.trim_fmt(), more(learned.len(), limit, paint))
}

/// Cuts a sentence down around the name, at words.
fn shorten(sentence: &str, name: &str) -> String {
    let length = sentence.chars().count();
    if length <= EXAMPLE {
        return sentence.to_owned();
    }
    let at = sentence.find(name).and_then(|at| sentence.get(..at)).map_or(0, |before| before.chars().count());
    let from = at.saturating_sub(EXAMPLE / 3).min(length - EXAMPLE);
    let piece: String = sentence.chars().skip(from).take(EXAMPLE).collect();
    let piece = if from > 0 { piece.split_once(' ').map_or(piece.as_str(), |(_, rest)| rest) } else { piece.as_str() };
    let is_end = from + EXAMPLE >= length;
    let piece = if is_end { piece } else { piece.rsplit_once(' ').map_or(piece, |(start, _)| start) };
    format!("{}{piece}{}", if from > 0 { "…" } else { "" }, if is_end { "" } else { "…" })
}

/// The format that was asked for, else the one of the output's extension, else a table.
fn format_of(args: &LearnArgs) -> Result<LearnFormat, CliError> {
    let by_name = |path: &Path| match path.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => Ok(LearnFormat::Toml),
        Some("csv") => Ok(LearnFormat::Csv),
        Some("jsonl" | "ndjson") => Ok(LearnFormat::Jsonl),
        Some("txt") => Ok(LearnFormat::Table),
        _ if path == Path::new("-") => Ok(LearnFormat::Table),
        _ => Err(CliError::bad_input(format!("`{}` does not tell the format", path.display()))
            .hint("use .toml, .csv, .jsonl or .txt, or say `--format`")),
    };
    match (args.format, &args.output) {
        (Some(format), _) => Ok(format),
        (None, Some(path)) => by_name(path),
        (None, None) => Ok(LearnFormat::Table),
    }
}
