//! The colors of the themes as variables of a style sheet.

use crate::relations::QuadClass;
use crate::render::style::MAX_SIDES;
use crate::render::theme::{Palette, SideColors, Theme};

/// The quad classes by the names that the page knows them by.
pub(super) const CLASSES: [(QuadClass, &str); 5] = [
    (QuadClass::VerbalConflict, "verbal-conflict"),
    (QuadClass::MaterialConflict, "material-conflict"),
    (QuadClass::VerbalCooperation, "verbal-cooperation"),
    (QuadClass::MaterialCooperation, "material-cooperation"),
    (QuadClass::Tie, "tie"),
];

/// Gives the name of a class.
pub(super) fn class_name(quad: QuadClass) -> &'static str {
    CLASSES.iter().find(|(class, _)| *class == quad).map_or("tie", |(_, name)| name)
}

/// Writes every theme, and the classes that pick from it: `.tie` has `--line` and `--text`, `.c0` to `.c6` and `.cn` have
/// the colors of a side.
pub(super) fn variables() -> String {
    let mut out = String::new();
    for (theme, name) in Theme::ALL {
        let colors = of_theme(&theme.palette());
        let scheme = if theme == Theme::Dark { "dark" } else { "light" };
        let rule = format!("{{color-scheme:{scheme};{colors}}}\n");
        match theme {
            Theme::Light => out += &format!(":root{rule}"),
            Theme::Dark => {
                out += &format!("@media (prefers-color-scheme:dark){{:root[data-theme=system]{rule}}}\n");
                out += &format!(":root[data-theme={name}]{rule}");
            }
            _ => out += &format!(":root[data-theme={name}]{rule}"),
        }
    }
    for (_, class) in CLASSES {
        out += &format!(".{class}{{--line:var(--{class}-line);--text:var(--{class}-text)}}\n");
    }
    for side in sides() {
        let picked: Vec<String> = fields(Theme::Light.palette().neutral())
            .iter()
            .map(|(field, _)| format!("--{field}:var(--{side}-{field})"))
            .collect();
        out += &format!(".{side}{{{}}}\n", picked.join(";"));
    }
    out
}

fn of_theme(palette: &Palette) -> String {
    let plain = [&palette.background, &palette.ink, &palette.muted, &palette.detail];
    let mut parts: Vec<String> = ["background", "ink", "muted", "detail"]
        .iter()
        .zip(plain)
        .map(|(name, color)| format!("--{name}:{color}"))
        .collect();
    for (quad, class) in CLASSES {
        let colors = palette.edge(quad);
        parts.push(format!("--{class}-line:{};--{class}-text:{}", colors.line, colors.text));
    }
    for (rank, side) in sides().iter().enumerate() {
        let colors = palette.side((rank < MAX_SIDES).then_some(rank));
        parts.extend(fields(colors).iter().map(|(field, color)| format!("--{side}-{field}:{color}")));
    }
    parts.join(";")
}

/// Names of the sides: by rank, then what belongs to none.
fn sides() -> Vec<String> {
    (0..MAX_SIDES).map(|rank| format!("c{rank}")).chain(["cn".to_owned()]).collect()
}

fn fields(colors: &SideColors) -> [(&'static str, &str); 7] {
    [
        ("strong", &colors.strong),
        ("on-strong", &colors.on_strong),
        ("line", &colors.line),
        ("tint", &colors.tint),
        ("box", &colors.frame),
        ("box-line", &colors.frame_line),
        ("title", &colors.title),
    ]
}
