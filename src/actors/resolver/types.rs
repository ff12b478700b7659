//! Settles what kind an unknown name is, the same all through a document, and finds its mentions that were missed.
//!
//! Reads: drafts of names. Gives: the same with one kind for each name; drafts for further mentions of names found elsewhere.
//! How: every mention votes with the recognizer's label, and so does what stands beside it ("city of", "Mr.", ", Syria").

use std::collections::HashMap;

use super::draft::{Basis, Cover, Draft};
use super::names;
use super::page::Page;
use super::titles;
use super::wide;
use super::words::Use;
use crate::actors::ActorKind;
use crate::nlp::Tag;

const KINDS: [ActorKind; 5] =
    [ActorKind::Person, ActorKind::State, ActorKind::Organization, ActorKind::Group, ActorKind::Place];

/// Settles the kinds of unknown names. Cost: linear.
pub(super) fn settle(page: &Page<'_, '_>, drafts: &mut [Draft<'_>]) {
    let cover = Cover::of(drafts, page.len());
    let mut votes: HashMap<String, [i32; KINDS.len()]> = HashMap::new();
    for draft in drafts.iter().filter(|draft| matches!(draft.basis, Basis::Unknown)) {
        let ballot = votes.entry(name_of(page, draft)).or_default();
        let mut vote = |kind: ActorKind, weight: i32| {
            if let Some(slot) = KINDS.iter().position(|&k| k == kind).and_then(|k| ballot.get_mut(k)) {
                *slot += weight;
            }
        };
        vote(draft.kind, if page.is_loud(draft.tokens.start) { 1 } else { 2 });
        if page.person_endings.contains(page.text(draft.tokens.end - 1)) && draft.tokens.len() == 1 {
            vote(ActorKind::Person, 4);
        }
        for (kind, weight) in surroundings(page, drafts, &cover, draft) {
            vote(kind, weight);
        }
    }
    for draft in drafts.iter_mut().filter(|draft| matches!(draft.basis, Basis::Unknown)) {
        let Some(ballot) = votes.get(&name_of(page, draft)) else { continue };
        let mut best = draft.kind;
        let mut most = i32::MIN;
        for (kind, &count) in KINDS.iter().zip(ballot) {
            if count > most {
                (best, most) = (*kind, count);
            }
        }
        draft.kind = best;
    }
}

fn name_of(page: &Page<'_, '_>, draft: &Draft<'_>) -> String {
    page.span_text(draft.tokens.clone())
}

/// What stands beside a name, and the kind it speaks for.
fn surroundings(page: &Page<'_, '_>, drafts: &[Draft<'_>], cover: &Cover, draft: &Draft<'_>) -> Vec<(ActorKind, i32)> {
    let mut found = Vec::new();
    let (start, end) = (draft.tokens.start, draft.tokens.end);
    let floor = page.paragraph_start(start);
    let before = |back: usize| start.checked_sub(back).filter(|&i| i >= floor);
    found.extend(wide::kind(page, draft).map(|kind| (kind, 4)));
    if page.words.first_name(page.text(start)).is_some() && draft.kind != ActorKind::Place {
        found.push((ActorKind::Person, 2));
    }
    let names_body =
        page.words.description(&page.lemma(end - 1)).is_some_and(|noun| noun.kinds.contains(&ActorKind::Organization));
    if draft.tokens.len() > 1 && names_body {
        found.push((ActorKind::Organization, 5));
    }
    if let Some(word) = before(1) {
        let title = titles::title_at(page, word, start).filter(|(_, title)| title.address);
        if title.is_some() && !page.is_possessive_mark(word) {
            found.push((ActorKind::Person, 3));
        }
        let spelled_out = page.text(start).chars().any(char::is_lowercase);
        if page.words.is_at(page.norm(word)) && spelled_out && page.tag(word) == Some(Tag::In) {
            let sure = matches!(page.norm(word), "in" | "near" | "outside" | "around");
            found.push((ActorKind::Place, if sure { 3 } else { 1 }));
        }
        let joins = matches!(page.tag(word), Some(Tag::Cc | Tag::Comma));
        let beside = before(2).filter(|_| joins).and_then(|i| drafts.get(cover.at(i)?));
        if beside.is_some_and(|other| other.kind == ActorKind::Place && !other.readings().is_empty()) {
            found.push((ActorKind::Place, 2));
        }
    }
    let is_place_noun = |at: usize| {
        page.words
            .description(&page.lemma(at))
            .is_some_and(|noun| noun.usage == Use::Of && noun.kinds.contains(&ActorKind::Place))
    };
    if before(2).is_some_and(|noun| page.norm(noun + 1) == "of" && is_place_noun(noun)) {
        found.push((ActorKind::Place, 5));
    }
    let next = (page.text(end) == ",").then(|| cover.at(end + 1)).flatten().and_then(|k| drafts.get(k));
    let in_state = next.is_some_and(|next| {
        let places = next.readings().iter().any(|r| matches!(r.actor.kind, ActorKind::State | ActorKind::Place));
        places && next.kind != ActorKind::Person && page.tag(next.tokens.start) == Some(Tag::Nnp)
    });
    if in_state && !matches!(page.tag(next.map_or(end, |next| next.tokens.end)), Some(Tag::Cc)) {
        found.push((ActorKind::Place, 2));
    }
    found
}

/// Adds mentions that the recognizer missed of names that it saw elsewhere in the document. Cost: linear.
pub(super) fn complete<'c>(page: &Page<'c, '_>, drafts: &mut Vec<Draft<'c>>) {
    drafts.append(&mut wide::missed(page, drafts));
    let cover = Cover::of(drafts, page.len());
    let mut known: HashMap<&str, ActorKind> = HashMap::new();
    for draft in drafts.iter().filter(|draft| draft.is_name()) {
        let last = page.text(draft.tokens.end - 1);
        let usable =
            matches!(draft.basis, Basis::Unknown) && draft.tokens.len() == 1 || draft.kind == ActorKind::Person;
        if usable && last.chars().count() > 2 && page.is_capital(draft.tokens.end - 1) {
            known.entry(last).or_insert(draft.kind);
        }
    }
    let mut found = Vec::new();
    for at in 0..page.len() {
        if cover.at(at).is_some() || !page.is_capital(at) {
            continue;
        }
        let is_name = matches!(page.tag(at), Some(Tag::Nnp | Tag::Nnps)) || page.is_loud(at) && page.is_noun(at);
        let kind = known.get(page.text(at)).copied().filter(|_| is_name);
        let kind = kind.or_else(|| bracketed_acronym(page, &cover, drafts, at));
        if let Some(kind) = kind {
            found.push(Draft::new(at..at + 1, at, kind, Basis::Unknown, "name-again"));
        }
    }
    drafts.append(&mut found);
    drafts.sort_by_key(|draft| (draft.tokens.start, usize::MAX - draft.tokens.end));
}

/// "Syrian Democratic Forces (SDF)".
fn bracketed_acronym(page: &Page<'_, '_>, cover: &Cover, drafts: &[Draft<'_>], at: usize) -> Option<ActorKind> {
    let open = at.checked_sub(1).filter(|&i| matches!(page.text(i), "(" | "["))?;
    let draft = drafts.get(cover.at(open.checked_sub(1)?)?)?;
    (matches!(page.text(at + 1), ")" | "]") && is_acronym_of(page, page.text(at), draft)).then_some(draft.kind)
}

/// Whether the letters are the initials of a draft's words.
pub(super) fn is_acronym_of(page: &Page<'_, '_>, letters: &str, draft: &Draft<'_>) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let letters = plain(letters);
    if letters.chars().count() < 2 || letters.chars().any(char::is_lowercase) || draft.tokens.len() < 2 {
        return false;
    }
    let initials = draft.tokens.clone().filter(|&i| page.is_capital(i)).filter_map(|i| page.text(i).chars().next());
    letters.chars().eq(initials) && names::fits_acronym(draft.kind)
}
