//! The four expressions by which chunks of text are split.

use std::sync::OnceLock;

use fancy_regex::Regex;

use super::ModelError;
use super::container::content;

/// Bytes that a prefix or suffix and what must stand beside it may take; only runs of dots are longer.
///
/// The expressions are tried within that reach, so that taking affix after affix off a long word stays cheap.
const REACH: usize = 48;

/// Prefix, suffix, infix and web-address expressions of the tokenizer.
pub(super) struct Affixes {
    prefix: Regex,
    suffix: Regex,
    infix: Regex,
    url: OnceLock<Option<Regex>>,
    url_source: String,
}

impl Affixes {
    pub(super) fn new(prefix: &str, suffix: &str, infix: &str, url: &str) -> Result<Self, ModelError> {
        let compile = |source: &str| {
            Regex::new(source).map_err(|error| content("tokenizer", 0, &format!("cannot compile: {error}")))
        };
        Ok(Affixes {
            prefix: compile(prefix)?,
            suffix: compile(suffix)?,
            infix: compile(infix)?,
            url: OnceLock::new(),
            url_source: url.to_owned(),
        })
    }

    /// Gives the length in bytes of the prefix to split off, 0 for none.
    pub(super) fn prefix(&self, text: &str) -> usize {
        let dots = text.bytes().take_while(|&byte| byte == b'.').count();
        length(&self.prefix, &text[..text.ceil_char_boundary(dots + REACH)])
    }

    /// Gives the length in bytes of the suffix to split off, 0 for none.
    pub(super) fn suffix(&self, text: &str) -> usize {
        let dots = text.bytes().rev().take_while(|&byte| byte == b'.').count();
        length(&self.suffix, &text[text.floor_char_boundary(text.len().saturating_sub(dots + REACH))..])
    }

    /// Gives the places of the infixes, in order.
    pub(super) fn infixes(&self, text: &str) -> Vec<(usize, usize)> {
        self.infix.find_iter(text).map_while(Result::ok).map(|found| (found.start(), found.end())).collect()
    }

    /// Says whether the text is a web address, which stays whole.
    pub(super) fn is_url(&self, text: &str) -> bool {
        // Every branch of the expression needs a dot; most words have none.
        if !text.contains('.') {
            return false;
        }
        let url = self.url.get_or_init(|| Regex::new(&self.url_source).ok());
        url.as_ref().is_some_and(|url| url.is_match(text).unwrap_or(false))
    }
}

fn length(expression: &Regex, text: &str) -> usize {
    expression.find(text).ok().flatten().map_or(0, |found| found.end() - found.start())
}
