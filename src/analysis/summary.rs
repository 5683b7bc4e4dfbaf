//! Every estimate of a study: each block, outcome, horizon and arm, in a fixed order.

use super::estimate::{CONFIDENCE, Interval, MeanEstimate, lower_tail_mean};
use super::never_best::{NeverBest, never_best};
use super::paired::{Difference, VarianceRatio, differences_from_baseline, variance_ratios};
use super::robustness::{ArmSet, Ranking, ranking};
use super::sample::{Cell, Sample, common_runs, empty_runs, levels, run_values};
use super::sensitivity::{Sensitivity, sensitivity};
use super::study::{Study, TableError, Unit};
use super::table::{RunCount, RunTable};

/// What to summarise beyond the study itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SummaryOptions {
    /// Sets of arms to rank. The first is the one of `summary.csv` and of the alarms; none
    /// means one set of all ranked arms.
    pub sets: Vec<ArmSet>,
    /// Outcomes that exist only in the summary: the mean of the worst runs of another.
    pub tails: Vec<Tail>,
}

/// An outcome that is the mean of the worst runs of another outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Tail {
    /// Its `snake_case` name, such as `cvar_national`.
    pub name: String,
    /// The outcome whose runs are meant; its unit and better direction hold for the tail.
    pub of: String,
    /// Which share of the runs, in (0, 1]: the lowest, or the highest where less is better.
    pub share: f64,
}

/// One row of the summary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The block, horizon and outcome.
    pub cell: Cell,
    /// Position of the arm.
    pub arm: usize,
    /// Runs behind the mean.
    pub runs: usize,
    /// Points behind the mean.
    pub points: usize,
    /// Finished runs in which the outcome has no value.
    pub empty_runs: usize,
    /// The mean and its spread over units; `None` where the outcome is not modelled.
    pub level: Option<MeanEstimate>,
    /// The t interval of the mean at [`CONFIDENCE`].
    pub interval: Option<Interval>,
    /// The difference from the baseline; `None` for the baseline.
    pub difference: Option<Difference>,
}

/// The mean of the worst runs of one arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TailEstimate {
    /// Position in [`SummaryOptions::tails`].
    pub tail: usize,
    /// The block, the horizon, and the outcome whose runs are meant.
    pub cell: Cell,
    /// Position of the arm.
    pub arm: usize,
    /// Runs with a value, of which the worst are averaged.
    pub runs: usize,
    /// Points they come from.
    pub points: usize,
    /// The mean of the worst.
    pub mean: f64,
    /// The tail of the arm less the tail of the baseline, both on the seeds that both have. A
    /// tail of few runs has no honest t interval, so none is given.
    pub difference: Option<f64>,
}

/// What a difference from the baseline follows.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmSensitivity {
    /// The block, horizon and outcome.
    pub cell: Cell,
    /// Position of the arm.
    pub arm: usize,
    /// The influence of each parameter on its difference from the baseline.
    pub sensitivity: Sensitivity,
}

/// How many runs of an arm in a block came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Position of the block.
    pub block: usize,
    /// Position of the arm.
    pub arm: usize,
    /// Its runs.
    pub count: RunCount,
}

/// Every estimate of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The sets of arms ranked; the first is the main one.
    pub sets: Vec<ArmSet>,
    /// The tails asked for.
    pub tails: Vec<Tail>,
    /// By block, outcome, horizon, arm; complete.
    pub estimates: Vec<Estimate>,
    /// By block, outcome, horizon, set; only where there is a ranking.
    pub rankings: Vec<Ranking>,
    /// By block, outcome, horizon, arm; only where something varies.
    pub sensitivities: Vec<ArmSensitivity>,
    /// By block, outcome, horizon, pair of arms; only where the seed is the unit.
    pub variance_ratios: Vec<(Cell, VarianceRatio)>,
    /// By tail, block, horizon, arm; only where there is a value.
    pub tail_estimates: Vec<TailEstimate>,
    /// The arms that never win, by block and arm.
    pub alarms: Vec<NeverBest>,
    /// By block and arm; only where runs failed or are missing.
    pub exclusions: Vec<Exclusion>,
}

/// Summarises a study.
///
/// # Errors
///
/// Every set that names an arm twice or none of the study, and every tail whose outcome is
/// unknown or whose share is not in (0, 1].
pub fn summarise(table: &RunTable, options: &SummaryOptions) -> Result<Summary, Vec<TableError>> {
    let study = table.study();
    check(study, options)?;
    let sets = if options.sets.is_empty() {
        vec![ArmSet::ranked(study)]
    } else {
        options.sets.clone()
    };
    let mut summary = Summary {
        sets,
        tails: options.tails.clone(),
        estimates: Vec::new(),
        rankings: Vec::new(),
        sensitivities: Vec::new(),
        variance_ratios: Vec::new(),
        tail_estimates: Vec::new(),
        alarms: Vec::new(),
        exclusions: exclusions(table),
    };
    let mut ranked = None;
    for cell in cells(study) {
        summary.estimates.extend(estimates(table, cell));
        let rankings =
            (0..summary.sets.len()).filter_map(|set| ranking(table, cell, &summary.sets, set));
        summary.rankings.extend(rankings);
        for arm in (0..study.arms.len()).filter(|arm| *arm != study.baseline) {
            if let Some(found) = sensitivity(table, cell, arm, study.baseline, &mut ranked) {
                summary.sensitivities.push(ArmSensitivity {
                    cell,
                    arm,
                    sensitivity: found,
                });
            }
        }
        let ratios = variance_ratios(table, cell).into_iter();
        summary
            .variance_ratios
            .extend(ratios.map(|ratio| (cell, ratio)));
    }
    for (position, tail) in options.tails.iter().enumerate() {
        summary
            .tail_estimates
            .extend(tail_estimates(table, position, tail));
    }
    let main: Vec<&Ranking> = summary
        .rankings
        .iter()
        .filter(|ranking| ranking.set == 0)
        .collect();
    for block in 0..study.blocks.len() {
        summary.alarms.extend(never_best(table, block, &main));
    }
    Ok(summary)
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

impl Summary {
    /// The estimate of an arm in a cell.
    #[must_use]
    pub fn estimate(&self, cell: Cell, arm: usize) -> Option<&Estimate> {
        self.estimates
            .iter()
            .find(|found| found.cell == cell && found.arm == arm)
    }

    /// The ranking of a set in a cell; set 0 is the main one.
    #[must_use]
    pub fn ranking(&self, cell: Cell, set: usize) -> Option<&Ranking> {
        self.rankings
            .iter()
            .find(|found| found.cell == cell && found.set == set)
    }

    /// What the difference of an arm follows in a cell.
    #[must_use]
    pub fn sensitivity(&self, cell: Cell, arm: usize) -> Option<&Sensitivity> {
        let found = self
            .sensitivities
            .iter()
            .find(|found| found.cell == cell && found.arm == arm);
        found.map(|found| &found.sensitivity)
    }

    /// The variance ratio of an arm against another in a cell, whichever comes first.
    #[must_use]
    pub fn variance_ratio(&self, cell: Cell, arm: usize, from: usize) -> Option<&VarianceRatio> {
        let (low, high) = (arm.min(from), arm.max(from));
        let found = self
            .variance_ratios
            .iter()
            .find(|(of, ratio)| *of == cell && ratio.from == low && ratio.arm == high);
        found.map(|(_, ratio)| ratio)
    }

    /// What was left out and why, one sentence each, for the notes under every result.
    #[must_use]
    pub fn notes(&self, table: &RunTable) -> Vec<String> {
        let study = table.study();
        let sentence = |exclusion: &Exclusion| {
            let RunCount {
                planned,
                done,
                failed,
            } = exclusion.count;
            let mut parts = Vec::new();
            if failed > 0 {
                parts.push(format!("{failed} failed"));
            }
            if planned > done + failed {
                parts.push(format!("{} not run yet", planned - done - failed));
            }
            format!(
                "{}, {} block: of {planned} runs {}; left out, with their partners in every \
                 difference.",
                study.arms[exclusion.arm].label,
                study.blocks[exclusion.block].label,
                parts.join(" and ")
            )
        };
        self.exclusions.iter().map(sentence).collect()
    }
}

fn check(study: &Study, options: &SummaryOptions) -> Result<(), Vec<TableError>> {
    let mut wrong = Vec::new();
    for set in &options.sets {
        let mut seen = vec![false; study.arms.len()];
        for &arm in &set.arms {
            let place = format!("arm set `{}`", set.label);
            match seen.get_mut(arm) {
                None => wrong.push(TableError::new(
                    place,
                    format!("arm {arm}"),
                    format!("below {}", study.arms.len()),
                )),
                Some(seen) if *seen => {
                    wrong.push(TableError::new(
                        place,
                        format!("arm {arm} twice"),
                        "each arm once",
                    ));
                }
                Some(seen) => *seen = true,
            }
        }
    }
    for tail in &options.tails {
        let place = format!("tail `{}`", tail.name);
        if study.outcome(&tail.of).is_none() {
            wrong.push(TableError::new(
                place.clone(),
                format!("of `{}`", tail.of),
                "the name of an outcome of the study",
            ));
        }
        if !(tail.share > 0.0 && tail.share <= 1.0) {
            wrong.push(TableError::new(
                place,
                format!("share {}", tail.share),
                "above 0 and at most 1",
            ));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

fn distinct_points(table: &RunTable, block: usize, sample: &Sample) -> usize {
    match table.study().blocks[block].unit {
        Unit::Point => sample.points.len(),
        Unit::Seed => usize::from(!sample.points.is_empty()),
    }
}

fn estimates(table: &RunTable, cell: Cell) -> Vec<Estimate> {
    let differences = differences_from_baseline(table, cell);
    let row = |(arm, difference): (usize, Option<Difference>)| {
        let sample = levels(table, cell, arm);
        let level = MeanEstimate::from_values(&sample.values);
        Estimate {
            cell,
            arm,
            runs: sample.runs,
            points: distinct_points(table, cell.block, &sample),
            empty_runs: empty_runs(table, cell, arm),
            level,
            interval: level.and_then(|level| level.interval(CONFIDENCE)),
            difference,
        }
    };
    differences.into_iter().enumerate().map(row).collect()
}

fn tail_estimates(table: &RunTable, position: usize, tail: &Tail) -> Vec<TailEstimate> {
    let study = table.study();
    let Some(outcome) = study.outcome(&tail.of) else {
        return Vec::new();
    };
    let sign = study.outcomes[outcome].better.sign().unwrap_or(1.0);
    let worst = |values: &[f64]| {
        let turned: Vec<f64> = values.iter().map(|value| sign * value).collect();
        lower_tail_mean(&turned, tail.share).map(|mean| sign * mean)
    };
    let mut found = Vec::new();
    for cell in cells(study)
        .into_iter()
        .filter(|cell| cell.outcome == outcome)
    {
        for arm in 0..study.arms.len() {
            let values = run_values(table, cell, arm);
            let Some(mean) = worst(&values) else {
                continue;
            };
            let difference = (arm != study.baseline)
                .then(|| {
                    let [own, base] = common_runs(table, cell, [arm, study.baseline]);
                    Some(worst(&own)? - worst(&base)?)
                })
                .flatten();
            let sample = levels(table, cell, arm);
            found.push(TailEstimate {
                tail: position,
                cell,
                arm,
                runs: values.len(),
                points: distinct_points(table, cell.block, &sample),
                mean,
                difference,
            });
        }
    }
    found
}

fn exclusions(table: &RunTable) -> Vec<Exclusion> {
    let mut found = Vec::new();
    for block in 0..table.study().blocks.len() {
        for arm in 0..table.study().arms.len() {
            let count = table.count(arm, block);
            if count.done < count.planned {
                found.push(Exclusion { block, arm, count });
            }
        }
    }
    found
}
