//! The command-line tool.
//!
//! Reads: arguments, files, standard input. Gives: results on standard output or in files, everything else on standard
//! error, and an exit code. One command is one file.
//! Does not: find or draw anything itself. Nothing else in this library knows the terminal.

mod actors;
mod answer;
mod args;
mod completion;
mod drawn;
mod error;
mod explain;
mod extract;
mod graph_file;
mod graphviz;
mod input;
mod lexicon;
mod licenses;
mod merge;
mod names;
mod output;
mod paint;
mod parse;
mod picture;
mod picture_args;
mod query;
mod query_error;
mod render;
mod saved;
mod shell;
mod source;
mod stats;
mod suggest;
mod table;
mod user_file;

use std::ffi::OsString;
use std::process::ExitCode;

use args::Command;
use error::Exit;
use paint::Paint;

/// Runs a command line (with the program's name in front) and says how it went.
///
/// ```
/// let done = demarche::cli::run(["demarche", "--version"].map(Into::into));
/// assert_eq!(done, std::process::ExitCode::SUCCESS);
/// ```
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match args::parse(args) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print(); // Help and version go to standard output; where it is closed, there is nobody to tell.
            return ExitCode::from(if error.use_stderr() { Exit::BadInput as u8 } else { Exit::Done as u8 });
        }
    };
    let streams = Streams { out: Paint::for_stdout(cli.color), err: Paint::for_stderr(cli.color) };
    let done = match cli.command {
        Command::Extract(args) => extract::run(&args, streams),
        Command::Parse(args) => parse::run(&args, streams),
        Command::Explain(args) => explain::run(&args, streams),
        Command::Merge(args) => merge::run(&args, streams),
        Command::Query(args) => query::run(&args, streams),
        Command::Render(args) => render::run(&args, streams),
        Command::Shell(args) => shell::run(&args, streams),
        Command::Actors(args) => actors::run(&args, streams),
        Command::Lexicon(args) => lexicon::run(&args, streams),
        Command::Stats(args) => stats::run(&args, streams),
        Command::Licenses => licenses::run(),
    };
    let exit = done.unwrap_or_else(|error| {
        error.print(streams.err);
        error.exit
    });
    ExitCode::from(exit as u8)
}

/// How the two streams are colored.
#[derive(Debug, Clone, Copy)]
struct Streams {
    out: Paint,
    err: Paint,
}

impl Streams {
    /// Tells something on standard error that is no failure.
    fn warn(self, message: &str) {
        eprintln!("{} {message}", self.err.text(paint::Style::Warning, "warning:"));
    }
}
