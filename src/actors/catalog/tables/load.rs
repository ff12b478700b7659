//! Reads the hand-written tables.
//!
//! Reads: the texts of `data/actors/*.tsv`. Gives: actors, the readings of their names, titles, bodies; or the fault with file and
//! line. Does not: compile them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Tables;
use crate::actors::ActorKind;
use crate::actors::catalog::index::{Entry, Marked};
use crate::actors::catalog::names::Key;
use crate::actors::catalog::records::{blank, kind_of, prefix};
use crate::actors::catalog::table::{Row, filled, list, read};
use crate::actors::catalog::{
    AliasKind, BodyRecord, BodySense, CatalogActor, CatalogError, Gender, Office, TitleModifier, TitleRecord, UsState,
};

/// What the hand-written tables say; names and nouns are folded.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub actors: Vec<CatalogActor>,
    by_id: HashMap<Arc<str>, u32>,
    pub names: BTreeMap<String, Vec<Entry<'static>>>,
    pub titles: Phrases<TitleRecord>,
    pub modifiers: Phrases<TitleModifier>,
    pub bodies: BTreeMap<String, BodyRecord>,
    pub us_states: Vec<UsState>,
    pub party_tags: BTreeMap<String, u32>,
    pub cities: BTreeMap<String, String>,
    /// Rows whose parent must exist in the end: file, line, id.
    parents: Vec<(&'static str, usize, Arc<str>)>,
}

/// Records, and the texts under which each is found.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    pub records: Vec<T>,
    pub texts: BTreeMap<String, usize>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { records: Vec::new(), texts: BTreeMap::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a record under its texts; gives back the text that is taken already.
    fn add<'t>(&mut self, texts: impl Iterator<Item = &'t str>, record: T) -> Result<(), &'t str> {
        let at = self.records.len();
        self.records.push(record);
        for text in texts {
            if self.texts.insert(Key::of(text).folded, at).is_some() {
                return Err(text);
            }
        }
        Ok(())
    }
}

/// Reads all tables; rows that point to actors come after those actors.
pub(super) fn load(tables: &Tables<'_>) -> Result<Written, CatalogError> {
    let mut written = Written {
        titles: titles(tables.titles)?,
        modifiers: title_modifiers(tables.title_modifiers)?,
        bodies: bodies(tables.bodies)?,
        ..Written::default()
    };
    written.states(tables.states)?;
    written.organizations(tables.organizations)?;
    written.groups(tables.groups)?;
    written.people(tables.people)?;
    written.regions(tables.regions)?;
    written.us_states(tables.us_states)?;
    written.metonyms(tables.metonyms)?;
    written.blocked(tables.blocked)?;
    written.party_tags(tables.party_tags)?;
    written.cities(tables.cities)?;
    written.check_parents()?;
    Ok(written)
}

impl Written {
    fn states(&mut self, text: &str) -> Result<(), CatalogError> {
        let columns = ["code", "name", "kind", "parent", "aliases", "adjectives", "people", "capitals", "years"];
        for row in read("states.tsv", text, columns)? {
            let [code, name, kind, parent, aliases, adjectives, people, capitals, _] = row.cells;
            if !matches!(kind, "sovereign" | "territory" | "de-facto" | "historical") {
                return Err(row.bad("kind of state", kind));
            }
            let mut state = blank(format!("state:{code}"), Marked::read(name).text, ActorKind::State);
            state.country = filled(code);
            state.sector = filled("GOV");
            state.parent = filled(parent).map(|code| format!("state:{code}").into());
            let at = self.add(&row, state, name, aliases, adjectives)?;
            for noun in list(people) {
                self.name(Some(at), AliasKind::People, Marked::read(noun));
            }
            for capital in list(capitals) {
                self.capital(&row, at, code, capital)?;
            }
        }
        Ok(())
    }

    /// A capital stands for its state and is a place as well; its spellings are split by `/`.
    fn capital<const N: usize>(
        &mut self,
        row: &Row<'_, N>,
        state: u32,
        code: &str,
        capital: &str,
    ) -> Result<(), CatalogError> {
        let (name, others) = capital.split_once('/').unwrap_or((capital, ""));
        let mut place = blank(format!("place:{}", slug(name)), Marked::read(name).text, ActorKind::Place);
        place.country = filled(code);
        let at = self.add(row, place, name, "", "")?;
        self.name(Some(state), AliasKind::Capital, Marked::read(name));
        for other in others.split('/').filter(|other| !other.is_empty()) {
            self.alias(at, Marked::read(other));
            self.name(Some(state), AliasKind::Capital, Marked::read(other));
        }
        Ok(())
    }

    fn organizations(&mut self, text: &str) -> Result<(), CatalogError> {
        let columns = ["id", "name", "aliases", "country", "parent", "sector"];
        for row in read("organizations.tsv", text, columns)? {
            let [id, name, aliases, country, parent, sector] = row.cells;
            let mut body = blank(id.to_owned(), Marked::read(name).text, ActorKind::Organization);
            (body.country, body.sector) = (filled(country), filled(sector));
            body.parent = filled(parent).map(Arc::from);
            self.add(&row, body, name, aliases, "")?;
        }
        Ok(())
    }

    fn groups(&mut self, text: &str) -> Result<(), CatalogError> {
        let columns = ["id", "name", "aliases", "adjectives", "country", "sector"];
        for row in read("groups.tsv", text, columns)? {
            let [id, name, aliases, adjectives, country, sector] = row.cells;
            let mut group = blank(id.to_owned(), Marked::read(name).text, ActorKind::Group);
            (group.country, group.sector) = (filled(country), filled(sector));
            self.add(&row, group, name, aliases, adjectives)?;
        }
        Ok(())
    }

    fn people(&mut self, text: &str) -> Result<(), CatalogError> {
        let columns = ["id", "name", "aliases", "surname", "country", "sector", "offices"];
        for row in read("people.tsv", text, columns)? {
            let [id, name, aliases, surname, country, sector, offices] = row.cells;
            let mut person = blank(id.to_owned(), Marked::read(name).text, ActorKind::Person);
            (person.country, person.sector) = (filled(country), filled(sector));
            person.offices = list(offices).map(|office| read_office(&row, office)).collect::<Result<_, _>>()?;
            person.role = person.offices.first().map(|office| office.role.clone());
            let at = self.add(&row, person, name, aliases, "")?;
            for surname in list(surname) {
                self.name(Some(at), AliasKind::Surname, Marked::read(surname));
            }
        }
        Ok(())
    }

    fn regions(&mut self, text: &str) -> Result<(), CatalogError> {
        for row in read("regions.tsv", text, ["id", "name", "aliases", "country"])? {
            let [id, name, aliases, country] = row.cells;
            let mut place = blank(id.to_owned(), Marked::read(name).text, ActorKind::Place);
            place.country = filled(country);
            self.add(&row, place, name, aliases, "")?;
        }
        Ok(())
    }

    fn us_states(&mut self, text: &str) -> Result<(), CatalogError> {
        for row in read("us-states.tsv", text, ["postal", "name", "short"])? {
            let [postal, name, short] = row.cells;
            let marked = Marked::read(name);
            let mut place = blank(format!("place:{}", slug(name)), Marked::read(name).text, ActorKind::Place);
            place.country = filled("USA");
            let id = place.id.clone();
            self.add(&row, place, name, "", "")?;
            let short = if short.is_empty() { marked.text } else { short };
            self.us_states.push(UsState {
                postal: postal.to_owned(),
                name: marked.text.to_owned(),
                short: short.to_owned(),
                place: id,
            });
        }
        Ok(())
    }

    fn metonyms(&mut self, text: &str) -> Result<(), CatalogError> {
        for row in read("metonyms.tsv", text, ["text", "actor"])? {
            let [texts, id] = row.cells;
            let at = self.known(&row, id)?;
            for text in list(texts) {
                self.name(Some(at), AliasKind::Metonym, Marked::read(text));
            }
        }
        Ok(())
    }

    fn blocked(&mut self, text: &str) -> Result<(), CatalogError> {
        for row in read("blocked.tsv", text, ["name"])? {
            let [name] = row.cells;
            self.name(None, AliasKind::Name, Marked::read(name));
        }
        Ok(())
    }

    fn party_tags(&mut self, text: &str) -> Result<(), CatalogError> {
        for row in read("party-tags.tsv", text, ["tag", "party"])? {
            let [tag, party] = row.cells;
            let party = self.known(&row, party)?;
            self.party_tags.insert(tag.to_owned(), party);
        }
        Ok(())
    }

    fn cities(&mut self, text: &str) -> Result<(), CatalogError> {
        for row in read("cities.tsv", text, ["name", "country"])? {
            let [name, country] = row.cells;
            self.cities.insert(Key::of(name).folded, country.to_owned());
        }
        Ok(())
    }

    fn name(&mut self, actor: Option<u32>, kind: AliasKind, name: Marked<'_>) {
        if let Some((key, entry)) = Entry::new(actor, kind, name) {
            entry.join(self.names.entry(key.folded).or_default());
        }
    }

    fn known<const N: usize>(&self, row: &Row<'_, N>, id: &str) -> Result<u32, CatalogError> {
        let unknown = || CatalogError::UnknownActor { file: row.file.to_owned(), line: row.line, id: id.to_owned() };
        self.by_id.get(id).copied().ok_or_else(unknown)
    }

    /// Adds an actor with its names; `name` and lists still carry their marks.
    fn add<const N: usize>(
        &mut self,
        row: &Row<'_, N>,
        actor: CatalogActor,
        name: &str,
        aliases: &str,
        adjectives: &str,
    ) -> Result<u32, CatalogError> {
        let at = self.actors.len() as u32;
        let id = actor.id.clone();
        if id.rsplit(':').next().is_none_or(str::is_empty) || !id.starts_with(prefix(actor.kind)) {
            return Err(row.bad("id", &id));
        }
        if self.by_id.insert(id.clone(), at).is_some() {
            let (file, line) = (row.file.to_owned(), row.line);
            return Err(CatalogError::Duplicate { file, line, id: id.to_string() });
        }
        self.parents.extend(actor.parent.clone().map(|parent| (row.file, row.line, parent)));
        self.actors.push(actor);
        let name = Marked::read(name);
        self.name(Some(at), kind_of(name.text), name);
        for alias in list(aliases) {
            self.alias(at, Marked::read(alias));
        }
        for adjective in list(adjectives).map(Marked::read) {
            self.name(Some(at), AliasKind::Adjective, adjective);
            if let Some(actor) = self.actors.get_mut(at as usize) {
                actor.adjectives.push(adjective.text.to_owned());
            }
        }
        Ok(at)
    }

    fn alias(&mut self, at: u32, alias: Marked<'_>) {
        self.name(Some(at), kind_of(alias.text), alias);
        if let Some(actor) = self.actors.get_mut(at as usize) {
            actor.aliases.push(alias.text.to_owned());
        }
    }

    fn check_parents(&self) -> Result<(), CatalogError> {
        match self.parents.iter().find(|(_, _, id)| !self.by_id.contains_key(id)) {
            Some((file, line, id)) => {
                Err(CatalogError::UnknownActor { file: (*file).to_owned(), line: *line, id: id.to_string() })
            }
            None => Ok(()),
        }
    }
}

fn slug(name: &str) -> String {
    Key::of(Marked::read(name).text).folded.replace(' ', "-")
}

/// Reads "Secretary of State 2013-2017".
pub(super) fn read_office<const N: usize>(row: &Row<'_, N>, text: &str) -> Result<Office, CatalogError> {
    crate::actors::catalog::user::office(text).ok_or_else(|| row.bad("office with years", text))
}

fn titles(text: &str) -> Result<Phrases<TitleRecord>, CatalogError> {
    let mut titles = Phrases::default();
    for row in read("titles.tsv", text, ["text", "tie", "sector", "address", "alone", "gender"])? {
        let [texts, tie, sector, address, alone, gender] = row.cells;
        if !matches!(tie, "" | "leads" | "represents" | "member-of") {
            return Err(row.bad("tie of a title", tie));
        }
        let gender = match gender {
            "" => None,
            "m" => Some(Gender::Male),
            "f" => Some(Gender::Female),
            _ => return Err(row.bad("gender", gender)),
        };
        let record = TitleRecord {
            text: list(texts).next().unwrap_or_default().to_owned(),
            tie: filled(tie),
            sector: filled(sector),
            address: row.flag(address)?,
            alone: row.flag(alone)?,
            gender,
        };
        titles.add(list(texts), record).map_err(|text| duplicate(&row, text))?;
    }
    Ok(titles)
}

fn title_modifiers(text: &str) -> Result<Phrases<TitleModifier>, CatalogError> {
    let mut modifiers = Phrases::default();
    for row in read("title-modifiers.tsv", text, ["text", "sense"])? {
        let [texts, sense] = row.cells;
        let sense = match sense {
            "past" => TitleModifier::Past,
            "coming" => TitleModifier::Coming,
            "deputy" => TitleModifier::Deputy,
            "same" => TitleModifier::Same,
            _ => return Err(row.bad("sense of a title's modifier", sense)),
        };
        modifiers.add(list(texts), sense).map_err(|text| duplicate(&row, text))?;
    }
    Ok(modifiers)
}

fn bodies(text: &str) -> Result<BTreeMap<String, BodyRecord>, CatalogError> {
    let mut bodies = BTreeMap::new();
    for row in read("bodies.tsv", text, ["lemma", "sense", "sector"])? {
        let [lemma, sense, sector] = row.cells;
        let sense = match sense {
            "state" => BodySense::State,
            "organization" => BodySense::Organization,
            "group" => BodySense::Group,
            "nobody" => BodySense::Nobody,
            _ => return Err(row.bad("sense of a body", sense)),
        };
        let record = BodyRecord { lemma: lemma.to_owned(), sense, sector: filled(sector) };
        if bodies.insert(Key::of(lemma).folded, record).is_some() {
            return Err(duplicate(&row, lemma));
        }
    }
    Ok(bodies)
}

fn duplicate<const N: usize>(row: &Row<'_, N>, id: &str) -> CatalogError {
    CatalogError::Duplicate { file: row.file.to_owned(), line: row.line, id: id.to_owned() }
}
