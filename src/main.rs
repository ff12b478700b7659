//! The command-line tool: all of it lives in `demarche::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    demarche::cli::run(std::env::args_os())
}
