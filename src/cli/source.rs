//! What a query runs on: an actor graph, or a property graph from CSV files.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::error::CliError;
use super::graph_file;
use crate::graph::ActorGraph;
use crate::query::{CsvOptions, Graph};

/// A graph to ask.
pub(super) struct Source {
    /// The property graph that queries run on.
    pub graph: Graph,
    /// What it was made from, where that is an actor graph.
    pub actors: Option<ActorGraph>,
}

impl Source {
    /// Reads an actor graph.
    pub fn actors(path: &Path) -> Result<Self, CliError> {
        let actors = graph_file::load(path)?;
        Ok(Source { graph: actors.to_property_graph(), actors: Some(actors) })
    }

    /// Reads a property graph.
    pub fn csv(nodes: &Path, edges: &Path) -> Result<Self, CliError> {
        let open = |path: &Path| File::open(path).map(BufReader::new).map_err(|error| CliError::reading(path, &error));
        let graph = Graph::from_csv(open(nodes)?, open(edges)?, &CsvOptions::default()).map_err(|error| {
            let path = if error.is_of_edges() { edges } else { nodes };
            CliError::bad_input(format!("`{}`: {error}", path.display())).maybe_hint(error.hint())
        })?;
        Ok(Source { graph, actors: None })
    }

    /// The actor graph with what was corrected.
    pub fn corrected(&self) -> Result<ActorGraph, CliError> {
        let Some(actors) = &self.actors else {
            return Err(CliError::bad_input("a graph from CSV files cannot be written back")
                .hint("query an actor graph (`demarche extract ... -o graph.json`) to correct it"));
        };
        actors.corrected(&self.graph).map_err(|error| CliError::bad_input(error.to_string()).maybe_hint(error.hint()))
    }
}
