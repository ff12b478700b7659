//! Reads the fields of one row of an actor file.
//!
//! Reads: named cells. Gives: a record, or every fault of the row with its field. Does not: know the catalog.

use super::read::{Cell, Row, Value};
use super::{ActorFile, Fault};
use crate::actors::ActorKind;
use crate::actors::catalog::Office;
use crate::text::nearest;

const FIELDS: [&str; 12] = [
    "id",
    "name",
    "kind",
    "aliases",
    "adjectives",
    "surnames",
    "country",
    "sector",
    "parent",
    "offices",
    "wikidata",
    "block",
];

/// What a row says of an actor; nothing is required but an id or a name, or names to block.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Record {
    pub line: usize,
    pub id: Option<String>,
    pub name: Option<String>,
    pub kind: Option<ActorKind>,
    pub aliases: Vec<String>,
    pub adjectives: Vec<String>,
    pub surnames: Vec<String>,
    pub country: Option<String>,
    pub sector: Option<String>,
    pub parent: Option<String>,
    pub offices: Vec<Office>,
    pub wikidata: Option<String>,
    pub block: Vec<String>,
}

pub(super) fn record(file: &ActorFile, row: Row) -> Result<Record, Vec<Fault>> {
    let mut record = Record { line: row.line, ..Record::default() };
    let mut faults = Vec::new();
    for cell in row.cells {
        if let Err(fault) = record.take(file, cell) {
            faults.push(fault);
        }
    }
    if faults.is_empty() && record.id.is_none() && record.name.is_none() && record.block.is_empty() {
        let fault = Fault::new(file, row.line, "", "neither `id` nor `name`");
        faults.push(fault.hint("a row adds an actor by `name` and `kind`, or patches one by `id`"));
    }
    if faults.is_empty() { Ok(record) } else { Err(faults) }
}

impl Record {
    fn take(&mut self, file: &ActorFile, cell: Cell) -> Result<(), Fault> {
        let place = |message: String| Fault::new(file, cell.line, &cell.field, message);
        let text = || match &cell.value {
            Value::Text(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
            Value::Text(_) => Err(place("empty text".into()).hint("leave the field out")),
            Value::List(_) => Err(place("a list where one text belongs".into())),
            Value::Other(what) => Err(place(format!("`{what}` where a text belongs")).hint("put it in quotes")),
        };
        let list = || match &cell.value {
            Value::Text(text) => Ok(super::super::table::list(text).map(str::to_owned).collect::<Vec<_>>()),
            Value::List(list) => Ok(list.clone()),
            Value::Other(what) => Err(place(format!("`{what}` where a list of texts belongs"))),
        };
        match cell.field.as_str() {
            "id" => self.id = Some(text()?),
            "name" => self.name = Some(text()?),
            "kind" => {
                let name = text()?;
                let kind = KINDS.into_iter().find(|kind| kind.as_str() == name);
                let hint = "kinds: person, state, organization, group, place";
                self.kind = Some(kind.ok_or_else(|| place(format!("no kind of actor `{name}`")).hint(hint))?);
            }
            "aliases" => self.aliases = list()?,
            "adjectives" => self.adjectives = list()?,
            "surnames" => self.surnames = list()?,
            "country" => self.country = Some(text()?),
            "sector" => self.sector = Some(text()?),
            "parent" => self.parent = Some(text()?),
            "wikidata" => self.wikidata = Some(text()?),
            "block" => self.block = list()?,
            "offices" => {
                let read = |text: &String| {
                    office(text).ok_or_else(|| {
                        let hint = "write the years behind it: `Secretary of State 2013-2017`, `Prime Minister 2024-`";
                        place(format!("`{text}` is no office with years")).hint(hint)
                    })
                };
                self.offices = list()?.iter().map(read).collect::<Result<_, _>>()?;
            }
            other => {
                let hint = match nearest(other, FIELDS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("fields: {}", FIELDS.join(", ")),
                };
                return Err(place(format!("no field `{other}`")).hint(hint));
            }
        }
        Ok(())
    }
}

const KINDS: [ActorKind; 5] =
    [ActorKind::Person, ActorKind::State, ActorKind::Organization, ActorKind::Group, ActorKind::Place];

/// The kind that an id's prefix tells.
pub(super) fn kind_of_id(id: &str) -> Option<ActorKind> {
    KINDS
        .into_iter()
        .find(|kind| id.strip_prefix(super::super::records::prefix(*kind)).is_some_and(|rest| !rest.is_empty()))
}

/// Reads "Secretary of State 2013-2017".
pub(in crate::actors::catalog) fn office(text: &str) -> Option<Office> {
    let (role, years) = text.rsplit_once(' ')?;
    let (from, to) = years.split_once('-')?;
    let year = |text: &str| text.parse::<i16>().ok().filter(|year| (1800..=2100).contains(year));
    let to = if to.is_empty() { None } else { Some(year(to)?) };
    Some(Office { role: role.to_owned(), from: year(from)?, to })
}
