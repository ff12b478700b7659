//! PLV: the class of the relation between a marked source and target.
//!
//! Read twice: with the marked spans given as mentions (`plv-pair`), and from the raw text (`plv`).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use demarche::relations::Extraction;
use demarche::{Demarche, Document, Span};
use serde::Deserialize;

use crate::data::read_lines;
use crate::extract::reading_of;
use crate::kinds::{CLASSES, Event};
use crate::reading::Reading;
use crate::report::{Figure, Value, macro_f1};
use crate::spans::{Direction, direction, events};
use crate::task::{Result, Scored, Task};

/// A sentence with its marked spans; each end may have several parts.
pub struct Sentence {
    pub id: String,
    pub text: String,
    pub sources: Vec<Span>,
    pub targets: Vec<Span>,
    pub class: String,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    marked: String,
    source: String,
    target: String,
    root: String,
}

/// Reads the sentences in whose text both ends stand; the others cannot be scored.
fn load(data: &Path) -> Result<Vec<Sentence>> {
    let records: Vec<Record> = read_lines(&data.join("dev/plv/dev.jsonl"))?;
    let sentences = records.into_iter().map(|record| {
        let (text, sources, targets) = unmark(&record.marked);
        let sources = or_by_name(sources, &text, &record.source);
        let targets = or_by_name(targets, &text, &record.target);
        Sentence { id: record.id, text, sources, targets, class: record.root }
    });
    Ok(sentences.filter(|sentence| !sentence.sources.is_empty() && !sentence.targets.is_empty()).collect())
}

/// Reads the project's own sentences: kind, status and marked sentence.
fn own(_data: &Path) -> Result<Vec<Sentence>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/training");
    let mut files: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    let mut sentences = Vec::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|e| e == "tsv")) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for (number, line) in fs::read_to_string(path)?.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let (kind, marked) = line
                .split_once('\t')
                .and_then(|(k, rest)| Some((k, rest.split_once('\t')?.1)))
                .ok_or(format!("{}:{}: kind, status and sentence are asked for", path.display(), number + 1))?;
            let (text, sources, targets) = unmark(marked);
            let class = Event::of(kind).map_or(NONE, |event| event.class).to_owned();
            sentences.push(Sentence { id: format!("{name}-{}", number + 1), text, sources, targets, class });
        }
    }
    Ok(sentences)
}

/// Takes the marks `<s>`, `</s>`, `<t>`, `</t>` out of a text, and gives the places of what they enclosed.
fn unmark(marked: &str) -> (String, Vec<Span>, Vec<Span>) {
    let (mut text, mut rest) = (String::new(), marked);
    let mut spans: [Vec<(usize, Option<usize>)>; 2] = Default::default();
    while let Some((at, mark)) = next_mark(rest) {
        text.push_str(&rest[..at]);
        rest = &rest[at + mark.len()..];
        let spans = &mut spans[usize::from(mark.ends_with("t>"))];
        if !mark.starts_with("</") {
            spans.push((text.len(), None));
        } else if let Some((_, end)) = spans.last_mut() {
            *end = Some(text.len());
        }
    }
    text.push_str(rest);
    let closed = |spans: Vec<(usize, Option<usize>)>| {
        let span = |(start, end): (usize, Option<usize>)| Some(Span::new(start, end.filter(|&end| end > 0)?));
        spans.into_iter().filter_map(span).collect()
    };
    let [sources, targets] = spans;
    (text, closed(sources), closed(targets))
}

fn next_mark(text: &str) -> Option<(usize, &'static str)> {
    ["<s>", "</s>", "<t>", "</t>"].into_iter().filter_map(|mark| Some((text.find(mark)?, mark))).min()
}

/// Where nothing is marked, the first place at which the name stands.
fn or_by_name(spans: Vec<Span>, text: &str, name: &str) -> Vec<Span> {
    match text.find(name) {
        Some(at) if spans.is_empty() => vec![Span::new(at, at + name.len())],
        _ => spans,
    }
}

const NONE: &str = "NONE";

/// What was predicted for the marked pair.
struct Verdict {
    class: &'static str,
    quad: u8,
    reversed_only: bool,
    elsewhere: usize,
}

fn verdict(scored: &Scored<'_, Sentence>) -> Verdict {
    let Sentence { text, sources, targets, .. } = scored.item;
    let found = events(scored.reading());
    let directions: Vec<Direction> = found.iter().map(|found| direction(text, found, sources, targets)).collect();
    let right = directions.iter().position(|&direction| direction == Direction::Right);
    let (class, quad) = right.map_or((NONE, 0), |at| found[at].event.coded(found[at].relation));
    Verdict {
        class,
        quad,
        reversed_only: right.is_none() && directions.contains(&Direction::Reversed),
        elsewhere: directions.iter().filter(|&&direction| direction == Direction::Elsewhere).count(),
    }
}

fn score(scored: &[Scored<'_, Sentence>]) -> Vec<Figure> {
    let verdicts: Vec<Verdict> = scored.iter().map(verdict).collect();
    let gold_quad = |class: &str| CLASSES.iter().find(|(name, _)| name == class).map_or(0, |(_, quad)| *quad);
    let pairs = || scored.iter().zip(&verdicts);
    let classes: Vec<(&str, &str)> = pairs().map(|(gold, found)| (gold.item.class.as_str(), found.class)).collect();
    let quads: Vec<(u8, u8)> = pairs().map(|(gold, found)| (gold_quad(&gold.item.class), found.quad)).collect();
    let pole = |quad| (quad > 0).then_some(quad > 2);
    let poles: Vec<_> = quads.iter().map(|&(gold, found)| (pole(gold), pole(found))).collect();

    let labels: Vec<&str> = CLASSES.iter().map(|(class, _)| class.as_str()).collect();
    let (by_class, each) = macro_f1(&classes, &labels);
    let found = verdicts.iter().filter(|verdict| verdict.class != NONE).count();
    let reversed = verdicts.iter().filter(|verdict| verdict.reversed_only).count();
    let named = scored.iter().filter(|scored| cause(scored) == "both ends named").count();
    let mut figures = vec![
        Figure::new("class macro-F1", Value::Mean(by_class)),
        Figure::new("quad macro-F1", Value::Mean(macro_f1(&quads, &[1, 2, 3, 4]).0)),
        Figure::new("binary macro-F1", Value::Mean(macro_f1(&poles, &[Some(false), Some(true)]).0)),
        Figure::new("pair found", Value::Share(found, scored.len())),
        Figure::new("both ends named", Value::Share(named, scored.len())),
        Figure::new("reversed only", Value::Share(reversed, scored.len())),
        Figure::new(
            "unrelated pairs joined",
            Value::Count(classes.iter().filter(|(gold, found)| *gold == NONE && *found != NONE).count()),
        ),
        Figure::new("relations on other pairs", Value::Count(verdicts.iter().map(|verdict| verdict.elsewhere).sum())),
    ];
    figures.extend(labels.iter().zip(each).map(|(label, f1)| Figure::new(format!("F1 {label}"), Value::Mean(f1))));
    figures
}

/// Says which of the marked ends no mention stands at.
fn cause(scored: &Scored<'_, Sentence>) -> &'static str {
    let mentions = &scored.reading().mentions;
    let met = |spans: &[Span]| spans.iter().any(|span| mentions.iter().any(|m| m.span.overlaps(*span)));
    match (met(&scored.item.sources), met(&scored.item.targets)) {
        (true, true) => "both ends named",
        (false, true) => "no source mention",
        (true, false) => "no target mention",
        (false, false) => "no mention at either end",
    }
}

/// Prints which class was taken for which, then each wrong sentence as `id<TAB>gold<TAB>predicted<TAB>cause`.
fn errors(scored: &[Scored<'_, Sentence>]) -> String {
    let mut confusion: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut list = String::new();
    for scored in scored {
        let (gold, Verdict { class, reversed_only, .. }) = (scored.item.class.as_str(), verdict(scored));
        let predicted = if reversed_only { "REVERSED" } else { class };
        *confusion.entry((gold, predicted)).or_default() += 1;
        if gold != predicted {
            let (id, cause) = (&scored.item.id, cause(scored));
            writeln!(list, "{id}\t{gold}\t{predicted}\t{cause}").expect("a String takes everything");
        }
    }
    let columns = || CLASSES.iter().map(|(class, _)| class.as_str()).chain(["REVERSED", NONE]);
    let mut out = format!("  {:10}", "gold");
    out.extend(columns().map(|class| format!("{class:>10}")));
    for gold in columns().filter(|&gold| gold != "REVERSED") {
        write!(out, "\n  {gold:10}").expect("a String takes everything");
        let cell = |predicted| confusion.get(&(gold, predicted)).map_or(String::new(), usize::to_string);
        out.extend(columns().map(|predicted| format!("{:>10}", cell(predicted))));
    }
    out + "\n" + &list
}

macro_rules! task {
    ($(#[$doc:meta])* $task:ident, $load:path, $name:literal, $title:literal, $known:literal, $extract:expr) => {
        $(#[$doc])*
        pub struct $task;

        impl Task for $task {
            type Item = Sentence;
            const NAME: &'static str = $name;
            const TITLE: &'static str = $title;
            const KNOWN: &'static str = $known;

            fn load(data: &Path) -> Result<Vec<Sentence>> {
                $load(data)
            }

            fn id(item: &Sentence) -> &str {
                &item.id
            }

            fn texts(item: &Sentence) -> Vec<(String, &str)> {
                vec![(item.id.clone(), &item.text)]
            }

            fn extract(demarche: &Demarche, item: &Sentence) -> Result<Vec<Reading>> {
                let document = Document::new(&item.id, &item.text);
                let extract: for<'d> fn(&Demarche, &'d Document, &Sentence) -> Extraction<'d> = $extract;
                Ok(vec![reading_of(&extract(demarche, &document, item))])
            }

            fn score(scored: &[Scored<'_, Sentence>]) -> Vec<Figure> {
                score(scored)
            }

            fn errors(scored: &[Scored<'_, Sentence>]) -> String {
                errors(scored)
            }
        }
    };
}

task!(
    /// The pair has to be found in the text.
    Raw, load, "plv", "class of the relation between two marked actors, from raw text",
    "macro-F1 0.375 of a dictionary coder, 0.248 of a short script (pair found 0.52, 0.36)",
    |demarche, document, _| demarche.extract_document(document)
);
task!(
    /// The marked spans are given as mentions.
    PairGiven, load, "plv-pair", "class of the relation between two marked actors, the pair given",
    "macro-F1 on a sister set: dictionary coder 0.463, n-grams and SVM 0.720, fine-tuned BERT 0.867, people 0.950",
    |demarche, document, item| demarche.extract_given(document, &[&item.sources[..], &item.targets].concat())
);

task!(
    /// The project's own training sentences, the pair to be found.
    Own, own, "own", "class of the relation between two marked actors in own training sentences, from raw text", "",
    |demarche, document, _| demarche.extract_document(document)
);
task!(
    /// The project's own training sentences, the pair given.
    OwnPair, own, "own-pair", "the same, the pair given", "",
    |demarche, document, item| demarche.extract_given(document, &[&item.sources[..], &item.targets].concat())
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_leave_text_and_places() {
        let (text, sources, targets) = unmark("<s>Peru</s> met <t>Ghana</t> and <t>Mali</t>.");
        assert_eq!(text, "Peru met Ghana and Mali.");
        assert_eq!(sources, [Span::new(0, 4)]);
        assert_eq!(targets.iter().map(|span| span.of(&text)).collect::<Vec<_>>(), ["Ghana", "Mali"]);
    }

    #[test]
    fn an_open_mark_encloses_nothing() {
        let (text, sources, targets) = unmark("<s>Peru met </t>Ghana");
        assert_eq!((text.as_str(), sources.len(), targets.len()), ("Peru met Ghana", 0, 0));
        assert_eq!(or_by_name(sources, &text, "Ghana"), [Span::new(9, 14)]);
        assert_eq!(or_by_name(targets, &text, "Mali"), []);
    }
}
