//! Features as hashes: a name, then what it is about, as FNV-1a.
//!
//! Reads: words and labels. Gives: hashes, in the order in which they came; one may stand there twice.
//! How: what many features begin with alike is hashed once, and several beginnings go over a word together.
//! Does not: know what the features tell.

/// The bit of a feature that tells no words.
pub const PLAIN: u32 = 1;

/// A feature as far as it is hashed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name(u64);

/// Hashes the name of a sort of features, where the program is made.
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

impl Name {
    /// Goes on with a part.
    pub fn of(self, part: &str) -> Name {
        self.piece("\x1f").piece(part)
    }

    /// Goes on with more of the last part.
    pub fn piece(self, text: &str) -> Name {
        Name(text.bytes().fold(self.0, eat))
    }
}

/// Goes on with the same part for each.
pub(super) fn each<const N: usize>(mut names: [Name; N], part: &str) -> [Name; N] {
    for byte in std::iter::once(0x1f).chain(part.bytes()) {
        names.iter_mut().for_each(|name| name.0 = eat(name.0, byte));
    }
    names
}

/// Gathers hashes.
pub(super) struct Bag(Vec<u32>);

impl Bag {
    /// An empty one.
    pub fn new() -> Self {
        // Most pairs have fewer.
        Bag(Vec::with_capacity(128))
    }

    /// Adds a feature that tells words.
    pub fn add(&mut self, name: Name, parts: &[&str]) {
        self.word(parts.iter().fold(name, |name, part| name.of(part)));
    }

    /// Adds a feature that stands for any words: labels, sorts of actors, triggers, readings.
    pub fn plain(&mut self, name: Name, parts: &[&str]) {
        self.label(parts.iter().fold(name, |name, part| name.of(part)));
    }

    /// Adds a feature that tells words and is hashed already.
    pub fn word(&mut self, Name(hash): Name) {
        self.0.push((hash ^ (hash >> 32)) as u32 & !PLAIN);
    }

    /// Adds a feature that tells no words and is hashed already.
    pub fn label(&mut self, Name(hash): Name) {
        self.0.push((hash ^ (hash >> 32)) as u32 | PLAIN);
    }

    /// The hashes so far.
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }

    /// The hashes of two, sorted, each once.
    pub fn with(mut self, other: &Bag) -> Vec<u32> {
        self.0.extend(&other.0);
        self.0.sort_unstable();
        self.0.dedup();
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_is_the_same_however_it_is_hashed() {
        let mut bag = Bag::new();
        bag.add(name("two"), &["send", "troop"]);
        let [two, other] = each([name("two"), name("other")], "send");
        bag.word(two.of("troop"));
        bag.word(name("two").of("se").piece("nd").of("troop"));
        bag.word(other.of("troop"));
        bag.plain(name("two"), &["send", "troop"]);
        let &[first, second, third, other, plain] = bag.hashes() else { panic!("five features") };
        assert!(first == second && second == third && first != other);
        assert_eq!((first & PLAIN, plain), (0, first | PLAIN));
        assert_eq!(bag.with(&Bag::new()).len(), 3);
    }
}
