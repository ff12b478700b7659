//! Actors, titles and bodies as they lie in the asset.
//!
//! Numbers are varints; a text stands behind its length; an optional word is 0, or 1 + its number.
//! - Actor: kind, + 5 where it has adjectives or a parent; country, sector (optional words); Wikidata number, 0 for none; id
//!   (text, empty where the name makes it); name (text); number of aliases, aliases (texts); number of offices, offices: role
//!   (word), first year since 1800, 0 where it goes on or 1 + years to the last. With 5: number of adjectives, adjectives
//!   (texts), parent (optional word).
//! - Title: text, tie, sector (optional words), 1 where it stands before a name + 2 where it stands alone, gender (0 for none).
//! - Body: lemma (text), sense, sector (optional word).

use super::{Reader, Record, Words};
use crate::actors::catalog::{BodyRecord, BodySense, CatalogActor, Gender, Office, TitleModifier, TitleRecord};
use crate::actors::{ActorKind, ids};

/// Kinds by their number in the asset.
pub(in crate::actors::catalog) const KINDS: [ActorKind; 5] =
    [ActorKind::Person, ActorKind::Organization, ActorKind::Group, ActorKind::State, ActorKind::Place];

/// Genders by their number in the asset.
pub(in crate::actors::catalog) const GENDERS: [Option<Gender>; 3] = [None, Some(Gender::Male), Some(Gender::Female)];

/// Senses of bodies by their number in the asset.
pub(in crate::actors::catalog) const SENSES: [BodySense; 4] =
    [BodySense::State, BodySense::Organization, BodySense::Group, BodySense::Nobody];

/// Senses of words before titles by their number in the asset.
pub(in crate::actors::catalog) const MODIFIERS: [TitleModifier; 4] =
    [TitleModifier::Past, TitleModifier::Coming, TitleModifier::Deputy, TitleModifier::Same];

pub(in crate::actors::catalog) const FIRST_YEAR: i16 = 1800;

impl Record for CatalogActor {
    fn read(reader: &mut Reader<'_>, words: Words) -> Option<Self> {
        let (kind, has_more) = match reader.varint()? {
            kind if kind < KINDS.len() => (kind, false),
            kind => (kind - KINDS.len(), true),
        };
        let kind = *KINDS.get(kind)?;
        let (country, sector) = (optional(reader, words)?, optional(reader, words)?);
        let wikidata = Some(reader.varint()?).filter(|number| *number > 0).map(|number| format!("Q{number}"));
        let (id, name) = (reader.text()?, reader.text()?);
        let aliases = texts(reader)?;
        let offices = (0..reader.varint()?).map(|_| office(reader, words)).collect::<Option<Vec<_>>>()?;
        let (adjectives, parent) =
            if has_more { (texts(reader)?, optional(reader, words)?) } else { Default::default() };
        Some(CatalogActor {
            id: if id.is_empty() { id_of(kind, name) } else { id.to_owned() }.into(),
            name: name.to_owned(),
            kind,
            aliases,
            adjectives,
            country,
            sector,
            role: offices.first().map(|office| office.role.clone()),
            parent: parent.map(Into::into),
            offices,
            wikidata,
        })
    }
}

impl Record for TitleRecord {
    fn read(reader: &mut Reader<'_>, words: Words) -> Option<Self> {
        let text = reader.text()?.to_owned();
        let (tie, sector) = (optional(reader, words)?, optional(reader, words)?);
        let uses = reader.varint()?;
        let gender = *GENDERS.get(reader.varint()?)?;
        Some(TitleRecord { text, tie, sector, address: uses & 1 != 0, alone: uses & 2 != 0, gender })
    }
}

impl Record for BodyRecord {
    fn read(reader: &mut Reader<'_>, words: Words) -> Option<Self> {
        let lemma = reader.text()?.to_owned();
        let sense = *SENSES.get(reader.varint()?)?;
        Some(BodyRecord { lemma, sense, sector: optional(reader, words)? })
    }
}

fn optional(reader: &mut Reader<'_>, words: Words) -> Option<Option<String>> {
    match reader.varint()? {
        0 => Some(None),
        at => Some(Some(words.get(at - 1)?.to_owned())),
    }
}

fn texts(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    (0..reader.varint()?).map(|_| Some(reader.text()?.to_owned())).collect()
}

fn office(reader: &mut Reader<'_>, words: Words) -> Option<Office> {
    let role = words.get(reader.varint()?)?.to_owned();
    let from = FIRST_YEAR.checked_add(i16::try_from(reader.varint()?).ok()?)?;
    let to = match reader.varint()? {
        0 => None,
        more => Some(from.checked_add(i16::try_from(more - 1).ok()?)?),
    };
    Some(Office { role, from, to })
}

/// The id that a name makes: the one that an actor has whom only a text knows.
pub(in crate::actors::catalog) fn id_of(kind: ActorKind, name: &str) -> String {
    ids::id(kind, &ids::slug(name))
}
