//! Reads headlines as sentences: words in Title Case or capitals are put in lower case unless they are names.
//!
//! Reads: a document and the catalog. Gives: the same text in other letter case, of the same length.
//! How: in a line where nearly every word is capitalized, a word stays capitalized when the catalog knows a name there, or the rest
//! of the document writes it so in the middle of a line; it goes to lower case when the rest writes it so, or when it is a common word.
//! Does not: touch lines in ordinary case.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{AliasKind, Catalog};
use crate::text::{Document, Span, paragraphs};

/// Share of a headline's longer words that are capitalized, and how many there must be.
const CAPITALIZED: f32 = 0.75;
const FEWEST: usize = 3;
/// Longest line that is looked at, in bytes.
const LONGEST: usize = 400;

/// How the body of a document writes its words.
#[derive(Default)]
struct Body<'d> {
    lower: HashSet<&'d str>,
    capitalized: HashSet<&'d str>,
}

/// Gives a document's text with its headlines in sentence case; none where it has no such line.
/// `is_common` says whether a word in lower case is a common one. Cost: linear.
pub fn sentence_case(document: &Document, catalog: &Catalog, is_common: impl Fn(&str) -> bool) -> Option<String> {
    let text = document.text.as_str();
    let (headlines, body): (Vec<Span>, Vec<Span>) = paragraphs(text).partition(|line| is_headline(line.of(text)));
    if headlines.is_empty() {
        return None;
    }
    let body = Body::read(text, &body);
    let mut reading = text.to_owned();
    for line in headlines {
        for (word, recased) in recased_words(line, text, catalog, &body, &is_common) {
            // The text keeps its places: what would change a length is left as it is.
            if recased.char_indices().map(|(at, _)| at).eq(word.of(text).char_indices().map(|(at, _)| at))
                && recased.len() == word.len()
            {
                reading.replace_range(word.start..word.end, &recased);
            }
        }
    }
    Some(reading)
}

impl<'d> Body<'d> {
    fn read(text: &'d str, lines: &[Span]) -> Self {
        let mut body = Body::default();
        for line in lines {
            let mut starts = true;
            for word in words(*line, text) {
                let word = word.of(text);
                if word.starts_with(char::is_lowercase) {
                    body.lower.insert(word);
                } else if !starts && word.starts_with(char::is_uppercase) {
                    body.capitalized.insert(word);
                }
                starts = false;
            }
        }
        body
    }
}

/// Walks the runs of letters of a line; an apostrophe and a period between letters belong to them ("U.S.").
fn words(line: Span, text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut rest = line;
    std::iter::from_fn(move || {
        let here = rest.of(text);
        let start = rest.start + here.find(char::is_alphabetic)?;
        let run = &text[start..rest.end];
        let end = start + run.find(|c: char| !(c.is_alphabetic() || matches!(c, '.'))).unwrap_or(run.len());
        rest.start = end;
        Some(Span::new(start, end))
    })
}

/// Says whether nearly every longer word of a line is capitalized, and it does not end as a sentence does.
fn is_headline(line: &str) -> bool {
    if line.len() > LONGEST || line.ends_with(['.', '!', ':', ';', '"', '”']) {
        return false;
    }
    let longer = words(Span::new(0, line.len()), line).map(|w| w.of(line)).filter(|w| w.chars().count() > 3);
    let (mut all, mut capitalized) = (0, 0);
    for word in longer {
        all += 1;
        capitalized += usize::from(word.starts_with(char::is_uppercase));
    }
    all >= FEWEST && capitalized as f32 >= CAPITALIZED * all as f32
}

/// Finds the words of a headline that are written otherwise in a sentence.
fn recased_words(
    line: Span,
    text: &str,
    catalog: &Catalog,
    body: &Body<'_>,
    is_common: &impl Fn(&str) -> bool,
) -> Vec<(Span, String)> {
    let all: Vec<Span> = words(line, text).collect();
    let texts: Vec<&str> = all.iter().map(|w| w.of(text)).collect();
    let loud = texts.iter().filter(|w| w.len() > 3).all(|w| !w.contains(char::is_lowercase));
    let mut found = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let ahead = &texts[at..texts.len().min(at + 8)];
        let named = catalog.longest_match(ahead).filter(|(n, readings)| *n > 1 || readings.iter().any(|r| !r.weak));
        if let Some((length, readings)) = named {
            let letters = readings
                .iter()
                .any(|r| r.kind == AliasKind::Acronym || r.kind == AliasKind::Name && texts[at].len() <= 3);
            if loud && !letters {
                found.extend((at..at + length).map(|k| (all[k], capitalized(texts[k]))));
            }
            at += length.max(1);
            continue;
        }
        let (word, lower) = (texts[at], texts[at].to_lowercase());
        let acronym = !loud && word.len() > 1 && !word.contains(char::is_lowercase);
        let named = body.capitalized.contains(word) && !body.lower.contains(lower.as_str());
        let common = body.lower.contains(lower.as_str()) || is_common(&lower) || is_function_word(&lower);
        if common && !named && !acronym && (at > 0 || loud) {
            found.push((all[at], if at == 0 { capitalized(word) } else { lower }));
        } else if loud {
            found.push((all[at], capitalized(word)));
        }
        at += 1;
    }
    found
}

/// Upper case for the first letter, lower case for the rest.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next();
    first.into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
}

/// Words of grammar (`data/actors/function-words.tsv`).
pub(in crate::actors) fn is_function_word(lower: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let lines = include_str!("../../data/actors/function-words.tsv").lines();
        lines.filter(|line| !line.starts_with('#') && *line != "word").collect()
    });
    WORDS.contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let catalog = Catalog::builtin().expect("the built-in tables");
        let common = [
            "threatens",
            "talks",
            "over",
            "with",
            "assault",
            "says",
            "rejects",
            "offer",
            "as",
            "grow",
            "tensions",
            "party",
        ];
        let document = Document::new("case", text);
        let reading = sentence_case(&document, &catalog, |word| common.contains(&word));
        assert_eq!(reading.as_deref().unwrap_or(text), expected);
    }

    #[test]
    fn a_headline_keeps_its_names() {
        check(
            "US Threatens Talks With Russia Over Aleppo Assault",
            "US threatens talks with Russia over Aleppo assault",
        );
        check("Iran Rejects White House Offer as Tensions Grow", "Iran rejects White House offer as tensions grow");
        check("RUSSIA REJECTS NATO OFFER", "Russia rejects NATO offer");
    }

    #[test]
    fn the_body_decides_for_words_that_are_both() {
        check(
            "Bekele Rejects Offer From Party\n\nThe premier, Bekele, said no to the party.",
            "Bekele rejects offer from party\n\nThe premier, Bekele, said no to the party.",
        );
        check(
            "Tensions Grow Over Unity Talks\n\nThe new Unity was seen.",
            "Tensions grow over Unity talks\n\nThe new Unity was seen.",
        );
    }

    #[test]
    fn ordinary_lines_are_left_alone() {
        check(
            "Foreign Minister Sergey Lavrov met John Kerry in Geneva on Monday to talk about Syria.",
            "Foreign Minister Sergey Lavrov met John Kerry in Geneva on Monday to talk about Syria.",
        );
        check("John Kerry", "John Kerry");
        check("", "");
    }
}
