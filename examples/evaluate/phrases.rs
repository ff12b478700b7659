//! Actor phrases ("the French foreign minister"): which country, which sector.

use std::fmt::Write as _;
use std::path::Path;

use demarche::actors::Affiliation;
use demarche::{Demarche, Document};
use jiff::civil::Date;
use serde::Deserialize;

use crate::data::read_lines;
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

/// Breakaway states that the set codes under the state they broke from, as partially recognized.
const PARTIALLY_RECOGNIZED: [&str; 8] = ["ABK", "DPR", "LPR", "NCY", "NKR", "OSS", "SML", "TRN"];

/// Reads a phrase and brings the answer into the codes of the set.
fn phrase_of(demarche: &Demarche, document: &Document) -> Result<Reading> {
    let Affiliation { country, sector } = demarche.affiliation(document);
    let catalog = demarche.catalog();
    let mut reading = Reading { country, sector, ..Reading::default() };
    let parent = |id: &str| catalog.actor(id).and_then(|actor| actor.parent.as_deref());
    if let Some(code) = reading.country.as_deref().filter(|code| PARTIALLY_RECOGNIZED.contains(code)) {
        reading.country = parent(&format!("state:{code}")).and_then(|id| id.strip_prefix("state:")).map(str::to_owned);
        if reading.sector.as_deref() == Some("GOV") {
            reading.sector = Some("PRE".to_owned());
        }
    } else if reading.country.is_none() {
        reading.country = demarche.extract_document(document).cast.actors.iter().find_map(|actor| {
            let chain = || std::iter::successors(Some(&*actor.id), |id| parent(id));
            let international =
                || chain().any(|id| catalog.actor(id).is_some_and(|body| body.sector.as_deref() == Some("IGO")));
            let code = match chain().last() {
                Some("org:un") => "UNO",
                Some("org:eu") => "EUR",
                _ if international() => "IGO",
                _ => return None,
            };
            Some(code.to_owned())
        });
    }
    Ok(reading)
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
        Ok(vec![phrase_of(demarche, &document)?])
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

    fn errors(scored: &[Scored<'_, Phrase>]) -> String {
        let mut out = String::new();
        for scored in scored {
            let (item, reading) = (scored.item, scored.reading());
            let differs = |gold: &Option<String>, found: &Option<String>| {
                gold.as_ref().is_some_and(|gold| !gold.is_empty() && found.as_ref() != Some(gold))
            };
            let Expected { country, code_1 } = &item.expected;
            if differs(country, &reading.country) || differs(code_1, &reading.sector) {
                let show = |code: &Option<String>| code.clone().unwrap_or_default();
                let (want, got) = ((show(country), show(code_1)), (show(&reading.country), show(&reading.sector)));
                writeln!(out, "{:4}{:4} {:4}{:4} {}", want.0, want.1, got.0, got.1, item.text)
                    .expect("a String takes everything");
            }
        }
        out
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
