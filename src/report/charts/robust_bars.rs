//! How robust each arm is over the sampled inputs: horizontal bars from zero with 95% intervals, and
//! further marks on the same scale. One form for regret (an amount, the least first) and for how
//! often thresholds are met (a share, the largest first).

use super::bar_row::{BarRow, bar_row};
use super::figure::{Caption, ChartError, Figure, csv_text, finite, some};
use super::frame::{Frame, plain, range};
use super::sheet::{LINE, Mark, Sheet, bold, name_column, rows as layout, wide};
use crate::report::font;
use crate::report::marks::Shape;
use crate::report::scene::{Anchor, Area, Pen};
use crate::report::style::{
    BAR, BODY, Colour, DARK_BLUE, DARK_GREY, DARK_PINK, MARGIN, ThreeFigures, WIDTH, number,
};

/// One arm.
#[derive(Clone, Debug, PartialEq)]
pub struct RobustRow {
    /// Name of the arm.
    pub arm: String,
    /// Length of the bar: an amount, or a share of the inputs from 0 to 1.
    pub value: f64,
    /// Its 95% interval, low and high.
    pub interval: (f64, f64),
    /// Further marks, one for each of [`RobustBars::marks`].
    pub marks: Vec<f64>,
}

/// What a further mark shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RobustMark {
    /// In words, for the key.
    pub words: String,
    /// Its column in the CSV.
    pub column: String,
}

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// An amount in this unit; the least is best and stands first.
    Amount(String),
    /// A share of the inputs; the largest is best and stands first.
    Share,
}

/// Input of [`robust_bars`].
#[derive(Clone, Debug, PartialEq)]
pub struct RobustBars {
    /// Words around the chart.
    pub caption: Caption,
    /// Sampled inputs behind each bar.
    pub n: u64,
    /// What is measured.
    pub scale: Scale,
    /// What a bar is: "mean regret over the sampled inputs".
    pub bar: String,
    /// How the interval was made: "Student's t over the inputs".
    pub interval: String,
    /// What the axis measures.
    pub axis: String,
    /// Column of the bars in the CSV.
    pub column: String,
    /// What the further marks of every row show.
    pub marks: Vec<RobustMark>,
    /// The arms.
    pub rows: Vec<RobustRow>,
}

const ROW: f64 = 46.0;
/// Rows are closer together where there are more than so many, to keep the chart on one page.
const MANY: usize = 14;
const CLOSE: f64 = 33.0;
/// Outlines of further marks, in their order; more than these are told apart by no eye.
const SHAPES: [(Shape, Colour); 4] = [
    (Shape::Diamond, DARK_PINK),
    (Shape::TriangleDown, DARK_BLUE),
    (Shape::Square, DARK_PINK),
    (Shape::Circle, DARK_BLUE),
];

/// The most kinds of further marks.
pub const MOST_MARKS: usize = SHAPES.len();

impl RobustBars {
    fn is_share(&self) -> bool {
        self.scale == Scale::Share
    }

    /// A value as it is drawn: shares in per cent.
    fn drawn(&self, value: f64) -> f64 {
        if self.is_share() {
            value * 100.0
        } else {
            value
        }
    }

    fn in_words(&self, row: &RobustRow, told: ThreeFigures) -> String {
        let percent = if self.is_share() { "%" } else { "" };
        let figure = |value: f64| told.plain(self.drawn(value));
        format!(
            "{}{percent} ({} to {}{percent})",
            figure(row.value),
            figure(row.interval.0),
            figure(row.interval.1)
        )
    }
}

/// Draws the chart.
///
/// # Errors
/// When there are no rows, a number is not finite, or a row lacks a mark.
pub fn robust_bars(input: &RobustBars) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "arms", &input.rows)?;
    let kinds = input.marks.len();
    if let Some(row) = input.rows.iter().find(|row| row.marks.len() != kinds) {
        let found = format!("{} marks in the row of {}", row.marks.len(), row.arm);
        let name = caption.name.clone();
        return Err(ChartError::Misfit(name, found, format!("{kinds}")));
    }
    if kinds > MOST_MARKS {
        let name = caption.name.clone();
        let wanted = format!("at most {MOST_MARKS}");
        return Err(ChartError::Misfit(name, format!("{kinds} marks"), wanted));
    }
    for row in &input.rows {
        let ends = [row.value, row.interval.0, row.interval.1];
        finite(caption, &row.arm, ends.into_iter().chain(row.marks.clone()))?;
    }
    let mut rows: Vec<&RobustRow> = input.rows.iter().collect();
    rows.sort_by(|a, b| {
        let rising = a.value.total_cmp(&b.value);
        if input.is_share() {
            rising.reverse()
        } else {
            rising
        }
    });
    let told = ThreeFigures::column(rows.iter().flat_map(|row| [row.value, row.interval.1]));
    // Shares are whole percentages.
    let told = if input.is_share() {
        told.at_most(0)
    } else {
        told
    };
    let values: Vec<String> = rows.iter().map(|row| input.in_words(row, told)).collect();

    let mut sheet = Sheet::open(caption);
    let names = name_column(rows.iter().map(|row| row.arm.as_str()), 290.0);
    let heading = if input.is_share() {
        "Share (95% interval)"
    } else {
        "Mean (95% interval)"
    };
    let column = values
        .iter()
        .map(|v| wide(v))
        .fold(wide(heading) + 14.0, f64::max);
    let left = MARGIN + names + 18.0;
    let right = WIDTH - MARGIN - column - 34.0;
    let line = sheet.y + BODY * font::RISE;
    sheet
        .scene
        .text(bold(WIDTH - MARGIN, line, Anchor::End, heading));
    let pitch = if rows.len() > MANY { CLOSE } else { ROW };
    let (places, height) = layout(rows.iter().map(|row| row.arm.as_str()), names, pitch);
    let area = Area {
        x: left,
        y: sheet.y + LINE + 8.0,
        width: right - left,
        height,
    };
    let all = rows.iter().flat_map(|row| {
        let own = [row.value, row.interval.0, row.interval.1];
        own.into_iter().chain(row.marks.iter().copied())
    });
    let (_, high) = range(all.map(|value| input.drawn(value)), true);
    // Neither regret nor a share is ever negative.
    let most = if input.is_share() {
        high.min(100.0)
    } else {
        high
    };
    let scale = (0.0, most.max(f64::MIN_POSITIVE));
    let figures = plain(scale, 6);
    let percent = if input.is_share() { "%" } else { "" };
    let write = |value: f64| format!("{}{percent}", figures(value));
    let frame = Frame::over_rows(&caption.name, &mut sheet.scene, area, scale, 6, &write)?;
    for (position, row) in rows.iter().enumerate() {
        let y = places[position].0 + places[position].1 / 2.0;
        let drawn = BarRow {
            arm: &row.arm,
            words: &values[position],
            names,
            value: input.drawn(row.value),
            ends: [row.interval.0, row.interval.1].map(|value| input.drawn(value)),
            y,
            thick: 22.0,
        };
        bar_row(&mut sheet, &frame, &drawn, |sheet| {
            for (value, (shape, colour)) in row.marks.iter().zip(SHAPES) {
                let place = frame.at(input.drawn(*value), y);
                sheet.scene.marker(shape, place, 5.5, colour, true);
            }
        })?;
    }
    sheet.zero_and_axis(&frame, area, &input.axis);

    let n = number(input.n as f64, 0);
    let mut key = vec![
        (
            Mark::Box(BAR, 1.0),
            format!("Bar: {} (n = {n}).", input.bar),
        ),
        (
            Mark::Line(Pen::solid(DARK_GREY, 2.5)),
            format!(
                "Line with end marks: its 95% interval ({}).",
                input.interval
            ),
        ),
    ];
    for (mark, (shape, colour)) in input.marks.iter().zip(SHAPES) {
        key.push((
            Mark::Marker(shape, colour, true),
            format!("{}.", mark.words.trim_end_matches('.')),
        ));
    }
    sheet.key(&key);
    let mut sentences = Vec::new();
    let [first_words, last_words] = if input.is_share() {
        ["Most often", "Least often"]
    } else {
        ["Least", "Most"]
    };
    let said = |row: &RobustRow| format!("{}, {}", row.arm, input.in_words(row, told));
    if let Some(first) = rows.first() {
        sentences.push(format!("{first_words}: {}", said(first)));
    }
    if let Some(last) = rows.last().filter(|_| rows.len() > 1) {
        sentences.push(format!("{last_words}: {}", said(last)));
    }
    sentences.push("Lines with end marks are 95% intervals".to_owned());
    let unit = match &input.scale {
        Scale::Amount(unit) => unit.as_str(),
        Scale::Share => "share of inputs",
    };
    let (low, high) = (
        format!("{}_95_low", input.column),
        format!("{}_95_high", input.column),
    );
    let mut heads = vec!["arm", "n", "unit", input.column.as_str(), &low, &high];
    heads.extend(input.marks.iter().map(|mark| mark.column.as_str()));
    let csv = csv_text(
        caption,
        &heads,
        rows.iter().map(|row| {
            let mut cells = vec![row.arm.clone(), input.n.to_string(), unit.to_owned()];
            let numbers = [row.value, row.interval.0, row.interval.1];
            cells.extend(numbers.iter().chain(&row.marks).map(f64::to_string));
            cells
        }),
    )?;
    let subject = format!("{} arms", rows.len());
    Ok(sheet.finish(caption, "Bar chart", &subject, &sentences, csv))
}
