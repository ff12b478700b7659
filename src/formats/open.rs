use std::io::{BufRead, Chain, Cursor, Read as _};

use super::{FindingsLines, FormatError, read_findings};
use crate::graph::ActorGraph;
use crate::relations::Ontology;
use crate::text::json;

/// So many bytes are enough to see what a file is.
const ENOUGH: u64 = 4096;

/// A file that was opened.
#[derive(Debug)]
pub enum Opened<'o, R> {
    /// It is a graph file.
    Graph(Box<ActorGraph>),
    /// It has one object per document.
    Findings(FindingsLines<'o, Chain<Cursor<Vec<u8>>, R>>),
}

/// Reads a graph file, or begins to read a file with one object per document, whichever it is: a graph file's object has
/// a field `format`, a document's has an `id`.
///
/// # Errors
/// [`FormatError::Graph`] for a broken graph file (a broken document's line is an error of its own, later), and
/// [`FormatError::Read`].
///
/// ```
/// use demarche::{ActorGraph, formats::{Opened, open}, relations::Ontology};
/// let ontology = Ontology::builtin();
/// let graph = ActorGraph::new(ontology.clone()).to_json();
/// assert!(matches!(open(graph.as_bytes(), &ontology), Ok(Opened::Graph(_))));
/// assert!(matches!(open(&br#"{"id": "a", "actors": []}"#[..], &ontology), Ok(Opened::Findings(_))));
/// assert!(open(&b"Dear editor,"[..], &ontology).is_err());
/// ```
pub fn open<R: BufRead>(mut reader: R, ontology: &Ontology) -> Result<Opened<'_, R>, FormatError> {
    let read_error = |source| FormatError::Read { line: 1, source };
    let mut start = Vec::new();
    reader.by_ref().take(ENOUGH).read_to_end(&mut start).map_err(read_error)?;
    let known = String::from_utf8_lossy(&start);
    let fields = json::fields(known.lines().find(|line| !line.trim().is_empty()).unwrap_or(""));
    let has = |wanted: &str| fields.iter().any(|field| field == wanted);
    if has("id") && !has("format") {
        return Ok(Opened::Findings(read_findings(Cursor::new(start).chain(reader), ontology)));
    }
    reader.read_to_end(&mut start).map_err(read_error)?;
    Ok(Opened::Graph(Box::new(ActorGraph::from_json(&start, ontology.clone())?)))
}
