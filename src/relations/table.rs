//! Tab-separated tables of `data/lexicon`: rows with their line numbers, and errors that name both.

/// What is wrong with a data table, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}\n --> {file}:{line}")]
#[non_exhaustive]
pub struct TableError {
    /// The table.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong, with the offender in backticks.
    pub problem: String,
    /// What to try.
    pub hint: String,
}

impl TableError {
    /// Says what to try.
    pub fn hint(&self) -> &str {
        &self.hint
    }
}

/// One row of a table.
pub(crate) struct Row<'a> {
    pub file: &'a str,
    pub line: usize,
    columns: Vec<&'a str>,
    /// Lines of the columns, where they have lines of their own.
    lines: Vec<usize>,
}

impl<'a> Row<'a> {
    /// Makes a row of fields that stand in lines of their own; 0: in that of the row.
    pub fn of_fields(file: &'a str, line: usize, columns: Vec<&'a str>, lines: Vec<usize>) -> Self {
        Row { file, line, columns, lines }
    }

    /// Gives a column, counted from 0; empty where it is missing or `-`.
    pub fn get(&self, column: usize) -> &'a str {
        match self.columns.get(column).copied().unwrap_or("") {
            "-" => "",
            text => text,
        }
    }

    /// Gives the columns as written.
    pub fn columns(&self) -> &[&'a str] {
        &self.columns
    }

    /// Makes an error that points here.
    pub fn error(&self, problem: impl Into<String>, hint: impl Into<String>) -> TableError {
        TableError { file: self.file.into(), line: self.line, problem: problem.into(), hint: hint.into() }
    }

    /// Makes an error that points to a column.
    pub fn error_in(&self, column: usize, problem: impl Into<String>, hint: impl Into<String>) -> TableError {
        let line = self.lines.get(column).copied().filter(|&line| line > 0).unwrap_or(self.line);
        TableError { line, ..self.error(problem, hint) }
    }
}

/// Walks the rows of a table, without comments, blank lines and the header (a first row that starts with `header`).
pub(crate) fn rows<'a>(file: &'a str, text: &'a str, header: &'a str) -> impl Iterator<Item = Row<'a>> {
    text.lines()
        .enumerate()
        .map(move |(k, line)| Row {
            file,
            line: k + 1,
            columns: line.split('\t').map(str::trim).collect(),
            lines: Vec::new(),
        })
        .filter(move |row| {
            let first = row.columns.first().copied().unwrap_or("");
            !first.starts_with('#') && row.columns.iter().any(|c| !c.is_empty()) && first != header
        })
}
