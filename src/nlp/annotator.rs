//! Finishes tokens: universal part of speech, morphology and lemma from word, tag and relation.
//!
//! Reads: the tags and trees of one sequence. Gives: finished tokens. What a word gets with a tag and a relation is kept.

use std::collections::HashMap;
use std::sync::Arc;

use super::characters::Characters;
use super::container::Container;
use super::lemmatizer::Lemmatizer;
use super::lexicon::{Lexeme, LexemeId, Lexicon};
use super::ruler::{Ruler, Seen, Setting};
use super::tokenizer::RawToken;
use super::tree::Tree;
use super::{Dep, ModelError, Pos, Tag, Token};
use crate::text::Span;

/// The rules behind finished tokens.
pub(super) struct Annotator {
    ruler: Ruler,
    lemmatizer: Lemmatizer,
}

/// What a word gets with a tag and a relation.
#[derive(Clone)]
struct Annotation {
    tag: Tag,
    pos: Pos,
    dep: Dep,
    morph: Arc<str>,
    lemma: Arc<str>,
    opens_pair: bool,
}

/// Annotations of words met so far.
#[derive(Default)]
pub(super) struct AnnotationCache {
    known: HashMap<(LexemeId, Tag, Dep), Annotation>,
}

impl AnnotationCache {
    /// Counts the annotations.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }
}

/// One sequence as the network leaves it.
pub(super) struct Sequence<'s> {
    pub tokens: &'s [RawToken],
    pub tags: &'s [Tag],
    pub tree: &'s Tree,
}

impl Annotator {
    pub(super) fn read(container: &Container) -> Result<Self, ModelError> {
        Ok(Annotator { ruler: Ruler::read(container)?, lemmatizer: Lemmatizer::read(container)? })
    }

    /// Says whether a word in lower case is a form of a common word.
    pub(super) fn knows(&self, lower: &str) -> bool {
        self.lemmatizer.knows(lower)
    }

    /// Appends the finished tokens of a sequence to `out`; heads count from its first token.
    pub(super) fn finish(
        &self,
        text: &str,
        sequence: &Sequence,
        lexicon: &Lexicon,
        characters: &Characters,
        cache: &mut AnnotationCache,
        out: &mut Vec<Token>,
    ) {
        let base = out.len();
        let word = |i: usize| {
            let raw = &sequence.tokens[i];
            &text[raw.start..raw.start + raw.length as usize]
        };
        let seen = |i: usize| {
            let lexeme = lexicon.get(sequence.tokens[i].lexeme);
            Seen { tag: sequence.tags[i], lower: &lexeme.lower, dep: sequence.tree.deps[i], space: lexeme.space }
        };
        let mut pairs = Vec::new();
        for (i, raw) in sequence.tokens.iter().enumerate() {
            let lexeme = lexicon.get(raw.lexeme);
            let key = (raw.lexeme, sequence.tags[i], sequence.tree.deps[i]);
            let known = cache.known.entry(key);
            let known = known.or_insert_with(|| self.annotate(word(i), lexeme, seen(i), &[], characters));
            if known.opens_pair && i + 1 < sequence.tokens.len() {
                let met = self.ruler.pairs(seen(i), seen(i + 1)).into_iter();
                pairs.extend(met.map(|(rule, index)| (i + index, rule)));
            }
            out.push(Token {
                span: Span::new(raw.start, raw.start + raw.length as usize),
                norm: lexeme.norm.clone(),
                lemma: known.lemma.clone(),
                tag: known.tag,
                pos: known.pos,
                morph: known.morph.clone(),
                head: base + sequence.tree.heads[i] as usize,
                dep: known.dep,
            });
        }
        pairs.sort_unstable();
        for met in pairs.chunk_by(|a, b| a.0 == b.0) {
            let i = met[0].0;
            let rules: Vec<usize> = met.iter().map(|&(_, rule)| rule).collect();
            let lexeme = lexicon.get(sequence.tokens[i].lexeme);
            let Annotation { tag, pos, dep, morph, lemma, .. } =
                self.annotate(word(i), lexeme, seen(i), &rules, characters);
            let token = &mut out[base + i];
            (token.tag, token.pos, token.dep, token.morph, token.lemma) = (tag, pos, dep, morph, lemma);
        }
    }

    fn annotate(
        &self,
        word: &str,
        lexeme: &Lexeme,
        seen: Seen,
        pairs: &[usize],
        characters: &Characters,
    ) -> Annotation {
        let Setting { tag, pos, dep, morph, lemma } = self.ruler.apply(seen, pairs);
        let lemma = lemma.unwrap_or_else(|| self.lemmatizer.lemma(word, &lexeme.lower, pos, &morph, characters));
        Annotation { tag, pos, dep, morph, lemma, opens_pair: self.ruler.opens_pair(seen) }
    }
}
