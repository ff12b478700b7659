//! Names that people type: actors and kinds, with "did you mean" for unknown ones.

use super::error::CliError;
use crate::actors::Actor;
use crate::graph::ActorGraph;
use crate::relations::{Kind, Ontology};
use crate::text::nearest;

/// Finds the actor that a person means: by id, name or alias.
pub(super) fn find_actor<'g>(graph: &'g ActorGraph, name: &str) -> Result<&'g Actor, CliError> {
    let found = graph.find_actors(name);
    match found.as_slice() {
        [only] => Ok(only),
        [] => Err(unknown_actor(graph, name)),
        several => {
            let ids: Vec<String> = several.iter().take(8).map(|actor| format!("`{}`", actor.id)).collect();
            let message = format!("`{name}` is the name of {} actors", several.len());
            Err(CliError::bad_input(message).hint(format!("give the id: {}", ids.join(", "))))
        }
    }
}

fn unknown_actor(graph: &ActorGraph, name: &str) -> CliError {
    let error = CliError::bad_input(format!("no actor `{name}` in the graph"));
    let aliases = graph.actors().flat_map(|actor| actor.aliases.iter().map(String::as_str));
    let names = graph.actors().flat_map(|actor| [actor.name.as_str(), &*actor.id]).chain(aliases);
    if let Some(near) = nearest(name, names) {
        return error.hint(format!("did you mean `{near}`?"));
    }
    // A part of a longer name: "Marsh" for "Eleanor Marsh".
    let part = name.to_lowercase();
    let longer: Vec<String> = graph
        .actors()
        .filter(|actor| !part.trim().is_empty() && actor.name.to_lowercase().contains(&part))
        .take(5)
        .map(|actor| format!("`{}`", actor.name))
        .collect();
    if longer.is_empty() {
        error.hint("`demarche stats GRAPH` lists the actors with the most relations")
    } else {
        error.hint(format!("did you mean {}?", longer.join(" or ")))
    }
}

/// Finds a kind of relation by its name, in any of its spellings.
pub(super) fn find_kind(ontology: &Ontology, name: &str) -> Result<Kind, CliError> {
    ontology.kind(name).ok_or_else(|| {
        let error = CliError::bad_input(format!("no relation kind `{name}`"));
        match nearest(name, ontology.kinds().map(|kind| kind.name.as_str())) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => {
                let all: Vec<&str> = ontology.kinds().map(|kind| kind.name.as_str()).collect();
                error.hint(format!("kinds: {}", all.join(", ")))
            }
        }
    })
}
