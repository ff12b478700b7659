use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// What sort of thing an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A country with its government, regime and armed forces in general.
    State,
    /// A body with an organization of its own: ministry, party, company, international organization.
    Organization,
    /// People acting as one without such a body: armed group, opposition, community, coalition.
    Group,
    /// A named place that is acted on; never a source.
    Place,
}

impl ActorKind {
    /// Gives its name in files and tables.
    pub fn as_str(self) -> &'static str {
        match self {
            ActorKind::Person => "person",
            ActorKind::State => "state",
            ActorKind::Organization => "organization",
            ActorKind::Group => "group",
            ActorKind::Place => "place",
        }
    }
}

impl std::fmt::Display for ActorKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who takes part: one person, state, organization, group or place, however often it is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Stable, readable: `state:USA`, `person:john-kerry`, `org:nato`, `group:islamic-state`, `place:aleppo`.
    pub id: Arc<str>,
    /// The fullest usual name.
    pub name: String,
    /// What sort of thing it is.
    pub kind: ActorKind,
    /// Other names under which the texts mention it, sorted; pronouns are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The state it belongs to, ISO 3166 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// PLOVER sector: GOV MIL LEG JUD SPY COP REB OPP PTY IGO NGO JRN BUS EDU CVL ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Office or role as the text or the catalog gives it: "Secretary of State".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}
