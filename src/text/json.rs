//! Finds places in a JSON text: which field stands at an offset, and at which offset a field stands.
//!
//! Reads: a JSON text, whole or cut off. Gives: paths (`relations[3].target`) and byte offsets.
//! Does not: check the text; it is only used to say where an error that is known already lies.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::ops::ControlFlow;

use serde_json::error::Category;

/// A place in a JSON file.
///
/// ```
/// let place = demarche::text::Place { line: 9, column: 47, path: "relations[0].target".into() };
/// assert_eq!(place.to_string(), "line 9, column 47 (`relations[0].target`)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// The field: `relations[3].target`; empty for the whole file.
    pub path: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if self.path.is_empty() { Ok(()) } else { write!(f, " (`{}`)", self.path) }
    }
}

/// Takes the parser's error apart: what sort it is, its message without the place, and the place with the field.
pub(crate) fn explain(text: &str, error: &serde_json::Error) -> (Category, String, Place) {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let mut offset = (line_start + error.column()).min(text.len());
    while !text.is_char_boundary(offset) {
        offset += 1;
    }
    let path = path_at(text, offset);
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_owned();
    let place = match error.classify() {
        Category::Data => place_of(text, &path),
        Category::Syntax => place(text, text.floor_char_boundary(offset.saturating_sub(1)), &path),
        _ => place(text, offset, &path),
    };
    (error.classify(), message, place)
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step<'t> {
    /// Into the field of an object; as it is written between the quotes. Empty before the first key.
    Field(Cow<'t, str>),
    /// Into an element of a list.
    Element(usize),
}

impl<'t> From<&'t str> for Step<'t> {
    fn from(name: &'t str) -> Self {
        Step::Field(name.into())
    }
}
impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Step::Element(index)
    }
}

/// Takes bytes for UTF-8, without a byte order mark.
///
/// # Errors
/// The place of the first byte that is none.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Place> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or("");
        place(valid, valid.len(), &path_at(valid, valid.len()))
    })
}

/// Lists the fields of the outermost object, as far as the text goes.
pub(crate) fn fields(text: &str) -> Vec<Cow<'_, str>> {
    let mut found = Vec::new();
    walk(text, |_, stack| {
        if let [Step::Field(name)] = stack {
            found.push(name.clone());
        }
        ControlFlow::Continue(())
    });
    found
}

/// Gives the place of a field; the nearest that exists around it where the text lacks it. Cost: linear in the text.
pub(crate) fn place_of(text: &str, path: &[Step<'_>]) -> Place {
    let (mut depth, mut offset) = (0, 0);
    let _ = walk(text, |at, stack| {
        if stack.len() >= depth && path.starts_with(stack) {
            (depth, offset) = (stack.len(), at);
        }
        if stack == path { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    place(text, offset, path)
}

/// Gives the field that is being written at a byte offset, as a path. Cost: linear in the text.
pub(crate) fn path_at(text: &str, offset: usize) -> Vec<Step<'_>> {
    walk(text.get(..offset).unwrap_or(text), |_, _| ControlFlow::Continue(()))
}

/// Describes a byte offset.
pub(crate) fn place(text: &str, offset: usize, path: &[Step<'_>]) -> Place {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    Place { line, column: before[line_start..].chars().count() + 1, path: write_path(path) }
}

/// So many steps of a path are shown: no file of ours is deeper, but a broken one can be.
const SHOWN: usize = 16;

fn write_path(path: &[Step<'_>]) -> String {
    let mut out = String::new();
    for step in path.iter().take(SHOWN) {
        match step {
            Step::Field(name) if out.is_empty() => out.push_str(name),
            Step::Field(name) if name.is_empty() => {}
            Step::Field(name) => {
                let _ = write!(out, ".{name}");
            }
            Step::Element(index) => {
                let _ = write!(out, "[{index}]");
            }
        }
    }
    if path.len() > SHOWN {
        out.push_str("...");
    }
    out
}

/// Walks over every value in order; `visit` gets its offset and path. Gives the path at the end of the walk.
fn walk<'t>(text: &'t str, mut visit: impl FnMut(usize, &[Step<'t>]) -> ControlFlow<()>) -> Vec<Step<'t>> {
    let bytes = text.as_bytes();
    let mut stack: Vec<Step<'t>> = Vec::new();
    let mut key_next = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let mut end = at + 1;
        let mut value = false;
        match byte {
            b'{' | b'[' => value = true,
            b'}' | b']' => {
                stack.pop();
                key_next = false;
            }
            b',' => match stack.last_mut() {
                Some(Step::Element(index)) => *index += 1,
                _ => key_next = true,
            },
            b'"' => {
                end = string_end(bytes, at);
                value = !key_next;
                if let (true, Some(Step::Field(name))) = (key_next, stack.last_mut()) {
                    *name = text.get(at + 1..end.saturating_sub(1)).unwrap_or("").into();
                    key_next = false;
                }
            }
            b':' | b' ' | b'\t' | b'\n' | b'\r' => {}
            _ => {
                value = true;
                while bytes.get(end).is_some_and(|b| !b",]}:\" \t\n\r{[".contains(b)) {
                    end += 1;
                }
            }
        }
        if value && visit(at, &stack).is_break() {
            break;
        }
        match byte {
            b'{' => {
                stack.push(Step::Field("".into()));
                key_next = true;
            }
            b'[' => {
                stack.push(Step::Element(0));
                key_next = false;
            }
            _ => {}
        }
        at = end;
    }
    stack
}

/// The offset behind the closing quote of the string that opens at `start`; the end of the text where none closes it.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n \"a\": [1, {\"b\": \"x,]\\\"\"}],\n \"ü\": tru";

    #[track_caller]
    fn check(path: &[Step<'_>], expected: (usize, usize, &str)) {
        let found = place_of(TEXT, path);
        assert_eq!((found.line, found.column, found.path.as_str()), expected);
    }

    #[test]
    fn fields_have_places() {
        check(&[], (1, 1, ""));
        check(&["a".into()], (2, 7, "a"));
        check(&["a".into(), 1.into(), "b".into()], (2, 17, "a[1].b"));
        check(&["ü".into()], (3, 7, "ü"));
    }

    #[test]
    fn a_missing_field_has_the_place_of_what_is_around_it() {
        check(&["a".into(), 1.into(), "c".into()], (2, 11, "a[1].c"));
        check(&["z".into()], (1, 1, "z"));
    }

    #[test]
    fn offsets_have_paths() {
        for (needle, expected) in [("1,", "a[0]"), ("x,", "a[1].b"), ("}],", "a[1].b"), ("],", "a[1]"), ("tru", "ü")] {
            let at = TEXT.find(needle).expect("in the text");
            assert_eq!(write_path(&path_at(TEXT, at)), expected, "at {needle}");
        }
    }
}
