//! What the scorers ask of a kind of relation: its class, its quad class, its direction, its sentiment.
//!
//! All of it comes from the library's ontology.

use std::sync::LazyLock;

use demarche::relations::{Kind, Ontology, QuadClass, Status};

use crate::reading::RelationRead;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(Ontology::builtin);

/// Finds a kind by any of its spellings.
pub fn kind(name: &str) -> Option<Kind> {
    ONTOLOGY.kind(&name.to_lowercase())
}

/// An event as the sentence sets know it: 15 classes in 4 quads. An alliance counts as cooperation, other ties as nothing.
#[derive(Debug, Clone)]
pub struct Event {
    pub kind: Kind,
    pub class: &'static str,
    pub quad: u8,
}

impl Event {
    /// Finds the event of a kind; none for ties other than alliances.
    pub fn of(name: &str) -> Option<Self> {
        let kind = kind(name)?;
        let place = if kind.name == "allied-with" { "COOPERATE" } else { &kind.class };
        let (class, quad) = CLASSES.iter().find(|(class, _)| class == place)?;
        Some(Event { class, quad: *quad, kind })
    }

    /// Gives class and quad class as PLOVER's codebook has them, which the sets of sentences follow.
    pub fn coded(&self, relation: &RelationRead) -> (&'static str, u8) {
        let planned = relation.status.as_deref() == Some(Status::Planned.as_str());
        let status = if planned { Status::Planned } else { Status::Actual };
        let coded = self.kind.plover(status, relation.mode.as_deref());
        let known = CLASSES.iter().find(|(class, _)| class == coded);
        known.map_or((self.class, self.quad), |(class, quad)| (class, *quad))
    }

    /// Says whether the source speaks or acts well (`pos`) or ill (`neg`) of the target.
    pub fn sentiment(&self) -> Option<&'static str> {
        match self.quad {
            1 | 2 => (self.class != "CONSULT").then_some("pos"),
            _ => (self.kind.name != "requests").then_some("neg"),
        }
    }
}

/// The event classes by name, each with the number of its quad class.
pub static CLASSES: LazyLock<Vec<(String, u8)>> = LazyLock::new(|| {
    let mut classes: Vec<_> = ONTOLOGY
        .kinds()
        .filter_map(|kind| {
            let quad = match kind.quad {
                QuadClass::VerbalCooperation => 1,
                QuadClass::MaterialCooperation => 2,
                QuadClass::VerbalConflict => 3,
                QuadClass::MaterialConflict => 4,
                _ => return None,
            };
            Some((kind.class.clone(), quad))
        })
        .collect();
    classes.sort_unstable();
    classes.dedup();
    classes
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_have_class_quad_and_sentiment() {
        assert_eq!(CLASSES.len(), 15);
        for (name, class, quad, sentiment) in [
            ("threatens", "THREATEN", 3, Some("neg")),
            ("NEGOTIATES_WITH", "CONSULT", 1, None),
            ("requests", "REQUEST", 3, None),
            ("demands", "REQUEST", 3, Some("neg")),
            ("allied-with", "COOPERATE", 2, Some("pos")),
        ] {
            let event = Event::of(name).unwrap();
            assert_eq!((event.class, event.quad, event.sentiment()), (class, quad, sentiment), "{name}");
        }
        assert!(Event::of("leads").is_none());
        assert!(Event::of("befriends").is_none());
    }
}
