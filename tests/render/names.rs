//! Any name is safe in DOT and in SVG.

use std::io::Write as _;
use std::process::{Command, Stdio};

use demarche::actors::ActorKind;
use demarche::graph::{ActorGraph, DocumentRecord, Finding, Findings};
use demarche::relations::{Ontology, Status};
use demarche::render::{Options, Scene, dot_id, read_dot_id, to_dot, to_png};
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

/// Names that would like to be more than text.
const HOSTILE: [&str; 29] = [
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
];

/// A picture of actors of this name: as person, as country, as group; in the title, in the address, in the sentence.
fn scene(name: &str) -> Scene {
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
    Scene::new(&graph, &Options::default())
}

#[track_caller]
fn check_name(name: &str) {
    let scene = scene(name);
    check_svg(&svg(&scene));
    let dot = to_dot(&scene);
    let mut expected = vec![format!("person:{name}"), "state:IRN".to_owned(), "group:x".to_owned()];
    expected.sort();
    assert_eq!(node_names(&dot), Ok(expected), "{dot}");
    assert_eq!(dot.chars().find(|c| c.is_control() && *c != '\n'), None);
}

#[test]
fn hostile_names() {
    for name in hostile() {
        check_name(&name);
    }
}

#[test]
fn hostile_names_can_be_drawn() {
    for name in hostile() {
        let png = to_png(&svg(&scene(&name))).unwrap_or_else(|error| panic!("{error}: {name:?}"));
        assert!(png.len() > 10_000, "{name:?}");
    }
}

/// Where Graphviz is installed, it reads the names as they were written.
#[test]
fn graphviz_reads_hostile_names() {
    let Ok(version) = Command::new("dot").arg("-V").output() else { return println!("no Graphviz: not tested") };
    assert!(version.status.success());
    for name in hostile() {
        let dot = to_dot(&scene(&name));
        let canonical = graphviz(&dot, "-Tcanon");
        assert_eq!(canonical.matches("->").count(), dot.matches("->").count(), "{name:?}: {canonical}");
        let read: serde_json::Value = serde_json::from_str(&graphviz(&dot, "-Tdot_json")).unwrap();
        let ids = read["objects"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|object| read_dot_id(&format!("\"{}\"", object["name"].as_str()?)));
        assert!(ids.collect::<Vec<_>>().contains(&format!("person:{name}")), "{name:?}: {read}");
    }
}

fn graphviz(dot: &str, format: &str) -> String {
    let mut run = Command::new("dot");
    let run = run.arg(format).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut run = run.spawn().unwrap();
    let mut stdin = run.stdin.take().unwrap();
    let text = dot.to_owned();
    // Where it stops reading, its complaint is told below.
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let answer = run.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    let complaint = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success() && !complaint.contains("rror"), "{complaint}: {dot}");
    String::from_utf8(answer.stdout).unwrap()
}

/// The names above, and two that are very long.
fn hostile() -> Vec<String> {
    let long = ["x".repeat(10_000), "very long name ".repeat(700)];
    HOSTILE.iter().map(|&name| name.to_owned()).chain(long).collect()
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
