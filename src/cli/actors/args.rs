//! The arguments of `demarche actors`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

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
    /// Say who a name would be, and why
    #[command(after_help = ShowArgs::EXAMPLES)]
    Show(ShowArgs),
}

impl ActorsArgs {
    pub const EXAMPLES: &str = "\
Examples:
  demarche actors show Kerry --country USA
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

#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// A name as a text would write it, or an id
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Day of the text: offices have years
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// State that the text speaks of, by code or name
    #[arg(long, value_name = "STATE")]
    pub country: Option<String>,
    /// Your own actors (.toml, .jsonl, .csv): add, patch, block; repeatable
    #[arg(long, value_name = "FILE")]
    pub actors: Vec<PathBuf>,
}

impl ShowArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche actors show \"John Kerry\"
  demarche actors show Kerry --date 2016-09-28 --country USA
  demarche actors show \"Harbor Watch\" --actors mine.toml

Exit code 1: nobody of that name is known.";
}
