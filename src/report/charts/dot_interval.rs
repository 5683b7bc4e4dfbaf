//! Paired differences from the baseline: a dot with its intervals, one row an arm.
//!
//! Thick line: inner 50% interval of the mean; thin line: outer 95% interval. Both are Monte-Carlo
//! error and shrink with more runs. The pale band behind them is the spread over the sampled
//! inputs, which more runs do not shrink; it has its own shape, colour and words, so that the two
//! are never blended.

use super::figure::{Caption, ChartError, Figure, cell, csv_text, finite, some};
use super::frame::{Frame, plain, range};
use super::sheet::{
    LINE, Mark, Sheet, body, bold, name_column, rows as layout, settled_ink, wide, wrapped,
};
use crate::report::font;
use crate::report::marks::Shape;
use crate::report::scene::{Anchor, Area, Pen};
use crate::report::style::{
    BODY, DARK_BLUE, DARK_GREY, LIGHT_PURPLE, MARGIN, ThreeFigures, WIDTH, number,
};

/// One arm.
#[derive(Clone, Debug, PartialEq)]
pub struct DotRow {
    /// Name of the arm.
    pub arm: String,
    /// Mean paired difference from the baseline, in the chart's unit.
    pub mean: f64,
    /// Inner 50% interval of the mean, low and high.
    pub inner: (f64, f64),
    /// Outer 95% interval of the mean, adjusted for the family of arms, low and high.
    pub outer: (f64, f64),
    /// Unadjusted 95% interval, for the CSV only.
    pub unadjusted: Option<(f64, f64)>,
    /// Spread over the sampled inputs, quantiles 2.5% and 97.5%.
    pub spread: Option<(f64, f64)>,
    /// Paired runs or sampled inputs behind the row.
    pub n: u64,
}

/// Input of [`dot_interval`].
#[derive(Clone, Debug, PartialEq)]
pub struct DotInterval {
    /// Words around the chart.
    pub caption: Caption,
    /// Name of the baseline arm, which is the line at zero.
    pub baseline: String,
    /// Unit of the differences: "GBP million a year".
    pub unit: String,
    /// What lies to the left of zero, in plain words: "lower net benefit".
    pub left_words: String,
    /// What lies to the right of zero.
    pub right_words: String,
    /// Whether rows are sorted by their mean, largest first; otherwise they keep the given order
    /// (from central to local, say).
    pub sort_by_effect: bool,
    /// The arms.
    pub rows: Vec<DotRow>,
}

const ROW: f64 = 52.0;
/// Rows are closer together where there are more than so many, to keep the chart on one page.
const MANY: usize = 14;
const CLOSE: f64 = 33.0;

/// Draws the chart.
///
/// # Errors
/// When there are no rows or a number is not finite.
pub fn dot_interval(input: &DotInterval) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "arms", &input.rows)?;
    let mut rows: Vec<&DotRow> = input.rows.iter().collect();
    for row in &rows {
        let pairs = [Some(row.inner), Some(row.outer), row.unadjusted, row.spread];
        let ends = pairs
            .into_iter()
            .flatten()
            .flat_map(|(low, high)| [low, high]);
        finite(caption, &row.arm, ends.chain([row.mean]))?;
    }
    if input.sort_by_effect {
        rows.sort_by(|a, b| b.mean.total_cmp(&a.mean));
    }
    let drawn = |row: &&DotRow| {
        let (low, high) = row.spread.unwrap_or(row.outer);
        [row.outer.0, row.outer.1, low, high]
    };
    let told = ThreeFigures::column(
        rows.iter()
            .flat_map(|row| [row.mean, row.outer.0, row.outer.1]),
    );
    let values: Vec<String> = rows.iter().map(|row| in_words(row, told)).collect();

    let mut sheet = Sheet::open(caption);
    let names = name_column(rows.iter().map(|row| row.arm.as_str()), 310.0);
    let heading = "Mean (95% interval)";
    let column = values
        .iter()
        .map(|v| wide(v))
        .fold(wide(heading) + 14.0, f64::max);
    let left = MARGIN + names + 18.0;
    let right = WIDTH - MARGIN - column - 24.0;
    let width = right - left;

    // Direction words over the two ends, each in its half.
    let half = width / 2.0 - 44.0;
    let (to_left, to_right) = (
        wrapped(&input.left_words, half),
        wrapped(&input.right_words, half),
    );
    let top = sheet.y + to_left.len().max(to_right.len()).max(1) as f64 * LINE + 6.0;
    let first = sheet.y + BODY * font::RISE;
    let middle = first - BODY * font::HALF_CAPITAL;
    sheet.scene.arrow(left + 28.0, left, middle, DARK_GREY);
    sheet
        .scene
        .lines(&to_left, &body(left + 36.0, first, Anchor::Start, ""));
    sheet.scene.arrow(right - 28.0, right, middle, DARK_GREY);
    sheet
        .scene
        .lines(&to_right, &body(right - 36.0, first, Anchor::End, ""));
    sheet
        .scene
        .text(bold(WIDTH - MARGIN, first, Anchor::End, heading));

    let pitch = if rows.len() > MANY { CLOSE } else { ROW };
    let (places, height) = layout(rows.iter().map(|row| row.arm.as_str()), names, pitch);
    let area = Area {
        x: left,
        y: top,
        width,
        height,
    };
    let scale = range(rows.iter().flat_map(drawn), true);
    let write = plain(scale, 6);
    let frame = Frame::over_rows(&caption.name, &mut sheet.scene, area, scale, 6, &write)?;
    for (position, row) in rows.iter().enumerate() {
        let y = places[position].0 + places[position].1 / 2.0;
        let middle = frame.at(0.0, y).1;
        sheet
            .scene
            .open(&format!("{}: {}", row.arm, values[position]));
        if let Some((low, high)) = row.spread {
            let (from, to) = (frame.at(low, y).0, frame.at(high, y).0);
            let band = Area {
                x: from,
                y: middle - 14.0,
                width: to - from,
                height: 28.0,
            };
            sheet.scene.rect(band, Some((LIGHT_PURPLE, 0.28)), None);
        }
        let (colour, hollow) = settled_ink(excludes_zero(row.outer));
        for (ends, thickness) in [(row.outer, 2.5), (row.inner, 7.0)] {
            let pen = Pen::solid(colour, thickness);
            frame.line(&mut sheet.scene, &[(ends.0, y), (ends.1, y)], &pen)?;
        }
        let place = frame.at(row.mean, y);
        sheet
            .scene
            .marker(Shape::Circle, place, 5.0, colour, hollow);
        sheet.row_words(&row.arm, &values[position], [left - 14.0, names], middle);
    }
    let words = format!(
        "Difference from {} (line at 0), {}",
        input.baseline, input.unit
    );
    sheet.zero_and_axis(&frame, area, &words);

    sheet.key(&key(&rows, caption.independent));
    let sentences = sentences(&rows, input, told);
    let heading = [
        "arm",
        "baseline",
        "unit",
        "n",
        "mean_difference",
        "inner_50_low",
        "inner_50_high",
        "outer_95_low",
        "outer_95_high",
        "unadjusted_95_low",
        "unadjusted_95_high",
        "inputs_q025",
        "inputs_q975",
    ];
    let csv = csv_text(caption, &heading, rows.iter().map(|row| record(row, input)))?;
    let subject = format!("{} arms against {}", rows.len(), input.baseline);
    Ok(sheet.finish(caption, "Dot and interval chart", &subject, &sentences, csv))
}

fn excludes_zero((low, high): (f64, f64)) -> bool {
    low > 0.0 || high < 0.0
}

fn in_words(row: &DotRow, told: ThreeFigures) -> String {
    let (low, high) = row.outer;
    format!(
        "{} ({} to {})",
        told.signed(row.mean),
        told.plain(low),
        told.plain(high)
    )
}

fn record(row: &DotRow, input: &DotInterval) -> Vec<String> {
    let pair = |ends: Option<(f64, f64)>| [cell(ends.map(|e| e.0)), cell(ends.map(|e| e.1))];
    let mut cells = vec![
        row.arm.clone(),
        input.baseline.clone(),
        input.unit.clone(),
        row.n.to_string(),
        row.mean.to_string(),
    ];
    for ends in [Some(row.inner), Some(row.outer), row.unadjusted, row.spread] {
        cells.extend(pair(ends));
    }
    cells
}

fn key(rows: &[&DotRow], independent: bool) -> Vec<(Mark, String)> {
    let fewest = rows.iter().map(|row| row.n).min().unwrap_or(0);
    let most = rows.iter().map(|row| row.n).max().unwrap_or(0);
    let n = if fewest == most {
        number(most as f64, 0)
    } else {
        format!("{fewest} to {most}")
    };
    let difference = if independent {
        "difference of independent runs"
    } else {
        "paired difference"
    };
    let mut entries = vec![
        (
            Mark::Dot(DARK_BLUE, false),
            format!("Mean {difference} (n = {n}); the 95% interval excludes zero."),
        ),
        (Mark::Dot(DARK_GREY, true), "The same where the 95% interval includes zero.".to_owned()),
        (
            Mark::Line(Pen::solid(DARK_BLUE, 7.0)),
            "Thick line: 50% interval of the mean. Thin line: 95% interval, adjusted for all arms shown. \
             Both are chance error and shrink with more runs."
                .to_owned(),
        ),
    ];
    if rows.iter().any(|row| row.spread.is_some()) {
        entries.push((
            Mark::Box(LIGHT_PURPLE, 0.28),
            "Pale band: middle 95% of the results over the sampled inputs; more runs do not shrink it."
                .to_owned(),
        ));
    }
    entries
}

fn sentences(rows: &[&DotRow], input: &DotInterval, told: ThreeFigures) -> Vec<String> {
    let say = |row: &DotRow| {
        let (low, high) = (told.plain(row.outer.0), told.plain(row.outer.1));
        format!(
            "{}: {} (95% interval {low} to {high}) {}",
            row.arm,
            told.signed(row.mean),
            input.unit
        )
    };
    let by_mean = |a: &&&DotRow, b: &&&DotRow| a.mean.total_cmp(&b.mean);
    let mut said = Vec::new();
    if let (Some(high), Some(low)) = (rows.iter().max_by(by_mean), rows.iter().min_by(by_mean)) {
        said.push(format!("Largest: {}", say(high)));
        if rows.len() > 1 {
            said.push(format!("Smallest: {}", say(low)));
        }
    }
    said.push("Thick lines are 50%, thin lines 95% intervals of the mean".to_owned());
    if rows.iter().any(|row| row.spread.is_some()) {
        said.push("Pale bands are the spread over inputs".to_owned());
    }
    said
}
