//! Puts names and the nouns beside them together: "Syrian army", "Assad regime", "people of Mosul", "the city of Aleppo".
//!
//! Reads: drafts of names. Gives: one more draft for each such phrase, around the name's.
//! Does not: say who it is ([`super::link`]); bodies without a name ("the regime") are coreference's.

use std::ops::Range;

use super::draft::{Basis, Cover, Draft};
use super::page::Page;
use super::titles;
use super::words::Use;
use crate::actors::{ActorKind, AliasKind, BodyRecord, BodySense};
use crate::nlp::Tag;

/// How many tokens may stand between a name and the end of its noun.
const REACH: usize = 4;

/// Adds the phrases; a name that is no actor beside its noun ("Assad" of "Assad regime") is dropped. Cost: linear.
pub(super) fn find<'c>(page: &Page<'c, '_>, drafts: &mut Vec<Draft<'c>>) {
    let cover = Cover::of(drafts, page.len());
    let mut found = Vec::new();
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at) else { continue };
        let (tokens, kind) = (draft.tokens.clone(), draft.kind);
        let held = |noun: usize| is_held(page, drafts, &cover, noun, draft.tokens.end.max(noun + 1));
        let phrase = after(page, &cover, draft).filter(|(tokens, _)| !held(tokens.end - 1));
        let phrase = phrase.or_else(|| before(page, draft).filter(|(tokens, _)| !held(tokens.start)));
        if let Some((tokens, body)) = phrase {
            let of = with_partner(page, drafts, &cover, at);
            if let Some((tokens, body)) = joined_before(page, &tokens, draft) {
                found.extend(build(page, drafts, tokens, body, vec![at]));
            }
            found.extend(build(page, drafts, tokens, body, of));
        } else if kind == ActorKind::Place || kind == ActorKind::State {
            found.extend(place(page, &tokens, kind).map(|tokens| same(page, tokens, kind, at)));
        }
    }
    let mut end = 0;
    for mut phrase in found {
        if phrase.tokens.start >= end {
            end = phrase.tokens.end;
            swallow(page, drafts, &phrase);
            if let Some(name) = named_behind(page, drafts, &cover, &phrase) {
                phrase.basis = Basis::Same(name);
            }
            drafts.push(phrase);
        }
    }
}

/// "the representative of Chad, Ali Said,", "the UN envoy, Ali Said,": the office is the person's whose name stands behind it.
fn is_held(page: &Page<'_, '_>, drafts: &[Draft<'_>], cover: &Cover, noun: usize, end: usize) -> bool {
    let office = titles::title_at(page, noun, noun + 1).is_some_and(|(_, title)| title.alone) && !page.is_plural(noun);
    let name = cover.at(end + 1).filter(|_| office && page.text(end) == ",");
    name.and_then(|k| drafts.get(k)).is_some_and(|draft| draft.is_name() && draft.kind == ActorKind::Person)
}

/// "the Kurdish faction PJAK": the name right behind the noun for a group says who it is.
fn named_behind(page: &Page<'_, '_>, drafts: &[Draft<'_>], cover: &Cover, phrase: &Draft<'_>) -> Option<usize> {
    let Basis::Body { body, .. } = &phrase.basis else { return None };
    let name =
        cover.at(phrase.tokens.end).filter(|_| body.sense == BodySense::Group && !page.is_plural(phrase.head))?;
    let draft = drafts.get(name)?;
    let fits = draft.is_name() && draft.tokens.start == phrase.tokens.end;
    (fits && matches!(draft.kind, ActorKind::Organization | ActorKind::Group)).then_some(name)
}

/// Name and noun: "Syrian government forces", "Russia's foreign ministry".
fn after<'c>(page: &Page<'c, '_>, cover: &Cover, draft: &Draft<'_>) -> Option<(Range<usize>, &'c BodyRecord)> {
    if !draft.is_name() || is_people(draft) || is_opposed(page, draft) {
        return None;
    }
    let start = draft.tokens.end + usize::from(page.is_possessive_mark(draft.tokens.end));
    let mut limit = page.paragraph_end(draft.tokens.start).min(start + REACH);
    if let Some(next) = (start..limit).find(|&i| cover.at(i).is_some()) {
        limit = next;
    }
    let (end, body) = noun_run(page, start, limit)?;
    // "the White House press secretary" is no press.
    let office = titles::title_at(page, end - 1, page.len()).is_some_and(|(words, _)| words > 1);
    let press = office && body.sector.as_deref() == Some("JRN");
    (!press).then_some((draft.tokens.start..end, body))
}

/// "anti-ISIL coalition", "pro-Russian rebels": another's; "United States-Georgia Commission": one of both.
fn is_opposed(page: &Page<'_, '_>, draft: &Draft<'_>) -> bool {
    let hyphen = draft.tokens.start.checked_sub(1).filter(|&i| matches!(page.text(i), "-" | "–"));
    let prefix = hyphen.and_then(|hyphen| hyphen.checked_sub(1));
    let state = |i: usize| page.catalog.lookup(page.text(i)).iter().any(|r| r.actor.kind == ActorKind::State);
    let joint = |i: usize| {
        page.is_capital(draft.tokens.end) && (state(i) || i > 0 && page.is_capital(i - 1) && page.is_capital(i))
    };
    prefix.is_some_and(|i| page.words.is_toward(page.norm(i)) || page.norm(i) == "counter" || joint(i))
}

/// "Syrians", "Turks": a noun already.
fn is_people(draft: &Draft<'_>) -> bool {
    draft.readings().first().is_some_and(|reading| reading.kind == AliasKind::People)
}

/// Finds the last body noun in a run of nouns and adjectives, and where it ends.
pub(super) fn noun_run<'c>(page: &Page<'c, '_>, start: usize, limit: usize) -> Option<(usize, &'c BodyRecord)> {
    let mut best = None;
    for at in start..limit.min(page.len()) {
        let joins = at > start && page.text(at) == "-";
        if !page.is_nominal(at) && !joins {
            break;
        }
        let ends_run = page.is_noun(at) || !page.is_nominal(at + 1);
        if ends_run && let Some(body) = body_at(page, start, at) {
            let words = body.lemma.split(' ').count();
            if (start..(at + 1).saturating_sub(words)).any(|i| is_part_of_name(page, i)) {
                break;
            }
            best = Some((at + 1, body));
        }
    }
    best
}

/// A capital word that is no body noun belongs to a name of its own: "Italian Social Movement".
fn is_part_of_name(page: &Page<'_, '_>, token: usize) -> bool {
    page.is_capital(token) && !page.is_loud(token) && page.catalog.body(&page.lemma(token)).is_none()
}

/// One person is no group: "the Iraqi leader".
fn is_single_person(page: &Page<'_, '_>, token: usize, body: &BodyRecord) -> bool {
    body.sense == BodySense::Group
        && !page.is_plural(token)
        && body
            .lemma
            .rsplit(' ')
            .next()
            .is_some_and(|noun| page.catalog.title(&[noun]).is_some_and(|(_, title)| title.alone))
}

/// The body noun that ends at this token; two words before one.
fn body_at<'c>(page: &Page<'c, '_>, start: usize, at: usize) -> Option<&'c BodyRecord> {
    let lemma = page.lemma(at);
    let plain = || {
        let body = page.catalog.body(&lemma).or_else(|| page.catalog.body(page.norm(at)));
        body.filter(|body| !is_single_person(page, at, body))
    };
    if at > start
        && let Some(body) = page.catalog.body(&format!("{} {lemma}", page.norm(at - 1)))
    {
        return Some(body).filter(|body| !is_single_person(page, at, body));
    }
    plain()
}

/// Noun and name: "the government of Iraq", "people of Mosul".
fn before<'c>(page: &Page<'c, '_>, draft: &Draft<'_>) -> Option<(Range<usize>, &'c BodyRecord)> {
    let adjective = draft.readings().first().is_some_and(|reading| reading.kind == AliasKind::Adjective);
    if !draft.is_name() || adjective || !matches!(draft.kind, ActorKind::State | ActorKind::Place) {
        return None;
    }
    let (start, body) = noun_before(page, draft.tokens.start)?;
    Some((start..draft.tokens.end, body))
}

/// Finds the body noun before "of (the)" at this token, and where it starts.
pub(super) fn noun_before<'c>(page: &Page<'c, '_>, name: usize) -> Option<(usize, &'c BodyRecord)> {
    let of = noun_of(page, name, "of");
    let noun = of.or_else(|| noun_of(page, name, "in"))?;
    let body = body_at(page, noun.saturating_sub(1).max(page.paragraph_start(noun)), noun)?;
    let words = body.lemma.split(' ').count();
    let start = (noun + 1).saturating_sub(words);
    (of.is_some() || is_seated(page, start, noun)).then_some((start, body))
}

/// "the government and people of Iraq": the noun that is joined to the one before the name.
fn joined_before<'c>(
    page: &Page<'c, '_>,
    phrase: &Range<usize>,
    name: &Draft<'_>,
) -> Option<(Range<usize>, &'c BodyRecord)> {
    let and =
        phrase.start.checked_sub(1).filter(|&i| page.tag(i) == Some(Tag::Cc) && phrase.start < name.tokens.start)?;
    let noun = and.checked_sub(1).filter(|&i| i >= page.sentence_start(name.tokens.start) && page.is_noun(i))?;
    let bare = noun.checked_sub(1).is_none_or(|i| !page.is_nominal(i) && !page.is_possessive_mark(i));
    body_at(page, noun, noun).filter(|_| bare).map(|body| (noun..noun + 1, body))
}

/// "authorities in Spain", "a court in Chile": what rules or judges in a land is the land's.
fn is_seated(page: &Page<'_, '_>, start: usize, noun: usize) -> bool {
    let seated = page.words.is_seated(&page.lemma(noun)) || page.words.is_seated(page.norm(noun));
    // "court officials", "UN officials": whose they are is said before.
    let own = start > page.paragraph_start(noun)
        && page.is_nominal(start - 1)
        && (page.is_noun(start - 1) || page.is_capital(start - 1));
    // "rebels in Mali shot", "the rebels in Mali"; whoever shot "three rebels in Mali" shot nobody known.
    let many =
        page.is_plural(noun) && page.catalog.body(&page.lemma(noun)).is_some_and(|body| body.sense == BodySense::Group);
    let acts = page.is_subject(noun) || page.norm(page.head(noun)) == "by";
    let known = start > 0 && page.norm(start - 1) == "the";
    seated && !own && (!many || acts || known)
}

/// The noun before this preposition (and "the") at this token.
fn noun_of(page: &Page<'_, '_>, name: usize, preposition: &str) -> Option<usize> {
    let start = page.paragraph_start(name);
    let mut at = name.checked_sub(1)?;
    // "rebels in the eastern Congo"
    if preposition == "in" && page.words.is_direction(page.norm(at)) {
        at = at.checked_sub(1)?;
    }
    if page.tag(at) == Some(Tag::Dt) {
        at = at.checked_sub(1)?;
    }
    let noun = at.checked_sub(1)?;
    (noun >= start && page.norm(at) == preposition && page.is_noun(noun)).then_some(noun)
}

/// "the city of Aleppo", "Mosul district": the place itself.
fn place(page: &Page<'_, '_>, tokens: &Range<usize>, kind: ActorKind) -> Option<Range<usize>> {
    let fits = |at: usize| {
        page.words
            .description(&page.lemma(at))
            .is_some_and(|noun| matches!(noun.usage, Use::Of | Use::With) && noun.kinds.contains(&kind))
    };
    if kind == ActorKind::Place
        && page.is_noun(tokens.end)
        && fits(tokens.end)
        && page.paragraph(tokens.end) == page.paragraph(tokens.start)
    {
        return Some(tokens.start..tokens.end + 1);
    }
    let noun = noun_of(page, tokens.start, "of")?;
    fits(noun).then_some(noun..tokens.end)
}

fn same<'c>(page: &Page<'c, '_>, tokens: Range<usize>, kind: ActorKind, base: usize) -> Draft<'c> {
    let head = page.head_of(tokens.clone());
    Draft::new(tokens, head, kind, Basis::Same(base), "place-noun")
}

/// The other state of "the Russian and Syrian regime", "the U.S. and Russian military".
fn with_partner(page: &Page<'_, '_>, drafts: &[Draft<'_>], cover: &Cover, at: usize) -> Vec<usize> {
    let is_state = |k: &usize| drafts.get(*k).is_some_and(|draft| draft.kind == ActorKind::State && !draft.dropped);
    let Some(start) = drafts.get(at).map(|draft| draft.tokens.start) else { return Vec::new() };
    let partner = start
        .checked_sub(2)
        .filter(|_| is_state(&at) && page.tag(start - 1) == Some(Tag::Cc))
        .and_then(|i| cover.at(i))
        .filter(is_state);
    let adjective = |k: usize| {
        drafts.get(k).is_some_and(|draft| page.head(draft.head) != draft.head && !page.is_subject(draft.head))
    };
    partner.filter(|&k| adjective(k)).into_iter().chain([at]).collect()
}

fn build<'c>(
    page: &Page<'c, '_>,
    drafts: &[Draft<'c>],
    tokens: Range<usize>,
    body: &'c BodyRecord,
    of: Vec<usize>,
) -> Option<Draft<'c>> {
    let base = drafts.get(*of.last()?)?;
    let kind = match (base.kind, body.sense) {
        (_, BodySense::Nobody) => return None,
        (ActorKind::State | ActorKind::Person, BodySense::State) => ActorKind::State,
        (ActorKind::State | ActorKind::Person, BodySense::Organization) => ActorKind::Organization,
        (ActorKind::State | ActorKind::Person | ActorKind::Place, BodySense::Group) => ActorKind::Group,
        (ActorKind::Place, BodySense::Organization) => ActorKind::Organization,
        (ActorKind::Place, BodySense::State) => ActorKind::Group,
        (ActorKind::Organization | ActorKind::Group, BodySense::State | BodySense::Group) => base.kind,
        (ActorKind::Organization | ActorKind::Group, BodySense::Organization) => return None,
    };
    let phrase = tokens.clone();
    let start =
        of.first().and_then(|&k| drafts.get(k)).map_or(phrase.start, |first| first.tokens.start.min(phrase.start));
    let head = page.head_of(tokens);
    Some(Draft::new(start..phrase.end, head, kind, Basis::Body { of, body }, "body"))
}

/// A person's name before a body is no mention of the person ("the Assad regime"), unless the person has the body and is named
/// with a title or in full: "President Assad's army".
fn swallow(page: &Page<'_, '_>, drafts: &mut [Draft<'_>], phrase: &Draft<'_>) {
    if let Basis::Body { of, .. } = &phrase.basis {
        for &k in of {
            if let Some(draft) = drafts.get_mut(k) {
                let owner = draft.kind == ActorKind::Person && is_owner(page, draft);
                let kind = matches!(draft.kind, ActorKind::Person | ActorKind::Group | ActorKind::Organization);
                draft.dropped = kind && !owner;
            }
        }
    }
}

fn is_owner(page: &Page<'_, '_>, draft: &Draft<'_>) -> bool {
    let start = draft.tokens.start;
    let floor = page.sentence_start(start);
    let title =
        |from: usize| titles::title_at(page, from, start).is_some_and(|(n, title)| from + n == start && title.address);
    let titled = || (start.saturating_sub(4).max(floor)..start).any(title);
    page.is_possessive_mark(draft.tokens.end) && (draft.tokens.len() > 1 || titled())
}
