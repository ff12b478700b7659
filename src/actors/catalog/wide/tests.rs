use std::sync::LazyLock;

use super::super::asset::BYTES;
use super::*;
use crate::actors::ActorKind;

static WIDE: LazyLock<Wide> = LazyLock::new(|| {
    let asset = Asset::open(BYTES).expect("the built-in asset is sound");
    Wide::open(&asset).expect("the built-in asset is sound")
});

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
        counts[match actor.kind {
            ActorKind::Person => 0,
            ActorKind::Organization => 1,
            _ => 2,
        }] += 1;
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
