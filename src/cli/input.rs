//! Documents from files, folders and standard input, one after another, so that any number of them fits in memory.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::error::CliError;
use crate::text::{Document, Input, Offsets, TextError, read_bytes, read_jsonl};

/// Largest document, in bytes: about 1.3 million words, more than any article or book has.
const MAX_DOCUMENT: usize = 8 << 20;
/// Longest first line that is taken for a headline, in bytes.
const MAX_HEADLINE: usize = 200;

/// A document as it came in, with what was noticed about it.
pub(super) struct Found {
    pub input: Input,
    pub warnings: Vec<String>,
}

/// Everything that is to be read.
pub(super) struct Inputs {
    sources: std::vec::IntoIter<Source>,
    /// How often each file stem occurs: a stem is an id where it is the only one.
    stems: HashMap<String, usize>,
    offsets: Offsets,
    date: Option<Date>,
    open: Option<Lines>,
}

/// An open JSON Lines file: its name, and its documents.
type Lines = (String, Box<dyn Iterator<Item = Result<Input, TextError>>>);

enum Source {
    Stdin,
    Text(PathBuf),
    Lines(PathBuf),
}

impl Inputs {
    /// Finds what is to be read. A path that does not exist is an error now, before anything is written.
    pub fn new(paths: &[PathBuf], offsets: Offsets, date: Option<Date>) -> Result<Self, CliError> {
        let mut sources = Vec::new();
        for path in paths {
            find_sources(path, &mut sources)?;
        }
        if paths.is_empty() {
            sources.push(Source::Stdin);
        }
        let piped = !io::stdin().is_terminal();
        if !piped && sources.iter().any(|source| matches!(source, Source::Stdin)) {
            return Err(CliError::bad_input("no text on standard input")
                .hint("name a file (`demarche extract article.txt`) or pipe a text in"));
        }
        let mut stems = HashMap::new();
        for source in &sources {
            if let Source::Text(path) = source {
                *stems.entry(stem(path)).or_default() += 1;
            }
        }
        Ok(Inputs { sources: sources.into_iter(), stems, offsets, date, open: None })
    }

    fn read_source(&mut self, source: Source) -> Option<Result<Found, CliError>> {
        match source {
            Source::Text(path) => Some(self.read_text(&path)),
            Source::Lines(path) => match File::open(&path) {
                Ok(file) => {
                    let lines = read_jsonl(BufReader::new(file), self.offsets);
                    self.open = Some((path.display().to_string(), Box::new(lines)));
                    None
                }
                Err(error) => Some(Err(CliError::reading(&path, &error))),
            },
            Source::Stdin => self.read_stdin(),
        }
    }

    fn read_text(&self, path: &Path) -> Result<Found, CliError> {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| CliError::reading(path, &error))?;
        let bytes = read_limited(file, &name)?;
        let stem = stem(path);
        let id = if self.stems.get(&stem).is_some_and(|&count| count > 1) { id_of_path(path) } else { stem };
        self.text(&name, id, &bytes)
    }

    /// Standard input is JSON Lines where it starts with a brace, else one text.
    fn read_stdin(&mut self) -> Option<Result<Found, CliError>> {
        let name = "standard input".to_owned();
        let mut reader = BufReader::new(io::stdin());
        let first = match reader.fill_buf() {
            Ok(bytes) => bytes.trim_ascii_start().first().copied(),
            Err(error) => return Some(Err(CliError::reading(Path::new("-"), &error))),
        };
        if first == Some(b'{') {
            self.open = Some((name, Box::new(read_jsonl(reader, self.offsets))));
            return None;
        }
        Some(read_limited(reader, &name).and_then(|bytes| self.text(&name, "stdin".into(), &bytes)))
    }

    fn text(&self, name: &str, id: String, bytes: &[u8]) -> Result<Found, CliError> {
        let (mut document, noticed) = read_bytes(name, bytes).map_err(|error| of_text(name, &error))?;
        document.id = id;
        document.title = headline(&document.text).map(str::to_owned);
        let warnings = noticed.iter().map(|diagnostic| format!("{name}: {diagnostic}")).collect();
        Ok(self.found(Input { document, mentions: None }, warnings))
    }

    fn found(&self, mut input: Input, warnings: Vec<String>) -> Found {
        let Document { date, .. } = &mut input.document;
        *date = date.or(self.date);
        Found { input, warnings }
    }
}

impl Iterator for Inputs {
    type Item = Result<Found, CliError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((name, lines)) = &mut self.open {
                match lines.next() {
                    Some(Ok(input)) if input.document.text.len() > MAX_DOCUMENT => {
                        return Some(Err(too_large(&format!("{}` in `{name}", input.document.id))));
                    }
                    Some(Ok(input)) => return Some(Ok(self.found(input, Vec::new()))),
                    Some(Err(error)) => return Some(Err(of_text(name, &error))),
                    None => self.open = None,
                }
            }
            let source = self.sources.next()?;
            if let Some(found) = self.read_source(source) {
                return Some(found);
            }
        }
    }
}

fn find_sources(path: &Path, sources: &mut Vec<Source>) -> Result<(), CliError> {
    if path == Path::new("-") {
        sources.push(Source::Stdin);
        return Ok(());
    }
    let found = fs::metadata(path).map_err(|error| CliError::reading(path, &error))?;
    if !found.is_dir() {
        sources.push(if is_lines(path) { Source::Lines(path.into()) } else { Source::Text(path.into()) });
        return Ok(());
    }
    let before = sources.len();
    walk(path, sources)?;
    if sources.len() == before {
        return Err(CliError::bad_input(format!("no .txt or .jsonl file in the folder `{}`", path.display())));
    }
    Ok(())
}

/// Finds the files of a folder and of those in it, in order of their names; links to folders are not followed.
fn walk(folder: &Path, sources: &mut Vec<Source>) -> Result<(), CliError> {
    let entries = fs::read_dir(folder).map_err(|error| CliError::reading(folder, &error))?;
    let mut entries = entries.collect::<Result<Vec<_>, _>>().map_err(|error| CliError::reading(folder, &error))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&path, sources)?;
        } else if is_lines(&path) {
            sources.push(Source::Lines(path));
        } else if has_extension(&path, &["txt"]) {
            sources.push(Source::Text(path));
        }
    }
    Ok(())
}

fn is_lines(path: &Path) -> bool {
    has_extension(path, &["jsonl", "ndjson"])
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
    extension.is_some_and(|extension| extensions.contains(&extension.as_str()))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The path itself, as it was given: two files of one stem differ in it.
fn id_of_path(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn read_limited(reader: impl Read, name: &str) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let limit = MAX_DOCUMENT as u64 + 1;
    reader.take(limit).read_to_end(&mut bytes).map_err(|error| CliError::reading(Path::new(name), &error))?;
    if bytes.len() > MAX_DOCUMENT { Err(too_large(name)) } else { Ok(bytes) }
}

fn too_large(name: &str) -> CliError {
    CliError::bad_input(format!("`{name}` is larger than {} MB, too large for one document", MAX_DOCUMENT >> 20))
        .hint("split it into documents: files of a folder, or lines of JSON Lines")
}

/// An error of the reader, with the place in its file.
fn of_text(name: &str, error: &TextError) -> CliError {
    match error {
        TextError::Line { fault, place } => CliError::in_file(Path::new(name), name, fault, place),
        other => CliError::bad_input(other.to_string()),
    }
    .maybe_hint(error.hint())
}

/// The first line of a text, where a blank line follows it and it is no sentence.
fn headline(text: &str) -> Option<&str> {
    let mut lines = text.trim_start().lines();
    let first = lines.next()?.trim();
    let alone = lines.next().is_some_and(|line| line.trim().is_empty());
    (alone && first.len() <= MAX_HEADLINE && !first.ends_with('.')).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines() {
        for (text, expected) in [
            ("Talks fail\n\nParis, May 3.", Some("Talks fail")),
            ("\n Talks fail \r\n\r\nParis", Some("Talks fail")),
            ("Talks failed.\n\nParis", None),
            ("Talks\nfail\n\nParis", None),
            ("Talks fail", None),
            ("", None),
        ] {
            assert_eq!(headline(text), expected, "{text:?}");
        }
    }
}
