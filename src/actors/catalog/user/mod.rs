//! Actors of users: files that add to the catalog, patch its actors, or block their names.
//!
//! Reads: TOML, JSON Lines, CSV; dictionaries of PETRARCH, entities of FollowTheMoney. Gives: a catalog with them, whose
//! names win over the built-in ones (those of other people's lists do not), or every fault with file, line and field.
//! Does not: open files, change the built-in tables.

mod adopt;
mod apply;
mod codes;
mod ftm;
mod petrarch;
mod read;
mod record;
#[cfg(test)]
mod tests;
mod write;

pub use record::ActorRow;
#[cfg(test)]
pub(super) use record::office;
pub use write::{ActorFormat, write_actors};

use super::{Catalog, CatalogError};

/// A file of actors: its name tells the form: `.toml`, `.jsonl`, `.csv` as [`Catalog::extended`] describes them; `.txt` for a
/// dictionary of PETRARCH, `.json` for entities of FollowTheMoney (`.jsonl` too where its first line is one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorFile {
    /// Name with extension, as errors show it.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// Something to tell about a place of an actor file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Field; empty where it is the whole row.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// What to try; may be empty.
    pub hint: String,
}

impl Fault {
    fn new(file: &ActorFile, line: usize, field: &str, message: impl Into<String>) -> Self {
        let (file, field) = (file.name.clone(), field.to_owned());
        Fault { file, line, field, message: message.into(), hint: String::new() }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)?;
        if self.field.is_empty() { Ok(()) } else { write!(f, " (in `{}`)", self.field) }
    }
}

/// What [`Catalog::check`] noticed in actor files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Rows that cannot be used.
    pub faults: Vec<Fault>,
    /// Names that were another actor's before: they are taken from it, which may be just what is meant.
    pub collisions: Vec<Fault>,
    /// Rows that can be used.
    pub rows: usize,
    /// Rows of other people's lists that say nothing new.
    pub known: usize,
}

/// What [`Catalog::import`] made of other people's lists.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// Rows for a file of one's own.
    pub rows: Vec<ActorRow>,
    /// What cannot be read.
    pub faults: Vec<Fault>,
    /// Names that were left out, since they are others'.
    pub collisions: Vec<Fault>,
    /// How many entries say nothing that the catalog does not know.
    pub known: usize,
}

impl Catalog {
    /// Gives the catalog with the actors of these files.
    ///
    /// A row with a new `id` (or none: it is made from kind and name) adds an actor; one with a known `id` patches that
    /// actor: given fields replace, aliases are added. `block` takes names from the actor; in a row without an actor, the
    /// names are nobody's. Fields: id, name, kind, aliases, adjectives, surnames, country, sector, parent, role, offices
    /// ("ROLE FROM-TO"), wikidata, block, note (for readers of the file). A name may carry the marks of the tables: `?` weak,
    /// `=` exact case, `~` any case. Of other people's lists, whoever is known already gets only what is new
    /// ([`import`](Self::import)).
    ///
    /// # Errors
    /// The first row that cannot be used, with file, line and field; [`check`](Self::check) gives all of them.
    ///
    /// ```
    /// use demarche::actors::{ActorFile, Catalog};
    /// let text = "[[actor]]\nid = \"org:harbor-watch\"\nname = \"Harbor Watch\"\ncountry = \"GRC\"\n";
    /// let file = ActorFile { name: "my.toml".into(), text: text.into() };
    /// let catalog = Catalog::builtin()?.extended(&[file])?;
    /// assert_eq!(&*catalog.lookup("Harbor Watch")[0].actor.id, "org:harbor-watch");
    /// let file = ActorFile { name: "my.csv".into(), text: "id,nam\norg:x,X\n".into() };
    /// let error = Catalog::builtin()?.extended(&[file]).unwrap_err();
    /// assert_eq!(error.to_string(), "my.csv:2: no field `nam` (in `nam`)");
    /// assert_eq!(error.hint(), "did you mean `name`?");
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn extended(mut self, files: &[ActorFile]) -> Result<Self, CatalogError> {
        match self.extend(files).faults.into_iter().next() {
            Some(fault) => Err(CatalogError::User(Box::new(fault))),
            None => Ok(self),
        }
    }

    /// Reads other people's lists (dictionaries of PETRARCH, entities of FollowTheMoney) as rows of a file of one's own, which can
    /// be edited: [`write_actors`]. Rows of such a file come back as they are.
    ///
    /// An entry whose name, kind and state fit one actor of the catalog patches that actor with what it leaves open; names
    /// that are others' are left out, and told.
    ///
    /// ```
    /// use demarche::actors::{ActorFile, Catalog};
    /// let text = "HARBOR_WATCH_ [GRCNGO]\n+HARBOUR_WATCH_\nNORTH_ATLANTIC_TREATY_ORGANIZATION_ [IGO]\n";
    /// let file = ActorFile { name: "my.actors.txt".into(), text: text.into() };
    /// let imported = Catalog::builtin()?.import(&[file]);
    /// assert_eq!((imported.rows.len(), imported.known), (1, 1));
    /// assert_eq!(imported.rows[0].aliases, ["Harbour Watch"]);
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn import(&self, files: &[ActorFile]) -> Imported {
        let mut adopted = adopt::Adopted::default();
        let mut imported = Imported::default();
        for file in files {
            match self.foreign(file) {
                Some((rows, faults)) => {
                    imported.faults.extend(faults);
                    rows.into_iter().for_each(|row| adopted.take(self, file, row));
                }
                None => {
                    let (rows, faults) = read::read(file);
                    imported.faults.extend(faults);
                    for row in rows {
                        match record::record(file, row) {
                            Ok(row) => adopted.rows.push((file, row)),
                            Err(faults) => imported.faults.extend(faults),
                        }
                    }
                }
            }
        }
        imported.rows = adopted.rows.into_iter().map(|(_, row)| row).collect();
        (imported.collisions, imported.known) = (adopted.collisions, adopted.known);
        imported
    }

    /// The rows of a file that is somebody else's list; none where it is an actor file.
    fn foreign(&self, file: &ActorFile) -> Option<(Vec<ActorRow>, Vec<Fault>)> {
        let extension = file.name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let first = || file.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        match extension.as_deref()? {
            "txt" => Some(petrarch::read(file, self)),
            "json" => Some(ftm::read(file, self)),
            "jsonl" | "ndjson" if ftm::is_entity(first()) => Some(ftm::read(file, self)),
            _ => None,
        }
    }

    /// Lists what is wrong with actor files, and which of their names were another actor's.
    pub fn check(mut self, files: &[ActorFile]) -> Checked {
        self.extend(files)
    }
}
