//! Pictures: what they show, how they are laid out, and that any name is safe in them.

#![cfg(feature = "render")]

mod layout;
mod made;
mod names;
mod picture;
mod scene;
mod timeline;

use demarche::render::layout::{Builtin, Direction, Layout as _};
use demarche::render::{Scene, to_svg};

/// Draws a scene with the built-in engine.
fn svg(scene: &Scene) -> String {
    let plan = scene.plan(Direction::Auto);
    to_svg(scene, &plan, &Builtin::default().lay_out(&plan).unwrap())
}
