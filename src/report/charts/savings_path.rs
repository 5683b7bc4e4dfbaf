//! Savings over time, real and reported apart, against what was asked for and what was possible.
//!
//! Upper panel: all sources against the path asked for. Lower panel: the domain in question against
//! the best that was possible. Each panel has its own unit, so the heights of the two are not to be
//! compared; the panel headings say so by naming the unit.

use super::figure::{Caption, ChartError, Figure, cell, csv_text, finite, fits, some};
use super::frame::{Axis, Frame, LABELS, plain, range};
use super::labels::settle;
use super::sheet::{LINE, Mark, Sheet, centred, wide, wrapped};
use crate::report::marks::Shape;
use crate::report::scene::{Anchor, Area, Pen};
use crate::report::style::{
    Colour, DARK_BLUE, DARK_GREY, MARGIN, ORANGE, TURQUOISE, ThreeFigures, WHITE, WIDTH,
    series as look_of_arm,
};

/// What a line of the chart stands for; it decides colour, dash and marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// What was really saved: solid.
    Real,
    /// What was reported as saved: dashed.
    Reported,
    /// The best that was possible: dotted.
    Possible,
    /// What was asked for: long dashes in the grey of a baseline.
    AskedFor,
}

impl PathKind {
    fn word(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Reported => "reported",
            Self::Possible => "possible",
            Self::AskedFor => "asked_for",
        }
    }

    /// Whether each arm has its own line; what was possible and what was asked for are common.
    fn belongs_to_an_arm(self) -> bool {
        matches!(self, Self::Real | Self::Reported)
    }

    fn look(self) -> (Colour, f64, &'static [f64], Shape) {
        match self {
            Self::Real => (DARK_BLUE, 3.5, &[], Shape::Circle),
            Self::Reported => (ORANGE, 3.5, &[11.0, 5.0], Shape::Square),
            Self::Possible => (TURQUOISE, 3.5, &[3.0, 4.0], Shape::Diamond),
            Self::AskedFor => (DARK_GREY, 2.5, &[18.0, 6.0], Shape::TriangleUp),
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct PathSeries {
    /// Label at its right end: "Reported".
    pub label: String,
    /// What it stands for.
    pub kind: PathKind,
    /// One value a year, in the panel's unit; `None` where there is none.
    pub values: Vec<Option<f64>>,
    /// 95% interval of the mean, one a year, where known.
    pub interval: Option<Vec<(f64, f64)>>,
}

/// One of the two panels.
#[derive(Clone, Debug, PartialEq)]
pub struct PathPanel {
    /// Heading: "All sources".
    pub heading: String,
    /// Unit: "GBP bn a year".
    pub unit: String,
    /// The lines. Where a kind comes more than once (several arms), the first line of each kind is
    /// taken to belong to one arm, the second to the next, and so on: an arm keeps its colour and
    /// marker, real or reported; the kind keeps its dash.
    pub series: Vec<PathSeries>,
}

/// Input of [`savings_path`].
#[derive(Clone, Debug, PartialEq)]
pub struct SavingsPath {
    /// Words around the chart.
    pub caption: Caption,
    /// Names of the years in order: "2009/10".
    pub years: Vec<String>,
    /// All sources against the path asked for.
    pub upper: PathPanel,
    /// The domain in question against the best possible.
    pub lower: PathPanel,
}

const HEIGHT: f64 = 240.0;

/// Draws the chart.
///
/// # Errors
/// When there are no years or lines, a line has the wrong number of values, or a value is not finite.
pub fn savings_path(input: &SavingsPath) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "years", &input.years)?;
    for panel in [&input.upper, &input.lower] {
        some(caption, "lines", &panel.series)?;
        for series in &panel.series {
            let place = format!("{}, {}", panel.heading, series.label);
            fits(
                caption,
                &format!("values of {place}"),
                series.values.len(),
                input.years.len(),
            )?;
            finite(caption, &place, series.values.iter().flatten().copied())?;
            if let Some(interval) = &series.interval {
                fits(
                    caption,
                    &format!("intervals of {place}"),
                    interval.len(),
                    input.years.len(),
                )?;
                finite(
                    caption,
                    &place,
                    interval.iter().flat_map(|&(low, high)| [low, high]),
                )?;
            }
        }
    }
    let mut sheet = Sheet::open(caption);
    let labels = 236.0;
    let ticks = [&input.upper, &input.lower].map(panel_range);
    let beside = ticks
        .iter()
        .flat_map(|&scale| {
            super::frame::ticks(scale, 5)
                .into_iter()
                .map(move |t| wide(&plain(scale, 5)(t)))
        })
        .fold(40.0, f64::max);
    let left = MARGIN + beside + 12.0;
    let width = WIDTH - MARGIN - labels - left;
    for panel in [&input.upper, &input.lower] {
        sheet.heading(
            MARGIN,
            WIDTH - 2.0 * MARGIN,
            &format!("{}, {}", panel.heading, panel.unit),
        );
        let area = Area {
            x: left,
            y: sheet.y + 12.0,
            width,
            height: panel_height(panel, labels),
        };
        sheet.y = area.bottom() + LABELS + 12.0;
        draw_panel(&mut sheet, input, panel, area)?;
    }
    sheet.y -= 14.0;
    sheet.key(&key(input));
    let csv = table(input)?;
    let subject = "real and reported savings".to_owned();
    Ok(sheet.finish(
        caption,
        "Line chart in two panels",
        &subject,
        &sentences(input),
        csv,
    ))
}

/// Where a line ends, and with what value.
struct End {
    year: f64,
    place: (f64, f64),
    colour: Colour,
    label: String,
    value: f64,
}

impl End {
    fn words(&self, told: ThreeFigures) -> String {
        format!("{}: {}", self.label, told.plain(self.value))
    }
}

/// High enough for the names of all lines to stand below each other.
fn panel_height(panel: &PathPanel, labels: f64) -> f64 {
    let names = panel
        .series
        .iter()
        .map(|series| format!("{}: 1,000,000", series.label));
    let lines = names
        .map(|name| wrapped(&name, labels - 34.0).len())
        .sum::<usize>();
    HEIGHT.max(lines as f64 * (LINE + 2.0))
}

fn panel_range(panel: &PathPanel) -> (f64, f64) {
    let means = panel
        .series
        .iter()
        .flat_map(|series| series.values.iter().flatten().copied());
    let ends = panel
        .series
        .iter()
        .filter_map(|series| series.interval.as_ref());
    range(
        means.chain(ends.flatten().flat_map(|&(low, high)| [low, high])),
        true,
    )
}

fn draw_panel(
    sheet: &mut Sheet,
    input: &SavingsPath,
    panel: &PathPanel,
    area: Area,
) -> Result<(), ChartError> {
    let last = input.years.len().saturating_sub(1) as f64;
    let scale = panel_range(panel);
    let figures = plain(scale, 5);
    let years = |value: f64| {
        let whole = value.round();
        let near = (value - whole).abs() < 1e-6 && whole >= 0.0;
        input
            .years
            .get(whole as usize)
            .filter(|_| near)
            .cloned()
            .unwrap_or_default()
    };
    let across = Axis {
        range: (-0.15, last.max(0.5) + 0.15),
        ticks: 16,
        grid: false,
        labels: Some(&years),
    };
    let down = Axis {
        range: scale,
        ticks: 5,
        grid: true,
        labels: Some(&figures),
    };
    let scene = &mut sheet.scene;
    let frame = Frame::draw(&input.caption.name, scene, area, &across, &down)?;
    let zero = frame.at(0.0, 0.0).1;
    scene.line(
        &[(area.x, zero), (area.right(), zero)],
        Pen::solid(DARK_GREY, 2.0),
    );
    let mut ends = Vec::new();
    let several = several_arms(input);
    for (line, series) in panel.series.iter().enumerate() {
        let (mut colour, thickness, dash, mut shape) = series.kind.look();
        if several && series.kind.belongs_to_an_arm() {
            (colour, shape, _) = look_of_arm(of_its_kind(panel, line));
        }
        scene.open(&series.label);
        if let Some(interval) = &series.interval {
            let edges: Vec<(f64, f64, f64)> = interval
                .iter()
                .enumerate()
                .map(|(year, &(low, high))| (year as f64, low, high))
                .collect();
            frame.band(scene, &edges, colour, 0.2)?;
        }
        // A missing year breaks the line: nothing is joined across it.
        let mut run: Vec<(f64, f64)> = Vec::new();
        for (year, value) in series.values.iter().enumerate() {
            match value {
                Some(value) => run.push((year as f64, *value)),
                None => frame.line(
                    scene,
                    &std::mem::take(&mut run),
                    &Pen::dashed(colour, thickness, dash),
                )?,
            }
        }
        frame.line(scene, &run, &Pen::dashed(colour, thickness, dash))?;
        let mut known = series
            .values
            .iter()
            .enumerate()
            .filter_map(|(year, value)| value.map(|v| (year as f64, v)));
        if let Some((year, value)) = known.next_back() {
            let place = frame.at(year, value);
            scene.marker(shape, place, 6.0, colour, false);
            ends.push(End {
                year,
                place,
                colour,
                label: series.label.clone(),
                value,
            });
        }
        scene.close();
    }
    let told = ThreeFigures::column(ends.iter().map(|end| end.value));
    // The first line that ends early is named where it ends, if the room behind it is free.
    let beyond = |end: &End| {
        let (x, y) = (end.place.0 + 11.0, end.place.1 - LINE / 2.0);
        Area {
            x,
            y,
            width: wide(&end.words(told)) + 8.0,
            height: LINE,
        }
    };
    let early = ends.iter().position(|end| {
        let room = beyond(end);
        end.year < last
            && room.right() < area.right()
            && panel
                .series
                .iter()
                .all(|series| !crosses(series, &frame, room))
    });
    if let Some(end) = early.map(|position| ends.remove(position)) {
        // The patch clears the grid behind the words.
        sheet.scene.rect(beyond(&end), Some((WHITE, 1.0)), None);
        centred(
            &mut sheet.scene,
            &[end.words(told)],
            end.place.0 + 15.0,
            end.place.1,
            Anchor::Start,
        );
    }
    let left = area.right() + 34.0;
    let room = WIDTH - MARGIN - left;
    let words: Vec<Vec<String>> = ends
        .iter()
        .map(|end| wrapped(&end.words(told), room))
        .collect();
    let heights: Vec<f64> = words
        .iter()
        .map(|lines| lines.len() as f64 * LINE + 2.0)
        .collect();
    let wishes: Vec<f64> = ends.iter().map(|end| end.place.1).collect();
    // No leader may end below the axis: it would cross the name of the last year.
    let places = settle(&wishes, &heights, area.y - 10.0, area.bottom() + LINE / 2.0);
    for ((End { place, colour, .. }, lines), middle) in ends.iter().zip(&words).zip(places) {
        let leader = [
            (place.0 + 9.0, place.1),
            (left - 14.0, middle),
            (left - 5.0, middle),
        ];
        sheet.scene.line(&leader, Pen::solid(*colour, 1.2));
        centred(&mut sheet.scene, lines, left, middle, Anchor::Start);
    }
    Ok(())
}

/// Whether a line passes through a place.
fn crosses(series: &PathSeries, frame: &Frame, place: Area) -> bool {
    series.values.windows(2).enumerate().any(|(year, pair)| {
        let [Some(from), Some(to)] = pair else {
            return false;
        };
        (0_u8..=20).any(|step| {
            let share = f64::from(step) / 20.0;
            let (x, y) = frame.at(year as f64 + share, from + (to - from) * share);
            x >= place.x && x <= place.right() && y >= place.y && y <= place.bottom()
        })
    })
}

/// Whether either panel shows several lines of one kind, so that colour must tell arms apart.
fn several_arms(input: &SavingsPath) -> bool {
    [&input.upper, &input.lower]
        .iter()
        .any(|panel| (0..panel.series.len()).any(|line| of_its_kind(panel, line) > 0))
}

/// How many lines of the same kind come before a line.
fn of_its_kind(panel: &PathPanel, line: usize) -> usize {
    let kind = panel.series[line].kind;
    panel.series[..line]
        .iter()
        .filter(|other| other.kind == kind)
        .count()
}

fn key(input: &SavingsPath) -> Vec<(Mark, String)> {
    let several = several_arms(input);
    let kinds = [
        (
            PathKind::Real,
            "Solid",
            ", disc",
            "really saved (real book).",
        ),
        (
            PathKind::Reported,
            "Dashed",
            ", square",
            "reported as saved (reported book).",
        ),
        (
            PathKind::Possible,
            "Dotted",
            ", diamond",
            "the best that was possible.",
        ),
        (
            PathKind::AskedFor,
            "Long dashes",
            ", triangle",
            "what was asked for.",
        ),
    ];
    let all = || input.upper.series.iter().chain(&input.lower.series);
    let mut entries: Vec<(Mark, String)> = kinds
        .into_iter()
        .filter(|(kind, ..)| all().any(|series| series.kind == *kind))
        .map(|(kind, dashes, marker, meaning)| {
            let (own, thickness, dash, _) = kind.look();
            let (colour, marker) = if several && kind.belongs_to_an_arm() {
                (DARK_GREY, "")
            } else {
                (own, marker)
            };
            (
                Mark::Line(Pen::dashed(colour, thickness, dash)),
                format!("{dashes}{marker}: {meaning}"),
            )
        })
        .collect();
    if several {
        let words = "Colour and marker tell the arms apart, each named at the end of its line.";
        entries.push((Mark::Words, words.to_owned()));
    }
    if all().any(|series| series.interval.is_some()) {
        entries.push((
            Mark::Box(DARK_BLUE, 0.2),
            "Band: 95% interval of the mean; it shrinks with more runs. The two panels differ in scale.".to_owned(),
        ));
    } else {
        entries.push((Mark::Words, "The two panels differ in scale.".to_owned()));
    }
    entries
}

fn sentences(input: &SavingsPath) -> Vec<String> {
    let year = input.years.last().cloned().unwrap_or_default();
    [&input.upper, &input.lower]
        .into_iter()
        .map(|panel| {
            let ends: Vec<(&PathSeries, f64)> = panel
                .series
                .iter()
                .filter_map(|series| {
                    series
                        .values
                        .last()
                        .copied()
                        .flatten()
                        .map(|value| (series, value))
                })
                .collect();
            let told = ThreeFigures::column(ends.iter().map(|end| end.1));
            let words: Vec<String> = ends
                .iter()
                .take(3)
                .map(|(series, value)| {
                    format!("{} {}", series.label.to_lowercase(), told.plain(*value))
                })
                .collect();
            let words = words.join(", ");
            format!("{} in {year}, {}: {words}", panel.heading, panel.unit)
        })
        .collect()
}

fn table(input: &SavingsPath) -> Result<String, ChartError> {
    let heading = [
        "panel",
        "unit",
        "series",
        "kind",
        "year",
        "value",
        "interval_95_low",
        "interval_95_high",
    ];
    let mut rows = Vec::new();
    for panel in [&input.upper, &input.lower] {
        for series in &panel.series {
            for (position, year) in input.years.iter().enumerate() {
                let ends = series.interval.as_ref().map(|interval| interval[position]);
                rows.push(vec![
                    panel.heading.clone(),
                    panel.unit.clone(),
                    series.label.clone(),
                    series.kind.word().to_owned(),
                    year.clone(),
                    cell(series.values[position]),
                    cell(ends.map(|ends| ends.0)),
                    cell(ends.map(|ends| ends.1)),
                ]);
            }
        }
    }
    csv_text(&input.caption, &heading, rows)
}
