//! Adjectives in front of a noun that say whom it is of: "a Catholic priest" is not the Catholics, an "anti-Houthi strike" none of the
//! Houthis.
//!
//! Reads: a noun. Gives: those in front of it who act by it.
//! Does not: look behind the noun.

use super::Inside;
use super::frames::TriggerPos;
use super::governors::Effect;
use super::sides::{Side, Sides};
use crate::actors::{ActorKind, Mention};
use crate::nlp::{Dep, Pos, Tag};

/// The sector of people who hold no office.
const PEOPLE: &str = "CVL";

/// The sector of those who share a faith.
const FAITH: &str = "REL";

impl Sides<'_> {
    /// "counter-ISIS operations", "anti-Houthi strikes": those against whom they are have no part in them.
    pub(super) fn is_countered(&self, token: usize) -> bool {
        let start = self.mention(token).map_or(token, |m| m.tokens.start);
        let norm = |back: usize| start.checked_sub(back).map_or("", |t| self.clauses.norm(t));
        matches!(norm(1), "-" | "–") && matches!(norm(2), "counter" | "anti")
    }

    /// The actors in front of a noun, those who act by it: "a Catholic priest" is not the Catholics, and a body with a name of its
    /// own ("the American-Arab Fairness League") nobody whom its name names.
    pub(super) fn modifiers_acting(&self, noun: usize, inside: Inside) -> Vec<Side> {
        let clauses = self.clauses;
        let token = &clauses.parsed.tokens[noun];
        let mut sides = self.modifiers(noun);
        if inside != Inside::Responsible {
            // "a Somali group", often the state's foe, is no more the state.
            let counted = clauses.governors.has(clauses.lemma(noun), TriggerPos::Noun, Effect::Measure);
            let state = |side: &Side| self.mention(side.head).is_some_and(|m| m.kind == ActorKind::State);
            sides.retain(|side| !(self.is_origin(side.head) || counted && token.tag == Tag::Nn && state(side)));
        }
        if inside != Inside::Responsible || sides.is_empty() {
            return sides;
        }
        let single = token.tag == Tag::Nn && !self.is_compounded(noun);
        let people = |side: &Side, all: bool| self.mention(side.head).is_some_and(|m| self.is_people(m, all));
        let named = token.pos == Pos::Propn && clauses.parsed.text(noun).starts_with(char::is_uppercase);
        sides.retain(|side| !(single && people(side, false) || named && people(side, true)));
        sides
    }

    /// "an American-made drone", "a Turkish-trained officer": where somebody or something comes from, not whose it is, which
    /// "an American-owned ship" tells.
    pub(super) fn is_origin(&self, name: usize) -> bool {
        let clauses = self.clauses;
        let all = &clauses.parsed.tokens;
        let hyphen = all
            .get(name + 1)
            .is_some_and(|t| matches!(clauses.parsed.text(name + 1), "-" | "–") && t.span.start == all[name].span.end);
        let word = name + 2;
        hyphen
            && all.get(word).is_some_and(|t| t.span.start == all[name + 1].span.end)
            && clauses.parsed.text(word).starts_with(char::is_lowercase)
            && !clauses.governors.has(clauses.norm(word), TriggerPos::Adjective, Effect::Owned)
    }

    /// "two commanders, Roe and Poe": the several names that stand at a plural.
    pub(super) fn names_listed(&self, noun: usize) -> Option<Vec<usize>> {
        let clauses = self.clauses;
        let plural = clauses.parsed.tokens[noun].tag == Tag::Nns;
        let first = clauses.child(noun, &[Dep::Appos]).filter(|_| plural)?;
        let names: Vec<usize> = clauses.conjuncts(first).into_iter().filter(|&c| self.mention(c).is_some()).collect();
        (names.len() > 1).then_some(names)
    }

    /// "coalition soldiers in Mali", "foreign workers": they are others than the state where they are.
    pub fn is_foreign(&self, noun: usize) -> bool {
        let clauses = self.clauses;
        let other = |c: usize| {
            let pos = if clauses.dep(c) == Dep::Amod { TriggerPos::Adjective } else { TriggerPos::Noun };
            clauses.governors.has(clauses.lemma(c), pos, Effect::Other)
        };
        let before = |c: &usize| *c < noun && matches!(clauses.dep(*c), Dep::Amod | Dep::Compound);
        clauses.parsed.children(noun).filter(before).any(other)
    }

    /// "a Jewish settler group": another common noun stands in front.
    fn is_compounded(&self, noun: usize) -> bool {
        self.clauses.child(noun, &[Dep::Compound]).is_some_and(|c| self.clauses.parsed.tokens[c].pos == Pos::Noun)
    }

    /// Says whether those named share a faith, or if `all` are any people.
    pub(super) fn is_people(&self, mention: &Mention, all: bool) -> bool {
        let sector = |&a: &usize| self.cast.actors[a].sector.as_deref();
        let people = |a: &usize| sector(a) == Some(FAITH) || all && sector(a) == Some(PEOPLE);
        mention.kind == ActorKind::Group && mention.actors.iter().any(people)
    }

    /// "a Catholic priest": the adjective says of what faith one person is.
    pub(super) fn is_mere_faith(&self, mention: &Mention) -> bool {
        let noun = self.clauses.head(mention.head);
        let before = matches!(self.clauses.dep(mention.head), Dep::Amod | Dep::Compound);
        before
            && !self.is_compounded(noun)
            && self.clauses.parsed.tokens[noun].tag == Tag::Nn
            && self.is_people(mention, false)
    }
}
