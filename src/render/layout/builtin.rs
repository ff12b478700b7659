//! The built-in engine: tries several ways for each piece of a picture and takes the best.

use rayon::prelude::*;

use super::components::{Piece, pack, split};
use super::elk::{self, Placement, Way};
use super::order::backward;
use super::{Direction, Layout, Placed, Plan, Report};
use crate::render::RenderError;

pub(super) const NAME: &str = "builtin";
/// Pictures are about so many times as wide as high: a screen, a page on its side.
const ASPECT: f64 = 1.4;
/// Boxes and lines of a picture that is large.
const LARGE: usize = 200;
/// Rounds in which the order of lines is smoothed: less, more. Either can give the better picture.
const NEAR: u32 = 30;
const NEARER: u32 = 100;
/// Stack of the threads that lay out.
const STACK: usize = 64 << 20;

/// The built-in engine. Needs nothing installed.
///
/// How many ways are tried depends on the size of the picture, never on the clock: the same plan gives the same places.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Builtin {}

impl Layout for Builtin {
    fn name(&self) -> &str {
        NAME
    }

    fn lay_out(&self, plan: &Plan) -> Result<Placed, RenderError> {
        if let Some(fault) = plan.fault() {
            return Err(RenderError::layout(NAME, fault));
        }
        let pieces = split(plan);
        let of_large = plan.boxes.len() + plan.lines.len() > LARGE;
        let tried: Vec<(usize, Way)> = pieces
            .iter()
            .enumerate()
            .flat_map(|(at, piece)| ways(&piece.plan, of_large).into_iter().map(move |way| (at, way)))
            .collect();
        let run = |&(at, way): &(usize, Way)| {
            let placed = elk::lay_out(&pieces[at].plan, way)?;
            Ok((at, cost(&Report::new(&pieces[at].plan, &placed)), placed))
        };
        let work = || tried.par_iter().map(run).collect::<Vec<Result<_, RenderError>>>();
        // The engine descends deeply into large graphs; threads that are missing only make it slower.
        let threads = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
        let done = threads.map_or_else(|_| work(), |threads| threads.install(work));
        let mut best: Vec<Option<(f64, Placed)>> = vec![None; pieces.len()];
        let mut fault = RenderError::layout(NAME, "there is no way to try");
        for result in done {
            match result {
                Ok((at, cost, placed)) if best[at].as_ref().is_none_or(|best| cost < best.0) => {
                    best[at] = Some((cost, placed));
                }
                Ok(_) => {}
                Err(error) => fault = error,
            }
        }
        let placed: Option<Vec<(Piece, Placed)>> =
            pieces.into_iter().zip(best).map(|(piece, best)| Some((piece, best?.1))).collect();
        Ok(pack(plan, &placed.ok_or(fault)?, ASPECT))
    }
}

/// What is tried with a piece, by size: small ones in many ways, large ones and those of large pictures in few.
fn ways(plan: &Plan, of_large: bool) -> Vec<Way> {
    let size = plan.boxes.len() + plan.lines.len();
    let (seeds, orders): (u32, &[u32]) = match size {
        0..=6 => (1, &[0]),
        7..=40 => (4, &[0, NEAR, NEARER]),
        41..=110 => (2, &[NEAR, NEARER]),
        111..=800 => (1, &[NEAR, NEARER]),
        _ => (1, &[NEAR]),
    };
    let directions: &[bool] = match plan.direction {
        // Labels are wider than high: large pictures are smaller from left to right.
        Direction::Auto if size > 200 => &[true],
        Direction::Auto => &[false, true],
        Direction::Down => &[false],
        Direction::Right => &[true],
    };
    let placement = if size > 200 { Placement::BrandesKoepf } else { Placement::NetworkSimplex };
    // Among many pieces the small ones matter less than the time they take together.
    let seeds = if of_large { 1 } else { seeds };
    let mut different: Vec<(u32, Vec<bool>)> = Vec::new();
    for &rounds in orders {
        let turned = backward(plan, rounds);
        if different.iter().all(|(_, other)| *other != turned) {
            different.push((rounds, turned));
        }
    }
    let mut ways = Vec::new();
    for seed in 1..=seeds {
        for &(rounds, _) in &different {
            for &right in directions {
                ways.push(Way { right, placement, rounds, seed, thoroughness: 7 });
            }
        }
    }
    ways
}

/// How bad a picture is.
fn cost(report: &Report) -> f64 {
    let (width, height) = (report.size.width.max(1.0), report.size.height.max(1.0));
    2.0 * report.crossings as f64
        + 8.0 * report.hits() as f64
        + 4.0 * report.lines_over_titles as f64
        + report.crowded_ends as f64
        + report.length / 500.0
        + (width * height).sqrt() / 100.0
        + (width / height / ASPECT).ln().powi(2) * 7.0
}
