/// A picture that could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// A layout engine failed or gave no usable answer.
    #[error("the layout engine `{engine}` failed: {fault}")]
    Layout {
        /// Name of the engine.
        engine: String,
        /// What went wrong.
        fault: String,
    },
    /// An SVG could not be made into a PNG.
    #[error("no PNG can be made of this picture: {fault}")]
    Png {
        /// What went wrong.
        fault: String,
    },
}

impl RenderError {
    /// Makes the error of a layout engine.
    pub fn layout(engine: &str, fault: impl Into<String>) -> Self {
        RenderError::Layout { engine: engine.into(), fault: fault.into() }
    }

    /// What to try.
    pub fn hint(&self) -> &'static str {
        match self {
            RenderError::Layout { .. } => "draw less (`--limit`, `--min-count`, `--focus`), or take another `--engine`",
            RenderError::Png { .. } => "write it as `.svg`",
        }
    }
}
