//! Robustness without a ranking of means: regret, and how often thresholds are met.
//!
//! - *Regret* of an arm at a point is what the best arm of the set has more there (Savage, Journal
//!   of the American Statistical Association 46, 1951): in the unit of the outcome, and as a share
//!   of the size of what the best has (the relative regret of Lempert, Groves, Popper and Bankes,
//!   Management Science 52, 2006). Mean, 90% quantile and largest over points are told; the largest
//!   is what Savage minimises.
//! - *Satisficing*: the share of points at which an arm meets every declared threshold (the domain
//!   criterion of Starr; McPhail, Maier, Kwakkel, Giuliani, Castelletti and Westra, Earth's Future 6,
//!   2018, who compare these measures and show that they may rank alternatives differently).

use super::estimate::{Share, TIE, quantile, sorted};
use super::robustness::ArmSet;
use super::sample::{Cell, levels, rows};
use super::table::RunTable;

/// A threshold on an outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// The cell of the outcome.
    pub cell: Cell,
    /// The value, in the unit of the outcome.
    pub at: f64,
    /// Whether values must be at least this; otherwise at most.
    pub at_least: bool,
}

impl Threshold {
    fn met(&self, value: f64) -> bool {
        if self.at_least {
            value >= self.at - TIE
        } else {
            value <= self.at + TIE
        }
    }
}

/// How often an arm meets thresholds.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// Position of the arm.
    pub arm: usize,
    /// Share of points at which it meets each threshold.
    pub each: Vec<Share>,
    /// Share of points at which it meets all of them.
    pub all: Share,
    /// Points at which every arm has every outcome.
    pub points: usize,
}

/// How often each arm of a set meets thresholds, on the points at which every arm has every
/// outcome. All cells are of one block. `None` without thresholds or such points.
#[must_use]
pub fn satisficing(table: &RunTable, thresholds: &[Threshold], set: &ArmSet) -> Option<Vec<Met>> {
    let known = |arm: usize| {
        let has = |t: &Threshold| !levels(table, t.cell, arm).values.is_empty();
        thresholds.iter().all(has)
    };
    let arms: Vec<usize> = set.arms.iter().copied().filter(|&arm| known(arm)).collect();
    let found: Vec<_> = thresholds
        .iter()
        .map(|threshold| rows(table, threshold.cell, &arms))
        .collect();
    let first = found.first()?;
    // A point counts where all thresholds have it.
    let common: Vec<usize> = first
        .points
        .iter()
        .copied()
        .filter(|point| found.iter().all(|rows| rows.points.contains(point)))
        .collect();
    let met: Vec<Vec<Vec<bool>>> = thresholds
        .iter()
        .zip(&found)
        .map(|(threshold, rows)| {
            let kept = rows.points.iter().zip(&rows.values);
            kept.filter(|(point, _)| common.contains(point))
                .map(|(_, row)| row.iter().map(|&value| threshold.met(value)).collect())
                .collect()
        })
        .collect();
    arms.iter()
        .enumerate()
        .map(|(at, &arm)| {
            let count = |holds: &dyn Fn(usize) -> bool| {
                let points = (0..common.len()).filter(|&point| holds(point));
                Share::of(points.count() as f64, common.len())
            };
            let each: Option<Vec<Share>> = met
                .iter()
                .map(|points| count(&|point| points[point][at]))
                .collect();
            Some(Met {
                arm,
                each: each?,
                all: count(&|point| met.iter().all(|points| points[point][at]))?,
                points: common.len(),
            })
        })
        .collect()
}

/// The regret of an arm as a share of the size of what the best arm has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RelativeRegret {
    /// Position of the arm.
    pub arm: usize,
    /// Mean over points.
    pub mean: f64,
    /// The 90% quantile over points.
    pub q90: f64,
    /// The largest over points.
    pub max: f64,
    /// Points left out because the best has nothing there, so that there is no share of it.
    pub points_left_out: usize,
}

/// The relative regret of each arm of a set that has the outcome; `None` where the outcome has no
/// better direction, fewer than two arms have it, or the best has nothing at every point.
#[must_use]
pub fn relative_regret(table: &RunTable, cell: Cell, set: &ArmSet) -> Option<Vec<RelativeRegret>> {
    let sign = table.study().outcomes.get(cell.outcome)?.better.sign()?;
    let known = |arm: &usize| !levels(table, cell, *arm).values.is_empty();
    let arms: Vec<usize> = set.arms.iter().copied().filter(known).collect();
    if arms.len() < 2 {
        return None;
    }
    let rows = rows(table, cell, &arms);
    let best = |row: &[f64]| {
        let turned = row.iter().map(|value| sign * value);
        turned.fold(f64::NEG_INFINITY, f64::max)
    };
    arms.iter()
        .enumerate()
        .map(|(at, &arm)| {
            let regrets: Vec<f64> = rows
                .values
                .iter()
                .map(|row| (best(row), row))
                .filter(|(best, _)| best.abs() > TIE)
                .map(|(best, row)| (best - sign * row[at]) / best.abs())
                .collect();
            let ordered = sorted(&regrets);
            Some(RelativeRegret {
                arm,
                mean: regrets.iter().sum::<f64>() / regrets.len().max(1) as f64,
                q90: quantile(&ordered, 0.9)?,
                max: *ordered.last()?,
                points_left_out: rows.values.len() - regrets.len(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, near, small_study, small_table};
    use super::super::table::RunKey;
    use super::*;

    const SAVING: Cell = Cell {
        block: 1,
        horizon: 0,
        outcome: 0,
    };
    const COST: Cell = Cell {
        outcome: 1,
        ..SAVING
    };

    // numpy 1.26.4 and Rhodium's definitions by hand on the means of the two seeds of each point:
    // tests/data/discovery/robustness.csv.
    #[test]
    fn regret_and_satisficing_agree_with_numpy() {
        let table = small_table();
        let set = ArmSet::all(table.study());
        let text = super::super::discovery_data::read("robustness.csv");
        let expected = super::super::discovery_data::table(&text);
        let regret = relative_regret(&table, SAVING, &set).unwrap();
        let thresholds = [
            Threshold {
                cell: SAVING,
                at: 60.0,
                at_least: true,
            },
            Threshold {
                cell: COST,
                at: 70.0,
                at_least: false,
            },
        ];
        let met = satisficing(&table, &thresholds, &set).unwrap();
        for (arm, line) in expected.iter().enumerate() {
            let wanted: Vec<f64> = line.iter().map(|cell| cell.unwrap()).collect();
            near(regret[arm].mean, wanted[1]);
            near(regret[arm].q90, wanted[2]);
            near(regret[arm].max, wanted[3]);
            near(met[arm].each[0].value, wanted[4]);
            near(met[arm].each[1].value, wanted[5]);
            near(met[arm].all.value, wanted[6]);
        }
        assert_eq!((regret.len(), met.len(), expected.len()), (3, 3, 3));
    }

    #[test]
    fn where_less_is_better_regret_is_what_it_costs_more() {
        let table = filled(small_study(), |key, _, _| Some([10.0, 12.0, 15.0][key.arm]));
        let found = relative_regret(&table, COST, &ArmSet::all(table.study())).unwrap();
        let means: Vec<f64> = found.iter().map(|one| one.mean).collect();
        for (mean, expected) in means.into_iter().zip([0.0, 0.2, 0.5]) {
            near(mean, expected);
        }
    }

    #[test]
    fn points_where_the_best_has_nothing_have_no_share_of_it() {
        let table = filled(small_study(), |key, _, _| {
            Some(if key.point == 3 {
                -(key.arm as f64)
            } else {
                10.0 - key.arm as f64
            })
        });
        let found = relative_regret(&table, SAVING, &ArmSet::all(table.study())).unwrap();
        assert!(found.iter().all(|one| one.points_left_out == 1));
        near(found[2].max, 0.2);
    }

    #[test]
    fn a_point_counts_only_where_every_arm_has_every_outcome() {
        let mut table = small_table();
        for replicate in [0, 1] {
            let key = RunKey {
                arm: 2,
                point: 5,
                replicate,
            };
            table.record_failure(key).unwrap();
        }
        let threshold = Threshold {
            cell: SAVING,
            at: 0.0,
            at_least: true,
        };
        let set = ArmSet::all(table.study());
        let met = satisficing(&table, &[threshold], &set).unwrap();
        // Values are never below 0: all of eleven points.
        for one in &met {
            near(one.all.value, 1.0);
            near(one.all.interval.low, 0.741_167_033_031_968_4);
        }
        assert!(satisficing(&table, &[], &set).is_none());
    }
}
