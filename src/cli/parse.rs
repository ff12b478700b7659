//! `demarche parse`: tokens, tags, trees and entities of a text.

use std::path::Path;

use super::Streams;
use super::args::{ParseArgs, ParseFormat};
use super::error::{CliError, Exit};
use super::input::Inputs;
use super::output::Output;
use crate::actors::{Catalog, is_surname};
use crate::formats::{write_conllu, write_parsed};
use crate::nlp::Pipeline;
use crate::text::Offsets;

pub(super) fn run(args: &ParseArgs, streams: Streams) -> Result<Exit, CliError> {
    let format = format_of(args)?;
    let inputs = Inputs::new(args.input.as_slice(), Offsets::Bytes, None)?;
    let mut output = Output::open(args.output.as_deref())?;
    let broken = |error: &dyn std::fmt::Display| CliError::new(Exit::NoEngine, error.to_string());
    let catalog = Catalog::builtin().map_err(|error| broken(&error))?;
    let pipeline = Pipeline::builtin().map_err(|error| broken(&error))?;
    let pipeline = pipeline.with_surnames(move |word, is_common| is_surname(word, is_common, &catalog));
    let (mut done, mut failed) = (0, 0);
    for found in inputs {
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                failed += 1;
                error.print(streams.err);
                continue;
            }
        };
        done += 1;
        found.warnings.iter().for_each(|warning| streams.warn(warning));
        let parsed = pipeline.parse(&found.input.document);
        match format {
            ParseFormat::Conllu => output.write_text(&write_conllu(&parsed))?,
            ParseFormat::Jsonl => output.write_text(&format!("{}\n", write_parsed(&parsed)))?,
        }
    }
    if done == 0 && failed > 0 {
        return Ok(Exit::BadInput);
    }
    output.finish()?;
    Ok(if failed == 0 { Exit::Done } else { Exit::Partly })
}

fn format_of(args: &ParseArgs) -> Result<ParseFormat, CliError> {
    let extension = args.output.as_deref().map(|path| path.extension().and_then(|extension| extension.to_str()));
    match (args.format, extension) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(ParseFormat::Conllu),
        (None, Some(Some("conllu" | "conll"))) => Ok(ParseFormat::Conllu),
        (None, Some(Some("jsonl" | "ndjson"))) => Ok(ParseFormat::Jsonl),
        (None, Some(None)) if args.output.as_deref() == Some(Path::new("-")) => Ok(ParseFormat::Conllu),
        _ => Err(CliError::bad_input("the output's name does not tell the format")
            .hint("use .conllu or .jsonl, or say `--format`")),
    }
}
