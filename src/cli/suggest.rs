//! `demarche extract --suggest`: words that may join two actors and are not in the lexicon.
//!
//! Documents are read in batches, as `extract` does; of each only its words are kept, with two sentences.

use std::path::Path;

use comfy_table::{Attribute, Cell, CellAlignment, Table};
use rayon::prelude::*;

use super::Streams;
use super::actors::load::{catalog, engine_with};
use super::args::{self, ExtractArgs, ExtractFormat};
use super::error::{CliError, Exit};
use super::extract::next_batch;
use super::input::{Found, Inputs};
use super::output::Output;
use super::paint::Paint;
use super::table::{WIDTH, header, more, new_table};
use crate::Demarche;
use crate::relations::{Example, Slot, Suggester, Suggestion, SuggestionFormat, Suggestions, write_suggestions};
use crate::text::{Input, Offsets};

/// Rows of a usual table.
const MAX_ROWS: usize = 40;
/// How much of a sentence the table shows between and around its two actors, in characters.
const BETWEEN: usize = 44;
const AROUND: usize = 16;

pub(super) fn run(args: &ExtractArgs, streams: Streams) -> Result<Exit, CliError> {
    let format = format_of(args)?;
    let offsets = match args.offsets {
        args::Offsets::Bytes => Offsets::Bytes,
        args::Offsets::Chars => Offsets::Chars,
    };
    let inputs = Inputs::new(&args.inputs, offsets, args.date)?;
    let mut output = Output::open(args.output.as_deref())?;
    let demarche = engine_with(catalog(&args.actors)?, &args.lexicon)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads).build();
    let pool = pool.map_err(|error| CliError::bad_input(format!("cannot start {} threads: {error}", args.threads)))?;
    let (suggestions, done, failed) = read(inputs, &demarche, &pool, streams);
    if done == 0 && failed > 0 {
        return Ok(Exit::BadInput);
    }
    let ranked = suggestions.ranked();
    let text = match format {
        Format::Table => {
            let limit = if args.all { usize::MAX } else { MAX_ROWS };
            let paint = if output.is_stdout() { streams.out } else { Paint::plain() };
            table(&ranked, limit, paint)
        }
        Format::File(format) => write_suggestions(&ranked, format),
    };
    output.write_text(&text)?;
    let to_file = !output.is_stdout();
    output.finish()?;
    if let (true, Some(path)) = (to_file, &args.output) {
        eprintln!("wrote {}: {} words of {done} documents", path.display(), ranked.len());
    }
    if failed > 0 {
        streams.warn(&format!("{failed} of {} documents could not be read", failed + done));
        return Ok(Exit::Partly);
    }
    Ok(if ranked.is_empty() { Exit::NothingFound } else { Exit::Done })
}

/// Reads all documents: their words, how many were read, how many could not be.
fn read(
    mut inputs: Inputs,
    demarche: &Demarche,
    pool: &rayon::ThreadPool,
    streams: Streams,
) -> (Suggestions, usize, usize) {
    let suggester = Suggester::new(demarche.extractor());
    let (mut suggestions, mut done, mut failed) = (Suggestions::default(), 0, 0);
    loop {
        let batch = next_batch(&mut inputs);
        if batch.is_empty() {
            return (suggestions, done, failed);
        }
        let one = |found: Result<Found, CliError>| found.map(|found| (of(demarche, &suggester, &found.input), found));
        let read: Vec<Result<(Suggestions, Found), CliError>> =
            pool.install(|| batch.into_par_iter().map(one).collect());
        for result in read {
            match result {
                Ok((words, found)) => {
                    found.warnings.iter().for_each(|warning| streams.warn(warning));
                    suggestions.merge(words);
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

fn of(demarche: &Demarche, suggester: &Suggester<'_>, input: &Input) -> Suggestions {
    let parsed = demarche.parse(&input.document);
    let cast = match &input.mentions {
        Some(mentions) => demarche.resolver().resolve_given(&parsed, mentions).only_marked(),
        None => demarche.resolver().resolve(&parsed),
    };
    suggester.read(&parsed, &cast, &demarche.extractor().extract(&parsed, &cast))
}

fn table(ranked: &[Suggestion], limit: usize, paint: Paint) -> String {
    if ranked.is_empty() {
        return "Every word that joins two actors is known.\n".to_owned();
    }
    let mut table = new_table(paint, Table::new().width().unwrap_or(WIDTH).max(40));
    table.set_header(header(&["word", "pos", "frame", "target", "count", "docs", "examples"]));
    for word in ranked.iter().take(limit) {
        let number = |count: usize| Cell::new(count).set_alignment(CellAlignment::Right);
        let examples: Vec<String> = word.examples.iter().map(shorten).collect();
        table.add_row([
            Cell::new(&word.words),
            Cell::new(word.pos.as_str()),
            Cell::new(word.frame),
            Cell::new(word.target.iter().map(Slot::as_str).collect::<Vec<_>>().join(",")),
            number(word.count),
            number(word.documents),
            Cell::new(examples.join("\n")).add_attribute(Attribute::Dim),
        ]);
    }
    format!("{}\n{}", table.trim_fmt(), more(ranked.len(), limit, paint))
}

/// Cuts a sentence down to its two actors and the words around them.
fn shorten(example: &Example) -> String {
    let text = &*example.text;
    let [a, b] = example.actors;
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let between = piece(a.end, b.start);
    let between = if between.chars().count() > BETWEEN {
        format!("{}…{}", first_words(between, BETWEEN / 2), last_words(between, BETWEEN / 2))
    } else {
        between.to_owned()
    };
    let (before, after) = (piece(0, a.start), piece(b.end, text.len()));
    let (start, end) = (last_words(before, AROUND), first_words(after, AROUND));
    let dots = |cut: bool| if cut { "…" } else { "" };
    format!(
        "{}{start}[{}]{between}[{}]{end}{}",
        dots(start.len() < before.len()),
        piece(a.start, a.end),
        piece(b.start, b.end),
        dots(end.len() < after.len())
    )
}

/// The first words of a text, within so many characters.
fn first_words(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        None => text,
        Some((at, _)) => text[..at].rfind(' ').map_or("", |blank| &text[..blank]),
    }
}

/// The last words of a text, within so many characters.
fn last_words(text: &str, most: usize) -> &str {
    match text.char_indices().rev().nth(most.saturating_sub(1)) {
        None | Some((0, _)) => text,
        Some((at, _)) => text[at..].find(' ').map_or("", |blank| &text[at + blank + 1..]),
    }
}

enum Format {
    Table,
    File(SuggestionFormat),
}

/// The format that was asked for, else the one of the output's extension, else a table.
fn format_of(args: &ExtractArgs) -> Result<Format, CliError> {
    let hint = "words are written as table, toml or tsv";
    let by_name = |path: &Path| match path.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => Ok(Format::File(SuggestionFormat::Toml)),
        Some("tsv" | "tab") => Ok(Format::File(SuggestionFormat::Tsv)),
        Some("txt") => Ok(Format::Table),
        _ if path == Path::new("-") => Ok(Format::Table),
        _ => Err(CliError::bad_input(format!("`{}` does not tell the format", path.display()))
            .hint("use .toml, .tsv or .txt, or say `--format`")),
    };
    match (args.format, &args.output) {
        (Some(ExtractFormat::Toml), _) => Ok(Format::File(SuggestionFormat::Toml)),
        (Some(ExtractFormat::Tsv), _) => Ok(Format::File(SuggestionFormat::Tsv)),
        (Some(ExtractFormat::Table), _) | (None, None) => Ok(Format::Table),
        (Some(_), _) => Err(CliError::bad_input("`--suggest` finds words, no relations").hint(hint)),
        (None, Some(path)) => by_name(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_whole() {
        for (text, most, first, last) in [
            ("one two three", 20, "one two three", "one two three"),
            ("one two three", 13, "one two three", "one two three"),
            ("one two three", 6, "one", "three"),
            ("one two three", 2, "", ""),
            ("ärger über öl", 7, "ärger", "öl"),
            ("", 3, "", ""),
        ] {
            assert_eq!((first_words(text, most), last_words(text, most)), (first, last), "{text} {most}");
        }
    }
}
