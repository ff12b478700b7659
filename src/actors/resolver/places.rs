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
        Some(Dep::Nsubj) => {
            let aside = |clause| {
                does(page, clause)
                    && page.parsed.children(clause).any(|c| page.norm(c) == "which" && page.is_subject(c))
            };
            head != first
                && (page.words.acts(&page.lemma(head))
                    || does(page, head)
                    || page.parsed.child(first, Dep::Relcl).is_some_and(aside))
        }
        // "Damascus, blamed by Paris": what somebody blames or thanks is no town.
        Some(Dep::Nsubjpass) => page.words.addresses(&page.lemma(head)) && head != first,
        Some(Dep::Pobj) => match page.norm(head) {
            "with" | "between" | "against" | "by" => true,
            // "recalled its ambassador from Paris"
            "from" | "to" | "in" => is_envoy(page, page.head(head)),
            preposition if page.words.is_at(preposition) => false,
            _ => false,
        },
        Some(Dep::Dobj | Dep::Dative) => page.words.addresses(&page.lemma(head)),
        Some(Dep::Poss) => page.pos(head) == Some(Pos::Noun) && page.words.description(&page.lemma(head)).is_none(),
        _ => false,
    }
}

/// Whether what a subject does here is nothing that towns do: it is done to an object, or said in a clause.
fn does(page: &Page<'_, '_>, verb: usize) -> bool {
    let of = |dep| page.parsed.child(verb, dep).is_some();
    let lemma = page.lemma(verb);
    page.pos(verb) == Some(Pos::Verb) && !page.words.befalls_town(&lemma) && (of(Dep::Dobj) || of(Dep::Ccomp))
}

fn is_envoy(page: &Page<'_, '_>, noun: usize) -> bool {
    let lemma = page.lemma(noun);
    page.is_noun(noun)
        && page.catalog.title(&[&lemma]).is_some_and(|(_, title)| title.tie.as_deref() == Some("represents"))
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
