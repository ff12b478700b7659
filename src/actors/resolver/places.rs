//! Tells a capital that stands for its government from the town, and a part of a state that stands for its own from the land.
//!
//! Reads: the tree around the name; `data/actors/self-governing.tsv`, built in. Gives: whether the name acts, speaks or is dealt with.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::draft::Draft;
use super::page::Page;
use super::roster::Roster;
use crate::actors::catalog::table;
use crate::actors::{ActorKind, CatalogActor, CatalogError, ids};
use crate::nlp::{Dep, Pos};

static SELF_GOVERNING: LazyLock<HashSet<(&str, &str)>> =
    LazyLock::new(|| self_governing().expect("a test reads the built-in table"));

/// Country and name of each.
fn self_governing() -> Result<HashSet<(&'static str, &'static str)>, CatalogError> {
    let text = include_str!("../../../data/actors/self-governing.tsv");
    let mut found = HashSet::new();
    for row in table::read("self-governing.tsv", text, ["country", "names"])? {
        let [country, names] = row.cells;
        found.extend(table::list(names).map(|name| (country, name)));
    }
    Ok(found)
}

/// Whether a place stands for the government that it has of its own: "California sued the agency", "Catalonia was urged to".
pub(super) fn governs_itself(page: &Page<'_, '_>, draft: &Draft<'_>, place: &CatalogActor) -> bool {
    let first = conjunct_root(page, draft.head);
    let acts = || match page.dep(first) {
        Some(Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative) => true,
        Some(Dep::Pobj) => page.norm(page.head(first)) == "by",
        _ => false,
    };
    let listed = || SELF_GOVERNING.contains(&(place.country.as_deref().unwrap_or_default(), place.name.as_str()));
    place.kind == ActorKind::Place && listed() && acts() && is_government(page, draft)
}

/// The government of a part of a state, under the part's name.
pub(super) fn government(roster: &mut Roster, place: &CatalogActor) -> usize {
    let actor = roster.own(ActorKind::Organization, &ids::slug(&place.name), &place.name);
    if let Some(actor) = roster.actors.get_mut(actor) {
        actor.country.clone_from(&place.country);
        actor.sector = Some("GOV".to_owned());
    }
    actor
}

/// Whether a capital stands for its government here: as subject of a speech or an act, or as partner of one.
pub(super) fn is_government(page: &Page<'_, '_>, draft: &Draft<'_>) -> bool {
    let first = conjunct_root(page, draft.head);
    let head = page.head(first);
    match page.dep(first) {
        Some(Dep::Nsubj) => head != first && verbs(page, first, head).any(|verb| is_act(page, verb)),
        Some(Dep::Nsubjpass) => page.words.addresses(&page.lemma(head)) || is_told_to_act(page, head),
        Some(Dep::Attr) => is_cleft(page, first, head),
        Some(Dep::Pobj) => match page.norm(head) {
            "with" | "between" | "against" | "by" => true,
            preposition => {
                let governor = page.head(head);
                let words = format!("{}-{preposition}", page.lemma(governor));
                page.words.deals(&words) || preposition.starts_with("toward") && page.words.deals(&page.lemma(governor))
            }
        },
        Some(Dep::Dobj | Dep::Dative) => page.words.addresses(&page.lemma(head)) || is_given(page, first, head),
        Some(Dep::Poss) => page.pos(head) == Some(Pos::Noun) && page.words.description(&page.lemma(head)).is_none(),
        _ => false,
    }
}

/// The verb of a subject, those joined to it, and that of a relative clause at the subject whose own subject is a pronoun.
fn verbs<'p>(page: &'p Page<'_, '_>, subject: usize, verb: usize) -> impl Iterator<Item = usize> + 'p {
    let relative = page.parsed.child(subject, Dep::Relcl).filter(|&clause| {
        let own = page.parsed.child(clause, Dep::Nsubj);
        own.is_some_and(|own| matches!(page.norm(own), "which" | "that" | "who"))
    });
    let joined = move |&c: &usize| page.dep(c) == Some(Dep::Conj) && page.parsed.child(c, Dep::Nsubj).is_none();
    [verb].into_iter().chain(relative).chain(page.parsed.children(verb).filter(joined))
}

/// "Tokyo is said to be preparing to ask the court": what it is expected to do.
fn is_told_to_act(page: &Page<'_, '_>, verb: usize) -> bool {
    let mut at = verb;
    for _ in 0..3 {
        let Some(next) = page.parsed.child(at, Dep::Xcomp) else { return false };
        if is_act(page, next) {
            return true;
        }
        at = next;
    }
    false
}

/// "It was Ankara that had blocked the talks."
fn is_cleft(page: &Page<'_, '_>, name: usize, verb: usize) -> bool {
    let subject = |verb: usize, words: &[&str]| {
        page.parsed.child(verb, Dep::Nsubj).is_some_and(|subject| words.contains(&page.norm(subject)))
    };
    let clauses = [page.parsed.child(name, Dep::Relcl), page.parsed.child(verb, Dep::Ccomp)];
    let mut clauses = clauses.into_iter().flatten();
    subject(verb, &["it"]) && clauses.any(|clause| subject(clause, &["that", "which", "who"]) && is_act(page, clause))
}

/// "set Damascus a list of steps", "gave La Paz until Sunday": a town is given nothing.
fn is_given(page: &Page<'_, '_>, name: usize, verb: usize) -> bool {
    let until = || page.parsed.children(verb).any(|child| page.norm(child) == "until");
    let other = || page.parsed.children(verb).any(|child| child > name && page.dep(child) == Some(Dep::Dobj));
    page.words.gives(&page.lemma(verb)) && (page.dep(name) == Some(Dep::Dative) || until() || other())
}

/// A verb for what governments do; or any that has an object, where it is none of those that towns do too ("hosts the games");
/// a mood ("is adamant that").
fn is_act(page: &Page<'_, '_>, verb: usize) -> bool {
    let lemma = page.lemma(verb);
    let child = |dep| page.parsed.child(verb, dep);
    let has_object = || {
        [Dep::Dobj, Dep::Ccomp, Dep::Xcomp].into_iter().any(|dep| child(dep).is_some())
            && page.pos(verb) == Some(Pos::Verb)
    };
    // "drew up a law", "turned down the offer"
    let is_town_verb = || page.words.is_done_by_towns(&lemma) && child(Dep::Prt).is_none();
    let mood = || child(Dep::Acomp).is_some_and(|mood| page.words.acts(&page.lemma(mood)));
    page.words.acts(&lemma) || has_object() && !is_town_verb() || page.pos(verb) == Some(Pos::Aux) && mood()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let read = self_governing().expect("every row has a country and names");
        assert!(read.contains(&("ESP", "Catalonia")) && !read.contains(&("USA", "Catalonia")));
    }
}
