//! The frame of words around every chart: the standing mark, title, subtitle, key, notes, source.

use super::figure::{Caption, Figure, alt_text};
use super::frame::{Frame, LABELS};
use crate::report::font::{self, Weight};
use crate::report::marks::Shape;
use crate::report::scene::{Anchor, Area, Item, Pen, Scene, Text};
use crate::report::style::{
    BODY, Colour, DARK_BLUE, DARK_GREY, DARK_PINK, LEADING, MARGIN, RULE, SUBTITLE, TITLE, WHITE,
    WIDTH,
};

/// Width within the margins.
pub(super) const INNER: f64 = WIDTH - 2.0 * MARGIN;
/// Height of one line of body text.
pub(super) const LINE: f64 = BODY * LEADING;

/// A sample of a mark, drawn before its explanation in the key.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// A filled or hollow dot.
    Dot(Colour, bool),
    /// A marker of another shape, filled or hollow.
    Marker(Shape, Colour, bool),
    /// A line.
    Line(Pen),
    /// A filled box of a colour and opacity.
    Box(Colour, f64),
    /// A hatched grey box.
    Hatched,
    /// No sample: words only.
    Words,
}

/// Body text in dark grey.
pub(super) fn body(x: f64, y: f64, anchor: Anchor, words: impl Into<String>) -> Text {
    Text {
        x,
        y,
        size: BODY,
        weight: Weight::Regular,
        anchor,
        colour: DARK_GREY,
        words: words.into(),
    }
}

/// The same in bold.
pub(super) fn bold(x: f64, y: f64, anchor: Anchor, words: impl Into<String>) -> Text {
    Text {
        weight: Weight::Bold,
        ..body(x, y, anchor, words)
    }
}

/// Width of body text.
pub(super) fn wide(words: &str) -> f64 {
    font::width(words, BODY, Weight::Regular)
}

/// Body text broken into lines.
pub(super) fn wrapped(words: &str, widest: f64) -> Vec<String> {
    font::wrap(words, BODY, Weight::Regular, widest)
}

/// The width a column of names needs when names may take two lines: between a hundred and `widest`.
pub(super) fn name_column<'a>(names: impl IntoIterator<Item = &'a str>, widest: f64) -> f64 {
    let longest = names.into_iter().map(wide).fold(100.0, f64::max);
    longest.min(widest) + 2.0
}

/// Tops and heights of rows that hold names of a given width: `least` high, more where a name takes
/// more lines. Gives (top, height) of each and the sum of the heights.
pub(super) fn rows<'a>(
    names: impl IntoIterator<Item = &'a str>,
    widest: f64,
    least: f64,
) -> (Vec<(f64, f64)>, f64) {
    let mut top = 0.0;
    let mut places = Vec::new();
    for name in names {
        let height = least.max(wrapped(name, widest).len() as f64 * LINE + 8.0);
        places.push((top, height));
        top += height;
    }
    (places, top)
}

/// Writes lines of body text centred on a height.
pub(super) fn centred(scene: &mut Scene, lines: &[String], x: f64, middle: f64, anchor: Anchor) {
    let above = (lines.len() as f64 - 1.0) / 2.0 * LINE;
    scene.lines(
        lines,
        &body(x, middle - above + BODY * font::HALF_CAPITAL, anchor, ""),
    );
}

/// A figure in the making.
pub(super) struct Sheet {
    /// What is drawn so far; its height is set at the end.
    pub scene: Scene,
    /// Top of the space still free.
    pub y: f64,
}

impl Sheet {
    /// Begins a figure with its mark, title and subtitle.
    pub fn open(caption: &Caption) -> Self {
        let mut scene = Scene::new(WIDTH, 100_000.0);
        let mark = bold(
            MARGIN,
            MARGIN + BODY * font::RISE,
            Anchor::Start,
            "Simulated, not observed",
        );
        scene.text(Text {
            colour: DARK_PINK,
            ..mark
        });
        let mut y = MARGIN + LINE + 8.0;
        let title = font::wrap(&caption.title, TITLE, Weight::Bold, INNER);
        let style = Text {
            size: TITLE,
            ..bold(MARGIN, y + TITLE * font::RISE, Anchor::Start, "")
        };
        y = scene.lines(&title, &style) - TITLE * font::RISE + 4.0;
        let subtitle = font::wrap(&caption.subtitle(), SUBTITLE, Weight::Regular, INNER);
        let style = Text {
            size: SUBTITLE,
            ..body(MARGIN, y + SUBTITLE * font::RISE, Anchor::Start, "")
        };
        y = scene.lines(&subtitle, &style) - SUBTITLE * font::RISE;
        Self { scene, y: y + 12.0 }
    }

    /// Writes a heading over a panel and moves below it.
    pub fn heading(&mut self, x: f64, widest: f64, words: &str) {
        let lines = font::wrap(words, BODY, Weight::Bold, widest);
        let next = self.scene.lines(
            &lines,
            &bold(x, self.y + BODY * font::RISE, Anchor::Start, ""),
        );
        self.y = next - BODY * font::RISE;
    }

    /// The words of a row that ends the group of its marks: its name before them, ending at `right`, and
    /// its number at the edge.
    pub fn row_words(&mut self, name: &str, number: &str, [right, width]: [f64; 2], middle: f64) {
        centred(
            &mut self.scene,
            &wrapped(name, width),
            right,
            middle,
            Anchor::End,
        );
        let base = middle + BODY * font::HALF_CAPITAL;
        let style = body(WIDTH - MARGIN, base, Anchor::End, "");
        self.scene.text(Text {
            words: number.to_owned(),
            ..style
        });
        self.scene.close();
    }

    /// The line at zero through an area, and what its axis says below it.
    pub fn zero_and_axis(&mut self, frame: &Frame, area: Area, words: &str) {
        let zero = frame.at(0.0, 0.0).0;
        self.scene.line(
            &[(zero, area.y), (zero, area.bottom())],
            Pen::solid(DARK_GREY, 2.0),
        );
        self.y = area.bottom() + LABELS;
        let below = body(WIDTH / 2.0, self.y + BODY * font::RISE, Anchor::Middle, "");
        self.y = self.scene.lines(&wrapped(words, INNER), &below) - BODY * font::RISE;
    }

    /// Explains the marks, each with a sample and in words.
    pub fn key(&mut self, entries: &[(Mark, String)]) {
        self.y += 10.0;
        for (mark, words) in entries {
            let indent = if matches!(mark, Mark::Words) {
                0.0
            } else {
                50.0
            };
            let middle = self.y + BODY * (font::RISE - font::HALF_CAPITAL);
            sample(&mut self.scene, mark, middle);
            let lines = wrapped(words, INNER - indent);
            let first = body(
                MARGIN + indent,
                self.y + BODY * font::RISE,
                Anchor::Start,
                "",
            );
            self.y = self.scene.lines(&lines, &first) - BODY * font::RISE + 2.0;
        }
    }

    /// Ends the figure with notes and source, and sets its height.
    pub fn finish(
        mut self,
        caption: &Caption,
        kind: &str,
        subject: &str,
        sentences: &[String],
        csv: String,
    ) -> Figure {
        self.y += 8.0;
        self.scene.line(
            &[(MARGIN, self.y), (WIDTH - MARGIN, self.y)],
            Pen::solid(RULE, 1.0),
        );
        self.y += 12.0;
        let mut paragraphs = Vec::new();
        let mut notes: Vec<String> = Vec::new();
        if !caption.runs.is_empty() {
            notes.push(format!("Runs: {}.", caption.runs.trim_end_matches('.')));
        }
        notes.extend(caption.notes.iter().cloned());
        if !notes.is_empty() {
            paragraphs.push(notes.join(" "));
        }
        paragraphs.push(format!("Source: {}.", caption.source.trim_end_matches('.')));
        for paragraph in paragraphs {
            let lines = wrapped(&paragraph, INNER);
            let first = body(MARGIN, self.y + BODY * font::RISE, Anchor::Start, "");
            self.y = self.scene.lines(&lines, &first) - BODY * font::RISE + 4.0;
        }
        self.scene.height = (self.y + MARGIN - 8.0).ceil();
        let paper = Area {
            x: 0.0,
            y: 0.0,
            width: self.scene.width,
            height: self.scene.height,
        };
        self.scene
            .items
            .insert(0, Item::Rect(paper, Some((WHITE, 1.0)), None));
        let mut said: Vec<String> = sentences.to_vec();
        if let Some(finding) = &caption.finding
            && let Some(first) = said.first_mut()
        {
            first.clone_from(finding);
        }
        let alt = alt_text(caption, kind, subject, &said);
        Figure::new(caption, alt, csv, self.scene)
    }
}

fn sample(scene: &mut Scene, mark: &Mark, middle: f64) {
    let (left, right) = (MARGIN, MARGIN + 40.0);
    let area = Area {
        x: left,
        y: middle - 8.0,
        width: 40.0,
        height: 16.0,
    };
    match mark {
        Mark::Dot(colour, hollow) => {
            scene.marker(
                Shape::Circle,
                (MARGIN + 20.0, middle),
                6.5,
                *colour,
                *hollow,
            );
        }
        Mark::Marker(shape, colour, hollow) => {
            scene.marker(*shape, (MARGIN + 20.0, middle), 6.5, *colour, *hollow);
        }
        Mark::Line(pen) => scene.line(&[(left, middle), (right, middle)], pen.clone()),
        Mark::Box(colour, opacity) => {
            scene.rect(area, Some((*colour, *opacity)), Some(Pen::solid(RULE, 0.8)));
        }
        Mark::Hatched => {
            scene.rect(area, None, Some(Pen::solid(RULE, 0.8)));
            scene.hatch(area, RULE, 7.0);
        }
        Mark::Words => {}
    }
}

/// The mark of a mean whose interval excludes zero (filled, dark blue) or not (hollow, dark grey).
pub(super) fn settled_ink(settled: bool) -> (Colour, bool) {
    if settled {
        (DARK_BLUE, false)
    } else {
        (DARK_GREY, true)
    }
}
