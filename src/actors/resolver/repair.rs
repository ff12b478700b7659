//! Mends what the entity recognizer is known to get wrong in news.
//!
//! Reads: one entity and the catalog's names inside it. Gives: the pieces it really consists of.
//! Mends: determiners, titles and possessive marks inside the entity; names glued together ("Middle East Tobias Ellwood");
//! countries in one piece ("North and South Korea"); the "State" of "Secretary of State"; party tags ("R-Ariz."); headlines.

use std::ops::Range;

use super::names::{self, Hit};
use super::page::Page;
use super::titles;
use crate::actors::{ActorKind, AliasKind, BodySense};
use crate::nlp::{Entity, EntityLabel, Tag};

/// A part of an entity.
pub(super) enum Piece<'h, 'c> {
    /// A name that the catalog knows.
    Hit(&'h Hit<'c>),
    /// Another name.
    Name(Range<usize>, ActorKind),
}

/// "Iraqi Armed Forces, Popular Mobilization Forces": the names of a list that the recognizer took for one.
pub(super) fn listed(page: &Page<'_, '_>, entity: &Entity) -> Vec<Entity> {
    let tokens = entity.tokens.start..entity.tokens.end.min(page.len());
    let force =
        |end: usize| page.catalog.body(&page.lemma(end - 1)).is_some_and(|body| body.sense != BodySense::Nobody);
    let splits =
        |&i: &usize| page.text(i) == "," && i > tokens.start + 1 && i + 2 < tokens.end && force(i) && force(tokens.end);
    match tokens.clone().find(splits) {
        Some(comma) if entity.label == EntityLabel::Org => {
            let part = |tokens| Entity { tokens, ..entity.clone() };
            vec![part(tokens.start..comma), part(comma + 1..tokens.end)]
        }
        _ => vec![entity.clone()],
    }
}

/// Cuts off what is no part of the name; none where nothing is left.
pub(super) fn trim(page: &Page<'_, '_>, entity: &Entity) -> Option<Range<usize>> {
    let (mut start, mut end) = (entity.tokens.start, entity.tokens.end.min(page.len()));
    while start < end && !starts_name(page, start) {
        start += 1;
    }
    if entity.label == EntityLabel::Person {
        while let Some((words, title)) = titles::title_at(page, start, end) {
            if !title.address || start + words >= end {
                break;
            }
            start += words;
        }
    }
    // ", Combined" Joint Forces Command: the recognizer leaves out a first word that is no noun.
    let cut = start.checked_sub(2).is_some_and(|comma| page.text(comma) == "," && page.is_capital(start - 1));
    let first = start == entity.tokens.start && page.sentence_start(start) < start;
    if cut && first && entity.label == EntityLabel::Org && page.tag(start - 1) != Some(Tag::Dt) {
        let taken = page.parsed.entities.iter().any(|other| other.tokens.contains(&(start - 1)));
        let titled = (start.saturating_sub(3)..start)
            .any(|at| titles::title_at(page, at, start).is_some_and(|(n, _)| at + n == start));
        start -= usize::from(!taken && !titled);
    }
    if let Some(bracket) = (start + 1..end).find(|&i| matches!(page.text(i), "(" | "[")) {
        end = bracket;
    }
    // "Trump’s ‘very": a person's name ends before what is said to be theirs.
    let ends_owner = |&i: &usize| page.is_possessive_mark(i) && !page.is_capital(i + 1);
    if let Some(mark) = (start + 1..end).find(ends_owner).filter(|_| entity.label == EntityLabel::Person) {
        end = mark;
    }
    while start < end && !ends_name(page, end - 1) {
        end -= 1;
    }
    if entity.label == EntityLabel::Person && start < end && goes_on(page, start..end) {
        end += 1;
    }
    (start < end).then_some(start..end)
}

/// Whether the recognizer cut a person's name short: with the word behind it, it is one that the catalog knows.
fn goes_on(page: &Page<'_, '_>, tokens: Range<usize>) -> bool {
    let next = tokens.end;
    if !page.is_capital(next) || page.paragraph_end(next - 1) <= next {
        return false;
    }
    let name = page.span_text(tokens.start..next + 1);
    let is_known = |name: &str| {
        let readings = [page.catalog.lookup(name), page.catalog.lookup_wide(name)];
        readings.iter().flatten().any(|r| r.actor.kind == ActorKind::Person && r.kind != AliasKind::Surname)
    };
    is_known(&name) || page.words.respelled(&name).iter().any(|name| is_known(name))
}

fn starts_name(page: &Page<'_, '_>, token: usize) -> bool {
    let is_word = page.text(token).chars().any(char::is_alphanumeric);
    is_word
        && !matches!(page.tag(token), Some(Tag::Dt | Tag::Pos | Tag::PrpPoss | Tag::Cc | Tag::Pdt))
        && !is_article(page, token)
}

/// A capital "The" is often tagged as part of the name.
fn is_article(page: &Page<'_, '_>, token: usize) -> bool {
    page.norm(token) == "the" || page.norm(token) == "a"
}

fn ends_name(page: &Page<'_, '_>, token: usize) -> bool {
    let is_word = page.text(token).chars().any(char::is_alphanumeric);
    is_word && !matches!(page.tag(token), Some(Tag::Pos | Tag::Cc | Tag::In | Tag::Dt | Tag::To | Tag::Vbz | Tag::Vbd))
}

/// Says what an entity consists of, given the catalog's names that overlap it.
pub(super) fn combine<'h, 'c>(
    page: &Page<'c, '_>,
    entity: &Entity,
    tokens: Range<usize>,
    hits: &'h [Hit<'c>],
) -> Vec<Piece<'h, 'c>> {
    let all = || hits.iter().map(Piece::Hit).collect();
    let whole = |tokens: Range<usize>| match unknown(page, entity, tokens) {
        Some((tokens, kind)) => vec![Piece::Name(tokens, kind)],
        None => Vec::new(),
    };
    let Some(first) = hits.first() else { return whole(tokens) };
    let covering = hits.iter().find(|hit| hit.tokens.start <= tokens.start && tokens.end <= hit.tokens.end);
    if let Some(hit) = covering {
        // "Michael Jordan" is blocked as a state, and a person all the same.
        let blocked_person = hit.is_blocked() && entity.label == EntityLabel::Person && hit.tokens == tokens;
        let fits = hit.is_blocked()
            || hit.is_strong()
            || hit.readings.iter().any(|reading| names::agrees(entity.label, reading.actor.kind));
        return if fits && !blocked_person && !is_namesake(page, entity, hit) { all() } else { whole(tokens) };
    }
    if hits.iter().any(|hit| hit.is_blocked()) || leftover(page, &tokens, hits) {
        return all();
    }
    if let Some(person) = glued_person(page, entity, &tokens, first) {
        // "denied Spain Marshall Plan aid"
        let person = (!page.words.ends_thing(page.norm(person.end - 1))).then_some(person);
        let person = person.map(|person| Piece::Name(person, ActorKind::Person));
        return hits.iter().take(1).map(Piece::Hit).chain(person).collect();
    }
    let strong_long =
        hits.iter().any(|hit| hit.is_strong() && hit.tokens.len() * 2 > tokens.len() && hit.tokens.len() > 1);
    let crossing = hits.iter().any(|hit| hit.tokens.start < tokens.start || hit.tokens.end > tokens.end);
    let places = matches!(entity.label, EntityLabel::Gpe | EntityLabel::Norp);
    let known = hits.iter().any(Hit::is_strong);
    match entity.label {
        _ if crossing && known || strong_long && entity.label != EntityLabel::Person => all(),
        _ if places && known => all(),
        EntityLabel::Org if ends_in_body(page, &tokens, first) || ends_in_title(page, &tokens, first) => all(),
        _ => whole(tokens),
    }
}

/// A person who bears the name of a country: nobody else has a full name that ends in it.
fn is_namesake(page: &Page<'_, '_>, entity: &Entity, hit: &Hit<'_>) -> bool {
    entity.label == EntityLabel::Person
        && matches!(hit.kind(), Some(ActorKind::State | ActorKind::Place))
        && hit.tokens.len() == 1
        && page.person_endings.contains(page.text(hit.tokens.start))
}

/// Whether the hits leave nothing of the entity but words that join or point: "and", "northern".
fn leftover(page: &Page<'_, '_>, tokens: &Range<usize>, hits: &[Hit<'_>]) -> bool {
    tokens.clone().all(|i| {
        hits.iter().any(|hit| hit.tokens.contains(&i))
            || matches!(page.tag(i), Some(Tag::Cc | Tag::In | Tag::Dt | Tag::Hyph | Tag::Comma | Tag::Pos))
            || page.words.is_direction(page.norm(i))
    })
}

/// Finds the person behind a place in one entity: "the Middle East Tobias Ellwood".
fn glued_person(page: &Page<'_, '_>, entity: &Entity, tokens: &Range<usize>, hit: &Hit<'_>) -> Option<Range<usize>> {
    let rest = hit.tokens.end..tokens.end;
    (entity.label != EntityLabel::Person
        && hit.tokens.start == tokens.start
        && matches!(hit.kind(), Some(ActorKind::State | ActorKind::Place | ActorKind::Organization))
        && (2..=3).contains(&rest.len())
        && page.words.first_name(page.text(rest.start)).is_some()
        && rest.clone().all(|i| page.is_capital(i)))
    .then_some(rest)
}

/// Whether the entity is a state and the noun for one of its bodies, which [`super::bodies`] puts together: "Iraqi Army".
fn ends_in_body(page: &Page<'_, '_>, tokens: &Range<usize>, hit: &Hit<'_>) -> bool {
    let is_state = matches!(hit.kind(), Some(ActorKind::State | ActorKind::Place));
    let at_start = hit.tokens.start == tokens.start
        && super::bodies::noun_run(page, hit.tokens.end, tokens.end).is_some_and(|(end, _)| end == tokens.end);
    let at_end = hit.tokens.end == tokens.end && super::bodies::noun_before(page, hit.tokens.start).is_some();
    is_state && (at_start || at_end)
}

/// Whether the entity is a name and the title of one who serves there, or its beginning: "Kenyan Senator", "Pentagon Press" of
/// "Pentagon Press Secretary".
fn ends_in_title(page: &Page<'_, '_>, tokens: &Range<usize>, hit: &Hit<'_>) -> bool {
    let title = || titles::title_at(page, hit.tokens.end, tokens.end);
    let rest = hit.tokens.end..tokens.end;
    hit.tokens.start == tokens.start
        && (title().is_some_and(|(words, title)| title.address && hit.tokens.end + words == tokens.end)
            || !rest.is_empty() && titles::begins_office(page, &rest))
}

/// Decides what an unknown entity is; none where it is no name.
fn unknown(page: &Page<'_, '_>, entity: &Entity, tokens: Range<usize>) -> Option<(Range<usize>, ActorKind)> {
    let capitals = tokens.clone().filter(|&i| page.is_capital(i)).count();
    let in_title = titles::covers_title(page, &tokens) || titles::begins_office(page, &tokens);
    let is_event = tokens.len() > 1
        && (page.words.begins_event(page.norm(tokens.start))
            || page.words.ends_thing(page.norm(tokens.end - 1))
                && !tokens.clone().any(|i| page.tag(i) == Some(Tag::In)));
    if capitals == 0
        || in_title
        || is_event
        || is_label(page, &tokens)
        || is_party_tag(page, &tokens)
        || is_compound(page, &tokens)
        || entity.label == EntityLabel::Org && is_body_of_state(page, &tokens)
    {
        return None;
    }
    let last = tokens.end - 1;
    let adjective = entity.label == EntityLabel::Norp && page.tag(last) == Some(Tag::Jj);
    // "84 MW": a unit.
    let is_unit = tokens.len() == 1
        && tokens.start > page.sentence_start(last)
        && page.tag(tokens.start - 1) == Some(Tag::Cd)
        && page.text(last).chars().count() <= 3
        && page.is_noun(last + 1);
    let common = is_unit || tokens.len() == 1 && page.is_loud(last) && entity.label != EntityLabel::Person;
    if adjective
        || common
        || page.words.is_direction(page.norm(last)) && tokens.len() == 1 && entity.label != EntityLabel::Loc
    {
        return None;
    }
    Some((tokens, names::kind_of(entity)))
}

/// "U.S.-made", "Israel-based": an adjective in one token, and nobody's name; "U.S.-led" forces are somebody.
fn is_compound(page: &Page<'_, '_>, tokens: &Range<usize>) -> bool {
    let parts = page.text(tokens.start).rsplit_once(['-', '–']);
    tokens.len() == 1
        && parts.is_some_and(|(name, rest)| {
            rest.starts_with(char::is_lowercase) && !page.words.is_led(rest) && is_state(page, name)
        })
}

/// "Foreign Ministry" behind "Japan's", which [`super::bodies`] puts together.
fn is_body_of_state(page: &Page<'_, '_>, tokens: &Range<usize>) -> bool {
    let floor = page.sentence_start(tokens.start);
    let Some(owner) = tokens.start.checked_sub(2).filter(|&i| i >= floor) else { return false };
    let body = || super::bodies::noun_run(page, tokens.start, tokens.end);
    let long = owner.checked_sub(1).filter(|&i| i >= floor).map(|start| page.span_text(start..owner + 1));
    page.is_possessive_mark(owner + 1)
        && (is_state(page, page.text(owner)) || long.is_some_and(|name| is_state(page, &name)))
        && body().is_some_and(|(end, body)| end == tokens.end && body.sense != BodySense::Nobody)
}

fn is_state(page: &Page<'_, '_>, name: &str) -> bool {
    let is_name = |kind| matches!(kind, AliasKind::Name | AliasKind::Acronym);
    let readings = page.catalog.lookup(name);
    readings.iter().any(|r| r.actor.kind == ActorKind::State && !r.weak && is_name(r.kind))
}

/// "QUESTION:", "ANSWER:": who speaks next in a transcript, by role.
fn is_label(page: &Page<'_, '_>, tokens: &Range<usize>) -> bool {
    let text = page.text(tokens.start);
    let shouted = text.chars().count() > 3 && text.chars().all(char::is_uppercase);
    tokens.len() == 1 && shouted && page.text(tokens.end) == ":" && page.paragraph_start(tokens.start) == tokens.start
}

/// "R-Ariz."
fn is_party_tag(page: &Page<'_, '_>, tokens: &Range<usize>) -> bool {
    let start = if page.text(tokens.start).len() == 1 { tokens.start } else { tokens.start.saturating_sub(2) };
    titles::party_tag(page, start).is_some_and(|end| tokens.end <= end)
}
