//! The command line of the evaluation.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::data::Half;
use crate::task::Result;

pub const USAGE: &str =
    "usage: evaluate [--only NAME]... [--half read|closed|all] [--tsv | --list] [--write DIR] [--read DIR] [--lexicon DIR]
                [--no-classifier | --classifier FILE]
  --only   one set: gold seed plain own-pair own plv-pair plv cameo dsent-pair dsent seesaw ner-re3d ner-crossner phrases coref icews
  --half   one half of each set
  --tsv    `set.part.figure<TAB>value` lines instead of tables
  --list   also the errors of the half that may be read
  --write  writes what was read of the texts, as other scorers take it
  --read   scores what stands in such a folder instead of reading the texts
  --lexicon  reads with the tables of this folder instead of the built-in lexicon
  --no-classifier  leaves the trained classifier out: the frames alone
  --classifier     takes the weights of this file instead of the built-in ones";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halves {
    Both,
    One(Half),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    Table,
    Lines,
    /// Tables, and the errors of the half that may be read.
    Errors,
}

/// The weights of the trained classifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weights {
    Builtin,
    None,
    File(PathBuf),
}

#[derive(Debug)]
pub struct Options {
    pub data: PathBuf,
    only: Vec<String>,
    pub halves: Halves,
    pub output: Output,
    pub write: Option<PathBuf>,
    pub read: Option<PathBuf>,
    pub lexicon: Option<PathBuf>,
    pub classifier: Weights,
}

impl Options {
    pub fn parse(mut args: impl Iterator<Item = String>, data: Option<OsString>) -> Result<Self> {
        let data = data.ok_or("`DEMARCHE_DATA` is not set: it names the folder of development data")?.into();
        let mut options = Options {
            data,
            only: Vec::new(),
            halves: Halves::Both,
            output: Output::Table,
            write: None,
            read: None,
            lexicon: None,
            classifier: Weights::Builtin,
        };
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("`{arg}` needs a value\n{USAGE}"));
            match arg.as_str() {
                "--only" => options.only.push(value()?),
                "--tsv" => options.output = Output::Lines,
                "--list" => options.output = Output::Errors,
                "--write" => options.write = Some(value()?.into()),
                "--read" => options.read = Some(value()?.into()),
                "--lexicon" => options.lexicon = Some(value()?.into()),
                "--no-classifier" => options.classifier = Weights::None,
                "--classifier" => options.classifier = Weights::File(value()?.into()),
                "--half" => {
                    options.halves = match value()?.as_str() {
                        "all" => Halves::Both,
                        "read" => Halves::One(Half::Read),
                        "closed" => Halves::One(Half::Closed),
                        other => return Err(format!("no half `{other}`\n{USAGE}").into()),
                    }
                }
                _ => return Err(format!("unknown argument `{arg}`\n{USAGE}").into()),
            }
        }
        Ok(options)
    }

    /// Says whether a set was asked for.
    pub fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &str) -> Result<Options> {
        Options::parse(args.split_whitespace().map(String::from), Some("data".into()))
    }

    #[test]
    fn one_set_or_all_of_them() {
        let options = parse("--only plv --half read").unwrap();
        assert!(options.wants("plv") && !options.wants("plv-pair"));
        assert_eq!(options.halves, Halves::One(Half::Read));
        assert!(parse("").unwrap().wants("coref"));
    }

    #[test]
    fn mistakes_are_named() {
        for (args, expected) in [
            ("--half third", "no half `third`"),
            ("--only", "`--only` needs a value"),
            ("--fast", "unknown argument `--fast`"),
        ] {
            assert!(parse(args).unwrap_err().to_string().starts_with(expected), "{args}");
        }
        assert!(Options::parse([].into_iter(), None).unwrap_err().to_string().contains("`DEMARCHE_DATA` is not set"));
    }
}
