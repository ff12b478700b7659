/// Why a model file cannot be used; every case names the section or the place.
///
/// ```
/// use demarche::nlp::{ModelError, Pipeline};
/// let error = Pipeline::read(b"not a model").unwrap_err();
/// assert!(matches!(error, ModelError::Magic));
/// assert_eq!(error.hint(), "convert the model anew with `models/convert.py`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file does not start as a model file does.
    #[error("not a model file: it does not start with `demarche-nlp`")]
    Magic,
    /// The file is of a form that this version does not read.
    #[error("model file has version `{found}`, this program reads version `{known}`")]
    Version {
        /// The version in the file.
        found: u32,
        /// The version this program reads.
        known: u32,
    },
    /// The file ends early, or a length in it is wrong.
    #[error("model file is cut off in section `{section}` at byte {offset}")]
    Truncated {
        /// The section being read; `header` before the first.
        section: String,
        /// Where the missing bytes should start.
        offset: usize,
    },
    /// A section is absent.
    #[error("model file lacks section `{section}`")]
    Missing {
        /// The section looked for.
        section: String,
    },
    /// A section of weights has another shape than the network.
    #[error("section `{section}` at byte {offset} has shape {found:?}, the network needs {expected:?}")]
    Shape {
        /// The section.
        section: String,
        /// Where its data start.
        offset: usize,
        /// The shape in the file.
        found: Vec<usize>,
        /// The shape that fits.
        expected: Vec<usize>,
    },
    /// A section holds something that cannot be read.
    #[error("section `{section}` at byte {offset}: {reason}")]
    Content {
        /// The section.
        section: String,
        /// Where the offending data start.
        offset: usize,
        /// What is wrong.
        reason: String,
    },
}

impl ModelError {
    /// Says what to try.
    pub fn hint(&self) -> &'static str {
        match self {
            ModelError::Version { .. } => "use the model file that belongs to this version of demarche",
            _ => "convert the model anew with `models/convert.py`",
        }
    }
}
