//! Outcomes in which the arrangements do not differ at all: nothing that they do otherwise bears on them.
//! A chart of such an outcome would be an empty frame.

use super::context::Context;
use super::outcome_words::words;
use super::pareto::listed;
use crate::analysis::sample::Cell;

/// Differences below this share of the level are last bits of sums.
const ROUNDING: f64 = 1e-9;

/// Whether every arrangement has the value of the baseline in every run.
pub(in crate::report) fn alike(context: &Context, cell: Cell) -> bool {
    let mut compared = 0;
    for arm in 0..context.study().arms.len() {
        let Some(estimate) = context.summary().estimate(cell, arm) else {
            continue;
        };
        let Some(difference) = &estimate.difference else {
            continue;
        };
        compared += 1;
        let level = estimate.level.map_or(0.0, |level| level.mean.abs());
        let luck = difference.mean.sd.unwrap_or(0.0);
        if difference.mean.mean.abs().max(luck) > ROUNDING * level {
            return false;
        }
    }
    compared > 0
}

/// Which of the headline outcomes no arrangement touches, and why there is no chart of them; nothing
/// where each differs somewhere.
pub(in crate::report) fn untouched(context: &Context) -> Option<String> {
    let mut cells = context.headlines();
    cells.retain(|&cell| alike(context, cell));
    let nouns: Vec<String> = cells
        .iter()
        .map(|&cell| words(context.outcome(cell)).noun)
        .collect();
    let (they, them) = match nouns.len() {
        0 => return None,
        1 => ("does", "it"),
        _ => ("do", "them"),
    };
    Some(format!(
        "{} {they} not differ between the arrangements in any run: nothing that they do otherwise bears on \
         {them}, so that there is no chart of {them}. summary.csv has the numbers.",
        super::context::capital(&listed(&nouns))
    ))
}
