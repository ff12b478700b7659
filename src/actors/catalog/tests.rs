use super::*;

fn catalog() -> Catalog {
    Catalog::builtin().expect("the built-in tables are sound")
}

/// Checks the strong readings of a name, sorted: `ID KIND`.
#[track_caller]
fn check(catalog: &Catalog, name: &str, expected: &[&str]) {
    let readings = catalog.lookup(name);
    let mut strong: Vec<_> = readings
        .iter()
        .filter(|posting| !posting.weak)
        .map(|posting| format!("{} {:?}", posting.actor.id, posting.kind))
        .collect();
    strong.sort_unstable();
    assert_eq!(strong, expected, "{name}");
}

#[test]
fn every_table_is_read() {
    let catalog = catalog();
    let count = |kind| catalog.actors().filter(|actor| actor.kind == kind).count();
    use crate::actors::ActorKind::*;
    for (kind, least) in [(State, 260), (Organization, 1000), (Group, 400), (Person, 1000), (Place, 1000)] {
        assert!(count(kind) >= least, "{kind}: {}", count(kind));
    }
    assert_eq!(catalog.us_states.len(), 51);
    assert!(catalog.title_records.len() > 1000 && catalog.body_records.len() > 350);
}

#[test]
fn names_collide_only_where_marked_weak() {
    assert_eq!(catalog().collisions(), Vec::<String>::new());
}

#[test]
fn states_by_name_adjective_people_and_capital() {
    let catalog = catalog();
    for name in ["United States", "US", "U.S.", "U.S.A.", "America", "the United States", "UNITED STATES"] {
        let first = catalog.lookup(name).first().map(|posting| posting.actor.id.to_string());
        assert_eq!(first.as_deref(), Some("state:USA"), "{name}");
    }
    check(&catalog, "Russian", &["state:RUS Adjective"]);
    check(&catalog, "Russians", &["state:RUS People"]);
    check(&catalog, "RUSSIA", &["state:RUS Name"]);
    check(&catalog, "Damascus", &["place:damascus Name", "state:SYR Capital"]);
    check(&catalog, "Kiev", &["place:kyiv Name", "state:UKR Capital"]);
    check(&catalog, "Turkiye", &["state:TUR Name"]);
    check(&catalog, "Cote d’Ivoire", &["state:CIV Name"]);
    check(&catalog, "South Korean", &["state:KOR Adjective"]);
    check(&catalog, "Soviet", &["state:SUN Adjective"]);
}

#[test]
fn traps_are_no_states() {
    let catalog = catalog();
    for name in [
        "us", "Us", "turkey", "china", "chad", "polish", "guinea", "jersey", "jordan", "mali", "who", "Who", "is",
        "Is", "ice",
    ] {
        check(&catalog, name, &[]);
        assert!(catalog.lookup(name).is_empty(), "{name}");
    }
    for name in ["Jordan", "Chad", "Georgia", "Jersey", "Korea", "Korean", "England"] {
        check(&catalog, name, &[]);
        assert!(!catalog.lookup(name).is_empty(), "{name} has weak readings");
    }
    check(&catalog, "Washington Post", &["org:washington-post Name"]);
    check(&catalog, "Paris Agreement", &[]);
    check(&catalog, "Hong Kong", &["state:HKG Name"]);
    check(&catalog, "an Islamic state", &[]);
}

#[test]
fn organizations_groups_and_metonyms() {
    let catalog = catalog();
    check(&catalog, "Nato", &["org:nato Acronym"]);
    check(&catalog, "U.N. Security Council", &["org:un-security-council Name"]);
    check(&catalog, "P5+1", &["org:p5-1 Acronym"]);
    check(&catalog, "Da'esh", &["group:islamic-state Name"]);
    check(&catalog, "Islamic State of Iraq and the Levant", &["group:islamic-state Name"]);
    check(&catalog, "Al Qaeda", &["group:al-qaeda Name"]);
    check(&catalog, "al-Qaida", &["group:al-qaeda Name"]);
    check(&catalog, "Kremlin", &["state:RUS Metonym"]);
    check(&catalog, "Brussels", &["org:eu Metonym"]);
    check(&catalog, "white house", &[]);
    check(&catalog, "White House", &["state:USA Metonym"]);
    assert_eq!(catalog.actor("org:us-senate").and_then(|senate| senate.parent.as_deref()), Some("org:us-congress"));
}

#[test]
fn people_by_name_surname_and_year() {
    let catalog = catalog();
    check(&catalog, "Mevlut Cavusoglu", &["person:mevlut-cavusoglu Name"]);
    check(&catalog, "Bashar el-Assad", &["person:bashar-al-assad Name"]);
    check(&catalog, "Assad", &[]);
    let assad = catalog.lookup("Assad");
    assert!(assad.iter().all(|posting| posting.kind == AliasKind::Surname && posting.weak));
    assert!(assad.iter().any(|posting| &*posting.actor.id == "person:bashar-al-assad"));
    let kerry = catalog.actor("person:john-kerry").unwrap();
    let secretary = kerry.offices.iter().find(|office| office.role == "Secretary of State").unwrap();
    assert!(secretary.covers(2016) && !secretary.covers(2018) && !secretary.covers(2010));
}

/// Checks the longest name at the first word: its words, and the first reading.
#[track_caller]
fn check_longest(catalog: &Catalog, text: &str, expected: Option<(usize, Option<&str>)>) {
    let words: Vec<_> = text.split(' ').collect();
    let found = catalog.longest_match(&words);
    let found = found.as_ref().map(|(words, found)| (*words, found.first().map(|posting| &*posting.actor.id)));
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_longest_name_wins() {
    let catalog = catalog();
    check_longest(&catalog, "U.S. Central Command said", Some((3, Some("org:us-central-command"))));
    check_longest(&catalog, "People 's Republic of China ,", Some((5, Some("state:CHN"))));
    check_longest(&catalog, "al - Shabaab fighters", Some((3, Some("group:al-shabaab"))));
    check_longest(&catalog, "Iran - Iraq War", Some((4, None)));
    check_longest(&catalog, "United Nations , which", Some((2, Some("org:un"))));
    check_longest(&catalog, "Washington Post reported", Some((2, Some("org:washington-post"))));
    check_longest(&catalog, "united front", None);
    check_longest(&catalog, "the United Nations", None);
    check_longest(&catalog, ", Iran", None);
    check_longest(&catalog, "- Iran", None);
    assert!(catalog.longest_match(&[]).is_none());
    assert!(catalog.longest_match(&["", "Iran"]).is_none());
}

#[test]
fn titles_and_modifiers() {
    let catalog = catalog();
    let title = |text: &str| {
        let words: Vec<_> = text.split(' ').collect();
        catalog.title(&words).map(|(words, title)| (words, title.tie.clone().unwrap_or_default()))
    };
    assert_eq!(title("secretary - general of"), Some((3, "leads".to_owned())));
    assert_eq!(title("sens. john mccain"), Some((1, "represents".to_owned())));
    assert_eq!(title("foreign minister of iran"), Some((2, "represents".to_owned())));
    assert_eq!(title("president obama"), Some((1, "leads".to_owned())));
    assert_eq!(title("mr. smith"), Some((1, String::new())));
    assert_eq!(title("of state"), None);
    assert_eq!(title(", president"), None);
    let king = catalog.title(&["king"]).unwrap().1;
    assert_eq!((king.gender, king.address), (Some(Gender::Male), true));
    assert_eq!(catalog.title_modifier(&["deputy"]), Some((1, TitleModifier::Deputy)));
}

#[test]
fn bodies_have_a_sense() {
    let catalog = catalog();
    for (lemma, sense) in [
        ("warplane", Some(BodySense::State)),
        ("foreign ministry", Some(BodySense::Organization)),
        ("rebel", Some(BodySense::Group)),
        ("civilian", Some(BodySense::Nobody)),
        ("umbrella", None),
    ] {
        assert_eq!(catalog.body(lemma).map(|body| body.sense), sense, "{lemma}");
    }
}

#[test]
fn cities_have_a_country() {
    let catalog = catalog();
    assert_eq!((catalog.city("Grenoble"), catalog.city("Grenobel")), (Some("FRA"), None));
}
