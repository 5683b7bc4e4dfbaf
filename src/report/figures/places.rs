//! Differences between places: one informative arm against the baseline, area by area.

use super::context::Context;
use super::outcome_words::month_in_words;
use crate::analysis::paths::PlaceDifference;
use crate::analysis::sample::Cell;
use crate::report::charts::tile_map::{TileArea, TileMap, tile_map};
use crate::report::charts::{ChartError, Figure};

/// The outcome that is mapped.
const MAPPED: &str = "share_withdrawn";

/// The chart; `None` without differences by place from two seeds or more, tiles, or an arm to
/// compare.
pub(super) fn figure(context: &Context) -> Option<Result<Figure, ChartError>> {
    let (places, study) = (context.findings.places, context.study());
    let outcome = places
        .outcomes
        .iter()
        .position(|(name, _)| name == MAPPED)?;
    let months = study.horizons[context.horizon];
    let horizon = places.horizons.iter().position(|&at| at == months)?;
    let arm = most_changed(context)?;
    let there = places.values.get(arm)?.get(horizon)?.get(outcome)?;
    // One pair of runs has no interval, and a map without one would claim too much.
    let differences: Option<Vec<PlaceDifference>> =
        there.iter().map(|found| found.difference).collect();
    let differences = differences?;
    let pairs = differences.iter().map(|found| found.n).min().unwrap_or(0);
    let tiles = &context.findings.geography.tiles;
    let areas: Vec<TileArea> = places
        .areas
        .iter()
        .zip(tiles)
        .zip(&differences)
        .enumerate()
        .map(|(number, ((name, tile), found))| area(number, name, *tile, found))
        .collect();
    // A map on which no area differs shows nothing but its frame.
    if areas.iter().all(|area| area.value == 0.0) {
        return None;
    }
    let count = areas.len();
    let block = context.seeds.unwrap_or(context.block);
    let mut caption = context.bare_caption("places", title(context, arm, &areas), block);
    caption.measure = format!(
        "Difference in the share of pool services withdrawn, {}, percentage points",
        context.arm(arm)
    );
    caption.period = month_in_words(months);
    caption.baseline = Some(context.baseline().to_owned());
    caption.notes.push(format!(
        "The arrangement shown changes the variation between places most. Differences are paired, \
         area by area, over {pairs} seeds; intervals are not adjusted for the number of areas, so \
         about {} of {count} would exclude zero by luck alone.",
        (0.05 * count as f64).round()
    ));
    Some(tile_map(&TileMap {
        caption,
        unit: "percentage points".to_owned(),
        one_square: format!(
            "of {count} reporting areas, {}",
            if context.findings.geography.invented {
                "invented, in rough order of position"
            } else {
                "in rough order of position"
            }
        ),
        areas,
    }))
}

/// The arm whose unexplained variation differs most from the baseline, at the default inputs where
/// they were run.
fn most_changed(context: &Context) -> Option<usize> {
    let cell = context.cell_at("variation_unjustified", context.horizon)?;
    let cell = Cell {
        block: context.seeds.unwrap_or(context.block),
        ..cell
    };
    let sizes = (0..context.study().arms.len())
        .filter_map(|arm| Some((arm, context.difference(cell, arm)?.mean.mean.abs())));
    sizes
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(arm, _)| arm)
}

fn area(number: usize, name: &str, tile: [u16; 2], found: &PlaceDifference) -> TileArea {
    TileArea {
        code: (number + 1).to_string(),
        name: name.to_owned(),
        column: u32::from(tile[0]),
        row: u32::from(tile[1]),
        value: 100.0 * found.mean,
        interval: (100.0 * found.low, 100.0 * found.high),
    }
}

fn title(context: &Context, arm: usize, areas: &[TileArea]) -> String {
    let above = areas.iter().filter(|area| area.interval.0 > 0.0).count();
    let below = areas.iter().filter(|area| area.interval.1 < 0.0).count();
    let count = areas.len();
    let arm = context.arm(arm);
    // As many as luck gives are no finding: one in twenty and two standard deviations of that.
    let expected = 0.05 * count as f64;
    let luck = expected + 2.0 * (0.95 * expected).sqrt();
    if (above + below) as f64 <= luck {
        format!(
            "{arm}: no clear difference in {} of {count} areas",
            count - above - below
        )
    } else if above > 0 && below > 0 {
        format!("{arm}: more withdrawn in {above}, less in {below} of {count} areas")
    } else if above > 0 {
        format!("{arm}: clearly more withdrawn in {above} of {count} areas")
    } else {
        format!("{arm}: clearly less withdrawn in {below} of {count} areas")
    }
}
