//! Two results folders held against each other: what was asked, leaf by leaf, and what came out,
//! run by run. Runs of equal point, replicate and seed share all their chance, so their difference
//! is paired, and its interval is that of what the change did.

use super::conclude::{Basis, stored};
use super::configuration::Configuration;
use super::error::JobError;
use super::leaves::{self, Difference};
use super::{load, study};
use crate::analysis::estimate::{CONFIDENCE, Interval, MeanEstimate};
use crate::analysis::study::Unit;
use crate::analysis::table::{RunKey, RunTable};
use crate::store::Layout;

/// What two folders have to do with each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Names of the experiments.
    pub experiments: [String; 2],
    /// The outcome and horizon that the first was designed for.
    pub primary: (String, u32),
    /// Leaves of the configuration that differ.
    pub configuration: Vec<Difference>,
    /// Arms that only one side has, and which side: 0 or 1.
    pub alone: Vec<(usize, String)>,
    /// Why runs cannot be paired, where they cannot.
    pub unpaired: Option<String>,
    /// One row for each block, arm, horizon and outcome of both.
    pub rows: Vec<Row>,
}

impl Compared {
    /// Whether nothing differs: every leaf, and every bit of every run.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.configuration.is_empty() && self.alone.is_empty() && self.rows.iter().all(|r| r.equal)
    }
}

/// An outcome of an arm on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Label of the block.
    pub block: String,
    /// Name of the arm.
    pub arm: String,
    /// Months after March 2009.
    pub horizon_months: u32,
    /// Name of the outcome.
    pub outcome: String,
    /// Its unit.
    pub unit: String,
    /// Mean over the units of each side: seeds, or points.
    pub means: [Option<f64>; 2],
    /// Second side minus first on equal points and seeds: number of units, mean.
    pub paired: Option<(usize, f64)>,
    /// The 95% interval of that mean, where there is more than one unit.
    pub interval: Option<Interval>,
    /// Whether both have the same runs with the same bits.
    pub equal: bool,
}

/// Compares two folders.
///
/// # Errors
/// When a folder is not finished, or its manifest or tables cannot be read.
pub fn diff(one: &Layout, other: &Layout) -> Result<Compared, JobError> {
    let one = Side::open(one)?;
    let other = Side::open(other)?;
    let configuration = leaves::differences(
        &leaves::of_configuration(&one.configuration),
        &leaves::of_configuration(&other.configuration),
    );
    let unpaired = unpaired(&one, &other);
    let mut alone = Vec::new();
    for (side, own, there) in [(0, &one, &other), (1, &other, &one)] {
        let arms = own.table.study().arms.iter();
        let missing = arms.filter(|arm| there.table.study().arm(&arm.name).is_none());
        alone.extend(missing.map(|arm| (side, arm.name.clone())));
    }
    Ok(Compared {
        experiments: [&one, &other].map(|side| side.configuration.experiment.name.clone()),
        primary: {
            let primary = &one.configuration.experiment.primary;
            (primary.outcome.clone(), primary.horizon_months)
        },
        rows: rows(&one.table, &other.table, unpaired.is_none()),
        configuration,
        alone,
        unpaired,
    })
}

/// One folder, read.
struct Side {
    configuration: Configuration,
    basis: Basis,
    table: RunTable,
}

impl Side {
    fn open(layout: &Layout) -> Result<Self, JobError> {
        let (manifest, configuration) = stored(layout)?;
        super::search::refuse_whole(layout, &configuration.experiment)?;
        if manifest.ended.is_none() {
            return Err(JobError::Refused(format!(
                "{} holds an experiment that is not finished; give the same run again, it goes on",
                layout.root().display()
            )));
        }
        let basis = Basis::of(&super::stopping::as_run(
            &configuration.experiment,
            &manifest,
        ));
        let study = study::study(&basis.experiment, &basis.design);
        let table = load::runs(layout, study, &basis.plan)?;
        Ok(Self {
            configuration,
            basis,
            table,
        })
    }
}

/// Why runs of the same point and replicate do not share their chance, or stand at other values.
fn unpaired(one: &Side, other: &Side) -> Option<String> {
    let [a, b] = [&one.configuration, &other.configuration];
    if (a.experiment.seed, a.seed_scheme) != (b.experiment.seed, b.seed_scheme) {
        return Some("their seeds differ".to_owned());
    }
    if a.geography_digest != b.geography_digest {
        return Some("their geographies differ".to_owned());
    }
    for parameter in &one.basis.design.varied {
        let both = other.basis.design.varied.iter();
        if !both.clone().any(|p| p.path == parameter.path) {
            continue;
        }
        for point in one.basis.design.points.iter().filter(|p| p.is_main()) {
            let there = other.basis.design.points.iter().filter(|p| p.is_main());
            let value = |of: &crate::experiment::Point| (parameter.get)(&of.parameters).to_bits();
            let mut same = there.filter(|p| p.number == point.number && p.number > 0);
            if same.any(|p| value(p) != value(point)) {
                let path = parameter.path;
                return Some(format!(
                    "their points are not the same: {path} differs at point {}",
                    point.number
                ));
            }
        }
    }
    None
}

fn rows(one: &RunTable, other: &RunTable, can_pair: bool) -> Vec<Row> {
    let [a, b] = [one.study(), other.study()];
    let mut rows = Vec::new();
    for (block, info) in a.blocks.iter().enumerate() {
        let Some(block_there) = b.blocks.iter().position(|there| there.label == info.label) else {
            continue;
        };
        for (arm, named) in a.arms.iter().enumerate() {
            let Some(arm_there) = b.arm(&named.name) else {
                continue;
            };
            for (horizon, months) in a.horizons.iter().enumerate() {
                let Some(horizon_there) = b.horizons.iter().position(|there| there == months)
                else {
                    continue;
                };
                for (outcome, what) in a.outcomes.iter().enumerate() {
                    let Some(outcome_there) = b.outcome(&what.name) else {
                        continue;
                    };
                    let own = Cells::of(one, block, arm, horizon, outcome);
                    let there =
                        Cells::of(other, block_there, arm_there, horizon_there, outcome_there);
                    let by_point = info.unit == Unit::Point;
                    let differences = can_pair.then(|| own.paired(&there, by_point));
                    let paired = differences.and_then(|d| MeanEstimate::from_values(&d));
                    rows.push(Row {
                        block: info.label.clone(),
                        arm: named.name.clone(),
                        horizon_months: *months,
                        outcome: what.name.clone(),
                        unit: what.unit.clone(),
                        means: [own.mean(by_point), there.mean(by_point)],
                        paired: paired.map(|found| (found.n, found.mean)),
                        interval: paired.and_then(|found| found.interval(CONFIDENCE)),
                        equal: own.is_equal(&there),
                    });
                }
            }
        }
    }
    rows
}

/// Values of an outcome of an arm by point and replicate, in order; absent where a run failed or
/// has no such value.
struct Cells(Vec<((u32, u32), Option<f64>)>);

impl Cells {
    fn of(table: &RunTable, block: usize, arm: usize, horizon: usize, outcome: usize) -> Self {
        let points = table.study().points.iter().enumerate();
        let mut cells: Vec<((u32, u32), Option<f64>)> = points
            .filter(|(_, info)| info.block == block)
            .flat_map(|(point, info)| {
                (0..info.replicates).map(move |replicate| {
                    let key = RunKey {
                        arm,
                        point,
                        replicate,
                    };
                    let value = table.value(key, horizon, outcome);
                    ((info.sweep_point, replicate), value)
                })
            })
            .collect();
        cells.sort_by_key(|(key, _)| *key);
        Self(cells)
    }

    fn is_equal(&self, other: &Self) -> bool {
        let bits = |cells: &Self| -> Vec<((u32, u32), Option<u64>)> {
            let cells = cells.0.iter();
            cells
                .map(|(key, value)| (*key, value.map(f64::to_bits)))
                .collect()
        };
        bits(self) == bits(other)
    }

    /// Other minus own where both have a value: one number for each seed, or for each point.
    fn paired(&self, other: &Self, by_point: bool) -> Vec<f64> {
        let both = self.0.iter().filter_map(|(key, own)| {
            let at = other.0.binary_search_by_key(key, |(key, _)| *key).ok()?;
            Some((key.0, other.0[at].1? - (*own)?))
        });
        units(both, by_point)
    }

    fn mean(&self, by_point: bool) -> Option<f64> {
        let known = self
            .0
            .iter()
            .filter_map(|(key, value)| Some((key.0, (*value)?)));
        MeanEstimate::from_values(&units(known, by_point)).map(|found| found.mean)
    }
}

/// The values themselves, or their means by point.
fn units(values: impl Iterator<Item = (u32, f64)>, by_point: bool) -> Vec<f64> {
    if !by_point {
        return values.map(|(_, value)| value).collect();
    }
    let mut sums: Vec<(u32, f64, f64)> = Vec::new();
    for (point, value) in values {
        match sums.last_mut() {
            Some((last, sum, count)) if *last == point => {
                *sum += value;
                *count += 1.0;
            }
            _ => sums.push((point, value, 1.0)),
        }
    }
    sums.into_iter()
        .map(|(_, sum, count)| sum / count)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replicates_are_averaged_within_a_point_and_pairs_need_both_sides() {
        let cells = |values: &[(u32, u32, f64)]| {
            Cells(values.iter().map(|&(p, r, x)| ((p, r), Some(x))).collect())
        };
        let one = cells(&[(1, 0, 1.0), (1, 1, 3.0), (2, 0, 10.0)]);
        let other = cells(&[(1, 0, 2.0), (1, 1, 6.0), (3, 0, 0.0)]);
        assert_eq!(one.paired(&other, true), [2.0]);
        assert_eq!(one.paired(&other, false), [1.0, 3.0]);
        assert_eq!(one.mean(true), Some(6.0));
        assert!(!one.is_equal(&other) && one.is_equal(&one));
    }
}
