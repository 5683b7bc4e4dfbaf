//! What `grip extend` asks of a stored experiment: more seeds, or more of its rule of stopping.
//!
//! Where a rule decided how much is run, the block that it grew is not for the caller to add to:
//! its interval holds at the looks of the rule and nowhere else. The rule itself may be asked for
//! more, as [`super::stopping::same_rule`] has it.

use super::error::JobError;
use super::extend::grown;
use super::stopping;
use crate::analysis::stopping::Stopped;
use crate::scenario::{DEFAULT_SEEDS, Experiment, MOST_LOOKS, POINTS, RunBlock, Stopping};
use crate::store::Manifest;

/// What is asked for; at least one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct More {
    /// Seeds that every point shall have at least.
    pub replicates: Option<u64>,
    /// Half-width to be reached, in the unit of the primary outcome.
    pub target: Option<f64>,
    /// Units at the last look.
    pub maximum: Option<u64>,
}

/// The experiment with more asked of it.
///
/// # Errors
/// Where a number is out of range, stored runs would be dropped, or the confidence that the rule
/// states would no longer hold.
pub fn further(
    experiment: &Experiment,
    manifest: &Manifest,
    more: More,
) -> Result<Experiment, JobError> {
    let Some(rule) = &experiment.stopping else {
        if more.target.is_some() || more.maximum.is_some() {
            return refused(
                "--target and --maximum belong to a rule of stopping, and this experiment has a \
                 fixed number of runs; add seeds with --replicates N",
            );
        }
        return more.replicates.map_or_else(
            || refused("say how many seeds with --replicates N"),
            |replicates| grown(experiment, replicates),
        );
    };
    let mut larger = match more.replicates {
        Some(replicates) => beside(experiment, rule, manifest, replicates)?,
        None => experiment.clone(),
    };
    let mut asked = rule.clone();
    if let Some(target) = more.target {
        // The same again is the same call, which goes on.
        if !(target.is_finite() && target > 0.0 && target <= rule.target) {
            return refused(&format!(
                "--target must be above 0 and at most {}, the target so far, found {target}: stored \
                 runs are never dropped",
                rule.target
            ));
        }
        asked.target = target;
    }
    if let Some(maximum) = more.maximum {
        asked.maximum = maximum_of(rule, maximum)?;
    }
    if let Some(stopped) = &manifest.stopped
        && stopped.units() >= asked.maximum
        && asked.target < rule.target
    {
        return refused(&format!(
            "all {} {} of the rule are run and every look is made, so a smaller target can add \
             nothing; {}",
            asked.maximum,
            rule.block.units(),
            match stopping::not_more(rule, &one_more(rule)) {
                Some(why) => format!("{why}; run it anew with a larger maximum and --out DIR"),
                None => "raise the maximum too with --maximum N".to_owned(),
            }
        ));
    }
    if let Some(stopped) = &manifest.stopped
        && stopped.reached
        && asked.maximum > rule.maximum
        && more.target.is_none()
    {
        return refused(&format!(
            "the target of {} was reached with {} {}, so a larger maximum adds nothing; give a smaller \
             --target too",
            rule.target,
            stopped.units(),
            rule.block.units()
        ));
    }
    larger.stopping = Some(asked.clone());
    Ok(larger.cut_to(asked.maximum))
}

/// More seeds at what the rule does not grow.
fn beside(
    experiment: &Experiment,
    rule: &Stopping,
    manifest: &Manifest,
    replicates: u64,
) -> Result<Experiment, JobError> {
    let units = manifest
        .stopped
        .as_ref()
        .map_or(rule.minimum, Stopped::units);
    let (has, what) = match rule.block {
        RunBlock::Default => (units, "how many seeds the default parameters have"),
        RunBlock::Prior => (
            experiment.size.replicates,
            "what it looks at: the means of points over their seeds",
        ),
    };
    if replicates > u64::from(has) {
        return refused(&format!(
            "--replicates {replicates} is more than {has}, and the rule of stopping decided {what}; \
             added by hand, its interval would no longer have the confidence it states. Give a smaller \
             --target, and it goes on by its rule; or run a fixed number of seeds into another folder \
             without [stopping]"
        ));
    }
    let larger = grown(&experiment.cut_to(units), replicates)?;
    Ok(larger.cut_to(rule.maximum))
}

/// A maximum that the rule may be given in place of its own.
fn maximum_of(rule: &Stopping, maximum: u64) -> Result<u32, JobError> {
    let (most, step) = match rule.block {
        RunBlock::Default => (DEFAULT_SEEDS[1], 1),
        RunBlock::Prior => (POINTS[1], u64::from(rule.every.max(1))),
    };
    let before = u64::from(rule.maximum);
    if maximum == before {
        return Ok(rule.maximum);
    }
    if maximum < before || maximum > most || !maximum.is_multiple_of(step) {
        let whole = if step > 1 {
            format!(", a multiple of {step} (points come as whole Latin hypercubes)")
        } else {
            String::new()
        };
        return refused(&format!(
            "--maximum must be above {before}, the maximum so far, and at most {most}{whole}, found \
             {maximum}"
        ));
    }
    let wanted = Stopping {
        maximum: u32::try_from(maximum).unwrap_or(u32::MAX),
        ..rule.clone()
    };
    if let Some(why) = stopping::not_more(rule, &wanted) {
        return refused(&format!(
            "--maximum {maximum}: {why}; run it anew with a larger maximum and --out DIR"
        ));
    }
    let looks = wanted.looks().len() as u64;
    if looks > MOST_LOOKS {
        return refused(&format!(
            "--maximum {maximum} would make {looks} looks, {} {} apart; at most {MOST_LOOKS} are made",
            rule.every,
            rule.block.units()
        ));
    }
    Ok(wanted.maximum)
}

fn one_more(rule: &Stopping) -> Stopping {
    Stopping {
        maximum: rule.maximum.saturating_add(1),
        ..rule.clone()
    }
}

fn refused<T>(why: &str) -> Result<T, JobError> {
    Err(JobError::Refused(why.to_owned()))
}
