//! The tables of the built-in lexicon, as they stand in `data/lexicon`.

/// Declares the tables of the built-in lexicon.
macro_rules! tables {
    ($($name:literal),+ $(,)?) => {
        &[$((concat!("data/lexicon/", $name, ".tsv"), include_str!(concat!("../../data/lexicon/", $name, ".tsv")))),+]
    };
}

/// Each with its name.
pub(super) const TABLES: &[(&str, &str)] = tables![
    "accuses",
    "agrees-with",
    "aids",
    "allied-with",
    "attacks",
    "coerces",
    "cooperates-with",
    "criticizes",
    "demands",
    "judgments",
    "leads",
    "meets",
    "member-of",
    "mobilizes-against",
    "negotiates-with",
    "part-of",
    "praises",
    "protests-against",
    "rejects",
    "represents",
    "requests",
    "sanctions",
    "supports",
    "threatens",
    "yields-to",
];
