//! Which side an actor stands on: the state it belongs to, by the catalog, else by its ties. Never by what it does.

use std::collections::BTreeMap;

use super::select::Bundle;
use crate::actors::{Actor, ActorKind};
use crate::graph::ActorGraph;

/// A minister stands on the side of a ministry's state: two steps; a third for an agency of a ministry.
const STEPS: usize = 3;

/// Gives the country of every actor that has one, by actor id.
pub(super) fn countries<'g>(graph: &'g ActorGraph, bundles: &[Bundle<'g>]) -> BTreeMap<&'g str, &'g str> {
    let mut found: BTreeMap<&str, &str> =
        graph.actors().filter_map(|actor| Some((&*actor.id, actor.country.as_deref()?))).collect();
    // Ties with a direction point from the member to the body; alliances join different sides.
    let mut ties: Vec<&Bundle> = bundles.iter().filter(|bundle| bundle.is_tie() && !bundle.kind.reciprocal).collect();
    ties.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (a.source, a.target).cmp(&(b.source, b.target))));
    for _ in 0..STEPS {
        let mut new: BTreeMap<&str, &str> = BTreeMap::new();
        for tie in &ties {
            if let (None, Some(&country)) = (found.get(tie.source), found.get(tie.target)) {
                new.entry(tie.source).or_insert(country);
            }
        }
        if new.is_empty() {
            break;
        }
        found.extend(new);
    }
    found
}

/// Gives the name of a country: that of its state where the graph has it, else the code.
pub(super) fn name_of_country(graph: &ActorGraph, code: &str) -> String {
    let is_state = |actor: &&Actor| actor.kind == ActorKind::State && actor.country.as_deref() == Some(code);
    graph.actors().find(is_state).map_or_else(|| code.to_owned(), |state| state.name.clone())
}
