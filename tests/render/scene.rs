//! What a scene shows, and its DOT.

use demarche::Document;
use demarche::actors::{Actor, ActorKind};
use demarche::relations::Ontology;
use demarche::render::{GroupBy, Head, Line, Negated, Options, Scene, Shape, Theme, to_dot};

use crate::made::{actor, cast, graph, graph_of, small};

/// Each line of a scene as `source label target`, dashes for how it is drawn.
fn lines(scene: &Scene) -> Vec<String> {
    let line = |edge: &demarche::render::Edge| {
        let stroke = match edge.line {
            Line::Solid => "--",
            Line::Dashed => "- -",
            _ => "..",
        };
        format!("{} {stroke} {} {stroke} {}", scene.nodes[edge.source].name, edge.label, scene.nodes[edge.target].name)
    };
    scene.edges.iter().map(line).collect()
}

#[test]
fn parallel_relations_become_one_line() {
    let scene = Scene::new(&small(), &Options::default());
    assert_eq!(
        lines(&scene),
        [
            "Iran -- threatens ×2 -- United Kingdom",
            "Red Brigade -- attacks -- Muscat",
            "Eleanor Marsh -- criticizes -- Farhad Daryani",
            "United Kingdom - - negotiates with - - Iran",
            "Farhad Daryani .. represents .. Iran",
        ]
    );
    let both: Vec<bool> = scene.edges.iter().map(|edge| edge.both).collect();
    assert_eq!(both, [false, false, false, true, false]);
    assert!(scene.edges[0].width > scene.edges[1].width);
    assert_eq!((scene.edges[0].head, scene.edges[1].head), (Head::Open, Head::Filled));
}

#[test]
fn many_kinds_between_two_become_a_line_for_each_class() {
    let few =
        graph(&["state:IRN threatens state:GBR", "state:IRN criticizes state:GBR", "state:IRN attacks state:GBR"]);
    assert_eq!(Scene::new(&few, &Options::default()).edges.len(), 3, "few lines stay as they are");
    let many = graph(&[
        "state:IRN threatens state:GBR",
        "state:IRN criticizes state:GBR claimed",
        "state:IRN criticizes state:GBR claimed",
        "state:IRN accuses state:GBR",
        "state:IRN attacks state:GBR claimed",
        "state:GBR threatens state:IRN",
        "state:GBR meets state:IRN",
        "group:red attacks place:muscat",
    ]);
    let scene = Scene::new(&many, &Options::default());
    assert_eq!(
        lines(&scene),
        [
            "Red Brigade -- attacks -- Muscat",
            "United Kingdom -- meets -- Iran",
            "United Kingdom -- threatens -- Iran",
            "Iran -- criticizes ×2, accuses, … -- United Kingdom",
            "Iran - - attacks - - United Kingdom",
        ]
    );
    assert_eq!(scene.edges[3].count, 4);
    assert!(scene.edges[3].tooltip.contains("threatens:\n“Sentence 0"), "{}", scene.edges[3].tooltip);
}

#[test]
fn denied_relations_are_drawn_only_when_asked_for() {
    let shown = |negated| {
        let scene = Scene::new(&small(), &Options { negated, ..Options::default() });
        (lines(&scene).iter().any(|line| line.contains("sanctions")), scene.subtitle)
    };
    assert_eq!(shown(Negated::Hide), (false, "6 actors · showing 5 of 6 relations · 1 denied left out".into()));
    assert_eq!(shown(Negated::Show), (true, "6 actors · 6 relations".into()));
}

#[test]
fn sides_come_from_the_catalog_and_from_ties_never_from_acts() {
    let scene = Scene::new(&small(), &Options::default());
    let side = |name: &str| {
        let node = scene.nodes.iter().find(|node| node.name == name).unwrap();
        node.side.map(|side| scene.sides[side].label.as_str())
    };
    assert_eq!(side("Eleanor Marsh"), Some("United Kingdom"));
    assert_eq!(side("Farhad Daryani"), Some("Iran"), "by his tie");
    assert_eq!(side("Red Brigade"), None);
    let alone = Scene::new(&graph(&["state:IRN threatens state:GBR"]), &Options::default());
    assert!(alone.sides.is_empty(), "a frame around one node says nothing");
    let allied = Scene::new(&graph(&["org:pact allied-with state:IRN"]), &Options::default());
    assert!(allied.sides.is_empty(), "an ally is not a part");
}

#[test]
fn groups_by_kind_and_none() {
    let labels = |group_by| {
        let scene = Scene::new(&small(), &Options { group_by, ..Options::default() });
        scene.sides.iter().map(|side| side.label.clone()).collect::<Vec<_>>()
    };
    assert_eq!(labels(GroupBy::Kind), ["States", "People"]);
    assert!(labels(GroupBy::None).is_empty());
}

#[test]
fn filters() {
    let ontology = Ontology::builtin();
    let dated = graph(&[
        "state:IRN threatens state:GBR actual 2023-03-14",
        "state:GBR sanctions state:IRN actual 2023-04-01",
        "group:red attacks place:muscat",
    ]);
    let count = |options: Options| lines(&Scene::new(&dated, &options)).len();
    let day = |text: &str| Some(text.parse().unwrap());
    assert_eq!(count(Options::default()), 3);
    assert_eq!(count(Options { since: day("2023-03-15"), ..Options::default() }), 1);
    assert_eq!(count(Options { until: day("2023-03-14"), ..Options::default() }), 1);
    assert_eq!(count(Options { since: day("2024-01-01"), ..Options::default() }), 0);
    assert_eq!(count(Options { kinds: vec![ontology.kind("attacks").unwrap()], ..Options::default() }), 1);
    assert_eq!(count(Options { min_count: 2, ..Options::default() }), 0);
    assert_eq!(count(Options { focus: Some("state:IRN".into()), ..Options::default() }), 2);
    assert_eq!(count(Options { focus: Some("state:USA".into()), ..Options::default() }), 0);
    let subtitle = Scene::new(&dated, &Options { since: day("2023-01-01"), ..Options::default() }).subtitle;
    assert!(subtitle.ends_with("2023-03-14 to 2023-04-01 · 1 without date left out"), "{subtitle}");
}

#[test]
fn hops_widen_the_focus() {
    let chain = graph(&["state:IRN threatens state:GBR", "state:GBR meets org:pact", "org:pact aids group:red"]);
    for (hops, expected) in [(0, 0), (1, 1), (2, 2), (3, 3), (9, 3)] {
        let options = Options { focus: Some("state:IRN".into()), hops, ..Options::default() };
        assert_eq!(Scene::new(&chain, &options).edges.len(), expected, "{hops} hops");
    }
}

#[test]
fn a_large_graph_is_trimmed_and_says_so() {
    let actors: Vec<Actor> =
        (0..200).map(|i| actor(&format!("group:{i}"), &format!("Group {i}"), ActorKind::Group, None, None)).collect();
    let lines: Vec<String> = (1..200).map(|i| format!("group:0 attacks group:{i}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let graph = graph_of(&Document::new("big", "text"), actors, &lines);
    let scene = Scene::new(&graph, &Options::default());
    assert_eq!((scene.edges.len(), scene.nodes.len()), (60, 61));
    assert_eq!(scene.subtitle, "61 actors · showing 60 of 199 relations");
    let all = Scene::new(&graph, &Options { limit: 1000, ..Options::default() });
    assert_eq!(all.edges.len(), 199);
}

#[test]
fn shapes_tell_the_kind() {
    let scene = Scene::new(&small(), &Options::default());
    let shape = |name: &str| scene.nodes.iter().find(|node| node.name == name).map(|node| node.shape);
    assert_eq!(shape("Iran"), Some(Shape::Solid));
    assert_eq!(shape("Eleanor Marsh"), Some(Shape::Rounded));
    assert_eq!(shape("Red Brigade"), Some(Shape::Octagon));
    assert_eq!(shape("Muscat"), Some(Shape::Ellipse));
}

#[test]
fn only_web_addresses_become_links() {
    for (url, expected) in
        [("https://a.example/1", true), ("javascript:alert(1)", false), ("file:///etc/passwd", false)]
    {
        let document = Document { url: Some(url.into()), ..Document::new("strait", "text") };
        let scene = Scene::new(&graph_of(&document, cast(), &["state:IRN threatens state:GBR"]), &Options::default());
        assert_eq!(scene.edges[0].url.is_some(), expected, "{url}");
        assert_eq!(to_dot(&scene).contains(url), expected, "{url}");
    }
}

#[test]
fn dot_of_a_small_graph() {
    let graph = graph(&["state:IRN threatens state:GBR", "person:daryani represents state:IRN"]);
    insta::assert_snapshot!(to_dot(&Scene::new(&graph, &Options::default())), @r##"
    digraph actors {
      graph[rankdir=TB newrank=true splines=true nodesep="0.4" ranksep="0.75" pad="0.35" bgcolor="#FFFFFF" fontname="Helvetica,Arial,sans-serif" labelloc=t labeljust=l tooltip="Strait closed" label=<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="2" CELLPADDING="2"><TR><TD ALIGN="LEFT" BALIGN="LEFT"><FONT POINT-SIZE="20" COLOR="#0F172A"><B>Strait closed</B></FONT></TD></TR><TR><TD ALIGN="LEFT" BALIGN="LEFT"><FONT POINT-SIZE="11" COLOR="#64748B">3 actors · 2 relations</FONT></TD></TR><TR><TD ALIGN="LEFT"><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3"><TR><TD><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR><TD FIXEDSIZE="TRUE" WIDTH="26" HEIGHT="4" BGCOLOR="#E08700"></TD></TR></TABLE></TD><TD ALIGN="LEFT"><FONT POINT-SIZE="10" COLOR="#64748B">verbal conflict &nbsp; </FONT></TD><TD><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR><TD FIXEDSIZE="TRUE" WIDTH="2" HEIGHT="4" BGCOLOR="#94A3B8"></TD><TD FIXEDSIZE="TRUE" WIDTH="4" HEIGHT="4" BGCOLOR="#FFFFFF"></TD><TD FIXEDSIZE="TRUE" WIDTH="2" HEIGHT="4" BGCOLOR="#94A3B8"></TD><TD FIXEDSIZE="TRUE" WIDTH="4" HEIGHT="4" BGCOLOR="#FFFFFF"></TD><TD FIXEDSIZE="TRUE" WIDTH="2" HEIGHT="4" BGCOLOR="#94A3B8"></TD><TD FIXEDSIZE="TRUE" WIDTH="4" HEIGHT="4" BGCOLOR="#FFFFFF"></TD><TD FIXEDSIZE="TRUE" WIDTH="2" HEIGHT="4" BGCOLOR="#94A3B8"></TD></TR></TABLE></TD><TD ALIGN="LEFT"><FONT POINT-SIZE="10" COLOR="#64748B">tie &nbsp; </FONT></TD></TR></TABLE></TD></TR></TABLE>>];
      node[fontname="Helvetica,Arial,sans-serif" fontsize="12" penwidth="1.3" margin="0.16,0.09" fontcolor="#0F172A"];
      edge[fontname="Helvetica,Arial,sans-serif" fontsize="10" arrowsize="0.8"];
      subgraph cluster_0 {
        label="Iran";
        fontsize="11";
        fontcolor="#1E3A8A";
        labeljust=l;
        style="rounded,filled";
        color="#BFDBFE";
        fillcolor="#F5F9FF";
        margin="16";
        tooltip="Iran";
        "state:IRN"[label=<<B>Iran</B>> shape=box style=filled fillcolor="#1D4ED8" color="#1D4ED8" tooltip="Iran — state, IRN" fontcolor="#FFFFFF" fontsize="15" margin="0.25,0.13"];
        "person:daryani"[label=<<B>Farhad Daryani</B><BR/><FONT POINT-SIZE="10" COLOR="#475569">Foreign Minister</FONT>> shape=box style="filled,rounded" fillcolor="#EFF6FF" color="#1D4ED8" tooltip="Farhad Daryani — person, Foreign Minister"];
      };
      "state:GBR"[label=<<B>United Kingdom</B>> shape=box style=filled fillcolor="#B4233A" color="#B4233A" tooltip="United Kingdom — state, GBR" fontcolor="#FFFFFF" fontsize="15" margin="0.25,0.13"];
      "state:IRN" -> "state:GBR" [label=" threatens " color="#E08700" fontcolor="#9A5200" style=solid penwidth="1.40" arrowhead=vee arrowsize="0.62" edgetooltip="“Sentence 0: state:IRN threatens state:GBR.” — strait" labeltooltip="“Sentence 0: state:IRN threatens state:GBR.” — strait"];
      "person:daryani" -> "state:IRN" [label=" represents " color="#94A3B8" fontcolor="#64748B" style=dotted penwidth="1.20" arrowhead=none arrowsize="0.72" edgetooltip="“Sentence 1: person:daryani represents state:IRN.” — strait" labeltooltip="“Sentence 1: person:daryani represents state:IRN.” — strait" fontsize="9" weight="6"];
    }
    "##);
}

#[test]
fn every_theme_and_grouping_reads_back() {
    for (theme, _) in Theme::ALL {
        for group_by in [GroupBy::Side, GroupBy::Kind, GroupBy::None] {
            let options = Options { theme, group_by, negated: Negated::Show, ..Options::default() };
            let dot = to_dot(&Scene::new(&small(), &options));
            assert!(graphviz_rust::parse(&dot).is_ok(), "{dot}");
        }
    }
    let empty = to_dot(&Scene::new(&graph(&[]), &Options { title: Some(String::new()), ..Options::default() }));
    assert!(graphviz_rust::parse(&empty).is_ok(), "{empty}");
}
