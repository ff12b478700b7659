//! Who was mentioned lately.
//!
//! Reads: drafts as they pass. Gives: the latest of them within a window, newest first.

use std::collections::HashMap;

use super::super::draft::Draft;
use super::super::page::Page;
use crate::actors::{ActorKind, Form, Gender};
use crate::nlp::Dep;

/// How many mentions a search looks back over.
const WINDOW: usize = 40;

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
}

impl Entry {
    pub fn of(page: &Page<'_, '_>, draft: &Draft<'_>, genders: &HashMap<usize, Gender>) -> Self {
        let gender =
            draft.actors.first().filter(|_| draft.actors.len() == 1).and_then(|actor| genders.get(actor)).copied();
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
        }
    }
}

/// Mentions in the order in which they passed.
#[derive(Debug, Default)]
pub(super) struct History {
    entries: Vec<Entry>,
    by_head: HashMap<usize, usize>,
}

impl History {
    pub fn push(&mut self, entry: Entry) {
        self.by_head.insert(entry.head, self.entries.len());
        self.entries.push(entry);
    }

    /// The mention whose head a token is.
    pub fn at(&self, head: usize) -> Option<&Entry> {
        self.entries.get(*self.by_head.get(&head)?)
    }

    /// The latest mentions, newest first, at most `sentences` before this one and one paragraph back.
    pub fn recent(&self, page: &Page<'_, '_>, token: usize, sentences: usize) -> impl Iterator<Item = &Entry> {
        let sentence = page.parsed.sentence_of(token);
        let paragraph = page.paragraph(token);
        let near = move |entry: &&Entry| {
            entry.sentence + sentences >= sentence && entry.paragraph + 1 >= paragraph && entry.head != token
        };
        self.entries.iter().rev().take(WINDOW).take_while(near)
    }

    /// The latest mentions, however far.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().rev().take(WINDOW)
    }
}
