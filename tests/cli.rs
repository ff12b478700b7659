//! The command-line tool as a person meets it: help, results, errors, manners.
#![cfg(feature = "cli")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What a run gave.
#[derive(Debug, PartialEq)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the tool in a folder with this on standard input.
fn run_in(folder: &Path, args: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(args)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A tool that refuses early closes its input: no error of ours.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder of its own with a few inputs.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// A graph file of one article.
    fn with_graph(self) -> Self {
        let place = self.with("talks.txt", ARTICLE);
        let made = place.run(&["extract", "talks.txt", "-o", "graph.json"]);
        assert_eq!(made.code, 0, "{made:?}");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Run {
        run_in(self.0.path(), args, b"")
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

const ARTICLE: &str = "\
Talks collapse

France accused Iran of smuggling weapons. Russia criticized France. China did not criticize Iran.
";

#[test]
fn help_of_the_tool() {
    let run = Place::new().run(&["--help"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out, @r#"
    Reads news and draws who threatens, criticizes, negotiates with whom

    Usage: demarche [OPTIONS] <COMMAND>

    Commands:
      extract   Find actors and their relations in news articles
      parse     Show the grammatical analysis of a text
      explain   Show the sentences behind a relation
      merge     Join graphs into one
      render    Draw a graph
      stats     Count what a graph holds
      licenses  Print the licenses of this program and of what it is made from
      help      Print this message or the help of the given subcommand(s)

    Options:
          --color <WHEN>
              When to use color; `auto` also heeds NO_COLOR

              Possible values:
              - auto:   On a terminal
              - always
              - never
              
              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Examples:
      demarche extract article.txt                 who does what to whom, as a table
      demarche extract news/ -o graph.json         a folder of articles as one graph
      demarche render graph.json -o graph.dot      a picture of it, for Graphviz
      demarche explain graph.json Iran Britain     the sentences behind the relations of two actors

    Exit codes: 0 done, 1 nothing found, 2 usage or bad input, 3 partly done, 4 a missing engine or
    model
    "#);
}

#[test]
fn help_of_extract() {
    insta::assert_snapshot!(Place::new().run(&["extract", "--help"]).out, @r#"
    Find actors and their relations in news articles

    Usage: demarche extract [OPTIONS] [FILE|DIR|-]...

    Arguments:
      [FILE|DIR|-]...
              Texts (.txt), JSON Lines (.jsonl) or folders of them; `-` or nothing: standard input

    Options:
      -o, --output <FILE>
              Write to this file, whole or not at all; its extension tells the format

          --format <FORMAT>
              What to write

              Possible values:
              - table: Actors and relations, for reading
              - json:  One graph: what the other commands read
              - jsonl: One object per document, in the order of the input, as they come
              - dot:   A picture for Graphviz

          --offsets <OFFSETS>
              What offsets count, in mentions given and in `jsonl` written

              Possible values:
              - bytes: Bytes of UTF-8
              - chars: Code points, as Python counts
              
              [default: bytes]

          --date <YYYY-MM-DD>
              Day of publication of documents that state none

          --min-confidence <X>
              Leave out relations that are less sure than this, 0 to 1
              
              [default: 0]

          --threads <N>
              How many processors to use; 0: all of them
              
              [default: 0]

          --all
              Show everything: denied relations too, and the tails of long tables

          --color <WHEN>
              When to use color; `auto` also heeds NO_COLOR

              Possible values:
              - auto:   On a terminal
              - always
              - never
              
              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Examples:
      demarche extract article.txt
      demarche extract news/ archive.jsonl -o graph.json
      demarche extract article.txt --date 2016-09-28 -o article.dot
      cat archive.jsonl | demarche extract - --format jsonl > found.jsonl

    A line of JSON Lines is {"id", "text", "title"?, "date"?, "url"?, "mentions"?: [{"start", "end"}]};
    given mentions are used instead of found ones. Standard input may be either form.
    "#);
}

#[test]
fn help_of_render() {
    insta::assert_snapshot!(Place::new().run(&["render", "--help"]).out, @r#"
    Draw a graph

    Usage: demarche render [OPTIONS] <GRAPH>

    Arguments:
      <GRAPH>
              A graph (.json) or found documents (.jsonl); `-`: standard input

    Options:
      -o, --output <FILE.dot>
              Write to this file, whole or not at all; `-`: standard output
              
              [default: -]

          --focus <ACTOR>
              Only this actor and what stands around it

          --hops <N>
              How many steps around the focus
              
              [default: 1]

          --kind <KIND>
              Only these kinds of relation

          --since <DATE>
              Only relations of this day, month or year, or later

          --until <DATE>
              Only relations of this day, month or year, or earlier

          --min-count <N>
              Only relations that at least so many sentences tell
              
              [default: 1]

          --max-lines <N>
              At most so many lines, heaviest first
              
              [default: 60]

          --group-by <WHAT>
              What to put frames around

              Possible values:
              - side: The state that an actor belongs to
              - kind: What sort of actor it is
              - none: No frames
              
              [default: side]

          --theme <THEME>
              Colors

              Possible values:
              - light
              - dark
              - print:      For paper
              - colorblind: Conflict in oranges, cooperation in blues
              
              [default: light]

          --title <TEXT>
              Title of the picture

          --all
              Draw denied relations too

          --color <WHEN>
              When to use color; `auto` also heeds NO_COLOR

              Possible values:
              - auto:   On a terminal
              - always
              - never
              
              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Examples:
      demarche render graph.json -o graph.dot
      demarche render graph.json --focus Iran --hops 2 --theme dark -o iran.dot
      demarche render graph.json --kind threatens,sanctions --since 2016-09 | dot -Tsvg > graph.svg
    "#);
}

#[test]
fn every_command_shows_examples() {
    let place = Place::new();
    for command in ["extract", "parse", "explain", "merge", "render", "stats", "licenses"] {
        let run = place.run(&[command, "--help"]);
        assert!(
            run.out.contains(&format!("Examples:\n  demarche {command}")) || run.out.contains("| demarche"),
            "{command}"
        );
        assert!(run.out.contains("--color"), "{command}");
    }
}

#[test]
fn usage_errors_suggest_what_was_meant() {
    let place = Place::new().with_graph();
    for (args, expected) in [
        (&["extrakt", "talks.txt"][..], "'extract'"),
        (&["extract", "--ofsets", "chars"], "'--offsets'"),
        (&["extract", "--format", "jsn"], "'json'"),
        (&["explain", "graph.json", "Frnace", "Iran"], "did you mean `France`?"),
        (&["explain", "graph.json", "France", "acuses", "Iran"], "did you mean `accuses`?"),
        (&["render", "graph.json", "--focus", "Irna"], "did you mean `Iran`?"),
        (&["render", "graph.json", "--kind", "accuses,critcizes"], "did you mean `criticizes`?"),
    ] {
        let run = place.run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}: {run:?}");
        assert!(run.err.contains(expected), "{args:?}: {}", run.err);
    }
}

#[test]
fn bad_values_say_what_is_good() {
    let place = Place::new().with_graph();
    for (args, expected) in [
        (&["extract", "talks.txt", "--min-confidence", "2"][..], "a number from 0 to 1"),
        (&["extract", "talks.txt", "--date", "yesterday"], "yesterday"),
        (&["render", "graph.json", "--since", "2016-13"], "2016-09-28, 2016-09 or 2016"),
        (&["render", "graph.json", "-o", "graph.svg"], "dot -Tsvg"),
        (&["render", "graph.json", "--hops", "2"], "--focus"),
        (&["extract", "talks.txt", "-o", "graph.xml"], "--format"),
    ] {
        let run = place.run(args);
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        assert!(run.err.contains(expected), "{args:?}: {}", run.err);
    }
}

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
fn merging_is_idempotent_and_takes_json_lines() {
    let place = Place::new().with_graph().with("other.txt", "Oman praised China.");
    place.run(&["extract", "talks.txt", "-o", "talks.jsonl"]);
    place.run(&["extract", "other.txt", "-o", "other.json"]);
    place.run(&["extract", "talks.txt", "other.txt", "-o", "both.json"]);
    let graph = fs::read_to_string(place.path("graph.json")).unwrap();
    let both = fs::read_to_string(place.path("both.json")).unwrap();
    assert_eq!(place.run(&["merge", "graph.json", "talks.jsonl", "graph.json"]).out, graph);
    assert_eq!(place.run(&["merge", "talks.jsonl", "other.json"]).out, both);
    assert_eq!(place.run(&["merge", "other.json", "graph.json", "-o", "out.json"]).code, 0);
    assert_eq!(fs::read_to_string(place.path("out.json")).unwrap(), both);
}

#[test]
fn explain_marks_the_sentence() {
    let place = Place::new().with_graph();
    let run = place.run(&["explain", "graph.json", "france", "Iran"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("France accuses Iran\n  actual · "), "{}", run.out);
    assert!(run.out.contains("[S: France] {accused} [T: Iran] of smuggling weapons."), "{}", run.out);
    assert!(run.out.contains("document talks"), "{}", run.out);
    let colored = place.run(&["explain", "graph.json", "France", "Iran", "--color", "always"]);
    assert!(colored.out.contains("\u{1b}["), "{}", colored.out);
}

#[test]
fn explain_finds_nothing() {
    let place = Place::new().with_graph();
    let run = place.run(&["explain", "graph.json", "Iran", "France"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    insta::assert_snapshot!(run.err, @r#"
    error: no relation from Iran to France
    hint: there are relations from France to Iran: accuses
    "#);
    let run = place.run(&["explain", "graph.json", "France", "sanctions", "Iran"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("hint: there are others: accuses"), "{}", run.err);
}

#[test]
fn render_writes_a_picture() {
    let place = Place::new().with_graph();
    let run = place.run(&["render", "graph.json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("digraph actors {") && graphviz_rust::parse(&run.out).is_ok(), "{}", run.out);
    let near = place.run(&["render", "graph.json", "--focus", "Russia", "--theme", "dark", "-o", "near.dot"]);
    assert_eq!((near.code, near.out.as_str()), (0, ""));
    let dot = fs::read_to_string(place.path("near.dot")).unwrap();
    assert!(dot.contains("criticizes") && !dot.contains("accuses"), "{dot}");
    let nothing = place.run(&["render", "graph.json", "--since", "2050"]);
    assert_eq!(nothing.code, 0);
    assert!(nothing.err.contains("warning: nothing to draw"), "{}", nothing.err);
}

#[test]
fn stats_count() {
    let run = Place::new().with_graph().run(&["stats", "graph.json"]);
    assert_eq!(run.code, 0);
    assert!(run.out.starts_with("1 document, 4 actors, "), "{}", run.out);
    assert!(run.out.contains("     1  France → Iran\n"), "{}", run.out);
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
fn licenses_are_all_there() {
    let run = Place::new().run(&["licenses"]);
    assert_eq!(run.code, 0);
    for part in ["MIT License", "Apache License", "en_core_web_sm", "WordNet", "Princeton", "spaCy"] {
        assert!(run.out.contains(part), "{part}");
    }
}

#[test]
fn missing_files_are_noticed_before_anything_is_written() {
    let place = Place::new().with("talks.txt", ARTICLE);
    let run = place.run(&["extract", "talks.txt", "gone.txt", "-o", "graph.json"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (2, "", "error: no file or folder `gone.txt`\n"));
    assert_eq!(place.names(), ["talks.txt"]);
    let run = place.run(&["stats", "gone.json"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.err, @r#"
    error: no file or folder `gone.json`
    hint: `demarche extract article.txt -o graph.json` makes a graph
    "#);
}

#[test]
fn a_bad_line_is_named_and_the_others_are_read() {
    let lines = "{\"id\": \"a\", \"text\": \"France accused Iran.\"}\n{\"id\": \"b\", \"text\": 3}\n{\"id\": \"c\", \"text\": \"\"}\n";
    let place = Place::new().with("news.jsonl", lines);
    let run = place.run(&["extract", "news.jsonl", "-o", "found.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    insta::assert_snapshot!(run.err, @r#"
    error: invalid type: integer `3`, expected a string (in `text`)
     --> news.jsonl:2:21
      |
    2 | {"id": "b", "text": 3}
      |                     ^
    hint: fields: "id" and "text"; if known, "title", "date", "url", "mentions": [{"start", "end"}]
    wrote found.jsonl: 2 documents
    warning: 1 of 3 documents could not be read
    "#);
    assert_eq!(fs::read_to_string(place.path("found.jsonl")).unwrap().lines().count(), 2);
    let all_bad = Place::new().with("news.jsonl", "[]\n").run(&["extract", "news.jsonl"]);
    assert_eq!((all_bad.code, all_bad.out.as_str()), (2, ""));
}

#[test]
fn a_broken_graph_shows_its_place() {
    let graph = "{\"format\":\"demarche/1\",\n\"documents\":[],\n\"actors\":[\n{\"id\":\"state:IRN\",\"name\":\"Iran\",\"kind\":\"planet\"}],\n\"relations\":[]}\n";
    let place = Place::new().with("graph.json", graph);
    let run = place.run(&["render", "graph.json", "-o", "graph.dot"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err, @r#"
    error: unknown variant `planet`, expected one of `person`, `state`, `organization`, `group`, `place` (in `actors[0].kind`)
     --> graph.json:4:40
      |
    4 | {"id":"state:IRN","name":"Iran","kind":"planet"}],
      |                                        ^
    hint: docs/graph.schema.json describes every field
    "#);
    assert_eq!(place.names(), ["graph.json"]);
    for broken in ["", "[]", "{", "not json", "{\"format\":\"demarche/9\",\"documents\":[]}", "\u{0}"] {
        let run = Place::new().with("graph.json", broken).run(&["stats", "graph.json"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{broken:?}: {run:?}");
        assert!(run.err.starts_with("error: ") && run.err.contains("graph.json"), "{broken:?}: {}", run.err);
    }
}

#[test]
fn conflicting_texts_of_one_id_are_reported() {
    let lines = |text: &str| format!("{{\"id\": \"a\", \"text\": \"{text}\"}}\n");
    let place =
        Place::new().with("one.jsonl", lines("France accused Iran.")).with("two.jsonl", lines("Iran thanked Oman."));
    let run = place.run(&["extract", "one.jsonl", "two.jsonl", "--format", "json"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("document `a` has two texts") && run.err.contains("hint:"), "{}", run.err);
}

#[test]
fn files_are_written_whole_or_not_at_all() {
    let place = Place::new().with_graph().with("bad.json", "{").with("out.json", "precious");
    let run = place.run(&["merge", "graph.json", "bad.json", "-o", "out.json"]);
    assert_eq!(run.code, 2);
    assert_eq!(fs::read_to_string(place.path("out.json")).unwrap(), "precious");
    assert_eq!(place.names(), ["bad.json", "graph.json", "out.json", "talks.txt"]);
    let nowhere = place.run(&["merge", "graph.json", "-o", "no/such/folder.json"]);
    assert_eq!(nowhere.code, 2);
    insta::assert_snapshot!(nowhere.err, @r#"
    error: no folder for `no/such/folder.json`
    hint: make the folder first, or give another place with `-o`
    "#);
    let folder = Place::new().with_graph().with("dir/x", "").run(&["merge", "graph.json", "-o", "dir"]);
    assert!(folder.code == 2 && folder.err.contains("is a folder"), "{folder:?}");
}

#[cfg(unix)]
#[test]
fn devices_and_links_are_written_through() {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
    let place = Place::new().with_graph().with("real.json", "old");
    assert_eq!(place.run(&["merge", "graph.json", "-o", "/dev/null"]).code, 0);
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    symlink("real.json", place.path("link.json")).unwrap();
    assert_eq!(place.run(&["merge", "graph.json", "-o", "link.json"]).code, 0);
    assert!(fs::symlink_metadata(place.path("link.json")).unwrap().is_symlink());
    let graph = fs::read(place.path("graph.json")).unwrap();
    assert_eq!(fs::read(place.path("real.json")).unwrap(), graph);
    let mode = fs::metadata(place.path("graph.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o600, 0o600);
    assert_ne!(mode & 0o077, 0, "as readable as any other new file");
}

#[test]
fn a_closed_pipe_is_silent() {
    let lines: String =
        (0..2000).map(|i| format!("{{\"id\": \"{i}\", \"text\": \"France accused Iran. It rains.\"}}\n")).collect();
    let place = Place::new().with("many.jsonl", lines);
    for args in [&["parse", "many.jsonl"][..], &["extract", "many.jsonl", "--format", "jsonl"], &["licenses"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(args)
            .current_dir(place.0.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 64];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn color_heeds_the_environment() {
    let place = Place::new().with_graph();
    let colored = |no_color: &str, choice: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(["stats", "graph.json", "--color", choice])
            .current_dir(place.0.path())
            .env("NO_COLOR", no_color)
            .output()
            .unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(colored("1", "always"), "what is asked for outweighs the environment");
    assert!(!colored("", "never"));
    assert!(!colored("1", "auto"));
    assert!(!colored("", "auto"), "no terminal");
}

#[track_caller]
fn check_hostile(name: &str, content: &[u8], code: i32, expected: &str) -> Run {
    let place = Place::new().with(name, content);
    let start = Instant::now();
    let run = place.run(&["extract", name, "--format", "jsonl"]);
    // Generous for a loaded machine; what is quadratic in these inputs takes minutes.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    assert_eq!(run.code, code, "{}", run.err);
    assert!(run.err.contains(expected), "{}", run.err);
    for line in run.out.lines() {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = String::from_utf8_lossy(content);
        let text = text.trim_start_matches('\u{feff}');
        for mention in found["mentions"].as_array().unwrap() {
            let at = |end: &str| mention[end].as_u64().unwrap() as usize;
            let named = text.get(at("start")..at("end"));
            assert!(named.is_some_and(|named| !named.is_empty()), "{mention}");
        }
    }
    run
}

#[test]
fn hostile_bytes() {
    check_hostile("empty.txt", b"", 0, "empty");
    check_hostile("binary.txt", b"\x7fELF\x02\x01\0\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0", 2, "is not text");
    check_hostile("latin.txt", b"The caf\xe9 of France accused Iran.", 0, "warning: latin.txt: 1 byte is not UTF-8");
    check_hostile("bom.txt", "\u{feff}France accused Iran.".as_bytes(), 0, "");
}

#[test]
fn hostile_texts() {
    check_hostile("brackets.txt", "(".repeat(100_000).as_bytes(), 0, "");
    check_hostile("pairs.txt", "()".repeat(50_000).as_bytes(), 0, "");
    check_hostile("rtl.txt", "\u{202e}France اتهمت إيران accused Iran\u{202c} e\u{301}\u{301}.".as_bytes(), 0, "");
    check_hostile("control.txt", b"France\x01 accused\x07 Iran\x1b[31m.\x0b\x0c France\x7f met Iran.", 0, "");
    check_hostile("letters.txt", "a".repeat(300_000).as_bytes(), 0, "");
}

#[test]
fn a_huge_line_is_refused_at_once() {
    let content = b"France accused Iran. ".repeat(2_500_000);
    let run = check_hostile("huge.txt", &content, 2, "`huge.txt` is larger than 8 MB");
    assert!(run.err.contains("hint: split it into documents"), "{}", run.err);
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
