//! Other words for a person whom the text has just named: "Rubio spoke in Iowa. The Florida Republican said ...".
//!
//! Reads: `data/actors/epithets.tsv`, built in; the persons of the two sentences before. Gives: the one who is spoken of there.
//! Does not: know who holds which office (`offices`), or who bears a title (`descriptions`); those come first.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::draft::Draft;
use super::super::page::Page;
use super::super::roster::Roster;
use super::super::words::gender_of;
use super::descriptions::{Phrase, only};
use super::history::Entry;
use super::offices::Wanted;
use super::{Seen, link};
use crate::actors::catalog::table;
use crate::actors::{ActorKind, CatalogError, Form, Gender};
use crate::nlp::{Dep, Tag};

/// How sure it is that the subject of the sentence before is meant, and that the only person there is.
const SUBJECT: f32 = 0.6;
const ONLY: f32 = 0.5;
/// How many sentences back whoever is meant was named.
const REACH: usize = 2;

/// What must stand before a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Alone,
    Beside,
    Party,
}

/// The table.
struct Epithets {
    nouns: HashMap<&'static str, (Use, Option<Gender>)>,
    apart: HashSet<&'static str>,
}

static BUILTIN: LazyLock<Epithets> = LazyLock::new(|| Epithets::read().expect("a test reads the built-in table"));

impl Epithets {
    fn read() -> Result<Self, CatalogError> {
        let mut read = Epithets { nouns: HashMap::new(), apart: HashSet::new() };
        let text = include_str!("../../../../data/actors/epithets.tsv");
        for (row, noun) in table::each_word("epithets.tsv", text, ["use", "gender", "nouns"])? {
            let [usage, gender, _] = row.cells;
            let known = gender_of(gender);
            let gender = if gender.is_empty() { None } else { Some(known.ok_or_else(|| row.bad("gender", gender))?) };
            let usage = match usage {
                "alone" => Use::Alone,
                "beside" => Use::Beside,
                "party" => Use::Party,
                "apart" => {
                    read.apart.insert(noun);
                    continue;
                }
                _ => return Err(row.bad("use of a noun", usage)),
            };
            if read.nouns.insert(noun, (usage, gender)).is_some() {
                return Err(row.bad("new noun", noun));
            }
        }
        Ok(read)
    }
}

/// Links a definite phrase in the singular to the person that it takes up; `name` stands in it or before it. Cost: linear in the
/// sentence.
pub(super) fn find<'c>(
    seen: Seen<'_, 'c, '_>,
    roster: &Roster,
    phrase: &Phrase,
    name: Option<usize>,
) -> Option<Draft<'c>> {
    let Seen { page, history, nouns, cover, drafts } = seen;
    let lemma = noun_of(page, phrase);
    let &(usage, gender) = BUILTIN.nouns.get(lemma.as_str())?;
    let one = phrase.definite && !phrase.plural;
    if !one || usage != Use::Alone && name.is_none() || !stands_for_somebody(page, phrase) {
        return None;
    }
    let sentence = page.sentence_start(phrase.head)..page.sentence_end(phrase.head);
    let here: HashSet<usize> = sentence
        .filter_map(|token| cover.at(token))
        .filter_map(|k| drafts.get(k))
        .flat_map(|draft| draft.actors.iter().copied())
        .collect();
    let of = name.and_then(|k| roster.get(*drafts.get(k)?.actors.first()?));
    let wanted = Wanted { title: &lemma, of, former: false };
    let land = of.and_then(|body| body.country.as_deref());
    let others = BUILTIN.nouns.iter().filter(|(noun, (other, _))| *other == Use::Party && **noun != lemma);
    let bears = |title: &str, actor: usize| nouns.titles.get(title).is_some_and(|bearers| bearers.contains(&actor));
    let of_others = |actor: usize| usage == Use::Party && others.clone().any(|(noun, _)| bears(noun, actor));
    let fits = |entry: &&Entry| {
        let &[actor] = entry.actors.as_slice() else { return false };
        let country = roster.get(actor).and_then(|actor| actor.country.as_deref());
        entry.kind == ActorKind::Person
            && !here.contains(&actor)
            && (gender.is_none() || entry.gender.is_none() || entry.gender == gender)
            && (land.is_none() || country.is_none() || land == country)
            && !of_others(actor)
            && !(of.is_some() && nouns.offices.is_elsewhere(page, roster, &wanted, actor))
    };
    let at = page.parsed.sentence_of(phrase.head);
    let near: Vec<&Entry> =
        history.recent(page, phrase.head, REACH).filter(|entry| entry.sentence < at).filter(fits).collect();
    let bearer = |entry: &&&Entry| entry.actors.iter().any(|&actor| bears(&lemma, actor));
    let bearers: Vec<&Entry> = near.iter().filter(bearer).copied().collect();
    let (actor, confidence) = choose(page, if bearers.is_empty() { &near } else { &bearers })?;
    let tokens = phrase.tokens.clone();
    Some(link(tokens, phrase.head, ActorKind::Person, Form::Nominal, vec![actor], confidence, "epithet"))
}

/// The noun, with what a hyphen joins to it: "front-runner".
fn noun_of(page: &Page<'_, '_>, phrase: &Phrase) -> String {
    let lemma = page.lemma(phrase.head).to_lowercase();
    match phrase.head.checked_sub(2) {
        Some(first) if page.text(first + 1) == "-" && phrase.tokens.contains(&first) => {
            format!("{}-{lemma}", page.norm(first))
        }
        _ => lemma,
    }
}

/// A phrase that takes up somebody is an end of its clause, tells no more of him, and does not set him apart from others.
fn stands_for_somebody(page: &Page<'_, '_>, phrase: &Phrase) -> bool {
    let more = [Dep::Relcl, Dep::Appos, Dep::Acl, Dep::Conj];
    let apart =
        |i: usize| BUILTIN.apart.contains(page.norm(i)) || matches!(page.tag(i), Some(Tag::Jjs | Tag::Rbs | Tag::Cd));
    page.takes_part(phrase.head)
        && !more.iter().any(|&dep| page.parsed.child(phrase.head, dep).is_some())
        && !phrase.tokens.clone().any(apart)
        && !matches!(page.norm(phrase.head + 1), "of" | "who" | "whose" | "from" | "in")
}

/// Whoever the last sentence is about, else the only person in it.
fn choose(page: &Page<'_, '_>, near: &[&Entry]) -> Option<(usize, f32)> {
    let latest = near.first()?.sentence;
    let last = || near.iter().filter(|entry| entry.sentence == latest);
    let subject = |entry: &Entry| {
        let up = |at: &usize| (page.dep(*at) == Some(Dep::Conj)).then(|| page.head(*at));
        let first = std::iter::successors(Some(entry.head), up).take(4).last().unwrap_or(entry.head);
        page.is_subject(first).then_some(page.head(first))
    };
    let leads = |entry: &&&Entry| subject(entry).is_some_and(|verb| page.dep(verb) == Some(Dep::Root));
    let found =
        only(last().filter(leads).copied()).or_else(|| only(last().filter(|entry| subject(entry).is_some()).copied()));
    found.map(|actor| (actor, SUBJECT)).or_else(|| Some((only(last().copied())?, ONLY)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let read = Epithets::read().expect("every row has a known use");
        assert!(read.nouns.contains_key("republican") && read.apart.contains("other"));
    }
}
