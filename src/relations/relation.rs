use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Kind;
use crate::text::Span;

/// How real the text says a relation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Reported as fact by the writer.
    Actual,
    /// Clearly historical background.
    Past,
    /// Only by a quoted source.
    Claimed,
    /// Announced, future or possible.
    Planned,
    /// Said not to have happened.
    Negated,
}

impl Status {
    /// Gives its name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Actual => "actual",
            Status::Past => "past",
            Status::Claimed => "claimed",
            Status::Planned => "planned",
            Status::Negated => "negated",
        }
    }
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Precision {
    /// The day itself.
    Day,
    /// Some day of the week that starts there.
    Week,
    /// Some day of the month that starts there.
    Month,
    /// Some day of the year that starts there.
    Year,
}

/// When something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct When {
    /// The day, or the first day of the week, month or year.
    pub date: Date,
    /// How exactly it is known.
    pub precision: Precision,
}

/// Where a relation is stated: the sentence, and in it the trigger and both ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    /// The sentence, in the document's text.
    pub sentence: Span,
    /// The word or words that tell the kind.
    pub trigger: Span,
    /// The mention of the source; it may stand in another sentence where this one leaves it out, or where it is a speaker who is
    /// named elsewhere.
    pub source: Span,
    /// The mention of the target.
    pub target: Span,
    /// Name of the rule that found it.
    pub rule: Arc<str>,
    /// Name of the rule by which the first mention was taken for the source
    /// ([`link_rule_words`](crate::actors::link_rule_words) says it in words); none where that is not known.
    pub source_rule: Option<Arc<str>>,
    /// The same for the target.
    pub target_rule: Option<Arc<str>>,
}

/// Who did what to whom, as one sentence states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Who acts: index into the cast's actors.
    pub source: usize,
    /// Who is acted on.
    pub target: usize,
    /// What is done.
    pub kind: Kind,
    /// How real it is said to be.
    pub status: Status,
    /// Who says so, where the writer does not vouch for it: index into the cast's actors.
    pub attribution: Option<usize>,
    /// When it happened, where the text tells; else none (the document's date stands in).
    pub date: Option<When>,
    /// Where it happened, as the text puts it.
    pub place: Option<String>,
    /// PLOVER mode where the trigger tells: `visit`, `phone`, `aerial`, `arrest`.
    pub mode: Option<Arc<str>>,
    /// What it is about, as the text puts it: "over Aleppo", "on Syria".
    pub issue: Option<String>,
    /// 0..=1; of relations with 0.8 about 80 % are right.
    pub confidence: f32,
    /// Where it stands.
    pub evidence: Evidence,
}

impl Relation {
    /// Gives its event class by PLOVER's codebook: see [`KindRecord::plover`](super::KindRecord::plover).
    pub fn plover(&self) -> &str {
        self.kind.plover(self.status, self.mode.as_deref())
    }
}
