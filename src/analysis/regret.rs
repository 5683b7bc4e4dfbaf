//! The regret of each arm point by point, with the Monte-Carlo error of its mean: what the best arm
//! of the set has more at the same point (L. J. Savage, Journal of the American Statistical
//! Association 46, 1951).

use super::estimate::MeanEstimate;
use super::robustness::ArmSet;
use super::sample::{Cell, levels, rows};
use super::study::Unit;
use super::table::RunTable;

/// The mean regret of each arm of a set that has the outcome, over the points at which all of them
/// do, in the order of the set; `None` where the seed is the unit, the outcome has no better
/// direction, or fewer than two arms have it.
#[must_use]
pub fn mean_regrets(
    table: &RunTable,
    cell: Cell,
    set: &ArmSet,
) -> Option<Vec<(usize, MeanEstimate)>> {
    let study = table.study();
    if study.blocks.get(cell.block)?.unit != Unit::Point {
        return None;
    }
    let sign = study.outcomes.get(cell.outcome)?.better.sign()?;
    let known = |arm: &usize| !levels(table, cell, *arm).values.is_empty();
    let arms: Vec<usize> = set.arms.iter().copied().filter(known).collect();
    if arms.len() < 2 {
        return None;
    }
    let rows = rows(table, cell, &arms);
    let regret = |at: usize| -> Vec<f64> {
        let of = |row: &Vec<f64>| {
            let turned = row.iter().map(|value| sign * value);
            turned.fold(f64::NEG_INFINITY, f64::max) - sign * row[at]
        };
        rows.values.iter().map(of).collect()
    };
    arms.iter()
        .enumerate()
        .map(|(at, &arm)| Some((arm, MeanEstimate::from_values(&regret(at))?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::estimate::CONFIDENCE;
    use super::super::fixtures::{filled, near, small_study};
    use super::super::robustness::ranking;
    use super::*;

    const SAVING: Cell = Cell {
        block: 1,
        horizon: 0,
        outcome: 0,
    };

    // Arm 0 is behind by 1 and by 3 at every other point, arm 1 is always best: the mean of twelve
    // points is 2, their standard deviation sqrt(12 / 11).
    #[test]
    fn the_mean_regret_has_the_interval_of_its_points() {
        let study = small_study();
        let table = filled(study, |key, _, _| {
            let behind = if key.point % 2 == 0 { 1.0 } else { 3.0 };
            Some(if key.arm == 1 { 10.0 } else { 10.0 - behind })
        });
        let set = ArmSet::all(table.study());
        let found = mean_regrets(&table, SAVING, &set).unwrap();
        let behind = found[0].1;
        near(found[1].1.mean, 0.0);
        // The same numbers as the ranking tells.
        let told = ranking(&table, SAVING, std::slice::from_ref(&set), 0).unwrap();
        near(behind.mean, told.standings[0].regret_mean);
        near(behind.mean, 2.0);
        let interval = behind.interval(CONFIDENCE).unwrap();
        // The standard error is 1 / sqrt(11); Student's t of 11 degrees of freedom, by R 4.3.3's qt.
        near((interval.high - 2.0) * 11_f64.sqrt(), 2.200_985_160_082_949);
        near((2.0 - interval.low) * 11_f64.sqrt(), 2.200_985_160_082_949);
        // Of seeds at one point there is no regret over inputs.
        let seeds = Cell { block: 0, ..SAVING };
        assert!(mean_regrets(&table, seeds, &set).is_none());
    }
}
