//! `demarche extract`: documents in, actors and relations out.
//!
//! Documents are read in batches, extracted side by side and written in their order, so that memory does not grow with
//! their number (but for the graph itself, where one is asked for).

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::Streams;
use super::actors::load::{catalog, engine_with};
use super::args::{self, ExtractArgs, ExtractFormat, PictureFormat};
use super::error::{CliError, Exit};
use super::input::{Found, Inputs};
use super::merge::summary;
use super::output::Output;
use super::picture::{Drawing, draw};
use super::suggest;
use super::table;
use crate::Demarche;
use crate::formats::write_extraction;
use crate::graph::{ActorGraph, Findings};
use crate::render::{Negated, Options, Scene};
use crate::text::Offsets;

/// Documents of a batch, and their bytes: enough to keep every processor busy, little to hold.
const BATCH: usize = 128;
const BATCH_BYTES: usize = 4 << 20;

pub(super) fn run(args: &ExtractArgs, streams: Streams) -> Result<Exit, CliError> {
    if args.suggest {
        return suggest::run(args, streams);
    }
    let format = format_of(args)?;
    let offsets = match args.offsets {
        args::Offsets::Bytes => Offsets::Bytes,
        args::Offsets::Chars => Offsets::Chars,
    };
    let mut inputs = Inputs::new(&args.inputs, offsets, args.date)?;
    let output = Output::open(args.output.as_deref())?;
    let demarche = engine_with(catalog(&args.actors)?, &args.lexicon)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads).build();
    let pool = pool.map_err(|error| CliError::bad_input(format!("cannot start {} threads: {error}", args.threads)))?;
    let reader = Reader { demarche: &demarche, format, offsets, min_confidence: args.min_confidence };
    let graph = ActorGraph::new(demarche.ontology().clone());
    let mut writer = Writer { output, graph, mentions: BTreeMap::new(), done: 0, failed: 0 };
    loop {
        let batch = next_batch(&mut inputs);
        if batch.is_empty() {
            break;
        }
        let read = pool.install(|| batch.into_par_iter().map(|found| reader.read(found)).collect::<Vec<_>>());
        for result in read {
            writer.take(result, streams)?;
        }
    }
    writer.finish(args, format, streams)
}

/// The format that was asked for, else the one of the output's extension, else a table.
fn format_of(args: &ExtractArgs) -> Result<ExtractFormat, CliError> {
    let by_name = |path: &Path| match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Ok(ExtractFormat::Json),
        Some("jsonl" | "ndjson") => Ok(ExtractFormat::Jsonl),
        Some("svg") => Ok(ExtractFormat::Svg),
        Some("html" | "htm") => Ok(ExtractFormat::Html),
        Some("png") => Ok(ExtractFormat::Png),
        Some("dot" | "gv") => Ok(ExtractFormat::Dot),
        Some("txt") => Ok(ExtractFormat::Table),
        _ if path == Path::new("-") => Ok(ExtractFormat::Table),
        _ => Err(CliError::bad_input(format!("`{}` does not tell the format", path.display()))
            .hint("use .json, .jsonl, .html, .svg, .png, .dot or .txt, or say `--format`")),
    };
    match (args.format, &args.output) {
        (Some(ExtractFormat::Toml | ExtractFormat::Tsv), _) => {
            Err(CliError::bad_input("only words are written as toml or tsv").hint("say `--suggest` too"))
        }
        (Some(format), _) => Ok(format),
        (None, Some(path)) => by_name(path),
        (None, None) => Ok(ExtractFormat::Table),
    }
}

/// Reads the next documents that are extracted side by side; none at the end.
pub(super) fn next_batch(inputs: &mut Inputs) -> Vec<Result<Found, CliError>> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < BATCH && bytes < BATCH_BYTES {
        let Some(found) = inputs.next() else { break };
        bytes += found.as_ref().map_or(0, |found| found.input.document.text.len());
        batch.push(found);
    }
    batch
}

/// Reads one document; shared by all threads.
struct Reader<'a> {
    demarche: &'a Demarche,
    format: ExtractFormat,
    offsets: Offsets,
    min_confidence: f32,
}

/// What is kept of a document that has been read.
struct Read {
    warnings: Vec<String>,
    kept: Kept,
}

enum Kept {
    Line(Vec<u8>),
    Findings(Findings, Vec<Arc<str>>),
}

impl Reader<'_> {
    fn read(&self, found: Result<Found, CliError>) -> Result<Read, CliError> {
        let Found { input, warnings } = found?;
        let document = &input.document;
        let mut extraction = match &input.mentions {
            Some(mentions) => self.demarche.extract_given(document, mentions),
            None => self.demarche.extract_document(document),
        };
        extraction.relations.retain(|relation| relation.confidence >= self.min_confidence);
        let kept = if self.format == ExtractFormat::Jsonl {
            let mut line = Vec::new();
            write_extraction(&mut line, &extraction, self.offsets)
                .map_err(|error| CliError::bad_input(error.to_string()).maybe_hint(error.hint()))?;
            Kept::Line(line)
        } else {
            let findings = Findings::of(&extraction).map_err(|error| CliError::bad_input(error.to_string()))?;
            let cast = &extraction.cast;
            let named = cast.mentions.iter().flat_map(|mention| &mention.actors);
            let ids = named.filter_map(|&actor| cast.actors.get(actor).map(|actor| actor.id.clone()));
            Kept::Findings(findings, ids.collect())
        };
        Ok(Read { warnings, kept })
    }
}

/// Takes what was read, in order.
struct Writer {
    output: Output,
    graph: ActorGraph,
    /// How often each actor is mentioned.
    mentions: BTreeMap<Arc<str>, usize>,
    done: usize,
    failed: usize,
}

impl Writer {
    fn take(&mut self, result: Result<Read, CliError>, streams: Streams) -> Result<(), CliError> {
        let added = result.and_then(|Read { warnings, kept }| {
            warnings.iter().for_each(|warning| streams.warn(warning));
            match kept {
                Kept::Line(line) => Ok(Some(line)),
                Kept::Findings(findings, ids) => {
                    self.graph
                        .add_findings(findings)
                        .map_err(|error| CliError::bad_input(error.to_string()).maybe_hint(error.hint()))?;
                    for id in ids {
                        *self.mentions.entry(id).or_default() += 1;
                    }
                    Ok(None)
                }
            }
        });
        match added {
            Ok(line) => {
                self.done += 1;
                if let Some(line) = line {
                    self.output.write_all(&line).map_err(|error| self.output.failed(&error))?;
                }
            }
            // One document that cannot be read does not keep the others from being read.
            Err(error) => {
                self.failed += 1;
                error.print(streams.err);
            }
        }
        Ok(())
    }

    fn draw(&mut self, format: PictureFormat, all: bool, streams: Streams) -> Result<(), CliError> {
        let negated = if all { Negated::Show } else { Negated::Hide };
        let options = Options { negated, ..Options::default() };
        let scene = Scene::new(&self.graph, &options);
        let picture = draw(&self.graph, &options, &scene, format, &Drawing::default(), streams)?;
        self.output.write_all(&picture).map_err(|error| self.output.failed(&error))
    }

    fn finish(mut self, args: &ExtractArgs, format: ExtractFormat, streams: Streams) -> Result<Exit, CliError> {
        if self.done == 0 && self.failed > 0 {
            return Ok(Exit::BadInput);
        }
        match format {
            // `format_of` refuses the forms of words.
            ExtractFormat::Jsonl | ExtractFormat::Toml | ExtractFormat::Tsv => {}
            ExtractFormat::Json => {
                self.graph.write_json(&mut self.output).map_err(|error| self.output.failed(&error))?;
            }
            ExtractFormat::Svg => self.draw(PictureFormat::Svg, args.all, streams)?,
            ExtractFormat::Png => self.draw(PictureFormat::Png, args.all, streams)?,
            ExtractFormat::Html => self.draw(PictureFormat::Html, args.all, streams)?,
            ExtractFormat::Dot => self.draw(PictureFormat::Dot, args.all, streams)?,
            ExtractFormat::Table => {
                let extent = if args.all { table::Extent::All } else { table::Extent::Usual };
                let paint = if self.output.is_stdout() { streams.out } else { super::paint::Paint::plain() };
                let shown = table::write(&self.graph, &self.mentions, extent, paint);
                self.output.write_text(&shown)?;
            }
        }
        let to_file = !self.output.is_stdout();
        self.output.finish()?;
        if let (true, Some(path)) = (to_file, &args.output) {
            let what = match format {
                ExtractFormat::Jsonl => format!("{} documents", self.done),
                _ => summary(&self.graph),
            };
            eprintln!("wrote {}: {what}", path.display());
        }
        if self.failed == 0 {
            return Ok(Exit::Done);
        }
        streams.warn(&format!("{} of {} documents could not be read", self.failed, self.failed + self.done));
        Ok(Exit::Partly)
    }
}
