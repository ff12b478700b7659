//! Reads the fields of one row of an actor file.
//!
//! Reads: named cells. Gives: a record, or every fault of the row with its field. Does not: know the catalog.

use std::collections::BTreeMap;

use super::read::{Cell, Row, Value};
use super::{ActorFile, Fault};
use crate::actors::ActorKind;
use crate::actors::catalog::Office;
use crate::text::nearest;

pub(super) const FIELDS: [&str; 14] = [
    "id",
    "name",
    "kind",
    "aliases",
    "adjectives",
    "surnames",
    "country",
    "sector",
    "parent",
    "role",
    "offices",
    "wikidata",
    "block",
    "note",
];

/// One row of an actor file: what it says of an actor. Nothing is required but an id, or a name with its kind, or names to
/// block. Names may carry marks: `?` weak, `=` exact case, `~` any case.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ActorRow {
    /// Line in its file, from 1.
    pub line: usize,
    /// Lines of the fields, where they have lines of their own.
    pub(super) lines: BTreeMap<String, usize>,
    /// Id of the actor that it patches, or adds.
    pub id: Option<String>,
    /// The fullest usual name.
    pub name: Option<String>,
    /// What sort of thing it is.
    pub kind: Option<ActorKind>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Adjectives.
    pub adjectives: Vec<String>,
    /// Last names that stand alone; always weak.
    pub surnames: Vec<String>,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Id of the actor of which it is a part.
    pub parent: Option<String>,
    /// What a person is, where no office with years tells.
    pub role: Option<String>,
    /// Offices of a person, the best known first.
    pub offices: Vec<Office>,
    /// Number in Wikidata.
    pub wikidata: Option<String>,
    /// Names that it takes away: from the actor, or from everybody where the row has none.
    pub block: Vec<String>,
    /// For people who read the file.
    pub note: Option<String>,
}

pub(super) fn record(file: &ActorFile, row: Row) -> Result<ActorRow, Vec<Fault>> {
    let mut record = ActorRow { line: row.line, ..ActorRow::default() };
    let mut faults = Vec::new();
    for cell in row.cells {
        record.lines.insert(cell.field.clone(), cell.line);
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

impl ActorRow {
    /// The line of a field; that of the row where the field is not given.
    pub fn line_of(&self, field: &str) -> usize {
        self.lines.get(field).copied().unwrap_or(self.line)
    }

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
            "role" => self.role = Some(text()?),
            "note" => self.note = Some(text()?),
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
