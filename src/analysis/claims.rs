//! What runs say about claims stated before them: holds, fails or undecided.
//!
//! Each claim is judged by the interval of its own mean paired difference. The claims of a file are
//! one family: with m of them each interval is taken at a confidence of 1 - 0.05 / m (Bonferroni),
//! so that with 95% confidence every verdict of the file is right at once. A claim holds where the
//! whole interval keeps to its bound, fails where the whole interval breaks it, and is undecided
//! otherwise. For `within` this is a test of equivalence by two one-sided tests (D. J. Schuirmann,
//! Journal of Pharmacokinetics and Biopharmaceutics 15, 1987), here with the wider two-sided
//! interval. Where the number of runs was not fixed, the interval is the one that holds at all
//! looks together.

use super::boundaries::Factors;
use super::estimate::{CONFIDENCE, Interval, MeanEstimate, Share};
use super::sample::{Cell, differences};
use super::stopping::Stopped;
use super::study::{Study, Unit};
use super::table::RunTable;
use crate::scenario::{Bound, Claim, RunBlock, Stopping};

/// What the runs say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval keeps to the bound.
    Holds,
    /// The whole interval breaks it.
    Fails,
    /// The interval lies on both sides of the bound, or there is none.
    Undecided,
}

impl Verdict {
    /// The word in `claims.csv`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::Undecided => "undecided",
        }
    }
}

/// A claim with what the runs say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The claim.
    pub claim: Claim,
    /// The block, horizon and outcome; `None` where the study lacks them.
    pub cell: Option<Cell>,
    /// The mean paired difference over units, `arm - against`; `None` without any.
    pub mean: Option<MeanEstimate>,
    /// Pairs of runs behind it.
    pub pairs: usize,
    /// Pairs of runs that were planned.
    pub planned: usize,
    /// The interval it is judged by.
    pub interval: Option<Interval>,
    /// The confidence of that interval, from 0 to 1.
    pub confidence: f64,
    /// Share of the inputs in which the difference of the point keeps to the bound; only where
    /// the point is the unit.
    pub share: Option<Share>,
    /// What the runs say.
    pub verdict: Verdict,
    /// Whether the claim was stated, as it is, before the first run.
    pub stated_before: bool,
}

/// Whether an interval keeps to a bound.
#[must_use]
pub fn verdict(bound: Bound, interval: Option<Interval>) -> Verdict {
    let Some(Interval { low, high }) = interval else {
        return Verdict::Undecided;
    };
    let (holds, fails) = match bound {
        Bound::AtLeast(size) => (low >= size, high < size),
        Bound::AtMost(size) => (high <= size, low > size),
        Bound::Within(size) => (low >= -size && high <= size, low > size || high < -size),
    };
    match (holds, fails) {
        (true, _) => Verdict::Holds,
        (_, true) => Verdict::Fails,
        _ => Verdict::Undecided,
    }
}

/// Where the runs of a block hold an outcome at a horizon.
pub(super) fn cell_of(study: &Study, block: RunBlock, months: u32, outcome: &str) -> Option<Cell> {
    Some(Cell {
        block: study.block(block.label())?,
        horizon: study.horizons.iter().position(|at| *at == months)?,
        outcome: study.outcome(outcome)?,
    })
}

/// Judges the claims of an experiment. `grown` is the rule of stopping and how it ended, where the
/// number of runs was not fixed. `before` says whether a claim was stated before the first run.
#[must_use]
pub fn judge(
    table: &RunTable,
    claims: &[Claim],
    grown: Option<(&Stopping, &Stopped)>,
    before: impl Fn(&Claim) -> bool,
) -> Vec<Judged> {
    let error = (1.0 - CONFIDENCE) / claims.len().max(1) as f64;
    let judged = |claim: &Claim| {
        let study = table.study();
        let cell = cell_of(study, claim.block, claim.horizon_months, &claim.outcome);
        let arms = study.arm(&claim.arm).zip(study.arm(&claim.against));
        let sample = cell
            .zip(arms)
            .map(|(cell, (arm, against))| differences(table, cell, arm, against))
            .unwrap_or_default();
        let mean = MeanEstimate::from_values(&sample.values);
        let interval = mean.and_then(|mean| interval_of(mean, claim.block, grown, error));
        let by_points = cell.is_some_and(|cell| study.blocks[cell.block].unit == Unit::Point);
        let planned = cell.zip(arms);
        Judged {
            claim: claim.clone(),
            cell,
            mean,
            pairs: sample.runs,
            planned: planned.map_or(0, |(cell, (arm, _))| table.count(arm, cell.block).planned),
            interval,
            confidence: 1.0 - error,
            share: by_points
                .then(|| Share::where_true(&sample.values, |d| claim.bound.admits(d)))
                .flatten(),
            verdict: verdict(claim.bound, interval),
            stated_before: before(claim),
        }
    };
    claims.iter().map(judged).collect()
}

/// The interval that holds at all looks together, at the look where the experiment ended.
/// The interval of a mean over the units of a block at a given error; one that holds at all looks where
/// the number of units was not fixed.
pub(super) fn interval_of(
    mean: MeanEstimate,
    block: RunBlock,
    grown: Option<(&Stopping, &Stopped)>,
    error: f64,
) -> Option<Interval> {
    match grown {
        Some((rule, stopped)) if rule.block == block => guarded(mean, rule, stopped, error),
        _ => mean.interval(1.0 - error),
    }
}

fn guarded(mean: MeanEstimate, rule: &Stopping, stopped: &Stopped, error: f64) -> Option<Interval> {
    let look = stopped.looks.len().checked_sub(1)?;
    let factor = Factors::new(rule, error).at(look, mean.n)?;
    let half = factor * mean.standard_error()?;
    Some(Interval {
        low: mean.mean - half,
        high: mean.mean + half,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, near, small_study, small_table};
    use super::super::stopping::Look;
    use super::super::table::RunKey;
    use super::*;
    use crate::scenario::{Guard, RunBlock};

    fn claim(arm: &str, block: RunBlock, bound: Bound) -> Claim {
        Claim {
            text: "it is so".into(),
            source: String::new(),
            arm: arm.into(),
            against: "base".into(),
            outcome: "saving".into(),
            horizon_months: 60,
            block,
            bound,
        }
    }

    #[test]
    fn an_interval_holds_fails_or_is_undecided_ends_included() {
        let between = |low, high| Some(Interval { low, high });
        for (bound, low, high, expected) in [
            (Bound::AtLeast(5.0), 5.0, 9.0, Verdict::Holds),
            (Bound::AtLeast(5.0), 1.0, 4.9, Verdict::Fails),
            (Bound::AtLeast(5.0), 1.0, 5.0, Verdict::Undecided),
            (Bound::AtMost(-2.0), -9.0, -2.0, Verdict::Holds),
            (Bound::AtMost(-2.0), -1.9, 3.0, Verdict::Fails),
            (Bound::AtMost(-2.0), -3.0, 3.0, Verdict::Undecided),
            (Bound::Within(2.0), -2.0, 2.0, Verdict::Holds),
            (Bound::Within(2.0), 2.1, 3.0, Verdict::Fails),
            (Bound::Within(2.0), -3.0, -2.1, Verdict::Fails),
            (Bound::Within(2.0), 1.0, 3.0, Verdict::Undecided),
        ] {
            assert_eq!(
                verdict(bound, between(low, high)),
                expected,
                "{bound:?} {low} {high}"
            );
        }
        assert_eq!(verdict(Bound::AtLeast(0.0), None), Verdict::Undecided);
    }

    // scipy 1.17.1, stats.ttest_rel with confidence_interval(0.975): two claims, 5% / 2 each.
    #[test]
    fn the_claims_of_a_file_share_the_error() {
        let claims = [
            claim("north", RunBlock::Default, Bound::AtLeast(-71.0)),
            claim("south", RunBlock::Default, Bound::AtLeast(0.0)),
        ];
        let found = judge(&small_table(), &claims, None, |_| true);
        let interval = found[0].interval.unwrap();
        near(interval.low, -70.635_662_797_194_43);
        near(interval.high, 99.510_662_797_194_56);
        near(found[0].confidence, 0.975);
        assert_eq!(found[0].verdict, Verdict::Holds);
        assert_eq!(found[1].verdict, Verdict::Undecided);
        assert!(found[0].share.is_none());
        // Alone, the first has the narrower interval of 95%.
        let alone = judge(&small_table(), &claims[..1], None, |_| false);
        near(alone[0].interval.unwrap().low, -54.693_438_035_935_66);
        assert!(!alone[0].stated_before);
    }

    #[test]
    fn over_the_inputs_the_share_in_which_it_is_so_is_told_too() {
        let found = judge(
            &small_table(),
            &[claim("north", RunBlock::Prior, Bound::AtLeast(0.0))],
            None,
            |_| true,
        );
        near(found[0].share.unwrap().value, 0.5);
        assert_eq!((found[0].pairs, found[0].planned), (24, 24));
    }

    #[test]
    fn pairs_that_failed_are_told_and_without_two_units_nothing_is_decided() {
        let mut table = filled(small_study(), |key, _, _| Some(key.arm as f64));
        for replicate in 1..6 {
            let key = RunKey {
                arm: 1,
                point: 0,
                replicate,
            };
            table.record_failure(key).unwrap();
        }
        let claims = [claim("north", RunBlock::Default, Bound::AtLeast(0.0))];
        let found = judge(&table, &claims, None, |_| true);
        assert_eq!((found[0].pairs, found[0].planned), (1, 6));
        assert_eq!(found[0].verdict, Verdict::Undecided);
    }

    #[test]
    fn where_the_number_of_runs_was_not_fixed_the_interval_is_that_of_all_looks() {
        let rule = Stopping {
            guard: Guard::Spending,
            arm: "north".into(),
            block: RunBlock::Default,
            target: 1.0,
            minimum: 3,
            every: 3,
            maximum: 12,
        };
        let look = |units| Look {
            units,
            used: units,
            mean: None,
            factor: None,
            half_width: None,
        };
        let stopped = Stopped {
            looks: vec![look(3), look(6)],
            planned: 4,
            reached: true,
            earlier: Vec::new(),
        };
        let claims = [claim("north", RunBlock::Default, Bound::AtLeast(0.0))];
        let table = small_table();
        let wide = judge(&table, &claims, Some((&rule, &stopped)), |_| true);
        let fixed = judge(&table, &claims, None, |_| true);
        let width = |found: &[Judged]| {
            let ends = found[0].interval.unwrap();
            0.5 * (ends.high - ends.low)
        };
        let factor = Factors::new(&rule, 0.05).at(1, 6).unwrap();
        let error = fixed[0].mean.unwrap().standard_error().unwrap();
        near(width(&wide), factor * error);
        assert!(width(&wide) > 1.1 * width(&fixed));
    }
}
