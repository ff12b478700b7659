//! Officers told by their likeness to another: "his Thai counterpart, X" of a prime minister leads Thailand.
//!
//! Reads: the noun beside a name, whose counterpart it says that is, and the ties found so far. Gives: the like tie.
//! Does not: say what an office is; that the other's title tells.

use std::ops::Range;

use super::sides::Sides;
use super::{Kind, Relation, Status};
use crate::actors::{ActorKind, Form, Mention};
use crate::nlp::{Dep, Pos};

/// The noun by which somebody is told by another's office.
const COUNTERPART: &str = "counterpart";
/// How many words may stand between a name and the noun behind it: "Roe, his Thai counterpart".
const NEAR: usize = 4;

/// The like of an officer.
pub(super) struct Counterpart<'m> {
    pub kind: Kind,
    /// The state whose adjective stands before the noun.
    pub state: &'m Mention,
    pub noun: usize,
}

impl<'a> Sides<'a> {
    /// What the noun beside a name tells of its bearer, where one of the `ties` is that of the other.
    pub(super) fn counterpart(&self, bearer: &Mention, ties: &[Relation]) -> Option<Counterpart<'a>> {
        if bearer.kind != ActorKind::Person || bearer.form != Form::Name {
            return None;
        }
        // A line break may end the sentence between the two.
        let sentence = |token: usize| self.clauses.parsed.sentence_of(token);
        let noun = self.beside_name(&bearer.tokens).filter(|&noun| sentence(noun) == sentence(bearer.head))?;
        let state = self.cast.mentions.iter().find(|m| m.tokens.end == noun && m.form == Form::Name)?;
        let is_state = |&a: &usize| self.cast.actors[a].kind == ActorKind::State;
        if state.actors.len() != 1 || !state.actors.iter().all(is_state) {
            return None;
        }
        let owner = self.mention(self.clauses.child(noun, &[Dep::Poss])?)?;
        let of_state = |r: &&Relation| {
            r.status == Status::Actual
                && is_state(&r.target)
                && r.target != state.actors[0]
                && !bearer.actors.contains(&r.source)
        };
        // "Roe, his Thai counterpart": nobody is his own, it is whoever was named with an office before.
        let own = owner.form == Form::Pronoun && owner.actors.iter().any(|a| bearer.actors.contains(a));
        let before = |r: &&Relation| of_state(r) && r.evidence.source.end <= bearer.span.start;
        let kind = if own {
            ties.iter().filter(before).max_by_key(|r| r.evidence.source.start)?.kind.clone()
        } else {
            ties.iter().find(|r| of_state(r) && owner.actors == [r.source])?.kind.clone()
        };
        Some(Counterpart { kind, state, noun })
    }

    /// The noun right before a name or in the apposition right behind it.
    fn beside_name(&self, name: &Range<usize>) -> Option<usize> {
        let is = |t: usize| self.clauses.parsed.tokens.get(t).is_some() && self.clauses.norm(t) == COUNTERPART;
        let comma = |t: usize| self.clauses.parsed.tokens.get(t).is_some() && self.clauses.norm(t) == ",";
        let before = name.start.checked_sub(1)?;
        if is(before) {
            return Some(before);
        }
        if let Some(noun) = before.checked_sub(1).filter(|&t| comma(before) && is(t)) {
            return Some(noun);
        }
        let plain = |t: &usize| {
            let tokens = &self.clauses.parsed.tokens;
            tokens
                .get(*t)
                .is_some_and(|token| matches!(token.pos, Pos::Pron | Pos::Adj | Pos::Propn | Pos::Noun | Pos::Det))
        };
        let mut behind = (name.end + 1..name.end + 1 + NEAR).take_while(plain);
        behind.find(|&t| is(t)).filter(|_| comma(name.end))
    }
}
