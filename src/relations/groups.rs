//! Groups of words that many rows of the lexicon block together: `@sport`.
//!
//! Reads: `data/lexicon/groups.tsv`, built in. Gives: the words of a group.
//! Does not: know what a row blocks them for.

use super::table::{Row, TableError, rows};

const FILE: &str = "data/lexicon/groups.tsv";
const TABLE: &str = include_str!("../../data/lexicon/groups.tsv");

/// What stands before the name of a group.
const MARK: char = '@';

/// Gives the words of this column of a row, those of groups in the place of their names.
///
/// # Errors
/// A group that there is not.
pub(super) fn words<'r>(row: &Row<'r>, column: usize) -> Result<Vec<&'r str>, TableError> {
    let mut found = Vec::new();
    for word in row.get(column).split(',').map(str::trim).filter(|word| !word.is_empty()) {
        match word.strip_prefix(MARK) {
            None => found.push(word),
            Some(name) => {
                let group = rows(FILE, TABLE, "group").find(|group| group.get(0) == name);
                let Some(group) = group else {
                    let names: Vec<&str> = rows(FILE, TABLE, "group").map(|group| group.get(0)).collect();
                    return Err(row.error_in(
                        column,
                        format!("no group of words `{word}`"),
                        format!("groups are {MARK}{}", names.join(&format!(", {MARK}"))),
                    ));
                };
                found.extend(group.get(1).split(','));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Result<Vec<String>, TableError> {
        let text = format!("hit\t{cell}\n");
        let row = rows("mine.tsv", &text, "trigger").next().unwrap();
        words(&row, 1).map(|words| words.into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn a_group_stands_for_its_words() {
        let found = read("wall, @teams,+police").unwrap();
        assert_eq!(found.first().map(String::as_str), Some("wall"));
        assert_eq!(found.last().map(String::as_str), Some("+police"));
        assert!(found.iter().any(|word| word == "coach") && !found.iter().any(|word| word.starts_with('@')));
        assert_eq!(read("-").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn an_unknown_group_is_an_error_with_the_known_ones() {
        let error = read("@sprot").unwrap_err();
        assert_eq!((error.line, &*error.file), (1, "mine.tsv"));
        assert!(error.problem.contains("@sprot") && error.hint.contains("@sport"));
    }
}
