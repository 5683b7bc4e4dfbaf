//! Runs that failed: told one by one, never dropped quietly.

use std::fmt::Write as _;

use super::conclude::{Basis, remove};
use super::error::JobError;
use crate::experiment::plan::Pair;
use crate::experiment::seeds::seed_of_arm;
use crate::scenario::Experiment;
use crate::store::{Layout, write_atomically};

/// Columns of `failures.csv` and what they mean.
pub const COLUMNS: [(&str, &str); 6] = [
    ("run", "number of the run in the plan"),
    ("arm", "the arm"),
    ("sweep_point", "number of the point of inputs"),
    ("replicate", "number of the seed at the point, from 0"),
    ("seed", "the seed"),
    (
        "reason",
        "the message of the failure, with its place in the source",
    ),
];

/// Writes `failures.csv`; removes that of an earlier call where no run failed.
///
/// # Errors
/// When the disk refuses.
pub(super) fn write(
    layout: &Layout,
    basis: &Basis,
    failed: &[(u32, String)],
) -> Result<(), JobError> {
    if failed.is_empty() {
        return Ok(remove(&layout.failures())?);
    }
    let heads: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    let mut text = format!("{}\n", heads.join(","));
    let experiment = &basis.experiment;
    for (run, reason) in failed {
        let Some(name) = basis.plan.run(*run) else {
            continue;
        };
        let (arm, pair) = (name.arm as usize, name.pair);
        // Writing to a text cannot fail.
        let _ = writeln!(
            text,
            "{run},{},{},{},{},\"{}\"",
            experiment.arms[arm].name,
            pair.point,
            pair.replicate,
            seed_of_arm(experiment, arm, pair.seed),
            reason.replace('"', "\"\"")
        );
    }
    Ok(write_atomically(&layout.failures(), text.as_bytes())?)
}

/// The error of a call that stops at the first failed run.
pub(super) fn stopped(
    experiment: &Experiment,
    run: u32,
    arm: usize,
    pair: &Pair,
    reason: &str,
) -> JobError {
    JobError::Run(format!(
        "run {run} failed (arm {}, point {}, replicate {}, seed {}): {reason}\nstopped, as \
         --on-error stop asks; what was finished before is kept, and the same call tries this run \
         again; --on-error record goes on, and leaves failed runs out of every estimate",
        experiment.arms[arm].name,
        pair.point,
        pair.replicate,
        seed_of_arm(experiment, arm, pair.seed),
    ))
}
