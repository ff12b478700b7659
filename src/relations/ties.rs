//! Standing ties that titles and names tell: who leads, represents, belongs to what.
//!
//! Reads: the titles at mentions. Gives: ties with the title as trigger.
//! Does not: read ties told by verbs and nouns; those are triggers of the lexicon.

use std::sync::Arc;

use super::extractor::sentence_span;
use super::sides::Sides;
use super::{Evidence, Ontology, Relation, Status};
use crate::actors::{ActorKind, Mention};

/// How sure a tie is that a title tells.
const TITLE: f32 = 0.9;
/// How sure it is that a known officer's bare title is of the state that the catalog names.
const IMPLIED: f32 = 0.8;

/// The rule of ties that a title without a body tells of an officer whose state the catalog knows: "President Obama".
const OF_CATALOG: &str = "title-of-catalog";
/// The resolver's rule for somebody known by office alone: "the president of Chile".
const OFFICE: &str = "office";

/// Finds the ties of all titles in a document. Somebody known by office alone has a tie to tell only where one of the
/// document's `events` is theirs.
pub(crate) fn find_ties(ontology: &Ontology, sides: Sides<'_>, events: &[Relation]) -> Vec<Relation> {
    let parsed = sides.clauses.parsed;
    let mut found = Vec::new();
    let acts = |actor: usize| events.iter().any(|r| r.source == actor || r.target == actor);
    let matters = |m: &&Mention| m.rule != OFFICE || m.actors.iter().any(|&actor| acts(actor));
    for bearer in sides.cast.mentions.iter().filter(matters) {
        for title in &bearer.titles {
            let Some(kind) = title.tie.as_deref().and_then(|name| ontology.kind(name)) else { continue };
            let bodies = title.of.iter().filter_map(|&k| sides.cast.mentions.get(k));
            let named = bodies.flat_map(|body| body.actors.iter().map(|&a| (a, body.span, body.confidence, body.rule)));
            let place = parsed.span(title.tokens.clone());
            let implied = title.implied.map(|actor| (actor, place, IMPLIED, OF_CATALOG));
            for (target, span, sure, link) in named.chain(implied) {
                for &source in &bearer.actors {
                    let of_kind = |actor: usize, kinds: &[ActorKind]| kinds.contains(&sides.cast.actors[actor].kind);
                    if source == target || !of_kind(source, &kind.sources) || !of_kind(target, &kind.targets) {
                        continue;
                    }
                    found.push(Relation {
                        source,
                        target,
                        kind: kind.clone(),
                        status: Status::Actual,
                        attribution: None,
                        date: None,
                        place: None,
                        mode: None,
                        issue: None,
                        confidence: TITLE * sure.clamp(0.3, 1.0),
                        evidence: Evidence {
                            sentence: sentence_span(parsed, bearer.head),
                            trigger: place,
                            source: bearer.span,
                            target: span,
                            rule: Arc::from(if title.implied == Some(target) { OF_CATALOG } else { "title" }),
                            source_rule: Some(bearer.rule.into()),
                            target_rule: Some(link.into()),
                        },
                    });
                }
            }
        }
    }
    found
}
