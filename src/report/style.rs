//! Colours, sizes, markers and dashes of every chart; how its numbers are written stands in
//! [`super::numbers`].
//!
//! The palette and its order are those of the UK Government Analysis Function's guidance on
//! colours in charts; contrast limits are those of WCAG 2.2 (4.5:1 for text, 3:1 for shapes).
//! Colour is never the only cue: each series also has a marker, a dash or a label.

use super::marks::Shape;
pub use super::numbers::{MOST_DECIMALS, ThreeFigures, decimals_for, number, percent, signed};

/// A colour as red, green and blue, 0 to 255 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Bars from zero.
pub const BAR: Colour = Colour(0x5B, 0x8D, 0xBE);
/// Dark blue, first colour of a series.
pub const DARK_BLUE: Colour = Colour(0x12, 0x43, 0x6D);
/// Turquoise.
pub const TURQUOISE: Colour = Colour(0x28, 0xA1, 0x97);
/// Dark pink.
pub const DARK_PINK: Colour = Colour(0x80, 0x16, 0x50);
/// Orange.
pub const ORANGE: Colour = Colour(0xF4, 0x6A, 0x25);
/// Dark grey: text, and always the baseline.
pub const DARK_GREY: Colour = Colour(0x3D, 0x3D, 0x3D);
/// Light purple.
pub const LIGHT_PURPLE: Colour = Colour(0xA2, 0x85, 0xD1);
/// Paper.
pub const WHITE: Colour = Colour(0xFF, 0xFF, 0xFF);
/// Grid lines, which should recede.
pub const GRID: Colour = Colour(0xE0, 0xE0, 0xE0);
/// Lines of frames and of hatching.
pub const RULE: Colour = Colour(0x8A, 0x8A, 0x8A);
/// Pale grey ground of cells that show nothing.
pub const PALE: Colour = Colour(0xF2, 0xF2, 0xF2);

/// The categorical palette in its fixed order.
pub const PALETTE: [Colour; 6] = [
    DARK_BLUE,
    TURQUOISE,
    DARK_PINK,
    ORANGE,
    DARK_GREY,
    LIGHT_PURPLE,
];

/// The colours of series that are not the baseline.
const SERIES: [Colour; 5] = [DARK_BLUE, ORANGE, TURQUOISE, DARK_PINK, LIGHT_PURPLE];

/// Five steps of one hue, from little to much. The lighter steps need an outline.
pub const SEQUENTIAL: [Colour; 5] = [
    Colour(0xE6, 0xF0, 0xF9),
    Colour(0xAF, 0xCF, 0xEA),
    Colour(0x6B, 0xAC, 0xE6),
    Colour(0x20, 0x73, 0xBC),
    Colour(0x12, 0x43, 0x6D),
];

/// Width of every figure: 170 mm in print, six units to the millimetre.
pub const WIDTH: f64 = 1020.0;
/// Empty border on all sides.
pub const MARGIN: f64 = 26.0;
/// Size of the title.
pub const TITLE: f64 = 28.0;
/// Size of the subtitle and of panel headings.
pub const SUBTITLE: f64 = 20.5;
/// Size of all other text.
pub const BODY: f64 = 19.5;
/// The smallest text allowed: 9 points at 170 mm (9 x 0.35278 mm x 6 units).
pub const SMALLEST: f64 = 19.05;
/// Distance between lines of text, as a share of its size.
pub const LEADING: f64 = 1.26;

/// How the series at a position among the arms is told apart: colour, marker and dash. Positions
/// differ from each other in colour and marker up to 35 series.
#[must_use]
pub fn series(position: usize) -> (Colour, Shape, &'static [f64]) {
    let shapes = [
        Shape::Circle,
        Shape::Square,
        Shape::TriangleUp,
        Shape::Diamond,
        Shape::TriangleDown,
        Shape::Cross,
        Shape::Plus,
    ];
    let dashes: [&[f64]; 4] = [&[], &[10.0, 5.0], &[3.0, 4.0], &[12.0, 4.0, 3.0, 4.0]];
    (
        SERIES[position % SERIES.len()],
        shapes[position % shapes.len()],
        dashes[position % dashes.len()],
    )
}

/// A colour between two others; `share` 0 gives the first, 1 the second.
#[must_use]
pub fn mix(first: Colour, second: Colour, share: f64) -> Colour {
    let share = share.clamp(0.0, 1.0);
    let part = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    Colour(
        part(first.0, second.0),
        part(first.1, second.1),
        part(first.2, second.2),
    )
}

/// Diverging colour: orange at -1, white at 0, blue at 1.
#[must_use]
pub fn diverging(position: f64) -> Colour {
    if position < 0.0 {
        mix(WHITE, ORANGE, -position)
    } else {
        mix(WHITE, Colour(0x4F, 0x91, 0xCD), position)
    }
}

/// Contrast of two colours by WCAG 2.2: from 1 (none) to 21 (black on white).
#[must_use]
pub fn contrast(first: Colour, second: Colour) -> f64 {
    let (a, b) = (luminance(first), luminance(second));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    let part = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            libm::pow((share + 0.055) / 1.055, 2.4)
        }
    };
    0.2126 * part(colour.0) + 0.7152 * part(colour.1) + 0.0722 * part(colour.2)
}

/// The colour of text on a ground: dark grey, near black or white, the first that reaches 4.5:1.
#[must_use]
pub fn ink_on(ground: Colour) -> Colour {
    let black = Colour(0x11, 0x11, 0x11);
    [DARK_GREY, black, WHITE]
        .into_iter()
        .find(|ink| contrast(*ink, ground) >= 4.5)
        .unwrap_or(black)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_of_black_on_white_is_21_and_of_the_palette_at_least_3() {
        assert!((contrast(Colour(0, 0, 0), WHITE) - 21.0).abs() < 1e-9);
        for colour in PALETTE {
            assert!(
                contrast(colour, WHITE) >= 3.0,
                "{colour:?} {}",
                contrast(colour, WHITE)
            );
        }
        // #12436D on white: 10.17 by the published WCAG formula.
        for text in [DARK_GREY, DARK_PINK, DARK_BLUE] {
            assert!(contrast(text, WHITE) >= 4.5);
        }
    }

    #[test]
    fn text_on_every_ground_a_chart_can_draw_reaches_four_and_a_half() {
        for step in -20..=20 {
            let ground = diverging(f64::from(step) / 20.0);
            assert!(contrast(ink_on(ground), ground) >= 4.5, "{ground:?}");
        }
        for ground in SEQUENTIAL.into_iter().chain([PALE, WHITE, GRID]) {
            assert!(contrast(ink_on(ground), ground) >= 4.5, "{ground:?}");
        }
        for position in 0..35 {
            let tint = mix(WHITE, series(position).0, 0.25);
            assert!(contrast(ink_on(tint), tint) >= 4.5, "{tint:?}");
        }
    }

    #[test]
    fn ten_arms_differ_in_colour_and_marker_taken_together() {
        for a in 0..35 {
            for b in 0..a {
                let (x, y) = (series(a), series(b));
                assert!((x.0, x.1) != (y.0, y.1), "{a} {b}");
            }
        }
    }
}
