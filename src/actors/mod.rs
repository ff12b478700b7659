//! Who exists, where they are named, and which of them a mention is.

mod actor;
mod cast;

pub use actor::{Actor, ActorKind};
pub use cast::{Cast, Form, Mention, Title};
