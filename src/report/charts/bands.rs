//! Known facts against the model: every band from 0 to 1 on one scale, and what the model shows on
//! it. Facts of different use stand in panels of their own, for being in the band means something else in each.

use super::figure::{Caption, ChartError, Figure, csv_text, finite, some};
use super::frame::Frame;
use super::sheet::{LINE, Mark, Sheet, bold, name_column, rows as layout, wide};
use crate::report::font;
use crate::report::marks::Shape;
use crate::report::scene::{Anchor, Area, Pen};
use crate::report::style::{
    BODY, Colour, DARK_BLUE, DARK_GREY, DARK_PINK, MARGIN, SEQUENTIAL, WIDTH, number,
};

/// One known fact.
#[derive(Clone, Debug, PartialEq)]
pub struct BandRow {
    /// Name of the fact.
    pub name: String,
    /// What the model shows, in the fact's unit.
    pub simulated: f64,
    /// The band, low and high.
    pub band: (f64, f64),
    /// What the model shows and the band, in words.
    pub words: String,
}

impl BandRow {
    /// Where the simulated number stands: 0 at the low end of the band, 1 at the high end.
    #[must_use]
    pub fn position(&self) -> f64 {
        (self.simulated - self.band.0) / (self.band.1 - self.band.0)
    }

    fn is_inside(&self) -> bool {
        (self.band.0..=self.band.1).contains(&self.simulated)
    }
}

/// Facts of one use.
#[derive(Clone, Debug, PartialEq)]
pub struct BandPanel {
    /// What they were used for, and how many are in band.
    pub heading: String,
    /// The facts.
    pub rows: Vec<BandRow>,
}

/// Input of [`bands`].
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// Words around the chart.
    pub caption: Caption,
    /// The panels from top to bottom.
    pub panels: Vec<BandPanel>,
}

/// Height of a row.
const ROW: f64 = 31.0;
/// How far the scale goes beyond the band on either side; what lies further out stands at the edge as an
/// arrow.
const BEYOND: f64 = 1.0;
const RANGE: (f64, f64) = (-BEYOND - 0.06, 1.0 + BEYOND + 0.06);
/// Ground of the band.
const BAND: Colour = SEQUENTIAL[1];

/// Draws the chart.
///
/// # Errors
/// When there are no rows, a number is not finite or a band is empty.
pub fn bands(input: &Bands) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "facts", &input.panels)?;
    for panel in &input.panels {
        some(caption, "facts", &panel.rows)?;
        for row in &panel.rows {
            finite(caption, &row.name, [row.simulated, row.position()])?;
        }
    }
    let all = || input.panels.iter().flat_map(|panel| &panel.rows);
    let mut sheet = Sheet::open(caption);
    let names = name_column(all().map(|row| row.name.as_str()), 230.0);
    let heading = "Simulated (band)";
    let column = all()
        .map(|row| wide(&row.words))
        .fold(wide(heading) + 14.0, f64::max);
    let left = MARGIN + names + 18.0;
    let right = WIDTH - MARGIN - column - 24.0;
    for panel in &input.panels {
        sheet.y += 10.0;
        let first = sheet.y + BODY * font::RISE;
        sheet
            .scene
            .text(bold(WIDTH - MARGIN, first, Anchor::End, heading));
        sheet.heading(MARGIN, right - MARGIN, &panel.heading);
        sheet.y += 6.0;
        draw_panel(&mut sheet, caption, panel, [left, right, names])?;
        sheet.y += LINE + 6.0;
    }
    sheet.key(&key());
    let heading = [
        "use",
        "pattern",
        "simulated",
        "band_low",
        "band_high",
        "position_in_band",
        "in_band",
    ];
    let records = input.panels.iter().flat_map(|panel| {
        panel.rows.iter().map(|row| {
            vec![
                panel.heading.clone(),
                row.name.clone(),
                row.simulated.to_string(),
                row.band.0.to_string(),
                row.band.1.to_string(),
                row.position().to_string(),
                if row.is_inside() { "yes" } else { "no" }.to_owned(),
            ]
        })
    });
    let csv = csv_text(caption, &heading, records)?;
    let count = all().count();
    // The caption's finding comes first.
    let headings = input.panels.iter().map(|panel| panel.heading.clone());
    let said: Vec<String> = std::iter::once(String::new()).chain(headings).collect();
    Ok(sheet.finish(
        caption,
        "Dot chart",
        &format!("{count} known facts"),
        &said,
        csv,
    ))
}

fn draw_panel(
    sheet: &mut Sheet,
    caption: &Caption,
    panel: &BandPanel,
    [left, right, names]: [f64; 3],
) -> Result<(), ChartError> {
    let (places, height) = layout(panel.rows.iter().map(|row| row.name.as_str()), names, ROW);
    let area = Area {
        x: left,
        y: sheet.y,
        width: right - left,
        height,
    };
    let across = |position: f64| left + (position - RANGE.0) / (RANGE.1 - RANGE.0) * (right - left);
    let band = Area {
        x: across(0.0),
        width: across(1.0) - across(0.0),
        ..area
    };
    sheet.scene.rect(band, Some((BAND, 0.55)), None);
    let write = |value: f64| number(value, 0);
    let frame = Frame::over_rows(&caption.name, &mut sheet.scene, area, RANGE, 4, &write)?;
    for (row, &(top, height)) in panel.rows.iter().zip(&places) {
        let y = top + height / 2.0;
        let position = row.position();
        let shown = position.clamp(-BEYOND, 1.0 + BEYOND);
        let place = frame.at(shown, y);
        sheet.scene.open(&format!("{}: {}", row.name, row.words));
        if row.is_inside() {
            let (shape, colour, hollow) = INSIDE;
            sheet.scene.marker(shape, place, 6.0, colour, hollow);
        } else {
            let (shape, colour, hollow) = OUTSIDE;
            let edge = frame.at(if position < 0.0 { 0.0 } else { 1.0 }, y);
            sheet.scene.line(&[edge, place], Pen::solid(colour, 2.5));
            sheet.scene.marker(shape, place, 7.5, colour, hollow);
            // Its number would need a wider scale: an arrow says that it lies further out.
            if position < -BEYOND {
                sheet
                    .scene
                    .arrow(place.0 + 4.0, left + 2.0, place.1, colour);
            } else if position > 1.0 + BEYOND {
                sheet
                    .scene
                    .arrow(place.0 - 4.0, right - 2.0, place.1, colour);
            }
        }
        sheet.row_words(&row.name, &row.words, [left - 14.0, names], place.1);
    }
    for end in [0.0, 1.0] {
        let x = across(end);
        let pen = Pen::solid(DARK_GREY, 1.5);
        sheet.scene.line(&[(x, area.y), (x, area.bottom())], pen);
    }
    sheet.y = area.bottom() + 14.0;
    Ok(())
}

/// The mark of what is in its band: shape, colour, and whether hollow.
const INSIDE: (Shape, Colour, bool) = (Shape::Circle, DARK_BLUE, false);
/// The mark of what is out of its band, of another shape as well as another colour.
const OUTSIDE: (Shape, Colour, bool) = (Shape::Diamond, DARK_PINK, true);

fn key() -> Vec<(Mark, String)> {
    vec![
        (
            Mark::Box(BAND, 0.55),
            "The band, fixed before the first run: 0 is its low end, 1 its high end.".to_owned(),
        ),
        (
            Mark::Marker(INSIDE.0, INSIDE.1, INSIDE.2),
            "The model is in the band.".to_owned(),
        ),
        (
            Mark::Marker(OUTSIDE.0, OUTSIDE.1, OUTSIDE.2),
            "The model is out of the band; the line leads to its nearer end. With an arrow: further out \
             than drawn."
                .to_owned(),
        ),
    ]
}
