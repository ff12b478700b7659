//! A sentence as the classifier sees it: names are masked, so that it learns words and not who usually does what.

use std::ops::Range;

use super::Draft;
use super::bag::{Name, each, name};
use crate::nlp::{EntityLabel, Pos, Tag};
use crate::relations::clause::Clauses;
use crate::relations::matching::Match;
use crate::relations::sides::Sides;
use crate::relations::topics::Trust;

/// One sentence with its triggers and with what the frames read in it.
pub(crate) struct Scene<'a, 'l> {
    pub sides: Sides<'a>,
    pub sentence: Range<usize>,
    pub triggers: &'l [Match<'l>],
    pub drafts: &'a [Draft],
    /// Entity of each token of the sentence.
    entities: Vec<Option<EntityLabel>>,
    /// The words of the sentence, in order, without articles.
    pub words: Vec<Word<'a>>,
    pub topic: Trust,
    /// Whether the mentions were found, not given.
    pub found: bool,
}

/// A word with the features that begin with it.
pub(crate) struct Word<'a> {
    pub token: usize,
    pub text: &'a str,
    pub any: Name,
    pub between: Name,
    pub between_ordered: Name,
    pub between_two: Name,
    pub before: Name,
    pub after: Name,
}

impl<'a> Word<'a> {
    fn new(token: usize, text: &'a str) -> Self {
        let names = const { [name("any"), name("btw"), name("btwo"), name("btw2"), name("bef"), name("aft")] };
        let [any, between, between_ordered, between_two, before, after] = each(names, text);
        Word { token, text, any, between, between_ordered, between_two, before, after }
    }
}

/// The way from one token to another in the tree.
pub(crate) struct Between {
    /// From the source up to the token that governs both.
    pub up: Vec<usize>,
    /// From the target up to it.
    pub down: Vec<usize>,
    /// Whether both stand in one tree.
    pub joined: bool,
}

impl Between {
    /// The same way back.
    pub fn turned(self) -> Self {
        Between { up: self.down, down: self.up, joined: self.joined }
    }

    pub fn top(&self) -> usize {
        *self.up.last().unwrap_or(&0)
    }

    /// The tokens of the way without its ends.
    pub fn inner(&self) -> impl Iterator<Item = usize> + '_ {
        let last = |tokens: &[usize]| tokens.len().saturating_sub(1);
        let (up, down) = (&self.up[..last(&self.up)], &self.down[..last(&self.down)]);
        let top = (!up.is_empty() && !down.is_empty()).then(|| self.top());
        up.iter().skip(1).copied().chain(top).chain(down.iter().skip(1).rev().copied())
    }
}

impl<'a, 'l> Scene<'a, 'l> {
    pub fn new(
        sides: Sides<'a>,
        sentence: Range<usize>,
        triggers: &'l [Match<'l>],
        drafts: &'a [Draft],
        topic: Trust,
        found: bool,
    ) -> Self {
        let mut entities = vec![None; sentence.len()];
        let all = &sides.clauses.parsed.entities;
        let first = all.partition_point(|entity| entity.tokens.end <= sentence.start);
        for entity in all[first..].iter().take_while(|entity| entity.tokens.start < sentence.end) {
            for token in entity.tokens.clone().filter(|token| sentence.contains(token)) {
                entities[token - sentence.start] = Some(entity.label);
            }
        }
        let mut scene = Scene { sides, sentence, triggers, drafts, entities, words: Vec::new(), topic, found };
        scene.words = scene.words_of(scene.sentence.clone());
        scene
    }

    /// Says whether a frame joins two mentions.
    pub fn is_read(&self, pair: (usize, usize)) -> bool {
        self.drafts.iter().any(|draft| !draft.guessed && draft.is_on(pair))
    }

    pub fn clauses(&self) -> Clauses<'a> {
        self.sides.clauses
    }

    pub fn dep(&self, token: usize) -> &'static str {
        self.clauses().dep(token).as_str()
    }

    pub fn pos(&self, token: usize) -> &'static str {
        self.clauses().parsed.tokens[token].pos.as_str()
    }

    /// Gives a token's dictionary form; what sort of name it belongs to, where it is a name or a number.
    pub fn word(&self, token: usize) -> &'a str {
        let parsed = self.clauses().parsed;
        let at = token.checked_sub(self.sentence.start).and_then(|k| self.entities.get(k));
        match (at, parsed.tokens[token].pos) {
            (Some(Some(label)), Pos::Propn | Pos::Adj | Pos::Num) => label.as_str(),
            (_, Pos::Propn) => "NAME",
            (_, Pos::Num) => "NUMBER",
            (_, Pos::Pron) => self.clauses().norm(token),
            _ => self.clauses().lemma(token),
        }
    }

    /// Gives the words among these tokens: no marks, no articles.
    pub fn words_of(&self, tokens: Range<usize>) -> Vec<Word<'a>> {
        let all = &self.clauses().parsed.tokens;
        let tells = |&t: &usize| !matches!(all[t].pos, Pos::Punct | Pos::Space) && all[t].tag != Tag::Dt;
        tokens.filter(tells).map(|t| Word::new(t, self.word(t))).collect()
    }

    /// Says what sort of actor stands at a head.
    pub fn sort(&self, head: usize) -> &'a str {
        let cast = self.sides.cast;
        let Some(mention) = cast.mention_at(head) else { return "nobody" };
        let sector = mention.actors.iter().find_map(|&actor| cast.actors[actor].sector.as_deref());
        sector.unwrap_or(mention.kind.as_str())
    }

    /// Finds the way between two tokens.
    pub fn path(&self, source: usize, target: usize) -> Between {
        let parsed = self.clauses().parsed;
        let up = |token: usize| std::iter::once(token).chain(parsed.ancestors(token).take(40)).collect::<Vec<usize>>();
        let (mut a, mut b) = (up(source), up(target));
        let met = a.iter().enumerate().find_map(|(i, t)| b.iter().position(|u| u == t).map(|j| (i, j)));
        if let Some((i, j)) = met {
            a.truncate(i + 1);
            b.truncate(j + 1);
        }
        Between { up: a, down: b, joined: met.is_some() }
    }
}
