//! The wide tier of the catalog: office holders, parties, armed groups and organizations of the world, some 42,200.
//!
//! Reads: `data/actors/wide.bin`, built in; it is compiled from the tables in `data/actors/wide/` and read where it lies.
//! Gives: who bears a whole name, when the hand-written tables know nobody. Does not: decide between namesakes.
//!
//! After a change of those tables compile them anew; a test fails while this is due:
//! `cargo test --lib compile_the_wide_tables -- --ignored`.

#[cfg(test)]
mod compile;
mod format;
mod record;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use fst::Map;

use super::names::Key;
use super::{AliasKind, CatalogActor, CatalogError, Posting};
use format::{FILE, Reader, Sections, broken, entry};

static BYTES: &[u8] = include_bytes!("../../../../data/actors/wide.bin");

/// The compiled tables: an automaton of names over records that are decoded when they are first asked for.
pub(super) struct Wide {
    bytes: &'static [u8],
    names: Map<&'static [u8]>,
    sections: Sections,
    decoded: Box<[OnceLock<Option<Box<CatalogActor>>>]>,
}

impl Wide {
    /// Opens the built-in asset. Cost: one pass over its bytes, about a millisecond.
    pub fn builtin() -> Result<Self, CatalogError> {
        Self::open(BYTES)
    }

    fn open(bytes: &'static [u8]) -> Result<Self, CatalogError> {
        let sections = format::sections(bytes)?;
        let [names, _, _, _, places, _] = &sections;
        let names = bytes.get(names.clone()).unwrap_or_default();
        let names = Map::new(names).map_err(|_| broken("names", "it is no automaton"))?;
        let records = (places.len() / 4).saturating_sub(1);
        let decoded = std::iter::repeat_with(OnceLock::new).take(records).collect();
        Ok(Wide { bytes, names, sections, decoded })
    }

    /// Number of actors.
    pub fn len(&self) -> usize {
        self.decoded.len()
    }

    /// Finds those who bear a whole name. A single word counts exactly as the tables write it.
    pub fn find(&self, key: &Key) -> Vec<Posting<'_>> {
        let mut found = Vec::new();
        for actor in self.bearers(&key.folded) {
            let written = |name: &&String| {
                let known = Key::of(name);
                known.folded == key.folded && (key.units > 1 || known.exact == key.exact)
            };
            if let Some(name) = std::iter::once(&actor.name).chain(&actor.aliases).find(written) {
                let acronym = key.units == 1 && !name.chars().any(char::is_lowercase);
                let kind = if acronym { AliasKind::Acronym } else { AliasKind::Name };
                found.push(Posting { actor, kind, weak: key.units == 1 });
            }
        }
        if let [_, _, ..] = found.as_slice() {
            found.iter_mut().for_each(|posting| posting.weak = true);
        }
        found
    }

    /// Finds an actor by its id.
    pub fn actor(&self, id: &str) -> Option<&CatalogActor> {
        let (_, name) = id.split_once(':')?;
        let is_it = |actor: &&CatalogActor| *actor.id == *id;
        self.bearers(id).find(is_it).or_else(|| self.bearers(&name.replace('-', " ")).find(is_it))
    }

    /// All names, folded, in their order. Cost: one pass over the automaton.
    pub fn names(&self) -> Vec<String> {
        let names = self.names.stream().into_str_keys().unwrap_or_default();
        names.into_iter().filter(|name| !name.contains(':')).collect()
    }

    fn bearers(&self, key: &str) -> impl Iterator<Item = &CatalogActor> {
        let value = self.names.get(key).and_then(|value| usize::try_from(value).ok());
        let single = value.filter(|value| value % 2 == 0).map(|value| value / 2);
        let place = value.filter(|value| value % 2 == 1).map(|value| value / 2);
        let mut several = Reader { rest: place.and_then(|at| self.section(1).get(at..)).unwrap_or_default() };
        let count = several.varint().unwrap_or(0);
        let several = (0..count).map_while(move |_| several.varint());
        single.into_iter().chain(several).filter_map(|at| self.record(at))
    }

    fn section(&self, at: usize) -> &'static [u8] {
        self.sections.get(at).and_then(|section| self.bytes.get(section.clone())).unwrap_or_default()
    }

    fn record(&self, at: usize) -> Option<&CatalogActor> {
        let read = || {
            let word = |word| std::str::from_utf8(entry(self.section(2), self.section(3), word)?).ok();
            record::read(entry(self.section(4), self.section(5), at)?, word).map(Box::new)
        };
        self.decoded.get(at)?.get_or_init(read).as_deref()
    }

    /// All actors, in the order of the asset.
    #[cfg(test)]
    pub fn actors(&self) -> impl Iterator<Item = &CatalogActor> {
        (0..self.len()).filter_map(|at| self.record(at))
    }
}

impl std::fmt::Debug for Wide {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wide").field("file", &FILE).field("actors", &self.len()).finish()
    }
}
