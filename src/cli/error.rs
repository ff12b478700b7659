//! What a person sees when something does not work: what, where (with a caret), what to do.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;

use super::paint::{Paint, Style};
use crate::graph::GraphError;
use crate::text;

/// Widest piece of a source line that an error shows, in characters.
const SHOWN: usize = 90;

/// Exit codes, the same for every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    Done = 0,
    NothingFound = 1,
    BadInput = 2,
    Partly = 3,
    NoEngine = 4,
}

/// A place in somebody's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub path: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The line itself, where it is at hand.
    pub text: Option<String>,
}

#[derive(Debug)]
pub(super) struct CliError {
    pub exit: Exit,
    pub message: String,
    pub place: Option<Place>,
    pub hint: Option<String>,
    /// The reader of our output went away: nothing to say.
    pub silent: bool,
}

impl CliError {
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        CliError { exit, message: message.into(), place: None, hint: None, silent: false }
    }

    pub fn bad_input(message: impl Into<String>) -> Self {
        CliError::new(Exit::BadInput, message)
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn maybe_hint(mut self, hint: Option<impl Into<String>>) -> Self {
        self.hint = hint.map(Into::into);
        self
    }

    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// An error of reading a file.
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        let message = match error.kind() {
            io::ErrorKind::NotFound => format!("no file or folder `{}`", path.display()),
            io::ErrorKind::PermissionDenied => format!("`{}` may not be read", path.display()),
            _ => format!("`{}` cannot be read: {error}", path.display()),
        };
        CliError::bad_input(message)
    }

    /// An error of writing; a closed pipe is silent.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return CliError { silent: true, ..CliError::new(Exit::Done, "the pipe is closed") };
        }
        CliError::bad_input(format!("`{}` cannot be written: {error}", path.display()))
    }

    /// An error of loading model, catalog or lexicon.
    pub fn of_library(error: &crate::Error) -> Self {
        CliError::new(Exit::NoEngine, error.to_string()).maybe_hint(error.hint())
    }

    /// An error of a graph that came from this file.
    pub fn graph(path: &Path, name: &str, error: &GraphError) -> Self {
        match error {
            GraphError::File { fault, place } => CliError::in_file(path, name, fault, place),
            other => CliError::bad_input(format!("`{name}`: {other}")),
        }
        .maybe_hint(error.hint())
    }

    /// An error at a place of a file; the place is shown where the file can be read once more.
    pub fn in_file(path: &Path, name: &str, fault: impl fmt::Display, place: &text::Place) -> Self {
        let field = if place.path.is_empty() { String::new() } else { format!(" (in `{}`)", place.path) };
        let text = line_of(path, place.line);
        let place = Place { path: name.to_owned(), line: place.line, column: place.column, text };
        CliError::bad_input(format!("{fault}{field}")).at(place)
    }

    /// Writes it to standard error.
    pub fn print(&self, paint: Paint) {
        if !self.silent {
            let _ = io::stderr().write_all(self.render(paint).as_bytes()); // Where no one listens, nothing is lost.
        }
    }

    pub fn render(&self, paint: Paint) -> String {
        let mut out = format!("{} {}\n", paint.text(Style::Error, "error:"), self.message);
        if let Some(place) = &self.place {
            out += &place.render(paint);
        }
        if let Some(hint) = &self.hint {
            out += &format!("{} {hint}\n", paint.text(Style::Hint, "hint:"));
        }
        out
    }
}

/// Reads one line of a file; none of standard input, which is gone, nor of what is no file.
fn line_of(path: &Path, line: usize) -> Option<String> {
    let file = File::open(path).ok().filter(|file| file.metadata().is_ok_and(|found| found.is_file()))?;
    let mut reader = BufReader::new(file);
    let mut bytes = Vec::new();
    for _ in 0..line {
        bytes.clear();
        reader.read_until(b'\n', &mut bytes).ok()?;
    }
    Some(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

impl Place {
    fn render(&self, paint: Paint) -> String {
        let mut out = format!(" {} {}:{}:{}\n", paint.text(Style::Dim, "-->"), self.path, self.line, self.column);
        let Some(text) = &self.text else { return out };
        let chars: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let column = self.column.saturating_sub(1).min(chars.len());
        // A graph or a document may be one line of megabytes: only the part around the place is shown.
        let from = column.saturating_sub(SHOWN / 2);
        let shown: String = chars.iter().skip(from).take(SHOWN).collect();
        let (before, lead) = if from > 0 { ("…", 1) } else { ("", 0) };
        let after = if chars.len() > from + SHOWN { "…" } else { "" };
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let bar = paint.text(Style::Dim, "|");
        let caret = paint.text(Style::Error, "^");
        let indent = " ".repeat(column - from + lead);
        out += &format!("{gutter} {bar}\n{number} {bar} {before}{shown}{after}\n{gutter} {bar} {indent}{caret}\n");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_its_place() {
        let text = Some("{\"id\": 7, \"text\": 3}".to_owned());
        let place = Place { path: "news.jsonl".into(), line: 12, column: 19, text };
        let error =
            CliError::bad_input("invalid type: integer `3`, expected a string").at(place).hint("`text` is a string");
        insta::assert_snapshot!(error.render(Paint::plain()), @r#"
        error: invalid type: integer `3`, expected a string
         --> news.jsonl:12:19
           |
        12 | {"id": 7, "text": 3}
           |                   ^
        hint: `text` is a string
        "#);
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = Some(format!("{}X{}", "a".repeat(5000), "b".repeat(5000)));
        let place = Place { path: "g.json".into(), line: 1, column: 5001, text };
        let shown = CliError::bad_input("here").at(place).render(Paint::plain());
        let lines: Vec<&str> = shown.lines().collect();
        let (code, caret) = (lines[3], lines[4]);
        assert!(code.chars().count() < 120);
        assert_eq!(caret.chars().position(|c| c == '^'), code.chars().position(|c| c == 'X'));
    }

    #[test]
    fn places_past_the_end_do_not_fail() {
        let place = Place { path: "g.json".into(), line: 1, column: 99, text: Some("ab".into()) };
        assert!(CliError::bad_input("here").at(place).render(Paint::plain()).contains("1 | ab\n"));
    }
}
