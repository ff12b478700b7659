//! Officers whom a text does not name: "Russia's foreign minister", "the deputy mayor of Mombasa".
//!
//! Reads: a description with the name of a state, body or place. Gives: whom the document names with the title there, or a person
//! of the document's own.
//! Does not: find the name ([`super::descriptions`]).

use super::super::draft::Draft;
use super::super::page::Page;
use super::super::roster::Roster;
use super::descriptions::Phrase;
use super::offices::Wanted;
use super::{Seen, land, link, unnamed};
use crate::actors::{ActorKind, Form, Title, TitleModifier};

impl Phrase {
    /// A person that the document names with this title, or one without a name.
    pub(super) fn office<'c>(&self, seen: Seen<'_, 'c, '_>, roster: &mut Roster, name: usize) -> Option<Draft<'c>> {
        let Seen { page, nouns, drafts, .. } = seen;
        let (title, range) = self.title_tokens(page)?;
        title.tie.as_ref()?;
        let body = drafts.get(name)?;
        let country = body.actors.first().and_then(|&k| roster.get(k)?.country.clone());
        let text = page.span_text(range.clone()).to_lowercase();
        let lemma = page.lemma(self.head);
        let bearers = nouns.titles.get(&text).or_else(|| nouns.titles.get(&*lemma)).map_or(&[][..], Vec::as_slice);
        let same_state =
            |k: &&usize| roster.get(**k).is_some_and(|actor| actor.country == country && country.is_some());
        // "the Texas governor" beside "California Governor Jerry Brown"
        let in_place = body.kind == ActorKind::Place;
        let same_place = |k: &&usize| {
            let seats = nouns.seats.get(*k).filter(|_| in_place);
            seats.is_none_or(|seats| seats.iter().any(|seat| body.actors.contains(seat)))
        };
        let fitting: Vec<usize> = bearers.iter().filter(same_state).filter(same_place).copied().collect();
        let make = |actors, confidence, rule| {
            link(self.tokens.clone(), self.head, ActorKind::Person, Form::Nominal, actors, confidence, rule)
        };
        if let [actor] = fitting.as_slice() {
            return Some(make(vec![*actor], 0.8, "title"));
        }
        let of = body.actors.first().and_then(|&k| roster.get(k));
        let wanted = Wanted { title: &text, of, former: self.is_former(page) };
        let holder = || nouns.offices.holder(page, roster, &wanted, |_| true);
        if let (false, false, true, Some(actor)) = (self.plural, self.indefinite, of.is_some(), holder()) {
            return Some(make(vec![actor], 0.7, "title"));
        }
        let leads = title.tie.as_deref() == Some("leads");
        let is_body = matches!(body.kind, ActorKind::State | ActorKind::Organization | ActorKind::Group)
            || in_place && (leads && title.sector.as_deref() == Some("GOV") || unnamed::is_office(&title.text));
        let office = (leads || title.tie.as_deref() == Some("represents")) && title.sector.is_some()
            || unnamed::is_office(&title.text);
        if self.plural || self.indefinite || !is_body || !title.alone || !page.takes_part(self.head) || !office {
            return None;
        }
        let owner = body.actors.first().and_then(|&k| roster.get(k))?.name.clone();
        let lesser = self.lesser(page, range.start);
        let title_text = lesser.map_or_else(|| title.text.clone(), |word| format!("{word} {}", title.text));
        let actor = land::officer(roster, &title_text, &owner, country);
        let mut draft = make(vec![actor], 0.6, "office");
        if !in_place && lesser.is_none() {
            draft.titles.push(Title {
                tokens: range,
                tie: title.tie.clone(),
                of: vec![name],
                implied: None,
                past: None,
            });
        }
        Some(draft)
    }

    /// "deputy", "former": the word that makes another office of the title at this token.
    fn lesser<'p>(&self, page: &'p Page<'_, '_>, title: usize) -> Option<&'p str> {
        let first = self.tokens.start.saturating_sub(1).max(page.sentence_start(self.head));
        let other = |i: &usize| {
            let modifier = page.catalog.title_modifier(&[page.text(*i)]).map(|(_, modifier)| modifier);
            modifier.is_some_and(|modifier| modifier != TitleModifier::Same)
        };
        (first..title).find(other).map(|i| page.norm(i))
    }
}
