//! A graph of a document as the hand-made ones are written, and the match of two of them.
//!
//! Actors are matched one to one by shared names, most shared names first. Relations match when both ends and the label do.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use demarche::relations::QuadClass;
use fancy_regex::Regex;
use serde::{Deserialize, Serialize};

use crate::kinds::kind;
use crate::reading::{ActorRead, EvidenceRead};
use crate::spans::{WORDS, listed, words};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Graph {
    pub id: String,
    pub actors: Vec<ActorRead>,
    pub relations: Vec<Edge>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Edge {
    pub source: String,
    pub target: String,
    pub kind: String,
    pub status: Option<String>,
    /// Found by one reader only: neither earns nor costs anything.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    #[serde(default)]
    pub evidence: EdgeEvidence,
}

/// The evidence of an edge: one verbatim piece, or the sentences.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum EdgeEvidence {
    Piece(String),
    Sentences(Vec<EvidenceRead>),
}

impl Default for EdgeEvidence {
    fn default() -> Self {
        EdgeEvidence::Sentences(Vec::new())
    }
}

impl EdgeEvidence {
    pub fn texts(&self) -> Vec<&str> {
        match self {
            EdgeEvidence::Piece(piece) => vec![piece],
            EdgeEvidence::Sentences(sentences) => sentences.iter().map(|of| of.sentence.as_str()).collect(),
        }
    }

    /// Gives the sentences; of a piece, itself.
    pub fn sentences(self) -> Vec<EvidenceRead> {
        match self {
            EdgeEvidence::Piece(sentence) => vec![EvidenceRead { sentence, ..EvidenceRead::default() }],
            EdgeEvidence::Sentences(sentences) => sentences,
        }
    }

    /// Says by which rules and triggers it was found.
    pub fn detail(&self) -> String {
        match self {
            EdgeEvidence::Piece(piece) => piece.clone(),
            EdgeEvidence::Sentences(all) => {
                let details: Vec<String> = all.iter().map(|of| format!("{}: {}", of.rule, of.trigger)).collect();
                details.join("; ")
            }
        }
    }

    /// Gives the different words, lower case.
    pub fn words(&self) -> BTreeSet<String> {
        self.texts().iter().flat_map(|text| words(text)).map(str::to_lowercase).collect()
    }
}

/// By what relations are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Kind,
    Class,
    Quad,
    Dyad,
}

/// Which kinds take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    All,
    Events,
    Ties,
}

/// An end of a compared relation: an actor of the hand-made graph, or one of the other graph that matches none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    Unmatched(String),
    Gold(String),
}

/// Source, target, label.
pub type Compared = (End, End, String);

/// Actors of the other graph to those of the hand-made one.
pub type Matching = BTreeMap<String, String>;

/// Gives an end as it is compared; without a matching, the graph is the hand-made one itself.
pub fn end(id: &str, matching: Option<&Matching>) -> End {
    match matching {
        None => End::Gold(id.to_owned()),
        Some(matching) => match matching.get(id) {
            Some(gold) => End::Gold(gold.clone()),
            None => End::Unmatched(id.to_owned()),
        },
    }
}

/// Gives a relation as it is compared; none where it is negated, of an unknown kind, or takes no part.
pub fn compared(edge: &Edge, level: Level, part: Part, matching: Option<&Matching>) -> Option<Compared> {
    let kind = kind(&edge.kind).filter(|_| edge.status.as_deref() != Some("negated"))?;
    let tie = kind.quad == QuadClass::Tie;
    if part == Part::Events && tie || part == Part::Ties && !tie {
        return None;
    }
    let label = match level {
        Level::Kind => kind.name.clone(),
        Level::Class => kind.class.clone(),
        Level::Quad => format!("{:?}", kind.quad),
        Level::Dyad => String::new(),
    };
    let (source, target) = (end(&edge.source, matching), end(&edge.target, matching));
    let turned = kind.reciprocal && target < source;
    Some(if turned { (target, source, label) } else { (source, target, label) })
}

impl Graph {
    /// Gives the different relations as they are compared: those that count, or those that are optional.
    pub fn compared(
        &self,
        level: Level,
        part: Part,
        matching: Option<&Matching>,
        optional: bool,
    ) -> BTreeSet<Compared> {
        let edges = self.relations.iter().filter(|edge| edge.optional == optional);
        edges.filter_map(|edge| compared(edge, level, part, matching)).collect()
    }

    /// Matches the actors of `other` to the own ones.
    pub fn matching(&self, other: &Graph) -> Matching {
        let keys = |graph: &Graph| graph.actors.iter().map(|actor| (actor.id.clone(), keys(actor))).collect::<Vec<_>>();
        let (own, others) = (keys(self), keys(other));
        let mut pairs: Vec<(Reverse<usize>, &String, &String)> = own
            .iter()
            .flat_map(|(gold, own)| {
                others.iter().map(move |(id, keys)| (Reverse(own.intersection(keys).count()), gold, id))
            })
            .filter(|(Reverse(shared), ..)| *shared > 0)
            .collect();
        pairs.sort();
        let (mut matching, mut used) = (Matching::new(), BTreeSet::new());
        for (_, gold, id) in pairs {
            if !used.contains(gold) && !matching.contains_key(id) {
                matching.insert(id.clone(), gold.clone());
                used.insert(gold);
            }
        }
        matching
    }
}

/// Gives the names of an actor as they are compared: with and without titles.
fn keys(actor: &ActorRead) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for name in [&actor.name].into_iter().chain(&actor.aliases) {
        let name = normal(name);
        let bare: Vec<&str> = name.split_whitespace().filter(|word| !listed(&WORDS.titles, word)).collect();
        let bare = bare.join(" ");
        if bare.chars().count() > 2 {
            keys.insert(bare);
        }
        if !name.is_empty() {
            keys.insert(name);
        }
    }
    keys
}

/// Brings a name to lower case, without possessive, articles and dots.
fn normal(name: &str) -> String {
    static POSSESSIVE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"['’]s?\b").expect("a fixed expression"));
    let name = name.to_lowercase();
    let name = POSSESSIVE.replace_all(&name, "");
    let inside = |c: char| c.is_alphanumeric() || "_.&-".contains(c);
    let words = name.split(|c| !inside(c)).filter(|word| !word.is_empty() && !listed(&WORDS.articles, word));
    words.collect::<Vec<_>>().join(" ").replace('.', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(id: &str, name: &str, aliases: &[&str]) -> ActorRead {
        let aliases = aliases.iter().map(|alias| alias.to_string()).collect();
        ActorRead { id: id.into(), name: name.into(), kind: String::new(), aliases }
    }

    fn edge(source: &str, target: &str, kind: &str, status: &str) -> Edge {
        let (source, target, kind) = (source.into(), target.into(), kind.into());
        Edge { source, target, kind, status: Some(status.into()), optional: false, evidence: EdgeEvidence::default() }
    }

    #[test]
    fn names_lose_what_does_not_tell_them_apart() {
        assert_eq!(normal("The U.S.'s"), "us");
        assert_eq!(normal("O'Brien's"), "obrien");
        assert_eq!(normal("Smith & Sons, Inc."), "smith & sons inc");
        assert_eq!(keys(&actor("p", "Sen. Jane Doe", &[])), ["jane doe", "sen jane doe"].map(String::from).into());
    }

    #[test]
    fn most_shared_names_are_matched_first() {
        let own =
            Graph { actors: vec![actor("a1", "Doe", &[]), actor("a2", "Jane Doe", &["Doe"])], ..Graph::default() };
        let other =
            Graph { actors: vec![actor("p", "Jane Doe", &["Doe"]), actor("q", "Roe", &[])], ..Graph::default() };
        assert_eq!(own.matching(&other), [("p".to_owned(), "a2".to_owned())].into());
    }

    #[test]
    fn reciprocal_relations_match_in_either_direction_and_others_do_not() {
        let same = |a: &Edge, b: &Edge| {
            compared(a, Level::Class, Part::All, None) == compared(b, Level::Class, Part::All, None)
        };
        assert!(same(&edge("a", "b", "meets", "actual"), &edge("b", "a", "negotiates-with", "planned")));
        assert!(!same(&edge("a", "b", "accuses", "actual"), &edge("b", "a", "accuses", "actual")));
    }

    #[test]
    fn negated_and_unknown_relations_take_no_part() {
        assert_eq!(compared(&edge("a", "b", "meets", "negated"), Level::Dyad, Part::All, None), None);
        assert_eq!(compared(&edge("a", "b", "befriends", "actual"), Level::Dyad, Part::All, None), None);
        assert_eq!(compared(&edge("a", "b", "meets", "actual"), Level::Dyad, Part::Ties, None), None);
    }
}
