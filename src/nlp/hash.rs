//! The two hash functions of the model: of strings, and of feature values into embedding rows.

use std::collections::HashMap;

use super::ModelError;
use super::container::Container;

/// Numbers strings as spaCy's string store does.
///
/// A string of the symbol table has its number there, the empty string is 0, every other is its 64-bit hash.
pub(super) struct StringIds {
    symbols: HashMap<Box<str>, u64>,
}

impl StringIds {
    pub(super) fn read(container: &Container) -> Result<Self, ModelError> {
        let symbols = container.rows("symbols", |row| {
            let (name, number) = row.split_once('\t')?;
            Some((name.into(), number.parse().ok()?))
        })?;
        Ok(StringIds { symbols: symbols.into_iter().collect() })
    }

    /// Gives the number of a string.
    pub(super) fn id(&self, text: &str) -> u64 {
        match self.symbols.get(text) {
            Some(&number) => number,
            None if text.is_empty() => 0,
            None => murmur64a(text.as_bytes()),
        }
    }
}

/// MurmurHash64A with seed 1.
///
/// # Source
/// Austin Appleby, MurmurHash2 (public domain), as spaCy calls it for its strings.
fn murmur64a(data: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = 1 ^ (data.len() as u64).wrapping_mul(M);
    let (words, tail) = data.as_chunks::<8>();
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(M);
        k ^= k >> R;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> R)
}

/// Gives the four rows of an embedding table of `rows` rows that stand for one feature value.
///
/// # Source
/// thinc's variant of MurmurHash3-128 for a single 8-byte key (MIT, Explosion).
pub(super) fn embedding_rows(value: u64, seed: u64, rows: usize) -> [usize; 4] {
    const LENGTH: u64 = 8;
    let mix = |mut hash: u64| {
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ (hash >> 33)
    };
    let key = value.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    let mut high = key ^ seed ^ LENGTH;
    let mut low = seed ^ LENGTH;
    high = high.wrapping_add(low);
    low = low.wrapping_add(high);
    high = mix(high);
    low = mix(low);
    high = high.wrapping_add(low);
    low = low.wrapping_add(high);
    let row = |hash: u64| (hash % rows as u64) as usize;
    [row(high & 0xffff_ffff), row(high >> 32), row(low & 0xffff_ffff), row(low >> 32)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn murmur64a_gives_the_numbers_of_the_string_store() {
        // Values of `spacy.strings.hash_string`.
        for (text, expected) in [
            ("apple", 8566208034543834098),
            ("Apple", 6418411030699964375),
            ("negotiations", 9775472611170396908),
            ("\u{2026}", 12034422695025479550),
        ] {
            assert_eq!(murmur64a(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn embedding_rows_stay_in_the_table() {
        for value in [0, 1, u64::MAX, 8566208034543834098] {
            for rows in [1, 50, 2500] {
                assert!(embedding_rows(value, 8, rows).iter().all(|&row| row < rows), "{value} in {rows}");
            }
        }
        assert_ne!(embedding_rows(7, 8, 5000), embedding_rows(7, 9, 5000), "the seed tells columns apart");
    }
}
