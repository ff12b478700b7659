//! The arguments of `demarche actors`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(in crate::cli) struct ActorsArgs {
    #[command(subcommand)]
    pub command: ActorsCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ActorsCommand {
    /// Look for bad rows in your own actor files, and for names that are others' already
    #[command(after_help = CheckArgs::EXAMPLES)]
    Check(CheckArgs),
}

impl ActorsArgs {
    pub const EXAMPLES: &str = "\
Examples:
  demarche actors check mine.toml";
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// Your own actors (.toml, .jsonl, .csv)
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

impl CheckArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche actors check mine.toml
  demarche actors check mine.toml sanctioned.csv       as `extract --actors` would read them

Exit code 2: some rows cannot be used. A name that was another's is only told: yours wins.";
}
