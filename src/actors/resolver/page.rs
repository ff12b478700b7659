//! One document with what every step of the resolver looks up again and again.
//!
//! Reads: a parse. Gives: the tokens' texts, their paragraphs, lines that are written in title case or capitals, quotations.
//! Does not: know an actor.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::around::Around;
use super::wide::Scene;
use super::words::Words;
use crate::actors::Catalog;
use crate::nlp::{Dep, EntityLabel, Parsed, Pos, Tag};

/// A parse and its indices. Everything here is built in linear time.
pub(super) struct Page<'a, 'd> {
    pub parsed: &'a Parsed<'d>,
    pub catalog: &'a Catalog,
    pub words: &'static Words,
    /// Original text of each token.
    pub texts: Vec<&'d str>,
    paragraph_of: Vec<u32>,
    /// Whether each paragraph is written in title case or capitals, so that capitals tell nothing.
    loud: Vec<bool>,
    /// Last words of full names of persons, as the recognizer sees them.
    pub person_endings: HashSet<&'d str>,
}

impl<'a, 'd> Page<'a, 'd> {
    pub fn new(parsed: &'a Parsed<'d>, catalog: &'a Catalog) -> Self {
        let texts: Vec<&str> = (0..parsed.tokens.len()).map(|i| parsed.text(i)).collect();
        let mut paragraph_of = vec![0; texts.len()];
        for (k, paragraph) in parsed.paragraphs.iter().enumerate() {
            if let Some(slots) = paragraph_of.get_mut(paragraph.clone()) {
                slots.fill(k as u32);
            }
        }
        let loud = parsed.paragraphs.iter().map(|paragraph| is_loud(&texts, paragraph.clone())).collect();
        let persons =
            parsed.entities.iter().filter(|entity| entity.label == EntityLabel::Person && entity.tokens.len() > 1);
        let mut person_endings: HashSet<&str> =
            persons.filter_map(|entity| texts.get(entity.tokens.end - 1).copied()).collect();
        // A name that is also seen as a country's is the country's wherever it stands alone.
        let places =
            parsed.entities.iter().filter(|entity| entity.label == EntityLabel::Gpe && entity.tokens.len() == 1);
        for place in places.filter_map(|entity| texts.get(entity.tokens.start)) {
            person_endings.remove(place);
        }
        Page { parsed, catalog, words: Words::builtin(), texts, paragraph_of, loud, person_endings }
    }

    /// Text of a range as the document has it, with single blanks.
    pub fn span_text(&self, range: Range<usize>) -> String {
        let text = self.parsed.span(range).of(&self.parsed.document.text);
        if text.contains(|c: char| c.is_whitespace() && c != ' ') || text.contains("  ") {
            return text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        text.to_owned()
    }

    /// What the document tells of those whom it names.
    pub fn scene<'s>(&self, around: &'s Around) -> Scene<'s, 'a> {
        Scene { catalog: self.catalog, year: self.year(), around }
    }

    /// Year of the document.
    pub fn year(&self) -> Option<i16> {
        self.parsed.document.date.map(|date| date.year())
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Text of a token; empty past the end.
    pub fn text(&self, token: usize) -> &'d str {
        self.texts.get(token).copied().unwrap_or("")
    }

    pub fn tag(&self, token: usize) -> Option<Tag> {
        self.parsed.tokens.get(token).map(|token| token.tag)
    }

    pub fn dep(&self, token: usize) -> Option<Dep> {
        self.parsed.tokens.get(token).map(|token| token.dep)
    }

    pub fn pos(&self, token: usize) -> Option<Pos> {
        self.parsed.tokens.get(token).map(|token| token.pos)
    }

    pub fn head(&self, token: usize) -> usize {
        self.parsed.tokens.get(token).map_or(token, |token| token.head)
    }

    pub fn paragraph(&self, token: usize) -> usize {
        self.paragraph_of.get(token).map_or(0, |&k| k as usize)
    }

    /// One past the last token of the paragraph that holds `token`.
    pub fn paragraph_end(&self, token: usize) -> usize {
        self.parsed.paragraphs.get(self.paragraph(token)).map_or(self.len(), |range| range.end.min(self.len()))
    }

    pub fn paragraph_start(&self, token: usize) -> usize {
        self.parsed.paragraphs.get(self.paragraph(token)).map_or(0, |range| range.start)
    }

    /// First token of the sentence that holds `token`, which must be one of the page.
    pub fn sentence_start(&self, token: usize) -> usize {
        self.parsed.sentences.get(self.parsed.sentence_of(token)).map_or(0, |range| range.start)
    }

    /// One past the last token of that sentence.
    pub fn sentence_end(&self, token: usize) -> usize {
        self.parsed.sentences.get(self.parsed.sentence_of(token)).map_or(self.len(), |range| range.end.min(self.len()))
    }

    /// Whether capitals tell nothing here: a headline.
    pub fn is_loud(&self, token: usize) -> bool {
        self.loud.get(self.paragraph(token)).copied().unwrap_or(false)
    }

    /// Norm of a token, lower case.
    pub fn norm(&self, token: usize) -> &str {
        self.parsed.tokens.get(token).map_or("", |token| &token.norm)
    }

    /// Lemma of a token in lower case; of a plural name too ("Forces" is `force`).
    pub fn lemma(&self, token: usize) -> Cow<'_, str> {
        let Some(token) = self.parsed.tokens.get(token) else { return Cow::Borrowed("") };
        if !matches!(token.tag, Tag::Nnp | Tag::Nnps) {
            return lower(&token.lemma);
        }
        let lemma = lower(&token.lemma);
        match lemma.strip_suffix("ies") {
            _ if token.tag == Tag::Nnp => lemma,
            Some(stem) => Cow::Owned(format!("{stem}y")),
            None => match lemma.strip_suffix('s') {
                Some(stem) => Cow::Owned(stem.to_owned()),
                None => lemma,
            },
        }
    }

    /// The token of a range by which the tree holds it: the one governed from outside; the last noun among several.
    pub fn head_of(&self, range: Range<usize>) -> usize {
        let outside = |&i: &usize| {
            let head = self.head(i);
            head == i || !range.contains(&head)
        };
        let is_noun = |&i: &usize| matches!(self.pos(i), Some(Pos::Propn | Pos::Noun | Pos::Pron));
        let mut candidates = range.clone().filter(outside);
        let last = candidates.clone().rfind(is_noun).or_else(|| candidates.next_back());
        last.unwrap_or(range.end.saturating_sub(1))
    }

    /// Whether the word begins with a capital letter.
    pub fn is_capital(&self, token: usize) -> bool {
        self.text(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a noun or an adjective: what may stand between a name and the noun it belongs to.
    pub fn is_nominal(&self, token: usize) -> bool {
        matches!(self.tag(token), Some(Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Vbg | Tag::Vbn))
    }

    pub fn is_noun(&self, token: usize) -> bool {
        matches!(self.tag(token), Some(Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps))
    }

    pub fn is_plural(&self, token: usize) -> bool {
        matches!(self.tag(token), Some(Tag::Nns | Tag::Nnps))
    }

    pub fn is_possessive_mark(&self, token: usize) -> bool {
        self.tag(token) == Some(Tag::Pos)
    }

    /// Whether a phrase is an end of its clause: its subject, its object, whose something is.
    pub fn takes_part(&self, token: usize) -> bool {
        let ends = [Dep::Nsubj, Dep::Nsubjpass, Dep::Dobj, Dep::Pobj, Dep::Poss, Dep::Dative];
        self.dep(token).is_some_and(|dep| ends.contains(&dep))
    }

    pub fn is_subject(&self, token: usize) -> bool {
        matches!(self.dep(token), Some(Dep::Nsubj | Dep::Nsubjpass))
    }
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_uppercase) { Cow::Owned(text.to_lowercase()) } else { Cow::Borrowed(text) }
}

/// A line is loud when almost all of its longer words begin with a capital, and no period ends it.
fn is_loud(texts: &[&str], range: Range<usize>) -> bool {
    let words = texts.get(range).unwrap_or_default();
    if words.last() == Some(&".") {
        return false;
    }
    let (mut long, mut capital) = (0, 0);
    for word in words.iter().filter(|word| word.len() > 4 && word.chars().all(char::is_alphabetic)) {
        long += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    long >= 2 && capital * 10 >= long * 8
}
