//! One set of development data: what is read of it, what is scored on it.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::{collections::BTreeMap, io::Write as _};

use demarche::{Demarche, Document};

use crate::data::read_lines;
use crate::extract::reading_of;
use crate::reading::{Line, Reading};
use crate::report::Figure;

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// An item of a set and what was read of it: one reading for each of its texts.
pub struct Scored<'i, I> {
    pub item: &'i I,
    pub readings: &'i [Reading],
}

impl<I> Scored<'_, I> {
    /// Gives the reading of an item that has one text.
    pub fn reading(&self) -> &Reading {
        &self.readings[0]
    }
}

/// A set with its scorer.
pub trait Task {
    type Item: Sync;
    /// Name on the command line, in the lines for other programs, and of the file of readings.
    const NAME: &'static str;
    /// What it measures, as the table's head says it.
    const TITLE: &'static str;
    /// What is known elsewhere, to compare with; empty where nothing is.
    const KNOWN: &'static str = "";

    /// Reads the items; `data` is the folder of development data.
    fn load(data: &Path) -> Result<Vec<Self::Item>>;

    /// Names an item; its half hangs on this.
    fn id(item: &Self::Item) -> &str;

    /// Gives the texts that are read, each with its id; most items have one.
    fn texts(item: &Self::Item) -> Vec<(String, &str)>;

    /// Reads an item with this library: one reading for each of its texts.
    fn extract(demarche: &Demarche, item: &Self::Item) -> Result<Vec<Reading>> {
        let read = |(id, text)| reading_of(&demarche.extract_document(&Document::new(id, text)));
        Ok(Self::texts(item).into_iter().map(read).collect())
    }

    /// Scores readings.
    fn score(scored: &[Scored<'_, Self::Item>]) -> Vec<Figure>;

    /// Lists what went wrong, for the eye; it is never given the closed half.
    fn errors(_scored: &[Scored<'_, Self::Item>]) -> String {
        String::new()
    }

    /// Takes the readings from a folder in which they were written; a text without one counts as read in vain.
    fn read(folder: &Path, items: &[Self::Item]) -> Result<Vec<Vec<Reading>>> {
        let lines: Vec<Line> = read_lines(&folder.join(Self::NAME).with_extension("jsonl"))?;
        let mut by_id: BTreeMap<String, Line> = lines.into_iter().map(|line| (line.id.clone(), line)).collect();
        let mut of = |(id, text): (String, &str)| by_id.remove(&id).map(|line| line.reading(text)).unwrap_or_default();
        Ok(items.iter().map(|item| Self::texts(item).into_iter().map(&mut of).collect()).collect())
    }

    /// Writes the readings into a folder.
    fn write(folder: &Path, items: &[Self::Item], readings: &[Vec<Reading>]) -> Result<()> {
        let mut out = String::new();
        for (item, readings) in items.iter().zip(readings) {
            for ((id, text), reading) in Self::texts(item).into_iter().zip(readings) {
                writeln!(out, "{}", serde_json::to_string(&Line::new(&id, text, reading))?)?;
            }
        }
        fs::create_dir_all(folder)?;
        Ok(fs::File::create(folder.join(Self::NAME).with_extension("jsonl"))?.write_all(out.as_bytes())?)
    }
}
