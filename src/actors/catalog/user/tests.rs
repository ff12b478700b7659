use super::*;

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
        ("a.txt", "", "a.txt:1: the name does not tell the format", ".toml"),
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
