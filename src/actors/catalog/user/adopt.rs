//! Fits rows of other people's lists into the catalog.
//!
//! Reads: rows as a dictionary gives them. Gives: rows that patch the actors whom the catalog knows already and add the others.
//! How: who bears the name, is of that kind and of no other state is the same; a name that is somebody else's stays theirs,
//! since lists of others name cities, titles and nicknames under their states. Does not: change the catalog.

use std::collections::{HashMap, HashSet};

use super::record::{ActorRow, kind_of_id};
use super::{ActorFile, Fault};
use crate::actors::catalog::index::Marked;
use crate::actors::catalog::names::Key;
use crate::actors::catalog::{AliasKind, Catalog, CatalogActor, Posting};
use crate::actors::{ActorKind, ids};

/// What became of the rows of some lists.
#[derive(Debug, Default)]
pub(super) struct Adopted<'f> {
    /// Rows to add or to patch by, with their files.
    pub rows: Vec<(&'f ActorFile, ActorRow)>,
    /// Names that stay others'.
    pub collisions: Vec<Fault>,
    /// Rows that say nothing new.
    pub known: usize,
    /// Place in `rows` of each id.
    by_id: HashMap<String, usize>,
    /// Folded names that the rows give.
    given: HashSet<String>,
}

impl<'f> Adopted<'f> {
    pub fn take(&mut self, catalog: &Catalog, file: &'f ActorFile, mut row: ActorRow) {
        let Some(name) = row.name.clone() else { return };
        let Some(kind) = row.kind.or_else(|| row.id.as_deref().and_then(kind_of_id)) else { return };
        let known = match row.id.as_deref().and_then(|id| catalog.actor(id)) {
            Some(actor) => Some(actor),
            None => same(catalog, &name, kind, row.country.as_deref()),
        };
        let id = match known {
            Some(actor) => actor.id.to_string(),
            None => self.new_id(catalog, &name, kind, row.country.as_deref()),
        };
        if known.is_none()
            && !self.by_id.contains_key(&id)
            && let Some(owner) = owner(catalog, &name, None)
        {
            let message = format!("`{name}` stays the name of `{owner}`: the row is left out");
            return self.collisions.push(Fault::new(file, row.line, "", message));
        }
        let mut names: Vec<String> = std::iter::once(name.clone()).chain(std::mem::take(&mut row.aliases)).collect();
        if known.is_none() && !self.by_id.contains_key(&id) {
            names.remove(0);
            self.given.insert(Key::of(&name).folded);
        } else {
            row.name = None;
        }
        if kind == ActorKind::Person {
            // A single word is how a person is called, and others may be called so too.
            let (full, single): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| name.contains(' '));
            let is_known = |name: &String| {
                let readings = catalog.lookup(Marked::read(name).text);
                readings.iter().any(|found| *found.actor.id == *id)
            };
            row.surnames.extend(single.into_iter().filter(|name| !is_known(name)));
            names = full;
        }
        row.aliases = self.free(catalog, file, row.line, &id, names);
        row.kind = None;
        if let Some(actor) = known {
            keep_what_is_new(&mut row, actor);
        }
        row.id = Some(id.clone());
        match self.by_id.get(&id).and_then(|&at| self.rows.get_mut(at)) {
            Some((_, before)) => {
                before.aliases.append(&mut row.aliases);
                before.surnames.append(&mut row.surnames);
                before.country = before.country.take().or(row.country);
                before.sector = before.sector.take().or(row.sector);
            }
            None if known.is_some() && says_nothing(&row) => self.known += 1,
            None => {
                self.by_id.insert(id, self.rows.len());
                self.rows.push((file, row));
            }
        }
    }

    /// The names of a row that are nobody's yet.
    fn free(&mut self, catalog: &Catalog, file: &ActorFile, line: usize, id: &str, names: Vec<String>) -> Vec<String> {
        let mut free = Vec::new();
        for name in names {
            let text = Marked::read(&name).text.to_owned();
            let key = Key::of(&text);
            if key.units == 0 || bearers(catalog, &text).iter().any(|found| *found.actor.id == *id) {
                continue;
            }
            if let Some(owner) = owner(catalog, &text, Some(id)) {
                let message = format!("`{text}` stays the name of `{owner}`");
                self.collisions.push(Fault::new(file, line, "", message));
            } else if self.given.insert(key.folded) {
                free.push(name);
            }
        }
        free
    }

    /// The id that kind and name make; with the state, or a number, where it is taken.
    fn new_id(&self, catalog: &Catalog, name: &str, kind: ActorKind, country: Option<&str>) -> String {
        let plain = ids::id(kind, &ids::slug(Marked::read(name).text));
        let is_free = |id: &String| match self.by_id.get(id).and_then(|&at| self.rows.get(at)) {
            Some((_, before)) => before.country.is_none() || country.is_none() || before.country.as_deref() == country,
            None => catalog.actor(id).is_none(),
        };
        let with_state = country.map(|code| format!("{plain}-{}", code.to_lowercase()));
        let numbered = (2..).map(|number| format!("{plain}-{number}"));
        std::iter::once(plain.clone()).chain(with_state).chain(numbered).find(is_free).unwrap_or(plain)
    }
}

/// Everybody who bears a whole name, surnames and capitals aside.
fn bearers<'c>(catalog: &'c Catalog, name: &str) -> Vec<Posting<'c>> {
    let mut found = catalog.lookup(name);
    found.retain(|posting| !matches!(posting.kind, AliasKind::Surname | AliasKind::Capital));
    found.extend(catalog.lookup_wide(name));
    found
}

/// The one actor who bears a name, is of that kind and of no other state.
fn same<'c>(catalog: &'c Catalog, name: &str, kind: ActorKind, country: Option<&str>) -> Option<&'c CatalogActor> {
    let is_body = |kind| matches!(kind, ActorKind::Organization | ActorKind::Group);
    let fits = |actor: &CatalogActor| {
        let kinds = actor.kind == kind || is_body(actor.kind) && is_body(kind);
        let states = actor.country.is_none() || country.is_none() || actor.country.as_deref() == country;
        kinds && states
    };
    let mut fitting: Vec<&CatalogActor> = Vec::new();
    for posting in bearers(catalog, Marked::read(name).text) {
        if fits(posting.actor) && !fitting.iter().any(|known| known.id == posting.actor.id) {
            fitting.push(posting.actor);
        }
    }
    if let [actor] = fitting.as_slice() { Some(actor) } else { None }
}

/// Whose name it is already; `nobody` where it is blocked.
fn owner(catalog: &Catalog, name: &str, own: Option<&str>) -> Option<String> {
    if catalog.is_blocked(name) {
        return Some("nobody".to_owned());
    }
    let readings = catalog.lookup(name).into_iter().chain(catalog.lookup_wide(name));
    let mut others = readings.filter(|found| own.is_none_or(|id| *found.actor.id != *id));
    // A new actor may have the name that people have as their last; as one more alias it is not worth taking it from them.
    others.find(|found| own.is_some() || found.kind != AliasKind::Surname).map(|found| found.actor.id.to_string())
}

/// What the catalog knows stays; a list fills only what it leaves open.
fn keep_what_is_new(row: &mut ActorRow, actor: &CatalogActor) {
    let drop_known = |mine: &mut Option<String>, theirs: &Option<String>| {
        if theirs.is_some() {
            *mine = None;
        }
    };
    drop_known(&mut row.country, &actor.country);
    drop_known(&mut row.sector, &actor.sector);
    drop_known(&mut row.role, &actor.role);
    drop_known(&mut row.wikidata, &actor.wikidata);
    if !actor.offices.is_empty() {
        row.offices.clear();
    }
}

fn says_nothing(row: &ActorRow) -> bool {
    let texts = [&row.country, &row.sector, &row.role, &row.wikidata];
    row.aliases.is_empty()
        && row.surnames.is_empty()
        && row.offices.is_empty()
        && texts.iter().all(|text| text.is_none())
}
