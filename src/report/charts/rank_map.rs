//! Which arm leads where two inputs vary: a grid of cells, each with the leader's short name, colour
//! and marker; hatched where the lead is not settled, empty where too few inputs were tried.

use super::figure::{Caption, ChartError, Figure, cell, csv_text, finite, fits, some};
use super::sheet::{LINE, Mark, Sheet, body, bold, wide, wrapped};
use crate::report::font::{self, Weight};
use crate::report::scene::{Anchor, Area, Pen, Scene, Text};
use crate::report::style::{
    BODY, MARGIN, RULE, WHITE, WIDTH, ink_on, mix, number, percent, series,
};

/// One of the two inputs: its cells lie between neighbouring breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct MapAxis {
    /// Name in plain words, with its unit: "Local variation in need, share".
    pub name: String,
    /// Limits of the cells, ascending: one more than there are cells.
    pub breaks: Vec<f64>,
    /// Decimals with which the breaks are printed.
    pub decimals: usize,
}

/// One arm that can lead.
#[derive(Clone, Debug, PartialEq)]
pub struct MapArm {
    /// Full name, for the key.
    pub name: String,
    /// Short name, written in the cells: at most about ten letters, or two lines of that.
    pub short: String,
}

/// One cell in which runs were made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapCell {
    /// The leading arm: a position in `arms`.
    pub leader: usize,
    /// Whether the lead over the second arm is settled: its interval excludes zero.
    pub settled: bool,
    /// Mean lead over the second arm, in the measure's unit.
    pub lead: f64,
    /// Share of the cell's inputs, 0 to 1, in which the leader is best.
    pub share: f64,
    /// Sampled inputs in the cell.
    pub n: u64,
}

/// Input of [`rank_map`].
#[derive(Clone, Debug, PartialEq)]
pub struct RankMap {
    /// Words around the chart.
    pub caption: Caption,
    /// The input that grows to the right.
    pub across: MapAxis,
    /// The input that grows upwards.
    pub up: MapAxis,
    /// The arms. Colour and marker go by position.
    pub arms: Vec<MapArm>,
    /// Rows from the lowest upwards, each from left to right; `None` where too few inputs were tried.
    pub cells: Vec<Vec<Option<MapCell>>>,
}

const HEIGHT: f64 = 96.0;

/// Draws the chart.
///
/// # Errors
/// When there are no cells or arms, the grid does not fit its breaks, a leader is not among the arms,
/// or a number is not finite.
pub fn rank_map(input: &RankMap) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "arms", &input.arms)?;
    some(caption, "cells", &input.cells)?;
    fits(
        caption,
        "breaks of the upward input",
        input.up.breaks.len(),
        input.cells.len() + 1,
    )?;
    finite(
        caption,
        "the breaks",
        input.across.breaks.iter().chain(&input.up.breaks).copied(),
    )?;
    let columns = input.across.breaks.len().saturating_sub(1);
    for row in &input.cells {
        some(caption, "cells", row)?;
        fits(caption, "cells in a row", row.len(), columns)?;
        for cell in row.iter().flatten() {
            finite(caption, "a cell", [cell.lead, cell.share])?;
            if cell.leader >= input.arms.len() {
                let found = format!("leader {} in a cell", cell.leader);
                let wanted = format!("below {}, the number of arms", input.arms.len());
                return Err(ChartError::Misfit(caption.name.clone(), found, wanted));
            }
        }
    }
    let mut sheet = Sheet::open(caption);
    let break_words: Vec<String> = input
        .up
        .breaks
        .iter()
        .map(|b| number(*b, input.up.decimals))
        .collect();
    let beside = break_words
        .iter()
        .map(|words| wide(words))
        .fold(0.0, f64::max)
        + 10.0;
    let left = MARGIN + beside;
    let leaders: Vec<usize> = (0..input.arms.len())
        .filter(|arm| count(input, *arm) > 0)
        .collect();
    let names: Vec<String> = leaders.iter().map(|&arm| legend(input, arm)).collect();
    let longest = names
        .iter()
        .map(|name| wide(name))
        .fold(120.0, f64::max)
        .min(270.0);
    let right = WIDTH - MARGIN - longest - 66.0;
    let width = (right - left) / columns as f64;
    sheet.heading(MARGIN, right - MARGIN, &input.up.name);
    let top = sheet.y + 10.0 + BODY * 0.4;
    let rows = input.cells.len();
    let bottom = top + HEIGHT * rows as f64;
    for (row, cells) in input.cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let y = bottom - (row + 1) as f64 * HEIGHT;
            let area = Area {
                x: left + column as f64 * width,
                y,
                width,
                height: HEIGHT,
            };
            draw_cell(&mut sheet.scene, input, area, cell.as_ref());
        }
    }
    for (position, words) in break_words.iter().enumerate() {
        let y = bottom - position as f64 * HEIGHT + BODY * font::HALF_CAPITAL;
        sheet
            .scene
            .text(body(left - 8.0, y, Anchor::End, words.clone()));
    }
    for (position, value) in input.across.breaks.iter().enumerate() {
        let x = left + position as f64 * width;
        let y = bottom + 14.0 + BODY * font::RISE;
        sheet
            .scene
            .line(&[(x, bottom), (x, bottom + 6.0)], Pen::solid(RULE, 1.0));
        sheet.scene.text(body(
            x,
            y,
            Anchor::Middle,
            number(*value, input.across.decimals),
        ));
    }
    let style = bold(
        right,
        bottom + 14.0 + LINE + BODY * font::RISE,
        Anchor::End,
        "",
    );
    let lines = font::wrap(&input.across.name, BODY, Weight::Bold, right - MARGIN);
    let below = sheet.scene.lines(&lines, &style) - BODY * font::RISE;
    let beside = draw_legend(
        &mut sheet.scene,
        &leaders,
        &names,
        right + 56.0,
        top,
        longest,
    );
    sheet.y = below.max(beside) + 4.0;
    let mut entries = vec![
        (
            Mark::Words,
            "In each cell: the arm with the best mean, and in how many of the cell's inputs it is the best."
                .to_owned(),
        ),
        (Mark::Hatched, "Hatched: the lead over the second arm is not settled (its 90% interval includes zero).".to_owned()),
    ];
    if input.cells.iter().flatten().any(Option::is_none) {
        entries.push((
            Mark::Box(WHITE, 1.0),
            "Empty: too few inputs there.".to_owned(),
        ));
    }
    sheet.key(&entries);
    let subject = format!(
        "{} arms over {} and {}",
        input.arms.len(),
        input.across.name,
        input.up.name
    );
    let csv = table(input)?;
    Ok(sheet.finish(
        caption,
        "Grid of cells",
        &subject,
        &sentences(input, &leaders),
        csv,
    ))
}

fn count(input: &RankMap, arm: usize) -> usize {
    input
        .cells
        .iter()
        .flatten()
        .flatten()
        .filter(|cell| cell.leader == arm)
        .count()
}

fn legend(input: &RankMap, arm: usize) -> String {
    let MapArm { name, short } = &input.arms[arm];
    if name == short {
        name.clone()
    } else {
        format!("{short}: {name}")
    }
}

fn draw_cell(scene: &mut Scene, input: &RankMap, area: Area, cell: Option<&MapCell>) {
    let border = Pen::solid(RULE, 1.0);
    let Some(cell) = cell else {
        scene.rect(area, Some((WHITE, 1.0)), Some(border));
        return;
    };
    let (colour, shape, _) = series(cell.leader);
    let ground = if cell.settled {
        mix(WHITE, colour, 0.25)
    } else {
        mix(WHITE, colour, 0.1)
    };
    let arm = &input.arms[cell.leader];
    scene.open(&format!(
        "{}: best in {} of {} inputs",
        arm.name,
        percent(cell.share),
        cell.n
    ));
    scene.rect(area, Some((ground, 1.0)), Some(border.clone()));
    let share = counted(cell);
    let lines = font::wrap(&arm.short, BODY, Weight::Bold, area.width - 10.0);
    let middle = area.x + area.width / 2.0;
    let marker_line = 26.0;
    let block = marker_line + lines.len() as f64 * LINE;
    let top = area.y + (area.height - block) / 2.0;
    if !cell.settled {
        scene.hatch(area, mix(WHITE, RULE, 0.6), 9.0);
        let widest = lines
            .iter()
            .map(|line| wide(line))
            .fold(wide(&share) + 26.0, f64::max)
            + 10.0;
        let patch = Area {
            x: middle - widest / 2.0,
            y: top - 1.0,
            width: widest,
            height: block + 1.0,
        };
        scene.rect(patch, Some((ground, 1.0)), None);
        scene.rect(area, None, Some(border));
    }
    let half = wide(&share) / 2.0 + 11.0;
    scene.marker(
        shape,
        (middle - half + 7.0, top + marker_line / 2.0 - 1.0),
        7.0,
        colour,
        false,
    );
    let ink = ink_on(ground);
    let base = top + marker_line / 2.0 - 1.0 + BODY * font::HALF_CAPITAL;
    scene.text(Text {
        colour: ink,
        ..body(middle + half, base, Anchor::End, share)
    });
    let first = top + marker_line + BODY * font::RISE;
    let style = bold(middle, first, Anchor::Middle, "");
    scene.lines(
        &lines,
        &Text {
            colour: ink,
            ..style
        },
    );
    scene.close();
}

/// In how many of the cell's inputs the leader is best.
fn counted(cell: &MapCell) -> String {
    format!("{} of {}", number(cell.share * cell.n as f64, 0), cell.n)
}

/// The key to the leaders, beside the map; gives where it ends.
fn draw_legend(
    scene: &mut Scene,
    leaders: &[usize],
    names: &[String],
    x: f64,
    top: f64,
    widest: f64,
) -> f64 {
    let mut y = top;
    for (&arm, name) in leaders.iter().zip(names) {
        let (colour, shape, _) = series(arm);
        scene.marker(
            shape,
            (x - 18.0, y + BODY * (font::RISE - font::HALF_CAPITAL)),
            7.0,
            colour,
            false,
        );
        let style = body(x, y + BODY * font::RISE, Anchor::Start, "");
        y = scene.lines(&wrapped(name, widest + 8.0), &style) - BODY * font::RISE + 8.0;
    }
    y
}

fn sentences(input: &RankMap, leaders: &[usize]) -> Vec<String> {
    let all = input.cells.iter().flatten().flatten().count();
    let settled = input
        .cells
        .iter()
        .flatten()
        .flatten()
        .filter(|cell| cell.settled)
        .count();
    let mut ranked: Vec<usize> = leaders.to_vec();
    ranked.sort_by_key(|&arm| std::cmp::Reverse(count(input, arm)));
    let words: Vec<String> = ranked
        .iter()
        .take(3)
        .map(|&arm| format!("{} in {}", input.arms[arm].name, count(input, arm)))
        .collect();
    vec![
        format!("Of {all} cells the leader is {}", words.join(", ")),
        format!("The lead is settled in {settled}; hatched cells are not settled"),
    ]
}

fn table(input: &RankMap) -> Result<String, ChartError> {
    let heading = [
        "across",
        "across_from",
        "across_to",
        "up",
        "up_from",
        "up_to",
        "leader",
        "settled",
        "lead",
        "share_best",
        "n",
    ];
    let mut rows = Vec::new();
    for (row, cells) in input.cells.iter().enumerate() {
        for (column, found) in cells.iter().enumerate() {
            let ends = |axis: &MapAxis, at: usize| {
                [
                    axis.name.clone(),
                    axis.breaks[at].to_string(),
                    axis.breaks[at + 1].to_string(),
                ]
            };
            let mut record: Vec<String> = ends(&input.across, column).into_iter().collect();
            record.extend(ends(&input.up, row));
            record.push(found.map_or(String::new(), |cell| input.arms[cell.leader].name.clone()));
            record.push(found.map_or(String::new(), |cell| cell.settled.to_string()));
            record.push(cell(found.map(|cell| cell.lead)));
            record.push(cell(found.map(|cell| cell.share)));
            record.push(found.map_or(String::new(), |cell| cell.n.to_string()));
            rows.push(record);
        }
    }
    csv_text(&input.caption, &heading, rows)
}
