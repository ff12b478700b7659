//! SVG to PNG.
//!
//! Reads: SVG text. Gives: the bytes of a PNG, drawn with the built-in font. The only file that knows `resvg`.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::RenderError;
use super::font::{FAMILY, faces};

/// Pixels per point: sharp on the screens of today.
const SCALE: f32 = 2.0;
/// Largest width and height in pixels; larger pictures are drawn smaller.
const MAX_SIDE: f32 = 16_000.0;
/// Most pixels.
const MAX_AREA: f32 = 120e6;

/// Draws an SVG at two pixels per point, less where it would be beyond 16,000 pixels wide or high or 120 million in all.
///
/// Only the built-in font is used; signs that it lacks come out as empty boxes.
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
    let failed = |fault: String| RenderError::Png { fault };
    let mut fonts = fontdb::Database::new();
    for face in faces() {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    fonts.set_sans_serif_family(FAMILY);
    let options = usvg::Options { fontdb: Arc::new(fonts), font_family: FAMILY.into(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = SCALE.min(MAX_SIDE / width.max(height)).min((MAX_AREA / (width * height)).sqrt());
    let pixels = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let pixmap = Pixmap::new(pixels(width), pixels(height));
    let mut pixmap = pixmap.ok_or_else(|| failed("it is too large".into()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| failed(error.to_string()))
}
