//! Color on a terminal, none elsewhere.

use std::io::IsTerminal;

use super::args::ColorChoice;
use crate::relations::QuadClass;

/// What a piece of text is; its color follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Error,
    Warning,
    Hint,
    Dim,
    Bold,
    Source,
    Target,
    Trigger,
    Quad(QuadClass),
}

/// Whether to color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint {
    on: bool,
}

impl Paint {
    pub fn plain() -> Self {
        Paint { on: false }
    }

    /// For standard output.
    pub fn for_stdout(choice: ColorChoice) -> Self {
        Paint { on: wanted(choice, std::io::stdout().is_terminal()) }
    }

    /// For standard error.
    pub fn for_stderr(choice: ColorChoice) -> Self {
        Paint { on: wanted(choice, std::io::stderr().is_terminal()) }
    }

    pub fn is_on(self) -> bool {
        self.on
    }

    pub fn text(self, style: Style, text: &str) -> String {
        if !self.on {
            return text.to_owned();
        }
        // Only the terminal's own sixteen colors: they fit its background.
        let code = match style {
            Style::Error => "1;31",
            Style::Warning => "1;33",
            Style::Hint => "1;36",
            Style::Dim => "2",
            Style::Bold => "1",
            Style::Source => "1;34",
            Style::Target => "1;35",
            Style::Trigger => "1;4",
            Style::Quad(QuadClass::VerbalConflict) => "33",
            Style::Quad(QuadClass::MaterialConflict) => "31",
            Style::Quad(QuadClass::VerbalCooperation) => "34",
            Style::Quad(QuadClass::MaterialCooperation) => "32",
            Style::Quad(QuadClass::Tie) => "2",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

/// NO_COLOR: <https://no-color.org>; any value that is not empty.
fn wanted(choice: ColorChoice, terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}
