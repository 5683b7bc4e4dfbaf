//! A scene as PNG bytes, drawn by `tiny-skia` from the same shapes as the SVG and with the
//! embedded font's own outlines.

use std::fmt;

use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash,
    Transform,
};
use ttf_parser::OutlineBuilder;

use super::font;
use super::scene::{Anchor, Area, Item, Pen, Scene, Text};
use super::style::Colour;

/// Why a scene could not become an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PngError {
    /// The canvas is empty or too large for memory: width and height in pixels.
    Size(u32, u32),
    /// The encoder refused; its own words.
    Encoder(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Size(width, height) => {
                write!(out, "an image of {width} x {height} pixels cannot be made")
            }
            Self::Encoder(words) => write!(out, "the image could not be encoded: {words}"),
        }
    }
}

impl std::error::Error for PngError {}

/// Pixels in a metre of print for each pixel of a canvas unit: 1,020 units are 170 mm wide in print.
const PER_METRE: f64 = 6_000.0;

/// Draws the scene with `scale` pixels per canvas unit. The file says how large it is in print: 2
/// gives 305 dots per inch at 170 mm. The ground is white throughout, so no transparency is kept.
///
/// # Errors
/// When the canvas is empty or too large, or the encoder refuses.
pub fn png(scene: &Scene, scale: f64) -> Result<Vec<u8>, PngError> {
    let (width, height) = (
        (scene.width * scale).ceil() as u32,
        (scene.height * scale).ceil() as u32,
    );
    let mut canvas = Pixmap::new(width, height).ok_or(PngError::Size(width, height))?;
    canvas.fill(Color::WHITE);
    let transform = Transform::from_scale(scale as f32, scale as f32);
    for item in &scene.items {
        draw(&mut canvas, item, transform);
    }
    encode(&canvas, (scale * PER_METRE).round() as u32)
        .map_err(|error| PngError::Encoder(error.to_string()))
}

/// The canvas as a file. Plain areas and sharp letters compress best without a filter, and a low
/// level is enough for them.
fn encode(canvas: &Pixmap, per_metre: u32) -> Result<Vec<u8>, png::EncodingError> {
    let opaque: Vec<u8> = canvas
        .pixels()
        .iter()
        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, canvas.width(), canvas.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(2));
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&opaque)?;
    writer.finish()?;
    Ok(bytes)
}

fn draw(canvas: &mut Pixmap, item: &Item, transform: Transform) {
    match item {
        Item::Rect(area, fill, pen) => {
            if let Some(path) = rectangle(*area) {
                shape(canvas, &path, *fill, pen.as_ref(), transform);
            }
        }
        Item::Line(points, pen) => {
            if let Some(path) = joined(points, false) {
                shape(canvas, &path, None, Some(pen), transform);
            }
        }
        Item::Polygon(points, colour, opacity) => {
            if let Some(path) = joined(points, true) {
                shape(canvas, &path, Some((*colour, *opacity)), None, transform);
            }
        }
        Item::Circle((x, y), radius, fill, pen) => {
            if let Some(path) = PathBuilder::from_circle(*x as f32, *y as f32, *radius as f32) {
                shape(canvas, &path, *fill, pen.as_ref(), transform);
            }
        }
        Item::Text(text) => write(canvas, text, transform),
        Item::Open(_) | Item::Close => {}
    }
}

fn shape(
    canvas: &mut Pixmap,
    path: &Path,
    fill: Option<(Colour, f64)>,
    pen: Option<&Pen>,
    transform: Transform,
) {
    if let Some((colour, opacity)) = fill {
        canvas.fill_path(
            path,
            &paint(colour, opacity),
            FillRule::Winding,
            transform,
            None,
        );
    }
    if let Some(pen) = pen {
        let dash = StrokeDash::new(pen.dash.iter().map(|length| *length as f32).collect(), 0.0);
        let stroke = Stroke {
            width: pen.width as f32,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Miter,
            dash,
            ..Stroke::default()
        };
        canvas.stroke_path(path, &paint(pen.colour, 1.0), &stroke, transform, None);
    }
}

fn paint(colour: Colour, opacity: f64) -> Paint<'static> {
    let mut paint = Paint {
        anti_alias: true,
        ..Paint::default()
    };
    paint.set_color_rgba8(
        colour.0,
        colour.1,
        colour.2,
        (opacity.clamp(0.0, 1.0) * 255.0).round() as u8,
    );
    paint
}

fn rectangle(area: Area) -> Option<Path> {
    let rect = Rect::from_xywh(
        area.x as f32,
        area.y as f32,
        area.width as f32,
        area.height as f32,
    )?;
    Some(PathBuilder::from_rect(rect))
}

fn joined(points: &[(f64, f64)], closed: bool) -> Option<Path> {
    let (first, rest) = points.split_first()?;
    let mut path = PathBuilder::new();
    path.move_to(first.0 as f32, first.1 as f32);
    for (x, y) in rest {
        path.line_to(*x as f32, *y as f32);
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// Collects letter outlines in canvas units: scaled to the text size, turned so that y falls.
struct Letters {
    path: PathBuilder,
    left: f32,
    base: f32,
    scale: f32,
}

impl Letters {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.left + x * self.scale, self.base - y * self.scale)
    }
}

impl OutlineBuilder for Letters {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (x1, y1) = self.at(x1, y1);
        let (x, y) = self.at(x, y);
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (x1, y1) = self.at(x1, y1);
        let (x2, y2) = self.at(x2, y2);
        let (x, y) = self.at(x, y);
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

fn write(canvas: &mut Pixmap, text: &Text, transform: Transform) {
    let width = font::width(&text.words, text.size, text.weight);
    let left = match text.anchor {
        Anchor::Start => text.x,
        Anchor::Middle => text.x - width / 2.0,
        Anchor::End => text.x - width,
    };
    let scale = (text.size / font::units_per_em(text.weight)) as f32;
    let mut letters = Letters {
        path: PathBuilder::new(),
        left: left as f32,
        base: text.y as f32,
        scale,
    };
    font::outline(&text.words, text.weight, &mut letters, |letters, start| {
        letters.left = (left + start * text.size) as f32;
    });
    if let Some(path) = letters.path.finish() {
        canvas.fill_path(
            &path,
            &paint(text.colour, 1.0),
            FillRule::Winding,
            transform,
            None,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::font::Weight;
    use crate::report::style::{DARK_BLUE, DARK_GREY};

    fn picture() -> Scene {
        let mut scene = Scene::new(40.0, 30.0);
        scene.rect(
            Area {
                x: 5.0,
                y: 5.0,
                width: 10.0,
                height: 10.0,
            },
            Some((DARK_BLUE, 1.0)),
            None,
        );
        scene.text(Text {
            x: 20.0,
            y: 25.0,
            size: 20.0,
            weight: Weight::Bold,
            anchor: Anchor::Start,
            colour: DARK_GREY,
            words: "I".into(),
        });
        scene
    }

    #[test]
    fn the_image_has_the_scaled_size_the_colour_and_the_letter() {
        let bytes = png(&picture(), 2.0).unwrap();
        let image = Pixmap::decode_png(&bytes).unwrap();
        assert_eq!((image.width(), image.height()), (80, 60));
        let inside = image.pixel(20, 20).unwrap();
        assert_eq!(
            (inside.red(), inside.green(), inside.blue()),
            (0x12, 0x43, 0x6D)
        );
        // The stem of a bold I at 20 units stands about 3 units behind its start, above the base line.
        let stem = image.pixel(46, 36).unwrap();
        assert_eq!(stem.red(), 0x3D);
    }

    // 2 pixels a unit, 1,020 units in 0.17 m: 2040 / 0.17 = 12,000 pixels a metre, 304.8 an inch.
    #[test]
    fn the_image_says_how_large_it_is_in_print() {
        let bytes = png(&picture(), 2.0).unwrap();
        let at = bytes.windows(4).position(|four| four == b"pHYs").unwrap();
        assert_eq!(bytes[at + 4..at + 8], 12_000_u32.to_be_bytes());
        assert_eq!(bytes[at + 8..at + 12], 12_000_u32.to_be_bytes());
        assert_eq!(bytes[at + 12], 1);
    }

    #[test]
    fn the_same_scene_gives_the_same_bytes_twice() {
        assert_eq!(png(&picture(), 2.0).unwrap(), png(&picture(), 2.0).unwrap());
    }

    #[test]
    fn an_empty_canvas_is_refused_not_drawn() {
        assert_eq!(png(&Scene::new(0.0, 10.0), 2.0), Err(PngError::Size(0, 20)));
    }
}
