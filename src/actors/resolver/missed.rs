//! Finds names that the entity recognizer missed: a name found once is a name everywhere in the document, a capital word behind
//! a title is a person's, a city is one behind a preposition of place, and office holders are known by their full names.
//!
//! Reads: drafts of names with their kinds. Gives: drafts of further names, none over another.
//! Does not: look a name up in the catalog, which [`super::names`] has done at every token.

use std::collections::HashMap;
use std::ops::Range;

use super::draft::{Basis, Cover, Draft};
use super::page::Page;
use super::titles;
use super::types::is_acronym_of;
use super::wide;
use crate::actors::ActorKind;
use crate::nlp::Tag;

/// Longest name of a person behind a title, in tokens.
const LONGEST: usize = 4;

/// Adds the missed names. Cost: linear.
pub(super) fn find<'c>(page: &Page<'c, '_>, drafts: &mut Vec<Draft<'c>>) {
    drafts.append(&mut wide::missed(page, drafts));
    let cover = Cover::of(drafts, page.len());
    let known = Known::of(page, drafts);
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.len() {
        if cover.at(at).is_some() || !page.is_capital(at) {
            at += 1;
            continue;
        }
        let free = |tokens: &Range<usize>| tokens.clone().all(|i| cover.at(i).is_none());
        let name = known.whole_at(page, at).filter(|(tokens, _)| free(tokens));
        let name = name.or_else(|| titled_person(page, &cover, at).map(|tokens| (tokens, ActorKind::Person)));
        let name =
            name.or_else(|| numbered_unit(page, at).filter(free).map(|tokens| (tokens, ActorKind::Organization)));
        let name = name.or_else(|| city(page, &cover, at).map(|tokens| (tokens, ActorKind::Place)));
        let one = || known.part_at(page, at).or_else(|| bracketed_acronym(page, &cover, drafts, at));
        let Some((tokens, kind)) = name.or_else(|| one().map(|kind| (at..at + 1, kind))) else {
            at += 1;
            continue;
        };
        at = tokens.end;
        found.push(Draft::new(tokens.clone(), page.head_of(tokens), kind, Basis::Unknown, "name-again"));
    }
    drafts.append(&mut found);
    drafts.sort_by_key(|draft| (draft.tokens.start, usize::MAX - draft.tokens.end));
}

/// The names of a document.
struct Known<'d> {
    /// Words by which a name is known alone: the last one of a person, or its only one.
    parts: HashMap<&'d str, ActorKind>,
    /// Last words of bodies of several words: "Coalition".
    bodies: HashMap<&'d str, ActorKind>,
    /// Names of several words that only the document knows, by their first.
    whole: HashMap<&'d str, Vec<(Range<usize>, ActorKind)>>,
}

impl<'d> Known<'d> {
    fn of(page: &Page<'_, 'd>, drafts: &[Draft<'_>]) -> Self {
        let mut known = Known { parts: HashMap::new(), bodies: HashMap::new(), whole: HashMap::new() };
        for draft in drafts.iter().filter(|draft| draft.is_name()) {
            let (end, several) = (draft.tokens.end - 1, draft.tokens.len() > 1);
            let last = page.text(end);
            let capital = last.chars().count() > 2 && page.is_capital(end);
            let unknown = matches!(draft.basis, Basis::Unknown);
            if capital && (unknown && !several || draft.kind == ActorKind::Person) {
                known.parts.entry(last).or_insert(draft.kind);
            }
            let is_body = matches!(draft.kind, ActorKind::Organization | ActorKind::Group);
            if capital && several && is_body && page.catalog.body(&page.lemma(end)).is_some() {
                known.bodies.entry(last).or_insert(draft.kind);
            }
            if unknown && several && !page.is_loud(draft.tokens.start) {
                let names = known.whole.entry(page.text(draft.tokens.start)).or_default();
                if names.len() < 16 {
                    names.push((draft.tokens.clone(), draft.kind));
                }
            }
        }
        known
    }

    /// The whole name again.
    fn whole_at(&self, page: &Page<'_, '_>, at: usize) -> Option<(Range<usize>, ActorKind)> {
        let same = |name: &Range<usize>| name.clone().enumerate().all(|(k, i)| page.text(at + k) == page.text(i));
        let names = self.whole.get(page.text(at))?.iter().filter(|(name, _)| same(name));
        let (name, kind) = names.max_by_key(|(name, _)| name.len())?;
        Some((at..at + name.len(), *kind))
    }

    /// One word of a name: "Kerry"; "the Coalition".
    fn part_at(&self, page: &Page<'_, '_>, at: usize) -> Option<ActorKind> {
        let text = page.text(at);
        let proper = matches!(page.tag(at), Some(Tag::Nnp | Tag::Nnps));
        let part = self.parts.get(text).filter(|_| proper || page.is_loud(at) && page.is_noun(at));
        let alone = !page.is_capital(at + 1) && at.checked_sub(1).is_some_and(|before| page.norm(before) == "the");
        let body = || self.bodies.get(text).filter(|_| proper && alone && !page.is_loud(at));
        part.or_else(body).copied()
    }
}

/// The capital words behind a title that is a form of address: "Special Envoy Marsh".
fn titled_person(page: &Page<'_, '_>, cover: &Cover, at: usize) -> Option<Range<usize>> {
    if page.is_loud(at) {
        return None;
    }
    let label = is_shouted(page, at) && is_label(page, at);
    let floor = if label { page.paragraph_start(at) } else { page.sentence_start(at) };
    let floor = floor.max(at.saturating_sub(LONGEST));
    let is_title = |start: usize| {
        let title = titles::title_at(page, start, at);
        let reaches = |end: usize| end == at || label && (end..at).all(|i| page.text(i) == ".");
        title.is_some_and(|(tokens, title)| reaches(start + tokens) && title.address && page.is_capital(start))
    };
    if !(floor..at).any(is_title) || titles::title_at(page, at, page.len()).is_some() {
        return None;
    }
    let is_tagged = |i: usize| page.tag(i) == Some(Tag::Nnp) || is_shouted(page, i) && is_label(page, i);
    let is_name =
        |i: usize| is_tagged(i) && page.is_capital(i) && cover.at(i).is_none() && page.text(i).chars().count() > 2;
    let end = (at..page.sentence_end(at).min(at + LONGEST)).find(|&i| !is_name(i)).unwrap_or(at + LONGEST);
    let end = end.min(page.sentence_end(at));
    (end > at && page.catalog.body(&page.lemma(end - 1)).is_none()).then_some(at..end)
}

/// "Task Force 34", "CTF 50": capital words that end in the noun of a unit, and its number.
fn numbered_unit(page: &Page<'_, '_>, at: usize) -> Option<Range<usize>> {
    if page.is_loud(at) {
        return None;
    }
    let limit = page.sentence_end(at).min(at + LONGEST + 2);
    let end = (at..limit).find(|&i| !page.is_capital(i)).filter(|&end| end < limit)?;
    let number = page.text(end).len() < 5 && page.text(end).bytes().all(|b| b.is_ascii_digit());
    (number && end > at && page.words.ends_unit(page.norm(end - 1))).then_some(at..end + 1)
}

/// Whether a word is written in capitals.
fn is_shouted(page: &Page<'_, '_>, token: usize) -> bool {
    let text = page.text(token);
    text.chars().count() > 2 && text.chars().all(char::is_uppercase)
}

/// Whether a word ends the label of a speaker: "MR. MARSH:".
fn is_label(page: &Page<'_, '_>, token: usize) -> bool {
    let start = page.paragraph_start(token);
    page.text(token + 1) == ":" && token - start <= LONGEST
}

/// A city behind a preposition of place: "in Grenoble".
fn city(page: &Page<'_, '_>, cover: &Cover, at: usize) -> Option<Range<usize>> {
    let before = at.checked_sub(1).filter(|&i| i >= page.sentence_start(at) && page.words.is_at(page.norm(i)))?;
    if !matches!(page.tag(before), Some(Tag::In | Tag::To)) || page.is_loud(at) {
        return None;
    }
    let is_name = |i: usize| page.tag(i) == Some(Tag::Nnp) && cover.at(i).is_none();
    let end = (at..page.sentence_end(at).min(at + LONGEST)).take_while(|&i| is_name(i)).last()? + 1;
    page.catalog.city(&page.span_text(at..end)).map(|_| at..end)
}

/// "Syrian Democratic Forces (SDF)".
fn bracketed_acronym(page: &Page<'_, '_>, cover: &Cover, drafts: &[Draft<'_>], at: usize) -> Option<ActorKind> {
    let open = at.checked_sub(1).filter(|&i| matches!(page.text(i), "(" | "["))?;
    let draft = drafts.get(cover.at(open.checked_sub(1)?)?)?;
    (matches!(page.text(at + 1), ")" | "]") && is_acronym_of(page, page.text(at), draft)).then_some(draft.kind)
}
