//! Actor phrases ("the French foreign minister"): which country, which sector.

use std::path::Path;

use demarche::{Demarche, Document};
use jiff::civil::Date;
use serde::Deserialize;

use crate::data::read_lines;
use crate::extract::phrase_of;
use crate::reading::Reading;
use crate::report::{Figure, Value};
use crate::task::{Result, Scored, Task};

#[derive(Deserialize)]
pub struct Phrase {
    id: String,
    kind: String,
    text: String,
    #[serde(deserialize_with = "day_or_none")]
    date: Option<Date>,
    expected: Expected,
}

#[derive(Deserialize)]
struct Expected {
    #[serde(alias = "cc")]
    country: Option<String>,
    code_1: Option<String>,
}

/// Reads a date, `2022-06-01` or `1 June 2022`; anything else counts as none.
fn day_or_none<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.and_then(|text| text.parse().or_else(|_| Date::strptime("%d %B %Y", &text)).ok()))
}

/// Gives how many were asked for, rightly answered and wrongly answered; no answer is neither.
fn answers<'s>(pairs: impl Iterator<Item = (Option<&'s String>, Option<&'s String>)>) -> (usize, usize, usize) {
    let (mut asked, mut right, mut wrong) = (0, 0, 0);
    for (gold, found) in pairs.filter_map(|(gold, found)| Some((gold.filter(|gold| !gold.is_empty())?, found))) {
        asked += 1;
        right += usize::from(found == Some(gold));
        wrong += usize::from(found.is_some_and(|found| !found.is_empty() && found != gold));
    }
    (asked, right, wrong)
}

pub struct Phrases;

impl Task for Phrases {
    type Item = Phrase;
    const NAME: &'static str = "phrases";
    const TITLE: &'static str = "country and sector of actor phrases";

    fn load(data: &Path) -> Result<Vec<Phrase>> {
        let phrases: Vec<Phrase> = read_lines(&data.join("dev/actor_phrases/dev.jsonl"))?;
        Ok(phrases
            .into_iter()
            .filter(|phrase| matches!(phrase.kind.as_str(), "agent_to_code" | "search_nat"))
            .collect())
    }

    fn id(item: &Phrase) -> &str {
        &item.id
    }

    fn texts(item: &Phrase) -> Vec<(String, &str)> {
        vec![(item.id.clone(), &item.text)]
    }

    fn extract(demarche: &Demarche, item: &Phrase) -> Result<Vec<Reading>> {
        let mut document = Document::new(&item.id, &item.text);
        document.date = item.date;
        Ok(vec![phrase_of(&demarche.extract_document(&document))])
    }

    fn score(scored: &[Scored<'_, Phrase>]) -> Vec<Figure> {
        let country =
            |scored: &'_ Scored<'_, Phrase>| (scored.item.expected.country.clone(), scored.reading().country.clone());
        let sector =
            |scored: &'_ Scored<'_, Phrase>| (scored.item.expected.code_1.clone(), scored.reading().sector.clone());
        let mut figures = Vec::new();
        for (name, pairs) in [
            ("country", scored.iter().map(country).collect::<Vec<_>>()),
            ("sector", scored.iter().map(sector).collect::<Vec<_>>()),
        ] {
            let (asked, right, wrong) = answers(pairs.iter().map(|(gold, found)| (gold.as_ref(), found.as_ref())));
            figures.push(Figure::new(format!("{name} right"), Value::Share(right, asked)));
            figures.push(Figure::new(format!("{name} wrong answers"), Value::Count(wrong)));
        }
        figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_answer_is_not_a_wrong_one() {
        let (peru, mali, none) = ("PER".to_owned(), "MLI".to_owned(), String::new());
        let pairs = [
            (Some(&peru), Some(&peru)),
            (Some(&peru), Some(&mali)),
            (Some(&peru), None),
            (Some(&none), Some(&mali)),
            (None, Some(&mali)),
        ];
        assert_eq!(answers(pairs.into_iter()), (3, 1, 1));
    }
}
