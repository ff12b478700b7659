use std::sync::LazyLock;

use super::compile::{Tables, compile};
use super::*;

static WIDE: LazyLock<Wide> = LazyLock::new(|| Wide::builtin().expect("the built-in asset is sound"));

const COMPILED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/actors/wide.bin");

/// Not a test: run it by name to bring the asset up to date.
#[test]
#[ignore = "writes data/actors/wide.bin"]
fn compile_the_wide_tables() {
    std::fs::write(COMPILED, compile(Tables::builtin()).unwrap()).unwrap();
}

#[test]
fn the_asset_is_what_the_tables_give() {
    let compiled = compile(Tables::builtin()).unwrap();
    assert!(compiled == BYTES, "run `cargo test --lib compile_the_wide_tables -- --ignored`");
}

/// Checks who bears a name: `ID COUNTRY`, with `?` before it where the name alone is not enough.
#[track_caller]
fn check(name: &str, expected: &[&str]) {
    let found: Vec<_> = WIDE
        .find(&Key::of(name))
        .iter()
        .map(|posting| {
            let country = posting.actor.country.as_deref().unwrap_or("-");
            format!("{}{} {country}", if posting.weak { "?" } else { "" }, posting.actor.id)
        })
        .collect();
    assert_eq!(found, expected, "{name}");
}

#[test]
fn people_by_given_name_and_surname() {
    check("Sten Tolgfors", &["person:sten-tolgfors SWE"]);
    check("STEN TOLGFORS", &["person:sten-tolgfors SWE"]);
    check("Iveta Radičová", &["person:iveta-radicova SVK"]);
    check("Iveta Radicova", &["person:iveta-radicova SVK"]);
    for nobody in ["Tolgfors", "Sten", "Tolgfors Sten", "Minister Sten Tolgfors", "Sten Tolgfors Street", ""] {
        check(nobody, &[]);
    }
}

#[test]
fn namesakes_are_weak() {
    check("David Carter", &["?person:david-carter-gbr-2000 GBR", "?person:david-carter-nzl-2013 NZL"]);
    let liberals = WIDE.find(&Key::of("Liberal Party"));
    assert!(liberals.len() > 20 && liberals.iter().all(|posting| posting.weak));
}

#[test]
fn single_words_count_as_written() {
    check("ZAPU", &["?org:zimbabwe-african-people-union ZWE"]);
    for nobody in ["Zapu", "zapu", "Us", "May", "Act", "Phoenix", "Citizen", "Geneva", "Minister"] {
        check(nobody, &[]);
    }
}

#[test]
fn hand_written_actors_are_not_repeated() {
    for known in ["John Kerry", "Angela Merkel", "Boko Haram", "United Nations", "Hezbollah", "France", "Kabul"] {
        check(known, &[]);
    }
}

#[test]
fn every_actor_is_found_by_id_and_by_name() {
    let mut counts = [0; 3];
    for actor in WIDE.actors() {
        let found = WIDE.actor(&actor.id);
        assert_eq!(found.map(|found| &found.id), Some(&actor.id));
        let key = Key::of(&actor.name);
        assert!(WIDE.find(&key).iter().any(|posting| posting.actor.id == actor.id), "{}", actor.name);
        counts[record::KINDS.iter().position(|kind| *kind == actor.kind).unwrap()] += 1;
    }
    let [people, organizations, groups] = counts;
    assert!(people > 34_000 && organizations > 6_000 && groups > 1_000, "{counts:?}");
    assert!(WIDE.actor("person:nobody-at-all").is_none() && WIDE.actor("").is_none());
}

#[test]
fn offices_and_numbers_are_kept() {
    let minister = WIDE.actor("person:sten-tolgfors").unwrap();
    assert_eq!(minister.role_in(2009), Some("Minister for Defence"));
    assert_eq!(minister.role_in(1990), None);
    assert_eq!(minister.wikidata.as_deref(), Some("Q984112"));
}

/// Checks what is said of a damaged asset.
#[track_caller]
fn check_broken(bytes: Vec<u8>, expected: &str) {
    let error = Wide::open(bytes.leak()).unwrap_err();
    assert_eq!(error.to_string(), format!("data/actors/wide.bin: {expected}"));
    assert!(error.hint().contains("compile_the_wide_tables"));
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

/// With a sum that agrees the sections are still checked.
#[test]
fn a_file_of_another_make_is_an_error_or_empty() {
    let signed = |body: &[u8]| {
        let mut bytes = format::MAGIC.to_vec();
        bytes.extend(format::check_sum(body).to_le_bytes());
        bytes.extend(body);
        bytes
    };
    check_broken(signed(b""), "names: its length is missing");
    check_broken(signed(&[0xff; 24]), "end: its sections do not fill it");
    check_broken(signed(&[0; 24]), "names: it is no automaton");
}

#[test]
fn tables_are_checked_when_compiled() {
    let people = "id\tname\taliases\tcountry\tsector\toffices\twikidata\n";
    let bodies = "id\tname\taliases\tcountry\tsector\twikidata\n";
    for (row, expected) in [
        ("\tAnn Lee\t\tUSA\tGOV\tMayor\t", "wide/office-holders.tsv:2: `Mayor` is no office with years"),
        ("\tAnn Lee\t\tUSA\tGOV\tMayor 2001-2002\t12", "wide/office-holders.tsv:2: `12` is no Wikidata id"),
        (
            "\tAnn Lee\t\tUSA\tGOV\tMayor 2001-2002\t\nperson:ann-lee\tA. Lee\t\tUSA\tGOV\tMayor 2001-2002\t",
            "wide/office-holders.tsv:3: `person:ann-lee` is there already",
        ),
    ] {
        let people = format!("{people}{row}\n");
        let tables = Tables { people: &people, parties: bodies, armed_groups: bodies, organizations: bodies };
        assert_eq!(compile(tables).unwrap_err().to_string(), expected);
    }
}
