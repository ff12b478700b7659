//! Says who the persons are: full names, then parts of names.
//!
//! Reads: drafts of persons. Gives: their links. "Kerry" is the John Kerry of the same document, before or after it; without
//! one it is a person of the catalog only where title or country agree; otherwise an actor of its own.

use std::collections::HashMap;

use super::around::Around;
use super::draft::Draft;
use super::page::Page;
use super::roster::Roster;
use super::titles;
use super::wide::{self, without_middle};
use crate::actors::catalog::names::Key;
use crate::actors::ids::slug;
use crate::actors::{ActorKind, AliasKind, CatalogActor, Posting, Title};

/// The sector of those who sit in a parliament.
const LEGISLATURE: &str = "LEG";

/// Full names of a document.
#[derive(Debug, Default)]
pub(super) struct Persons {
    full: Vec<Full>,
    by_last: HashMap<String, Vec<usize>>,
    by_first: HashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Full {
    folded: String,
    actor: usize,
}

impl Persons {
    /// Links the full names and remembers them.
    pub fn collect<'c>(page: &Page<'c, '_>, drafts: &mut [Draft<'c>], around: &Around, roster: &mut Roster) -> Self {
        let mut persons = Persons::default();
        for at in 0..drafts.len() {
            let Some(draft) = drafts.get(at).filter(|draft| is_person(draft)) else { continue };
            let name = page.span_text(draft.tokens.clone());
            if !is_full(&name) {
                continue;
            }
            let (actor, confidence, rule) = match persons.same(&name) {
                Some(actor) => (actor, 0.95, "exact-name"),
                None => match known(page, drafts, draft, &name, around) {
                    Some((record, confidence)) => (roster.known(record), confidence, "catalog-name"),
                    None => match office_holder(page, drafts, draft, &name, around) {
                        Some((record, confidence)) => (roster.known(record), confidence, "wide-name"),
                        None => (roster.own(ActorKind::Person, &slug(&name), &name), 0.9, "own-name"),
                    },
                },
            };
            persons.remember(&name, actor);
            if let Some(draft) = drafts.get_mut(at) {
                (draft.actors, draft.confidence, draft.rule) = (vec![actor], confidence, rule);
            }
        }
        persons
    }

    /// Links the parts of names.
    pub fn link<'c>(&self, page: &Page<'c, '_>, drafts: &mut [Draft<'c>], around: &Around, roster: &mut Roster) {
        let mut last_seen: HashMap<usize, usize> = HashMap::new();
        for at in 0..drafts.len() {
            let Some(draft) = drafts.get(at).filter(|draft| draft.kind == ActorKind::Person && draft.is_name()) else {
                continue;
            };
            if let Some(&actor) = draft.actors.first() {
                last_seen.insert(actor, at);
                continue;
            }
            if draft.dropped {
                continue;
            }
            let name = page.span_text(draft.tokens.clone());
            let (actor, confidence, rule) = match self.partial(&name, &last_seen) {
                Some((actor, confidence)) => (actor, confidence, "partial-name"),
                None => match known(page, drafts, draft, &name, around) {
                    Some((record, confidence)) => (roster.known(record), confidence * 0.8, "surname"),
                    None => (roster.own(ActorKind::Person, &slug(&name), &name), 0.7, "own-name"),
                },
            };
            last_seen.insert(actor, at);
            if let Some(draft) = drafts.get_mut(at) {
                (draft.actors, draft.confidence, draft.rule) = (vec![actor], confidence, rule);
            }
        }
    }

    fn remember(&mut self, name: &str, actor: usize) {
        let folded = Key::of(name).folded;
        if self.full.iter().rev().take(64).any(|full| full.folded == folded) {
            return;
        }
        let at = self.full.len();
        let (first, last) = ends(&folded);
        self.by_first.entry(first.to_owned()).or_default().push(at);
        self.by_last.entry(last.to_owned()).or_default().push(at);
        self.full.push(Full { folded, actor });
    }

    /// The same first and last name: middle names come and go.
    fn same(&self, name: &str) -> Option<usize> {
        let folded = Key::of(name).folded;
        let (first, last) = ends(&folded);
        let full = self.by_last.get(last)?.iter().filter_map(|&k| self.full.get(k));
        full.take(16).find(|full| ends(&full.folded).0 == first).map(|full| full.actor)
    }

    /// The full name of which this is the end, or the beginning; of several the one seen last.
    fn partial(&self, name: &str, last_seen: &HashMap<usize, usize>) -> Option<(usize, f32)> {
        let folded = Key::of(name).folded;
        let (first, last) = ends(&folded);
        let bearers = |map: &HashMap<String, Vec<usize>>, key: &str, fits: &dyn Fn(&str) -> bool| {
            let full = map.get(key).into_iter().flatten().filter_map(|&k| self.full.get(k)).take(16);
            let mut actors: Vec<usize> = full.filter(|full| fits(&full.folded)).map(|full| full.actor).collect();
            actors.dedup();
            actors
        };
        let by_last = bearers(&self.by_last, last, &|full| ends_with(full, &folded));
        match by_last.as_slice() {
            [] => {}
            [actor] => return Some((*actor, 0.9)),
            several => {
                let latest = several.iter().max_by_key(|actor| last_seen.get(actor).map_or(0, |at| at + 1))?;
                return Some((*latest, 0.55));
            }
        }
        match bearers(&self.by_first, first, &|full| full.starts_with(&folded)).as_slice() {
            [actor] => Some((*actor, 0.7)),
            _ => None,
        }
    }
}

fn is_person(draft: &Draft<'_>) -> bool {
    draft.kind == ActorKind::Person && draft.is_name() && !draft.dropped
}

/// Whether a name has a given name before the family name.
fn is_full(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    words.next().is_some() && first.starts_with(char::is_uppercase) && !first.eq_ignore_ascii_case("al")
}

fn ends(folded: &str) -> (&str, &str) {
    let first = folded.split(' ').next().unwrap_or_default();
    let last = folded.rsplit(' ').next().unwrap_or_default();
    (first, last)
}

fn ends_with(full: &str, part: &str) -> bool {
    full.strip_suffix(part).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// The person of the catalog that a name means, if country or office leave one only.
fn known<'c>(
    page: &Page<'c, '_>,
    drafts: &[Draft<'c>],
    draft: &Draft<'c>,
    name: &str,
    around: &Around,
) -> Option<(&'c CatalogActor, f32)> {
    let mut readings: Vec<Posting<'c>> = draft.readings().to_vec();
    if readings.is_empty() {
        readings = page.catalog.lookup(name);
    }
    readings.retain(|reading| reading.actor.kind == ActorKind::Person);
    if let Some(shorter) = without_middle(name).filter(|_| readings.is_empty()) {
        readings = page.catalog.lookup(&shorter);
        readings.retain(|reading| reading.actor.kind == ActorKind::Person && reading.kind != AliasKind::Surname);
    }
    if readings.is_empty() && is_full(name) {
        let names = page.words.respelled(name);
        readings.extend(names.iter().flat_map(|name| page.catalog.lookup(name)));
        readings.retain(|reading| reading.actor.kind == ActorKind::Person && reading.kind != AliasKind::Surname);
    }
    if let Some(first) = readings.first().map(|reading| reading.actor) {
        // Spellings of one name are one reading.
        let same = readings.iter().all(|reading| reading.actor.id == first.id);
        readings.truncate(if same { 1 } else { readings.len() });
    }
    let surname_only = readings.iter().all(|reading| reading.kind == AliasKind::Surname);
    let titled = titles_country(drafts, draft);
    let has_title = draft.titles.iter().any(|title| title.tie.is_some());
    let fits = |reading: &&Posting<'c>| {
        let country = reading.actor.country.as_deref().unwrap_or("");
        match &titled {
            Some(code) => code == country,
            None => around.states.contains_key(country),
        }
    };
    let year = page.year();
    let in_office = |reading: &&Posting<'c>| {
        year.is_none_or(|year| {
            reading.actor.offices.is_empty() || reading.actor.offices.iter().any(|office| office.covers(year))
        })
    };
    if let ([reading], false) = (readings.as_slice(), surname_only) {
        let sure = !reading.weak || fits(&reading);
        return sure.then_some((reading.actor, 0.95));
    }
    if surname_only && let Some(officer) = by_office(page, draft, &readings) {
        return Some((officer, 0.75));
    }
    let near = |reading: &&Posting<'c>| year.is_none_or(|year| is_near(reading.actor, year));
    let fitting: Vec<&Posting<'c>> = readings.iter().filter(fits).filter(near).collect();
    let fitting = if fitting.len() > 1 { fitting.into_iter().filter(|r| in_office(r)).collect() } else { fitting };
    match fitting.as_slice() {
        [reading] if surname_only && !may_sit(page, draft, reading.actor) => None,
        [reading] if !surname_only || has_title => Some((reading.actor, 0.8)),
        [reading] if in_office(reading) && titled.is_none() && year.is_some() => Some((reading.actor, 0.6)),
        _ => None,
    }
}

/// "Secretary Powell": of all who bear a surname the only one who held the office of the title in the year of the document.
/// A title that names its state or body is judged by that ([`known`]).
fn by_office<'c>(page: &Page<'c, '_>, draft: &Draft<'c>, readings: &[Posting<'c>]) -> Option<&'c CatalogActor> {
    let year = page.year()?;
    if draft.titles.iter().any(|title| !title.of.is_empty()) {
        return None;
    }
    let offices = draft.titles.iter().filter(|title| title.tie.is_some());
    let offices: Vec<String> = offices.map(|title| page.span_text(title.tokens.clone()).to_lowercase()).collect();
    let is_role = |role: &str| {
        let role = role.to_lowercase();
        offices
            .iter()
            .any(|title| role.strip_prefix(title.as_str()).is_some_and(|r| r.is_empty() || r.starts_with(" of ")))
    };
    let held = |actor: &CatalogActor| actor.offices.iter().any(|o| o.covers(year) && is_role(&o.role));
    let mut holders = readings.iter().map(|reading| reading.actor).filter(|actor| held(actor));
    let first = holders.next()?;
    holders.all(|other| other.id == first.id).then_some(first)
}

/// "Senator Marsh" is nobody whom the tables know in other offices only.
fn may_sit(page: &Page<'_, '_>, draft: &Draft<'_>, actor: &CatalogActor) -> bool {
    let seat = |title: &Title| {
        let (_, record) = titles::title_at(page, title.tokens.start, title.tokens.end)?;
        (record.sector.as_deref() == Some(LEGISLATURE)).then_some(record.text.as_str())
    };
    let Some(seat) = draft.titles.iter().find_map(seat) else { return true };
    let word = seat.rsplit(' ').next().unwrap_or(seat);
    let held = |role: &str| role.to_lowercase().split(' ').any(|part| part == word);
    actor.sector.as_deref() == Some(LEGISLATURE) || actor.offices.iter().any(|office| held(&office.role))
}

/// Whether somebody may be spoken of in a year, as far as the offices tell: long before the first nobody knew the name.
fn is_near(actor: &CatalogActor, year: i16) -> bool {
    let (before, after) = wide::SAME_STATE;
    actor.offices.is_empty()
        || actor.offices.iter().any(|office| {
            office.from.saturating_sub(before) <= year && office.to.is_none_or(|to| year <= to.saturating_add(after))
        })
}

/// The person of the wide tier that a full name means, where the hand-written tables know nobody of this name.
fn office_holder<'c>(
    page: &Page<'c, '_>,
    drafts: &[Draft<'c>],
    draft: &Draft<'c>,
    name: &str,
    around: &Around,
) -> Option<(&'c CatalogActor, f32)> {
    let full = |reading: &Posting<'c>| reading.actor.kind == ActorKind::Person && reading.kind != AliasKind::Surname;
    if draft.readings().iter().any(full) {
        return None;
    }
    let (scene, state) = (page.scene(around), titles_country(drafts, draft));
    let names = std::iter::once(name.to_owned()).chain(without_middle(name));
    let exact = names.filter_map(|name| scene.person(&name, state.as_deref())).next();
    let respelled = || {
        let names = page.words.respelled(name);
        let mut found = names.iter().filter_map(|name| scene.person(name, state.as_deref()));
        let (first, confidence) = found.next()?;
        // Another spelling of a usual name is anybody's, unless state or year speak for the one.
        let in_office = || page.year().is_some_and(|year| first.offices.iter().any(|office| office.covers(year)));
        if around.is_empty() && state.is_none() && !in_office() {
            return None;
        }
        found.all(|(other, _)| other.id == first.id).then_some((first, confidence * 0.9))
    };
    exact.or_else(respelled).or_else(|| longer_name(page, name, |shorter| scene.person(shorter, state.as_deref())))
}

/// The holder of an office in the year of the document whose name has one more family name here: "Jam Kamal Khan Alyani".
fn longer_name<'c>(
    page: &Page<'c, '_>,
    name: &str,
    find: impl Fn(&str) -> Option<(&'c CatalogActor, f32)>,
) -> Option<(&'c CatalogActor, f32)> {
    let (shorter, _) = name.rsplit_once(' ').filter(|(shorter, _)| shorter.split(' ').count() > 2)?;
    let (actor, confidence) = find(shorter)?;
    let in_office = page.year().is_some_and(|year| actor.offices.iter().any(|office| office.covers(year)));
    in_office.then_some((actor, confidence * 0.9))
}

/// Country of the state or body that a title names.
fn titles_country(drafts: &[Draft<'_>], draft: &Draft<'_>) -> Option<String> {
    let mut bodies = draft.titles.iter().flat_map(|title| &title.of);
    bodies.find_map(|&k| drafts.get(k)?.readings().first()?.actor.country.clone())
}
