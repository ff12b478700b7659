//! The scenarios that are known not to pass, by name: a file that may only shrink.
//!
//! Reads and writes: `tests/tck/not_passed.txt`, one `file :: name [inst]` a line; `#` begins a comment.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::scenario::Class;

const HEAD: &str = "\
# Scenarios of the openCypher TCK that do not pass yet, by name (Apache-2.0, openCypher Implementers Group).
# May only shrink: `TCK_WRITE=1 cargo test --release --test tck` takes off what passes, and adds nothing.
";

/// Where the file is.
pub fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tck/not_passed.txt")
}

/// Reads the names; None where there is no file.
pub fn read() -> Option<BTreeSet<String>> {
    Some(names(&fs::read_to_string(path()).ok()?))
}

/// Writes the names; those that are not known already are left out, unless there was no file.
pub fn write<'n>(failed: impl IntoIterator<Item = (Class, &'n str)>, known: Option<&BTreeSet<String>>) {
    let kept = failed.into_iter().filter(|(_, name)| known.is_none_or(|known| known.contains(*name)));
    let path = path();
    fs::write(&path, text(kept)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn names(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

fn text<'n>(failed: impl IntoIterator<Item = (Class, &'n str)>) -> String {
    let failed: BTreeSet<(Class, &str)> = failed.into_iter().collect();
    let mut text = HEAD.to_owned();
    for class in Class::ALL {
        let names: Vec<&str> = failed.iter().filter(|(of, _)| *of == class).map(|(_, name)| *name).collect();
        if !names.is_empty() {
            write!(text, "\n# {}: {}\n{}\n", class.name(), names.len(), names.join("\n")).expect("text takes all");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_then_read() {
        let failed = [(Class::Write, "c :: x [0]"), (Class::Read, "b :: [2] y [1]"), (Class::Read, "a :: z [0]")];
        let text = text(failed);
        assert_eq!(names(&text), failed.map(|(_, name)| name.to_owned()).into());
        insta::assert_snapshot!(text.strip_prefix(HEAD).expect("the head"), @r"

        # read: 2
        a :: z [0]
        b :: [2] y [1]

        # write: 1
        c :: x [0]
        ");
        assert!(names(HEAD).is_empty());
    }
}
