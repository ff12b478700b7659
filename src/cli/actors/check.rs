//! `demarche actors check`: bad rows of users' files, and names that were others'.

use super::args::CheckArgs;
use super::load::{builtin, error_of, read_files};
use crate::actors::Checked;
use crate::cli::Streams;
use crate::cli::error::{CliError, Exit};
use crate::cli::output::Output;

pub(super) fn run(args: &CheckArgs, streams: Streams) -> Result<Exit, CliError> {
    let files = read_files(&args.files)?;
    let checked = builtin()?.check(&files);
    for fault in &checked.faults {
        error_of(fault, &files).print(streams.err);
    }
    for collision in &checked.collisions {
        streams.warn(&collision.to_string());
    }
    let mut output = Output::open(None)?;
    output.write_text(&format!("{}\n", summary(&checked)))?;
    output.finish()?;
    Ok(if checked.faults.is_empty() { Exit::Done } else { Exit::BadInput })
}

fn summary(checked: &Checked) -> String {
    let mut parts = vec![format!("{} {} fine", checked.rows, if checked.rows == 1 { "row is" } else { "rows are" })];
    for (count, one, many) in [
        (checked.known, "says nothing new", "say nothing new"),
        (checked.faults.len(), "fault", "faults"),
        (checked.collisions.len(), "collision", "collisions"),
    ] {
        match count {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            _ => parts.push(format!("{count} {many}")),
        }
    }
    parts.join(", ")
}
