//! Says whether a name that the hand-written tables do not know is of the wide tier of the catalog.
//!
//! Reads: a name, the states of the document, its date. Gives: the one actor that all of them admit, if there is one.
//! How: whoever lives in a state that the document does not speak of, or held office in another time, is a namesake; of several
//! who are left none is taken.
//! Does not: look for names in the text ([`super::names`]).

use super::around::Around;
use super::draft::{Basis, Cover, Draft};
use super::page::Page;
use super::words::Words;
use crate::actors::catalog::names::Key;
use crate::actors::{ActorKind, Catalog, CatalogActor};
use crate::nlp::Tag;

/// For how many years before and after an office its holder may be meant, where the state agrees.
pub(super) const SAME_STATE: (i16, i16) = (15, 40);
/// The same where nothing but the year speaks for the holder.
const YEAR_ALONE: (i16, i16) = (5, 15);

/// Longest name of a person that is looked for in the text, in words.
const LONGEST_NAME: usize = 5;

/// What a document tells of those whom it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'s, 'c> {
    pub catalog: &'c Catalog,
    pub year: Option<i16>,
    pub around: &'s Around,
}

impl<'c> Scene<'_, 'c> {
    /// The office holder that a full name means, and how sure that is; `title_state` is the state that a title beside it names.
    pub fn person(&self, name: &str, title_state: Option<&str>) -> Option<(&'c CatalogActor, f32)> {
        let mut found = self.readings(name, title_state);
        found.retain(|actor| actor.kind == ActorKind::Person);
        if let Some(year) = self.year {
            let alone = title_state.is_none() && self.around.is_empty();
            let (before, after) = if alone { YEAR_ALONE } else { SAME_STATE };
            let near = |actor: &&CatalogActor| {
                actor.offices.iter().any(|office| {
                    office.from - before <= year && office.to.is_none_or(|to| year <= to.saturating_add(after))
                })
            };
            found.retain(near);
            if found.len() > 1 {
                found.retain(|actor| actor.offices.iter().any(|office| office.covers(year)));
            }
        }
        match found.as_slice() {
            [actor] => Some((actor, if self.around.is_empty() { 0.7 } else { 0.8 })),
            _ => None,
        }
    }

    /// The party, group or organization that a name means, and how sure that is; `kind` is what the text makes of the name,
    /// `state` the one whose adjective stands before it.
    pub fn body(&self, name: &str, kind: ActorKind, state: Option<&str>) -> Option<(&'c CatalogActor, f32)> {
        let units = Key::of(name).units;
        if units < 3 && matches!(kind, ActorKind::Person | ActorKind::Place) {
            return None;
        }
        let mut found = self.readings(name, state);
        found.retain(|actor| actor.kind != ActorKind::Person);
        let [actor] = found.as_slice() else { return None };
        let agrees = actor.country.is_some() && (state.is_some() || !self.around.is_empty());
        (agrees || units > 2).then_some((*actor, if agrees { 0.8 } else { 0.7 }))
    }

    /// Those who bear a name and belong to a state that the document speaks of, or to none.
    fn readings(&self, name: &str, state: Option<&str>) -> Vec<&'c CatalogActor> {
        let admits = |actor: &CatalogActor| match (state, actor.country.as_deref()) {
            (Some(state), Some(country)) => state == country,
            (None, Some(country)) => self.around.is_empty() || self.around.has(country),
            (state, None) => state.is_none(),
        };
        let readings = self.catalog.lookup_wide(name).into_iter().map(|posting| posting.actor);
        readings.filter(|actor| admits(actor)).collect()
    }
}

/// The kind of those who bear a name of several words, where all are of one kind.
pub(super) fn kind(page: &Page<'_, '_>, draft: &Draft<'_>) -> Option<ActorKind> {
    if draft.tokens.len() < 2 {
        return None;
    }
    let bearers = page.catalog.lookup_wide(&page.span_text(draft.tokens.clone()));
    let kind = bearers.first()?.actor.kind;
    bearers.iter().all(|bearer| bearer.actor.kind == kind).then_some(kind)
}

/// Finds full names of office holders that neither tables nor recognizer saw. Cost: linear.
pub(super) fn missed<'c>(page: &Page<'c, '_>, drafts: &[Draft<'c>]) -> Vec<Draft<'c>> {
    let cover = Cover::of(drafts, page.len());
    let is_free =
        |at: usize| cover.at(at).is_none() && matches!(page.tag(at), Some(Tag::Nnp | Tag::Nnps)) && page.is_capital(at);
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let end = page.paragraph_end(at).min(at + LONGEST_NAME);
        let run = (at..end).take_while(|&i| is_free(i)).count();
        let is_person = |words: &usize| {
            let readings = page.catalog.lookup_wide(&page.span_text(at..at + words));
            readings.iter().any(|reading| reading.actor.kind == ActorKind::Person)
        };
        let words = (2..=run).rev().filter(|_| !page.is_loud(at)).find(is_person);
        if let Some(words) = words {
            let tokens = at..at + words;
            found.push(Draft::new(
                tokens.clone(),
                page.head_of(tokens),
                ActorKind::Person,
                Basis::Unknown,
                "wide-name",
            ));
        }
        at += words.unwrap_or(1);
    }
    found
}

/// The name without initials and patronymics between its first word and its last; none where there are none.
pub(super) fn without_middle(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let [first, middle @ .., last] = words.as_slice() else { return None };
    let is_initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let falls = |word: &&str| is_initial(word) || Words::builtin().is_patronymic(&word.to_lowercase());
    (!middle.is_empty() && middle.iter().all(falls)).then(|| format!("{first} {last}"))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use crate::actors::{Catalog, Resolver};
    use crate::nlp::Pipeline;
    use crate::text::{Document, Span};

    static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::builtin().unwrap());
    static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(Arc::new(Catalog::builtin().unwrap())));

    /// Checks what becomes of a name in a text of a year: `ID COUNTRY ROLE`, dashes for what is not known.
    #[track_caller]
    fn check(case: &str, year: Option<i16>, text: &str, name: &str, expected: &str) {
        let mut document = Document::new("test", text);
        document.date = year.map(|year| jiff::civil::date(year, 3, 1));
        let cast = RESOLVER.resolve(&PIPELINE.parse(&document));
        let mention = cast.mentions.iter().find(|mention| mention.span.of(text) == name);
        let actor = mention.and_then(|mention| cast.actors.get(*mention.actors.first()?));
        let found = actor.map_or("nobody".to_owned(), |actor| {
            let or_dash = |cell: &Option<String>| cell.as_deref().unwrap_or("-").to_owned();
            format!("{} {} {}", actor.id, or_dash(&actor.country), or_dash(&actor.role))
        });
        assert_eq!(found, expected, "{case}: {text}");
    }

    #[test]
    fn office_holders_where_state_or_year_agrees() {
        let sweden = "Sten Tolgfors met the Swedish prime minister on Monday.";
        let nothing = "Sten Tolgfors criticized the plan on Monday.";
        let norway = "Sten Tolgfors criticized Norway on Monday.";
        let linked = "person:sten-tolgfors SWE Minister for Defence";
        let own = "person:sten-tolgfors - -";
        for (case, year, text, expected) in [
            ("state and year", Some(2010), sweden, linked),
            ("another office in another year", Some(2006), sweden, "person:sten-tolgfors SWE Minister of Trade"),
            ("state alone", None, sweden, linked),
            ("year alone", Some(2010), nothing, linked),
            ("nothing speaks against it", None, nothing, linked),
            ("another state", Some(2010), norway, own),
            ("another time", Some(1920), nothing, own),
        ] {
            check(case, year, text, "Sten Tolgfors", expected);
        }
    }

    #[test]
    fn of_namesakes_the_one_whom_state_or_date_admits() {
        for (case, year, text, expected) in [
            ("state", None, "David Carter met the prime minister of New Zealand.", "person:david-carter-nzl-2013 NZL"),
            ("year", Some(2015), "David Carter criticized the plan.", "person:david-carter-nzl-2013 NZL"),
            ("neither", None, "David Carter criticized the plan.", "person:david-carter -"),
            ("another state", Some(2015), "David Carter met the president of Peru.", "person:david-carter -"),
        ] {
            let mut document = Document::new("test", text);
            document.date = year.map(|year| jiff::civil::date(year, 3, 1));
            let cast = RESOLVER.resolve(&PIPELINE.parse(&document));
            let carter = cast.actors.iter().find(|actor| actor.name == "David Carter").unwrap();
            let found = format!("{} {}", carter.id, carter.country.as_deref().unwrap_or("-"));
            assert_eq!(found, expected, "{case}");
        }
    }

    #[test]
    fn hand_written_people_come_first_and_have_the_office_of_the_day() {
        let text = "Jens Stoltenberg warned Russia.";
        check(
            "in office",
            Some(2018),
            text,
            "Jens Stoltenberg",
            "person:jens-stoltenberg NOR Secretary-General of NATO",
        );
    }

    #[test]
    fn bodies_need_their_state_unless_the_name_is_long() {
        let own = "org:dominion-party - -";
        for (case, text, name, expected) in [
            ("its state", "The Dominion Party of Zambia won.", "Dominion Party", "org:dominion-party-zmb ZMB -"),
            ("no state", "The Dominion Party won.", "Dominion Party", own),
            ("another state", "The Dominion Party warned France.", "Dominion Party", own),
        ] {
            check(case, None, text, name, expected);
        }
    }

    #[test]
    fn common_words_are_nobody() {
        for text in
            ["Police May Act On New Fund Rules", "A Phoenix rose in the Senate of the city.", "New Party rules apply."]
        {
            let document = Document::new("test", text);
            let cast = RESOLVER.resolve(&PIPELINE.parse(&document));
            assert!(cast.mentions.iter().all(|mention| mention.rule != "wide-name"), "{text}: {:?}", cast.mentions);
        }
    }

    #[test]
    fn whole_names_that_were_marked_are_looked_up() {
        for (name, expected) in [
            ("Sten Tolgfors", "person:sten-tolgfors"),
            ("Dmitry Anatolyevich Medvedev", "person:dmitry-medvedev"),
            ("Zimbabwe African People's Union", "org:zimbabwe-african-people-union"),
            ("Orla Quill Benmarsh", "own"),
        ] {
            let document = Document::new("test", name);
            let cast = RESOLVER.resolve_given(&PIPELINE.parse(&document), &[Span::new(0, name.len())]);
            let actor = &cast.actors[cast.mentions[0].actors[0]];
            let found = if actor.sector.is_some() { &*actor.id } else { "own" };
            assert_eq!(found, expected, "{name}");
        }
    }
}
