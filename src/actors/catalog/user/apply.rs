//! Puts the actors of users into the catalog.
//!
//! How: names that the files block or give leave their bearers first, then the files' names come in, so that users' names
//! win over built-in ones and two actors of the files may share one. Does not: read files.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::adopt::Adopted;
use super::record::{ActorRow, kind_of_id, record};
use super::{ActorFile, Checked, Fault, read};
use crate::actors::ActorKind;
use crate::actors::catalog::index::Marked;
use crate::actors::catalog::names::Key;
use crate::actors::catalog::records::{blank, kind_of, prefix};
use crate::actors::catalog::{AliasKind, Catalog, Origin};
use crate::actors::ids;
use crate::text::nearest;

impl Catalog {
    /// Adds, patches and blocks what the files say; rows with faults are left out.
    pub(super) fn extend(&mut self, files: &[ActorFile]) -> Checked {
        let mut checked = Checked::default();
        let mut rows = Vec::new();
        for file in files {
            if let Some((found, faults)) = self.foreign(file) {
                checked.faults.extend(faults);
                let mut adopted = Adopted::default();
                found.into_iter().for_each(|row| adopted.take(self, file, row));
                checked.collisions.append(&mut adopted.collisions);
                checked.known += adopted.known;
                for (file, row) in adopted.rows {
                    match self.place(file, &row) {
                        Ok(at) => rows.push((file, row, at)),
                        Err(fault) => checked.faults.push(fault),
                    }
                }
                continue;
            }
            let (found, faults) = read::read(file);
            checked.faults.extend(faults);
            for row in found {
                let record = record(file, row).and_then(|record| match self.place(file, &record) {
                    Ok(at) => Ok((record, at)),
                    Err(fault) => Err(vec![fault]),
                });
                match record {
                    Ok((record, at)) => rows.push((file, record, at)),
                    Err(faults) => checked.faults.extend(faults),
                }
            }
        }
        let sectors = self.sectors();
        rows.retain(|(file, record, _)| {
            let faults = self.unknown(file, record, &sectors);
            let is_fine = faults.is_empty();
            checked.faults.extend(faults);
            is_fine
        });
        for (file, record, at) in &rows {
            self.fill(record, *at);
            if let Some(actor) = at.and_then(|at| self.actors.get(at)) {
                let origin = Origin { file: file.name.clone(), line: Some(record.line) };
                self.given.entry(actor.id.clone()).or_default().push(origin);
            }
            self.clear(file, record, *at, &mut checked.collisions);
        }
        for (_, record, at) in &rows {
            for (name, kind) in names(record) {
                self.index.add(*at, kind, Marked::read(name));
            }
            if at.is_none() {
                record.block.iter().for_each(|name| self.index.add(None, AliasKind::Name, Marked::read(name)));
            }
        }
        checked.rows = rows.len();
        checked.faults.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        checked
    }

    /// Finds or makes the actor of a row; none where the row only blocks names.
    fn place(&mut self, file: &ActorFile, record: &ActorRow) -> Result<Option<u32>, Fault> {
        let fault = |field: &str, message: String| Fault::new(file, record.line_of(field), field, message);
        let (id, is_named) = match (&record.id, &record.name) {
            (Some(id), _) => (id.clone(), false),
            (None, Some(name)) => {
                let kind = record.kind.ok_or_else(|| {
                    let hint = "give `kind` (person, state, organization, group, place) or an `id` like `org:nato`";
                    fault("kind", "a new actor without a kind".into()).hint(hint)
                })?;
                (ids::id(kind, &ids::slug(Marked::read(name).text)), true)
            }
            (None, None) => return Ok(None),
        };
        let Some(kind) = kind_of_id(&id) else {
            let hint = "an id starts with `person:`, `state:`, `org:`, `group:` or `place:`";
            return Err(fault("id", format!("`{id}` is no id of an actor")).hint(hint));
        };
        if record.kind.is_some_and(|given| given != kind) {
            let start = record.kind.map_or("", prefix);
            return Err(
                fault("kind", format!("`{id}` is a {kind}")).hint(format!("that kind's ids start with `{start}`"))
            );
        }
        let known = self.actor(&id).cloned();
        if let (true, Some(known)) = (is_named, &known) {
            let message = format!("`{id}` ({}) is there already", known.name);
            return Err(fault("name", message).hint(format!("write `id` = `{id}` to patch it, or another id")));
        }
        if let Some(at) = self.number(&id) {
            return Ok(Some(at));
        }
        let at = self.actors.len() as u32;
        let actor = match (known, &record.name) {
            // From the wide tier: its names move with it.
            (Some(actor), _) => {
                for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                    self.index.add(Some(at), kind_of(name), Marked::read(name));
                    self.barred.insert((Key::of(name).folded, actor.id.clone()));
                }
                actor
            }
            (None, Some(name)) => blank(id.clone(), Marked::read(name).text, kind),
            (None, None) => {
                let near = nearest(&id, self.actors.iter().map(|actor| &*actor.id));
                let hint = near.map_or("give `name` to add it".to_owned(), |near| format!("did you mean `{near}`?"));
                return Err(fault("id", format!("no actor `{id}` to patch")).hint(hint));
            }
        };
        Ok(Some(self.actors.add(actor)))
    }

    /// Codes and ids of a row that nobody knows.
    fn unknown(&self, file: &ActorFile, record: &ActorRow, sectors: &BTreeSet<String>) -> Vec<Fault> {
        let fault = |field, what, value: &str, near: Option<&str>, other: &str| {
            let hint = near.map_or(other.to_owned(), |near| format!("did you mean `{near}`?"));
            Fault::new(file, record.line_of(field), field, format!("no {what} `{value}`")).hint(hint)
        };
        let mut faults = Vec::new();
        if let Some(code) = record.country.as_deref().filter(|code| self.state_by_code(code).is_none()) {
            let state = self.lookup(code).into_iter().find(|found| found.actor.kind == ActorKind::State);
            let near = state.and_then(|found| found.actor.country.as_deref());
            faults.push(fault("country", "country", code, near, "give its ISO 3166 code of three letters: `FRA`"));
        }
        if let Some(code) = record.sector.as_deref().filter(|code| !sectors.contains(*code)) {
            let all = sectors.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            faults.push(fault("sector", "sector", code, None, &format!("sectors: {all}")));
        }
        if let Some(id) = record.parent.as_deref().filter(|id| self.actor(id).is_none()) {
            let near = nearest(id, self.actors.iter().map(|actor| &*actor.id));
            faults.push(fault("parent", "actor", id, near, "add it first, or correct the id"));
        }
        faults
    }

    /// The sectors that an actor may have.
    pub(in crate::actors) fn sectors(&self) -> BTreeSet<String> {
        let of_actors = self.actors.iter().filter_map(|actor| actor.sector.clone());
        let bodies = (0..self.body_records.len()).filter_map(|at| self.body_records.get(at));
        of_actors.chain(bodies.filter_map(|body| body.sector.clone())).collect()
    }

    /// Writes the fields of a row into its actor.
    fn fill(&mut self, record: &ActorRow, at: Option<u32>) {
        let Some(actor) = at.and_then(|at| self.actors.get_mut(at)) else { return };
        let set = |place: &mut Option<String>, value: &Option<String>| {
            if value.is_some() {
                place.clone_from(value);
            }
        };
        set(&mut actor.country, &record.country);
        set(&mut actor.sector, &record.sector);
        set(&mut actor.wikidata, &record.wikidata);
        if let Some(name) = record.name.as_deref().map(|name| Marked::read(name).text)
            && name != actor.name
        {
            actor.aliases.push(std::mem::replace(&mut actor.name, name.to_owned()));
        }
        if actor.kind == ActorKind::State && actor.country.is_none() {
            actor.country = actor.id.strip_prefix("state:").map(str::to_owned);
        }
        if let Some(parent) = &record.parent {
            actor.parent = Some(Arc::from(parent.as_str()));
        }
        set(&mut actor.role, &record.role);
        if !record.offices.is_empty() {
            actor.offices.clone_from(&record.offices);
            let first = record.offices.first().map(|office| office.role.clone());
            actor.role = record.role.clone().or(first);
        }
        for (list, given) in [(&mut actor.aliases, &record.aliases), (&mut actor.adjectives, &record.adjectives)] {
            for name in given.iter().map(|name| Marked::read(name).text) {
                if !list.iter().any(|known| known == name) {
                    list.push(name.to_owned());
                }
            }
            list.retain(|name| !record.block.contains(name));
        }
    }

    /// Takes the names that a row blocks from its actor, and those that it gives from everybody else.
    fn clear(&mut self, file: &ActorFile, record: &ActorRow, at: Option<u32>, collisions: &mut Vec<Fault>) {
        for name in &record.block {
            let removed = self.index.remove(name, |reading| at.is_none() || reading.actor == at);
            let id = at.and_then(|at| self.actors.get(at)).map(|actor| actor.id.clone());
            if removed.is_empty() && id.is_some() {
                let message = format!("`{name}` is no name of `{}`: nothing to block", id.unwrap_or_default());
                collisions.push(Fault::new(file, record.line_of("block"), "block", message));
            }
        }
        for (name, kind) in names(record).filter(|(_, kind)| *kind != AliasKind::Surname) {
            let text = Marked::read(name).text;
            let removed = self.index.remove(text, |reading| reading.actor != at);
            let owners = removed
                .iter()
                .map(|reading| reading.actor.and_then(|at| self.actors.get(at)).map_or("nobody", |actor| &*actor.id));
            let mut owners: Vec<String> = owners.map(str::to_owned).collect();
            if kind != AliasKind::Adjective {
                owners.extend(self.wide.find(&Key::of(text)).into_iter().map(|found| found.actor.id.to_string()));
            }
            let own = at.and_then(|at| self.actors.get(at)).map(|actor| actor.id.to_string());
            let others: HashSet<String> = owners.into_iter().filter(|id| Some(id) != own.as_ref()).collect();
            let mut others: Vec<String> = others.into_iter().map(|id| format!("`{id}`")).collect();
            others.sort_unstable();
            if !others.is_empty() {
                let message = format!("`{text}` was the name of {}", others.join(", "));
                collisions.push(Fault::new(file, record.line, "", message));
            }
        }
    }
}

/// The names that a row gives, with their marks.
fn names(record: &ActorRow) -> impl Iterator<Item = (&String, AliasKind)> {
    let plain = record.name.iter().chain(&record.aliases);
    let plain = plain.map(|name| (name, kind_of(Marked::read(name).text)));
    let adjectives = record.adjectives.iter().map(|name| (name, AliasKind::Adjective));
    plain.chain(adjectives).chain(record.surnames.iter().map(|name| (name, AliasKind::Surname)))
}
