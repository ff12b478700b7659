//! Nouns that say what a name beside them is to somebody: "its ally Turkey", "our Turkish allies", "NATO member Hungary",
//! "the regime and its backers, notably Russia".
//!
//! Reads: a noun of the lexicon. Gives: the names of which it is said, and those whose the noun is where that stands at the name.
//! Does not: read appositions behind names ("Turkey, an ally of"); those hang on the name in the tree.

use super::lexicon::{Strength, Trigger};
use super::roles::RoleFinder;
use super::sides::Side;
use super::{Capital, Inside, QuadClass};
use crate::actors::{ActorKind, Form, Mention};
use crate::nlp::Dep;

impl RoleFinder<'_> {
    /// Those of whom a noun is said that stands before, around or among their names.
    pub(super) fn named_beside(&self, noun: usize, trigger: &Trigger) -> Vec<usize> {
        let tie = trigger.kind.quad == QuadClass::Tie;
        if let Some(name) = self.name_behind(noun, tie) {
            return vec![name];
        }
        let some = self.sides.some_of(noun);
        let adjectives = some.is_empty() && tie && trigger.strength != Strength::Weak;
        if adjectives { self.as_adjectives(noun) } else { some }
    }

    fn is_named(&self, mention: &Mention, tie: bool) -> bool {
        let person = mention.actors.iter().any(|&a| self.sides.cast.actors[a].kind == ActorKind::Person);
        mention.form == Form::Name && mention.kind != ActorKind::Place && !(person && tie)
    }

    /// "its ally Turkey", "its ally, Turkey": the noun as a part of the name's phrase, or the name as its apposition. What
    /// persons are is told by their titles.
    fn name_behind(&self, noun: usize, tie: bool) -> Option<usize> {
        let clauses = self.clauses();
        let head = clauses.head(noun);
        let fits = |head: usize| self.sides.mention(head).is_some_and(|m| self.is_named(m, tie));
        let begins = |head: usize| self.sides.mention(head).is_some_and(|m| m.tokens.start == noun + 1);
        let part = matches!(clauses.dep(noun), Dep::Compound | Dep::Nmod | Dep::Amod) && head > noun;
        if part && fits(head) && begins(head) {
            return Some(head);
        }
        let untitled =
            |head: usize| self.sides.mention(head).is_some_and(|m| m.titles.is_empty() && self.is_named(m, false));
        let behind = self.sides.name_right_behind(noun).or_else(|| clauses.child(noun, &[Dep::Appos]));
        // "Its leader, X": the title cannot name the body that a pronoun means.
        let of_pronoun = |name: usize| {
            let owner = clauses.child(noun, &[Dep::Poss]);
            let owner =
                owner.or_else(|| clauses.child(noun, &[Dep::Prep]).and_then(|of| clauses.child(of, &[Dep::Pobj])));
            let owner = owner.and_then(|owner| self.sides.mention(owner)).is_some_and(|m| m.form != Form::Name);
            owner && self.sides.mention(name).is_some_and(|m| self.is_named(m, false))
        };
        behind.filter(|&name| {
            name > noun && ((fits(name) || untitled(name)) && self.says_whose(noun) || of_pronoun(name))
        })
    }

    /// Says whether a possessor stands at the noun, or a name before it.
    fn says_whose(&self, noun: usize) -> bool {
        self.clauses().child(noun, &[Dep::Poss]).is_some() || !self.sides.modifiers(noun).is_empty()
    }

    /// "our Turkish allies", "Iran's Syrian and Iraqi allies": states whose adjectives stand at a plural that somebody has.
    fn as_adjectives(&self, noun: usize) -> Vec<usize> {
        let clauses = self.clauses();
        let plural = clauses.norm(noun) != clauses.lemma(noun);
        if !plural || clauses.child(noun, &[Dep::Poss]).is_none() {
            return Vec::new();
        }
        let state = |side: &Side| self.sides.is_one_of(side, Capital::State, &[ActorKind::State]);
        let owner = clauses.child(noun, &[Dep::Poss]);
        let after = |side: &Side| owner.is_some_and(|owner| owner < side.head);
        self.sides.modifiers(noun).into_iter().filter(|side| state(side) && after(side)).map(|side| side.head).collect()
    }

    /// Whose the noun is where that hangs on the name behind it: "its" of "its ally Turkey", "NATO" of "NATO ally Turkey".
    pub(super) fn owners_at_name(&self, noun: usize, possessor: bool) -> Vec<Side> {
        let clauses = self.clauses();
        let name = clauses.head(noun);
        let part = matches!(clauses.dep(noun), Dep::Compound | Dep::Nmod | Dep::Amod) && name > noun;
        let named = part && self.sides.mention(name).is_some_and(|m| self.is_named(m, false));
        if !named {
            return Vec::new();
        }
        let mut sides = match possessor {
            true => self.sides.possessors(name, Inside::Responsible, 1),
            false => self.sides.modifiers(name),
        };
        sides.retain(|side| side.head < noun);
        sides
    }

    /// "its Lebanese proxy Hezbollah" is not Lebanon's: where somebody is at home is not whose ally it is.
    pub(super) fn is_home(&self, source: &Side, side: &Side) -> bool {
        let actor = |side: &Side| Some(&self.sides.cast.actors[*self.sides.mention(side.head)?.actors.first()?]);
        let (Some(one), Some(state)) = (actor(source), actor(side)) else { return false };
        let body = matches!(one.kind, ActorKind::Organization | ActorKind::Group);
        body && state.kind == ActorKind::State && one.country.is_some() && one.country == state.country
    }

    /// "Roe said that Norway would strike": he threatens another than his own state.
    pub(super) fn is_own_state(&self, sources: &[Side], side: &Side) -> bool {
        let actor = |side: &Side| self.sides.mention(side.head)?.actors.first().copied();
        let at_home = |source: &Side| actor(source).zip(actor(side)).is_some_and(|(a, b)| self.sides.is_at_home(a, b));
        sources.iter().any(|source| self.is_home(source, side) || at_home(source))
    }

    /// Of two actors in front of a noun the first acts ("US Iran sanctions"), unless they are joined.
    pub(super) fn first_modifiers(&self, sides: Vec<Side>) -> Vec<Side> {
        let Some(&first) = sides.first() else { return sides };
        let joined = |side: &Side| {
            side.head == first.head || self.clauses().parsed.ancestors(side.head).any(|a| a == first.head)
        };
        sides.into_iter().filter(joined).collect()
    }
}
