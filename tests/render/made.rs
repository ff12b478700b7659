//! Graphs made for the tests.

use std::sync::Arc;

use demarche::actors::{Actor, ActorKind};
use demarche::graph::{ActorGraph, DocumentRecord, Finding, Findings};
use demarche::relations::{Evidence, Ontology, Precision, Status, When};
use demarche::{Document, Span};

pub fn actor(id: &str, name: &str, kind: ActorKind, country: Option<&str>, role: Option<&str>) -> Actor {
    Actor {
        id: id.into(),
        name: name.into(),
        kind,
        aliases: Vec::new(),
        country: country.map(Into::into),
        sector: None,
        role: role.map(Into::into),
    }
}

/// Evidence all of whose parts stand at one place.
pub fn evidence(span: Span) -> Evidence {
    let rule = "active".into();
    Evidence { sentence: span, trigger: span, source: span, target: span, rule, source_rule: None, target_rule: None }
}

/// A cast of two states, their ministers, a group and a place.
pub fn cast() -> Vec<Actor> {
    vec![
        actor("state:GBR", "United Kingdom", ActorKind::State, Some("GBR"), None),
        actor("state:IRN", "Iran", ActorKind::State, Some("IRN"), None),
        actor("person:marsh", "Eleanor Marsh", ActorKind::Person, Some("GBR"), Some("Foreign Secretary")),
        actor("person:daryani", "Farhad Daryani", ActorKind::Person, None, Some("Foreign Minister")),
        actor("org:pact", "Gulf Pact", ActorKind::Organization, None, None),
        actor("group:red", "Red Brigade", ActorKind::Group, None, None),
        actor("place:muscat", "Muscat", ActorKind::Place, None, None),
    ]
}

/// Makes a graph of lines `SOURCE KIND TARGET [STATUS] [DATE]`; the same line again is told again.
pub fn graph(lines: &[&str]) -> ActorGraph {
    let document = Document { title: Some("Strait closed".into()), ..Document::new("strait", "text") };
    graph_of(&document, cast(), lines)
}

pub fn graph_of(document: &Document, actors: Vec<Actor>, lines: &[&str]) -> ActorGraph {
    let ontology = Ontology::builtin();
    let finding = |(at, line): (usize, &&str)| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let status = match words.get(3).copied().unwrap_or("actual") {
            "claimed" => Status::Claimed,
            "planned" => Status::Planned,
            "negated" => Status::Negated,
            "past" => Status::Past,
            _ => Status::Actual,
        };
        let date = words.get(4).map(|date| When { date: date.parse().unwrap(), precision: Precision::Day });
        Finding {
            source: words[0].into(),
            target: words[2].into(),
            kind: ontology.kind(words[1]).unwrap(),
            status,
            attribution: None,
            date,
            place: None,
            mode: None,
            issue: None,
            confidence: 0.5,
            evidence: evidence(Span::new(at, at + 1)),
            sentence: Arc::from(format!("Sentence {at}: {line}.")),
        }
    };
    let relations = lines.iter().enumerate().map(finding).collect();
    let mut graph = ActorGraph::new(ontology);
    graph.add_findings(Findings { document: DocumentRecord::of(document), actors, relations }).unwrap();
    graph
}

pub fn small() -> ActorGraph {
    graph(&[
        "state:IRN threatens state:GBR",
        "state:IRN threatens state:GBR",
        "state:GBR negotiates-with state:IRN claimed",
        "person:marsh criticizes person:daryani",
        "group:red attacks place:muscat",
        "person:daryani represents state:IRN",
        "state:GBR sanctions state:IRN negated",
    ])
}
