//! Another question of scenario discovery asked of a finished folder, without running anything.

use std::path::Path;

use super::conclude::{Concluded, Wanted, redo_with};
use super::error::JobError;
use crate::engine::OUTCOMES;
use crate::scenario::error::meant;
use crate::scenario::{DiscoveryQuestion, EVERY_OTHER, Experiment};

/// Makes charts, page and `discovery.csv` of a finished folder anew with a question in the place of
/// the one that stands there, as far as it says something.
///
/// # Errors
/// Every part of the question that does not fit the experiment, all at once; and as
/// [`super::conclude::redo`].
pub fn discover(
    folder: &Path,
    asked: &DiscoveryQuestion,
    host: &str,
) -> Result<Concluded, JobError> {
    redo_with(folder, Wanted::Report, host, &|experiment| {
        if experiment.search.is_some() {
            return Err(JobError::Refused(format!(
                "{} holds a search, which tells of its own where its candidates are better",
                folder.display()
            )));
        }
        let wrong = mistakes(experiment, asked);
        if !wrong.is_empty() {
            return Err(JobError::Refused(wrong.join("\n")));
        }
        let DiscoveryQuestion {
            arm,
            against,
            outcome,
            horizon_months,
            threshold,
        } = asked.clone();
        let known = &mut experiment.discovery;
        // Another arm makes the rival of the file no longer the one that was meant, and another
        // outcome has a threshold of its own.
        if arm.is_some() {
            known.against = None;
        }
        if outcome.is_some() {
            known.threshold = None;
        }
        known.arm = arm.or(known.arm.take());
        known.against = against.or(known.against.take());
        known.outcome = outcome.or(known.outcome.take());
        known.horizon_months = horizon_months.or(known.horizon_months);
        known.threshold = threshold.or(known.threshold);
        Ok(())
    })
}

/// What does not fit, one line each: option, what was found, what may stand there.
fn mistakes(experiment: &Experiment, asked: &DiscoveryQuestion) -> Vec<String> {
    let mut wrong = Vec::new();
    let arms: Vec<&str> = experiment
        .arms
        .iter()
        .map(|arm| arm.name.as_str())
        .collect();
    let mut check = |option: &str, found: &Option<String>, what: &str, known: &[&str]| {
        if let Some(found) = found
            && !known.contains(&found.as_str())
        {
            let help =
                meant(found, known).unwrap_or_else(|| format!("there are {}", known.join(", ")));
            wrong.push(format!(
                "{option} must name {what}, found \"{found}\": {help}"
            ));
        }
    };
    check("--arm", &asked.arm, "an arm of the experiment", &arms);
    let mut rivals = arms.clone();
    rivals.push(EVERY_OTHER);
    check(
        "--against",
        &asked.against,
        "an arm of the experiment or every_other",
        &rivals,
    );
    let outcomes: Vec<&str> = OUTCOMES.iter().map(|outcome| outcome.name).collect();
    check("--outcome", &asked.outcome, "an outcome", &outcomes);
    if asked.arm.is_some() && asked.arm == asked.against {
        wrong.push("--against must be another arm than --arm".to_owned());
    }
    if let Some(outcome) = OUTCOMES
        .iter()
        .find(|outcome| Some(outcome.name) == asked.outcome.as_deref())
        && outcome.better == crate::engine::Better::Neither
    {
        wrong.push(format!(
            "--outcome must have a better direction, found \"{}\", of which neither more nor less is \
             better",
            outcome.name
        ));
    }
    if let Some(months) = asked.horizon_months
        && !experiment.horizons_months.contains(&months)
    {
        let known: Vec<String> = experiment
            .horizons_months
            .iter()
            .map(u32::to_string)
            .collect();
        wrong.push(format!(
            "--horizon-months must be one of the horizons, found {months}: there are {}",
            known.join(", ")
        ));
    }
    if asked
        .threshold
        .is_some_and(|threshold| !threshold.is_finite())
    {
        wrong.push("--threshold must be a finite number".to_owned());
    }
    wrong
}
