//! Says where an actor belongs and what it does there: "Syrian army officers" is Syria and its military.
//!
//! Reads: a stretch of tokens and the mentions in it. Gives: country and PLOVER sector, each where the words tell it.
//! How: the stretch is cut into parts at prepositions, commas and verbs; the first part that tells something decides, in it
//! nouns for roles before names, a noun that tells much before one that tells little ("officer"), a later one before an
//! earlier one.
//! Does not: say which actor it is.

use std::ops::Range;

use super::page::Page;
use super::roles::{self, Role};
use crate::actors::{Actor, ActorKind, AliasKind, CatalogActor, Form, Mention, Posting, Title, TitleModifier};
use crate::nlp::Tag;

/// Sector of those who held power and hold it no longer.
const FORMER: &str = "ELI";
/// How far the body of a title may stand from it, in tokens.
const REACH: usize = 12;

/// Sector of organizations of states.
const INTERNATIONAL: &str = "IGO";

/// Sector of people without an office.
const CIVILIANS: &str = "CVL";

/// Where an actor belongs and what it does there, as far as the words of a text tell it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Affiliation {
    /// The state, ISO 3166 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector: GOV MIL LEG JUD SPY COP REB OPP PTY IGO NGO JRN MED BUS CVL ...; ELI for former holders of power.
    pub sector: Option<String>,
}

/// A page with who was found on it.
pub(super) struct Reader<'p, 'c, 'd> {
    pub page: &'p Page<'c, 'd>,
    pub mentions: &'p [Mention],
    pub actors: &'p [Actor],
}

/// Gives actors that only the document knows the country and the sector that their names and titles tell.
pub(super) fn describe(page: &Page<'_, '_>, mentions: &[Mention], actors: &mut [Actor]) {
    for mention in mentions.iter().filter(|mention| mention.form == Form::Name) {
        let &[at] = mention.actors.as_slice() else { continue };
        let open = |actor: &Actor| actor.country.is_none() || actor.sector.is_none();
        if !actors.get(at).is_some_and(|actor| open(actor) && page.catalog.actor(&actor.id).is_none()) {
            continue;
        }
        let reader = Reader { page, mentions, actors };
        let told: Vec<Affiliation> = match mention.kind {
            ActorKind::Person => {
                let tied = mention.titles.iter().filter(|title| title.tie.is_some());
                tied.map(|title| reader.told(title_range(mentions, title))).collect()
            }
            _ => vec![reader.told(mention.tokens.clone())],
        };
        let Some(actor) = actors.get_mut(at) else { continue };
        for told in told {
            actor.country = actor.country.take().or(told.country);
            actor.sector = actor.sector.take().or(told.sector);
        }
    }
}

/// The tokens of a title with the body that it names.
fn title_range(mentions: &[Mention], title: &Title) -> Range<usize> {
    let bodies = title.of.iter().filter_map(|&k| mentions.get(k)).map(|mention| &mention.tokens);
    let near = bodies.filter(|body| body.start.abs_diff(title.tokens.start) <= REACH);
    near.fold(title.tokens.clone(), |whole, body| whole.start.min(body.start)..whole.end.max(body.end))
}

impl<'c> Reader<'_, 'c, '_> {
    /// Reads what the words of a stretch tell. Cost: linear in its tokens.
    pub fn told(&self, range: Range<usize>) -> Affiliation {
        Affiliation { country: self.country(&range), sector: self.sector(&range).map(str::to_owned) }
    }

    /// Reads a stretch that is the phrase of one actor: what its words leave open, its name decides, a capital being its
    /// government and another town the people there.
    pub fn phrase(&self, range: Range<usize>) -> Affiliation {
        let mut found = self.told(range.clone());
        let Some(name) = self.names(&range).next() else { return self.bearers(range, found) };
        if found.sector.is_none() {
            let sector = match name.kind {
                ActorKind::Group if self.actor(name).is_some_and(|actor| actor.kind == ActorKind::State) => {
                    Some(CIVILIANS)
                }
                ActorKind::State if self.ends_part(name, &range) => Some("GOV"),
                ActorKind::Place if name.tokens == range && self.is_capital(name) => Some("GOV"),
                ActorKind::Place => Some(CIVILIANS),
                _ => None,
            };
            found.sector = sector.map(str::to_owned);
        }
        self.bearers(range, found)
    }

    /// Fills in what all who bear a name have in common, on the day of the document if any of them held an office then:
    /// nobody tells which one of them "Marsh" is, but they may be of one country.
    fn bearers(&self, range: Range<usize>, mut found: Affiliation) -> Affiliation {
        let readings = self.page.catalog.lookup(&self.page.span_text(range));
        let year = self.page.parsed.document.date.map(|date| date.year());
        let in_office =
            |actor: &CatalogActor| year.is_some_and(|year| actor.offices.iter().any(|office| office.covers(year)));
        let mut actors: Vec<&CatalogActor> = readings.iter().map(|reading| reading.actor).collect();
        if actors.iter().any(|actor| in_office(actor)) {
            actors.retain(|actor| in_office(actor));
        }
        let Some(first) = actors.first() else { return found };
        if found.country.is_none() && actors.iter().all(|actor| actor.country == first.country) {
            found.country.clone_from(&first.country);
        }
        let sector = |actor: &CatalogActor| self.sector_on_day(actor, actor.sector.as_deref()).map(str::to_owned);
        if found.sector.is_none() && actors.iter().all(|actor| sector(actor) == sector(first)) {
            found.sector = sector(first);
        }
        found
    }

    /// Mentions by name in a stretch, in text order.
    fn names(&self, range: &Range<usize>) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|mention| mention.tokens.start < range.start);
        let inside = self.mentions.get(from..).unwrap_or_default().iter();
        let (start, end) = (range.start, range.end);
        inside.take_while(move |mention| mention.tokens.start < end).filter(move |mention| {
            mention.form == Form::Name && start <= mention.tokens.start && mention.tokens.end <= end
        })
    }

    fn actor(&self, mention: &Mention) -> Option<&Actor> {
        self.actors.get(*mention.actors.first()?)
    }

    fn record(&self, mention: &Mention) -> Option<&'c CatalogActor> {
        self.page.catalog.actor(&self.actor(mention)?.id)
    }

    fn readings(&self, mention: &Mention) -> Vec<Posting<'c>> {
        self.page.catalog.lookup(&self.page.span_text(mention.tokens.clone()))
    }

    /// Whether nothing stands behind a name that it only describes, as in "Kenyan tea".
    fn ends_part(&self, name: &Mention, range: &Range<usize>) -> bool {
        self.parts(range).iter().any(|part| {
            let end = part.clone().rfind(|&at| self.page.is_nominal(at)).map_or(part.end, |at| at + 1);
            name.tokens.end == end
        })
    }

    fn is_capital(&self, mention: &Mention) -> bool {
        self.readings(mention).iter().any(|reading| reading.kind == AliasKind::Capital)
    }

    /// The country of the first name that has one; what somebody is sent to or stands against is not the own one.
    fn country(&self, range: &Range<usize>) -> Option<String> {
        let own = |mention: &&Mention| {
            let before = mention.tokens.start.checked_sub(1).filter(|&i| i >= range.start);
            before.is_none_or(|i| !self.page.words.is_toward(self.page.norm(i)))
        };
        // Whoever serves an international organization serves no state.
        let of_a_state = |mention: &&Mention| {
            self.record(mention)
                .is_none_or(|body| body.country.is_some() || body.sector.as_deref() != Some(INTERNATIONAL))
        };
        let mut names = self.names(range).filter(own);
        if let Some(country) = names.by_ref().take_while(of_a_state).find_map(|mention| self.country_of(mention)) {
            return Some(country);
        }
        self.city_in(range)
    }

    fn country_of(&self, mention: &Mention) -> Option<String> {
        let known = self.actor(mention).and_then(|actor| actor.country.clone());
        known.or_else(|| self.agreed_country(mention)).or_else(|| {
            if mention.kind == ActorKind::Person || self.record(mention).is_some() {
                return None;
            }
            let name = self.page.span_text(mention.tokens.clone());
            self.page.catalog.city(&name).or_else(|| self.inner_country(mention)).map(str::to_owned)
        })
    }

    /// The state or place within a name that nobody knows: "Kenyan Wildlife Trust".
    fn inner_country(&self, mention: &Mention) -> Option<&'c str> {
        mention.tokens.clone().find_map(|at| {
            let (_, readings) = self.page.catalog.longest_match(self.page.texts.get(at..mention.tokens.end)?)?;
            let sure = readings.iter().find(|reading| !reading.weak)?;
            sure.actor.country.as_deref().filter(|_| matches!(sure.actor.kind, ActorKind::State | ActorKind::Place))
        })
    }

    /// The country of all who bear a name, where it is one.
    fn agreed_country(&self, mention: &Mention) -> Option<String> {
        let readings = self.readings(mention);
        let fitting = readings.iter().filter(|reading| {
            reading.actor.kind == mention.kind
                || mention.kind != ActorKind::Person && reading.actor.kind != ActorKind::Person
        });
        let mut codes = fitting.map(|reading| reading.actor.country.as_deref());
        let first = codes.next()??;
        codes.all(|code| code == Some(first)).then(|| first.to_owned())
    }

    /// A city that no mention names: "Lyon police".
    fn city_in(&self, range: &Range<usize>) -> Option<String> {
        let ends = |start: usize| (start + 1..=(start + 3).min(range.end)).rev();
        let known = |at: usize| self.names(range).any(|name| name.tokens.contains(&at) && self.record(name).is_some());
        let capital = |at: &usize| self.page.is_capital(*at) && !known(*at);
        let names = range.clone().filter(capital).flat_map(|start| ends(start).map(move |end| start..end));
        names.map(|name| self.page.span_text(name)).find_map(|name| self.page.catalog.city(&name)).map(str::to_owned)
    }

    fn sector(&self, range: &Range<usize>) -> Option<&str> {
        let parts = self.parts(range);
        let mut weak = None;
        for part in &parts {
            let roles = self.roles(part);
            if let Some((_, role)) = roles.iter().rev().find(|(_, role)| !role.weak) {
                return Some(role.sector);
            }
            // Who works for the United Nations is no international organization, and a Kurdish fighter no civilian.
            let named = self.names(part).filter_map(|name| self.sector_of(name)).last();
            let general = named.is_some_and(|sector| matches!(sector, INTERNATIONAL | CIVILIANS));
            if named.is_some() && !(general && (weak.is_some() || !roles.is_empty())) {
                return named;
            }
            weak = weak.or_else(|| roles.last().map(|(_, role)| role.sector));
        }
        weak
    }

    /// Cuts a stretch where a phrase ends: "leader | of the party | in Lyon".
    fn parts(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let (mut parts, mut start) = (Vec::new(), range.start);
        for at in range.clone() {
            let name = self.names(range).find(|name| name.tokens.contains(&at) && name.tokens.start < at);
            let bracket = matches!(self.page.text(at), "(" | "[");
            let cuts = bracket
                || matches!(
                    self.page.tag(at),
                    Some(Tag::In | Tag::To | Tag::Comma | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Vbd | Tag::Vbz)
                );
            if cuts && name.is_none() {
                parts.push(start..at);
                start = at + 1;
            }
        }
        parts.push(start..range.end);
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// The roles in a part, with the token at which each begins; what was one becomes [`FORMER`].
    fn roles(&self, part: &Range<usize>) -> Vec<(usize, Role<'c>)> {
        let (mut found, mut at, mut past) = (Vec::new(), part.start, false);
        while at < part.end {
            if let Some(name) = self.names(part).find(|name| name.tokens.start == at && self.is_closed(name)) {
                at = name.tokens.end;
                continue;
            }
            if let Some((tokens, modifier)) = self.page.catalog.title_modifier(&[self.page.norm(at)]) {
                past |= modifier == TitleModifier::Past;
                at += tokens.max(1);
                continue;
            }
            match roles::role_at(self.page, at, part.end) {
                Some((tokens, mut role)) => {
                    if past && matches!(role.sector, "GOV" | "LEG") {
                        role = Role { sector: FORMER, weak: role.weak };
                    }
                    found.push((at, role));
                    at += tokens.max(1);
                }
                None => at += 1,
            }
        }
        found
    }

    /// Whether the words of a name are none of the language: of persons, and of bodies that the catalog knows.
    fn is_closed(&self, name: &Mention) -> bool {
        name.kind == ActorKind::Person
            || name.rule != "body" && self.record(name).is_some_and(|actor| actor.sector.is_some())
    }

    /// The sector of a named actor on the day of the document; a state and a place have none by themselves.
    fn sector_of(&self, name: &Mention) -> Option<&str> {
        let actor = self.actor(name)?;
        if matches!(actor.kind, ActorKind::State | ActorKind::Place) {
            return None;
        }
        let sector = actor.sector.as_deref();
        match self.record(name) {
            Some(record) => self.sector_on_day(record, sector),
            None => sector,
        }
    }

    /// The sector of a known actor on the day of the document.
    fn sector_on_day<'s>(&self, record: &CatalogActor, sector: Option<&'s str>) -> Option<&'s str> {
        let year = self.page.parsed.document.date.map(|date| date.year());
        let over = |year: i16| {
            let ended = record.offices.iter().any(|office| office.to.is_some_and(|to| to < year));
            ended && !record.offices.iter().any(|office| office.covers(year))
        };
        match sector {
            Some("GOV" | "LEG") if year.is_some_and(over) => Some(FORMER),
            sector => sector,
        }
    }
}
