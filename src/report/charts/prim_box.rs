//! A box of inputs: one range bar for each limited input, within what was sampled. Hatched where the
//! box does not beat chance.

use super::figure::{Caption, ChartError, Figure, csv_text, finite, some};
use super::sheet::{INNER, LINE, Mark, Sheet, body, bold, centred, name_column, wide, wrapped};
use crate::report::font;
use crate::report::scene::{Anchor, Area, Pen};
use crate::report::style::{
    BODY, DARK_BLUE, DARK_GREY, GRID, MARGIN, PALE, RULE, WIDTH, decimals_for, number, percent,
};

/// One limited input.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxRow {
    /// Name in plain words, without its unit.
    pub input: String,
    /// Its unit.
    pub unit: String,
    /// Lowest and highest value that was sampled.
    pub sampled: (f64, f64),
    /// Lowest and highest value inside the box; equal to a sampled end where that side is open.
    pub inside: (f64, f64),
    /// The quasi-p of the limit, 0 to 1.
    pub quasi_p: f64,
    /// Share of halves of the sample, 0 to 1, that limit the input again.
    pub again: f64,
}

/// Input of [`prim_box`].
#[derive(Clone, Debug, PartialEq)]
pub struct PrimBoxChart {
    /// Words around the chart.
    pub caption: Caption,
    /// The limited inputs.
    pub rows: Vec<BoxRow>,
    /// Whether the box beats chance.
    pub beats_chance: bool,
    /// What a case of interest is, as words after "inputs in which": "trusts save more than the
    /// department".
    pub interest: String,
}

/// Draws the chart.
///
/// # Errors
/// When there are no rows or a number is not finite.
pub fn prim_box(input: &PrimBoxChart) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "limited inputs", &input.rows)?;
    for row in &input.rows {
        let ends = [row.sampled.0, row.sampled.1, row.inside.0, row.inside.1];
        finite(
            caption,
            &row.input,
            ends.into_iter().chain([row.quasi_p, row.again]),
        )?;
    }
    let mut sheet = Sheet::open(caption);
    let heads = ["Quasi-p", "Found again"];
    let values: Vec<[String; 2]> = input
        .rows
        .iter()
        .map(|row| [small(row.quasi_p), percent(row.again)])
        .collect();
    let column = |at: usize| {
        let widest = values.iter().map(|value| wide(&value[at]));
        widest.fold(wide(heads[at]) + 12.0, f64::max)
    };
    let names = name_column(input.rows.iter().map(|row| row.input.as_str()), 330.0);
    let left = MARGIN + names + 18.0;
    let second = WIDTH - MARGIN;
    let first = second - column(1) - 22.0;
    let right = first - column(0) - 26.0;
    let line = sheet.y + BODY * font::RISE;
    for (x, head) in [(first, heads[0]), (second, heads[1])] {
        sheet.scene.text(bold(x, line, Anchor::End, head));
    }
    let mut y = sheet.y + LINE + 8.0;
    for (row, value) in input.rows.iter().zip(&values) {
        y = draw_row(
            &mut sheet,
            input,
            row,
            value,
            [left, right, first, second],
            y,
            names,
        );
    }
    sheet.y = y;
    let bar = if input.beats_chance {
        (
            Mark::Box(DARK_BLUE, 1.0),
            "Values inside the box, within the range that was sampled (grey).".to_owned(),
        )
    } else {
        (
            Mark::Hatched,
            "Values inside the best box found; chance does as well, so it says nothing.".to_owned(),
        )
    };
    let words = "Quasi-p: how likely so many of the inputs inside are of interest by luck, without this \
                 limit. Limits are chosen to make it small, so it is no test; the p of the whole box in \
                 the subtitle is. Found again: share of halves of the sample in which the same search \
                 limits the input again.";
    sheet.key(&[bar, (Mark::Words, words.to_owned())]);
    let csv = table(input)?;
    let subject = match input.rows.len() {
        1 => "1 limited input".to_owned(),
        count => format!("{count} limited inputs"),
    };
    Ok(sheet.finish(caption, "Range bars", &subject, &sentences(input), csv))
}

/// One row; gives where the next begins.
fn draw_row(
    sheet: &mut Sheet,
    input: &PrimBoxChart,
    row: &BoxRow,
    value: &[String; 2],
    [left, right, first, second]: [f64; 4],
    y: f64,
    names: f64,
) -> f64 {
    let width = right - left;
    let span = row.sampled.1 - row.sampled.0;
    let at = |value: f64| {
        let share = if span > 0.0 {
            (value - row.sampled.0) / span
        } else {
            0.0
        };
        left + width * share.clamp(0.0, 1.0)
    };
    let words = wrapped(&ranges(row), width);
    let name = wrapped(&row.input, names);
    let height = (34.0 + words.len() as f64 * LINE).max(name.len() as f64 * LINE) + 14.0;
    let bar = |from: f64, to: f64| Area {
        x: from,
        y: y + 4.0,
        width: to - from,
        height: 24.0,
    };
    sheet.scene.open(&format!("{}: {}", row.input, ranges(row)));
    let track = bar(left, right);
    sheet
        .scene
        .rect(track, Some((PALE, 1.0)), Some(Pen::solid(RULE, 1.0)));
    let inside = bar(at(row.inside.0), at(row.inside.1));
    if input.beats_chance {
        sheet.scene.rect(inside, Some((DARK_BLUE, 1.0)), None);
    } else {
        sheet
            .scene
            .rect(inside, None, Some(Pen::solid(DARK_GREY, 1.5)));
        sheet.scene.hatch(inside, RULE, 7.0);
    }
    let below = body(left, y + 34.0 + BODY * font::RISE, Anchor::Start, "");
    sheet.scene.lines(&words, &below);
    let middle = y + (height - 14.0) / 2.0;
    centred(&mut sheet.scene, &name, left - 14.0, middle, Anchor::End);
    let base = middle + BODY * font::HALF_CAPITAL;
    sheet
        .scene
        .text(body(first, base, Anchor::End, value[0].clone()));
    sheet
        .scene
        .text(body(second, base, Anchor::End, value[1].clone()));
    sheet.scene.close();
    let next = y + height;
    sheet.scene.line(
        &[(MARGIN, next - 6.0), (MARGIN + INNER, next - 6.0)],
        Pen::solid(GRID, 1.0),
    );
    next
}

/// The limits and what was sampled, in words.
fn ranges(row: &BoxRow) -> String {
    let decimals = decimals_for([row.sampled.0, row.sampled.1]);
    let say = |value: f64| number(value, decimals);
    let (low, high) = (row.inside.0 > row.sampled.0, row.inside.1 < row.sampled.1);
    let inside = match (low, high) {
        (true, false) => format!("at least {}", say(row.inside.0)),
        (false, true) => format!("at most {}", say(row.inside.1)),
        _ => format!("{} to {}", say(row.inside.0), say(row.inside.1)),
    };
    let unit = if row.unit.is_empty() {
        String::new()
    } else {
        format!(" {}", row.unit)
    };
    format!(
        "{inside}{unit} (sampled {} to {})",
        say(row.sampled.0),
        say(row.sampled.1)
    )
}

/// A probability: below 0.001 it is only told that it is.
pub(super) fn small(p: f64) -> String {
    if p < 0.001 {
        "under 0.001".to_owned()
    } else {
        number(p, 3)
    }
}

fn sentences(input: &PrimBoxChart) -> Vec<String> {
    let mut said = vec![format!(
        "Of interest are inputs in which {}",
        input.interest
    )];
    said.extend(
        input
            .rows
            .iter()
            .take(3)
            .map(|row| format!("{}: {}", row.input, limits_alone(row))),
    );
    said
}

fn limits_alone(row: &BoxRow) -> String {
    let all = ranges(row);
    all.split(" (sampled").next().unwrap_or(&all).to_owned()
}

fn table(input: &PrimBoxChart) -> Result<String, ChartError> {
    let heading = [
        "input",
        "unit",
        "sampled_low",
        "sampled_high",
        "inside_low",
        "inside_high",
        "quasi_p",
        "found_again",
        "beats_chance",
    ];
    let rows = input.rows.iter().map(|row| {
        vec![
            row.input.clone(),
            row.unit.clone(),
            row.sampled.0.to_string(),
            row.sampled.1.to_string(),
            row.inside.0.to_string(),
            row.inside.1.to_string(),
            row.quasi_p.to_string(),
            row.again.to_string(),
            input.beats_chance.to_string(),
        ]
    });
    csv_text(&input.caption, &heading, rows)
}
