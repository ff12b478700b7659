//! Third-person, reflexive and relative pronouns.
//!
//! Reads: the history. Gives: the actor of the best fitting mention: gender, number and kind must fit; subjects, near sentences
//! and near words are preferred; the subject of a verb is not its object.

use super::super::draft::Draft;
use super::super::page::Page;
use super::super::words::{Person, Pronoun};
use super::history::{Entry, History, Rival};
use super::link;
use super::salience::Feature;
use super::speech::Speech;
use crate::actors::{ActorKind, Form, Gender};
use crate::nlp::{Dep, Pos};

/// What a pronoun turned out to mean.
pub(super) enum Meant<'c> {
    Actor(Draft<'c>),
    /// Somebody or something without a name: the next pronoun may mean it too.
    Rival(Rival, Option<Gender>),
    Nobody,
}

/// Links one pronoun, where somebody fits.
pub(super) fn resolve<'c>(page: &Page<'c, '_>, history: &History, token: usize, pronoun: Pronoun) -> Meant<'c> {
    if pronoun.person == Person::Relative {
        return relative(page, history, token).map_or(Meant::Nobody, Meant::Actor);
    }
    if pronoun.thing && is_empty_subject(page, token) {
        return Meant::Nobody;
    }
    if pronoun.reflexive {
        return reflexive(page, history, token, pronoun).map_or(Meant::Nobody, Meant::Actor);
    }
    // "said that Chad was shelling its own people": whoever the clause is about.
    let own = page.dep(token) == Some(Dep::Poss) && page.norm(token + 1) == "own";
    if own && let Some(draft) = reflexive(page, history, token, pronoun) {
        return Meant::Actor(draft);
    }
    let Some(entry) = antecedent(page, history, token, pronoun) else { return Meant::Nobody };
    if let Some(rival) = entry.rival {
        return Meant::Rival(rival, pronoun.gender.or(entry.gender));
    }
    let mut actors = entry.actors.clone();
    if pronoun.many == Some(true) {
        actors.extend(partners(page, history, entry.head));
    }
    let rule = if entry.is_subject { "pronoun-subject" } else { "pronoun-nearest" };
    let near = entry.sentence == page.parsed.sentence_of(token);
    let confidence =
        if pronoun.gender.is_some() && entry.gender.is_some() { 0.75 } else { 0.6 } - if near { 0.0 } else { 0.1 };
    Meant::Actor(link(token..token + 1, token, entry.kind, Form::Pronoun, actors, confidence, rule))
}

/// The mention with the most points, if it lies far enough ahead of all others that are somebody else.
fn antecedent<'h>(page: &Page<'_, '_>, history: &'h History, token: usize, pronoun: Pronoun) -> Option<&'h Entry> {
    let reach = if pronoun.thing { 1 } else { 3 };
    let mut best: Option<(&Entry, f32)> = None;
    let mut second = f32::NEG_INFINITY;
    if let Some(entry) = judged(page, history, token).filter(|entry| fits(entry, pronoun)) {
        return Some(entry);
    }
    if let Some(entry) = joined_owner(page, history, token).filter(|entry| fits(entry, pronoun)) {
        return Some(entry);
    }
    let doer = doer(page, history, token);
    let open = |entry: &&Entry| {
        let own =
            doer.is_some_and(|doer| entry.head == doer.head || entry.rival.is_none() && entry.actors == doer.actors);
        fits(entry, pronoun) && !own && !is_barred(page, entry, token)
    };
    for entry in history.with_rivals(page, token, reach).filter(open) {
        let alone = pronoun.many == Some(true) && entry.kind == ActorKind::Person && entry.actors.len() == 1;
        if alone && partners(page, history, entry.head).is_empty() {
            continue;
        }
        let points = score(page, entry, token, pronoun);
        match best {
            Some((top, most)) if points > most => {
                if !is_same(top, entry) {
                    second = second.max(most);
                }
                best = Some((entry, points));
            }
            Some((top, _)) if !is_same(top, entry) => second = second.max(points),
            Some(_) => {}
            None => best = Some((entry, points)),
        }
    }
    let (entry, points) = best?;
    let sure = points >= Feature::Floor.weight() && points - second >= Feature::Margin.weight();
    (sure || entry.rival.is_some()).then_some(entry)
}

/// "Hamas and its leader", "Assad and his forces": whoever is named first.
fn joined_owner<'h>(page: &Page<'_, '_>, history: &'h History, token: usize) -> Option<&'h Entry> {
    let noun = page.head(token);
    let joined = page.dep(token) == Some(Dep::Poss) && page.dep(noun) == Some(Dep::Conj);
    let and = token.checked_sub(1).is_some_and(|at| page.norm(at) == "and");
    history.at(page.head(noun)).filter(|entry| joined && and && entry.rival.is_none())
}

fn is_same(a: &Entry, b: &Entry) -> bool {
    a.rival.is_none() && b.rival.is_none() && a.actors == b.actors
}

fn fits(entry: &Entry, pronoun: Pronoun) -> bool {
    if let Some(rival) = entry.rival {
        return match rival {
            Rival::Person => pronoun.gender.is_some() && (entry.gender.is_none() || entry.gender == pronoun.gender),
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
        _ if pronoun.thing => !person && !entry.is_plural,
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

/// Who does what is done to the one that an object pronoun means: the subject of the verb, shared ones included.
fn doer<'h>(page: &Page<'_, '_>, history: &'h History, token: usize) -> Option<&'h Entry> {
    if !matches!(page.dep(token), Some(Dep::Dobj | Dep::Dative)) {
        return None;
    }
    let mut verb = verb_over(page, token);
    for _ in 0..4 {
        if let Some(subject) = page.parsed.children(verb).find(|&child| page.is_subject(child)) {
            return history.at(subject).filter(|entry| entry.head < token);
        }
        if !matches!(page.dep(verb), Some(Dep::Conj)) {
            return None;
        }
        verb = page.head(verb);
    }
    None
}

/// "blamed Roe for his remarks", "thanked Roe for her support": whose they are for which somebody is judged.
fn judged<'h>(page: &Page<'_, '_>, history: &'h History, token: usize) -> Option<&'h Entry> {
    if page.dep(token) != Some(Dep::Poss) {
        return None;
    }
    let preposition = page.parsed.ancestors(token).take(6).find(|&at| !page.is_nominal(at))?;
    let verb = page.head(preposition);
    let judges = matches!(page.norm(preposition), "for" | "over") && Speech::Judge.has(&page.lemma(verb));
    let object = judges.then(|| page.parsed.child(verb, Dep::Dobj)).flatten()?;
    history.at(object).filter(|entry| entry.head < token)
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
    let mut points = Feature::SentenceBack.weight() * sentences
        + Feature::TokenBack.weight() * token.saturating_sub(entry.head).min(100) as f32
        + Feature::Subject.when(entry.is_subject)
        + Feature::Modifier.when(entry.is_modifier)
        + Feature::GenderKnown.when(pronoun.gender.is_some() && entry.gender.is_some())
        + Feature::PronounBefore.when(entry.form == Form::Pronoun)
        + Feature::OtherParagraph.when(entry.paragraph != page.paragraph(token))
        + Feature::Parallel.when(is_object(page, token) && is_object(page, entry.head))
        + Feature::NamedOften.weight() * (1.0 + entry.weight.min(20) as f32).ln();
    if entry.rival.is_some() {
        let lone = pronoun.gender.is_some() || pronoun.thing;
        return points + if lone { Feature::CommonNoun.weight() } else { Feature::PluralNounForThey.weight() };
    }
    points += Feature::UnknownName.when(!entry.is_known && entry.weight < 2);
    points += match (pronoun.many, entry.kind) {
        (Some(true), _) if entry.actors.len() > 1 => Feature::SeveralForThey.weight(),
        (Some(true), _) if entry.is_plural => Feature::PluralForThey.weight(),
        (Some(true), ActorKind::Group) => Feature::GroupForThey.weight(),
        (Some(true), ActorKind::Person) => Feature::PersonForThey.weight(),
        (Some(true), ActorKind::State) => Feature::StateForThey.weight(),
        (_, ActorKind::Place) if pronoun.thing => Feature::PlaceForIt.weight(),
        _ => 0.0,
    };
    points
}

fn is_object(page: &Page<'_, '_>, token: usize) -> bool {
    matches!(page.dep(token), Some(Dep::Dobj | Dep::Dative))
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

/// "it is easy to", "it seems that", "it was he who": nobody.
fn is_empty_subject(page: &Page<'_, '_>, token: usize) -> bool {
    if page.dep(token) == Some(Dep::Expl) {
        return true;
    }
    if page.norm(token) != "it" || !page.is_subject(token) {
        return false;
    }
    let verb = page.head(token);
    let holds = |at: usize, deps: &[Dep]| {
        page.parsed.children(at).any(|child| page.dep(child).is_some_and(|dep| deps.contains(&dep)))
    };
    let clause = [Dep::Ccomp, Dep::Xcomp, Dep::Csubj, Dep::Advcl];
    let open = page.dep(token) == Some(Dep::Nsubjpass) || page.words.is_impersonal(&page.lemma(verb));
    if open && holds(verb, &[Dep::Ccomp]) {
        return true;
    }
    let told = [Dep::Acomp, Dep::Attr].into_iter().filter_map(|dep| page.parsed.child(verb, dep));
    let mut told = told.filter(|&at| holds(at, &[Dep::Ccomp, Dep::Xcomp, Dep::Advcl, Dep::Relcl]));
    page.pos(verb) == Some(Pos::Aux) && (holds(verb, &clause) || told.next().is_some())
}

/// "who", "which", "that": what the relative clause hangs on.
fn relative<'c>(page: &Page<'c, '_>, history: &History, token: usize) -> Option<Draft<'c>> {
    let clause = std::iter::once(token).chain(page.parsed.ancestors(token)).take(8);
    let clause = clause.into_iter().find(|&at| page.dep(at) == Some(Dep::Relcl))?;
    let noun = page.head(clause);
    let entry = history.at(noun)?;
    Some(link(token..token + 1, token, entry.kind, Form::Pronoun, entry.actors.clone(), 0.85, "relative"))
}

/// "himself": the subject of its clause, or of the clause that this one depends on.
fn reflexive<'c>(page: &Page<'c, '_>, history: &History, token: usize, pronoun: Pronoun) -> Option<Draft<'c>> {
    let link_to = |entry: &Entry| {
        let actors = entry.actors.clone();
        link(token..token + 1, token, entry.kind, Form::Pronoun, actors, 0.8, "reflexive")
    };
    if let Some(entry) = history.recent(page, token, 0).find(|entry| entry.head + 1 == token && fits(entry, pronoun)) {
        return Some(link_to(entry));
    }
    let mut verb = verb_over(page, token);
    for _ in 0..4 {
        let subject = page.parsed.children(verb).find(|&child| page.is_subject(child));
        if let Some(subject) = subject {
            let entry = history.at(subject).filter(|entry| fits(entry, pronoun))?;
            return Some(link_to(entry));
        }
        let shares =
            matches!(page.dep(verb), Some(Dep::Xcomp | Dep::Advcl | Dep::Conj | Dep::Pcomp | Dep::Prep | Dep::Acl));
        if !shares {
            return None;
        }
        verb = page.head(verb);
    }
    None
}
