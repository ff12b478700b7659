//! `demarche render`: a picture of a graph.

use std::path::Path;

use super::Streams;
use super::args::{GroupChoice, RenderArgs, ThemeChoice};
use super::error::{CliError, Exit};
use super::graph_file::load;
use super::names::{find_actor, find_kind};
use super::output::Output;
use crate::graph::ActorGraph;
use crate::render::{GroupBy, Negated, Options, Scene, Theme, to_dot};

pub(super) fn run(args: &RenderArgs, streams: Streams) -> Result<Exit, CliError> {
    check_extension(&args.output)?;
    let graph = load(&args.graph)?;
    let options = options(args, &graph)?;
    let scene = Scene::new(&graph, &options);
    let mut output = Output::open(Some(&args.output))?;
    output.write_text(&to_dot(&scene))?;
    let to_file = !output.is_stdout();
    output.finish()?;
    if scene.nodes.is_empty() {
        streams.warn("nothing to draw: no relation is left after the filters");
    } else if to_file {
        let path = args.output.display();
        eprintln!("wrote {path}: {}", scene.subtitle);
        eprintln!("{} draw it with Graphviz: `dot -Tsvg {path} > picture.svg`", streams.err.hint());
    }
    Ok(Exit::Done)
}

fn check_extension(path: &Path) -> Result<(), CliError> {
    match path.extension().and_then(|extension| extension.to_str()) {
        None | Some("dot" | "gv") => Ok(()),
        Some(other) => Err(CliError::bad_input(format!("`.{other}` is no format that `render` writes"))
            .hint("write `.dot` and let Graphviz draw it: `dot -Tsvg graph.dot > graph.svg`")),
    }
}

fn options(args: &RenderArgs, graph: &ActorGraph) -> Result<Options, CliError> {
    let focus = args.focus.as_deref().map(|name| find_actor(graph, name)).transpose()?;
    let kinds = args.kind.iter().map(|name| find_kind(graph.ontology(), name)).collect::<Result<_, _>>()?;
    Ok(Options {
        focus: focus.map(|actor| actor.id.to_string()),
        hops: args.hops,
        kinds,
        since: args.since,
        until: args.until,
        min_count: args.min_count,
        max_lines: args.max_lines,
        group_by: match args.group_by {
            GroupChoice::Side => GroupBy::Side,
            GroupChoice::Kind => GroupBy::Kind,
            GroupChoice::None => GroupBy::None,
        },
        theme: match args.theme {
            ThemeChoice::Light => Theme::Light,
            ThemeChoice::Dark => Theme::Dark,
            ThemeChoice::Print => Theme::Print,
            ThemeChoice::Colorblind => Theme::Colorblind,
        },
        negated: if args.all { Negated::Show } else { Negated::Hide },
        title: args.title.clone(),
    })
}
