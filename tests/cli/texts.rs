//! What `extract` and `parse` make of texts, and in which forms these come in and go out.

use crate::tool::{ARTICLE, Place, run_in};

#[test]
fn a_table_of_an_article() {
    let run = Place::new().with("talks.txt", ARTICLE).run(&["extract", "talks.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let row = |words: &[&str]| run.out.lines().any(|line| words.iter().all(|word| line.contains(word)));
    assert!(run.out.starts_with("Talks collapse\n\nActors\n"), "{}", run.out);
    assert!(row(&["France", "accuses", "Iran", "actual"]), "{}", run.out);
    assert!(row(&["Russia", "criticizes", "France"]), "{}", run.out);
    assert!(!row(&["China", "criticizes"]), "denied: {}", run.out);
    assert!(!run.out.contains('\u{1b}'), "no color in a pipe");
    assert!(run.out.lines().all(|line| line.chars().count() <= 100), "{}", run.out);
    let all = Place::new().with("talks.txt", ARTICLE).run(&["extract", "talks.txt", "--all"]);
    assert!(all.out.contains("negated"), "{}", all.out);
}

#[test]
fn a_line_of_json_for_each_document() {
    let place = Place::new().with("talks.txt", ARTICLE);
    let run = place.run(&["extract", "talks.txt", "--format", "jsonl", "--date", "2023-03-14"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&found["id"], &found["date"]), (&"talks".into(), &"2023-03-14".into()));
    let told: Vec<String> = found["relations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|relation| {
            let span = |part: &serde_json::Value| {
                let at = |end: &str| part[end].as_u64().unwrap() as usize;
                ARTICLE[at("start")..at("end")].to_owned()
            };
            let [source, trigger, target] = ["source", "trigger", "target"].map(|part| span(&relation[part]));
            format!("{source} {trigger} {target}: {}", relation["kind"].as_str().unwrap())
        })
        .collect();
    assert!(told.contains(&"France accused Iran: accuses".to_owned()), "{told:?}");
    assert!(told.contains(&"Russia criticized France: criticizes".to_owned()), "{told:?}");
}

#[test]
fn offsets_count_what_was_asked_for() {
    let text = "“Zut!” France accused Iran.";
    let place = Place::new().with("a.txt", text);
    let start = |offsets: &str| {
        let run = place.run(&["extract", "a.txt", "--format", "jsonl", "--offsets", offsets]);
        let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        found["relations"][0]["trigger"]["start"].as_u64().unwrap() as usize
    };
    assert_eq!(start("bytes"), text.find("accused").unwrap());
    assert_eq!(start("chars"), text.chars().collect::<String>().split("accused").next().unwrap().chars().count());
}

#[test]
fn standard_input_takes_text_and_json_lines() {
    let place = Place::new();
    let lines = b"{\"id\": 1, \"text\": \"France accused Iran.\"}\n{\"id\": 2, \"text\": \"Iran thanked Oman.\"}\n";
    for args in [&["extract", "--format", "jsonl"][..], &["extract", "-", "--format", "jsonl"]] {
        let ids = |input: &[u8]| {
            let run = run_in(place.0.path(), args, input);
            let id = |line: &str| {
                serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
            };
            run.out.lines().map(id).collect::<Vec<_>>()
        };
        assert_eq!(ids(b"France accused Iran."), ["stdin"]);
        assert_eq!(ids(lines), ["1", "2"]);
    }
}

#[test]
fn folders_are_read_in_order_and_stems_made_unique() {
    let place = Place::new()
        .with("news/b/talks.txt", "France accused Iran.")
        .with("news/a/talks.txt", "Iran thanked Oman.")
        .with("news/z.jsonl", "{\"id\": \"line\", \"text\": \"\"}\n")
        .with("news/c.TXT", "x")
        .with("news/readme.md", "not read");
    let run = place.run(&["extract", "news", "--format", "jsonl"]);
    let ids: Vec<String> = run
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, ["news/a/talks.txt", "news/b/talks.txt", "c", "line"]);
    let empty = Place::new().with("news/readme.md", "x").run(&["extract", "news"]);
    assert_eq!(empty.code, 2);
    assert!(empty.err.contains("no .txt or .jsonl file in the folder `news`"), "{}", empty.err);
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let lines: String = (0..300)
        .map(|i| format!("{{\"id\": \"{i}\", \"text\": \"France accused Iran. Day {i}. Russia thanked Oman.\"}}\n"))
        .collect();
    let place = Place::new().with("many.jsonl", lines);
    for format in ["jsonl", "json", "dot", "table"] {
        let out = |threads: &str| place.run(&["extract", "many.jsonl", "--format", format, "--threads", threads]).out;
        let one = out("1");
        assert!(one.len() > 300, "{format}");
        assert!(one == out("4"), "{format}");
    }
}

#[test]
fn given_mentions_are_used() {
    let line = "{\"id\": \"a\", \"text\": \"“Zut!” The plaintiff sued the defendant.\", \"mentions\": [{\"start\": 11, \"end\": 20}, {\"start\": 30, \"end\": 39}]}\n";
    let place = Place::new().with("given.jsonl", line).with("wrong.jsonl", line.replace("39", "99"));
    let run = place.run(&["extract", "given.jsonl", "--format", "jsonl", "--offsets", "chars"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let spans: Vec<(u64, u64)> = found["mentions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mention| (mention["start"].as_u64().unwrap(), mention["end"].as_u64().unwrap()))
        .collect();
    assert_eq!(spans, [(11, 20), (30, 39)]);
    let wrong = place.run(&["extract", "wrong.jsonl", "--format", "jsonl", "--offsets", "chars"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("is no place in the text") && wrong.err.contains("wrong.jsonl:1:"), "{}", wrong.err);
}

#[test]
fn parse_writes_both_forms() {
    let place = Place::new().with("a.txt", "France accused Iran.\n\nTalks ended.");
    let conllu = place.run(&["parse", "a.txt"]).out;
    assert!(conllu.contains("2\taccused\taccuse\tVERB\tVBD\t"), "{conllu}");
    assert_eq!(conllu.matches("# sent_id").count(), 2);
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&["parse", "a.txt", "--format", "jsonl"]).out).unwrap();
    assert_eq!(json["tokens"][1][0], 7);
    assert_eq!(json["tokens"][1][5], "accuse");
    assert_eq!(json["tokens"][4][9], 1, "heads and starts count over the document");
    assert_eq!(json["tokens"][4][7], 5);
    assert_eq!(run_in(place.0.path(), &["parse"], b"").out, "");
}

#[test]
fn actors_of_the_user() {
    let text = "Harbor Watch accused France of illegal fishing on Monday.";
    let mine = "[[actor]]\nname = \"Harbor Watch\"\nkind = \"organization\"\ncountry = \"GRC\"\n";
    let place = Place::new().with("a.txt", text).with("mine.toml", mine).with("bad.toml", mine.replace("GRC", "GRX"));
    let run = place.run(&["extract", "a.txt", "--actors", "mine.toml", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("org:harbor-watch") && run.out.contains("GRC"), "{}", run.out);

    let run = place.run(&["extract", "a.txt", "--actors", "bad.toml"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("bad.toml") && run.err.contains("GRX"), "{}", run.err);
    assert_eq!(place.run(&["extract", "a.txt", "--actors", "none.toml"]).code, 2);
}
