//! Nouns that mean a body which the text need not name: "the coalition" in a text on the Islamic State.
//!
//! Reads: `data/actors/bare-nouns.tsv` through the word tables, and whom the document names. Gives: one draft.
//! A body that the document names with the noun is meant first ("the Saudi-led coalition ... the coalition").

use super::super::draft::Draft;
use super::super::finish::BARE;
use super::super::page::Page;
use super::super::roster::Roster;
use super::descriptions::Nouns;
use super::link;
use crate::actors::Form;
use crate::nlp::{Dep, Tag};

/// Links the noun at this token, alone or before another noun ("coalition aircraft").
pub(super) fn resolve<'c>(
    page: &Page<'c, '_>,
    nouns: &Nouns<'_>,
    roster: &mut Roster,
    token: usize,
    lemma: &str,
) -> Option<Draft<'c>> {
    let mut bare = page.words.bare(lemma).peekable();
    bare.peek()?;
    if page.is_plural(token) || page.norm(token + 1) == "of" || !stands_for_itself(page, token) {
        return None;
    }
    let floor = page.sentence_start(token);
    let mut start = token;
    while start > floor && (page.is_nominal(start - 1) || page.text(start - 1) == "-") {
        start -= 1;
    }
    let before = start.checked_sub(1).filter(|&i| i >= floor);
    // "a coalition airstrike" is one of the coalition.
    let alone = page.dep(token) != Some(Dep::Compound);
    let owned = before.is_some_and(|i| {
        matches!(page.tag(i), Some(Tag::Pos | Tag::PrpPoss))
            || alone && matches!(page.norm(i), "a" | "an" | "any" | "another")
    });
    if owned {
        return None;
    }
    let fits = |with: &[&str]| (start..token).all(|i| page.text(i) == "-" || with.contains(&page.norm(i)));
    let named = nouns.bodies.get(lemma).map(Vec::as_slice).unwrap_or_default();
    let actor = match named {
        [] => {
            let bare = bare.find(|bare| roster.find(bare.beside).is_some() && fits(&bare.with))?;
            roster.known(page.catalog.actor(bare.actor)?)
        }
        &[actor] if bare.any(|bare| fits(&bare.with)) => actor,
        _ => return None,
    };
    let kind = roster.get(actor)?.kind;
    Some(link(start..token + 1, token, kind, Form::Nominal, vec![actor], 0.7, BARE))
}

/// Whether the noun means those who act: alone, or before what they use or do, not before who belongs to them
/// ("coalition partners").
fn stands_for_itself(page: &Page<'_, '_>, token: usize) -> bool {
    if page.dep(token) != Some(Dep::Compound) {
        return true;
    }
    let head = page.lemma(page.head(token));
    let people = page.words.person_noun(&head).is_some()
        || page.words.description(&head).is_some()
        || page.catalog.title(&[&head]).is_some();
    let force = page.catalog.body(&head).is_some_and(|body| body.sector.as_deref() == Some("MIL"));
    force || !people && page.catalog.body(&head).is_none()
}
