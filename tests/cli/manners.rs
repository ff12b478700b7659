//! Output files, pipes and colors: the tool as a good neighbor of others.

use std::fs;
use std::io::Read as _;
use std::process::{Command, Stdio};

use crate::tool::Place;

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
