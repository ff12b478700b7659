//! From a scene to the bytes of a picture, within a time limit.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::Streams;
use super::args::PictureFormat;
use super::error::{CliError, Exit};
use super::graphviz;
use crate::graph::ActorGraph;
use crate::render::layout::{Builtin, Direction, Graphviz, Layout, Placed, Plan};
use crate::render::{Fonts, Options, RenderError, Scene, to_dot, to_page, to_png_with, to_svg};

/// Name of the engine that needs nothing installed.
const BUILTIN: &str = "builtin";
/// Signs without a font that are named.
const SIGNS: usize = 8;
/// Layout descends deeply into large graphs.
const STACK: usize = 64 << 20;

/// How a picture is laid out.
pub(super) struct Drawing {
    pub direction: Direction,
    /// `builtin`, or a program of Graphviz.
    pub engine: String,
    pub timeout: Duration,
}

impl Default for Drawing {
    fn default() -> Self {
        Drawing { direction: Direction::Auto, engine: BUILTIN.into(), timeout: Duration::from_secs(30) }
    }
}

/// Draws a graph; `scene` is the one of these options.
pub(super) fn draw(
    graph: &ActorGraph,
    options: &Options,
    scene: &Scene,
    format: PictureFormat,
    drawing: &Drawing,
    streams: Streams,
) -> Result<Vec<u8>, CliError> {
    if format == PictureFormat::Dot {
        return Ok(to_dot(scene).into_bytes());
    }
    let run = |dot: &str| graphviz::run(&drawing.engine, dot, drawing.timeout);
    let engine: &dyn Layout = if drawing.engine == BUILTIN {
        &Limited { timeout: drawing.timeout }
    } else {
        &Graphviz::new(&drawing.engine, run)
    };
    if format == PictureFormat::Html {
        let page = to_page(graph, options, drawing.direction, engine);
        return page.map(String::into_bytes).map_err(|error| failed(&error));
    }
    let plan = scene.plan(drawing.direction);
    let placed = engine.lay_out(&plan).map_err(|error| failed(&error))?;
    let svg = to_svg(scene, &plan, &placed);
    match format {
        PictureFormat::Png => png(&svg, streams),
        _ => Ok(svg.into_bytes()),
    }
}

/// Makes pixels of an SVG; says so where no font has a sign.
pub(super) fn png(svg: &str, streams: Streams) -> Result<Vec<u8>, CliError> {
    let png = to_png_with(svg, Fonts::System).map_err(|error| failed(&error))?;
    if !png.missing.is_empty() {
        let mut signs: Vec<String> = png.missing.iter().take(SIGNS).map(char::to_string).collect();
        if png.missing.len() > SIGNS {
            signs.push("…".into());
        }
        streams.warn(&format!(
            "no font on this machine has {} and the like: boxes stand for them (install one, or write .svg)",
            signs.join(" ")
        ));
    }
    Ok(png.bytes)
}

fn failed(error: &RenderError) -> CliError {
    CliError::new(Exit::NoEngine, error.to_string()).hint(error.hint())
}

/// The built-in engine in a thread that is left behind where it takes too long.
struct Limited {
    timeout: Duration,
}

impl Layout for Limited {
    fn name(&self) -> &str {
        BUILTIN
    }

    fn lay_out(&self, plan: &Plan) -> Result<Placed, RenderError> {
        let (sender, receiver) = mpsc::channel();
        // A panic of the engine becomes an error with its own words: the usual report would stand beside it.
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let plan = plan.clone();
        let work = move || {
            let _ = sender.send(Builtin::default().lay_out(&plan)); // Nobody listens after the time limit.
        };
        let start = Instant::now();
        let spawned = thread::Builder::new().stack_size(STACK).spawn(work);
        let done = spawned.map(|_| receiver.recv_timeout(self.timeout));
        std::panic::set_hook(hook);
        match done {
            // On a busy machine the layout may be there, and late, before anybody has begun to wait for it.
            Ok(Ok(placed)) if start.elapsed() <= self.timeout => placed,
            Ok(Ok(_) | Err(mpsc::RecvTimeoutError::Timeout)) => {
                Err(RenderError::layout(BUILTIN, graphviz::too_slow(self.timeout)))
            }
            Ok(Err(mpsc::RecvTimeoutError::Disconnected)) => Err(RenderError::layout(BUILTIN, "it trapped")),
            Err(error) => Err(RenderError::layout(BUILTIN, format!("no thread could be started ({error})"))),
        }
    }
}
