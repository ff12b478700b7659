//! The wide tier of the catalog: office holders, parties, armed groups and organizations of the world, some 42,200.
//!
//! Reads: the compiled tables of `data/actors/wide/`. Gives: who bears a whole name, when the hand-written tables know nobody.
//! Does not: decide between namesakes.

#[cfg(test)]
mod tests;

use super::asset::{Asset, Names, Reader, Records, Section};
use super::names::Key;
use super::{AliasKind, CatalogActor, CatalogError, Posting};

/// An automaton of names over records.
pub(super) struct Wide {
    names: Names,
    bearers: &'static [u8],
    actors: Records<CatalogActor>,
}

impl Wide {
    /// Takes it out of the asset.
    pub fn open(asset: &Asset) -> Result<Self, CatalogError> {
        Ok(Wide {
            names: asset.names(Section::WideNames)?,
            bearers: asset.section(Section::WideBearers),
            actors: asset.records(Section::WideActorPlaces, Section::WideActors),
        })
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
        let mut several = Reader { rest: place.and_then(|at| self.bearers.get(at..)).unwrap_or_default() };
        let count = several.varint().unwrap_or(0);
        let several = (0..count).map_while(move |_| several.varint());
        single.into_iter().chain(several).filter_map(|at| self.actors.get(at))
    }

    /// All actors, in the order of the tables.
    #[cfg(test)]
    pub fn actors(&self) -> impl Iterator<Item = &CatalogActor> {
        (0..self.actors.len()).filter_map(|at| self.actors.get(at))
    }
}

impl std::fmt::Debug for Wide {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wide").field("actors", &self.actors).finish_non_exhaustive()
    }
}
