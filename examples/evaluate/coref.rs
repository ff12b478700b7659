//! Pronouns and descriptions of named people, organizations and places brought to the right actor.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use demarche::Span;
use serde::Deserialize;

use crate::data::{Joined, TokenRange, read_lines};
use crate::reading::{MentionRead, Reading};
use crate::report::{Counts, Figure, Value};
use crate::spans::{WORDS, listed, overlap};
use crate::task::{Result, Scored, Task};

/// A document with the mentions of actors that are named somewhere in it.
pub struct Text {
    id: String,
    text: String,
    mentions: Vec<GoldMention>,
}

struct GoldMention {
    span: Span,
    form: &'static str,
    cluster: String,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    tokens: Vec<String>,
    mentions: Vec<MentionRecord>,
}

#[derive(Deserialize)]
struct MentionRecord {
    cluster: String,
    #[serde(flatten)]
    place: TokenRange,
}

/// Tells name, description and pronoun apart: a name has a capital after its first word, or is one capitalized word.
fn form(tokens: &[String]) -> &'static str {
    match tokens {
        [only] if listed(&WORDS.pronouns, &only.to_lowercase()) => "pronoun",
        [only] if capital(only) => "name",
        [_, rest @ ..] if rest.iter().any(|token| capital(token)) => "name",
        _ => "nominal",
    }
}

fn capital(token: &str) -> bool {
    token.chars().next().is_some_and(char::is_uppercase)
}

impl TryFrom<Record> for Text {
    type Error = String;

    fn try_from(record: Record) -> std::result::Result<Self, String> {
        let joined = Joined::new(&record.tokens);
        let mut clusters: BTreeMap<String, (usize, Vec<GoldMention>)> = BTreeMap::new();
        for mention in record.mentions {
            let span = joined.span(&mention.place)?;
            let form = form(&record.tokens[mention.place.start_tok..mention.place.end_tok]);
            let order = clusters.len();
            let (_, mentions) = clusters.entry(mention.cluster.clone()).or_insert((order, Vec::new()));
            mentions.push(GoldMention { span, form, cluster: mention.cluster });
        }
        let mut named: Vec<(usize, Vec<GoldMention>)> =
            clusters.into_values().filter(|(_, all)| all.iter().any(|mention| mention.form == "name")).collect();
        named.sort_by_key(|(order, _)| *order);
        Ok(Text { id: record.id, text: joined.text, mentions: named.into_iter().flat_map(|(_, all)| all).collect() })
    }
}

/// Gives the cluster that each actor stands for: the one most of whose names it shares.
fn cluster_of<'t>(text: &'t Text, reading: &'t Reading) -> BTreeMap<&'t str, &'t str> {
    let mut votes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for gold in text.mentions.iter().filter(|mention| mention.form == "name") {
        for mention in reading.mentions.iter().filter(|mention| mention.form == "name") {
            if let Some(actor) = mention.actor.as_deref().filter(|_| overlap(&text.text, mention.span, gold.span)) {
                *votes.entry(actor).or_default().entry(&gold.cluster).or_default() += 1;
            }
        }
    }
    let winner = |votes: BTreeMap<&'t str, usize>| {
        // Of equals the first one: `max_by_key` would take the last.
        votes.into_iter().rev().max_by_key(|(_, n)| *n).map(|(cluster, _)| cluster)
    };
    votes.into_iter().filter_map(|(actor, votes)| Some((actor, winner(votes)?))).collect()
}

/// Two mentions are the same when they end alike or share more than half of the longer one.
fn same(text: &str, a: Span, b: Span) -> bool {
    let length = |start: usize, end: usize| text.get(start..end).map_or(0, |part| part.chars().count());
    let shared = length(a.start.max(b.start), a.end.min(b.end));
    a.end == b.end || 2 * shared > length(a.start, a.end).max(length(b.start, b.end))
}

/// Counts pronouns and descriptions of one document.
fn count(text: &Text, reading: &Reading) -> [Counts; 2] {
    let mut counts = [Counts::default(); 2];
    let slot = |form: &str| ["pronoun", "nominal"].iter().position(|known| *known == form);
    let clusters = cluster_of(text, reading);
    let open: Vec<&GoldMention> = text.mentions.iter().filter(|mention| mention.form != "name").collect();
    let mut found = vec![false; open.len()];
    let actor = |mention: &'_ MentionRead| mention.actor.clone().filter(|actor| !actor.is_empty());
    let named: BTreeSet<String> =
        reading.mentions.iter().filter(|mention| mention.form == "name").filter_map(actor).collect();
    // The corpus marks two relative pronouns of a hundred: ours are no answers to it.
    let is_relative = |span: Span| {
        let word = text.text.get(span.start..span.end).unwrap_or_default();
        listed(&WORDS.relatives, &word.to_lowercase())
    };
    for mention in reading.mentions.iter().filter(|mention| !is_relative(mention.span)) {
        let (Some(slot), Some(actor)) = (slot(&mention.form), actor(mention).filter(|actor| named.contains(actor)))
        else {
            continue;
        };
        let twin =
            |&i: &usize| !found[i] && open[i].form == mention.form && same(&text.text, mention.span, open[i].span);
        let twin = (0..open.len()).find(twin);
        match twin.filter(|&i| clusters.get(actor.as_str()) == Some(&open[i].cluster.as_str())) {
            Some(i) => {
                found[i] = true;
                counts[slot].right += 1;
            }
            None => counts[slot].spurious += 1,
        }
    }
    for (mention, _) in open.iter().zip(found).filter(|(_, found)| !found) {
        counts[usize::from(mention.form == "nominal")].missed += 1;
    }
    counts
}

pub struct Coref;

impl Task for Coref {
    type Item = Text;
    const NAME: &'static str = "coref";
    const TITLE: &'static str = "pronouns and descriptions brought to the right named actor";
    const KNOWN: &'static str = "the nearest name on given mentions: 0.23, pronouns 0.28";

    fn load(data: &Path) -> Result<Vec<Text>> {
        let records: Vec<Record> = read_lines(&data.join("dev/gum_actors/dev.jsonl"))?;
        Ok(records.into_iter().map(Text::try_from).collect::<std::result::Result<_, _>>()?)
    }

    fn id(item: &Text) -> &str {
        &item.id
    }

    fn texts(item: &Text) -> Vec<(String, &str)> {
        vec![(item.id.clone(), &item.text)]
    }

    fn score(scored: &[Scored<'_, Text>]) -> Vec<Figure> {
        let [pronoun, nominal] = scored.iter().fold([Counts::default(); 2], |[pronouns, nominals], scored| {
            let [pronoun, nominal] = count(scored.item, scored.reading());
            [pronouns + pronoun, nominals + nominal]
        });
        vec![
            Figure::new("both", Value::F1(pronoun + nominal, None)),
            Figure::new("pronouns", Value::F1(pronoun, None)),
            Figure::new("descriptions", Value::F1(nominal, None)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_gold_mentions() {
        for (tokens, expected) in [
            (&["He"][..], "pronoun"),
            (&["Peru"], "name"),
            (&["the", "Andean", "country"], "name"),
            (&["The", "country"], "nominal"),
            (&["country"], "nominal"),
        ] {
            let tokens: Vec<String> = tokens.iter().map(|token| token.to_string()).collect();
            assert_eq!(form(&tokens), expected, "{tokens:?}");
        }
    }

    #[test]
    fn mentions_are_the_same_by_end_or_by_most_of_it() {
        let text = "of the Élan";
        assert!(same(text, Span::new(0, 9), Span::new(6, 9)));
        assert!(same(text, Span::new(0, 6), Span::new(2, 7)));
        assert!(!same(text, Span::new(0, 6), Span::new(3, 9)));
        assert!(!same(text, Span::new(0, 3), Span::new(4, 6)), "they lie apart");
    }
}
