//! `demarche merge`: several graphs as one.

use super::Streams;
use super::args::MergeArgs;
use super::error::{CliError, Exit};
use super::graph_file::load;
use super::output::Output;
use crate::graph::ActorGraph;
use crate::relations::Ontology;

pub(super) fn run(args: &MergeArgs, _streams: Streams) -> Result<Exit, CliError> {
    let mut output = Output::open(Some(&args.output))?;
    let mut merged = ActorGraph::new(Ontology::builtin());
    for path in &args.graphs {
        let graph = load(path)?;
        merged
            .merge(&graph)
            .map_err(|error| CliError::bad_input(format!("`{}`: {error}", path.display())).maybe_hint(error.hint()))?;
    }
    merged.write_json(&mut output).map_err(|error| output.failed(&error))?;
    let to_file = !output.is_stdout();
    output.finish()?;
    if to_file {
        eprintln!("wrote {}: {}", args.output.display(), summary(&merged));
    }
    Ok(Exit::Done)
}

/// How much there is: `3 documents, 12 actors, 40 relations`.
pub(super) fn summary(graph: &ActorGraph) -> String {
    let documents = counted(graph.documents().len(), "document");
    let actors = counted(graph.actor_count(), "actor");
    format!("{documents}, {actors}, {}", counted(graph.relation_count(), "relation"))
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
