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
