//! How long and how large an experiment will be: one pair is run and timed.

use super::clock::Watch;
use super::conclude::Basis;
use crate::engine::{OUTCOMES, PLACE_OUTCOMES};
use crate::experiment::{Bench, workers};
use crate::scenario::Geography;

/// Bytes of one stored value, measured on finished experiments; parts and tables stand side by
/// side for a moment, so everything counts twice.
const BYTES_A_VALUE: f64 = 2.0 * 8.0;

/// What an experiment will take.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Runs of each arm at the parameters as they stand, and at the points of the sample.
    pub runs_of_arm: (u64, u64),
    /// Runs in all.
    pub runs: u64,
    /// Batches in all.
    pub batches: u64,
    /// Seconds that one pair took on one thread.
    pub pair_seconds: f64,
    /// Seconds that all runs will take.
    pub seconds: f64,
    /// Threads that this supposes.
    pub threads: usize,
    /// Bytes on disk, at most.
    pub bytes: f64,
}

/// Times the first pair and reckons from it.
#[must_use]
pub fn predict(
    basis: &Basis,
    geography: &Geography,
    threads: usize,
    keep_places: bool,
) -> Prediction {
    let plan = &basis.plan;
    let experiment = &basis.experiment;
    let bench = Bench {
        experiment,
        geography,
        design: &basis.design,
        before_run: &|_| {},
    };
    let watch = Watch::start();
    if let Some(pair) = plan.pairs.first() {
        let _ = bench.run_pair(*pair, 0);
    }
    let pair_seconds = watch.seconds();
    let threads = if threads == 0 {
        workers::available()
    } else {
        threads
    };
    let used = threads.min(plan.batches().len()).max(1);
    let of_default = plan.pairs.iter().filter(|pair| pair.point == 0).count();
    let areas = geography
        .partition(geography.reporting)
        .map_or(0, crate::scenario::geography::Partition::bodies);
    let kept = OUTCOMES.iter().filter(|outcome| outcome.keeps_path).count();
    let horizons = experiment.horizons_months.len();
    let places = horizons * PLACE_OUTCOMES.len() * areas;
    let values = horizons * OUTCOMES.len()
        + kept * (experiment.months() / 12) as usize
        + if keep_places { places } else { 0 };
    // Places are kept for each arm once, in every batch and in the table.
    let of_places = places as f64 * f64::from(plan.arms) * (plan.batches().len() + 1) as f64;
    Prediction {
        runs_of_arm: (
            of_default as u64,
            (plan.pairs.len() - of_default) as u64,
        ),
        runs: u64::from(plan.runs()),
        batches: plan.batches().len() as u64,
        pair_seconds,
        seconds: pair_seconds * plan.pairs.len() as f64 / used as f64,
        threads: used,
        bytes: BYTES_A_VALUE * (values as f64 * f64::from(plan.runs()) + of_places),
    }
}
