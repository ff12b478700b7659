//! Runs a program of Graphviz: DOT to its standard input, its answer from its standard output, within a time limit.

use std::io::{self, Read, Write as _};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(5);
/// How much of a program's complaint is shown.
const SHOWN: usize = 200;

/// Runs `program -Tjson`; what went wrong, in words.
pub(super) fn run(program: &str, dot: &str, timeout: Duration) -> Result<Vec<u8>, String> {
    let piped =
        |command: &mut Command| command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = piped(Command::new(program).arg("-Tjson")).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such program (is Graphviz installed?)".to_owned(),
        _ => format!("it cannot be started ({error})"),
    })?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let dot = dot.to_owned();
    // A program that does not read to the end has its reasons: its exit says more than the broken pipe.
    thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(dot.as_bytes())));
    let answer = thread::spawn(move || all(stdout));
    let complaint = thread::spawn(move || all(stderr));
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if start.elapsed() < timeout => thread::sleep(LOOK),
            Ok(None) => {
                // Where it ended in between, there is nothing to kill.
                let _ = child.kill();
                let _ = child.wait();
                return Err(too_slow(timeout));
            }
            Err(error) => return Err(format!("it cannot be waited for ({error})")),
        }
    };
    if !status.success() {
        let complaint = complaint.join().unwrap_or_default();
        let complaint: String = String::from_utf8_lossy(&complaint).trim().chars().take(SHOWN).collect();
        let complaint: String = complaint.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        return Err(format!("it ended with {status}: {complaint}"));
    }
    Ok(answer.join().unwrap_or_default())
}

/// The words for a time limit that ran out.
pub(super) fn too_slow(timeout: Duration) -> String {
    format!("it was not done within {} s (`--timeout`)", timeout.as_secs_f64())
}

fn all(from: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut from) = from {
        let _ = from.read_to_end(&mut bytes); // What could be read tells what went wrong.
    }
    bytes
}
