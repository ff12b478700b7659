//! Who exists, where they are named, and which of them a mention is.

mod actor;
mod cast;
pub mod catalog;
mod ids;
mod recase;
mod resolver;

pub use actor::{Actor, ActorKind};
pub use cast::{Cast, Form, Mention, Title, Voice};
pub use catalog::{
    ActorFile, AliasKind, BodyRecord, BodySense, Catalog, CatalogActor, CatalogError, Checked, Fault, Gender, Office,
    Posting, TitleModifier, TitleRecord, UsState,
};
pub use recase::sentence_case;
pub use resolver::{Affiliation, Resolver};
