//! Words of users: files that add to the lexicon, change its rows, or take them away.
//!
//! Reads: tables as in `data/lexicon`, and TOML. Gives: an extractor with them, or every fault with file and line.
//! Does not: open files, change the built-in tables.

mod apply;
mod read;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::governors::{Effect, read_governor};
use super::lexicon::{Words, is_twin, read_pos, read_row, read_words, stands_twice};
use super::table::{Row, TableError};
use super::{Extractor, Ontology, Trigger, TriggerPos};

/// A file of words; its name tells the form: `.tsv` or `.toml`, as [`Extractor::extended`] describes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconFile {
    /// Name with extension, as errors show it.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// Something to tell about a place of a file of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// File.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is to be told.
    pub message: String,
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// What [`Extractor::check`] noticed in files of words.
#[derive(Debug, Clone, Default)]
pub struct CheckedLexicon {
    /// Rows that cannot be used.
    pub faults: Vec<TableError>,
    /// Rows of the lexicon that are replaced or stay beside a row of the files, which may be just what is meant.
    pub collisions: Vec<Notice>,
    /// Rows that can be used.
    pub rows: usize,
    /// The triggers of the files.
    pub triggers: Vec<Trigger>,
}

impl Extractor {
    /// Gives the extractor with the words of these files on top of its own.
    ///
    /// A row adds a trigger; one with the words, part of speech and kind of a row of the lexicon stands instead of it. A row
    /// whose kind is `none` takes the triggers of its words and part of speech away, whatever they told: the words tell no
    /// relation. Of rows with alternatives (`slam|blast`) only the words that are named are touched. Where two triggers fit
    /// a text alike, that of the files counts.
    ///
    /// `.tsv` has the columns of `data/lexicon`, `.toml` a table `[[trigger]]` for each row with `words`, `pos`, `kind`, `frame`,
    /// `target`, `source`, `mode`, `block`, `strength` (`data/lexicon/README.md`), and `note` for readers. Words that change how
    /// real a clause is are tables `[[governor]]` with `word`, `pos`, `effect`, or rows of a file that is named
    /// `…governors.tsv`; they stand instead of all effects that the word had, `none` takes these away.
    ///
    /// ```
    /// use demarche::{Demarche, Document, actors::Catalog, relations::{Extractor, LexiconFile}};
    ///
    /// let text = "[[trigger]]\nwords = \"sideline\"\npos = \"v\"\nkind = \"rejects\"\nframe = \"act\"\n";
    /// let file = LexiconFile { name: "my.toml".into(), text: text.into() };
    /// let demarche = Demarche::with_parts(Catalog::builtin()?, Extractor::builtin()?.extended(&[file])?)?;
    /// let graph = demarche.extract(&[Document::new("note-1", "France sidelined Iran.")])?;
    /// assert_eq!(graph.relations().map(|edge| edge.kind.to_string()).collect::<Vec<_>>(), ["rejects"]);
    ///
    /// let file = LexiconFile { name: "my.tsv".into(), text: "criticize\tv\tnone".into() };
    /// let demarche = Demarche::with_parts(Catalog::builtin()?, Extractor::builtin()?.extended(&[file])?)?;
    /// let graph = demarche.extract(&[Document::new("note-1", "France criticized Iran.")])?;
    /// assert_eq!(graph.relation_count(), 0);
    ///
    /// let file = LexiconFile { name: "my.tsv".into(), text: "snub\tv\tcriticises\tact".into() };
    /// let error = Extractor::builtin()?.extended(&[file]).unwrap_err();
    /// assert_eq!(error.to_string(), "no relation kind `criticises`\n --> my.tsv:1");
    /// assert_eq!(error.hint(), "did you mean `criticizes`?");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first row that cannot be used, with file and line; [`check`](Self::check) gives all of them.
    pub fn extended(mut self, files: &[LexiconFile]) -> Result<Self, TableError> {
        match self.extend(files).faults.into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(self),
        }
    }

    /// Lists what is wrong with files of words, and which rows of the lexicon they replace or stand beside.
    ///
    /// ```
    /// use demarche::relations::{Extractor, LexiconFile};
    /// let file = LexiconFile { name: "my.tsv".into(), text: "snub\tv\tpraises\tact\nsnub\tx\n".into() };
    /// let checked = Extractor::builtin()?.check(&[file]);
    /// assert_eq!((checked.rows, checked.faults[0].line), (1, 2));
    /// # Ok::<(), demarche::relations::TableError>(())
    /// ```
    pub fn check(mut self, files: &[LexiconFile]) -> CheckedLexicon {
        self.extend(files)
    }

    fn extend(&mut self, files: &[LexiconFile]) -> CheckedLexicon {
        let mut given = Given::default();
        for file in files {
            given.read(file, &self.ontology);
        }
        given.faults.sort_by_key(|fault| (files.iter().position(|file| file.name == fault.file), fault.line));
        let collisions = apply::apply(&given, &mut self.lexicon, &mut self.governors);
        let rows = given.triggers.len() + given.none.len() + given.governors.len();
        CheckedLexicon { faults: given.faults, collisions, rows, triggers: given.triggers }
    }
}

/// What the files say.
#[derive(Default)]
struct Given {
    triggers: Vec<Trigger>,
    none: Vec<Words>,
    /// Words with their effect; no effect: it is taken away.
    governors: Vec<(Box<str>, TriggerPos, Option<Effect>)>,
    faults: Vec<TableError>,
}

/// A kind and an effect that a row may name to take others away.
const NONE: &str = "none";

impl Given {
    fn read(&mut self, file: &LexiconFile, ontology: &Ontology) {
        let (rows, faults) = read::read(file);
        self.faults.extend(faults);
        let table: Arc<str> = file.name.as_str().into();
        for row in &rows {
            let columns: Vec<&str> = row.columns.iter().map(String::as_str).collect();
            let fields = Row::of_fields(&file.name, row.line, columns, row.lines.clone());
            let done = if row.governor { self.governor(&fields) } else { self.trigger(&fields, &table, ontology) };
            self.faults.extend(done.err());
        }
    }

    fn trigger(&mut self, row: &Row<'_>, table: &Arc<str>, ontology: &Ontology) -> Result<(), TableError> {
        if row.get(2) == NONE {
            let words = Words { pos: read_pos(row)?, words: read_words(row)? };
            if self.none.contains(&words) {
                return Err(stands_twice(row));
            }
            self.none.push(words);
            return Ok(());
        }
        if row.get(2).is_empty() {
            let kinds: Vec<&str> = ontology.kinds().map(|kind| kind.name.as_str()).collect();
            let hint = format!("kinds: {}; none: the words tell no relation", kinds.join(", "));
            return Err(row.error_in(2, format!("no kind for `{}`", row.get(0)), hint));
        }
        let trigger = read_row(row, table, ontology)?;
        if self.triggers.iter().any(|known| is_twin(known, &trigger)) {
            return Err(stands_twice(row));
        }
        self.triggers.push(trigger);
        Ok(())
    }

    fn governor(&mut self, row: &Row<'_>) -> Result<(), TableError> {
        if row.get(2) == NONE && !row.get(0).is_empty() {
            self.governors.push((row.get(0).into(), read_pos(row)?, None));
            return Ok(());
        }
        let (word, pos, effect) = read_governor(row)?;
        self.governors.push((word, pos, Some(effect)));
        Ok(())
    }
}
