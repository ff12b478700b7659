//! The SVG and PNG of a scene.

use demarche::Document;
use demarche::render::{GroupBy, Negated, Options, Scene, Theme, to_png};
use resvg::usvg::roxmltree;

use crate::made::{cast, graph, graph_of, small};
use crate::svg;

/// The tooltips of all elements of a class, in order.
fn tooltips(svg: &str, class: &str) -> Vec<String> {
    let read = roxmltree::Document::parse(svg).unwrap();
    let found = read.descendants().filter(|node| node.attribute("class") == Some(class));
    let title = |node: roxmltree::Node| {
        node.children().find(|child| child.has_tag_name("title")).and_then(|title| title.text().map(str::to_owned))
    };
    found.filter_map(title).collect()
}

fn texts(svg: &str) -> Vec<String> {
    let read = roxmltree::Document::parse(svg).unwrap();
    read.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text().map(Into::into)).collect()
}

#[test]
fn svg_of_a_small_graph() {
    let graph = graph(&["state:IRN threatens state:GBR", "person:daryani represents state:IRN"]);
    insta::assert_snapshot!(svg(&Scene::new(&graph, &Options::default())));
}

#[test]
fn svg_of_two_actors_in_the_dark() {
    let graph = graph(&["group:red attacks place:muscat claimed", "group:red attacks place:muscat claimed"]);
    insta::assert_snapshot!(svg(&Scene::new(&graph, &Options { theme: Theme::Dark, ..Options::default() })));
}

#[test]
fn everything_of_the_scene_is_in_the_picture() {
    let scene = Scene::new(&small(), &Options::default());
    let texts = texts(&svg(&scene));
    let has = |text: &str| texts.iter().any(|found| found == text);
    for text in ["Strait closed", "6 actors · showing 5 of 6 relations · 1 denied left out", "threatens ×2", "Iran"]
    {
        assert!(has(text), "{text}: {texts:?}");
    }
    for text in ["verbal conflict", "material conflict", "verbal cooperation", "tie", "claimed or planned", "place"] {
        assert!(has(text), "{text}: {texts:?}");
    }
    assert!(!has("material cooperation"), "only what occurs is explained");
    assert_eq!(texts.iter().filter(|text| *text == "United Kingdom").count(), 2, "a node and a frame: {texts:?}");
}

#[test]
fn evidence_stands_behind_lines_and_labels() {
    let url = Some("https://a.example/1?x=1&y=2".into());
    let document = Document { url, ..Document::new("strait", "text") };
    let scene = Scene::new(&graph_of(&document, cast(), &["state:IRN threatens state:GBR"]), &Options::default());
    let svg = svg(&scene);
    let quotes = tooltips(&svg, "edge");
    assert_eq!(quotes.len(), 2, "the line and its label");
    assert!(quotes.iter().all(|quote| quote.starts_with("“Sentence 0: ")), "{quotes:?}");
    assert!(svg.contains(r#"<a class="edge" href="https://a.example/1?x=1&amp;y=2""#), "{svg}");
    assert!(tooltips(&svg, "node").iter().any(|known| known == "Iran — state, IRN"));
}

#[test]
fn nothing_is_cut_off() {
    let long = "a very long headline about the closing of a strait and what every capital said about it ".repeat(4);
    for group_by in [GroupBy::Side, GroupBy::Kind, GroupBy::None] {
        let options = Options { group_by, negated: Negated::Show, title: Some(long.clone()), ..Options::default() };
        let svg = svg(&Scene::new(&small(), &options));
        let tree = tree(&svg);
        let (page, drawn) = (tree.size(), tree.root().abs_stroke_bounding_box());
        assert!(drawn.left() >= 0.0 && drawn.top() >= 0.0, "{drawn:?}");
        assert!(drawn.right() <= page.width() && drawn.bottom() <= page.height(), "{drawn:?} on {page:?}");
    }
}

fn tree(svg: &str) -> resvg::usvg::Tree {
    resvg::usvg::Tree::from_str(svg, &resvg::usvg::Options::default()).unwrap()
}

#[test]
fn long_names_of_sides_are_cut() {
    let mut actors = cast();
    actors[1].name = "Iran ".repeat(100);
    let lines = ["state:IRN threatens state:GBR", "person:daryani represents state:IRN"];
    let scene = Scene::new(&graph_of(&Document::new("strait", "text"), actors, &lines), &Options::default());
    let svg = svg(&scene);
    assert!(texts(&svg).iter().all(|text| text.chars().count() < 60), "{svg}");
}

#[test]
fn the_same_scene_gives_the_same_bytes() {
    let scene = Scene::new(&small(), &Options::default());
    assert_eq!(svg(&scene), svg(&scene));
    assert_eq!(to_png(&svg(&scene)), to_png(&svg(&scene)));
}

#[test]
fn png_is_twice_as_large_and_has_text() {
    let with_text = |title: &str| {
        let options = Options { title: Some(title.into()), ..Options::default() };
        let svg = svg(&Scene::new(&graph(&["group:red attacks place:muscat"]), &options));
        (tree(&svg).size(), to_png(&svg).unwrap())
    };
    let (size, png) = with_text("Iran");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((number(16) as f32, number(20) as f32), (size.width() * 2.0, size.height() * 2.0));
    assert_ne!(png, with_text("Oman").1, "text is drawn");
}

#[test]
fn an_empty_graph_gives_an_empty_picture() {
    let scene = Scene::new(&graph(&[]), &Options { title: Some(String::new()), ..Options::default() });
    assert!(to_png(&svg(&scene)).is_ok());
}
