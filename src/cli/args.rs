//! The command line as types: every command, flag and help text.
//!
//! Does not: act on them (one file per command beside this one does).

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::actors::ActorsArgs;
use super::lexicon::LexiconArgs;
pub(super) use super::picture_args::{DirectionChoice, GroupChoice, PictureFormat, RenderArgs, ThemeChoice};

/// Reads news and draws who threatens, criticizes, negotiates with whom.
#[derive(Debug, Parser)]
#[command(name = "demarche", version, propagate_version = true, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// When to use color; `auto` also heeds NO_COLOR
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", display_order = 900)]
    pub color: ColorChoice,
}

const EXAMPLES: &str = "\
Examples:
  demarche extract article.txt                 who does what to whom, as a table
  demarche extract news/ -o graph.json         a folder of articles as one graph
  demarche render graph.json -o graph.svg      a picture of it
  demarche explain graph.json Iran Britain     the sentences behind the relations of two actors
  demarche query graph.json 'MATCH (a)-[r:THREATENS]->(b) RETURN a.name, b.name'

Exit codes: 0 done, 1 nothing found, 2 usage or bad input, 3 partly done, 4 a missing engine or model";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Find actors and their relations in news articles
    #[command(after_help = ExtractArgs::EXAMPLES)]
    Extract(ExtractArgs),
    /// Show the grammatical analysis of a text
    #[command(after_help = ParseArgs::EXAMPLES)]
    Parse(ParseArgs),
    /// Show the sentences behind a relation
    #[command(after_help = ExplainArgs::EXAMPLES)]
    Explain(ExplainArgs),
    /// Join graphs into one
    #[command(after_help = MergeArgs::EXAMPLES)]
    Merge(MergeArgs),
    /// Draw a graph
    #[command(after_help = RenderArgs::EXAMPLES)]
    Render(RenderArgs),
    /// Ask a graph, or correct it, in an openCypher-compatible language
    #[command(after_help = QueryArgs::EXAMPLES)]
    Query(QueryArgs),
    /// Ask a graph one question after the other
    #[command(after_help = ShellArgs::EXAMPLES)]
    Shell(ShellArgs),
    /// Count what a graph holds
    #[command(after_help = StatsArgs::EXAMPLES)]
    Stats(StatsArgs),
    /// See who is known, check actors of your own, find names that nobody knows
    #[command(after_help = ActorsArgs::EXAMPLES, arg_required_else_help = true)]
    Actors(ActorsArgs),
    /// See which words tell a relation, check words of your own
    #[command(after_help = LexiconArgs::EXAMPLES, arg_required_else_help = true)]
    Lexicon(LexiconArgs),
    /// Print the licenses of this program and of what it is made from
    #[command(after_help = "Examples:\n  demarche licenses\n  demarche licenses | less")]
    Licenses,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    /// Texts (.txt), JSON Lines (.jsonl) or folders of them; `-` or nothing: standard input
    #[arg(value_name = "FILE|DIR|-")]
    pub inputs: Vec<PathBuf>,
    /// Write to this file, whole or not at all; its extension tells the format
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum)]
    pub format: Option<ExtractFormat>,
    /// What offsets count, in mentions given and in `jsonl` written
    #[arg(long, value_enum, default_value_t)]
    pub offsets: Offsets,
    /// Day of publication of documents that state none
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Your own actors (.toml, .jsonl, .csv), or others' lists (.txt, .json); repeatable
    #[arg(long, value_name = "FILE")]
    pub actors: Vec<PathBuf>,
    /// Your own words (.toml, .tsv) on top of the built-in lexicon; repeatable
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
    /// Instead of relations, list the words that may join two actors and are not in the lexicon, most frequent first
    #[arg(long, conflicts_with = "min_confidence")]
    pub suggest: bool,
    /// Leave out relations that are less sure than this, 0 to 1
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = parse_share)]
    pub min_confidence: f32,
    /// How many processors to use; 0: all of them
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
    /// Show everything: denied relations too, and the tails of long tables
    #[arg(long)]
    pub all: bool,
}

impl ExtractArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche extract article.txt
  demarche extract news/ archive.jsonl -o graph.json
  demarche extract article.txt --date 2016-09-28 -o article.svg
  cat archive.jsonl | demarche extract - --format jsonl > found.jsonl
  demarche extract news/ --suggest -o words.toml
  demarche extract news/ --lexicon words.toml

A line of JSON Lines is {\"id\", \"text\", \"title\"?, \"date\"?, \"url\"?, \"mentions\"?: [{\"start\", \"end\"}]};
given mentions are used instead of found ones. Standard input may be either form.";
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExtractFormat {
    /// Actors and relations, for reading
    Table,
    /// One graph: what the other commands read
    Json,
    /// One object per document, in the order of the input, as they come
    Jsonl,
    /// A picture
    Svg,
    /// A picture, as pixels
    Png,
    /// A page to explore the graph in
    Html,
    /// A picture for Graphviz
    Dot,
    /// With `--suggest`: a file for `--lexicon`, once its kinds are filled in
    Toml,
    /// With `--suggest`: the same for spreadsheets
    Tsv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Offsets {
    /// Bytes of UTF-8
    #[default]
    Bytes,
    /// Code points, as Python counts
    Chars,
}

#[derive(Debug, Args)]
pub(super) struct ParseArgs {
    /// A text (.txt) or JSON Lines (.jsonl); `-` or nothing: standard input
    #[arg(value_name = "FILE|-")]
    pub input: Option<PathBuf>,
    /// Write to this file, whole or not at all; its extension tells the format
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum)]
    pub format: Option<ParseFormat>,
}

impl ParseArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche parse article.txt
  echo 'France accused Iran.' | demarche parse
  demarche parse archive.jsonl --format jsonl > parsed.jsonl";
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ParseFormat {
    /// CoNLL-U, one block per sentence
    Conllu,
    /// One object per document; offsets in bytes
    Jsonl,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A graph (.json) or found documents (.jsonl); `-`: standard input
    pub graph: PathBuf,
    /// Who acts: a name, an alias or an id
    pub source: String,
    /// What is done, where only that is wanted: `threatens`
    #[arg(value_name = "KIND")]
    pub kind_or_target: String,
    /// Who is acted on
    #[arg(value_name = "TARGET")]
    pub target: Option<String>,
}

impl ExplainArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche explain graph.json Iran Britain
  demarche explain graph.json Iran threatens \"United Kingdom\"

[S: ] marks the source, [T: ] the target, { } the words that tell the kind.";
}

#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// Graphs (.json) and found documents (.jsonl), in any order
    #[arg(required = true, value_name = "GRAPH")]
    pub graphs: Vec<PathBuf>,
    /// Write to this file, whole or not at all; `-`: standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
}

impl MergeArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche merge monday.json tuesday.json -o week.json
  demarche merge part-*.jsonl -o all.json

The same documents in any order, in any split, twice, give the same graph.";
}

#[derive(Debug, Args)]
pub(super) struct StatsArgs {
    /// A graph (.json) or found documents (.jsonl); `-`: standard input
    pub graph: PathBuf,
}

impl StatsArgs {
    const EXAMPLES: &str = "Examples:\n  demarche stats graph.json\n  demarche merge a.json b.json | demarche stats -";
}

#[derive(Debug, Args)]
pub(super) struct QueryArgs {
    /// A graph (.json) or found documents (.jsonl), `-` for standard input; then the query, unless `-f` names it
    #[arg(value_name = "GRAPH|QUERY")]
    pub words: Vec<String>,
    /// A file with the query, or the name of a saved query
    #[arg(short, long, value_name = "FILE|NAME")]
    pub file: Option<PathBuf>,
    /// List the saved queries
    #[arg(long)]
    pub list: bool,
    /// A value for `$NAME`: a number, true, false, a list, date('2014-03-01'); anything else is text
    #[arg(short, long, value_name = "NAME=VALUE")]
    pub param: Vec<String>,
    /// What to write
    #[arg(long, value_enum)]
    pub format: Option<super::answer::Form>,
    /// Write the answer to this file, whole or not at all; its extension tells the format
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write the graph with the changes that the query made to this file, whole or not at all
    #[arg(long, value_name = "FILE.json")]
    pub save: Option<PathBuf>,
    /// Ask a property graph instead: a CSV file with a column `id`
    #[arg(long, value_name = "FILE.csv", requires = "edges")]
    pub nodes: Option<PathBuf>,
    /// Its relations: a CSV file with columns `src`, `dst` and `type`
    #[arg(long, value_name = "FILE.csv", requires = "nodes")]
    pub edges: Option<PathBuf>,
    /// Stop the query after so long
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub time_limit: Option<f64>,
    /// Stop the query when it keeps more rows than this at once
    #[arg(long, value_name = "N", default_value_t = 50_000_000)]
    pub row_limit: u64,
    /// Run the query so many times and print times, memory and rows as JSON
    #[arg(long, value_name = "N")]
    pub bench: Option<usize>,
}

impl QueryArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche query graph.json 'MATCH (a)-[r:THREATENS]->(b) RETURN a.name, b.name, r.date'
  demarche query graph.json 'MATCH (a) WHERE actor(a, \"the Kremlin\") RETURN a'
  demarche query graph.json -f dyad-by-month --param a=Iran --param b=Britain --format csv
  demarche query graph.json 'MATCH p = (:State)-[:SANCTIONS]->() RETURN p' -o sanctions.svg
  demarche query graph.json 'MATCH (a {name: \"Turkey\"}) SET a.kind = \"place\"' --save corrected.json
  demarche query --nodes nodes.csv --edges edges.csv 'MATCH (a)-[e]->(b) RETURN type(e), count(*)'

EXPLAIN in front of a query shows its plan; PROFILE runs it too and shows rows and times.
Exit code 1: the query found nothing.";
}

#[derive(Debug, Args)]
pub(super) struct ShellArgs {
    /// A graph (.json) or found documents (.jsonl)
    pub graph: Option<PathBuf>,
    /// A property graph instead: a CSV file with a column `id`
    #[arg(long, value_name = "FILE.csv", requires = "edges")]
    pub nodes: Option<PathBuf>,
    /// Its relations: a CSV file with columns `src`, `dst` and `type`
    #[arg(long, value_name = "FILE.csv", requires = "nodes")]
    pub edges: Option<PathBuf>,
}

impl ShellArgs {
    const EXAMPLES: &str = "\
Examples:
  demarche shell graph.json
  echo 'MATCH (a:State) RETURN a.name;' | demarche shell graph.json

In the shell, `.help` lists the commands and the tab key completes.";
}

/// Reads the command line.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(args)
}

fn parse_share(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("give a number from 0 to 1".into()),
    }
}

pub(super) fn parse_seconds(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(seconds) if seconds > 0.0 && seconds < 1e9 => Ok(seconds),
        _ => Err("give a number of seconds".into()),
    }
}

pub(super) fn parse_since(text: &str) -> Result<Date, String> {
    parse_period(text).map(|(first, _)| first)
}

pub(super) fn parse_until(text: &str) -> Result<Date, String> {
    parse_period(text).map(|(_, last)| last)
}

/// Reads `2016`, `2016-09` or `2016-09-28` as the first and last day that it covers.
fn parse_period(text: &str) -> Result<(Date, Date), String> {
    let first = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    let first: Date = first.parse().map_err(|_| "give a date like 2016-09-28, 2016-09 or 2016".to_owned())?;
    let last = match text.len() {
        4 => first.last_of_year(),
        7 => first.last_of_month(),
        _ => first,
    };
    Ok((first, last))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn commands_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn periods_cover_whole_months_and_years() {
        for (text, expected) in [
            ("2016-09-28", Some("2016-09-28 2016-09-28")),
            ("2016-02", Some("2016-02-01 2016-02-29")),
            ("2015", Some("2015-01-01 2015-12-31")),
            ("2016-13", None),
            ("16", None),
            ("", None),
            ("2016-09-31", None),
            ("yesterday", None),
        ] {
            let found = parse_period(text).ok().map(|(first, last)| format!("{first} {last}"));
            assert_eq!(found.as_deref(), expected, "{text:?}");
        }
    }
}
