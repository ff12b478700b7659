//! The rules by which mentions are linked, in words.
//!
//! Reads: `data/actors/link-rules.tsv`, built in. Gives: what the name of a rule means. Does not: link anything
//! (`actors::resolver` does).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::catalog::table::read;

static RULES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = read("link-rules.tsv", include_str!("../../data/actors/link-rules.tsv"), ["rule", "words"]);
    let rows = rows.expect("the built-in table is read by a test");
    rows.into_iter().map(|row| (row.cells[0], row.cells[1])).collect()
});

/// Says in words by which rule a mention was taken for the actor of this name; none for a rule that is not known.
///
/// ```
/// use demarche::actors::link_rule_words;
/// assert_eq!(link_rule_words("acronym", "the United Nations").as_deref(), Some("letters that stand for the United Nations"));
/// assert_eq!(link_rule_words("guess", "the United Nations"), None);
/// ```
pub fn link_rule_words(rule: &str, name: &str) -> Option<String> {
    RULES.get(rule).map(|words| words.replace("{}", name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Demarche;
    use crate::text::Document;

    #[test]
    fn every_rule_that_links_has_words() {
        let demarche = Demarche::new().unwrap();
        let speech = "Dear Minister Orla Quill,\n\nWe ask you to act. \"I will not go,\" Ms. Quill said. Moscow told the \
                      Kremlin that the president of Chile, who spoke himself, met the two countries. Sincerely,\n\nJohn Kerry";
        let texts = [include_str!("../../tests/fixtures/sentences.txt"), speech];
        let articles = ["strait.txt"].map(|name| {
            std::fs::read_to_string(format!("{}/examples/articles/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
        });
        let mut seen = std::collections::BTreeSet::new();
        for text in texts.into_iter().chain(articles.iter().map(String::as_str)) {
            let document = Document::new("test", text);
            let extraction = demarche.extract_document(&document);
            seen.extend(extraction.cast.mentions.iter().filter(|m| !m.actors.is_empty()).map(|mention| mention.rule));
        }
        assert!(seen.len() > 15, "{seen:?}");
        let silent: Vec<_> = seen.into_iter().filter(|rule| link_rule_words(rule, "X").is_none()).collect();
        assert_eq!(silent, [""; 0]);
    }

    #[test]
    fn words_are_written_for_readers() {
        for (rule, words) in RULES.iter() {
            assert!(!words.is_empty() && !words.contains(rule_like(rule)), "{rule}: {words}");
        }
        assert!(RULES.keys().all(|rule| rule.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }

    /// The name of a rule is no word for a reader where it has a dash.
    fn rule_like(rule: &str) -> &str {
        if rule.contains('-') { rule } else { "\0" }
    }
}
