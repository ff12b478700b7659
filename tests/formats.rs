//! One object per document: what is written, what is read again, and what is refused.

use demarche::actors::{Actor, ActorKind, Cast, Form, Mention};
use demarche::formats::{FormatError, Opened, open, read_findings, write_extraction};
use demarche::graph::{Findings, GraphError};
use demarche::relations::{Evidence, Extraction, Ontology, Precision, Relation, Status, When};
use demarche::text::Offsets;
use demarche::{ActorGraph, Document, Span};
use jiff::civil::date;

const TEXT: &str = "Zoë accused São Tomé, said Ann.";

fn document(id: &str) -> Document {
    Document { date: Some(date(2016, 9, 28)), title: Some("Zoë".into()), ..Document::new(id, TEXT) }
}

fn actor(id: &str, name: &str, kind: ActorKind, country: Option<&str>) -> Actor {
    let country = country.map(str::to_owned);
    Actor { id: id.into(), name: name.into(), kind, aliases: Vec::new(), country, sector: None, role: None }
}

fn span(word: &str) -> Span {
    let start = TEXT.find(word).expect("the text has the word");
    Span::new(start, start + word.len())
}

fn mention(word: &str, token: usize, form: Form, actors: Vec<usize>) -> Mention {
    let kind = if word == "São Tomé" { ActorKind::State } else { ActorKind::Person };
    let tokens = token..token + 1;
    Mention {
        span: span(word),
        tokens,
        head: token,
        kind,
        form,
        titles: vec![],
        actors,
        capital_of: None,
        lies_in: None,
        part_of: None,
        confidence: 1.0,
        rule: "test",
    }
}

/// Zoë accused São Tomé on 27 September, as Ann says; "said" stands in for a mention of two actors.
fn extraction(document: &Document) -> Extraction<'_> {
    let actors = vec![
        actor("person:zoë", "Zoë", ActorKind::Person, None),
        actor("state:STP", "São Tomé", ActorKind::State, Some("STP")),
        actor("person:ann", "Ann", ActorKind::Person, None),
    ];
    let mentions = vec![
        mention("Zoë", 0, Form::Name, vec![0]),
        mention("São Tomé", 2, Form::Name, vec![1]),
        mention("said", 5, Form::Pronoun, vec![0, 2]),
        mention("Ann", 6, Form::Nominal, vec![]),
    ];
    let relation = Relation {
        source: 0,
        target: 1,
        kind: Ontology::builtin().kind("accuses").expect("a built-in kind"),
        status: Status::Claimed,
        attribution: Some(2),
        date: Some(When { date: date(2016, 9, 27), precision: Precision::Day }),
        place: None,
        mode: None,
        issue: None,
        confidence: 0.75,
        evidence: Evidence {
            sentence: Span::new(0, TEXT.len()),
            trigger: span("accused"),
            source: span("Zoë"),
            target: span("São Tomé"),
            rule: "transitive".into(),
            source_rule: Some("catalog-name".into()),
            target_rule: None,
        },
    };
    Extraction { document, cast: Cast::new(8, actors, mentions), relations: vec![relation] }
}

fn write(extraction: &Extraction<'_>, offsets: Offsets) -> String {
    let mut out = Vec::new();
    write_extraction(&mut out, extraction, offsets).expect("it fits");
    String::from_utf8(out).expect("UTF-8")
}

fn read(lines: &str) -> Vec<Result<Findings, String>> {
    let ontology = Ontology::builtin();
    read_findings(lines.as_bytes(), &ontology).map(|found| found.map_err(|error| error.to_string())).collect()
}

#[test]
fn the_object_of_a_document() {
    let document = document("a");
    let line = write(&extraction(&document), Offsets::Chars);
    insta::assert_snapshot!(line.replace("],\"", "],\n\"").replace("},{", "},\n{"), @r#"
    {"id":"a","title":"Zoë","date":"2016-09-28","url":null,"sha256":"7c1ba00ca9885542edf946b267a75a48b496f74ec5d1f95e5f0f40dc91613c43","offsets":"chars","mentions":[{"start":0,"end":3,"kind":"person","form":"name","actor":"person:zoë"},
    {"start":12,"end":20,"kind":"state","form":"name","actor":"state:STP"},
    {"start":22,"end":26,"kind":"person","form":"pronoun","actor":null,"actors":["person:zoë","person:ann"]},
    {"start":27,"end":30,"kind":"person","form":"nominal","actor":null}],
    "actors":[{"id":"person:zoë","name":"Zoë","kind":"person"},
    {"id":"state:STP","name":"São Tomé","kind":"state","country":"STP"},
    {"id":"person:ann","name":"Ann","kind":"person"}],
    "relations":[{"kind":"accuses","status":"claimed","confidence":0.75,"date":"2016-09-27","precision":"day","dated_by":"text","source":{"actor":"person:zoë","start":0,"end":3,"rule":"catalog-name"},"target":{"actor":"state:STP","start":12,"end":20},"trigger":{"start":4,"end":11},"sentence":{"start":0,"end":31,"text":"Zoë accused São Tomé, said Ann."},"attribution":"person:ann","place":null,"mode":null,"issue":null,"rule":"transitive"}]}
    "#);
}

#[test]
fn bytes_and_code_points() {
    let document = document("a");
    let target = |offsets| {
        let line = write(&extraction(&document), offsets);
        let at = line.find("\"target\":").expect("a target");
        line[at..].split('}').next().map(str::to_owned)
    };
    assert_eq!(target(Offsets::Bytes).as_deref(), Some(r#""target":{"actor":"state:STP","start":13,"end":23"#));
    assert_eq!(target(Offsets::Chars).as_deref(), Some(r#""target":{"actor":"state:STP","start":12,"end":20"#));
}

#[test]
fn what_is_written_is_read_into_the_same_graph() {
    let (a, b) = (document("a"), document("b"));
    let mut direct = ActorGraph::new(Ontology::builtin());
    let mut lines = String::new();
    for document in [&a, &b] {
        let mut extraction = extraction(document);
        let undated =
            Relation { date: None, status: Status::Actual, attribution: None, ..extraction.relations[0].clone() };
        extraction.relations.push(undated);
        direct.add(&extraction).expect("it fits");
        lines.push_str(&write(&extraction, Offsets::Bytes));
    }
    let mut merged = ActorGraph::new(Ontology::builtin());
    for found in read(&lines) {
        merged.add_findings(found.expect("what was written")).expect("it fits");
    }
    assert_eq!(merged.to_json(), direct.to_json());
    assert_eq!(merged.relation_count(), 4);
}

/// Replaces `from` by `to` in the line of a document and checks the error.
#[track_caller]
fn check(from: &str, to: &str, expected: &str) {
    let document = document("a");
    let line = write(&extraction(&document), Offsets::Bytes);
    assert!(line.contains(from), "{from}");
    let good = write(&extraction(&document), Offsets::Bytes);
    let found = read(&format!("\n{}{good}", line.replacen(from, to, 1)));
    let error = found[0].as_ref().expect_err("broken");
    let (what, place) = error.rsplit_once(" at line 2, column ").expect("it is in line 2");
    let path = place.split_once(" (`").map_or("", |(_, path)| path.trim_end_matches("`)"));
    assert_eq!(format!("{path}: {what}"), expected);
    assert!(found[1].is_ok() && found.len() == 2, "the next line is read all the same");
}

#[test]
fn broken_lines_are_named() {
    check(
        r#""target":{"actor":"state:STP""#,
        r#""target":{"actor":"x""#,
        "relations[0].target.actor: no actor `x` in this file",
    );
    check(
        r#""attribution":"person:ann""#,
        r#""attribution":"x""#,
        "relations[0].attribution: no actor `x` in this file",
    );
    check("accuses", "befriends", "relations[0].kind: no relation kind `befriends` in the ontology");
    check(
        "claimed",
        "said",
        "relations[0].status: unknown variant `said`, expected one of `actual`, `past`, `claimed`, `planned`, `negated`",
    );
    check("0.75", "75", "relations[0].confidence: `75` is not within 0 and 1");
    check(r#""id":"person:ann""#, r#""id":"state:STP""#, "actors[2].id: actor `state:STP` is there twice");
    check(r#""trigger":{"start":5"#, r#""trigger":{"start":55"#, "relations[0].trigger.end: 12 is before the start 55");
    check(
        "Zoë accused São Tomé, said Ann.",
        "Zoe accused São Tomé, said Ann.",
        "relations[0].sentence.text: 33 bytes of text for a span of 34",
    );
    check(r#""rule":"transitive""#, r#""rul":"transitive""#, "relations[0]: missing field `rule`");
    check(r#","relations""#, r#",,"relations""#, "actors: not JSON: key must be a string");
    check(r#""offsets":"bytes""#, r#""offsets":"chars""#, "offsets: the offsets count code points, not bytes");
    check("}]}", "}", "relations[0]: the file ends too early");
}

#[test]
fn fields_it_does_not_know_are_ignored() {
    let document = document("a");
    let line = write(&extraction(&document), Offsets::Bytes);
    let more =
        line.replacen("{\"id\"", "{\"language\":\"en\",\"id\"", 1).replacen("\"rule\":", "\"weight\":[1],\"rule\":", 1);
    assert_eq!(read(&more), read(&line));
}

#[test]
fn findings_that_do_not_fit_are_not_written() {
    let document = document("a");
    let mut extraction = extraction(&document);
    extraction.relations[0].target = 3;
    let mut out = Vec::new();
    let error = write_extraction(&mut out, &extraction, Offsets::Bytes).expect_err("no such actor");
    assert!(matches!(error, FormatError::Graph(GraphError::Finding { .. })) && out.is_empty());
}

#[test]
fn files_are_known_by_their_content() {
    let ontology = Ontology::builtin();
    let document = document("a");
    let mut graph = ActorGraph::new(ontology.clone());
    graph.add(&extraction(&document)).expect("it fits");
    let pretty = graph.to_json().replace("{\"format\"", "\n{\n  \"format\"");
    for json in [graph.to_json(), pretty, format!("\u{feff}{}", graph.to_json())] {
        let Ok(Opened::Graph(read)) = open(json.as_bytes(), &ontology) else { panic!("no graph: {json}") };
        assert!(*read == graph);
    }
    for lines in [write(&extraction(&document), Offsets::Bytes), "\n\n{\"id\": 5}".into()] {
        assert!(matches!(open(lines.as_bytes(), &ontology), Ok(Opened::Findings(_))), "{lines}");
    }
    let long = write(&extraction(&document), Offsets::Bytes).repeat(50);
    let Ok(Opened::Findings(found)) = open(long.as_bytes(), &ontology) else { panic!("no findings") };
    assert_eq!(found.filter(Result::is_ok).count(), 50);
    for bytes in [&b""[..], b"\xff\xfe{\0", b"[]", b"<html>", b"{\"nodes\": []}", b"\0\0\0"] {
        assert!(matches!(open(bytes, &ontology), Err(FormatError::Graph(GraphError::File { .. }))), "{bytes:?}");
    }
}
