//! Compiles the tables.
//!
//! Reads: what the tables say. Gives: the bytes of the asset; the same tables give the same bytes.

use std::collections::BTreeMap;

use super::Tables;
use super::bytes::{Table, Words, automaton, text, texts, varint};
use super::load::{self, Written};
use super::wide::{self, Wide};
use crate::actors::catalog::asset::Section;
use crate::actors::catalog::asset::format::{MAGIC, check_sum};
use crate::actors::catalog::asset::reading;
use crate::actors::catalog::asset::record::{FIRST_YEAR, GENDERS, KINDS, MODIFIERS, SENSES, id_of};
use crate::actors::catalog::index::{Case, Entry, Reading};
use crate::actors::catalog::{AliasKind, BodyRecord, CatalogActor, CatalogError, TitleRecord};

/// Compiles the tables.
pub(super) fn compile(tables: &Tables<'_>) -> Result<Vec<u8>, CatalogError> {
    let (written, wide) = (load::load(tables)?, wide::load(tables)?);
    let words = Words::ranked(written.actors.iter().chain(&wide.actors).flat_map(words_of));
    let mut compiler = Compiler { words, sections: Default::default() };
    compiler.written(written);
    compiler.wide(wide);
    Ok(compiler.finish())
}

fn words_of(actor: &CatalogActor) -> impl Iterator<Item = &str> {
    let codes = [actor.country.as_deref(), actor.sector.as_deref(), actor.parent.as_deref()];
    codes.into_iter().flatten().chain(actor.offices.iter().map(|office| office.role.as_str()))
}

struct Compiler {
    words: Words,
    sections: [Vec<u8>; Section::ALL.len()],
}

impl Compiler {
    fn written(&mut self, mut written: Written) {
        self.actors([Section::ActorPlaces, Section::Actors], &written.actors);
        for (at, actor) in written.actors.iter().enumerate() {
            let by_name = actor.id.split_once(':').map(|(_, slug)| slug.replace('-', " ")).unwrap_or_default();
            let bears = |entry: &Entry<'_>| entry.reading.actor == Some(at as u32);
            if !written.names.get(&by_name).is_some_and(|entries| entries.iter().any(bears)) {
                let reading = Reading { actor: Some(at as u32), kind: AliasKind::Name, weak: true };
                let entry = Entry { reading, case: Case::Exact, written: actor.id.to_string().into() };
                written.names.insert(actor.id.to_string(), vec![entry]);
            }
        }
        let mut readings = Vec::new();
        let names = automaton(written.names.iter().map(|(name, entries)| {
            let place = readings.len();
            reading::write(&mut readings, name, entries);
            (name, place)
        }));
        self.set(Section::Names, names);
        self.set(Section::Readings, readings);

        self.set(Section::Titles, automaton(written.titles.texts.iter().map(|(text, at)| (text, *at))));
        let titles: Vec<_> = written.titles.records.iter().map(|title| self.title(title)).collect();
        self.table([Section::TitlePlaces, Section::TitleRecords], titles);
        let sense = |at: usize| number_of(&MODIFIERS, &written.modifiers.records[at]);
        self.set(Section::Modifiers, automaton(written.modifiers.texts.iter().map(|(text, at)| (text, sense(*at)))));
        self.set(Section::Bodies, automaton(written.bodies.keys().enumerate().map(|(at, lemma)| (lemma, at))));
        let bodies: Vec<_> = written.bodies.values().map(|body| self.body(body)).collect();
        self.table([Section::BodyPlaces, Section::BodyRecords], bodies);
        let countries: Vec<_> = written.cities.values().map(|country| self.words.number(country)).collect();
        self.set(Section::Cities, automaton(written.cities.keys().zip(countries)));

        let mut states = Vec::new();
        varint(&mut states, written.us_states.len());
        for state in &written.us_states {
            [&state.postal, &state.name, &state.short, &*state.place].iter().for_each(|part| text(&mut states, part));
        }
        self.set(Section::UsStates, states);
        let mut tags = Vec::new();
        varint(&mut tags, written.party_tags.len());
        for (tag, party) in &written.party_tags {
            text(&mut tags, tag);
            varint(&mut tags, *party as usize);
        }
        self.set(Section::PartyTags, tags);
    }

    fn wide(&mut self, wide: Wide) {
        self.actors([Section::WideActorPlaces, Section::WideActors], &wide.actors);
        let mut several = Vec::new();
        let mut names = BTreeMap::new();
        for (name, bearers) in &wide.bearers {
            let mut value = bearers.first().map_or(0, |at| at * 2);
            if bearers.len() > 1 {
                value = several.len() * 2 + 1;
                varint(&mut several, bearers.len());
                bearers.iter().for_each(|at| varint(&mut several, *at));
            }
            names.insert(name, value);
        }
        self.set(Section::WideNames, automaton(names));
        self.set(Section::WideBearers, several);
    }

    fn actors(&mut self, sections: [Section; 2], actors: &[CatalogActor]) {
        let records: Vec<_> = actors.iter().map(|actor| self.actor(actor)).collect();
        self.table(sections, records);
    }

    fn actor(&mut self, actor: &CatalogActor) -> Vec<u8> {
        let mut record = Vec::new();
        let has_more = !actor.adjectives.is_empty() || actor.parent.is_some();
        varint(&mut record, number_of(&KINDS, &actor.kind) + if has_more { KINDS.len() } else { 0 });
        self.words.optional(&mut record, actor.country.as_deref());
        self.words.optional(&mut record, actor.sector.as_deref());
        let number = actor.wikidata.as_deref().and_then(|id| id.strip_prefix('Q')?.parse().ok());
        varint(&mut record, number.unwrap_or(0));
        let is_made = *actor.id == *id_of(actor.kind, &actor.name);
        text(&mut record, if is_made { "" } else { &actor.id });
        text(&mut record, &actor.name);
        texts(&mut record, &actor.aliases);
        varint(&mut record, actor.offices.len());
        for office in &actor.offices {
            varint(&mut record, self.words.number(&office.role));
            varint(&mut record, (office.from - FIRST_YEAR) as usize);
            varint(&mut record, office.to.map_or(0, |to| (to - office.from + 1) as usize));
        }
        if has_more {
            texts(&mut record, &actor.adjectives);
            self.words.optional(&mut record, actor.parent.as_deref());
        }
        record
    }

    fn title(&mut self, title: &TitleRecord) -> Vec<u8> {
        let mut record = Vec::new();
        text(&mut record, &title.text);
        self.words.optional(&mut record, title.tie.as_deref());
        self.words.optional(&mut record, title.sector.as_deref());
        varint(&mut record, usize::from(title.address) + 2 * usize::from(title.alone));
        varint(&mut record, number_of(&GENDERS, &title.gender));
        record
    }

    fn body(&mut self, body: &BodyRecord) -> Vec<u8> {
        let mut record = Vec::new();
        text(&mut record, &body.lemma);
        varint(&mut record, number_of(&SENSES, &body.sense));
        self.words.optional(&mut record, body.sector.as_deref());
        record
    }

    fn table(&mut self, [places, content]: [Section; 2], records: Vec<Vec<u8>>) {
        let mut table = Table::default();
        records.iter().for_each(|record| _ = table.push(record));
        let [written_places, written] = table.finish();
        self.set(places, written_places);
        self.set(content, written);
    }

    fn set(&mut self, section: Section, bytes: Vec<u8>) {
        self.sections[section as usize] = bytes;
    }

    fn finish(mut self) -> Vec<u8> {
        let [places, words] = std::mem::take(&mut self.words.table).finish();
        self.set(Section::WordPlaces, places);
        self.set(Section::Words, words);
        let lengths = self.sections.iter().flat_map(|section| (section.len() as u32).to_le_bytes());
        let body: Vec<u8> = lengths.chain(self.sections.iter().flatten().copied()).collect();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(check_sum(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }
}

fn number_of<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).expect("all of its kind are listed")
}
