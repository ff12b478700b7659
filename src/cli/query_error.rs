//! Errors and warnings of queries, with the place in the query.

use super::Streams;
use super::error::{CliError, Place};
use super::paint::Style;
use crate::query::{self, ErrorClass, QueryError, Warning};

/// Turns an error of a query into one for people.
pub(super) fn of(error: &QueryError, name: &str, text: &str) -> CliError {
    let mut shown = CliError::bad_input(error.to_string()).maybe_hint(error.hint());
    if let Some(at) = error.place() {
        shown = shown.at(place(at, name, text));
    }
    if error.class() == ErrorClass::ParameterMissing {
        shown = shown.hint("give it with `--param name=value`");
    }
    shown
}

/// Tells what looks wrong in a query.
pub(super) fn warn(warning: &Warning, name: &str, text: &str, streams: Streams) {
    let at = place(warning.place, name, text);
    let hint = warning.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    let dim = |text: String| streams.err.text(Style::Dim, &text);
    streams.warn(&format!("{}{hint} {}", warning.message, dim(format!("{}:{}:{}", at.path, at.line, at.column))));
}

/// Where in a text a byte stands.
fn place(at: query::Place, name: &str, text: &str) -> Place {
    let before = text.get(..at.start as usize).unwrap_or(text);
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place {
        path: name.to_owned(),
        line: line + 1,
        column: before[start..].chars().count() + 1,
        text: text.lines().nth(line).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_lines() {
        let text = "MATCH (ä)\nRETURN b";
        for (start, expected) in [(0, (1, 1)), (7, (1, 8)), (9, (1, 9)), (18, (2, 8)), (99, (2, 9))] {
            let found = place(query::Place { start, end: start }, "q", text);
            assert_eq!((found.line, found.column), expected, "{start}");
        }
    }
}
