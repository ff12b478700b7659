//! Long names with their letters in brackets: "23 March Movement (M23)", "the Observer Mission in Mali (MINUSMA)".
//!
//! Reads: drafts, those that the catalog knows linked. Gives: the catalog's actor for the long name that it does not know.
//! Does not: expand letters that the catalog does not know either ([`super::link`]).

use super::draft::{Basis, Cover, Draft};
use super::names::fits_acronym;
use super::page::Page;
use crate::actors::ActorKind;
use crate::nlp::Tag;

/// How many tokens may stand between a name and its brackets: "in the Central African Republic".
const REACH: usize = 5;

/// How sure a name is whose letters are known.
const SURE: f32 = 0.9;

/// Links each such name. Cost: linear.
pub(super) fn link(page: &Page<'_, '_>, drafts: &mut [Draft<'_>]) {
    let cover = Cover::of(drafts, page.len());
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at).filter(|draft| is_open(draft)) else { continue };
        let letters = bracket(page, draft).and_then(|bracket| cover.at(bracket + 1)).and_then(|k| drafts.get(k));
        let Some(known) = letters.filter(|known| is_known(known) && begins_alike(page, draft, known)) else { continue };
        let (actors, kind) = (known.actors.clone(), known.kind);
        if let Some(draft) = drafts.get_mut(at) {
            (draft.actors, draft.kind, draft.confidence, draft.rule) = (actors, kind, SURE, "acronym");
        }
    }
}

fn is_open(draft: &Draft<'_>) -> bool {
    let body = matches!(draft.kind, ActorKind::Organization | ActorKind::Group);
    matches!(draft.basis, Basis::Unknown) && draft.actors.is_empty() && body && draft.tokens.len() > 1 && !draft.dropped
}

/// The bracket behind a name, or behind where the body is: "in Georgia (".
fn bracket(page: &Page<'_, '_>, draft: &Draft<'_>) -> Option<usize> {
    let (start, limit) = (draft.tokens.end, page.paragraph_end(draft.tokens.start));
    let is_bracket = |&at: &usize| matches!(page.text(at), "(" | "[");
    let first = Some(start).filter(is_bracket);
    let placed = matches!(page.norm(start), "in" | "for" | "of");
    let part =
        |&at: &usize| page.is_capital(at) || page.tag(at) == Some(Tag::Dt) || matches!(page.norm(at), "and" | "of");
    let behind = || {
        let end = (start + 1..limit.min(start + 1 + REACH)).find(|at| !part(at))?;
        Some(end).filter(|at| placed && is_bracket(at))
    };
    let bracket = first.or_else(behind)?;
    matches!(page.text(bracket + 2), ")" | "]").then_some(bracket)
}

fn is_known(draft: &Draft<'_>) -> bool {
    matches!(draft.basis, Basis::Known(_))
        && !draft.actors.is_empty()
        && fits_acronym(draft.kind)
        && draft.kind != ActorKind::State
}

/// The first letter is that of some word of the name; letters may be of another language or in another order.
fn begins_alike(page: &Page<'_, '_>, long: &Draft<'_>, letters: &Draft<'_>) -> bool {
    let first = page.text(letters.tokens.start).chars().next();
    let mut initials = long.tokens.clone().filter(|&at| page.is_capital(at)).map(|at| page.text(at).chars().next());
    initials.any(|initial| initial == first)
}
