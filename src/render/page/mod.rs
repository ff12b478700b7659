//! A graph as one HTML file to explore it in.
//!
//! Reads: a graph, what is to be shown first, an engine that lays that out. Gives: a page with its own script and style
//! and all relations as data; it needs no network, and its content security policy allows none.
//! Does not: know what readers do with it: the script beside this file does (`*.js`, each with a head that says what).

mod colors;
mod data;
mod evidence;
mod text;

use super::escape::xml_text;
use super::layout::{Direction, Layout, Placed, Plan};
use super::options::{Options, Scheme};
use super::scene::Scene;
use super::{RenderError, Theme, to_svg};
use crate::graph::ActorGraph;
use data::Data;
use text::{json, sha256};

const FRAME: &str = include_str!("page.html");
const STYLE: [&str; 3] = [include_str!("page.css"), include_str!("graph.css"), include_str!("details.css")];
/// In the order in which they build on each other; together they are one function.
const SCRIPT: [&str; 14] = [
    include_str!("data.js"),
    include_str!("select.js"),
    include_str!("arrange.js"),
    include_str!("geometry.js"),
    include_str!("draw.js"),
    include_str!("view.js"),
    include_str!("landmarks.js"),
    include_str!("filters.js"),
    include_str!("search.js"),
    include_str!("evidence.js"),
    include_str!("details.js"),
    include_str!("timeline.js"),
    include_str!("export.js"),
    include_str!("main.js"),
];
/// Nodes and lines beyond which the script arranges what the page starts with: an engine would take too long.
const LARGE: usize = 500;

/// Writes a graph as one self-contained HTML file: pan, zoom, search, filters, the sentences behind every line, a
/// timeline.
///
/// `options` say what is shown first, and `engine` lays that out; the page holds all relations of the graph, and its
/// filters work on all of them. More than 500 nodes and lines at the start are arranged by the page itself.
///
/// # Errors
/// Where the engine fails.
///
/// ```
/// use demarche::{ActorGraph, relations::Ontology};
/// use demarche::render::{Options, to_page, layout::{Builtin, Direction}};
/// let graph = ActorGraph::new(Ontology::builtin());
/// let page = to_page(&graph, &Options::default(), Direction::Auto, &Builtin::default())?;
/// assert!(page.starts_with("<!DOCTYPE html>") && page.contains("default-src 'none'"));
/// # Ok::<(), demarche::render::RenderError>(())
/// ```
pub fn to_page(
    graph: &ActorGraph,
    options: &Options,
    direction: Direction,
    engine: &dyn Layout,
) -> Result<String, RenderError> {
    let scene = Scene::new(graph, options);
    let plan = scene.plan(direction);
    let placed = match scene.nodes.len() + scene.edges.len() {
        0..=LARGE => Some(engine.lay_out(&plan)?),
        _ => None,
    };
    let start = Start { scene: &scene, plan: &plan, placed: placed.as_ref() };
    let data = json(&Data::new(graph, options, &start));
    let picture = placed.as_ref().map(|placed| to_svg(&scene, &plan, placed)).unwrap_or_default();
    let style = colors::variables() + &STYLE.concat();
    let script = format!("\"use strict\";(() => {{\n{}}})();\n", SCRIPT.concat());
    let parts = [
        ("script-hash", sha256(&script)),
        ("style-hash", sha256(&style)),
        ("theme", theme(options).to_owned()),
        ("title", xml_text(&scene.title)),
        ("subtitle", xml_text(&scene.subtitle)),
        ("picture", picture),
        ("style", style),
        ("data", data),
        ("script", script),
    ];
    Ok(fill(FRAME, &parts))
}

/// What a page starts with.
struct Start<'a> {
    scene: &'a Scene,
    plan: &'a Plan,
    placed: Option<&'a Placed>,
}

/// The theme that the page starts with; `system` follows the reader's.
fn theme(options: &Options) -> &'static str {
    if options.scheme == Scheme::System {
        return "system";
    }
    Theme::ALL.iter().find(|(theme, _)| *theme == options.theme).map_or("system", |(_, name)| name)
}

/// Puts parts into the places `{{name}}` of a frame. What is put in is not looked at again.
fn fill(frame: &str, parts: &[(&str, String)]) -> String {
    let mut pieces = frame.split("{{");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").unwrap_or(("", piece));
        let part = parts.iter().find(|(known, _)| *known == name);
        out += part.map_or("", |(_, part)| part);
        out += rest;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_frame_is_filled_and_what_is_put_in_stays() {
        assert_eq!(fill("a{{x}}b{{y}}{{x}}", &[("x", "{{y}}".into()), ("y", "2".into())]), "a{{y}}b2{{y}}");
        let names: Vec<&str> = FRAME.split("{{").skip(1).filter_map(|piece| Some(piece.split_once("}}")?.0)).collect();
        assert_eq!(
            names,
            ["theme", "script-hash", "style-hash", "title", "style", "title", "subtitle", "picture", "data", "script"]
        );
    }

    #[test]
    fn no_name_is_given_twice_in_the_script() {
        let mut names: Vec<&str> = SCRIPT.iter().flat_map(|part| part.lines()).filter_map(declared).collect();
        names.sort_unstable();
        let twice: Vec<&[&str]> = names.windows(2).filter(|two| two[0] == two[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
        assert!(names.len() > 100 && names.contains(&"update"));
    }

    /// The name that a line of the outermost level declares; none of several that are taken apart.
    fn declared(line: &str) -> Option<&str> {
        let rest = ["function ", "async function ", "const ", "let ", "class "].iter();
        let rest = rest.filter_map(|word| line.strip_prefix(word)).next()?;
        let name = rest.split(|sign: char| !sign.is_alphanumeric() && !"_$".contains(sign)).next();
        name.filter(|name| !name.is_empty())
    }

    #[test]
    fn the_script_can_stand_in_a_page() {
        for part in SCRIPT {
            let lower = part.to_lowercase();
            assert!(!lower.contains("</script") && !lower.contains("<!--"), "it would end there");
            assert!(!lower.contains("innerhtml") && !lower.contains("eval("), "text goes in as text");
            assert!(part.lines().count() <= 300);
        }
    }
}
