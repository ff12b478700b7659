//! What one edge is, and how edges and actors are found.

use std::sync::Arc;

use demarche::actors::{Actor, ActorKind, Cast};
use demarche::graph::{DatedBy, Findings, GraphError};
use demarche::relations::{Evidence, Extraction, Ontology, Precision, Relation, Status, When};
use demarche::{ActorGraph, Document, Span};
use jiff::civil::date;

const TEXT: &str =
    "France accused Iran. France met Iran in Geneva. Iran met France again, said Oman. France accused Iran once more.";

fn actor(id: &str, name: &str) -> Actor {
    Actor {
        id: id.into(),
        name: name.into(),
        kind: ActorKind::State,
        aliases: Vec::new(),
        country: None,
        sector: None,
        role: None,
    }
}

/// A relation told in sentence `sentence` of [`TEXT`]: France is actor 0, Iran actor 1, Oman actor 2.
fn told(sentence: usize, source: usize, target: usize, kind: &str) -> Relation {
    let mut start = 0;
    let mut sentences = Vec::new();
    for part in TEXT.split_inclusive('.') {
        let lead = part.len() - part.trim_start().len();
        sentences.push(Span::new(start + lead, start + part.len()));
        start += part.len();
    }
    let sentence = sentences[sentence];
    let within = |word: &str| {
        let at = sentence.start + sentence.of(TEXT).find(word).expect("the sentence has the word");
        Span::new(at, at + word.len())
    };
    let name = |index: usize| ["France", "Iran", "Oman"][index];
    Relation {
        source,
        target,
        kind: Ontology::builtin().kind(kind).expect("a built-in kind"),
        status: Status::Actual,
        attribution: None,
        date: None,
        place: None,
        mode: None,
        issue: None,
        confidence: 0.5,
        evidence: Evidence {
            sentence,
            trigger: within(if kind == "meets" { "met" } else { "accused" }),
            source: within(name(source)),
            target: within(name(target)),
            rule: "test".into(),
            source_rule: None,
            target_rule: None,
        },
    }
}

fn document() -> Document {
    Document { date: Some(date(2016, 9, 28)), ..Document::new("d1", TEXT) }
}

fn graph(document: &Document, relations: Vec<Relation>) -> ActorGraph {
    let actors = vec![actor("state:FRA", "France"), actor("state:IRN", "Iran"), actor("state:OMN", "Oman")];
    let mut graph = ActorGraph::new(Ontology::builtin());
    let cast = Cast::new(0, actors, Vec::new());
    graph.add(&Extraction { document, cast, relations }).expect("the findings fit");
    graph
}

/// Writes a graph's relations, one a line.
fn list(graph: &ActorGraph) -> Vec<String> {
    let write = |relation: demarche::graph::EdgeRef<'_>| {
        let told: Vec<String> = relation.evidence.iter().map(|t| t.evidence.sentence.start.to_string()).collect();
        let by = relation.attribution.as_ref().map(|id| format!(" says {id}")).unwrap_or_default();
        format!(
            "{} {} {} ({}{by}) at {}",
            relation.source.name,
            relation.kind,
            relation.target.name,
            relation.status.as_str(),
            told.join(" ")
        )
    };
    graph.relations().map(write).collect()
}

#[track_caller]
fn check(relations: Vec<Relation>, expected: &[&str]) {
    assert_eq!(list(&graph(&document(), relations)), expected);
}

#[test]
fn one_event_told_twice_is_one_edge() {
    check(vec![told(0, 0, 1, "accuses"), told(3, 0, 1, "accuses")], &["France accuses Iran (actual) at 0 82"]);
}

#[test]
fn what_differs_stays_apart() {
    let mut negated = told(3, 0, 1, "accuses");
    negated.status = Status::Negated;
    check(
        vec![told(0, 0, 1, "accuses"), negated],
        &["France accuses Iran (actual) at 0", "France accuses Iran (negated) at 82"],
    );
    let mut dated = told(3, 0, 1, "accuses");
    dated.date = Some(When { date: date(2016, 9, 27), precision: Precision::Day });
    check(
        vec![told(0, 0, 1, "accuses"), dated],
        &["France accuses Iran (actual) at 0", "France accuses Iran (actual) at 82"],
    );
    check(
        vec![told(0, 0, 1, "accuses"), told(3, 1, 0, "accuses"), told(3, 0, 1, "criticizes")],
        &[
            "France accuses Iran (actual) at 0",
            "Iran accuses France (actual) at 82",
            "France criticizes Iran (actual) at 82",
        ],
    );
}

#[test]
fn a_meeting_has_one_edge_in_the_direction_told_first() {
    check(vec![told(2, 1, 0, "meets"), told(1, 0, 1, "meets")], &["France meets Iran (actual) at 21 48"]);
    check(vec![told(2, 1, 0, "meets")], &["Iran meets France (actual) at 48"]);
}

#[test]
fn evidence_of_a_turned_meeting_still_marks_its_own_ends() {
    let graph = graph(&document(), vec![told(1, 0, 1, "meets"), told(2, 1, 0, "meets")]);
    let relation = graph.relations().next().expect("one edge");
    for telling in &relation.evidence {
        assert_eq!(telling.evidence.source.of(TEXT), "France", "{}", telling.sentence);
        assert_eq!(telling.evidence.target.of(TEXT), "Iran", "{}", telling.sentence);
    }
}

#[test]
fn ids_do_not_depend_on_the_direction_of_a_meeting() {
    let id = |relation| graph(&document(), vec![relation]).relations().next().expect("one edge").id;
    assert_eq!(id(told(1, 0, 1, "meets")), id(told(2, 1, 0, "meets")));
    assert_ne!(id(told(0, 0, 1, "accuses")), id(told(3, 1, 0, "accuses")));
    assert_eq!(id(told(0, 0, 1, "accuses")).to_string(), "7a5ad7e4111e562d", "ids may never change: files hold them");
}

#[test]
fn the_most_factual_telling_decides() {
    let claimed = |sentence, by| Relation {
        status: Status::Claimed,
        attribution: Some(by),
        confidence: 0.9,
        ..told(sentence, 0, 1, "accuses")
    };
    check(vec![claimed(0, 2), claimed(3, 1)], &["France accuses Iran (claimed says state:IRN) at 0 82"]);
    check(vec![claimed(0, 2), told(3, 0, 1, "accuses")], &["France accuses Iran (actual) at 0 82"]);
    let planned = Relation { status: Status::Planned, ..told(3, 0, 1, "accuses") };
    check(vec![claimed(0, 2), planned], &["France accuses Iran (claimed says state:OMN) at 0 82"]);
    let graph = graph(&document(), vec![claimed(0, 2), told(3, 0, 1, "accuses")]);
    assert_eq!(graph.relations().next().map(|relation| relation.confidence), Some(0.9));
}

#[test]
fn the_document_dates_what_the_text_does_not() {
    let mut dated = told(3, 0, 1, "accuses");
    dated.date = Some(When { date: date(2014, 1, 1), precision: Precision::Year });
    let relations = vec![told(0, 0, 1, "accuses"), dated];
    let of = |graph: &ActorGraph| {
        let dates = graph.relations().map(|r| (r.date.map(|when| (when.date, when.precision)), r.dated_by));
        dates.collect::<Vec<_>>()
    };
    let stated = (Some((date(2014, 1, 1), Precision::Year)), DatedBy::Text);
    assert_eq!(
        of(&graph(&document(), relations.clone())),
        [(Some((date(2016, 9, 28), Precision::Day)), DatedBy::Document), stated]
    );
    let undated = Document { date: None, ..document() };
    assert_eq!(of(&graph(&undated, relations)), [(None, DatedBy::Document), stated]);
}

#[test]
fn actors_without_relations_are_kept() {
    let graph = graph(&document(), vec![told(0, 0, 1, "accuses")]);
    assert_eq!(graph.actors().map(|actor| &*actor.id).collect::<Vec<_>>(), ["state:FRA", "state:IRN", "state:OMN"]);
    assert!(graph.actor("state:OMN").is_some() && graph.actor("Oman").is_none());
}

#[test]
fn actors_are_found_by_id_name_and_alias() {
    let mut graph = graph(&document(), Vec::new());
    let mut kerry = actor("person:john-kerry", "John Kerry");
    kerry.aliases = vec!["Kerry".into(), "Oman".into()];
    let findings = Findings {
        document: demarche::graph::DocumentRecord::of(&Document::new("d2", "")),
        actors: vec![kerry, actor("person:bob-kerry", "Bob Kerry")],
        relations: Vec::new(),
    };
    graph.add_findings(findings).expect("fits");
    for (name, expected) in [
        ("state:fra", &["state:FRA"][..]),
        ("  JOHN  kerry", &["person:john-kerry"]),
        ("Kerry", &["person:john-kerry"]),
        ("Oman", &["state:OMN"]),
        ("Ker", &[]),
        ("", &[]),
    ] {
        let found: Vec<&str> = graph.find_actors(name).iter().map(|actor| &*actor.id).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn relations_between_two_actors() {
    let graph = graph(&document(), vec![told(0, 0, 1, "accuses"), told(1, 0, 1, "meets"), told(2, 1, 2, "meets")]);
    let between = |a, b| graph.relations_between(a, b).iter().map(|r| r.kind.name.clone()).collect::<Vec<_>>();
    assert_eq!(between("state:FRA", "state:IRN"), ["accuses", "meets"]);
    assert_eq!(between("state:IRN", "state:FRA"), ["meets"]);
    assert!(between("state:FRA", "state:OMN").is_empty() && between("state:FRA", "nobody").is_empty());
}

#[test]
fn one_id_with_two_texts_is_a_conflict_and_changes_nothing() {
    let mut graph = graph(&document(), vec![told(0, 0, 1, "accuses")]);
    let before = graph.clone();
    let other = Document::new("d1", "Another text.");
    let extraction =
        Extraction { document: &other, cast: Cast::new(0, vec![actor("x", "X")], Vec::new()), relations: vec![] };
    let error = graph.add(&extraction).expect_err("a conflict");
    assert!(matches!(&error, GraphError::Conflict { document, first, second } if document == "d1" && first != second));
    assert!(error.to_string().starts_with("document `d1` has two texts: one with hash "), "{error}");
    assert!(error.hint().is_some());
    assert!(graph == before);
}

#[test]
fn broken_findings_are_refused_and_change_nothing() {
    let unknown_actor = told(0, 0, 1, "accuses");
    let mut outside = told(0, 0, 1, "accuses");
    outside.evidence.trigger = Span::new(5000, 5003);
    let mut backwards = told(0, 0, 1, "accuses");
    backwards.evidence.target = Span::new(9, 4);
    for (relation, actors) in [(unknown_actor, 1), (outside, 2), (backwards, 2)] {
        let mut graph = ActorGraph::new(Ontology::builtin());
        let document = document();
        let actors = [actor("state:FRA", "France"), actor("state:IRN", "Iran")].into_iter().take(actors).collect();
        let extraction =
            Extraction { document: &document, cast: Cast::new(0, actors, Vec::new()), relations: vec![relation] };
        assert!(matches!(graph.add(&extraction), Err(GraphError::Finding { .. })));
        assert!(graph == ActorGraph::new(Ontology::builtin()));
    }
    let builtin = include_str!("../../data/ontology.toml");
    let meets = builtin.split("\n[").find(|table| table.starts_with("kind.meets]")).expect("a built-in kind");
    let mut graph = ActorGraph::new(Ontology::parse(&format!("[{meets}")).expect("an ontology"));
    let error = graph.merge(&self::graph(&document(), vec![told(0, 0, 1, "accuses")]));
    assert!(matches!(error, Err(GraphError::UnknownKind { kind, .. }) if kind == "accuses"));
}

#[test]
fn a_confidence_that_is_no_number_is_none() {
    for (given, expected) in [(f32::NAN, 0.0), (7.0, 1.0), (-1.0, 0.0), (0.25, 0.25)] {
        let relation = Relation { confidence: given, ..told(0, 0, 1, "accuses") };
        assert_eq!(graph(&document(), vec![relation]).relations().next().map(|r| r.confidence), Some(expected));
    }
}

#[test]
fn words_are_shared_between_pieces_of_evidence() {
    let graph = graph(&document(), vec![told(1, 0, 1, "meets"), told(0, 0, 1, "accuses"), told(0, 1, 0, "accuses")]);
    let sentences: Vec<&Arc<str>> = graph.relations().map(|r| &r.edge.evidence[0].sentence).collect();
    assert!(Arc::ptr_eq(sentences[0], sentences[1]) && !Arc::ptr_eq(sentences[0], sentences[2]));
}
