//! Who exists, where they are named, and which of them a mention is.

mod actor;
mod cast;
pub mod catalog;
mod ids;
mod learn;
mod recase;
mod resolver;
mod rules;

pub use actor::{Actor, ActorKind};
pub use cast::{Cast, Form, Mention, Title, Voice};
pub use catalog::{
    ActorFile, ActorFormat, ActorRow, AliasKind, BodyRecord, BodySense, Catalog, CatalogActor, CatalogError, Checked,
    Fault, Gender, Imported, KnownName, NameCase, Office, Origin, Posting, TitleModifier, TitleRecord, UsState,
    write_actors,
};
pub use learn::{Learned, Unknown};
pub use recase::sentence_case;
pub use resolver::{Affiliation, Resolver, is_surname};
pub use rules::link_rule_words;
