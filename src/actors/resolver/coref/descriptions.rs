//! Descriptions without a name: "the country", "both leaders", "the regime", "the foreign minister", "a ministry spokesman".
//!
//! Reads: the history, and what the document calls its actors elsewhere. Gives: the actors meant where only one choice fits.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::draft::{Basis, Draft};
use super::super::page::Page;
use super::super::roster::Roster;
use super::super::titles;
use super::super::words::{Description, Use};
use super::history::{Entry, History};
use super::land::Lands;
use super::offices::{Offices, Wanted};
use super::{Seen, armed, bare, epithets, link, pairs, unnamed};
use crate::actors::{Actor, ActorKind, BodyRecord, BodySense, Form, TitleModifier};
use crate::nlp::{Dep, Pos, Tag};

/// How many sentences a description looks back over.
const REACH: usize = 4;

/// The nouns by which a document calls its actors, beside or around their names.
pub(super) struct Nouns<'c> {
    pub(super) offices: Offices<'c>,
    pub(super) lands: Lands,
    /// "regime" of "the Syrian regime".
    pub(super) bodies: HashMap<String, Vec<usize>>,
    /// "minister" of "Foreign Minister Lavrov".
    pub(super) titles: HashMap<String, Vec<usize>>,
    /// Places that titles of persons name: "California Governor Jerry Brown".
    pub(super) seats: HashMap<usize, Vec<usize>>,
    /// Those whose every title is lesser than its noun alone: "press secretary", "deputy minister".
    lesser: HashSet<usize>,
    /// Those with a title of an office.
    officers: HashSet<usize>,
    /// Tokens of titles at names.
    at_names: HashSet<usize>,
}

impl<'c> Nouns<'c> {
    pub fn collect(page: &Page<'c, '_>, drafts: &[Draft<'_>], roster: &Roster) -> Self {
        let mut nouns = Nouns {
            offices: Offices::of(page, roster),
            lands: Lands::of(page, drafts, roster),
            bodies: HashMap::new(),
            titles: HashMap::new(),
            seats: HashMap::new(),
            lesser: HashSet::new(),
            officers: HashSet::new(),
            at_names: HashSet::new(),
        };
        let mut chief = HashSet::new();
        for draft in drafts.iter().filter(|draft| !draft.dropped) {
            let phrase = matches!(draft.basis, Basis::Body { .. }) || draft.is_name() && draft.tokens.len() > 1;
            if phrase && draft.actors.len() == 1 && draft.kind != ActorKind::Person {
                for token in draft.tokens.clone().filter(|&i| page.is_noun(i)) {
                    add(&mut nouns.bodies, &page.lemma(token), &draft.actors);
                }
            }
            for title in &draft.titles {
                nouns.officers.extend(draft.actors.iter().filter(|_| title.tie.is_some()));
                nouns.at_names.extend(title.tokens.clone());
                let of = title.of.iter().filter_map(|&k| drafts.get(k)).filter(|of| of.kind == ActorKind::Place);
                for (&person, &place) in draft.actors.iter().zip(of.flat_map(|of| &of.actors)) {
                    nouns.seats.entry(person).or_default().push(place);
                }
                add(&mut nouns.titles, &page.span_text(title.tokens.clone()).to_lowercase(), &draft.actors);
                let head = page.head_of(title.tokens.clone());
                // "the minister" is no prime minister.
                if page.norm(title.tokens.start) != "prime" {
                    add(&mut nouns.titles, &page.lemma(head), &draft.actors);
                }
                let is_lesser = title.tokens.len() > 1 && page.words.is_lesser(page.norm(title.tokens.start));
                if is_lesser { &mut nouns.lesser } else { &mut chief }.extend(draft.actors.iter().copied());
            }
        }
        nouns.lesser.retain(|actor| !chief.contains(actor));
        nouns
    }

    /// Whether the document names this person with an office.
    pub(super) fn holds_office(&self, actor: usize) -> bool {
        self.officers.contains(&actor)
    }
}

fn add(map: &mut HashMap<String, Vec<usize>>, noun: &str, actors: &[usize]) {
    // Invisible marks stick to words.
    let noun = noun.trim_matches(|c: char| !c.is_alphanumeric());
    let slot = map.entry(noun.to_owned()).or_default();
    for actor in actors {
        if !slot.contains(actor) && slot.len() < 8 {
            slot.push(*actor);
        }
    }
}

/// Links the description whose head noun stands at this token.
pub(super) fn resolve<'c>(seen: Seen<'_, 'c, '_>, roster: &mut Roster, token: usize) -> Option<Draft<'c>> {
    let Seen { page, nouns, cover, drafts, .. } = seen;
    if !page.is_noun(token) || nouns.at_names.contains(&token) || cover.at(token).is_some() {
        return None;
    }
    let lemma = page.lemma(token);
    if let Some(draft) = bare::resolve(page, nouns, roster, token, &lemma) {
        return Some(draft);
    }
    if matches!(page.dep(token), Some(Dep::Compound)) {
        return None;
    }
    let phrase = Phrase::of(page, token);
    let described = page.words.description(&lemma);
    let named = phrase.names(seen);
    if let Some(&name) = named.first() {
        let voice = described.is_some_and(|noun| noun.usage == Use::Voice);
        return if voice {
            phrase.speaks_for(drafts.get(name)?)
        } else if phrase.is_any(page) {
            None
        } else {
            phrase.office(seen, roster, name).or_else(|| epithets::find(seen, roster, &phrase, Some(name)))
        };
    }
    let is_known = phrase.definite || phrase.is_known_bare(page, &lemma);
    if !is_known {
        return unnamed::find(seen, roster, &phrase);
    }
    let linked = phrase
        .title(seen, roster)
        .or_else(|| phrase.body(seen, roster, &lemma))
        .or_else(|| described.and_then(|noun| phrase.described(seen, roster, noun, &lemma)))
        .or_else(|| phrase.of_land(seen, roster, &lemma));
    let Some((actors, kind, confidence, rule)) = linked else {
        return epithets::find(seen, roster, &phrase, None).or_else(|| unnamed::find(seen, roster, &phrase));
    };
    Some(link(phrase.tokens, token, kind, Form::Nominal, actors, confidence, rule))
}

/// The rule of what is of the land that the text speaks of.
const OF_LAND: &str = "of-the-land";

type Link = (Vec<usize>, ActorKind, f32, &'static str);

/// A noun phrase without a name of its own.
pub(super) struct Phrase {
    pub(super) head: usize,
    /// Without determiner, up to the head noun.
    pub(super) tokens: Range<usize>,
    pub(super) definite: bool,
    /// "a president", "as president".
    pub(super) indefinite: bool,
    /// Nothing stands before it that counts it or says whose it is.
    is_bare: bool,
    pub(super) plural: bool,
    /// "both", "two".
    pair: bool,
    /// "of Syria" hangs on it, but no name does.
    pub(super) has_complement: bool,
}

impl Phrase {
    fn of(page: &Page<'_, '_>, head: usize) -> Self {
        let floor = page.paragraph_start(head);
        let mut start = head;
        while start > floor
            && head - start < 5
            && (page.is_nominal(start - 1) || page.text(start - 1) == "-" || page.tag(start - 1) == Some(Tag::Cd))
        {
            start -= 1;
        }
        let determiner = start.checked_sub(1).filter(|&i| i >= floor).map_or("", |i| page.norm(i));
        let pair_word = |i: usize| matches!(page.norm(i), "two" | "both");
        let plural = page.is_plural(head);
        let pair = plural && (determiner == "both" || (start..head).any(pair_word));
        let definite = matches!(determiner, "the" | "this" | "that" | "these" | "those" | "both")
            && start.checked_sub(1).is_some_and(|i| matches!(page.tag(i), Some(Tag::Dt | Tag::Pdt)))
            || pair && determiner == "our";
        let indefinite = matches!(determiner, "a" | "an" | "any" | "no" | "every" | "each" | "another" | "some" | "as");
        let opens = |i: usize| matches!(page.tag(i), Some(Tag::Dt | Tag::Pdt | Tag::PrpPoss | Tag::Pos | Tag::Cd));
        let is_bare = !opens(start) && start.checked_sub(1).filter(|&i| i >= floor).is_none_or(|i| !opens(i));
        let mut first = start;
        while first < head && page.tag(first) == Some(Tag::Cd) {
            first += 1;
        }
        let joined = page.tag(head + 1) == Some(Tag::Cc) && page.is_noun(head + 2);
        let of = head + if joined { 3 } else { 1 };
        // "accused the commission of fraud", "of working for": the verb's.
        let own = page.pos(page.head(of)) != Some(Pos::Verb) && page.tag(of + 1) != Some(Tag::Vbg);
        let has_complement = page.norm(of) == "of" && own;
        Phrase { head, tokens: first..head + 1, definite, indefinite, is_bare, plural, pair, has_complement }
    }

    /// Names before or behind the noun: "State Department spokesman", "spokesman for the ministry", "Russia's president".
    fn names(&self, Seen { page, cover, drafts, .. }: Seen<'_, '_, '_>) -> Vec<usize> {
        let mut found = Vec::new();
        let mut before = self.tokens.start;
        if before > 0 && page.is_possessive_mark(before - 1) {
            before -= 1;
        }
        let inside = self.tokens.clone().find_map(|i| cover.at(i));
        let left =
            before.checked_sub(1).filter(|&i| page.paragraph(i) == page.paragraph(self.head)).and_then(|i| cover.at(i));
        let touches = |k: &usize| {
            drafts.get(*k).is_some_and(|draft| {
                draft.tokens.end == before && (before != self.tokens.start || self.tokens.start == draft.tokens.end)
            })
        };
        found.extend(inside);
        found.extend(left.filter(touches));
        if matches!(page.norm(self.head + 1), "of" | "for" | "from" | "at") {
            let mut at = self.head + 2 + usize::from(page.tag(self.head + 2) == Some(Tag::Dt));
            // "a spokeswoman for the Bahrain-based fleet"
            let place = cover.at(at).and_then(|k| drafts.get(k)).map_or(at, |draft| draft.tokens.end);
            if page.text(place) == "-" && page.norm(place + 1) == "based" {
                at = place + 2;
            }
            found.extend(cover.at(at));
        }
        found.retain(|&k| {
            drafts.get(k).is_some_and(|draft| draft.kind != ActorKind::Person && !draft.actors.is_empty())
        });
        found
    }

    /// "a Congolese rebel leader": nobody of whom the text has spoken, save where it says what somebody is.
    fn is_any(&self, page: &Page<'_, '_>) -> bool {
        if matches!(page.dep(self.head), Some(Dep::Appos | Dep::Attr)) {
            return false;
        }
        let before = self.tokens.start.checked_sub(1).map_or("", |i| page.norm(i));
        matches!(before, "a" | "an" | "another" | "any") && !self.plural
    }

    /// An unnamed spokesman is the body's voice.
    fn speaks_for<'c>(&self, body: &Draft<'c>) -> Option<Draft<'c>> {
        let fits = matches!(body.kind, ActorKind::State | ActorKind::Organization | ActorKind::Group);
        fits.then(|| {
            link(self.tokens.clone(), self.head, body.kind, Form::Nominal, body.actors.clone(), 0.6, "speaks-for")
        })
    }

    /// "this state", where the speaker is.
    fn is_this(&self, page: &Page<'_, '_>) -> bool {
        self.tokens.start.checked_sub(1).is_some_and(|i| page.norm(i) == "this")
    }

    /// "the former president", "former French president".
    pub(super) fn is_former(&self, page: &Page<'_, '_>) -> bool {
        let first = self.tokens.start.saturating_sub(2).max(page.sentence_start(self.head));
        let modifier = |i: usize| page.catalog.title_modifier(&[page.text(i)]);
        (first..self.head).any(|i| modifier(i).is_some_and(|(_, modifier)| modifier == TitleModifier::Past))
    }

    /// The title that ends at the head noun.
    pub(super) fn title_tokens<'c>(
        &self,
        page: &Page<'c, '_>,
    ) -> Option<(&'c crate::actors::TitleRecord, Range<usize>)> {
        let limit = page.paragraph_end(self.head);
        self.tokens.clone().find_map(|start| {
            let (tokens, title) = titles::title_at(page, start, limit)?;
            (start + tokens > self.head).then_some((title, start..start + tokens))
        })
    }

    /// "the foreign minister", "the senators": who bears the title in this document.
    fn title(&self, seen: Seen<'_, '_, '_>, roster: &Roster) -> Option<Link> {
        let Seen { page, history, nouns, .. } = seen;
        let (title, range) = self.title_tokens(page)?;
        if !title.alone {
            return None;
        }
        let text = page.span_text(range).to_lowercase();
        let lemma = page.lemma(self.head);
        let bearers = nouns.titles.get(&text).or_else(|| nouns.titles.get(&*lemma)).map_or(&[][..], Vec::as_slice);
        let recent: Vec<usize> = {
            let mut seen = Vec::new();
            for actor in history.all().filter(|entry| entry.kind == ActorKind::Person).flat_map(|entry| &entry.actors) {
                if bearers.contains(actor) && !seen.contains(actor) {
                    seen.push(*actor);
                }
            }
            seen
        };
        if (self.is_former(page) || bearers.is_empty()) && !self.plural && title.sector.is_some() {
            let recent: HashSet<usize> =
                history.recent(page, self.head, REACH).flat_map(|entry| entry.actors.iter().copied()).collect();
            let wanted = Wanted { title: &text, of: None, former: self.is_former(page) };
            let holder = nouns.offices.holder(page, roster, &wanted, |actor| recent.contains(&actor))?;
            return Some((vec![holder], ActorKind::Person, 0.6, "title"));
        }
        match (bearers, self.plural) {
            ([actor], false) => Some((vec![*actor], ActorKind::Person, 0.75, "title")),
            (several, true) if several.len() > 1 => Some((several.to_vec(), ActorKind::Person, 0.6, "title")),
            (several, false) if several.len() > 1 => {
                // "the secretary" is no press secretary beside another.
                let chief = |actor: &&usize| !nouns.lesser.contains(actor);
                let actor = recent.iter().find(chief).or(recent.first())?;
                Some((vec![*actor], ActorKind::Person, 0.55, "title"))
            }
            _ => None,
        }
    }

    /// "the regime", "the opposition forces", "the foreign ministry".
    fn body(&self, seen: Seen<'_, '_, '_>, roster: &mut Roster, lemma: &str) -> Option<Link> {
        let Seen { page, history, nouns, .. } = seen;
        let body = self.body_record(page, lemma)?;
        if self.has_complement || self.pair {
            return None;
        }
        let called = |lemma: &str| nouns.bodies.get(lemma).map(Vec::as_slice);
        let first = page.lemma(self.tokens.start).into_owned();
        let known = called(&body.lemma).or_else(|| called(lemma)).or_else(|| called(&first));
        match (body.sense, known) {
            (BodySense::State | BodySense::Organization, Some(&[actor])) => {
                let kind = roster.get(actor)?.kind;
                Some((vec![actor], kind, 0.75, "same-noun"))
            }
            (BodySense::Group, Some(actors)) => {
                let groups: Vec<usize> = actors
                    .iter()
                    .copied()
                    .filter(|&k| roster.get(k).is_some_and(|actor| is_several(actor.kind)))
                    .collect();
                let [actor] = groups.as_slice() else { return None };
                Some((vec![*actor], roster.get(*actor)?.kind, 0.7, "same-noun"))
            }
            // "the states", "coalition soldiers": not those of one land that was named.
            (BodySense::State, _) if self.plural && lemma == "state" || self.is_alien(page) => None,
            (BodySense::State, _) => {
                let state = self.only_state(page, history, roster)?;
                Some((vec![state], ActorKind::State, 0.55, "only-state"))
            }
            (BodySense::Group, None) if is_side(body) || self.is_crowd(page, body) => {
                let armed = || armed::group(page, history, roster, self.tokens.clone());
                match self.definite.then(armed).flatten() {
                    Some(group) => Some((vec![group], ActorKind::Group, 0.65, "only-armed-group")),
                    None => Some(self.own_group(page, body, roster)),
                }
            }
            _ => None,
        }
    }

    /// "the army" where one state stands near.
    fn only_state(&self, page: &Page<'_, '_>, history: &History, roster: &Roster) -> Option<usize> {
        let near = || history.recent(page, self.head, REACH);
        // "the former Nigerian leader ... the junta": who is named once, before a noun, is not spoken of.
        let aside = |entry: &&Entry| entry.is_modifier && entry.weight < 2;
        let state = only(near().filter(|entry| entry.kind == ActorKind::State && !aside(entry)))?;
        let country = roster.get(state)?.country.as_deref();
        // "The United States condemned the Chilean Navy ... the junta": another state may be meant.
        let others = near().filter(|entry| entry.kind == ActorKind::Organization).flat_map(|entry| &entry.actors);
        let mut others = others.filter_map(|&actor| roster.get(actor)).filter(|actor| is_branch(actor));
        others.all(|actor| actor.country.as_deref() == country).then_some(state)
    }

    /// "the electoral commission", "the finance minister" where the text speaks of one land.
    fn of_land(&self, seen: Seen<'_, '_, '_>, roster: &mut Roster, lemma: &str) -> Option<Link> {
        let Seen { page, nouns, .. } = seen;
        if self.has_complement || self.pair || self.is_alien(page) {
            return None;
        }
        let office = self.title_tokens(page).filter(|(title, _)| title.alone && !self.plural && !self.is_former(page));
        if let Some(officer) = office.and_then(|(title, _)| nouns.lands.officer(page, roster, title, self.head)) {
            return Some((vec![officer], ActorKind::Person, 0.65, OF_LAND));
        }
        let (actor, kind) = nouns.lands.body(page, roster, self.body_record(page, lemma)?, self.head)?;
        Some((vec![actor], kind, 0.65, OF_LAND))
    }

    /// "opposition leaders", "police": known without an article.
    fn is_known_bare(&self, page: &Page<'_, '_>, lemma: &str) -> bool {
        let side = || self.body_record(page, lemma).is_some_and(is_side);
        self.plural && !self.indefinite && self.tokens.len() > 1 && side()
            || self.is_bare && self.tokens.len() == 1 && page.words.is_bare_of_land(lemma)
    }

    fn is_alien(&self, page: &Page<'_, '_>) -> bool {
        (self.tokens.start..self.head).any(|i| page.words.is_alien(page.norm(i)))
    }

    /// "the strikers", "the gang": people of one trade or cause, where the text means certain ones.
    fn is_crowd(&self, page: &Page<'_, '_>, body: &BodyRecord) -> bool {
        let is_person =
            || page.words.person_noun(&body.lemma).is_some() || page.catalog.title(&[&body.lemma]).is_some();
        let sector = body.sector.as_deref();
        self.definite
            && (self.plural && sector == Some("LAB") || sector == Some("CRM") && (self.plural || !is_person()))
    }

    fn own_group(&self, page: &Page<'_, '_>, body: &BodyRecord, roster: &mut Roster) -> Link {
        let name = page.span_text(self.tokens.clone());
        let actor = roster.own(ActorKind::Group, &crate::actors::ids::slug(&body.lemma), &name);
        if let Some(actor) = roster.actors.get_mut(actor) {
            actor.sector.clone_from(&body.sector);
        }
        (vec![actor], ActorKind::Group, 0.6, "own-group")
    }

    fn body_record<'c>(&self, page: &Page<'c, '_>, lemma: &str) -> Option<&'c BodyRecord> {
        let before = self.head.checked_sub(1).filter(|i| self.tokens.contains(i));
        let two = before.and_then(|i| page.catalog.body(&format!("{} {lemma}", page.norm(i))));
        two.or_else(|| page.catalog.body(lemma))
    }

    /// "the country", "the group", "both leaders".
    fn described(
        &self,
        Seen { page, history, .. }: Seen<'_, '_, '_>,
        roster: &Roster,
        noun: &Description,
        lemma: &str,
    ) -> Option<Link> {
        let clause = page.parsed.child(self.head, Dep::Relcl).is_some() || lemma == "state" && self.is_this(page);
        if noun.usage == Use::Voice || self.has_complement || clause {
            return None;
        }
        let fits = |entry: &&Entry| {
            let gender = noun.gender.is_none() || entry.gender.is_none() || noun.gender == entry.gender;
            let names = entry.actors.iter().filter_map(|&k| roster.get(k));
            noun.kinds.contains(&entry.kind)
                && gender
                && entry.form != Form::Pronoun
                && names.into_iter().all(|actor| agrees(page, actor, noun, lemma))
        };
        if self.pair {
            let (actors, kind) = pairs::find(page, history, roster, self.head, &[1, 2, REACH, 2 * REACH], fits)?;
            return Some((actors, kind, 0.65, "pair"));
        }
        if self.plural && !noun.kinds.contains(&ActorKind::Group) {
            return None;
        }
        for reach in [1, 2, REACH] {
            let mut near = history.recent(page, self.head, reach).filter(fits).peekable();
            let Some(kind) = near.peek().map(|entry| entry.kind) else { continue };
            return Some((vec![only(near)?], kind, 0.6, "description"));
        }
        None
    }
}

/// Whether an actor can be called by a noun: its sector must be one of the noun's, and a name that says what it is ("Court of
/// Appeal") must say this noun.
fn agrees(page: &Page<'_, '_>, actor: &Actor, noun: &Description, lemma: &str) -> bool {
    let sector = actor.sector.as_deref();
    // "the region" takes up "Kursk region", no city.
    if noun.usage == Use::With {
        let mut called = std::iter::once(&actor.name).chain(&actor.aliases);
        return called.any(|name| name.to_lowercase().split(' ').any(|word| word == lemma));
    }
    if !noun.sectors.is_empty() && sector.is_some_and(|sector| !noun.sectors.contains(&sector)) {
        return false;
    }
    if noun.usage == Use::Any || !noun.kinds.contains(&ActorKind::Organization) {
        return true;
    }
    let name = actor.name.to_lowercase();
    let mut says = name.split(' ').filter(|word| {
        page.words.description(word).is_some_and(|other| other.kinds.contains(&ActorKind::Organization))
    });
    let first = says.next();
    first.is_none() || first == Some(lemma) || says.any(|word| word == lemma)
}

/// A body of a state.
fn is_branch(actor: &Actor) -> bool {
    let sector = matches!(actor.sector.as_deref(), Some("GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY"));
    sector && actor.country.is_some()
}

fn is_several(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::Group | ActorKind::Organization)
}

/// A side of a conflict: opposition, rebels.
fn is_side(body: &BodyRecord) -> bool {
    body.sense == BodySense::Group && matches!(body.sector.as_deref(), Some("OPP" | "REB"))
}

/// The only actor of some mentions.
pub(super) fn only<'e>(entries: impl Iterator<Item = &'e Entry>) -> Option<usize> {
    let mut actor = None;
    for entry in entries {
        match (entry.actors.as_slice(), actor) {
            (&[only], None) => actor = Some(only),
            (&[only], Some(known)) if only == known => {}
            _ => return None,
        }
    }
    actor
}
