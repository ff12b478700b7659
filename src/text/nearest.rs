//! "Did you mean": the known name that is nearest to an unknown one.

/// Finds the nearest of `names`; none where all are too far away to be meant. Cost: the product of the lengths for each.
pub(crate) fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    rated(wanted, names).min().map(|(_, name)| name)
}

/// Finds the nearest few of `names`, nearest first; none that is too far away to be meant.
pub(crate) fn nearest_few<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let mut found: Vec<(usize, &str)> = rated(wanted, names).collect();
    found.sort_unstable();
    found.truncate(most);
    found.into_iter().map(|(_, name)| name).collect()
}

/// Names that may be meant, with their distance.
fn rated<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = (usize, &'a str)> {
    let wanted: Vec<char> = wanted.to_lowercase().chars().take(64).collect();
    let allowed = 1 + wanted.len() / 4;
    names.into_iter().filter_map(move |name| {
        let lower: Vec<char> = name.to_lowercase().chars().take(64).collect();
        // Far apart in length is far apart in letters.
        if lower.len().abs_diff(wanted.len()) > allowed {
            return None;
        }
        let distance = distance(&wanted, &lower);
        (distance <= allowed).then_some((distance, name))
    })
}

/// Counts the letters to insert, drop, replace or swap with a neighbor (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let (left, up, diagonal) = (row[j], last[j + 1], last[j]);
            let mut best = (left + 1).min(up + 1).min(diagonal + usize::from(x != y));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
            if let (true, Some(&two_back)) = (swapped, j.checked_sub(1).and_then(|k| before.get(k))) {
                best = best.min(two_back + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["accuses", "attacks", "negotiates-with", "United Kingdom", "Iran", "Iraq"];
        for (wanted, expected) in [
            ("ACUSES", Some("accuses")),
            ("acucses", Some("accuses")),
            ("atacks", Some("attacks")),
            ("United Kingdon", Some("United Kingdom")),
            ("Irna", Some("Iran")),
            ("befriends", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(wanted, names), expected, "{wanted}");
        }
    }

    #[test]
    fn a_swap_is_one_step() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        for (a, b, expected) in [("ab", "ba", 1), ("", "abc", 3), ("abc", "abc", 0), ("kitten", "sitting", 3)] {
            assert_eq!(distance(&letters(a), &letters(b)), expected, "{a} {b}");
        }
    }
}
