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

/// The name of a sort of features, as the hash that each of them starts with.
#[derive(Clone, Copy)]
pub(super) struct Name(u64);

/// Hashes a name: FNV-1a, where the program is made.
pub(super) const fn name(text: &str) -> Name {
    let (bytes, mut hash, mut at) = (text.as_bytes(), 0xcbf2_9ce4_8422_2325, 0);
    while at < bytes.len() {
        hash = eat(hash, bytes[at]);
        at += 1;
    }
    Name(hash)
}

const fn eat(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// Names of the words in front of the first mention, and behind the second.
const BEFORE: Name = name("bef");
const AFTER: Name = name("aft");

/// Says which of two tokens stands first.
fn order(source: usize, target: usize) -> &'static str {
    if source < target { "<" } else { ">" }
}

/// Gathers hashes.
#[derive(Default)]
pub(super) struct Bag(Vec<u32>);

impl Bag {
    /// Adds a feature that tells words.
    pub fn add(&mut self, name: Name, parts: &[&str]) {
        self.push(name, parts, 0);
    }

    /// Adds a feature that stands for any words: labels, sorts of actors, triggers, readings.
    pub fn plain(&mut self, name: Name, parts: &[&str]) {
        self.push(name, parts, PLAIN);
    }

    /// The name and what the feature is about, folded; the lowest bit says whether it is plain.
    fn push(&mut self, Name(mut hash): Name, parts: &[&str], plain: u32) {
        for part in parts {
            hash = part.bytes().fold(eat(hash, 0x1f), eat);
        }
        self.0.push((hash ^ (hash >> 32)) as u32 & !PLAIN | plain);
    }
}

/// What is seen of two mentions whichever is the source, and what more of each direction; a feature may stand there twice.
#[derive(Default)]
pub(super) struct Features {
    both: Bag,
    forward: Bag,
    backward: Bag,
}

impl Features {
    /// The hashes: of both directions, forward, backward.
    pub fn hashes(&self) -> [&[u32]; 3] {
        [&self.both.0, &self.forward.0, &self.backward.0]
    }

    fn into_pair(self) -> Pair {
        let Features { both: Bag(both), forward, backward } = self;
        let [forward, backward] = [forward, backward].map(|Bag(mut way)| {
            way.extend(&both);
            way.sort_unstable();
            way.dedup();
            way
        });
        Pair { forward, backward }
    }
}

impl Scene<'_, '_> {
    /// Describes two mentions by their head tokens.
    pub fn pair(&self, one: usize, other: usize) -> Pair {
        self.features(one, other).into_pair()
    }

    /// Gathers what is seen of two mentions.
    pub(super) fn features(&self, one: usize, other: usize) -> Features {
        let mut features = Features::default();
        let Features { both, forward, backward } = &mut features;
        both.plain(const { name("bias") }, &[]);
        if self.found {
            both.plain(const { name("found") }, &[]);
        }
        let path = self.path(one, other);
        let seen = self.seen(one, other);
        self.on_way(&path, both);
        self.above(&path, both);
        self.around(one, other, both);
        let nearest = self.triggers(&seen, both);
        let turned: Vec<Seen> = seen.iter().map(Seen::turned).collect();
        self.directed((one, other), &path, (&seen, &nearest), forward);
        self.directed((other, one), &path.turned(), (&turned, &nearest), backward);
        features
    }

    /// What only one direction has.
    fn directed(
        &self,
        (source, target): (usize, usize),
        path: &Between,
        (seen, nearest): (&[Seen], &[usize]),
        bag: &mut Bag,
    ) {
        let skeleton = self.skeleton(path);
        self.ends(source, target, bag);
        self.along(path, &skeleton, bag);
        self.ordered(source, target, bag);
        self.stand(seen, nearest, &skeleton, bag);
        self.readings(source, target, bag);
    }

    fn ends(&self, source: usize, target: usize, bag: &mut Bag) {
        let (from, to) = (self.sort(source), self.sort(target));
        bag.plain(const { name("ks") }, &[from]);
        bag.plain(const { name("kt") }, &[to]);
        bag.plain(const { name("kk") }, &[from, to]);
        for (side, end) in [("s", source), ("t", target)] {
            bag.add(const { name("head") }, &[side, self.word(end)]);
            bag.plain(const { name("dep") }, &[side, self.dep(end)]);
            let above = self.clauses().head(end);
            bag.add(const { name("gov") }, &[side, self.word(above), self.dep(end)]);
            for (place, at) in
                [("-2", end.wrapping_sub(2)), ("-1", end.wrapping_sub(1)), ("1", end + 1), ("2", end + 2)]
            {
                if self.sentence.contains(&at) {
                    bag.add(const { name("beside") }, &[side, place, self.word(at)]);
                }
            }
        }
        bag.plain(const { name("order") }, &[order(source, target)]);
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
            let joined = words.join(" ");
            bag.add(const { name("words") }, &[&joined]);
            bag.add(const { name("full") }, &[skeleton, &joined]);
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
    fn around(&self, one: usize, other: usize, bag: &mut Bag) {
        let [between, before, after] = self.windows(one, other);
        for word in between {
            bag.add(const { name("btw") }, &[word]);
        }
        for (beside, words) in [(BEFORE, before), (AFTER, after)] {
            for word in words {
                bag.add(beside, &[word]);
            }
        }
        for token in self.sentence.clone().filter(|&t| self.tells(t)) {
            bag.add(const { name("any") }, &[self.word(token)]);
        }
    }

    /// The same in the order of source and target.
    fn ordered(&self, source: usize, target: usize, bag: &mut Bag) {
        let order = order(source, target);
        let [between, before, after] = self.windows(source, target);
        let gap = match between.len() {
            0 => "0",
            1 => "1",
            2..=3 => "2",
            4..=6 => "4",
            7..=12 => "7",
            _ => "13",
        };
        bag.plain(const { name("gap") }, &[gap, order]);
        for (k, word) in between.iter().enumerate() {
            bag.add(const { name("btwo") }, &[word, order]);
            if let Some(next) = between.get(k + 1) {
                bag.add(const { name("btw2") }, &[word, next, order]);
            }
        }
        if between.len() <= 4 {
            bag.add(const { name("gapwords") }, &[&between.join(" "), order]);
        }
        for (beside, words) in [(BEFORE, before), (AFTER, after)] {
            for (k, word) in words.iter().enumerate() {
                bag.add(beside, &[word, order]);
                if let Some(next) = words.get(k + 1) {
                    bag.add(beside, &[word, next, order, "2"]);
                }
            }
        }
    }

    /// The words between two tokens, those before, nearest first, and those after.
    fn windows(&self, one: usize, other: usize) -> [Vec<&str>; 3] {
        let (first, second) = (one.min(other), one.max(other));
        let words = |tokens: &mut dyn Iterator<Item = usize>, most: usize| -> Vec<&str> {
            tokens.filter(|&t| self.tells(t)).take(most).map(|t| self.word(t)).collect()
        };
        [
            words(&mut (first + 1..second), usize::MAX),
            words(&mut (self.sentence.start..first).rev(), WINDOW),
            words(&mut (second + 1..self.sentence.end), WINDOW),
        ]
    }

    /// Says whether a token is a word.
    fn tells(&self, token: usize) -> bool {
        let token = &self.clauses().parsed.tokens[token];
        !matches!(token.pos, Pos::Punct | Pos::Space) && token.tag != Tag::Dt
    }
}
