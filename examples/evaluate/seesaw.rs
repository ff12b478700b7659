//! Directed praise and blame between the named actors of an article, sentence by sentence.
//!
//! The whole article is read as one document, one sentence a line; a relation counts for the sentence that states it.

use std::collections::BTreeSet;
use std::path::Path;

use demarche::{Demarche, Document, Span};
use jiff::civil::Date;
use serde::Deserialize;

use crate::data::read_lines;
use crate::extract::sentences_of;
use crate::reading::Reading;
use crate::report::{Counts, Figure, Value};
use crate::spans::{WORDS, events, listed, words};
use crate::task::{Result, Scored, Task};

pub struct Article {
    id: String,
    title: String,
    date: Option<Date>,
    /// The sentences, each on a line of its own.
    text: String,
    /// The place of each sentence in the text, and its id.
    sentences: Vec<(String, Span)>,
    /// People, organizations and countries by their canonical names.
    named: Vec<String>,
    /// Of each sentence: who praises (`pos`) or blames (`neg`) whom.
    stances: Vec<BTreeSet<Stance>>,
}

/// Source, sentiment, target.
type Stance = (String, String, String);

#[derive(Deserialize)]
struct Record {
    id: String,
    title: String,
    date: String,
    entities: Vec<EntityRecord>,
    sentences: Vec<SentenceRecord>,
}

#[derive(Deserialize)]
struct EntityRecord {
    name: String,
    types: Vec<String>,
}

#[derive(Deserialize)]
struct SentenceRecord {
    id: usize,
    text: String,
    stances: Vec<StanceRecord>,
}

#[derive(Deserialize)]
struct StanceRecord {
    subject: String,
    sentiment: String,
    object: String,
}

impl From<Record> for Article {
    fn from(record: Record) -> Self {
        let is_actor = |entity: &EntityRecord| {
            entity.types.iter().any(|kind| matches!(kind.as_str(), "People" | "Organization" | "GPE"))
        };
        let named: Vec<String> =
            record.entities.into_iter().filter(|entity| is_actor(entity)).map(|entity| entity.name).collect();
        let (mut text, mut sentences, mut stances) = (String::new(), Vec::new(), Vec::new());
        for sentence in record.sentences {
            let start = text.len();
            text.push_str(&sentence.text);
            sentences.push((format!("{}#{}", record.id, sentence.id), Span::new(start, text.len())));
            text.push('\n');
            let stance = |stance: StanceRecord| {
                let sentiment = stance.sentiment.to_lowercase().chars().take(3).collect();
                (stance.subject, sentiment, stance.object)
            };
            let known = |(subject, _, object): &Stance| named.contains(subject) && named.contains(object);
            stances.push(sentence.stances.into_iter().map(stance).filter(known).collect());
        }
        let date = record.date.parse().ok();
        Article { id: record.id, title: record.title, date, text, sentences, named, stances }
    }
}

/// Gives the words of a name by which it is compared.
fn name_words(name: &str) -> Vec<String> {
    words(&name.to_lowercase())
        .filter(|word| !listed(&WORDS.stop, word) && !listed(&WORDS.forms_of_address, word))
        .map(String::from)
        .collect()
}

/// Two names are the same when their words are, or when they share the last word and one holds all words of the other.
fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (name_words(a), name_words(b));
    let within = |part: &[String], whole: &[String]| part.iter().all(|word| whole.contains(word));
    match (a.last(), b.last()) {
        (Some(last_a), Some(last_b)) => a == b || last_a == last_b && (within(&a, &b) || within(&b, &a)),
        _ => false,
    }
}

/// Gives the stances that a sentence's reading holds, in canonical names.
fn stances(named: &[String], reading: &Reading) -> BTreeSet<Stance> {
    let find = |id: &Option<String>| {
        let actor = reading.actors.iter().rev().find(|actor| Some(&actor.id) == id.as_ref())?;
        let names = || [&actor.name].into_iter().chain(&actor.aliases);
        named.iter().find(|name| names().any(|other| same_name(name, other)))
    };
    let stance = |found: crate::spans::Found<'_>| {
        let sentiment = found.event.sentiment()?;
        let (source, target) = (find(&found.relation.source.actor)?, find(&found.relation.target.actor)?);
        (source != target).then(|| (source.clone(), sentiment.to_owned(), target.clone()))
    };
    events(reading).into_iter().filter_map(stance).collect()
}

pub struct Seesaw;

impl Task for Seesaw {
    type Item = Article;
    const NAME: &'static str = "seesaw";
    const TITLE: &'static str = "directed praise and blame between an article's named actors";
    const KNOWN: &'static str = "0.841 published with the pair given; none end to end";

    fn load(data: &Path) -> Result<Vec<Article>> {
        let records: Vec<Record> = read_lines(&data.join("dev/seesaw/dev.jsonl"))?;
        Ok(records.into_iter().map(Article::from).collect())
    }

    fn id(item: &Article) -> &str {
        &item.id
    }

    fn texts(item: &Article) -> Vec<(String, &str)> {
        item.sentences.iter().map(|(id, span)| (id.clone(), span.of(&item.text))).collect()
    }

    fn extract(demarche: &Demarche, item: &Article) -> Result<Vec<Reading>> {
        let mut document = Document::new(&item.id, &item.text);
        document.title = Some(item.title.clone());
        document.date = item.date;
        let extraction = demarche.extract_document(&document);
        Ok(sentences_of(&extraction, item.sentences.iter().map(|(_, place)| *place)))
    }

    fn score(scored: &[Scored<'_, Article>]) -> Vec<Figure> {
        let mut counts = Counts::default();
        for scored in scored {
            for (want, reading) in scored.item.stances.iter().zip(scored.readings) {
                let got = stances(&scored.item.named, reading);
                let right = want.intersection(&got).count();
                counts = counts + Counts { right, spurious: got.len() - right, missed: want.len() - right };
            }
        }
        vec![Figure::new("directed triples", Value::F1(counts, None))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_words() {
        for (a, b, same) in [
            ("Sen. Jane Doe", "Doe", true),
            ("Jane Doe", "Jane Mary Doe", true),
            ("Jane Doe", "John Doe", false),
            ("Doe Party", "Doe", false),
            ("the President", "President", false),
        ] {
            assert_eq!(same_name(a, b), same, "{a} / {b}");
        }
    }
}
