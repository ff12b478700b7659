//! Third-person, reflexive and relative pronouns.
//!
//! Reads: the history. Gives: the actor of the best fitting mention: gender, number and kind must fit; subjects, near sentences
//! and near words are preferred; the subject of a verb is not its object.

use super::super::draft::Draft;
use super::super::page::Page;
use super::super::words::{Person, Pronoun};
use super::history::{Entry, History, Rival};
use super::link;
use crate::actors::{ActorKind, Form};
use crate::nlp::{Dep, Pos};

/// Links one pronoun; none where nobody fits.
pub(super) fn resolve<'c>(page: &Page<'c, '_>, history: &History, token: usize, pronoun: Pronoun) -> Option<Draft<'c>> {
    if pronoun.person == Person::Relative {
        return relative(page, history, token);
    }
    if pronoun.thing && is_empty_subject(page, token) {
        return None;
    }
    if pronoun.reflexive {
        return reflexive(page, history, token, pronoun);
    }
    let reach = if pronoun.thing { 1 } else { 3 };
    let mut best: Option<(&Entry, f32)> = None;
    for entry in
        history.with_rivals(page, token, reach).filter(|entry| fits(entry, pronoun) && !is_barred(page, entry, token))
    {
        let alone = pronoun.many == Some(true) && entry.kind == ActorKind::Person && entry.actors.len() == 1;
        if alone && partners(page, history, entry.head).is_empty() {
            continue;
        }
        let points = score(page, entry, token, pronoun);
        if best.is_none_or(|(_, most)| points > most) {
            best = Some((entry, points));
        }
    }
    let (entry, _) = best.filter(|(entry, _)| entry.rival.is_none())?;
    let mut actors = entry.actors.clone();
    if pronoun.many == Some(true) {
        actors.extend(partners(page, history, entry.head));
    }
    let rule = if entry.is_subject { "pronoun-subject" } else { "pronoun-nearest" };
    let near = entry.sentence == page.parsed.sentence_of(token);
    let confidence =
        if pronoun.gender.is_some() && entry.gender.is_some() { 0.75 } else { 0.6 } - if near { 0.0 } else { 0.1 };
    Some(link(token..token + 1, token, entry.kind, Form::Pronoun, actors, confidence, rule))
}

fn fits(entry: &Entry, pronoun: Pronoun) -> bool {
    if let Some(rival) = entry.rival {
        return match rival {
            Rival::Person => pronoun.gender.is_some(),
            Rival::Thing => pronoun.thing,
            Rival::Several => pronoun.many == Some(true),
        };
    }
    let person = entry.kind == ActorKind::Person;
    let several = entry.actors.len() > 1;
    match pronoun.many {
        _ if pronoun.gender.is_some() => {
            person && !several && entry.gender.is_none_or(|gender| Some(gender) == pronoun.gender)
        }
        _ if pronoun.thing => !person && !several,
        _ => several || entry.kind != ActorKind::Place,
    }
}

/// The subject is not the object of its own verb, nor a name the owner of itself.
fn is_barred(page: &Page<'_, '_>, entry: &Entry, token: usize) -> bool {
    let head = page.head(token);
    match page.dep(token) {
        Some(Dep::Poss) => head == entry.head,
        Some(Dep::Dobj | Dep::Pobj | Dep::Dative) => {
            let verb = verb_over(page, token);
            verb == verb_over(page, entry.head) && page.head(entry.head) == verb
        }
        Some(Dep::Nsubj | Dep::Nsubjpass) => verb_over(page, entry.head) == head && entry.head > head,
        _ => false,
    }
}

/// The verb that governs a token, a few steps up.
fn verb_over(page: &Page<'_, '_>, token: usize) -> usize {
    let ancestors = page.parsed.ancestors(token).take(12);
    let mut last = token;
    for at in ancestors {
        last = at;
        if matches!(page.pos(at), Some(Pos::Verb | Pos::Aux)) {
            break;
        }
    }
    last
}

fn score(page: &Page<'_, '_>, entry: &Entry, token: usize, pronoun: Pronoun) -> f32 {
    let sentences = page.parsed.sentence_of(token).saturating_sub(entry.sentence) as f32;
    let mut points = -4.0 * sentences - 0.02 * token.saturating_sub(entry.head).min(100) as f32;
    points += if entry.is_subject { 3.0 } else { 0.0 };
    points -= if entry.is_modifier { 2.5 } else { 0.0 };
    points += if pronoun.gender.is_some() && entry.gender.is_some() { 1.5 } else { 0.0 };
    points += if entry.form == Form::Pronoun { 0.5 } else { 0.0 };
    points -= if entry.paragraph != page.paragraph(token) { 1.5 } else { 0.0 };
    points += (1.0 + entry.weight.min(20) as f32).ln() * 0.6;
    if entry.rival.is_some() {
        return points - if pronoun.gender.is_some() || pronoun.thing { 0.5 } else { 0.0 };
    }
    points += match (pronoun.many, entry.kind) {
        (Some(true), _) if entry.actors.len() > 1 => 3.0,
        (Some(true), ActorKind::Group) => 2.0,
        (Some(true), ActorKind::Person) => -4.0,
        (Some(true), ActorKind::State) => -2.0,
        (_, ActorKind::Place) if pronoun.thing => -3.0,
        _ => 0.0,
    };
    points
}

/// The names coordinated with an antecedent: "Kerry and Lavrov ... they".
fn partners(page: &Page<'_, '_>, history: &History, head: usize) -> Vec<usize> {
    let mut actors = Vec::new();
    let mut at = head;
    for _ in 0..6 {
        let Some(next) = page.parsed.child(at, Dep::Conj) else { break };
        actors.extend(history.at(next).into_iter().flat_map(|entry| entry.actors.iter().copied()));
        at = next;
    }
    actors
}

/// "it is easy to", "it seems that": nobody.
fn is_empty_subject(page: &Page<'_, '_>, token: usize) -> bool {
    if page.dep(token) == Some(Dep::Expl) {
        return true;
    }
    if page.norm(token) != "it" || !page.is_subject(token) {
        return false;
    }
    let verb = page.head(token);
    let has = |deps: &[Dep]| page.parsed.children(verb).any(|child| deps.contains(&page.parsed.tokens[child].dep));
    let clause = has(&[Dep::Ccomp, Dep::Xcomp, Dep::Csubj, Dep::Advcl]);
    page.pos(verb) == Some(Pos::Aux) && clause || page.dep(token) == Some(Dep::Nsubjpass) && has(&[Dep::Ccomp])
}

/// "who", "which", "that": what the relative clause hangs on.
fn relative<'c>(page: &Page<'c, '_>, history: &History, token: usize) -> Option<Draft<'c>> {
    let clause = std::iter::once(token).chain(page.parsed.ancestors(token)).take(8);
    let clause = clause.into_iter().find(|&at| page.dep(at) == Some(Dep::Relcl))?;
    let noun = page.head(clause);
    let entry = history.at(noun)?;
    Some(link(token..token + 1, token, entry.kind, Form::Pronoun, entry.actors.clone(), 0.85, "relative"))
}

/// "himself": the subject of its clause.
fn reflexive<'c>(page: &Page<'c, '_>, history: &History, token: usize, pronoun: Pronoun) -> Option<Draft<'c>> {
    let verb = verb_over(page, token);
    let here = |entry: &&Entry| page.head(entry.head) == verb && entry.is_subject && fits(entry, pronoun);
    let next_to = |entry: &&Entry| entry.head + 1 == token && fits(entry, pronoun);
    let entry = history.recent(page, token, 0).find(|entry| next_to(entry) || here(entry))?;
    Some(link(token..token + 1, token, entry.kind, Form::Pronoun, entry.actors.clone(), 0.8, "reflexive"))
}
