//! From a scene to the bytes of a picture, within a time limit.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::args::PictureFormat;
use super::error::{CliError, Exit};
use super::graphviz;
use crate::render::layout::{Builtin, Direction, Graphviz, Layout as _, Placed, Plan};
use crate::render::{RenderError, Scene, to_dot, to_png, to_svg};

/// Name of the engine that needs nothing installed.
const BUILTIN: &str = "builtin";
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

/// Draws a scene.
pub(super) fn draw(scene: &Scene, format: PictureFormat, drawing: &Drawing) -> Result<Vec<u8>, CliError> {
    if format == PictureFormat::Dot {
        return Ok(to_dot(scene).into_bytes());
    }
    let plan = scene.plan(drawing.direction);
    let placed = if drawing.engine == BUILTIN {
        within(drawing.timeout, plan.clone())?
    } else {
        let run = |dot: &str| graphviz::run(&drawing.engine, dot, drawing.timeout);
        Graphviz::new(&drawing.engine, run).lay_out(&plan).map_err(|error| failed(&error))?
    };
    let svg = to_svg(scene, &plan, &placed);
    match format {
        PictureFormat::Png => png(&svg),
        _ => Ok(svg.into_bytes()),
    }
}

/// Makes pixels of an SVG.
pub(super) fn png(svg: &str) -> Result<Vec<u8>, CliError> {
    to_png(svg).map_err(|error| failed(&error))
}

fn failed(error: &RenderError) -> CliError {
    CliError::new(Exit::NoEngine, error.to_string()).hint(error.hint())
}

/// Runs the built-in engine in a thread that is left behind where it takes too long.
fn within(timeout: Duration, plan: Plan) -> Result<Placed, CliError> {
    let (sender, receiver) = mpsc::channel();
    // A panic of the engine becomes an error with its own words: the usual report would stand beside it.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let work = move || {
        let _ = sender.send(Builtin::default().lay_out(&plan)); // Nobody listens after the time limit.
    };
    let spawned = thread::Builder::new().stack_size(STACK).spawn(work);
    let done = spawned.map(|_| receiver.recv_timeout(timeout));
    std::panic::set_hook(hook);
    match done {
        Ok(Ok(placed)) => placed.map_err(|error| failed(&error)),
        Ok(Err(mpsc::RecvTimeoutError::Timeout)) => {
            let error = RenderError::layout(BUILTIN, graphviz::too_slow(timeout));
            Err(failed(&error))
        }
        Ok(Err(mpsc::RecvTimeoutError::Disconnected)) => Err(failed(&RenderError::layout(BUILTIN, "it trapped"))),
        Err(error) => Err(failed(&RenderError::layout(BUILTIN, format!("no thread could be started ({error})")))),
    }
}
