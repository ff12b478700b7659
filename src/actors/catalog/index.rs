//! Finds names: from units to the actors that bear them.
//!
//! Reads: names with the marks of the tables. Gives: the readings of a name, or of the longest name at a word.
//! How: a hash table over folded names; another one over first units says at once that no name starts here.
//! Does not: decide between readings.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::AliasKind;
use super::names::{Key, Step};

/// How the case of a written name may differ from the table's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Not at all: `US`, never `us`.
    Exact,
    /// All in capitals too, and `Nato` for `NATO`.
    Caps,
    /// At will.
    Any,
}

/// One name of one actor; no actor means a name that is known to be nobody's.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub actor: Option<u32>,
    pub kind: AliasKind,
    pub weak: bool,
    pub case: Case,
    exact: Box<str>,
    /// The next entry under the same folded name; `NONE` for the last.
    next: u32,
}

const NONE: u32 = u32::MAX;

/// A hash table for short keys that come from the tables, never from a text: it need not withstand an attack.
pub(super) type NameMap<T> = HashMap<Box<str>, T, BuildHasherDefault<Fnv>>;

/// The hash of Fowler, Noll and Vo (FNV-1a, 64 bits): start-up hashes some 13,000 short names.
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// All names: a chain of entries for each folded name.
#[derive(Debug)]
pub(super) struct Index {
    entries: Vec<Entry>,
    names: NameMap<u32>,
    first: NameMap<usize>,
}

impl Default for Index {
    fn default() -> Self {
        let room = 16 * 1024;
        Index {
            entries: Vec::with_capacity(room),
            names: NameMap::with_capacity_and_hasher(room, BuildHasherDefault::default()),
            first: NameMap::with_capacity_and_hasher(room / 2, BuildHasherDefault::default()),
        }
    }
}

/// A name with its marks read off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marked<'t> {
    pub text: &'t str,
    pub weak: bool,
    pub case: Option<Case>,
}

impl<'t> Marked<'t> {
    /// Reads the marks `?`, `=` and `~` before a name.
    pub fn read(text: &'t str) -> Self {
        let mut marked = Marked { text, weak: false, case: None };
        loop {
            let rest = match marked.text.chars().next() {
                Some('?') => {
                    marked.weak = true;
                    marked.text.get(1..)
                }
                Some('=') => {
                    marked.case = Some(Case::Exact);
                    marked.text.get(1..)
                }
                Some('~') => {
                    marked.case = Some(Case::Any);
                    marked.text.get(1..)
                }
                _ => return marked,
            };
            marked.text = rest.unwrap_or_default();
        }
    }
}

impl Index {
    /// Adds a name. Without a mark a single word counts as written or in capitals, several words in any case;
    /// metonyms never in any case ("a white house").
    pub fn add(&mut self, actor: Option<u32>, kind: AliasKind, name: Marked<'_>) {
        let key = Key::of(name.text);
        if key.units == 0 {
            return;
        }
        let free = name.text.contains(' ') && kind != AliasKind::Metonym && actor.is_some();
        let case = name.case.unwrap_or(if free { Case::Any } else { Case::Caps });
        let head = key.folded.split(' ').next().unwrap_or_default();
        match self.first.get_mut(head) {
            Some(longest) => *longest = key.units.max(*longest),
            None => _ = self.first.insert(head.into(), key.units),
        }
        let weak = name.weak || kind == AliasKind::Surname;
        let mut next = self.names.get(key.folded.as_str()).copied().unwrap_or(NONE);
        let (top, mut last) = (next, NONE);
        while let Some(entry) = self.entries.get_mut(next as usize) {
            if entry.actor == actor && *entry.exact == *key.exact {
                entry.weak &= weak;
                return;
            }
            (last, next) = (next, entry.next);
        }
        let at = self.entries.len() as u32;
        self.entries.push(Entry { actor, kind, weak, case, exact: key.exact.into_boxed_str(), next: NONE });
        match self.entries.get_mut(last as usize) {
            Some(entry) if top != NONE => entry.next = at,
            _ => _ = self.names.insert(key.folded.into_boxed_str(), at),
        }
    }

    /// Gives the readings of a whole name; those that agree in case come first.
    pub fn find(&self, key: &Key) -> Vec<&Entry> {
        self.find_part(&key.exact, &key.folded)
    }

    fn find_part(&self, exact: &str, folded: &str) -> Vec<&Entry> {
        let (mut same, mut other) = (Vec::new(), Vec::new());
        for entry in self.chain(self.names.get(folded).copied()) {
            if agrees(&entry.exact, exact) {
                same.push(entry);
            } else if entry.allows(exact) {
                other.push(entry);
            }
        }
        same.append(&mut other);
        same
    }

    /// Finds the longest name at the first of these words: number of words, and its readings.
    pub fn find_longest(&self, words: &[&str]) -> Option<(usize, Vec<&Entry>)> {
        let mut key = Key::default();
        if words.first().is_none_or(|word| key.push(word) != Step::Added) {
            return None;
        }
        let longest = *self.first.get(key.folded.split(' ').next()?)?;
        let mut ends = vec![(1, key.exact.len(), key.folded.len())];
        for (k, word) in words.iter().enumerate().skip(1) {
            match key.push(word) {
                _ if key.units > longest => break,
                Step::Added => ends.push((k + 1, key.exact.len(), key.folded.len())),
                Step::Joint => {}
                Step::Stop => break,
            }
        }
        ends.into_iter().rev().find_map(|(words, exact, folded)| {
            let found = self.find_part(key.exact.get(..exact)?, key.folded.get(..folded)?);
            (!found.is_empty()).then_some((words, found))
        })
    }

    /// Takes a name from those for whom `is_taken` holds, and gives them back; entries that the written case rules out stay.
    pub fn remove(&mut self, name: &str, is_taken: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        let key = Key::of(name);
        let mut at = self.names.get(key.folded.as_str()).copied().unwrap_or(NONE);
        let (mut kept, mut removed) = (Vec::new(), Vec::new());
        while let Some(entry) = self.entries.get(at as usize) {
            let is_same = agrees(&entry.exact, &key.exact) || entry.allows(&key.exact);
            if is_same && is_taken(entry) {
                removed.push(entry.clone());
            } else {
                kept.push(at);
            }
            at = entry.next;
        }
        if removed.is_empty() {
            return removed;
        }
        let mut next = NONE;
        for &at in kept.iter().rev() {
            if let Some(entry) = self.entries.get_mut(at as usize) {
                entry.next = next;
                next = at;
            }
        }
        if next == NONE {
            self.names.remove(key.folded.as_str());
        } else {
            self.names.insert(key.folded.into_boxed_str(), next);
        }
        removed
    }

    /// All names with their entries, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &Entry>)> {
        self.names.iter().map(|(name, first)| (&**name, self.chain(Some(*first))))
    }

    /// The entries under a folded name.
    pub fn find_folded(&self, folded: &str) -> impl Iterator<Item = &Entry> {
        self.chain(self.names.get(folded).copied())
    }

    fn chain(&self, first: Option<u32>) -> impl Iterator<Item = &Entry> {
        let get = |at: u32| self.entries.get(at as usize);
        std::iter::successors(first.and_then(get), move |entry| get(entry.next))
    }
}

impl Entry {
    /// The name as it is compared: its case kept, without marks and periods.
    pub fn written(&self) -> &str {
        &self.exact
    }

    fn allows(&self, written: &str) -> bool {
        match self.case {
            Case::Exact => false,
            Case::Any => true,
            Case::Caps => {
                let capitals = |text: &str| !text.chars().any(char::is_lowercase);
                capitals(written) || (capitals(&self.exact) && self.exact.len() >= 4 && titled(written))
            }
        }
    }
}

/// Whether two names agree in case; a particle that the table writes small ("al", "of") may have any.
fn agrees(entry: &str, written: &str) -> bool {
    entry == written
        || entry.split(' ').zip(written.split(' ')).all(|(entry, written)| {
            entry == written
                || (entry.len() <= 3 && entry.chars().all(char::is_lowercase) && entry.len() == written.len())
        })
}

/// Whether it is written like `Nato`.
fn titled(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(|c| !c.is_uppercase())
}
