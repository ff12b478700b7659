use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::relations::{Evidence, Kind, Precision, Status, When};

/// Names a relation: a hash of what makes it one (document, ends, kind, negated or not, stated date), 16 hexadecimal
/// digits. The same in every run and on every machine; among ten million relations two share one with a chance of
/// about 3 in a million.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(u64);

impl RelationId {
    /// Reads the 16 digits that [`Display`](fmt::Display) writes; none where it is anything else.
    ///
    /// ```
    /// use demarche::graph::RelationId;
    /// let id = RelationId::parse("00c0ffee00c0ffee").unwrap();
    /// assert_eq!(id.to_string(), "00c0ffee00c0ffee");
    /// assert!(RelationId::parse("c0ffee").is_none() && RelationId::parse("+0c0ffee00c0ffee").is_none());
    /// ```
    pub fn parse(hex: &str) -> Option<Self> {
        let plain = hex.len() == 16 && hex.bytes().all(|b| b.is_ascii_hexdigit());
        u64::from_str_radix(hex, 16).ok().filter(|_| plain).map(RelationId)
    }

    /// Names the relation of `edge` between these two; the order of the ends counts only where the kind has a direction.
    pub(super) fn of(source: &str, target: &str, edge: &Edge) -> Self {
        let (first, second) = if edge.kind.reciprocal && target < source { (target, source) } else { (source, target) };
        let negated = if edge.status == Status::Negated { "negated" } else { "" };
        let stated = edge.date.filter(|_| edge.dated_by == DatedBy::Text);
        let date = stated.map(|when| format!("{} {}", when.date, precision_name(when.precision))).unwrap_or_default();
        let mut hasher = Sha256::new();
        for part in [&edge.document, first, second, &edge.kind.name, negated, &date] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let hash: [u8; 32] = hasher.finalize().into();
        RelationId(hash.iter().take(8).fold(0, |value, &byte| (value << 8) | u64::from(byte)))
    }
}

fn precision_name(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Year => "year",
    }
}

impl fmt::Display for RelationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Where an edge's date comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DatedBy {
    /// The text says when.
    Text,
    /// It does not: the day of publication stands in.
    Document,
}

/// One place that tells a relation, with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telling {
    /// Where it stands, and by which rule it was found. `source` and `target` are the mentions of the edge's source and target.
    pub evidence: Evidence,
    /// The sentence itself.
    pub sentence: Arc<str>,
}

/// One relation as one document reports it, however many of its sentences tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Its name.
    pub id: RelationId,
    /// What is done.
    pub kind: Kind,
    /// The most factual status that any sentence gives it.
    pub status: Status,
    /// Who says so (an actor id), where the writer vouches for it in none of the sentences of that status.
    pub attribution: Option<Arc<str>>,
    /// When it happened; none where neither text nor document has a date.
    pub date: Option<When>,
    /// Whether the text states that date.
    pub dated_by: DatedBy,
    /// Where it happened, as the text puts it.
    pub place: Option<Arc<str>>,
    /// PLOVER mode: `visit`, `phone`, `aerial`, `arrest`.
    pub mode: Option<Arc<str>>,
    /// What it is about, as the text puts it.
    pub issue: Option<Arc<str>>,
    /// 0..=1: that of its surest sentence.
    pub confidence: f32,
    /// The document that reports it.
    pub document: Arc<str>,
    /// The sentences that tell it, in text order; never empty.
    pub evidence: Vec<Telling>,
}

impl Edge {
    /// Gives its event class by PLOVER's codebook: see [`KindRecord::plover`](crate::relations::KindRecord::plover).
    pub fn plover(&self) -> &str {
        self.kind.plover(self.status, self.mode.as_deref())
    }
}
