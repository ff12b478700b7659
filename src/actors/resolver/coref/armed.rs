//! The only armed group that a text names, by what such groups are: "al Shabaab bombed a hotel. Kenya blamed the Islamist group."
//!
//! Reads: the words of a phrase, whom the text has named. Gives: the group.
//! Does not: choose between several; then the phrase is a group of its own (`descriptions`).

use std::ops::Range;

use super::super::page::Page;
use super::super::roster::Roster;
use super::descriptions::only;
use super::history::{Entry, History};
use crate::actors::{ActorKind, Form};

/// The sector of armed groups that are no state's.
const ARMED: &str = "REB";

/// Finds the group whose phrase without its article stands at these tokens.
pub(super) fn group(page: &Page<'_, '_>, history: &History, roster: &Roster, phrase: Range<usize>) -> Option<usize> {
    let tells = |at: usize| page.words.is_armed(&page.lemma(at)) || page.words.is_armed(page.norm(at));
    if !phrase.clone().all(tells) {
        return None;
    }
    let armed = |&actor: &usize| roster.get(actor).is_some_and(|actor| actor.sector.as_deref() == Some(ARMED));
    let named =
        |entry: &&Entry| entry.kind == ActorKind::Group && entry.form == Form::Name && entry.actors.iter().any(armed);
    only(history.all().filter(named))
}
