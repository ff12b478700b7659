//! `demarche lexicon check`: bad rows of users' files, and rows of the lexicon that they touch.

use super::args::CheckArgs;
use super::load::{builtin, error_of, read_files};
use crate::cli::Streams;
use crate::cli::error::{CliError, Exit};
use crate::cli::output::Output;
use crate::nlp::Pipeline;
use crate::relations::{CheckedLexicon, Notice, Trigger, TriggerPos};
use crate::text::Document;

pub(super) fn run(args: &CheckArgs, streams: Streams) -> Result<Exit, CliError> {
    let files = read_files(&args.files)?;
    let mut checked = builtin()?.check(&files);
    for fault in &checked.faults {
        error_of(fault, &files).print(streams.err);
    }
    let pipeline = Pipeline::builtin().map_err(|error| CliError::of_library(&error.into()))?;
    let forms = checked.triggers.iter().flat_map(|trigger| other_forms(&pipeline, trigger)).collect::<Vec<_>>();
    checked.collisions.extend(forms);
    checked.collisions.sort_by_key(|notice| (files.iter().position(|file| file.name == notice.file), notice.line));
    for notice in &checked.collisions {
        streams.warn(&notice.to_string());
    }
    let mut output = Output::open(None)?;
    output.write_text(&format!("{}\n", summary(&checked)))?;
    output.finish()?;
    Ok(if checked.faults.is_empty() { Exit::Done } else { Exit::BadInput })
}

/// Heads that look like no dictionary forms: a text never has them, since words are looked up by their lemmas.
fn other_forms(pipeline: &Pipeline, trigger: &Trigger) -> Vec<Notice> {
    let other = |word: &str| {
        let sentence = match trigger.pos {
            TriggerPos::Verb => format!("They {word} them."),
            TriggerPos::Noun => format!("They saw the {word}."),
            TriggerPos::Adjective => return None,
        };
        let document = Document::new("word", sentence.as_str());
        let parsed = pipeline.parse(&document);
        let at = (0..parsed.tokens.len()).find(|&token| parsed.text(token) == word)?;
        let lemma = parsed.tokens[at].lemma.to_string();
        (lemma != word && pipeline.knows(&lemma)).then_some(lemma)
    };
    let heads = trigger.words.get(trigger.head).into_iter().flatten();
    let told = heads.filter_map(|word| {
        let message = format!("`{word}` looks like a form of `{}`: write the dictionary form", other(word)?);
        Some(Notice { file: trigger.table.to_string(), line: trigger.line, message })
    });
    told.collect()
}

fn summary(checked: &CheckedLexicon) -> String {
    let mut parts = vec![format!("{} {} fine", checked.rows, if checked.rows == 1 { "row is" } else { "rows are" })];
    for (count, one, many) in
        [(checked.faults.len(), "fault", "faults"), (checked.collisions.len(), "warning", "warnings")]
    {
        match count {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            _ => parts.push(format!("{count} {many}")),
        }
    }
    parts.join(", ")
}
