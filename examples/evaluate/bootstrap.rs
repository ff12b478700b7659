//! Intervals by resampling: how far a figure over so few documents may be from the truth.

use crate::report::Counts;

const RESAMPLES: usize = 1000;
const SEED: u64 = 20_160_928;

/// SplitMix64: a small generator of pseudo-random numbers, the same on every machine.
///
/// # Source
/// Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014.
struct SplitMix(u64);

impl SplitMix {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}

/// Gives the 95 % percentile interval of F1 over documents drawn with replacement; none without documents.
pub fn f1_interval(documents: &[Counts]) -> Option<(f64, f64)> {
    if documents.is_empty() {
        return None;
    }
    let mut random = SplitMix(SEED);
    let mut values: Vec<f64> = (0..RESAMPLES)
        .map(|_| documents.iter().map(|_| documents[random.below(documents.len())]).sum::<Counts>().f1())
        .collect();
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[(share * (RESAMPLES - 1) as f64).round() as usize];
    Some((at(0.025), at(0.975)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interval_holds_the_figure_and_is_the_same_again() {
        let documents: Vec<Counts> = (0..20).map(|k| Counts { right: k % 5, spurious: 2, missed: 3 + k % 2 }).collect();
        let f1 = documents.iter().copied().sum::<Counts>().f1();
        let (low, high) = f1_interval(&documents).unwrap();
        assert!(low < f1 && f1 < high && high - low < 0.4, "{low} {f1} {high}");
        assert_eq!(f1_interval(&documents), Some((low, high)));
    }

    #[test]
    fn documents_that_agree_leave_no_doubt() {
        let same = Counts { right: 1, spurious: 1, missed: 0 };
        assert_eq!(f1_interval(&[same; 4]), Some((same.f1(), same.f1())));
        assert_eq!(f1_interval(&[]), None);
    }
}
