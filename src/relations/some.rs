//! Names that stand behind a phrase: of some whom a plural means ("its backers, notably Russia", "states such as France and Norway"),
//! or joined to it past what stands between commas ("Mary Roe, D-Ohio, and John Doe").
//!
//! Reads: the words behind a noun. Gives: the heads of the names.
//! Does not: read appositions that say who is meant.

use super::sides::Sides;
use crate::actors::{ActorKind, Form, Mention};
use crate::nlp::{Dep, Pos};

/// Words before the names of some of those that a plural means: "allies such as Russia".
const SOME: [&str; 10] = [
    "notably",
    "including",
    "especially",
    "particularly",
    "chiefly",
    "mainly",
    "primarily",
    "principally",
    "namely",
    "like",
];
/// How many names such a list may have.
const MANY: usize = 6;

impl Sides<'_> {
    /// "Mary Roe, D-Ohio, and John Doe": the second name, read as joined to what stands between commas behind the first.
    pub(super) fn joined_past_aside(&self, first: usize) -> Vec<usize> {
        let person = |noun: usize| self.mention(noun).filter(|m| m.kind == ActorKind::Person && m.form == Form::Name);
        let Some(one) = person(first) else { return Vec::new() };
        let asides = self.clauses.parsed.children(first).filter(|&c| self.clauses.dep(c) == Dep::Appos && c > first);
        let joined =
            asides.filter(|&c| person(c).is_none()).flat_map(|c| self.clauses.conjuncts(c).into_iter().skip(1));
        joined.filter(|&noun| person(noun).is_some_and(|other| other.actors != one.actors)).collect()
    }

    /// "its backers, notably Russia and Iran", "states including France": the names that are given of some.
    pub(super) fn some_of(&self, noun: usize) -> Vec<usize> {
        let clauses = self.clauses;
        let tokens = &clauses.parsed.tokens;
        let plural = clauses.norm(noun) != clauses.lemma(noun);
        let limit = clauses.parsed.sentences[clauses.parsed.sentence_of(noun)].end;
        let norm = |t: usize| if t < limit { clauses.norm(t) } else { "" };
        let mut at = noun + 1 + usize::from(norm(noun + 1) == ",");
        let such = norm(at) == "such" && norm(at + 1) == "as";
        if !plural || !(such || SOME.contains(&norm(at))) {
            return Vec::new();
        }
        at += 1 + usize::from(such);
        let mut found = Vec::new();
        while at < limit && found.len() < MANY {
            let mentions = &self.cast.mentions;
            let first = mentions.partition_point(|m| m.tokens.start < at);
            match mentions.get(first).filter(|m| m.tokens.start == at && is_name(m)) {
                Some(name) => {
                    found.push(name.head);
                    at = name.tokens.end;
                }
                None if matches!(norm(at), "," | "and" | "or") || tokens[at].pos == Pos::Det => at += 1,
                None => break,
            }
        }
        found
    }
}

fn is_name(mention: &Mention) -> bool {
    mention.form == Form::Name && mention.kind != ActorKind::Place
}
