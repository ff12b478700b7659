//! Any name is safe in DOT and in SVG.

use demarche::actors::ActorKind;
use demarche::graph::{ActorGraph, DocumentRecord, Finding, Findings};
use demarche::relations::{Ontology, Status};
use demarche::render::{Options, Scene, dot_id, read_dot_id, to_dot};
use demarche::{Document, Span};
use proptest::prelude::*;
use resvg::usvg::roxmltree;

use crate::made::{actor, evidence};
use crate::svg;

/// What may occur in a picture: nothing that runs, loads or leaves it but links.
const ELEMENTS: [&str; 10] = ["svg", "title", "desc", "rect", "g", "text", "path", "polygon", "ellipse", "a"];

#[track_caller]
fn check_svg(svg: &str) {
    let read = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    for node in read.descendants().filter(roxmltree::Node::is_element) {
        assert!(ELEMENTS.contains(&node.tag_name().name()), "{node:?}");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{attribute:?}");
            assert!(attribute.name() != "href" || attribute.value().starts_with("https://"), "{attribute:?}");
        }
    }
    assert_eq!(svg.chars().find(|c| c.is_control() && *c != '\n'), None);
}

/// The ids of all nodes in a DOT text, as a reader sees them.
fn node_names(dot: &str) -> Result<Vec<String>, String> {
    use graphviz_rust::dot_structures::{Graph, Id, Stmt};
    fn collect(statements: &[Stmt], names: &mut Vec<String>) {
        for statement in statements {
            match statement {
                Stmt::Node(node) => match &node.id.0 {
                    Id::Escaped(id) => names.extend(read_dot_id(id)),
                    other => panic!("{other:?}"),
                },
                Stmt::Subgraph(inner) => collect(&inner.stmts, names),
                _ => {}
            }
        }
    }
    let (Graph::DiGraph { stmts, .. } | Graph::Graph { stmts, .. }) = graphviz_rust::parse(dot)?;
    let mut names = Vec::new();
    collect(&stmts, &mut names);
    names.sort();
    Ok(names)
}

#[track_caller]
fn check_name(name: &str) {
    let mut actors = vec![
        actor(&format!("person:{name}"), name, ActorKind::Person, Some(name), Some(name)),
        actor("state:IRN", "Iran", ActorKind::State, Some(name), None),
        actor("group:x", name, ActorKind::Group, None, None),
    ];
    actors[2].aliases = vec![name.into()];
    let ontology = Ontology::builtin();
    let finding = |source: &str, target: &str| Finding {
        source: source.into(),
        target: target.into(),
        kind: ontology.kind("threatens").unwrap(),
        status: Status::Actual,
        attribution: Some("group:x".into()),
        date: None,
        place: None,
        mode: None,
        issue: None,
        confidence: 0.5,
        evidence: evidence(Span::new(0, 1)),
        sentence: name.into(),
    };
    let person = format!("person:{name}");
    let relations = vec![finding(&person, "state:IRN"), finding("state:IRN", "group:x")];
    let title = Some(name.to_owned());
    let document = Document { title, url: Some(format!("https://{name}")), ..Document::new(name, "text") };
    let mut graph = ActorGraph::new(ontology.clone());
    graph.add_findings(Findings { document: DocumentRecord::of(&document), actors, relations }).unwrap();
    let scene = Scene::new(&graph, &Options::default());
    check_svg(&svg(&scene));
    let dot = to_dot(&scene);
    let mut expected = vec![person, "state:IRN".to_owned(), "group:x".to_owned()];
    expected.sort();
    assert_eq!(node_names(&dot), Ok(expected), "{dot}");
    assert_eq!(dot.chars().find(|c| c.is_control() && *c != '\n'), None);
}

#[test]
fn hostile_names() {
    let long = "x".repeat(10_000);
    let words = "very long name ".repeat(700);
    for name in [
        "",
        " ",
        "\"",
        "\\",
        "\\\"",
        "a\\",
        "\\N \\G \\E \\l",
        "<b>bold</b>",
        "<<b>>",
        "> >",
        "]]>",
        "&amp; &lt; &#65; AT&T",
        "a\nb\r\nc",
        "\0",
        "\u{1b}[31m",
        "\u{7f}\u{85}",
        "\u{fffe}\u{ffff}",
        "حزب الله",
        "\u{202e}abc",
        "🇬🇧 👩‍👩‍👧",
        "e\u{301}",
        "graph",
        "node",
        "subgraph",
        "a:b:c",
        "a -> b; c",
        "/* */ // #",
        "%22",
        "{rank=same}",
        &long,
        &words,
    ] {
        check_name(name);
    }
}

#[test]
fn ids_are_written_once_per_actor() {
    assert_ne!(dot_id("person:a\""), dot_id("person:a%22"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn dot_is_valid_for_any_name(name in any::<String>()) {
        check_name(&name);
    }

    #[test]
    fn dot_is_valid_for_names_of_signs(name in r#"["\\<>&;\[\]{}=%\n\r\t a-c/*#:-]{0,40}"#) {
        check_name(&name);
    }
}
