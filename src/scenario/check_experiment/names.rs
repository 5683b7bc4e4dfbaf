//! What an experiment names must be there: arms, outcomes, the primary horizon.

use std::ops::Range;

use super::arms::names_of_arms;
use crate::scenario::check::Known;
use crate::scenario::error::{Mistake, Source, meant};
use crate::scenario::experiment::family;
use crate::scenario::experiment_file::ExperimentFile;
use crate::scenario::patch::Changes;

/// Baseline and subsets must name arms of the experiment.
pub(super) fn check_names(
    source: &Source,
    file: &ExperimentFile,
    known: &Known,
    findings: &mut Vec<Mistake>,
) {
    let all = names_of_arms(file);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    if all.is_empty() {
        return;
    }
    let stranger = |name: &str, span: Range<usize>, what: &str| {
        let help = match &file.steps {
            Some(_) if !name.contains('@') => Some(format!(
                "grip is swept, so name the step too, for example \"{}\"",
                all.iter()
                    .find(|arm| family(arm) == name)
                    .unwrap_or(&all[0])
            )),
            _ => meant(name, &all),
        };
        source.mistake(
            span,
            format!("{what} must be one of the arms of the experiment, found \"{name}\""),
            help,
        )
    };
    if let Some(baseline) = &file.baseline
        && !all.contains(&baseline.value.as_str())
    {
        findings.push(stranger(&baseline.value, baseline.span.clone(), "baseline"));
    }
    for subset in &file.subsets {
        let path = format!("subsets.{}", subset.name);
        for (at, arm) in subset.arms.iter().enumerate() {
            if !all.contains(&arm.value.as_str()) {
                findings.push(stranger(&arm.value, arm.span.clone(), &path));
            } else if subset.arms[..at]
                .iter()
                .any(|other| other.value == arm.value)
            {
                findings.push(source.mistake(
                    arm.span.clone(),
                    format!("{path} names \"{}\" twice", arm.value),
                    None,
                ));
            }
        }
    }
    let margins = file.margins.iter().map(|margin| &margin.outcome);
    for outcome in margins.chain(&file.outcome) {
        if !known.outcomes.is_empty() && !known.outcomes.contains(&outcome.value.as_str()) {
            findings.push(
                source.mistake(
                    outcome.span.clone(),
                    format!("unknown outcome \"{}\"", outcome.value),
                    meant(&outcome.value, known.outcomes)
                        .or_else(|| Some("see: grip list outcomes".to_owned())),
                ),
            );
        }
    }
}

/// The primary horizon must be one at which outcomes are read.
pub(super) fn check_primary(
    source: &Source,
    file: &ExperimentFile,
    changes: &Changes,
    findings: &mut Vec<Mistake>,
) {
    let Some(horizon) = &file.horizon else { return };
    if changes.horizon_months.is_some() || file.horizons.is_empty() {
        return;
    }
    if !file
        .horizons
        .iter()
        .any(|other| other.value == horizon.value)
    {
        let list: Vec<String> = file.horizons.iter().map(|h| h.value.to_string()).collect();
        findings.push(source.mistake(
            horizon.span.clone(),
            format!(
                "primary.horizon_months must be one of horizons_months, found {}",
                horizon.value
            ),
            Some(format!("the horizons are {}", list.join(", "))),
        ));
    }
}
