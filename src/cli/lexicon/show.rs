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

/// Most triggers in which the word stands behind another one.
const FURTHER: usize = 12;

pub(super) fn run(args: &ShowArgs, streams: Streams) -> Result<Exit, CliError> {
    let extractor = extractor(&args.lexicon)?;
    let words: Vec<String> =
        args.words.iter().flat_map(|word| word.split_whitespace()).map(str::to_lowercase).collect();
    let show = Show { extractor: &extractor, paint: streams.out };
    let told = show.told(&words);
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
    fn told(&self, words: &[String]) -> Option<String> {
        let spells = |trigger: &Trigger, word: &str| trigger.words.iter().flatten().any(|known| **known == *word);
        let all = |trigger: &&Trigger| words.iter().all(|word| spells(trigger, word));
        let starts = |trigger: &Trigger| {
            let heads = trigger.words.get(trigger.head).into_iter().flatten();
            heads.into_iter().any(|head| words.iter().any(|word| **head == **word))
        };
        let found = self.extractor.lexicon().triggers().iter().filter(all);
        let (first, further): (Vec<&Trigger>, Vec<&Trigger>) = found.partition(|trigger| starts(trigger));
        let mut parts: Vec<String> = first.iter().map(|trigger| self.trigger(trigger)).collect();
        let joined = words.join(" ");
        let effects: Vec<String> = self
            .extractor
            .governors()
            .effects(&joined)
            .iter()
            .map(|(pos, effect)| format!("{} ({})", effect.as_str(), long(*pos)))
            .collect();
        if !effects.is_empty() {
            parts.push(format!("{joined}  changes how real a clause is: {}\n", effects.join(", ")));
        }
        if !further.is_empty() {
            let mut names: Vec<String> = further.iter().take(FURTHER).map(|trigger| self.place(trigger)).collect();
            if further.len() > FURTHER {
                names.push(format!("… and {} more", further.len() - FURTHER));
            }
            parts.push(format!("{}\n  {}\n", self.label("also a word of:"), names.join("\n  ")));
        }
        (!parts.is_empty()).then(|| parts.join("\n"))
    }

    fn place(&self, trigger: &Trigger) -> String {
        format!("{} ({}): {}  {}:{}", trigger.text(), long(trigger.pos), trigger.kind, trigger.table, trigger.line)
    }

    fn trigger(&self, trigger: &Trigger) -> String {
        let name = self.paint.text(Style::Bold, &trigger.text());
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
        line("not with", trigger.block.iter().map(|word| &**word).collect::<Vec<_>>().join(", "));
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
        let near = nearest(&joined, heads).map(|near| format!("  A word like it: {near}\n")).unwrap_or_default();
        format!("`{joined}` tells no relation.\n{near}")
    }

    fn label(&self, text: &str) -> String {
        self.paint.text(Style::Dim, text)
    }
}

fn long(pos: TriggerPos) -> &'static str {
    match pos {
        TriggerPos::Verb => "verb",
        TriggerPos::Noun => "noun",
        TriggerPos::Adjective => "adjective",
    }
}
