//! `lexicon`, `extract --lexicon`, `extract --suggest`: words of one's own.

use crate::tool::{ARTICLE, Place};

const GOOD: &str = "[[trigger]]\nwords = \"sideline\"\npos = \"v\"\nkind = \"rejects\"\nframe = \"act\"\n\n\
                    [[trigger]]\nwords = \"criticize\"\npos = \"v\"\nkind = \"none\"\n";

const NEWS: &str = "{\"id\": 1, \"text\": \"France sidelined Iran. Russia wavered over China.\"}\n\
                    {\"id\": 2, \"text\": \"Britain sidelined Iran. France criticized Iran.\"}\n";

/// Kinds with source and target, as `jsonl` has them.
fn relations(place: &Place, args: &[&str]) -> Vec<String> {
    let run = place.run(&[&["extract", "--format", "jsonl"], args].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    let mut found = Vec::new();
    for line in run.out.lines() {
        let document: serde_json::Value = serde_json::from_str(line).unwrap();
        for relation in document["relations"].as_array().unwrap() {
            let id = |end: &str| relation[end]["actor"].as_str().unwrap_or("?").to_owned();
            found.push(format!("{} {} {}", id("source"), relation["kind"].as_str().unwrap(), id("target")));
        }
    }
    found
}

#[test]
fn words_of_ones_own_add_and_take_away() {
    let place = Place::new().with("news.jsonl", NEWS).with("m.toml", GOOD).with("empty.tsv", "# nothing\n");
    let counts = |files: &[&str]| {
        let args: Vec<&str> = files.iter().flat_map(|file| ["--lexicon", file]).chain(["news.jsonl"]).collect();
        let found = relations(&place, &args);
        let of = |kind: &str| found.iter().filter(|relation| relation.contains(kind)).count();
        (of(" rejects "), of(" criticizes "))
    };
    assert_eq!(counts(&[]), (0, 1));
    assert_eq!(counts(&["empty.tsv"]), (0, 1));
    assert_eq!(counts(&["m.toml"]), (2, 0));
    assert_eq!(counts(&["empty.tsv", "m.toml"]), (2, 0));
}

#[test]
fn a_bad_row_is_shown_and_nothing_written() {
    let place =
        Place::new().with("talks.txt", ARTICLE).with("m.tsv", "sideline\tv\trejects\tact\nsnub\tv\trejcets\tact\n");
    let run = place.run(&["extract", "talks.txt", "--lexicon", "m.tsv", "-o", "graph.json"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err, @r#"
    error: no relation kind `rejcets`
     --> m.tsv:2:8
      |
    2 | snub v rejcets act
      |        ^
    hint: did you mean `rejects`?
    "#);
    assert_eq!(place.names(), ["m.tsv", "talks.txt"]);
    let run = place.run(&["extract", "talks.txt", "--lexicon", "none.tsv"]);
    assert_eq!((run.code, run.err.as_str()), (2, "error: no file or folder `none.tsv`\n"));
}

#[test]
fn check_tells_faults_and_what_rows_touch() {
    let place = Place::new()
        .with("good.toml", GOOD)
        .with("heed.tsv", "heed\tv\trejects\tact\n")
        .with("touch.tsv", "criticize\tv\tcriticizes\tact\ncriticize\tv\trejects\tact\nsnubbed\tv\trejects\tact\n")
        .with(
            "bad.toml",
            "[[trigger]]\nwords = \"sideline\"\npos = \"v\"\nkind = \"\"\n\n[[trigger]]\nwrods = \"snub\"\n",
        )
        .with("latin.tsv", b"snub\xe9\tv\tnone\n");
    let run = place.run(&["lexicon", "check", "good.toml"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "2 rows are fine\n", ""));
    assert_eq!(place.run(&["lexicon", "check", "heed.tsv"]).out, "1 row is fine\n");
    let run = place.run(&["lexicon", "check", "touch.tsv"]);
    assert_eq!((run.code, run.out.as_str()), (0, "3 rows are fine, 3 warnings\n"));
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(
        lines[0]
            .starts_with("warning: touch.tsv:1: `criticize` stands instead of `criticize|criticise` of data/lexicon/")
    );
    assert!(lines[1].starts_with("warning: touch.tsv:2: `criticize` tells `criticizes` too, by "));
    assert_eq!(lines[2], "warning: touch.tsv:3: `snubbed` looks like a form of `snub`: write the dictionary form");
    let run = place.run(&["lexicon", "check", "good.toml", "bad.toml"]);
    assert_eq!((run.code, run.out.as_str()), (2, "2 rows are fine, 2 faults\n"));
    insta::assert_snapshot!(run.err, @r#"
    error: no kind for `sideline`
     --> bad.toml:4:1
      |
    4 | kind = ""
      | ^
    hint: kinds: accuses, agrees-with, aids, allied-with, attacks, coerces, cooperates-with, criticizes, demands, leads, meets, member-of, mobilizes-against, negotiates-with, part-of, praises, protests-against, rejects, represents, requests, sanctions, supports, threatens, yields-to; none: the words tell no relation
    error: no field `wrods`
     --> bad.toml:7:1
      |
    7 | wrods = "snub"
      | ^
    hint: did you mean `words`?
    "#);
    let run = place.run(&["lexicon", "check", "latin.tsv"]);
    assert_eq!(run.err, "error: latin.tsv:1: the text is not in UTF-8\nhint: save the file as UTF-8\n");
    assert_eq!(place.run(&["lexicon", "check"]).code, 2);
}

#[test]
fn show_says_what_a_word_tells() {
    let place = Place::new().with("m.toml", GOOD);
    let run = place.run(&["lexicon", "show", "sideline", "--lexicon", "m.toml"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.out, @r#"
    sideline  verb: rejects
      frame: act
      source: subj
      target: obj
      from: m.toml:1
    "#);
    let run = place.run(&["lexicon", "show", "air strike"]);
    assert!(run.code == 0 && run.out.starts_with("air strike  noun: attacks\n  frame: event\n"), "{}", run.out);
    assert_eq!(place.run(&["lexicon", "show", "air", "strike"]), run);
    let say = place.run(&["lexicon", "show", "say"]);
    assert!(say.out.contains("say  changes how real a clause is: claim (verb)\n"), "{}", say.out);
    assert!(say.out.contains("more: `--all` shows them"), "{}", say.out);
    assert!(place.run(&["lexicon", "show", "say", "--all"]).out.len() > say.out.len());
}

#[test]
fn show_of_words_that_tell_nothing() {
    let place = Place::new().with("m.toml", GOOD);
    for (args, out) in [
        (&["sideline"][..], "`sideline` tells no relation.\n  A word like it: lifeline\n"),
        (&["xqzvwkjy"], "`xqzvwkjy` tells no relation.\n"),
        (&[""], "`` tells no relation.\n"),
    ] {
        let run = place.run(&[&["lexicon", "show"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (1, out));
    }
    // What a file takes away is told no more, but the longer triggers of the word are.
    let run = place.run(&["lexicon", "show", "criticize", "--lexicon", "m.toml"]);
    assert!(!run.out.contains("criticize  verb: criticizes\n"), "{}", run.out);
}

#[test]
fn suggestions_come_as_table_and_files() {
    let place = Place::new().with("news.jsonl", NEWS);
    let run = place.run(&["extract", "news.jsonl", "--suggest"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out, @r#"
    word      pos  frame    target  count  docs  examples
    sideline  v    act      obj         2     2  [France] sidelined [Iran].
                                                 [Britain] sidelined [Iran].
    waver     v    oblique  over        1     1  [Russia] wavered over [China].
    "#);
    let run = place.run(&["extract", "news.jsonl", "--suggest", "--format", "toml"]);
    insta::assert_snapshot!(run.out, @r#"
    # 2 sentences in 2 documents
    # [France] sidelined [Iran].
    # [Britain] sidelined [Iran].
    [[trigger]]
    words = "sideline"
    pos = "v"
    kind = ""
    frame = "act"
    source = ["subj"]
    target = ["obj"]

    # 1 sentence in 1 document
    # [Russia] wavered over [China].
    [[trigger]]
    words = "waver"
    pos = "v"
    kind = ""
    frame = "oblique"
    source = ["subj"]
    target = ["over"]
    "#);
    let run = place.run(&["extract", "news.jsonl", "--suggest", "-o", "words.tsv"]);
    assert_eq!((run.code, run.err.as_str()), (0, "wrote words.tsv: 2 words of 2 documents\n"));
    let tsv = std::fs::read_to_string(place.path("words.tsv")).unwrap();
    assert_eq!(
        tsv.lines().nth(1).unwrap().split('\t').take(6).collect::<Vec<_>>(),
        ["sideline", "v", "", "act", "obj", "subj"]
    );
    let piped = crate::tool::run_in(place.0.path(), &["extract", "-", "--suggest", "--threads", "1"], NEWS.as_bytes());
    assert_eq!(piped.out, place.run(&["extract", "news.jsonl", "--suggest"]).out);
}

#[test]
fn suggestions_are_words_once_their_kind_is_filled_in() {
    let place = Place::new().with("news.jsonl", NEWS);
    for name in ["words.toml", "words.tsv"] {
        place.run(&["extract", "news.jsonl", "--suggest", "-o", name]);
        let open = place.run(&["lexicon", "check", name]);
        assert_eq!((open.code, open.out.as_str()), (2, "0 rows are fine, 2 faults\n"), "{name}");
        assert!(open.err.contains("error: no kind for `sideline`\n") && open.err.contains("hint: kinds: accuses, "));
        let text = std::fs::read_to_string(place.path(name)).unwrap();
        let filled = text.replace("kind = \"\"", "kind = \"rejects\"").replace("\tv\t\t", "\tv\trejects\t");
        std::fs::write(place.path(name), filled).unwrap();
        assert_eq!(place.run(&["lexicon", "check", name]).out, "2 rows are fine\n", "{name}");
        assert_eq!(relations(&place, &["news.jsonl", "--lexicon", name]).len(), 4, "{name}");
        let again = place.run(&["extract", "news.jsonl", "--suggest", "--lexicon", name]);
        assert_eq!((again.code, again.out.as_str()), (1, "Every word that joins two actors is known.\n"), "{name}");
    }
    // A word that tells no relation is not suggested again.
    let place = place.with("none.tsv", "sideline\tv\tnone\nwaver\tv\tnone\n");
    assert_eq!(place.run(&["extract", "news.jsonl", "--suggest", "--lexicon", "none.tsv"]).code, 1);
}

#[test]
fn nothing_is_suggested_of_known_words_and_bad_input() {
    let place = Place::new().with("talks.txt", ARTICLE).with("bad.jsonl", "{\"id\": 1}\n");
    assert_eq!(place.run(&["extract", "talks.txt", "--suggest", "--format", "toml"]).out, "");
    assert_eq!(place.run(&["extract", "bad.jsonl", "--suggest"]).code, 2);
    assert_eq!(place.run(&["extract", "talks.txt", "bad.jsonl", "--suggest"]).code, 3);
    for (args, message) in [
        (
            &["--suggest", "--format", "json"][..],
            "error: `--suggest` finds words, no relations\nhint: words are written as table, toml or tsv\n",
        ),
        (
            &["--suggest", "-o", "words.svg"],
            "error: `words.svg` does not tell the format\nhint: use .toml, .tsv or .txt, or say `--format`\n",
        ),
        (&["--format", "toml"], "error: only words are written as toml or tsv\nhint: say `--suggest` too\n"),
    ] {
        let run = place.run(&[&["extract", "talks.txt"], args].concat());
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (2, "", message), "{args:?}");
    }
    let run = place.run(&["extract", "talks.txt", "--suggest", "--min-confidence", "0.5"]);
    assert!(run.code == 2 && run.err.contains("cannot be used with"), "{}", run.err);
    assert_eq!(place.names(), ["bad.jsonl", "talks.txt"]);
}
