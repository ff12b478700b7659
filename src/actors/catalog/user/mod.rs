//! Actors of users: files that add to the catalog, patch its actors, or block their names.
//!
//! Reads: TOML, JSON Lines, CSV. Gives: a catalog with them, whose names win over the built-in ones, or every fault with
//! file, line and field. Does not: open files, change the built-in tables.

mod apply;
mod read;
mod record;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(super) use record::office;

use super::{Catalog, CatalogError};

/// A file of actors: its name tells the form (`.toml`, `.jsonl`, `.csv`).
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
}

impl Catalog {
    /// Gives the catalog with the actors of these files.
    ///
    /// A row with a new `id` (or none: it is made from kind and name) adds an actor; one with a known `id` patches that
    /// actor: given fields replace, aliases are added. `block` takes names from the actor; in a row without an actor, the
    /// names are nobody's. Fields: id, name, kind, aliases, adjectives, surnames, country, sector, parent, offices ("ROLE
    /// FROM-TO"), wikidata, block. A name may carry the marks of the tables: `?` weak, `=` exact case, `~` any case.
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

    /// Lists what is wrong with actor files, and which of their names were another actor's.
    pub fn check(mut self, files: &[ActorFile]) -> Checked {
        self.extend(files)
    }
}
