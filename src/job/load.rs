//! From stored results back to what is estimated: nothing is computed again.

use std::path::Path;

use super::assemble::ALL;
use super::study::{DEFAULT, PRIOR};
use crate::analysis::estimate::{quantile, sorted};
use crate::analysis::paths::{Paths, PlaceDifference, PlaceValue, Places, YearValue};
use crate::analysis::study::Study;
use crate::analysis::table::{RunKey, RunTable};
use crate::engine::{OUTCOMES, PLACE_OUTCOMES};
use crate::experiment::Design;
use crate::experiment::plan::Plan;
use crate::scenario::{Experiment, Geography};
use crate::store::{Column, Layout, StoreError, TableReader, Words, read_columns};

/// The runs of a study from `runs.parquet`. A run of the plan without rows has failed. Points
/// that are not of the study are passed over, so that part of the runs can be studied.
///
/// # Errors
/// When the file cannot be read or does not belong to the study.
pub fn runs(layout: &Layout, study: Study, plan: &Plan) -> Result<RunTable, StoreError> {
    let path = layout.runs();
    let foreign = |detail: String| StoreError::foreign(&path, detail);
    let points = point_positions(&study);
    let mut filling = Filling {
        path: &path,
        plan,
        points,
        table: RunTable::new(study).map_err(|wrong| {
            let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
            foreign(lines.join("; "))
        })?,
        run: None,
        values: Vec::new(),
    };
    let horizons = filling.table.study().horizons.clone();
    let mut reader = TableReader::open(&path)?;
    for group in 0..reader.groups() {
        let RunRows {
            run,
            months,
            place,
            outcome,
            value,
        } = run_rows(&mut reader, group, &path)?;
        let positions: Vec<Option<usize>> = outcome
            .words()
            .iter()
            .map(|word| OUTCOMES.iter().position(|o| o.name == word))
            .collect();
        for row in 0..run.len() {
            if place.at(row) != Some(ALL) {
                continue;
            }
            let horizon = horizons.iter().position(|h| *h == months[row]);
            let code = outcome.codes()[row] as usize;
            let (Some(horizon), Some(outcome)) = (horizon, positions[code]) else {
                return Err(foreign(format!(
                    "row {row} of group {group} is of no horizon or outcome of the experiment"
                )));
            };
            filling.put(run[row], horizon * OUTCOMES.len() + outcome, value[row])?;
        }
    }
    filling.end_run()?;
    let mut table = filling.table;
    mark_failures(&mut table, plan);
    Ok(table)
}

/// The columns of one group of rows of `runs.parquet`.
pub(super) struct RunRows {
    /// Number of the run.
    pub run: Vec<u32>,
    /// Horizon, months.
    pub months: Vec<u32>,
    /// Place.
    pub place: Words,
    /// Outcome.
    pub outcome: Words,
    /// Value, where there is one.
    pub value: Vec<Option<f64>>,
}

/// Reads one group of rows of `runs.parquet`.
///
/// # Errors
/// When the file cannot be read, or has other columns.
pub(super) fn run_rows(
    reader: &mut TableReader,
    group: usize,
    path: &Path,
) -> Result<RunRows, StoreError> {
    let columns = ["run", "horizon_months", "place", "outcome", "value"];
    let rows = reader.read_group(group, &columns)?;
    let Ok(
        [
            (_, Column::U32(run)),
            (_, Column::U32(months)),
            (_, Column::Text(place)),
            (_, Column::Text(outcome)),
            (_, Column::OptionalF64(value)),
        ],
    ) = <[_; 5]>::try_from(rows.columns)
    else {
        return Err(StoreError::foreign(
            path,
            "its columns are not those of runs",
        ));
    };
    Ok(RunRows {
        run,
        months,
        place,
        outcome,
        value,
    })
}

/// The position of a point by its number.
fn point_positions(study: &Study) -> Vec<(u32, usize)> {
    let points = study.points.iter().enumerate();
    points.map(|(at, info)| (info.sweep_point, at)).collect()
}

struct Filling<'a> {
    path: &'a Path,
    plan: &'a Plan,
    points: Vec<(u32, usize)>,
    table: RunTable,
    run: Option<u32>,
    values: Vec<Option<f64>>,
}

impl Filling<'_> {
    fn put(&mut self, run: u32, cell: usize, value: Option<f64>) -> Result<(), StoreError> {
        if self.run != Some(run) {
            self.end_run()?;
            self.run = Some(run);
            let cells = self.table.study().horizons.len() * OUTCOMES.len();
            self.values = vec![None; cells];
        }
        self.values[cell] = value;
        Ok(())
    }

    fn end_run(&mut self) -> Result<(), StoreError> {
        let Some(run) = self.run.take() else {
            return Ok(());
        };
        let Some(name) = self.plan.run(run) else {
            let detail = format!("run {run} is not in the plan");
            return Err(StoreError::foreign(self.path, detail));
        };
        let found = self
            .points
            .binary_search_by_key(&name.pair.point, |(number, _)| *number);
        let Ok(found) = found else {
            return Ok(());
        };
        let key = RunKey {
            arm: name.arm as usize,
            point: self.points[found].1,
            replicate: name.pair.replicate,
        };
        self.table
            .record(key, &self.values)
            .map_err(|error| StoreError::foreign(self.path, error.to_string()))
    }
}

fn mark_failures(table: &mut RunTable, plan: &Plan) {
    let points = point_positions(table.study());
    for pair in &plan.pairs {
        let Ok(found) = points.binary_search_by_key(&pair.point, |(number, _)| *number) else {
            continue;
        };
        for arm in 0..plan.arms as usize {
            let key = RunKey {
                arm,
                point: points[found].1,
                replicate: pair.replicate,
            };
            if table.status(key) == Some(crate::analysis::table::RunStatus::Waiting) {
                // The key was just found to be of this table.
                let _ = table.record_failure(key);
            }
        }
    }
}

/// The yearly paths from `paths.parquet`, one for each block of the experiment.
///
/// # Errors
/// When the file cannot be read or does not belong to the plan.
pub fn paths(
    layout: &Layout,
    experiment: &Experiment,
    design: &Design,
    plan: &Plan,
) -> Result<Vec<Paths>, StoreError> {
    let path = layout.paths();
    let kept: Vec<&str> = OUTCOMES
        .iter()
        .filter(|o| o.keeps_path)
        .map(|o| o.name)
        .collect();
    let years = (experiment.months() / 12) as usize;
    let per_run = years * kept.len();
    // Not a number where there is no value; seen in this function only.
    let mut values = vec![f64::NAN; plan.runs() as usize * per_run];
    let mut reader = TableReader::open(&path)?;
    for group in 0..reader.groups() {
        let rows = reader.read_group(group, &["run", "month", "outcome", "value"])?;
        let [
            (_, Column::U32(run)),
            (_, Column::U32(month)),
            (_, Column::Text(outcome)),
            (_, Column::OptionalF64(value)),
        ] = &rows.columns[..]
        else {
            let detail = "its columns are not those of paths";
            return Err(StoreError::foreign(&path, detail));
        };
        let positions: Vec<Option<usize>> = outcome
            .words()
            .iter()
            .map(|word| kept.iter().position(|name| name == word))
            .collect();
        for row in 0..run.len() {
            let position = positions[outcome.codes()[row] as usize];
            let year = (month[row] as usize / 12).wrapping_sub(1);
            let (Some(position), true, true) = (position, year < years, run[row] < plan.runs())
            else {
                let detail = format!("row {row} of group {group} is not of this experiment");
                return Err(StoreError::foreign(&path, detail));
            };
            // By year, outcome, run, as they are read.
            let cell = year * kept.len() + position;
            values[cell * plan.runs() as usize + run[row] as usize] =
                value[row].unwrap_or(f64::NAN);
        }
    }
    let mut found = Vec::new();
    for (block, is_default) in [(DEFAULT, true), (PRIOR, false)] {
        let has = |number: u32| {
            let point = design.position(number).map(|at| &design.points[at]);
            point.is_some_and(super::super::experiment::design::Point::is_main)
                && (number == 0) == is_default
        };
        if !design.points.iter().any(|p| has(p.number)) {
            continue;
        }
        // Pairs of each unit: every seed by itself, or all seeds of a point.
        let units: Vec<Vec<usize>> = if is_default {
            let pairs = (0..plan.pairs.len()).filter(|&p| has(plan.pairs[p].point));
            pairs.map(|p| vec![p]).collect()
        } else {
            let mut units = vec![Vec::new(); design.points.len()];
            for (position, pair) in plan.pairs.iter().enumerate() {
                if let Some(point) = design.position(pair.point).filter(|_| has(pair.point)) {
                    units[point].push(position);
                }
            }
            units.retain(|unit: &Vec<usize>| !unit.is_empty());
            units
        };
        let value = |arm: usize, outcome: usize, year: usize| {
            let means: Vec<f64> = units
                .iter()
                .filter_map(|unit| {
                    let numbers = unit.iter().map(|pair| {
                        let run = pair * plan.arms as usize + arm;
                        values[(year * kept.len() + outcome) * plan.runs() as usize + run]
                    });
                    let known: Vec<f64> = numbers.filter(|value| !value.is_nan()).collect();
                    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
                })
                .collect();
            year_value(&means)
        };
        let by_arm = |arm: usize| {
            let by_outcome = |outcome: usize| (0..years).map(|y| value(arm, outcome, y)).collect();
            (0..kept.len()).map(by_outcome).collect()
        };
        found.push(Paths {
            block: block.to_owned(),
            outcomes: kept.iter().map(ToString::to_string).collect(),
            months: (1..=years as u32).map(|year| 12 * year).collect(),
            values: (0..plan.arms as usize).map(by_arm).collect(),
        });
    }
    Ok(found)
}

fn year_value(means: &[f64]) -> Option<YearValue> {
    let ordered = sorted(means);
    let at = |probability| quantile(&ordered, probability);
    Some(YearValue {
        n: means.len() as u32,
        mean: (!means.is_empty()).then(|| means.iter().sum::<f64>() / means.len() as f64)?,
        quantiles: [at(0.05)?, at(0.25)?, at(0.75)?, at(0.95)?],
    })
}

/// Outcomes by area from `places.parquet`; empty where nothing was run at the parameters as they
/// stand. With one run there is no interval, and both ends are the mean.
///
/// # Errors
/// When the file cannot be read or does not belong to the experiment.
pub fn places(
    layout: &Layout,
    experiment: &Experiment,
    geography: &Geography,
) -> Result<Places, StoreError> {
    let path = layout.places();
    let columns = [
        "n",
        "mean",
        "ci_low",
        "ci_high",
        "n_pairs",
        "diff",
        "diff_low",
        "diff_high",
    ];
    let rows = read_columns(&path, &columns)?;
    let [
        (_, Column::U32(n)),
        (_, Column::F64(mean)),
        (_, Column::OptionalF64(low)),
        (_, Column::OptionalF64(high)),
        (_, Column::U32(pairs)),
        (_, Column::OptionalF64(diff)),
        (_, Column::OptionalF64(diff_low)),
        (_, Column::OptionalF64(diff_high)),
    ] = &rows.columns[..]
    else {
        let detail = "its columns are not those of places";
        return Err(StoreError::foreign(&path, detail));
    };
    let areas = geography
        .partition(geography.reporting)
        .map_or_else(Vec::new, |partition| partition.names.clone());
    let horizons = experiment.horizons_months.clone();
    let [arms, outcomes] = [experiment.arms.len(), PLACE_OUTCOMES.len()];
    if n.is_empty() {
        return Ok(Places::default());
    }
    // Rows stand by arm, horizon, outcome, area; a failed arm has none, and then there is no map.
    if n.len() != arms * horizons.len() * outcomes * areas.len() {
        return Ok(Places::default());
    }
    let at = |row: usize| PlaceValue {
        n: n[row],
        mean: mean[row],
        low: low[row].unwrap_or(mean[row]),
        high: high[row].unwrap_or(mean[row]),
        difference: match (diff[row], diff_low[row], diff_high[row]) {
            (Some(mean), Some(low), Some(high)) => Some(PlaceDifference {
                n: pairs[row],
                mean,
                low,
                high,
            }),
            _ => None,
        },
    };
    let mut row = 0;
    let mut next = || {
        row += 1;
        at(row - 1)
    };
    let values = (0..arms)
        .map(|_| {
            (0..horizons.len())
                .map(|_| {
                    (0..outcomes)
                        .map(|_| (0..areas.len()).map(|_| next()).collect())
                        .collect()
                })
                .collect()
        })
        .collect();
    Ok(Places {
        outcomes: PLACE_OUTCOMES
            .iter()
            .map(|(name, meaning)| ((*name).to_owned(), (*meaning).to_owned()))
            .collect(),
        areas,
        horizons,
        values,
    })
}
