//! Makes the cast of the drafts: sorts mentions, numbers actors by first mention, gathers their aliases.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::affiliation;
use super::coref::land::Lands;
use super::draft::{Basis, Draft};
use super::page::Page;
use super::roster::Roster;
use super::{owned, titles, wholes};
use crate::actors::{Actor, ActorKind, AliasKind, Cast, CatalogActor, Form, Mention, Title, Voice};

/// Puts the cast together.
pub(super) fn finish(
    page: &Page<'_, '_>,
    drafts: Vec<Draft<'_>>,
    roster: Roster,
    mut voices: Vec<Voice>,
    lands: &Lands,
) -> Cast {
    let mut order: Vec<usize> = (0..drafts.len())
        .filter(|&k| drafts.get(k).is_some_and(|draft| !draft.dropped && !draft.tokens.is_empty()))
        .collect();
    let key = |k: &usize| drafts.get(*k).map(|draft| (draft.tokens.start, usize::MAX - draft.tokens.end));
    order.sort_by_key(key);
    order.dedup_by_key(|k| key(k));
    let place: HashMap<usize, usize> = order.iter().enumerate().map(|(at, &k)| (k, at)).collect();
    let mut mentions: Vec<Mention> = Vec::with_capacity(order.len());
    let mut aliases: HashMap<usize, BTreeSet<String>> = HashMap::new();
    for &k in &order {
        let Some(draft) = drafts.get(k) else { continue };
        let span = page.parsed.span(draft.tokens.clone());
        if let ([actor], Form::Name) = (draft.actors.as_slice(), draft.form)
            && !matches!(draft.basis, Basis::Joint(_))
        {
            let names = aliases.entry(*actor).or_default();
            names.insert(page.span_text(draft.tokens.clone()));
            names.extend(
                draft
                    .titles
                    .iter()
                    .filter(|title| title.tokens.end <= draft.tokens.start)
                    .map(|title| page.span_text(title.tokens.start..draft.tokens.end)),
            );
        }
        let titles = draft.titles.iter().cloned().map(|mut title| {
            title.of = title.of.iter().filter_map(|k| place.get(k).copied()).collect();
            title
        });
        mentions.push(Mention {
            span,
            tokens: draft.tokens.clone(),
            head: draft.head,
            kind: named_kind(draft),
            form: draft.form,
            titles: titles.collect(),
            actors: draft.actors.clone(),
            capital_of: None,
            lies_in: None,
            part_of: None,
            confidence: draft.confidence,
            rule: draft.rule,
        });
    }
    for mention in mentions.iter().filter(|m| m.rule == OFFICE || m.rule == BARE) {
        if let [actor] = mention.actors.as_slice() {
            aliases.entry(*actor).or_default().insert(page.span_text(whole_office(mention, &mentions)));
        }
    }
    let mut actors = renumber(&mut mentions, &mut voices, roster.actors, aliases);
    affiliation::describe(page, &mentions, &mut actors);
    for (mention, &k) in mentions.iter_mut().zip(&order).filter(|(mention, _)| mention.kind == ActorKind::Place) {
        let readings = drafts.get(k).map_or(&[][..], Draft::readings);
        let state = readings.iter().find(|reading| reading.kind == AliasKind::Capital).map(|reading| reading.actor);
        mention.capital_of = state.map(|state| number_of(state, &mut actors));
        let country = mention.actors.first().and_then(|&a| actors.get(a)).and_then(|place| place.country.clone());
        let around = country.and_then(|code| page.catalog.state_by_code(&code));
        mention.lies_in = around.map(|state| number_of(state, &mut actors));
    }
    owned::entitle(page, &actors, &mut mentions);
    imply_states(page, &mut actors, &mut mentions);
    imply_land(page, lands, &mut actors, &mut mentions);
    imply_parties(page, &mut actors, &mut mentions);
    let bodies = wholes::bodies(&drafts);
    for (mention, &k) in mentions.iter_mut().zip(&order) {
        let whole = drafts.get(k).and_then(|draft| wholes::of(page, &drafts, &bodies, draft, mention, &actors));
        mention.part_of = whole.map(|whole| number_of(whole, &mut actors));
    }
    let is_branch = |k: &usize| match drafts.get(*k).map(|draft| &draft.basis) {
        Some(Basis::Body { body, .. }) => is_branch(body.sector.as_deref()),
        _ => false,
    };
    let branches: Vec<bool> = order.iter().map(is_branch).collect();
    settle_ties(page, &actors, &mut mentions, &branches);
    let mut cast = Cast::new(page.len(), actors, mentions);
    cast.voices = voices;
    cast
}

/// What the words name: "Kenyan army" is an organization and "Kenyans" are people, though both stand for the state.
fn named_kind(draft: &Draft<'_>) -> ActorKind {
    let people = draft.readings().first().is_some_and(|reading| reading.kind == AliasKind::People);
    match (&draft.basis, draft.kind) {
        (Basis::Body { .. }, ActorKind::State) => ActorKind::Organization,
        (_, ActorKind::State) if people => ActorKind::Group,
        (_, kind) => kind,
    }
}

/// The rule of those who are known by their office alone.
const OFFICE: &str = "office";
/// The rule of nouns by which a body is known without its name.
pub(super) const BARE: &str = "bare-noun";

/// The tokens of an office with the body it names: "Thailand's foreign minister".
fn whole_office(mention: &Mention, mentions: &[Mention]) -> Range<usize> {
    let bodies = mention.titles.iter().flat_map(|t| &t.of).filter_map(|&k| mentions.get(k)).map(|m| m.tokens.clone());
    bodies.fold(mention.tokens.clone(), |whole, body| whole.start.min(body.start)..whole.end.max(body.end))
}

/// "the Texas Republican": a title that is the name of a party's people says which party it is, in a document on its country.
fn imply_parties(page: &Page<'_, '_>, actors: &mut Vec<Actor>, mentions: &mut [Mention]) {
    let lands: Vec<bool> = mentions.iter().map(|m| matches!(m.kind, ActorKind::Place | ActorKind::State)).collect();
    for mention in mentions.iter_mut().filter(|mention| mention.kind == ActorKind::Person) {
        for title in mention.titles.iter_mut().filter(|title| title.tie.as_deref() == Some("member-of")) {
            if title.of.iter().any(|&k| !lands.get(k).copied().unwrap_or(false)) {
                continue;
            }
            // "a Christian Democrat" is of another party.
            let before = title.tokens.start.checked_sub(1).filter(|_| title.of.is_empty());
            if before.is_some_and(|i| page.is_capital(i) && page.sentence_start(title.tokens.start) < i) {
                continue;
            }
            let people = format!("{}s", page.text(title.tokens.end - 1));
            let readings = page.catalog.lookup(&people);
            let party = |actor: &CatalogActor| {
                let here = || actors.iter().any(|other| other.country.is_some() && other.country == actor.country);
                actor.sector.as_deref() == Some("PTY") && here()
            };
            let Some(party) = readings.iter().find(|reading| party(reading.actor)) else { continue };
            title.of.clear();
            title.implied = Some(number_of(party.actor, actors));
        }
    }
}

/// Fills in whose office a title without a body is, where the catalog knows the bearer as an officer of a state:
/// "President Obama". Officers of other bodies keep their state to themselves.
fn imply_states(page: &Page<'_, '_>, actors: &mut Vec<Actor>, mentions: &mut [Mention]) {
    let named = mentions.iter().filter(|m| m.form == Form::Name && m.rule != "metonym").flat_map(|m| &m.actors);
    let spoken: HashSet<Arc<str>> = named.filter_map(|&k| actors.get(k)).map(|actor| actor.id.clone()).collect();
    for mention in mentions.iter_mut().filter(|m| m.actors.len() == 1) {
        let known = mention.actors.first().and_then(|&a| actors.get(a)).and_then(|a| page.catalog.written_actor(&a.id));
        let officer = known.filter(|person| matches!(person.sector.as_deref(), Some("GOV" | "LEG")));
        let Some(state) = officer.and_then(|o| page.catalog.state_by_code(o.country.as_deref()?)) else { continue };
        for title in mention.titles.iter_mut().filter(|t| t.of.is_empty() && t.tie.is_some()) {
            let body = match (title.tie.as_deref(), officer) {
                (Some("leads"), Some(person)) => led_body(page, person, title, state),
                _ => Some(state),
            };
            // Whose office it is need not be told where the text does not speak of the state.
            let body = body.filter(|body| body.kind != ActorKind::State || spoken.contains(&body.id));
            title.implied = body.map(|body| number_of(body, actors));
        }
    }
}

/// "Defense Minister Daniel Roe" of whom the catalog does not know: an officer of the one land that the text speaks of. Heads of states
/// are named with their states, and "President Roe" may be another land's whom everybody knows.
fn imply_land(page: &Page<'_, '_>, lands: &Lands, actors: &mut [Actor], mentions: &mut [Mention]) {
    for mention in mentions.iter_mut().filter(|m| m.kind == ActorKind::Person && m.form == Form::Name) {
        let &[person] = mention.actors.as_slice() else { continue };
        if actors.get(person).is_none_or(|a| a.country.is_some() || page.catalog.written_actor(&a.id).is_some()) {
            continue;
        }
        let serves = |t: &&mut Title| t.tie.as_deref() == Some("represents") && t.of.is_empty() && t.implied.is_none();
        let full = mention.tokens.len() > 1;
        for title in mention.titles.iter_mut().filter(serves).filter(|_| full) {
            let named = page.span_text(title.tokens.clone()).to_lowercase();
            let state = lands.of_officer(page, title.tokens.start).filter(|_| page.words.is_office_of_land(&named));
            let state = state.and_then(|state| actors.iter().position(|actor| actor.id == state.id));
            let country = state.and_then(|state| actors.get(state)).and_then(|state| state.country.clone());
            title.implied = state;
            if let Some(actor) = actors.get_mut(person).filter(|_| state.is_some()) {
                actor.country = country;
            }
        }
    }
}

/// What a known officer leads by a title: what the office of this name names, else the state where one of the offices is its
/// highest. The chairman of a committee leads no state.
fn led_body<'c>(
    page: &Page<'c, '_>,
    person: &CatalogActor,
    title: &Title,
    state: &'c CatalogActor,
) -> Option<&'c CatalogActor> {
    let called = page.span_text(title.tokens.clone()).to_lowercase();
    let roles: Vec<&str> = person.offices.iter().map(|office| &*office.role).chain(person.role.as_deref()).collect();
    let rest = |role: &&str| {
        let (head, rest) = role.split_at_checked(called.len())?;
        head.eq_ignore_ascii_case(&called).then(|| rest.trim_start().to_owned())
    };
    if let Some(rest) = roles.iter().find_map(rest) {
        let Some(body) = rest.strip_prefix("of ") else { return rest.is_empty().then_some(state) };
        let bodies = page.catalog.lookup(body.strip_prefix("the ").unwrap_or(body));
        let heads = |kind: ActorKind| matches!(kind, ActorKind::State | ActorKind::Organization | ActorKind::Group);
        return bodies.into_iter().find(|reading| heads(reading.actor.kind)).map(|reading| reading.actor);
    }
    (is_highest(page, &called) || roles.iter().any(|role| is_highest(page, role))).then_some(state)
}

/// Whether an office of this name is the highest of a state; a governor's is of a part of it.
pub(super) fn is_highest(page: &Page<'_, '_>, role: &str) -> bool {
    let role = role.to_lowercase();
    let words: Vec<&str> = role.split(' ').collect();
    let local = words.last().is_some_and(|office| page.words.is_local(office));
    let found = page.catalog.title(&words).filter(|(n, _)| *n == words.len() && !local);
    found.is_some_and(|(_, record)| record.tie.as_deref() == Some("leads") && record.sector.as_deref() == Some("GOV"))
}

/// Finds a known actor of the cast, or adds it.
fn number_of(actor: &CatalogActor, actors: &mut Vec<Actor>) -> usize {
    actors.iter().position(|a| a.id == actor.id).unwrap_or_else(|| {
        actors.push(actor.to_actor());
        actors.len() - 1
    })
}

/// Says who heads one branch of a state (`branches` among the mentions, or a title of a branch) acts for the state and does
/// not lead it: "the Kenyan army chief", "House Speaker X". Who leads rebels does neither.
fn settle_ties(page: &Page<'_, '_>, actors: &[Actor], mentions: &mut [Mention], branches: &[bool]) {
    let is_state = |actor: &usize| actors.get(*actor).is_some_and(|actor| actor.kind == ActorKind::State);
    let of_state: Vec<bool> = mentions.iter().map(|mention| mention.actors.iter().any(is_state)).collect();
    let holds = |flags: &[bool], k: &usize| flags.get(*k).copied().unwrap_or(false);
    let places: Vec<bool> = mentions.iter().map(|mention| mention.kind == ActorKind::Place).collect();
    for title in mentions.iter_mut().flat_map(|mention| &mut mention.titles) {
        // Who governs a place leads it; the bureau chief in a town does not.
        if title.of.iter().any(|k| holds(&places, k)) {
            let record = titles::title_at(page, title.tokens.start, title.tokens.end).map(|(_, record)| record);
            let governs = record.is_some_and(|record| {
                record.sector.as_deref() == Some("GOV") && record.tie.as_deref() == Some("leads")
            });
            title.of.retain(|k| governs || !holds(&places, k));
        }
        let names_state = title.implied.is_some() || title.of.iter().any(|k| holds(&of_state, k));
        if title.tie.as_deref() != Some("leads") || !names_state {
            continue;
        }
        let record = titles::title_at(page, title.tokens.start, title.tokens.end).map(|(_, record)| record);
        let sector = record.and_then(|record| record.sector.as_deref());
        if sector == Some("REB") {
            title.of.retain(|k| !holds(&of_state, k));
            title.implied = None;
        } else if is_branch(sector) || title.of.iter().any(|k| holds(branches, k)) {
            title.tie = Some("represents".to_owned());
        }
    }
}

/// Whether this sector is one branch of a state.
fn is_branch(sector: Option<&str>) -> bool {
    matches!(sector, Some("MIL" | "LEG" | "JUD" | "COP" | "SPY"))
}

/// Orders the actors by first mention and leaves out those without one.
fn renumber(
    mentions: &mut [Mention],
    voices: &mut Vec<Voice>,
    actors: Vec<Actor>,
    mut aliases: HashMap<usize, BTreeSet<String>>,
) -> Vec<Actor> {
    let mut number: HashMap<usize, usize> = HashMap::new();
    let mut ordered = Vec::new();
    for slot in mentions.iter_mut().flat_map(|mention| &mut mention.actors) {
        let next = number.len();
        let new = *number.entry(*slot).or_insert(next);
        if new == next
            && let Some(actor) = actors.get(*slot)
        {
            let mut actor = actor.clone();
            let names = aliases.remove(slot).unwrap_or_default();
            actor.aliases = names.into_iter().filter(|name| *name != actor.name).collect();
            ordered.push(actor);
        }
        *slot = new;
    }
    for voice in voices.iter_mut() {
        voice.speakers = voice.speakers.iter().filter_map(|speaker| number.get(speaker).copied()).collect();
    }
    voices.retain(|voice| !voice.speakers.is_empty());
    voices.sort_by_key(|voice| (voice.tokens.start, usize::MAX - voice.tokens.end));
    for mention in mentions {
        let mut seen = BTreeSet::new();
        mention.actors.retain(|actor| seen.insert(*actor));
    }
    ordered
}
