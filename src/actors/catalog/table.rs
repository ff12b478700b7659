//! Reads one table: tab-separated cells, `#` comments, a header line.
//!
//! Reads: the text of a `data/actors/*.tsv`. Gives: rows with a fixed number of cells and their line, or where it went wrong.
//! Does not: know what the columns mean.

use super::CatalogError;

/// One row: `N` trimmed cells and where they stand.
#[derive(Debug, Clone, Copy)]
pub(in crate::actors) struct Row<'t, const N: usize> {
    pub file: &'static str,
    pub line: usize,
    pub cells: [&'t str; N],
}

impl<const N: usize> Row<'_, N> {
    /// Makes the error of a cell of this row.
    pub fn bad(&self, what: &'static str, value: &str) -> CatalogError {
        CatalogError::Value { file: self.file.to_owned(), line: self.line, what, value: value.to_owned() }
    }

    /// Reads a `yes` or an empty cell.
    pub fn flag(&self, value: &str) -> Result<bool, CatalogError> {
        match value {
            "yes" => Ok(true),
            "" => Ok(false),
            _ => Err(self.bad("`yes` or empty cell", value)),
        }
    }
}

/// Splits a table into rows; the header must name exactly these columns.
pub(in crate::actors) fn read<'t, const N: usize>(
    file: &'static str,
    text: &'t str,
    columns: [&str; N],
) -> Result<Vec<Row<'t, N>>, CatalogError> {
    let lines = text.lines().enumerate().map(|(k, line)| (k + 1, line.trim_end_matches('\r')));
    let mut lines = lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let header = lines.next().map_or("", |(_, line)| line);
    if !header.split('\t').map(str::trim).eq(columns) {
        let found = header.replace('\t', " ");
        return Err(CatalogError::Header { file: file.to_owned(), expected: columns.join(" "), found });
    }
    lines.map(|(line, text)| row(file, line, text)).collect()
}

fn row<'t, const N: usize>(file: &'static str, line: usize, text: &'t str) -> Result<Row<'t, N>, CatalogError> {
    let mut cells = [""; N];
    let mut found = 0;
    for value in text.split('\t') {
        if let Some(cell) = cells.get_mut(found) {
            *cell = value.trim();
        }
        found += 1;
    }
    if found != N {
        return Err(CatalogError::Cells { file: file.to_owned(), line, expected: N, found });
    }
    Ok(Row { file, line, cells })
}

/// Splits a table into the words of its last column, which blanks part, each with its row.
pub(in crate::actors) fn each_word<'t, const N: usize>(
    file: &'static str,
    text: &'t str,
    columns: [&str; N],
) -> Result<Vec<(Row<'t, N>, &'t str)>, CatalogError> {
    let mut found = Vec::new();
    for row in read(file, text, columns)? {
        let words = row.cells.last().copied().unwrap_or_default();
        found.extend(words.split(' ').map(|word| (row, word)));
    }
    Ok(found)
}

/// Splits a `|` list; an empty cell is an empty list.
pub(in crate::actors) fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|part| !part.is_empty())
}

/// Gives the cell, or none where it is empty.
pub(in crate::actors) fn filled(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rows_with_their_lines() {
        let rows = read("t.tsv", "# head\nid\tname\n\na\tA \n# note\nb\t\n", ["id", "name"]).unwrap();
        let seen: Vec<_> = rows.iter().map(|row| (row.line, row.cells)).collect();
        assert_eq!(seen, [(4, ["a", "A"]), (6, ["b", ""])]);
    }

    #[test]
    fn says_where_a_table_is_broken() {
        for (text, expected) in [
            ("", "t.tsv: the header must be `id name`, found ``"),
            ("id\tnom\na\tA\n", "t.tsv: the header must be `id name`, found `id nom`"),
            ("id\tname\na\n", "t.tsv:2: 1 cells, but the table has 2 columns"),
            ("id\tname\na\tA\tx\n", "t.tsv:2: 3 cells, but the table has 2 columns"),
        ] {
            let error = read("t.tsv", text, ["id", "name"]).map(|_| ()).unwrap_err();
            assert_eq!(error.to_string(), expected);
            assert!(!error.hint().is_empty());
        }
    }

    #[test]
    fn flags_are_yes_or_empty() {
        let row = Row { file: "t.tsv", line: 7, cells: [""] };
        assert_eq!((row.flag("yes"), row.flag("")), (Ok(true), Ok(false)));
        assert_eq!(row.flag("no").unwrap_err().to_string(), "t.tsv:7: `no` is no `yes` or empty cell");
    }
}
