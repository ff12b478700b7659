//! SVG to PNG.
//!
//! Reads: SVG text. Gives: the bytes of a PNG, drawn with the built-in font, and with others only for signs that it lacks.
//! The only file that knows `resvg`.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, FontResolver, fontdb};

use super::RenderError;
use super::font::{FAMILY, faces, has_sign};

/// Pixels per point: sharp on the screens of today.
const SCALE: f32 = 2.0;
/// Largest width and height in pixels; larger pictures are drawn smaller.
const MAX_SIDE: f32 = 16_000.0;
/// Most pixels.
const MAX_AREA: f32 = 120e6;

/// Fonts for signs that the built-in one lacks: it has Latin, Greek, Cyrillic, Arabic and Hebrew letters, but no Chinese,
/// Japanese or Korean ones, and of emoji only the oldest.
///
/// Glyphs are drawn where a font has them as outlines, in one color or in several; fonts that hold emoji as images are
/// passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Fonts {
    /// None: the same bytes on every machine.
    #[default]
    BuiltIn,
    /// Those that are installed; they are looked for only where a sign is missing.
    #[cfg(feature = "cli")]
    System,
}

/// A picture of pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// Signs that no font had, of a run of them the first; they are drawn as boxes.
    pub missing: Vec<char>,
}

/// Draws an SVG at two pixels per point, less where it would be beyond 16,000 pixels wide or high or 120 million in all.
///
/// Only the built-in font is used; signs that it lacks come out as empty boxes ([`to_png_with`] takes other fonts, too).
///
/// # Errors
/// Where the text is no SVG, or has no size.
///
/// ```
/// use demarche::render::to_png;
/// let png = to_png(r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>"#)?;
/// assert!(png.starts_with(b"\x89PNG"));
/// assert!(to_png("no picture").is_err());
/// # Ok::<(), demarche::render::RenderError>(())
/// ```
pub fn to_png(svg: &str) -> Result<Vec<u8>, RenderError> {
    to_png_with(svg, Fonts::BuiltIn).map(|png| png.bytes)
}

/// Draws an SVG as [`to_png`] does, with these fonts for signs that the built-in one lacks.
///
/// # Errors
/// Where the text is no SVG, or has no size.
///
/// ```
/// use demarche::render::{Fonts, to_png_with};
/// let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="20">Oman 東</text></svg>"#;
/// assert_eq!(to_png_with(svg, Fonts::BuiltIn)?.missing, ['東']);
/// # Ok::<(), demarche::render::RenderError>(())
/// ```
pub fn to_png_with(svg: &str, fonts: Fonts) -> Result<Png, RenderError> {
    let failed = |fault: String| RenderError::Png { fault };
    let missing = Arc::new(Mutex::new(BTreeSet::new()));
    let mut database = fontdb::Database::new();
    for face in faces() {
        database.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    database.set_sans_serif_family(FAMILY);
    let options = usvg::Options {
        fontdb: Arc::new(database),
        font_family: FAMILY.into(),
        font_resolver: resolver(fonts, Arc::clone(&missing)),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = SCALE.min(MAX_SIDE / width.max(height)).min((MAX_AREA / (width * height)).sqrt());
    let pixels = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let pixmap = Pixmap::new(pixels(width), pixels(height));
    let mut pixmap = pixmap.ok_or_else(|| failed("it is too large".into()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let bytes = pixmap.encode_png().map_err(|error| failed(error.to_string()))?;
    let missing = missing.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect();
    Ok(Png { bytes, missing })
}

/// Takes the built-in font for everything that it has, whatever families the SVG names, so that texts are as wide as they
/// were measured.
fn resolver(fonts: Fonts, missing: Arc<Mutex<BTreeSet<char>>>) -> FontResolver<'static> {
    FontResolver {
        select_font: Box::new(|font, database| {
            let query = fontdb::Query {
                families: &[fontdb::Family::Name(FAMILY)],
                weight: fontdb::Weight(font.weight()),
                stretch: fontdb::Stretch::Condensed,
                style: fontdb::Style::Normal,
            };
            database.query(&query)
        }),
        select_fallback: Box::new(move |sign, tried, database| {
            let builtin = database.faces().count() == faces().len();
            if builtin {
                load_more(fonts, database);
            }
            let found = best(sign, tried, database);
            // Control signs and the like are drawn by no font.
            if found.is_none() && !sign.is_control() && !is_unseen(sign) {
                missing.lock().unwrap_or_else(PoisonError::into_inner).insert(sign);
            }
            found
        }),
    }
}

#[cfg(feature = "cli")]
fn load_more(fonts: Fonts, database: &mut Arc<fontdb::Database>) {
    if fonts == Fonts::System {
        Arc::make_mut(database).load_system_fonts();
    }
}

#[cfg(not(feature = "cli"))]
fn load_more(_: Fonts, _: &mut Arc<fontdb::Database>) {}

/// The face that has a sign: outlines before pictures, then the weight that is nearest, then by name.
fn best(sign: char, tried: &[fontdb::ID], database: &fontdb::Database) -> Option<fontdb::ID> {
    let weight = tried.first().and_then(|id| database.face(*id)).map_or(400, |face| face.weight.0);
    let has = |id| database.with_face_data(id, |data, index| has_sign(data, index, sign)).unwrap_or(false);
    let faces = database.faces().filter(|face| !tried.contains(&face.id) && has(face.id));
    let best = faces.min_by_key(|face| {
        let pictures = face.families.iter().any(|(family, _)| family.contains("Emoji"));
        (pictures, face.style != fontdb::Style::Normal, face.weight.0.abs_diff(weight), face.post_script_name.clone())
    });
    best.map(|face| face.id)
}

/// Joiners, directions and variants of what stands before them (Unicode, general category Cf, and variation selectors).
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}
