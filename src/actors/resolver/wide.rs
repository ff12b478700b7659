//! Says whether a name that the hand-written tables do not know is of the wide tier of the catalog.
//!
//! Reads: a name, the states of the document, its date. Gives: the one actor that all of them admit, if there is one.
//! How: whoever lives in a state that the document does not speak of, or held office in another time, is a namesake; of several
//! who are left none is taken.
//! Does not: look for names in the text ([`super::names`]).

use super::around::Around;
use super::draft::Draft;
use super::page::Page;
use crate::actors::catalog::names::Key;
use crate::actors::{ActorKind, CatalogActor, Posting};

/// For how many years before and after an office its holder may be meant, where the state agrees.
const SAME_STATE: (i16, i16) = (15, 40);
/// The same where nothing but the year speaks for the holder.
const YEAR_ALONE: (i16, i16) = (5, 15);

/// The office holder that a full name means, and how sure that is; `title_state` is the state that a title beside it names.
pub(super) fn person<'c>(
    page: &Page<'c, '_>,
    name: &str,
    title_state: Option<&str>,
    around: &Around,
) -> Option<(&'c CatalogActor, f32)> {
    let mut found = readings(page, name, title_state, around);
    found.retain(|actor| actor.kind == ActorKind::Person);
    let year = page.year();
    if let Some(year) = year {
        let alone = title_state.is_none() && around.is_empty();
        let (before, after) = if alone { YEAR_ALONE } else { SAME_STATE };
        let near = |actor: &&CatalogActor| {
            actor.offices.iter().any(|office| {
                office.from - before <= year && office.to.is_none_or(|to| year <= to.saturating_add(after))
            })
        };
        found.retain(near);
        if found.len() > 1 {
            found.retain(|actor| actor.offices.iter().any(|office| office.covers(year)));
        }
    }
    match found.as_slice() {
        [actor] => Some((actor, if around.is_empty() { 0.7 } else { 0.8 })),
        _ => None,
    }
}

/// The kind of those who bear a name of several words, where all are of one kind.
pub(super) fn kind(page: &Page<'_, '_>, draft: &Draft<'_>) -> Option<ActorKind> {
    if draft.tokens.len() < 2 {
        return None;
    }
    let bearers = page.catalog.lookup_wide(&page.span_text(draft.tokens.clone()));
    let kind = bearers.first()?.actor.kind;
    bearers.iter().all(|bearer| bearer.actor.kind == kind).then_some(kind)
}

/// The party, group or organization that a name means, and how sure that is; `state` is the one whose adjective stands before it.
pub(super) fn body<'c>(
    page: &Page<'c, '_>,
    draft: &Draft<'_>,
    name: &str,
    state: Option<&str>,
    around: &Around,
) -> Option<(&'c CatalogActor, f32)> {
    let units = Key::of(name).units;
    if units < 3 && matches!(draft.kind, ActorKind::Person | ActorKind::Place) {
        return None;
    }
    let mut found = readings(page, name, state, around);
    found.retain(|actor| actor.kind != ActorKind::Person);
    let [actor] = found.as_slice() else { return None };
    let agrees = actor.country.is_some() && (state.is_some() || !around.is_empty());
    (agrees || units > 2).then_some((*actor, if agrees { 0.8 } else { 0.7 }))
}

/// Those who bear a name and belong to a state that the document speaks of, or to none.
fn readings<'c>(page: &Page<'c, '_>, name: &str, state: Option<&str>, around: &Around) -> Vec<&'c CatalogActor> {
    let admits = |actor: &CatalogActor| match (state, actor.country.as_deref()) {
        (Some(state), Some(country)) => state == country,
        (None, Some(country)) => around.is_empty() || around.has(country),
        (state, None) => state.is_none(),
    };
    let readings = page.catalog.lookup_wide(name).into_iter().map(|posting: Posting<'c>| posting.actor);
    readings.filter(|actor| admits(actor)).collect()
}
