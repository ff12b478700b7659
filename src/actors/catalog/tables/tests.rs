use std::collections::BTreeSet;

use super::Tables;
use super::compile::compile;
use super::load::{self, Written};
use crate::actors::catalog::Catalog;
use crate::actors::catalog::asset::format::{FILE, MAGIC, check_sum};
use crate::actors::catalog::asset::{Asset, BYTES, Section};

const COMPILED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/actors/compiled.bin");

/// Not a test: run it by name to bring the asset up to date.
#[test]
#[ignore = "writes data/actors/compiled.bin"]
fn compile_the_tables() {
    std::fs::write(COMPILED, compile(&Tables::builtin()).unwrap()).unwrap();
}

#[test]
fn the_asset_is_what_the_tables_give() {
    let compiled = compile(&Tables::builtin()).unwrap();
    assert!(compiled == BYTES, "run `cargo test --lib compile_the_tables -- --ignored`");
}

fn written() -> (Written, Catalog) {
    (load::load(&Tables::builtin()).unwrap(), Catalog::builtin().unwrap())
}

#[test]
fn every_written_actor_comes_back_by_number_and_by_id() {
    let (written, catalog) = written();
    assert!(catalog.actors().eq(&written.actors));
    for (at, actor) in written.actors.iter().enumerate() {
        assert_eq!(catalog.number(&actor.id), Some(at as u32), "{}", actor.id);
    }
    for nobody in ["", "person:", "state:XYZ", "person:nobody-at-all", "org:john-kerry", "syria"] {
        assert_eq!(catalog.number(nobody), None, "{nobody}");
    }
}

#[test]
fn every_name_comes_back_with_its_readings() {
    let (written, catalog) = written();
    let mut compiled = catalog.index.all();
    compiled.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(compiled.len(), written.names.len());
    for (found, expected) in compiled.iter().zip(&written.names) {
        assert_eq!((&found.0, &found.1), expected);
    }
}

#[test]
fn every_title_body_city_and_tag_comes_back() {
    let (written, catalog) = written();
    for (text, at) in &written.titles.texts {
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(catalog.title(&words), Some((words.len(), &written.titles.records[*at])), "{text}");
    }
    for (text, at) in &written.modifiers.texts {
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(catalog.title_modifier(&words), Some((words.len(), written.modifiers.records[*at])), "{text}");
    }
    for (lemma, body) in &written.bodies {
        assert_eq!(catalog.body(lemma), Some(body));
    }
    for (city, country) in &written.cities {
        assert_eq!(catalog.city(city), Some(country.as_str()), "{city}");
    }
    for (tag, party) in &written.party_tags {
        assert_eq!(catalog.party_by_tag(tag), written.actors.get(*party as usize), "{tag}");
    }
    assert_eq!(catalog.us_states, written.us_states);
}

#[test]
fn every_wide_actor_comes_back() {
    let (wide, catalog) = (super::wide::load(&Tables::builtin()).unwrap(), Catalog::builtin().unwrap());
    assert!(catalog.wide.actors().eq(&wide.actors));
    for (name, bearers) in wide.bearers.iter().filter(|(name, _)| name.contains(' ')) {
        let found = catalog.lookup_wide(name).into_iter().map(|posting| &posting.actor.id);
        let expected: BTreeSet<_> = bearers.iter().map(|at| &wide.actors[*at].id).collect();
        assert_eq!(found.collect::<BTreeSet<_>>(), expected, "{name}");
    }
}

/// Checks what is said of a damaged asset.
#[track_caller]
fn check_broken(bytes: Vec<u8>, expected: &str) {
    let error = Asset::open(bytes.leak()).and_then(|asset| Catalog::open(&asset)).unwrap_err();
    assert_eq!(error.to_string(), format!("{FILE}: {expected}"));
    assert!(error.hint().contains("compile_the_tables"));
}

#[test]
fn a_damaged_asset_is_an_error_that_says_where() {
    check_broken(Vec::new(), "byte 0: it does not begin with the mark of this format");
    check_broken(b"<html>not found</html>".to_vec(), "byte 0: it does not begin with the mark of this format");
    check_broken(BYTES[..9].to_vec(), "byte 8: its check sum does not agree with its content");
    check_broken(BYTES[..BYTES.len() - 1].to_vec(), "byte 8: its check sum does not agree with its content");
    for at in [20, 1_000, BYTES.len() / 2, BYTES.len() - 3] {
        let mut changed = BYTES.to_vec();
        changed[at] ^= 0x40;
        check_broken(changed, "byte 8: its check sum does not agree with its content");
    }
}

fn signed(body: &[u8]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(check_sum(body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// With a sum that agrees the sections are still checked.
#[test]
fn a_file_of_another_make_is_an_error() {
    let head = 4 * Section::ALL.len();
    check_broken(signed(b""), "word places: its length is missing");
    check_broken(signed(&vec![0xff; head]), "end: its sections do not fill it");
    check_broken(signed(&vec![0; head]), "names: it is no automaton");
}

/// Checks what is said when a table is compiled.
#[track_caller]
fn check_fault(tables: &Tables<'_>, expected: &str) {
    assert_eq!(compile(tables).unwrap_err().to_string(), expected);
}

#[test]
fn a_bad_row_is_named() {
    let good = Tables::builtin();
    let row = |row: &str| format!("id\tname\taliases\tsurname\tcountry\tsector\toffices\n{row}\n");
    for (people, expected) in [
        (row("person:a-b\tA B\t\tB\tFRA\tGOV\tPresident"), "people.tsv:2: `President` is no office with years"),
        (
            row("person:a-b\tA B\t\tB\tFRA\tGOV\tPresident 20x5-"),
            "people.tsv:2: `President 20x5-` is no office with years",
        ),
        (row("a-b\tA B\t\tB\tFRA\tGOV\t"), "people.tsv:2: `a-b` is no id"),
        (row("person:a\tA\t\t\t\t\t\nperson:a\tA\t\t\t\t\t"), "people.tsv:3: `person:a` is there already"),
    ] {
        check_fault(&Tables { people: &people, ..good }, expected);
    }
    let metonyms = "text\tactor\nMoon Palace\tstate:LUN\n";
    check_fault(&Tables { metonyms, ..good }, "metonyms.tsv:2: no actor `state:LUN`");
    let organizations = "id\tname\taliases\tcountry\tparent\tsector\norg:x\tX\t\t\torg:y\tGOV\n";
    let tables = Tables { organizations, metonyms: "text\tactor\n", party_tags: "tag\tparty\n", ..good };
    check_fault(&tables, "organizations.tsv:2: no actor `org:y`");
    check_fault(&Tables { cities: "city\n", ..good }, "cities.tsv: the header must be `name country`, found `city`");
}

#[test]
fn a_bad_row_of_the_wide_tables_is_named() {
    let row = |row: &str| format!("id\tname\taliases\tcountry\tsector\toffices\twikidata\n{row}\n");
    for (people, expected) in [
        (row("\tAnn Lee\t\tUSA\tGOV\tMayor\t"), "wide/office-holders.tsv:2: `Mayor` is no office with years"),
        (row("\tAnn Lee\t\tUSA\tGOV\tMayor 2001-2002\t12"), "wide/office-holders.tsv:2: `12` is no Wikidata id"),
        (
            row("\tAnn Lee\t\tUSA\tGOV\tMayor 2001-2002\t\nperson:ann-lee\tA. Lee\t\tUSA\tGOV\tMayor 2001-2002\t"),
            "wide/office-holders.tsv:3: `person:ann-lee` is there already",
        ),
    ] {
        check_fault(&Tables { wide_people: &people, ..Tables::builtin() }, expected);
    }
}

#[test]
fn tables_are_tidy() {
    let tables = Tables::builtin();
    for (name, text) in [
        ("states", tables.states),
        ("organizations", tables.organizations),
        ("groups", tables.groups),
        ("people", tables.people),
        ("regions", tables.regions),
        ("metonyms", tables.metonyms),
        ("titles", tables.titles),
        ("bodies", tables.bodies),
        ("blocked", tables.blocked),
    ] {
        assert!(text.starts_with("# ") && text.contains("License: MIT OR Apache-2.0"), "{name}: head");
        let sorted = |line: &&str| line.trim_start_matches(['?', '~', '=']).to_lowercase();
        let ids: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        let keys = ids.iter().map(|line| sorted(line).split('\t').next().unwrap_or_default().to_owned());
        let keys: Vec<_> = keys.collect();
        assert!(keys.is_sorted_by(|a, b| a <= b), "{name}: rows are not sorted by their first cell");
        assert!(ids.iter().all(|line| !line.contains("||") && !line.contains("\t|")), "{name}: empty list items");
    }
}
