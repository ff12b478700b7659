//! Makes the cast of the drafts: sorts mentions, numbers actors by first mention, gathers their aliases.

use std::collections::{BTreeSet, HashMap};

use super::draft::{Basis, Draft};
use super::page::Page;
use super::roster::Roster;
use crate::actors::{Actor, Cast, Form, Mention};

/// Puts the cast together.
pub(super) fn finish(page: &Page<'_, '_>, drafts: Vec<Draft<'_>>, roster: Roster) -> Cast {
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
            kind: draft.kind,
            form: draft.form,
            titles: titles.collect(),
            actors: draft.actors.clone(),
            confidence: draft.confidence,
            rule: draft.rule,
        });
    }
    let actors = renumber(&mut mentions, roster.actors, aliases);
    Cast::new(page.len(), actors, mentions)
}

/// Orders the actors by first mention and leaves out those without one.
fn renumber(mentions: &mut [Mention], actors: Vec<Actor>, mut aliases: HashMap<usize, BTreeSet<String>>) -> Vec<Actor> {
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
    for mention in mentions {
        let mut seen = BTreeSet::new();
        mention.actors.retain(|actor| seen.insert(*actor));
    }
    ordered
}
