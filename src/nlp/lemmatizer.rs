//! Finds dictionary forms by rules, exceptions and an index of known words.
//!
//! Reads: a word, its part of speech and morphology. Gives: its lemma.
//!
//! # Source
//! `lemmatizer.py` and `lang/en/lemmatizer.py` of spaCy 3.8 (MIT, Explosion); tables after WordNet 3.0 (Princeton).

use std::collections::HashMap;
use std::sync::Arc;

use super::characters::Characters;
use super::container::Container;
use super::{ModelError, Pos};

/// Tables of the lemmatizer by part of speech.
pub(super) struct Lemmatizer {
    parts: HashMap<Pos, Part>,
}

#[derive(Default)]
struct Part {
    /// Suffixes and what replaces them, in order.
    rules: Vec<(Box<str>, Box<str>)>,
    /// Lemmas of irregular forms.
    exceptions: HashMap<Box<str>, Vec<Arc<str>>>,
    /// Known words, sorted, one a line: searched where they lie, so that reading the model costs nothing.
    index: Box<str>,
}

impl Lemmatizer {
    pub(super) fn read(container: &Container) -> Result<Self, ModelError> {
        let mut parts: HashMap<Pos, Part> = HashMap::new();
        for (pos, name) in
            [(Pos::Adj, "adj"), (Pos::Adv, "adv"), (Pos::Noun, "noun"), (Pos::Punct, "punct"), (Pos::Verb, "verb")]
        {
            parts.entry(pos).or_default().index = container.text(&format!("lemma.index.{name}"))?.into();
        }
        let pos = |name: &str| Pos::parse(&name.to_uppercase());
        for (pos, old, new) in container.rows("lemma.rules", |row| {
            let (name, rule) = row.split_once('\t')?;
            let (old, new) = rule.split_once('\t')?;
            Some((pos(name)?, old, new))
        })? {
            parts.entry(pos).or_default().rules.push((old.into(), new.into()));
        }
        for (pos, form, lemmas) in container.rows("lemma.exceptions", |row| {
            let mut fields = row.split('\t');
            Some((pos(fields.next()?)?, fields.next()?, fields.map(Arc::from).collect()))
        })? {
            parts.entry(pos).or_default().exceptions.insert(form.into(), lemmas);
        }
        Ok(Lemmatizer { parts })
    }

    /// Gives the lemma of a word; `lower` is the word in lower case.
    pub(super) fn lemma(
        &self,
        word: &str,
        lower: &Arc<str>,
        pos: Pos,
        morph: &str,
        characters: &Characters,
    ) -> Arc<str> {
        if pos == Pos::Space || is_base_form(pos, morph) {
            return lower.clone();
        }
        let Some(part) = self.parts.get(&pos) else {
            return if pos == Pos::Propn { word.into() } else { lower.clone() };
        };
        // Exceptions come first, the last one foremost unless a rule gave it; then known words, later rules foremost.
        let (mut known, mut odd, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for (old, new) in &part.rules {
            let Some(stem) = lower.strip_suffix(&**old) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            } else if part.contains(&form) {
                known.insert(0, form);
            } else if !characters.is_alpha(&form) {
                odd.push(form);
            } else {
                unknown.push(form);
            }
        }
        let by_rule: Vec<String> = known.into_iter().chain(odd).collect();
        let exceptions = part.exceptions.get(&**lower).map_or(&[][..], Vec::as_slice);
        if let Some(exception) = exceptions.iter().rev().find(|&lemma| by_rule.iter().all(|form| **form != **lemma)) {
            return exception.clone();
        }
        by_rule.into_iter().chain(unknown).next().map_or_else(|| word.into(), Arc::from)
    }
}

impl Lemmatizer {
    /// Says whether a word in lower case is a form of a noun, verb, adjective or adverb of the tables.
    pub(super) fn knows(&self, lower: &str) -> bool {
        self.parts.values().any(|part| {
            let by_rule = |(old, new): &(Box<str>, Box<str>)| {
                lower.strip_suffix(&**old).is_some_and(|stem| part.contains(&format!("{stem}{new}")))
            };
            part.contains(lower) || part.exceptions.contains_key(lower) || part.rules.iter().any(by_rule)
        })
    }
}

impl Part {
    fn contains(&self, word: &str) -> bool {
        let (mut low, mut high) = (0, self.index.len());
        while low < high {
            // `low` and `high` lie at line starts; the line around the middle is compared.
            let middle = low + (high - low) / 2;
            let bytes = self.index.as_bytes();
            let start = bytes[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1).max(low);
            let end = bytes[middle..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |at| middle + at);
            match bytes[start..end].cmp(word.as_bytes()) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = (end + 1).min(high),
                std::cmp::Ordering::Greater => high = start,
            }
        }
        false
    }
}

/// Says whether morphology already tells that a word is its own lemma.
fn is_base_form(pos: Pos, morph: &str) -> bool {
    let has = |feature: &str| morph.split('|').any(|found| found == feature);
    let finite_present = has("VerbForm=Fin") && has("Tense=Pres") && !morph.contains("Number=");
    (pos == Pos::Noun && has("Number=Sing"))
        || (pos == Pos::Verb && finite_present)
        || has("VerbForm=Inf")
        || has("Degree=Pos")
}
