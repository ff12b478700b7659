//! What the lexicon does not know: words that join two political actors in a sentence that tells no relation between them.
//!
//! Reads: a document's trees, cast and relations. Gives: the words, most frequent first, with the frame and the slots in
//! which the actors stand, and sentences; as rows of a file of words whose kind is left open.
//! Does not: guess the kind.

mod find;
#[cfg(test)]
mod tests;
mod write;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Frame, Slot, TriggerPos};
use crate::text::Span;
pub use find::Suggester;
pub use write::{SuggestionFormat, write_suggestions};

/// Sentences that are kept for a word.
const EXAMPLES: usize = 2;
/// Words that are kept: more than English has of verbs and nouns. Beyond them those that stand there once are forgotten.
const MOST: usize = 50_000;

/// A word that may tell a relation, with how often it stands between two actors.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suggestion {
    /// Dictionary forms, as a trigger has them: `snub`, `turn back`.
    pub words: String,
    /// Part of speech of the head.
    pub pos: TriggerPos,
    /// The frame that most of its sentences fit.
    pub frame: Frame,
    /// Where the source stands in these sentences.
    pub source: Vec<Slot>,
    /// Where the target stands, the most frequent place first.
    pub target: Vec<Slot>,
    /// How many sentences have it.
    pub count: usize,
    /// How many documents have it.
    pub documents: usize,
    /// Two sentences, of two documents where there are two.
    pub examples: Vec<Example>,
}

/// A sentence with two actors and the word that may join them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// The sentence, in one line.
    pub text: String,
    /// Where the actors stand in it, in text order.
    pub actors: [Span; 2],
}

impl Example {
    /// Gives the sentence with both actors in brackets.
    pub fn marked(&self) -> String {
        let [a, b] = self.actors;
        let piece = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default();
        let (before, between, after) = (piece(0, a.start), piece(a.end, b.start), piece(b.end, self.text.len()));
        format!("{before}[{}]{between}[{}]{after}", piece(a.start, a.end), piece(b.start, b.end))
    }
}

/// Frame, places of the source, place of the target.
type Shape = (Frame, Vec<Slot>, Slot);

/// What is known of a word.
#[derive(Debug, Clone, Default)]
struct Group {
    count: usize,
    documents: usize,
    shapes: BTreeMap<Shape, usize>,
    examples: Vec<Example>,
}

/// Words that may tell a relation, gathered over documents. Holds counts and two sentences for each word, whatever the
/// number of documents.
///
/// ```
/// use demarche::{Demarche, Document, relations::{Suggester, Suggestions}};
///
/// let demarche = Demarche::new()?;
/// let suggester = Suggester::new(demarche.extractor());
/// let mut suggestions = Suggestions::default();
/// for (id, text) in [("a", "France sidelined Iran."), ("b", "France criticized Iran.")] {
///     let document = Document::new(id, text);
///     let parsed = demarche.parse(&document);
///     let cast = demarche.resolver().resolve(&parsed);
///     suggestions.merge(suggester.read(&parsed, &cast, &demarche.extractor().extract(&parsed, &cast)));
/// }
/// let ranked = suggestions.ranked();
/// assert_eq!((ranked.len(), ranked[0].words.as_str(), ranked[0].count), (1, "sideline", 1));
/// assert_eq!(ranked[0].examples[0].marked(), "[France] sidelined [Iran].");
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Suggestions {
    groups: BTreeMap<(String, TriggerPos), Group>,
}

impl Suggestions {
    /// Adds those of further documents; in the order of the documents the sentences are always the same.
    pub fn merge(&mut self, others: Suggestions) {
        for (key, other) in others.groups {
            let group = self.groups.entry(key).or_default();
            group.count += other.count;
            group.documents += other.documents;
            for (shape, count) in other.shapes {
                *group.shapes.entry(shape).or_default() += count;
            }
            let room = EXAMPLES.saturating_sub(group.examples.len());
            // A second sentence of the first document gives way to one of another.
            if room == 0 && group.documents - other.documents == 1 {
                group.examples.truncate(1);
            }
            let room = EXAMPLES - group.examples.len();
            let new = other.examples.into_iter().filter(|new| !group.examples.contains(new));
            let new: Vec<Example> = new.take(room).collect();
            group.examples.extend(new);
        }
        if self.groups.len() > MOST {
            self.groups.retain(|_, group| group.count > 1);
        }
    }

    /// Lists the words, most frequent first. Cost: n log n in their number.
    pub fn ranked(&self) -> Vec<Suggestion> {
        let mut found: Vec<Suggestion> =
            self.groups.iter().filter_map(|((words, pos), group)| suggestion(words, *pos, group)).collect();
        found.sort_by_key(|suggestion| Reverse((suggestion.count, suggestion.documents)));
        found
    }

    fn add(&mut self, words: String, pos: TriggerPos, shape: Shape, example: Option<Example>) {
        let group = self.groups.entry((words, pos)).or_default();
        group.count += 1;
        group.documents = 1;
        *group.shapes.entry(shape).or_default() += 1;
        if group.examples.len() < EXAMPLES {
            group.examples.extend(example);
        }
    }
}

/// Places of the target, with how often each is one.
type Targets<'g> = Vec<(usize, &'g Slot)>;

/// Chooses the frame that most sentences fit, with all places of its targets.
fn suggestion(words: &str, pos: TriggerPos, group: &Group) -> Option<Suggestion> {
    let mut frames: BTreeMap<(Frame, &[Slot]), Targets<'_>> = BTreeMap::new();
    for ((frame, source, target), count) in &group.shapes {
        frames.entry((*frame, source)).or_default().push((*count, target));
    }
    let total = |targets: &[(usize, &Slot)]| targets.iter().map(|(count, _)| count).sum::<usize>();
    let ((frame, source), mut targets) =
        frames.into_iter().reduce(|a, b| if total(&b.1) > total(&a.1) { b } else { a })?;
    targets.sort_by_key(|(count, _)| Reverse(*count));
    let target: Vec<Slot> = targets.into_iter().map(|(_, slot)| slot.clone()).collect();
    let source = source.iter().filter(|slot| !target.contains(slot)).cloned().collect();
    let Group { count, documents, examples, .. } = group;
    let (count, documents, examples) = (*count, *documents, examples.clone());
    Some(Suggestion { words: words.to_owned(), pos, frame, source, target, count, documents, examples })
}
