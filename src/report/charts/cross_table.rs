//! Who decides against who guides: one coloured cell for each pair, with its mean difference from
//! one of them. Colours and hatching are those of the heat table.

use super::columns::blocks;
use super::figure::{Caption, ChartError, Figure, csv_text, finite, fits, some};
use super::heat_table::{Better, HeatCell, draw_cell, settled};
use super::sheet::{INNER, LINE, Mark, Sheet, body, centred, name_column, wide, wrapped};
use crate::report::font::{self, Weight};
use crate::report::scene::{Anchor, Area, Text};
use crate::report::style::{BODY, MARGIN, ThreeFigures, diverging};

/// Input of [`cross_table`].
#[derive(Clone, Debug, PartialEq)]
pub struct CrossTable {
    /// Words around the chart.
    pub caption: Caption,
    /// Unit of the numbers.
    pub unit: String,
    /// Which direction is good.
    pub better: Better,
    /// Names of the columns: who guides.
    pub columns: Vec<String>,
    /// Names of the rows (who decides) with a cell for each column; `None` for the baseline and
    /// where nothing is known.
    pub rows: Vec<(String, Vec<Option<HeatCell>>)>,
    /// Row and column of the pair that all are compared with.
    pub baseline: Option<(usize, usize)>,
}

const CELL: f64 = 44.0;
const GAP: f64 = 14.0;

/// Draws the chart.
///
/// # Errors
/// When there are no rows or columns, a row has the wrong number of cells, or a number is not
/// finite.
pub fn cross_table(input: &CrossTable) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "guides", &input.columns)?;
    some(caption, "seats", &input.rows)?;
    for (seat, cells) in &input.rows {
        let what = format!("cells of {seat}");
        fits(caption, &what, cells.len(), input.columns.len())?;
        let numbers = cells.iter().flatten().flat_map(|cell| {
            [
                cell.difference,
                cell.standardised,
                cell.interval.0,
                cell.interval.1,
            ]
        });
        finite(caption, seat, numbers)?;
    }
    let told = three_figures(input);
    let mut sheet = Sheet::open(caption);
    let names = name_column(input.rows.iter().map(|(seat, _)| seat.as_str()), 270.0);
    let room = INNER - names - 14.0;
    let least: Vec<f64> = input
        .columns
        .iter()
        .map(|name| {
            let words = name.split_whitespace().map(wide);
            (words.fold(110.0, f64::max) + 12.0 + GAP).min(room)
        })
        .collect();
    for columns in blocks(&least, room) {
        draw_block(&mut sheet, input, &columns, names, told);
    }
    sheet.y -= 12.0;
    sheet.key(&key(input));
    let subject = format!(
        "{} seats of the decision and {} of the guidance",
        input.rows.len(),
        input.columns.len()
    );
    let (sentences, csv) = (sentences(input, told), table(input)?);
    Ok(sheet.finish(
        caption,
        "Table of coloured cells",
        &subject,
        &sentences,
        csv,
    ))
}

fn three_figures(input: &CrossTable) -> ThreeFigures {
    let cells = input.rows.iter().flat_map(|(_, cells)| cells).flatten();
    ThreeFigures::column(cells.map(|cell| cell.difference))
}

fn draw_block(
    sheet: &mut Sheet,
    input: &CrossTable,
    columns: &[(usize, f64)],
    names: f64,
    told: ThreeFigures,
) {
    let left = MARGIN + names + 14.0;
    let headings: Vec<Vec<String>> = columns
        .iter()
        .map(|&(column, width)| {
            font::wrap(
                &input.columns[column],
                BODY,
                Weight::Bold,
                width - GAP + 0.5,
            )
        })
        .collect();
    let deepest = headings.iter().map(Vec::len).max().unwrap_or(0);
    let bottom = sheet.y + deepest as f64 * LINE + 6.0;
    let mut x = left;
    for (lines, &(_, width)) in headings.iter().zip(columns) {
        let first = bottom - 6.0 - lines.len() as f64 * LINE + BODY * font::RISE;
        let style = Text {
            weight: Weight::Bold,
            ..body(x + width / 2.0, first, Anchor::Middle, "")
        };
        sheet.scene.lines(lines, &style);
        x += width;
    }
    let mut y = bottom;
    for (row, (seat, cells)) in input.rows.iter().enumerate() {
        let lines = wrapped(seat, names);
        let height = CELL.max(lines.len() as f64 * LINE + 6.0);
        let middle = y + height / 2.0;
        centred(&mut sheet.scene, &lines, left - 14.0, middle, Anchor::End);
        let mut x = left;
        for &(column, width) in columns {
            let area = Area {
                x,
                y,
                width,
                height,
            };
            if input.baseline == Some((row, column)) {
                let base = middle + BODY * font::HALF_CAPITAL;
                let words = body(x + width / 2.0, base, Anchor::Middle, "baseline");
                sheet.scene.text(words);
            } else {
                let cell = cells[column].as_ref();
                draw_cell(&mut sheet.scene, area, input.better, cell, told);
            }
            x += width;
        }
        y += height;
    }
    sheet.y = y + 24.0;
}

fn key(input: &CrossTable) -> Vec<(Mark, String)> {
    let mut entries = vec![(
        Mark::Words,
        "Rows: who decides. Columns: who guides. Each number is the mean paired difference from the \
         baseline."
            .to_owned(),
    )];
    if input.better != Better::Neither {
        entries.push((
            Mark::Box(diverging(1.0), 1.0),
            format!(
                "Blue: better than the baseline ({}); the deeper, the larger in standard deviations \
                 of the paired runs.",
                input.better.words()
            ),
        ));
        entries.push((
            Mark::Box(diverging(-1.0), 1.0),
            "Orange: worse, on the same scale.".to_owned(),
        ));
    }
    entries.push((
        Mark::Hatched,
        "Hatched grey: the 95% interval, adjusted for all pairs, includes zero.".to_owned(),
    ));
    entries
}

fn sentences(input: &CrossTable, told: ThreeFigures) -> Vec<String> {
    let sign = match input.better {
        Better::Lower => -1.0,
        Better::Higher | Better::Neither => 1.0,
    };
    let pairs: Vec<(&str, &str, HeatCell)> = input
        .rows
        .iter()
        .flat_map(|(seat, cells)| {
            let named = cells.iter().zip(&input.columns);
            named.filter_map(move |(cell, guide)| Some((seat.as_str(), guide.as_str(), (*cell)?)))
        })
        .collect();
    let by = |a: &&(&str, &str, HeatCell), b: &&(&str, &str, HeatCell)| {
        (sign * a.2.difference).total_cmp(&(sign * b.2.difference))
    };
    let say = |what: &str, (seat, guide, cell): &(&str, &str, HeatCell)| {
        format!(
            "{what}: {seat} with {guide}, {} (95% interval {} to {}) {}",
            told.signed(cell.difference),
            told.plain(cell.interval.0),
            told.plain(cell.interval.1),
            input.unit
        )
    };
    let mut said = Vec::new();
    said.extend(pairs.iter().max_by(by).map(|pair| say("Best mean", pair)));
    said.extend(pairs.iter().min_by(by).map(|pair| say("Worst mean", pair)));
    let open = pairs.iter().filter(|(_, _, cell)| !settled(cell)).count();
    said.push(format!(
        "In {open} of {} pairs the interval includes zero",
        pairs.len()
    ));
    said
}

fn table(input: &CrossTable) -> Result<String, ChartError> {
    let heading = [
        "decides",
        "guides",
        "unit",
        "difference",
        "standardised_difference",
        "adjusted_95_low",
        "adjusted_95_high",
        "interval_includes_zero",
    ];
    let rows = input
        .rows
        .iter()
        .enumerate()
        .flat_map(|(row, (seat, cells))| {
            cells
                .iter()
                .zip(&input.columns)
                .enumerate()
                .map(move |(column, (cell, guide))| {
                    let mut line = vec![seat.clone(), guide.clone(), input.unit.clone()];
                    match cell {
                        Some(cell) => line.extend([
                            cell.difference.to_string(),
                            cell.standardised.to_string(),
                            cell.interval.0.to_string(),
                            cell.interval.1.to_string(),
                            (!settled(cell)).to_string(),
                        ]),
                        None if input.baseline == Some((row, column)) => {
                            line.push("0".to_owned());
                            line.resize(8, String::new());
                        }
                        None => line.resize(8, String::new()),
                    }
                    line
                })
        });
    csv_text(&input.caption, &heading, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_has_a_cell_and_nothing_overlaps() {
        let cell = |at: usize| {
            let difference = 10.0 * at as f64 - 30.0;
            (at > 0).then_some(HeatCell {
                difference,
                standardised: difference / 20.0,
                interval: (difference - 8.0, difference + 8.0),
            })
        };
        let rows: Vec<_> = (0..5)
            .map(|row| {
                let cells = (0..4).map(|column| cell(4 * row + column)).collect();
                (format!("Strategic authority of the region {row}"), cells)
            })
            .collect();
        let input = CrossTable {
            caption: Caption {
                name: "cross".into(),
                title: "Who decides matters more than who guides".into(),
                measure: "Net saving".into(),
                place: "invented England".into(),
                period: "year to March 2014".into(),
                source: "simulated".into(),
                ..Caption::default()
            },
            unit: "GBP million a year".into(),
            better: Better::Higher,
            columns: [
                "No guidance",
                "Guidance as advice",
                "Guidance by the region",
                "Guidance by the department",
            ]
            .map(String::from)
            .to_vec(),
            rows,
            baseline: Some((0, 0)),
        };
        let figure = cross_table(&input).unwrap();
        assert_eq!(figure.scene.faults(), Vec::<String>::new());
        assert_eq!(figure.csv.lines().count(), 21);
        // Cells 30 -+ 8 around zero: only the one of exactly 0 includes it.
        assert_eq!(figure.csv.matches("true").count(), 1);
        assert!(figure.csv.contains("No guidance,GBP million a year,0,"));
    }
}
