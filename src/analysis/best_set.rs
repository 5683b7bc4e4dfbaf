//! Which arms are not significantly worse than the best: multiple comparisons with the best.
//!
//! For every two arms the mean paired difference over units has its own standard error, so common
//! chance may correlate the arms in any way. With k arms and n units let w be the quantile of
//! Student's t with n - 1 degrees of freedom at `1 - 0.05 / (k - 1)` times that error. An arm stays in
//! the set unless some other arm is ahead of it by more than w. The truly best arm is then in the
//! set with 95% confidence, for it is thrown out only if one of k - 1 one-sided intervals misses
//! (the subset selection of S. S. Gupta in the paired form of B. L. Nelson, J. Swann, D. Goldsman and
//! W. Song, Operations Research 49, 2001, section 2). By the same event the constrained intervals of
//! J. C. Hsu (Annals of Statistics 12, 1984) hold at once for what each arm has more than the best of
//! the others; for unequal errors as in D. G. Edwards and J. C. Hsu (Journal of the American
//! Statistical Association 78, 1983).

use super::estimate::{CONFIDENCE, Interval, MeanEstimate, t_quantile};
use super::robustness::ArmSet;
use super::sample::{Cell, members, rows};
use super::table::RunTable;

/// How one arm stands against the best of the others. Numbers are in the unit of the outcome,
/// turned so that more is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contender {
    /// Position of the arm.
    pub arm: usize,
    /// Mean of what it has more than the best of the others; negative where it is behind.
    pub ahead: f64,
    /// The interval of that; all arms of the set together. It never excludes zero on the side on
    /// which the data cannot tell by how much.
    pub interval: Interval,
    /// Whether it is among those not significantly worse than the best.
    pub in_set: bool,
}

/// The arms of one set in one cell against the best of them.
#[derive(Clone, Debug, PartialEq)]
pub struct BestSet {
    /// The block, horizon and outcome.
    pub cell: Cell,
    /// Units at which all arms have a value.
    pub units: usize,
    /// Units left out because an arm failed there or has no value.
    pub left_out: usize,
    /// One for each arm of the set that has the outcome, in the order of the set.
    pub contenders: Vec<Contender>,
}

impl BestSet {
    /// Positions of the arms not significantly worse than the best.
    #[must_use]
    pub fn arms(&self) -> Vec<usize> {
        let kept = self.contenders.iter().filter(|one| one.in_set);
        kept.map(|one| one.arm).collect()
    }
}

/// The arms of a set against the best of them; `None` where the outcome has no better direction,
/// fewer than two arms have it, or fewer than two units have all of them.
#[must_use]
pub fn best_set(table: &RunTable, cell: Cell, set: &ArmSet) -> Option<BestSet> {
    let sign = table.study().outcomes.get(cell.outcome)?.better.sign()?;
    let has = |arm: &usize| !super::sample::levels(table, cell, *arm).values.is_empty();
    let arms: Vec<usize> = set.arms.iter().copied().filter(has).collect();
    let rows = rows(table, cell, &arms);
    let units = rows.values.len();
    if arms.len() < 2 || units < 2 {
        return None;
    }
    let error = (1.0 - CONFIDENCE) / (arms.len() - 1) as f64;
    let t = t_quantile(1.0 - error, (units - 1) as f64)?;
    // By arm and other arm: mean of what the arm has more, and how far that may be off.
    let mut gaps = vec![vec![(0.0, 0.0); arms.len()]; arms.len()];
    for one in 0..arms.len() {
        for other in one + 1..arms.len() {
            let values: Vec<f64> = rows
                .values
                .iter()
                .map(|row| sign * (row[one] - row[other]))
                .collect();
            let mean = MeanEstimate::from_values(&values)?;
            let width = t * mean.standard_error()?;
            gaps[one][other] = (mean.mean, width);
            gaps[other][one] = (-mean.mean, width);
        }
    }
    Some(BestSet {
        cell,
        units,
        left_out: members(table, cell.block).len() - units,
        contenders: against_best(&arms, &gaps),
    })
}

/// Hsu's constrained intervals from the gaps of every two arms.
fn against_best(arms: &[usize], gaps: &[Vec<(f64, f64)>]) -> Vec<Contender> {
    let least = |one: usize, of: &dyn Fn(&(f64, f64)) -> f64, among: &dyn Fn(usize) -> bool| {
        let others = (0..arms.len()).filter(|&other| other != one && among(other));
        others
            .map(|other| of(&gaps[one][other]))
            .fold(f64::INFINITY, f64::min)
    };
    let all = |_: usize| true;
    let high: Vec<f64> = (0..arms.len())
        .map(|one| least(one, &|(gap, width)| gap + width, &all))
        .collect();
    // Equal arms have gap and width zero and stay together.
    let kept = |one: usize| high[one] >= 0.0;
    (0..arms.len())
        .map(|one| {
            let low = least(one, &|(gap, width)| gap - width, &kept);
            Contender {
                arm: arms[one],
                ahead: least(one, &|(gap, _)| *gap, &all),
                interval: Interval {
                    // Alone in the set: it is the best, by at least nothing.
                    low: low.min(0.0),
                    high: high[one].max(0.0),
                },
                in_set: kept(one),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{filled, small_study, small_table};
    use super::super::study::Better;
    use super::*;
    use crate::rng::{Purpose, uniform};
    use statrs::distribution::{ContinuousCDF, Normal};

    const DEFAULT: Cell = Cell {
        block: 0,
        horizon: 0,
        outcome: 0,
    };

    fn all(table: &RunTable) -> ArmSet {
        ArmSet::all(table.study())
    }

    #[test]
    fn a_clear_winner_is_alone_and_a_hopeless_arm_is_out() {
        // North leads by 10 with a little luck of its own, south trails by 30.
        let table = filled(small_study(), |key, _, _| {
            Some([0.0, 10.0, -30.0][key.arm] + [0.0, 0.1, 0.2][key.arm] * f64::from(key.replicate))
        });
        let found = best_set(&table, DEFAULT, &all(&table)).unwrap();
        assert_eq!(found.arms(), [1]);
        let north = found.contenders[1];
        assert!((north.ahead - 10.25).abs() < 1e-9);
        assert!(north.interval.low == 0.0 && north.interval.high > 10.25);
        assert!(found.contenders[2].interval.high == 0.0);
        // Where less is better the order turns.
        let mut study = small_study();
        study.outcomes[0].better = Better::Lower;
        let table = filled(study, |key, _, _| {
            Some([0.0, 10.0, -30.0][key.arm] + 0.1 * key.arm as f64 * f64::from(key.replicate))
        });
        assert_eq!(best_set(&table, DEFAULT, &all(&table)).unwrap().arms(), [2]);
    }

    #[test]
    fn equal_arms_stay_together_and_noise_decides_nothing() {
        let table = filled(small_study(), |key, _, _| Some(f64::from(key.replicate)));
        assert_eq!(
            best_set(&table, DEFAULT, &all(&table)).unwrap().arms(),
            [0, 1, 2]
        );
        let table = small_table();
        assert_eq!(
            best_set(&table, DEFAULT, &all(&table)).unwrap().arms(),
            [0, 1, 2]
        );
    }

    #[test]
    fn units_where_an_arm_failed_are_left_out_and_counted() {
        let mut table = small_table();
        let key = super::super::table::RunKey {
            arm: 1,
            point: 0,
            replicate: 3,
        };
        table.record_failure(key).unwrap();
        let found = best_set(&table, DEFAULT, &all(&table)).unwrap();
        assert_eq!((found.units, found.left_out), (5, 1));
    }

    /// Five arms on common chance, the first best by a quarter of the luck of a difference, over
    /// twenty seeds: the best is kept, and every interval holds, at least as often as stated.
    #[test]
    fn the_best_is_kept_as_often_as_stated() {
        let truth = [0.0, -0.25, -0.25, -0.25, -1.5];
        let mut study = small_study();
        let arm = study.arms[0].clone();
        study.arms = vec![arm; 5];
        for (at, arm) in study.arms.iter_mut().enumerate() {
            arm.name = format!("arm_{at}");
        }
        study.points.truncate(1);
        study.points[0].replicates = 20;
        study.blocks.truncate(1);
        study.parameters.clear();
        let normal = Normal::standard();
        let studies = 1_000;
        let (mut kept, mut right, mut sizes) = (0, 0, 0);
        for number in 0..studies {
            let draw = |arm: u32, seed: u32| {
                normal.inverse_cdf(uniform(5, Purpose::Resample, number, seed, 0, arm))
            };
            let table = filled(study.clone(), |key, _, _| {
                let shared = draw(9, key.replicate);
                Some(truth[key.arm] + 2.0 * shared + 0.7 * draw(key.arm as u32, key.replicate))
            });
            let found = best_set(&table, DEFAULT, &all(&table)).unwrap();
            kept += u32::from(found.contenders[0].in_set);
            sizes += found.arms().len();
            let holds = |one: &Contender| {
                let others = (0..5).filter(|&other| other != one.arm);
                let best = others.map(|other| truth[other]).fold(f64::MIN, f64::max);
                let gap = truth[one.arm] - best;
                one.interval.low <= gap && gap <= one.interval.high
            };
            right += u32::from(found.contenders.iter().all(holds));
        }
        assert!(kept >= 940 && right >= 940, "{kept} {right}");
        // It is not kept by keeping everybody: the hopeless arm is always out.
        assert!(sizes < 4 * studies as usize, "{sizes}");
    }
}
