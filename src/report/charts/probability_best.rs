//! How often each arm is best: horizontal bars from zero with Wilson intervals.

use super::bar_row::{BarRow, bar_row};
use super::figure::{Caption, ChartError, Figure, csv_text, finite, some};
use super::frame::{Frame, LABELS, plain};
use super::sheet::{INNER, Mark, Sheet, body, bold, name_column, rows as layout, wide, wrapped};
use crate::report::font;
use crate::report::scene::{Anchor, Area, Pen};
use crate::report::style::{BAR, BODY, DARK_GREY, LEADING, MARGIN, WIDTH, number, percent};

/// One arm.
#[derive(Clone, Debug, PartialEq)]
pub struct BestRow {
    /// Name of the arm.
    pub arm: String,
    /// Share of the sampled inputs in which it is best, 0 to 1.
    pub share: f64,
    /// Wilson 95% interval of the share, low and high.
    pub interval: (f64, f64),
}

/// Input of [`probability_best`].
#[derive(Clone, Debug, PartialEq)]
pub struct ProbabilityBest {
    /// Words around the chart.
    pub caption: Caption,
    /// Sampled inputs behind the shares.
    pub n: u64,
    /// What best means: "highest net benefit".
    pub best_means: String,
    /// The arms; drawn largest share first.
    pub rows: Vec<BestRow>,
}

const ROW: f64 = 46.0;
/// With more arms than this, those that are never best share one row.
const MANY: usize = 12;

/// Draws the chart.
///
/// # Errors
/// When there are no rows or a number is not finite.
pub fn probability_best(input: &ProbabilityBest) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "arms", &input.rows)?;
    for row in &input.rows {
        finite(
            caption,
            &row.arm,
            [row.share, row.interval.0, row.interval.1],
        )?;
    }
    let mut rows: Vec<&BestRow> = input.rows.iter().collect();
    rows.sort_by(|a, b| b.share.total_cmp(&a.share));
    let folded = folded(&rows);
    let drawn: Vec<&BestRow> = match &folded {
        Some(others) => rows
            .iter()
            .copied()
            .filter(|row| row.share > 0.0)
            .chain([others])
            .collect(),
        None => rows.clone(),
    };
    let values: Vec<String> = drawn.iter().map(|row| in_words(row)).collect();

    let mut sheet = Sheet::open(caption);
    let names = name_column(drawn.iter().map(|row| row.arm.as_str()), 290.0);
    let heading = "Share (95% interval)";
    let column = values
        .iter()
        .map(|v| wide(v))
        .fold(wide(heading) + 14.0, f64::max);
    let left = MARGIN + names + 18.0;
    let right = WIDTH - MARGIN - column - 34.0;
    let equal = 1.0 / rows.len() as f64;
    let line = sheet.y + BODY * font::RISE;
    sheet
        .scene
        .text(bold(WIDTH - MARGIN, line, Anchor::End, heading));
    let top = sheet.y + BODY * LEADING + 8.0;
    let (places, height) = layout(drawn.iter().map(|row| row.arm.as_str()), names, ROW);
    let area = Area {
        x: left,
        y: top,
        width: right - left,
        height,
    };
    let most = drawn
        .iter()
        .map(|row| row.interval.1.max(row.share) * 100.0)
        .fold(equal * 100.0, f64::max);
    let scale = (0.0, (most * 1.06).min(100.0));
    let figures = plain(scale, 6);
    let write = |value: f64| format!("{}%", figures(value));
    let frame = Frame::over_rows(&caption.name, &mut sheet.scene, area, scale, 6, &write)?;
    for (position, row) in drawn.iter().enumerate() {
        let bar = BarRow {
            arm: &row.arm,
            words: &values[position],
            names,
            value: row.share * 100.0,
            ends: [row.interval.0 * 100.0, row.interval.1 * 100.0],
            y: places[position].0 + places[position].1 / 2.0,
            thick: 26.0,
        };
        bar_row(&mut sheet, &frame, &bar, |_| {})?;
    }
    sheet.scene.line(
        &[(left, area.y), (left, area.bottom())],
        Pen::solid(DARK_GREY, 2.0),
    );
    let x = frame.at(equal * 100.0, 0.0).0;
    let guide = Pen::dashed(DARK_GREY, 2.0, &[7.0, 5.0]);
    sheet
        .scene
        .line(&[(x, area.y), (x, area.bottom())], guide.clone());
    sheet.y = area.bottom() + LABELS;
    let words = format!(
        "Share of sampled inputs in which the arm is best ({})",
        input.best_means
    );
    let below = body(WIDTH / 2.0, sheet.y + BODY * font::RISE, Anchor::Middle, "");
    sheet.y = sheet.scene.lines(&wrapped(&words, INNER), &below) - BODY * font::RISE;

    let n = number(input.n as f64, 0);
    sheet.key(&[
        (
            Mark::Box(BAR, 1.0),
            format!("Bar: share of the {n} sampled inputs in which the arm is best."),
        ),
        (
            Mark::Line(Pen::solid(DARK_GREY, 2.5)),
            "Line with end marks: 95% interval of that share (Wilson).".to_owned(),
        ),
        (
            Mark::Line(guide),
            format!(
                "Dashed line: {}, the share of each if {} were alike.",
                percent(equal),
                match rows.len() {
                    2 => "both".to_owned(),
                    count => format!("all {count}"),
                }
            ),
        ),
    ]);
    let mut sentences = Vec::new();
    if let Some(first) = rows.first() {
        sentences.push(format!(
            "{} is best most often: {}",
            first.arm,
            in_words(first)
        ));
    }
    if let Some(second) = rows.get(1) {
        sentences.push(format!("Next is {}: {}", second.arm, percent(second.share)));
    }
    sentences.push("Lines with end marks are 95% Wilson intervals".to_owned());
    let heading = [
        "arm",
        "n",
        "share_best",
        "wilson_95_low",
        "wilson_95_high",
        "best_means",
    ];
    let csv = csv_text(
        caption,
        &heading,
        rows.iter().map(|row| {
            vec![
                row.arm.clone(),
                input.n.to_string(),
                row.share.to_string(),
                row.interval.0.to_string(),
                row.interval.1.to_string(),
                input.best_means.clone(),
            ]
        }),
    )?;
    let subject = format!("{} arms", rows.len());
    Ok(sheet.finish(caption, "Bar chart", &subject, &sentences, csv))
}

/// Many arms that are never best, as one row: their names and bars would say nothing apart. `None`
/// for a few; the table has all of them.
fn folded(rows: &[&BestRow]) -> Option<BestRow> {
    let never: Vec<&&BestRow> = rows.iter().filter(|row| row.share <= 0.0).collect();
    (rows.len() > MANY && never.len() > 1).then(|| BestRow {
        arm: format!("{} others, each", never.len()),
        share: 0.0,
        interval: (
            0.0,
            never.iter().map(|row| row.interval.1).fold(0.0, f64::max),
        ),
    })
}

fn in_words(row: &BestRow) -> String {
    let bare = |share: f64| number(share * 100.0, 0);
    format!(
        "{} ({} to {}%)",
        percent(row.share),
        bare(row.interval.0),
        bare(row.interval.1)
    )
}
