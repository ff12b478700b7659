//! `demarche actors`: who is known, and who should be.
//!
//! Each subcommand is one file; [`load`] reads users' files for them and for `extract`.

mod args;
mod check;
mod import;
mod learn;
pub(super) mod load;
mod show;

pub(super) use args::ActorsArgs;

use super::Streams;
use super::error::{CliError, Exit};
use args::ActorsCommand;

pub(super) fn run(args: &ActorsArgs, streams: Streams) -> Result<Exit, CliError> {
    match &args.command {
        ActorsCommand::Check(args) => check::run(args, streams),
        ActorsCommand::Import(args) => import::run(args, streams),
        ActorsCommand::Learn(args) => learn::run(args, streams),
        ActorsCommand::Show(args) => show::run(args, streams),
    }
}
