//! `demarche licenses`: under which terms this program and its parts may be used.

use super::error::{CliError, Exit};
use super::output::Output;

const PARTS: [(&str, &str); 6] = [
    ("NOTICES.md", include_str!("../../NOTICES.md")),
    ("LICENSE-MIT", include_str!("../../LICENSE-MIT")),
    ("models/LICENSE (en_core_web_sm)", include_str!("../../models/LICENSE")),
    ("models/LICENSES_SOURCES (en_core_web_sm)", include_str!("../../models/LICENSES_SOURCES")),
    ("data/SOURCES.md", include_str!("../../data/SOURCES.md")),
    ("LICENSE-APACHE", include_str!("../../LICENSE-APACHE")),
];

pub(super) fn run() -> Result<Exit, CliError> {
    let mut output = Output::open(None)?;
    for (name, text) in PARTS {
        output.write_text(&format!("==> {name} <==\n\n{}\n\n", text.trim()))?;
    }
    output.finish()?;
    Ok(Exit::Done)
}
