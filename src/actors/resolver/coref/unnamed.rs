//! Bodies and officers that a text speaks of without ever naming them: "the port authority", "the firefighters' union", "the
//! governor".
//!
//! Reads: `data/actors/unnamed.tsv`, built in; whom the text has named lately. Gives: an actor of the document's own.
//! How: nobody who stands before may be meant: a body may be any of its sector or of none, an officer anybody of whom an earlier
//! sentence does not say what office he holds. What the same verb joins with the noun is somebody else.
//! Does not: take up who is named (`descriptions`, `epithets`); those come first.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::super::draft::{Cover, Draft};
use super::super::page::Page;
use super::super::roster::Roster;
use super::descriptions::Phrase;
use super::history::Entry;
use super::{Seen, link};
use crate::actors::catalog::table;
use crate::actors::{ActorKind, CatalogError, Form};
use crate::nlp::{Dep, Tag};

/// How many sentences back somebody may be named who is meant.
const REACH: usize = 4;
/// How sure such an actor is.
const SURE: f32 = 0.55;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Body,
    Part,
    Office,
    Idle,
}

/// The table: uses and sectors by noun.
struct Unnamed {
    nouns: HashMap<String, (Use, &'static str)>,
    /// Last words of titles.
    endings: Vec<String>,
    /// Bodies whose complement is part of the name.
    whole: HashSet<&'static str>,
}

static BUILTIN: LazyLock<Unnamed> = LazyLock::new(|| Unnamed::read().expect("a test reads the built-in table"));

impl Unnamed {
    fn read() -> Result<Self, CatalogError> {
        let mut read = Unnamed { nouns: HashMap::new(), endings: Vec::new(), whole: HashSet::new() };
        let text = include_str!("../../../../data/actors/unnamed.tsv");
        for (row, noun) in table::each_word("unnamed.tsv", text, ["use", "sector", "nouns"])? {
            let [usage, sector, _] = row.cells;
            let usage = match usage {
                "body" => Use::Body,
                "part" => Use::Part,
                "office" => Use::Office,
                "none" | "before" => Use::Idle,
                "whole" => {
                    read.whole.insert(noun);
                    continue;
                }
                _ => return Err(row.bad("use of a noun", usage)),
            };
            let words = noun.replace('-', " ");
            if let Some(ending) = words.strip_prefix(' ').filter(|_| usage == Use::Office) {
                read.endings.push(ending.to_owned());
            } else if read.nouns.insert(words, (usage, sector)).is_some() {
                return Err(row.bad("new noun", noun));
            }
        }
        Ok(read)
    }

    fn is_office(&self, title: &str) -> bool {
        let title = &*title.replace('-', " ");
        let ends = |ending: &String| title.strip_suffix(ending.as_str()).is_some_and(|rest| rest.ends_with(' '));
        self.nouns.get(title).is_some_and(|(usage, _)| *usage == Use::Office) || self.endings.iter().any(ends)
    }

    /// "health" + "commissioner"
    fn is_ending(&self, title: &str) -> bool {
        self.endings.iter().any(|ending| title.rsplit(' ').next() == Some(ending))
    }

    fn is_idle(&self, word: &str) -> bool {
        self.nouns.get(word).is_some_and(|(usage, _)| *usage == Use::Idle)
    }
}

/// The body or officer of a phrase. Cost: a look-up; for a noun of the table a look back over a bounded window.
pub(super) fn find<'c>(seen: Seen<'_, 'c, '_>, roster: &mut Roster, phrase: &Phrase) -> Option<Draft<'c>> {
    if phrase.plural || phrase.indefinite {
        return None;
    }
    let body = body(seen, roster, phrase).filter(|_| acts(seen.page, phrase.head, false));
    let (actor, kind, tokens) = body.or_else(|| officer(seen, roster, phrase))?;
    Some(link(tokens, phrase.head, kind, Form::Nominal, vec![actor], SURE, "unnamed"))
}

/// Whether a title is one of the table.
pub(super) fn is_office(title: &str) -> bool {
    BUILTIN.is_office(title)
}

/// The actor, what it is, and the tokens that say so.
type Found = (usize, ActorKind, Range<usize>);

fn body(seen: Seen<'_, '_, '_>, roster: &mut Roster, phrase: &Phrase) -> Option<Found> {
    let Seen { page, history, cover, .. } = seen;
    let lemma = page.lemma(phrase.head);
    let owner = owner(page, cover, phrase);
    let before = phrase.tokens.start.checked_sub(1).filter(|&i| i >= page.sentence_start(phrase.head));
    let is_somebodys = before.is_some_and(|i| page.tag(i) == Some(Tag::PrpPoss));
    if owner.is_none() && !phrase.definite && !is_somebodys {
        return None;
    }
    let end = complement(page, cover, phrase)?;
    let joined = if end == phrase.head + 1 {
        None
    } else {
        let behind = page.span_text(phrase.head + 1..end).to_lowercase();
        let joined = BUILTIN.nouns.get(&format!("{lemma} {behind}"));
        if joined.is_none() && !BUILTIN.whole.contains(&*lemma) {
            return None;
        }
        joined
    };
    let before = phrase.head.checked_sub(1).filter(|i| phrase.tokens.contains(i));
    let joined = joined.or_else(|| BUILTIN.nouns.get(&format!("{} {lemma}", page.norm(before?))));
    let (usage, sector) = *joined.or_else(|| BUILTIN.nouns.get(&*lemma))?;
    let mut start = phrase.tokens.start;
    while start < phrase.head && (BUILTIN.is_idle(page.norm(start)) || page.tag(start) == Some(Tag::Cd)) {
        start += 1;
    }
    let several = owner.clone().filter(|owner| page.is_plural(owner.end - 1));
    let start = several.map_or(start, |owner| owner.start);
    let bare = start == phrase.head && end == phrase.head + 1;
    // "the newspaper Opinar", "the Trump campaign"
    if (start..=end)
        .any(|i| cover.at(i).is_some() && page.parsed.sentence_of(i) == page.parsed.sentence_of(phrase.head))
    {
        return None;
    }
    let fits = match usage {
        Use::Body => !bare || owner.is_some() || acts(page, phrase.head, true),
        Use::Part => !bare || joined.is_some(),
        Use::Office | Use::Idle => false,
    };
    // "its council", "the town's council": whose it is says which.
    if !fits
        || owner.is_none()
            && history.recent(page, phrase.head, REACH).any(|entry| is_rival(page, roster, entry, phrase, sector))
    {
        return None;
    }
    let name = page.span_text(start..end);
    let actor = roster.unnamed(page, ActorKind::Organization, &name);
    if let Some(actor) = roster.actors.get_mut(actor) {
        actor.sector.get_or_insert_with(|| sector.to_owned());
    }
    Some((actor, ActorKind::Organization, start..end))
}

/// "the firefighters' union": the common noun whose it is.
fn owner(page: &Page<'_, '_>, cover: &Cover, phrase: &Phrase) -> Option<Range<usize>> {
    let mark = phrase.tokens.start.checked_sub(1).filter(|&i| page.is_possessive_mark(i))?;
    let floor = page.sentence_start(phrase.head);
    let mut start = mark;
    while start > floor && page.is_nominal(start - 1) && cover.at(start - 1).is_none() {
        start -= 1;
    }
    let the = start > floor && page.norm(start - 1) == "the";
    (the && start < mark && page.is_noun(mark - 1)).then_some(start..mark)
}

/// Where the name ends: "ministry of mines", "chamber of commerce"; nothing where the complement is no part of it.
fn complement(page: &Page<'_, '_>, cover: &Cover, phrase: &Phrase) -> Option<usize> {
    let of = phrase.head + 1;
    if !phrase.has_complement {
        return Some(of);
    }
    let mut end = of + 1;
    while end < of + 4 && (page.is_noun(end) || page.tag(end) == Some(Tag::Jj)) && cover.at(end).is_none() {
        end += 1;
    }
    (page.norm(of) == "of" && end > of + 1 && page.is_noun(end - 1)).then_some(end)
}

fn officer(seen: Seen<'_, '_, '_>, roster: &mut Roster, phrase: &Phrase) -> Option<Found> {
    let Seen { page, history, nouns, .. } = seen;
    let is_object = page.dep(phrase.head) == Some(Dep::Pobj);
    if !phrase.definite
        || !is_object && !acts(page, phrase.head, false)
        || phrase.has_complement
        || phrase.is_former(page)
    {
        return None;
    }
    let (title, range) = phrase.title_tokens(page)?;
    // "the governor", "the shipping minister"; no "brand ambassador"
    let noun = (phrase.tokens.start..range.start).find(|&i| page.is_noun(i));
    let fits = if noun.is_some() { BUILTIN.is_ending(&title.text) } else { BUILTIN.is_office(&title.text) };
    if !title.alone || !fits {
        return None;
    }
    let sentence = page.parsed.sentence_of(phrase.head);
    let may_be = |actor: &usize| {
        let unnamed = roster.get(*actor).is_some_and(|actor| actor.role.is_some());
        !unnamed && !nouns.holds_office(*actor)
    };
    let is_rival =
        |entry: &Entry| entry.kind == ActorKind::Person && entry.sentence < sentence && entry.actors.iter().any(may_be);
    if history.recent(page, phrase.head, REACH).any(is_rival) {
        return None;
    }
    let name = page.span_text(noun.unwrap_or(range.start)..range.end);
    let actor = roster.unnamed(page, ActorKind::Person, &name);
    if let Some(actor) = roster.actors.get_mut(actor) {
        actor.role.get_or_insert_with(|| title.text.clone());
    }
    Some((actor, ActorKind::Person, phrase.tokens.clone()))
}

/// Whether the noun may take up who was mentioned there.
fn is_rival(page: &Page<'_, '_>, roster: &Roster, entry: &Entry, phrase: &Phrase, sector: &str) -> bool {
    let several = matches!(entry.kind, ActorKind::Organization | ActorKind::Group);
    let may = |actor: &usize| {
        let known = roster.get(*actor).and_then(|actor| actor.sector.as_deref());
        known.is_none_or(|known| known == sector)
    };
    several && entry.actors.iter().any(may) && governor(page, entry.head) != governor(page, phrase.head)
}

/// The verb or noun that a phrase hangs on, over its preposition and what it is joined to.
fn governor(page: &Page<'_, '_>, token: usize) -> usize {
    let first = if page.dep(token) == Some(Dep::Conj) { page.head(token) } else { token };
    let (token, above) = (first, page.head(first));
    if page.dep(token) == Some(Dep::Pobj) { page.head(above) } else { above }
}

/// Whether it does something, or something is done to it, rather than says where; `bare` nouns say too little for the rest.
fn acts(page: &Page<'_, '_>, head: usize, bare: bool) -> bool {
    match page.dep(head) {
        Some(Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative | Dep::Poss | Dep::Conj) => true,
        Some(Dep::Pobj) => match page.norm(page.head(head)) {
            "by" | "with" | "against" | "from" | "to" | "between" => true,
            preposition => !bare && !page.words.is_at(preposition),
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Unnamed;

    #[test]
    fn the_table_is_read() {
        let table = Unnamed::read().unwrap_or_else(|error| panic!("{error}"));
        assert!(table.is_office("governor") && table.is_office("health secretary"));
        assert!(!table.is_office("secretary") && !table.is_office("union"));
    }
}
