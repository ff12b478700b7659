use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use super::Status;
use super::frames::Slot;
use crate::actors::ActorKind;

/// PLOVER's four quarters of the event plane, and standing ties beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum QuadClass {
    /// Agrees, consults, supports.
    VerbalCooperation,
    /// Cooperates, aids, yields.
    MaterialCooperation,
    /// Requests, accuses, rejects, threatens.
    VerbalConflict,
    /// Protests, sanctions, mobilizes, coerces, assaults.
    MaterialConflict,
    /// A standing affiliation.
    Tie,
}

impl QuadClass {
    /// Whether something is said, not done.
    ///
    /// ```
    /// use demarche::relations::QuadClass;
    ///
    /// assert!(QuadClass::VerbalConflict.is_verbal() && !QuadClass::MaterialConflict.is_verbal());
    /// ```
    pub fn is_verbal(self) -> bool {
        matches!(self, QuadClass::VerbalConflict | QuadClass::VerbalCooperation)
    }

    /// Whether it is said or done against somebody.
    ///
    /// ```
    /// use demarche::relations::QuadClass;
    ///
    /// assert!(QuadClass::MaterialConflict.is_conflict() && !QuadClass::Tie.is_conflict());
    /// ```
    pub fn is_conflict(self) -> bool {
        matches!(self, QuadClass::VerbalConflict | QuadClass::MaterialConflict)
    }
}

/// Where an actor is looked for inside a phrase whose head is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Inside {
    /// Who stands behind it: "condemned Russia's attack on Aleppo" is about Russia.
    Responsible,
    /// Whom it touches: "ended talks with Russia" is about Russia.
    Affected,
}

/// How real a governed clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Complement {
    /// As real as the trigger: "praised it for helping".
    #[default]
    Fact,
    /// Intended or wished for: "threatened to attack".
    Plan,
    /// Only said: "accused it of bombing".
    Claim,
    /// Not done: "refused to meet".
    Prevent,
}

/// What the ontology says of one kind of relation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct KindRecord {
    /// Name in files and on the command line: `negotiates-with`.
    #[serde(skip)]
    pub name: String,
    /// PLOVER class (`CONSULT`); for ties the name itself.
    pub class: String,
    /// PLOVER classes of it where they are others than `class`.
    #[serde(default)]
    pub coded: Coded,
    /// Quad class.
    pub quad: QuadClass,
    /// CAMEO root code (`03`), where there is one.
    #[serde(default)]
    pub cameo: Option<String>,
    /// Conflict to cooperation, -10..=10 (Goldstein's scale as PLOVER uses it); 0 for ties.
    pub score: f32,
    /// Whether the act has no direction: A meets B is B meets A.
    #[serde(default)]
    pub reciprocal: bool,
    /// What stands on a picture's edge: "negotiates with".
    pub label: String,
    /// Where the other side is looked for when the word in its place is no actor itself.
    pub inside: Inside,
    /// How real the clause is that a trigger of this kind governs.
    #[serde(default)]
    pub complement: Complement,
    /// Name of the kind that it tells when the source will not do it: to refuse talks is to reject.
    #[serde(default)]
    pub refused: Option<String>,
    /// Name of the kind that it tells when the source does not do it these days: not to support somebody is to reject them.
    #[serde(default)]
    pub withheld: Option<String>,
    /// Name of the kind that it tells when the source announces it: who says that it will attack threatens.
    #[serde(default)]
    pub announced: Option<String>,
    /// Name of the kind that it tells of who claims it: to say that somebody attacked is to accuse.
    #[serde(default)]
    pub alleged: Option<String>,
    /// Whether it is between different countries: who visits the own soldiers meets nobody.
    #[serde(default)]
    pub abroad: bool,
    /// Modes of acts that are done between others: who mediates between two.
    #[serde(default)]
    pub between: Vec<String>,
    /// Names of ties that it makes needless between the same two: who leads a body represents it.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Where the place is hit when nobody else is named ("shelled homes in Aleppo"); none: places are no target.
    #[serde(default)]
    pub located: Option<Located>,
    /// Which acts are those of the authorities of the place where nobody else is named ("was arrested in Niger"); none: no act.
    #[serde(default)]
    pub authority: Option<Authority>,
    /// What it answers where nobody stands in the places of its row; none: nothing.
    #[serde(default)]
    pub answers: Option<Answers>,
    /// What a capital means as target of it where the text may mean either.
    #[serde(default)]
    pub capitals: Capital,
    /// What may stand as source; by default every actor but a place.
    #[serde(default = "every_actor")]
    pub sources: Vec<ActorKind>,
    /// What may stand as target; by default every actor but a place.
    #[serde(default = "every_actor")]
    pub targets: Vec<ActorKind>,
}

/// What the name of a capital means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Capital {
    /// Its state: "an ultimatum to Damascus".
    #[default]
    State,
    /// The town: "shelled Damascus".
    Town,
    /// Its state, though it is told as the place where somebody is: "arrived in Damascus".
    #[serde(skip)]
    Seat,
}

/// How an act reaches the place where it is done.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Located {
    /// Prepositions of the place.
    pub at: Vec<String>,
    /// Lemmas of objects that are the target themselves, whoever they are: "killed militants in Yemen" does not hit Yemen.
    pub unless: Vec<String>,
    /// Prepositions through which, as through infinitives of purpose, its phrase goes on to the place: "money to fight the
    /// epidemic in Guinea".
    #[serde(default)]
    pub through: Vec<String>,
    /// Only rows of the lexicon that name the slot `place` ask for it.
    #[serde(default)]
    pub asked: bool,
}

impl Located {
    /// Says whether a row that names this place itself means it, whoever else is there: "sent troops to a force in Mali" helps Mali.
    pub(super) fn is_named(&self, slot: &Slot) -> bool {
        !self.through.is_empty() && matches!(slot, Slot::Prep(word) if self.at.iter().any(|at| **at == **word))
    }
}

/// What PLOVER codes a kind as where that is not its class.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Coded {
    /// While it is only planned: a visit to come is an agreement.
    #[serde(default)]
    pub planned: Option<String>,
    /// With a mode: an agreement that is signed is support.
    #[serde(default)]
    pub modes: BTreeMap<String, String>,
}

impl KindRecord {
    /// Gives the event class of PLOVER's codebook for a relation of this kind. Other than [`class`](Self::class), by which this
    /// library's graphs group, it depends on how far the act has come (Zero-Shot PLOVER's table of modalities: what is announced
    /// is an agreement or a threat) and on its mode (PLOVER's conversion of CAMEO: signing an agreement is support).
    ///
    /// ```
    /// use demarche::relations::{Ontology, Status};
    /// let ontology = Ontology::builtin();
    /// let agrees = ontology.kind("agrees-with").unwrap();
    /// assert_eq!(agrees.plover(Status::Actual, None), "AGREE");
    /// assert_eq!(agrees.plover(Status::Actual, Some("treaty")), "SUPPORT");
    /// assert_eq!(ontology.kind("attacks").unwrap().plover(Status::Planned, Some("aerial")), "THREATEN");
    /// ```
    pub fn plover(&self, status: Status, mode: Option<&str>) -> &str {
        let planned = self.coded.planned.as_ref().filter(|_| status == Status::Planned);
        let with_mode = || mode.and_then(|mode| self.coded.modes.get(mode));
        planned.or_else(with_mode).unwrap_or(&self.class)
    }
}

/// Which acts are done by those who rule where they are done, when nobody is said to do them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Authority {
    /// Modes of these acts.
    pub modes: Vec<String>,
    /// Prepositions of the place.
    pub at: Vec<String>,
    /// Ids of places that others rule than the state that they are of.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// Whom an act is against by what it answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Answers {
    /// Names of the kinds of acts that it answers.
    pub acts: Vec<String>,
    /// Whether words that say whom somebody faces tell whom it is against.
    #[serde(default)]
    pub faced: bool,
}

fn every_actor() -> Vec<ActorKind> {
    vec![ActorKind::Person, ActorKind::State, ActorKind::Organization, ActorKind::Group]
}

/// A kind of relation, shared by everything that names it. Equal and ordered by its name.
#[derive(Debug, Clone)]
pub struct Kind(Arc<KindRecord>);

impl Kind {
    /// A kind that nothing is known of: what a word would tell that the lexicon does not know.
    pub(super) fn unknown() -> Self {
        Kind(Arc::new(KindRecord {
            name: String::new(),
            class: String::new(),
            coded: Coded::default(),
            quad: QuadClass::VerbalCooperation,
            cameo: None,
            score: 0.0,
            reciprocal: false,
            label: String::new(),
            inside: Inside::Responsible,
            complement: Complement::default(),
            refused: None,
            withheld: None,
            announced: None,
            alleged: None,
            abroad: false,
            between: Vec::new(),
            covers: Vec::new(),
            located: None,
            authority: None,
            answers: None,
            capitals: Capital::default(),
            sources: every_actor(),
            targets: every_actor(),
        }))
    }
}

impl Deref for Kind {
    type Target = KindRecord;
    fn deref(&self) -> &KindRecord {
        &self.0
    }
}
impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
impl Eq for Kind {}
impl PartialOrd for Kind {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Kind {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name.cmp(&other.name)
    }
}
impl std::hash::Hash for Kind {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

/// The kinds of relation there are. Another domain brings another one.
#[derive(Debug, Clone)]
pub struct Ontology {
    kinds: BTreeMap<String, Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OntologyFile {
    kind: BTreeMap<String, KindRecord>,
}

impl Ontology {
    /// Reads an ontology from TOML: one table `[kind.NAME]` per kind.
    ///
    /// # Errors
    /// The parser's message, with line and column, where a field is missing, unknown or of the wrong type.
    pub fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        let file: OntologyFile = toml::from_str(toml)?;
        let kinds = file.kind.into_iter().map(|(name, mut record)| {
            record.name.clone_from(&name);
            (name, Kind(Arc::new(record)))
        });
        Ok(Ontology { kinds: kinds.collect() })
    }

    /// The built-in ontology: 24 kinds aligned with PLOVER and CAMEO (`data/ontology.toml`).
    ///
    /// ```
    /// let ontology = demarche::relations::Ontology::builtin();
    /// assert!(ontology.kind("meets").is_some_and(|kind| kind.reciprocal));
    /// assert!(ontology.kind("befriends").is_none());
    /// ```
    pub fn builtin() -> Self {
        Ontology::parse(include_str!("../../data/ontology.toml")).expect("the built-in ontology is read by a test")
    }

    /// Finds a kind by its name in files (`negotiates-with`) or in queries (`NEGOTIATES_WITH`).
    pub fn kind(&self, name: &str) -> Option<Kind> {
        self.kinds.get(name).or_else(|| self.kinds.get(&name.to_lowercase().replace('_', "-"))).cloned()
    }

    /// All kinds, by name.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.values()
    }
}
