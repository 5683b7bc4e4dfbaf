//! The mean of the worst runs of an outcome: what a bad draw looks like under each arm. It exists
//! only in the summary, since no single run has it.

use super::estimate::lower_tail_mean;
use super::sample::{Cell, cells, common_runs, distinct_points, levels, run_values};
use super::table::RunTable;

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

/// The mean of the worst runs of one arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TailEstimate {
    /// Position in [`super::summary::SummaryOptions::tails`].
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

/// The tails of every block, horizon and arm that has a value; none where the outcome is unknown.
#[must_use]
pub fn tail_estimates(table: &RunTable, position: usize, tail: &Tail) -> Vec<TailEstimate> {
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

#[cfg(test)]
mod tests {
    use super::super::fixtures::{near, small_table};
    use super::super::table::RunKey;
    use super::*;

    fn at(found: &[TailEstimate], block: usize, horizon: usize, arm: usize) -> TailEstimate {
        let wanted = |one: &&TailEstimate| {
            (one.cell.block, one.cell.horizon, one.arm) == (block, horizon, arm)
        };
        *found.iter().find(wanted).unwrap()
    }

    // numpy 2.4.6: the worst 10% of 24 runs are the two worst and 0.4 of the third.
    #[test]
    fn the_tail_is_taken_over_runs_and_on_the_worse_side() {
        let table = small_table();
        let tail = |of: &str| Tail {
            name: "worst".into(),
            of: of.into(),
            share: 0.1,
        };
        let low = tail_estimates(&table, 0, &tail("saving"));
        assert_eq!((at(&low, 1, 0, 1).runs, at(&low, 1, 0, 1).points), (24, 12));
        near(at(&low, 1, 0, 0).mean, 9.275 / 2.4);
        near(at(&low, 1, 0, 1).mean, 23.375 / 2.4);
        near(
            at(&low, 1, 0, 1).difference.unwrap(),
            (23.375 - 9.275) / 2.4,
        );
        assert_eq!(at(&low, 1, 0, 0).difference, None);
        let high = tail_estimates(&table, 0, &tail("cost"));
        near(at(&high, 1, 1, 2).mean, 265.025 / 2.4);
    }

    #[test]
    fn the_difference_of_tails_uses_the_seeds_that_both_have() {
        let mut table = small_table();
        let tail = Tail {
            name: "worst".into(),
            of: "saving".into(),
            share: 0.1,
        };
        let before = at(&tail_estimates(&table, 0, &tail), 0, 0, 1);
        for replicate in 0..5 {
            let key = RunKey {
                arm: 0,
                point: 0,
                replicate,
            };
            table.record_failure(key).unwrap();
        }
        let after = at(&tail_estimates(&table, 0, &tail), 0, 0, 1);
        near(after.mean, before.mean);
        let value = |arm| {
            let key = RunKey {
                arm,
                point: 0,
                replicate: 5,
            };
            table.value(key, 0, 0).unwrap()
        };
        near(after.difference.unwrap(), value(1) - value(0));
    }
}
