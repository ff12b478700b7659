//! Analyses as CoNLL-U, the column format of Universal Dependencies.
//!
//! Source: <https://universaldependencies.org/format.html>. The tree's labels are the model's own (ClearNLP), not UD's.

use std::fmt::Write as _;

use crate::nlp::{Dep, Parsed, Pos};

/// Writes an analysis as CoNLL-U: one block per sentence, ending in a blank line; empty where there is no token.
///
/// White space that the model counts as a token is left out; entities stand in the last column as `NER=B-GPE`.
///
/// ```
/// use demarche::{Document, formats::write_conllu, nlp::Parsed};
/// let document = Document::new("empty", "");
/// let parsed = Parsed::new(&document, Vec::new(), Vec::new(), Vec::new(), Vec::new());
/// assert_eq!(write_conllu(&parsed), "");
/// ```
pub fn write_conllu(parsed: &Parsed<'_>) -> String {
    let mut out = String::new();
    let mut entity_of: Vec<Option<String>> = vec![None; parsed.tokens.len()];
    for entity in &parsed.entities {
        for (i, slot) in entity_of.iter_mut().enumerate().take(entity.tokens.end).skip(entity.tokens.start) {
            let position = if i == entity.tokens.start { 'B' } else { 'I' };
            *slot = Some(format!("NER={position}-{}", entity.label));
        }
    }
    let mut number = 0;
    for sentence in &parsed.sentences {
        let words: Vec<usize> = sentence.clone().filter(|&i| is_word(parsed, i)).collect();
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { continue };
        number += 1;
        if parsed.paragraphs.iter().any(|paragraph| paragraph.start == sentence.start) {
            if number == 1 {
                let _ = writeln!(out, "# newdoc id = {}", flat(&parsed.document.id)); // Writing to a string cannot fail.
            }
            out.push_str("# newpar\n");
        }
        let text = parsed.span(first..last + 1).of(&parsed.document.text);
        let _ = writeln!(out, "# sent_id = {}-{number}\n# text = {}", flat(&parsed.document.id), flat(text));
        for (place, &token) in words.iter().enumerate() {
            write_word(&mut out, parsed, &words, place, token, entity_of.get(token).and_then(Option::as_deref));
        }
        out.push('\n');
    }
    out
}

fn is_word(parsed: &Parsed<'_>, token: usize) -> bool {
    parsed.tokens.get(token).is_some_and(|token| token.pos != Pos::Space)
}

fn write_word(
    out: &mut String,
    parsed: &Parsed<'_>,
    words: &[usize],
    place: usize,
    index: usize,
    entity: Option<&str>,
) {
    let Some(token) = parsed.tokens.get(index) else { return };
    let (head, dep) = match words.binary_search(&head_among(parsed, words, index)) {
        Ok(head) if head != place => (head + 1, token.dep.as_str()),
        _ => (0, "root"),
    };
    let dep = if dep == Dep::Root.as_str() { "root" } else { dep };
    let spaced = next_char(parsed, token.span.end).is_none_or(char::is_whitespace);
    let misc: Vec<&str> = entity.into_iter().chain((!spaced).then_some("SpaceAfter=No")).collect();
    let or_blank = |text: &str| if text.is_empty() { "_".to_owned() } else { flat(text) };
    let columns = [
        (place + 1).to_string(),
        or_blank(parsed.text(index)),
        or_blank(&token.lemma),
        token.pos.to_string(),
        token.tag.to_string(),
        or_blank(&token.morph),
        head.to_string(),
        dep.to_owned(),
        "_".to_owned(),
        or_blank(&misc.join("|")),
    ];
    out.push_str(&columns.join("\t"));
    out.push('\n');
}

/// The governor of a token; where that is white space, the next governor that is a word.
fn head_among(parsed: &Parsed<'_>, words: &[usize], token: usize) -> usize {
    let mut above = parsed.ancestors(token).take(parsed.tokens.len());
    above.find(|head| words.binary_search(head).is_ok()).unwrap_or(token)
}

fn next_char(parsed: &Parsed<'_>, at: usize) -> Option<char> {
    parsed.document.text.get(at..).and_then(|rest| rest.chars().next())
}

/// A field of a line: no tab and no line break, which would end it.
fn flat(text: &str) -> String {
    let clean = |c: char| if c.is_whitespace() || c.is_control() || c == '\u{2028}' { ' ' } else { c };
    text.chars().map(clean).collect()
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::nlp::{Entity, EntityLabel, Tag, Token};
    use crate::text::{Document, Span};

    fn token(document: &Document, word: &str, pos: Pos, tag: Tag, head: usize, dep: Dep) -> Token {
        let at = document.text.find(word).expect("in the text");
        let lower = word.to_lowercase();
        let span = Span::new(at, at + word.len());
        Token { span, norm: lower.as_str().into(), lemma: lower.into(), tag, pos, morph: "".into(), head, dep }
    }

    /// Ranges of these lengths, one after another.
    fn ranges(lengths: &[usize]) -> Vec<Range<usize>> {
        let mut start = 0;
        lengths
            .iter()
            .map(|length| {
                start += length;
                start - length..start
            })
            .collect()
    }

    #[test]
    fn sentences_become_blocks() {
        let document = Document::new("a\tb", "France  accused Iran. No\u{2028}talks");
        let tokens = vec![
            token(&document, "France", Pos::Propn, Tag::Nnp, 2, Dep::Nsubj),
            token(&document, " ", Pos::Space, Tag::Space, 0, Dep::None),
            token(&document, "accused", Pos::Verb, Tag::Vbd, 2, Dep::Root),
            token(&document, "Iran", Pos::Propn, Tag::Nnp, 2, Dep::Dobj),
            token(&document, ".", Pos::Punct, Tag::Period, 2, Dep::Punct),
            token(&document, "No", Pos::Det, Tag::Dt, 6, Dep::Det),
            token(&document, "talks", Pos::Noun, Tag::Nns, 6, Dep::Root),
        ];
        let entities =
            vec![Entity { tokens: 0..1, label: EntityLabel::Gpe }, Entity { tokens: 3..4, label: EntityLabel::Gpe }];
        let parsed = Parsed::new(&document, tokens, ranges(&[5, 2]), ranges(&[5, 2]), entities);
        insta::assert_snapshot!(write_conllu(&parsed).replace('\t', "→"), @r#"
        # newdoc id = a b
        # newpar
        # sent_id = a b-1
        # text = France  accused Iran.
        1→France→france→PROPN→NNP→_→2→nsubj→_→NER=B-GPE
        2→accused→accused→VERB→VBD→_→0→root→_→_
        3→Iran→iran→PROPN→NNP→_→2→dobj→_→NER=B-GPE|SpaceAfter=No
        4→.→.→PUNCT→.→_→2→punct→_→_

        # newpar
        # sent_id = a b-2
        # text = No talks
        1→No→no→DET→DT→_→2→det→_→_
        2→talks→talks→NOUN→NNS→_→0→root→_→_
        "#);
    }

    #[test]
    fn white_space_alone_gives_nothing() {
        let document = Document::new("a", " ");
        let tokens = vec![token(&document, " ", Pos::Space, Tag::Space, 0, Dep::None)];
        let parsed = Parsed::new(&document, tokens, ranges(&[1]), ranges(&[1]), Vec::new());
        assert_eq!(write_conllu(&parsed), "");
    }
}
