//! Every arm against every headline outcome.

use super::context::Context;
use super::outcome_words::{unit, words};
use crate::analysis::sample::Cell;
use crate::analysis::study;
use crate::report::charts::heat_table::{Better, HeatCell, HeatColumn, HeatTable, heat_table};
use crate::report::charts::{ChartError, Figure};

/// Standard deviations that stand for a difference that never varies.
const FULL: f64 = 2.0;

/// The chart; `None` where there is nothing to compare.
pub(super) fn figure(context: &Context, cells: &[Cell]) -> Option<Result<Figure, ChartError>> {
    let arms: Vec<usize> = (0..context.study().arms.len())
        .filter(|&arm| {
            cells
                .iter()
                .any(|&cell| context.difference(cell, arm).is_some())
        })
        .collect();
    if cells.is_empty() || arms.is_empty() {
        return None;
    }
    let columns = cells
        .iter()
        .map(|&cell| {
            let info = context.outcome(cell);
            HeatColumn {
                outcome: super::context::capital(&words(info).noun),
                unit: unit(info),
                better: direction(info.better),
            }
        })
        .collect();
    let rows = arms
        .iter()
        .map(|&arm| {
            let row = cells
                .iter()
                .map(|&cell| entry(context, cell, arm))
                .collect();
            (context.arm(arm).to_owned(), row)
        })
        .collect();
    let mut caption =
        context.bare_caption("all_outcomes", title(context, cells, &arms), context.block);
    caption.measure = format!("Mean paired difference in {} outcomes", cells.len());
    caption.period = horizons(context, cells);
    caption.prices = Some("2009/10 prices".to_owned());
    caption.baseline = Some(context.baseline().to_owned());
    Some(heat_table(&HeatTable {
        caption,
        baseline: context.baseline().to_owned(),
        columns,
        rows,
    }))
}

/// The direction as charts name it.
pub(super) fn direction(better: study::Better) -> Better {
    match better {
        study::Better::Higher => Better::Higher,
        study::Better::Lower => Better::Lower,
        study::Better::Neither => Better::Neither,
    }
}

/// The cell of an arm.
pub(super) fn entry(context: &Context, cell: Cell, arm: usize) -> Option<HeatCell> {
    let difference = context.difference(cell, arm)?;
    let (mean, sd) = (difference.mean.mean, difference.mean.sd?);
    let interval = difference.simultaneous?;
    let standardised = if sd > 0.0 {
        mean / sd
    } else if mean == 0.0 {
        0.0
    } else {
        FULL.copysign(mean)
    };
    Some(HeatCell {
        difference: mean,
        standardised,
        interval: (interval.low, interval.high),
    })
}

/// The horizons of the columns: sums since 2009 may run longer than the rest.
fn horizons(context: &Context, cells: &[Cell]) -> String {
    let mut months: Vec<u32> = cells.iter().map(|&cell| context.months(cell)).collect();
    months.sort_unstable();
    months.dedup();
    let words: Vec<String> = months
        .into_iter()
        .map(super::outcome_words::month_in_words)
        .collect();
    match words.as_slice() {
        [one] => format!("to {one}"),
        [main, .., last] => format!("to {main}, sums since 2009 to {last}"),
        [] => String::new(),
    }
}

/// Whether one arm is better, with a direction that holds, on everything that has a direction.
fn title(context: &Context, cells: &[Cell], arms: &[usize]) -> String {
    let wins = |arm: usize, cell: Cell| {
        let Some(sign) = context.outcome(cell).better.sign() else {
            return true;
        };
        let Some(difference) = context.difference(cell, arm) else {
            return false;
        };
        let settled = match (difference.spread, difference.simultaneous) {
            (Some(spread), _) => spread.has_direction(),
            (None, Some(interval)) => !interval.holds_zero(),
            (None, None) => false,
        };
        settled && sign * difference.mean.mean > 0.0
    };
    let leader = arms
        .iter()
        .find(|&&arm| cells.iter().all(|&cell| wins(arm, cell)));
    match leader {
        Some(&arm) => format!(
            "{} is better than {} on every outcome",
            context.arm(arm),
            context.baseline_named()
        ),
        None => format!(
            "No arrangement clearly beats {} on every outcome",
            context.baseline_named()
        ),
    }
}
