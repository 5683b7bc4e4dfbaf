//! What the command line changes in an experiment: its size, its horizon and its arms.

use super::arms::names_of_arms;
use super::small;
use crate::scenario::arm::Arm;
use crate::scenario::error::{Mistake, Source, meant};
use crate::scenario::experiment::{Subset, family};
use crate::scenario::experiment_file::{
    ExperimentFile, MONTHS, POINTS, REPLICATES, SEEDS, broken_year,
};
use crate::scenario::file::Placed;
use crate::scenario::patch::Changes;

/// Applies the options of the command line that change numbers of the file.
pub(super) fn change(file: &mut ExperimentFile, changes: &Changes, findings: &mut Vec<Mistake>) {
    let mut limited = |option: &str, value: Option<u64>, [low, high]: [u64; 2]| {
        let value = value?;
        if (low..=high).contains(&value) {
            return Some(value);
        }
        let text = value.to_string();
        findings.push(Source::new(option, &text).mistake(
            0..text.len(),
            format!("{option} must lie between {low} and {high}, found {value}"),
            None,
        ));
        None
    };
    if changes.paper
        && let Some(paper) = &file.paper
    {
        file.design.size = *paper;
    }
    let design = &mut file.design;
    if let Some(points) = limited("--points", changes.points, POINTS) {
        design.size.points = points;
    }
    if let Some(replicates) = limited("--replicates", changes.replicates, REPLICATES) {
        design.size.replicates = replicates;
        if design.default_seeds > 0 {
            design.default_seeds = replicates;
        }
        design.audit_seeds = design.audit_seeds.min(replicates);
        if let Some(shapley) = &mut design.shapley {
            shapley.seeds = small(replicates);
        }
    }
    if let Some(seed) = limited("--seed", changes.seed, SEEDS) {
        file.seed = Some(seed);
    }
    if let Some(months) = limited("--horizon-months", changes.horizon_months, MONTHS) {
        let text = months.to_string();
        if let Some((message, help)) = broken_year(months) {
            findings.push(Source::new("--horizon-months", &text).mistake(
                0..text.len(),
                message,
                help,
            ));
        } else {
            let place = |value| Placed { value, span: 0..0 };
            file.horizons = vec![place(months)];
            file.horizon = Some(place(months));
        }
    }
    if changes.paper && file.paper.is_none() {
        findings.push(Source::new("--paper", "--paper").mistake(
            0..7,
            "the experiment has no [paper] size".to_owned(),
            Some("give --points and --replicates instead".to_owned()),
        ));
    }
}

/// Keeps the arms that `--arms` asks for, and the baseline.
pub(super) fn narrow(
    changes: &Changes,
    baseline: &str,
    file: &ExperimentFile,
    arms: &mut Vec<Arm>,
    subsets: &mut Vec<Subset>,
    findings: &mut Vec<Mistake>,
) {
    if changes.arms.is_empty() {
        return;
    }
    let all = names_of_arms(file);
    let option = Source::new("--arms", &changes.arms.join(","));
    let mut start = 0;
    for name in &changes.arms {
        let span = start..start + name.len();
        start = span.end + 1;
        if !all.iter().any(|arm| arm == name || family(arm) == name) {
            let known: Vec<&str> = all.iter().map(String::as_str).collect();
            findings.push(option.mistake(
                span,
                format!("--arms must name arms of the experiment, found \"{name}\""),
                meant(name, &known),
            ));
        }
    }
    let wanted = |arm: &str| {
        changes
            .arms
            .iter()
            .any(|name| arm == name || family(arm) == name)
    };
    if !wanted(baseline) {
        findings.push(option.warning(
            0..option.text.len(),
            format!("the baseline {baseline} is kept, since differences are taken from it"),
            None,
        ));
    }
    arms.retain(|arm| wanted(&arm.name) || arm.name == baseline);
    for subset in subsets.iter_mut() {
        subset.arms.retain(|arm| wanted(arm) || arm == baseline);
    }
    subsets.retain(|subset| subset.arms.len() >= 2);
}
