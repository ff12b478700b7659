//! The marked sentences: rows of `data/training`, gathered by sentence, and there by pair.

use std::collections::BTreeMap;

use demarche::Span;

/// What a row says of its pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Name of the kind; nothing where the row says `none`.
    pub kind: Option<String>,
    /// Whether it goes from the pair's first mention to its second.
    pub forward: bool,
}

/// A marked pair, the first mention first, and all that the rows say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    pub ends: [Span; 2],
    pub rows: Vec<Row>,
}

/// A sentence with its marked pairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    pub pairs: Vec<Marked>,
}

/// Reads tables, and gathers the rows of one sentence.
pub fn read(tables: &[(String, String)]) -> Result<Vec<Sentence>, String> {
    let mut gathered: BTreeMap<String, BTreeMap<[Span; 2], Vec<Row>>> = BTreeMap::new();
    for (file, table) in tables {
        for (number, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
            let place = format!("{file}:{}", number + 1);
            let [kind, _, marked] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(format!("{place}: kind, status and sentence are asked for"));
            };
            let (text, source, target) =
                unmark(marked).ok_or(format!("{place}: one source and one target are asked for"))?;
            let row = Row { kind: (kind != "none").then(|| kind.to_owned()), forward: source < target };
            let ends = [source.min(target), source.max(target)];
            gathered.entry(text).or_default().entry(ends).or_default().push(row);
        }
    }
    let pairs = |pairs: BTreeMap<[Span; 2], Vec<Row>>| pairs.into_iter().map(|(ends, rows)| Marked { ends, rows });
    Ok(gathered.into_iter().map(|(text, marked)| Sentence { text, pairs: pairs(marked).collect() }).collect())
}

/// Takes the marks out of a sentence; gives the places of what they enclosed.
fn unmark(marked: &str) -> Option<(String, Span, Span)> {
    let mut text = String::with_capacity(marked.len());
    let mut places = [None; 4];
    let mut rest = marked;
    while let Some((at, mark)) =
        ["<s>", "</s>", "<t>", "</t>"].iter().enumerate().filter_map(|(k, m)| Some((rest.find(m)?, k))).min()
    {
        text.push_str(&rest[..at]);
        rest = &rest[at + if mark % 2 == 0 { 3 } else { 4 }..];
        places[mark] = Some(text.len());
    }
    text.push_str(rest);
    let [Some(s), Some(s_end), Some(t), Some(t_end)] = places else { return None };
    (s < s_end && t < t_end).then(|| (text, Span::new(s, s_end), Span::new(t, t_end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_sentence_are_gathered_by_pair() {
        let table = "# comment\nmeets\tactual\t<s>Peru</s> met <t>Ghana</t>.\nnone\t-\t<t>Peru</t> met <s>Ghana</s>.\nnone\t-\t<s>Per</s>u met <t>Ghana</t>.\n";
        let sentences = read(&[("my.tsv".into(), table.into())]).unwrap();
        assert_eq!(sentences.len(), 1);
        assert_eq!(sentences[0].text, "Peru met Ghana.");
        let [other, pair] = &sentences[0].pairs[..] else { panic!("two pairs: {sentences:?}") };
        assert_eq!((other.rows.len(), pair.rows.len()), (1, 2));
        assert_eq!((pair.rows[0].forward, pair.rows[1].forward), (true, false));
    }

    #[test]
    fn a_row_without_its_marks_is_named() {
        let broken = [("my.tsv".into(), "none\t-\t<s>Peru</s> met Ghana.".into())];
        assert!(read(&broken).unwrap_err().starts_with("my.tsv:1: "));
    }
}
