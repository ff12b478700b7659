//! Nouns for what people and bodies do: "soldiers", "lawmaker", "human rights group".
//!
//! Reads: `data/actors/roles.tsv`, built in; the catalog's titles and body nouns where that table has nothing.
//! Gives: the PLOVER sector that the words at a token tell. Does not: know names.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::page::Page;
use crate::actors::CatalogError;
use crate::actors::catalog::table;

/// Longest noun phrase looked up, in tokens.
const LONGEST: usize = 7;

/// What a noun tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Role<'c> {
    pub sector: &'c str,
    /// It counts only where no other word tells more: "officer".
    pub weak: bool,
}

static BUILTIN: LazyLock<Roles> = LazyLock::new(|| Roles::read().expect("a test reads the built-in table"));

/// The table of nouns, by their words without punctuation.
#[derive(Debug, Default)]
struct Roles {
    nouns: HashMap<String, Role<'static>>,
    /// Number of words of the longest noun that begins with a word.
    longest: HashMap<String, usize>,
}

impl Roles {
    fn read() -> Result<Roles, CatalogError> {
        let mut roles = Roles::default();
        let text = include_str!("../../../data/actors/roles.tsv");
        for row in table::read("roles.tsv", text, ["text", "sector", "use"])? {
            let [text, sector, usage] = row.cells;
            if sector.len() != 3 {
                return Err(row.bad("PLOVER sector", sector));
            }
            let weak = match usage {
                "weak" => true,
                "" => false,
                _ => return Err(row.bad("use of a noun", usage)),
            };
            let words: Vec<String> = words_of(text).collect();
            let first = words.first().ok_or_else(|| row.bad("noun", text))?;
            let longest = roles.longest.entry(first.clone()).or_default();
            *longest = words.len().max(*longest);
            roles.nouns.insert(words.join(" "), Role { sector, weak });
        }
        Ok(roles)
    }
}

/// The words of a text in lower case, split at everything that is no letter or digit.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Finds the longest noun for a role at `start`, before `limit`: how many tokens it takes, and what it tells.
pub(super) fn role_at<'c>(page: &Page<'c, '_>, start: usize, limit: usize) -> Option<(usize, Role<'c>)> {
    listed(page, start, limit).or_else(|| titled(page, start, limit))
}

fn listed(page: &Page<'_, '_>, start: usize, limit: usize) -> Option<(usize, Role<'static>)> {
    let mut words: Vec<String> = Vec::new();
    let mut best = None;
    let mut longest = 0;
    for at in start..limit.min(start + LONGEST).min(page.len()) {
        let stems = words.len();
        let lemma = words_of(&page.lemma(at)).collect::<Vec<_>>();
        words.extend(words_of(page.text(at)));
        if at == start {
            let first = [words.first(), lemma.first()].into_iter().flatten();
            longest = first.filter_map(|word| BUILTIN.longest.get(word)).copied().max()?;
        }
        let whole = words.join(" ");
        let single = words.get(..stems).unwrap_or_default().iter().chain(&lemma).cloned().collect::<Vec<_>>().join(" ");
        if let Some(role) = BUILTIN.nouns.get(&whole).or_else(|| BUILTIN.nouns.get(&single)) {
            best = Some((at + 1 - start, *role));
        }
        if words.len() >= longest {
            break;
        }
    }
    best
}

/// A title or a body noun of the catalog.
fn titled<'c>(page: &Page<'c, '_>, start: usize, limit: usize) -> Option<(usize, Role<'c>)> {
    let title = super::titles::title_at(page, start, limit)
        .filter(|(_, title)| title.address || title.alone)
        .and_then(|(tokens, title)| Some((tokens, title.sector.as_deref()?)));
    let body = page.catalog.body(&page.lemma(start)).and_then(|body| Some((1, body.sector.as_deref()?)));
    title.or(body).map(|(tokens, sector)| (tokens, Role { sector, weak: false }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_table_is_sound() {
        let roles = Roles::read().unwrap();
        assert_eq!(roles.nouns.get("soldier"), Some(&Role { sector: "MIL", weak: false }));
        assert_eq!(roles.nouns.get("officer").map(|role| role.weak), Some(true));
        assert_eq!(roles.nouns.get("president s office").map(|role| role.sector), Some("GOV"));
        assert!(!roles.nouns.contains_key("weather"));
    }
}
