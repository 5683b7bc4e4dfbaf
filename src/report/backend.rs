//! `plotters` draws on a [`Scene`] through this backend.
//!
//! `plotters` knows whole pixels only, so it is given a canvas a hundred times as fine as the
//! scene: its pixels are then the scene's two decimals. Text is measured with the embedded font.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};

use super::font::{self, Weight};
use super::scene::{Anchor, Area, Pen, Scene, Text};
use super::style::Colour;

/// Backend pixels per canvas unit.
pub const FINENESS: f64 = 100.0;

/// A scene lent to `plotters`, and the dash of the lines drawn meanwhile.
pub struct SceneBackend<'a> {
    scene: &'a mut Scene,
    dash: Vec<f64>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl<'a> SceneBackend<'a> {
    /// Lends a scene; lines are drawn with `dash` (empty for solid), in canvas units.
    pub fn new(scene: &'a mut Scene, dash: &[f64]) -> Self {
        Self {
            scene,
            dash: dash.to_vec(),
        }
    }

    fn pen<S: BackendStyle>(&self, style: &S) -> Pen {
        let width = f64::from(style.stroke_width()) / FINENESS;
        Pen {
            colour: colour(style.color()),
            width,
            dash: self.dash.clone(),
        }
    }
}

fn colour(colour: BackendColor) -> Colour {
    Colour(colour.rgb.0, colour.rgb.1, colour.rgb.2)
}

fn unit(pixels: i32) -> f64 {
    f64::from(pixels) / FINENESS
}

fn point(place: BackendCoord) -> (f64, f64) {
    (unit(place.0), unit(place.1))
}

fn weight(style: FontStyle) -> Weight {
    if matches!(style, FontStyle::Bold) {
        Weight::Bold
    } else {
        Weight::Regular
    }
}

impl DrawingBackend for SceneBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (
            (self.scene.width * FINENESS) as u32,
            (self.scene.height * FINENESS) as u32,
        )
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, place: BackendCoord, ink: BackendColor) -> Drawn {
        let ((x, y), side) = (point(place), 1.0 / FINENESS);
        self.scene.rect(
            Area {
                x,
                y,
                width: side,
                height: side,
            },
            Some((colour(ink), ink.alpha)),
            None,
        );
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ((x, y), (right, bottom)) = (point(upper_left), point(bottom_right));
        let area = Area {
            x,
            y,
            width: right - x,
            height: bottom - y,
        };
        let ink = style.color();
        if ink.alpha > 0.0 {
            let pen = if fill { None } else { Some(self.pen(style)) };
            self.scene
                .rect(area, fill.then(|| (colour(ink), ink.alpha)), pen);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            let points: Vec<(f64, f64)> = path.into_iter().map(point).collect();
            let pen = self.pen(style);
            self.scene.line(&points, pen);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ink = style.color();
        if ink.alpha > 0.0 {
            let pen = if fill { None } else { Some(self.pen(style)) };
            let inside = fill.then(|| (colour(ink), ink.alpha));
            self.scene
                .circle(point(center), f64::from(radius) / FINENESS, inside, pen);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let ink = style.color();
        if ink.alpha > 0.0 {
            let points: Vec<(f64, f64)> = corners.into_iter().map(point).collect();
            self.scene.polygon(&points, colour(ink), ink.alpha);
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        words: &str,
        style: &T,
        place: BackendCoord,
    ) -> Drawn {
        let ink = style.color();
        if ink.alpha > 0.0 {
            let size = style.size() / FINENESS;
            let (x, y) = point(place);
            let anchor = match style.anchor().h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            };
            let y = match style.anchor().v_pos {
                VPos::Top => y + size * font::RISE,
                VPos::Center => y + size * font::HALF_CAPITAL,
                VPos::Bottom => y - size * font::FALL,
            };
            let (weight, colour) = (weight(style.style()), colour(ink));
            self.scene.text(Text {
                x,
                y,
                size,
                weight,
                anchor,
                colour,
                words: words.to_owned(),
            });
        }
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        words: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let wide = font::width(words, style.size(), weight(style.style()));
        Ok((
            wide.ceil() as u32,
            (style.size() * (font::RISE + font::FALL)).ceil() as u32,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::scene::Item;
    use plotters::prelude::*;

    #[test]
    fn plotters_shapes_arrive_on_the_scene_in_canvas_units() {
        let mut scene = Scene::new(100.0, 50.0);
        {
            let root = SceneBackend::new(&mut scene, &[4.0, 2.0]).into_drawing_area();
            let style = ShapeStyle {
                color: RED.into(),
                filled: false,
                stroke_width: 250,
            };
            root.draw(&PathElement::new(vec![(1000, 1250), (2001, 1250)], style))
                .unwrap();
            root.draw(&Circle::new((500, 500), 300, BLUE.filled()))
                .unwrap();
            let words = TextStyle::from(("Roboto", 2000).into_font());
            root.draw_text("net", &words, (1000, 3000)).unwrap();
        }
        let Item::Line(points, pen) = &scene.items[0] else {
            panic!("a line first")
        };
        assert_eq!(points, &[(10.0, 12.5), (20.01, 12.5)]);
        assert_eq!(
            (pen.width, pen.dash.as_slice()),
            (2.5, [4.0, 2.0].as_slice())
        );
        assert!(matches!(
            &scene.items[1],
            Item::Circle((5.0, 5.0), 3.0, Some(_), None)
        ));
        let text = scene.texts().next().unwrap();
        assert_eq!(
            (text.size, text.x, text.words.as_str()),
            (20.0, 10.0, "net")
        );
    }
}
