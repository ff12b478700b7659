//! Ids of actors that the catalog does not know.
//!
//! Reads: a name. Gives: `person:raed-al-saleh`: the same name gives the same id in every document.

use crate::actors::ActorKind;
use crate::actors::catalog::names::Key;

/// Brings a name into the form of ids: lower-case ASCII letters and digits, dashes between words.
///
/// A name without a Latin letter is spelled by its code points, so that different names stay different.
pub(in crate::actors) fn slug(name: &str) -> String {
    let key = Key::of(name);
    let mut slug = String::with_capacity(key.folded.len());
    for unit in key.folded.split(' ').filter(|unit| *unit != "s" && !unit.is_empty()) {
        if !slug.is_empty() {
            slug.push('-');
        }
        for c in unit.chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else {
                slug.push_str(&format!("x{:x}", u32::from(c)));
            }
        }
    }
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

/// Gives the id of a kind and a slug.
pub(in crate::actors) fn id(kind: ActorKind, slug: &str) -> String {
    let prefix = match kind {
        ActorKind::Person => "person",
        ActorKind::State => "state",
        ActorKind::Organization => "org",
        ActorKind::Group => "group",
        ActorKind::Place => "place",
    };
    format!("{prefix}:{slug}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ascii_and_stable() {
        for (name, expected) in [
            ("Raed al-Saleh", "raed-al-saleh"),
            ("the White Helmets", "white-helmets"),
            ("Mevlüt Çavuşoğlu", "mevlut-cavusoglu"),
            ("Russia's Foreign Ministry", "russia-foreign-ministry"),
            ("U.N.", "un"),
            ("習近平", "x7fd2x8fd1x5e73"),
            ("...", "unnamed"),
        ] {
            assert_eq!(slug(name), expected);
        }
        assert_ne!(slug("習近平"), slug("安倍"));
    }
}
