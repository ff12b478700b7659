//! `demarche render`: a picture of a graph.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use super::Streams;
use super::args::{DirectionChoice, GroupChoice, PictureFormat, RenderArgs, ThemeChoice};
use super::error::{CliError, Exit};
use super::graph_file::load;
use super::names::{find_actor, find_kind};
use super::output::Output;
use super::picture::{Drawing, draw, png};
use crate::graph::ActorGraph;
use crate::render::layout::Direction;
use crate::render::{Actors, GroupBy, Negated, Options, Scene, Scheme, Theme, Timeline, to_timeline};

pub(super) fn run(args: &RenderArgs, streams: Streams) -> Result<Exit, CliError> {
    let format = format_of(args)?;
    let graph = load(&args.graph)?;
    let options = options(args, &graph)?;
    if args.timeline {
        return timeline(args, format, &graph, &options, streams);
    }
    let scene = Scene::new(&graph, &options);
    let drawing = Drawing {
        direction: match args.direction {
            DirectionChoice::Auto => Direction::Auto,
            DirectionChoice::Down => Direction::Down,
            DirectionChoice::Right => Direction::Right,
        },
        engine: args.engine.clone(),
        timeout: Duration::from_secs_f64(args.timeout),
    };
    // A place that cannot be written to is known before the work.
    let mut output = Output::open(args.output.as_deref())?;
    let picture = draw(&graph, &options, &scene, format, &drawing, streams)?;
    output.write_all(&picture).map_err(|error| output.failed(&error))?;
    let to_file = !output.is_stdout();
    output.finish()?;
    if scene.nodes.is_empty() {
        streams.warn("nothing to draw: no relation is left after the filters");
    } else if let (true, Some(path)) = (to_file, &args.output) {
        eprintln!("wrote {}: {}", path.display(), scene.subtitle);
    }
    Ok(Exit::Done)
}

fn timeline(
    args: &RenderArgs,
    format: PictureFormat,
    graph: &ActorGraph,
    options: &Options,
    streams: Streams,
) -> Result<Exit, CliError> {
    if format == PictureFormat::Dot {
        return Err(CliError::bad_input("a timeline is no graph for Graphviz").hint("write it as .svg or .png"));
    }
    if format == PictureFormat::Html {
        return Err(CliError::bad_input("every page has its timeline")
            .hint("leave out `--timeline`, or write it as .svg or .png"));
    }
    let svg = to_timeline(graph, options);
    let mut output = Output::open(args.output.as_deref())?;
    let bytes = if format == PictureFormat::Png { png(&svg, streams)? } else { svg.into_bytes() };
    output.write_all(&bytes).map_err(|error| output.failed(&error))?;
    let to_file = !output.is_stdout();
    output.finish()?;
    let found = Timeline::new(graph, options);
    if found.rows.is_empty() {
        streams.warn("nothing to draw: no relation with a month is left after the filters");
    } else if let (true, Some(path)) = (to_file, &args.output) {
        eprintln!("wrote {}: {}", path.display(), found.subtitle());
    }
    Ok(Exit::Done)
}

/// The format that was asked for, else the one of the output's extension, else SVG.
fn format_of(args: &RenderArgs) -> Result<PictureFormat, CliError> {
    let path = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let (None, Some(path)) = (args.format, path) else { return Ok(args.format.unwrap_or_default()) };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("svg") => Ok(PictureFormat::Svg),
        Some("png") => Ok(PictureFormat::Png),
        Some("dot" | "gv") => Ok(PictureFormat::Dot),
        Some("html" | "htm") => Ok(PictureFormat::Html),
        _ => Err(CliError::bad_input(format!("`{}` does not tell the format", path.display()))
            .hint("use .html, .svg, .png or .dot, or say `--format`")),
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
        limit: args.limit,
        actors: Actors::Related,
        group_by: match args.group_by {
            GroupChoice::Side => GroupBy::Side,
            GroupChoice::Kind => GroupBy::Kind,
            GroupChoice::None => GroupBy::None,
        },
        theme: match args.theme {
            Some(ThemeChoice::Light) | None => Theme::Light,
            Some(ThemeChoice::Dark) => Theme::Dark,
            Some(ThemeChoice::Print) => Theme::Print,
            Some(ThemeChoice::Colorblind) => Theme::Colorblind,
        },
        scheme: if args.theme.is_some() { Scheme::Theme } else { Scheme::System },
        negated: if args.all { Negated::Show } else { Negated::Hide },
        title: args.title.clone(),
    })
}
