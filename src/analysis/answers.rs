//! What the runs say to each part of an experiment's question.

use std::collections::BTreeMap;

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
    /// What is told of a second outcome, where one is asked for.
    pub together: Option<Together>,
}

/// Whether an arm is better on two outcomes at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Together {
    /// Where the second outcome was read.
    pub cell: Cell,
    /// Share of the inputs in which the arm is better on both; nothing where an outcome has no better side
    /// or the point is not the unit.
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
            together: together(table, cell, answer),
        })
    };
    answers.iter().filter_map(one).collect()
}

/// What is told of the second outcome of an answer.
fn together(table: &RunTable, cell: Cell, answer: &Answer) -> Option<Together> {
    let study = table.study();
    let second = Cell {
        outcome: study.outcome(answer.together_with.as_ref()?)?,
        ..cell
    };
    let arm = study.arm(&answer.arm)?;
    let from = study.arm(answer.against.as_ref()?)?;
    let better = |cell: Cell| -> Option<BTreeMap<usize, bool>> {
        let sign = study.outcomes[cell.outcome].better.sign()?;
        let Sample { points, values, .. } = differences(table, cell, arm, from);
        let each = points.into_iter().zip(values);
        Some(
            each.map(|(point, value)| (point, sign * value > TIE))
                .collect(),
        )
    };
    let share = || {
        if study.blocks[cell.block].unit != Unit::Point {
            return None;
        }
        let (first, second) = (better(cell)?, better(second)?);
        let both: Vec<bool> = first
            .iter()
            .filter_map(|(point, better)| Some(*better && *second.get(point)?))
            .collect();
        let count = both.iter().filter(|both| **both).count();
        Share::of(count as f64, both.len())
    };
    Some(Together {
        cell: second,
        share: share(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, near, small_study, small_table};
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
            together_with: None,
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

    /// Of 12 points the arm saves more at the first six and costs less, which is better, at every third:
    /// both at points 0 and 3, and the other arm both where neither holds.
    #[test]
    fn better_on_both_is_counted_input_by_input() {
        let study = small_study();
        let first = study
            .points
            .iter()
            .position(|point| point.block == 1)
            .unwrap();
        let table = filled(study, |key, _, outcome| {
            let at = key.point.saturating_sub(first);
            let moved = match (key.arm, outcome) {
                (1, 0) => {
                    if at < 6 {
                        5.0
                    } else {
                        -5.0
                    }
                }
                (1, _) => {
                    if at % 3 == 0 {
                        -5.0
                    } else {
                        5.0
                    }
                }
                _ => 0.0,
            };
            Some(10.0 + moved + f64::from(key.replicate))
        });
        let answer = |against: Option<&str>, second: &str, block: RunBlock| Answer {
            text: "It".into(),
            arm: "north".into(),
            against: against.map(Into::into),
            outcome: "saving".into(),
            horizon_months: 60,
            block,
            together_with: Some(second.into()),
        };
        let told = |asked: Answer| answered(&table, &[asked], None)[0].together;
        let found = told(answer(Some("base"), "cost", RunBlock::Prior)).unwrap();
        assert_eq!(found.cell.outcome, 1);
        assert_eq!(found.share, Share::of(2.0, 12));
        // The order of the two outcomes does not matter.
        let turned = Answer {
            outcome: "cost".into(),
            ..answer(Some("base"), "saving", RunBlock::Prior)
        };
        assert_eq!(told(turned).unwrap().share, found.share);
        // Over seeds there is no share of the inputs, and one arm by itself is better than nobody.
        let seeds = told(answer(Some("base"), "cost", RunBlock::Default)).unwrap();
        assert_eq!(seeds.share, None);
        assert_eq!(told(answer(None, "cost", RunBlock::Prior)), None);
    }
}
