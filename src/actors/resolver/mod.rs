//! Finds the mentions of a document and says which actor each is.
//!
//! Reads: a parse and the catalog. Gives: a [`Cast`].
//! How: names (catalog and entity recognizer together) -> kinds of unknown names -> bodies ("Syrian army") -> titles and
//! appositions -> links of names -> coreference. Each step is one file; a wrong confident link is worse than an actor of its own.
//! Does not: read what the actors do (`relations`).

mod affiliation;
mod appositions;
mod around;
mod bodies;
mod bracketed;
mod coref;
mod draft;
mod finish;
mod given;
mod link;
mod missed;
mod names;
mod owned;
mod page;
mod persons;
mod places;
mod repair;
mod roles;
mod roster;
mod support;
mod surnames;
#[cfg(test)]
mod tests;
mod titles;
mod types;
mod wholes;
mod wide;
mod words;

use std::sync::Arc;

pub use affiliation::Affiliation;
pub use surnames::is_surname;

use super::{Cast, Catalog};
use crate::nlp::Parsed;
use crate::text::Span;

/// Finds who is in a document.
///
/// ```
/// use demarche::{Document, actors::{Catalog, Resolver}, nlp::Pipeline};
/// let resolver = Resolver::new(Catalog::builtin()?.into());
/// let document = Document::new("note-1", "France accused Iran. Its president said so.");
/// let cast = resolver.resolve(&Pipeline::builtin()?.parse(&document));
/// assert_eq!(&*cast.actors[0].id, "state:FRA");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Resolver {
    catalog: Arc<Catalog>,
}

impl Resolver {
    /// Makes a resolver over a catalog. It keeps nothing of the documents it reads: one serves all threads.
    pub fn new(catalog: Arc<Catalog>) -> Self {
        Resolver { catalog }
    }

    /// Finds all mentions and resolves them. Cost: linear.
    pub fn resolve(&self, parsed: &Parsed<'_>) -> Cast {
        let page = page::Page::new(parsed, &self.catalog);
        let mut drafts = names::find(&page);
        types::settle(&page, &mut drafts);
        missed::find(&page, &mut drafts);
        bodies::find(&page, &mut drafts);
        titles::find(&page, &mut drafts);
        let mut roster = link::link(&page, &mut drafts);
        let coref::Found { voices, lands } = coref::find(&page, &mut drafts, &mut roster);
        finish::finish(&page, drafts, roster, voices, &lands)
    }

    /// Reads a text that names or describes one actor ("a Syrian army officer", "police in Lyon"): where it belongs and what
    /// it does, as far as the words and the catalog tell; `cast` is what [`Resolver::resolve`] found in the same text.
    ///
    /// ```
    /// use demarche::{Document, actors::{Catalog, Resolver}, nlp::Pipeline};
    /// let resolver = Resolver::new(Catalog::builtin()?.into());
    /// let phrase = Document::new("phrase", "a retired Kenyan army officer");
    /// let parsed = Pipeline::builtin()?.parse(&phrase);
    /// let affiliation = resolver.affiliation(&parsed, &resolver.resolve(&parsed));
    /// assert_eq!(affiliation.country.as_deref(), Some("KEN"));
    /// assert_eq!(affiliation.sector.as_deref(), Some("MIL"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn affiliation(&self, parsed: &Parsed<'_>, cast: &Cast) -> Affiliation {
        let page = page::Page::new(parsed, &self.catalog);
        let reader = affiliation::Reader { page: &page, mentions: &cast.mentions, actors: &cast.actors };
        reader.phrase(0..page.len())
    }

    /// Resolves given mentions: spans of bytes, heads are looked up in the tree. What is found beside them stays around them;
    /// [`Cast::only_marked`] leaves it out.
    ///
    /// A span that names nobody known is an actor of its own; one that covers no token, or is no place in the text, is left
    /// out. Cost: linear for spans that do not nest.
    ///
    /// ```
    /// use demarche::{Document, Span, actors::{Catalog, Resolver}, nlp::Pipeline};
    ///
    /// let document = Document::new("test", "Kenya scolded two fishermen.");
    /// let parsed = Pipeline::builtin()?.parse(&document);
    /// let resolver = Resolver::new(Catalog::builtin()?.into());
    /// let cast = resolver.resolve_given(&parsed, &[Span::new(14, 27)]);
    /// assert_eq!(cast.mentions.len(), 2);
    /// assert_eq!(cast.only_marked().mentions[0].span, Span::new(14, 27));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resolve_given(&self, parsed: &Parsed<'_>, spans: &[Span]) -> Cast {
        given::resolve(parsed, &self.catalog, self.resolve(parsed), spans)
    }
}
