//! Brings pronouns and descriptions to the actors they mean.
//!
//! Reads: linked names. Gives: drafts of pronouns and descriptions with their links.
//! How: one walk from left to right over a short history of who was mentioned; speakers of quotations in a second walk.
//! Every search looks back over a bounded window, so the cost is linear.

mod armed;
mod bare;
mod descriptions;
mod epithets;
mod floor;
mod history;
pub(super) mod land;
mod officers;
mod offices;
mod pairs;
mod pronouns;
mod quotes;
mod salience;
mod speech;
#[cfg(test)]
mod tests;
mod unnamed;

use std::collections::{HashMap, HashSet};

use super::draft::{Basis, Cover, Draft};
use super::page::Page;
use super::roster::Roster;
use super::titles;
use super::words::Person;
use crate::actors::{ActorKind, Form, Gender, Voice};
use crate::nlp::Tag;
use descriptions::Nouns;
use history::{Entry, History, Known};
use pronouns::Meant;

/// What a description is read by: the text, and whom it has mentioned up to there.
#[derive(Clone, Copy)]
struct Seen<'a, 'c, 'p> {
    page: &'a Page<'c, 'p>,
    history: &'a History,
    nouns: &'a Nouns<'c>,
    cover: &'a Cover,
    drafts: &'a [Draft<'c>],
}

/// What is known of a text besides its mentions.
pub(super) struct Found {
    /// Whose words parts of the text are.
    pub voices: Vec<Voice>,
    /// Of which lands it speaks.
    pub lands: land::Lands,
}

/// Adds the drafts of pronouns and descriptions.
pub(super) fn find<'c>(page: &Page<'c, '_>, drafts: &mut Vec<Draft<'c>>, roster: &mut Roster) -> Found {
    let mut order: Vec<usize> =
        (0..drafts.len()).filter(|&k| drafts.get(k).is_some_and(is_open_to_reference)).collect();
    order.sort_by_key(|&k| drafts.get(k).map_or(0, |draft| draft.head));
    let known =
        Known { genders: genders(page, drafts, roster), weights: weights(drafts), listed: listed(page, roster) };
    let cover = Cover::of(drafts, page.len());
    let nouns = Nouns::collect(page, drafts, roster);
    let mut history = History::default();
    let mut found: Vec<Draft<'c>> = Vec::new();
    let mut next = order.into_iter().peekable();
    for token in 0..page.len() {
        while let Some(k) = next.next_if(|&k| drafts.get(k).is_some_and(|draft| draft.head < token)) {
            if let Some(draft) = drafts.get(k) {
                history.push(Entry::of(page, draft, &known));
            }
        }
        let draft = match pronoun_at(page, token) {
            Some(pronoun) if matches!(pronoun.person, Person::Third | Person::Relative) => {
                match pronouns::resolve(page, &history, token, pronoun) {
                    Meant::Actor(draft) => Some(draft),
                    Meant::Rival(rival, gender) => {
                        history.push(Entry::of_rival(page, token, rival, gender));
                        continue;
                    }
                    Meant::Nobody => None,
                }
            }
            Some(_) => None,
            None if cover.at(token).is_none() || page.is_noun(token) => {
                let seen = Seen { page, history: &history, nouns: &nouns, cover: &cover, drafts };
                descriptions::resolve(seen, roster, token)
            }
            None => None,
        };
        if let Some(draft) = draft {
            history.push(Entry::of(page, &draft, &known));
            found.push(draft);
        } else if cover.at(token).is_none()
            && let Some(rival) = Entry::of_noun(page, token)
        {
            history.push(rival);
        }
    }
    let said = quotes::first_person(page, drafts, &found, roster);
    if let Some((people, state)) = said.nation
        && let Some(draft) = drafts.get_mut(people)
    {
        draft.actors = vec![state];
    }
    found.extend(said.pronouns);
    drafts.append(&mut found);
    Found { voices: said.voices, lands: nouns.lands }
}

fn is_open_to_reference(draft: &Draft<'_>) -> bool {
    !draft.dropped && !draft.actors.is_empty()
}

/// The pronoun at a token, if it is used as one.
fn pronoun_at(page: &Page<'_, '_>, token: usize) -> Option<super::words::Pronoun> {
    let tagged = matches!(page.tag(token), Some(Tag::Prp | Tag::PrpPoss | Tag::Wp | Tag::WpPoss | Tag::Wdt));
    if !tagged {
        return None;
    }
    page.words.pronoun(&page.text(token).to_lowercase())
}

/// A draft of one pronoun or description.
fn link<'c>(
    tokens: std::ops::Range<usize>,
    head: usize,
    kind: ActorKind,
    form: Form,
    actors: Vec<usize>,
    confidence: f32,
    rule: &'static str,
) -> Draft<'c> {
    let mut draft = Draft::new(tokens, head, kind, Basis::Unknown, rule);
    (draft.form, draft.actors, draft.confidence) = (form, actors, confidence);
    draft
}

/// How often each actor is named.
fn weights(drafts: &[Draft<'_>]) -> HashMap<usize, usize> {
    let mut weights = HashMap::new();
    for actor in drafts.iter().filter(|draft| !draft.dropped && draft.is_name()).flat_map(|draft| &draft.actors) {
        *weights.entry(*actor).or_default() += 1;
    }
    weights
}

/// The actors of the catalog, and all that are no organizations.
fn listed(page: &Page<'_, '_>, roster: &Roster) -> HashSet<usize> {
    let actors = roster.actors.iter().enumerate();
    let listed = actors.filter(|(_, a)| a.kind != ActorKind::Organization || page.catalog.actor(&a.id).is_some());
    listed.map(|(k, _)| k).collect()
}

/// Gender of each person, from titles and given names.
fn genders(page: &Page<'_, '_>, drafts: &[Draft<'_>], roster: &Roster) -> HashMap<usize, Gender> {
    let mut genders = HashMap::new();
    for draft in drafts.iter().filter(|draft| draft.kind == ActorKind::Person) {
        let Some(&actor) = draft.actors.first() else { continue };
        let title = draft
            .titles
            .iter()
            .find_map(|title| titles::title_at(page, title.tokens.start, title.tokens.end)?.1.gender);
        if let Some(gender) = title {
            genders.insert(actor, gender);
        }
    }
    for (k, actor) in roster.actors.iter().enumerate().filter(|(_, actor)| actor.kind == ActorKind::Person) {
        let first = actor.name.split_whitespace().next();
        if let Some(gender) = first.and_then(|first| page.words.first_name(first)) {
            genders.entry(k).or_insert(gender);
        }
    }
    genders
}
