//! Who did what to whom: kinds, triggers, frames, status.
//!
//! Reads: a document's trees and its cast. Gives: [`Relation`]s in text order, each with its evidence.
//! How: every trigger of the lexicon looks up its frame; the frame says which place of the clause is source and which is target;
//! what governs the trigger says how real the relation is.
//! Does not: resolve names (`actors`), merge relations into a graph (`graph`), read files.

mod addressed;
mod authority;
mod authors;
mod belonging;
mod beneficiaries;
mod beside;
mod carriers;
mod circumstances;
pub mod classifier;
mod clause;
mod complements;
mod counterparts;
mod dates;
mod extraction;
mod extractor;
mod faced;
mod frames;
mod garden_path;
mod given;
mod governing;
mod governors;
mod groups;
mod hearsay;
mod in_clause;
mod joined_verbs;
mod judgments;
mod left_open;
mod lexicon;
mod located;
mod matching;
mod measures;
mod ontology;
mod opponents;
mod partners;
mod peoples;
mod predicated;
mod predicates;
mod present;
mod quoted;
mod quotes;
mod reach;
mod reality;
mod relation;
mod roles;
mod sides;
mod some;
mod speakers;
mod subjects;
mod suffered;
mod suggest;
mod summed_up;
mod table;
mod tables;
mod taken_up;
mod telling;
mod ties;
mod topics;
mod user;

pub use extraction::Extraction;
pub use extractor::Extractor;
pub use frames::{Frame, Slot, TriggerPos};
pub use governors::{Effect, Governors};
pub use lexicon::{Lexicon, Strength, Trigger};
pub use ontology::{
    Answers, Authority, Capital, Coded, Complement, Inside, Kind, KindRecord, Located, Ontology, QuadClass,
};
pub use relation::{Evidence, Precision, Relation, Status, When};
pub use suggest::{Example, Suggester, Suggestion, SuggestionFormat, Suggestions, write_suggestions};
pub use table::TableError;
pub use user::{CheckedLexicon, LexiconFile, Notice};
