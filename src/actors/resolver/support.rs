//! Says whether a body that the catalog knows is the one that a name means here.
//!
//! Reads: a draft, the words beside it, the states of the document. Gives: yes or no, and the state beside the name.
//! How: "Brazil's Senate" is not the one of the United States; a weak name needs its state in the document; a party whose name
//! others bear is not meant where the document speaks of other states only.
//! Does not: choose among readings ([`super::link`]).

use super::around::Around;
use super::draft::Draft;
use super::page::Page;
use crate::actors::{ActorKind, AliasKind, CatalogActor, Posting};

/// Sector of parties.
const PARTY: &str = "PTY";

/// Whether the text admits this reading of a name.
pub(super) fn is_supported(page: &Page<'_, '_>, around: &Around, draft: &Draft<'_>, reading: &Posting<'_>) -> bool {
    let body = reading.actor;
    let (true, Some(country)) =
        (matches!(body.kind, ActorKind::Organization | ActorKind::Group), body.country.as_deref())
    else {
        return true;
    };
    let beside = beside(page, draft);
    if let Some(beside) = &beside
        && beside.state.country.as_deref() != Some(country)
        && is_of_state(page, body)
        && (beside.owns || reading.kind == AliasKind::Name)
    {
        return false;
    }
    let state = beside.filter(|beside| !beside.owns).map(|beside| beside.state);
    match (reading.weak, state) {
        (true, Some(state)) => state.country.as_deref() == Some(country),
        // "Democrats" beside "the Senate" and Pelosi: those whom the document names are of one state, named or not.
        (true, None) if body.sector.as_deref() == Some(PARTY) => {
            around.states.contains_key(country)
                || around.speaks_of(country) && !is_party_elsewhere(page, around, draft, body, country)
        }
        (true, None) => around.states.contains_key(country),
        (false, _) => !is_party_elsewhere(page, around, draft, body, country),
    }
}

/// A party whose name parties of other states bear, where the document speaks of such states and not of its own.
fn is_party_elsewhere(
    page: &Page<'_, '_>,
    around: &Around,
    draft: &Draft<'_>,
    party: &CatalogActor,
    country: &str,
) -> bool {
    let bearers = || page.catalog.lookup_wide(&page.span_text(draft.tokens.clone()));
    party.sector.as_deref() == Some(PARTY)
        && !around.states.is_empty()
        && !around.speaks_of(country)
        && bearers().iter().any(|bearer| bearer.actor.sector.as_deref() == Some(PARTY))
}

/// Whether a body is one of many of its sort: every state has a parliament, a foreign ministry, parties.
fn is_of_state(page: &Page<'_, '_>, body: &CatalogActor) -> bool {
    let parent = page.catalog.actor(body.parent.as_deref().unwrap_or_default());
    let sector = body.sector.as_deref();
    body.kind == ActorKind::Organization && matches!(sector, Some("GOV" | "LEG" | "JUD" | "MIL" | "COP" | PARTY))
        || parent.is_some_and(|parent| parent.kind == ActorKind::State)
}

/// A state right beside a name.
pub(super) struct Beside<'c> {
    pub state: &'c CatalogActor,
    /// Whether the name is said to be the state's: "Peru's", "of Peru"; else its adjective stands before the name.
    pub owns: bool,
}

/// The state whose adjective stands right before a name, or whose the name is said to be.
pub(super) fn beside<'c>(page: &Page<'c, '_>, draft: &Draft<'_>) -> Option<Beside<'c>> {
    let (start, end) = (draft.tokens.start, draft.tokens.end);
    let before = start.checked_sub(1).filter(|&i| i >= page.paragraph_start(start))?;
    if page.is_possessive_mark(before) {
        return state_ending(page, before).map(|state| Beside { state, owns: true });
    }
    let readings = if page.is_capital(before) { page.catalog.lookup(page.text(before)) } else { Vec::new() };
    if let Some(reading) = readings.iter().find(|reading| reading.kind == AliasKind::Adjective && !reading.weak) {
        return Some(Beside { state: reading.actor, owns: false });
    }
    let behind = page.norm(end) == "of" && page.paragraph(end) == page.paragraph(start);
    let name = end + 1 + usize::from(page.norm(end + 1) == "the");
    let state = state_beginning(page, name).filter(|_| behind)?;
    Some(Beside { state, owns: true })
}

/// The state whose name ends before this token.
fn state_ending<'c>(page: &Page<'c, '_>, end: usize) -> Option<&'c CatalogActor> {
    let two = end.checked_sub(2).and_then(|start| state(page, &page.span_text(start..end)));
    two.or_else(|| state(page, page.text(end.checked_sub(1)?)))
}

/// The state whose name begins here, where nothing is said to be its own ("of Peru's").
fn state_beginning<'c>(page: &Page<'c, '_>, start: usize) -> Option<&'c CatalogActor> {
    if start + 1 < page.len()
        && let Some(found) = state(page, &page.span_text(start..start + 2))
    {
        return Some(found).filter(|_| !page.is_possessive_mark(start + 2));
    }
    state(page, page.text(start)).filter(|_| !page.is_possessive_mark(start + 1))
}

fn state<'c>(page: &Page<'c, '_>, name: &str) -> Option<&'c CatalogActor> {
    let readings = page.catalog.lookup(name);
    let mut states = readings.iter().filter(|reading| reading.actor.kind == ActorKind::State && !reading.weak);
    states.find(|reading| reading.kind == AliasKind::Name || reading.kind == AliasKind::Acronym).map(|r| r.actor)
}
