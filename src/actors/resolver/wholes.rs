//! Says what a body is a part of by its name: "US State Department" of the United States, "UN Security Council" of the United
//! Nations.
//!
//! Reads: a mention of a body. Gives: the state or body of the catalog above it, where the words name it.
//! Does not: tell it as a relation (`relations::ties`).

use super::draft::{Basis, Draft};
use super::page::Page;
use super::support;
use crate::actors::{Actor, ActorKind, BodySense, CatalogActor, Form, Mention};

/// How many tokens at its beginning may name the state in a body's name: "United Arab Emirates Air Force".
const LONGEST: usize = 3;

/// The whole of the body that a draft names.
pub(super) fn of<'c>(
    page: &Page<'c, '_>,
    drafts: &[Draft<'c>],
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
        return (holds && names(page, draft, whole)).then_some(whole);
    }
    let Basis::Body { of, body } = &draft.basis else { return None };
    let base = of.last().and_then(|&k| drafts.get(k)).filter(|base| base.kind == ActorKind::State)?;
    let is_body = body.sense == BodySense::Organization && is_branch(body.sector.as_deref());
    let state = base.readings().iter().find(|reading| reading.actor.kind == ActorKind::State)?;
    is_body.then_some(state.actor)
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
