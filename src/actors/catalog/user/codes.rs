//! What the codes in other people's lists of actors mean: states, roles of CAMEO, schemata of FollowTheMoney.
//!
//! Reads: `data/actors/{country-codes,cameo,followthemoney,name-particles,first-names}.tsv`, built in.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use crate::actors::ActorKind;
use crate::actors::catalog::table::{Row, filled, read};
use crate::actors::catalog::{Catalog, CatalogError};

/// What a role code or a schema says of an actor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sense {
    pub kind: ActorKind,
    pub sector: Option<String>,
    pub role: Option<String>,
}

/// The tables.
#[derive(Debug, Default)]
pub(super) struct Codes {
    countries: BTreeMap<&'static str, &'static str>,
    roles: BTreeMap<&'static str, Sense>,
    schemata: BTreeMap<&'static str, Sense>,
    particles: HashSet<&'static str>,
    first_names: HashSet<String>,
}

static CODES: LazyLock<Codes> = LazyLock::new(|| Codes::load().expect("the built-in tables are read by a test"));

macro_rules! table {
    ($name:literal, $columns:expr) => {
        read($name, include_str!(concat!("../../../../data/actors/", $name)), $columns)?
    };
}

impl Codes {
    pub fn builtin() -> &'static Codes {
        &CODES
    }

    fn load() -> Result<Codes, CatalogError> {
        let mut codes = Codes::default();
        for row in table!("country-codes.tsv", ["code", "country"]) {
            let [code, country] = row.cells;
            codes.countries.insert(code, country);
        }
        for row in table!("cameo.tsv", ["code", "sector", "kind", "role"]) {
            let [code, sector, kind, role] = row.cells;
            let sense = Sense { kind: kind_of(&row, kind)?, sector: filled(sector), role: filled(role) };
            codes.roles.insert(code, sense);
        }
        for row in table!("followthemoney.tsv", ["schema", "kind", "sector"]) {
            let [schema, kind, sector] = row.cells;
            codes.schemata.insert(schema, Sense { kind: kind_of(&row, kind)?, sector: filled(sector), role: None });
        }
        codes.particles.extend(table!("name-particles.tsv", ["word"]).into_iter().map(|row| row.cells[0]));
        for row in table!("first-names.tsv", ["gender", "names"]) {
            codes.first_names.extend(row.cells[1].split(' ').map(str::to_lowercase));
        }
        Ok(codes)
    }

    /// The state of a code of two or three letters, in any case; none where no state has it.
    pub fn country(&self, code: &str, catalog: &Catalog) -> Option<String> {
        let code = code.to_uppercase();
        let known = |code: &str| catalog.state_by_code(code).is_some();
        self.countries
            .get(code.as_str())
            .copied()
            .filter(|code| known(code))
            .map(str::to_owned)
            .or_else(|| known(&code).then_some(code))
    }

    pub fn role(&self, code: &str) -> Option<&Sense> {
        self.roles.get(code)
    }

    pub fn schema(&self, name: &str) -> Option<&Sense> {
        self.schemata.get(name)
    }

    pub fn is_first_name(&self, word: &str) -> bool {
        self.first_names.contains(&word.to_lowercase())
    }

    /// Writes a name that is all in capitals as texts do: `HARBOR_POLICE_OF_KILIS` is "Harbor Police of Kilis". A single short
    /// word, or one without a vowel, is taken for letters and stays; names in small letters stay too.
    pub fn recased(&self, name: &str) -> String {
        if name.chars().any(char::is_lowercase) {
            return name.to_owned();
        }
        let has_vowel = |word: &str| word.chars().any(|c| "AEIOUYÁÉÍÓÚ".contains(c));
        let is_alone = !name.contains(' ');
        let mut out = String::with_capacity(name.len());
        for (k, word) in name.split(' ').enumerate() {
            if k > 0 {
                out.push(' ');
            }
            if !has_vowel(word) && word.len() > 1 || is_alone && word.len() < 5 {
                out.push_str(word);
                continue;
            }
            for (n, part) in word.split_inclusive('-').enumerate() {
                let lower = part.to_lowercase();
                if k + n > 0 && self.particles.contains(lower.trim_end_matches('-')) {
                    out.push_str(&lower);
                    continue;
                }
                let mut letters = lower.chars();
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase).chain(letters));
            }
        }
        out
    }
}

fn kind_of<const N: usize>(row: &Row<'_, N>, name: &str) -> Result<ActorKind, CatalogError> {
    match name {
        "person" => Ok(ActorKind::Person),
        "organization" => Ok(ActorKind::Organization),
        "group" => Ok(ActorKind::Group),
        _ => Err(row.bad("kind of actor", name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_to_states_and_sectors_that_the_catalog_has() {
        let (codes, catalog) = (Codes::builtin(), Catalog::builtin().unwrap());
        for country in codes.countries.values() {
            assert!(catalog.state_by_code(country).is_some(), "{country}");
        }
        let sectors = catalog.sectors();
        for sense in codes.roles.values().chain(codes.schemata.values()) {
            assert!(sense.sector.as_ref().is_none_or(|sector| sectors.contains(sector)), "{sense:?}");
        }
        for (code, expected) in
            [("us", Some("USA")), ("USA", Some("USA")), ("KSV", Some("XKX")), ("EUR", None), ("", None)]
        {
            assert_eq!(codes.country(code, &catalog).as_deref(), expected, "{code}");
        }
    }

    #[test]
    fn names_in_capitals_are_written_as_in_texts() {
        for (name, expected) in [
            ("HARBOR POLICE OF KILIS", "Harbor Police of Kilis"),
            ("ORLA AL-QUILL", "Orla al-Quill"),
            ("AL-QUILL", "Al-Quill"),
            ("HBW", "HBW"),
            ("ORLA", "ORLA"),
            ("PKK MILITIA", "PKK Militia"),
            ("KENYA", "Kenya"),
            ("Orla McQuill", "Orla McQuill"),
            ("", ""),
        ] {
            assert_eq!(Codes::builtin().recased(name), expected);
        }
    }
}
