//! Who exists: states, organizations, groups, people and places, their names, titles and bodies.
//!
//! Reads: the tables of `data/actors/`, built in. Gives: the readings of a name, the longest name or title at a word.
//! Does not: decide which reading a text means, nor find mentions ([`Cast`](super::Cast) is made elsewhere).

mod about;
mod error;
mod index;
mod load;
pub(in crate::actors) mod names;
mod records;
pub(in crate::actors) mod table;
#[cfg(test)]
mod tests;
mod user;
mod wide;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

pub use about::{KnownName, NameCase, Origin};
pub use error::CatalogError;
pub use records::{
    AliasKind, BodyRecord, BodySense, CatalogActor, Gender, Office, Posting, TitleModifier, TitleRecord, UsState,
};
pub use user::{ActorFile, ActorFormat, ActorRow, Checked, Fault, Imported, write_actors};

use index::{Entry, Index, NameMap};
use names::{Key, Step};

/// Everybody who is known before a text is read, found by name.
///
/// Names are compared without diacritics, periods, apostrophes and a leading "the"; dashes count as blanks, and `el-` as `al-`.
/// The case counts: a single word matches as the table writes it or all in capitals (`us` is no state, `turkey` is none
/// either), a name of several words in any case, unless its row says otherwise.
#[derive(Debug)]
pub struct Catalog {
    actors: Vec<CatalogActor>,
    by_id: HashMap<Arc<str>, u32>,
    index: Index,
    titles: Phrases<TitleRecord>,
    modifiers: Phrases<TitleModifier>,
    bodies: BTreeMap<String, BodyRecord>,
    us_states: Vec<UsState>,
    parties: BTreeMap<String, u32>,
    /// Names, folded, that files of users took from actors of the wide tier, by id.
    barred: BTreeSet<(String, Arc<str>)>,
    /// Rows of users' files, by actor; and how many actors the hand-written tables have.
    given: about::Given,
    built_in: usize,
    wide: wide::Wide,
}

/// Records found by some lower-case words.
#[derive(Debug)]
struct Phrases<T> {
    records: Vec<T>,
    keys: NameMap<u32>,
    longest: NameMap<usize>,
}

impl<T> Phrases<T> {
    fn new() -> Self {
        Phrases { records: Vec::new(), keys: NameMap::default(), longest: NameMap::default() }
    }

    /// Adds a record under its texts; gives back the text that is taken already.
    fn add<'t>(&mut self, texts: impl Iterator<Item = &'t str>, record: T) -> Result<(), &'t str> {
        let at = self.records.len() as u32;
        self.records.push(record);
        for text in texts {
            let key = Key::of(text);
            let head = key.folded.split(' ').next().unwrap_or_default();
            let longest = self.longest.entry(head.into()).or_default();
            *longest = key.units.max(*longest);
            if self.keys.insert(key.folded.into(), at).is_some() {
                return Err(text);
            }
        }
        Ok(())
    }

    fn find(&self, words: &[&str]) -> Option<(usize, &T)> {
        let mut key = Key::default();
        let mut best = None;
        let mut longest = usize::MAX;
        for (k, word) in words.iter().enumerate() {
            match key.push(word) {
                Step::Joint if k > 0 => continue,
                Step::Added => {}
                _ => break,
            }
            if k == 0 {
                longest = *self.longest.get(key.folded.split(' ').next()?)?;
            }
            if key.units > longest {
                break;
            }
            if let Some(at) = self.keys.get(key.folded.as_str()) {
                best = self.records.get(*at as usize).map(|record| (k + 1, record));
            }
        }
        best
    }
}

impl Catalog {
    /// Reads the built-in tables. Cost: a few milliseconds; share the catalog.
    ///
    /// # Errors
    /// A table that cannot be read, with its file and line: only after somebody edited the tables.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// let readings = catalog.lookup("U.N.");
    /// assert_eq!(&*readings[0].actor.id, "org:un");
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn builtin() -> Result<Self, CatalogError> {
        load::load(&load::Tables::builtin())
    }

    /// Finds an actor by its id, in the hand-written tables or the wide tier.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// assert_eq!(catalog.actor("state:SYR").map(|actor| actor.name.as_str()), Some("Syria"));
    /// assert!(catalog.actor("state:XYZ").is_none());
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn actor(&self, id: &str) -> Option<&CatalogActor> {
        self.written_actor(id).or_else(|| self.wide.actor(id))
    }

    /// Finds an actor of the hand-written tables by its id: one whom a text alone knows may have an id of the wide tier.
    pub(in crate::actors) fn written_actor(&self, id: &str) -> Option<&CatalogActor> {
        self.actors.get(*self.by_id.get(id)? as usize)
    }

    /// All actors of the hand-written tables: states first, in the order of the tables.
    pub fn actors(&self) -> impl ExactSizeIterator<Item = &CatalogActor> {
        self.actors.iter()
    }

    /// Gives all readings of a whole name, those that agree in case first; none for an unknown or blocked name.
    ///
    /// ```
    /// use demarche::actors::{AliasKind, Catalog};
    /// let catalog = Catalog::builtin()?;
    /// let syrian = catalog.lookup("Syrian");
    /// assert_eq!((&*syrian[0].actor.id, syrian[0].kind), ("state:SYR", AliasKind::Adjective));
    /// assert!(catalog.lookup("us").is_empty());
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn lookup(&self, name: &str) -> Vec<Posting<'_>> {
        self.postings(&self.index.find(&Key::of(name)))
    }

    /// Finds the longest known name at the first of these words, and how many words it takes.
    ///
    /// Give at least eight words where the text has them. Dashes may be words of their own. A name that is known to be
    /// nobody's ("Paris Agreement") is found too, without readings: go on behind it.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// let (words, readings) = catalog.longest_match(&["al", "-", "Qaeda", "fighters"]).expect("a known group");
    /// assert_eq!((words, &*readings[0].actor.id), (3, "group:al-qaeda"));
    /// assert!(catalog.longest_match(&["fighters"]).is_none());
    /// assert_eq!(catalog.longest_match(&["Paris", "Agreement"]), Some((2, vec![])));
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn longest_match(&self, words: &[&str]) -> Option<(usize, Vec<Posting<'_>>)> {
        let (words, entries) = self.index.find_longest(words)?;
        Some((words, self.postings(&entries)))
    }

    /// Says whether a whole name is known to be nobody's, though it contains one: "Geneva Conventions".
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// assert!(catalog.is_blocked("Geneva Conventions"));
    /// assert!(!catalog.is_blocked("Geneva"));
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn is_blocked(&self, name: &str) -> bool {
        self.index.find(&Key::of(name)).iter().any(|entry| entry.actor.is_none())
    }

    /// Gives those of the wide tier who bear a whole name: office holders, parties, armed groups and organizations of the
    /// world, some 42,200. They stand behind the hand-written tables: ask this where [`lookup`](Self::lookup) knows nobody.
    ///
    /// A person is found by given name and surname, in any case; a single word only as it is written. A reading is weak
    /// where several bear the name, or where it is a single word: it needs a country, or a date, that agrees.
    /// Cost: a microsecond.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// let found = catalog.lookup_wide("Annelene Svingen");
    /// assert_eq!((found[0].actor.country.as_deref(), found[0].weak), (Some("NOR"), false));
    /// assert!(catalog.lookup_wide("Svingen").is_empty());
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn lookup_wide(&self, name: &str) -> Vec<Posting<'_>> {
        let key = Key::of(name);
        let mut found = self.wide.find(&key);
        if !self.barred.is_empty() {
            found.retain(|posting| !self.barred.contains(&(key.folded.clone(), posting.actor.id.clone())));
        }
        found
    }

    fn postings(&self, entries: &[&Entry]) -> Vec<Posting<'_>> {
        if entries.iter().any(|entry| entry.actor.is_none()) {
            return Vec::new();
        }
        let posting = |entry: &&Entry| {
            let actor = self.actors.get(entry.actor? as usize)?;
            Some(Posting { actor, kind: entry.kind, weak: entry.weak })
        };
        entries.iter().filter_map(posting).collect()
    }

    /// Finds the longest title at the first of these words (norms or lemmas, any case), and how many words it takes.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// let (words, title) = catalog.title(&["secretary", "of", "state", "john"]).expect("a known title");
    /// assert_eq!((words, title.tie.as_deref(), title.address), (3, Some("represents"), true));
    /// assert!(catalog.title(&["river"]).is_none());
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn title(&self, words: &[&str]) -> Option<(usize, &TitleRecord)> {
        self.titles.find(words)
    }

    /// Reads a word before a title that changes it: "former", "deputy", "acting".
    ///
    /// ```
    /// use demarche::actors::{Catalog, TitleModifier};
    /// let catalog = Catalog::builtin()?;
    /// assert_eq!(catalog.title_modifier(&["former", "president"]), Some((1, TitleModifier::Past)));
    /// assert_eq!(catalog.title_modifier(&["president"]), None);
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn title_modifier(&self, words: &[&str]) -> Option<(usize, TitleModifier)> {
        self.modifiers.find(words).map(|(words, modifier)| (words, *modifier))
    }

    /// Finds what a noun like "government", "troops" or "rebels" makes of a name before it, by its lemma.
    ///
    /// ```
    /// use demarche::actors::{BodySense, Catalog};
    /// let catalog = Catalog::builtin()?;
    /// assert_eq!(catalog.body("regime").map(|body| body.sense), Some(BodySense::State));
    /// assert!(catalog.body("weather").is_none());
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn body(&self, lemma: &str) -> Option<&BodyRecord> {
        self.bodies.get(lemma).or_else(|| self.bodies.get(&Key::of(lemma).folded))
    }

    /// Finds a state by its code: `USA`.
    pub fn state_by_code(&self, code: &str) -> Option<&CatalogActor> {
        self.actor(&format!("state:{code}"))
    }

    /// Finds a state of the United States by its postal code, its short form or its name: `AZ`, `Ariz.`, `Arizona`.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// assert_eq!(catalog.us_state("Ariz.").map(|state| state.postal.as_str()), Some("AZ"));
    /// assert_eq!(catalog.us_state("S.C.").map(|state| state.name.as_str()), Some("South Carolina"));
    /// assert!(catalog.us_state("Bavaria").is_none());
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn us_state(&self, name: &str) -> Option<&UsState> {
        let plain = |text: &str| Key::of(text).exact;
        let name = plain(name);
        self.us_states
            .iter()
            .find(|state| [&state.postal, &state.short, &state.name].iter().any(|text| plain(text) == name))
    }

    /// Finds the party behind the letter at a legislator's name: the `R` of "R-Ariz.".
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// assert_eq!(catalog.party_by_tag("R").map(|party| party.name.as_str()), Some("Republican Party"));
    /// assert!(catalog.party_by_tag("X").is_none());
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn party_by_tag(&self, tag: &str) -> Option<&CatalogActor> {
        self.actors.get(*self.parties.get(tag)? as usize)
    }

    /// Lists the names that belong to several actors although none of them is marked weak, sorted; capitals that are also
    /// places apart. Each is `NAME: ID, ID`.
    pub fn collisions(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (name, entries) in self.index.iter() {
            let mut ids: Vec<_> = entries
                .filter(|entry| !entry.weak && entry.kind != AliasKind::Capital)
                .map(|entry| {
                    entry.actor.and_then(|at| self.actors.get(at as usize)).map_or("nobody", |actor| &actor.id)
                })
                .collect();
            ids.sort_unstable();
            ids.dedup();
            if ids.len() > 1 {
                found.push(format!("{name}: {}", ids.join(", ")));
            }
        }
        found.sort_unstable();
        found
    }
}
