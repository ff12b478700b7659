//! `demarche lexicon`: which words tell a relation, and what is wrong with words of one's own.

mod args;
mod check;
pub(super) mod load;
mod show;

pub(super) use args::LexiconArgs;

use super::Streams;
use super::error::{CliError, Exit};
use args::LexiconCommand;

pub(super) fn run(args: &LexiconArgs, streams: Streams) -> Result<Exit, CliError> {
    match &args.command {
        LexiconCommand::Check(args) => check::run(args, streams),
        LexiconCommand::Show(args) => show::run(args, streams),
    }
}
