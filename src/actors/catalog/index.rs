//! Finds names: from units to the actors that bear them.
//!
//! Reads: the compiled names of the hand-written tables; names with marks, as files of users give them. Gives: the readings of
//! a name, or of the longest name at a word.
//! How: an automaton is walked along the words; names that users changed lie in a table over it.
//! Does not: decide between readings.

use std::borrow::Cow;
use std::collections::HashMap;

use fst::Streamer;

use super::asset::{Asset, Names, Section, reading};
use super::names::{Key, Step};
use super::walk::Walk;
use super::{AliasKind, CatalogError};

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

/// Whom a name may mean; no actor means a name that is known to be nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub actor: Option<u32>,
    pub kind: AliasKind,
    pub weak: bool,
}

/// One name of one actor, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry<'n> {
    pub reading: Reading,
    pub case: Case,
    pub written: Cow<'n, str>,
}

/// All names.
pub(super) struct Index {
    names: Names,
    readings: &'static [u8],
    /// Folded names that files of users changed, with all their entries.
    changed: HashMap<String, Vec<Entry<'static>>>,
    /// Number of units of the longest changed name that begins with a unit.
    longest: HashMap<String, usize>,
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

impl Entry<'static> {
    /// Makes the entry of a name, and the key under which it is found; none for a name without letters. Without a mark a single
    /// word counts as written or in capitals, several words in any case; metonyms never in any case ("a white house").
    pub fn new(actor: Option<u32>, kind: AliasKind, name: Marked<'_>) -> Option<(Key, Self)> {
        let mut key = Key::of(name.text);
        if key.units == 0 {
            return None;
        }
        let free = name.text.contains(' ') && kind != AliasKind::Metonym && actor.is_some();
        let case = name.case.unwrap_or(if free { Case::Any } else { Case::Caps });
        let reading = Reading { actor, kind, weak: name.weak || kind == AliasKind::Surname };
        let written = Cow::Owned(std::mem::take(&mut key.exact));
        Some((key, Entry { reading, case, written }))
    }

    /// Puts an entry behind those of the same name; the same name of the same actor is weak only where it is so each time.
    pub fn join(self, entries: &mut Vec<Self>) {
        let is_same = |known: &&mut Self| known.reading.actor == self.reading.actor && known.written == self.written;
        match entries.iter_mut().find(is_same) {
            Some(known) => known.reading.weak &= self.reading.weak,
            None => entries.push(self),
        }
    }

    fn owned(entry: Entry<'_>) -> Self {
        Entry { reading: entry.reading, case: entry.case, written: Cow::Owned(entry.written.into_owned()) }
    }
}

impl Index {
    /// Takes it out of the asset.
    pub fn open(asset: &Asset) -> Result<Self, CatalogError> {
        let (names, readings) = (asset.names(Section::Names)?, asset.section(Section::Readings));
        Ok(Index { names, readings, changed: HashMap::new(), longest: HashMap::new() })
    }

    /// Adds a name.
    pub fn add(&mut self, actor: Option<u32>, kind: AliasKind, name: Marked<'_>) {
        let Some((key, entry)) = Entry::new(actor, kind, name) else { return };
        let head = key.folded.split(' ').next().unwrap_or_default();
        let longest = self.longest.entry(head.to_owned()).or_default();
        *longest = key.units.max(*longest);
        let mut entries = self.entries(&key.folded);
        entry.join(&mut entries);
        self.changed.insert(key.folded, entries);
    }

    /// Gives the readings of a whole name; those that agree in case come first.
    pub fn find(&self, key: &Key) -> Vec<Reading> {
        let at = self.names.get(&key.folded).and_then(|at| usize::try_from(at).ok());
        self.agreeing(&key.exact, &key.folded, at)
    }

    /// Finds the longest name at the first of these words: number of words, and its readings.
    pub fn find_longest(&self, words: &[&str]) -> Option<(usize, Vec<Reading>)> {
        let mut key = Key::default();
        let mut walk = Walk::new(&self.names);
        let (mut ends, mut longest) = (Vec::new(), 0);
        for (k, word) in words.iter().enumerate() {
            let walked = key.folded.len();
            match key.push(word) {
                Step::Added => {}
                Step::Joint if k > 0 => continue,
                _ => break,
            }
            walk.push(key.folded.get(walked..).unwrap_or_default());
            if k == 0 && !self.longest.is_empty() {
                longest = key.folded.split(' ').next().and_then(|head| self.longest.get(head)).copied().unwrap_or(0);
            }
            if walk.is_over() && key.units > longest {
                break;
            }
            let at = walk.value();
            if at.is_some() || self.changed(&key.folded).is_some() {
                ends.push((k + 1, key.exact.len(), key.folded.len(), at));
            }
        }
        ends.into_iter().rev().find_map(|(words, exact, folded, at)| {
            let found = self.agreeing(key.exact.get(..exact)?, key.folded.get(..folded)?, at);
            (!found.is_empty()).then_some((words, found))
        })
    }

    /// The readings of a name that is found at a place, if it is, and not changed; those that agree in case come first.
    fn agreeing(&self, exact: &str, folded: &str, at: Option<usize>) -> Vec<Reading> {
        let (mut same, mut other) = (Vec::new(), Vec::new());
        let mut take = |entry: &Entry<'_>| {
            if agrees(&entry.written, exact) {
                same.push(entry.reading);
            } else if entry.allows(exact) {
                other.push(entry.reading);
            }
        };
        match (self.changed(folded), at) {
            (Some(entries), _) => entries.iter().for_each(take),
            (None, Some(at)) => reading::entries(self.readings, at, folded).for_each(|entry| take(&entry)),
            (None, None) => {}
        }
        same.append(&mut other);
        same
    }

    fn changed(&self, folded: &str) -> Option<&Vec<Entry<'static>>> {
        if self.changed.is_empty() { None } else { self.changed.get(folded) }
    }

    /// All entries of a folded name, or of an id, as the tables have them.
    pub fn written<'n>(&self, folded: &'n str) -> impl Iterator<Item = Entry<'n>> + use<'n> {
        let at = self.names.get(folded).and_then(|at| usize::try_from(at).ok());
        at.map(|at| reading::entries(self.readings, at, folded)).into_iter().flatten()
    }

    /// Takes a name from those for whom `is_taken` holds, and gives them back; entries that the written case rules out stay.
    pub fn remove(&mut self, name: &str, is_taken: impl Fn(Reading) -> bool) -> Vec<Reading> {
        let key = Key::of(name);
        let is_removed = |entry: &Entry<'_>| {
            (agrees(&entry.written, &key.exact) || entry.allows(&key.exact)) && is_taken(entry.reading)
        };
        let (removed, kept): (Vec<_>, Vec<_>) = self.entries(&key.folded).into_iter().partition(is_removed);
        if !removed.is_empty() {
            self.changed.insert(key.folded, kept);
        }
        removed.into_iter().map(|entry| entry.reading).collect()
    }

    /// The entries under a folded name.
    pub fn entries(&self, folded: &str) -> Vec<Entry<'static>> {
        self.changed(folded).cloned().unwrap_or_else(|| self.written(folded).map(Entry::owned).collect())
    }

    /// All names with their entries, in no order.
    pub fn all(&self) -> Vec<(String, Vec<Entry<'static>>)> {
        let mut all: Vec<_> = self.changed.iter().map(|(name, entries)| (name.clone(), entries.clone())).collect();
        let mut names = self.names.stream();
        while let Some((name, _)) = names.next() {
            // Ids are found like names, but are none.
            if let Some(name) = std::str::from_utf8(name).ok().filter(|name| !name.contains(':'))
                && self.changed(name).is_none()
            {
                all.push((name.to_owned(), self.entries(name)));
            }
        }
        all
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("names", &self.names.len())
            .field("changed", &self.changed)
            .finish_non_exhaustive()
    }
}

impl Entry<'_> {
    fn allows(&self, written: &str) -> bool {
        match self.case {
            Case::Exact => false,
            Case::Any => true,
            Case::Caps => {
                let capitals = |text: &str| !text.chars().any(char::is_lowercase);
                capitals(written) || (capitals(&self.written) && self.written.len() >= 4 && titled(written))
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
