//! What is wrong with a CSV file: which file, where, what, and what to try.

use std::fmt;

use super::head::Field;

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum File {
    Nodes,
    Edges,
}

/// What is wrong with a CSV file.
#[derive(Debug, thiserror::Error)]
#[error("{}{what}", place(*.file, *.line, .column))]
pub struct CsvError {
    file: File,
    line: u64,
    column: Option<String>,
    what: String,
    hint: Option<String>,
    source: Option<std::io::Error>,
}

fn place(file: File, line: u64, column: &Option<String>) -> impl fmt::Display {
    let mut place = match file {
        File::Nodes => "nodes".to_owned(),
        File::Edges => "edges".to_owned(),
    };
    if line > 0 {
        place += &format!(", line {line}");
    }
    if let Some(column) = column {
        place += &format!(", column `{column}`");
    }
    place + ": "
}

impl CsvError {
    pub(super) fn new(file: File, line: u64, column: Option<String>, what: String) -> Self {
        CsvError { file, line, column, what, hint: None, source: None }
    }

    /// From an error of the reader; `short` is by how many lines its position falls short.
    pub(super) fn reading(file: File, error: csv::Error, head: &[Field], short: u64) -> Self {
        let line = error.position().map_or(0, |position| position.line() + short);
        let column = |at: usize| head.get(at).map(|field| field.text.clone());
        match error.into_kind() {
            csv::ErrorKind::Utf8 { err, .. } => {
                CsvError::new(file, line, column(err.field()), "not UTF-8".into()).with_hint("save the file as UTF-8")
            }
            csv::ErrorKind::Io(source) => {
                CsvError { source: Some(source), ..CsvError::new(file, line, None, "the file cannot be read".into()) }
            }
            kind => CsvError::new(file, line, None, format!("the row cannot be read ({kind:?})")),
        }
    }

    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says whether it is the file of relations.
    pub fn is_of_edges(&self) -> bool {
        self.file == File::Edges
    }

    /// The line, where it is known; the first is 1.
    pub fn line(&self) -> Option<u64> {
        (self.line > 0).then_some(self.line)
    }

    /// The column, as the head of the file calls it, where it is known.
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// What to try, where there is something.
    ///
    /// ```
    /// use demarche::query::{CsvOptions, Graph};
    /// let read = Graph::from_csv("id\n1\n".as_bytes(), "src,dts,type\n".as_bytes(), &CsvOptions::default());
    /// let error = read.unwrap_err();
    /// assert_eq!(error.to_string(), "edges, line 1: no column `dst`");
    /// assert_eq!(error.hint(), Some("did you mean column `dts`? name it `dst`"));
    /// ```
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}
