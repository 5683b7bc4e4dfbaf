//! Which arms are on the Pareto front of several outcomes, as far as the runs settle it.
//!
//! An arm is dominated by another that is at least as good on every outcome and better on one.
//! Estimates are means, so dominance is claimed only beyond doubt: all paired differences of all
//! pairs of arms on all outcomes have intervals that hold together (Bonferroni), and
//!
//! - an arm is *dominated* where some other is better on every outcome with its interval above
//!   zero, or exactly equal on it in every unit, and better on at least one;
//! - it is *on the front* where against every other arm there is an outcome on which it is better
//!   with its interval above zero;
//! - otherwise the runs do not settle it.

use super::estimate::{Interval, MeanEstimate, TIE};
use super::paired::simultaneous_confidence;
use super::robustness::ArmSet;
use super::sample::{Cell, levels, rows};
use super::table::RunTable;

/// Where an arm stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No other arm can dominate it.
    OnFront,
    /// This arm dominates it: a position in the study.
    Dominated(usize),
    /// The runs do not settle it.
    NotSettled,
}

/// One arm of a front.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Position of the arm in the study.
    pub arm: usize,
    /// Its mean on each outcome, in the outcome's unit.
    pub means: Vec<f64>,
    /// The interval of each mean, all of the front together.
    pub intervals: Vec<Option<Interval>>,
    /// Where it stands.
    pub standing: Standing,
    /// Whether it is on the front by the means alone.
    pub on_front_by_means: bool,
}

/// The front of some outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Front {
    /// The cells of the outcomes; one block.
    pub cells: Vec<Cell>,
    /// 1 where more of an outcome is better, -1 where less is.
    pub signs: Vec<f64>,
    /// The arms, in the order of the set.
    pub arms: Vec<Placed>,
    /// Units (points or seeds) behind each mean.
    pub units: usize,
    /// Comparisons that hold together: pairs of arms times outcomes.
    pub comparisons: usize,
}

impl Front {
    /// How many arms are on the front, dominated, and not settled.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        let mut counts = [0; 3];
        for placed in &self.arms {
            counts[match placed.standing {
                Standing::OnFront => 0,
                Standing::Dominated(_) => 1,
                Standing::NotSettled => 2,
            }] += 1;
        }
        counts
    }
}

/// How two arms compare on one outcome.
#[derive(Clone, Copy, PartialEq)]
enum Compared {
    Better,
    Worse,
    Equal,
    Open,
}

/// The front of a set of arms on outcomes with a better direction, all in one block. Arms without
/// a value on one of them are left out. `None` with fewer than two outcomes, two arms or two units.
#[must_use]
pub fn front(table: &RunTable, cells: &[Cell], set: &ArmSet) -> Option<Front> {
    let study = table.study();
    let signs: Option<Vec<f64>> = cells
        .iter()
        .map(|cell| study.outcomes.get(cell.outcome)?.better.sign())
        .collect();
    let signs = signs?;
    let known = |arm: usize| {
        let has = |cell: &Cell| !levels(table, *cell, arm).values.is_empty();
        cells.iter().all(has)
    };
    let arms: Vec<usize> = set.arms.iter().copied().filter(|&arm| known(arm)).collect();
    let one_block = cells.windows(2).all(|two| two[0].block == two[1].block);
    if cells.len() < 2 || arms.len() < 2 || !one_block {
        return None;
    }
    // Turned so that more is better.
    let values: Vec<Vec<Vec<f64>>> = cells
        .iter()
        .zip(&signs)
        .map(|(&cell, sign)| {
            let rows = rows(table, cell, &arms);
            (0..arms.len())
                .map(|at| rows.values.iter().map(|row| sign * row[at]).collect())
                .collect()
        })
        .collect();
    let units = values.iter().map(|of| of[0].len()).min()?;
    if units < 2 {
        return None;
    }
    let comparisons = arms.len() * (arms.len() - 1) / 2 * cells.len();
    let confidence = simultaneous_confidence(comparisons);
    let compare = |outcome: usize, one: usize, other: usize| {
        let (a, b) = (&values[outcome][one], &values[outcome][other]);
        let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
        if differences.iter().all(|d| d.abs() <= TIE) {
            return Compared::Equal;
        }
        let mean = MeanEstimate::from_values(&differences);
        match mean.and_then(|mean| mean.interval(confidence)) {
            Some(interval) if interval.low > 0.0 => Compared::Better,
            Some(interval) if interval.high < 0.0 => Compared::Worse,
            _ => Compared::Open,
        }
    };
    let mean = |outcome: usize, at: usize| {
        let of = &values[outcome][at];
        of.iter().sum::<f64>() / of.len() as f64
    };
    let placed = (0..arms.len()).map(|at| {
        let others = (0..arms.len()).filter(|&other| other != at);
        let against = |other: usize| -> Vec<Compared> {
            let outcomes = 0..cells.len();
            outcomes
                .map(|outcome| compare(outcome, other, at))
                .collect()
        };
        let compared: Vec<(usize, Vec<Compared>)> = others
            .clone()
            .map(|other| (other, against(other)))
            .collect();
        let dominant = compared.iter().find(|(_, found)| {
            found.contains(&Compared::Better)
                && found
                    .iter()
                    .all(|c| matches!(c, Compared::Better | Compared::Equal))
        });
        let standing = match dominant {
            Some((other, _)) => Standing::Dominated(arms[*other]),
            None if compared.iter().all(|(_, c)| c.contains(&Compared::Worse)) => Standing::OnFront,
            None => Standing::NotSettled,
        };
        let beaten = |other: usize| {
            let mut better = false;
            let no_worse = (0..cells.len()).all(|outcome| {
                let lead = mean(outcome, other) - mean(outcome, at);
                better |= lead > TIE;
                lead >= -TIE
            });
            no_worse && better
        };
        let intervals = (0..cells.len()).map(|outcome| {
            let found = MeanEstimate::from_values(&values[outcome][at])?;
            let interval = found.interval(simultaneous_confidence(arms.len() * cells.len()))?;
            Some(turned(interval, signs[outcome]))
        });
        Placed {
            arm: arms[at],
            means: (0..cells.len()).map(|o| signs[o] * mean(o, at)).collect(),
            intervals: intervals.collect(),
            standing,
            on_front_by_means: !others.clone().any(beaten),
        }
    });
    let placed: Vec<Placed> = placed.collect();
    Some(Front {
        cells: cells.to_vec(),
        signs,
        arms: placed,
        units,
        comparisons,
    })
}

fn turned(interval: Interval, sign: f64) -> Interval {
    if sign > 0.0 {
        interval
    } else {
        Interval {
            low: -interval.high,
            high: -interval.low,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::discovery_data::{read, table as reference};
    use super::super::fixtures::{filled, known_value, near, small_study, small_table};
    use super::*;

    const CELLS: [Cell; 2] = [
        Cell {
            block: 1,
            horizon: 0,
            outcome: 0,
        },
        Cell {
            block: 1,
            horizon: 0,
            outcome: 1,
        },
    ];

    fn standings(values: [[f64; 2]; 3], noise: f64) -> Front {
        let table = filled(small_study(), move |key, _, outcome| {
            // Noise of each arm by itself, so that pairing does not take it away.
            let luck = known_value(key, 0, outcome) / 63.0 - 1.0;
            Some(values[key.arm][outcome] + noise * luck)
        });
        front(&table, &CELLS, &ArmSet::all(table.study())).unwrap()
    }

    #[test]
    fn an_arm_worse_on_all_outcomes_is_dominated_and_the_others_are_on_the_front() {
        // Saving is better high, cost low: south saves less than both and costs more.
        let found = standings([[10.0, 5.0], [20.0, 8.0], [5.0, 9.0]], 0.01);
        let standing: Vec<Standing> = found.arms.iter().map(|one| one.standing).collect();
        assert_eq!(
            standing,
            [Standing::OnFront, Standing::OnFront, Standing::Dominated(0)]
        );
        assert_eq!(
            (found.counts(), found.comparisons, found.units),
            ([2, 1, 0], 6, 12)
        );
    }

    #[test]
    fn the_same_means_under_much_noise_settle_nothing() {
        let found = standings([[10.0, 5.0], [20.0, 8.0], [5.0, 9.0]], 30.0);
        assert_eq!(found.counts(), [0, 0, 3]);
    }

    #[test]
    fn an_outcome_that_never_differs_does_not_save_an_arm_nor_make_it_better() {
        let found = standings([[10.0, 5.0], [20.0, 5.0], [20.0, 5.0]], 0.0);
        let standing: Vec<Standing> = found.arms.iter().map(|one| one.standing).collect();
        // North and south are equal: neither dominates the other, and neither is better.
        let not = Standing::NotSettled;
        assert_eq!(standing, [Standing::Dominated(1), not, not]);
        let by_means: Vec<bool> = found.arms.iter().map(|one| one.on_front_by_means).collect();
        assert_eq!(by_means, [false, true, true]);
    }

    // numpy 1.26.4 and scipy 1.17.1 on the means of the two seeds of each point: mean and t interval
    // at 1 - 0.05 / 6 for three arms and two outcomes.
    #[test]
    fn means_and_intervals_agree_with_scipy() {
        let table = small_table();
        let found = front(&table, &CELLS, &ArmSet::all(table.study())).unwrap();
        let expected = reference(&read("front.csv"));
        for (at, line) in expected.iter().enumerate() {
            let (placed, outcome) = (&found.arms[at / 2], at % 2);
            let interval = placed.intervals[outcome].unwrap();
            near(placed.means[outcome], line[1].unwrap());
            near(interval.low, line[2].unwrap());
            near(interval.high, line[3].unwrap());
        }
        assert_eq!((expected.len(), found.counts()), (6, [0, 0, 3]));
    }

    #[test]
    fn one_outcome_or_one_arm_has_no_front() {
        let table = small_table();
        let all = ArmSet::all(table.study());
        assert!(front(&table, &CELLS[..1], &all).is_none());
        let one = ArmSet {
            label: "one".into(),
            arms: vec![1],
        };
        assert!(front(&table, &CELLS, &one).is_none());
    }
}
