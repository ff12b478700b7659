//! Graphs from files: the graph file, or found documents as JSON Lines, which are joined as they are read.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::Path;

use super::error::CliError;
use crate::formats::{self, FormatError, Opened};
use crate::graph::ActorGraph;
use crate::relations::Ontology;

/// Reads a graph; `-` is standard input.
pub(super) fn load(path: &Path) -> Result<ActorGraph, CliError> {
    let (name, reader) = open(path)?;
    let ontology = Ontology::builtin();
    let failed = |error: FormatError| of_format(path, &name, &error);
    match formats::open(reader, &ontology).map_err(failed)? {
        Opened::Graph(graph) => Ok(*graph),
        Opened::Findings(lines) => {
            let mut graph = ActorGraph::new(ontology.clone());
            for findings in lines {
                graph.add_findings(findings.map_err(failed)?).map_err(|error| failed(error.into()))?;
            }
            Ok(graph)
        }
    }
}

fn open(path: &Path) -> Result<(String, Box<dyn BufRead>), CliError> {
    if path == Path::new("-") {
        if io::stdin().is_terminal() {
            return Err(CliError::bad_input("no graph on standard input")
                .hint("pipe one in, or name a file: `demarche stats graph.json`"));
        }
        return Ok(("standard input".into(), Box::new(BufReader::new(io::stdin()))));
    }
    if path.is_dir() {
        return Err(CliError::bad_input(format!("`{}` is a folder", path.display())).hint("give a graph file"));
    }
    let file = File::open(path).map_err(|error| {
        CliError::reading(path, &error).hint("`demarche extract article.txt -o graph.json` makes a graph")
    })?;
    Ok((path.display().to_string(), Box::new(BufReader::new(file))))
}

fn of_format(path: &Path, name: &str, error: &FormatError) -> CliError {
    match error {
        FormatError::Graph(error) => CliError::graph(path, name, error),
        FormatError::Read { source, .. } => CliError::reading(path, source),
        other => CliError::bad_input(format!("`{name}`: {other}")).maybe_hint(other.hint()),
    }
}
