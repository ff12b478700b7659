//! Reads the wide tables.
//!
//! Reads: the texts of `data/actors/wide/*.tsv`. Gives: actors, and the names and ids under which they are found.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Tables;
use super::load::read_office;
use crate::actors::ActorKind;
use crate::actors::catalog::asset::record::id_of;
use crate::actors::catalog::names::Key;
use crate::actors::catalog::records::blank;
use crate::actors::catalog::table::{Row, filled, list, read};
use crate::actors::catalog::{CatalogActor, CatalogError};

/// What the wide tables say.
#[derive(Debug, Default)]
pub(super) struct Wide {
    pub actors: Vec<CatalogActor>,
    /// Actors by folded name, or by id where no name makes it.
    pub bearers: BTreeMap<String, BTreeSet<usize>>,
    ids: HashSet<String>,
}

/// Reads the wide tables.
pub(super) fn load(tables: &Tables<'_>) -> Result<Wide, CatalogError> {
    let mut wide = Wide::default();
    let columns = ["id", "name", "aliases", "country", "sector", "offices", "wikidata"];
    for row in read("wide/office-holders.tsv", tables.wide_people, columns)? {
        wide.add(&row, ActorKind::Person, row.cells)?;
    }
    for (file, text, kind) in [
        ("wide/parties.tsv", tables.wide_parties, ActorKind::Organization),
        ("wide/armed-groups.tsv", tables.wide_armed_groups, ActorKind::Group),
        ("wide/organizations.tsv", tables.wide_organizations, ActorKind::Organization),
    ] {
        for row in read(file, text, ["id", "name", "aliases", "country", "sector", "wikidata"])? {
            let [id, name, aliases, country, sector, wikidata] = row.cells;
            wide.add(&row, kind, [id, name, aliases, country, sector, "", wikidata])?;
        }
    }
    Ok(wide)
}

impl Wide {
    fn add<const N: usize>(
        &mut self,
        row: &Row<'_, N>,
        kind: ActorKind,
        [id, name, aliases, country, sector, offices, wikidata]: [&str; 7],
    ) -> Result<(), CatalogError> {
        let id = if id.is_empty() { id_of(kind, name) } else { id.to_owned() };
        if !self.ids.insert(id.clone()) {
            return Err(CatalogError::Duplicate { file: row.file.to_owned(), line: row.line, id });
        }
        if !wikidata.is_empty() && wikidata.strip_prefix('Q').is_none_or(|number| number.parse::<u32>().is_err()) {
            return Err(row.bad("Wikidata id", wikidata));
        }
        let at = self.actors.len();
        let mut actor = blank(id, name, kind);
        actor.aliases = list(aliases).map(str::to_owned).collect();
        (actor.country, actor.sector, actor.wikidata) = (filled(country), filled(sector), filled(wikidata));
        actor.offices = list(offices).map(|office| read_office(row, office)).collect::<Result<_, _>>()?;
        actor.role = actor.offices.first().map(|office| office.role.clone());
        for name in actor.aliases.iter().chain([&actor.name]) {
            self.bearers.entry(Key::of(name).folded).or_default().insert(at);
        }
        let by_name = actor.id.split_once(':').map(|(_, slug)| slug.replace('-', " ")).unwrap_or_default();
        if self.bearers.get(&by_name).is_none_or(|bearers| !bearers.contains(&at)) {
            self.bearers.entry(actor.id.to_string()).or_default().insert(at);
        }
        self.actors.push(actor);
        Ok(())
    }
}
