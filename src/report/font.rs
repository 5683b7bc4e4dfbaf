//! The one embedded font: how wide a text is, how it wraps, and the outline of each letter.
//!
//! Widths are plain sums of advance widths. Nothing installed on the machine is asked, so layouts
//! and images are the same everywhere.

use std::sync::OnceLock;

use ttf_parser::{Face, OutlineBuilder};

/// The family named first in every SVG, with fallbacks for readers that lack it.
pub const FAMILY: &str = "Roboto, Arial, sans-serif";

/// How far letters rise above the base line, as a share of the text size (tallest ordinary letter).
pub const RISE: f64 = 0.76;

/// How far letters fall below the base line, as a share of the text size.
pub const FALL: f64 = 0.22;

/// Half the height of a capital, as a share of the text size: lowers a base line so that the text
/// is centred on a given height.
pub const HALF_CAPITAL: f64 = 0.356;

static REGULAR: &[u8] = include_bytes!("fonts/Roboto-Regular.ttf");
static BOLD: &[u8] = include_bytes!("fonts/Roboto-Bold.ttf");

/// One of the two weights of the embedded family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Ordinary text.
    Regular,
    /// Titles and headings.
    Bold,
}

fn face(weight: Weight) -> Option<&'static Face<'static>> {
    static FACES: OnceLock<[Option<Face<'static>>; 2]> = OnceLock::new();
    let faces = FACES.get_or_init(|| [Face::parse(REGULAR, 0).ok(), Face::parse(BOLD, 0).ok()]);
    match weight {
        Weight::Regular => faces[0].as_ref(),
        Weight::Bold => faces[1].as_ref(),
    }
}

/// The advance of one letter as a share of the text size; half an em should the font be unreadable.
fn advance(letter: char, weight: Weight) -> f64 {
    let Some(face) = face(weight) else { return 0.5 };
    let glyph = face.glyph_index(letter).unwrap_or_default();
    f64::from(face.glyph_hor_advance(glyph).unwrap_or(0)) / f64::from(face.units_per_em())
}

/// The width of a text, in the unit of `size`.
#[must_use]
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    text.chars()
        .map(|letter| advance(letter, weight))
        .sum::<f64>()
        * size
}

/// Gives each letter's outline to `builder`, in font units with y upwards, through `place`, which
/// is told where the letter begins (as a share of the text size) before its outline is drawn.
pub fn outline<B: OutlineBuilder>(
    text: &str,
    weight: Weight,
    builder: &mut B,
    mut place: impl FnMut(&mut B, f64),
) {
    let Some(face) = face(weight) else { return };
    let mut pen = 0.0;
    for letter in text.chars() {
        place(builder, pen);
        let glyph = face.glyph_index(letter).unwrap_or_default();
        face.outline_glyph(glyph, builder);
        pen += advance(letter, weight);
    }
}

/// Font units per em of a weight.
#[must_use]
pub fn units_per_em(weight: Weight) -> f64 {
    face(weight).map_or(2048.0, |face| f64::from(face.units_per_em()))
}

/// Breaks a text into lines no wider than `widest`. Breaks at spaces, then behind hyphens; a word
/// wider than a whole line is broken between letters, so that nothing is ever clipped.
#[must_use]
pub fn wrap(text: &str, size: f64, weight: Weight, widest: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        for piece in pieces(word, size, weight, widest) {
            let (glue, piece) = piece;
            let space = if glue || line.is_empty() { "" } else { " " };
            let longer = format!("{line}{space}{piece}");
            if line.is_empty() || width(&longer, size, weight) <= widest {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, piece));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The pieces of one word that may stand on lines of their own, and whether a piece is glued to
/// the one before it.
fn pieces(word: &str, size: f64, weight: Weight, widest: f64) -> Vec<(bool, String)> {
    if width(word, size, weight) <= widest {
        return vec![(false, word.to_owned())];
    }
    let mut found = Vec::new();
    for part in word.split_inclusive(['-', '_', '/']) {
        let mut piece = String::new();
        for letter in part.chars() {
            let mut longer = piece.clone();
            longer.push(letter);
            if !piece.is_empty() && width(&longer, size, weight) > widest {
                found.push((!found.is_empty(), std::mem::take(&mut piece)));
                piece.push(letter);
            } else {
                piece = longer;
            }
        }
        found.push((!found.is_empty(), piece));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_are_readable_and_hold_every_sign_a_chart_prints() {
        for weight in [Weight::Regular, Weight::Bold] {
            let face = face(weight).unwrap();
            for sign in "£€−×≤≥±≈–—’…·%&()+,./0123456789σκλ".chars() {
                assert!(face.glyph_index(sign).is_some(), "{sign} is missing");
            }
        }
    }

    #[test]
    fn widths_are_the_advance_widths_of_the_font() {
        // Read from the font's hmtx table with fonttools: figures 1151 of 2048 units, space 508.
        let ten = width("0123456789", 2048.0, Weight::Regular);
        assert!((ten - 11_510.0).abs() < 1e-6, "{ten}");
        assert!((width(" ", 2048.0, Weight::Regular) - 508.0).abs() < 1e-6);
    }

    #[test]
    fn wrapping_loses_no_letter_and_keeps_within_the_width() {
        let text = "NICE advice, trusts decide antidisestablishmentarianism-of-commissioning";
        let lines = wrap(text, 20.0, Weight::Regular, 150.0);
        assert!(
            lines
                .iter()
                .all(|line| width(line, 20.0, Weight::Regular) <= 150.0)
        );
        let joined: String = lines.concat().split_whitespace().collect();
        assert_eq!(joined, text.split_whitespace().collect::<String>());
    }
}
