//! Colours, sizes, markers, dashes and number formats of every chart.
//!
//! The palette and its order are those of the UK Government Analysis Function's guidance on
//! colours in charts; contrast limits are those of WCAG 2.2 (4.5:1 for text, 3:1 for shapes).
//! Colour is never the only cue: each series also has a marker, a dash or a label.

use super::marks::Shape;

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

/// The most decimals that are written; what needs more is nearly nought to any reader.
const MOST_WRITTEN: usize = 6;

/// A number with a true minus sign, thousands separated by commas, and a fixed count of decimals.
/// From a thousand million on it is written with a power of ten (1.20e12); what shows no figure in six
/// decimals, where more were asked for, is "nearly 0".
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    if value.abs() >= 1e9 {
        return format!("{value:.2e}").replace('-', "\u{2212}");
    }
    let asked = decimals;
    let decimals = decimals.min(MOST_WRITTEN);
    let plain = format!("{:.decimals$}", value.abs());
    if asked > decimals && value != 0.0 && !plain.chars().any(|c| ('1'..='9').contains(&c)) {
        return "nearly 0".to_owned();
    }
    let (whole, part) = plain
        .split_once('.')
        .map_or((plain.as_str(), ""), |(w, p)| (w, p));
    let mut text = String::new();
    if value < 0.0 && plain.chars().any(|c| ('1'..='9').contains(&c)) {
        text.push('\u{2212}');
    }
    for (position, figure) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(figure);
    }
    if !part.is_empty() {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// As [`number`], with a plus sign before what is above zero.
#[must_use]
pub fn signed(value: f64, decimals: usize) -> String {
    let text = number(value, decimals);
    if value > 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) {
        format!("+{text}")
    } else {
        text
    }
}

/// Decimals that show about three figures of the largest of some values; 0 to 12.
#[must_use]
pub fn decimals_for(values: impl IntoIterator<Item = f64>) -> usize {
    let largest = values.into_iter().map(f64::abs).fold(0.0, f64::max);
    let mut limit = 100.0;
    for decimals in 0..12 {
        if largest == 0.0 || largest >= limit {
            return decimals;
        }
        limit /= 10.0;
    }
    12
}

/// Most decimals of a figure in a sentence; what is smaller is nothing there.
pub const MOST_DECIMALS: usize = 5;

/// How numbers that stand together are written: to three figures, as much as a reader can carry. Tables
/// of numbers beside the page keep every digit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThreeFigures {
    decimals: usize,
    /// What large numbers are rounded to; to three figures of their own where there is none.
    step: Option<f64>,
}

impl ThreeFigures {
    /// For the numbers of one sentence: to three figures of the largest of them, and never more than so
    /// many decimals.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>, most_decimals: usize) -> Self {
        let largest = values.into_iter().map(f64::abs).fold(0.0, f64::max);
        Self {
            decimals: decimals_for([largest]).min(most_decimals),
            step: Some(step(largest)),
        }
    }

    /// For the numbers of a chart or a column: as many decimals as the largest needs, and large ones to
    /// three figures of their own, so that a small one among them is not lost.
    #[must_use]
    pub fn column(values: impl IntoIterator<Item = f64>) -> Self {
        Self {
            decimals: decimals_for(values),
            step: None,
        }
    }

    /// The same with never more than so many decimals.
    #[must_use]
    pub fn at_most(self, most_decimals: usize) -> Self {
        Self {
            decimals: self.decimals.min(most_decimals),
            ..self
        }
    }

    /// A number.
    #[must_use]
    pub fn plain(&self, value: f64) -> String {
        number(self.rounded(value), self.decimals)
    }

    /// A number with its sign.
    #[must_use]
    pub fn signed(&self, value: f64) -> String {
        signed(self.rounded(value), self.decimals)
    }

    fn rounded(&self, value: f64) -> f64 {
        let step = self.step.unwrap_or_else(|| step(value.abs()));
        if step > 1.0 {
            (value / step).round() * step
        } else {
            value
        }
    }
}

/// What a number of this size is rounded to so that it carries three figures; 1 below a thousand.
fn step(size: f64) -> f64 {
    let mut step = 1.0;
    while size.is_finite() && size >= 1000.0 * step {
        step *= 10.0;
    }
    step
}

/// A share as a whole percentage, with "under 1%" and "over 99%" where rounding would lie.
#[must_use]
pub fn percent(share: f64) -> String {
    if share > 0.0 && share <= 0.005 {
        "under 1%".to_owned()
    } else if (0.995..1.0).contains(&share) {
        "over 99%".to_owned()
    } else {
        format!("{}%", number(share * 100.0, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_carries_three_figures_of_its_largest_number() {
        let told = |values: [f64; 3]| {
            let as_one = ThreeFigures::of(values, 5);
            values.map(|value| as_one.plain(value))
        };
        assert_eq!(
            told([168_858.0, 112_428.0, -225_288.0]),
            ["169,000", "112,000", "\u{2212}225,000"]
        );
        assert_eq!(told([1_042.0, 7.0, 12.0]), ["1,040", "10", "10"]);
        assert_eq!(told([0.254, 0.163, 0.344]), ["0.254", "0.163", "0.344"]);
        assert_eq!(
            told([0.000_01, 0.0, 0.0]),
            ["0.00001", "0.00000", "0.00000"]
        );
        assert_eq!(ThreeFigures::of([1234.0], 5).signed(1234.0), "+1,230");
        let column = ThreeFigures::column([168_858.0, 320.4, -7.2]);
        assert_eq!(
            [168_858.0, 320.4, -7.2].map(|value| column.signed(value)),
            ["+169,000", "+320", "\u{2212}7"]
        );
        assert_eq!(
            ThreeFigures::column([0.254, 1.0]).at_most(1).plain(0.254),
            "0.3"
        );
    }

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

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!(number(-1_234_567.891, 1), "\u{2212}1,234,567.9");
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(signed(0.04, 1), "0.0");
        assert_eq!(signed(12.34, 1), "+12.3");
        assert_eq!(number(999.0, 0), "999");
        assert_eq!(number(-1.2e12, 0), "\u{2212}1.20e12");
        assert_eq!(number(0.000_543, 6), "0.000543");
        for tiny in [1.5e-7, -1.5e-7] {
            assert_eq!(
                (number(tiny, 9), signed(tiny, 9)),
                ("nearly 0".to_owned(), "nearly 0".to_owned())
            );
        }
        assert_eq!(number(0.0, 9), "0.000000");
        assert_eq!(percent(0.004), "under 1%");
        assert_eq!(percent(0.999), "over 99%");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(decimals_for([123.0, -1.0]), 0);
        assert_eq!(decimals_for([-12.0]), 1);
        assert_eq!(decimals_for([0.004]), 5);
    }
}
