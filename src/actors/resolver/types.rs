//! Settles what kind an unknown name is, the same all through a document.
//!
//! Reads: drafts of names. Gives: the same with one kind for each name.
//! How: every mention votes with the recognizer's label, and so does what stands beside it ("city of", "Mr.", ", Syria").

use std::collections::{HashMap, HashSet};

use super::draft::{Basis, Cover, Draft};
use super::names;
use super::page::Page;
use super::surnames::is_surname;
use super::titles;
use super::wide;
use super::words::Use;
use crate::actors::{ActorKind, AliasKind, BodySense, TitleRecord};
use crate::nlp::{Dep, Tag};

const KINDS: [ActorKind; 5] =
    [ActorKind::Person, ActorKind::State, ActorKind::Organization, ActorKind::Group, ActorKind::Place];

/// Settles the kinds of unknown names. Cost: linear.
pub(super) fn settle(page: &Page<'_, '_>, drafts: &mut [Draft<'_>]) {
    let cover = Cover::of(drafts, page.len());
    let full = |draft: &&Draft<'_>| draft.kind == ActorKind::Person && draft.tokens.len() > 1;
    let bearers: HashSet<&str> = drafts.iter().filter(full).map(|draft| page.text(draft.tokens.end - 1)).collect();
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
        if draft.tokens.len() == 1 && bearers.contains(page.text(draft.tokens.start)) {
            vote(ActorKind::Person, 3);
        }
        for (kind, weight) in surroundings(page, drafts, &cover, draft) {
            vote(kind, weight);
        }
    }
    share_sites(page, drafts, &mut votes);
    for draft in drafts.iter_mut().filter(|draft| is_titled_namesake(page, draft, &bearers)) {
        (draft.kind, draft.basis) = (ActorKind::Person, Basis::Unknown);
        let person = KINDS.iter().position(|&kind| kind == ActorKind::Person);
        if let Some(vote) = person.and_then(|slot| votes.entry(name_of(page, draft)).or_default().get_mut(slot)) {
            *vote += 8;
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

/// "Tharthar" is a place where the document has a "Lake Tharthar" and no person of the name; "Ocean" is a ship where it has
/// "HMS Ocean".
fn share_sites(page: &Page<'_, '_>, drafts: &[Draft<'_>], votes: &mut HashMap<String, [i32; KINDS.len()]>) {
    for draft in drafts.iter().filter(|draft| matches!(draft.basis, Basis::Unknown) && draft.tokens.len() == 2) {
        let (first, last) = (draft.tokens.start, draft.tokens.end - 1);
        let (core, kind, weight) =
            match (page.words.begins_site(page.norm(first)), page.words.ends_site(page.norm(last))) {
                _ if page.words.begins_ship(page.text(first)) => (last, ActorKind::Organization, 100),
                (true, _) => (last, ActorKind::Place, 3),
                (_, true) => (first, ActorKind::Place, 3),
                _ => continue,
            };
        let Some(slot) = KINDS.iter().position(|&other| other == kind) else { continue };
        if let Some(vote) = votes.get_mut(page.text(core)).and_then(|ballot| ballot.get_mut(slot)) {
            *vote += weight;
        }
    }
}

/// "Special Envoy Jordan": a title in front makes a person of a land or town whose name somebody in the document bears.
fn is_titled_namesake(page: &Page<'_, '_>, draft: &Draft<'_>, bearers: &HashSet<&str>) -> bool {
    let start = draft.tokens.start;
    let known = matches!(draft.basis, Basis::Known(_)) && matches!(draft.kind, ActorKind::Place | ActorKind::State);
    let floor = page.sentence_start(start);
    let title = |from: usize| {
        let title = titles::title_at(page, from, start);
        title.is_some_and(|(words, title)| title.address && from + words == start)
    };
    known
        && draft.tokens.len() == 1
        && bearers.contains(page.text(start))
        && page.is_capital(start.saturating_sub(1))
        && (start.saturating_sub(4).max(floor)..start).any(title)
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
    let is_given = page.words.first_name(page.text(start)).is_some()
        || draft.tokens.len() > 1 && page.words.is_respelled(page.text(start));
    if is_given && draft.kind != ActorKind::Place {
        found.push((ActorKind::Person, 2));
    }
    let is_site = page.words.ends_site(page.norm(end - 1)) || page.words.begins_site(page.norm(start));
    if draft.tokens.len() > 1 && is_site {
        found.push((ActorKind::Place, 5));
    }
    let names_body =
        page.words.description(&page.lemma(end - 1)).is_some_and(|noun| noun.kinds.contains(&ActorKind::Organization));
    if draft.tokens.len() > 1 && names_body {
        found.push((ActorKind::Organization, 5));
    }
    let is_force = || {
        let body = page.catalog.body(&page.lemma(end - 1));
        body.is_some_and(|body| body.sense != BodySense::Nobody && body.sector.as_deref() == Some("MIL"))
    };
    if draft.tokens.len() > 2 && page.words.first_name(page.text(start)).is_none() && is_force() {
        found.push((ActorKind::Organization, 5));
    }
    if draft.tokens.len() > 1 && (page.words.begins_ship(page.text(start)) || ends_unit(page, end)) {
        found.push((ActorKind::Organization, 9));
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
    // "the Strait of NAME"
    if before(2).is_some_and(|noun| page.norm(noun + 1) == "of" && page.words.begins_site(page.norm(noun))) {
        found.push((ActorKind::Place, 5));
    }
    // "its regional director, NAME,"
    let comma = before(1).filter(|&i| page.text(i) == "," && (2..=3).contains(&draft.tokens.len()));
    let titled = |comma: usize| {
        let reaches = |(words, title): (usize, &TitleRecord), at: usize| title.tie.is_some() && at + words == comma;
        (comma.saturating_sub(3).max(floor)..comma)
            .any(|at| titles::title_at(page, at, comma).is_some_and(|t| reaches(t, at)))
    };
    if comma.is_some_and(titled) && matches!(page.text(end), "," | "." | ";" | ":" | ")") {
        found.push((ActorKind::Person, 3));
    }
    let is_place_noun = |at: usize| {
        page.words
            .description(&page.lemma(at))
            .is_some_and(|noun| matches!(noun.usage, Use::Of | Use::With) && noun.kinds.contains(&ActorKind::Place))
    };
    if before(2).is_some_and(|noun| page.norm(noun + 1) == "of" && is_place_noun(noun)) {
        found.push((ActorKind::Place, 5));
    }
    let next = (page.text(end) == ",").then(|| cover.at(end + 1)).flatten().and_then(|k| drafts.get(k));
    let verb = page.head(draft.head);
    if draft.tokens.len() == 1
        && page.is_subject(draft.head)
        && verb != draft.head
        && page.words.lives(&page.lemma(verb))
    {
        found.push((ActorKind::Person, 3));
    }
    let acts = page.is_subject(draft.head) && verb != draft.head && page.words.acts(&page.lemma(verb));
    let bears = || page.catalog.lookup(page.text(start)).iter().any(|reading| reading.kind == AliasKind::Surname);
    // "thanked Palin", "to Erdogan": an office holder, and nothing that modifies another noun.
    let apart =
        page.is_subject(draft.head) || matches!(page.dep(draft.head), Some(Dep::Dobj | Dep::Dative | Dep::Pobj));
    let misplaced = || apart && draft.kind == ActorKind::Place && is_surname(page.text(start), false, page.catalog);
    // "Hardaway told reporters": a name that nobody knows as a town says nothing unless somebody bears it.
    let speaks = || {
        let unknown = draft.kind == ActorKind::Place && page.catalog.lookup(page.text(start)).is_empty();
        let direction = page.words.is_direction(page.norm(start));
        unknown && !direction && page.is_subject(draft.head) && page.words.says(&page.lemma(verb))
    };
    if draft.tokens.len() == 1 && (acts && bears() || misplaced() || speaks()) {
        found.push((ActorKind::Person, 3));
    }
    if (2..=3).contains(&draft.tokens.len()) && has_title_behind(page, end) {
        found.push((ActorKind::Person, 4));
    }
    if is_called_site(page, end) {
        found.push((ActorKind::Place, 4));
    }
    if draft.kind == ActorKind::Person && is_called_party(page, end) {
        found.push((ActorKind::Organization, 5));
    }
    let in_state = next.is_some_and(|next| {
        let places = next.readings().iter().any(|r| matches!(r.actor.kind, ActorKind::State | ActorKind::Place));
        places && next.kind != ActorKind::Person && page.tag(next.tokens.start) == Some(Tag::Nnp)
    });
    if in_state && !matches!(page.tag(next.map_or(end, |next| next.tokens.end)), Some(Tag::Cc)) {
        found.push((ActorKind::Place, 2));
    }
    found
}

/// Whether a name that ends here is that of a unit of an army: "Rifle Brigade", "Task Force 34".
pub(super) fn ends_unit(page: &Page<'_, '_>, end: usize) -> bool {
    let numbered = end > 1 && page.tag(end - 1) == Some(Tag::Cd);
    end.checked_sub(if numbered { 2 } else { 1 }).is_some_and(|last| page.words.ends_unit(page.norm(last)))
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

/// ", an area outside Lyon": what stands behind a name says that it is a place.
fn is_called_site(page: &Page<'_, '_>, end: usize) -> bool {
    if page.text(end) != "," || page.tag(end + 1) != Some(Tag::Dt) {
        return false;
    }
    let noun = (end + 2..(end + 5).min(page.sentence_end(end))).take_while(|&i| page.is_nominal(i)).last();
    noun.is_some_and(|noun| {
        let lemma = page.lemma(noun);
        let places = page.words.description(&lemma).is_some_and(|noun| noun.kinds.as_slice() == [ActorKind::Place]);
        places || page.words.ends_site(&lemma)
    })
}

/// ", the largest opposition party": what stands behind a name says that it is a body.
fn is_called_party(page: &Page<'_, '_>, end: usize) -> bool {
    if page.text(end) != "," || !matches!(page.tag(end + 1), Some(Tag::Dt)) {
        return false;
    }
    let joins = |i: usize| page.is_nominal(i) || page.text(i) == "-" || page.tag(i) == Some(Tag::Jjs);
    let last = (end + 2..(end + 8).min(page.sentence_end(end))).take_while(|&i| joins(i)).last();
    last.is_some_and(|noun| {
        let body = page.catalog.body(&page.lemma(noun));
        let several = body.is_some_and(|body| matches!(body.sense, BodySense::Organization | BodySense::Group));
        several
            && page.tag(noun) == Some(Tag::Nn)
            && page.catalog.title(&[&page.lemma(noun)]).is_none()
            && !page.is_possessive_mark(noun + 1)
    })
}

/// ", the Special Envoy for Peace": a title in capitals behind a name says that it is a person's.
fn has_title_behind(page: &Page<'_, '_>, end: usize) -> bool {
    let start = end + 1 + usize::from(page.tag(end + 1) == Some(Tag::Dt));
    let title = || titles::title_at(page, start, page.sentence_end(end.min(page.len().saturating_sub(1))));
    page.text(end) == ","
        && page.is_capital(start)
        && !page.is_loud(start)
        && title().is_some_and(|(_, title)| title.tie.is_some() && title.alone)
}
