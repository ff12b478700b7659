//! The saved queries that come with the program, and query files.

use std::fs;
use std::path::Path;

use super::error::{CliError, Exit};
use super::output::Output;
use crate::text::nearest;

macro_rules! saved {
    ($($name:literal),* $(,)?) => {
        /// The saved queries: name and text.
        const QUERIES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../queries/", $name, ".cypher")))),*];
    };
}

saved!(
    "allies-of-enemies",
    "biggest-changes",
    "claims-by-attribution",
    "communities",
    "conflict-balance",
    "dyad-by-month",
    "first-and-last",
    "hostile-neighbors",
    "mediators",
    "most-central",
    "most-criticized",
    "mutual-critics",
    "offices",
    "sanctions-and-aid",
    "shortest-chain",
    "surest-evidence",
    "threat-and-talk",
    "who-threatens-whom",
);

/// Lists the saved queries with what they answer and their parameters.
pub(super) fn list() -> Result<Exit, CliError> {
    let mut output = Output::open(None)?;
    let width = QUERIES.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, text) in QUERIES {
        let mut comments = text.lines().map_while(|line| line.strip_prefix("//")).map(str::trim);
        output.write_text(&format!("{name:width$}  {}\n", comments.next().unwrap_or_default()))?;
        for parameter in comments.filter(|line| line.starts_with('$')) {
            output.write_text(&format!("{:width$}    {parameter}\n", ""))?;
        }
    }
    output.write_text("\nRun one: demarche query graph.json -f who-threatens-whom\n")?;
    output.finish()?;
    Ok(Exit::Done)
}

/// Names of the saved queries.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    QUERIES.iter().map(|(name, _)| *name)
}

/// Reads a query file, or a saved query by its name: `x`, `x.cypher`, `queries/x.cypher`.
pub(super) fn read(path: &Path) -> Result<(String, String), CliError> {
    if path.exists() {
        let text = fs::read_to_string(path).map_err(|error| CliError::reading(path, &error))?;
        return Ok((path.display().to_string(), text));
    }
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    if let Some((name, text)) = QUERIES.iter().find(|(name, _)| *name == stem) {
        return Ok(((*name).to_owned(), (*text).to_owned()));
    }
    let error = CliError::bad_input(format!("no file and no saved query `{}`", path.display()));
    Err(match nearest(stem, names()) {
        Some(near) => error.hint(format!("did you mean `{near}`? `demarche query --list` lists all")),
        None => error.hint("`demarche query --list` lists the saved queries"),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_file_is_listed_and_says_what_it_answers() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
        let files: BTreeSet<String> = fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("readable").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "cypher"))
            .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
            .collect();
        assert_eq!(names().map(str::to_owned).collect::<BTreeSet<_>>(), files);
        for (name, text) in QUERIES {
            assert!(text.starts_with("// ") && text.lines().next().is_some_and(|line| line.ends_with('?')), "{name}");
        }
    }
}
