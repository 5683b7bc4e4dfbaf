//! Every arm against every outcome, with the number in each cell.
//!
//! Colour tells how far a cell is from the baseline in standard deviations of the paired
//! difference, blue for better and orange for worse in the direction the column states; white where
//! an outcome has no agreed direction; grey and hatched where the interval includes zero.

use super::columns::blocks;
use super::figure::{Caption, ChartError, Figure, csv_text, finite, fits, some};
use super::sheet::{INNER, LINE, Mark, Sheet, body, centred, name_column, wide, wrapped};
use crate::report::font::{self, Weight};
use crate::report::scene::{Anchor, Area, Pen, Scene, Text};
use crate::report::style::{
    BODY, GRID, MARGIN, PALE, RULE, ThreeFigures, WHITE, diverging, ink_on,
};

/// Which direction of an outcome is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// No direction is agreed to be better.
    Neither,
}

impl Better {
    /// The direction in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Higher => "higher is better",
            Self::Lower => "lower is better",
            Self::Neither => "no better direction",
        }
    }
}

/// One outcome: a column.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatColumn {
    /// Name in plain words.
    pub outcome: String,
    /// Unit: "GBP m".
    pub unit: String,
    /// Which direction is good.
    pub better: Better,
}

/// One arm on one outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeatCell {
    /// Mean paired difference from the baseline, in the column's unit: the number printed.
    pub difference: f64,
    /// The same divided by the standard deviation of the paired differences: the colour.
    pub standardised: f64,
    /// Simultaneous 95% interval of the difference, low and high.
    pub interval: (f64, f64),
}

/// Input of [`heat_table`].
#[derive(Clone, Debug, PartialEq)]
pub struct HeatTable {
    /// Words around the chart.
    pub caption: Caption,
    /// Name of the baseline arm.
    pub baseline: String,
    /// The outcomes.
    pub columns: Vec<HeatColumn>,
    /// The arms in their order, each with one cell an outcome; `None` where nothing is known.
    pub rows: Vec<(String, Vec<Option<HeatCell>>)>,
}

/// Standard deviations at which the colour is full.
const FULL: f64 = 2.0;
const CELL: f64 = 38.0;
const NARROWEST: f64 = 84.0;
/// Words beyond this width are broken rather than given a wider column.
const LONGEST: f64 = 190.0;
/// Between neighbouring headings.
const GAP: f64 = 14.0;

/// Draws the chart. Outcomes that do not fit beside each other go to a second block below.
///
/// # Errors
/// When there are no arms or outcomes, a row has the wrong number of cells, or a number is not finite.
pub fn heat_table(input: &HeatTable) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "outcomes", &input.columns)?;
    some(caption, "arms", &input.rows)?;
    for (arm, cells) in &input.rows {
        fits(
            caption,
            &format!("cells of {arm}"),
            cells.len(),
            input.columns.len(),
        )?;
        let numbers = |cell: &HeatCell| {
            [
                cell.difference,
                cell.standardised,
                cell.interval.0,
                cell.interval.1,
            ]
        };
        finite(caption, arm, cells.iter().flatten().flat_map(numbers))?;
    }
    let mut sheet = Sheet::open(caption);
    let names = name_column(input.rows.iter().map(|(arm, _)| arm.as_str()), 270.0);
    let room = INNER - names - 14.0;
    let least: Vec<f64> = (0..input.columns.len())
        .map(|column| least_width(input, column, room))
        .collect();
    for columns in blocks(&least, room) {
        draw_block(&mut sheet, input, &columns, names);
    }
    sheet.y -= 12.0;
    key(&mut sheet, input);
    let (sentences, csv) = (sentences(input), table(input)?);
    let subject = format!(
        "{} arms and {} outcomes",
        input.rows.len(),
        input.columns.len()
    );
    Ok(sheet.finish(
        caption,
        "Table of coloured cells",
        &subject,
        &sentences,
        csv,
    ))
}

/// The least width of a column: no word of ordinary length and no number is broken.
fn least_width(input: &HeatTable, column: usize, room: f64) -> f64 {
    let HeatColumn {
        outcome,
        unit,
        better,
    } = &input.columns[column];
    let bold = |words: &str| font::width(words, BODY, Weight::Bold);
    let heading = outcome.split_whitespace().map(bold);
    let below = unit
        .split_whitespace()
        .chain(better.words().split_whitespace())
        .map(wide);
    let told = three_figures(input, column);
    let cells = input.rows.iter().filter_map(|(_, cells)| cells[column]);
    let numbers = cells.map(|cell| bold(&told.signed(cell.difference)));
    let words = heading.chain(below).map(|width| width.min(LONGEST));
    words
        .chain(numbers)
        .fold(NARROWEST, f64::max)
        .min(room - GAP)
        + GAP
}

fn draw_block(sheet: &mut Sheet, input: &HeatTable, columns: &[(usize, f64)], names: f64) {
    let left = MARGIN + names + 14.0;
    let mut edge = left;
    let edges: Vec<f64> = columns
        .iter()
        .map(|(_, width)| {
            let start = edge;
            edge += width;
            start
        })
        .collect();
    let headings: Vec<(Vec<String>, Vec<String>)> = columns
        .iter()
        .map(|&(column, width)| {
            let column = &input.columns[column];
            let widest = width - GAP + 0.5;
            let name = font::wrap(&column.outcome, BODY, Weight::Bold, widest);
            let mut below = wrapped(&column.unit, widest);
            below.extend(wrapped(column.better.words(), widest));
            (name, below)
        })
        .collect();
    let deepest = headings
        .iter()
        .map(|(name, below)| name.len() + below.len())
        .max()
        .unwrap_or(0);
    let bottom = sheet.y + deepest as f64 * LINE + 6.0;
    for (position, (name, below)) in headings.iter().enumerate() {
        let middle = edges[position] + columns[position].1 / 2.0;
        let lines = (name.len() + below.len()) as f64;
        let first = bottom - 6.0 - lines * LINE + BODY * font::RISE;
        let style = body(middle, first, Anchor::Middle, "");
        let next = sheet.scene.lines(
            name,
            &Text {
                weight: Weight::Bold,
                ..style.clone()
            },
        );
        sheet.scene.lines(below, &Text { y: next, ..style });
    }
    let mut y = bottom;
    for (arm, cells) in &input.rows {
        let lines = wrapped(arm, names);
        let height = CELL.max(lines.len() as f64 * LINE + 6.0);
        centred(
            &mut sheet.scene,
            &lines,
            left - 14.0,
            y + height / 2.0,
            Anchor::End,
        );
        for (&x, &(column, width)) in edges.iter().zip(columns) {
            let area = Area {
                x,
                y,
                width,
                height,
            };
            let told = three_figures(input, column);
            draw_cell(
                &mut sheet.scene,
                area,
                input.columns[column].better,
                cells[column].as_ref(),
                told,
            );
        }
        y += height;
    }
    sheet.y = y + 24.0;
}

fn three_figures(input: &HeatTable, column: usize) -> ThreeFigures {
    let cells = input.rows.iter().filter_map(|(_, cells)| cells[column]);
    // Beyond the fifth decimal nothing is left to compare.
    ThreeFigures::column(cells.map(|cell| cell.difference)).at_most(5)
}

pub(super) fn settled(cell: &HeatCell) -> bool {
    cell.interval.0 > 0.0 || cell.interval.1 < 0.0
}

pub(super) fn draw_cell(
    scene: &mut Scene,
    area: Area,
    better: Better,
    cell: Option<&HeatCell>,
    told: ThreeFigures,
) {
    let border = Some(Pen::solid(WHITE, 2.0));
    let base = area.y + area.height / 2.0 + BODY * font::HALF_CAPITAL;
    let middle = area.x + area.width / 2.0;
    let Some(cell) = cell else {
        scene.rect(area, Some((WHITE, 1.0)), Some(Pen::solid(GRID, 1.0)));
        scene.text(body(middle, base, Anchor::Middle, "–"));
        return;
    };
    let sign = match better {
        Better::Higher => 1.0,
        Better::Lower => -1.0,
        Better::Neither => 0.0,
    };
    let words = told.signed(cell.difference);
    let ground = if settled(cell) {
        diverging(sign * cell.standardised / FULL)
    } else {
        PALE
    };
    if better == Better::Neither && settled(cell) {
        let (x, y) = (area.x + 2.0, area.y + 2.0);
        let inside = Area {
            x,
            y,
            width: area.width - 4.0,
            height: area.height - 4.0,
        };
        scene.rect(inside, Some((WHITE, 1.0)), Some(Pen::solid(RULE, 1.5)));
    } else {
        scene.rect(area, Some((ground, 1.0)), border.clone());
    }
    if !settled(cell) {
        scene.hatch(area, GRID, 8.0);
        // The number stands on a plain patch, so that no hatch line crosses it.
        let patch = wide(&words) + 10.0;
        let height = LINE;
        let y = area.y + (area.height - height) / 2.0;
        scene.rect(
            Area {
                x: middle - patch / 2.0,
                y,
                width: patch,
                height,
            },
            Some((PALE, 1.0)),
            None,
        );
        scene.rect(area, None, border);
    }
    let weight = if settled(cell) {
        Weight::Bold
    } else {
        Weight::Regular
    };
    let colour = ink_on(ground);
    scene.text(Text {
        weight,
        colour,
        ..body(middle, base, Anchor::Middle, words)
    });
}

fn key(sheet: &mut Sheet, input: &HeatTable) {
    let mut entries = vec![
        (
            Mark::Box(diverging(1.0), 1.0),
            format!(
                "Blue: better than {}. The deeper the blue, the larger the difference in standard deviations \
                 of the paired runs (full colour from {FULL}).",
                input.baseline
            ),
        ),
        (
            Mark::Box(diverging(-1.0), 1.0),
            format!("Orange: worse than {}, on the same scale.", input.baseline),
        ),
        (
            Mark::Hatched,
            "Hatched grey: the 95% interval, adjusted for all arms, includes zero.".to_owned(),
        ),
    ];
    if input
        .columns
        .iter()
        .any(|column| column.better == Better::Neither)
    {
        let words =
            "White with a frame: a clear difference in an outcome with no agreed better direction.";
        entries.push((Mark::Box(WHITE, 1.0), words.to_owned()));
    }
    if input
        .rows
        .iter()
        .any(|(_, cells)| cells.iter().any(Option::is_none))
    {
        entries.push((Mark::Words, "A dash: not measured for this arm.".to_owned()));
    }
    entries.push((
        Mark::Words,
        "Each number is the mean paired difference in the column's own unit.".to_owned(),
    ));
    sheet.key(&entries);
}

fn sentences(input: &HeatTable) -> Vec<String> {
    let good = |column: usize, cell: &HeatCell| match input.columns[column].better {
        Better::Higher => cell.difference > 0.0,
        Better::Lower => cell.difference < 0.0,
        Better::Neither => false,
    };
    let tally: Vec<(&str, usize, usize)> = input
        .rows
        .iter()
        .map(|(arm, cells)| {
            let clear = cells.iter().enumerate().filter_map(|(column, cell)| {
                let cell = cell.as_ref().filter(|cell| settled(cell))?;
                (input.columns[column].better != Better::Neither).then(|| good(column, cell))
            });
            let judged: Vec<bool> = clear.collect();
            let better = judged.iter().filter(|better| **better).count();
            (arm.as_str(), better, judged.len() - better)
        })
        .collect();
    let best = tally
        .iter()
        .max_by_key(|(_, better, worse)| (*better, usize::MAX - *worse));
    let worst = tally
        .iter()
        .max_by_key(|(_, better, worse)| (*worse, usize::MAX - *better));
    let mut said = Vec::new();
    if let Some((arm, better, worse)) = best {
        said.push(format!(
            "{arm} is clearly better on more outcomes than any other: {better}, and clearly worse on {worse}"
        ));
    }
    if let Some((arm, better, worse)) = worst.filter(|_| worst != best) {
        said.push(format!(
            "{arm} is clearly worse on more than any other: {worse}, and clearly better on {better}"
        ));
    }
    said.push(
        "Blue cells are better than the baseline, orange worse, hatched grey not settled"
            .to_owned(),
    );
    said
}

fn table(input: &HeatTable) -> Result<String, ChartError> {
    let heading = [
        "arm",
        "baseline",
        "outcome",
        "unit",
        "better",
        "difference",
        "standardised_difference",
        "adjusted_95_low",
        "adjusted_95_high",
    ];
    let rows = input.rows.iter().flat_map(|(arm, cells)| {
        cells.iter().zip(&input.columns).map(move |(cell, column)| {
            let mut row = vec![
                arm.clone(),
                input.baseline.clone(),
                column.outcome.clone(),
                column.unit.clone(),
                column.better.words().to_owned(),
            ];
            let numbers = cell.map(|cell| {
                [
                    cell.difference,
                    cell.standardised,
                    cell.interval.0,
                    cell.interval.1,
                ]
            });
            row.extend(numbers.map_or_else(
                || vec![String::new(); 4],
                |numbers| numbers.iter().map(f64::to_string).collect(),
            ));
            row
        })
    });
    csv_text(&input.caption, &heading, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_a_hatched_cell_stands_on_a_plain_patch() {
        let mut scene = Scene::new(200.0, 100.0);
        let area = Area {
            x: 10.0,
            y: 10.0,
            width: 120.0,
            height: 40.0,
        };
        let cell = HeatCell {
            difference: -1.5,
            standardised: -0.2,
            interval: (-4.0, 1.0),
        };
        draw_cell(
            &mut scene,
            area,
            Better::Higher,
            Some(&cell),
            ThreeFigures::column([cell.difference]).at_most(1),
        );
        let text = scene.texts().next().unwrap().area();
        let patched = scene.items.iter().any(|item| {
            matches!(item, crate::report::scene::Item::Rect(patch, Some((PALE, _)), None)
                if patch.x <= text.x && patch.right() >= text.right())
        });
        assert!(patched);
    }
}
