//! Says which actor each name is.
//!
//! Reads: drafts with their kinds and titles. Gives: actors, and each draft's links with rule and confidence.
//! How: first what the catalog knows, then full names, then parts of names and acronyms, then bodies and descriptions.
//! Does not: link pronouns and descriptions without a name ([`super::coref`]).

use std::collections::HashMap;

use super::around::Around;
use super::draft::{Basis, Cover, Draft};
use super::page::Page;
use super::persons::Persons;
use super::roster::Roster;
use super::{bracketed, places, support, types};
use crate::actors::ids::slug;
use crate::actors::{ActorKind, AliasKind, BodyRecord, BodySense, Catalog, CatalogActor, Form, Posting};
use crate::nlp::Dep;

/// Links all drafts. Cost: linear in drafts, save for names that many full names share.
pub(super) fn link<'c>(page: &Page<'c, '_>, drafts: &mut [Draft<'c>]) -> Roster {
    let mut linker = Linker {
        page,
        roster: Roster::of(page.year()),
        around: Around::of(drafts),
        endings: HashMap::new(),
        acronyms: HashMap::new(),
    };
    linker.collect_acronyms(drafts);
    linker.known(drafts);
    let persons = Persons::collect(page, drafts, &linker.around, &mut linker.roster);
    bracketed::link(page, drafts);
    linker.unknown(drafts);
    persons.link(page, drafts, &linker.around, &mut linker.roster);
    linker.bodies(drafts);
    linker.same(drafts);
    linker.describe(drafts);
    linker.roster
}

struct Linker<'p, 'c, 'd> {
    page: &'p Page<'c, 'd>,
    roster: Roster,
    around: Around,
    /// Last words of names of several words, with the actors that bear them.
    endings: HashMap<String, Vec<usize>>,
    /// Acronyms that the document defines: the draft of the full name.
    acronyms: HashMap<String, usize>,
}

impl<'c> Linker<'_, 'c, '_> {
    fn text(&self, draft: &Draft<'_>) -> String {
        self.page.span_text(draft.tokens.clone())
    }

    /// "Syrian Democratic Forces (SDF)", and names of one word that are the initials of a longer one.
    fn collect_acronyms(&mut self, drafts: &[Draft<'_>]) {
        let mut initials: HashMap<String, Option<usize>> = HashMap::new();
        for (k, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.is_name() && !draft.dropped) {
            if draft.tokens.len() > 1 && draft.kind != ActorKind::Person {
                let capitals = draft.tokens.clone().filter(|&i| self.page.is_capital(i));
                let key: String = capitals.filter_map(|i| self.page.text(i).chars().next()).collect();
                if key.chars().count() > 1 {
                    let same =
                        |other: &usize| drafts.get(*other).is_some_and(|other| self.text(other) == self.text(draft));
                    initials.entry(key).and_modify(|slot| *slot = slot.filter(same)).or_insert(Some(k));
                }
            }
        }
        for draft in drafts.iter().filter(|draft| draft.tokens.len() == 1 && !draft.dropped) {
            let text = self.text(draft);
            let Some(&full) = initials.get(&text).and_then(Option::as_ref) else { continue };
            let Some(long) = drafts.get(full) else { continue };
            let bracket = matches!(self.page.text(draft.tokens.start.wrapping_sub(1)), "(" | "[");
            let unsure = matches!(draft.basis, Basis::Unknown) || draft.readings().iter().all(|reading| reading.weak);
            if (bracket || unsure) && types::is_acronym_of(self.page, &text, long) {
                self.acronyms.insert(text, full);
            }
        }
    }

    /// Names of the catalog, persons left out.
    fn known(&mut self, drafts: &mut [Draft<'c>]) {
        for at in 0..drafts.len() {
            let Some(draft) = drafts.get(at) else { continue };
            let defined = self.acronyms.contains_key(&self.text(draft)) && draft.tokens.len() == 1;
            let (actors, kind, confidence, rule) = match &draft.basis {
                Basis::Joint(readings) => {
                    let actors = readings.iter().map(|reading| self.roster.known(reading.actor)).collect();
                    (actors, ActorKind::State, 0.9, "joint-name")
                }
                Basis::Known(readings) if draft.kind != ActorKind::Person && !defined => {
                    let Some(choice) = self.choose(draft, readings) else { continue };
                    match choice {
                        Choice::Actor(record, confidence, rule) => {
                            (vec![self.roster.known(record)], record.kind, confidence, rule)
                        }
                        Choice::Town(name) => (
                            vec![self.roster.own(ActorKind::Place, &slug(&name), &name)],
                            ActorKind::Place,
                            0.8,
                            "capital-place",
                        ),
                        Choice::Part(place) => (
                            vec![places::government(&mut self.roster, place)],
                            ActorKind::Organization,
                            0.75,
                            "part-government",
                        ),
                    }
                }
                _ => continue,
            };
            let words = draft.tokens.len();
            let ending = self.page.text(draft.tokens.end - 1).to_owned();
            if words > 1
                && let Some(&actor) = actors.first()
            {
                remember(&mut self.endings, ending, actor);
            }
            if let Some(draft) = drafts.get_mut(at) {
                (draft.actors, draft.kind, draft.confidence, draft.rule) = (actors, kind, confidence, rule);
            }
        }
    }

    /// Picks the reading of a known name.
    fn choose(&self, draft: &Draft<'c>, readings: &[Posting<'c>]) -> Option<Choice<'c>> {
        let capital = readings.iter().find(|reading| reading.kind == AliasKind::Capital);
        if let Some(reading) = capital {
            if places::is_government(self.page, draft) {
                return Some(Choice::Actor(reading.actor, 0.75, "capital-government"));
            }
            let town = readings.iter().find(|reading| reading.actor.kind == ActorKind::Place);
            return Some(match town {
                Some(town) => Choice::Actor(town.actor, 0.9, "capital-place"),
                None => Choice::Town(self.text(draft)),
            });
        }
        let score = |reading: &Posting<'_>| {
            let country = reading.actor.country.as_deref().unwrap_or("");
            let place = reading.actor.kind == ActorKind::Place;
            let around = if place { &self.around.towns } else { &self.around.states };
            let mentioned = around.get(country).copied().unwrap_or(0).min(3) as i32;
            i32::from(!reading.weak) * 4 + i32::from(reading.actor.kind == draft.kind) + 2 * mentioned
        };
        let mut best: Option<(&Posting<'c>, i32)> = None;
        let mut tied = false;
        for reading in readings.iter().filter(|reading| reading.actor.kind != ActorKind::Person) {
            let points = score(reading);
            tied = best.is_some_and(|(_, most)| most == points) || tied && best.is_none_or(|(_, most)| points < most);
            if best.is_none_or(|(_, most)| points > most) {
                best = Some((reading, points));
            }
        }
        let (reading, _) =
            best.filter(|(reading, _)| support::is_supported(self.page, &self.around, draft, reading))?;
        if places::governs_itself(self.page, draft, reading.actor) {
            return Some(Choice::Part(reading.actor));
        }
        let confidence = if reading.weak { 0.7 } else { 0.95 } - if tied { 0.2 } else { 0.0 };
        let rule = match reading.kind {
            AliasKind::Adjective | AliasKind::People => "adjective",
            AliasKind::Metonym => "metonym",
            AliasKind::Acronym => "acronym",
            _ => "catalog-name",
        };
        Some(Choice::Actor(reading.actor, confidence, rule))
    }

    /// Id and name of an actor of the document's own; of an organization with the state before it.
    fn own_name(&self, draft: &Draft<'c>, text: &str) -> (String, String) {
        let is_body = draft.kind == ActorKind::Organization && !draft.readings().is_empty();
        let state = support::beside(self.page, draft).filter(|_| is_body).map(|beside| beside.state);
        match state.and_then(|state| Some((state.country.as_deref()?, state.adjectives.first()?))) {
            Some((code, adjective)) => {
                (format!("{}-{}", code.to_ascii_lowercase(), slug(text)), format!("{adjective} {text}"))
            }
            None => (slug(text), text.to_owned()),
        }
    }

    /// "the South" for the only state of the document whose name begins so.
    fn short_state(&self, draft: &Draft<'c>, text: &str) -> Option<usize> {
        let direction = draft.tokens.len() == 1 && self.page.words.is_direction(&text.to_lowercase());
        let begins = |name: &str| name.strip_prefix(text).is_some_and(|rest| rest.starts_with(' '));
        let mut states = self
            .roster
            .actors
            .iter()
            .enumerate()
            .filter(|(_, actor)| actor.kind == ActorKind::State && begins(&actor.name));
        let (state, _) = states.next().filter(|_| direction)?;
        states.next().is_none().then_some(state)
    }

    /// Names that only the document knows, longer ones first.
    fn unknown(&mut self, drafts: &mut [Draft<'c>]) {
        let is_open = |draft: &Draft<'_>| draft.actors.is_empty() && draft.is_name() && draft.kind != ActorKind::Person;
        for long in [true, false] {
            for at in 0..drafts.len() {
                let Some(draft) = drafts.get(at).filter(|draft| is_open(draft) && (draft.tokens.len() > 1) == long)
                else {
                    continue;
                };
                let text = self.text(draft);
                let (kind, ending) = (draft.kind, self.page.text(draft.tokens.end - 1).to_owned());
                let full = self.acronyms.get(&text).and_then(|&k| drafts.get(k)?.actors.first().copied());
                let (actor, confidence, rule) = match full {
                    Some(actor) => (actor, 0.9, "acronym"),
                    None => {
                        let part = if long { self.roster.ending_in(&text, kind) } else { self.partial(&ending, kind) };
                        match part.or_else(|| self.short_state(draft, &text)) {
                            Some(actor) => (actor, 0.75, "partial-name"),
                            None => self.stranger(draft, &text),
                        }
                    }
                };
                if long {
                    remember(&mut self.endings, ending, actor);
                }
                let kind = self.roster.get(actor).map_or(kind, |actor| actor.kind);
                if let Some(draft) = drafts.get_mut(at) {
                    (draft.actors, draft.kind, draft.confidence, draft.rule) = (vec![actor], kind, confidence, rule);
                }
            }
        }
    }

    /// A name that the hand-written tables do not know: one of the wide tier, or the document's own.
    fn stranger(&mut self, draft: &Draft<'c>, text: &str) -> (usize, f32, &'static str) {
        let beside = support::beside(self.page, draft);
        let state = beside.as_ref().and_then(|beside| beside.state.country.as_deref());
        let scene = self.page.scene(&self.around);
        if let Some((record, confidence)) = scene.body(text, draft.kind, state) {
            return (self.roster.known(record), confidence, "wide-name");
        }
        let (slug, name) = self.own_name(draft, text);
        (self.roster.own(draft.kind, &slug, &name), 0.8, "own-name")
    }

    /// "the Coalition" for the only name that ends in it.
    fn partial(&self, word: &str, kind: ActorKind) -> Option<usize> {
        let (&[actor], true) = (self.endings.get(word)?.as_slice(), types_fit(kind)) else { return None };
        let fits = self.roster.get(actor).is_some_and(|actor| types_fit(actor.kind) || actor.kind == kind);
        fits.then_some(actor)
    }

    /// "Syrian army", "Assad regime", "people of Mosul".
    fn bodies(&mut self, drafts: &mut [Draft<'c>]) {
        let cover = Cover::of(drafts, self.page.len());
        for at in 0..drafts.len() {
            let Some(draft) = drafts.get(at) else { continue };
            let Basis::Body { of, body } = &draft.basis else { continue };
            let bases: Vec<&Draft<'c>> = of.iter().filter_map(|&k| drafts.get(k)).collect();
            if let Some((actors, kind)) = self.named_beside(draft, body, &cover, drafts) {
                if let Some(draft) = drafts.get_mut(at) {
                    (draft.actors, draft.kind, draft.form) = (actors, kind, Form::Nominal);
                    (draft.confidence, draft.rule) = (0.85, "apposition");
                }
                continue;
            }
            let (actors, confidence) = self.body(draft, &bases, body);
            if let Some(draft) = drafts.get_mut(at) {
                draft.kind = actors.first().and_then(|&k| self.roster.get(k)).map_or(draft.kind, |actor| actor.kind);
                (draft.actors, draft.confidence, draft.rule) = (actors, confidence, "body");
            }
        }
    }

    /// "the FDLR, a Hutu militia", "the Kurdish faction PJAK": one body that has a name beside it is whom that names.
    fn named_beside(
        &self,
        draft: &Draft<'c>,
        body: &BodyRecord,
        cover: &Cover,
        drafts: &[Draft<'c>],
    ) -> Option<(Vec<usize>, ActorKind)> {
        let page = self.page;
        if !matches!(body.sense, BodySense::Group | BodySense::Organization) || page.is_plural(draft.head) {
            return None;
        }
        let appositive = page.dep(draft.head) == Some(Dep::Appos);
        let behind = page.paragraph(draft.tokens.end) == page.paragraph(draft.head);
        let at = if appositive { page.head(draft.head) } else { draft.tokens.end };
        let name = drafts.get(cover.at(at).filter(|_| appositive || behind)?)?;
        let fits = matches!(name.kind, ActorKind::Group | ActorKind::Organization) && name.is_name() && !name.dropped;
        let apart = name.tokens.end <= draft.tokens.start || name.tokens.start >= draft.tokens.end;
        let free = appositive || name.tokens.start == at && !page.is_possessive_mark(name.tokens.end);
        (fits && apart && free && !name.actors.is_empty()).then(|| (name.actors.clone(), name.kind))
    }

    fn body(&mut self, draft: &Draft<'c>, bases: &[&Draft<'c>], body: &BodyRecord) -> (Vec<usize>, f32) {
        let Some(base) = bases.last() else { return (Vec::new(), 0.0) };
        let text = self.text(draft);
        let state = self.state_behind(base);
        // "Iraqi and Kurdistan Regional governments": the plural hides a name.
        if base.kind != ActorKind::State
            && let Some(known) = self.in_singular(draft, base)
        {
            return (vec![self.roster.known(known)], 0.85);
        }
        match (body.sense, state) {
            (BodySense::State, Some(_)) => (self.states_behind(bases), 0.85),
            // "The Russian and Syrian alliance": both.
            (BodySense::Group, Some(_)) if body.sector.is_none() && bases.len() > 1 => (self.states_behind(bases), 0.8),
            (sense, None)
                if sense != BodySense::Nobody && matches!(base.kind, ActorKind::Group | ActorKind::Organization) =>
            {
                (base.actors.clone(), 0.8)
            }
            (sense, Some(state)) if sense != BodySense::State => {
                let known = self.page.catalog.lookup(&text).into_iter().find(|reading| !reading.weak);
                if let Some(reading) = known {
                    return (vec![self.roster.known(reading.actor)], 0.9);
                }
                let actor = named_body(&mut self.roster, state, body, draft.kind);
                (vec![actor], 0.8)
            }
            _ => {
                let kind = if draft.kind == ActorKind::State { ActorKind::Group } else { draft.kind };
                let land = self.land_of(base);
                // "the foreign ministry in Moscow": there is one.
                if let Some(state) =
                    land.filter(|_| self.page.words.is_of_land(&body.lemma) && body.sense != BodySense::State)
                {
                    return (vec![own_body(self.page.catalog, &mut self.roster, state, body, kind)], 0.7);
                }
                let actor = self.roster.own(kind, &slug(&text), &text);
                if let (Some(actor), Some(state)) = (self.roster.actors.get_mut(actor), land) {
                    actor.country.clone_from(&state.country);
                    actor.sector.clone_from(&body.sector);
                }
                (vec![actor], 0.7)
            }
        }
    }

    /// The body whose name a phrase is but for its plural.
    fn in_singular(&self, draft: &Draft<'_>, base: &Draft<'_>) -> Option<&'c CatalogActor> {
        let last = draft.tokens.end.checked_sub(1).filter(|&last| self.page.is_plural(last))?;
        let name = format!("{} {}", self.page.span_text(base.tokens.start..last), self.page.lemma(last));
        let readings = self.page.catalog.lookup(&name);
        let body = readings.into_iter().find(|reading| !reading.weak && reading.actor.kind == ActorKind::Organization);
        body.map(|reading| reading.actor)
    }

    fn states_behind(&mut self, bases: &[&Draft<'c>]) -> Vec<usize> {
        let states: Vec<&CatalogActor> = bases.iter().filter_map(|base| self.state_behind(base)).collect();
        let mut actors: Vec<usize> = states.into_iter().map(|state| self.roster.known(state)).collect();
        actors.dedup();
        actors
    }

    /// The state in which a place lies.
    fn land_of(&self, base: &Draft<'c>) -> Option<&'c CatalogActor> {
        let capital = base.readings().iter().find(|reading| reading.kind == AliasKind::Capital);
        let place = base
            .actors
            .first()
            .filter(|_| base.kind == ActorKind::Place)
            .and_then(|&k| self.roster.get(k)?.country.as_deref());
        let code = capital.and_then(|reading| reading.actor.country.as_deref()).or(place)?;
        self.page.catalog.state_by_code(code)
    }

    /// The state that a name before a body stands for: itself, or that of the person who heads it.
    fn state_behind(&self, base: &Draft<'c>) -> Option<&'c CatalogActor> {
        let catalog = self.page.catalog;
        if base.kind == ActorKind::State {
            let actor = base.actors.first().and_then(|&k| self.roster.get(k));
            return catalog.actor(&actor?.id);
        }
        let mut codes: Vec<&str> = Vec::new();
        if base.kind == ActorKind::Person || matches!(base.basis, Basis::Unknown) {
            codes.extend(base.readings().iter().filter_map(|reading| reading.actor.country.as_deref()));
            let text = self.text(base);
            let surname = catalog.lookup(&text);
            let persons = surname.iter().filter(|reading| reading.actor.kind == ActorKind::Person);
            codes.extend(persons.filter_map(|reading| reading.actor.country.as_deref()));
            codes.extend(base.actors.iter().filter_map(|&k| self.roster.get(k)?.country.as_deref()));
        }
        codes.sort_unstable();
        codes.dedup();
        let in_context: Vec<&str> =
            codes.iter().copied().filter(|code| self.around.states.contains_key(*code)).collect();
        let code = match (in_context.as_slice(), codes.as_slice()) {
            ([code], _) | ([], [code]) => *code,
            _ => return None,
        };
        catalog.state_by_code(code)
    }

    /// Descriptions that hang on another draft.
    fn same(&mut self, drafts: &mut [Draft<'c>]) {
        for at in 0..drafts.len() {
            let Some(&Basis::Same(base)) = drafts.get(at).map(|draft| &draft.basis) else { continue };
            let Some((actors, kind, confidence)) =
                drafts.get(base).map(|base| (base.actors.clone(), base.kind, base.confidence))
            else {
                continue;
            };
            if let Some(draft) = drafts.get_mut(at) {
                (draft.actors, draft.kind, draft.confidence) = (actors, kind, confidence * 0.95);
            }
        }
    }

    /// Gives persons that only the document knows the office and the country of their titles.
    fn describe(&mut self, drafts: &[Draft<'c>]) {
        for draft in drafts.iter().filter(|draft| draft.kind == ActorKind::Person) {
            let (Some(title), Some(&actor)) =
                (draft.titles.iter().find(|title| title.tie.is_some()), draft.actors.first())
            else {
                continue;
            };
            let body = title.of.iter().find_map(|&k| drafts.get(k)?.actors.first().copied());
            let country = body.and_then(|k| self.roster.get(k)?.country.clone());
            let role = self.page.span_text(title.tokens.clone());
            if let Some(actor) = self.roster.actors.get_mut(actor) {
                actor.country = actor.country.take().or(country);
                actor.role.get_or_insert(role);
            }
        }
    }
}

enum Choice<'c> {
    Actor(&'c CatalogActor, f32, &'static str),
    /// A capital as a place that the catalog has under its state only.
    Town(String),
    /// A part of a state that stands for its government.
    Part(&'c CatalogActor),
}

fn remember(endings: &mut HashMap<String, Vec<usize>>, word: String, actor: usize) {
    let actors = endings.entry(word).or_default();
    if !actors.contains(&actor) && actors.len() < 2 {
        actors.push(actor);
    }
}

fn types_fit(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::Organization | ActorKind::Group)
}

/// The body of a state that the catalog knows, or an actor of the document's own.
pub(super) fn own_body(
    catalog: &Catalog,
    roster: &mut Roster,
    state: &CatalogActor,
    body: &BodyRecord,
    kind: ActorKind,
) -> usize {
    let adjective = state.adjectives.first().map_or(state.name.as_str(), String::as_str);
    let known = catalog.lookup(&format!("{adjective} {}", body.lemma)).into_iter().find(|reading| !reading.weak);
    match known {
        Some(reading) => roster.known(reading.actor),
        None => named_body(roster, state, body, kind),
    }
}

/// A body of a state, by its noun: "Kenyan Electoral Commission".
fn named_body(roster: &mut Roster, state: &CatalogActor, body: &BodyRecord, kind: ActorKind) -> usize {
    let code = state.country.as_deref().unwrap_or(&state.id).to_ascii_lowercase();
    let lemma = general(body);
    let adjective = state.adjectives.first().map_or(state.name.as_str(), String::as_str);
    let name = match body.sense {
        BodySense::Organization => format!("{adjective} {}", title_case(&body.lemma)),
        _ => format!("{adjective} {lemma}"),
    };
    let actor = roster.own(kind, &format!("{code}-{}", slug(lemma)), &name);
    if let Some(actor) = roster.actors.get_mut(actor) {
        actor.country.clone_from(&state.country);
        actor.sector.clone_from(&body.sector);
    }
    actor
}

/// The noun under which all nouns of an opposition go: its forces, groups and fighters are one actor.
fn general(body: &BodyRecord) -> &str {
    match (body.sector.as_deref(), body.lemma.split_once(' ')) {
        (Some("OPP"), Some((first, _))) if body.sense == BodySense::Group => first,
        _ => &body.lemma,
    }
}

fn title_case(words: &str) -> String {
    let mut cased = String::with_capacity(words.len());
    for word in words.split(' ') {
        let mut letters = word.chars();
        if !cased.is_empty() {
            cased.push(' ');
        }
        match letters.next() {
            Some(first) if word.len() > 3 => cased.extend(first.to_uppercase().chain(letters)),
            _ => cased.push_str(word),
        }
    }
    cased
}
