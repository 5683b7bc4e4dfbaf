//! Which holder and which grip a search chose for each domain, and how sure that is: one cell for
//! each, with the share of resamples in which it comes out best, the chosen one framed.

use super::figure::{Caption, ChartError, Figure, csv_text, finite, fits, some};
use super::sheet::{INNER, LINE, Mark, Sheet, body, bold, centred, name_column, wrapped};
use crate::report::font::{self, Weight};
use crate::report::scene::{Anchor, Area, Pen, Text};
use crate::report::style::{BODY, DARK_BLUE, DARK_PINK, GRID, MARGIN, WHITE, ink_on, mix, percent};

/// One holder of one domain.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceRow {
    /// The domain, or what else is chosen.
    pub part: String,
    /// The holder.
    pub holder: String,
    /// For each grip the share of resamples in which this holder and grip come out best, 0 to 1;
    /// `None` where they cannot be had.
    pub shares: Vec<Option<f64>>,
    /// Position of the grip that was chosen, if this holder was.
    pub chosen: Option<usize>,
}

/// Input of [`choice_table`].
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceTable {
    /// Words around the chart.
    pub caption: Caption,
    /// Names of the columns: the grips.
    pub grips: Vec<String>,
    /// The rows, those of a domain together.
    pub rows: Vec<ChoiceRow>,
}

const CELL: f64 = 38.0;
const BETWEEN: f64 = 14.0;

/// Draws the chart.
///
/// # Errors
/// When there are no rows or columns, a row has the wrong number of cells, or a number is not
/// finite.
pub fn choice_table(input: &ChoiceTable) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "grips", &input.grips)?;
    some(caption, "domains", &input.rows)?;
    for row in &input.rows {
        let what = format!("cells of {}", row.holder);
        fits(caption, &what, row.shares.len(), input.grips.len())?;
        finite(caption, &row.holder, row.shares.iter().flatten().copied())?;
    }
    let mut sheet = Sheet::open(caption);
    let parts = name_column(input.rows.iter().map(|row| row.part.as_str()), 170.0);
    let names = name_column(input.rows.iter().map(|row| row.holder.as_str()), 290.0);
    let left = MARGIN + parts + 14.0 + names + 14.0;
    let width = (INNER - parts - names - 28.0) / input.grips.len() as f64;
    let middle_of_columns = left + width * input.grips.len() as f64 / 2.0;
    let first = sheet.y + BODY * font::RISE;
    sheet.scene.text(bold(
        middle_of_columns,
        first,
        Anchor::Middle,
        "Grip of the centre",
    ));
    sheet.y += LINE;
    for (column, grip) in input.grips.iter().enumerate() {
        let x = left + (column as f64 + 0.5) * width;
        let style = body(
            x,
            sheet.y + BODY * font::RISE,
            Anchor::Middle,
            grip.as_str(),
        );
        sheet.scene.text(style);
    }
    let mut y = sheet.y + LINE + 4.0;
    let mut before = "";
    for row in &input.rows {
        if before != row.part {
            if !before.is_empty() {
                y += BETWEEN;
            }
            let base = y + CELL / 2.0 + BODY * font::HALF_CAPITAL;
            sheet
                .scene
                .text(bold(MARGIN, base, Anchor::Start, row.part.as_str()));
            before = &row.part;
        }
        let lines = wrapped(&row.holder, names);
        let height = CELL.max(lines.len() as f64 * LINE + 6.0);
        let middle = y + height / 2.0;
        centred(&mut sheet.scene, &lines, left - 14.0, middle, Anchor::End);
        for (column, share) in row.shares.iter().enumerate() {
            let area = Area {
                x: left + column as f64 * width,
                y,
                width,
                height,
            };
            cell(&mut sheet, area, *share, row.chosen == Some(column));
        }
        y += height;
    }
    sheet.y = y + 6.0;
    sheet.key(&[
        (
            Mark::Line(Pen::solid(DARK_PINK, 4.0)),
            "Framed: chosen by the training.".to_owned(),
        ),
        (
            Mark::Box(mix(WHITE, DARK_BLUE, 0.7), 1.0),
            "Number and blue: share of 400 resamples of the training futures in which this holder and \
             grip have the largest effect in the domain, the effects of the domains taken to add up."
                .to_owned(),
        ),
        (
            Mark::Words,
            "A dash: the bodies that this would need do not exist beside the chosen commissioners."
                .to_owned(),
        ),
    ]);
    let subject = format!(
        "{} holders and {} grips",
        input.rows.len(),
        input.grips.len()
    );
    let sentences = sentences(input);
    let csv = table(input)?;
    Ok(sheet.finish(
        caption,
        "Table of coloured cells",
        &subject,
        &sentences,
        csv,
    ))
}

fn cell(sheet: &mut Sheet, area: Area, share: Option<f64>, chosen: bool) {
    let scene = &mut sheet.scene;
    let base = area.y + area.height / 2.0 + BODY * font::HALF_CAPITAL;
    let middle = area.x + area.width / 2.0;
    let ground = mix(WHITE, DARK_BLUE, share.unwrap_or(0.0));
    scene.rect(area, Some((ground, 1.0)), Some(Pen::solid(GRID, 1.0)));
    if chosen {
        let inside = Area {
            x: area.x + 3.0,
            y: area.y + 3.0,
            width: area.width - 6.0,
            height: area.height - 6.0,
        };
        scene.rect(inside, None, Some(Pen::solid(WHITE, 6.0)));
        scene.rect(inside, None, Some(Pen::solid(DARK_PINK, 4.0)));
    }
    scene.text(Text {
        weight: if chosen {
            Weight::Bold
        } else {
            Weight::Regular
        },
        colour: ink_on(ground),
        ..body(
            middle,
            base,
            Anchor::Middle,
            share.map_or_else(|| "–".to_owned(), percent),
        )
    });
}

fn sentences(input: &ChoiceTable) -> Vec<String> {
    let mut said = Vec::new();
    for row in &input.rows {
        if let Some(column) = row.chosen {
            let share = row.shares[column].unwrap_or(0.0);
            said.push(format!(
                "{}: {}, grip {}, in {} of resamples",
                row.part,
                row.holder,
                input.grips[column],
                percent(share)
            ));
        }
    }
    said
}

fn table(input: &ChoiceTable) -> Result<String, ChartError> {
    let heading = ["part", "holder", "grip", "share_of_resamples", "chosen"];
    let rows = input.rows.iter().flat_map(|row| {
        row.shares
            .iter()
            .zip(&input.grips)
            .enumerate()
            .map(|(column, (share, grip))| {
                vec![
                    row.part.clone(),
                    row.holder.clone(),
                    grip.clone(),
                    share.map_or_else(String::new, |share| share.to_string()),
                    (row.chosen == Some(column)).to_string(),
                ]
            })
    });
    csv_text(&input.caption, &heading, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_holder_and_grip_has_a_cell_and_nothing_overlaps() {
        let row = |part: &str, holder: &str, chosen| ChoiceRow {
            part: part.to_owned(),
            holder: holder.to_owned(),
            shares: vec![Some(0.1), None, Some(0.85)],
            chosen,
        };
        let input = ChoiceTable {
            caption: Caption {
                name: "choice".into(),
                title: "The choice is sure in one domain of two".into(),
                measure: "Share of resamples".into(),
                place: "invented England".into(),
                period: "to March 2014".into(),
                source: "simulated".into(),
                ..Caption::default()
            },
            grips: ["0", "0.5", "1"].map(String::from).to_vec(),
            rows: vec![
                row("Disinvestment", "Commissioners", None),
                row("Disinvestment", "A region's trusts jointly", Some(2)),
                row("Priorities", "Commissioners", Some(0)),
            ],
        };
        let figure = choice_table(&input).unwrap();
        assert_eq!(figure.scene.faults(), Vec::<String>::new());
        assert_eq!(figure.csv.lines().count(), 10);
        assert_eq!(figure.csv.matches("true").count(), 2);
    }
}
