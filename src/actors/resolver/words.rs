//! The word tables beside the catalog: pronouns, descriptions, given names, verbs of speech.
//!
//! Reads: `data/actors/{pronouns,descriptions,bare-nouns,person-nouns,first-names,word-classes}.tsv`, built in. Gives: one look-up
//! for each.
//! Does not: know names of actors; those are the catalog's.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::actors::catalog::table::{self, list};
use crate::actors::{ActorKind, CatalogError, Gender};

/// Grammatical person of a pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Person {
    First,
    Second,
    Third,
    Relative,
}

/// Whom a pronoun can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pronoun {
    pub person: Person,
    /// `Some(true)`: several; `None`: open.
    pub many: Option<bool>,
    /// Gender of a person.
    pub gender: Option<Gender>,
    /// It means no person.
    pub thing: bool,
    pub reflexive: bool,
}

/// How a describing noun is used beside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Alone only: "the country".
    Plain,
    /// Alone, whatever the name says: "the group".
    Any,
    /// With a place's name: "city of Mosul".
    Of,
    /// With a place's name too, and alone only for a place that is named so: "the region" for "Kursk region".
    With,
    /// For one who speaks for the body beside: "a ministry spokesman".
    Voice,
}

/// What a describing noun says of the actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Description {
    pub kinds: Vec<ActorKind>,
    pub sectors: Vec<&'static str>,
    pub gender: Option<Gender>,
    pub usage: Use,
}

/// After so many spellings of a name no further part of it is spelled otherwise.
const MOST_SPELLINGS: usize = 8;

/// A body that a noun alone means beside another actor.
#[derive(Debug, Clone)]
pub(super) struct Bare {
    pub noun: &'static str,
    pub actor: &'static str,
    pub beside: &'static str,
    /// What may stand before the noun.
    pub with: Vec<&'static str>,
}

/// All tables.
#[derive(Debug)]
pub(super) struct Words {
    pronouns: HashMap<&'static str, Pronoun>,
    descriptions: HashMap<&'static str, Description>,
    people: HashMap<&'static str, Option<Gender>>,
    first_names: HashMap<&'static str, Gender>,
    say: HashSet<&'static str>,
    act: HashSet<&'static str>,
    direction: HashSet<&'static str>,
    at: HashSet<&'static str>,
    impersonal: HashSet<&'static str>,
    toward: HashSet<&'static str>,
    lesser: HashSet<&'static str>,
    site: HashSet<&'static str>,
    site_first: HashSet<&'static str>,
    event: HashSet<&'static str>,
    thing: HashSet<&'static str>,
    alien: HashSet<&'static str>,
    life: HashSet<&'static str>,
    address: HashSet<&'static str>,
    dealing: HashSet<&'static str>,
    give: HashSet<&'static str>,
    town: HashSet<&'static str>,
    led: HashSet<&'static str>,
    armed: HashSet<&'static str>,
    local: HashSet<&'static str>,
    seated: HashSet<&'static str>,
    land_body: HashSet<&'static str>,
    land_office: HashSet<&'static str>,
    land_bare: HashSet<&'static str>,
    ship: HashSet<&'static str>,
    unit: HashSet<&'static str>,
    bare: Vec<Bare>,
    surname: HashSet<&'static str>,
    /// The other spellings of a part of a name.
    spellings: HashMap<&'static str, Vec<&'static str>>,
    patronymic: HashSet<&'static str>,
}

static BUILTIN: LazyLock<Words> = LazyLock::new(|| Words::read().expect("a test reads the built-in tables"));

impl Words {
    /// Gives the built-in tables.
    pub fn builtin() -> &'static Words {
        &BUILTIN
    }

    /// Finds a pronoun by its lower-case form.
    pub fn pronoun(&self, norm: &str) -> Option<Pronoun> {
        self.pronouns.get(norm).copied()
    }

    /// Finds a describing noun by its lemma.
    pub fn description(&self, lemma: &str) -> Option<&Description> {
        self.descriptions.get(lemma)
    }

    /// Finds a noun for people by its lemma, and its gender.
    pub fn person_noun(&self, lemma: &str) -> Option<Option<Gender>> {
        self.people.get(lemma).copied()
    }

    /// Finds the usual gender of a given name.
    pub fn first_name(&self, name: &str) -> Option<Gender> {
        self.first_names.get(name).copied()
    }

    /// Says whether the subject of this verb speaks or writes.
    pub fn says(&self, lemma: &str) -> bool {
        self.say.contains(lemma)
    }

    /// Says whether a government rather than a town is the subject of this verb.
    pub fn acts(&self, lemma: &str) -> bool {
        self.say.contains(lemma) || self.act.contains(lemma)
    }

    /// Says whether the word names a part of a country: "northern".
    pub fn is_direction(&self, norm: &str) -> bool {
        self.direction.contains(norm)
    }

    /// Says whether "it" may be the subject of this verb and mean nothing: "it seems".
    pub fn is_impersonal(&self, lemma: &str) -> bool {
        self.impersonal.contains(lemma)
    }

    /// Says whether the preposition points to a place.
    pub fn is_at(&self, norm: &str) -> bool {
        self.at.contains(norm)
    }

    /// Says whether the preposition points to somebody else: "ambassador to", "war against".
    pub fn is_toward(&self, norm: &str) -> bool {
        self.toward.contains(norm)
    }

    /// Whether a title that begins so is lesser than its noun: "press secretary", "deputy minister".
    pub fn is_lesser(&self, norm: &str) -> bool {
        self.lesser.contains(norm)
    }

    /// Says whether names of places end in this word: "Kariba Dam".
    pub fn ends_site(&self, norm: &str) -> bool {
        self.site.contains(norm)
    }

    /// Says whether names of places begin with this word: "Lake Victoria".
    pub fn begins_site(&self, norm: &str) -> bool {
        self.site_first.contains(norm)
    }

    /// Says whether names that begin with this word are nobody's: "Operation Overlord".
    pub fn begins_event(&self, norm: &str) -> bool {
        self.event.contains(norm)
    }

    /// Says whether names that end in this word are those of things: "Marshall Plan", "Digital Humanities".
    pub fn ends_thing(&self, norm: &str) -> bool {
        self.thing.contains(norm)
    }

    /// Says whether forces that are called so are not those of the land that they are in: "coalition soldiers".
    pub fn is_alien(&self, norm: &str) -> bool {
        self.alien.contains(norm)
    }

    /// Says whether the named subject of this verb is a person: "resign".
    pub fn lives(&self, lemma: &str) -> bool {
        self.life.contains(lemma)
    }

    /// Says whether a government rather than a town is the object of this verb: "accuse".
    pub fn addresses(&self, lemma: &str) -> bool {
        self.address.contains(lemma)
    }

    /// Says whether what stands behind a word and a preposition is a government, not a town: "pressure-on"; a word alone, whether
    /// what stands behind "toward" is.
    pub fn deals(&self, words: &str) -> bool {
        self.dealing.contains(words)
    }

    /// Says whether whom something is given by this verb is a government, not a town: "offer".
    pub fn gives(&self, lemma: &str) -> bool {
        self.give.contains(lemma)
    }

    /// Says whether towns too are subjects of this verb and have an object: "host".
    pub fn is_done_by_towns(&self, lemma: &str) -> bool {
        self.town.contains(lemma)
    }

    /// Says whether a word, written with a capital, is a person though it is a common word in lower case: "Trump".
    pub fn is_surname(&self, word: &str) -> bool {
        self.surname.contains(word)
    }

    /// Says whether what a state has done so acts for it: "U.S.-led forces".
    pub fn is_led(&self, norm: &str) -> bool {
        self.led.contains(norm)
    }

    /// Says whether a noun or adjective takes up an armed group that the text has named: "the Islamist militants".
    pub fn is_armed(&self, word: &str) -> bool {
        self.armed.contains(word)
    }

    /// Says whether a governing office is of a part of the land: "governor".
    pub fn is_local(&self, office: &str) -> bool {
        self.local.contains(office)
    }

    /// Says whether a body of this name is of the land that it is in: "authorities in Spain".
    pub fn is_seated(&self, lemma: &str) -> bool {
        self.seated.contains(lemma)
    }

    /// Says whether a land has one body of this name, so that a text on the land need not say whose it is: "electoral commission".
    pub fn is_of_land(&self, lemma: &str) -> bool {
        self.land_body.contains(&*lemma.replace(' ', "-"))
    }

    /// The same of an office: "finance minister".
    pub fn is_office_of_land(&self, title: &str) -> bool {
        let ending = title.rfind(' ').map(|at| title.get(at..).unwrap_or_default());
        let holds = |words: &str| self.land_office.contains(&*words.replace(' ', "-"));
        holds(title) || ending.is_some_and(holds)
    }

    /// Says whether a body of a land stands without an article: "police".
    pub fn is_bare_of_land(&self, lemma: &str) -> bool {
        self.land_bare.contains(lemma)
    }

    /// Says whether names of ships begin with this word, as it is written: "HMS Ocean".
    pub fn begins_ship(&self, word: &str) -> bool {
        self.ship.contains(word)
    }

    /// Says whether names of units of an army end in this word, number or not: "Rifle Brigade", "Task Force 34".
    pub fn ends_unit(&self, norm: &str) -> bool {
        self.unit.contains(norm)
    }

    /// The bodies that a noun means beside an actor.
    pub fn bare(&self, noun: &str) -> impl Iterator<Item = &Bare> {
        self.bare.iter().filter(move |bare| bare.noun == noun)
    }

    /// Says whether names are spelled in several ways in this part.
    pub fn is_respelled(&self, word: &str) -> bool {
        self.spellings.contains_key(word)
    }

    /// Gives a name with parts of it spelled otherwise: "Mohammed Saeed" for "Mohamed Said".
    pub fn respelled(&self, name: &str) -> Vec<String> {
        let words: Vec<&str> = name.split(' ').collect();
        let mut found: Vec<Vec<&str>> = vec![words.clone()];
        for (at, word) in words.iter().enumerate() {
            let Some(others) = self.spellings.get(word) else { continue };
            if found.len() > MOST_SPELLINGS {
                break;
            }
            let more: Vec<Vec<&str>> = found
                .iter()
                .flat_map(|name| {
                    others.iter().map(move |other| {
                        let mut name = name.clone();
                        if let Some(slot) = name.get_mut(at) {
                            *slot = other;
                        }
                        name
                    })
                })
                .collect();
            found.extend(more);
        }
        found.iter().skip(1).map(|name| name.join(" ")).collect()
    }

    /// Says whether a name in lower case is one after the father: "anatolyevich".
    pub fn is_patronymic(&self, name: &str) -> bool {
        self.patronymic.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
    }

    fn read() -> Result<Words, CatalogError> {
        let mut words = Words {
            pronouns: HashMap::new(),
            descriptions: HashMap::new(),
            people: HashMap::new(),
            first_names: HashMap::new(),
            say: HashSet::new(),
            act: HashSet::new(),
            direction: HashSet::new(),
            at: HashSet::new(),
            impersonal: HashSet::new(),
            toward: HashSet::new(),
            lesser: HashSet::new(),
            site: HashSet::new(),
            site_first: HashSet::new(),
            event: HashSet::new(),
            thing: HashSet::new(),
            alien: HashSet::new(),
            life: HashSet::new(),
            address: HashSet::new(),
            dealing: HashSet::new(),
            give: HashSet::new(),
            town: HashSet::new(),
            led: HashSet::new(),
            armed: HashSet::new(),
            local: HashSet::new(),
            seated: HashSet::new(),
            land_body: HashSet::new(),
            land_office: HashSet::new(),
            land_bare: HashSet::new(),
            ship: HashSet::new(),
            unit: HashSet::new(),
            bare: Vec::new(),
            surname: HashSet::new(),
            spellings: HashMap::new(),
            patronymic: HashSet::new(),
        };
        words.read_pronouns()?;
        words.read_descriptions()?;
        let people = include_str!("../../../data/actors/person-nouns.tsv");
        for row in table::read("person-nouns.tsv", people, ["gender", "nouns"])? {
            let [gender, nouns] = row.cells;
            let gender = match gender {
                "" => None,
                _ => Some(gender_of(gender).ok_or_else(|| row.bad("gender", gender))?),
            };
            words.people.extend(nouns.split(' ').map(|noun| (noun, gender)));
        }
        let names = include_str!("../../../data/actors/first-names.tsv");
        for row in table::read("first-names.tsv", names, ["gender", "names"])? {
            let [gender, names] = row.cells;
            let gender = gender_of(gender).ok_or_else(|| row.bad("gender", gender))?;
            words.first_names.extend(names.split(' ').map(|name| (name, gender)));
        }
        let classes = include_str!("../../../data/actors/word-classes.tsv");
        for row in table::read("word-classes.tsv", classes, ["class", "words"])? {
            let [class, list] = row.cells;
            let set = match class {
                "say" => &mut words.say,
                "act" => &mut words.act,
                "direction" => &mut words.direction,
                "at" => &mut words.at,
                "impersonal" => &mut words.impersonal,
                "toward" => &mut words.toward,
                "lesser" => &mut words.lesser,
                "site" => &mut words.site,
                "site-first" => &mut words.site_first,
                "event" => &mut words.event,
                "thing" => &mut words.thing,
                "alien" => &mut words.alien,
                "life" => &mut words.life,
                "address" => &mut words.address,
                "dealing" => &mut words.dealing,
                "give" => &mut words.give,
                "town" => &mut words.town,
                "led" => &mut words.led,
                "armed" => &mut words.armed,
                "local" => &mut words.local,
                "seated" => &mut words.seated,
                "land-body" => &mut words.land_body,
                "land-office" => &mut words.land_office,
                "land-bare" => &mut words.land_bare,
                "ship" => &mut words.ship,
                "unit" => &mut words.unit,
                "surname" => &mut words.surname,
                "patronymic" => &mut words.patronymic,
                _ => return Err(row.bad("class of words", class)),
            };
            set.extend(list.split(' '));
        }
        let bare = include_str!("../../../data/actors/bare-nouns.tsv");
        for row in table::read("bare-nouns.tsv", bare, ["noun", "actor", "beside", "with"])? {
            let [noun, actor, beside, with] = row.cells;
            words.bare.push(Bare { noun, actor, beside, with: with.split(' ').collect() });
        }
        let spellings = include_str!("../../../data/actors/name-spellings.tsv");
        for row in table::read("name-spellings.tsv", spellings, ["spellings"])? {
            let [all] = row.cells;
            for word in all.split(' ') {
                let others = all.split(' ').filter(|other| *other != word).collect();
                if words.spellings.insert(word, others).is_some() {
                    return Err(row.bad("spelling, which stands in another row already", word));
                }
            }
        }
        Ok(words)
    }

    fn read_pronouns(&mut self) -> Result<(), CatalogError> {
        let columns = ["pronoun", "person", "number", "gender", "reflexive"];
        for row in table::read("pronouns.tsv", include_str!("../../../data/actors/pronouns.tsv"), columns)? {
            let [pronoun, person, number, gender, reflexive] = row.cells;
            let person = match person {
                "first" => Person::First,
                "second" => Person::Second,
                "third" => Person::Third,
                "relative" => Person::Relative,
                _ => return Err(row.bad("grammatical person", person)),
            };
            let many = match number {
                "one" => Some(false),
                "many" => Some(true),
                "any" => None,
                _ => return Err(row.bad("number", number)),
            };
            let entry = Pronoun {
                person,
                many,
                gender: gender_of(gender),
                thing: gender == "thing",
                reflexive: row.flag(reflexive)?,
            };
            self.pronouns.insert(pronoun, entry);
        }
        Ok(())
    }

    fn read_descriptions(&mut self) -> Result<(), CatalogError> {
        let columns = ["noun", "kinds", "sectors", "gender", "use"];
        for row in table::read("descriptions.tsv", include_str!("../../../data/actors/descriptions.tsv"), columns)? {
            let [noun, kinds, sectors, gender, usage] = row.cells;
            let kinds = list(kinds).map(|kind| kind_of(kind).ok_or_else(|| row.bad("kind of actor", kind)));
            let usage = match usage {
                "" => Use::Plain,
                "any" => Use::Any,
                "of" => Use::Of,
                "with" => Use::With,
                "voice" => Use::Voice,
                _ => return Err(row.bad("use of a noun", usage)),
            };
            let entry = Description {
                kinds: kinds.collect::<Result<_, _>>()?,
                sectors: list(sectors).collect(),
                gender: gender_of(gender),
                usage,
            };
            if self.descriptions.insert(noun, entry).is_some() {
                return Err(row.bad("new noun", noun));
            }
        }
        Ok(())
    }
}

pub(super) fn gender_of(text: &str) -> Option<Gender> {
    match text {
        "male" => Some(Gender::Male),
        "female" => Some(Gender::Female),
        _ => None,
    }
}

fn kind_of(text: &str) -> Option<ActorKind> {
    use ActorKind::{Group, Organization, Person, Place, State};
    [Person, State, Organization, Group, Place].into_iter().find(|kind| kind.as_str() == text)
}
