//! Who exists: states, organizations, groups, people and places, their names, titles and bodies.
//!
//! Reads: the tables of `data/actors/`, built in. Gives: the readings of a name, the longest name or title at a word.
//! Does not: decide which reading a text means, nor find mentions ([`Cast`](super::Cast) is made elsewhere).

mod about;
mod actors;
mod asset;
mod error;
mod index;
pub(in crate::actors) mod names;
mod records;
pub(in crate::actors) mod table;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod tests;
mod user;
mod walk;
mod wide;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use about::{KnownName, NameCase, Origin};
pub use error::CatalogError;
pub use records::{
    AliasKind, BodyRecord, BodySense, CatalogActor, Gender, Office, Posting, TitleModifier, TitleRecord, UsState,
};
pub use user::{ActorFile, ActorFormat, ActorRow, Checked, Fault, Imported, write_actors};

use actors::Actors;
use asset::{Asset, Names, Reader, Records, Section, Words, record};
use index::{Index, Reading};
use names::Key;
use wide::Wide;

/// Everybody who is known before a text is read, found by name.
///
/// Names are compared without diacritics, periods, apostrophes and a leading "the"; dashes count as blanks, and `el-` as `al-`.
/// The case counts: a single word matches as the table writes it or all in capitals (`us` is no state, `turkey` is none
/// either), a name of several words in any case, unless its row says otherwise.
pub struct Catalog {
    actors: Actors,
    index: Index,
    titles: Names,
    title_records: Records<TitleRecord>,
    modifiers: Names,
    bodies: Names,
    body_records: Records<BodyRecord>,
    cities: Names,
    words: Words,
    us_states: Vec<UsState>,
    party_tags: Vec<(&'static str, u32)>,
    /// Names, folded, that files of users took from actors of the wide tier, by id.
    barred: BTreeSet<(String, Arc<str>)>,
    /// Rows of users' files, by actor.
    given: about::Given,
    wide: Wide,
}

impl Catalog {
    /// Opens the built-in tables, which are compiled. Cost: a millisecond; share the catalog.
    ///
    /// # Errors
    /// Where the program was built with a damaged asset; the error names section or byte.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// let readings = catalog.lookup("U.N.");
    /// assert_eq!(&*readings[0].actor.id, "org:un");
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn builtin() -> Result<Self, CatalogError> {
        Self::open(&Asset::open(asset::BYTES)?)
    }

    fn open(asset: &Asset) -> Result<Self, CatalogError> {
        Ok(Catalog {
            actors: Actors::new(asset.records(Section::ActorPlaces, Section::Actors)),
            index: Index::open(asset)?,
            titles: asset.names(Section::Titles)?,
            title_records: asset.records(Section::TitlePlaces, Section::TitleRecords),
            modifiers: asset.names(Section::Modifiers)?,
            bodies: asset.names(Section::Bodies)?,
            body_records: asset.records(Section::BodyPlaces, Section::BodyRecords),
            cities: asset.names(Section::Cities)?,
            words: asset.words(),
            us_states: read_all(asset, Section::UsStates, us_state)?,
            party_tags: read_all(asset, Section::PartyTags, party_tag)?,
            barred: BTreeSet::new(),
            given: about::Given::new(),
            wide: Wide::open(asset)?,
        })
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
        self.actors.get(self.number(id)?)
    }

    /// The number of an actor of the hand-written tables. An id is found like the name that makes it.
    fn number(&self, id: &str) -> Option<u32> {
        let is_it = |at: &u32| self.actors.get(*at).is_some_and(|actor| *actor.id == *id);
        let bearer = |key: &str| self.index.written(key).filter_map(|entry| entry.reading.actor).find(is_it);
        let by_name = || bearer(&id.split_once(':')?.1.replace('-', " "));
        self.actors.added(id).or_else(|| bearer(id)).or_else(by_name)
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
        let (words, readings) = self.index.find_longest(words)?;
        Some((words, self.postings(&readings)))
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
        self.index.find(&Key::of(name)).iter().any(|reading| reading.actor.is_none())
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

    fn postings(&self, readings: &[Reading]) -> Vec<Posting<'_>> {
        if readings.iter().any(|reading| reading.actor.is_none()) {
            return Vec::new();
        }
        let posting = |reading: &Reading| {
            let actor = self.actors.get(reading.actor?)?;
            Some(Posting { actor, kind: reading.kind, weak: reading.weak })
        };
        readings.iter().filter_map(posting).collect()
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
        let (words, at) = walk::longest(&self.titles, words)?;
        Some((words, self.title_records.get(at)?))
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
        let (words, sense) = walk::longest(&self.modifiers, words)?;
        Some((words, *record::MODIFIERS.get(sense)?))
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
        let at = self.bodies.get(lemma).or_else(|| self.bodies.get(Key::of(lemma).folded))?;
        self.body_records.get(usize::try_from(at).ok()?)
    }

    /// Finds the country of a city that is no actor, ISO alpha-3.
    pub(in crate::actors) fn city(&self, name: &str) -> Option<&'static str> {
        self.words.get(usize::try_from(self.cities.get(Key::of(name).folded)?).ok()?)
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
        let (_, party) = self.party_tags.iter().find(|(known, _)| *known == tag)?;
        self.actors.get(*party)
    }

    /// Lists the names that belong to several actors although none of them is marked weak, sorted; capitals that are also
    /// places apart. Each is `NAME: ID, ID`.
    pub fn collisions(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (name, entries) in self.index.all() {
            let readings = entries.iter().map(|entry| entry.reading);
            let strong = readings.filter(|reading| !reading.weak && reading.kind != AliasKind::Capital);
            let id_of =
                |actor: Option<u32>| actor.and_then(|at| self.actors.get(at)).map_or("nobody", |actor| &actor.id);
            let mut ids: Vec<_> = strong.map(|reading| id_of(reading.actor)).collect();
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

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Catalog { actors, index, wide, barred, .. } = self;
        let mut shown = f.debug_struct("Catalog");
        shown.field("actors", actors).field("index", index).field("wide", wide).field("barred", barred);
        shown.finish_non_exhaustive()
    }
}

/// Reads a section that is a number of things, and those things.
fn read_all<T>(
    asset: &Asset,
    section: Section,
    mut read: impl FnMut(&mut Reader<'static>) -> Option<T>,
) -> Result<Vec<T>, CatalogError> {
    let mut reader = Reader { rest: asset.section(section) };
    let count = reader.varint().unwrap_or(0);
    let all: Option<Vec<T>> = (0..count).map(|_| read(&mut reader)).collect();
    all.ok_or_else(|| Asset::unreadable(section))
}

fn party_tag(reader: &mut Reader<'static>) -> Option<(&'static str, u32)> {
    Some((reader.text()?, u32::try_from(reader.varint()?).ok()?))
}

fn us_state(reader: &mut Reader<'_>) -> Option<UsState> {
    let mut text = || reader.text();
    let (postal, name, short, place) = (text()?, text()?, text()?, text()?);
    Some(UsState { postal: postal.to_owned(), name: name.to_owned(), short: short.to_owned(), place: place.into() })
}
