//! Pictures: what they show, how they are laid out, and that any name is safe in them.

#![cfg(feature = "render")]

mod layout;
mod made;
mod names;
mod picture;
mod scene;
mod timeline;
