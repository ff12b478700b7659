//! Names of the ICEWS14 graph: to which country each belongs, weighted by how often events mention it.
//!
//! Named actors only. A name with a bracket ("Police (Kenya)") is a role, and left out, unless its last word is one of
//! `party_nouns` of `words.toml` and no title or body of the catalog is called so ("Democratic Party (Kenya)").
//! The bracket is stripped, and the name alone is read as a document of the year of the graph.
//!
//! The right country is known where there was a bracket, and where the name is itself one that stands in brackets and is
//! a state. The graph tells no country of its people and organizations: for those the figures only say how many are linked,
//! and `--list` names them by country, for the eye.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::LazyLock;

use demarche::actors::{Actor, ActorKind, Catalog};
use demarche::{Demarche, Document, Span};
use serde::Deserialize;

use crate::reading::Reading;
use crate::report::{Figure, Value};
use crate::spans::{WORDS, listed};
use crate::task::{Result, Scored, Task};

/// The graph is of this year.
const DAY: jiff::civil::Date = jiff::civil::date(2014, 7, 1);

#[derive(Deserialize)]
struct Node {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Event {
    src: String,
    dst: String,
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::builtin().expect("a test reads the built-in tables"));

/// A named actor of the graph.
pub struct Name {
    id: String,
    name: String,
    mentions: usize,
    /// ISO alpha-3 code, where the graph tells it.
    country: Option<String>,
}

/// What became of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Right,
    Wrong,
    /// Linked to an actor of the catalog; nothing says whether rightly.
    Linked,
    Open,
}

fn outcome(name: &Name, reading: &Reading) -> Outcome {
    match (&name.country, &reading.country) {
        (Some(known), Some(found)) if known == found => Outcome::Right,
        (Some(_), Some(_)) => Outcome::Wrong,
        (None, _) if reading.sector.is_some() || reading.country.is_some() => Outcome::Linked,
        _ => Outcome::Open,
    }
}

pub struct Icews;

impl Task for Icews {
    type Item = Name;
    const NAME: &'static str = "icews";
    const TITLE: &'static str = "countries of names in events of 2014, by mentions";

    fn load(data: &Path) -> Result<Vec<Name>> {
        let folder = data.join("bench/icews");
        let mut mentions: HashMap<String, usize> = HashMap::new();
        for event in rows::<Event>(&folder.join("events.csv"))? {
            *mentions.entry(event.src).or_default() += 1;
            *mentions.entry(event.dst).or_default() += 1;
        }
        let nodes: Vec<Node> = rows(&folder.join("nodes.csv"))?;
        let brackets: BTreeSet<&str> = nodes.iter().filter_map(|node| bracket(&node.name)).map(|(_, b)| b).collect();
        let name = |node: &Node| {
            let (name, country) = match bracket(&node.name) {
                Some((name, _)) if !is_named(name) => return None,
                Some((name, country)) => (name, state(country)),
                None if brackets.contains(node.name.as_str()) => (node.name.as_str(), state(&node.name)),
                None => (node.name.as_str(), None),
            };
            let mentions = mentions.get(&node.id).copied().unwrap_or(0);
            Some(Name { id: format!("icews-{}", node.id), name: name.to_owned(), mentions, country })
        };
        Ok(nodes.iter().filter_map(name).collect())
    }

    fn id(item: &Name) -> &str {
        &item.id
    }

    fn texts(item: &Name) -> Vec<(String, &str)> {
        vec![(item.id.clone(), &item.name)]
    }

    fn extract(demarche: &Demarche, item: &Name) -> Result<Vec<Reading>> {
        let mut document = Document::new(&item.id, &item.name);
        document.date = Some(DAY);
        let whole = Span::new(0, item.name.len());
        let cast = demarche.extract_given(&document, &[whole]).cast;
        let actor = cast.mentions.first().and_then(|mention| cast.actors.get(*mention.actors.first()?));
        Ok(vec![Reading {
            country: actor.and_then(|actor| actor.country.clone()),
            sector: actor.and_then(|actor| actor.sector.clone().or_else(|| place(actor))),
            ..Reading::default()
        }])
    }

    fn score(scored: &[Scored<'_, Name>]) -> Vec<Figure> {
        let count = |fits: &dyn Fn(&Name, Outcome) -> bool| -> usize {
            let fitting = scored.iter().filter(|one| fits(one.item, outcome(one.item, one.reading())));
            fitting.map(|one| one.item.mentions).sum()
        };
        let known = count(&|name, _| name.country.is_some());
        let other = count(&|name, _| name.country.is_none());
        let of = |wanted: Outcome| count(&|_, outcome| outcome == wanted);
        let figure = |name: &str, n, of| Figure::new(name.to_owned(), Value::Share(n, of));
        vec![
            figure("right, of those whose country is told", of(Outcome::Right), known),
            figure("wrong, of those whose country is told", of(Outcome::Wrong), known),
            figure("linked, of the other names", of(Outcome::Linked), other),
            figure("right or linked", of(Outcome::Right) + of(Outcome::Linked), known + other),
            figure("wrong", of(Outcome::Wrong), known + other),
        ]
    }

    fn errors(scored: &[Scored<'_, Name>]) -> String {
        let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut sorted: Vec<_> = scored.iter().collect();
        sorted.sort_by_key(|one| (std::cmp::Reverse(one.item.mentions), one.item.id.as_str()));
        for Scored { item, readings } in sorted {
            let country = readings[0].country.as_deref().unwrap_or("-");
            let group = match outcome(item, &readings[0]) {
                Outcome::Right => continue,
                Outcome::Wrong => "wrong",
                Outcome::Linked => "linked",
                Outcome::Open => "open",
            };
            groups.entry(group).or_default().push(format!("{group}\t{}\t{}\t{country}\n", item.mentions, item.name));
        }
        groups.into_values().flatten().collect()
    }
}

/// Says of a place of the catalog that it is one: regions have no country.
fn place(actor: &Actor) -> Option<String> {
    (actor.kind == ActorKind::Place && CATALOG.actor(&actor.id).is_some()).then(|| "place".to_owned())
}

fn rows<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>> {
    let mut reader =
        csv::Reader::from_path(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    reader.deserialize().map(|row| Ok(row?)).collect()
}

/// Splits "Police (Kenya)".
fn bracket(name: &str) -> Option<(&str, &str)> {
    name.strip_suffix(')')?.rsplit_once(" (")
}

/// Whether the part before a bracket is a name.
fn is_named(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(' ').collect();
    let is_role = CATALOG.body(&lower).is_some() || CATALOG.title(&words).is_some_and(|(n, _)| n == words.len());
    words.len() > 1 && words.last().is_some_and(|last| listed(&WORDS.party_nouns, last)) && !is_role
}

/// Code of the state of this name; "Palestinian Territory, Occupied" is turned about.
fn state(name: &str) -> Option<String> {
    let turned = name.split_once(", ").map_or(name.to_owned(), |(last, first)| format!("{first} {last}"));
    let readings = [name, turned.as_str()].map(|name| CATALOG.lookup(name));
    let state = readings.into_iter().flatten().find(|reading| reading.actor.kind == ActorKind::State);
    state.and_then(|reading| reading.actor.country.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_no_names() {
        for (name, named) in [
            ("Democratic Party", true),
            ("National Alliance", true),
            ("Police", false),
            ("Court Judge", false),
            ("Ruling Party", false),
            ("Party", false),
        ] {
            assert_eq!(is_named(name), named, "{name}");
        }
    }

    #[test]
    fn brackets_name_states() {
        assert_eq!(bracket("Police (Kenya)"), Some(("Police", "Kenya")));
        assert_eq!(bracket("Kenya"), None);
        assert_eq!(state("Palestinian Territory, Occupied").as_deref(), Some("PSE"));
        assert_eq!(state("Hamas"), None);
    }
}
