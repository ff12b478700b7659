//! Splits text into tokens as spaCy's English tokenizer does.
//!
//! Reads: text. Gives: tokens with their places, words and whether a space follows; white space other than single
//! spaces becomes tokens of its own, so that every other character lies in exactly one token.
//! How: chunks between white space are looked up among the special cases, else stripped of prefixes and suffixes and
//! split at infixes; a second pass finds special cases that the first took apart.
//! Does not: split chunks longer than [`MAX_CHUNK`] as spaCy would: it cuts them first, so that the cost stays linear.
//!
//! # Source
//! `spacy/tokenizer.pyx` of spaCy 3.8 (MIT, Explosion).

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use super::ModelError;
use super::affixes::{AffixRules, Affixes};
use super::characters::Characters;
use super::container::{Container, content};
use super::lexicon::{LexemeId, Lexicon, Words};

/// Bytes of a chunk without white space beyond which it is cut.
pub(super) const MAX_CHUNK: usize = 2048;

/// A token as the tokenizer gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawToken {
    /// First byte in the text.
    pub start: usize,
    /// Length in bytes.
    pub length: u32,
    /// Its word.
    pub lexeme: LexemeId,
    /// Whether a space follows, which is no token.
    pub spaced: bool,
}

/// Rules of the tokenizer.
pub(super) struct Tokenizer {
    affixes: Affixes,
    cases: HashMap<Box<str>, Vec<Part>>,
    longest_case: usize,
    sequences: Vec<Vec<Box<[Box<str>]>>>,
    openers: HashMap<Box<str>, u32>,
}

/// One token of a special case.
struct Part {
    length: usize,
    norm: Option<Arc<str>>,
}

/// A token of a special case, and its norm where it has one of its own.
type PartRow = (String, Option<Arc<str>>);

/// The length in bytes of a token, and the norm that a special case gives it.
type Piece<'n> = (usize, Option<&'n Arc<str>>);

#[derive(Deserialize)]
struct Rules {
    #[serde(flatten)]
    affixes: AffixRules,
    cases: Vec<(Box<str>, Vec<PartRow>)>,
    sequences: Vec<Box<[Box<str>]>>,
}

/// What the tokenizer remembers of chunks it has split.
#[derive(Default)]
pub(super) struct ChunkCache {
    chunks: HashMap<Box<str>, (u32, u32)>,
    lexemes: Vec<LexemeId>,
}

impl ChunkCache {
    /// Counts the chunks.
    pub(super) fn len(&self) -> usize {
        self.chunks.len()
    }
}

impl Tokenizer {
    pub(super) fn read(container: &Container) -> Result<Self, ModelError> {
        let rules: Rules = container.json("tokenizer")?;
        let mut cases = HashMap::new();
        for (text, tokens) in rules.cases {
            if tokens.iter().map(|(token, _)| token.as_str()).collect::<String>() != *text {
                return Err(content("tokenizer", 0, &format!("the tokens of special case `{text}` do not make it up")));
            }
            let parts = tokens.into_iter().map(|(token, norm)| Part { length: token.len(), norm }).collect();
            cases.insert(text, parts);
        }
        let mut openers = HashMap::new();
        let mut sequences: Vec<Vec<_>> = Vec::new();
        for sequence in rules.sequences {
            let Some(first) = sequence.first() else { continue };
            let at = *openers.entry(first.clone()).or_insert(sequences.len() as u32);
            if at as usize == sequences.len() {
                sequences.push(Vec::new());
            }
            sequences[at as usize].push(sequence);
        }
        let affixes = Affixes::new(rules.affixes)?;
        let longest_case = cases.keys().map(|text| text.len()).max().unwrap_or(0);
        Ok(Tokenizer { affixes, cases, longest_case, sequences, openers })
    }

    /// Splits `text` from byte `from` on until its end or until at least `limit` tokens are there.
    ///
    /// Gives the tokens and the byte up to which the text is read. Places count from the start of `text`.
    pub(super) fn tokenize(
        &self,
        text: &str,
        from: usize,
        limit: usize,
        words: &Words,
        lexicon: &mut Lexicon,
        cache: &mut ChunkCache,
    ) -> (Vec<RawToken>, usize) {
        let mut tokens: Vec<RawToken> = Vec::new();
        let (mut at, mut after_word) = (from, false);
        while at < text.len() {
            let (length, space) = run(&text[at..], &words.characters);
            if !space && tokens.len() >= limit {
                break;
            }
            let (mut start, end) = (at, at + length);
            if space && after_word && text[start..].starts_with(' ') {
                // The first space after a word belongs to it; what white space follows is a token.
                if let Some(word) = tokens.last_mut() {
                    word.spaced = true;
                }
                start += 1;
            }
            let chunk = &text[start..end];
            if !chunk.is_empty() {
                let (first, count) = match cache.chunks.get(chunk) {
                    Some(&place) => place,
                    None => self.remember(chunk, words, lexicon, cache),
                };
                for &lexeme in &cache.lexemes[first as usize..(first + count) as usize] {
                    let length = lexicon.get(lexeme).length;
                    tokens.push(RawToken { start, length, lexeme, spaced: false });
                    start += length as usize;
                }
            }
            (at, after_word) = (end, !space);
        }
        (self.join_cases(text, tokens, words, lexicon), at)
    }

    /// Splits a chunk and keeps the outcome.
    fn remember(&self, chunk: &str, words: &Words, lexicon: &mut Lexicon, cache: &mut ChunkCache) -> (u32, u32) {
        let first = cache.lexemes.len();
        let mut rest = chunk;
        for (length, norm) in self.split(chunk) {
            let (token, after) = rest.split_at(length);
            cache.lexemes.push(self.lexeme(token, norm, words, lexicon));
            rest = after;
        }
        let place = (first as u32, (cache.lexemes.len() - first) as u32);
        cache.chunks.insert(chunk.into(), place);
        place
    }

    fn lexeme(&self, token: &str, norm: Option<&Arc<str>>, words: &Words, lexicon: &mut Lexicon) -> LexemeId {
        let opens = || self.openers.get(token).copied();
        match norm {
            Some(norm) => lexicon.special(words, token, norm, opens),
            None => lexicon.plain(words, token, opens),
        }
    }

    /// Splits a chunk without white space into the lengths of its tokens, with the norms that special cases give.
    fn split(&self, chunk: &str) -> Vec<Piece<'_>> {
        let (mut tokens, mut suffixes) = (Vec::new(), Vec::new());
        let core = self.strip(chunk, &mut tokens, &mut suffixes);
        if let Some(parts) = self.cases.get(core) {
            tokens.extend(parts.iter().map(|part| (part.length, part.norm.as_ref())));
        } else if !core.is_empty() {
            self.split_core(core, &mut tokens);
        }
        tokens.extend(suffixes.into_iter().rev());
        tokens
    }

    fn is_case(&self, text: &str) -> bool {
        text.len() <= self.longest_case && self.cases.contains_key(text)
    }

    /// Takes prefixes and suffixes off until a special case or nothing more to take off is left.
    fn strip<'t, 'n>(&self, chunk: &'t str, prefixes: &mut Vec<Piece<'n>>, suffixes: &mut Vec<Piece<'n>>) -> &'t str {
        let mut rest = chunk;
        while !rest.is_empty() && !self.is_case(rest) {
            let prefix = self.affixes.prefix(rest);
            if prefix > 0 && self.is_case(&rest[prefix..]) {
                prefixes.push((prefix, None));
                return &rest[prefix..];
            }
            let suffix = self.affixes.suffix(&rest[prefix..]);
            let before_suffix = rest.len() - suffix;
            if suffix > 0 && self.is_case(&rest[..before_suffix]) {
                suffixes.push((suffix, None));
                return &rest[..before_suffix];
            }
            if prefix == 0 && suffix == 0 {
                break;
            }
            if prefix > 0 {
                prefixes.push((prefix, None));
            }
            if suffix > 0 {
                suffixes.push((suffix, None));
            }
            rest = &rest[prefix..before_suffix];
        }
        rest
    }

    /// Splits what is left between prefixes and suffixes at its infixes, unless it is a web address.
    fn split_core(&self, core: &str, tokens: &mut Vec<Piece>) {
        let mut done = 0;
        if !self.affixes.is_url(core) {
            for (start, end) in self.affixes.infixes(core) {
                if start == 0 {
                    continue;
                }
                tokens.extend([(start - done, None), (end - start, None)].into_iter().filter(|token| token.0 > 0));
                done = end;
            }
        }
        if done < core.len() {
            tokens.push((core.len() - done, None));
        }
    }

    /// Makes special cases of token sequences that spell one: those the first pass took apart at an affix.
    fn join_cases(&self, text: &str, tokens: Vec<RawToken>, words: &Words, lexicon: &mut Lexicon) -> Vec<RawToken> {
        let found = self.find_cases(text, &tokens, lexicon);
        if found.is_empty() {
            return tokens;
        }
        let mut joined = Vec::with_capacity(tokens.len() + found.len());
        let mut next = 0;
        for (start, end) in found {
            joined.extend_from_slice(&tokens[next..start]);
            next = end;
            let (first, last) = (tokens[start], tokens[end - 1]);
            let span = &text[first.start..last.start + last.length as usize];
            let Some(parts) = self.cases.get(span) else {
                joined.extend_from_slice(&tokens[start..end]);
                continue;
            };
            let mut at = first.start;
            for part in parts {
                let token = &text[at..at + part.length];
                let lexeme = self.lexeme(token, part.norm.as_ref(), words, lexicon);
                joined.push(RawToken { start: at, length: part.length as u32, lexeme, spaced: false });
                at += part.length;
            }
            if let Some(final_part) = joined.last_mut() {
                final_part.spaced = last.spaced;
            }
        }
        joined.extend_from_slice(&tokens[next..]);
        joined
    }

    /// Finds token sequences that spell special cases: longer ones first, then those further left, without overlap.
    fn find_cases(&self, text: &str, tokens: &[RawToken], lexicon: &Lexicon) -> Vec<(usize, usize)> {
        let spells =
            |token: &RawToken, word: &str| text[token.start..].starts_with(word) && token.length as usize == word.len();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            let Some(opens) = lexicon.get(token.lexeme).opens else { continue };
            for sequence in &self.sequences[opens as usize] {
                let candidates = tokens[start..].iter().zip(sequence).filter(|(token, word)| spells(token, word));
                if candidates.count() == sequence.len() {
                    found.push((start, start + sequence.len()));
                }
            }
        }
        found.sort_unstable_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
        let mut taken = std::collections::HashSet::new();
        found.retain(|&(start, end)| {
            let free = !taken.contains(&start) && !taken.contains(&(end - 1));
            taken.extend(start..end);
            free
        });
        found.sort_unstable();
        found
    }
}

/// Measures the run of white space, or of other characters, at the start of a text; no more than [`MAX_CHUNK`] bytes.
fn run(text: &str, characters: &Characters) -> (usize, bool) {
    let mut signs = text.char_indices();
    let space = signs.next().is_some_and(|(_, c)| characters.is_space(c));
    let end = signs.find(|&(at, c)| characters.is_space(c) != space || at + c.len_utf8() > MAX_CHUNK);
    (end.map_or(text.len(), |(at, _)| at), space)
}
