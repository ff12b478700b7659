//! The tables that people edit, and how they are compiled; a tool for those who change them, not part of the library.
//!
//! Reads: `data/actors/*.tsv`, `data/actors/wide/*.tsv`. Gives: the bytes of `data/actors/compiled.bin`, or the fault of a table with
//! file and line.

pub(super) mod bytes;
mod compile;
mod load;
#[cfg(test)]
mod tests;
mod wide;

/// The texts of all tables that are compiled.
#[derive(Debug, Clone, Copy)]
struct Tables<'t> {
    states: &'t str,
    organizations: &'t str,
    groups: &'t str,
    people: &'t str,
    regions: &'t str,
    us_states: &'t str,
    party_tags: &'t str,
    metonyms: &'t str,
    titles: &'t str,
    title_modifiers: &'t str,
    bodies: &'t str,
    blocked: &'t str,
    cities: &'t str,
    wide_people: &'t str,
    wide_parties: &'t str,
    wide_armed_groups: &'t str,
    wide_organizations: &'t str,
}

macro_rules! table {
    ($name:literal) => {
        include_str!(concat!("../../../../data/actors/", $name, ".tsv"))
    };
}

impl Tables<'static> {
    /// Those that are shipped.
    fn builtin() -> Self {
        Tables {
            states: table!("states"),
            organizations: table!("organizations"),
            groups: table!("groups"),
            people: table!("people"),
            regions: table!("regions"),
            us_states: table!("us-states"),
            party_tags: table!("party-tags"),
            metonyms: table!("metonyms"),
            titles: table!("titles"),
            title_modifiers: table!("title-modifiers"),
            bodies: table!("bodies"),
            blocked: table!("blocked"),
            cities: table!("cities"),
            wide_people: table!("wide/office-holders"),
            wide_parties: table!("wide/parties"),
            wide_armed_groups: table!("wide/armed-groups"),
            wide_organizations: table!("wide/organizations"),
        }
    }
}
