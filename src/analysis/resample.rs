//! Percentile intervals from a bootstrap (B. Efron and R. J. Tibshirani, "An introduction to the
//! bootstrap", 1993) over units that are drawn whole: walks of a screen, rows of an exchange of
//! samples.

use super::estimate::{Interval, quantile, sorted};
use crate::rng::{Purpose, uniform};

/// How many resamples an interval rests on.
pub const RESAMPLES: u32 = 1000;

/// Keeps these draws apart from resamples of points.
const ENTITY: u32 = 0x5e5a_11e1;

/// For each resample the positions that it takes of `units`, one as often as it is drawn.
#[must_use]
pub fn resamples(seed: u64, units: usize) -> Vec<Vec<usize>> {
    let position = |number: u32, at: usize| {
        let u = uniform(seed, Purpose::Resample, ENTITY, number, 0, at as u32);
        ((u * units as f64) as usize).min(units.saturating_sub(1))
    };
    (0..RESAMPLES)
        .map(|number| (0..units).map(|at| position(number, at)).collect())
        .collect()
}

/// The middle 95% of what resamples give; `None` where fewer than two units are drawn from, or no
/// resample gives a value.
#[must_use]
pub fn interval(units: usize, values: impl Iterator<Item = Option<f64>>) -> Option<Interval> {
    if units < 2 {
        return None;
    }
    let values: Vec<f64> = values.flatten().collect();
    let ordered = sorted(&values);
    Some(Interval {
        low: quantile(&ordered, 0.025)?,
        high: quantile(&ordered, 0.975)?,
    })
}
