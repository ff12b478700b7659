//! Tells a capital that stands for its government from the town.
//!
//! Reads: the tree around the name. Gives: whether the name acts, speaks or is dealt with.

use super::draft::Draft;
use super::page::Page;
use crate::nlp::{Dep, Pos};

/// Whether a capital stands for its government here: as subject of a speech or an act, or as partner of one.
pub(super) fn is_government(page: &Page<'_, '_>, draft: &Draft<'_>) -> bool {
    let first = conjunct_root(page, draft.head);
    let head = page.head(first);
    match page.dep(first) {
        Some(Dep::Nsubj) => page.words.acts(&page.lemma(head)) && head != first,
        Some(Dep::Pobj) => match page.norm(head) {
            "with" | "between" | "against" | "by" => true,
            preposition if page.words.is_at(preposition) => false,
            _ => false,
        },
        Some(Dep::Dobj | Dep::Dative) => page.words.addresses(&page.lemma(head)),
        Some(Dep::Poss) => page.pos(head) == Some(Pos::Noun) && page.words.description(&page.lemma(head)).is_none(),
        _ => false,
    }
}

/// The first of coordinated names decides for all.
fn conjunct_root(page: &Page<'_, '_>, token: usize) -> usize {
    let mut at = token;
    for _ in 0..8 {
        if page.dep(at) != Some(Dep::Conj) || page.head(at) == at {
            break;
        }
        at = page.head(at);
    }
    at
}
