//! The page as readers use it: in a headless Chromium, by pointer and keys.
//!
//! Where there is no Chromium (`apt-get install chromium`), the tests say that they were skipped, and pass.

#![cfg(feature = "render")]

mod browser;
mod filters;
mod hostile;
mod large;
#[path = "../render/made.rs"]
mod made;
mod moving;
mod reading;

use demarche::ActorGraph;
use demarche::relations::Ontology;
use demarche::render::layout::{Builtin, Direction};
use demarche::render::{Options, to_page};

use browser::Browser;

#[test]
#[ignore = "writes docs/page.png anew"]
fn draw_the_page_of_the_readme() {
    let Some(mut browser) = Browser::open(&page_of(&strait(), &Options::default())) else { return };
    browser.click("[data-actor='state:IRN']");
    browser.screenshot(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/page.png")));
}

/// Writes the page of a graph.
fn page_of(graph: &ActorGraph, options: &Options) -> String {
    to_page(graph, options, Direction::Auto, &Builtin::default()).unwrap()
}

/// The graph of the sample reports of a quarrel over a strait.
fn strait() -> ActorGraph {
    ActorGraph::from_json(include_str!("../../examples/strait.json"), Ontology::builtin()).unwrap()
}
