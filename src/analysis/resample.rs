//! Percentile intervals from a bootstrap (B. Efron and R. J. Tibshirani, "An introduction to the
//! bootstrap", 1993) over units that are drawn whole: walks of a screen, rows of an exchange of
//! samples.

use super::estimate::{Interval, quantile, sorted};
use crate::rng::{Purpose, uniform};

/// How many resamples an interval rests on.
pub const RESAMPLES: u32 = 1000;

/// Keeps these draws apart from resamples of points.
const ENTITY: u32 = 0x5e5a_11e1;

/// The resamples of a seed, kept while the number of units stays the same: they are drawn once for
/// all outcomes and arms.
#[derive(Clone, Debug)]
pub struct Resamples {
    seed: u64,
    units: usize,
    drawn: Vec<Vec<u32>>,
}

impl Resamples {
    /// None drawn so far.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            units: 0,
            drawn: Vec::new(),
        }
    }

    /// For each resample the positions that it takes of `units`, one as often as it is drawn.
    pub fn of(&mut self, units: usize) -> &[Vec<u32>] {
        if self.units != units {
            let position = |number: u32, at: usize| {
                let u = uniform(self.seed, Purpose::Resample, ENTITY, number, 0, at as u32);
                ((u * units as f64) as usize).min(units.saturating_sub(1)) as u32
            };
            self.units = units;
            self.drawn = (0..RESAMPLES)
                .map(|number| (0..units).map(|at| position(number, at)).collect())
                .collect();
        }
        &self.drawn
    }
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
