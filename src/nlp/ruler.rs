//! Maps tags, words and relations to universal parts of speech, morphology and some lemmas.
//!
//! Reads: tag, lower-case word, relation and whether it is white space. Gives: what the rules set, later rules over earlier.
//!
//! # Source
//! The patterns of the model's attribute ruler (MIT, Explosion).

use std::sync::Arc;

use serde::Deserialize;

use super::container::{Container, content};
use super::{Dep, ModelError, Pos, Tag};

/// The rules in order.
pub(super) struct Ruler {
    rules: Vec<Rule>,
    /// Rules of two tokens, by their place in `rules`.
    pairs: Vec<usize>,
    /// For every tag, the rules of one token that its tokens may meet.
    by_tag: Vec<Vec<usize>>,
}

/// What a rule looks at in one token.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub tag: Tag,
    pub lower: &'a str,
    pub dep: Dep,
    pub space: bool,
}

/// What the rules say of one token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    pub tag: Tag,
    pub pos: Pos,
    pub dep: Dep,
    pub morph: Arc<str>,
    pub lemma: Option<Arc<str>>,
}

struct Rule {
    tokens: Vec<Pattern>,
    index: usize,
    tag: Option<Tag>,
    pos: Option<Pos>,
    dep: Option<Dep>,
    morph: Option<Arc<str>>,
    lemma: Option<Arc<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleRow {
    tokens: Vec<Pattern>,
    index: usize,
    set: SetRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetRow {
    tag: Option<String>,
    pos: Option<String>,
    dep: Option<String>,
    morph: Option<Arc<str>>,
    lemma: Option<Arc<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    tag: Option<Condition>,
    lower: Option<Condition>,
    dep: Option<Condition>,
    space: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Condition {
    In(Vec<Box<str>>),
    NotIn(Vec<Box<str>>),
}

impl Condition {
    fn takes(&self, value: &str) -> bool {
        match self {
            Condition::In(values) => values.iter().any(|taken| **taken == *value),
            Condition::NotIn(values) => values.iter().all(|refused| **refused != *value),
        }
    }
}

impl Pattern {
    fn takes(&self, seen: Seen) -> bool {
        let takes = |condition: &Option<Condition>, value| condition.as_ref().is_none_or(|c| c.takes(value));
        self.space.is_none_or(|space| space == seen.space)
            && takes(&self.tag, seen.tag.as_str())
            && takes(&self.dep, seen.dep.as_str())
            && takes(&self.lower, seen.lower)
    }
}

impl Ruler {
    pub(super) fn read(container: &Container) -> Result<Self, ModelError> {
        let rows: Vec<RuleRow> = container.json("ruler")?;
        let rules = rows.into_iter().map(rule).collect::<Result<Vec<_>, _>>()?;
        let pairs = (0..rules.len()).filter(|&i| rules[i].tokens.len() == 2).collect();
        let meets = |rule: &Rule, tag: Tag| {
            rule.tokens.len() == 1 && rule.tokens[0].tag.as_ref().is_none_or(|c| c.takes(tag.as_str()))
        };
        let of_tag = |&tag: &Tag| (0..rules.len()).filter(|&i| meets(&rules[i], tag)).collect();
        let by_tag = Tag::ALL.iter().map(of_tag).collect();
        Ok(Ruler { rules, pairs, by_tag })
    }

    /// Finds the rules of two tokens that these two meet: for each the place of the rule and which of the two it sets.
    pub(super) fn pairs(&self, first: Seen, second: Seen) -> Vec<(usize, usize)> {
        let meets = |&&i: &&usize| {
            let tokens = &self.rules[i].tokens;
            tokens[0].takes(first) && tokens[1].takes(second)
        };
        self.pairs.iter().filter(meets).map(|&i| (i, self.rules[i].index)).collect()
    }

    /// Says whether a word may open a rule of two tokens; false for nearly all.
    pub(super) fn opens_pair(&self, seen: Seen) -> bool {
        self.pairs.iter().any(|&i| self.rules[i].tokens[0].takes(seen))
    }

    /// Applies the rules of one token, and those of two given in `pairs`, in their order.
    pub(super) fn apply(&self, seen: Seen, pairs: &[usize]) -> Setting {
        let mut setting = Setting { tag: seen.tag, pos: Pos::X, dep: seen.dep, morph: "".into(), lemma: None };
        let singles = &self.by_tag[seen.tag as usize];
        let mut met: Vec<usize> = singles.iter().copied().filter(|&i| self.rules[i].tokens[0].takes(seen)).collect();
        met.extend(pairs);
        met.sort_unstable();
        for rule in met.into_iter().map(|i| &self.rules[i]) {
            setting.tag = rule.tag.unwrap_or(setting.tag);
            setting.pos = rule.pos.unwrap_or(setting.pos);
            setting.dep = rule.dep.unwrap_or(setting.dep);
            if let Some(morph) = &rule.morph {
                setting.morph = morph.clone();
            }
            setting.lemma = rule.lemma.clone().or(setting.lemma);
        }
        setting
    }
}

fn rule(row: RuleRow) -> Result<Rule, ModelError> {
    fn label<T>(text: Option<String>, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ModelError> {
        let unknown = |text: &str| content("ruler", 0, &format!("label `{text}` is not known"));
        text.map(|text| parse(&text).ok_or_else(|| unknown(&text))).transpose()
    }
    let length = row.tokens.len();
    if !(1..=2).contains(&length) || row.index >= length {
        return Err(content("ruler", 0, &format!("a rule has {length} tokens and sets number {}", row.index)));
    }
    Ok(Rule {
        tokens: row.tokens,
        index: row.index,
        tag: label(row.set.tag, Tag::parse)?,
        pos: label(row.set.pos, Pos::parse)?,
        dep: label(row.set.dep, Dep::parse)?,
        // `_` stands for no features.
        morph: row.set.morph.map(|morph| if &*morph == "_" { "".into() } else { morph }),
        lemma: row.set.lemma,
    })
}
