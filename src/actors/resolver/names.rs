//! Finds names: what the catalog knows, what the entity recognizer sees, and how the two go together.
//!
//! Reads: the page. Gives: drafts of names in text order, none overlapping.
//! How: the catalog's names are laid over the recognizer's; the longer one wins, a weak one needs the recognizer's consent.
//! Does not: settle what kind an unknown name is ([`super::types`]), nor who it is ([`super::link`]).

use std::ops::Range;

use super::draft::{Basis, Draft};
use super::page::Page;
use super::repair::{self, Piece};
use crate::actors::{ActorKind, AliasKind, Posting};
use crate::nlp::{Entity, EntityLabel, Tag};

/// Longest name looked up, in tokens.
const LONGEST: usize = 12;

/// A stretch of tokens that the catalog knows.
#[derive(Debug, Clone)]
pub(super) struct Hit<'c> {
    pub tokens: Range<usize>,
    /// Empty for a name that is nobody's.
    pub readings: Vec<Posting<'c>>,
    /// Several states in one token.
    pub joint: bool,
}

impl Hit<'_> {
    /// Whether the name is enough by itself.
    pub fn is_strong(&self) -> bool {
        self.readings.iter().any(|reading| !reading.weak)
    }

    pub fn is_blocked(&self) -> bool {
        self.readings.is_empty()
    }

    /// Kind of the best reading.
    pub fn kind(&self) -> Option<ActorKind> {
        let strong = self.readings.iter().find(|reading| !reading.weak);
        strong.or(self.readings.first()).map(|reading| reading.actor.kind)
    }
}

/// Finds all names. Cost: linear in the tokens.
pub(super) fn find<'c>(page: &Page<'c, '_>) -> Vec<Draft<'c>> {
    let hits = scan(page);
    let mut drafts = Vec::new();
    let mut rest = hits.as_slice();
    let mut free = 0;
    let entities = page.parsed.entities.iter().filter(|entity| is_actor_like(entity.label));
    for entity in entities.flat_map(|entity| repair::listed(page, entity)) {
        let entity = &entity;
        let Some(tokens) = repair::trim(page, entity) else { continue };
        let before = rest.iter().take_while(|hit| hit.tokens.end <= tokens.start).count();
        for hit in &rest[..before] {
            push_hit(page, hit, None, &mut free, &mut drafts);
        }
        rest = &rest[before..];
        let count = rest.iter().take_while(|hit| hit.tokens.start < tokens.end).count();
        for piece in repair::combine(page, entity, tokens, &rest[..count]) {
            match piece {
                Piece::Hit(hit) => push_hit(page, hit, Some(entity.label), &mut free, &mut drafts),
                Piece::Name(tokens, kind) => push_name(page, tokens, kind, &mut free, &mut drafts),
            }
        }
        rest = &rest[count..];
    }
    for hit in rest {
        push_hit(page, hit, None, &mut free, &mut drafts);
    }
    drafts
}

fn is_actor_like(label: EntityLabel) -> bool {
    use EntityLabel::{Fac, Gpe, Loc, Norp, Org, Person};
    matches!(label, Person | Org | Gpe | Norp | Loc | Fac)
}

/// Walks the text once and looks up the longest name at every capital letter.
fn scan<'c>(page: &Page<'c, '_>) -> Vec<Hit<'c>> {
    let mut hits = Vec::new();
    let (mut at, mut entity) = (0, 0);
    while at < page.len() {
        if !may_start(page, at) {
            at += 1;
            continue;
        }
        while page
            .parsed
            .entities
            .get(entity)
            .is_some_and(|other| other.tokens.start <= at || is_actor_like(other.label))
        {
            entity += 1;
        }
        // "Russia today": a name does not run into a date.
        let amount = page.parsed.entities.get(entity).map_or(usize::MAX, |other| other.tokens.start);
        let end = page.paragraph_end(at).min(at + LONGEST).min(amount);
        if let Some((words, readings)) = page.catalog.longest_match(&page.texts[at..end.max(at + 1)]) {
            let tokens = at..(at + words.max(1)).min(page.len());
            if is_date(page, &tokens) {
                at += 1;
                continue;
            }
            at = tokens.end;
            hits.push(Hit { tokens, readings, joint: false });
        } else {
            hits.extend(joint(page, at));
            at += 1;
        }
    }
    hits
}

/// "on November 17": a day, though an armed group took its name from it.
fn is_date(page: &Page<'_, '_>, tokens: &Range<usize>) -> bool {
    let known = &page.parsed.entities;
    let first = known.partition_point(|entity| entity.tokens.end < tokens.end);
    known.get(first).is_some_and(|entity| entity.label == EntityLabel::Date && entity.tokens.start <= tokens.start)
}

fn may_start(page: &Page<'_, '_>, token: usize) -> bool {
    let text = page.text(token);
    match text.chars().next() {
        Some(c) if c.is_uppercase() || c.is_numeric() => true,
        // "al-Qaeda", "counter-ISIL coalition"; "al Shabaab"
        Some(c) => {
            let article = matches!(text, "al" | "el") && page.is_capital(token + 1);
            c.is_alphabetic() && (article || page.text(token + 1) == "-")
        }
        None => false,
    }
}

/// Reads "U.S.-Russia", which the tokenizer leaves in one piece.
fn joint<'c>(page: &Page<'c, '_>, token: usize) -> Option<Hit<'c>> {
    let text = page.text(token);
    if !text.contains(['-', '–', '/']) {
        return None;
    }
    let mut readings = Vec::new();
    for part in text.split(['-', '–', '/']) {
        let mut states = page.catalog.lookup(part).into_iter();
        readings.push(states.find(|reading| !reading.weak && reading.actor.kind == ActorKind::State)?);
    }
    (readings.len() > 1).then(|| Hit { tokens: token..token + 1, readings, joint: true })
}

/// Lays a catalog name, where tags and recognizer do not speak against it.
fn push_hit<'c>(
    page: &Page<'c, '_>,
    hit: &Hit<'c>,
    label: Option<EntityLabel>,
    free: &mut usize,
    drafts: &mut Vec<Draft<'c>>,
) {
    if hit.tokens.start < *free || hit.is_blocked() {
        return;
    }
    // "Arabic: ...": a language.
    let is_language = hit.readings.iter().all(|reading| reading.kind == AliasKind::Adjective);
    if is_language && page.text(hit.tokens.end) == ":" {
        return;
    }
    let strong = hit.is_strong() && is_proper(page, hit);
    let readings: Vec<_> = hit
        .readings
        .iter()
        .filter(|reading| {
            strong && !reading.weak
                || label.is_some_and(|label| agrees(label, reading.actor.kind))
                || reading_is_spelled(page, hit, reading)
        })
        .copied()
        .collect();
    let Some(first) = readings.first() else { return };
    *free = hit.tokens.end;
    let head = page.head_of(hit.tokens.clone());
    let (kind, tokens) = (first.actor.kind, hit.tokens.clone());
    let basis = if hit.joint { Basis::Joint(readings) } else { Basis::Known(readings) };
    drafts.push(Draft::new(tokens, head, kind, basis, "catalog-name"));
}

/// A weak name of several words whose words are all tagged as a name needs no other consent.
fn reading_is_spelled(page: &Page<'_, '_>, hit: &Hit<'_>, reading: &Posting<'_>) -> bool {
    hit.tokens.len() > 1
        && reading.kind != AliasKind::Surname
        && !page.is_loud(hit.tokens.start)
        && hit.tokens.clone().all(|i| matches!(page.tag(i), Some(Tag::Nnp | Tag::Nnps | Tag::In | Tag::Hyph | Tag::Dt)))
}

/// Whether the tree allows a name here: "May", "Us", "Will" are other words for the most part.
fn is_proper(page: &Page<'_, '_>, hit: &Hit<'_>) -> bool {
    use Tag::{Add, Afx, Cd, Fw, Jj, Nn, Nnp, Nnps, Nns, Xx};
    if hit.tokens.len() > 1 || hit.joint {
        return true;
    }
    matches!(page.tag(hit.tokens.start), Some(Nnp | Nnps | Jj | Nn | Nns | Add | Fw | Xx | Cd | Afx))
        || page.text(hit.tokens.start).contains('.')
        || page.text(hit.tokens.start).chars().filter(|c| c.is_uppercase()).count() > 1
            && !page.is_loud(hit.tokens.start)
}

/// Whether the recognizer's label admits a reading.
pub(super) fn agrees(label: EntityLabel, kind: ActorKind) -> bool {
    use EntityLabel::{Fac, Gpe, Loc, Norp, Org, Person};
    match kind {
        ActorKind::Person => label == Person,
        ActorKind::State | ActorKind::Place => matches!(label, Gpe | Loc | Norp | Fac),
        ActorKind::Organization => matches!(label, Org | Norp),
        ActorKind::Group => matches!(label, Org | Norp | Gpe),
    }
}

/// Lays a name that the catalog does not know.
fn push_name<'c>(
    page: &Page<'c, '_>,
    tokens: Range<usize>,
    kind: ActorKind,
    free: &mut usize,
    drafts: &mut Vec<Draft<'c>>,
) {
    if tokens.start < *free || tokens.is_empty() {
        return;
    }
    let tokens = with_number(page, tokens);
    let tokens = tokens.start.max(*free)..tokens.end;
    *free = tokens.end;
    drafts.push(Draft::new(tokens.clone(), page.head_of(tokens), kind, Basis::Unknown, "entity-name"));
}

/// "Task Force" goes on with its number, "Mechanized Brigade" begins with it.
fn with_number(page: &Page<'_, '_>, tokens: Range<usize>) -> Range<usize> {
    let end = tokens.end;
    let number = page.text(end);
    let numbered = (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let unit = || Some(end - 1).filter(|&last| page.words.ends_unit(page.norm(last)) && page.is_capital(last));
    let ordinal = || {
        let before = tokens.start.checked_sub(1).filter(|&i| i >= page.sentence_start(tokens.start))?;
        let stem = ["st", "nd", "rd", "th"].iter().find_map(|ending| page.text(before).strip_suffix(ending))?;
        (!stem.is_empty() && stem.bytes().all(|b| b.is_ascii_digit())).then_some(before)
    };
    match unit() {
        Some(_) if numbered && !is_date(page, &(end..end + 1)) => tokens.start..end + 1,
        Some(_) => ordinal().unwrap_or(tokens.start)..end,
        None => tokens,
    }
}

/// What the recognizer's label makes of an unknown name.
pub(super) fn kind_of(entity: &Entity) -> ActorKind {
    match entity.label {
        EntityLabel::Person => ActorKind::Person,
        EntityLabel::Org => ActorKind::Organization,
        EntityLabel::Norp => ActorKind::Group,
        _ => ActorKind::Place,
    }
}

/// Whether actors of this kind are shortened to initials.
pub(super) fn fits_acronym(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::Organization | ActorKind::Group | ActorKind::State)
}
