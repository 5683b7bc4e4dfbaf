//! One arm of a chart of bars from zero: its bar, the interval with end marks, its name and its number.

use super::figure::ChartError;
use super::frame::Frame;
use super::sheet::Sheet;
use crate::report::scene::{Area, Pen};
use crate::report::style::{BAR, DARK_GREY};

/// What is drawn in a row, in the unit of the frame.
pub(super) struct BarRow<'a> {
    /// Name of the arm.
    pub arm: &'a str,
    /// Its value and interval in words.
    pub words: &'a str,
    /// Width of the column of names.
    pub names: f64,
    /// Length of the bar.
    pub value: f64,
    /// Ends of the interval.
    pub ends: [f64; 2],
    /// Middle of the row in the frame.
    pub y: f64,
    /// Thickness of the bar.
    pub thick: f64,
}

/// Draws a row, and what `further` adds on top of its bar.
///
/// # Errors
/// When the interval cannot be drawn.
pub(super) fn bar_row(
    sheet: &mut Sheet,
    frame: &Frame,
    row: &BarRow,
    further: impl FnOnce(&mut Sheet),
) -> Result<(), ChartError> {
    let zero = frame.at(0.0, 0.0).0;
    let (end, middle) = frame.at(row.value, row.y);
    sheet.scene.open(&format!("{}: {}", row.arm, row.words));
    let bar = Area {
        x: zero,
        y: middle - row.thick / 2.0,
        width: (end - zero).max(0.0),
        height: row.thick,
    };
    sheet.scene.rect(bar, Some((BAR, 1.0)), None);
    let pen = Pen::solid(DARK_GREY, 2.5);
    let [low, high] = row.ends;
    frame.line(&mut sheet.scene, &[(low, row.y), (high, row.y)], &pen)?;
    for end in row.ends {
        let x = frame.at(end, row.y).0;
        let mark = [(x, middle - 7.0), (x, middle + 7.0)];
        sheet.scene.line(&mark, pen.clone());
    }
    further(sheet);
    sheet.row_words(row.arm, row.words, [zero - 14.0, row.names], middle);
    Ok(())
}
