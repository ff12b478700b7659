//! Words as the network sees them, each worked out once.
//!
//! Reads: the text of a token, and the norm a special case gives it. Gives: a number for the word, and its features.
//! How: a surname that the network has hardly met has the features of one that it has met often.

use std::collections::HashMap;
use std::sync::Arc;

use super::ModelError;
use super::characters::Characters;
use super::container::Container;
use super::hash::StringIds;

/// The number of a word in a [`Lexicon`].
pub(super) type LexemeId = u32;

/// What a word is, wherever it stands.
pub(super) struct Lexeme {
    /// Its length in bytes.
    pub length: u32,
    /// Numbers of its norm, first character, last three characters and shape.
    pub features: [u64; 4],
    /// Whether it is white space.
    pub space: bool,
    /// Lower case.
    pub lower: Arc<str>,
    /// Normal form.
    pub norm: Arc<str>,
    /// Token sequences of special cases that it may open, as an index into the tokenizer's list.
    pub opens: Option<u32>,
}

/// Says of a word whether it is a person's surname wherever it stands.
type IsSurname = Box<dyn Fn(&str) -> bool + Send + Sync>;

/// The surname whose features stand for those of every other.
const FAMILIAR: &str = "Clinton";

/// Works out lexemes: the tables behind a [`Lexicon`].
pub(super) struct Words {
    ids: StringIds,
    norms: HashMap<u64, Arc<str>>,
    pub characters: Characters,
    pub is_surname: IsSurname,
}

impl Words {
    pub(super) fn read(container: &Container) -> Result<Self, ModelError> {
        let norms = container.rows("norms", |row| {
            let (key, norm) = row.split_once('\t')?;
            Some((key.parse().ok()?, norm.into()))
        })?;
        Ok(Words {
            ids: StringIds::read(container)?,
            norms: norms.into_iter().collect(),
            characters: Characters::read(container)?,
            is_surname: Box::new(|_| false),
        })
    }

    fn lexeme(&self, text: &str, norm: Option<&Arc<str>>, opens: Option<u32>) -> Lexeme {
        let lower: Arc<str> = text.to_lowercase().into();
        let norm = norm.or_else(|| self.norms.get(&self.ids.id(text))).unwrap_or(&lower).clone();
        let familiar = text.starts_with(char::is_uppercase) && (self.is_surname)(text);
        let (seen, seen_norm) =
            if familiar { (FAMILIAR, FAMILIAR.to_lowercase().into()) } else { (text, norm.clone()) };
        let prefix = seen.chars().next().map_or(0, char::len_utf8);
        let suffix = seen.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        let features = [&seen_norm, &seen[..prefix], &seen[suffix..], &self.characters.shape(seen)];
        Lexeme {
            length: text.len() as u32,
            features: features.map(|feature| self.ids.id(feature)),
            space: !text.is_empty() && text.chars().all(|c| self.characters.is_space(c)),
            lower,
            norm,
            opens,
        }
    }
}

/// The words met so far. A cache: what it answers never depends on what it holds.
#[derive(Default)]
pub(super) struct Lexicon {
    lexemes: Vec<Lexeme>,
    plain: HashMap<Box<str>, LexemeId>,
    special: HashMap<(Box<str>, Arc<str>), LexemeId>,
}

impl Lexicon {
    /// Finds or adds a word that carries its usual norm; `opens` is asked for a new one.
    pub(super) fn plain(&mut self, words: &Words, text: &str, opens: impl FnOnce() -> Option<u32>) -> LexemeId {
        if let Some(&id) = self.plain.get(text) {
            return id;
        }
        let id = self.push(words.lexeme(text, None, opens()));
        self.plain.insert(text.into(), id);
        id
    }

    /// Finds or adds a word that carries the norm of a special case.
    pub(super) fn special(
        &mut self,
        words: &Words,
        text: &str,
        norm: &Arc<str>,
        opens: impl FnOnce() -> Option<u32>,
    ) -> LexemeId {
        let key = (text.into(), norm.clone());
        if let Some(&id) = self.special.get(&key) {
            return id;
        }
        let id = self.push(words.lexeme(text, Some(norm), opens()));
        self.special.insert(key, id);
        id
    }

    /// Gives a word by its number.
    pub(super) fn get(&self, id: LexemeId) -> &Lexeme {
        &self.lexemes[id as usize]
    }

    /// Counts the words.
    pub(super) fn len(&self) -> usize {
        self.lexemes.len()
    }

    fn push(&mut self, lexeme: Lexeme) -> LexemeId {
        self.lexemes.push(lexeme);
        self.lexemes.len() as LexemeId - 1
    }
}
