//! The land that a text speaks of, to which bodies and offices belong that it does not say whose they are: "the electoral
//! commission", "the finance minister" in a text on Kenya.
//!
//! Reads: linked names of states, places, and of whom the catalog knows. Gives: the one land, and its body or officer.
//! A state that acts in the same sentence may be the other side ("China urged the government to ..."): it does not count there.
//! Does not: decide between lands that a text names nearly as often.

use std::collections::HashMap;

use super::super::draft::{Basis, Draft};
use super::super::page::Page;
use super::super::roster::Roster;
use crate::actors::ids::slug;
use crate::actors::{ActorKind, AliasKind, BodyRecord, BodySense, CatalogActor, TitleRecord};
use crate::nlp::Dep;

/// So many times as often as any other a land must be named to be the one that a text speaks of.
const AHEAD: usize = 3;
/// So many times it must be named for the officers of whom nobody says whose they are.
const OFTEN: usize = 3;

/// How often a document names each land.
#[derive(Default)]
pub(in crate::actors::resolver) struct Lands {
    counts: HashMap<String, usize>,
    /// States that act or are acted on, by sentence.
    parties: HashMap<usize, Vec<String>>,
}

impl Lands {
    /// Counts. Cost: linear in the drafts.
    pub fn of(page: &Page<'_, '_>, drafts: &[Draft<'_>], roster: &Roster) -> Self {
        let mut lands = Lands::default();
        for draft in drafts.iter().filter(|draft| !draft.dropped && !matches!(draft.basis, Basis::Body { .. })) {
            let Some(code) = code_of(draft, roster) else { continue };
            if is_party(page, draft) {
                let sentence = page.parsed.sentence_of(draft.head);
                lands.parties.entry(sentence).or_default().push(code.to_owned());
            }
            *lands.counts.entry(code.to_owned()).or_default() += 1;
        }
        lands
    }

    /// The land of whom a title at this token means, where the text speaks of it often.
    pub fn of_officer<'c>(&self, page: &Page<'c, '_>, token: usize) -> Option<&'c CatalogActor> {
        let count = |state: &CatalogActor| state.country.as_deref().and_then(|code| self.counts.get(code));
        self.at(page, token).filter(|state| count(state).is_some_and(|&count| count >= OFTEN))
    }

    /// The land of what a noun at this token means.
    fn at<'c>(&self, page: &Page<'c, '_>, token: usize) -> Option<&'c CatalogActor> {
        let parties = self.parties.get(&page.parsed.sentence_of(token)).map(Vec::as_slice).unwrap_or_default();
        let elsewhere =
            |code: &str, count: usize| count - parties.iter().filter(|party| *party == code).count().min(count);
        let (mut best, mut most, mut second) = (None, 0, 0);
        for (code, &count) in &self.counts {
            let count = elsewhere(code, count);
            if count > most {
                (best, second, most) = (Some(code), most, count);
            } else {
                second = second.max(count);
            }
        }
        page.catalog.state_by_code(best.filter(|_| most >= AHEAD * second && most > 0)?)
    }

    /// The body of the land, an actor of the document's own where the catalog has none.
    pub fn body(
        &self,
        page: &Page<'_, '_>,
        roster: &mut Roster,
        body: &BodyRecord,
        token: usize,
    ) -> Option<(usize, ActorKind)> {
        let words = page.words;
        if !words.is_of_land(&body.lemma) && !words.is_of_land(page.norm(token)) && !words.is_bare_of_land(&body.lemma)
        {
            return None;
        }
        let kind = if body.sense == BodySense::Group { ActorKind::Group } else { ActorKind::Organization };
        if self.counts.is_empty() {
            let actor = roster.unnamed(page, kind, &body.lemma);
            if let Some(actor) = roster.actors.get_mut(actor) {
                actor.sector.clone_from(&body.sector);
            }
            return Some((actor, kind));
        }
        let state = self.at(page, token)?;
        if body.sense == BodySense::State {
            return Some((roster.known(state), ActorKind::State));
        }
        let actor = super::super::link::own_body(page.catalog, roster, state, body, kind);
        Some((actor, roster.get(actor)?.kind))
    }

    /// The unnamed holder of an office of the land.
    pub fn officer(
        &self,
        page: &Page<'_, '_>,
        roster: &mut Roster,
        title: &TitleRecord,
        token: usize,
    ) -> Option<usize> {
        if !page.words.is_office_of_land(&title.text) {
            return None;
        }
        if self.counts.is_empty() {
            let actor = roster.unnamed(page, ActorKind::Person, &title.text);
            return Some(with_role(roster, actor, &title.text, None));
        }
        let state = self.at(page, token)?;
        Some(officer(roster, &title.text, &state.name, state.country.clone()))
    }
}

/// The unnamed holder of an office: "finance minister of Kenya".
pub(super) fn officer(roster: &mut Roster, title: &str, owner: &str, country: Option<String>) -> usize {
    let name = format!("{title} of {owner}");
    let actor = roster.own(ActorKind::Person, &slug(&name), &name);
    with_role(roster, actor, title, country)
}

fn with_role(roster: &mut Roster, actor: usize, title: &str, country: Option<String>) -> usize {
    if let Some(actor) = roster.actors.get_mut(actor) {
        actor.country = country;
        actor.role.get_or_insert_with(|| title.to_owned());
    }
    actor
}

/// The land of a draft. Media report from everywhere.
fn code_of<'r>(draft: &'r Draft<'_>, roster: &'r Roster) -> Option<&'r str> {
    let capital = draft.readings().iter().find(|reading| reading.kind == AliasKind::Capital);
    if let Some(capital) = capital {
        return capital.actor.country.as_deref();
    }
    let [actor] = draft.actors.as_slice() else { return None };
    let actor = roster.get(*actor).filter(|actor| actor.sector.as_deref() != Some("JRN"))?;
    actor.country.as_deref()
}

/// Whether a state acts or is acted on, rather than says where or whose something is.
fn is_party(page: &Page<'_, '_>, draft: &Draft<'_>) -> bool {
    draft.kind == ActorKind::State
        && match page.dep(draft.head) {
            Some(Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative | Dep::Conj) => true,
            Some(Dep::Pobj) => !page.words.is_at(page.norm(page.head(draft.head))),
            _ => false,
        }
}
