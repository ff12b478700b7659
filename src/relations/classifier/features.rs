//! What the classifier sees of two mentions: words, labels and readings around them, as hashes of named features.
//!
//! Reads: a sentence's trees, the triggers in it, and what the frames made of them. Gives: a [`Pair`].
//! Does not: weigh anything.

use std::ops::Range;

use super::bag::{Bag, Name, each, name};
use super::scene::{Between, Scene, Word};
use crate::nlp::Dep;

/// The features of two mentions, seen from either: as source and target, and as target and source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The first as source: sorted hashes.
    pub forward: Vec<u32>,
    /// The second as source.
    pub backward: Vec<u32>,
}

/// Words that are looked at in front of the first mention, and behind the second.
const WINDOW: usize = 5;
/// Words of the longest path that is told word by word.
const LONG: usize = 7;

/// Says which of two tokens stands first.
fn order(source: usize, target: usize) -> &'static str {
    if source < target { "<" } else { ">" }
}

/// What is seen of two mentions whichever is the source, and what more of each direction.
pub(super) struct Features {
    pub both: Bag,
    pub forward: Bag,
    pub backward: Bag,
}

impl Features {
    /// The hashes: of both directions, forward, backward.
    pub fn hashes(&self) -> [&[u32]; 3] {
        [&self.both, &self.forward, &self.backward].map(Bag::hashes)
    }
}

impl Scene<'_, '_> {
    /// Describes two mentions by their head tokens.
    pub fn pair(&self, one: usize, other: usize) -> Pair {
        let Features { both, forward, backward } = self.features(one, other);
        Pair { forward: forward.with(&both), backward: backward.with(&both) }
    }

    /// Gathers what is seen of two mentions.
    pub(super) fn features(&self, one: usize, other: usize) -> Features {
        let mut features = Features { both: Bag::new(), forward: Bag::new(), backward: Bag::new() };
        let Features { both, forward, backward } = &mut features;
        both.plain(const { name("bias") }, &[]);
        if self.found || self.is_read((one, other)) {
            both.plain(const { name("found") }, &[]);
        }
        let path = self.path(one, other);
        let skeletons = self.skeletons(&path);
        let seen = self.seen(one, other);
        self.on_way(&path, both);
        self.above(&path, both);
        self.end(one, forward, backward);
        self.end(other, backward, forward);
        self.around(one, other, &mut features);
        self.triggers(&seen, &skeletons, &mut features);
        let Features { forward, backward, .. } = &mut features;
        self.directed(one, other, &path, &skeletons[0], forward);
        self.directed(other, one, &path.turned(), &skeletons[1], backward);
        features
    }

    /// What only one direction has.
    fn directed(&self, source: usize, target: usize, path: &Between, skeleton: &str, bag: &mut Bag) {
        let (from, to) = (self.sort(source), self.sort(target));
        bag.plain(const { name("ks") }, &[from]);
        bag.plain(const { name("kt") }, &[to]);
        bag.plain(const { name("kk") }, &[from, to]);
        bag.plain(const { name("order") }, &[order(source, target)]);
        self.along(path, skeleton, bag);
        self.readings(source, target, bag);
    }

    /// What stands at a mention, where it is the source and where it is the target.
    fn end(&self, end: usize, source: &mut Bag, target: &mut Bag) {
        let sides = |name: Name| [name.of("s"), name.of("t")];
        let mut add = |[s, t]: [Name; 2]| {
            source.word(s);
            target.word(t);
        };
        add(each(sides(const { name("head") }), self.word(end)));
        let above = each(sides(const { name("gov") }), self.word(self.clauses().head(end)));
        add(each(above, self.dep(end)));
        for (place, at) in [("-2", end.wrapping_sub(2)), ("-1", end.wrapping_sub(1)), ("1", end + 1), ("2", end + 2)] {
            if self.sentence.contains(&at) {
                add(each(each(sides(const { name("beside") }), place), self.word(at)));
            }
        }
        let [s, t] = each(sides(const { name("dep") }), self.dep(end));
        source.label(s);
        target.label(t);
    }

    /// The path and the way back as labels alone, their words left out.
    fn skeletons(&self, path: &Between) -> [String; 2] {
        if !path.joined || path.up.len() + path.down.len() > LONG + 2 {
            return ["far".into(), "far".into()];
        }
        let labels = |tokens: &[usize]| -> String {
            let labels: Vec<&str> = tokens[..tokens.len() - 1].iter().map(|&t| self.dep(t)).collect();
            labels.join(">")
        };
        let (up, down) = (labels(&path.up), labels(&path.down));
        [[&*up, &*down].join("^"), [down, up].join("^")]
    }

    fn along(&self, path: &Between, skeleton: &str, bag: &mut Bag) {
        bag.plain(const { name("path") }, &[skeleton]);
        if !path.joined {
            return;
        }
        let top = path.top();
        let below = |tokens: &[usize]| tokens.len().checked_sub(2).map_or("self", |k| self.dep(tokens[k]));
        let (first, second) = (below(&path.up), below(&path.down));
        bag.add(const { name("top2") }, &[self.word(top), first, second]);
        bag.plain(const { name("topdeps") }, &[first, second]);
        bag.plain(const { name("toppos") }, &[self.pos(top), first, second]);
        if path.up.len() + path.down.len() <= LONG + 2 {
            let words: Vec<&str> = path.inner().map(|t| self.word(t)).collect();
            let mut all = [const { name("words") }.of(""), const { name("full") }.of(skeleton).of("")];
            for (k, word) in words.iter().enumerate() {
                all = all.map(|all| if k == 0 { all } else { all.piece(" ") }.piece(word));
            }
            all.into_iter().for_each(|all| bag.word(all));
            for two in words.windows(2) {
                bag.add(const { name("two") }, &[two[0], two[1]]);
            }
        }
        for (side, tokens) in [("u", &path.up), ("d", &path.down)] {
            for &token in tokens[..tokens.len() - 1].iter().skip(1) {
                bag.add(const { name("on") }, &[side, self.word(token)]);
                bag.add(const { name("ondep") }, &[side, self.word(token), self.dep(token)]);
            }
        }
    }

    /// The words of the path.
    fn on_way(&self, path: &Between, bag: &mut Bag) {
        if !path.joined {
            return;
        }
        bag.add(const { name("top") }, &[self.word(path.top())]);
        for token in path.inner() {
            bag.add(const { name("in") }, &[self.word(token)]);
            self.at(token, bag);
        }
    }

    /// What stands at a word of the path: particles, prepositions, objects, auxiliaries.
    fn at(&self, token: usize, bag: &mut Bag) {
        let clauses = self.clauses();
        let word = self.word(token);
        if clauses.is_verb(token) {
            bag.add(const { name("voice") }, &[word, if clauses.is_passive(token) { "passive" } else { "active" }]);
        }
        for child in clauses.parsed.children(token) {
            let below = self.word(child);
            match clauses.dep(child) {
                Dep::Prt | Dep::Prep | Dep::Agent => bag.add(const { name("with") }, &[word, below]),
                Dep::Dobj | Dep::Attr | Dep::Acomp | Dep::Nsubjpass => {
                    bag.add(const { name("object") }, &[word, below]);
                    bag.add(const { name("obj") }, &[below]);
                }
                Dep::Xcomp | Dep::Ccomp | Dep::Advcl => {
                    bag.add(const { name("clause") }, &[word, below]);
                    bag.add(const { name("cl") }, &[below]);
                }
                Dep::Neg => bag.add(const { name("not") }, &[word]),
                Dep::Aux => {
                    bag.plain(const { name("aux") }, &[below]);
                    bag.add(const { name("auxw") }, &[below, word]);
                }
                Dep::Amod | Dep::Compound | Dep::Advmod | Dep::Mark => bag.add(const { name("mod") }, &[below, word]),
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
            bag.add(const { name("above") }, &[steps, self.word(governor)]);
            bag.add(const { name("abovedep") }, &[self.word(governor), self.dep(below)]);
            for child in clauses.parsed.children(governor) {
                match clauses.dep(child) {
                    Dep::Neg => bag.plain(const { name("notabove") }, &[]),
                    Dep::Aux => bag.add(const { name("auxabove") }, &[self.word(child)]),
                    Dep::Mark => bag.add(const { name("markabove") }, &[self.word(child)]),
                    _ => {}
                }
            }
            below = governor;
        }
    }

    /// Words between, before and after, and of the whole sentence.
    fn around(&self, one: usize, other: usize, features: &mut Features) {
        let Features { both, forward, backward } = features;
        let orders = [order(one, other), order(other, one)];
        let mut ways = [forward, backward];
        let mut ordered = |name: Name, more: &str| {
            for (way, order) in ways.iter_mut().zip(orders) {
                let name = name.of(order);
                way.word(if more.is_empty() { name } else { name.of(more) });
            }
        };
        let (first, second) = (one.min(other), one.max(other));
        let Range { start, end } = self.sentence;
        // Whose quotation it is may stand in another sentence.
        let around = start.min(first)..end.max(second);
        let wider = if around == self.sentence { Vec::new() } else { self.words_of(around) };
        let words = if wider.is_empty() { &self.words } else { &wider };
        let within = |tokens: Range<usize>| {
            let at = |token: usize| words.partition_point(|word| word.token < token);
            &words[at(tokens.start)..at(tokens.end.max(tokens.start))]
        };
        let (before, between, after) = (within(start..first), within(first + 1..second), within(second + 1..end));
        let mut gap_words = const { name("gapwords") }.of("");
        for (k, word) in between.iter().enumerate() {
            both.word(word.between);
            ordered(word.between_ordered, "");
            if let Some(next) = between.get(k + 1) {
                ordered(word.between_two.of(next.text), "");
            }
            gap_words = if k == 0 { gap_words } else { gap_words.piece(" ") }.piece(word.text);
        }
        if between.len() <= 4 {
            ordered(gap_words, "");
        }
        let mut beside = |words: &mut dyn Iterator<Item = (Name, &Word<'_>)>| {
            let mut last: Option<Name> = None;
            for (name, word) in words.take(WINDOW) {
                both.word(name);
                ordered(name, "");
                if let Some(last) = last {
                    ordered(last.of(word.text), "2");
                }
                last = Some(name);
            }
        };
        beside(&mut before.iter().rev().map(|word| (word.before, word)));
        beside(&mut after.iter().map(|word| (word.after, word)));
        self.words.iter().for_each(|word| both.word(word.any));
        let gap = match between.len() {
            0 => "0",
            1 => "1",
            2..=3 => "2",
            4..=6 => "4",
            7..=12 => "7",
            _ => "13",
        };
        for (way, order) in ways.iter_mut().zip(orders) {
            way.plain(const { name("gap") }, &[gap, order]);
        }
    }
}
