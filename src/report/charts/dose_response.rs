//! Outcomes against the degree of central control ("grip", 0 local to 1 central): lines with 50%
//! and 95% bands of the mean, one small panel an outcome, all on the same horizontal scale.

use super::figure::{Caption, ChartError, Figure, csv_text, finite, some};
use super::frame::{Axis, Frame, LABELS, plain, range, ticks};
use super::heat_table::Better;
use super::labels::settle;
use super::sheet::{INNER, LINE, Mark, Sheet, body, centred, wide, wrapped};
use crate::report::font::{self, Weight};
use crate::report::scene::{Anchor, Area, Pen, Text};
use crate::report::style::{BODY, DARK_GREY, MARGIN, RULE, ThreeFigures, WIDTH, series};

/// One point of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DosePoint {
    /// Degree of central control, 0 to 1.
    pub grip: f64,
    /// Mean in the panel's unit.
    pub mean: f64,
    /// 50% interval of the mean, low and high.
    pub inner: (f64, f64),
    /// 95% interval of the mean, low and high.
    pub outer: (f64, f64),
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct DoseSeries {
    /// Label at its end.
    pub label: String,
    /// Its points in order of grip.
    pub points: Vec<DosePoint>,
}

/// One outcome: a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct DosePanel {
    /// Name of the outcome.
    pub outcome: String,
    /// Its unit.
    pub unit: String,
    /// Which direction is good.
    pub better: Better,
    /// Lowest and highest value that the upright scale must hold, where panels share one; from the
    /// panel's own numbers if none.
    pub scale: Option<(f64, f64)>,
    /// The lines; a series keeps its colour, dash and marker by position, so give the same order in
    /// every panel.
    pub series: Vec<DoseSeries>,
}

/// Input of [`dose_response`].
#[derive(Clone, Debug, PartialEq)]
pub struct DoseResponse {
    /// Words around the chart.
    pub caption: Caption,
    /// What is varied, in words: "Degree of central control".
    pub dose: String,
    /// What 0 and 1 mean: "each trust decides", "the centre decides".
    pub ends: (String, String),
    /// Where the status quo stands, if it is known.
    pub status_quo: Option<f64>,
    /// The outcomes.
    pub panels: Vec<DosePanel>,
}

const HEIGHT: f64 = 210.0;
/// Panels are lower where there are more than so many, to keep the chart on one page.
const MANY: usize = 8;
const LOW: f64 = 132.0;

/// Draws the chart: one panel a row with up to two side by side.
///
/// # Errors
/// When there are no panels, lines or points, or a number is not finite.
pub fn dose_response(input: &DoseResponse) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "outcomes", &input.panels)?;
    finite(caption, "the status quo", input.status_quo)?;
    let scales = input.panels.iter().filter_map(|panel| panel.scale);
    finite(
        caption,
        "a shared scale",
        scales.flat_map(|(low, high)| [low, high]),
    )?;
    for panel in &input.panels {
        some(caption, "lines", &panel.series)?;
        for line in &panel.series {
            some(caption, "points", &line.points)?;
            let numbers =
                |p: &DosePoint| [p.grip, p.mean, p.inner.0, p.inner.1, p.outer.0, p.outer.1];
            finite(
                caption,
                &format!("{}, {}", panel.outcome, line.label),
                line.points.iter().flat_map(numbers),
            )?;
        }
    }
    let mut sheet = Sheet::open(caption);
    let across = if input.panels.len() > 1 { 2 } else { 1 };
    let width = (INNER - 26.0 * (across as f64 - 1.0)) / across as f64;
    let rows: Vec<&[DosePanel]> = input.panels.chunks(across).collect();
    let margins = margins(input, width);
    let least = if input.panels.len() > MANY {
        LOW
    } else {
        HEIGHT
    };
    for (row, panels) in rows.iter().enumerate() {
        let headings: Vec<Vec<String>> = panels
            .iter()
            .map(|panel| font::wrap(&panel.outcome, BODY, Weight::Bold, width))
            .collect();
        let units: Vec<Vec<String>> = panels
            .iter()
            .map(|panel| wrapped(&format!("{}, {}", panel.unit, panel.better.words()), width))
            .collect();
        let lines = headings
            .iter()
            .zip(&units)
            .map(|(a, b)| a.len() + b.len())
            .max()
            .unwrap_or(2);
        let height = panels
            .iter()
            .map(|panel| panel_height(panel, width))
            .fold(least, f64::max);
        let top = sheet.y + lines as f64 * LINE + 12.0;
        for (column, panel) in panels.iter().enumerate() {
            let x = MARGIN + column as f64 * (width + 26.0);
            let style = body(x, sheet.y + BODY * font::RISE, Anchor::Start, "");
            let bold = Text {
                weight: Weight::Bold,
                ..style.clone()
            };
            let next = sheet.scene.lines(&headings[column], &bold);
            sheet
                .scene
                .lines(&units[column], &Text { y: next, ..style });
            draw_panel(
                &mut sheet,
                input,
                panel,
                Area {
                    x,
                    y: top,
                    width,
                    height,
                },
                margins,
            )?;
        }
        sheet.y = top + height + LABELS + if row + 1 < rows.len() { 16.0 } else { 0.0 };
    }
    let words = format!("{}: 0 = {}, 1 = {}", input.dose, input.ends.0, input.ends.1);
    let style = body(WIDTH / 2.0, sheet.y + BODY * font::RISE, Anchor::Middle, "");
    sheet.y = sheet.scene.lines(&wrapped(&words, INNER), &style) - BODY * font::RISE;
    let colour = series(0).0;
    let mut entries = vec![
        (
            Mark::Line(Pen::solid(colour, 3.0)),
            "Line with markers: mean; markers stand where runs were made.".to_owned(),
        ),
        (
            Mark::Box(colour, 0.4),
            "Darker band: 50% interval of the mean; paler band: 95%. Both shrink with more runs."
                .to_owned(),
        ),
    ];
    if input.status_quo.is_some() {
        let pen = Pen::dashed(DARK_GREY, 2.0, &[7.0, 5.0]);
        entries.push((
            Mark::Line(pen),
            "Dashed upright line: the status quo.".to_owned(),
        ));
    }
    if input.panels.len() > 1 {
        entries.push((
            Mark::Words,
            "Vertical scales differ between outcomes and need not begin at nought.".to_owned(),
        ));
    }
    sheet.key(&entries);
    let csv = table(input)?;
    let subject = format!(
        "{} panels by {}",
        input.panels.len(),
        input.dose.to_lowercase()
    );
    Ok(sheet.finish(
        caption,
        "Line chart with bands",
        &subject,
        &sentences(input),
        csv,
    ))
}

/// High enough for the names of all lines to stand below each other.
fn panel_height(panel: &DosePanel, width: f64) -> f64 {
    let lines = panel
        .series
        .iter()
        .map(|line| wrapped(&line.label, width * 0.34).len())
        .sum::<usize>();
    lines as f64 * LINE - LABELS
}

fn panel_range(panel: &DosePanel) -> (f64, f64) {
    let points = panel.series.iter().flat_map(|line| &line.points);
    let ends = panel.scale.into_iter().flat_map(|(low, high)| [low, high]);
    let own = points.flat_map(|p| [p.mean, p.outer.0, p.outer.1]);
    range(own.chain(ends), false)
}

/// Room to the left for the figures of the upright scale and to the right for the names of the
/// lines: the same in every panel, so that panels under each other share their horizontal scale.
fn margins(input: &DoseResponse, width: f64) -> (f64, f64) {
    let figures = input.panels.iter().flat_map(|panel| {
        let scale = panel_range(panel);
        ticks(scale, 5)
            .into_iter()
            .map(move |tick| wide(&plain(scale, 5)(tick)))
    });
    let many = input.panels.iter().any(|panel| panel.series.len() > 1);
    let names = input
        .panels
        .iter()
        .flat_map(|panel| &panel.series)
        .map(|line| wide(&line.label));
    let right = if many {
        names.fold(0.0, f64::max).min(width * 0.34) + 30.0
    } else {
        16.0
    };
    (figures.fold(20.0, f64::max) + 12.0, right)
}

fn draw_panel(
    sheet: &mut Sheet,
    input: &DoseResponse,
    panel: &DosePanel,
    space: Area,
    (beside, labels): (f64, f64),
) -> Result<(), ChartError> {
    let scale = panel_range(panel);
    let figures = plain(scale, 5);
    let area = Area {
        x: space.x + beside,
        width: space.width - beside - labels,
        ..space
    };
    let doses = plain((0.0, 1.0), 6);
    let across = Axis {
        range: (-0.03, 1.0),
        ticks: 6,
        grid: false,
        labels: Some(&doses),
    };
    let down = Axis {
        range: scale,
        ticks: 5,
        grid: true,
        labels: Some(&figures),
    };
    let scene = &mut sheet.scene;
    let frame = Frame::draw(&input.caption.name, scene, area, &across, &down)?;
    scene.line(
        &[(area.x, area.bottom()), (area.right(), area.bottom())],
        Pen::solid(RULE, 1.5),
    );
    if let Some(dose) = input.status_quo {
        let x = frame.at(dose, scale.0).0;
        scene.line(
            &[(x, area.y), (x, area.bottom())],
            Pen::dashed(DARK_GREY, 2.0, &[7.0, 5.0]),
        );
    }
    let mut ends = Vec::new();
    for (position, line) in panel.series.iter().enumerate() {
        let (colour, _, _) = series(position);
        let edges = |pick: fn(&DosePoint) -> (f64, f64)| -> Vec<(f64, f64, f64)> {
            line.points
                .iter()
                .map(|p| (p.grip, pick(p).0, pick(p).1))
                .collect()
        };
        frame.band(scene, &edges(|p| p.outer), colour, 0.16)?;
        frame.band(scene, &edges(|p| p.inner), colour, 0.28)?;
    }
    for (position, line) in panel.series.iter().enumerate() {
        let (colour, shape, dash) = series(position);
        scene.open(&line.label);
        let places: Vec<(f64, f64)> = line.points.iter().map(|p| (p.grip, p.mean)).collect();
        frame.line(scene, &places, &Pen::dashed(colour, 3.0, dash))?;
        for &(x, y) in &places {
            scene.marker(shape, frame.at(x, y), 4.5, colour, false);
        }
        scene.close();
        if let Some(&(x, y)) = places.last() {
            ends.push((frame.at(x, y), colour, &line.label));
        }
    }
    if panel.series.len() > 1 {
        let left = area.right() + 26.0;
        let words: Vec<Vec<String>> = ends
            .iter()
            .map(|end| wrapped(end.2, space.right() - left))
            .collect();
        let heights: Vec<f64> = words
            .iter()
            .map(|lines| lines.len() as f64 * LINE)
            .collect();
        let wishes: Vec<f64> = ends.iter().map(|end| end.0.1).collect();
        let places = settle(&wishes, &heights, area.y - 8.0, area.bottom() + LABELS);
        for ((end, lines), middle) in ends.iter().zip(&words).zip(places) {
            let leader = [(end.0.0 + 7.0, end.0.1), (left - 5.0, middle)];
            scene.line(&leader, Pen::solid(end.1, 1.2));
            centred(scene, lines, left, middle, Anchor::Start);
        }
    }
    Ok(())
}

fn sentences(input: &DoseResponse) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(panel) = input.panels.first() {
        for line in panel.series.iter().take(2) {
            let told = ThreeFigures::column(line.points.iter().map(|p| p.mean));
            if let (Some(first), Some(last)) = (line.points.first(), line.points.last()) {
                said.push(format!(
                    "{}, {}: {} at the local end, {} at the central end, {}",
                    panel.outcome,
                    line.label,
                    told.plain(first.mean),
                    told.plain(last.mean),
                    panel.unit
                ));
            }
        }
    }
    said.push("Bands are 50% and 95% intervals of the mean".to_owned());
    said
}

fn table(input: &DoseResponse) -> Result<String, ChartError> {
    let heading = [
        "outcome",
        "unit",
        "better",
        "series",
        "grip",
        "mean",
        "inner_50_low",
        "inner_50_high",
        "outer_95_low",
        "outer_95_high",
        "status_quo_grip",
    ];
    let mut rows = Vec::new();
    for panel in &input.panels {
        for line in &panel.series {
            for p in &line.points {
                let mut row = vec![
                    panel.outcome.clone(),
                    panel.unit.clone(),
                    panel.better.words().to_owned(),
                    line.label.clone(),
                ];
                let numbers = [p.grip, p.mean, p.inner.0, p.inner.1, p.outer.0, p.outer.1];
                row.extend(numbers.iter().map(f64::to_string));
                row.push(super::figure::cell(input.status_quo));
                rows.push(row);
            }
        }
    }
    csv_text(&input.caption, &heading, rows)
}
