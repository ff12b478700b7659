use super::Span;

/// Splits a text into its paragraphs: the lines that are not blank, without the white space around them.
///
/// The parser is fed one paragraph at a time, so that a headline does not fuse with the lead.
/// Cost: linear.
///
/// ```
/// use demarche::text::paragraphs;
/// let text = "Headline\n\n  First line. \r\n";
/// let found: Vec<&str> = paragraphs(text).map(|span| span.of(text)).collect();
/// assert_eq!(found, ["Headline", "First line."]);
/// ```
pub fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    text.split_inclusive(['\n', '\u{2028}', '\u{2029}']).filter_map(move |line| {
        let from = start + (line.len() - line.trim_start().len());
        let to = from + line.trim().len();
        start += line.len();
        (from < to).then(|| Span::new(from, to))
    })
}
