//! Who is quoted: the parts of a text that stand in quotation marks, and whose words they are.
//!
//! Reads: a document's paragraphs. Gives: for each token the quotation it stands in, with the verb that introduces it.
//! Does not: resolve the speaker.

use std::ops::Range;

use super::clause::Clauses;
use crate::nlp::{Dep, Parsed};

/// A quotation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quotation {
    /// Tokens between the marks.
    pub tokens: Range<usize>,
    /// The verb of saying beside it, if there is one in its paragraph.
    pub verb: Option<usize>,
}

/// Shorter ones are single words held at arm's length.
const SHORTEST: usize = 5;

/// Finds the quotations of a document, in order. A mark that is not closed runs to the end of its paragraph.
pub(crate) fn find_quotations(clauses: Clauses<'_>) -> Vec<Quotation> {
    let parsed = clauses.parsed;
    let mut found: Vec<Quotation> = Vec::new();
    for paragraph in &parsed.paragraphs {
        let mut open: Option<usize> = None;
        for token in paragraph.clone() {
            match parsed.text(token) {
                "“" | "„" | "«" => open = Some(token + 1),
                "”" if open.is_none() && parsed.opens(token) => open = Some(token + 1),
                // What begins before the text does: its sentence is quoted.
                "”" if open.is_none() => {
                    let start = parsed.sentences[parsed.sentence_of(token)].start;
                    open = Some(start.max(found.last().map_or(0, |q| q.tokens.end + 1)));
                    close(&mut open, token, &mut found);
                }
                "”" | "»" => close(&mut open, token, &mut found),
                "\"" | "''" | "``" if open.is_some() => close(&mut open, token, &mut found),
                "\"" | "``" => open = Some(token + 1),
                _ => {}
            }
        }
        close(&mut open, paragraph.end, &mut found);
    }
    for quotation in &mut found {
        quotation.verb = verb_of_saying(clauses, parsed, &quotation.tokens);
    }
    found
}

fn close(open: &mut Option<usize>, end: usize, found: &mut Vec<Quotation>) {
    if let Some(start) = open.take()
        && end >= start + SHORTEST
    {
        found.push(Quotation { tokens: start..end, verb: None });
    }
}

/// Finds the nearest verb of saying outside the marks, in the same paragraph. In another sentence than the quotation's it is the
/// main verb: what a clause below says introduces nothing.
fn verb_of_saying(clauses: Clauses<'_>, parsed: &Parsed<'_>, quote: &Range<usize>) -> Option<usize> {
    let at = parsed.paragraphs.partition_point(|p| p.end <= quote.start);
    let paragraph = parsed.paragraphs.get(at)?.clone();
    let inner = quote.start..=quote.end.saturating_sub(1);
    let near = parsed.sentence_of(*inner.start())..=parsed.sentence_of(*inner.end());
    let below = |t: usize| matches!(clauses.dep(t), Dep::Advcl | Dep::Relcl | Dep::Acl | Dep::Pcomp | Dep::Csubj);
    let says = |&t: &usize| {
        clauses.is_verb(t)
            && clauses.claims(t)
            && !quote.contains(&t)
            && (near.contains(&parsed.sentence_of(t)) || !below(t))
    };
    let after = (quote.end..paragraph.end.min(quote.end + 40)).find(says);
    let before = (paragraph.start.max(quote.start.saturating_sub(40))..quote.start).rev().find(says);
    match (before, after) {
        (Some(b), Some(a)) => Some(if quote.start - b <= a - quote.end { b } else { a }),
        (b, a) => b.or(a),
    }
}

/// Finds the quotation that a token stands in.
pub(crate) fn quotation_at(quotations: &[Quotation], token: usize) -> Option<&Quotation> {
    let at = quotations.partition_point(|q| q.tokens.end <= token);
    quotations.get(at).filter(|q| q.tokens.contains(&token))
}
