//! Tokens, tags, trees and entities of English text.

mod labels;
mod parsed;

pub use labels::{Dep, EntityLabel, Pos, Tag};
pub use parsed::{Entity, Parsed, Token};
