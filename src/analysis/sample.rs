//! Which runs form one independent unit of a block, and the numbers taken from them. Every
//! estimate goes through here, so that seeds are paired and averaged in one way only.

use std::ops::Range;

use super::study::{Study, Unit};
use super::table::{RunKey, RunTable};

/// The cell of a table that an estimate is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Position of the block.
    pub block: usize,
    /// Position of the horizon.
    pub horizon: usize,
    /// Position of the outcome.
    pub outcome: usize,
}

/// Every block, outcome and horizon, in the order of the summary.
#[must_use]
pub fn cells(study: &Study) -> Vec<Cell> {
    let mut cells = Vec::new();
    for block in 0..study.blocks.len() {
        for outcome in 0..study.outcomes.len() {
            for horizon in 0..study.horizons.len() {
                cells.push(Cell {
                    block,
                    horizon,
                    outcome,
                });
            }
        }
    }
    cells
}

/// One independent unit: a point and the replicates averaged within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Position of the point.
    pub point: usize,
    /// The replicates of the unit: all of the point, or one where the seed is the unit.
    pub replicates: Range<u32>,
}

/// The units of a block, in plan order.
#[must_use]
pub fn members(table: &RunTable, block: usize) -> Vec<Member> {
    let study = table.study();
    let Some(info) = study.blocks.get(block) else {
        return Vec::new();
    };
    let mut members = Vec::new();
    for (point, of) in study.points.iter().enumerate() {
        if of.block != block {
            continue;
        }
        match info.unit {
            Unit::Seed => members.extend((0..of.replicates).map(|replicate| Member {
                point,
                replicates: replicate..replicate + 1,
            })),
            Unit::Point => members.push(Member {
                point,
                replicates: 0..of.replicates,
            }),
        }
    }
    members
}

/// One number for each unit that has one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Position of the point of each unit.
    pub points: Vec<usize>,
    /// The mean of the unit over its usable replicates.
    pub values: Vec<f64>,
    /// How many runs, or pairs of runs, stand behind all the values.
    pub runs: usize,
}

/// The values of several arms on the units that all of them have, by common seeds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Position of the point of each unit.
    pub points: Vec<usize>,
    /// How many seeds were averaged in each unit.
    pub seeds: Vec<usize>,
    /// By unit, the mean of each arm in the order asked for.
    pub values: Vec<Vec<f64>>,
}

/// The values of one arm.
#[must_use]
pub fn levels(table: &RunTable, cell: Cell, arm: usize) -> Sample {
    collect(table, cell.block, |point, replicate| {
        let key = RunKey {
            arm,
            point,
            replicate,
        };
        table.value(key, cell.horizon, cell.outcome)
    })
}

/// The differences of an arm from another, on the seeds that both have.
#[must_use]
pub fn differences(table: &RunTable, cell: Cell, arm: usize, from: usize) -> Sample {
    collect(table, cell.block, |point, replicate| {
        let value = |arm| {
            let key = RunKey {
                arm,
                point,
                replicate,
            };
            table.value(key, cell.horizon, cell.outcome)
        };
        Some(value(arm)? - value(from)?)
    })
}

/// The values of several arms, on the seeds that all of them have.
#[must_use]
pub fn rows(table: &RunTable, cell: Cell, arms: &[usize]) -> Rows {
    let mut rows = Rows::default();
    let mut values = vec![0.0; arms.len()];
    for member in members(table, cell.block) {
        let mut sums = vec![0.0; arms.len()];
        let mut seeds = 0_usize;
        for replicate in member.replicates.clone() {
            let of = |&arm: &usize| {
                let key = RunKey {
                    arm,
                    point: member.point,
                    replicate,
                };
                table.value(key, cell.horizon, cell.outcome)
            };
            let complete = values.iter_mut().zip(arms).all(|(value, arm)| {
                let found = of(arm);
                *value = found.unwrap_or(0.0);
                found.is_some()
            });
            if complete {
                seeds += 1;
                for (sum, value) in sums.iter_mut().zip(&values) {
                    *sum += value;
                }
            }
        }
        if seeds > 0 {
            rows.points.push(member.point);
            rows.seeds.push(seeds);
            let means = sums.into_iter().map(|sum| sum / seeds as f64);
            rows.values.push(means.collect());
        }
    }
    rows
}

/// Every value of one arm in a block, run by run, in plan order.
#[must_use]
pub fn run_values(table: &RunTable, cell: Cell, arm: usize) -> Vec<f64> {
    let mut values = Vec::new();
    for member in members(table, cell.block) {
        for replicate in member.replicates {
            let key = RunKey {
                arm,
                point: member.point,
                replicate,
            };
            values.extend(table.value(key, cell.horizon, cell.outcome));
        }
    }
    values
}

/// The values of two arms on the runs that both have, run by run, in plan order.
#[must_use]
pub fn common_runs(table: &RunTable, cell: Cell, arms: [usize; 2]) -> [Vec<f64>; 2] {
    let mut found = [Vec::new(), Vec::new()];
    for member in members(table, cell.block) {
        let point = member.point;
        for replicate in member.replicates {
            let [one, other] = arms.map(|arm| {
                let key = RunKey {
                    arm,
                    point,
                    replicate,
                };
                table.value(key, cell.horizon, cell.outcome)
            });
            if let (Some(one), Some(other)) = (one, other) {
                found[0].push(one);
                found[1].push(other);
            }
        }
    }
    found
}

/// How many points of the inputs a sample of a block comes from.
#[must_use]
pub fn distinct_points(table: &RunTable, block: usize, sample: &Sample) -> usize {
    match table.study().blocks[block].unit {
        Unit::Point => sample.points.len(),
        Unit::Seed => usize::from(!sample.points.is_empty()),
    }
}

/// Finished runs of an arm in which the outcome has no value.
#[must_use]
pub fn empty_runs(table: &RunTable, cell: Cell, arm: usize) -> usize {
    let valued = run_values(table, cell, arm).len();
    table.count(arm, cell.block).done - valued
}

fn collect(table: &RunTable, block: usize, value: impl Fn(usize, u32) -> Option<f64>) -> Sample {
    let mut sample = Sample::default();
    for member in members(table, block) {
        let mut sum = 0.0;
        let mut usable = 0_usize;
        for replicate in member.replicates {
            if let Some(value) = value(member.point, replicate) {
                sum += value;
                usable += 1;
            }
        }
        if usable > 0 {
            sample.points.push(member.point);
            sample.values.push(sum / usable as f64);
            sample.runs += usable;
        }
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{known_value, small_table};
    use super::*;

    const DEFAULT: Cell = Cell {
        block: 0,
        horizon: 0,
        outcome: 0,
    };
    const PRIOR: Cell = Cell {
        block: 1,
        horizon: 1,
        outcome: 1,
    };

    #[test]
    fn the_seed_is_the_unit_of_the_default_block_and_the_point_of_the_prior_block() {
        let table = small_table();
        assert_eq!(members(&table, 0).len(), 6);
        assert_eq!(members(&table, 1).len(), 12);
        assert_eq!(levels(&table, DEFAULT, 1).runs, 6);
        assert_eq!(levels(&table, PRIOR, 1).runs, 24);
    }

    #[test]
    fn replicates_are_averaged_within_a_point() {
        let sample = differences(&small_table(), PRIOR, 2, 0);
        let at = |arm, replicate| {
            known_value(
                RunKey {
                    arm,
                    point: 4,
                    replicate,
                },
                1,
                1,
            )
        };
        let by_hand = (at(2, 0) - at(0, 0) + at(2, 1) - at(0, 1)) / 2.0;
        assert_eq!(sample.points[3], 4);
        assert!((sample.values[3] - by_hand).abs() < 1e-12);
    }

    #[test]
    fn a_failed_run_takes_its_partner_out_of_the_difference_and_nothing_else() {
        let mut table = small_table();
        let key = RunKey {
            arm: 0,
            point: 4,
            replicate: 1,
        };
        table.record_failure(key).unwrap();
        let sample = differences(&table, PRIOR, 2, 0);
        let at = |arm| {
            known_value(
                RunKey {
                    arm,
                    point: 4,
                    replicate: 0,
                },
                1,
                1,
            )
        };
        assert_eq!((sample.values.len(), sample.runs), (12, 23));
        assert!((sample.values[3] - (at(2) - at(0))).abs() < 1e-12);
        assert_eq!(differences(&table, PRIOR, 2, 1).runs, 24);
        let rows = rows(&table, PRIOR, &[2, 1, 0]);
        assert_eq!((rows.values.len(), rows.seeds[3]), (12, 1));
        assert!((rows.values[3][0] - at(2)).abs() < 1e-12);
    }

    #[test]
    fn a_point_without_any_complete_seed_leaves_the_sample() {
        let mut table = small_table();
        for (arm, replicate) in [(0, 1), (2, 0)] {
            table
                .record_failure(RunKey {
                    arm,
                    point: 4,
                    replicate,
                })
                .unwrap();
        }
        assert_eq!(differences(&table, PRIOR, 2, 0).values.len(), 11);
        assert_eq!(rows(&table, PRIOR, &[0, 1, 2]).values.len(), 11);
        assert_eq!(levels(&table, PRIOR, 2).values.len(), 12);
    }

    #[test]
    fn finished_runs_without_a_value_are_counted() {
        let mut table = small_table();
        let key = RunKey {
            arm: 1,
            point: 0,
            replicate: 0,
        };
        table
            .record(key, &[None, Some(1.0), None, Some(1.0)])
            .unwrap();
        assert_eq!(empty_runs(&table, DEFAULT, 1), 1);
        assert_eq!(empty_runs(&table, DEFAULT, 2), 0);
    }
}
