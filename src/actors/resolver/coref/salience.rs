//! The weights by which a pronoun chooses among earlier mentions.
//!
//! Reads: `data/actors/salience.tsv`, built in. Gives: the weight of each feature.

use std::sync::LazyLock;

use crate::actors::CatalogError;
use crate::actors::catalog::table;

/// One property of a mention, or of the choice among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feature {
    /// For each sentence between.
    SentenceBack,
    /// For each token between, a hundred at most.
    TokenBack,
    OtherParagraph,
    Subject,
    /// It stands before a noun: "Russian".
    Modifier,
    /// Its gender is known, and is the pronoun's.
    GenderKnown,
    PronounBefore,
    /// Times the logarithm of the number of mentions by name.
    NamedOften,
    /// A common noun that names no actor.
    CommonNoun,
    /// An organization that the catalog does not know and the document names once.
    UnknownName,
    /// Both are objects.
    Parallel,
    SeveralForThey,
    PluralForThey,
    /// A common noun in the plural.
    PluralNounForThey,
    GroupForThey,
    PersonForThey,
    StateForThey,
    PlaceForIt,
    /// How far the best must lie ahead of the next.
    Margin,
    /// The fewest points that make a link.
    Floor,
}

const NAMES: [&str; Feature::Floor as usize + 1] = [
    "sentence-back",
    "token-back",
    "other-paragraph",
    "subject",
    "modifier",
    "gender-known",
    "pronoun-before",
    "named-often",
    "common-noun",
    "unknown-name",
    "parallel",
    "several-for-they",
    "plural-for-they",
    "plural-noun-for-they",
    "group-for-they",
    "person-for-they",
    "state-for-they",
    "place-for-it",
    "margin",
    "floor",
];

static WEIGHTS: LazyLock<[f32; NAMES.len()]> = LazyLock::new(|| read().expect("a test reads the built-in table"));

impl Feature {
    /// The points it gives.
    pub fn weight(self) -> f32 {
        WEIGHTS[self as usize]
    }

    /// The points it gives where it holds.
    pub fn when(self, holds: bool) -> f32 {
        if holds { self.weight() } else { 0.0 }
    }
}

fn read() -> Result<[f32; NAMES.len()], CatalogError> {
    let text = include_str!("../../../../data/actors/salience.tsv");
    let mut weights = [f32::NAN; NAMES.len()];
    for row in table::read("salience.tsv", text, ["feature", "weight"])? {
        let [feature, weight] = row.cells;
        let slot = NAMES.iter().position(|name| *name == feature).and_then(|at| weights.get_mut(at));
        let slot = slot.filter(|slot| slot.is_nan()).ok_or_else(|| row.bad("feature of its own", feature))?;
        *slot = weight.parse().map_err(|_| row.bad("number", weight))?;
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_weight() {
        for (name, weight) in NAMES.iter().zip(read().unwrap()) {
            assert!(weight.is_finite(), "{name}");
        }
        assert!(Feature::Subject.weight() > 0.0 && Feature::SentenceBack.weight() < 0.0);
        assert_eq!(Feature::Subject.when(false), 0.0);
    }
}
