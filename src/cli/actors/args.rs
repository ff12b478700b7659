//! The arguments of `demarche actors`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
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
    /// List the names in texts that mean nobody who is known, most frequent first
    #[command(after_help = LearnArgs::EXAMPLES)]
    Learn(LearnArgs),
    /// Turn other people's lists (PETRARCH, FollowTheMoney) into a file of your own
    #[command(after_help = ImportArgs::EXAMPLES)]
    Import(ImportArgs),
}

impl ActorsArgs {
    pub const EXAMPLES: &str = "\
Examples:
  demarche actors show Kerry --country USA
  demarche actors learn news/ --min-count 3 -o mine.toml
  demarche actors import Phoenix.Countries.actors.txt -o theirs.toml
  demarche actors check mine.toml";
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// Your own actors (.toml, .jsonl, .csv), or others' lists (.txt: PETRARCH, .json: FollowTheMoney)
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
    /// Your own actors (.toml, .jsonl, .csv), or others' lists (.txt, .json); repeatable
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

#[derive(Debug, Args)]
pub(in crate::cli) struct LearnArgs {
    /// Texts (.txt), JSON Lines (.jsonl) or folders of them; `-` or nothing: standard input
    #[arg(value_name = "FILE|DIR|-")]
    pub inputs: Vec<PathBuf>,
    /// Write to this file, whole or not at all; its extension tells the format
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum)]
    pub format: Option<LearnFormat>,
    /// Only names that stand there at least so often
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min_count: usize,
    /// Your own actors (.toml, .jsonl, .csv), who are known too; repeatable
    #[arg(long, value_name = "FILE")]
    pub actors: Vec<PathBuf>,
    /// How many processors to use; 0: all of them
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
    /// Show everything: the tails of long tables
    #[arg(long)]
    pub all: bool,
}

impl LearnArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche actors learn article.txt
  demarche actors learn news/ --min-count 3 -o mine.toml
  demarche actors learn news/ --actors mine.toml --format toml >> mine.toml
  cat archive.jsonl | demarche actors learn - --format csv > names.csv

Kind, country, sector and role are guesses from the texts: read the file before you use it.
Exit code 1: all names are known.";
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LearnFormat {
    /// Names with counts and a sentence, for reading
    Table,
    /// A file for `--actors`, easy to edit
    Toml,
    /// A file for `--actors`, for spreadsheets
    Csv,
    /// A file for `--actors`, one object a line
    Jsonl,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArgs {
    /// Dictionaries of PETRARCH (.txt), entities of FollowTheMoney (.json, .jsonl), files of actors (.toml, .csv, .jsonl)
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Write to this file, whole or not at all; its extension tells the format
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum)]
    pub format: Option<ImportFormat>,
}

impl ImportArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche actors import Phoenix.Countries.actors.txt -o theirs.toml
  demarche actors import entities.ftm.json -o entities.csv
  demarche actors import theirs.toml --format csv > theirs.csv

Who is known already is patched with what is new; names that are others' are left out and told.
`--actors` and `check` read such lists as they are.";
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(in crate::cli) enum ImportFormat {
    /// Easy to edit
    #[default]
    Toml,
    /// For spreadsheets
    Csv,
    /// One object a line
    Jsonl,
}
