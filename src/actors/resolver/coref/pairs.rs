//! "both countries", "the two sides", "both leaders": which two.
//!
//! Reads: the history. Gives: the only two that are near; else the two that the text names together most often before.
//! What is the object of a verb does not hold the verb's subject: a mediator who urges both sides is none of them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::page::Page;
use super::super::roster::Roster;
use super::history::{Entry, History};
use crate::actors::ActorKind;
use crate::nlp::{Dep, Pos};

/// How many mentions back it is counted who is named together with whom.
const LOOK_BACK: usize = 240;

/// Finds the two actors that fit; with the kind of the first. Cost: bounded.
pub(super) fn find(
    page: &Page<'_, '_>,
    history: &History,
    roster: &Roster,
    head: usize,
    reaches: &[usize],
    fits: impl Fn(&&Entry) -> bool,
) -> Option<(Vec<usize>, ActorKind)> {
    let outside = outsiders(page, history, roster, head);
    let inside = |entry: &&Entry| fits(entry) && !entry.actors.iter().any(|actor| outside.contains(actor));
    let (near, far) = reaches.split_first()?;
    let at = |reach: usize, open: bool| {
        two(history.recent(page, head, reach).filter(|entry| if open { fits(entry) } else { inside(entry) }))
    };
    let often = together(history, inside);
    // A pair near by gives way to the one named together before if that takes up one of it: a third has come in.
    let close = at(*near, false)
        .filter(|(actors, _)| often.as_ref().is_none_or(|(pair, _)| pair.iter().all(|actor| !actors.contains(actor))));
    close
        .or(often)
        .or_else(|| far.iter().find_map(|&reach| at(reach, false)))
        .or_else(|| reaches.iter().find_map(|&reach| at(reach, true)))
}

/// The only two actors of some mentions, all of one kind.
fn two<'e>(entries: impl Iterator<Item = &'e Entry>) -> Option<(Vec<usize>, ActorKind)> {
    let mut actors = BTreeSet::new();
    let mut kind = None;
    for entry in entries.filter(|entry| entry.rival.is_none()) {
        if *kind.get_or_insert(entry.kind) == entry.kind {
            actors.extend(entry.actors.iter().copied());
        }
    }
    (actors.len() == 2).then_some((actors.into_iter().collect(), kind?))
}

/// The two that more sentences before name together than any others; two sentences at least.
fn together(history: &History, fits: impl Fn(&&Entry) -> bool) -> Option<(Vec<usize>, ActorKind)> {
    let mut sentences: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut kinds = BTreeMap::new();
    for entry in history.back(LOOK_BACK).filter(|entry| entry.rival.is_none() && fits(entry)) {
        sentences.entry(entry.sentence).or_default().extend(entry.actors.iter().copied());
        kinds.extend(entry.actors.iter().map(|&actor| (actor, entry.kind)));
    }
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for actors in sentences.values().filter(|actors| actors.len() < 6) {
        for (k, &a) in actors.iter().enumerate() {
            for &b in actors.iter().skip(k + 1) {
                *counts.entry((a, b)).or_default() += 1;
            }
        }
    }
    let (&(a, b), &most) = counts.iter().max_by_key(|(_, count)| **count)?;
    let alone = counts.values().filter(|count| **count == most).count() == 1;
    (most > 1 && alone).then_some((vec![a, b], *kinds.get(&a)?))
}

/// Who acts on the two: the subject of the verb whose object they are, and its state.
fn outsiders(page: &Page<'_, '_>, history: &History, roster: &Roster, head: usize) -> BTreeSet<usize> {
    let mut outside = BTreeSet::new();
    let Some(subject) = subject_over(page, head) else { return outside };
    let owner = page.parsed.child(subject, Dep::Poss);
    let beside =
        page.parsed.children(subject).filter(|&i| matches!(page.dep(i), Some(Dep::Appos | Dep::Compound | Dep::Amod)));
    for at in std::iter::once(subject).chain(owner).chain(beside) {
        outside.extend(history.at(at).into_iter().flat_map(|entry| entry.actors.iter().copied()));
    }
    let states: Vec<usize> =
        outside.iter().filter_map(|&k| roster.find(&format!("state:{}", roster.get(k)?.country.as_deref()?))).collect();
    outside.extend(states);
    outside
}

/// The subject of the verb that acts on a noun: "Oman urged both countries", "Oman urged both countries to wait".
fn subject_over(page: &Page<'_, '_>, head: usize) -> Option<usize> {
    let mut verb = page.head(head);
    match page.dep(head) {
        Some(Dep::Dobj | Dep::Dative) => {}
        Some(Dep::Pobj) => verb = page.head(verb),
        Some(Dep::Nsubj) if page.parsed.child(verb, Dep::Aux).is_some_and(|to| page.norm(to) == "to") => {
            verb = page.head(verb);
        }
        _ => return None,
    }
    for _ in 0..4 {
        if page.pos(verb) != Some(Pos::Verb) {
            return None;
        }
        let subject = page.parsed.child(verb, Dep::Nsubj);
        if subject.is_some() || page.dep(verb) != Some(Dep::Conj) {
            return subject;
        }
        verb = page.head(verb);
    }
    None
}
