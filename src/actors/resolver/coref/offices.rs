//! Who holds the office that a description names: "the California governor", "the chancellor".
//!
//! Reads: the offices that the catalog knows of those whom the document names. Gives: the only holder among them.
//! Does not: find officers whom the document does not name.

use super::super::page::Page;
use super::super::roster::Roster;
use crate::actors::{Actor, ActorKind, Office};

/// The offices of the persons of a document.
#[derive(Default)]
pub(super) struct Offices<'c> {
    held: Vec<(usize, &'c Office)>,
}

/// An office as a description has it.
pub(super) struct Wanted<'a> {
    /// Its title in lower case.
    pub title: &'a str,
    /// The body, state or place of which it is, where that is said.
    pub of: Option<&'a Actor>,
    /// "the former governor".
    pub former: bool,
}

impl<'c> Offices<'c> {
    /// Gathers them. Cost: linear in the persons.
    pub fn of(page: &Page<'c, '_>, roster: &Roster) -> Self {
        let persons = roster.actors.iter().enumerate().filter(|(_, actor)| actor.kind == ActorKind::Person);
        let known = persons.filter_map(|(k, actor)| Some((k, page.catalog.actor(&actor.id)?)));
        let in_time = |office: &Office| page.year().is_none_or(|year| office.from <= year);
        let held = known.flat_map(|(k, person)| person.offices.iter().map(move |office| (k, office)));
        Offices { held: held.filter(|(_, office)| in_time(office)).collect() }
    }

    /// The only one of those who `may` be meant who holds the office, or held it.
    pub fn holder(
        &self,
        page: &Page<'_, '_>,
        roster: &Roster,
        wanted: &Wanted<'_>,
        may: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let mut found = None;
        for &(person, office) in &self.held {
            let over = page.year().is_some_and(|year| !office.covers(year)) || wanted.former && office.to.is_none();
            let now = page.year().is_some_and(|year| office.covers(year));
            if over != wanted.former && (over || now) || !may(person) || !is_of(page, roster, person, office, wanted) {
                continue;
            }
            if found.is_some_and(|other| other != person) {
                return None;
            }
            found = Some(person);
        }
        found
    }

    /// Whether a person is known to hold such an office, but of another body: no "Nevada governor" is the one of California.
    pub fn is_elsewhere(&self, page: &Page<'_, '_>, roster: &Roster, wanted: &Wanted<'_>, person: usize) -> bool {
        let mut such =
            self.held.iter().filter(|(holder, office)| *holder == person && body_of(office, wanted.title).is_some());
        such.clone().next().is_some() && !such.any(|(_, office)| is_of(page, roster, person, office, wanted))
    }
}

/// The name of the body in the role of an office that has this title: "California" of "Governor of California".
fn body_of<'o>(office: &'o Office, title: &str) -> Option<&'o str> {
    let (head, rest) = office.role.split_at_checked(title.len())?;
    let name = rest.strip_prefix(" of ").or_else(|| rest.strip_prefix(" for "))?;
    head.eq_ignore_ascii_case(title).then(|| name.strip_prefix("the ").unwrap_or(name))
}

fn is_of(page: &Page<'_, '_>, roster: &Roster, person: usize, office: &Office, wanted: &Wanted<'_>) -> bool {
    let Some((head, rest)) = office.role.split_at_checked(wanted.title.len()) else { return false };
    if !head.eq_ignore_ascii_case(wanted.title) {
        return false;
    }
    let country = roster.get(person).and_then(|person| person.country.as_deref());
    match wanted.of {
        None => rest.is_empty(),
        // "the Vermont senator": the office of a state that its region fills.
        Some(land) if rest.is_empty() => {
            matches!(land.kind, ActorKind::State | ActorKind::Place) && land.country.as_deref() == country
        }
        Some(body) => {
            let Some(name) = body_of(office, wanted.title) else { return false };
            name == body.name || page.catalog.lookup(name).iter().any(|reading| reading.actor.id == body.id)
        }
    }
}
