//! Measures extraction on the development data: every figure in one table a set.
//!
//! A tool for those who work on this library, not a sample program: it needs the folder of development data in
//! `DEMARCHE_DATA`, and scores readings of its sets, in the two halves that the project keeps apart.
//! The texts stay where they are; only figures are printed, and with `--list` the errors of the half that may be read.
//!
//! ```text
//! cargo run --release --example evaluate -- [--only NAME]... [--half read|closed|all] [--tsv] [--list]
//!                                           [--write DIR] [--read DIR]
//! ```
//! A `!` in the table marks a figure whose read half is better than its closed half by more than 0.05.

mod bootstrap;
mod cameo;
mod compare;
mod coref;
mod data;
mod extract;
mod gold;
mod graph;
mod icews;
mod kinds;
mod ner;
mod options;
mod phrases;
mod plain;
mod plv;
mod reading;
mod report;
mod seed;
mod seesaw;
mod sentiment;
mod spans;
mod task;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

use demarche::Demarche;
use demarche::actors::Catalog;
use demarche::relations::Extractor;
use rayon::prelude::*;

use data::Half;
use options::{Halves, Options, Output, Weights};
use report::Section;
use task::{Result, Scored, Task};

fn main() -> ExitCode {
    let run =
        Options::parse(std::env::args().skip(1), std::env::var_os("DEMARCHE_DATA")).and_then(|options| run(&options));
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> Result<()> {
    measure::<gold::Gold>(options)?;
    measure::<seed::Seed>(options)?;
    measure::<plain::Plain>(options)?;
    measure::<plv::OwnPair>(options)?;
    measure::<plv::Own>(options)?;
    measure::<plv::PairGiven>(options)?;
    measure::<plv::Raw>(options)?;
    measure::<cameo::Cameo>(options)?;
    measure::<sentiment::DirectedSentiment<true>>(options)?;
    measure::<sentiment::DirectedSentiment<false>>(options)?;
    measure::<seesaw::Seesaw>(options)?;
    measure::<ner::Re3d>(options)?;
    measure::<ner::CrossNer>(options)?;
    measure::<phrases::Phrases>(options)?;
    measure::<coref::Coref>(options)?;
    measure::<icews::Icews>(options)
}

/// Loads the library when it is first needed.
fn demarche(options: &Options) -> std::result::Result<&'static Demarche, String> {
    static DEMARCHE: OnceLock<std::result::Result<Demarche, String>> = OnceLock::new();
    DEMARCHE.get_or_init(|| load(options).map_err(|error| error.to_string())).as_ref().map_err(Clone::clone)
}

fn load(options: &Options) -> Result<Demarche> {
    let extractor = match &options.lexicon {
        Some(folder) => with_lexicon(folder)?,
        None => Extractor::builtin()?,
    };
    let extractor = match &options.classifier {
        Weights::Builtin => extractor,
        Weights::None => extractor.without_classifier(),
        Weights::File(path) => extractor.with_classifier(&path.display().to_string(), &fs::read(path)?)?,
    };
    Ok(Demarche::with_parts(Catalog::builtin()?, extractor)?)
}

fn with_lexicon(folder: &Path) -> Result<Extractor> {
    let mut paths: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "tsv"));
    paths.sort();
    let read = |path: &PathBuf| Ok((path.display().to_string(), fs::read_to_string(path)?));
    let tables: Vec<(String, String)> = paths.iter().map(read).collect::<std::io::Result<_>>()?;
    let tables: Vec<(&str, &str)> = tables.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    Ok(Extractor::with_lexicon(&tables)?)
}

/// Reads, scores and prints one set.
fn measure<T: Task>(options: &Options) -> Result<()> {
    if !options.wants(T::NAME) {
        return Ok(());
    }
    let wanted = |item: &T::Item| match options.halves {
        Halves::Both => true,
        Halves::One(half) => Half::of(T::id(item)) == half,
    };
    let items: Vec<T::Item> = T::load(&options.data)?.into_iter().filter(wanted).collect();
    let readings = match &options.read {
        Some(folder) => T::read(folder, &items)?,
        None => {
            let extract = |item| T::extract(demarche(options)?, item).map_err(|error| error.to_string());
            items.par_iter().map(extract).collect::<std::result::Result<_, String>>()?
        }
    };
    if let Some(folder) = &options.write {
        T::write(folder, &items, &readings)?;
    }
    let scored = |half: Option<Half>| -> Vec<Scored<'_, T::Item>> {
        let all = items.iter().zip(&readings).map(|(item, readings)| Scored { item, readings });
        all.filter(|scored| half.is_none_or(|half| Half::of(T::id(scored.item)) == half)).collect()
    };
    let part = |name, half| {
        let scored = scored(half);
        (name, scored.len(), T::score(&scored))
    };
    let (read, closed) = (Some(Half::Read), Some(Half::Closed));
    let parts = match options.halves {
        Halves::Both => vec![part("all", None), part("read", read), part("closed", closed)],
        Halves::One(Half::Read) => vec![part("read", read)],
        Halves::One(Half::Closed) => vec![part("closed", closed)],
    };
    let section = Section { name: T::NAME, title: T::TITLE, known: T::KNOWN, parts };
    match options.output {
        Output::Table => print!("{}", section.table()),
        Output::Lines => print!("{}", section.tsv()),
        Output::Errors => print!("{}{}", section.table(), T::errors(&scored(read))),
    }
    Ok(())
}
