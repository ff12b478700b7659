//! Titles in apposition: "Raed al-Saleh, the leader of the White Helmets", "the Russian president, Vladimir Putin".
//!
//! Reads: drafts of names and bodies around a person's name. Gives: the title, what it names, and the tokens of the description.
//! Does not: read what stands right before a name ([`super::titles`]).

use std::ops::Range;

use super::draft::Draft;
use super::titles::{Finder, title, title_at};
use crate::actors::{ActorKind, AliasKind, Title, TitleRecord};
use crate::nlp::Tag;

/// How far an apposition may reach.
const REACH: usize = 14;

impl Finder<'_, '_, '_> {
    /// "NAME, the leader of the White Helmets,": the title, and the tokens of the description.
    pub fn behind(&self, drafts: &[Draft<'_>], name_end: usize) -> Option<(Title, Range<usize>)> {
        let page = self.page;
        if !matches!(page.text(name_end), "," | "(" | "–" | "—") {
            return None;
        }
        let limit = page.sentence_end(name_end).min(name_end + REACH);
        let start = name_end + 1 + usize::from(page.tag(name_end + 1) == Some(Tag::Dt));
        let mut at = start;
        while at < limit && at < start + 7 {
            if let Some((tokens, record)) =
                title_at(page, at, limit).filter(|(_, record)| record.alone || record.address)
            {
                return self.description(drafts, start, at..at + tokens, record, limit);
            }
            let body = self.cover.at(at).and_then(|k| drafts.get(k)).filter(|draft| draft.kind != ActorKind::Person);
            at = match body {
                Some(draft) => draft.tokens.end.max(at + 1),
                None if page.is_nominal(at) || page.is_possessive_mark(at) || page.text(at) == "-" => at + 1,
                None => return None,
            };
        }
        None
    }

    /// Completes a description whose title is found.
    fn description(
        &self,
        drafts: &[Draft<'_>],
        start: usize,
        tokens: Range<usize>,
        record: &TitleRecord,
        limit: usize,
    ) -> Option<(Title, Range<usize>)> {
        let page = self.page;
        let mut found = title(tokens.clone(), record);
        found.of = self.bodies_before(drafts, tokens.start, start);
        let mut end = tokens.end;
        let joins = matches!(page.norm(end), "of" | "for" | "to" | "at" | "in" | "from" | "with");
        if joins && page.tag(end) != Some(Tag::To) {
            let mut at = end + 1;
            let mut within = false;
            while at < limit && self.cover.at(at).is_none() {
                // "a member of the executive council of the Front"
                let of = page.norm(at) == "of" && page.is_noun(at - 1) && !within && page.norm(end) == "of";
                within |= of;
                if !of && page.tag(at) != Some(Tag::Dt) && !page.is_nominal(at) && !page.is_possessive_mark(at) {
                    break;
                }
                at += 1;
            }
            if let Some((k, draft)) =
                self.headed(drafts, at, limit).or_else(|| self.cover.at(at)).and_then(|k| Some((k, drafts.get(k)?)))
                && (draft.kind != ActorKind::Person || self.is_voice(tokens.end - 1))
            {
                if self.names_owner(&found, end, draft) {
                    found.of = vec![k];
                    let leads = within && found.tie.as_deref() == Some("leads");
                    found.tie = if leads { Some("member-of".to_owned()) } else { found.tie };
                } else if found.of.is_empty() && found.tie.is_some() && serves_in(page.norm(end), draft) {
                    (found.of, found.tie) = (vec![k], Some("member-of".to_owned()));
                }
                end = draft.tokens.end;
            }
        } else if let Some(k) = self.listed_body(drafts, &found, start) {
            found.of = vec![k];
        }
        let next = self.cover.at(end).and_then(|k| drafts.get(k));
        let names_another = next.is_some_and(|draft| draft.kind == ActorKind::Person)
            || page.is_noun(end)
            || page.is_possessive_mark(end);
        (!names_another).then_some((found, start..end))
    }

    /// "NAME, commander, Third Army," as armed forces and offices write it: what stands behind the bare title is the body.
    fn listed_body(&self, drafts: &[Draft<'_>], title: &Title, start: usize) -> Option<usize> {
        let page = self.page;
        let comma = title.tokens.end;
        let bare = title.tokens.start == start && page.text(start - 1) == "," && title.of.is_empty();
        if !bare || title.tie.is_none() || page.text(comma) != "," {
            return None;
        }
        let body = self.cover.at(comma + 1).filter(|&k| {
            drafts.get(k).is_some_and(|draft| draft.tokens.start == comma + 1 && draft.kind == ActorKind::Organization)
        })?;
        let end = drafts.get(body)?.tokens.end;
        matches!(page.text(end), "," | "." | ";" | ":" | ")").then_some(body)
    }

    /// "the Lebanese Shiite group Hezbollah": the name that ends a phrase which adjectives for others begin.
    fn headed(&self, drafts: &[Draft<'_>], start: usize, limit: usize) -> Option<usize> {
        let page = self.page;
        let end = (start..limit).find(|&i| !page.is_nominal(i))?;
        let last = self.cover.at(end.checked_sub(1)?)?;
        let draft = drafts.get(last)?;
        let adjective = |i: &usize| {
            let other = self.cover.at(*i).and_then(|k| drafts.get(k));
            other.is_some_and(|other| other.readings().first().is_some_and(|r| r.kind == AliasKind::Adjective))
        };
        let body = matches!(draft.kind, ActorKind::Organization | ActorKind::Group) && draft.is_name();
        (body && draft.tokens.end == end && draft.tokens.start > start && adjective(&start)).then_some(last)
    }

    /// "the leader of the White Helmets, NAME,".
    pub fn ahead(&self, drafts: &[Draft<'_>], name: Range<usize>) -> Option<(Title, Range<usize>)> {
        let page = self.page;
        let floor = page.sentence_start(name.start);
        let comma = name.start.checked_sub(1).filter(|&i| i > floor && page.text(i) == ",")?;
        let joined = page.tag(name.end) == Some(Tag::Cc)
            && self.cover.at(name.end + 1).and_then(|k| drafts.get(k)).is_some_and(|d| d.kind == ActorKind::Person);
        let closed = joined || matches!(page.text(name.end), "," | "." | ";" | ")" | ":");
        if !closed && !self.acts(name.end) {
            return None;
        }
        let mut found = self.title_ending(comma, floor).or_else(|| self.title_with_body(drafts, comma, floor))?;
        found.tie.as_ref()?;
        if joined && !found.tokens.clone().any(|i| page.is_plural(i)) {
            return None;
        }
        if found.of.is_empty() {
            found.of = self.bodies_before(drafts, found.tokens.start, floor);
        }
        let first = found.of.iter().filter_map(|&k| drafts.get(k)).map(|draft| draft.tokens.start).min();
        let start = first.map_or(found.tokens.start, |start| start.min(found.tokens.start));
        let of_somebody = |i: usize| matches!(page.tag(i), Some(Tag::Dt | Tag::PrpPoss | Tag::WpPoss));
        let article = start.checked_sub(1).is_some_and(|i| i >= floor && of_somebody(i));
        // "Kenya's prime minister, NAME said" is one man; "after a call with the prime minister, NAME said" is two.
        let opens = closed || self.opens_clause(start - usize::from(article), floor);
        (opens && (article || first.is_some())).then_some((found, start..comma))
    }

    /// Whether a finite verb stands here, as behind a subject.
    fn acts(&self, at: usize) -> bool {
        let at = at + usize::from(self.page.tag(at) == Some(Tag::Rb));
        matches!(self.page.tag(at), Some(Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md))
    }

    /// Whether a phrase that begins here begins its clause, as a subject does.
    fn opens_clause(&self, start: usize, floor: usize) -> bool {
        let Some(before) = start.checked_sub(1).filter(|&i| i >= floor) else { return true };
        matches!(self.page.text(before), "," | ":" | ";" | "\"" | "“" | "”" | "—" | "–" | "--")
            || self.page.norm(before) == "that"
            || self.page.tag(before) == Some(Tag::Space)
    }
}

/// Whether who has an office "in" or "with" this body is one of its members.
fn serves_in(preposition: &str, body: &Draft<'_>) -> bool {
    matches!(preposition, "in" | "with") && matches!(body.kind, ActorKind::Organization | ActorKind::Group)
}
