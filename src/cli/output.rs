//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::error::CliError;

/// An open output. Nothing is at the file's place before [`Output::finish`].
pub(super) struct Output {
    to: To,
    path: PathBuf,
}

enum To {
    Stdout(BufWriter<io::Stdout>),
    /// A new file beside its place, renamed at the end.
    File(BufWriter<NamedTempFile>),
    /// A device or a pipe: renaming would replace it.
    Special(BufWriter<fs::File>),
}

impl Output {
    /// Opens standard output where the path is `-` or missing.
    pub fn open(path: Option<&Path>) -> Result<Self, CliError> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Output { to: To::Stdout(BufWriter::new(io::stdout())), path: "standard output".into() });
        };
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => CliError::bad_input(format!("no folder for `{}`", path.display()))
                .hint("make the folder first, or give another place with `-o`"),
            _ => CliError::writing(path, &error),
        };
        // Through a link to what it points at: the link stays.
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let to = match fs::metadata(&real) {
            Ok(found) if found.is_dir() => {
                let message = format!("`{}` is a folder", path.display());
                return Err(CliError::bad_input(message).hint("give a file name with `-o`"));
            }
            Ok(found) if !found.is_file() => {
                To::Special(BufWriter::new(fs::File::options().write(true).open(&real).map_err(failed)?))
            }
            _ => To::File(BufWriter::new(beside(&real).map_err(failed)?)),
        };
        Ok(Output { to, path: real })
    }

    pub fn is_stdout(&self) -> bool {
        matches!(self.to, To::Stdout(_))
    }

    pub fn write_text(&mut self, text: &str) -> Result<(), CliError> {
        self.write_all(text.as_bytes()).map_err(|error| CliError::writing(&self.path, &error))
    }

    /// Turns an error of writing here into one for people.
    pub fn failed(&self, error: &io::Error) -> CliError {
        CliError::writing(&self.path, error)
    }

    /// Writes out what is buffered and puts the file into its place.
    pub fn finish(self) -> Result<(), CliError> {
        let path = self.path;
        let failed = |error: io::Error| CliError::writing(&path, &error);
        match self.to {
            To::Stdout(mut out) => out.flush().map_err(failed),
            To::Special(mut out) => out.flush().map_err(failed),
            To::File(out) => {
                let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
                file.persist(&path).map(drop).map_err(|error| failed(error.error))
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stdout(out) => out.write(bytes),
            To::Special(out) => out.write(bytes),
            To::File(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stdout(out) => out.flush(),
            To::Special(out) => out.flush(),
            To::File(out) => out.flush(),
        }
    }
}

/// Makes a new file in the folder of `path`, readable as any other file would be.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map_or(0o666, |found| found.permissions().mode());
        builder.permissions(fs::Permissions::from_mode(mode)).tempfile_in(folder)
    }
    #[cfg(not(unix))]
    builder.tempfile_in(folder)
}
