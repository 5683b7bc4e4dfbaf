//! How much each input matters: a dot with its interval, and a second measure as a ring, one row an
//! input, those that matter most on top.

use super::figure::{Caption, ChartError, Figure, cell, csv_text, finite, some};
use super::frame::{Frame, plain, range};
use super::sheet::{Mark, Sheet, bold, name_column, rows as layout, wide};
use crate::report::font;
use crate::report::marks::Shape;
use crate::report::scene::{Anchor, Area, Pen};
use crate::report::style::{BODY, DARK_BLUE, DARK_PINK, MARGIN, ThreeFigures, WIDTH};

/// One input, or group of inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedFactor {
    /// Its name in words.
    pub name: String,
    /// The measure by which inputs are ranked.
    pub value: f64,
    /// Its 95% interval, low and high.
    pub interval: Option<(f64, f64)>,
    /// The second measure.
    pub second: Option<f64>,
    /// Its 95% interval, for the CSV only.
    pub second_interval: Option<(f64, f64)>,
}

/// Input of [`factor_ranking`].
#[derive(Clone, Debug, PartialEq)]
pub struct FactorRanking {
    /// Words around the chart.
    pub caption: Caption,
    /// What the axis shows, with its unit.
    pub axis: String,
    /// What the dot is.
    pub dot_words: String,
    /// What the ring is; nothing where there is no second measure.
    pub ring_words: Option<String>,
    /// The names of both measures in the CSV.
    pub measures: (String, String),
    /// What is ranked, one and many: "input" and "inputs", or "group of inputs" and "groups of
    /// inputs".
    pub things: (String, String),
    /// The inputs, in the order in which they are drawn.
    pub rows: Vec<RankedFactor>,
    /// How many further inputs were left out, because they matter less than any of these.
    pub left_out: usize,
}

const ROW: f64 = 36.0;

/// Draws the chart.
///
/// # Errors
/// When there are no rows or a number is not finite.
pub fn factor_ranking(input: &FactorRanking) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "inputs", &input.rows)?;
    let (thing, things) = &input.things;
    let rows = &input.rows;
    for row in rows {
        let ends = [row.interval, row.second_interval].into_iter().flatten();
        let ends = ends.flat_map(|(low, high)| [low, high]);
        finite(
            caption,
            &row.name,
            ends.chain([row.value]).chain(row.second),
        )?;
    }
    let told = ThreeFigures::column(rows.iter().map(|row| row.value));
    let values: Vec<String> = rows.iter().map(|row| in_words(row, told)).collect();

    let mut sheet = Sheet::open(caption);
    let names = name_column(rows.iter().map(|row| row.name.as_str()), 380.0);
    let heading = "Value (95% interval)";
    let column = values.iter().map(|v| wide(v)).fold(wide(heading), f64::max);
    let left = MARGIN + names + 18.0;
    let right = WIDTH - MARGIN - column - 24.0;
    sheet.scene.text(bold(
        WIDTH - MARGIN,
        sheet.y + BODY * font::RISE,
        Anchor::End,
        heading,
    ));
    let (places, height) = layout(rows.iter().map(|row| row.name.as_str()), names, ROW);
    let area = Area {
        x: left,
        y: sheet.y + BODY * font::RISE + 12.0,
        width: right - left,
        height,
    };
    let drawn = rows.iter().flat_map(|row| {
        let ends = row.interval.unwrap_or((row.value, row.value));
        [row.value, ends.0, ends.1].into_iter().chain(row.second)
    });
    let scale = range(drawn, true);
    let write = plain(scale, 5);
    let frame = Frame::over_rows(&caption.name, &mut sheet.scene, area, scale, 5, &write)?;
    for (position, row) in rows.iter().enumerate() {
        let y = places[position].0 + places[position].1 / 2.0;
        let place = frame.at(row.value, y);
        sheet
            .scene
            .open(&format!("{}: {}", row.name, values[position]));
        if let Some(ends) = row.interval {
            let pen = Pen::solid(DARK_BLUE, 2.5);
            frame.line(&mut sheet.scene, &[(ends.0, y), (ends.1, y)], &pen)?;
        }
        if let Some(second) = row.second {
            let at = frame.at(second, y);
            sheet.scene.marker(Shape::Circle, at, 6.5, DARK_PINK, true);
        }
        sheet
            .scene
            .marker(Shape::Circle, place, 5.0, DARK_BLUE, false);
        sheet.row_words(&row.name, &values[position], [left - 14.0, names], place.1);
    }
    sheet.zero_and_axis(&frame, area, &input.axis);

    let mut key = vec![(Mark::Dot(DARK_BLUE, false), input.dot_words.clone())];
    key.extend(
        input
            .ring_words
            .clone()
            .map(|words| (Mark::Dot(DARK_PINK, true), words)),
    );
    key.push((
        Mark::Line(Pen::solid(DARK_BLUE, 2.5)),
        format!("95% interval of the dot, each {thing} by itself"),
    ));
    if input.left_out > 0 {
        let words = match input.left_out {
            1 => format!("1 further {thing} matters less than these and is left out."),
            n => format!("{n} further {things} matter less than these and are left out."),
        };
        key.push((Mark::Words, words));
    }
    sheet.key(&key);
    let sentences: Vec<String> = rows
        .iter()
        .zip(&values)
        .take(4)
        .map(|(row, value)| format!("{}: {value}.", row.name))
        .collect();
    let (first, second) = &input.measures;
    let of = |measure: &str, end: &str| format!("{measure}_95_{end}");
    let heading = [
        "input".to_owned(),
        first.clone(),
        of(first, "low"),
        of(first, "high"),
        second.clone(),
        of(second, "low"),
        of(second, "high"),
    ];
    let heading: Vec<&str> = heading.iter().map(String::as_str).collect();
    let csv = csv_text(caption, &heading, rows.iter().map(record))?;
    let subject = format!("{} {things} by how much they matter", rows.len());
    Ok(sheet.finish(
        caption,
        "Ranking with dots and intervals",
        &subject,
        &sentences,
        csv,
    ))
}

fn in_words(row: &RankedFactor, told: ThreeFigures) -> String {
    let value = told.plain(row.value);
    match row.interval {
        Some((low, high)) => format!("{value} ({} to {})", told.plain(low), told.plain(high)),
        None => value,
    }
}

fn record(row: &RankedFactor) -> Vec<String> {
    let ends = |pair: Option<(f64, f64)>| {
        let (low, high) = (pair.map(|p| p.0), pair.map(|p| p.1));
        [cell(low), cell(high)]
    };
    let [low, high] = ends(row.interval);
    let [second_low, second_high] = ends(row.second_interval);
    vec![
        row.name.clone(),
        cell(Some(row.value)),
        low,
        high,
        cell(row.second),
        second_low,
        second_high,
    ]
}
