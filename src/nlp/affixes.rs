//! Finds prefixes, suffixes and infixes of words, and tells web addresses.
//!
//! Reads: a chunk of text. Gives: places to split it.
//! How: `models/convert.py` takes spaCy's expressions apart into forms: classes of characters behind, in and ahead of a
//! match. Each is tried only where its last character (suffixes) or first character (others) fits, so that the cost is
//! linear, which general expressions do not promise. The expression for web addresses runs as it is.

use std::collections::HashMap;
use std::sync::OnceLock;

use fancy_regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::ModelError;
use super::characters::Ranges;
use super::container::content;

/// Steps after which a search for a web address is given up; real addresses need a few hundred.
const URL_STEPS: usize = 100_000;

/// Rules by which chunks of text are split.
pub(super) struct Affixes {
    classes: Vec<Ranges>,
    prefixes: Forms,
    suffixes: Forms,
    infixes: Forms,
    url: OnceLock<Option<Regex>>,
    url_source: String,
}

/// The rules as the model file has them.
#[derive(Deserialize)]
pub(super) struct AffixRules {
    classes: Vec<Vec<(u32, u32)>>,
    prefix: Vec<FormRow>,
    suffix: Vec<FormRow>,
    infix: Vec<FormRow>,
    url: String,
}

/// Classes behind, in and ahead of a match, and what is special about it.
type FormRow = (Vec<usize>, Vec<usize>, Vec<usize>, Special);

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
enum Special {
    /// Nothing.
    #[serde(rename = "")]
    Plain,
    /// The last class of the match may repeat.
    #[serde(rename = "repeat")]
    Repeat,
    /// The character ahead must not be of its class.
    #[serde(rename = "not")]
    Not,
}

/// Forms in the order in which they are tried.
struct Forms {
    rows: Vec<FormRow>,
    /// The forms that a character may belong to which some form names alone.
    named: HashMap<char, Vec<usize>>,
    /// The forms that any other character may belong to.
    others: Vec<usize>,
}

impl Affixes {
    pub(super) fn new(rules: AffixRules) -> Result<Self, ModelError> {
        let known = |&class: &usize| class < rules.classes.len();
        let mut rows = rules.prefix.iter().chain(&rules.suffix).chain(&rules.infix);
        if !rows.all(|row| !row.1.is_empty() && row.0.iter().chain(&row.1).chain(&row.2).all(known)) {
            return Err(content("tokenizer", 0, "a form of an affix is empty or of an unknown class"));
        }
        Ok(Affixes {
            prefixes: Forms::new(rules.prefix, &rules.classes, |body| body.first()),
            suffixes: Forms::new(rules.suffix, &rules.classes, |body| body.last()),
            infixes: Forms::new(rules.infix, &rules.classes, |body| body.first()),
            classes: rules.classes.into_iter().map(|ranges| Ranges::new(ranges.into_iter())).collect(),
            url: OnceLock::new(),
            url_source: rules.url,
        })
    }

    /// Gives the length in bytes of the prefix to split off, 0 for none.
    pub(super) fn prefix(&self, text: &str) -> usize {
        let Some(first) = text.chars().next() else { return 0 };
        self.prefixes.at(first).find_map(|form| self.forward(form, text, 0)).unwrap_or(0)
    }

    /// Gives the length in bytes of the suffix to split off, 0 for none: the longest of all that fit.
    pub(super) fn suffix(&self, text: &str) -> usize {
        let Some(last) = text.chars().next_back() else { return 0 };
        self.suffixes.at(last).filter_map(|form| self.backward(form, text)).max().unwrap_or(0)
    }

    /// Gives the places of the infixes, in order.
    pub(super) fn infixes(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut done = 0;
        for (at, c) in text.char_indices() {
            if at < done {
                continue;
            }
            if let Some(length) = self.infixes.at(c).find_map(|form| self.forward(form, text, at)) {
                done = at + length;
                found.push((at, done));
            }
        }
        found
    }

    /// Says whether the text is a web address, which stays whole.
    pub(super) fn is_url(&self, text: &str) -> bool {
        // Every branch of the expression needs a dot; most words have none.
        if !text.contains('.') {
            return false;
        }
        let url = self.url.get_or_init(|| RegexBuilder::new(&self.url_source).backtrack_limit(URL_STEPS).build().ok());
        url.as_ref().is_some_and(|url| url.is_match(text).unwrap_or(false))
    }

    fn takes(&self, class: usize, c: Option<char>) -> bool {
        c.is_some_and(|c| self.classes[class].contains(c))
    }

    /// Matches a form at byte `at`; gives its length.
    fn forward(&self, (behind, body, ahead, special): &FormRow, text: &str, at: usize) -> Option<usize> {
        let mut rest = text[at..].chars();
        if !body.iter().all(|&class| self.takes(class, rest.next())) {
            return None;
        }
        let mut before = text[..at].chars().rev();
        if !behind.iter().rev().all(|&class| self.takes(class, before.next())) {
            return None;
        }
        if let (Special::Repeat, Some(&last)) = (special, body.last()) {
            rest = rest.as_str().trim_start_matches(|c| self.takes(last, Some(c))).chars();
        }
        let end = text.len() - rest.as_str().len();
        let wanted = *special != Special::Not;
        ahead.iter().all(|&class| self.takes(class, rest.next()) == wanted).then_some(end - at)
    }

    /// Matches a form that ends where the text ends; gives its length. Nothing stands ahead of a suffix.
    fn backward(&self, (behind, body, _, special): &FormRow, text: &str) -> Option<usize> {
        let mut rest = text.chars();
        if !body.iter().rev().all(|&class| self.takes(class, rest.next_back())) {
            return None;
        }
        if let (Special::Repeat, Some(&last)) = (special, body.last()) {
            rest = rest.as_str().trim_end_matches(|c| self.takes(last, Some(c))).chars();
        }
        let start = rest.as_str().len();
        behind.iter().rev().all(|&class| self.takes(class, rest.next_back())).then_some(text.len() - start)
    }
}

impl Forms {
    fn new(rows: Vec<FormRow>, classes: &[Vec<(u32, u32)>], key: impl Fn(&[usize]) -> Option<&usize>) -> Self {
        let (mut named, mut others) = (HashMap::<char, Vec<usize>>::new(), Vec::new());
        for (i, row) in rows.iter().enumerate() {
            let single = match key(&row.1).and_then(|&class| classes.get(class)).map(Vec::as_slice) {
                Some(&[(low, high)]) if low == high => char::from_u32(low),
                _ => None,
            };
            match single {
                Some(c) => named.entry(c).or_default().push(i),
                None => others.push(i),
            }
        }
        for forms in named.values_mut() {
            forms.extend(&others);
            forms.sort_unstable();
        }
        Forms { rows, named, others }
    }

    /// Walks the forms that a character may belong to, in order.
    fn at(&self, c: char) -> impl Iterator<Item = &FormRow> {
        self.named.get(&c).unwrap_or(&self.others).iter().map(|&i| &self.rows[i])
    }
}
