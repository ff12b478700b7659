//! Finds the words of a document that join two political actors and are no triggers.
//!
//! How: every verb, noun and adjective that the lexicon does not know is tried as a trigger of each frame that its phrases allow;
//! a pair of actors that no relation joins goes to the word that has both most directly, the lower one of two.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::{Example, Shape, Suggestions};
use crate::actors::Cast;
use crate::nlp::{Dep, Parsed, Pos};
use crate::relations::Capital;
use crate::relations::circumstances::PLACE;
use crate::relations::clause::Clauses;
use crate::relations::extractor::{is_political, is_question, named_tokens, sentence_span};
use crate::relations::governors::Effect;
use crate::relations::lexicon::{Strength, Words, written};
use crate::relations::matching::{Match, trigger_pos};
use crate::relations::sides::{Side, Sides};
use crate::relations::{Extractor, Frame, Kind, Relation, Slot, Trigger, TriggerPos};
use crate::text::Span;

/// A preposition counts where at least this many triggers of the lexicon have a side behind it.
const COMMON: usize = 20;
/// Longest text on either side of the two actors in an example, and longest example, in bytes.
const AROUND: usize = 160;
const LONGEST: usize = 800;

/// Looks for words that the lexicon does not know.
#[derive(Debug)]
pub struct Suggester<'e> {
    extractor: &'e Extractor,
    kind: Kind,
    /// Prepositions behind which the lexicon has sides; not those of mere place.
    prepositions: BTreeSet<&'e str>,
}

/// A word that may join two actors.
struct Joint {
    head: usize,
    words: String,
    shape: Shape,
    factor: f32,
    depth: usize,
    /// Heads of the mentions.
    ends: (usize, usize),
}

impl<'e> Suggester<'e> {
    /// Makes one for the words of this extractor. Cost: a look at every trigger.
    pub fn new(extractor: &'e Extractor) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for trigger in extractor.lexicon().triggers() {
            for slot in &trigger.target {
                if let Slot::Prep(preposition) = slot {
                    *counts.entry(preposition).or_default() += 1;
                }
            }
        }
        let common = |(preposition, count): (&'e str, usize)| {
            (count >= COMMON && !PLACE.contains(&preposition)).then_some(preposition)
        };
        Suggester { extractor, kind: Kind::unknown(), prepositions: counts.into_iter().filter_map(common).collect() }
    }

    /// Finds the words of one document, given the relations that were found in it.
    pub fn read(&self, parsed: &Parsed<'_>, cast: &Cast, relations: &[Relation]) -> Suggestions {
        let clauses = Clauses { parsed, governors: &self.extractor.governors };
        let sides = Sides { clauses, cast };
        let names = named_tokens(parsed, cast);
        let mut found = Suggestions::default();
        for sentence in &parsed.sentences {
            if is_question(parsed, sentence.clone()) || political_actors(sides, sentence) < 2 {
                continue;
            }
            let span = sentence_span(parsed, sentence.start);
            let told: BTreeSet<(usize, usize)> = (relations.iter())
                .filter(|relation| relation.evidence.sentence.overlaps(span))
                .map(|relation| pair(relation.source, relation.target))
                .collect();
            let mut best: BTreeMap<(usize, usize), Joint> = BTreeMap::new();
            for head in sentence.clone().filter(|&t| !names[t] && cast.mention_at(t).is_none()) {
                for (actors, joint) in self.joints(sides, head) {
                    let better = |known: &Joint| (joint.factor, joint.depth) > (known.factor, known.depth);
                    if !told.contains(&actors) && best.get(&actors).is_none_or(better) {
                        best.insert(actors, joint);
                    }
                }
            }
            // A word counts once in a sentence, however many actors it joins.
            let mut by_word: BTreeMap<usize, Joint> = BTreeMap::new();
            for joint in best.into_values() {
                by_word.entry(joint.head).or_insert(joint);
            }
            for joint in by_word.into_values() {
                let Some(pos) = trigger_pos(clauses, joint.head) else { continue };
                let example = example(sides, span, joint.ends);
                found.add(joint.words, pos, joint.shape, example);
            }
        }
        found
    }

    /// Finds the pairs of actors that a word may join.
    fn joints(&self, sides: Sides<'_>, head: usize) -> Vec<((usize, usize), Joint)> {
        let clauses = sides.clauses;
        let Some(pos) = self.open_word(sides, head) else { return Vec::new() };
        let depth = clauses.parsed.ancestors(head).take(64).count();
        let mut found = Vec::new();
        for (tokens, shape) in self.shapes(sides, head, pos) {
            let words: Vec<Vec<Box<str>>> = tokens.iter().map(|&t| vec![word(clauses, t).into()]).collect();
            if self.is_known(sides, head, &Words { words: words.clone(), pos }, tokens.len()) {
                continue;
            }
            let text = written(&words);
            let trigger = self.trigger(words, pos, &shape);
            let finder = self.extractor.finder(sides);
            let Some(roles) = finder.find(&Match { trigger: &trigger, head, tokens: tokens.clone() }) else { continue };
            let acts = |side: &&Side| {
                sides.is_one_of(side, Capital::State, &self.kind.sources) && is_political(sides, side.head)
            };
            for source in roles.sources.iter().filter(acts) {
                for target in roles.targets.iter().filter(acts) {
                    let ends = (source.head, target.head);
                    let factor = source.factor * target.factor;
                    for actors in pairs(sides, ends) {
                        let (words, shape) = (text.clone(), shape.clone());
                        found.push((actors, Joint { head, words, shape, factor, depth, ends }));
                    }
                }
            }
        }
        found
    }

    /// Says whether a word may be a trigger: a plain verb, noun or adjective that governs no clause and supports no noun.
    fn open_word(&self, sides: Sides<'_>, head: usize) -> Option<TriggerPos> {
        let clauses = sides.clauses;
        let token = &clauses.parsed.tokens[head];
        if matches!(token.pos, Pos::Aux | Pos::Propn) {
            return None;
        }
        let pos = trigger_pos(clauses, head)?;
        let governors = &self.extractor.governors;
        let governs =
            |word: &str| governors.on_clause(word, pos).is_some() || governors.has(word, pos, Effect::Support);
        let joined = |c: usize| {
            matches!(clauses.dep(c), Dep::Prep | Dep::Prt) && governs(&format!("{} {}", token.lemma, clauses.norm(c)))
        };
        (is_plain(&token.lemma) && !governs(&token.lemma) && !clauses.parsed.children(head).any(joined)).then_some(pos)
    }

    /// Says whether the lexicon knows these words, or knows that they tell nothing.
    fn is_known(&self, sides: Sides<'_>, head: usize, words: &Words, count: usize) -> bool {
        let lexicon = &self.extractor.lexicon;
        let spells = |row: &[Vec<Box<str>>]| {
            row.len() == words.words.len() && row.iter().zip(&words.words).all(|(a, b)| a.contains(&b[0]))
        };
        let lemma = sides.clauses.lemma(head);
        // A trigger that does not match here was judged: its particle, or a word that blocks it.
        let alone = count == 1 || sides.clauses.child(head, &[Dep::Prt]).is_none();
        let single = lexicon.find(lemma).any(|t| t.pos == words.pos && t.words.len() == 1);
        lexicon.none.iter().any(|none| none.pos == words.pos && spells(&none.words))
            || (alone && single)
            || lexicon.find(lemma).any(|t| t.pos == words.pos && spells(&t.words))
            || !self.extractor.candidates(sides, head, words.pos).is_empty()
    }

    /// Lists the frames that a word's phrases allow, with the tokens of the trigger.
    fn shapes(&self, sides: Sides<'_>, head: usize, pos: TriggerPos) -> Vec<(Vec<usize>, Shape)> {
        let clauses = sides.clauses;
        let slots = |frame: Frame| Slot::parse_list(frame.default_source());
        let prepositions = |token: usize| -> Vec<Slot> {
            let phrases = clauses.parsed.children(token).filter(|&c| {
                matches!(clauses.dep(c), Dep::Prep | Dep::Dative) && self.prepositions.contains(clauses.norm(c))
            });
            phrases.map(|c| Slot::Prep(clauses.norm(c).into())).collect()
        };
        match pos {
            TriggerPos::Adjective => {
                let slots = || slots(Frame::Attitude);
                prepositions(head).into_iter().map(|to| (vec![head], (Frame::Attitude, slots(), to))).collect()
            }
            TriggerPos::Noun => {
                let to = prepositions(head).into_iter().map(|to| {
                    let mutual = to == Slot::Prep("between".into());
                    let frame = if mutual { Frame::Between } else { Frame::Event };
                    (vec![head], (frame, slots(frame).into_iter().filter(|slot| *slot != to || mutual).collect(), to))
                });
                to.collect()
            }
            TriggerPos::Verb => {
                let mut tokens = vec![head];
                tokens.extend(clauses.child(head, &[Dep::Prt]));
                let mut shapes = vec![(tokens.clone(), (Frame::Act, slots(Frame::Act), Slot::Obj))];
                if !clauses.recipients(head).is_empty() {
                    shapes.push((tokens.clone(), (Frame::Transfer, slots(Frame::Transfer), Slot::Iobj)));
                }
                // "turned its back on Iran": the object belongs to the words, where it is a plain noun.
                let object = clauses.child(head, &[Dep::Dobj]);
                let mut to = prepositions(head);
                if let Some(object) = object {
                    let noun = clauses.parsed.tokens[object].pos == Pos::Noun;
                    if !noun || !is_plain(clauses.lemma(object)) || sides.cast.mention_at(object).is_some() {
                        return shapes;
                    }
                    to.extend(prepositions(object));
                    tokens.push(object);
                }
                to.into_iter()
                    .for_each(|to| shapes.push((tokens.clone(), (Frame::Oblique, slots(Frame::Oblique), to))));
                shapes
            }
        }
    }

    /// The trigger that a word would be.
    fn trigger(&self, words: Vec<Vec<Box<str>>>, pos: TriggerPos, (frame, source, target): &Shape) -> Trigger {
        Trigger {
            words,
            head: 0,
            pos,
            kind: self.kind.clone(),
            frame: *frame,
            source: source.clone(),
            target: vec![target.clone()],
            mode: None,
            block: Vec::new(),
            needs: Vec::new(),
            strength: Strength::Normal,
            rule: Arc::from(""),
            table: Arc::from(""),
            line: 0,
        }
    }
}

/// Says whether a lemma is a word of lower-case letters.
fn is_plain(lemma: &str) -> bool {
    lemma.len() > 1 && lemma.chars().all(|c| c.is_lowercase() || c == '-') && !lemma.starts_with('-')
}

/// How a trigger would write a token: particles as they stand, others as lemmas.
fn word<'a>(clauses: Clauses<'a>, token: usize) -> &'a str {
    if clauses.dep(token) == Dep::Prt { clauses.norm(token) } else { clauses.lemma(token) }
}

fn pair(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}

/// The pairs of different actors of two mentions.
fn pairs(sides: Sides<'_>, (one, other): (usize, usize)) -> Vec<(usize, usize)> {
    let actors = |head: usize| sides.mention(head).map_or(&[][..], |mention| &mention.actors);
    let all = actors(one).iter().flat_map(|&a| actors(other).iter().map(move |&b| (a, b)));
    all.filter(|(a, b)| a != b).map(|(a, b)| pair(a, b)).collect()
}

/// Counts the political actors of a sentence.
fn political_actors(sides: Sides<'_>, sentence: &Range<usize>) -> usize {
    let mentions = sides.cast.mentions.iter().filter(|mention| sentence.contains(&mention.head));
    let political = mentions.filter(|mention| is_political(sides, mention.head));
    political.flat_map(|mention| &mention.actors).collect::<BTreeSet<_>>().len()
}

/// Cuts the sentence out; none where the actors stand too far apart to be shown, or outside of it.
fn example(sides: Sides<'_>, sentence: Span, (one, other): (usize, usize)) -> Option<Example> {
    let (a, b) = (sides.mention(one)?.span, sides.mention(other)?.span);
    let (a, b) = if a.start <= b.start { (a, b) } else { (b, a) };
    let text = &*sides.clauses.parsed.document.text;
    if a.end > b.start || a.start < sentence.start || b.end > sentence.end || b.end - a.start > LONGEST {
        return None;
    }
    let from = around(text, a.start.saturating_sub(AROUND).max(sentence.start), sentence.start);
    let to = around(text, (b.end + AROUND).min(sentence.end), sentence.end);
    let mut out = String::new();
    let mut spans = [Span::new(0, 0); 2];
    if from > sentence.start {
        out.push('…');
    }
    push_flat(&mut out, text.get(from..a.start)?);
    for (k, (span, end)) in [(a, b.start), (b, to)].into_iter().enumerate() {
        let start = out.len();
        push_flat(&mut out, text.get(span.start..span.end)?);
        spans[k] = Span::new(start, out.len());
        push_flat(&mut out, text.get(span.end..end)?);
    }
    if to < sentence.end {
        out.push('…');
    }
    Some(Example { text: out.trim_end().to_owned(), actors: spans })
}

/// Moves a place to the next blank, towards the middle of the text; `border` stays.
fn around(text: &str, at: usize, border: usize) -> usize {
    if at == border {
        return at;
    }
    let bytes = text.as_bytes();
    let blank = |at: &usize| bytes.get(*at).is_some_and(u8::is_ascii_whitespace);
    if at > border {
        (at..text.len()).take(AROUND).find(blank).unwrap_or(border)
    } else {
        (0..=at).rev().take(AROUND).find(blank).unwrap_or(border)
    }
}

/// Adds a text with single blanks instead of white space.
fn push_flat(out: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() && !c.is_control() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
}
