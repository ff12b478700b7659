//! Who was mentioned lately.
//!
//! Reads: drafts as they pass. Gives: the latest of them within a window, newest first.

use std::collections::{HashMap, HashSet};

use super::super::draft::Draft;
use super::super::page::Page;
use crate::actors::{ActorKind, Form, Gender};
use crate::nlp::{Dep, Pos};

/// How many mentions a search looks back over.
const WINDOW: usize = 60;

/// One mention that may be taken up.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub head: usize,
    pub actors: Vec<usize>,
    pub kind: ActorKind,
    pub form: Form,
    pub gender: Option<Gender>,
    pub sentence: usize,
    pub paragraph: usize,
    pub is_subject: bool,
    /// It stands before a noun: "Russian", "Kerry's".
    pub is_modifier: bool,
    /// A plural word: "the Americans".
    pub is_plural: bool,
    /// The catalog knows it, or it is no organization.
    pub is_known: bool,
    /// How often the document names the actor.
    pub weight: usize,
    /// A common noun that names no actor: it only keeps pronouns from reaching past it.
    pub rival: Option<Rival>,
}

/// What a common noun can be taken up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rival {
    /// "he", "she".
    Person,
    /// "it".
    Thing,
    /// "they".
    Several,
}

impl Entry {
    pub fn of(page: &Page<'_, '_>, draft: &Draft<'_>, known: &Known) -> Self {
        let gender = draft
            .actors
            .first()
            .filter(|_| draft.actors.len() == 1)
            .and_then(|actor| known.genders.get(actor))
            .copied();
        let weight = draft.actors.iter().filter_map(|actor| known.weights.get(actor)).copied().max().unwrap_or(0);
        Entry {
            head: draft.head,
            actors: draft.actors.clone(),
            kind: draft.kind,
            form: draft.form,
            gender,
            sentence: page.parsed.sentence_of(draft.head.min(page.len().saturating_sub(1))),
            paragraph: page.paragraph(draft.head),
            is_subject: page.is_subject(draft.head),
            is_modifier: matches!(page.dep(draft.head), Some(Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Npadvmod)),
            is_plural: page.is_plural(draft.head) || draft.actors.len() > 1,
            is_known: draft.form != Form::Name
                || draft.actors.first().is_some_and(|actor| known.listed.contains(actor)),
            weight,
            rival: None,
        }
    }

    /// The entry of a common noun; none where nothing takes it up.
    pub fn of_noun(page: &Page<'_, '_>, token: usize) -> Option<Self> {
        let idle = matches!(page.dep(token), Some(Dep::Compound | Dep::Npadvmod | Dep::Nmod | Dep::Amod) | None);
        if !page.is_noun(token) || idle {
            return None;
        }
        let lemma = page.lemma(token);
        let human =
            page.words.person_noun(&lemma).filter(|_| lemma != "one" || page.parsed.child(token, Dep::Relcl).is_some());
        let person = human.is_some()
            || page.catalog.title(&[&lemma]).is_some_and(|(_, title)| title.alone)
            || page.words.description(&lemma).is_some_and(|noun| noun.kinds == [ActorKind::Person]);
        let rival = match (page.is_plural(token), person) {
            (true, _) => Rival::Several,
            (false, true) => Rival::Person,
            (false, false) => Rival::Thing,
        };
        Some(Self::of_rival(page, token, rival, human.flatten()))
    }

    /// The entry of a token that means somebody or something without a name.
    pub fn of_rival(page: &Page<'_, '_>, token: usize, rival: Rival, gender: Option<Gender>) -> Self {
        let is_pronoun = page.pos(token) == Some(Pos::Pron);
        Entry {
            head: token,
            actors: Vec::new(),
            kind: ActorKind::Place,
            form: if is_pronoun { Form::Pronoun } else { Form::Nominal },
            gender,
            sentence: page.parsed.sentence_of(token),
            paragraph: page.paragraph(token),
            is_subject: page.is_subject(token),
            is_modifier: false,
            is_plural: rival == Rival::Several,
            is_known: true,
            weight: 0,
            rival: Some(rival),
        }
    }
}

/// What the document tells of its actors as a whole.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub genders: HashMap<usize, Gender>,
    /// Number of mentions by name.
    pub weights: HashMap<usize, usize>,
    /// Those that the catalog knows, and all but organizations.
    pub listed: HashSet<usize>,
}

/// Mentions in the order in which they passed.
#[derive(Debug, Default)]
pub(super) struct History {
    entries: Vec<Entry>,
    by_head: HashMap<usize, usize>,
}

impl History {
    pub fn push(&mut self, entry: Entry) {
        if entry.rival.is_none() {
            self.by_head.insert(entry.head, self.entries.len());
        }
        self.entries.push(entry);
    }

    /// The mention whose head a token is.
    pub fn at(&self, head: usize) -> Option<&Entry> {
        self.entries.get(*self.by_head.get(&head)?)
    }

    /// The latest mentions, newest first, at most `sentences` before this one and one paragraph back.
    pub fn recent(&self, page: &Page<'_, '_>, token: usize, sentences: usize) -> impl Iterator<Item = &Entry> {
        self.with_rivals(page, token, sentences).filter(|entry| entry.rival.is_none())
    }

    /// The same with the common nouns between them.
    pub fn with_rivals(&self, page: &Page<'_, '_>, token: usize, sentences: usize) -> impl Iterator<Item = &Entry> {
        let sentence = page.parsed.sentence_of(token);
        let paragraph = page.paragraph(token);
        let near = move |entry: &&Entry| {
            entry.sentence + sentences >= sentence && entry.paragraph + 1 >= paragraph && entry.head != token
        };
        self.entries.iter().rev().take(WINDOW).take_while(near)
    }

    /// So many of the latest mentions and common nouns, newest first.
    pub fn back(&self, count: usize) -> impl Iterator<Item = &Entry> {
        self.entries.iter().rev().take(count)
    }

    /// The latest mentions, however far.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().rev().take(WINDOW).filter(|entry| entry.rival.is_none())
    }
}
