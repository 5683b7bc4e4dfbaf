//! Shares of groups in a difference: a bar with its interval for each group, one panel an arm,
//! panels side by side on one scale so that bars of one group stand in one row.

use super::figure::{Caption, ChartError, Figure, cell, csv_text, finite, fits, some};
use super::frame::{Frame, LABELS, plain, range};
use super::sheet::{INNER, Mark, Sheet, centred, name_column, rows as layout, wrapped};
use crate::report::scene::{Anchor, Area, Pen};
use crate::report::style::{DARK_BLUE, DARK_GREY, MARGIN, ORANGE, PALE, RULE, ThreeFigures};

/// The share of one group in one panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareBar {
    /// The share, in the chart's unit.
    pub share: f64,
    /// 95% interval, low and high; `None` where it is not known.
    pub interval: Option<(f64, f64)>,
}

/// One difference that is shared out.
#[derive(Clone, Debug, PartialEq)]
pub struct SharePanel {
    /// The arm.
    pub arm: String,
    /// The whole difference, every group on.
    pub all: f64,
    /// What is left of it with every group off.
    pub none: f64,
    /// By group, in the order of [`SharesChart::groups`].
    pub bars: Vec<ShareBar>,
}

/// Input of [`shares`].
#[derive(Clone, Debug, PartialEq)]
pub struct SharesChart {
    /// Words around the chart.
    pub caption: Caption,
    /// Unit of the shares.
    pub unit: String,
    /// Names of the groups.
    pub groups: Vec<String>,
    /// The differences.
    pub panels: Vec<SharePanel>,
}

/// Panels side by side.
const ACROSS: usize = 3;
const GAP: f64 = 26.0;
const ROW: f64 = 34.0;

/// Draws the chart.
///
/// # Errors
/// When there are no groups or panels, a panel has another number of bars than there are groups, or
/// a number is not finite.
pub fn shares(input: &SharesChart) -> Result<Figure, ChartError> {
    let caption = &input.caption;
    some(caption, "groups", &input.groups)?;
    some(caption, "arms", &input.panels)?;
    for panel in &input.panels {
        fits(
            caption,
            &format!("bars of {}", panel.arm),
            panel.bars.len(),
            input.groups.len(),
        )?;
        let ends = panel.bars.iter().flat_map(|bar| {
            let (low, high) = bar.interval.unwrap_or((bar.share, bar.share));
            [bar.share, low, high]
        });
        finite(caption, &panel.arm, ends.chain([panel.all, panel.none]))?;
    }
    let every = || input.panels.iter().flat_map(|panel| &panel.bars);
    let scale = range(
        every().flat_map(|bar| {
            let (low, high) = bar.interval.unwrap_or((bar.share, bar.share));
            [bar.share, low, high]
        }),
        true,
    );
    let mut sheet = Sheet::open(caption);
    let names = name_column(input.groups.iter().map(String::as_str), 250.0);
    let left = MARGIN + names + 16.0;
    let across = ACROSS.min(input.panels.len());
    let room = INNER - names - 16.0;
    let width = (room - GAP * (across - 1) as f64) / across as f64;
    for block in input.panels.chunks(ACROSS) {
        let top = sheet.y;
        let mut below = top;
        for (position, panel) in block.iter().enumerate() {
            let x = left + position as f64 * (width + GAP);
            sheet.y = top;
            sheet.heading(x, width, &panel.arm);
            below = below.max(sheet.y);
        }
        let (places, height) = layout(input.groups.iter().map(String::as_str), names, ROW);
        for (group, (from, size)) in input.groups.iter().zip(&places) {
            centred(
                &mut sheet.scene,
                &wrapped(group, names),
                left - 14.0,
                below + 6.0 + from + size / 2.0,
                Anchor::End,
            );
        }
        for (position, panel) in block.iter().enumerate() {
            let area = Area {
                x: left + position as f64 * (width + GAP),
                y: below + 6.0,
                width,
                height,
            };
            draw_panel(&mut sheet, input, panel, area, scale, &places)?;
        }
        sheet.y = below + 6.0 + height + LABELS + 10.0;
    }
    sheet.key(&key());
    let csv = table(input)?;
    let subject = format!(
        "{} groups of mechanisms and {} arms",
        input.groups.len(),
        input.panels.len()
    );
    Ok(sheet.finish(
        caption,
        "Bars with intervals",
        &subject,
        &sentences(input),
        csv,
    ))
}

fn settled(bar: &ShareBar) -> bool {
    bar.interval
        .is_some_and(|(low, high)| low > 0.0 || high < 0.0)
}

fn draw_panel(
    sheet: &mut Sheet,
    input: &SharesChart,
    panel: &SharePanel,
    area: Area,
    scale: (f64, f64),
    places: &[(f64, f64)],
) -> Result<(), ChartError> {
    let write = plain(scale, 4);
    let frame = Frame::over_rows(
        &input.caption.name,
        &mut sheet.scene,
        area,
        scale,
        4,
        &write,
    )?;
    let told = three_figures(input);
    for ((bar, group), (from, size)) in panel.bars.iter().zip(&input.groups).zip(places) {
        let y = from + size / 2.0;
        sheet
            .scene
            .open(&format!("{}, {group}: {}", panel.arm, in_words(bar, told)));
        let (zero, middle) = frame.at(0.0, y);
        let end = frame.at(bar.share, y).0;
        let shape = Area {
            x: zero.min(end),
            y: middle - 8.0,
            width: (end - zero).abs(),
            height: 16.0,
        };
        let colour = if bar.share < 0.0 { ORANGE } else { DARK_BLUE };
        if settled(bar) {
            sheet.scene.rect(shape, Some((colour, 1.0)), None);
        } else {
            sheet
                .scene
                .rect(shape, Some((PALE, 1.0)), Some(Pen::solid(RULE, 1.2)));
        }
        if let Some((low, high)) = bar.interval {
            let pen = Pen::solid(DARK_GREY, 2.2);
            frame.line(&mut sheet.scene, &[(low, y), (high, y)], &pen)?;
        }
        sheet.scene.close();
    }
    let line = Pen::solid(DARK_GREY, 1.5);
    frame.line(&mut sheet.scene, &[(0.0, 0.0), (0.0, area.height)], &line)
}

fn three_figures(input: &SharesChart) -> ThreeFigures {
    let bars = input.panels.iter().flat_map(|panel| &panel.bars);
    ThreeFigures::column(bars.map(|bar| bar.share))
}

fn in_words(bar: &ShareBar, told: ThreeFigures) -> String {
    match bar.interval {
        Some((low, high)) => format!(
            "{} (95% interval {} to {})",
            told.signed(bar.share),
            told.plain(low),
            told.plain(high)
        ),
        None => told.signed(bar.share),
    }
}

fn key() -> Vec<(Mark, String)> {
    vec![
        (
            Mark::Box(DARK_BLUE, 1.0),
            "Blue, to the right: the group raises the outcome of this arrangement against the \
             baseline."
                .to_owned(),
        ),
        (
            Mark::Box(ORANGE, 1.0),
            "Orange, to the left: the group lowers it.".to_owned(),
        ),
        (
            Mark::Box(PALE, 1.0),
            "Pale with a frame: the 95% interval includes zero.".to_owned(),
        ),
        (
            Mark::Line(Pen::solid(DARK_GREY, 2.2)),
            "Line: 95% interval, from the orders in which groups are switched on and from seeds."
                .to_owned(),
        ),
    ]
}

fn sentences(input: &SharesChart) -> Vec<String> {
    let told = three_figures(input);
    input
        .panels
        .iter()
        .filter_map(|panel| {
            let clear = |bar: &&(&ShareBar, &String)| {
                bar.0
                    .interval
                    .is_some_and(|ends| ends.0 > 0.0 || ends.1 < 0.0)
            };
            let bars: Vec<(&ShareBar, &String)> = panel.bars.iter().zip(&input.groups).collect();
            let largest = bars
                .iter()
                .filter(|bar| clear(bar))
                .max_by(|a, b| a.0.share.abs().total_cmp(&b.0.share.abs()))?;
            Some(format!(
                "{}: of {} {}, the largest clear share is of {}, {}",
                panel.arm,
                told.signed(panel.all),
                input.unit,
                largest.1,
                in_words(largest.0, told)
            ))
        })
        .collect()
}

fn table(input: &SharesChart) -> Result<String, ChartError> {
    let heading = [
        "arm",
        "group",
        "unit",
        "share",
        "interval_95_low",
        "interval_95_high",
        "difference_all_on",
        "difference_all_off",
    ];
    let rows = input.panels.iter().flat_map(|panel| {
        panel
            .bars
            .iter()
            .zip(&input.groups)
            .map(move |(bar, group)| {
                vec![
                    panel.arm.clone(),
                    group.clone(),
                    input.unit.clone(),
                    bar.share.to_string(),
                    cell(bar.interval.map(|ends| ends.0)),
                    cell(bar.interval.map(|ends| ends.1)),
                    panel.all.to_string(),
                    panel.none.to_string(),
                ]
            })
    });
    csv_text(&input.caption, &heading, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(panels: usize, groups: usize) -> SharesChart {
        let bar = |at: usize| ShareBar {
            share: at as f64 - 2.5,
            interval: (at != 3).then_some((at as f64 - 4.0, at as f64 - 1.0)),
        };
        SharesChart {
            caption: Caption {
                name: "shares".into(),
                title: "Politics makes the largest share".into(),
                measure: "Share of the difference, GBP million a year".into(),
                place: "invented England".into(),
                period: "year to March 2014".into(),
                source: "simulated".into(),
                ..Caption::default()
            },
            unit: "GBP million a year".into(),
            groups: (0..groups)
                .map(|at| format!("a group of mechanisms, number {at}"))
                .collect(),
            panels: (0..panels)
                .map(|at| SharePanel {
                    arm: format!("Trusts of a region jointly {at}"),
                    all: 12.0,
                    none: 1.5,
                    bars: (0..groups).map(bar).collect(),
                })
                .collect(),
        }
    }

    #[test]
    fn nothing_overlaps_with_few_and_with_many_panels_and_groups() {
        for (panels, groups) in [(1, 1), (3, 12), (5, 7)] {
            let figure = shares(&chart(panels, groups)).unwrap();
            assert_eq!(figure.scene.faults(), Vec::<String>::new());
            assert_eq!(figure.csv.lines().count(), 1 + panels * groups);
            assert!(figure.alt.split_whitespace().count() <= 100);
        }
    }

    #[test]
    fn a_panel_with_too_few_bars_is_refused() {
        let mut short = chart(2, 3);
        short.panels[1].bars.pop();
        assert!(matches!(shares(&short), Err(ChartError::Misfit(..))));
    }
}
