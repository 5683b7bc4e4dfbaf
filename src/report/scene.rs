//! A drawing as a short list of plain shapes, from which SVG and PNG are both written.
//!
//! Units are those of the canvas (six to the millimetre at 170 mm width), x to the right, y
//! downwards. Coordinates are kept to two decimals, so that both outputs hold the same drawing.

use super::font::{self, Weight};
use super::style::{Colour, LEADING, SMALLEST};

/// Which side of a text its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// A line's colour, width and dash (lengths of ink and gap in turn; empty for a solid line).
#[derive(Clone, Debug, PartialEq)]
pub struct Pen {
    /// Colour of the line.
    pub colour: Colour,
    /// Width in canvas units.
    pub width: f64,
    /// Lengths of ink and gap in turn.
    pub dash: Vec<f64>,
}

impl Pen {
    /// A solid line.
    #[must_use]
    pub fn solid(colour: Colour, width: f64) -> Self {
        Self {
            colour,
            width,
            dash: Vec::new(),
        }
    }

    /// A dashed line.
    #[must_use]
    pub fn dashed(colour: Colour, width: f64, dash: &[f64]) -> Self {
        Self {
            colour,
            width,
            dash: dash.to_vec(),
        }
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Area {
    /// The right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The bottom edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    fn meets(&self, other: &Self) -> bool {
        self.x < other.right() - 0.05
            && other.x < self.right() - 0.05
            && self.y < other.bottom() - 0.05
            && other.y < self.bottom() - 0.05
    }
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Position named by `anchor`.
    pub x: f64,
    /// Base line.
    pub y: f64,
    /// Size in canvas units, at least [`SMALLEST`].
    pub size: f64,
    /// Weight.
    pub weight: Weight,
    /// Which side `x` names.
    pub anchor: Anchor,
    /// Colour.
    pub colour: Colour,
    /// The words.
    pub words: String,
}

impl Text {
    /// The rectangle the text fills, by the embedded font.
    #[must_use]
    pub fn area(&self) -> Area {
        let width = font::width(&self.words, self.size, self.weight);
        let x = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        let height = self.size * (font::RISE + font::FALL);
        Area {
            x,
            y: self.y - self.size * font::RISE,
            width,
            height,
        }
    }
}

/// One thing on the canvas. Later items lie over earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A rectangle, filled (colour and opacity 0 to 1), outlined, or both.
    Rect(Area, Option<(Colour, f64)>, Option<Pen>),
    /// An open line through points.
    Line(Vec<(f64, f64)>, Pen),
    /// A closed surface: points, colour, opacity.
    Polygon(Vec<(f64, f64)>, Colour, f64),
    /// A disc or ring: centre, radius, filling, outline.
    Circle((f64, f64), f64, Option<(Colour, f64)>, Option<Pen>),
    /// A line of text.
    Text(Text),
    /// Begins a named group; the name shows when a reader points at its shapes.
    Open(String),
    /// Ends the group begun last.
    Close,
}

/// A canvas and what is drawn on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width in canvas units.
    pub width: f64,
    /// Height in canvas units.
    pub height: f64,
    /// What is drawn, from the bottom up.
    pub items: Vec<Item>,
}

/// Keeps two decimals and turns minus zero into zero.
fn tidy(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}

fn tidy_all(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    points.iter().map(|&(x, y)| (tidy(x), tidy(y))).collect()
}

fn tidy_area(area: Area) -> Area {
    Area {
        x: tidy(area.x),
        y: tidy(area.y),
        width: tidy(area.width),
        height: tidy(area.height),
    }
}

impl Scene {
    /// An empty canvas.
    #[must_use]
    pub fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            items: Vec::new(),
        }
    }

    /// Draws a rectangle.
    pub fn rect(&mut self, area: Area, fill: Option<(Colour, f64)>, pen: Option<Pen>) {
        self.items.push(Item::Rect(tidy_area(area), fill, pen));
    }

    /// Draws a line through points.
    pub fn line(&mut self, points: &[(f64, f64)], pen: Pen) {
        self.items.push(Item::Line(tidy_all(points), pen));
    }

    /// Draws a filled surface.
    pub fn polygon(&mut self, points: &[(f64, f64)], colour: Colour, opacity: f64) {
        self.items
            .push(Item::Polygon(tidy_all(points), colour, opacity));
    }

    /// Draws a disc or ring.
    pub fn circle(
        &mut self,
        centre: (f64, f64),
        radius: f64,
        fill: Option<(Colour, f64)>,
        pen: Option<Pen>,
    ) {
        self.items.push(Item::Circle(
            (tidy(centre.0), tidy(centre.1)),
            tidy(radius),
            fill,
            pen,
        ));
    }

    /// Writes one line of text with its base line at `y`.
    pub fn text(&mut self, text: Text) {
        if !text.words.is_empty() {
            let (x, y) = (tidy(text.x), tidy(text.y));
            self.items.push(Item::Text(Text { x, y, ..text }));
        }
    }

    /// Writes lines of text under each other, the first with its base line at the text's `y`, and
    /// gives the base line that would follow.
    pub fn lines(&mut self, lines: &[String], text: &Text) -> f64 {
        let mut y = text.y;
        for line in lines {
            self.text(Text {
                y,
                words: line.clone(),
                ..text.clone()
            });
            y += text.size * LEADING;
        }
        y
    }

    /// Begins a named group.
    pub fn open(&mut self, name: &str) {
        self.items.push(Item::Open(name.to_owned()));
    }

    /// Ends the group begun last.
    pub fn close(&mut self) {
        self.items.push(Item::Close);
    }

    /// All text of the scene, in drawing order.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.items.iter().filter_map(|item| {
            if let Item::Text(text) = item {
                Some(text)
            } else {
                None
            }
        })
    }

    /// What is wrong with the layout: text that leaves the canvas, covers other text, or is too
    /// small to read in print. Empty for a sound drawing.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let texts: Vec<(&Text, Area)> = self.texts().map(|text| (text, text.area())).collect();
        let mut faults = Vec::new();
        for (position, (text, area)) in texts.iter().enumerate() {
            let inside = area.x >= 0.0
                && area.y >= 0.0
                && area.right() <= self.width
                && area.bottom() <= self.height;
            if !inside {
                faults.push(format!("\"{}\" leaves the canvas", text.words));
            }
            if text.size < SMALLEST {
                faults.push(format!("\"{}\" is only {} high", text.words, text.size));
            }
            for (other, place) in texts.iter().skip(position + 1) {
                if area.meets(place) {
                    faults.push(format!("\"{}\" covers \"{}\"", other.words, text.words));
                }
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::style::DARK_GREY;

    fn words(x: f64, y: f64, words: &str) -> Text {
        let (weight, anchor) = (Weight::Regular, Anchor::Start);
        Text {
            x,
            y,
            size: 20.0,
            weight,
            anchor,
            colour: DARK_GREY,
            words: words.into(),
        }
    }

    #[test]
    fn faults_name_text_that_covers_or_leaves_or_is_small() {
        let mut scene = Scene::new(200.0, 100.0);
        scene.text(words(10.0, 30.0, "first"));
        scene.text(words(10.0, 60.0, "second"));
        assert_eq!(scene.faults(), Vec::<String>::new());
        scene.text(words(20.0, 36.0, "third"));
        scene.text(words(190.0, 90.0, "fourth"));
        scene.text(Text {
            size: 9.0,
            ..words(10.0, 90.0, "fifth")
        });
        assert_eq!(scene.faults().len(), 3, "{:?}", scene.faults());
    }
}
