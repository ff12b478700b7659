//! The arguments of `demarche lexicon`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(in crate::cli) struct LexiconArgs {
    #[command(subcommand)]
    pub command: LexiconCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LexiconCommand {
    /// Look for bad rows in your own files of words, and for rows that replace built-in ones
    #[command(after_help = CheckArgs::EXAMPLES)]
    Check(CheckArgs),
    /// Say what a word tells, and who is source and target
    #[command(after_help = ShowArgs::EXAMPLES)]
    Show(ShowArgs),
}

impl LexiconArgs {
    pub const EXAMPLES: &str = "\
Examples:
  demarche lexicon show criticize
  demarche extract news/ --suggest -o words.toml       words that the lexicon does not know
  demarche lexicon check words.toml";
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// Your own words (.toml, .tsv)
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

impl CheckArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche lexicon check words.toml
  demarche lexicon check words.toml press.tsv          as `extract --lexicon` would read them

Exit code 2: some rows cannot be used. A row that replaces a built-in one is only told: yours wins.";
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// A word, or several: `strike`, `air strike`
    #[arg(value_name = "WORD", required = true)]
    pub words: Vec<String>,
    /// Your own words (.toml, .tsv) on top of the built-in lexicon; repeatable
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
    /// Show everything: the tails of long lists
    #[arg(long)]
    pub all: bool,
}

impl ShowArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche lexicon show criticize
  demarche lexicon show air strike
  demarche lexicon show snub --lexicon words.toml

Exit code 1: the word tells nothing.";
}
