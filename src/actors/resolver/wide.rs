//! Says whether a name that the hand-written tables do not know is of the wide tier of the catalog.
//!
//! Reads: a name, the states of the document, its date. Gives: the one actor that all of them admit, if there is one.
//! How: whoever lives in a state that the document does not speak of, or held office in another time, is a namesake; of several
//! who are left none is taken.
//! Does not: look for names in the text ([`super::names`]).

use super::around::Around;
use super::draft::Draft;
use super::page::Page;
use super::words::Words;
use crate::actors::catalog::names::Key;
use crate::actors::{ActorKind, Catalog, CatalogActor};

/// For how many years before and after an office its holder may be meant, where the state agrees.
const SAME_STATE: (i16, i16) = (15, 40);
/// The same where nothing but the year speaks for the holder.
const YEAR_ALONE: (i16, i16) = (5, 15);

/// What a document tells of those whom it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'s, 'c> {
    pub catalog: &'c Catalog,
    pub year: Option<i16>,
    pub around: &'s Around,
}

impl<'c> Scene<'_, 'c> {
    /// The office holder that a full name means, and how sure that is; `title_state` is the state that a title beside it names.
    pub fn person(&self, name: &str, title_state: Option<&str>) -> Option<(&'c CatalogActor, f32)> {
        let mut found = self.readings(name, title_state);
        found.retain(|actor| actor.kind == ActorKind::Person);
        if let Some(year) = self.year {
            let alone = title_state.is_none() && self.around.is_empty();
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
            [actor] => Some((actor, if self.around.is_empty() { 0.7 } else { 0.8 })),
            _ => None,
        }
    }

    /// The party, group or organization that a name means, and how sure that is; `kind` is what the text makes of the name,
    /// `state` the one whose adjective stands before it.
    pub fn body(&self, name: &str, kind: ActorKind, state: Option<&str>) -> Option<(&'c CatalogActor, f32)> {
        let units = Key::of(name).units;
        if units < 3 && matches!(kind, ActorKind::Person | ActorKind::Place) {
            return None;
        }
        let mut found = self.readings(name, state);
        found.retain(|actor| actor.kind != ActorKind::Person);
        let [actor] = found.as_slice() else { return None };
        let agrees = actor.country.is_some() && (state.is_some() || !self.around.is_empty());
        (agrees || units > 2).then_some((*actor, if agrees { 0.8 } else { 0.7 }))
    }

    /// Those who bear a name and belong to a state that the document speaks of, or to none.
    fn readings(&self, name: &str, state: Option<&str>) -> Vec<&'c CatalogActor> {
        let admits = |actor: &CatalogActor| match (state, actor.country.as_deref()) {
            (Some(state), Some(country)) => state == country,
            (None, Some(country)) => self.around.is_empty() || self.around.has(country),
            (state, None) => state.is_none(),
        };
        let readings = self.catalog.lookup_wide(name).into_iter().map(|posting| posting.actor);
        readings.filter(|actor| admits(actor)).collect()
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

/// The name without initials and patronymics between its first word and its last; none where there are none.
pub(super) fn without_middle(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let [first, middle @ .., last] = words.as_slice() else { return None };
    let is_initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let falls = |word: &&str| is_initial(word) || Words::builtin().is_patronymic(&word.to_lowercase());
    (!middle.is_empty() && middle.iter().all(falls)).then(|| format!("{first} {last}"))
}
