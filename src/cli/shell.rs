//! `demarche shell`: questions one after the other, with history and completion; from a pipe too.

use std::io::{self, BufRead, IsTerminal};
use std::time::{Duration, Instant};

use clap::ValueEnum as _;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Config, Editor};

use super::answer::{self, Form};
use super::args::ShellArgs;
use super::completion::Completion;
use super::error::{CliError, Exit};
use super::output::Output;
use super::query::constant;
use super::query_error;
use super::source::Source;
use super::{Streams, saved};
use crate::query::{Limits, Options, Params, Phase, Prepared};

const HELP: &str = "\
Type a query; it runs as soon as it is whole, or with `;`.
  .schema            labels, relation types and properties of the graph
  .mode FORM         table, json, jsonl, csv, markdown or dot
  .param NAME VALUE  set $NAME; .param alone lists them
  .run NAME          run a saved query or a query file; .queries lists them
  .timing on|off     show how long a query took
  .limit SECONDS     stop queries after so long
  .open FILE         another graph
  .save FILE         write the corrected graph
  .help  .quit";

/// Longest time of a query, if nobody says otherwise.
const TIME: Duration = Duration::from_secs(60);

pub(super) fn run(args: &ShellArgs, streams: Streams) -> Result<Exit, CliError> {
    let source = match (&args.nodes, &args.edges, &args.graph) {
        (Some(nodes), Some(edges), _) => Source::csv(nodes, edges)?,
        (_, _, Some(path)) => Source::actors(path)?,
        _ => return Err(CliError::bad_input("no graph").hint("`demarche shell graph.json`")),
    };
    let mut shell = Shell {
        source,
        streams,
        form: Form::Table,
        parameters: Params::new(),
        timing: false,
        limit: TIME,
        changed: false,
    };
    if io::stdin().is_terminal() { shell.talk() } else { shell.listen() }
}

struct Shell {
    source: Source,
    streams: Streams,
    form: Form,
    parameters: Params,
    timing: bool,
    limit: Duration,
    /// Whether there are changes that are not saved.
    changed: bool,
}

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    On,
    Quit,
}

impl Shell {
    /// Reads from a terminal.
    fn talk(&mut self) -> Result<Exit, CliError> {
        let failed = |error: ReadlineError| CliError::bad_input(format!("the terminal cannot be read: {error}"));
        let config = Config::builder().auto_add_history(true).build();
        let mut editor: Editor<Completion, DefaultHistory> = Editor::with_config(config).map_err(failed)?;
        editor.set_helper(Some(Completion::of(&self.source.graph)));
        let history = history_file();
        if let Some(path) = &history {
            let _ = editor.load_history(path); // None yet: there is nothing to remember.
        }
        eprintln!(
            "{} nodes, {} relations. `.help` says what can be done.",
            self.source.graph.node_count(),
            self.source.graph.relation_count()
        );
        let mut text = String::new();
        loop {
            match editor.readline(if text.is_empty() { "demarche> " } else { "     ...> " }) {
                Ok(line) => {
                    if self.take(&mut text, &line) == Next::Quit {
                        break;
                    }
                    if text.is_empty() {
                        editor.set_helper(Some(Completion::of(&self.source.graph)));
                    }
                }
                Err(ReadlineError::Interrupted) => text.clear(),
                Err(ReadlineError::Eof) => break,
                Err(error) => return Err(failed(error)),
            }
        }
        if let Some(path) = &history {
            let _ = editor.save_history(path); // A history that cannot be kept is no reason to fail.
        }
        self.warn_unsaved();
        Ok(Exit::Done)
    }

    /// Reads from a pipe: the first error ends it.
    fn listen(&mut self) -> Result<Exit, CliError> {
        let mut text = String::new();
        for line in io::stdin().lock().lines() {
            let line = line.map_err(|error| CliError::bad_input(format!("standard input cannot be read: {error}")))?;
            let (done, next) = self.step(&mut text, &line);
            done?;
            if next == Next::Quit {
                return Ok(Exit::Done);
            }
        }
        if !text.trim().is_empty() {
            self.ask(&text)?;
        }
        self.warn_unsaved();
        Ok(Exit::Done)
    }

    fn warn_unsaved(&self) {
        if self.changed {
            self.streams.warn("the changes are not saved");
        }
    }

    /// Takes a line on a terminal: errors are shown, and it goes on.
    fn take(&mut self, text: &mut String, line: &str) -> Next {
        let (done, next) = self.step(text, line);
        if let Err(error) = done {
            error.print(self.streams.err);
        }
        next
    }

    fn step(&mut self, text: &mut String, line: &str) -> (Result<(), CliError>, Next) {
        if text.is_empty() && line.trim_start().starts_with('.') {
            return self.command(line.trim());
        }
        text.push_str(line);
        text.push('\n');
        if text.trim().is_empty() {
            text.clear();
        }
        if text.is_empty() || !is_whole(text) {
            return (Ok(()), Next::On);
        }
        let whole = std::mem::take(text);
        (self.ask(&whole), Next::On)
    }

    fn ask(&mut self, text: &str) -> Result<(), CliError> {
        let failed = |error| query_error::of(&error, "query", text);
        let query = Prepared::new(text).map_err(failed)?;
        let start = Instant::now();
        let clock = || start.elapsed();
        let options = Options {
            parameters: self.parameters.clone(),
            now: jiff::Timestamp::now(),
            clock: Some(&clock),
            limits: Limits { time: Some(self.limit), ..Limits::default() },
            ..Options::default()
        };
        // A query that fails half-way must leave nothing behind.
        let before = query.writes().then(|| self.source.graph.clone());
        let result = match query.run_mut(&mut self.source.graph, &options) {
            Ok(result) => result,
            Err(error) => {
                if let Some(before) = before {
                    self.source.graph = before;
                }
                return Err(failed(error));
            }
        };
        let took = start.elapsed();
        for warning in &result.warnings {
            query_error::warn(warning, "query", text, self.streams);
        }
        let mut output = Output::open(None)?;
        answer::write(&mut output, &self.source, &result, self.form, self.streams)?;
        output.finish()?;
        if query.writes() {
            self.changed = true;
            eprintln!("{}", answer::changes(&result.changes));
        }
        if self.timing {
            eprintln!("{:.1} ms", took.as_secs_f64() * 1e3);
        }
        Ok(())
    }

    fn command(&mut self, line: &str) -> (Result<(), CliError>, Next) {
        let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let done = match name {
            ".quit" | ".exit" => return (Ok(()), Next::Quit),
            ".help" => tell(HELP),
            ".schema" => tell(&self.schema()),
            ".queries" => saved::list().map(|_| ()),
            ".mode" => match Form::from_str(rest, true) {
                Ok(Form::Svg | Form::Png | Form::Html) => Err(CliError::bad_input("pictures are no text to read here")
                    .hint("`demarche query graph.json 'MATCH ...' -o picture.svg`")),
                Ok(form) => {
                    self.form = form;
                    Ok(())
                }
                Err(_) => {
                    Err(CliError::bad_input(format!("no form `{rest}`"))
                        .hint("table, json, jsonl, csv, markdown or dot"))
                }
            },
            ".timing" => match rest {
                "on" | "off" => {
                    self.timing = rest == "on";
                    Ok(())
                }
                _ => Err(CliError::bad_input("write `.timing on` or `.timing off`")),
            },
            ".limit" => match rest.parse::<f64>() {
                Ok(seconds) if seconds > 0.0 && seconds < 1e9 => {
                    self.limit = Duration::from_secs_f64(seconds);
                    Ok(())
                }
                _ => Err(CliError::bad_input("write a number of seconds: `.limit 10`")),
            },
            ".param" => self.parameter(rest),
            ".run" => saved::read(rest.as_ref()).and_then(|(_, text)| self.ask(&text)),
            ".open" => Source::actors(rest.as_ref()).map(|source| {
                self.warn_unsaved();
                self.source = source;
                self.changed = false;
            }),
            ".save" => self.save(rest),
            other => Err(CliError::bad_input(format!("no command `{other}`")).hint("`.help` lists the commands")),
        };
        (done, Next::On)
    }

    fn parameter(&mut self, rest: &str) -> Result<(), CliError> {
        let (name, value) = rest.split_once(|c: char| c.is_whitespace() || c == '=').unwrap_or((rest, ""));
        if name.is_empty() {
            let list: Vec<String> = self
                .parameters
                .iter()
                .map(|(name, value)| format!("${name} = {}", value.to_literal(&self.source.graph)))
                .collect();
            return tell(&list.join("\n"));
        }
        self.parameters.insert(name.trim_start_matches('$').into(), constant(value.trim()));
        Ok(())
    }

    fn save(&mut self, path: &str) -> Result<(), CliError> {
        if path.is_empty() {
            return Err(CliError::bad_input("no file").hint("`.save corrected.json`"));
        }
        let corrected = self.source.corrected()?;
        let mut output = Output::open(Some(path.as_ref()))?;
        corrected.write_json(&mut output).map_err(|error| output.failed(&error))?;
        output.finish()?;
        self.changed = false;
        eprintln!("wrote {path}");
        Ok(())
    }

    fn schema(&self) -> String {
        let graph = &self.source.graph;
        let labels = graph.label_names().map(|name| {
            let count = graph.label(name).map_or(0, |label| graph.label_count(label));
            format!("  :{name} {count}")
        });
        let kinds = graph.kind_names().map(|name| {
            let count = graph.kind(name).map_or(0, |kind| graph.kind_count(kind));
            format!("  :{name} {count}")
        });
        let keys = graph.key_names().map(|name| format!("  {name}"));
        let section = |title: &str, mut lines: Vec<String>| {
            lines.sort();
            format!("{title}\n{}\n", lines.join("\n"))
        };
        section("labels", labels.collect())
            + &section("relation types", kinds.collect())
            + &section("properties", keys.collect())
    }
}

/// Says whether a query can run: it ends with `;`, or it is right, or it is wrong before its end. One that only lacks its
/// `RETURN` goes on.
fn is_whole(text: &str) -> bool {
    if text.trim_end().ends_with(';') {
        return true;
    }
    let Err(error) = Prepared::new(text) else { return true };
    if Prepared::new(&format!("{text} RETURN 1 AS one")).is_ok() {
        return false;
    }
    let at_end = error.place().is_none_or(|place| place.end as usize >= text.trim_end().len());
    !(at_end && error.phase() == Phase::Compile && error.detail() == "UnexpectedSyntax")
}

fn tell(text: &str) -> Result<(), CliError> {
    let mut output = Output::open(None)?;
    output.write_text(&format!("{}\n", text.trim_end()))?;
    output.finish()
}

fn history_file() -> Option<std::path::PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").map(std::path::PathBuf::from);
    let state = state.or_else(|| Some(std::path::PathBuf::from(std::env::var_os("HOME")?).join(".local/state")))?;
    let folder = state.join("demarche");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn a_query_runs_when_it_is_whole() {
        for (text, expected) in [
            ("MATCH (a)", false),
            ("MATCH (a) RETURN", false),
            ("MATCH (a", false),
            ("MATCH (a) WHERE a.x = 1 WITH a", false),
            ("MATCH (a) RETURN a", true),
            ("MATCH (a);", true),
            ("CREATE (a)", true),
            ("MATCH (a) RETURN b", true),
            ("MATCH )( RETURN 1", true),
        ] {
            assert_eq!(is_whole(text), expected, "{text}");
        }
    }
}
