//! Where something happened and what it was about, as the text puts it.
//!
//! Reads: the prepositional phrases at a trigger. Gives: their text.
//! Does not: resolve them.

use super::clause::Clauses;
use super::sides::Sides;
use crate::nlp::{Dep, EntityLabel};

/// Prepositions of place, and of what an act is about.
pub(super) const PLACE: [&str; 6] = ["in", "near", "around", "at", "outside", "inside"];
const ISSUE: [&str; 6] = ["over", "about", "on", "regarding", "concerning", "for"];
/// Longest issue, in tokens.
const LONGEST: usize = 14;

/// Finds the place named at a trigger: "in Geneva", "near Mosul".
pub(crate) fn place(sides: Sides<'_>, words: &[usize]) -> Option<String> {
    let clauses = sides.clauses;
    let objects = words.iter().flat_map(|&word| PLACE.iter().flat_map(move |p| clauses.oblique(word, p)));
    let is_place = |object: &usize| {
        let entities = &clauses.parsed.entities;
        let at = entities.partition_point(|e| e.tokens.end <= *object);
        entities.get(at).is_some_and(|e| {
            e.tokens.contains(object) && matches!(e.label, EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac)
        })
    };
    let object = objects.into_iter().find(is_place)?;
    let entity = clauses.parsed.entities.iter().find(|e| e.tokens.contains(&object))?;
    Some(clauses.parsed.span(entity.tokens.clone()).of(&clauses.parsed.document.text).to_owned())
}

/// Finds what an act is about: "over Aleppo", "on trade"; phrases that hold one of its sides are none.
pub(crate) fn issue(sides: Sides<'_>, words: &[usize], taken: &[usize]) -> Option<String> {
    let clauses = sides.clauses;
    let found = words.iter().flat_map(|&word| clauses.parsed.children(word)).find(|&c| is_issue(clauses, c, taken))?;
    let phrase = clauses.parsed.subtree(found);
    let end = phrase.end.min(phrase.start + LONGEST);
    let text = clauses.parsed.span(phrase.start..end).of(&clauses.parsed.document.text);
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn is_issue(clauses: Clauses<'_>, preposition: usize, taken: &[usize]) -> bool {
    let about = clauses.dep(preposition) == Dep::Prep && ISSUE.contains(&clauses.norm(preposition));
    let object = clauses.child(preposition, &[Dep::Pobj, Dep::Pcomp]);
    about
        && object.is_some_and(|object| {
            let phrase = clauses.parsed.subtree(preposition);
            !clauses.is_date(object) && !taken.iter().any(|t| phrase.contains(t))
        })
}
