use std::ops::Range;
use std::sync::Arc;

use super::{Dep, EntityLabel, Pos, Tag};
use crate::text::{Document, Span};

/// One token with everything the model says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Place in the original text.
    pub span: Span,
    /// Normal form: lower case, contractions and spellings unified ("n't" -> "not").
    pub norm: Arc<str>,
    /// Dictionary form.
    pub lemma: Arc<str>,
    /// Fine-grained tag.
    pub tag: Tag,
    /// Universal part of speech.
    pub pos: Pos,
    /// Morphological features (`Number=Plur|Person=3`), empty where there are none.
    pub morph: Arc<str>,
    /// Index of the governing token; a root governs itself.
    pub head: usize,
    /// Relation to the governing token.
    pub dep: Dep,
}

/// One named entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The tokens it covers.
    pub tokens: Range<usize>,
    /// Its type.
    pub label: EntityLabel,
}

/// The analysis of one document: tokens in text order, their trees, sentences and entities.
///
/// Token indices count over the whole document, `head` included; no tree crosses a paragraph.
#[derive(Debug, Clone)]
pub struct Parsed<'d> {
    /// What was parsed.
    pub document: &'d Document,
    /// All tokens.
    pub tokens: Vec<Token>,
    /// Sentences as token ranges, in order, covering every token.
    pub sentences: Vec<Range<usize>>,
    /// Paragraphs as token ranges, in order, covering every token; a sentence lies within one.
    pub paragraphs: Vec<Range<usize>>,
    /// Named entities in order, none overlapping.
    pub entities: Vec<Entity>,
    /// Children of token `i`: `children[first_child[i]..first_child[i + 1]]`.
    first_child: Vec<u32>,
    children: Vec<u32>,
    sentence_of: Vec<u32>,
}

impl<'d> Parsed<'d> {
    /// Puts an analysis together and indexes its trees. Cost: linear.
    ///
    /// Every `head` must be an index into `tokens`; sentences and paragraphs must cover them in order.
    pub fn new(
        document: &'d Document,
        tokens: Vec<Token>,
        sentences: Vec<Range<usize>>,
        paragraphs: Vec<Range<usize>>,
        entities: Vec<Entity>,
    ) -> Self {
        let n = tokens.len();
        let mut first_child = vec![0u32; n + 1];
        for (i, token) in tokens.iter().enumerate() {
            if token.head != i {
                first_child[token.head + 1] += 1;
            }
        }
        for i in 0..n {
            first_child[i + 1] += first_child[i];
        }
        let mut next = first_child.clone();
        let mut children = vec![0u32; first_child[n] as usize];
        for (i, token) in tokens.iter().enumerate() {
            if token.head != i {
                children[next[token.head] as usize] = i as u32;
                next[token.head] += 1;
            }
        }
        let mut sentence_of = vec![0u32; n];
        for (k, sentence) in sentences.iter().enumerate() {
            sentence_of[sentence.clone()].fill(k as u32);
        }
        Parsed { document, tokens, sentences, paragraphs, entities, first_child, children, sentence_of }
    }

    /// Gives the original text of a token.
    pub fn text(&self, token: usize) -> &'d str {
        self.tokens[token].span.of(&self.document.text)
    }

    /// Gives the span from the first to the last token of a range; empty at 0 for an empty range.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.to(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// Walks the tokens that `token` governs directly, in text order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children[self.first_child[token] as usize..self.first_child[token + 1] as usize]
            .iter()
            .map(|&i| i as usize)
    }

    /// Finds the first child with this label.
    pub fn child(&self, token: usize, dep: Dep) -> Option<usize> {
        self.children(token).find(|&i| self.tokens[i].dep == dep)
    }

    /// Walks the governors of `token`, nearest first, the root last; `token` itself is not among them.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = token;
        std::iter::from_fn(move || {
            let head = self.tokens[at].head;
            (head != at).then(|| {
                at = head;
                head
            })
        })
    }

    /// Gives the index of the sentence that holds `token`.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence_of[token] as usize
    }

    /// Says whether a mark stands as an opening one does: blank before it, none behind it. Some texts open with a closing one.
    pub fn opens(&self, token: usize) -> bool {
        let end = |t: usize| self.tokens[t].span.end;
        let blank = token.checked_sub(1).is_none_or(|before| end(before) < self.tokens[token].span.start);
        blank && self.tokens.get(token + 1).is_some_and(|next| next.span.start == end(token))
    }

    /// Gives the smallest token range that holds `token` and all it governs. Cost: linear in the subtree.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let (mut low, mut high) = (token, token);
        let mut open = vec![token];
        while let Some(i) = open.pop() {
            low = low.min(i);
            high = high.max(i);
            open.extend(self.children(i));
        }
        low..high + 1
    }
}
