//! `actors`: who is known, and what is wrong with actors of one's own.

use crate::tool::Place;

const GOOD: &str =
    "block = [\"Georgia\"]\n\n[[actor]]\nname = \"Harbor Watch\"\nkind = \"organization\"\ncountry = \"GRC\"\n";

#[test]
fn a_good_file_is_fine() {
    let run = Place::new().with("mine.toml", GOOD).run(&["actors", "check", "mine.toml"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "2 rows are fine\n", ""));
}

#[test]
fn names_of_others_are_told_and_no_failure() {
    let place = Place::new().with("a.csv", "id,name\norg:x,NATO\n").with("mine.toml", GOOD);
    let run = place.run(&["actors", "check", "a.csv", "mine.toml"]);
    assert_eq!((run.code, run.out.as_str()), (0, "3 rows are fine, 1 collision\n"));
    assert_eq!(run.err, "warning: a.csv:2: `NATO` was the name of `org:nato`\n");
}

#[test]
fn bad_rows_are_shown_with_their_lines() {
    let text = "[[actor]]\nname = \"Harbor Watch\"\nkind = \"organization\"\ncountry = \"GRX\"\n[[actor]]\nid = \"org:y\"\nnmae = \"Y\"\n";
    let place = Place::new().with("mine.toml", text).with("b.jsonl", "{\"name\": \"X\", \"kind\": \"club\"}\n{\n");
    let run = place.run(&["actors", "check", "mine.toml", "b.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (2, "0 rows are fine, 4 faults\n"));
    insta::assert_snapshot!(run.err, @r#"
    error: no kind of actor `club`
     --> b.jsonl:1:24
      |
    1 | {"name": "X", "kind": "club"}
      |                        ^
    hint: kinds: person, state, organization, group, place
    error: EOF while parsing an object, column 1
     --> b.jsonl:2:1
      |
    2 | {
      | ^
    hint: each line is one object: {"id": ..., "name": ..., "aliases": [...]}
    error: no country `GRX`
     --> mine.toml:4:12
      |
    4 | country = "GRX"
      |            ^
    hint: give its ISO 3166 code of three letters: `FRA`
    error: no field `nmae`
     --> mine.toml:7:1
      |
    7 | nmae = "Y"
      | ^
    hint: did you mean `name`?
    "#);
    // What is wrong for `check` is wrong for `extract`.
    assert_eq!(place.with("a.txt", "France accused Iran.").run(&["extract", "a.txt", "--actors", "mine.toml"]).code, 2);
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let place = Place::new().with("latin.csv", b"id,name\norg:x,Caf\xe9\n").with("a.xls", "");
    for (file, message) in [
        ("none.toml", "error: no file or folder `none.toml`\n"),
        ("latin.csv", "error: latin.csv:2: the text is not in UTF-8\nhint: save the file as UTF-8\n"),
    ] {
        let run = place.run(&["actors", "check", file]);
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (2, "", message), "{file}");
    }
    let run = place.run(&["actors", "check", "a.xls"]);
    assert!(run.code == 2 && run.err.contains("does not tell the format"), "{run:?}");
    assert_eq!(place.run(&["actors", "check"]).code, 2);
}

#[test]
fn a_surname_is_somebody_where_state_and_date_agree() {
    let place = Place::new();
    let run = place.run(&["actors", "show", "Kerry", "--date", "2016-09-28", "--country", "USA"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.out, @r"
    `Kerry` would be John Kerry (person:john-kerry), confidence 0.48
      why: surname of John Kerry, whose country or title the document names
      read in: “Kerry spoke about United States.”, of 2016-09-28

    John Kerry  person:john-kerry  ← chosen
      is: person, USA (United States), GOV
      named: `Kerry` is the surname alone, weak
      offices: Secretary of State 2013-2017 (then); Senator 1985-2013
      names: John Kerry; Kerry (surname, weak)
      from: data/actors/people.tsv
    ");
    let alone = place.run(&["actors", "show", "Kerry"]);
    assert!(alone.code == 0 && alone.out.contains("an actor of the text's own"), "{}", alone.out);
    assert!(alone.out.contains("person:john-kerry") && !alone.out.contains("chosen"), "{}", alone.out);
    let elsewhere = place.run(&["actors", "show", "Kerry", "--date", "2016-09-28", "--country", "Peru"]);
    assert!(!elsewhere.out.contains("chosen"), "{}", elsewhere.out);
}

#[test]
fn unknown_names_come_with_names_like_them() {
    let place = Place::new();
    for (name, near) in [("Jhon Kerry", "    John Kerry (person:john-kerry, USA)\n"), ("nato", "    NATO (org:nato)\n")]
    {
        let run = place.run(&["actors", "show", name]);
        assert_eq!(run.code, 1, "{name}");
        assert!(run.out.starts_with(&format!("Nobody is known as `{name}`.\n")), "{}", run.out);
        assert!(run.out.contains(near), "{}", run.out);
    }
    for name in ["Xqzvwkjy Brmptl", "", "—"] {
        let run = place.run(&["actors", "show", name]);
        assert!(run.code == 1 && !run.out.contains("Names like it"), "{name}: {run:?}");
    }
    let run = place.run(&["actors", "show", "Kerry", "--country", "Frence"]);
    assert_eq!((run.code, run.err.as_str()), (2, "error: no state `Frence`\nhint: did you mean `France`?\n"));
}

#[test]
fn actors_of_files_are_shown_with_their_lines() {
    let text = format!("{GOOD}\n[[actor]]\nid = \"org:nato\"\naliases = [\"Pact of Brussels\"]\n");
    let place = Place::new().with("mine.toml", text);
    let run = place.run(&["actors", "show", "Harbor Watch", "--actors", "mine.toml"]);
    assert!(run.code == 0 && run.out.contains("from: mine.toml:3\n"), "{}", run.out);
    assert_eq!(place.run(&["actors", "show", "Harbor Watch"]).code, 1);
    let patched = place.run(&["actors", "show", "Pact of Brussels", "--actors", "mine.toml"]);
    assert!(patched.out.contains("from: data/actors/organizations.tsv, mine.toml:8\n"), "{}", patched.out);
    let blocked = place.run(&["actors", "show", "Georgia", "--actors", "mine.toml"]);
    assert_eq!((blocked.code, blocked.out.lines().next()), (1, Some("`Georgia` is blocked: it names no actor.")));
}

const NEWS: &str = "{\"id\": 1, \"text\": \"Kenyan lawmaker Orla Quill accused Iran. Quill met John Kerry.\"}\n\
                    {\"id\": 2, \"text\": \"Bram Oddlove praised Orla Quill.\"}\n";

#[test]
fn unknown_names_are_listed_most_frequent_first() {
    let place = Place::new().with("news.jsonl", NEWS);
    let run = place.run(&["actors", "learn", "news.jsonl"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out, @r"
    name          kind    country  count  docs  example
    Orla Quill    person  KEN          3     2  Kenyan lawmaker Orla Quill accused Iran.
    Bram Oddlove  person               1     1  Bram Oddlove praised Orla Quill.
    ");
    let frequent = place.run(&["actors", "learn", "news.jsonl", "--min-count", "2"]);
    assert!(frequent.out.contains("Orla Quill") && !frequent.out.contains("Oddlove"), "{}", frequent.out);
}

#[test]
fn what_is_learned_is_a_file_for_extract() {
    let place = Place::new().with("news.jsonl", NEWS);
    for name in ["mine.toml", "mine.csv", "mine.jsonl"] {
        let run = place.run(&["actors", "learn", "news.jsonl", "-o", name]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
        assert!(run.err.starts_with(&format!("wrote {name}: 2 names")), "{}", run.err);
        let checked = place.run(&["actors", "check", name]);
        assert_eq!((checked.code, checked.out.as_str(), checked.err.as_str()), (0, "2 rows are fine\n", ""), "{name}");
        // Who is in the file is known: nothing is left to learn.
        let again = place.run(&["actors", "learn", "news.jsonl", "--actors", name]);
        assert_eq!((again.code, again.out.as_str()), (1, "All names are known.\n"), "{name}");
    }
    let toml = place.run(&["actors", "learn", "news.jsonl", "--format", "toml", "--min-count", "2"]);
    insta::assert_snapshot!(toml.out, @r#"
    # 3 times in 2 documents: Kenyan lawmaker Orla Quill accused Iran.
    [[actor]]
    name = "Orla Quill"
    kind = "person"
    surnames = ["Quill"]
    country = "KEN"
    sector = "LEG"
    role = "lawmaker"
    "#);
}

#[test]
fn nothing_is_learned_of_known_names_and_bad_input() {
    let place = Place::new().with("a.txt", "France accused Iran.").with("bad.jsonl", "{\"id\": 1}\n");
    let known = place.run(&["actors", "learn", "a.txt"]);
    assert_eq!((known.code, known.out.as_str()), (1, "All names are known.\n"));
    assert_eq!(place.run(&["actors", "learn", "bad.jsonl"]).code, 2);
    assert_eq!(place.run(&["actors", "learn", "none.txt"]).code, 2);
    assert_eq!(place.run(&["actors", "learn", "a.txt", "bad.jsonl"]).code, 3);
    let format = place.run(&["actors", "learn", "a.txt", "-o", "mine.xls"]);
    assert!(format.code == 2 && format.err.contains("does not tell the format"), "{}", format.err);
    assert_eq!(place.names(), ["a.txt", "bad.jsonl"]);
}

const DICTIONARY: &str =
    "; invented\nHARBOR_WATCH_ [GRCNGO]\n+HBW_\nORLA_QUILL_\n\t[KENGOV 20130201-20170120]\nSYRIA_ [SYR]\n+ALEPPO_\n";

#[test]
fn lists_of_others_become_files_of_ones_own() {
    let place = Place::new().with("their.actors.txt", DICTIONARY).with("a.txt", "The Harbor Watch accused Iran.");
    let run = place.run(&["actors", "import", "their.actors.txt", "-o", "mine.toml"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert!(run.err.contains("`Aleppo` stays the name of `place:aleppo`"), "{}", run.err);
    assert!(run.err.ends_with("wrote mine.toml: 2 rows; known already: 1; names left out: 1\n"), "{}", run.err);
    assert_eq!(place.run(&["actors", "check", "mine.toml"]).out, "2 rows are fine\n");
    for file in ["mine.toml", "their.actors.txt"] {
        let found = place.run(&["extract", "a.txt", "--actors", file, "--format", "jsonl"]);
        assert!(found.code == 0 && found.out.contains("org:harbor-watch"), "{file}: {found:?}");
    }
    let entity = "{\"schema\": \"Person\", \"properties\": {\"name\": [\"Orla Quill\"], \"country\": [\"ke\"]}}";
    let run = place.with("e.json", entity).run(&["actors", "import", "e.json", "--format", "csv"]);
    assert_eq!(run.out, "id,name,country\nperson:orla-quill,Orla Quill,KEN\n");
}

#[test]
fn what_is_no_list_is_not_imported() {
    let place = Place::new()
        .with("a.txt", "France accused Iran.\n")
        .with("half.txt", "ORLA_QUILL_ [KENGOV 20130201-20170120]\nrest\n");
    let run = place.run(&["actors", "import", "a.txt", "-o", "mine.toml"]);
    assert!(run.code == 2 && run.err.contains("is no name of an actor"), "{run:?}");
    assert_eq!(place.names(), ["a.txt", "half.txt"]);
    let half = place.run(&["actors", "import", "half.txt"]);
    assert!(half.code == 3 && half.out.contains("person:orla-quill"), "{half:?}");
    assert_eq!(place.run(&["actors", "import", "half.txt", "-o", "mine.xls"]).code, 2);
}

/// The members of Congress, which are not built in.
const LEGISLATORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/actors/extra/us-legislators.csv");

#[test]
fn legislators_are_a_file_without_faults() {
    let text = "U.S. Sen. Roger Wicker criticized Iran.";
    let place = Place::new().with("a.txt", text).with("b.txt", "Roger Wicker, a baker in Lima, thanked Peru.");
    let checked = place.run(&["actors", "check", LEGISLATORS]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""), "{}", checked.out);
    assert!(checked.out.ends_with(" rows are fine\n"), "{}", checked.out);
    let found = place.run(&["extract", "a.txt", "--actors", LEGISLATORS, "--format", "jsonl"]).out;
    assert!(found.contains("\"id\":\"person:roger-wicker\"") && found.contains("Senator for Mississippi"), "{found}");
    let other = place.run(&["extract", "b.txt", "--actors", LEGISLATORS, "--format", "jsonl"]).out;
    assert!(other.contains("Roger Wicker") && !other.contains("Mississippi"), "{other}");
}
