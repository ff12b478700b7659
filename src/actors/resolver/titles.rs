//! Finds the titles that stand at persons' names, and the state or body that each names.
//!
//! Reads: drafts of names and bodies. Gives: titles on the drafts of persons, and a draft for each description in apposition.
//! "U.S. Secretary of State John Kerry"; "Prime Minister of Iraq Haider al-Abadi"; "Raed al-Saleh, the leader of the White
//! Helmets"; "the Russian president, Vladimir Putin"; "U.S. Sens. John McCain, R-Ariz., and Lindsey Graham, R-S.C.".
//! A title and what it names stand in the sentence of the name: "They left Iran. President Marsh" tells nothing of Iran.
//! Does not: read copulas ("Kerry is secretary of state").

use std::ops::Range;

use super::draft::{Basis, Cover, Draft};
use super::page::Page;
use super::words::Use;
use crate::actors::{ActorKind, Form, Title, TitleModifier, TitleRecord};
use crate::nlp::{Dep, Tag};

/// Longest title, in tokens.
const LONGEST: usize = 8;

/// Finds the longest title at `start`; number of tokens, and what the table says of it. Plurals count as well.
pub(super) fn title_at<'c>(page: &Page<'c, '_>, start: usize, limit: usize) -> Option<(usize, &'c TitleRecord)> {
    if start >= page.len() {
        return None;
    }
    let limit = limit.min(start + LONGEST).min(page.sentence_end(start));
    let mut words: Vec<&str> = Vec::with_capacity(LONGEST);
    let mut ends: Vec<usize> = Vec::with_capacity(LONGEST);
    for at in start..limit {
        let text = page.text(at);
        if text == "." && at > start {
            continue;
        }
        if ends.is_empty() && !text.chars().any(char::is_alphabetic) {
            return None;
        }
        words.push(text);
        ends.push(at + 1);
    }
    let found = |words: &[&str]| {
        page.catalog.title(words).map(|(n, title)| (ends.get(n - 1).map_or(n, |end| end - start), title))
    };
    let mut best = found(&words);
    // "Sens.", "foreign ministers": the same without the plural, at the noun where the title may end.
    for k in 0..words.len().min(4) {
        let (Some(&end), Some(word)) = (ends.get(k), words.get(k).copied()) else { break };
        let stem = word.trim_end_matches('.').strip_suffix('s');
        let Some(stem) = stem.filter(|stem| !stem.ends_with('s')) else { continue };
        if best.is_some_and(|(tokens, _)| tokens >= end - start) || !page.is_noun(end - 1) {
            continue;
        }
        let mut single = words.clone();
        if let Some(slot) = single.get_mut(k) {
            *slot = stem;
        }
        let longer = found(&single).filter(|(tokens, _)| best.is_none_or(|(n, _)| *tokens > n));
        best = longer.or(best);
    }
    best
}

/// Whether a title that begins before these tokens or at them covers them: "State" in "Secretary of State".
pub(super) fn covers_title(page: &Page<'_, '_>, tokens: &Range<usize>) -> bool {
    let first = tokens.start.saturating_sub(3).max(page.paragraph_start(tokens.start));
    (first..=tokens.start).any(|at| title_at(page, at, tokens.end).is_some_and(|(n, _)| at + n >= tokens.end))
}

/// Whether these tokens are the beginning of an office that goes on behind them: "Defense" of "Defense Minister". What is a
/// body keeps its name: "Supreme Court" of "Supreme Court Justice".
pub(super) fn begins_office(page: &Page<'_, '_>, tokens: &Range<usize>) -> bool {
    let Some((n, title)) = title_at(page, tokens.start, page.len()) else { return false };
    let end = tokens.start + n;
    // "Press Secretary" is no secretary of the press.
    let is_body = super::bodies::noun_run(page, tokens.end - 1, tokens.end)
        .is_some_and(|(_, body)| body.sector.as_deref() != Some("JRN"));
    end > tokens.end && title.sector.is_some() && title.address && page.is_capital(end - 1) && !is_body
}

/// The end of a legislator's tag at this token: `R-Ariz.`, `D-N.Y.`.
pub(super) fn party_tag(page: &Page<'_, '_>, start: usize) -> Option<usize> {
    let text = page.text(start);
    if let Some((party, state)) = text.split_once(['-', '–']) {
        return (is_party(page, party) && page.catalog.us_state(state).is_some()).then_some(start + 1);
    }
    let dash = matches!(page.text(start + 1), "-" | "–");
    (dash && is_party(page, text) && page.catalog.us_state(page.text(start + 2)).is_some()).then_some(start + 3)
}

fn is_party(page: &Page<'_, '_>, tag: &str) -> bool {
    tag.len() == 1 && page.catalog.party_by_tag(tag).is_some()
}

/// Puts titles on persons. Cost: linear.
pub(super) fn find(page: &Page<'_, '_>, drafts: &mut Vec<Draft<'_>>) {
    let mut finder = Finder { page, cover: Cover::of(drafts, page.len()), plural: None };
    let mut appositions = Vec::new();
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at) else { continue };
        if draft.kind != ActorKind::Person || draft.dropped || !draft.is_name() {
            continue;
        }
        let tokens = draft.tokens.clone();
        let mut titles = finder.before(drafts, tokens.start);
        let own = !titles.is_empty();
        if !own {
            titles = finder.shared(tokens.start);
        }
        finder.plural = finder.chain(&titles, tokens.end);
        if own {
            finder.deal_out(drafts, &mut titles);
        }
        finder.complete(drafts, &mut titles, tokens.end);
        if let Some((title, range)) = finder.behind(drafts, tokens.end) {
            titles.push(title);
            appositions.push((range, at));
        } else if let Some((title, range)) =
            finder.ahead(drafts, titles.first().map_or(tokens.start, |title| title.tokens.start)..tokens.end)
        {
            titles.push(title);
            appositions.push((range, at));
            if finder.plural.is_none() {
                finder.plural = finder.chain(&titles, tokens.end);
                finder.deal_out(drafts, &mut titles);
            }
        }
        for title in &mut titles {
            finder.weaken(drafts, title);
        }
        if let Some(draft) = drafts.get_mut(at) {
            draft.titles = titles;
        }
    }
    for (tokens, at) in appositions {
        let head = page.head_of(tokens.clone());
        let mut draft = Draft::new(tokens, head, ActorKind::Person, Basis::Same(at), "apposition");
        draft.form = Form::Nominal;
        drafts.push(draft);
    }
}

pub(super) struct Finder<'p, 'c, 'd> {
    pub page: &'p Page<'c, 'd>,
    pub cover: Cover,
    /// A title in the plural, and the token at which the next name of its list must begin.
    plural: Option<(Vec<Title>, usize)>,
}

impl Finder<'_, '_, '_> {
    /// Titles right before a name, outermost first.
    fn before(&self, drafts: &[Draft<'_>], name: usize) -> Vec<Title> {
        let floor = self.page.sentence_start(name);
        let mut titles = Vec::new();
        let mut end = self.skip_dots(name, floor);
        while let Some(title) = self.title_ending(end, floor).or_else(|| self.title_with_body(drafts, end, floor)) {
            end = self.skip_dots(title.tokens.start, floor);
            titles.insert(0, title);
            if titles.len() == 4 {
                break;
            }
        }
        for title in &mut titles {
            if title.of.is_empty() {
                title.of.extend(self.bodies_before(drafts, title.tokens.start, floor));
            }
        }
        // "Russian President and Commander-in-Chief X": what the first names, the others name as well.
        let shared = titles.iter().find(|title| !title.of.is_empty()).map(|title| title.of.clone()).unwrap_or_default();
        for title in titles.iter_mut().filter(|title| title.of.is_empty() && title.tie.is_some()) {
            title.of.clone_from(&shared);
        }
        titles
    }

    /// "President NAME of Kenya": what stands behind the name says whose office it is.
    fn complete(&self, drafts: &[Draft<'_>], titles: &mut [Title], end: usize) {
        let page = self.page;
        if page.norm(end) != "of" || titles.iter().any(|title| !title.of.is_empty()) {
            return;
        }
        let at = end + 1 + usize::from(page.tag(end + 1) == Some(Tag::Dt));
        let Some(body) = self.cover.at(at).filter(|_| at < page.sentence_end(end)) else { return };
        let fits = drafts.get(body).is_some_and(|draft| {
            matches!(draft.kind, ActorKind::State | ActorKind::Organization | ActorKind::Group)
                && draft.tokens.start == at
                && !page.is_possessive_mark(draft.tokens.end)
        });
        for title in titles.iter_mut().filter(|title| fits && title.tie.is_some()) {
            title.of = vec![body];
        }
    }

    fn skip_dots(&self, end: usize, floor: usize) -> usize {
        let mut end = end;
        while end > floor && matches!(self.page.text(end - 1), "." | "\"" | "“" | "'" | "‘") {
            end -= 1;
        }
        end
    }

    /// The longest title that ends here; one that does not swallow the name of the body is preferred.
    pub fn title_ending(&self, end: usize, floor: usize) -> Option<Title> {
        let page = self.page;
        let first = end.saturating_sub(LONGEST).max(floor);
        let at = |start: usize| {
            let (tokens, record) = title_at(page, start, end)?;
            let reaches = (start + tokens..end).all(|i| page.text(i) == ".");
            reaches.then(|| title(start..start + tokens, record))
        };
        let is_free = |start: &usize| self.cover.at(*start).is_none();
        let opens_name = |start: &usize| *start == floor || self.cover.at(*start) != self.cover.at(*start - 1);
        (first..end).filter(is_free).find_map(at).or_else(|| (first..end).filter(opens_name).find_map(at))
    }

    /// "Prime Minister of Iraq", "spokesman for the Foreign Ministry" before a name.
    pub fn title_with_body(&self, drafts: &[Draft<'_>], end: usize, floor: usize) -> Option<Title> {
        let body = self.body_ending(drafts, end, floor)?;
        let mut at = drafts.get(body)?.tokens.start;
        // "the leader of Britain's Labour Party"
        if at > floor && self.page.is_possessive_mark(at - 1) {
            let owner = at.checked_sub(2).and_then(|i| self.cover.at(i)).and_then(|k| drafts.get(k));
            at = owner.filter(|owner| owner.tokens.end == at - 1).map_or(at, |owner| owner.tokens.start);
        }
        // "for the Manila-based Third Fleet"
        let based =
            at.checked_sub(3).filter(|&i| i >= floor && self.page.norm(at - 1) == "based" && self.is_hyphen(i + 1));
        if let Some(seat) = based.and_then(|i| self.cover.at(i)).and_then(|k| drafts.get(k)) {
            at = seat.tokens.start.max(floor);
        }
        while at > floor && self.page.tag(at - 1) == Some(Tag::Dt) {
            at -= 1;
        }
        let preposition = at.checked_sub(1).filter(|&i| i >= floor && self.page.tag(i) == Some(Tag::In))?;
        let mut found = self.title_ending(preposition, floor)?;
        found.of = self.bodies_before(drafts, found.tokens.start, floor);
        if self.names_owner(&found, preposition, drafts.get(body)?) {
            found.of = vec![body];
        }
        Some(found)
    }

    /// Whether the body behind this preposition is whose office the title is: "president of Kenya", "spokesman for Hamas"; not
    /// the place or the subject of it: "ambassador to Kenya", "commander in Iraq", "envoy for Syria". What stands before the
    /// title comes first.
    pub fn names_owner(&self, title: &Title, preposition: usize, body: &Draft<'_>) -> bool {
        let is_office = || {
            title_at(self.page, title.tokens.start, title.tokens.end).is_some_and(|(_, record)| record.sector.is_some())
        };
        let is_land = matches!(body.kind, ActorKind::State | ActorKind::Place);
        match self.page.norm(preposition) {
            "of" => true,
            "at" | "from" => title.of.is_empty(),
            "for" => title.of.is_empty() && !(is_land && is_office()),
            _ => false,
        }
    }

    /// The state or body that ends right here and begins at the floor or behind it.
    fn body_ending(&self, drafts: &[Draft<'_>], end: usize, floor: usize) -> Option<usize> {
        let at = self.cover.at(end.checked_sub(1)?)?;
        let draft = drafts.get(at)?;
        let fits = draft.tokens.end == end && draft.tokens.start >= floor;
        (fits && draft.kind != ActorKind::Person).then_some(at)
    }

    /// The states or bodies right before a title, over "former", "'s" and the like.
    pub fn bodies_before(&self, drafts: &[Draft<'_>], title: usize, floor: usize) -> Vec<usize> {
        let mut end = title;
        for _ in 0..4 {
            if let Some(body) = self.body_ending(drafts, end, floor) {
                let apart = drafts.get(body).is_none_or(|draft| self.is_apart(draft));
                return if apart { Vec::new() } else { vec![body] };
            }
            // "Marsh spokesman NAME", "Marsh's spokesman, NAME"
            let person = end.checked_sub(1).filter(|_| self.is_voice_at(title)).and_then(|i| self.cover.at(i));
            let person = person.filter(|&k| {
                drafts
                    .get(k)
                    .is_some_and(|draft| draft.tokens.end == end && draft.tokens.start >= floor && draft.is_name())
            });
            if let Some(person) = person {
                return vec![person];
            }
            let Some(word) = end.checked_sub(1).filter(|&i| i >= floor) else { break };
            let skips = self.page.is_possessive_mark(word)
                || self.page.text(word) == "."
                || self.is_hyphen(word)
                || self.page.catalog.title_modifier(&[self.page.text(word)]).is_some()
                || matches!(self.page.tag(word), Some(Tag::Jj | Tag::Rb));
            if !skips {
                break;
            }
            end = word;
        }
        Vec::new()
    }

    /// Whether the title that begins here is that of one who speaks for somebody.
    fn is_voice_at(&self, title: usize) -> bool {
        title_at(self.page, title, self.page.len()).is_some_and(|(words, _)| self.is_voice(title + words - 1))
    }

    pub fn is_voice(&self, noun: usize) -> bool {
        let page = self.page;
        let voice = page.words.description(&page.lemma(noun)).is_some_and(|noun| noun.usage == Use::Voice);
        voice && !page.is_plural(noun) && page.lemma(noun).starts_with("spokes")
    }

    /// Whether a name before a title has nothing to do with it: "pro-Russian" President X; "in Britain" President X.
    fn is_apart(&self, body: &Draft<'_>) -> bool {
        let page = self.page;
        let Some(before) = body.tokens.start.checked_sub(1) else { return false };
        let joined = self.is_hyphen(before)
            && before.checked_sub(1).is_some_and(|i| page.catalog.title_modifier(&[page.text(i)]).is_none());
        let placed = page.norm(before) == "in" && page.dep(body.head) == Some(Dep::Pobj);
        joined || placed
    }

    /// "two Taliban commanders, X and Y", "a Hamas leader": of a group with several, none leads it.
    fn is_one_of_many(&self, drafts: &[Draft<'_>], title: &Title) -> bool {
        let page = self.page;
        let group = |&k: &usize| drafts.get(k).is_some_and(|draft| draft.kind == ActorKind::Group);
        let start =
            title.of.iter().filter_map(|&k| drafts.get(k)).map(|body| body.tokens.start).chain([title.tokens.start]);
        let before = start.min().and_then(|start| start.checked_sub(1));
        let one = before.is_some_and(|i| matches!(page.norm(i), "a" | "an" | "another"));
        let many = page.is_plural(title.tokens.end - 1);
        title.tie.as_deref() == Some("leads") && title.of.len() == 1 && title.of.iter().all(group) && (one || many)
    }

    /// "the former Kenyan president", "the ousted leader": who no longer or not yet holds an office has no tie by it, and who
    /// holds a lower one does not lead.
    fn weaken(&self, drafts: &[Draft<'_>], title: &mut Title) {
        let page = self.page;
        if self.is_one_of_many(drafts, title) {
            title.tie = Some("member-of".to_owned());
        }
        let floor = page.sentence_start(title.tokens.start);
        let mut at = title.tokens.start;
        for _ in 0..6 {
            let Some(before) = at.checked_sub(1).filter(|&i| i >= floor) else { return };
            let body = self.cover.at(before).filter(|k| title.of.contains(k)).and_then(|k| drafts.get(k));
            at = body.map_or(before, |body| body.tokens.start);
            if body.is_some() || page.is_possessive_mark(before) || self.is_hyphen(before) {
                continue;
            }
            match page.catalog.title_modifier(&[page.text(before)]) {
                Some((_, TitleModifier::Past)) => {
                    title.past = title.tie.take();
                    return;
                }
                Some((_, TitleModifier::Coming)) => {
                    title.tie = None;
                    return;
                }
                Some((_, TitleModifier::Deputy)) => {
                    let lower = title.tie.take().filter(|tie| tie != "leads");
                    title.tie = Some(lower.unwrap_or_else(|| "represents".to_owned()));
                    return;
                }
                Some((_, TitleModifier::Same)) => {}
                None => return,
            }
        }
    }

    /// A hyphen without blanks around it.
    fn is_hyphen(&self, at: usize) -> bool {
        let place = |i: usize| self.page.parsed.tokens.get(i).map(|token| token.span);
        let sides = (at.checked_sub(1).and_then(place), place(at), place(at + 1));
        let (Some(before), Some(hyphen), Some(behind)) = sides else { return false };
        matches!(self.page.text(at), "-" | "–") && before.end == hyphen.start && hyphen.end == behind.start
    }

    /// The title of a list goes on: "Sens. A, R-Ariz., and B".
    fn shared(&self, name: usize) -> Vec<Title> {
        self.plural.as_ref().filter(|(_, next)| *next == name).map(|(titles, _)| titles.clone()).unwrap_or_default()
    }

    /// "the Iraqi and Kenyan prime ministers A and B": the first name has the first body, the next one the second.
    fn deal_out(&mut self, drafts: &[Draft<'_>], titles: &mut [Title]) {
        if self.plural.is_none() {
            return;
        }
        for title in titles.iter_mut() {
            let &[body] = title.of.as_slice() else { continue };
            let Some(draft) = drafts.get(body).filter(|draft| draft.tokens.end <= title.tokens.start) else { continue };
            let and = draft.tokens.start.checked_sub(1).filter(|&i| self.page.tag(i) == Some(Tag::Cc));
            let other = and.and_then(|and| self.cover.at(and.checked_sub(1)?)).filter(|&k| {
                drafts.get(k).is_some_and(|other| other.kind != ActorKind::Person && Some(other.tokens.end) == and)
            });
            title.of = other.map_or_else(|| vec![body], |other| vec![other]);
        }
    }

    /// Says where the next name of a list must begin, when the title is a plural.
    fn chain(&self, titles: &[Title], end: usize) -> Option<(Vec<Title>, usize)> {
        let page = self.page;
        let is_plural = |title: &Title| {
            page.text(title.tokens.end - 1).trim_end_matches('.').ends_with('s')
                || title.tokens.clone().any(|i| page.is_plural(i))
        };
        titles.iter().any(is_plural).then_some(())?;
        let mut at = end;
        let mut joined = false;
        for _ in 0..6 {
            let comma = matches!(page.text(at), "," | "(" | ")" | ";");
            let and = page.tag(at) == Some(Tag::Cc);
            match party_tag(page, at) {
                Some(behind) => at = behind,
                None if comma || and => {
                    joined = true;
                    at += 1;
                }
                None => break,
            }
        }
        joined.then(|| (titles.to_vec(), at))
    }
}

pub(super) fn title(tokens: Range<usize>, record: &TitleRecord) -> Title {
    Title { tokens, tie: record.tie.clone(), of: Vec::new(), implied: None, past: None }
}
