//! Who speaks: "I", "we", "my", "our"; and "you" where the text says whom it addresses.
//!
//! Reads: quotation marks, verbs of speech, paragraphs that end in a colon, turns ([`super::floor`]). Gives: drafts of pronouns.
//! A statement may name its speaker once, at its head: all that follows is his.

use std::collections::HashMap;

use super::super::draft::Draft;
use super::super::page::Page;
use super::super::roster::Roster;
use super::super::words::Person;
use super::floor::{self, Floor};
use super::speech::Speech;
use super::{link, pronoun_at};
use crate::actors::{ActorKind, Form, Voice};
use crate::nlp::{Dep, Tag};

/// How far from a quotation its verb of speech may stand, in tokens.
const REACH: usize = 24;

/// In how many sentences from the top a text may have lines that are none.
const LETTERHEAD: usize = 6;

/// In how many paragraphs from the top a statement names its speaker.
const HEAD: usize = 4;

/// What a text says of who speaks and to whom.
pub(super) struct Said<'c> {
    pub pronouns: Vec<Draft<'c>>,
    pub voices: Vec<Voice>,
    /// The draft of the people to whom it speaks as a nation, and their state.
    pub nation: Option<(usize, usize)>,
}

/// Finds the first-person pronouns and their speakers, and whose words parts of the text are. Cost: linear.
pub(super) fn first_person<'c>(
    page: &Page<'c, '_>,
    drafts: &[Draft<'c>],
    found: &[Draft<'c>],
    roster: &Roster,
) -> Said<'c> {
    let mut speakers = Speakers { page, roster, actors: HashMap::new(), names: HashMap::new(), voices: HashMap::new() };
    for draft in drafts.iter().chain(found).filter(|draft| !draft.dropped && !draft.actors.is_empty()) {
        if draft.kind == ActorKind::Person && draft.is_name() {
            speakers.names.insert(draft.tokens.end, &draft.actors);
        }
        speakers.actors.entry(draft.head).or_insert((draft.actors.as_slice(), draft.kind));
        let voice = draft.titles.iter().filter(|title| title.tie.is_some()).flat_map(|title| &title.of);
        let voice = voice.filter_map(|&k| drafts.get(k)?.actors.first().copied()).next();
        if let (Some(&speaker), Some(body)) = (draft.actors.first(), voice) {
            speakers.voices.entry(speaker).or_insert(body);
        }
    }
    let quotes = quotes(page);
    let is_quoted = |token: usize| {
        let at = quotes.partition_point(|quote| quote.end <= token);
        quotes.get(at).is_some_and(|quote| quote.start <= token)
    };
    let floor = floor::find(page, drafts, &is_quoted);
    let first = first_sentence(page);
    let is_statement = (0..page.len()).any(|i| !is_quoted(i) && performs(page, i));
    let voice = voice(page, drafts, is_statement);
    let mut pronouns = Vec::new();
    let mut voices = Vec::new();
    let mut last: Option<Vec<usize>> = None;
    let mut statement: Option<(Vec<usize>, &'static str)> = None;
    let mut subject: Option<Vec<usize>> = None;
    let spoken = speakers.of_quotes(&quotes);
    let mut next = quotes.iter().zip(spoken).peekable();
    let mut inside: Vec<(usize, usize, Option<Vec<usize>>)> = Vec::new();
    let mut turns = floor.turns.iter().peekable();
    for (number, paragraph) in page.parsed.paragraphs.iter().enumerate() {
        let paragraph = paragraph.start..paragraph.end.min(page.len());
        inside.retain(|(_, end, _)| *end > paragraph.start);
        while let Some((&Quote { start, end, .. }, speaker)) = next.next_if(|(quote, _)| quote.start < paragraph.end) {
            // A part of a sentence in quotation marks is not whose the quotation before was, unless that one is a part of it too.
            let sentence = page.sentence_start(start.min(page.len().saturating_sub(1)));
            let goes_on = sentence + 1 >= start || inside.last().is_some_and(|(_, end, _)| *end > sentence);
            let speaker = speaker.or_else(|| last.clone().filter(|_| goes_on));
            last.clone_from(&speaker);
            voices.extend(speaker.clone().map(|speakers| Voice { tokens: start..end, speakers }));
            inside.push((start, end, speaker));
        }
        if let Some(announced) = speakers.announced(&paragraph) {
            if number < HEAD && !is_quoted(paragraph.end) && !is_quoted(paragraph.end + 1) {
                voices.push(Voice { tokens: paragraph.end..page.len(), speakers: announced.clone() });
            }
            (last, statement) = (Some(announced.clone()), Some((announced, "statement-speaker")));
        }
        let mut quote = inside.iter().peekable();
        for token in paragraph {
            while quote.next_if(|(_, end, _)| *end <= token).is_some() {}
            while let Some(turn) = turns.next_if(|turn| turn.from <= token) {
                statement = Some((turn.speakers.clone(), turn.rule)).filter(|(speakers, _)| !speakers.is_empty());
            }
            let opening = subject.is_none() && page.parsed.sentence_of(token) < first + 2;
            if opening
                && page.is_subject(token)
                && let Some((actors, kind)) = speakers.actors.get(&token)
            {
                subject = match kind {
                    ActorKind::State | ActorKind::Organization => {
                        Some(actors.to_vec()).filter(|_| page.words.acts(&page.lemma(page.head(token))))
                    }
                    ActorKind::Person => speakers.bodies_of(actors),
                    _ => None,
                };
            }
            let Some(pronoun) = pronoun_at(page, token).filter(|_| !is_numeral(page, token)) else { continue };
            let quote = quote.peek().filter(|(start, _, _)| *start < token);
            if pronoun.person == Person::Second && quote.is_none() {
                pronouns.extend(addressed(page, &floor, roster, token));
            }
            if pronoun.person != Person::First {
                continue;
            }
            let quoted = quote.and_then(|(_, _, speaker)| speaker.clone());
            let many = pronoun.many == Some(true);
            let asks = floor.interviewee.is_some() && is_question(page, token);
            let (actors, confidence, rule) = match (quoted, &statement, &subject) {
                (Some(actors), _, _) => (actors, 0.75, "speaker"),
                (None, _, _) if asks => continue,
                (None, Some((actors, rule)), _) => (actors.clone(), 0.7, *rule),
                (None, None, Some(actors)) if many => {
                    (actors.clone(), if is_statement { 0.7 } else { 0.5 }, "statement-voice")
                }
                (None, None, None) if many || is_statement => match voice {
                    Some(actor) => (vec![actor], 0.4, "statement-voice"),
                    None => continue,
                },
                _ => continue,
            };
            let alone = many && quote.is_none() && floor.turns.iter().any(|turn| turn.rule == rule);
            let actors = match many {
                true if alone => match speakers.bodies_of(&actors) {
                    Some(bodies) => bodies,
                    None => continue,
                },
                true => speakers.group_of(token, actors),
                false => actors,
            };
            let kind = actors.first().and_then(|&k| roster.get(k)).map_or(ActorKind::Person, |actor| actor.kind);
            pronouns.push(link(token..token + 1, token, kind, Form::Pronoun, actors, confidence, rule));
        }
    }
    Said { pronouns, voices, nation: floor.nation }
}

/// The first sentence that ends like one: the lines of a letterhead and headlines stand above it.
fn first_sentence(page: &Page<'_, '_>) -> usize {
    let ends = |sentence: &std::ops::Range<usize>| {
        let last = sentence.clone().rev().find(|&i| page.tag(i) != Some(Tag::Space));
        last.is_some_and(|i| page.text(i).ends_with(['.', '!', '?', '"', '”']))
    };
    page.parsed.sentences.iter().take(LETTERHEAD).position(ends).unwrap_or(0)
}

/// "Norton I": a number behind a name.
fn is_numeral(page: &Page<'_, '_>, token: usize) -> bool {
    let behind = token.checked_sub(1).filter(|&i| page.tag(i) == Some(Tag::Nnp) && page.is_capital(i));
    page.text(token) == "I" && behind.is_some_and(|name| !page.is_subject(token) || page.head(token) == name)
}

fn is_question(page: &Page<'_, '_>, token: usize) -> bool {
    let end = page.sentence_end(token);
    (token..end).rev().find(|&i| page.tag(i) != Some(Tag::Space)).is_some_and(|i| page.text(i) == "?")
}

/// "you" outside quotations: whom a letter goes to, or whom an interview asks.
fn addressed<'c>(page: &Page<'c, '_>, floor: &Floor, roster: &Roster, token: usize) -> Option<Draft<'c>> {
    let asked = floor.interviewee.filter(|_| is_question(page, token)).map(|actor| (actor, "interviewee"));
    let (actor, rule) = match floor.addressee {
        Some((from, actor)) if token >= from => (actor, "addressee"),
        _ => asked?,
    };
    let kind = roster.get(actor)?.kind;
    Some(link(token..token + 1, token, kind, Form::Pronoun, vec![actor], 0.6, rule))
}

/// Whether the text says "our nation" outside quotations somewhere.
fn speaks_for_nation(page: &Page<'_, '_>) -> bool {
    (0..page.len()).any(|i| {
        page.tag(i) == Some(Tag::PrpPoss)
            && pronoun_at(page, i).is_some_and(|our| our.person == Person::First && our.many == Some(true))
            && Speech::Nation.has(&page.lemma(page.head(i)))
    })
}

/// "we condemn": a text does what it says.
fn performs(page: &Page<'_, '_>, token: usize) -> bool {
    page.is_subject(token)
        && pronoun_at(page, token).is_some_and(|pronoun| pronoun.person == Person::First)
        && Speech::Performative.has(&page.lemma(page.head(token)))
}

/// Whom a text without a speaker speaks for: in a statement the body that acts in it, in a speech on "our nation" the state.
fn voice(page: &Page<'_, '_>, drafts: &[Draft<'_>], is_statement: bool) -> Option<usize> {
    let is_body = |draft: &Draft<'_>| matches!(draft.kind, ActorKind::State | ActorKind::Organization);
    let acts = |draft: &Draft<'_>| page.is_subject(draft.head) && is_body(draft);
    // "We condemn the attack. ... Chile reaffirms its support": who does with the same words what they say.
    let performs = |draft: &&Draft<'_>| {
        acts(draft) && !draft.dropped && Speech::Performative.has(&page.lemma(page.head(draft.head)))
    };
    let mut performers = drafts.iter().filter(performs).map(|draft| draft.actors.as_slice());
    if let (true, Some(&[first])) = (is_statement, performers.next())
        && performers.all(|other| other == [first])
    {
        return Some(first);
    }
    let actor = is_statement.then(|| dominant(drafts, acts)).flatten();
    actor.or_else(|| (is_statement || speaks_for_nation(page)).then(|| dominant(drafts, is_body)).flatten())
}

/// Who is named three times, and twice as often as any other.
fn dominant(drafts: &[Draft<'_>], counts: impl Fn(&Draft<'_>) -> bool) -> Option<usize> {
    let named = drafts.iter().filter(|draft| draft.is_name() && !draft.dropped && counts(draft));
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for actor in named.flat_map(|draft| &draft.actors) {
        *counts.entry(*actor).or_default() += 1;
    }
    let mut counts: Vec<(usize, usize)> = counts.into_iter().map(|(actor, count)| (count, actor)).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    match counts.as_slice() {
        [(first, actor)] if *first >= 3 => Some(*actor),
        [(first, actor), (second, _), ..] if *first >= 3 && *first >= 2 * second => Some(*actor),
        _ => None,
    }
}

/// A quotation, marks included.
struct Quote {
    start: usize,
    end: usize,
    /// The next one goes on where this one ends: a speech of several paragraphs, each of which opens with a mark.
    goes_on: bool,
}

/// In how many further paragraphs the end of a quotation is looked for.
const LONGEST: usize = 6;

/// Finds the quotations, in order. One that its paragraph leaves open ends in one of the next ones, if a mark there closes
/// what was not opened there; else with its own.
fn quotes(page: &Page<'_, '_>) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    let mut free = 0;
    for (number, paragraph) in page.parsed.paragraphs.iter().enumerate() {
        let end = paragraph.end.min(page.len());
        let mut open: Option<usize> = None;
        for token in paragraph.start.max(free)..end {
            match (page.text(token), open) {
                ("“" | "«" | "„", None) | ("\"" | "''" | "``", None) => open = Some(token),
                ("”", None) if page.parsed.opens(token) => open = Some(token),
                // What begins before the text does: its sentence is quoted.
                ("”", None) => {
                    let start = page.sentence_start(token).max(found.last().map_or(0, |quote| quote.end));
                    found.push(Quote { start, end: token + 1, goes_on: false });
                }
                ("”" | "»" | "\"" | "''" | "“", Some(start)) => {
                    found.push(Quote { start, end: token + 1, goes_on: false });
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(start) = open {
            let next = page.parsed.paragraphs.get(number + 1).map_or(page.len(), |next| next.start);
            let goes_on = matches!(page.text(next), "“" | "«" | "„" | "\"" | "``");
            let close = if goes_on { None } else { closing_mark(page, start, number) };
            free = close.map_or(free, |close| close + 1);
            found.push(Quote { start, end: close.map_or(end, |close| close + 1), goes_on });
        }
    }
    found
}

/// The mark in a later paragraph that closes what a paragraph left open: before it no mark opens, and where both look the same
/// those of its paragraph do not go together in pairs.
fn closing_mark(page: &Page<'_, '_>, open: usize, number: usize) -> Option<usize> {
    for paragraph in page.parsed.paragraphs.iter().skip(number + 1).take(LONGEST) {
        let paragraph = paragraph.start..paragraph.end.min(page.len());
        let is_mark = |&i: &usize| matches!(page.text(i), "“" | "”" | "«" | "»" | "„" | "\"" | "''" | "``");
        let mut marks = paragraph.filter(is_mark);
        let Some(first) = marks.next() else { continue };
        let paired = marks.count() % 2 == 1;
        return match (page.text(open), page.text(first)) {
            ("“" | "„", "”") | ("«", "»") => Some(first),
            ("\"" | "``", "\"" | "''") if !paired => Some(first),
            _ => None,
        };
    }
    None
}

struct Speakers<'p, 'c, 'd> {
    page: &'p Page<'c, 'd>,
    roster: &'p Roster,
    /// Actors and kind of the mention at a head.
    actors: HashMap<usize, (&'p [usize], ActorKind)>,
    /// Persons' names by the token behind them.
    names: HashMap<usize, &'p [usize]>,
    /// The body or state that a person speaks for.
    voices: HashMap<usize, usize>,
}

impl Speakers<'_, '_, '_> {
    /// Whose words the quotations are; of one that goes on in the next it may be told there only.
    fn of_quotes(&self, quotes: &[Quote]) -> Vec<Option<Vec<usize>>> {
        let mut found: Vec<Option<Vec<usize>>> = vec![None; quotes.len()];
        let mut next: Option<Vec<usize>> = None;
        for (quote, slot) in quotes.iter().zip(&mut found).rev() {
            let own = self.of_quote(quote.start, quote.end);
            *slot = own.or_else(|| next.clone().filter(|_| quote.goes_on));
            next.clone_from(slot);
        }
        found
    }

    /// The subject of the verb of speech nearest to a quotation.
    fn of_quote(&self, start: usize, end: usize) -> Option<Vec<usize>> {
        let after = end..(end + REACH).min(self.page.paragraph_end(end - 1));
        let before = start.saturating_sub(REACH).max(self.page.paragraph_start(start))..start;
        let mut nearest =
            before.rev().map(|i| (start - i, i)).chain(after.map(|i| (i + 1 - end, i))).collect::<Vec<_>>();
        nearest.sort_unstable();
        nearest.into_iter().find_map(|(_, token)| self.by_verb(token))
    }

    /// The actors that speak by this verb, or "according to" it.
    fn by_verb(&self, token: usize) -> Option<Vec<usize>> {
        let page = self.page;
        if page.norm(token) == "according" {
            let to = page.parsed.child(token, Dep::Prep)?;
            return self.with_partners(page.parsed.child(to, Dep::Pobj)?);
        }
        let verb = matches!(page.tag(token), Some(Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz));
        if !verb || !page.words.says(&page.lemma(token)) {
            return None;
        }
        let mut chain = std::iter::once(token).chain(page.parsed.ancestors(token)).take(6);
        let subject = chain.find_map(|at| self.with_partners(page.parsed.child(at, Dep::Nsubj)?));
        // "Minister for Trade Jane Roe said": the name right before the verb, whatever the tree makes of it.
        subject.or_else(|| self.names.get(&token).map(|actors| actors.to_vec()))
    }

    fn with_partners(&self, head: usize) -> Option<Vec<usize>> {
        let mut actors = self.actors.get(&head)?.0.to_vec();
        let mut at = head;
        for _ in 0..4 {
            // "Mary Roe, D-Ohio, and John Doe said": joined to what stands between commas.
            let aside = || self.page.parsed.child(at, Dep::Appos).and_then(|c| self.page.parsed.child(c, Dep::Conj));
            let Some(next) = self.page.parsed.child(at, Dep::Conj).or_else(aside) else { break };
            actors.extend(self.actors.get(&next).into_iter().flat_map(|(actors, _)| actors.iter().copied()));
            at = next;
        }
        actors.dedup();
        Some(actors)
    }

    /// "Foreign Secretary Jane Roe said:" at the end of a paragraph.
    fn announced(&self, paragraph: &std::ops::Range<usize>) -> Option<Vec<usize>> {
        let last = paragraph.clone().rev().find(|&i| self.page.tag(i) != Some(Tag::Space))?;
        if self.page.text(last) != ":" {
            return None;
        }
        let first = last.saturating_sub(REACH).max(paragraph.start);
        (first..last).rev().find_map(|token| self.by_verb(token))
    }

    /// Whom a speaker means by "we": who holds an opinion speaks for himself, who acts for the body that he speaks for.
    fn group_of(&self, token: usize, speakers: Vec<usize>) -> Vec<usize> {
        let page = self.page;
        let verb = page.head(token);
        let told = page.parsed.child(verb, Dep::Acomp);
        let opines =
            page.words.acts(&page.lemma(verb)) || told.is_some_and(|told| !Speech::Resolve.has(page.norm(told)));
        if page.is_subject(token) && opines {
            return speakers;
        }
        let mut actors: Vec<usize> =
            speakers.iter().map(|speaker| self.body_of(*speaker).unwrap_or(*speaker)).collect();
        actors.dedup();
        actors
    }

    /// The bodies that these speak for; none where they speak for nobody but themselves and unnamed others.
    fn bodies_of(&self, speakers: &[usize]) -> Option<Vec<usize>> {
        let is_body = |speaker: usize| self.roster.get(speaker).is_some_and(|actor| actor.kind != ActorKind::Person);
        let bodies =
            speakers.iter().map(|&speaker| self.body_of(speaker).or(Some(speaker).filter(|_| is_body(speaker))));
        let bodies: Vec<usize> = bodies.flatten().collect();
        (!bodies.is_empty()).then_some(bodies)
    }

    fn body_of(&self, speaker: usize) -> Option<usize> {
        let person = self.roster.get(speaker).filter(|actor| actor.kind == ActorKind::Person)?;
        let state = || {
            let code = person.country.as_deref().filter(|_| person.role.is_some())?;
            self.roster.find(&format!("state:{code}"))
        };
        self.voices.get(&speaker).copied().or_else(state)
    }
}
