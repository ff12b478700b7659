use std::sync::Arc;

use crate::actors::{Actor, ActorKind};

/// What the catalog knows of one actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogActor {
    /// Stable, readable: `state:USA`, `org:nato`.
    pub id: Arc<str>,
    /// The fullest usual name.
    pub name: String,
    /// What sort of thing it is.
    pub kind: ActorKind,
    /// Other names, in the order of the table.
    pub aliases: Vec<String>,
    /// Adjectives, the usual one first: "Syrian"; "Houthi".
    pub adjectives: Vec<String>,
    /// The state it belongs to, ISO 3166 alpha-3 (for a state its own code).
    pub country: Option<String>,
    /// PLOVER sector: GOV MIL LEG JUD SPY COP REB OPP PTY IGO NGO JRN BUS EDU CVL ...
    pub sector: Option<String>,
    /// Best known office of a person.
    pub role: Option<String>,
    /// Id of the actor of which it is a part: agency of a government, body of an organization, territory of a state.
    pub parent: Option<Arc<str>>,
    /// Offices of a person, in the order of the table.
    pub offices: Vec<Office>,
    /// Number in Wikidata, where a table has it: `Q567`.
    pub wikidata: Option<String>,
}

impl CatalogActor {
    /// Makes the actor of a document out of it; its aliases are those of the text, so none yet.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// let france = catalog.actor("state:FRA").expect("the table of states has it").to_actor();
    /// assert_eq!((france.name.as_str(), france.aliases.len()), ("France", 0));
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn to_actor(&self) -> Actor {
        Actor {
            id: self.id.clone(),
            name: self.name.clone(),
            kind: self.kind,
            aliases: Vec::new(),
            country: self.country.clone(),
            sector: self.sector.clone(),
            role: self.role.clone(),
        }
    }

    /// Gives the best known office that a person held in a year, or else the last one before it; none where all came later.
    ///
    /// ```
    /// let catalog = demarche::actors::Catalog::builtin()?;
    /// let kerry = catalog.actor("person:john-kerry").expect("the table of people has him");
    /// assert_eq!(kerry.role_in(2014), Some("Secretary of State"));
    /// assert_eq!(kerry.role_in(1900), None);
    /// # Ok::<(), demarche::actors::CatalogError>(())
    /// ```
    pub fn role_in(&self, year: i16) -> Option<&str> {
        let held = self.offices.iter().find(|office| office.covers(year));
        let past = || self.offices.iter().filter(|office| office.from <= year).max_by_key(|office| office.to);
        held.or_else(past).map(|office| office.role.as_str())
    }
}

/// One office of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// What it is called: "Secretary of State".
    pub role: String,
    /// First year.
    pub from: i16,
    /// Last year; none where it goes on.
    pub to: Option<i16>,
}

impl Office {
    /// Says whether the office was held in this year.
    pub fn covers(&self, year: i16) -> bool {
        self.from <= year && self.to.is_none_or(|to| year <= to)
    }
}

/// In what way a name stands for an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AliasKind {
    /// A name: "Iran", "State Department", "John Kerry".
    Name,
    /// Letters: "NATO", "UNHCR".
    Acronym,
    /// "Iranian", "Houthi".
    Adjective,
    /// "Iranians", "Briton".
    People,
    /// A capital, for its government; the same name is also a place.
    Capital,
    /// "Kremlin", "Downing Street".
    Metonym,
    /// A last name alone; always weak.
    Surname,
}

/// One reading of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting<'c> {
    /// Whom the name may mean.
    pub actor: &'c CatalogActor,
    /// In what way.
    pub kind: AliasKind,
    /// Whether the name alone is not enough: it is also a common word, a person's name, or another's.
    pub weak: bool,
}

/// Gender that a title tells of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// "king", "Mr.", "chairman" is not: news uses it for women too.
    Male,
    /// "queen", "Mrs.", "chairwoman".
    Female,
}

/// A title or role noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleRecord {
    /// The usual spelling, in lower case: "secretary of state".
    pub text: String,
    /// Tie between the bearer and the body that the title names: `leads`, `represents`, `member-of`; none for mere address.
    pub tie: Option<String>,
    /// PLOVER sector of the bearer, where the title tells it.
    pub sector: Option<String>,
    /// Whether it can stand right before a name: "President Obama".
    pub address: bool,
    /// Whether it refers to a person when it stands alone: "the foreign minister".
    pub alone: bool,
    /// Gender of the bearer, where the title tells it.
    pub gender: Option<Gender>,
}

/// A word before a title that changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TitleModifier {
    /// The office is over: "former", "ex", "late".
    Past,
    /// The office is not yet held: "incoming", "designate".
    Coming,
    /// Another, lower office: "deputy", "vice", "assistant".
    Deputy,
    /// The same office all the same: "acting", "senior", "top".
    Same,
}

/// What a noun of the kind "government", "troops", "rebels" makes of the state or group before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BodySense {
    /// The state itself: "the Syrian regime", "Russian warplanes".
    State,
    /// A body that is a part of the state: "the Russian Foreign Ministry" is `org:rus-foreign-ministry`.
    Organization,
    /// People who act as one: "the Syrian opposition" is `group:syr-opposition`.
    Group,
    /// Nobody in particular: "Syrian civilians".
    Nobody,
}

/// A noun that names a body or a body of people by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyRecord {
    /// The noun, in lower case and singular where it has one: "warplane", "foreign ministry".
    pub lemma: String,
    /// What it makes of the name before it.
    pub sense: BodySense,
    /// PLOVER sector.
    pub sector: Option<String>,
}

/// One state of the United States, or its capital district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsState {
    /// "AZ".
    pub postal: String,
    /// "Arizona".
    pub name: String,
    /// How news agencies shorten it: "Ariz."; the name where they do not.
    pub short: String,
    /// Id of its place: `place:arizona`.
    pub place: Arc<str>,
}

/// An actor of which nothing but id, name and kind is known.
pub(super) fn blank(id: String, name: &str, kind: ActorKind) -> CatalogActor {
    CatalogActor {
        id: id.into(),
        name: name.to_owned(),
        kind,
        aliases: Vec::new(),
        adjectives: Vec::new(),
        country: None,
        sector: None,
        role: None,
        parent: None,
        offices: Vec::new(),
        wikidata: None,
    }
}

/// How the ids of a kind begin.
pub(super) fn prefix(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person:",
        ActorKind::State => "state:",
        ActorKind::Organization => "org:",
        ActorKind::Group => "group:",
        ActorKind::Place => "place:",
    }
}

/// Letters without a small one among them are an acronym.
pub(super) fn kind_of(name: &str) -> AliasKind {
    let acronym = name.len() > 1 && !name.contains(' ') && !name.chars().any(char::is_lowercase);
    if acronym { AliasKind::Acronym } else { AliasKind::Name }
}
