//! Officers whose office no title beside the name tells: "Bolivia's Evo Morales", "King Hamad", whose name the catalog knows with
//! the title in it.
//!
//! Reads: names of people whom the catalog knows as officers of a state. Gives: the title that stands for the office.
//! Does not: take somebody for an officer whose state the text does not put before the name.

use super::finish::is_highest;
use super::page::Page;
use super::titles;
use crate::actors::{Actor, ActorKind, CatalogActor, Form, Mention, Title};

/// Gives known officers without a title the one that the words before their name or at its beginning stand for.
/// Cost: linear in the mentions.
pub(super) fn entitle(page: &Page<'_, '_>, actors: &[Actor], mentions: &mut [Mention]) {
    for at in 0..mentions.len() {
        let Some(mention) = mentions.get(at) else { continue };
        let is_named = mention.form == Form::Name && mention.kind == ActorKind::Person;
        if !is_named || mention.titles.iter().any(|title| title.tie.is_some() || title.past.is_some()) {
            continue;
        }
        let actor = |mention: &Mention| match mention.actors.as_slice() {
            &[actor] => actors.get(actor),
            _ => None,
        };
        let known = actor(mention).and_then(|person| page.catalog.written_actor(&person.id));
        let Some(officer) = known.filter(|person| person.sector.as_deref() == Some("GOV")) else { continue };
        let owner = || {
            let mark = mention.tokens.start.checked_sub(1).filter(|&i| page.is_possessive_mark(i))?;
            let of_same = |m: &Mention| {
                let state = actor(m).filter(|a| a.kind == ActorKind::State && m.kind == ActorKind::State);
                state.is_some_and(|state| state.country.is_some() && state.country == officer.country)
            };
            let (state, _) = mentions.iter().enumerate().take(at).rfind(|(_, m)| m.tokens.end == mark && of_same(m))?;
            let tie = if heads(page, officer)? { "leads" } else { "represents" };
            let tokens = mention.tokens.start..mention.tokens.end;
            Some(Title { tokens, tie: Some(tie.to_owned()), of: vec![state], implied: None, past: None })
        };
        let within = || {
            let (start, end) = (mention.tokens.start, mention.tokens.end);
            let (words, record) = titles::title_at(page, start, end)?;
            let rules = record.tie.as_deref() == Some("leads") && record.sector.as_deref() == Some("GOV");
            let tie = record.tie.clone().filter(|_| rules && record.address && start + words < end)?;
            Some(Title { tokens: start..start + words, tie: Some(tie), of: Vec::new(), implied: None, past: None })
        };
        let title = owner().or_else(within);
        if let Some(mention) = mentions.get_mut(at) {
            mention.titles.extend(title);
        }
    }
}

/// Whether an officer headed the state on the day of the text, on some day where the text has none; nothing where he was in no office
/// then.
fn heads(page: &Page<'_, '_>, officer: &CatalogActor) -> Option<bool> {
    let year = page.parsed.document.date.map(|date| date.year());
    let mut held = officer.offices.iter().filter(|office| year.is_none_or(|year| office.covers(year))).peekable();
    held.peek()?;
    Some(held.any(|office| is_highest(page, &office.role)))
}
