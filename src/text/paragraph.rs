use super::Span;

/// Splits a text into its paragraphs: the lines that are not blank, without the white space around them. A dateline
/// ("LONDON, March 14 — ") is a paragraph of its own.
///
/// The parser is fed one paragraph at a time, so that a headline does not fuse with the lead.
/// Cost: linear.
///
/// ```
/// use demarche::text::paragraphs;
/// let text = "Headline\n\n  First line. \r\n";
/// let found: Vec<&str> = paragraphs(text).map(|span| span.of(text)).collect();
/// assert_eq!(found, ["Headline", "First line."]);
/// let text = "GENEVA (AP) - Talks began.";
/// let found: Vec<&str> = paragraphs(text).map(|span| span.of(text)).collect();
/// assert_eq!(found, ["GENEVA (AP) -", "Talks began."]);
/// ```
pub fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    let lines = text.split_inclusive(['\n', '\u{2028}', '\u{2029}']).filter_map(move |line| {
        let from = start + (line.len() - line.trim_start().len());
        let to = from + line.trim().len();
        start += line.len();
        (from < to).then(|| Span::new(from, to))
    });
    lines.flat_map(move |line| {
        let (dateline, body) = split_dateline(line, text);
        dateline.into_iter().chain(std::iter::once(body))
    })
}

/// Longest dateline, in bytes.
const DATELINE: usize = 70;

/// Takes a dateline off a line: a place in capitals, perhaps a date or an agency, and a dash with blanks around it.
fn split_dateline(line: Span, text: &str) -> (Option<Span>, Span) {
    let shown = line.of(text);
    let dash = ["—", "–", "--", "-"].iter().filter_map(|dash| {
        let at = shown.find(&format!(" {dash} "))?;
        Some((at, at + dash.len() + 1))
    });
    let Some((start, end)) = dash.min() else { return (None, line) };
    let place = shown[..start].split([',', '(', '/']).next().unwrap_or("").trim_end();
    let letters = place.chars().filter(|c| c.is_alphabetic());
    let loud = letters.clone().count() >= 3 && letters.clone().all(char::is_uppercase);
    let plain = shown[..start].chars().all(|c| c.is_alphanumeric() || " ,.()/'".contains(c));
    let rest = &shown[end..];
    let body = line.start + end + (rest.len() - rest.trim_start().len());
    if start > DATELINE || !loud || !plain || body >= line.end {
        return (None, line);
    }
    (Some(Span::new(line.start, line.start + end)), Span::new(body, line.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(text).map(|span| span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_dateline_stands_by_itself() {
        check("LONDON, March 14 — Iran threatened.", &["LONDON, March 14 —", "Iran threatened."]);
        check("UNITED NATIONS (Reuters) - It met.", &["UNITED NATIONS (Reuters) -", "It met."]);
    }

    #[test]
    fn other_dashes_join_what_they_join() {
        for line in [
            "Iran — the buyer — paid.",
            "NATO's chief — a Norwegian — left.",
            "EU - no",
            "THE END -",
            "-- He left.",
            "US officials, who asked not to be named - they feared for their posts - said so.",
        ] {
            check(line, &[line]);
        }
    }
}
