//! Where the features of a model stand: found by hash.
//!
//! Reads: the sorted hashes of a model. Gives: the row of a hash.
//! Does not: weigh anything.

/// Where the hashes with the same first bits begin. Hashes are spread evenly: there is about one of each beginning.
#[derive(Debug)]
pub(crate) struct Rows {
    starts: Vec<u32>,
    shift: u32,
}

impl Rows {
    /// Indexes sorted hashes.
    pub fn new(hashes: &[u32]) -> Self {
        let bits = (usize::BITS - hashes.len().leading_zeros()).clamp(1, 31);
        let shift = u32::BITS - bits;
        let mut starts = vec![hashes.len() as u32; (1 << bits) + 1];
        let mut open = 0;
        for (row, &hash) in hashes.iter().enumerate() {
            let first = (hash >> shift) as usize;
            if first >= open {
                starts[open..=first].fill(row as u32);
                open = first + 1;
            }
        }
        Rows { starts, shift }
    }

    /// Finds the row of a hash. Cost: constant.
    pub fn find(&self, hashes: &[u32], hash: u32) -> Option<usize> {
        let first = (hash >> self.shift) as usize;
        let (start, end) = (self.starts[first] as usize, self.starts[first + 1] as usize);
        hashes[start..end].iter().position(|&other| other == hash).map(|at| start + at)
    }
}

/// Rows that were met.
#[derive(Clone)]
pub(super) struct Met(Vec<u64>);

impl Met {
    /// None of so many.
    pub fn none(rows: usize) -> Self {
        Met(vec![0; rows.div_ceil(64)])
    }

    /// Notes a row. Says whether it is new.
    pub fn add(&mut self, row: usize) -> bool {
        let (place, bit) = (row / 64, 1 << (row % 64));
        let new = self.0[place] & bit == 0;
        self.0[place] |= bit;
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hash_is_found_and_no_other() {
        let hashes = [0, 1, 7, 1 << 20, (1 << 31) - 1, 1 << 31, u32::MAX - 1];
        let rows = Rows::new(&hashes);
        for (row, &hash) in hashes.iter().enumerate() {
            assert_eq!(rows.find(&hashes, hash), Some(row));
        }
        assert!([2, 6, 8, (1 << 20) + 1, u32::MAX].iter().all(|&hash| rows.find(&hashes, hash).is_none()));
        assert_eq!(Rows::new(&[]).find(&[], 5), None);
    }

    #[test]
    fn a_row_is_new_once() {
        let mut met = Met::none(65);
        assert!(met.add(64) && !met.add(64) && met.add(0));
    }
}
