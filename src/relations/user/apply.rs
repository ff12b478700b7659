//! Puts the words of files on top of a lexicon.
//!
//! How: a row of the lexicon is the set of word sequences that its alternatives spell; those that the files name are taken out
//! of it, and what is left stays as it was.

use std::collections::BTreeSet;

use super::{Given, Notice};
use crate::relations::governors::Governors;
use crate::relations::lexicon::{Lexicon, Words};
use crate::relations::{Slot, Trigger};
use crate::text::nearest;

type Sequence = Vec<Vec<Box<str>>>;

/// Applies the rows; gives what may surprise.
pub(super) fn apply(given: &Given, lexicon: &mut Lexicon, governors: &mut Governors) -> Vec<Notice> {
    let notices = notices(given, lexicon);
    let mut triggers = given.triggers.clone();
    for old in lexicon.triggers() {
        triggers.extend(left_of(old, given));
    }
    lexicon.replace(triggers);
    lexicon.none.extend(given.none.iter().cloned());
    for (word, pos, _) in &given.governors {
        governors.remove(word, *pos);
    }
    for (word, pos, effect) in &given.governors {
        if let Some(effect) = effect {
            governors.insert(word, *pos, *effect);
        }
    }
    notices
}

/// What is left of a trigger of the lexicon.
fn left_of(old: &Trigger, given: &Given) -> Vec<Trigger> {
    let mut left = vec![old.words.clone()];
    let blocked = given.none.iter().filter(|none| none.pos == old.pos).map(|none| &none.words);
    let replaced = given.triggers.iter().filter(|new| new.pos == old.pos && new.kind == old.kind).map(|new| &new.words);
    for taken in blocked.chain(replaced) {
        left = left.into_iter().flat_map(|words| subtract(&words, taken)).collect();
    }
    left.into_iter().map(|words| Trigger { words, ..old.clone() }).collect()
}

/// The word sequences of a row without those of another one, as rows that have none in common.
fn subtract(words: &Sequence, taken: &Sequence) -> Vec<Sequence> {
    if !overlap(words, taken) {
        return vec![words.clone()];
    }
    let mut rest = Vec::new();
    let mut common = words.clone();
    for (k, taken) in taken.iter().enumerate() {
        let (both, only): (Vec<Box<str>>, Vec<Box<str>>) =
            common[k].iter().cloned().partition(|word| taken.contains(word));
        if !only.is_empty() {
            let mut part = common.clone();
            part[k] = only;
            rest.push(part);
        }
        common[k] = both;
    }
    rest
}

/// Says whether two rows spell a word sequence in common.
fn overlap(one: &Sequence, other: &Sequence) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.iter().any(|word| b.contains(word)))
}

fn notices(given: &Given, lexicon: &Lexicon) -> Vec<Notice> {
    let mut notices = Vec::new();
    let known = known(lexicon, &given.triggers);
    for new in &given.triggers {
        let mut tell = |message: String| {
            notices.push(Notice { file: new.table.to_string(), line: new.line, message });
        };
        for slot in new.source.iter().chain(&new.target) {
            if let Slot::Prep(word) = slot
                && !known.contains(&slot)
            {
                let near =
                    nearest(word, known.iter().copied().map(Slot::as_str).chain(Slot::FIXED.iter().map(Slot::as_str)));
                let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                tell(format!("`{word}` is a slot of no other trigger: it is taken for a preposition{hint}"));
            }
        }
        for old in lexicon.triggers().iter().filter(|old| old.pos == new.pos && overlap(&old.words, &new.words)) {
            let place = format!("`{}` of {}:{}", old.text(), old.table, old.line);
            let blocks = |none: &&Words| none.pos == old.pos && overlap(&none.words, &new.words);
            if old.kind == new.kind {
                tell(format!("`{}` stands instead of {place}", new.text()));
            } else if !given.none.iter().any(|none| blocks(&none)) {
                tell(format!(
                    "`{}` tells `{}` too, by {place}, which stays; a row of the kind `none` takes it away",
                    new.text(),
                    old.kind
                ));
            }
        }
    }
    notices
}

/// Prepositions that triggers of the lexicon name; none where there is nothing to compare them with.
fn known<'l>(lexicon: &'l Lexicon, given: &[Trigger]) -> BTreeSet<&'l Slot> {
    let prepositions = |triggers: &'l [Trigger]| {
        let slots = triggers.iter().flat_map(|trigger| trigger.source.iter().chain(&trigger.target));
        slots.filter(|slot| matches!(slot, Slot::Prep(_)))
    };
    if given.is_empty() { BTreeSet::new() } else { prepositions(lexicon.triggers()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Sequence {
        text.split(' ').map(|word| word.split('|').map(Into::into).collect()).collect()
    }

    #[test]
    fn only_the_named_words_are_taken() {
        for (row, taken, expected) in [
            ("slam|blast", "slam", &["blast"][..]),
            ("slam", "slam", &[]),
            ("slam", "slam|blast", &[]),
            ("slam", "blast", &["slam"]),
            ("slam door", "slam", &["slam door"]),
            ("slam", "slam door", &["slam"]),
            ("cut|break tie|link", "cut tie", &["break tie|link", "cut link"]),
            ("cut|break tie|link", "cut|break tie|link", &[]),
            ("cut|break tie|link", "cut knot", &["cut|break tie|link"]),
        ] {
            let left: Vec<String> = subtract(&words(row), &words(taken))
                .iter()
                .map(|row| row.iter().map(|word| word.join("|")).collect::<Vec<_>>().join(" "))
                .collect();
            assert_eq!(left, expected, "{row} without {taken}");
        }
    }
}
