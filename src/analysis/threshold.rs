//! Where in one parameter the answer turns: the value at which the mean difference between two
//! arms changes its sign, all other inputs varying as they were drawn.
//!
//! The mean difference at a value is read from a straight line fitted near it, with tricube
//! weights over the nearest [`SPAN`] of the points (W. S. Cleveland, Journal of the American
//! Statistical Association 74, 1979), on values between the 5% and the 95% quantile of what was
//! drawn. How sure the turn is follows from resampling points with replacement (B. Efron, Annals of
//! Statistics 7, 1979): it is claimed only where 95% of the resamples turn once and the same way,
//! and "no turn" only where 95% have none.
//!
//! The other inputs are drawn independently of this one, so what they do to a difference is noise
//! here, and most of the noise. A few of them may be named as controls: their linear part, each
//! about its mean, is taken out of the differences before the lines are fitted, which leaves the mean
//! difference at a value what it was and its error smaller (S. S. Lavenberg and P. D. Welch,
//! Management Science 27, 1981). The part is fitted anew in every resample, so that its own error is
//! in the interval.

use super::control::without_controls;
use super::estimate::{CONFIDENCE, Interval, quantile, sorted};
use crate::rng::{Purpose, uniform};

/// With fewer points nothing is claimed.
pub const FEWEST_POINTS: usize = 40;
/// Share of the points that a fit rests on.
pub const SPAN: f64 = 0.6;
/// Values at which the difference is fitted.
const VALUES: usize = 41;
/// Resamples of the points.
const RESAMPLES: u32 = 400;

/// Where the mean difference changes its sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    /// Once, at this value.
    At {
        /// The value of the parameter.
        value: f64,
        /// Middle 95% of the resamples.
        interval: Interval,
        /// Whether the difference is above zero beyond the value, and below zero before it.
        rises: bool,
    },
    /// Nowhere between these values; whether the difference is above zero there.
    Nowhere {
        /// Lowest and highest value looked at.
        range: Interval,
        /// Whether the difference is above zero.
        above: bool,
    },
    /// The points do not settle it: they neither agree on a turn nor on none.
    Unsettled,
}

/// Where the mean of `differences` changes its sign as `values` rise, both by point. The seed
/// chooses the resamples. `None` with too few points, or where the parameter does not vary.
#[must_use]
pub fn turn(values: &[f64], differences: &[f64], seed: u64) -> Option<Turn> {
    turn_given(values, differences, &[], seed)
}

/// The same with the linear part of other inputs, by point, taken out of the differences.
#[must_use]
pub fn turn_given(
    values: &[f64],
    differences: &[f64],
    controls: &[Vec<f64>],
    seed: u64,
) -> Option<Turn> {
    let n = values.len();
    if n < FEWEST_POINTS || differences.len() != n {
        return None;
    }
    let ordered = sorted(values);
    let range = Interval {
        low: quantile(&ordered, 0.05)?,
        high: quantile(&ordered, 0.95)?,
    };
    if range.high <= range.low {
        return None;
    }
    let grid: Vec<f64> = (0..VALUES)
        .map(|at| range.low + (range.high - range.low) * at as f64 / (VALUES - 1) as f64)
        .collect();
    let kernels: Vec<Vec<f64>> = grid.iter().map(|&at| kernel(values, at)).collect();
    let course = |counts: &[f64]| -> Vec<f64> {
        let heights = without_controls(values, differences, controls, counts);
        let fit = |(at, kernel): (&f64, &Vec<f64>)| fitted(values, &heights, kernel, counts, *at);
        grid.iter().zip(&kernels).map(fit).collect()
    };
    let found = crossings(&grid, &course(&vec![1.0; n]));
    let resampled: Vec<Vec<(f64, bool)>> = (0..RESAMPLES)
        .map(|number| crossings(&grid, &course(&resample(n, seed, number))))
        .collect();
    let agreed = |count: usize| count as f64 >= CONFIDENCE * f64::from(RESAMPLES);
    Some(match found.as_slice() {
        [] if agreed(resampled.iter().filter(|found| found.is_empty()).count()) => Turn::Nowhere {
            range,
            above: course(&vec![1.0; n])[0] > 0.0,
        },
        [(value, rises)] => {
            let turns: Vec<f64> = resampled
                .iter()
                .filter_map(|found| match found.as_slice() {
                    [(value, same)] if same == rises => Some(*value),
                    _ => None,
                })
                .collect();
            if !agreed(turns.len()) {
                return Some(Turn::Unsettled);
            }
            let turns = sorted(&turns);
            let tail = (1.0 - CONFIDENCE) / 2.0;
            Turn::At {
                value: *value,
                interval: Interval {
                    low: quantile(&turns, tail)?,
                    high: quantile(&turns, 1.0 - tail)?,
                },
                rises: *rises,
            }
        }
        _ => Turn::Unsettled,
    })
}

/// How often each point is taken in a resample.
fn resample(n: usize, seed: u64, number: u32) -> Vec<f64> {
    let mut counts = vec![0.0; n];
    for draw in 0..n {
        let u = uniform(seed, Purpose::Resample, number, draw as u32, 0, 0);
        counts[((u * n as f64) as usize).min(n - 1)] += 1.0;
    }
    counts
}

/// Tricube weights around a value: the nearest [`SPAN`] of the points count.
fn kernel(values: &[f64], at: f64) -> Vec<f64> {
    let distances: Vec<f64> = values.iter().map(|x| (x - at).abs()).collect();
    let reach = quantile(&sorted(&distances), SPAN).unwrap_or(0.0);
    let weight = |distance: &f64| {
        if reach <= 0.0 {
            return f64::from(u8::from(*distance <= 0.0));
        }
        let part = (distance / reach).min(1.0);
        let left = 1.0 - part * part * part;
        left * left * left
    };
    distances.iter().map(weight).collect()
}

/// The height at a value of the weighted straight line through the points.
fn fitted(values: &[f64], heights: &[f64], kernel: &[f64], counts: &[f64], at: f64) -> f64 {
    let [mut s0, mut s1, mut s2, mut t0, mut t1] = [0.0; 5];
    for (((x, y), k), count) in values.iter().zip(heights).zip(kernel).zip(counts) {
        let weight = k * count;
        let apart = x - at;
        s0 += weight;
        s1 += weight * apart;
        s2 += weight * apart * apart;
        t0 += weight * y;
        t1 += weight * apart * y;
    }
    let determinant = s0 * s2 - s1 * s1;
    if determinant > 1e-12 * s0 * s2 {
        (s2 * t0 - s1 * t1) / determinant
    } else if s0 > 0.0 {
        t0 / s0
    } else {
        0.0
    }
}

/// Where a course over a grid changes its sign, and whether it rises there.
fn crossings(grid: &[f64], course: &[f64]) -> Vec<(f64, bool)> {
    let mut found = Vec::new();
    // A height of exactly zero takes the sign of the one before it.
    let mut last: Option<(f64, f64)> = None;
    for (&at, &height) in grid.iter().zip(course) {
        if height == 0.0 {
            continue;
        }
        if let Some((before, was)) = last
            && (was < 0.0) != (height < 0.0)
        {
            let part = was / (was - height);
            found.push((before + part * (at - before), height > 0.0));
        }
        last = Some((at, height));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 100 values at 0.005, 0.015, ... 0.995 in a scrambled order.
    fn values() -> Vec<f64> {
        (0..100)
            .map(|i| (f64::from(i * 37 % 100) + 0.5) / 100.0)
            .collect()
    }

    /// A keyed noise between -1 and 1 with mean near 0.
    fn noise(i: usize) -> f64 {
        2.0 * uniform(9, Purpose::Resample, 1_000_000, i as u32, 0, 0) - 1.0
    }

    #[test]
    fn the_crossing_of_a_straight_line_is_recovered_exactly() {
        let x = values();
        let y: Vec<f64> = x.iter().map(|x| 5.0 * (x - 0.3)).collect();
        let Some(Turn::At {
            value,
            interval,
            rises,
        }) = turn(&x, &y, 1)
        else {
            panic!("a turn");
        };
        assert!((value - 0.3).abs() < 1e-9 && rises);
        assert!((interval.low - 0.3).abs() < 1e-9 && (interval.high - 0.3).abs() < 1e-9);
        let down: Vec<f64> = y.iter().map(|y| -y).collect();
        assert!(matches!(
            turn(&x, &down, 1),
            Some(Turn::At { rises: false, .. })
        ));
    }

    #[test]
    fn a_noisy_crossing_lies_in_its_interval_and_the_interval_in_the_range() {
        let x = values();
        let y: Vec<f64> = (0..100).map(|i| x[i] - 0.6 + 0.4 * noise(i)).collect();
        let Some(Turn::At {
            value, interval, ..
        }) = turn(&x, &y, 1)
        else {
            panic!("a turn");
        };
        assert!(interval.low < value && value < interval.high);
        assert!(interval.low < 0.6 && 0.6 < interval.high, "{interval:?}");
        assert!(interval.low > 0.4 && interval.high < 0.8, "{interval:?}");
    }

    #[test]
    fn where_the_sign_stays_no_turn_is_the_answer() {
        let x = values();
        let y: Vec<f64> = x.iter().map(|x| x + 1.0).collect();
        let found = turn(&x, &y, 1);
        let Some(Turn::Nowhere { range, above: true }) = found else {
            panic!("{found:?}");
        };
        // The 5% quantile of 0.005 to 0.995 in steps of 0.01 is 0.005 + 4.95 * 0.01.
        assert!((range.low - 0.0545).abs() < 1e-12 && (range.high - 0.9455).abs() < 1e-12);
    }

    #[test]
    fn pure_noise_and_two_turns_settle_nothing() {
        let x = values();
        let flat: Vec<f64> = (0..100).map(noise).collect();
        assert_eq!(turn(&x, &flat, 1), Some(Turn::Unsettled));
        let twice: Vec<f64> = x.iter().map(|x| (x - 0.5) * (x - 0.5) - 0.09).collect();
        assert_eq!(turn(&x, &twice, 1), Some(Turn::Unsettled));
    }

    /// Three other inputs that move the difference more than the one looked at.
    fn study(number: u32, slope: f64) -> (Vec<f64>, Vec<f64>, Vec<Vec<f64>>) {
        let draw = |what: u32, i: u32| uniform(8, Purpose::Resample, number, i, 7, what);
        let x: Vec<f64> = (0..100).map(|i| draw(0, i)).collect();
        let others: Vec<Vec<f64>> = (1..4)
            .map(|what| (0..100).map(|i| draw(what, i)).collect())
            .collect();
        let y = (0..100).map(|i| {
            let moved: f64 = others.iter().map(|other| 2.0 * (other[i] - 0.5)).sum();
            slope * (x[i] - 0.55) + moved + 0.2 * (draw(5, i as u32) - 0.5)
        });
        let y = y.collect();
        (x, y, others)
    }

    #[test]
    fn controls_find_turns_that_are_lost_without_them_and_keep_the_stated_confidence() {
        let studies = 60;
        let (mut bare, mut found, mut covered) = (0, 0, 0);
        for number in 0..studies {
            let (x, y, others) = study(number, 1.2);
            bare += u32::from(matches!(turn(&x, &y, 1), Some(Turn::At { .. })));
            if let Some(Turn::At { interval, .. }) = turn_given(&x, &y, &others, 1) {
                found += 1;
                // The truth is 0.55 where the other inputs have their means in the sample.
                let shift: f64 = others
                    .iter()
                    .map(|o| 2.0 * (o.iter().sum::<f64>() / 100.0 - 0.5))
                    .sum();
                let truth = 0.55 - shift / 1.2;
                covered += u32::from(interval.low <= truth && truth <= interval.high);
            }
        }
        assert!(found >= 55 && bare <= 40, "{found} {bare}");
        // 95% with a standard error of three points.
        assert!(
            f64::from(covered) >= 0.86 * f64::from(found),
            "{covered} of {found}"
        );
    }

    #[test]
    fn controls_make_no_turn_where_there_is_none() {
        let mut claimed = 0;
        for number in 0..40 {
            let (x, y, others) = study(number, 0.0);
            claimed += u32::from(matches!(
                turn_given(&x, &y, &others, 1),
                Some(Turn::At { .. })
            ));
        }
        assert!(claimed <= 4, "{claimed}");
    }

    #[test]
    fn too_few_points_or_a_parameter_that_stands_still_give_nothing() {
        let x = values();
        assert_eq!(turn(&x[..39], &x[..39], 1), None);
        assert_eq!(turn(&[0.5; 100], &x, 1), None);
    }
}
