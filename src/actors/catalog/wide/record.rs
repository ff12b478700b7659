//! One actor of the wide tables, as it lies in the asset.
//!
//! Layout: kind, country, sector (varints; the last two are words, 0 for none), Wikidata number (varint, 0 for none), id (text,
//! empty where the name makes it), name (text), number of aliases, aliases (texts), number of offices, offices: role (word),
//! first year since 1800, 0 where it goes on or 1 + years to the last (varints).

use super::format::Reader;
use crate::actors::catalog::{CatalogActor, Office};
use crate::actors::{ActorKind, ids};

/// Kinds by their number in the asset.
pub(super) const KINDS: [ActorKind; 3] = [ActorKind::Person, ActorKind::Organization, ActorKind::Group];

pub(super) const FIRST_YEAR: i16 = 1800;

/// Reads a record; `word` gives the words of the asset by number.
pub(super) fn read<'b>(bytes: &'b [u8], word: impl Fn(usize) -> Option<&'b str>) -> Option<CatalogActor> {
    let mut reader = Reader { rest: bytes };
    let kind = *KINDS.get(reader.varint()?)?;
    let mut optional = || -> Option<Option<String>> {
        match reader.varint()? {
            0 => Some(None),
            at => Some(Some(word(at - 1)?.to_owned())),
        }
    };
    let (country, sector) = (optional()?, optional()?);
    let wikidata = Some(reader.varint()?).filter(|number| *number > 0).map(|number| format!("Q{number}"));
    let (id, name) = (reader.text()?, reader.text()?);
    let aliases = (0..reader.varint()?).map(|_| Some(reader.text()?.to_owned())).collect::<Option<Vec<_>>>()?;
    let offices = (0..reader.varint()?).map(|_| office(&mut reader, &word)).collect::<Option<Vec<_>>>()?;
    Some(CatalogActor {
        id: if id.is_empty() { id_of(kind, name) } else { id.to_owned() }.into(),
        name: name.to_owned(),
        kind,
        aliases,
        adjectives: Vec::new(),
        country,
        sector,
        role: offices.first().map(|office| office.role.clone()),
        parent: None,
        offices,
        wikidata,
    })
}

fn office<'b>(reader: &mut Reader<'b>, word: impl Fn(usize) -> Option<&'b str>) -> Option<Office> {
    let role = word(reader.varint()?)?.to_owned();
    let from = FIRST_YEAR.checked_add(i16::try_from(reader.varint()?).ok()?)?;
    let to = match reader.varint()? {
        0 => None,
        more => Some(from.checked_add(i16::try_from(more - 1).ok()?)?),
    };
    Some(Office { role, from, to })
}

/// The id that a name makes: the one that an actor has whom only a text knows.
pub(super) fn id_of(kind: ActorKind, name: &str) -> String {
    ids::id(kind, &ids::slug(name))
}
