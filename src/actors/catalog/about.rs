//! Tells about an actor what a text does not need: all its names with their marks, where it is written, who is named alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::index::{Case, Entry};
use super::names::Key;
use super::{AliasKind, Catalog, CatalogActor};
use crate::actors::ActorKind;
use crate::text::nearest_few;

/// One name under which an actor is found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownName {
    /// The name.
    pub text: String,
    /// In what way it stands for the actor.
    pub kind: AliasKind,
    /// Whether the name alone is not enough: something else of the text must agree.
    pub weak: bool,
    /// How it must be written.
    pub case: NameCase,
}

/// How the case of a text may differ from that of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NameCase {
    /// Not at all.
    Exact,
    /// All in capitals too.
    Capitals,
    /// At will.
    Any,
}

/// Where an actor is written: a built-in table, or a row of a user's file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Origin {
    /// The file.
    pub file: String,
    /// Line, from 1, of a user's file.
    pub line: Option<usize>,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// Rows of users' files by the actor that they add or patch.
pub(super) type Given = BTreeMap<Arc<str>, Vec<Origin>>;

impl Catalog {
    /// Lists the names under which an actor is found, the name itself first; empty for an unknown id. Cost: that of a look
    /// at every name of the hand-written tables.
    ///
    /// ```
    /// use demarche::actors::{AliasKind, Catalog};
    /// let catalog = Catalog::builtin()?;
    /// let names = catalog.names_of("person:john-kerry");
    /// assert_eq!((names[0].text.as_str(), names[0].weak), ("John Kerry", false));
    /// assert!(names.iter().any(|name| name.text == "Kerry" && name.kind == AliasKind::Surname && name.weak));
    /// assert!(catalog.names_of("person:nobody-at-all").is_empty());
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn names_of(&self, id: &str) -> Vec<KnownName> {
        let Some(actor) = self.actor(id) else { return Vec::new() };
        let written = std::iter::once(&actor.name).chain(&actor.aliases).chain(&actor.adjectives);
        let Some(at) = self.number(id) else {
            let posting = |name: &String| {
                let found = self.lookup_wide(name).into_iter().find(|found| found.actor.id == actor.id)?;
                let case = if name.contains(' ') { NameCase::Any } else { NameCase::Exact };
                Some(KnownName { text: name.clone(), kind: found.kind, weak: found.weak, case })
            };
            return written.filter_map(posting).collect();
        };
        let mut entries: Vec<(String, Entry<'_>)> = Vec::new();
        for (folded, all) in self.index.all() {
            let own = all.into_iter().filter(|entry| entry.reading.actor == Some(at));
            entries.extend(own.map(|entry| (folded.clone(), entry)));
        }
        entries.sort_by(|(a, one), (b, other)| (one.reading.kind, a).cmp(&(other.reading.kind, b)));
        let mut names = Vec::new();
        for text in written {
            let exact = Key::of(text).exact;
            if let Some(place) = entries.iter().position(|(_, entry)| entry.written == exact) {
                names.push(known(text, &entries.remove(place).1));
            }
        }
        names.extend(entries.into_iter().map(|(_, entry)| known(&entry.written, &entry)));
        names
    }

    /// Says where an actor is written: rows of users' files, else the built-in table; empty for an unknown id.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// assert_eq!(catalog.origins_of("org:nato")[0].to_string(), "data/actors/organizations.tsv");
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn origins_of(&self, id: &str) -> Vec<Origin> {
        let Some(actor) = self.actor(id) else { return Vec::new() };
        let mut origins = Vec::new();
        // Actors of the files come behind those of the tables; one of the wide tier moves there when it is patched.
        let is_written = self.number(id).is_some_and(|at| self.actors.is_written(at));
        let is_wide = !is_written && self.wide.actor(id).is_some();
        if is_wide || is_written {
            origins.push(Origin { file: self.table_of(actor, is_wide).to_owned(), line: None });
        }
        origins.extend(self.given.get(id).into_iter().flatten().cloned());
        origins
    }

    fn table_of(&self, actor: &CatalogActor, is_wide: bool) -> &'static str {
        let is_capital = || self.lookup(&actor.name).iter().any(|reading| reading.kind == AliasKind::Capital);
        match (actor.kind, is_wide) {
            (ActorKind::Person, true) => "data/actors/wide/office-holders.tsv",
            (ActorKind::Group, true) => "data/actors/wide/armed-groups.tsv",
            (_, true) if actor.sector.as_deref() == Some("PTY") => "data/actors/wide/parties.tsv",
            (_, true) => "data/actors/wide/organizations.tsv",
            (ActorKind::Person, false) => "data/actors/people.tsv",
            (ActorKind::Group, false) => "data/actors/groups.tsv",
            (ActorKind::Organization, false) => "data/actors/organizations.tsv",
            (ActorKind::State, false) => "data/actors/states.tsv",
            (ActorKind::Place, false) if is_capital() => "data/actors/states.tsv",
            (ActorKind::Place, false) => "data/actors/regions.tsv",
        }
    }

    /// Finds names that are like an unknown one: that which differs in case only, those that contain it, then
    /// those spelled alike, each with its actor.
    /// Cost: that of a look at every name, some tens of milliseconds.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// let near = catalog.similar("Jhon Kerry", 5);
    /// assert_eq!(near[0].0, "John Kerry");
    /// assert!(catalog.similar("Qwertzuiopasd", 5).is_empty());
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn similar(&self, name: &str, most: usize) -> Vec<(String, &CatalogActor)> {
        let wanted = Key::of(name).folded;
        if wanted.is_empty() {
            return Vec::new();
        }
        let (written, wide) = (self.index.all(), self.wide.names());
        let mut keys: Vec<&str> =
            written.iter().map(|(folded, _)| folded.as_str()).chain(wide.iter().map(String::as_str)).collect();
        keys.sort_unstable();
        keys.dedup();
        let padded = format!(" {wanted} ");
        let contains = |key: &&&str| wanted.len() > 2 && **key != wanted && format!(" {key} ").contains(&padded);
        let mut containing: Vec<&str> = keys.iter().filter(contains).copied().collect();
        containing.sort_by_key(|key| key.len());
        containing.truncate(most);
        // The same letters in another case come first.
        let mut near: Vec<&str> =
            keys.binary_search(&wanted.as_str()).is_ok().then_some(wanted.as_str()).into_iter().collect();
        near.append(&mut containing);
        near.extend(nearest_few(&wanted, keys.iter().copied(), most));
        let mut found: Vec<(String, &CatalogActor)> = Vec::new();
        for key in near {
            let readings = self.bearers(key);
            for (text, actor) in readings {
                if found.len() < most && !found.iter().any(|(_, known)| known.id == actor.id) {
                    found.push((text, actor));
                }
            }
        }
        found
    }

    /// Who bears a folded name, and how it is written.
    fn bearers(&self, key: &str) -> Vec<(String, &CatalogActor)> {
        let written = |actor: &CatalogActor| {
            let names = std::iter::once(&actor.name).chain(&actor.aliases).chain(&actor.adjectives);
            names.into_iter().find(|name| Key::of(name).folded == key).cloned()
        };
        let entries = self.index.entries(key).into_iter();
        let by_hand = entries.filter_map(|entry| {
            let actor = self.actors.get(entry.reading.actor?)?;
            Some((written(actor).unwrap_or_else(|| entry.written.into_owned()), actor))
        });
        let wide = self.lookup_wide(key).into_iter().map(|found| found.actor);
        by_hand.chain(wide.filter_map(|actor| Some((written(actor)?, actor)))).collect()
    }
}

fn known(text: &str, entry: &Entry<'_>) -> KnownName {
    let case = match entry.case {
        Case::Exact => NameCase::Exact,
        Case::Caps => NameCase::Capitals,
        Case::Any => NameCase::Any,
    };
    KnownName { text: text.to_owned(), kind: entry.reading.kind, weak: entry.reading.weak, case }
}
