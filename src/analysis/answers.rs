//! What the runs say to each part of an experiment's question.

use super::claims::{cell_of, interval_of};
use super::estimate::{CONFIDENCE, Interval, MeanEstimate, Share, TIE};
use super::sample::{Cell, Sample, differences, levels};
use super::stopping::Stopped;
use super::study::Unit;
use super::table::RunTable;
use crate::scenario::{Answer, Stopping};

/// A part of the question with its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// What was asked.
    pub answer: Answer,
    /// Where it was read.
    pub cell: Cell,
    /// The mean difference, or the mean level.
    pub mean: f64,
    /// Its interval; those of all answers hold together at 95%.
    pub interval: Interval,
    /// Share of the inputs in which the difference has the sign of the mean; only where the point is
    /// the unit.
    pub share: Option<Share>,
}

/// The answers of an experiment, in their order; those without two units that finished are left out.
/// `grown` is the rule of stopping and how it ended, where the number of runs was not fixed.
#[must_use]
pub fn answered(
    table: &RunTable,
    answers: &[Answer],
    grown: Option<(&Stopping, &Stopped)>,
) -> Vec<Answered> {
    let error = (1.0 - CONFIDENCE) / answers.len().max(1) as f64;
    let one = |answer: &Answer| {
        let study = table.study();
        let cell = cell_of(study, answer.block, answer.horizon_months, &answer.outcome)?;
        let arm = study.arm(&answer.arm)?;
        let Sample { values, .. } = match &answer.against {
            Some(against) => differences(table, cell, arm, study.arm(against)?),
            None => levels(table, cell, arm),
        };
        let mean = MeanEstimate::from_values(&values)?;
        let by_points = study.blocks[cell.block].unit == Unit::Point;
        let sign = mean.mean.signum();
        let share = (by_points && answer.against.is_some())
            .then(|| Share::where_true(&values, |value| sign * value > TIE))
            .flatten();
        Some(Answered {
            answer: answer.clone(),
            cell,
            mean: mean.mean,
            interval: interval_of(mean, answer.block, grown, error)?,
            share,
        })
    };
    answers.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{near, small_table};
    use super::*;
    use crate::scenario::RunBlock;

    // The interval of the difference is that of a claim in a family of two: scipy 1.17.1,
    // stats.ttest_rel with confidence_interval(0.975).
    #[test]
    fn an_answer_is_a_paired_difference_or_a_level_and_all_share_the_error() {
        let answer = |against: Option<&str>, months: u32| Answer {
            text: "It".into(),
            arm: "north".into(),
            against: against.map(Into::into),
            outcome: "saving".into(),
            horizon_months: months,
            block: RunBlock::Default,
        };
        let asked = [answer(Some("base"), 60), answer(None, 60)];
        let found = answered(&small_table(), &asked, None);
        near(found[0].interval.low, -70.635_662_797_194_43);
        let other = answered(&small_table(), &[answer(Some("base"), 60)], None);
        assert!(other[0].interval.low > found[0].interval.low);
        let base = Answer {
            arm: "base".into(),
            ..answer(None, 60)
        };
        let levels = answered(&small_table(), &[answer(None, 60), base], None);
        near(levels[0].mean - levels[1].mean, found[0].mean);
        // What was not run is not told.
        assert!(answered(&small_table(), &[answer(None, 61)], None).is_empty());
    }
}
