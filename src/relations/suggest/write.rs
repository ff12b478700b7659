//! Writes suggestions as a file of words, the kind left open.

use std::fmt::Write as _;

use super::Suggestion;
use crate::relations::Slot;

/// The form of a file of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SuggestionFormat {
    /// A table `[[trigger]]` each; counts and sentences are comments before it.
    Toml,
    /// The columns of `data/lexicon`; counts and sentences are further columns.
    Tsv,
}

/// Writes suggestions as a file that [`Extractor::extended`](crate::relations::Extractor::extended) reads once its kinds are
/// filled in.
///
/// ```
/// use demarche::relations::{SuggestionFormat, Suggestions, write_suggestions};
/// let header = write_suggestions(&Suggestions::default().ranked(), SuggestionFormat::Tsv);
/// assert!(header.starts_with("trigger\tpos\tkind\tframe\ttarget\t") && header.lines().count() == 1);
/// ```
pub fn write_suggestions(suggestions: &[Suggestion], format: SuggestionFormat) -> String {
    match format {
        SuggestionFormat::Toml => toml(suggestions),
        SuggestionFormat::Tsv => tsv(suggestions),
    }
}

fn toml(suggestions: &[Suggestion]) -> String {
    let mut out = String::new();
    for suggestion in suggestions {
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "# {}", how_often(suggestion));
        for example in &suggestion.examples {
            let _ = writeln!(out, "# {}", example.marked());
        }
        let list = |slots: &[Slot]| {
            let quoted: Vec<String> = slots.iter().map(|slot| quoted(slot.as_str())).collect();
            quoted.join(", ")
        };
        let _ = writeln!(
            out,
            "[[trigger]]\nwords = {}\npos = \"{}\"\nkind = \"\"\nframe = \"{}\"\nsource = [{}]\ntarget = [{}]",
            quoted(&suggestion.words),
            suggestion.pos.as_str(),
            suggestion.frame,
            list(&suggestion.source),
            list(&suggestion.target),
        );
    }
    out
}

fn quoted(text: &str) -> String {
    // Words are plain letters: nothing needs an escape but what a caller may have put in.
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn how_often(suggestion: &Suggestion) -> String {
    let times = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    let sentences = times(suggestion.count, "sentence", "sentences");
    format!("{sentences} in {}", times(suggestion.documents, "document", "documents"))
}

const HEADER: &str =
    "trigger\tpos\tkind\tframe\ttarget\tsource\tmode\tblock\tstrength\tcount\tdocuments\texample\texample\n";

fn tsv(suggestions: &[Suggestion]) -> String {
    let mut out = HEADER.to_owned();
    for suggestion in suggestions {
        let list = |slots: &[Slot]| slots.iter().map(Slot::as_str).collect::<Vec<_>>().join(",");
        let example = |k: usize| suggestion.examples.get(k).map(|example| example.marked()).unwrap_or_default();
        let _ = writeln!(
            out,
            "{}\t{}\t\t{}\t{}\t{}\t-\t-\t-\t{}\t{}\t{}\t{}",
            suggestion.words,
            suggestion.pos.as_str(),
            suggestion.frame,
            list(&suggestion.target),
            list(&suggestion.source),
            suggestion.count,
            suggestion.documents,
            example(0),
            example(1),
        );
    }
    out
}
