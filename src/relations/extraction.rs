use super::Relation;
use crate::actors::Cast;
use crate::text::Document;

/// All that was found in one document: who is in it, and who does what to whom.
///
/// ```
/// use demarche::{Document, actors::Cast, relations::Extraction};
/// let document = Document::new("note-1", "Nothing happened.");
/// let extraction = Extraction { document: &document, cast: Cast::default(), relations: Vec::new() };
/// assert!(extraction.relations.is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct Extraction<'d> {
    /// What was read.
    pub document: &'d Document,
    /// The actors, and where they are mentioned.
    pub cast: Cast,
    /// The relations in text order, one for each time a sentence tells one; their ends are indices into the cast's actors.
    pub relations: Vec<Relation>,
}

impl<'d> Extraction<'d> {
    /// Puts together what was found, without the states that a capital or a title only might mean.
    pub(crate) fn new(document: &'d Document, mut cast: Cast, mut relations: Vec<Relation>) -> Self {
        let ends = |r: &Relation| [Some(r.source), Some(r.target), r.attribution];
        let places = cast.retain_named(relations.iter().flat_map(ends).flatten());
        let place = |actor: usize| places.get(actor).copied().flatten().unwrap_or(actor);
        for relation in &mut relations {
            (relation.source, relation.target) = (place(relation.source), place(relation.target));
            relation.attribution = relation.attribution.map(place);
        }
        Extraction { document, cast, relations }
    }
}
