//! `demarche lexicon show`: what a word tells.

use std::fmt::Write as _;

use super::args::ShowArgs;
use super::load::extractor;
use crate::cli::Streams;
use crate::cli::error::{CliError, Exit};
use crate::cli::output::Output;
use crate::cli::paint::{Paint, Style};
use crate::relations::{Extractor, Slot, Strength, Trigger, TriggerPos};
use crate::text::nearest;

/// Most triggers of several words.
const LONGER: usize = 12;
/// Most alternatives of a word of a trigger.
const ALTERNATIVES: usize = 3;

pub(super) fn run(args: &ShowArgs, streams: Streams) -> Result<Exit, CliError> {
    let extractor = extractor(&args.lexicon)?;
    let words: Vec<String> =
        args.words.iter().flat_map(|word| word.split_whitespace()).map(str::to_lowercase).collect();
    let show = Show { extractor: &extractor, paint: streams.out };
    let told = show.told(&words, if args.all { usize::MAX } else { LONGER });
    let mut output = Output::open(None)?;
    output.write_text(&told.clone().unwrap_or_else(|| show.unknown(&words)))?;
    output.finish()?;
    Ok(if told.is_some() { Exit::Done } else { Exit::NothingFound })
}

struct Show<'e> {
    extractor: &'e Extractor,
    paint: Paint,
}

impl Show<'_> {
    /// Everything that the words do; none where they do nothing.
    fn told(&self, words: &[String], most: usize) -> Option<String> {
        let spells = |trigger: &Trigger, word: &str| trigger.words.iter().flatten().any(|known| **known == *word);
        let all = |trigger: &&Trigger| !words.is_empty() && words.iter().all(|word| spells(trigger, word));
        let found = self.extractor.lexicon().triggers().iter().filter(all);
        let (exact, mut longer): (Vec<&Trigger>, Vec<&Trigger>) =
            found.partition(|trigger| trigger.words.len() == words.len());
        let mut parts: Vec<String> = exact.iter().map(|trigger| self.trigger(trigger, words)).collect();
        let joined = words.join(" ");
        let effects = self.extractor.governors().effects(&joined).iter();
        let effects: Vec<String> =
            effects.map(|(pos, effect)| format!("{} ({})", effect.as_str(), long(*pos))).collect();
        if !effects.is_empty() {
            let name = self.paint.text(Style::Bold, &joined);
            parts.push(format!("{name}  changes how real a clause is: {}\n", effects.join(", ")));
        }
        // Those that start at the word, then those that it follows in.
        longer.sort_by_key(|trigger| {
            let heads = trigger.words.get(trigger.head).into_iter().flatten();
            !heads.into_iter().any(|head| words.iter().any(|word| **head == **word))
        });
        if !longer.is_empty() {
            let mut names: Vec<String> = longer.iter().take(most).map(|trigger| self.line(trigger, words)).collect();
            if let Some(more) = longer.len().checked_sub(most).filter(|more| *more > 0) {
                names.push(self.label(&format!("… and {more} more: `--all` shows them")));
            }
            parts.push(format!("{}\n  {}\n", self.label("with further words:"), names.join("\n  ")));
        }
        (!parts.is_empty()).then(|| parts.join("\n"))
    }

    fn line(&self, trigger: &Trigger, words: &[String]) -> String {
        let place = self.label(&format!("{}:{}", trigger.table, trigger.line));
        let kind = self.paint.text(Style::Quad(trigger.kind.quad), &trigger.kind.name);
        format!("{}  {}: {kind}  {place}", short(trigger, words), long(trigger.pos))
    }

    fn trigger(&self, trigger: &Trigger, words: &[String]) -> String {
        let name = self.paint.text(Style::Bold, &short(trigger, words));
        let kind = self.paint.text(Style::Quad(trigger.kind.quad), &trigger.kind.name);
        let mut out = format!("{name}  {}: {kind}\n", long(trigger.pos));
        let list = |slots: &[Slot]| slots.iter().map(Slot::as_str).collect::<Vec<_>>().join(", ");
        let mut line = |label: &str, text: String| {
            if !text.is_empty() {
                let _ = writeln!(out, "  {} {text}", self.label(&format!("{label}:")));
            }
        };
        line("frame", trigger.frame.to_string());
        line("source", list(&trigger.source));
        line("target", list(&trigger.target));
        line("mode", trigger.mode.as_deref().unwrap_or_default().to_owned());
        let words = |words: &[Box<str>]| words.iter().map(|word| &**word).collect::<Vec<_>>().join(", ");
        line("not with", words(&trigger.block));
        line("only with", words(&trigger.needs));
        let strength = match trigger.strength {
            Strength::Strong => "strong",
            Strength::Weak => "weak: only between two political actors",
            Strength::Normal => "",
        };
        line("strength", strength.to_owned());
        line("from", format!("{}:{}", trigger.table, trigger.line));
        out
    }

    fn unknown(&self, words: &[String]) -> String {
        let joined = words.join(" ");
        let triggers = self.extractor.lexicon().triggers();
        let heads = triggers.iter().filter_map(|trigger| trigger.words.get(trigger.head)).flatten().map(|word| &**word);
        // The sign for any verb is no word.
        let heads = heads.filter(|head| head.chars().any(char::is_alphabetic));
        let near = nearest(&joined, heads).map(|near| format!("  A word like it: {near}\n")).unwrap_or_default();
        format!("`{joined}` tells no relation.\n{near}")
    }

    fn label(&self, text: &str) -> String {
        self.paint.text(Style::Dim, text)
    }
}

/// The words of a trigger: of alternatives the one that was asked for, else the first few.
fn short(trigger: &Trigger, words: &[String]) -> String {
    let one = |alternatives: &Vec<Box<str>>| {
        let asked = alternatives.iter().find(|known| words.iter().any(|word| **word == ***known));
        let shown: Vec<&str> = match asked {
            Some(word) => vec![word],
            None => alternatives.iter().take(ALTERNATIVES).map(|word| &**word).collect(),
        };
        let more = if shown.len() < alternatives.len() && asked.is_none() { "|…" } else { "" };
        format!("{}{more}", shown.join("|"))
    };
    trigger.words.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn long(pos: TriggerPos) -> &'static str {
    match pos {
        TriggerPos::Verb => "verb",
        TriggerPos::Noun => "noun",
        TriggerPos::Adjective => "adjective",
    }
}
