//! Readings made by this library.

use demarche::actors::{Actor, Form, Mention};
use demarche::relations::{Evidence, Extraction, Ontology, Relation, Status};
use demarche::{ActorGraph, Span};

use crate::reading::{ActorRead, EndRead, EvidenceRead, MentionRead, Reading, RelationRead};
use crate::task::Result;

/// Puts what was found in a document into the form that is scored: one relation for each time a sentence tells one.
pub fn reading_of(extraction: &Extraction<'_>) -> Reading {
    let text = &extraction.document.text;
    let relation = |relation: &Relation| RelationRead {
        kind: relation.kind.name.clone(),
        status: Some(relation.status.as_str().to_owned()),
        mode: relation.mode.as_deref().map(str::to_owned),
        confidence: f64::from(relation.confidence),
        source: end(extraction, relation.source, relation.evidence.source),
        target: end(extraction, relation.target, relation.evidence.target),
        evidence: vec![evidence(&relation.evidence, text)],
    };
    Reading {
        mentions: mentions(extraction),
        actors: extraction.cast.actors.iter().map(actor).collect(),
        relations: extraction.relations.iter().map(relation).collect(),
        country: None,
        sector: None,
    }
}

/// The same as a graph: one relation a document, whatever the number of its sentences; negated ones are left out.
pub fn graph_of(extraction: &Extraction<'_>) -> Result<Reading> {
    let text = &extraction.document.text;
    let mut graph = ActorGraph::new(Ontology::builtin());
    graph.add(extraction)?;
    let at = |actor: &Actor| EndRead { actor: Some(actor.id.to_string()), span: None };
    let relations = graph.relations().filter(|relation| relation.status != Status::Negated);
    let relation = |relation: demarche::graph::EdgeRef<'_>| RelationRead {
        kind: relation.kind.name.clone(),
        status: Some(relation.status.as_str().to_owned()),
        mode: relation.mode.as_deref().map(str::to_owned),
        confidence: f64::from(relation.confidence),
        source: at(relation.source),
        target: at(relation.target),
        evidence: relation.evidence.iter().map(|telling| evidence(&telling.evidence, text)).collect(),
    };
    Ok(Reading {
        mentions: mentions(extraction),
        relations: relations.map(relation).collect(),
        actors: graph.actors().map(actor).collect(),
        country: None,
        sector: None,
    })
}

/// Keeps the names only, as entity sets know nothing else.
pub fn names_of(extraction: &Extraction<'_>) -> Reading {
    let mut mentions = mentions(extraction);
    mentions.retain(|mention| mention.form == Form::Name.as_str());
    Reading { mentions, ..Reading::default() }
}

/// Gives one reading a sentence: the relations that it states.
pub fn sentences_of(extraction: &Extraction<'_>, sentences: impl Iterator<Item = Span>) -> Vec<Reading> {
    let whole = reading_of(extraction);
    let of_sentence = |place: Span| {
        let stated = extraction.relations.iter().zip(&whole.relations);
        let stated = stated.filter(|(relation, _)| place.contains(relation.evidence.trigger));
        let relations: Vec<RelationRead> = stated.map(|(_, read)| without_places(read)).collect();
        let ends = || relations.iter().flat_map(|relation| [&relation.source.actor, &relation.target.actor]);
        let actors = whole.actors.iter().filter(|actor| ends().any(|id| id.as_ref() == Some(&actor.id)));
        Reading { actors: actors.cloned().collect(), relations: relations.clone(), ..Reading::default() }
    };
    sentences.map(of_sentence).collect()
}

/// Leaves out the places of the ends, which may lie in another sentence.
fn without_places(relation: &RelationRead) -> RelationRead {
    let end = |end: &EndRead| EndRead { actor: end.actor.clone(), span: None };
    RelationRead { source: end(&relation.source), target: end(&relation.target), ..relation.clone() }
}

fn end(extraction: &Extraction<'_>, actor: usize, span: Span) -> EndRead {
    let actor = extraction.cast.actors.get(actor).map(|actor| actor.id.to_string());
    EndRead { actor, span: Some(span) }
}

fn evidence(evidence: &Evidence, text: &str) -> EvidenceRead {
    EvidenceRead {
        sentence: evidence.sentence.of(text).to_owned(),
        trigger: evidence.trigger.of(text).to_owned(),
        rule: evidence.rule.to_string(),
    }
}

fn actor(actor: &Actor) -> ActorRead {
    ActorRead {
        id: actor.id.to_string(),
        name: actor.name.clone(),
        kind: actor.kind.as_str().to_owned(),
        aliases: actor.aliases.clone(),
    }
}

/// Gives the mentions; one that refers to several actors ("both countries") names none by itself.
fn mentions(extraction: &Extraction<'_>) -> Vec<MentionRead> {
    let actor = |mention: &Mention| match mention.actors.as_slice() {
        [only] => extraction.cast.actors.get(*only).map(|actor| actor.id.to_string()),
        _ => None,
    };
    let mention = |mention: &Mention| MentionRead {
        span: mention.span,
        kind: mention.kind.as_str().to_owned(),
        form: mention.form.as_str().to_owned(),
        actor: actor(mention),
    };
    extraction.cast.mentions.iter().map(mention).collect()
}
