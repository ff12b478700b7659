//! Reads entities of FollowTheMoney.
//!
//! Reads: JSON, an entity a line or all in one list: `{"schema": "Person", "properties": {"name": [..], "country": [..]}}`. Gives: a
//! row for each person, organization, public body, company. Does not: read other schemata (they are passed over), nor follow
//! references from one entity to another.

use serde::Deserialize;

use super::codes::Codes;
use super::record::ActorRow;
use super::{ActorFile, Fault};
use crate::actors::catalog::Catalog;

/// The parts of an entity that say who it is.
#[derive(Debug, Deserialize)]
struct Entity {
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
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let text = file.text.trim_start_matches('\u{feff}');
    let is_list = text.trim_start().starts_with('[');
    let mut rest = if is_list { text.trim_start().get(1..).unwrap_or_default() } else { text };
    let mut line = 1 + lines(text.get(..text.len() - rest.len()).unwrap_or_default());
    loop {
        let entity = rest.trim_start_matches(|c: char| c.is_whitespace() || is_list && c == ',');
        line += lines(rest.get(..rest.len() - entity.len()).unwrap_or_default());
        if entity.is_empty() || is_list && entity.starts_with(']') {
            if is_list && entity.is_empty() {
                faults.push(Fault::new(file, line, "", "the list has no end").hint(SHAPE));
            }
            return (rows, faults);
        }
        let mut stream = serde_json::Deserializer::from_str(entity).into_iter::<serde::de::IgnoredAny>();
        let read = stream.next();
        let end = match read {
            Some(Err(error)) => {
                let at = if error.is_eof() { line } else { line + error.line().saturating_sub(1) };
                faults.push(Fault::new(file, at, "", plain(&error)).hint(SHAPE));
                // Behind a broken line the next may be whole; nothing in a list is.
                if is_list {
                    return (rows, faults);
                }
                entity.find('\n').unwrap_or(entity.len())
            }
            _ => {
                let end = stream.byte_offset();
                take(file, line, entity.get(..end).unwrap_or_default(), catalog, &mut rows, &mut faults);
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

fn take(
    file: &ActorFile,
    line: usize,
    text: &str,
    catalog: &Catalog,
    rows: &mut Vec<ActorRow>,
    faults: &mut Vec<Fault>,
) {
    let entity: Entity = match serde_json::from_str(text) {
        Ok(entity) => entity,
        Err(error) => {
            let line = line + error.line().saturating_sub(1);
            return faults.push(Fault::new(file, line, "", plain(&error)).hint(SHAPE));
        }
    };
    let Some(sense) = Codes::builtin().schema(&entity.schema) else { return };
    let properties = entity.properties;
    let mut names = properties.name.0.into_iter();
    let Some(name) = names.next() else {
        return faults.push(Fault::new(file, line, "name", "an entity without a name").hint(SHAPE));
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
    row.country = codes.find_map(|code| Codes::builtin().country(code, catalog));
    row.role = properties.position.0.into_iter().next();
    row.wikidata = properties.wikidata_id.0.into_iter().next();
    rows.push(row);
}
