//! Every estimate of a study: each block, outcome, horizon and arm, in a fixed order.

use super::estimate::{CONFIDENCE, Interval, MeanEstimate};
use super::never_best::{NeverBest, never_best};
use super::paired::{Difference, VarianceRatio, differences_from_baseline, variance_ratios};
use super::robustness::{ArmSet, Ranking, ranking};
use super::sample::{Cell, cells, distinct_points, empty_runs, levels};
use super::sensitivity::{Sensitivity, sensitivity};
use super::study::{Study, TableError};
use super::table::{RunCount, RunTable};
use super::tail::{Tail, TailEstimate, tail_estimates};

/// What to summarise beyond the study itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SummaryOptions {
    /// Sets of arms to rank. The first is the one of `summary.csv` and of the alarms; none
    /// means one set of all ranked arms.
    pub sets: Vec<ArmSet>,
    /// Outcomes that exist only in the summary: the mean of the worst runs of another.
    pub tails: Vec<Tail>,
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

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, keys, known_value, small_study, small_table};
    use super::super::sample::Cell;
    use super::super::study::{Block, Unit};
    use super::super::summary_text::summary_csv;
    use super::super::table::RunKey;
    use super::*;

    fn options() -> SummaryOptions {
        SummaryOptions {
            sets: Vec::new(),
            tails: vec![Tail {
                name: "cvar_national".into(),
                of: "saving".into(),
                share: 0.05,
            }],
        }
    }

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let records = reader.records().map(|record| record.unwrap());
        records
            .map(|record| record.iter().map(String::from).collect())
            .collect()
    }

    #[test]
    fn the_summary_has_a_row_for_every_arm_block_horizon_and_outcome() {
        let table = small_table();
        let text = summary_csv(&table, &summarise(&table, &options()).unwrap());
        assert!(text.starts_with(
            "experiment,arm,baseline,sweep_point,horizon_months,outcome,unit,better,n,n_points,\
             mean,sd,ci_low,ci_high,diff,diff_low,diff_high,diff_low_adj,diff_high_adj,p_holm,\
             diff_q025,diff_q50,diff_q975,p_practically_nothing,p_best,regret_mean\n"
        ));
        let rows = read(&text);
        // 2 blocks x 2 outcomes x 2 horizons x 3 arms, and the tail on 2 x 2 x 3.
        assert_eq!(rows.len(), 24 + 12);
        let north = rows
            .iter()
            .find(|row| row[1] == "north" && row[3] == "prior" && row[5] == "saving")
            .unwrap();
        assert_eq!(north[4], "60");
        assert_eq!(north[8..10], ["24", "12"]);
        assert_eq!(north[14], "-4.296875");
        assert_eq!(north[21], "0.6875");
        assert_eq!(north[24], "0.3333333333333333");
        let tail = rows.iter().find(|row| row[5] == "cvar_national").unwrap();
        assert_eq!(tail[7], "higher");
        assert!(tail[11..14].iter().all(String::is_empty));
    }

    #[test]
    fn the_default_block_says_nothing_about_the_spread_of_inputs() {
        let table = small_table();
        let rows = read(&summary_csv(
            &table,
            &summarise(&table, &options()).unwrap(),
        ));
        let default = rows.iter().filter(|row| row[3] == "default");
        for row in default {
            assert!(row[20..26].iter().all(String::is_empty), "{row:?}");
        }
    }

    #[test]
    fn an_outcome_not_modelled_keeps_its_row_with_empty_cells() {
        let table = filled(small_study(), |key, horizon, outcome| {
            (outcome == 0).then(|| known_value(key, horizon, outcome))
        });
        let summary = summarise(&table, &options()).unwrap();
        let rows = read(&summary_csv(&table, &summary));
        let cost: Vec<&Vec<String>> = rows.iter().filter(|row| row[5] == "cost").collect();
        assert_eq!(cost.len(), 12);
        for row in cost {
            assert_eq!(row[8..10], ["0", "0"]);
            assert!(row[10..].iter().all(String::is_empty));
        }
        assert!(summary.rankings.iter().all(|found| found.cell.outcome == 0));
        assert!(summary.notes(&table).is_empty());
    }

    #[test]
    fn failed_and_missing_runs_are_told() {
        let mut table = small_table();
        let failed = RunKey {
            arm: 0,
            point: 0,
            replicate: 2,
        };
        table.record_failure(failed).unwrap();
        let summary = summarise(&table, &options()).unwrap();
        let notes = summary.notes(&table);
        assert_eq!(
            notes,
            [
                "base, default block: of 6 runs 1 failed; left out, with their partners in every \
              difference."
            ]
        );
        let cell = Cell {
            block: 0,
            horizon: 0,
            outcome: 0,
        };
        assert_eq!(summary.estimate(cell, 0).unwrap().runs, 5);
        let north = summary.estimate(cell, 1).unwrap();
        assert_eq!((north.runs, north.difference.unwrap().pairs), (6, 5));
        let empty = RunTable::new(small_study()).unwrap();
        let nothing = summarise(&empty, &options()).unwrap();
        assert!(nothing.notes(&empty)[0].contains("6 not run yet"));
        assert!(nothing.estimates.iter().all(|found| found.level.is_none()));
    }

    #[test]
    fn one_arm_one_seed_and_one_point_are_legal() {
        let mut study = small_study();
        study.arms.truncate(1);
        study.points.truncate(1);
        study.points[0].replicates = 1;
        study.blocks.truncate(1);
        study.parameters.clear();
        let table = filled(study, |_, _, _| Some(3.0));
        let summary = summarise(&table, &options()).unwrap();
        assert!(summary.rankings.is_empty() && summary.alarms.is_empty());
        let first = summary.estimates[0];
        assert!(first.level.is_some() && first.interval.is_none() && first.difference.is_none());
        assert_eq!(read(&summary_csv(&table, &summary)).len(), 6);
    }

    #[test]
    fn levels_of_a_sweep_are_summarised_apart() {
        let mut study = small_study();
        let level = |label: &str| Block {
            label: label.into(),
            unit: Unit::Point,
            noise_from: None,
        };
        study.blocks = vec![level("grip=0.3,mixing=blend"), level("grip=0.6")];
        for (number, point) in study.points.iter_mut().enumerate() {
            point.block = number % 2;
        }
        let table = filled(study, |key, _, _| Some((key.arm * (key.point % 2)) as f64));
        let summary = summarise(&table, &SummaryOptions::default()).unwrap();
        let text = summary_csv(&table, &summary);
        assert!(text.contains(",\"grip=0.3,mixing=blend\","));
        let of = |block| {
            let cell = Cell {
                block,
                horizon: 0,
                outcome: 0,
            };
            summary.estimate(cell, 2).unwrap().difference.unwrap().mean
        };
        assert!((of(0).mean, of(0).n) == (0.0, 7) && (of(1).mean, of(1).n) == (2.0, 6));
    }

    #[test]
    fn the_order_in_which_runs_arrive_changes_no_bit() {
        let straight = small_table();
        let mut turned = RunTable::new(small_study()).unwrap();
        for key in keys(&straight).into_iter().rev() {
            let values = [(0, 0), (0, 1), (1, 0), (1, 1)];
            let values = values.map(|(horizon, outcome)| straight.value(key, horizon, outcome));
            turned.record(key, &values).unwrap();
        }
        let [one, other] = [&straight, &turned]
            .map(|table| summary_csv(table, &summarise(table, &options()).unwrap()));
        assert_eq!(one, other);
    }

    #[test]
    fn a_set_or_tail_that_names_nothing_is_refused() {
        let table = small_table();
        let options = SummaryOptions {
            sets: vec![ArmSet {
                label: "odd".into(),
                arms: vec![1, 1, 9],
            }],
            tails: vec![Tail {
                name: "worst".into(),
                of: "savings".into(),
                share: 0.0,
            }],
        };
        assert_eq!(summarise(&table, &options).unwrap_err().len(), 4);
    }
}
