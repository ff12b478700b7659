//! Says what a body is a part of by its name: "US State Department" of the United States, "UN Security Council" of the United
//! Nations.
//!
//! Reads: a mention of a body. Gives: the state or body of the catalog above it, where the words name it.
//! Does not: tell it as a relation (`relations::ties`).

use std::collections::HashMap;

use super::draft::{Basis, Draft};
use super::page::Page;
use super::{support, types};
use crate::actors::{Actor, ActorKind, BodySense, CatalogActor, Form, Mention, Posting};

/// How many tokens at its beginning may name the state in a body's name: "United Arab Emirates Air Force".
const LONGEST: usize = 3;

/// Drafts of bodies by the token behind them.
pub(super) type Bodies = HashMap<usize, usize>;

/// Finds where the bodies of a document end. Cost: linear.
pub(super) fn bodies(drafts: &[Draft<'_>]) -> Bodies {
    let is_body = |draft: &Draft<'_>| matches!(draft.basis, Basis::Body { .. }) && !draft.dropped;
    let bodies = drafts.iter().enumerate().filter(|(_, draft)| is_body(draft));
    bodies.map(|(k, draft)| (draft.tokens.end, k)).collect()
}

/// The whole of the body that a draft names.
pub(super) fn of<'c>(
    page: &Page<'c, '_>,
    drafts: &[Draft<'c>],
    bodies: &Bodies,
    draft: &Draft<'c>,
    mention: &Mention,
    actors: &[Actor],
) -> Option<&'c CatalogActor> {
    let [actor] = mention.actors.as_slice() else { return None };
    let actor = actors.get(*actor).filter(|actor| actor.kind == ActorKind::Organization)?;
    if mention.form != Form::Name {
        return None;
    }
    if let Some(part) = page.catalog.actor(&actor.id) {
        let whole = page.catalog.actor(part.parent.as_deref()?)?;
        let holds = match whole.kind {
            ActorKind::State => is_branch(part.sector.as_deref()),
            ActorKind::Organization => true,
            _ => false,
        };
        let before = || state_before(drafts, bodies, draft).is_some_and(|state| state.id == whole.id);
        return (holds && (names(page, draft, whole) || before())).then_some(whole);
    }
    if matches!(draft.basis, Basis::Unknown) {
        let unit = types::ends_unit(page, draft.tokens.end);
        let beside = || support::beside(page, draft).filter(|_| unit).map(|beside| beside.state);
        return named_state(page, draft).or_else(|| state_before(drafts, bodies, draft)).or_else(beside);
    }
    let Basis::Body { of, body } = &draft.basis else { return None };
    let base = of.last().and_then(|&k| drafts.get(k)).filter(|base| base.kind == ActorKind::State)?;
    let is_body = body.sense == BodySense::Organization && is_branch(body.sector.as_deref());
    let state = base.readings().iter().find(|reading| reading.actor.kind == ActorKind::State)?;
    is_body.then_some(state.actor)
}

/// The state with whose name that of a unit or of a branch of government begins: "U.S. Northern Command".
fn named_state<'c>(page: &Page<'c, '_>, draft: &Draft<'c>) -> Option<&'c CatalogActor> {
    let (start, end) = (draft.tokens.start, draft.tokens.end);
    let body = || page.catalog.body(&page.lemma(end - 1)).filter(|body| is_branch(body.sector.as_deref()));
    if end - start < 3 || !types::ends_unit(page, end) && body().is_none() {
        return None;
    }
    let mut names =
        (start + 1..=end.min(start + LONGEST)).rev().map(|end| page.catalog.lookup(&page.span_text(start..end)));
    names.find_map(|readings| {
        let state = |reading: &&Posting<'c>| reading.actor.kind == ActorKind::State && !reading.weak;
        readings.iter().find(state).map(|reading| reading.actor)
    })
}

/// The state of whose forces the noun right before a name says that it is: "the French frigate", "the Kenyan intelligence agency".
fn state_before<'c>(drafts: &[Draft<'c>], bodies: &Bodies, draft: &Draft<'c>) -> Option<&'c CatalogActor> {
    let before = bodies.get(&draft.tokens.start).and_then(|&k| drafts.get(k))?;
    let Basis::Body { of, body } = &before.basis else { return None };
    let serves = match body.sense {
        BodySense::State => matches!(body.sector.as_deref(), Some("MIL" | "COP" | "SPY")),
        BodySense::Organization => is_branch(body.sector.as_deref()),
        _ => false,
    };
    let base = of.last().and_then(|&k| drafts.get(k)).filter(|base| serves && base.kind == ActorKind::State)?;
    base.readings().iter().find(|reading| reading.actor.kind == ActorKind::State).map(|reading| reading.actor)
}

/// Whether this sector is of a state's own bodies.
fn is_branch(sector: Option<&str>) -> bool {
    matches!(sector, Some("GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY"))
}

/// Whether the words name the whole: at the beginning of the name, right before it, or behind it.
fn names(page: &Page<'_, '_>, draft: &Draft<'_>, whole: &CatalogActor) -> bool {
    let start = draft.tokens.start;
    let end = draft.tokens.end.min(start + LONGEST);
    let begins = (start + 1..=end).any(|end| {
        let shorter = end < draft.tokens.end;
        shorter && page.catalog.lookup(&page.span_text(start..end)).iter().any(|reading| reading.actor.id == whole.id)
    });
    begins || support::beside(page, draft).is_some_and(|beside| beside.state.id == whole.id)
}
