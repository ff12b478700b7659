use super::*;
use crate::actors::catalog::Office;

fn file(name: &str, text: &str) -> ActorFile {
    ActorFile { name: name.to_owned(), text: text.to_owned() }
}

#[track_caller]
fn catalog(files: &[ActorFile]) -> Catalog {
    Catalog::builtin().unwrap().extended(files).unwrap()
}

fn first(catalog: &Catalog, name: &str) -> Option<String> {
    catalog.lookup(name).first().map(|found| found.actor.id.to_string())
}

#[test]
fn every_format_adds_the_same_actor() {
    for file in [
        file(
            "a.toml",
            "[[actor]]\nname = \"Harbor Watch\"\nkind = \"organization\"\naliases = [\"HBW\"]\ncountry = \"GRC\"\n",
        ),
        file(
            "a.jsonl",
            "{\"name\": \"Harbor Watch\", \"kind\": \"organization\", \"aliases\": [\"HBW\"], \"country\": \"GRC\"}\n",
        ),
        file("a.csv", "name,kind,aliases,country\nHarbor Watch,organization,HBW,GRC\n"),
    ] {
        let catalog = catalog(&[file]);
        let actor = catalog.actor("org:harbor-watch").unwrap();
        assert_eq!((actor.country.as_deref(), actor.aliases.as_slice()), (Some("GRC"), &["HBW".to_owned()][..]));
        assert_eq!(first(&catalog, "HBW").as_deref(), Some("org:harbor-watch"));
        assert_eq!(first(&catalog, "hbw"), None);
        assert_eq!(first(&catalog, "Watch"), None);
    }
}

#[test]
fn a_patch_replaces_fields_and_adds_aliases() {
    let catalog = catalog(&[file(
        "a.toml",
        "[[actor]]\nid = \"org:nato\"\naliases = [\"the Pact of Brussels\"]\nsector = \"MIL\"\n",
    )]);
    let nato = catalog.actor("org:nato").unwrap();
    assert_eq!(nato.sector.as_deref(), Some("MIL"));
    assert_eq!(first(&catalog, "Pact of Brussels").as_deref(), Some("org:nato"));
    assert_eq!(first(&catalog, "NATO").as_deref(), Some("org:nato"));
}

#[test]
fn names_of_users_win_and_blocked_ones_are_gone() {
    let text = "block = [\"Paris\"]\n[[actor]]\nid = \"state:RUS\"\nblock = [\"Kremlin\"]\n[[actor]]\nid = \"org:x\"\nname = \"NATO\"\n";
    let catalog = catalog(&[file("a.toml", text)]);
    assert_eq!(catalog.lookup("NATO").iter().map(|found| &*found.actor.id).collect::<Vec<_>>(), ["org:x"]);
    assert!(catalog.lookup("Paris").is_empty() && catalog.is_blocked("Paris"));
    assert!(!catalog.lookup("Kremlin").iter().any(|found| &*found.actor.id == "state:RUS"));
    assert_eq!(first(&catalog, "Russia").as_deref(), Some("state:RUS"));
    assert_eq!(first(&catalog, "France").as_deref(), Some("state:FRA"));
}

#[test]
fn an_actor_of_the_wide_tier_is_patched_with_its_names() {
    let builtin = Catalog::builtin().unwrap();
    let id = builtin.lookup_wide("Annelene Svingen")[0].actor.id.to_string();
    let catalog = catalog(&[file("a.csv", &format!("id,sector\n{id},MIL\n"))]);
    assert_eq!(catalog.lookup("Annelene Svingen")[0].actor.sector.as_deref(), Some("MIL"));
    assert!(catalog.lookup_wide("Annelene Svingen").is_empty());
}

#[test]
fn faults_name_file_line_field_and_what_to_try() {
    for (name, text, message, hint) in [
        (
            "a.toml",
            "[[actor]]\nid = \"org:x\"\nnmae = \"X\"\n",
            "a.toml:3: no field `nmae` (in `nmae`)",
            "did you mean `name`?",
        ),
        ("a.toml", "[[actor]]\nid = 7\n", "a.toml:2: `integer` where a text belongs (in `id`)", "put it in quotes"),
        (
            "a.toml",
            "[[actors]]\nid = \"org:x\"\n",
            "a.toml:1: `actors` cannot stand outside of an actor (in `actors`)",
            "each actor is",
        ),
        (
            "a.jsonl",
            "\n{\"id\": \"org:natoo\"}\n",
            "a.jsonl:2: no actor `org:natoo` to patch (in `id`)",
            "did you mean `org:nato`?",
        ),
        (
            "a.jsonl",
            "{\"name\": \"X\", \"kind\": \"club\"}\n",
            "a.jsonl:1: no kind of actor `club` (in `kind`)",
            "kinds: person",
        ),
        ("a.jsonl", "{\"name\": \"X\"}\n", "a.jsonl:1: a new actor without a kind (in `kind`)", "give `kind`"),
        (
            "a.csv",
            "id,name,country\norg:x,X,France\n",
            "a.csv:2: no country `France` (in `country`)",
            "did you mean `FRA`?",
        ),
        ("a.csv", "id,name\norg:x,X,Y\n", "a.csv:2: 3 cells, but the header has 2 columns", "quotes"),
        (
            "a.csv",
            "id,name,offices\nperson:x,X,Mayor\n",
            "a.csv:2: `Mayor` is no office with years (in `offices`)",
            "years",
        ),
        ("a.csv", "id,name,sector\norg:x,X,ARMY\n", "a.csv:2: no sector `ARMY` (in `sector`)", "sectors: "),
        ("a.xls", "", "a.xls:1: the name does not tell the format", ".toml"),
    ] {
        let error = Catalog::builtin().unwrap().extended(&[file(name, text)]).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.hint().contains(hint), "{message}: {}", error.hint());
    }
}

#[test]
fn collisions_are_told_but_only_where_there_are_some() {
    let text = "id,name\norg:x,NATO\norg:harbor-watch,Harbor Watch\n";
    let checked = Catalog::builtin().unwrap().check(&[file("a.csv", text)]);
    assert_eq!((checked.rows, checked.faults.len()), (2, 0));
    let told: Vec<String> = checked.collisions.iter().map(Fault::to_string).collect();
    assert_eq!(told, ["a.csv:2: `NATO` was the name of `org:nato`"]);
}

const DICTIONARY: &str = "<!-- an invented dictionary\n for tests -->\n# comment\n\
HARBOR_WATCH_ [GRCNGO]  ; watchers\n+HARBOUR_WATCH_\n\
ORLA_QUILL_\n+QUILL_\n\t[KENGOV 20130201-20170120]\n\t[KENLEG >170121]\n\t[KENELI]\n\
SYRIA_ [SYR]\n+SYRIAN_\n+ALEPPO_\n+SHAM_REPUBLIC_\n\
JOHN_KERRY_ [USAGOV 20130201-20170120]\n+JOHN_F._KERRY_\n+KERRY_\n\
OLD_GUARD_OF_KILIS_ [TURREB <820215]\nNORTH_ATLANTIC_TREATY_ORGANIZATION_ [IGO]\n";

/// Writes a row as `ID NAME COUNTRY SECTOR, aliases / surnames, offices`.
fn told(row: &ActorRow) -> String {
    let or_dash = |cell: &Option<String>| cell.as_deref().unwrap_or("-").to_owned();
    let years = |office: &Office| {
        format!("{} {}-{}", office.role, office.from, office.to.map(|to| to.to_string()).unwrap_or_default())
    };
    let offices: Vec<String> = row.offices.iter().map(years).collect();
    let head = [&row.id, &row.name, &row.country, &row.sector].map(or_dash).join(" ");
    format!("{head}, {} / {}, {}", row.aliases.join("|"), row.surnames.join("|"), offices.join("|"))
}

#[test]
fn dictionaries_of_petrarch_become_rows() {
    let catalog = Catalog::builtin().unwrap();
    let imported = catalog.import(&[file("my.actors.txt", DICTIONARY)]);
    assert_eq!(imported.faults, []);
    assert_eq!(imported.known, 1, "NATO");
    assert_eq!(
        imported.rows.iter().map(told).collect::<Vec<_>>(),
        [
            "org:harbor-watch Harbor Watch GRC NGO, Harbour Watch / , ",
            "person:orla-quill Orla Quill KEN LEG,  / Quill, Legislator 2017-|Government official 2013-2017",
            "state:SYR - - -, Sham Republic / , ",
            "person:john-kerry - - -, John F. Kerry / , ",
            "group:old-guard-of-kilis Old Guard of Kilis TUR REB,  / , ",
        ]
    );
    let collisions: Vec<String> = imported.collisions.iter().map(Fault::to_string).collect();
    assert_eq!(collisions, ["my.actors.txt:11: `Aleppo` stays the name of `place:aleppo`"]);
}

#[test]
fn a_dictionary_and_what_is_imported_of_it_make_the_same_catalog() {
    let builtin = Catalog::builtin().unwrap();
    let rows = builtin.import(&[file("my.actors.txt", DICTIONARY)]).rows;
    let written = write_actors(&rows, ActorFormat::Toml);
    let direct = catalog(&[file("my.actors.txt", DICTIONARY)]);
    let edited = catalog(&[file("my.toml", &written)]);
    for name in ["Harbour Watch", "Orla Quill", "Sham Republic", "Aleppo", "Kerry", "John F. Kerry", "Syrian", "NATO"] {
        assert_eq!(first(&direct, name), first(&edited, name), "{name}");
        assert!(first(&direct, name).is_some(), "{name}");
    }
    assert_eq!(first(&direct, "Aleppo").as_deref(), Some("place:aleppo"));
    assert_eq!(direct.actor("person:orla-quill"), edited.actor("person:orla-quill"));
    assert_eq!(direct.actor("person:john-kerry").unwrap().role.as_deref(), Some("Secretary of State"));
}

#[test]
fn entities_of_followthemoney_become_rows() {
    let person = r#"{"id": "a", "schema": "Person", "properties": {"name": ["Orla Quill", "Orla M. Quill"], "weakAlias": ["Quilly"], "country": ["ke"], "position": ["Minister of Fisheries"]}}"#;
    let body =
        r#"{"id": "b", "schema": "PublicBody", "properties": {"name": "Kilis Harbor Authority", "country": "tr"}}"#;
    let others = r#"{"id": "v", "schema": "Vessel", "properties": {"name": ["Corrigan Bay"]}}"#;
    let known = r#"{"id": "d", "schema": "Person", "properties": {"name": ["John Kerry"], "country": ["us"]}}"#;
    let builtin = Catalog::builtin().unwrap();
    for (name, text) in [
        ("a.json", format!("[{person},\n {body}, {others},\n{known}]")),
        ("a.json", format!("{person}\n{body}\n\n{others}\n{known}\n")),
        ("a.jsonl", format!("{person}\n{body}\n{others}\n{known}")),
    ] {
        let imported = builtin.import(&[file(name, &text)]);
        assert_eq!((imported.faults, imported.known), (vec![], 1), "{text}");
        assert_eq!(
            imported.rows.iter().map(told).collect::<Vec<_>>(),
            [
                "person:orla-quill Orla Quill KEN -, Orla M. Quill / ?Quilly, ",
                "org:kilis-harbor-authority Kilis Harbor Authority TUR GOV,  / , "
            ],
        );
        assert_eq!(imported.rows[0].role.as_deref(), Some("Minister of Fisheries"));
    }
}

#[test]
fn occupancies_of_followthemoney_are_offices() {
    let held = |post: &str, from: &str, to: &str| {
        format!(
            r#"{{"schema": "Occupancy", "properties": {{"holder": ["a"], "post": ["{post}"], "startDate": ["{from}"], "endDate": ["{to}"]}}}}"#
        )
    };
    let lines = [
        held("p", "2013-02-01", "2017-01-20"),
        r#"{"id": "a", "schema": "Person", "properties": {"name": ["Orla Quill"], "country": ["ke"]}}"#.to_owned(),
        r#"{"id": "p", "schema": "Position", "properties": {"name": ["Minister of Fisheries"]}}"#.to_owned(),
        r#"{"id": "q", "schema": "Position", "properties": {"name": ["Mayor of Kilis"]}}"#.to_owned(),
        held("q", "2018", ""),
        held("q", "long ago", "2019"),
        held("nowhere", "2001", "2002"),
    ];
    let imported = Catalog::builtin().unwrap().import(&[file("a.json", &lines.join("\n"))]);
    assert_eq!(imported.faults, []);
    assert_eq!(
        imported.rows.iter().map(told).collect::<Vec<_>>(),
        ["person:orla-quill Orla Quill KEN -,  / , Mayor of Kilis 2018-|Minister of Fisheries 2013-2017"]
    );
}

#[test]
fn faults_of_others_lists_name_their_lines() {
    for (name, text, expected) in [
        ("a.txt", "ORLA_QUILL_ [KENGOV 2013-]\n", "a.txt:1: `KENGOV 2013-` is no code with dates"),
        (
            "a.txt",
            "ORLA_QUILL_ [KENGOV 20170101-20130101]\n",
            "a.txt:1: `KENGOV 20170101-20130101` is no code with dates",
        ),
        ("a.txt", "\nORLA_QUILL_ []\n", "a.txt:2: `` is no code with dates"),
        ("a.txt", "ORLA_QUILL_\n", "a.txt:1: `ORLA QUILL` has no code"),
        ("a.txt", "+QUILL_\n", "a.txt:1: `+QUILL_` is a synonym of nothing"),
        ("a.txt", "[KENGOV]\n", "a.txt:1: codes of nothing"),
        ("a.txt", "France accused Iran.\n", "a.txt:1: `France accused Iran.` is no name of an actor"),
        ("a.json", "{\"schema\": \"Person\", \"properties\": {}}", "a.json:1: an entity without a name (in `name`)"),
        ("a.json", "[{\"schema\": \"Person\"", "a.json:1: EOF while parsing an object"),
        ("a.json", "\n[\n", "a.json:3: the list has no end"),
        ("a.json", "{\"schema\": 7}", "a.json:1: invalid type: integer `7`, expected a string"),
        ("a.json", "{}\n", "a.json:1: missing field `schema`"),
    ] {
        let faults = Catalog::builtin().unwrap().check(&[file(name, text)]).faults;
        let told: Vec<String> = faults.iter().map(Fault::to_string).collect();
        assert_eq!(told, [expected], "{text}");
        assert!(faults.iter().all(|fault| !fault.hint.is_empty()), "{text}");
    }
    for (name, text) in [("a.txt", ""), ("a.txt", "; nothing\n<!-- [ -->\n"), ("a.json", ""), ("a.json", "[]")] {
        assert_eq!(Catalog::builtin().unwrap().check(&[file(name, text)]), Checked::default(), "{text}");
    }
}

#[test]
fn namesakes_of_another_state_stay_apart() {
    let text = "DAVID_CARTER_ [PERGOV 20100101-20120101]\nDAVID_CARTER_ [NZLLEG]\nJOHN_KERRY_ [PERGOV]\n";
    let imported = Catalog::builtin().unwrap().import(&[file("a.txt", text)]);
    // The one of New Zealand is known; another John Kerry would take the name.
    let told: Vec<String> = imported.collisions.iter().map(Fault::to_string).collect();
    assert_eq!(imported.rows.iter().map(told_id).collect::<Vec<_>>(), [""; 0], "{told:?}");
    assert_eq!((imported.known, told.len()), (1, 2), "{told:?}");
}

fn told_id(row: &ActorRow) -> &str {
    row.id.as_deref().unwrap_or_default()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_is_read_or_told_to_be_wrong(text in "([A-Z+_\\[\\]{}:,\"<>;# \\n0-9é-]|schema|\\PC){0,60}", list in proptest::bool::ANY) {
        let text = if list { format!("[{text}") } else { text };
        let builtin = &*BUILTIN;
        for name in ["a.txt", "a.json", "a.toml", "a.csv", "a.jsonl"] {
            let imported = builtin.import(&[file(name, &text)]);
            proptest::prop_assert!(imported.faults.iter().all(|fault| fault.line > 0 && !fault.message.is_empty()));
        }
    }
}

static BUILTIN: std::sync::LazyLock<Catalog> = std::sync::LazyLock::new(|| Catalog::builtin().unwrap());
