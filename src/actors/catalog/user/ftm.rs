//! Reads entities of FollowTheMoney.
//!
//! Reads: JSON, an entity a line or all in one list: `{"schema": "Person", "properties": {"name": [..], "country": [..]}}`. Gives: a
//! row for each person, organization, public body, company, with the offices that an `Occupancy` with years gives a person in
//! a `Position`. Does not: read other schemata (they are passed over).

use std::collections::HashMap;

use serde::Deserialize;

use super::codes::Codes;
use super::record::ActorRow;
use super::{ActorFile, Fault};
use crate::actors::catalog::{Catalog, Office};

/// The parts of an entity that say who it is.
#[derive(Debug, Deserialize)]
struct Entity {
    #[serde(default)]
    id: String,
    schema: String,
    #[serde(default)]
    properties: Properties,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Properties {
    name: Texts,
    alias: Texts,
    previous_name: Texts,
    abbreviation: Texts,
    weak_alias: Texts,
    country: Texts,
    nationality: Texts,
    citizenship: Texts,
    jurisdiction: Texts,
    position: Texts,
    wikidata_id: Texts,
    holder: Texts,
    post: Texts,
    start_date: Texts,
    end_date: Texts,
}

/// One text or several.
#[derive(Debug, Default)]
struct Texts(Vec<String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a text or a list of texts")]
        enum Form {
            One(String),
            Several(Vec<String>),
        }
        let texts = match Form::deserialize(deserializer)? {
            Form::One(text) => vec![text],
            Form::Several(texts) => texts,
        };
        let flat = |text: &String| text.replace('|', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Texts(texts.iter().map(flat).filter(|text| !text.is_empty()).collect()))
    }
}

/// Whether the first line of a file is an entity.
pub(super) fn is_entity(line: &str) -> bool {
    serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line)
        .is_ok_and(|object| object.contains_key("schema") && !object.contains_key("kind"))
}

pub(super) fn read(file: &ActorFile, catalog: &Catalog) -> (Vec<ActorRow>, Vec<Fault>) {
    let mut list = List::of(file, catalog);
    let text = file.text.trim_start_matches('\u{feff}');
    let is_list = text.trim_start().starts_with('[');
    let mut rest = if is_list { text.trim_start().get(1..).unwrap_or_default() } else { text };
    let mut line = 1 + lines(text.get(..text.len() - rest.len()).unwrap_or_default());
    loop {
        let entity = rest.trim_start_matches(|c: char| c.is_whitespace() || is_list && c == ',');
        line += lines(rest.get(..rest.len() - entity.len()).unwrap_or_default());
        if entity.is_empty() || is_list && entity.starts_with(']') {
            if is_list && entity.is_empty() {
                list.faults.push(Fault::new(file, line, "", "the list has no end").hint(SHAPE));
            }
            return list.finish();
        }
        let mut stream = serde_json::Deserializer::from_str(entity).into_iter::<serde::de::IgnoredAny>();
        let read = stream.next();
        let end = match read {
            Some(Err(error)) => {
                let at = if error.is_eof() { line } else { line + error.line().saturating_sub(1) };
                list.faults.push(Fault::new(file, at, "", plain(&error)).hint(SHAPE));
                // Behind a broken line the next may be whole; nothing in a list is.
                if is_list {
                    return list.finish();
                }
                entity.find('\n').unwrap_or(entity.len())
            }
            _ => {
                let end = stream.byte_offset();
                list.take(line, entity.get(..end).unwrap_or_default());
                end
            }
        };
        line += lines(entity.get(..end).unwrap_or_default());
        rest = entity.get(end..).unwrap_or_default();
    }
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

const SHAPE: &str =
    "an entity is {\"schema\": \"Person\", \"properties\": {\"name\": [\"...\"]}}; one a line, or all in one list";

fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}

/// What was read of a list so far.
struct List<'f> {
    file: &'f ActorFile,
    catalog: &'f Catalog,
    rows: Vec<ActorRow>,
    faults: Vec<Fault>,
    /// Rows by the ids of their entities.
    by_id: HashMap<String, usize>,
    /// Names of positions by their ids.
    posts: HashMap<String, String>,
    /// Who held which position, by ids, with the years.
    held: Vec<(String, String, i16, Option<i16>)>,
}

impl<'f> List<'f> {
    fn of(file: &'f ActorFile, catalog: &'f Catalog) -> Self {
        let (rows, faults, held) = (Vec::new(), Vec::new(), Vec::new());
        List { file, catalog, rows, faults, by_id: HashMap::new(), posts: HashMap::new(), held }
    }

    fn take(&mut self, line: usize, text: &str) {
        let Entity { id, schema, properties } = match serde_json::from_str(text) {
            Ok(entity) => entity,
            Err(error) => {
                let line = line + error.line().saturating_sub(1);
                return self.faults.push(Fault::new(self.file, line, "", plain(&error)).hint(SHAPE));
            }
        };
        let sense = match (Codes::builtin().schema(&schema), schema.as_str()) {
            (Some(sense), _) => sense,
            (None, "Position") => {
                self.posts.extend(properties.name.0.into_iter().next().map(|name| (id, name)));
                return;
            }
            (None, "Occupancy") => return self.held.extend(properties.held()),
            _ => return,
        };
        let mut names = properties.name.0.into_iter();
        let Some(name) = names.next() else {
            return self.faults.push(Fault::new(self.file, line, "name", "an entity without a name").hint(SHAPE));
        };
        let mut row = ActorRow { line, ..ActorRow::default() };
        row.kind = Some(sense.kind);
        row.sector.clone_from(&sense.sector);
        let strong = names.chain(properties.alias.0).chain(properties.previous_name.0).chain(properties.abbreviation.0);
        for alias in strong {
            if alias != name && !row.aliases.contains(&alias) {
                row.aliases.push(alias);
            }
        }
        row.aliases.extend(properties.weak_alias.0.iter().map(|alias| format!("?{alias}")));
        row.name = Some(name);
        let codes = [properties.country, properties.nationality, properties.citizenship, properties.jurisdiction];
        let mut codes = codes.iter().flat_map(|texts| &texts.0);
        row.country = codes.find_map(|code| Codes::builtin().country(code, self.catalog));
        row.role = properties.position.0.into_iter().next();
        row.wikidata = properties.wikidata_id.0.into_iter().next();
        self.by_id.insert(id, self.rows.len());
        self.rows.push(row);
    }

    /// Gives persons the offices that they held, the last one first.
    fn finish(mut self) -> (Vec<ActorRow>, Vec<Fault>) {
        self.held.sort_by_key(|(_, _, from, _)| std::cmp::Reverse(*from));
        for (holder, post, from, to) in self.held {
            let row = self.by_id.get(&holder).and_then(|&at| self.rows.get_mut(at));
            if let (Some(row), Some(role)) = (row, self.posts.get(&post)) {
                row.offices.push(Office { role: role.clone(), from, to });
            }
        }
        (self.rows, self.faults)
    }
}

impl Properties {
    /// Who held which position in which years, where all of it is told.
    fn held(self) -> Option<(String, String, i16, Option<i16>)> {
        let first = |texts: Texts| texts.0.into_iter().next();
        let year =
            |texts: Texts| first(texts)?.get(..4)?.parse::<i16>().ok().filter(|year| (1800..=2100).contains(year));
        let (from, to) = (year(self.start_date)?, year(self.end_date));
        Some((first(self.holder)?, first(self.post)?, from, to.filter(|to| *to >= from)))
    }
}
