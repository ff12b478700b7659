use std::collections::BTreeMap;

use serde::Deserialize;

use crate::relations::QuadClass;

/// The color themes there are (`data/themes.toml` holds their colors and the reasons for them).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Theme {
    /// For screens and documents.
    #[default]
    Light,
    /// For dark screens.
    Dark,
    /// For paper: no tinted areas, lines that stay apart as greys.
    Print,
    /// For readers who do not tell red from green: conflict in oranges, cooperation in blues.
    Colorblind,
}

impl Theme {
    /// Every theme with its name.
    pub const ALL: [(Theme, &'static str); 4] =
        [(Theme::Light, "light"), (Theme::Dark, "dark"), (Theme::Print, "print"), (Theme::Colorblind, "colorblind")];

    /// Gives the colors of the theme.
    ///
    /// ```
    /// use demarche::render::Theme;
    /// assert_ne!(Theme::Light.palette().background, Theme::Dark.palette().background);
    /// ```
    pub fn palette(self) -> Palette {
        let mut themes: BTreeMap<String, Palette> =
            toml::from_str(include_str!("../../data/themes.toml")).expect("the built-in themes are read by a test");
        let name = Theme::ALL.iter().find(|(theme, _)| *theme == self).map_or("light", |(_, name)| name);
        themes.remove(name).expect("every theme has its table: checked by a test")
    }
}

/// The colors of one theme, as `#RRGGBB`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Palette {
    /// Behind everything.
    pub background: String,
    /// Text.
    pub ink: String,
    /// Subtitle and legend.
    pub muted: String,
    /// Second line of a node.
    pub detail: String,
    /// Lines by quad class.
    edge: BTreeMap<QuadClass, EdgeColors>,
    /// What belongs to no side.
    neutral: SideColors,
    /// Sides, heaviest first.
    side: Vec<SideColors>,
}

/// The colors of an edge and of the text on it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EdgeColors {
    /// The line and its arrow head.
    pub line: String,
    /// The label.
    pub text: String,
}

/// The colors of a side: its frame and the actors in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct SideColors {
    /// Fill of a state.
    pub strong: String,
    /// Text on that.
    pub on_strong: String,
    /// Outline of every actor.
    pub line: String,
    /// Fill of the others.
    pub tint: String,
    /// Fill of the frame.
    #[serde(rename = "box")]
    pub frame: String,
    /// Outline of the frame.
    #[serde(rename = "box-line")]
    pub frame_line: String,
    /// Title of the frame.
    pub title: String,
}

impl Palette {
    /// Gives the colors of what belongs to no side.
    pub fn neutral(&self) -> &SideColors {
        &self.neutral
    }

    /// Gives the colors of a quad class.
    pub fn edge(&self, quad: QuadClass) -> &EdgeColors {
        self.edge
            .get(&quad)
            .or_else(|| self.edge.get(&QuadClass::Tie))
            .expect("every theme colors ties: checked by a test")
    }

    /// Gives the colors of the side with this rank; with fewer colors than sides they come around again.
    pub fn side(&self, rank: Option<usize>) -> &SideColors {
        match rank {
            Some(rank) if !self.side.is_empty() => &self.side[rank % self.side.len()],
            _ => &self.neutral,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of `#RRGGBB` (WCAG 2.1, section 1.4.3).
    fn luminance(color: &str) -> f64 {
        let channel = |at: usize| {
            let c = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("two hexadecimal digits")) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_is_readable_in_every_theme() {
        for (theme, name) in Theme::ALL {
            let palette = theme.palette();
            assert_eq!(palette.edge.len(), 5, "{name} colors the five classes");
            let mut pairs = vec![(&palette.ink, &palette.background), (&palette.muted, &palette.background)];
            pairs.extend(palette.edge.values().map(|edge| (&edge.text, &palette.background)));
            for side in palette.side.iter().chain([&palette.neutral]) {
                pairs.extend([
                    (&side.on_strong, &side.strong),
                    (&palette.ink, &side.tint),
                    (&palette.detail, &side.tint),
                ]);
                pairs.push((&side.title, &side.frame));
            }
            for (text, ground) in pairs {
                assert!(contrast(text, ground) >= 4.5, "{name}: {text} on {ground} is {:.2}", contrast(text, ground));
            }
        }
    }

    #[test]
    fn classes_differ_in_color() {
        for (theme, name) in Theme::ALL {
            let palette = theme.palette();
            let mut lines: Vec<&str> = palette.edge.values().map(|edge| edge.line.as_str()).collect();
            lines.sort_unstable();
            lines.dedup();
            assert_eq!(lines.len(), 5, "{name}");
        }
    }
}
