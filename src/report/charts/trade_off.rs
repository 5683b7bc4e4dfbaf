//! The trade-off of boxes: coverage against density, from the box of all inputs to the smallest.

use super::figure::{Caption, ChartError, Figure, csv_text, finite, some};
use super::frame::{Axis, Frame, LABELS};
use super::labels::settle;
use super::sheet::{LINE, Mark, Sheet, body, bold, wide};
use crate::report::font;
use crate::report::marks::Shape;
use crate::report::scene::{Anchor, Area, Pen, Text};
use crate::report::style::{
    BODY, DARK_BLUE, DARK_GREY, MARGIN, ORANGE, WHITE, WIDTH, number, percent,
};

/// One box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TradeOffPoint {
    /// Share of all inputs of interest that are inside, 0 to 1.
    pub coverage: f64,
    /// Share of the inputs inside that are of interest, 0 to 1.
    pub density: f64,
    /// Share of all inputs that are inside, 0 to 1.
    pub mass: f64,
    /// Limited inputs.
    pub limited: usize,
}

/// Input of [`trade_off`].
#[derive(Clone, Debug, PartialEq)]
pub struct TradeOff {
    /// Words around the chart.
    pub caption: Caption,
    /// The boxes in the order found; the first holds all inputs.
    pub boxes: Vec<TradeOffPoint>,
    /// The box told, which has lost its weak limits and need not be one of the others.
    pub told: TradeOffPoint,
    /// Whether it beats chance.
    pub beats_chance: bool,
}

const HEIGHT: f64 = 420.0;

/// Draws the chart.
///
/// # Errors
/// When there are no boxes or a number is not finite.
pub fn trade_off(input: &TradeOff) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "boxes", &input.boxes)?;
    let all = || input.boxes.iter().chain([&input.told]);
    finite(
        caption,
        "a box",
        all().flat_map(|point| [point.coverage, point.density, point.mass]),
    )?;
    let mut sheet = Sheet::open(caption);
    let up = "Density: share of the inputs inside that are of interest";
    sheet.heading(MARGIN, WIDTH - 2.0 * MARGIN, up);
    let write = |value: f64| format!("{}%", number(value, 0));
    let steps = steps(&input.boxes);
    let labels: Vec<String> = steps
        .iter()
        .map(|&at| limited(input.boxes[at].limited))
        .collect();
    let column = labels.iter().map(|words| wide(words)).fold(0.0, f64::max);
    let area = Area {
        x: MARGIN + 66.0,
        y: sheet.y + 12.0,
        width: WIDTH - 2.0 * MARGIN - 66.0 - 20.0,
        height: HEIGHT,
    };
    let axis = Axis {
        range: (0.0, 104.0),
        ticks: 6,
        grid: true,
        labels: Some(&write),
    };
    let frame = Frame::draw(&caption.name, &mut sheet.scene, area, &axis, &axis)?;
    let place = |point: &TradeOffPoint| frame.at(point.coverage * 100.0, point.density * 100.0);
    if let Some(first) = input.boxes.first() {
        let base = first.density * 100.0;
        let dashed = Pen::dashed(DARK_GREY, 1.5, &[6.0, 5.0]);
        frame.line(&mut sheet.scene, &[(0.0, base), (104.0, base)], &dashed)?;
    }
    let way: Vec<(f64, f64)> = input.boxes.iter().map(place).collect();
    sheet.scene.line(&way, Pen::solid(DARK_BLUE, 1.5));
    for (point, at) in input.boxes.iter().zip(&way) {
        let words = format!(
            "{}: coverage {}, density {}, mass {}",
            limited(point.limited),
            percent(point.coverage),
            percent(point.density),
            percent(point.mass)
        );
        sheet.scene.open(&words);
        sheet
            .scene
            .marker(Shape::Circle, *at, 4.5, DARK_BLUE, false);
        sheet.scene.close();
    }
    let told = place(&input.told);
    sheet
        .scene
        .marker(Shape::Diamond, told, 9.0, ORANGE, !input.beats_chance);
    // Labels stand in a column at the left edge of the panel, in the order of density, each led to
    // the first box of so many limits.
    let wishes: Vec<f64> = steps.iter().map(|&at| way[at].1).collect();
    let heights = vec![LINE; steps.len()];
    let settled = settle(&wishes, &heights, area.y, area.bottom() - 8.0);
    let x = area.x + 14.0;
    for ((&at, y), words) in steps.iter().zip(&settled).zip(&labels) {
        let end = way[at];
        let pen = Pen::solid(crate::report::style::RULE, 1.0);
        let from = (x + wide(words) + 6.0, *y);
        if end.0 > x + column + 20.0 {
            sheet.scene.line(&[from, (end.0 - 7.0, end.1)], pen);
        }
        let ground = Area {
            x: x - 3.0,
            y: y - LINE / 2.0,
            width: wide(words) + 6.0,
            height: LINE,
        };
        sheet.scene.rect(ground, Some((WHITE, 1.0)), None);
        sheet.scene.text(Text {
            colour: DARK_BLUE,
            ..body(
                x,
                y + BODY * font::HALF_CAPITAL,
                Anchor::Start,
                words.clone(),
            )
        });
    }
    sheet.y = area.bottom() + LABELS + 4.0;
    sheet.scene.text(bold(
        WIDTH - MARGIN,
        sheet.y + BODY * font::RISE,
        Anchor::End,
        "Coverage: share of all inputs of interest that are inside",
    ));
    sheet.y += LINE;
    sheet.key(&key(input));
    let csv = table(input)?;
    let subject = format!("{} boxes", input.boxes.len());
    Ok(sheet.finish(caption, "Line of boxes", &subject, &sentences(input), csv))
}

fn key(input: &TradeOff) -> Vec<(Mark, String)> {
    let told = if input.beats_chance {
        "Diamond: the box told, after limits that may be luck were taken off."
    } else {
        "Hollow diamond: the best box, after limits that may be luck were taken off; chance does as well."
    };
    let base = input.boxes.first().map_or(0.0, |first| first.density);
    vec![
        (
            Mark::Dot(DARK_BLUE, false),
            "Each dot is a box on the way from all inputs (right) to ever fewer (left).".to_owned(),
        ),
        (Mark::Words, told.to_owned()),
        (
            Mark::Line(Pen::dashed(DARK_GREY, 1.5, &[6.0, 5.0])),
            format!("Share of interest among all inputs: {}.", percent(base)),
        ),
    ]
}

/// The first box of each number of limits, at most six of them, evenly.
fn steps(boxes: &[TradeOffPoint]) -> Vec<usize> {
    let mut most = 0;
    let mut found = Vec::new();
    for (at, point) in boxes.iter().enumerate() {
        if point.limited > most {
            most = point.limited;
            found.push(at);
        }
    }
    let every = found.len().div_ceil(6).max(1);
    found.into_iter().step_by(every).collect()
}

fn limited(count: usize) -> String {
    match count {
        0 => "all inputs".to_owned(),
        1 => "1 input limited".to_owned(),
        n => format!("{n} inputs limited"),
    }
}

fn sentences(input: &TradeOff) -> Vec<String> {
    let told = &input.told;
    vec![
        format!(
            "The box told limits {} and has coverage {}, density {} and mass {}",
            if told.limited == 1 {
                "1 input".to_owned()
            } else {
                format!("{} inputs", told.limited)
            },
            percent(told.coverage),
            percent(told.density),
            percent(told.mass)
        ),
        format!(
            "Among all inputs {} are of interest",
            percent(input.boxes.first().map_or(0.0, |first| first.density))
        ),
        "Boxes become smaller from right to left".to_owned(),
    ]
}

fn table(input: &TradeOff) -> Result<String, ChartError> {
    let heading = ["box", "coverage", "density", "mass", "limited_inputs"];
    let row = |name: String, point: &TradeOffPoint| {
        vec![
            name,
            point.coverage.to_string(),
            point.density.to_string(),
            point.mass.to_string(),
            point.limited.to_string(),
        ]
    };
    let numbered = input.boxes.iter().enumerate();
    let rows = numbered
        .map(|(at, point)| row(at.to_string(), point))
        .chain([row("told".to_owned(), &input.told)]);
    csv_text(&input.caption, &heading, rows.collect::<Vec<_>>())
}
