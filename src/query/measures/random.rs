//! Chance that is the same every time: for samples and for orders of nodes.
//!
//! Reads: a seed. Gives: numbers and shuffles.
//! Does not: serve for secrets.
//! Source: Steele, Lea & Flood 2014, Fast Splittable Pseudorandom Number Generators, figure 16 (SplitMix64).

/// A generator; its number is its state, so that a seed starts it.
pub(super) struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Chooses `some` of the nodes `0..count`, in an order of chance: the first ones of a shuffle (Fisher & Yates).
    pub fn choose(&mut self, count: usize, some: usize) -> Vec<u32> {
        let mut nodes: Vec<u32> = (0..count as u32).collect();
        for place in 0..some.min(count) {
            let left = (count - place) as u64;
            nodes.swap(place, place + (self.next() % left) as usize);
        }
        nodes.truncate(some);
        nodes
    }

    /// The nodes `0..count` in an order of chance.
    pub fn shuffle(&mut self, count: usize) -> Vec<u32> {
        self.choose(count, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers() {
        // The first numbers of seed 1234567, as published with the reference implementation.
        let mut random = Random(1_234_567);
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn choices_are_different_nodes() {
        let mut nodes = Random(3).choose(100, 50);
        assert_eq!(nodes, Random(3).choose(100, 50));
        nodes.sort_unstable();
        nodes.dedup();
        assert_eq!(nodes.len(), 50);
        assert!(Random(0).choose(0, 5).is_empty());
    }
}
