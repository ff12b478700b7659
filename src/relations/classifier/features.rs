//! What the classifier sees of two mentions: words, labels and readings around them, as hashes of named features.
//!
//! Reads: a sentence's trees, the triggers in it, and what the frames made of them. Gives: a [`Pair`].
//! Does not: weigh anything.

use super::clues::Seen;
use super::scene::{Between, Scene};
use crate::nlp::{Dep, Pos, Tag};

/// The features of two mentions, seen from either: as source and target, and as target and source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The first as source: sorted hashes.
    pub forward: Vec<u32>,
    /// The second as source.
    pub backward: Vec<u32>,
}

/// The bit of a feature that tells no words.
pub const PLAIN: u32 = 1;
/// Words that are looked at in front of the first mention, and behind the second.
const WINDOW: usize = 5;
/// Words of the longest path that is told word by word.
const LONG: usize = 7;

/// Gathers hashes.
#[derive(Default)]
pub(super) struct Bag(Vec<u32>);

impl Bag {
    /// Adds a feature that tells words.
    pub fn add(&mut self, name: &str, parts: &[&str]) {
        self.push(name, parts, 0);
    }

    /// Adds a feature that stands for any words: labels, sorts of actors, triggers, readings.
    pub fn plain(&mut self, name: &str, parts: &[&str]) {
        self.push(name, parts, PLAIN);
    }

    /// FNV-1a of the feature's name and what it is about, folded; the lowest bit says whether it is plain.
    fn push(&mut self, name: &str, parts: &[&str], plain: u32) {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        name.bytes().for_each(&mut eat);
        for part in parts {
            eat(0x1f);
            part.bytes().for_each(&mut eat);
        }
        self.0.push((hash ^ (hash >> 32)) as u32 & !PLAIN | plain);
    }

    fn finish(mut self) -> Vec<u32> {
        self.0.sort_unstable();
        self.0.dedup();
        self.0
    }
}

impl Scene<'_, '_> {
    /// Describes two mentions by their head tokens.
    pub fn pair(&self, one: usize, other: usize) -> Pair {
        let forward = self.seen(one, other);
        let backward: Vec<Seen> = forward.iter().map(Seen::turned).collect();
        Pair { forward: self.directed(one, other, &forward), backward: self.directed(other, one, &backward) }
    }

    fn directed(&self, source: usize, target: usize, seen: &[Seen]) -> Vec<u32> {
        let mut bag = Bag::default();
        bag.plain("bias", &[]);
        if self.found {
            bag.plain("found", &[]);
        }
        let path = self.path(source, target);
        self.ends(source, target, &mut bag);
        self.along(&path, &mut bag);
        self.above(&path, &mut bag);
        self.around(source, target, &mut bag);
        let skeleton = self.skeleton(&path);
        self.triggers(seen, &skeleton, &mut bag);
        self.readings(source, target, &mut bag);
        bag.finish()
    }

    fn ends(&self, source: usize, target: usize, bag: &mut Bag) {
        let (from, to) = (self.sort(source), self.sort(target));
        bag.plain("ks", &[from]);
        bag.plain("kt", &[to]);
        bag.plain("kk", &[from, to]);
        for (name, end) in [("s", source), ("t", target)] {
            bag.add("head", &[name, self.word(end)]);
            bag.plain("dep", &[name, self.dep(end)]);
            let above = self.clauses().head(end);
            bag.add("gov", &[name, self.word(above), self.dep(end)]);
            for (place, at) in
                [("-2", end.wrapping_sub(2)), ("-1", end.wrapping_sub(1)), ("1", end + 1), ("2", end + 2)]
            {
                if self.sentence.contains(&at) {
                    bag.add("beside", &[name, place, self.word(at)]);
                }
            }
        }
        bag.plain("order", &[if source < target { "<" } else { ">" }]);
    }

    /// The path as labels alone, its words left out.
    fn skeleton(&self, path: &Between) -> String {
        if !path.joined || path.up.len() + path.down.len() > LONG + 2 {
            return "far".into();
        }
        let labels =
            |tokens: &[usize]| -> Vec<&str> { tokens[..tokens.len() - 1].iter().map(|&t| self.dep(t)).collect() };
        format!("{}^{}", labels(&path.up).join(">"), labels(&path.down).join(">"))
    }

    fn along(&self, path: &Between, bag: &mut Bag) {
        let skeleton = self.skeleton(path);
        bag.plain("path", &[&skeleton]);
        if !path.joined {
            return;
        }
        let top = path.top();
        let below = |tokens: &[usize]| tokens.len().checked_sub(2).map_or("self", |k| self.dep(tokens[k]));
        let (first, second) = (below(&path.up), below(&path.down));
        bag.add("top", &[self.word(top)]);
        bag.add("top2", &[self.word(top), first, second]);
        bag.plain("topdeps", &[first, second]);
        bag.plain("toppos", &[self.pos(top), first, second]);
        if path.up.len() + path.down.len() <= LONG + 2 {
            let words: Vec<&str> = path.inner().map(|t| self.word(t)).collect();
            bag.add("words", &[&words.join(" ")]);
            bag.add("full", &[&skeleton, &words.join(" ")]);
            for two in words.windows(2) {
                bag.add("two", &[two[0], two[1]]);
            }
        }
        for (side, tokens) in [("u", &path.up), ("d", &path.down)] {
            for &token in tokens[..tokens.len() - 1].iter().skip(1) {
                bag.add("on", &[side, self.word(token)]);
                bag.add("ondep", &[side, self.word(token), self.dep(token)]);
            }
        }
        for token in path.inner() {
            bag.add("in", &[self.word(token)]);
            self.at(token, bag);
        }
    }

    /// What stands at a word of the path: particles, prepositions, objects, auxiliaries.
    fn at(&self, token: usize, bag: &mut Bag) {
        let clauses = self.clauses();
        let word = self.word(token);
        if clauses.is_verb(token) {
            bag.add("voice", &[word, if clauses.is_passive(token) { "passive" } else { "active" }]);
        }
        for child in clauses.parsed.children(token) {
            let below = self.word(child);
            match clauses.dep(child) {
                Dep::Prt | Dep::Prep | Dep::Agent => bag.add("with", &[word, below]),
                Dep::Dobj | Dep::Attr | Dep::Acomp | Dep::Nsubjpass => {
                    bag.add("object", &[word, below]);
                    bag.add("obj", &[below]);
                }
                Dep::Xcomp | Dep::Ccomp | Dep::Advcl => {
                    bag.add("clause", &[word, below]);
                    bag.add("cl", &[below]);
                }
                Dep::Neg => bag.add("not", &[word]),
                Dep::Aux => {
                    bag.plain("aux", &[below]);
                    bag.add("auxw", &[below, word]);
                }
                Dep::Amod | Dep::Compound | Dep::Advmod | Dep::Mark => bag.add("mod", &[below, word]),
                _ => {}
            }
        }
    }

    /// Governors above the path, and the root.
    fn above(&self, path: &Between, bag: &mut Bag) {
        if !path.joined {
            return;
        }
        let clauses = self.clauses();
        let mut below = path.top();
        for (k, governor) in clauses.parsed.ancestors(below).take(3).enumerate() {
            let steps = ["1", "2", "3"][k];
            bag.add("above", &[steps, self.word(governor)]);
            bag.add("abovedep", &[self.word(governor), self.dep(below)]);
            for child in clauses.parsed.children(governor) {
                match clauses.dep(child) {
                    Dep::Neg => bag.plain("notabove", &[]),
                    Dep::Aux => bag.add("auxabove", &[self.word(child)]),
                    Dep::Mark => bag.add("markabove", &[self.word(child)]),
                    _ => {}
                }
            }
            below = governor;
        }
    }

    /// Words between, before and after, and of the whole sentence.
    fn around(&self, source: usize, target: usize, bag: &mut Bag) {
        let (first, second) = (source.min(target), source.max(target));
        let order = if source < target { "<" } else { ">" };
        let between: Vec<&str> = (first + 1..second).filter(|&t| self.tells(t)).map(|t| self.word(t)).collect();
        let gap = match between.len() {
            0 => "0",
            1 => "1",
            2..=3 => "2",
            4..=6 => "4",
            7..=12 => "7",
            _ => "13",
        };
        bag.plain("gap", &[gap, order]);
        for (k, word) in between.iter().enumerate() {
            bag.add("btw", &[word]);
            bag.add("btwo", &[word, order]);
            if let Some(next) = between.get(k + 1) {
                bag.add("btw2", &[word, next, order]);
            }
        }
        if between.len() <= 4 {
            bag.add("gapwords", &[&between.join(" "), order]);
        }
        let before: Vec<&str> =
            (self.sentence.start..first).rev().filter(|&t| self.tells(t)).take(WINDOW).map(|t| self.word(t)).collect();
        let after: Vec<&str> =
            (second + 1..self.sentence.end).filter(|&t| self.tells(t)).take(WINDOW).map(|t| self.word(t)).collect();
        for (name, words) in [("bef", &before), ("aft", &after)] {
            for (k, word) in words.iter().enumerate() {
                bag.add(name, &[word]);
                bag.add(name, &[word, order]);
                if let Some(next) = words.get(k + 1) {
                    bag.add(name, &[word, next, order, "2"]);
                }
            }
        }
        for token in self.sentence.clone().filter(|&t| self.tells(t)) {
            bag.add("any", &[self.word(token)]);
        }
    }

    /// Says whether a token is a word.
    fn tells(&self, token: usize) -> bool {
        let token = &self.clauses().parsed.tokens[token];
        !matches!(token.pos, Pos::Punct | Pos::Space) && token.tag != Tag::Dt
    }
}
