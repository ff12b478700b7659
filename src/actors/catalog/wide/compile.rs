//! Compiles the wide tables; a tool for those who change them, not part of the library.
//!
//! Reads: `data/actors/wide/*.tsv`. Gives: the bytes of `data/actors/wide.bin`.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::format::{MAGIC, check_sum};
use super::record::{FIRST_YEAR, KINDS, id_of};
use crate::actors::ActorKind;
use crate::actors::catalog::names::Key;
use crate::actors::catalog::table::{Row, list, read};
use crate::actors::catalog::{CatalogError, load};

/// The texts of the tables.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tables<'t> {
    pub people: &'t str,
    pub parties: &'t str,
    pub armed_groups: &'t str,
    pub organizations: &'t str,
}

impl Tables<'static> {
    pub fn builtin() -> Self {
        Tables {
            people: include_str!("../../../../data/actors/wide/office-holders.tsv"),
            parties: include_str!("../../../../data/actors/wide/parties.tsv"),
            armed_groups: include_str!("../../../../data/actors/wide/armed-groups.tsv"),
            organizations: include_str!("../../../../data/actors/wide/organizations.tsv"),
        }
    }
}

/// Compiles the tables. The same tables give the same bytes.
pub(super) fn compile(tables: Tables<'_>) -> Result<Vec<u8>, CatalogError> {
    let mut compiler = Compiler::default();
    let columns = ["id", "name", "aliases", "country", "sector", "offices", "wikidata"];
    for row in read("wide/office-holders.tsv", tables.people, columns)? {
        let [id, name, aliases, country, sector, offices, wikidata] = row.cells;
        compiler.add(&row, ActorKind::Person, [id, name, aliases, country, sector, offices, wikidata])?;
    }
    for (file, text, kind) in [
        ("wide/parties.tsv", tables.parties, ActorKind::Organization),
        ("wide/armed-groups.tsv", tables.armed_groups, ActorKind::Group),
        ("wide/organizations.tsv", tables.organizations, ActorKind::Organization),
    ] {
        for row in read(file, text, ["id", "name", "aliases", "country", "sector", "wikidata"])? {
            let [id, name, aliases, country, sector, wikidata] = row.cells;
            compiler.add(&row, kind, [id, name, aliases, country, sector, "", wikidata])?;
        }
    }
    Ok(compiler.finish())
}

#[derive(Default)]
struct Compiler {
    ids: HashSet<String>,
    names: BTreeMap<String, BTreeSet<usize>>,
    words: Table,
    word_numbers: BTreeMap<String, usize>,
    records: Table,
}

/// Contents behind one another, and where each begins.
#[derive(Default)]
struct Table {
    places: Vec<u8>,
    content: Vec<u8>,
    count: usize,
}

impl Table {
    fn push(&mut self, entry: &[u8]) -> usize {
        self.places.extend((self.content.len() as u32).to_le_bytes());
        self.content.extend(entry);
        self.count += 1;
        self.count - 1
    }
}

impl Compiler {
    fn add<const N: usize>(
        &mut self,
        row: &Row<'_, N>,
        kind: ActorKind,
        [id, name, aliases, country, sector, offices, wikidata]: [&str; 7],
    ) -> Result<(), CatalogError> {
        let made = id_of(kind, name);
        let whole = if id.is_empty() { &made } else { id };
        if !self.ids.insert(whole.to_owned()) {
            let (file, line) = (row.file.to_owned(), row.line);
            return Err(CatalogError::Duplicate { file, line, id: whole.to_owned() });
        }
        let number = match wikidata.strip_prefix('Q').map(str::parse) {
            None if wikidata.is_empty() => 0,
            Some(Ok(number)) => number,
            _ => return Err(row.bad("Wikidata id", wikidata)),
        };
        let mut record = Vec::new();
        varint(&mut record, KINDS.iter().position(|other| *other == kind).expect("only these kinds are compiled"));
        for word in [country, sector] {
            let number = if word.is_empty() { 0 } else { self.word(word) + 1 };
            varint(&mut record, number);
        }
        varint(&mut record, number);
        text(&mut record, id);
        text(&mut record, name);
        let aliases: Vec<&str> = list(aliases).collect();
        varint(&mut record, aliases.len());
        aliases.iter().for_each(|alias| text(&mut record, alias));
        let offices = list(offices).map(|office| load::read_office(row, office)).collect::<Result<Vec<_>, _>>()?;
        varint(&mut record, offices.len());
        for office in offices {
            varint(&mut record, self.word(&office.role));
            varint(&mut record, (office.from - FIRST_YEAR) as usize);
            varint(&mut record, office.to.map_or(0, |to| (to - office.from + 1) as usize));
        }
        let at = self.records.push(&record);
        let mut keys: Vec<String> = aliases.iter().chain([&name]).map(|name| Key::of(name).folded).collect();
        let (_, slug) = whole.split_once(':').unwrap_or_default();
        if !keys.contains(&slug.replace('-', " ")) {
            keys.push(whole.to_owned());
        }
        for key in keys {
            self.names.entry(key).or_default().insert(at);
        }
        Ok(())
    }

    fn word(&mut self, word: &str) -> usize {
        if let Some(number) = self.word_numbers.get(word) {
            return *number;
        }
        let number = self.words.push(word.as_bytes());
        self.word_numbers.insert(word.to_owned(), number);
        number
    }

    fn finish(mut self) -> Vec<u8> {
        let mut postings = Vec::new();
        let mut names = fst::MapBuilder::memory();
        for (name, records) in &self.names {
            let mut value = records.first().map_or(0, |at| at * 2);
            if records.len() > 1 {
                value = postings.len() * 2 + 1;
                varint(&mut postings, records.len());
                records.iter().for_each(|at| varint(&mut postings, *at));
            }
            names.insert(name, value as u64).expect("the names are sorted and memory does not fail");
        }
        for table in [&mut self.words, &mut self.records] {
            table.places.extend((table.content.len() as u32).to_le_bytes());
        }
        let names = names.into_inner().expect("memory does not fail");
        let sections =
            [names, postings, self.words.places, self.words.content, self.records.places, self.records.content];
        let mut body: Vec<u8> = sections.iter().flat_map(|section| (section.len() as u32).to_le_bytes()).collect();
        body.extend(sections.iter().flatten());
        let mut bytes = MAGIC.to_vec();
        bytes.extend(check_sum(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }
}

fn varint(bytes: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    varint(bytes, text.len());
    bytes.extend(text.as_bytes());
}
