//! A sentence cut into the pieces that a page marks.

use crate::graph::Telling;
use crate::text::Span;

/// A piece of a sentence: what it is part of (`s` source, `t` target, `k` the words that tell the kind), and its text.
pub(super) type Piece = (String, String);

/// Cuts a sentence where source, target and trigger start and end. The pieces joined are the sentence.
pub(super) fn pieces(telling: &Telling) -> Vec<Piece> {
    let evidence = &telling.evidence;
    let (base, length) = (evidence.sentence.start, telling.sentence.len());
    let parts: Vec<(&str, usize, usize)> = [("s", evidence.source), ("t", evidence.target), ("k", evidence.trigger)]
        .into_iter()
        .filter_map(|(mark, span)| inside(span, base, &telling.sentence).map(|(start, end)| (mark, start, end)))
        .collect();
    let mut cuts: Vec<usize> = parts.iter().flat_map(|(_, start, end)| [*start, *end]).chain([0, length]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .filter_map(|cut| {
            let text = telling.sentence.get(cut[0]..cut[1])?;
            let marks = parts.iter().filter(|(_, start, end)| *start <= cut[0] && cut[1] <= *end);
            Some((marks.map(|(mark, ..)| *mark).collect(), text.to_owned()))
        })
        .collect()
}

/// Where a part stands in its sentence; none where it is elsewhere or, in a graph file made by hand, cuts a character.
fn inside(span: Span, base: usize, sentence: &str) -> Option<(usize, usize)> {
    let (start, end) = (span.start.checked_sub(base)?, span.end.checked_sub(base)?);
    sentence.get(start..end).filter(|text| !text.is_empty()).map(|_| (start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relations::Evidence;

    #[track_caller]
    fn check(sentence: &str, source: (usize, usize), trigger: (usize, usize), target: (usize, usize), expected: &str) {
        let span = |(start, end)| Span::new(start, end);
        let evidence = Evidence {
            sentence: Span::new(100, 100 + sentence.len()),
            trigger: span(trigger),
            source: span(source),
            target: span(target),
            rule: "r".into(),
            source_rule: None,
            target_rule: None,
        };
        let found = pieces(&Telling { evidence, sentence: sentence.into() });
        let shown: String = found.iter().map(|(marks, text)| format!("[{marks}:{text}]")).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn sentences_are_cut_at_their_parts() {
        check(
            "Iran threatened Oman.",
            (100, 104),
            (105, 115),
            (116, 120),
            "[s:Iran][: ][k:threatened][: ][t:Oman][:.]",
        );
        check("Russian raids", (100, 107), (100, 113), (100, 107), "[stk:Russian][k: raids]");
    }

    #[test]
    fn what_stands_elsewhere_or_cuts_a_character_is_not_marked() {
        check("It said so.", (3, 7), (103, 107), (200, 204), "[:It ][k:said][: so.]");
        check("Zoë", (100, 103), (100, 100), (101, 102), "[:Z][t:o][:ë]");
        check("", (100, 104), (100, 104), (100, 104), "");
    }
}
